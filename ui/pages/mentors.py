"""The mentors' register: who they are, what they can do, how many children they have and could take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import matchlife
from casefiles.domain.catalogue import age_on
from casefiles.domain.entities import ENTITIES
from casefiles.domain.norms import DEFAULT_CAPACITY
from ui import veiled, words_balance, words_today
from ui import words_registers as w
from ui.register_page import RegisterPage
from ui.table import Row, TableColumn
from ui.widgets.buttons import button
from ui.widgets.masked import masked
from ui.widgets.register import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from ui.theme import Tone


class MentorsPage(RegisterPage):
    """All mentors."""

    register = "mentor"
    title = w.MENTORS
    counted = w.MENTORS_COUNT
    opens = "mentor"
    none_yet = (w.NO_MENTOR_YET, words_today.NO_CHILDREN_HELP)
    chips = (("all", w.ALL), ("free", w.FREE))

    def columns(self) -> Sequence[TableColumn]:
        lang = self.shell.lang
        return (
            TableColumn(w.NAME, lambda r: str(r.get("name") or ""), Column(160, 2), "avatar", sort="name"),
            TableColumn(w.SEX_AGE, self._sex_age, Column(84 if lang == "zh" else 104, 0, 5)),
            TableColumn(
                w.KIND, lambda r: self._shown("kind", r), Column(110 if lang == "zh" else 170, 1, 3), "pill"
            ),
            TableColumn(w.VILLAGE, lambda r: str(r.get("village") or ""), Column(120, 1, 4), sort="village"),
            TableColumn(w.PHONE, lambda r: masked(str(r.get("phone") or "")), Column(124, 0, 2)),
            TableColumn(w.LOAD, self._load, Column(84, 0, 1), "due", tone=self._load_tone, sort="load"),
        )

    def head_actions(self) -> Sequence[QPushButton]:
        theme, lang = self.shell.theme, self.shell.lang
        balance = button(
            theme, words_balance.PAGE(lang), "", "chart-column", lambda: self.shell.open("balance")
        )
        balance.setObjectName("balance")
        return (
            balance,
            button(theme, w.IMPORT(lang), "", "upload", lambda: self.shell.open("roster")),
            button(
                theme, w.NEW_MENTOR(lang), "primary", "user-plus", lambda: self.shell.open("mentor", new=True)
            ),
        )

    def panel_actions(self) -> Sequence[QPushButton]:
        lang = self.shell.lang
        return (
            button(self.shell.theme, w.OPEN(lang), "primary", "file-text", lambda: self.open(self.current)),
        )

    def _shown(self, field: str, row: Row) -> str:
        return ENTITIES["mentor"].fields[field].kind.show(row.get(field), self.shell.lang)

    def _sex_age(self, row: Row) -> str:
        age = age_on(str(row.get("birth_date") or ""), self.shell.office.clock.today())
        return w.AGE(self.shell.lang, sex=self._shown("sex", row), age=veiled.age(age)).strip()

    def _limit(self, row: Row) -> int:
        capacity = row.get("capacity")
        return DEFAULT_CAPACITY if capacity is None else int(capacity)

    def _load(self, row: Row) -> str:
        return w.LOAD_OF(self.shell.lang, n=int(row.get("load") or 0), limit=self._limit(row))

    def _load_tone(self, row: Row) -> Tone:
        return "ok" if int(row.get("load") or 0) < self._limit(row) else "neutral"

    def show_panel(self, row: Row) -> None:
        lang, q = self.shell.lang, self.shell.office.queries
        pills: list[tuple[str, Tone]] = [
            (self._shown("kind", row), "primary"),
            (self._load(row), self._load_tone(row)),
        ]
        self.panel.person(str(row.get("name") or ""), self._sex_age(row), [p for p in pills if p[0]])
        self.panel.line()
        self.panel.fact("map-pin", str(row.get("village") or "—"))
        self.panel.number("phone", lang, w.PHONE(lang), str(row.get("phone") or ""))
        self.panel.fact("graduation-cap", self._shown("skills", row) or "—")
        self.panel.fact("file-text", w.NUMBER(lang, number=row.get("number") or "—"))
        self.panel.line()
        names = []
        for match in q.select("match", {"mentor": str(row["id"])}):
            child = q.get(str(match.values["child"])) if matchlife.counts_as(match.values).holds_room else None
            if child is not None:
                names.append(str(child.values.get("name") or ""))
        self.panel.note(w.MATCHES(lang), "、".join(names) or "—")
        self.panel.note(w.LAST(lang), str(row.get("last_visit") or "—"))

"""The children's register: chips, list, and a panel with what one wants to know before the phone is picked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.catalogue import age_on
from casefiles.domain.entities import ENTITIES
from ui import veiled, words_today, words_transfer
from ui import words_registers as w
from ui.due import due_words
from ui.register_page import RegisterPage
from ui.table import Row, TableColumn
from ui.veiled import running
from ui.widgets.buttons import button
from ui.widgets.register import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from casefiles.domain.words import Label
    from casefiles.ports import Record
    from ui.theme import Tone

CATEGORY_TONES: dict[str, Tone] = {
    "left_behind": "primary",
    "floating": "info",
    "difficulty": "violet",
    "disabled": "warn",
    "five_lost": "danger",
}


class ChildrenPage(RegisterPage):
    """All children on file."""

    register = "child"
    title = w.CHILDREN
    counted = w.CHILDREN_COUNT
    opens = "child"
    none_yet = (words_today.NO_CHILDREN, words_today.NO_CHILDREN_HELP)
    chip_sorts = dict.fromkeys(("due", "overdue", "due_or_overdue"), "next_due")  # the longest overdue first
    chips: Sequence[tuple[str, Label]] = (
        ("all", w.ALL),
        ("due", w.DUE),
        ("overdue", w.OVERDUE),
        ("due_or_overdue", w.DUE_OR_OVERDUE),
        ("unmatched", w.UNMATCHED),
        ("attention", w.ATTENTION),
        ("closed", w.CLOSED),
        ("away", words_transfer.AWAY),
    )
    rare = ("away",)

    def columns(self) -> Sequence[TableColumn]:
        lang = self.shell.lang
        return (
            TableColumn(
                w.NAME,
                lambda r: str(r.get("name") or ""),
                Column(170, 2),
                "avatar",
                icon=self._warn,
                sort="name",
            ),
            TableColumn(
                w.SEX_AGE, self._sex_age, Column(84 if lang == "zh" else 104, 0, 3), sort="birth_date"
            ),
            TableColumn(w.VILLAGE, lambda r: str(r.get("village") or ""), Column(130, 2, 2), sort="village"),
            TableColumn(
                w.CATEGORY,
                self._category,
                Column(130 if lang == "zh" else 172, 1, 4),
                "pill",
                tone=self._category_tone,
            ),
            TableColumn(
                w.MENTOR, lambda r: str(r.get("mentor_name") or "—"), Column(96, 1, 5), sort="mentor_name"
            ),
            TableColumn(
                w.NEXT,
                lambda r: self._due(r)[0],
                Column(126 if lang == "zh" else 150, 1, 1),
                "due",
                tone=lambda r: self._due(r)[1],
                sort="next_due",
            ),
        )

    def head_actions(self) -> Sequence[QPushButton]:
        theme, lang = self.shell.theme, self.shell.lang
        return (
            button(theme, w.IMPORT(lang), "", "upload", lambda: self.shell.open("roster")),
            button(
                theme, w.NEW_CHILD(lang), "primary", "user-plus", lambda: self.shell.open("child", new=True)
            ),
        )

    def panel_actions(self) -> Sequence[QPushButton]:
        theme, lang = self.shell.theme, self.shell.lang
        self.record_button = button(theme, w.RECORD(lang), "primary", "plus", self._record)
        return (
            self.record_button,
            button(theme, w.OPEN(lang), "", "file-text", lambda: self.open(self.current)),
        )

    def _record(self) -> None:
        if self.current and self.record_button.isVisibleTo(self):
            from ui.visit_drawer import open_visit_beside  # the forms are not needed to show a list

            open_visit_beside(self.shell, self.current)

    def following(self, child: str) -> str | None:
        """Who stands below this child in the list; the list goes there."""
        row = self.model.row_of(child) + 1
        if not 0 < row < self.model.rowCount():
            return None
        self.view.setCurrentIndex(self.model.index(row, 0))
        return self.model.id_at(row)

    @staticmethod
    def _warn(row: Row) -> str:
        return "triangle-alert" if row.get("attention") else ""

    def _sex_age(self, row: Row) -> str:
        lang = self.shell.lang
        sex = ENTITIES["child"].fields["sex"].kind.show(row.get("sex"), lang)
        age = age_on(str(row.get("birth_date") or ""), self.shell.office.clock.today())
        return w.AGE(lang, sex=sex, age=veiled.age(age)).strip()

    def _category(self, row: Row) -> str:
        first = str(row.get("categories") or "").split(",")[0]
        return ENTITIES["category_spell"].fields["category"].kind.show(first or None, self.shell.lang)

    @staticmethod
    def _category_tone(row: Row) -> Tone:
        return CATEGORY_TONES.get(str(row.get("categories") or "").split(",")[0], "neutral")

    def _due(self, row: Row) -> tuple[str, Tone]:
        if row.get("away"):
            return words_transfer.AWAY(self.shell.lang), "neutral"
        return due_words(row.get("next_due"), self.shell.office.clock.today(), self.shell.lang, row.get("late"))

    def show_panel(self, row: Row) -> None:
        lang, office = self.shell.lang, self.shell.office
        kind = ENTITIES["category_spell"].fields["category"].kind
        pills: list[tuple[str, Tone]] = [
            (kind.show(c, lang), CATEGORY_TONES.get(c, "neutral"))
            for c in str(row.get("categories") or "").split(",")
            if c
        ]
        due = self._due(row)
        if due[0]:
            pills.append(due)
        self.panel.person(str(row.get("name") or ""), self._sex_age(row), pills)
        self.panel.line()
        child = office.queries.get(str(row["id"]))
        if child is None:
            return
        self.panel.fact(
            "map-pin",
            " ".join(str(child.values[n]) for n in ("village", "hamlet") if child.values.get(n)) or "—",
        )
        guardian, phone = self._guardian(str(row["id"]))
        if guardian:
            self.panel.fact("user", w.GUARDIAN(lang, text=guardian))
        if phone:
            name = ENTITIES["guardianship_spell"].fields["phone"].label(lang)
            self.panel.number("phone", lang, name, phone)
        mentor = str(row.get("mentor_name") or "")
        self.record_button.setVisible(not row.get("away"))
        self.panel.fact("hand-heart", w.MENTOR_IS(lang, text=mentor) if mentor else w.NO_MENTOR(lang))
        if child.values.get("school"):
            self.panel.fact("school", str(child.values["school"]))
        self.panel.fact("file-text", w.NUMBER(lang, number=row.get("number") or "—"))
        self.panel.line()
        self._last_visit(str(row["id"]))

    def _guardian(self, child: str) -> tuple[str, str]:
        """Who looks after the child, and the phone."""
        spells = self.shell.office.queries.select("guardianship_spell", {"child": child}, "-start", 1)
        if not spells:
            return "", ""
        values = spells[0].values
        kind = (
            ENTITIES["guardianship_spell"]
            .fields["relation"]
            .kind.show(values.get("relation"), self.shell.lang)
        )
        return " ".join(str(v) for v in (kind, values.get("name")) if v), str(values.get("phone") or "")

    def _last_visit(self, child: str) -> None:
        lang = self.shell.lang
        visits: list[Record] = self.shell.office.queries.select("visit", {"child": child}, "-on", 1)
        if not visits:
            self.panel.note(w.LAST_VISIT(lang), w.NO_VISIT(lang))
            return
        values = visits[0].values
        kind = ENTITIES["visit"].fields["kind"].kind.show(values.get("kind"), lang)
        self.panel.note(
            f"{w.LAST_VISIT(lang)} · {values.get('on')} · {kind}", (running(values.get("summary")) or "—")
        )

"""What the search box found among children, mentors and households: who it is, what, and the way to the file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casefiles import leaving
from casefiles.domain.entities import ENTITIES
from casefiles.naming import PEOPLE, about
from ui import erased_found, language, words, words_transfer
from ui import words_registers as w
from ui.table import RegisterModel, Row, TableColumn
from ui.widgets.buttons import ChipBar
from ui.widgets.cards import Card, EmptyState, SectionHeader
from ui.widgets.register import Column, RegisterView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Problem
    from casefiles.ports import Hit
    from ui.jobs import Step
    from ui.theme import Tone
    from ui.window import Shell

    _Answer = tuple[list[Hit], dict[str, dict[str, Stored]], Problem | None]

MOST = 200
TONES: dict[str, Tone] = {"child": "primary", "mentor": "info", "household": "violet"}


class FoundPage(QWidget):
    """`shell.open("found", find="zxm")`; Enter opens the child, the mentor, the household."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.text, self.kind = "", "all"
        self.hits: list[Hit] = []
        self._rows: dict[str, dict[str, Stored]] = {}
        self._wanted = ""
        theme, lang = shell.theme, shell.lang
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        outer.setSpacing(theme.px(12))
        self.head = SectionHeader(theme, words.FOUND(lang), kind="page")
        outer.addWidget(self.head)
        chips = [("all", w.ALL(lang)), *((one, ENTITIES[one].label(lang)) for one in PEOPLE)]
        self.bar = ChipBar(theme, chips, name=w.FILTERS(lang))
        self.bar.chosen.connect(self.choose)
        outer.addWidget(self.bar)
        self.model = RegisterModel(self._columns(), lang, self._fetch, self)
        self.view = RegisterView(theme, [c.column for c in self.model.columns], words.FOUND(lang))
        self.view.setObjectName("register")
        self.view.setModel(self.model)
        self.view.opened.connect(lambda row: self.open(self.model.id_at(row)))
        self.stack = QStackedWidget()
        self.nobody = EmptyState(theme, w.NOBODY(lang), w.NOBODY_HELP(lang), icon="search")
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nobody)
        frame = Card(theme)
        frame.body.setContentsMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(6))
        frame.body.addWidget(self.stack)
        outer.addWidget(frame, 1)
        for keys, by in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._step, by))

    def _columns(self) -> Sequence[TableColumn]:
        lang = self.shell.lang
        what = Column(80 if lang == "zh" else 130, 0, 1)
        return (
            TableColumn(w.NAME, lambda r: str(r["name"]), Column(190, 2), "avatar"),
            TableColumn(
                w.WHAT, lambda r: ENTITIES[str(r["entity"])].label(lang), what, "pill",
                tone=lambda r: TONES[str(r["entity"])],
            ),
            TableColumn(w.ABOUT, self._about, Column(260, 3, 2)),
            TableColumn(w.STANDS, self._stands, Column(140, 1, 3)),
        )  # fmt: skip

    def _about(self, row: Row) -> str:
        return str(row["about"])

    def _stands(self, row: Row) -> str:
        if row.get("via"):
            return w.VIA(self.shell.lang, name=row["via"])
        if row.get("away"):
            return words_transfer.AWAY(self.shell.lang)
        return w.CLOSED(self.shell.lang) if row.get("closed") else ""

    # what the shell calls

    def enter(self, find: str = "", kind: str = "all", chosen: str = "") -> None:
        """Search for this."""
        self.text, self.kind, self._wanted = find, kind, chosen
        self.reload()

    def where(self) -> dict[str, Any]:
        """What brings the page back as it is."""
        kept = {"find": self.text, "kind": self.kind, "chosen": self.current}
        return {k: v for k, v in kept.items() if v and v != "all"}

    @property
    def current(self) -> str:
        """The id of the chosen row."""
        return self.model.id_at(self.view.currentIndex().row())

    def search(self, text: str) -> None:
        """The search box was typed in."""
        self.text, self._wanted = text, ""
        self.view.selectionModel().clearCurrentIndex()  # Enter before the answer must open nobody
        self.reload()

    def choose(self, kind: str) -> None:
        """Only children, mentors or households."""
        self.kind = kind
        self._list()

    def _step(self, by: int) -> None:
        kinds = ("all", *PEOPLE)
        self.choose(kinds[(kinds.index(self.kind) + by) % len(kinds)])

    def on_changed(self, entity: str, ids: object) -> None:
        """A save: what was found is looked for again."""
        self._wanted = self.current
        self.reload()

    def focus_results(self) -> None:
        """Into the list, on its first row."""
        if self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setFocus()

    def focus_first(self) -> None:
        """The keyboard starts in the list."""
        self.view.setFocus()

    def open(self, row: str) -> None:
        """The file itself."""
        entity = str(self._rows.get(row, {}).get("entity") or "")
        if entity in self.shell.specs:
            self.shell.open(entity, id=row)

    def reload(self) -> None:
        """Search again."""
        office, text = self.shell.office, self.text

        def ask(_step: Step) -> _Answer:
            hits = office.queries.find(text, PEOPLE, MOST)
            held, today = office.queries.many([h.id for h in hits]), office.clock.today()
            gone = leaving.given_away(office)
            rows: dict[str, dict[str, Stored]] = {}
            for hit in hits:
                values = held[hit.id].values if hit.id in held else {}
                rows[hit.id] = {
                    "id": hit.id, "entity": hit.entity, "name": hit.name, "about": about(values, today),
                    "via": hit.via, "closed": values.get("closed_on"), "away": hit.id in gone,
                }  # fmt: skip
            return hits, rows, erased_found.erased(office, text, hits)

        self.shell.jobs.read(ask, done=self._show, owner=self, newest="found")

    def _show(self, answer: _Answer) -> None:
        self.hits, self._rows, gone = answer
        lang = self.shell.lang
        erased_found.say(self.nobody, gone, (w.NOBODY, w.NOBODY_HELP), lang)
        for one in PEOPLE:
            n = sum(h.entity == one for h in self.hits)
            self.bar.set_text(one, f"{ENTITIES[one].label(lang)} {language.number(n, lang)}")
        said = w.FOUND_MOST if len(self.hits) >= MOST else w.FOUND
        self.head.note.set(language.counted(said, len(self.hits), lang) if self.text else "")
        self._list()

    def _list(self) -> None:
        self.bar.set(self.kind)
        self.model.start([self._rows[h.id] for h in self.hits if self.kind in ("all", h.entity)])
        n = self.model.rowCount()
        self.stack.setCurrentWidget(self.view if n else self.nobody)
        if n:
            self.view.setCurrentIndex(self.model.index(max(0, self.model.row_of(self._wanted)), 0))

    def _fetch(self, ids: Sequence[str]) -> list[dict[str, Stored]]:
        return [self._rows[one] for one in ids if one in self._rows]


SHOTS = {"hits": lambda shell: shell.open("found", find="zh")}
"""states that are photographed"""

"""The history of one record in the drawer: who changed what, when, from what to what, and which office has it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from casefiles import exchange
from casefiles.domain.entities import ENTITIES
from ui import named, trace_lines, words_child
from ui import words_records as w
from ui.pages.child_history import Step, moment, steps, value, what, who, writers
from ui.widgets.cards import Card
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from casefiles.ports import Record
    from ui.window import Shell


def open_history(shell: Shell, record: Record) -> None:
    """Open it, and make it anew when the look or the language is switched."""

    def make() -> QWidget:
        return HistoryDrawer(shell, record)

    shell.drawer(make(), make)


class HistoryDrawer(DrawerFrame):
    """A card for each change, the newest first; the log itself keeps everything."""

    def __init__(self, shell: Shell, record: Record) -> None:
        lang = shell.lang
        said = named.called(shell.office, record, lang).name
        super().__init__(shell.theme, lang, said, w.HISTORY(lang), close=lambda: shell.drawer(None))
        self.shell = shell
        self.cards: list[Card] = []
        self.what = ENTITIES[record.entity].label(lang)
        office = shell.office
        shell.jobs.read(
            lambda _step: (steps(office, [record]), exchange.trace(office, record.id) if office.ledger.peers() else []),
            done=self._show,
            owner=self,
            newest="history",
        )

    def _show(self, answer: tuple[list[Step], list[exchange.Step]]) -> None:
        found, traced = answer
        whole = {(one.at_ms, one.user): one for one in traced}
        shell, lang, office = self.shell, self.shell.lang, self.shell.office
        known = writers(office)
        for _, group in groupby(found, key=lambda s: (s.ts, s.who)):
            changes = list(group)
            first = changes[0]
            card = Card(shell.theme)
            by = who(office, first, lang, known)
            card.body.addWidget(label(f"{moment(shell, first.ts)} · {by}", "caption", wrap=True))
            for step in changes:
                after = value(office, step, step.after, lang) or words_child.EMPTY_VALUE(lang)
                if step.first:
                    card.body.addWidget(label(after, "strong", wrap=True))
                    continue
                before = value(office, step, step.before, lang) or words_child.EMPTY_VALUE(lang)
                card.body.addWidget(label(what(step, lang), "strong", wrap=True))
                said = label(w.OLD_NEW(lang, before=before, after=after), "body", wrap=True)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                card.body.addWidget(said)
            where = whole.get((first.ts, first.who))
            for said_of, tone in trace_lines.lines(shell, where) if where is not None else ():
                card.body.addWidget(label(said_of, "caption", tone=tone, wrap=True))
            self.cards.append(card)
            self.body.addWidget(card)
        if not found:
            self.body.addWidget(label(w.NO_HISTORY(lang), "secondary", wrap=True))
        self.body.addStretch(1)

    def focus_first(self) -> None:
        self.close_button.setFocus()

    def on_changed(self, entity: str, ids: object) -> None:
        """What is being read stays as it is."""

"""On a child's page: the files that may be the same child, each with its reasons and the way to look at both."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from casefiles import duplicates
from ui import words_child, words_merging
from ui import words_twins as words
from ui.fields import about
from ui.pages.child_parts import Line
from ui.widgets.buttons import button
from ui.widgets.cards import Card
from ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from casefiles.duplicates import MaybeSame
    from casefiles.ports import Record
    from ui.window import Shell

MOST = 3


class AlikeCard(Card):
    """Hidden until the register, asked off the GUI thread, knows such files."""

    def __init__(self, shell: Shell, child: Record, owner: QWidget) -> None:
        super().__init__(shell.theme, words.NAME(shell.lang))
        self.shell, self.child, self.told = shell, child, False
        self.setObjectName("alike")
        self.hide()
        office = shell.office

        def ask(_step: object) -> list[MaybeSame]:
            return duplicates.maybe_same(office, child.values, (child.id,), limit=MOST)

        shell.jobs.read(ask, done=partial(_answered, owner, child.id), owner=owner, newest="alike")

    def show_found(self, found: list[MaybeSame]) -> None:
        self.told = True
        theme, lang, today = self.shell.theme, self.shell.lang, self.shell.office.clock.today()
        for place, one in enumerate(found):
            name = str(one.record.values.get("name") or "")
            why = words_child.AND(lang).join(reason(lang) for reason in one.likeness.reasons)
            both = partial(self.shell.open, "merge", stays=self.child.id, gone=one.record.id)
            go = button(theme, words_merging.LOOK_AT_BOTH(lang), "soft", "users", both)
            go.setObjectName("look-at-both")
            go.setAccessibleName(words_merging.LOOK_AT_BOTH_OF(lang, name=name))
            self.body.addWidget(Line(theme, name, about(one.record.values, today), why, go, first=not place))
        if found:
            self.body.addWidget(label(words.ALIKE_HELP(lang), "caption", wrap=True))
        self.setVisible(bool(found))


def _answered(owner: QWidget, child: str, found: list[MaybeSame]) -> None:
    """Tell the card, if it is still there: another tab may have taken its place meanwhile."""
    for card in owner.findChildren(AlikeCard):
        if card.child.id == child and not card.told:
            card.show_found(found)

"""What the pages of cards have in common: a heading, a note, and cards that are made anew; all of it scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.boards import put
from ui.widgets.cards import SectionHeader
from ui.widgets.panels import scroll
from ui.widgets.text import label

if TYPE_CHECKING:
    from casefiles.domain.words import Label
    from ui.window import Shell


class CardsPage(QWidget):
    """`column` is the page from its heading down; the cards stand at its end, or where `cards_here` was called."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        px = shell.theme.px
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(px(20), px(16), px(20), px(16))
        self.column.setSpacing(px(12))
        self._cards: QVBoxLayout | None = None
        self.board = QWidget()
        """what holds the cards"""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll(inside))

    def headed(self, title: Label, note: Label, *acts: QWidget) -> None:
        """The heading with its buttons, and the note below it."""
        theme, lang = self.shell.theme, self.shell.lang
        self.head = SectionHeader(theme, title(lang), *acts, kind="page")
        self.note = label(note(lang), "secondary", wrap=True)
        self.column.addWidget(self.head)
        self.column.addWidget(self.note)

    def cards_here(self) -> QVBoxLayout:
        """The cards come below what stands in the column so far."""
        self._cards = QVBoxLayout()
        self.column.addLayout(self._cards)
        return self._cards

    def put(self, *cards: QWidget, focus: str = "") -> None:
        """Show these in the place of the cards there were; the keyboard stays where it was, or goes to `focus`."""
        place = self._cards
        if place is None:
            place = self.cards_here()
            self.column.addStretch(1)
        old, self.board = self.board, QWidget()
        column = QVBoxLayout(self.board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.shell.theme.px(12))
        for card in cards:
            column.addWidget(card)
        put(self, place, old, self.board, focus)

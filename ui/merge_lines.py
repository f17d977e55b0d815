"""One line of a merge: a field, what either file says, and what will stand; Left and Right choose."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from casefiles.merging import BOTH, LEFT, RIGHT
from ui import words_merging as words
from ui.widgets.buttons import button
from ui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QLabel

    from casefiles.domain.words import Lang
    from casefiles.merging import Choice, Difference
    from ui.theme import Theme

COLUMNS = (3, 5, 5, 5)
"""how the width is shared: field, left, right, result"""
_LONG = re.compile("[0-9A-Za-z]{12,}")
LEAST = 60


def breakable(text: str) -> str:
    """The same to the eye; a long number may go on in the next line where it has no room."""
    return _LONG.sub(lambda found: "\u200b".join(re.findall(".{1,6}", found[0])), text)


class Cell(QFrame):
    """What one file says; pressing it chooses it."""

    pressed = Signal()

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self.theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6))
        self.said: QLabel = label(breakable(text), "body", wrap=True)
        self.said.setMinimumWidth(theme.tall(LEAST))
        column.addWidget(self.said)

    def mark(self, *, on: bool) -> None:
        """Stand out as the one that is chosen."""
        p = self.theme.palette
        ground, edge, ink = (p.soft, p.primary, p.on_soft) if on else (p.surface, p.border, p.text)
        self.setStyleSheet(
            f"Cell {{ background: {ground}; border: 2px solid {edge}; border-radius: 6px; }}"
            f" QLabel {{ color: {ink}; background: transparent; }}"
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()


class ChoiceLine(QFrame):
    """A field in which the files differ. Left, Right and B choose, Up and Down are the page's."""

    changed = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme, lang: Lang, difference: Difference, name: str, left: str, right: str) -> None:
        super().__init__()
        self.theme, self.lang, self.difference, self.name = theme, lang, difference, name
        self.texts = {LEFT: left, RIGHT: right, BOTH: "\n".join(t for t in (right, left) if t)}
        self.choice: Choice = difference.proposed
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName(f"line-{difference.name}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(4))
        grid.setHorizontalSpacing(theme.px(10))
        share(grid)
        grid.addWidget(label(name, "strong", wrap=True), 0, 0)
        empty = words.EMPTY(lang)
        self.cells: dict[Choice, Cell] = {LEFT: Cell(theme, left or empty), RIGHT: Cell(theme, right or empty)}
        for place, (choice, cell) in enumerate(self.cells.items(), 1):
            cell.pressed.connect(partial(self._pressed, choice))
            grid.addWidget(cell, 0, place)
        self.result = label("", "body", wrap=True)
        self.result.setMinimumWidth(theme.tall(LEAST))
        outcome = QVBoxLayout()
        outcome.addWidget(self.result)
        self.both = button(theme, words.BOTH(lang), "chip", "", lambda: self._pressed(BOTH))
        self.both.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has B
        outcome.addWidget(self.both, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addLayout(outcome, 0, 3)
        self._show()

    def choose(self, choice: Choice) -> None:
        """Take this one, where it can be taken."""
        if choice in self.difference.choices and choice != self.choice:
            self.choice = choice
            self._show()
            self.changed.emit()

    @property
    def value(self) -> str:
        """What will stand, in words."""
        return self.texts[self.choice]

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._edge()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._edge()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys: dict[Qt.Key, Choice] = {Qt.Key.Key_Left: LEFT, Qt.Key.Key_Right: RIGHT, Qt.Key.Key_B: BOTH}
        key = Qt.Key(event.key())
        if key in keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.choose(keys[key])
        elif key == Qt.Key.Key_Space:
            self.choose(LEFT if self.choice == RIGHT else RIGHT)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _pressed(self, choice: Choice) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.choose(choice)

    def _show(self) -> None:
        for choice, cell in self.cells.items():
            cell.mark(on=self.choice in (choice, BOTH))
        self.result.setText(breakable(self.value or words.EMPTY(self.lang)))
        self.both.setVisible(BOTH in self.difference.choices and self.choice != BOTH)
        self.setAccessibleName(
            words.CHOSEN(self.lang, field=self.name, value=self.value.replace("\n", "；") or words.EMPTY(self.lang))
        )
        self._edge()

    def _edge(self) -> None:
        edge = self.theme.palette.focus if self.hasFocus() else "transparent"
        self.setStyleSheet(f"ChoiceLine {{ border: 2px solid {edge}; border-radius: 8px; }}")


def share(grid: QGridLayout) -> None:
    """The columns of head and lines stand under each other."""
    for place, stretch in enumerate(COLUMNS):
        grid.setColumnStretch(place, stretch)
        grid.setColumnMinimumWidth(place, 1)


def same_line(theme: Theme, name: str, text: str) -> QWidget:
    """A field in which both files agree."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(theme.px(10), theme.px(2), theme.px(10), theme.px(2))
    grid.setHorizontalSpacing(theme.px(10))
    grid.setColumnStretch(0, COLUMNS[0])
    grid.setColumnStretch(1, sum(COLUMNS[1:]))
    grid.addWidget(label(name, "secondary", wrap=True), 0, 0)
    grid.addWidget(label(text, "secondary", wrap=True), 0, 1)
    return made

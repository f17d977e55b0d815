"""What the pages before login have in common: a card in the middle, its head, the other language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import words
from ui.widgets.buttons import button
from ui.widgets.cards import Card, picture
from ui.widgets.panels import scroll
from ui.widgets.text import label

if TYPE_CHECKING:
    from ui.window import Shell


def other_language(shell: Shell) -> QPushButton:
    """The switch to the other language, for pages that have no top bar."""
    other = "en" if shell.lang == "zh" else "zh"
    tip = words.LANGUAGE_TIP(shell.lang)
    made = button(shell.theme, words.OTHER_LANGUAGE(shell.lang), "ghost", "languages", tip=tip)
    made.clicked.connect(
        lambda _checked=False: shell.set_look(lang=other), Qt.ConnectionType.QueuedConnection
    )
    return made


def headed(shell: Shell, icon: str, title: str, width: float) -> tuple[Card, QPushButton]:
    """A card of this many pixels with its head, and the switch of language in it."""
    theme = shell.theme
    card = Card(theme)
    card.setFixedWidth(round(width))
    head = QHBoxLayout()
    head.addWidget(picture(theme, icon, theme.accent("primary"), 30))
    head.addWidget(label(title, "page"))
    head.addStretch(1)
    switch = other_language(shell)
    head.addWidget(switch)
    card.body.addLayout(head)
    return card, switch


def wide(shell: Shell, pixels: int) -> float:
    """A card's width that grows a little slower than its text."""
    return pixels * (1 + (shell.theme.scale - 1) * 0.7)


def centred(page: QWidget, card: Card, below: str = "", *, above: int = 1, rest: int = 2) -> None:
    """Put the card in the middle of the page, with these words below it; a small window scrolls."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.addStretch(above)
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(card)
    middle.addStretch(1)
    column.addLayout(middle)
    if below:
        safe = label(below, "caption", wrap=True)
        safe.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(safe)
    column.addStretch(rest)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scroll(inside))

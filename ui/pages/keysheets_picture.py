"""Recovery sheets as a picture: three papers, two of which open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import words_keysheets as w
from ui.widgets.cards import picture
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label

if TYPE_CHECKING:
    from ui.window import Shell


def any_two(shell: Shell) -> QWidget:
    """Three sheets, two of them taken, and what they open."""
    theme, lang = shell.theme, shell.lang
    made = QWidget()
    made.setAccessibleName(w.PICTURE(lang))
    flow = FlowLayout(made, theme.px(14))
    for n in (1, 2, 3):
        colour = theme.accent("primary") if n != 2 else theme.palette.text3
        flow.addWidget(_pictured(picture(theme, "file-text", colour, 34), w.SHEET(lang, n=n)))
    flow.addWidget(_pictured(picture(theme, "chevron-right", theme.palette.text3, 34), ""))
    flow.addWidget(_pictured(picture(theme, "key-round", theme.accent("primary"), 34), w.ANY_TWO(lang)))
    flow.addWidget(_pictured(picture(theme, "chevron-right", theme.palette.text3, 34), ""))
    flow.addWidget(_pictured(picture(theme, "lock-open", theme.accent("ok"), 34), w.OPENS(lang)))
    return made


def _pictured(shown: QWidget, words: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(shown)
    row.addStretch(1)
    column.addLayout(row)
    column.addWidget(label(words, "caption"))
    return made

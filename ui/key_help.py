"""The list of keys in the drawer: the pages first, then what works everywhere, in lists and in forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import words_keys
from ui.pages import page_keys
from ui.widgets.panels import DrawerFrame
from ui.widgets.text import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.window import Shell


class KeyHelp(DrawerFrame):
    """What `Ctrl+/` opens."""

    def __init__(self, shell: Shell) -> None:
        theme, lang = shell.theme, shell.lang
        super().__init__(theme, lang, words_keys.TITLE(lang), close=lambda: shell.drawer(None))
        keys = page_keys(shell.specs.values())
        pages = [(key, shell.specs[name].label(lang)) for name, key in keys.items()]
        self._part(words_keys.PAGES(lang), pages)
        for title, lines in words_keys.KEYS:
            self._part(title(lang), [(key, said(lang)) for key, said in lines])
        self.body.addStretch(1)

    def focus_first(self) -> None:
        """The keyboard starts on the way out."""
        self.close_button.setFocus()

    def _part(self, title: str, lines: Iterable[tuple[str, str]]) -> None:
        self.body.addWidget(label(title, "section"))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, self.theme.px(8))
        grid.setHorizontalSpacing(self.theme.px(14))
        grid.setVerticalSpacing(self.theme.px(6))
        for row, (key, said) in enumerate(lines):
            grid.addWidget(label(key, "strong"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(said, "body", wrap=True), row, 1)
        grid.setColumnMinimumWidth(0, self.theme.tall(132))
        grid.setColumnStretch(1, 1)
        self.body.addWidget(holder)

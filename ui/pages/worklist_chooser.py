"""The lists in one line, for a page that has no room for them beside their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from ui import words_worklists as words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.words import Lang


class ListChooser(QComboBox):
    """Up and Down go from list to list, Alt+Down opens all; `wanted(name)` when a person chose one."""

    wanted = Signal(str)

    def __init__(self, lang: Lang, name: str = "") -> None:
        super().__init__()
        self.setObjectName("choose-list")
        self.setAccessibleName(name or words.TITLE(lang))
        self.setMaxVisibleItems(12)
        self.activated.connect(lambda at: self.wanted.emit(self.itemData(at)))

    def fill(self, lists: Mapping[str, str], chosen: str) -> None:
        """Name -> what stands there."""
        if [self.itemData(n) for n in range(self.count())] == list(lists):
            for at, text in enumerate(lists.values()):
                if self.itemText(at) != text:
                    self.setItemText(at, text)
        else:
            self.clear()
            for name, text in lists.items():
                self.addItem(text, name)
        self.setCurrentIndex(self.findData(chosen))

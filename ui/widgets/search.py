"""The search box: a magnifier, a way to clear it, and no question asked while a character is being composed."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

if TYPE_CHECKING:
    from ui.theme import Theme


class SearchBox(QLineEdit):
    """`asked(text)` at each change of the committed text, full-width letters made plain; `entered` on Enter, Down,
    `recent_asked` on Down while it is empty."""

    asked = Signal(str)
    entered = Signal()
    recent_asked = Signal()

    def __init__(self, theme: Theme, placeholder: str, name: str, clear: str, least: str = "") -> None:
        super().__init__()
        self._least = least
        self.setProperty("kind", "search")
        self.say(placeholder, name)
        self.setMaxLength(80)
        self.addAction(theme.icon("search", "text3", 18), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = QAction(theme.icon("circle-x", "text3", 18), clear, self)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self.textChanged.connect(self._changed)

    def say(self, placeholder: str, name: str) -> None:
        """What is searched, in full and in short."""
        self._full, self._short = placeholder, name
        self.setAccessibleName(name)
        self.setAccessibleDescription(placeholder)
        self.setToolTip(placeholder)
        self._fit()

    @property
    def query(self) -> str:
        """What is asked: NFKC, so that １２３ and 。typed with a Chinese keyboard still find."""
        return unicodedata.normalize("NFKC", self.text()).strip()

    def set(self, text: str) -> None:
        """Show `text` without asking."""
        blocked = self.blockSignals(True)
        self.setText(text)
        self.blockSignals(blocked)
        self._clear.setVisible(bool(text))

    def event(self, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.ShortcutOverride and self.text():
            event.accept()  # Esc clears first; the window's own Esc comes after
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Down and not self.text():
            self.recent_asked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In full where there is room for it, else in short, else in one word; else the glass alone says it."""
        room = self.width() - 2 * self.fontMetrics().height() - 32  # the two pictures
        wide = self.fontMetrics().horizontalAdvance
        every = (self._full, self._short, self._least)
        self.setPlaceholderText(next((said for said in every if wide(said) <= room), ""))

    def _changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self.asked.emit(self.query)

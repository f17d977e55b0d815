"""A text box for several lines in which Tab goes on to the next field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QPlainTextEdit

if TYPE_CHECKING:
    from ui.theme import Theme


class TextArea(QPlainTextEdit):
    """Plain text, `lines` high. `edited` at each change by hand or by program; `submitted` on Ctrl+Enter."""

    edited = Signal()
    submitted = Signal()

    def __init__(
        self, theme: Theme, name: str, *, lines: int = 4, placeholder: str = "", longest: int = 0
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setMinimumHeight(round(theme.text_px("body") * 1.5 * lines) + 20)
        self.longest = longest
        self.textChanged.connect(self._changed)

    def text(self) -> str:
        return self.toPlainText()

    def set(self, text: str) -> None:
        if text != self.toPlainText():
            self.setPlainText(text)

    def insert(self, phrase: str) -> None:
        """Put a phrase where the caret is and stay there: one undo takes it back."""
        self.textCursor().insertText(phrase)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def _changed(self) -> None:
        # cut only committed text; cutting inside a composition would break the input method
        if self.longest and len(self.toPlainText()) > self.longest:
            cursor = self.textCursor()
            cursor.setPosition(self.longest)
            cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            return
        self.edited.emit()

"""A text box for several lines in which Tab goes on to the next field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit

if TYPE_CHECKING:
    from ui.theme import Theme


_WALKS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Escape)
"""keys that change nothing in the box"""
_WRITES = (QEvent.Type.InputMethod, QEvent.Type.ContextMenu, QEvent.Type.DragEnter, QEvent.Type.Drop)


class TextArea(QPlainTextEdit):
    """Plain text, `lines` high. `edited` at each change by hand or by program; `submitted` on Ctrl+Enter.

    While names are hidden another text can stand in place of its own (`cover`), for eyes and for screen readers; what
    `text` answers, and what is typed into, is its own.
    """

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
        self._own: QTextDocument | None = None
        """its own text while another stands in place of it"""
        self._caret = 0
        self._written = False
        self.textChanged.connect(self._changed)

    def text(self) -> str:
        return self.toPlainText() if self._own is None else self._own.toPlainText()

    def set(self, text: str) -> None:
        if text != self.text():
            self.uncover()
            self.setPlainText(text)

    def before_caret(self) -> str:
        """What stands before the caret."""
        return self.text()[: self.textCursor().position() if self._own is None else self._caret]

    def insert(self, phrase: str) -> None:
        """Put a phrase where the caret is and stay there: one undo takes it back."""
        self.uncover()
        self.textCursor().insertText(phrase)
        self.setFocus()

    @property
    def covered(self) -> bool:
        """Whether another text stands in place of its own."""
        return self._own is not None

    @property
    def written(self) -> bool:
        """Whether it is being written in: then it is not covered."""
        return self._written and self.hasFocus()

    def cover(self, seen: str) -> None:
        """Show `seen` in place of its own text until it is written in, or `uncover`."""
        if self._own is None:
            self._own, self._caret = self.document(), self.textCursor().position()
            self._own.setParent(self)  # else it would be deleted when another is put
            other = QTextDocument(seen, self)
            other.setDocumentLayout(QPlainTextDocumentLayout(other))
            other.setDefaultFont(self._own.defaultFont())
            self._put(other)
        elif self.toPlainText() != seen:
            quiet = self.blockSignals(True)
            self.setPlainText(seen)
            self.blockSignals(quiet)

    def uncover(self) -> None:
        """Its own text stands here again."""
        own, other = self._own, self.document()
        if own is None:
            return
        self._own = None
        self._put(own)
        other.deleteLater()
        caret = self.textCursor()
        caret.setPosition(min(self._caret, max(0, own.characterCount() - 1)))
        self.setTextCursor(caret)

    def _put(self, document: QTextDocument) -> None:
        quiet = self.blockSignals(True)  # nobody typed
        self.setDocument(document)
        self.blockSignals(quiet)

    def event(self, event: QEvent) -> bool:
        if event.type() in _WRITES or (isinstance(event, QKeyEvent) and self._writes(event)):
            self._written = True
            self.uncover()
        return super().event(event)

    def _writes(self, event: QKeyEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress and Qt.Key(event.key()) not in _WALKS

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, *_WRITES):
            self._written = True
            self.uncover()
        return super().viewportEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._written = False

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

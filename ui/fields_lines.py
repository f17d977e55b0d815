"""What an editor is, and the editors that are one line or several lines of text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from casefiles.domain.words import Lang
from ui.theme import Theme
from ui.veiled import FIELD, running
from ui.widgets.textarea import TextArea

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Kind, Stored
    from casefiles.domain.problems import Problem
    from ui.form import Form

DIGITS = Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhLatinOnly


@dataclass(frozen=True)
class Place:
    """How things look and sound where the editor stands."""

    theme: Theme
    lang: Lang


class LineBox(QLineEdit):
    """One line. Enter while a character is being composed belongs to the input method and is not passed on.

    `digits` makes full-width figures and letters narrow as soon as they are committed. Ctrl+Z goes to the window
    when there is nothing left to undo here.
    """

    edited = Signal()  # by hand
    entered = Signal()
    left = Signal()
    stepped = Signal(int)

    def __init__(self, name: str, *, digits: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.digits = digits
        self.composing = False
        if digits:
            self.setInputMethodHints(DIGITS)
        self.textEdited.connect(self._edited)

    def put(self, text: str) -> None:
        """Show `text` without telling anybody."""
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undoes = event.matches(QKeySequence.StandardKey.Undo)
            if undoes and not self.isUndoAvailable():
                event.ignore()
                return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            if not self.composing:
                self.entered.emit()
            return
        if control and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _edited(self, text: str) -> None:
        plain = unicodedata.normalize("NFKC", text) if self.digits else text
        if plain != text:
            at = len(unicodedata.normalize("NFKC", text[: self.cursorPosition()]))
            self.setText(plain)
            self.setCursorPosition(at)
        self.edited.emit()


class Editor(QWidget):
    """One field's editor. `edited` at each change by hand, `left` when the keyboard leaves, `finished` on Enter."""

    edited = Signal()
    left = Signal()
    finished = Signal()
    wide = False
    """needs the whole width of a form"""

    @property
    def across(self) -> int:
        """How wide a column has to be, so that a wide one needs no more than that; 0 where none is enough."""
        return 0

    def __init__(self, place: Place, name: str) -> None:
        super().__init__()
        self.place, self.name = place, name
        self._target: QWidget = self

    def set(self, stored: Stored) -> None:
        """Show a stored value without telling anybody."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show what `text()` once gave, for a draft."""
        raise NotImplementedError

    def text(self) -> str:
        """What `recording.check` reads."""
        raise NotImplementedError

    def flag(self, problem: Problem | None, *, warning: bool = False) -> None:
        """Mark the field as wrong (or as something to look at), or as well; readers hear the sentence."""
        said = problem.say(self.place.lang) if problem is not None else ""
        target = self._target
        target.setProperty("wrong", "true" if problem is not None and not warning else "false")
        target.setAccessibleDescription(said)
        target.style().unpolish(target)
        target.style().polish(target)

    def leave(self) -> None:
        """The page is about to go: stop what this editor asked for."""

    def tie(self, form: Form) -> None:
        """The form that it stands in, for what is chosen by what stands beside it."""

    def take_focus_from(self, target: QWidget) -> None:
        """`target` is where the keyboard goes, and what is marked."""
        self._target = target
        self.setFocusProxy(target)
        left = getattr(target, "left", None)
        if left is not None:
            left.connect(self.left)

    @property
    def target(self) -> QWidget:
        """The widget that has the keyboard."""
        return self._target


class LineEditor(Editor):
    """One line of text, a name, a number, an amount, an ID or phone number."""

    def __init__(self, place: Place, name: str, kind: Kind, *, digits: bool = False, hint: str = "") -> None:
        super().__init__(place, name)
        self.kind = kind
        self.box = LineBox(name, digits=digits)
        self.box.setPlaceholderText(hint)
        self.box.edited.connect(self.edited)
        self.box.entered.connect(self.finished)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        self.take_focus_from(self.box)

    def set(self, stored: Stored) -> None:
        self.set_text(self.kind.text(stored))

    def set_text(self, text: str) -> None:
        self.box.put(running(text) if self.box.property(FIELD) else text)

    def text(self) -> str:
        return self.box.text()


class NotesBox(TextArea):
    """A text area that tells when the keyboard leaves it."""

    left = Signal()

    def sizeHint(self) -> QSize:
        """As high as its lines: a form has many fields."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class NotesEditor(Editor):
    """Several lines. Enter makes a line, Tab goes on."""

    wide = True

    def __init__(self, place: Place, name: str, kind: Kind, *, lines: int = 3, hint: str = "") -> None:
        super().__init__(place, name)
        self.kind = kind
        self._quiet = False
        self.box = NotesBox(place.theme, name, lines=lines, placeholder=hint)
        self.box.setProperty(FIELD, True)
        self.box.edited.connect(self._edited)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self.take_focus_from(self.box)

    def set(self, stored: Stored) -> None:
        self.set_text(self.kind.text(stored))

    def set_text(self, text: str) -> None:
        self._quiet = True
        self.box.set(running(text))
        self._quiet = False

    def text(self) -> str:
        return self.box.text()

    def _edited(self) -> None:
        if not self._quiet:
            self.edited.emit()

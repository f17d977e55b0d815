"""What lies over fields, pictures and whole windows while names are hidden; what lies under it is not read out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from casefiles.domain.running import GONE
from ui import veiled
from ui import words_curtain as words
from ui.curtain_texts import SHEETS
from ui.widgets.text import label
from ui.widgets.textarea import TextArea

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.domain.veil import Veil
    from ui.window import Shell

_FIELD, _WINDOW = SHEETS
_PICTURES = ("QPdfView", "Stage")
"""pictures of papers, photos and scans: they are covered as a whole"""
_HINTS = "curtain_hints"
_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


def to_cover(widget: QWidget, veil: Veil, shell: Shell) -> list[Callable[[], object]]:
    """What is to be done so that a field or picture is covered as it has to be; nothing when it is."""
    if isinstance(widget, QLineEdit):
        typed = widget.hasFocus() and widget.isModified()
        seen = _seen(widget, widget.text(), veil, typed=typed)
        return _sheet_over(widget, seen if seen != widget.text() else "", shell)
    if isinstance(widget, TextArea):
        seen = _seen(widget, widget.text(), veil, typed=widget.written)
        hidden = seen != widget.text()
        found = _sheet_over(widget, seen if hidden and widget.written else "", shell)
        if hidden and not widget.written and (not widget.covered or widget.toPlainText() != seen):
            found.append(partial(widget.cover, seen))
        elif not hidden and widget.covered:
            found.append(widget.uncover)
        return found
    if any(widget.inherits(kind) for kind in _PICTURES):
        return _sheet_over(widget, words.COVERED(shell.lang), shell)
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        seen = veil.shown(widget.toPlainText())
        return _sheet_over(widget, seen if seen != widget.toPlainText() else "", shell)
    return []


def _seen(widget: QWidget, text: str, veil: Veil, *, typed: bool) -> str:
    """What visitors see of a field; running text only while it is being typed, and of that only what is new."""
    if text and not typed and widget.property(veiled.FIELD):
        return GONE
    return veil.shown(text)


def uncover(widget: QWidget) -> None:
    """The field itself is seen and read again."""
    if isinstance(widget, TextArea):
        widget.uncover()
    _lift(widget)


def _sheet_over(widget: QWidget, text: str, shell: Shell) -> list[Callable[[], object]]:
    sheet = widget.findChild(QLabel, _FIELD, _DIRECT)
    lies = sheet is not None and not sheet.isHidden()
    if not text:
        return [partial(_lift, widget)] if lies else []
    if sheet is not None and lies and sheet.text() == text and sheet.geometry() == _inside(widget):
        return []
    return [partial(_lay, widget, text, shell)]


def _inside(widget: QWidget) -> QRect:
    """All of a picture, of a field what its frame leaves."""
    if any(widget.inherits(kind) for kind in _PICTURES):
        return widget.rect()
    return widget.rect().adjusted(3, 3, -3, -3)


def _lay(widget: QWidget, text: str, shell: Shell) -> None:
    sheet = widget.findChild(QLabel, _FIELD, _DIRECT)
    if sheet is None:
        line = isinstance(widget, QLineEdit)
        sheet = label("", "body", wrap=not line)
        sheet.setObjectName(_FIELD)
        sheet.setParent(widget)
        sheet.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        sheet.setAutoFillBackground(True)
        sheet.setStyleSheet(f"background: {shell.theme.palette.surface}; padding: 0 6px;")
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        if not line:
            sheet.setAlignment(top if isinstance(widget, (QPlainTextEdit, QTextEdit)) else Qt.AlignmentFlag.AlignCenter)
    sheet.setText(text)
    sheet.setGeometry(_inside(widget))
    sheet.raise_()
    sheet.show()
    if isinstance(widget, QLineEdit) and widget.echoMode() == QLineEdit.EchoMode.Normal:
        hints = widget.inputMethodHints()
        widget.setProperty(_HINTS, hints.value)
        widget.setEchoMode(QLineEdit.EchoMode.Password)  # screen readers hear dots
        widget.setInputMethodHints(hints)  # Chinese is typed as before


def _lift(widget: QWidget) -> None:
    sheet = widget.findChild(QLabel, _FIELD, _DIRECT)
    if sheet is not None:
        sheet.hide()
    if isinstance(widget, QLineEdit) and (kept := widget.property(_HINTS)) is not None:
        widget.setProperty(_HINTS, None)
        widget.setEchoMode(QLineEdit.EchoMode.Normal)
        widget.setInputMethodHints(Qt.InputMethodHint(kept))


def cover_window(window: QWidget, shell: Shell) -> None:
    """Nothing of this window is seen; the keyboard goes where it went."""
    sheet = window.findChild(QLabel, _WINDOW, _DIRECT)
    if sheet is None:
        sheet = label(words.COVERED(shell.lang), "body", wrap=True)
        sheet.setObjectName(_WINDOW)
        sheet.setParent(window)
        sheet.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        sheet.setAutoFillBackground(True)
        sheet.setStyleSheet(f"background: {shell.theme.palette.surface};")
        sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
    sheet.setGeometry(window.rect())
    sheet.raise_()
    sheet.show()


def uncover_window(window: QWidget) -> None:
    """What lies over a window as a whole goes."""
    sheet = window.findChild(QLabel, _WINDOW, _DIRECT)
    if sheet is not None:
        sheet.hide()
        sheet.deleteLater()

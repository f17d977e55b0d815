"""What a person does at the keyboard: keys, and Chinese through the input method."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def focused() -> QWidget:
    """Who has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key."""
    QTest.keyClick(focused(), key, modifier)


def type_text(text: str) -> None:
    """Latin letters and digits, each to whoever has the keyboard then."""
    for letter in text:
        QTest.keyClicks(focused(), letter)


def compose(text: str) -> None:
    """Letters of a composition that is not finished."""
    QApplication.sendEvent(focused(), QInputMethodEvent(text, []))


def commit(text: str) -> None:
    """What the input method hands over."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)

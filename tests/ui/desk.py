"""The whole window on a real office, worked as a person works it: keys, composed characters, dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from looks import pending
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton, QWidget

from main import Doors
from ui.preferences import Preferences
from ui.session import Session
from ui.window import Shell

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from casefiles.office import Office

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Seconds:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


class Desk:
    """Shell and session on the folder `home`; `settle` waits until every question is answered."""

    def __init__(self, qtbot: QtBot, home: Path, settings: Path, now: Callable[[], datetime]) -> None:
        self.bot, self.home, self.seconds = qtbot, home, Seconds()
        self.shell = Shell(None, Preferences(settings), now=now)
        self.session = Session(self.shell, Doors(), home, clock=self.seconds)

    @property
    def office(self) -> Office:
        return self.shell.office

    @property
    def page(self) -> Any:
        return self.shell.page

    def settle(self) -> None:
        self.bot.waitUntil(lambda: not self.shell.jobs.busy and not pending(), timeout=30_000)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        if QApplication.activeWindow() is not self.shell:  # no window manager gives it back after a dialog
            with self.bot.waitActive(self.shell):
                self.shell.activateWindow()

    def until(self, happened: Callable[[], object]) -> None:
        self.bot.waitUntil(lambda: bool(happened()), timeout=30_000)

    def open(self, page: str, **where: Any) -> Any:
        """Open a page and wait for what it reads."""
        self.shell.open(page, **where)
        self.settle()
        return self.shell.page

    # the keyboard

    @property
    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the keyboard"
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focused, key, modifier)

    def type(self, text: str) -> None:
        """Latin letters and digits, key by key."""
        QTest.keyClicks(self.focused, text)

    def compose(self, text: str) -> None:
        """Letters in an input method, not decided yet."""
        QApplication.sendEvent(self.focused, QInputMethodEvent(text, []))

    def commit(self, text: str) -> None:
        """What an input method hands over."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focused, event)

    def tab_to(self, wanted: QWidget, most: int = 80) -> int:
        """Press Tab until `wanted` has the keyboard; how many times."""
        for times in range(most):
            if self.focused is wanted:
                return times
            self.press(Key.Key_Tab)
        raise AssertionError(f"{wanted.accessibleName() or wanted} is not reached by Tab")

    def swap_newest(self) -> None:
        """The newest line of the list of changes (Ctrl+Shift+Z) is taken back, or done again."""
        self.press(Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        self.press(Key.Key_Return)
        self.settle()
        self.press(Key.Key_Escape)
        self.settle()

    # what is on the screen

    def button(self, name: str, inside: QWidget | None = None) -> QPushButton:
        """The visible button with this accessible name, in the window or in a part of it."""
        found = [
            b
            for b in (inside or self.shell).findChildren(QPushButton)
            if b.isVisible() and b.accessibleName() == name
        ]
        assert found, f"no button {name!r}"
        return found[0]

    def words(self) -> str:
        """All that can be read in the window, once it has come to rest."""
        self.settle()
        said = []
        for widget in self.shell.findChildren(QWidget):
            for name in ("text", "toolTip", "accessibleName", "accessibleDescription", "placeholderText"):
                value = getattr(widget, name, None)
                if callable(value):
                    said.append(str(value()))
        return "\n".join(said)

    def answer_file_dialog(self, path: Path) -> list[str]:
        """The next file dialog gets this path typed and Enter; the list tells its title once it was answered."""
        answered: list[str] = []

        def poke() -> None:
            dialog = QApplication.activeModalWidget()
            line = dialog.findChild(QLineEdit, "fileNameEdit") if isinstance(dialog, QFileDialog) else None
            if line is None or not line.isVisible():
                QTimer.singleShot(0, poke)
                return
            answered.append(dialog.windowTitle())  # type: ignore[union-attr]
            line.setText(str(path))
            QTest.keyClick(line, Key.Key_Return)

        QTimer.singleShot(0, poke)
        return answered

    def answer_question(self, verb: str = "") -> list[str]:
        """The next question is answered by the button with this word, or by Enter on the one that has the keyboard;
        the list tells what was asked."""
        answered: list[str] = []

        def poke() -> None:
            box = QApplication.activeModalWidget()
            if not isinstance(box, QMessageBox) or not box.isVisible():
                QTimer.singleShot(0, poke)
                return
            answered.append(box.text())
            named = next((b for b in box.buttons() if b.text() == verb), None)
            QTest.keyClick(named if named is not None else box, Key.Key_Space if named else Key.Key_Return)

        QTimer.singleShot(0, poke)
        return answered

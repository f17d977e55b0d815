"""One run of the window: which office, locked or open, and what happens when it closes.

The window is painted before the database is opened: the unlock page needs nothing but the key file.
"""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from ui.app import make_app
from ui.preferences import Preferences
from ui.window import Shell

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.office import Doors, Office


class Session(QObject):
    """The office behind a shell: unlocking, locking (also when nobody is there), closing."""

    def __init__(self, shell: Shell, doors: Doors, folder: Path) -> None:
        super().__init__(shell)
        self.shell, self.doors, self.folder = shell, doors, folder
        self.office: Office | None = None
        shell.session = self
        shell.lock_asked.connect(self.lock)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._nobody_there)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def begin(self) -> None:
        """The first page: unlock, or set up an office."""
        self.shell.open("unlock" if self.doors.holds_office(self.folder) else "first_office")

    def opened(self, office: Office) -> None:
        """The office was unlocked: show its day."""
        self.office = office
        self.shell.set_office(office, office.me.name)
        when = office.ledger.setting("last_backup")
        self.shell.set_backup(datetime.fromisoformat(when) if when else None)
        self.shell.open("today")
        self._wait()

    def lock(self) -> None:
        """Drop every page (drafts are kept), close the database, ask for the passphrase again."""
        if self.office is None:
            return
        self._idle.stop()
        self.shell.set_office(None)  # pages leave: drafts are written, running jobs finish
        self.shell.jobs.finish()
        self.office.ledger.close()
        self.office = None
        self.begin()

    def close(self) -> None:
        """After the window: close the database."""
        if self.office is not None:
            self.office.ledger.close()
            self.office = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}:
            self._wait()
        return super().eventFilter(watched, event)

    def _wait(self) -> None:
        if self.office is not None:
            self._idle.start(self.shell.preferences.lock_minutes * 60_000)

    def _nobody_there(self) -> None:
        if self.shell.jobs.busy:
            self._wait()  # a running import finishes first
        else:
            self.lock()


def run_window(doors: Doors, folder: Path, *, passphrase: str = "") -> int:
    """The window until it is closed; the exit code. With a passphrase the office is unlocked at once."""
    app = make_app(sys.argv[:1])
    shell = Shell(None, Preferences())
    session = Session(shell, doors, folder)
    session.begin()
    shell.show()
    if passphrase and doors.holds_office(folder):
        shell.jobs.read(
            lambda _step: doors.open_office(folder, passphrase), done=session.opened, owner=session
        )
    code = app.exec()
    session.close()
    return int(code)

"""The backups that make themselves, seen from the window: begun once the day is on the screen, told when they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from casefiles.domain.problems import Refusal

if TYPE_CHECKING:
    from casefiles.domain.keeping import Keeping
    from ui.session import Session

AFTER_MS = 4_000
"""after the day is shown, until the backups of today are begun"""


class DayKeeping(QObject):
    """`now` is how they stand, once it is known."""

    told = Signal(object)  # casefiles.domain.keeping.Keeping, from another thread

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.now: Keeping | None = None
        self.told.connect(self.take)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.go)

    def begin(self) -> None:
        """An office was opened."""
        self._timer.start()

    def end(self) -> None:
        """It is closed."""
        self._timer.stop()
        self.now = None

    def go(self) -> None:
        """Somebody has looked at the day: now is the time for the copies of today."""
        if self._session.office is not None:
            self._session.doors.keep(self._session.office, self.told.emit)

    def take(self, keeping: Keeping) -> None:
        """This is how they stand."""
        shell = self._session.shell
        if self._session.office is None:
            return
        self.now = keeping
        if keeping.problems:
            damaged = Refusal(*keeping.problems)
            self._session.look_at(damaged)
            shell.toast(damaged.say(shell.lang))
        shell.set_backup(max(filter(None, (keeping.last, shell.backup)), default=None))
        shell.changed.emit("backup", ())

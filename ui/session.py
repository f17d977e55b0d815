"""One run of the window: which office, locked or open, and what happens when it closes.

The window is painted before the database is opened: the unlock page needs nothing but the key file.
"""

from __future__ import annotations

import sys
import time
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QToolTip
from shiboken6 import isValid

from ui import clipping
from ui.app import make_app
from ui.day_keeping import DayKeeping
from ui.preferences import Preferences
from ui.presence import Presence
from ui.window import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from casefiles.domain.problems import Problem, Refusal
    from casefiles.office import Doors, Office
    from ui.jobs import Step
    from ui.widgets.toast import Toast

PRACTICE = "999"
"""no division code begins so: an office with one holds invented people"""
QUIET = {"NO_WAY_BACK"}
"""what the pages say, and nobody is greeted with every day"""
LISTS = {
    "children": "child", "mentors": "mentor", "found": "search", "worklists": "worklists", "tasks": "tasks",
    "conflicts": "conflicts", "merge": "duplicates", "matching": "matching", "matching_mentors": "matching",
}  # fmt: skip
"""pages that list people, and what their entry in the record of access is called; `registers` notes its own"""
LOOK_MS = 1000
MARK_MS = 180_000
"""between two looks at how far the database goes (Ledger.mark)"""
POPUP = Qt.WindowType.Popup
PATIENCE = 3
"""wrong passphrases until the first wait"""
WAIT_MOST = 32_000
"""ms between attempts, doubled with each further wrong passphrase"""
WARNING = 60
"""seconds before the lock in which it is announced"""


class Session(QObject):
    """The office behind a shell: unlocking, locking (also when nobody is there), backup, closing.

    `clock` is the time of day in seconds: sleep counts as absence, which a timer that sleeps too would not notice.
    """

    begun = Signal()
    unlocked = Signal()
    locked = Signal()
    backed_up = Signal(object)  # the backup's folder
    _divisions_told = Signal()

    def __init__(
        self, shell: Shell, doors: Doors, folder: Path, *, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(shell)
        self.shell, self.doors, self.folder = shell, doors, folder
        self.office: Office | None = None
        self.wrong = 0
        """wrong passphrases in a row: each makes the next attempt wait longer"""
        self._free_at = 0.0
        self._greeted: tuple[Toast, str] | None = None
        self.damaged = False
        """a page of the database could not be read: the page of the passphrase offers to salvage it"""
        self._clock, self._seen, self._warned = clock, clock(), False
        self._presence = Presence(self, self._somebody)
        self._divisions_told.connect(self._name_anew)
        shell.session = self
        shell.opened.connect(self._looked)
        shell.lock_asked.connect(self.lock)
        shell.backup_asked.connect(self.backup)
        self._idle = QTimer(self)
        self._idle.setInterval(LOOK_MS)
        self._idle.timeout.connect(self._look)
        self.keeping = DayKeeping(self)
        self._marking = QTimer(self)
        self._marking.setInterval(MARK_MS)
        self._marking.timeout.connect(self._mark)

    def begin(self) -> None:
        """The first page: unlock, or set up an office."""
        self.shell.open("unlock" if self.doors.holds_office(self.folder) else "first_office")

    def opened(self, office: Office) -> None:
        """The office was unlocked: show its day."""
        from casefiles import accessing
        from casefiles.domain import areas_told  # the first window names no division yet

        self._presence.begin()
        self.close()  # a second answer, after a second attempt, must not leave the first one open
        self.office = office
        self.right()
        areas_told.spare(self._make_divisions, self._divisions_told.emit)
        self.shell.set_office(office, office.me.name, practice=office.home.code.startswith(PRACTICE))
        when = office.ledger.setting("last_backup")
        self.shell.set_backup(datetime.fromisoformat(when) if when else None)
        self.shell.open("today")
        self._seen, self._warned = self._clock(), False
        self._idle.start()
        self._marking.start()
        self.keeping.begin()
        self._notice()
        self.shell.jobs.write(lambda _step: accessing.unlocked(office), done=self._tried, owner=self)
        self.unlocked.emit()

    def _looked(self, name: str) -> None:
        """Whoever opens a page that lists people has looked at them."""
        office = self.office
        if office is not None and name in LISTS:
            from casefiles import accessing

            self.shell.jobs.write(lambda _step: accessing.listed(office, LISTS[name]))

    def _tried(self, failed: int) -> None:
        """Somebody typed wrong passphrases before: whoever unlocked may have been himself, or not."""
        from ui import language, words_open

        if failed >= PATIENCE:
            self._greet(language.counted(words_open.TRIED, failed, self.shell.lang), first=True)

    def _greet(self, said: str, *, first: bool = False) -> None:
        """Two things are said to whoever unlocks, each when it is known: one never takes the place of the other."""
        shown, before = self.shell.toasted, self._greeted
        if before is not None and shown is before[0]:
            said = f"{said}\n{before[1]}" if first else f"{before[1]}\n{said}"
        self._greeted = (self.shell.toast(said), said)

    def wait_after(self, refusal: Refusal) -> int:
        """How many ms nobody may try another passphrase after this one."""
        if all(problem.code != "WRONG_PASSPHRASE" for problem in refusal.problems):
            return 0
        self.wrong += 1
        wait = min(WAIT_MOST, 1000 * 2 ** min(self.wrong - PATIENCE, 9)) if self.wrong >= PATIENCE else 0
        self._free_at = time.monotonic() + wait / 1000
        return wait

    def right(self) -> None:
        """A passphrase was right: nobody waits."""
        self.wrong, self._free_at = 0, 0.0

    def waits(self) -> int:
        """How many ms are left of that: also on another page, or on the same one after it was made anew."""
        return max(0, int((self._free_at - time.monotonic()) * 1000))

    def when_waited(self, owner: QObject, do: Callable[[], object]) -> None:
        """Do this once another passphrase may be tried, at once where nobody has to wait, unless `owner` is gone."""
        if not (left := self.waits()):
            do()
            return
        timer = QTimer(owner)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)  # any other may be early, and the attempt would be refused
        timer.timeout.connect(do)
        timer.timeout.connect(timer.deleteLater)
        timer.start(left + 1)

    def look_at(self, refusal: Refusal) -> None:
        """Whether what was refused is a damaged database."""
        self.damaged = self.damaged or any(problem.code == "DB_DAMAGED" for problem in refusal.problems)

    def lock(self) -> None:
        """Drop every page (drafts are kept), close the database, ask for the passphrase again."""
        if self.office is None:
            return
        self._shut_what_is_over()
        self.shell.content.hide()
        self.shell.repaint()  # what was on the screen is gone even while an import finishes
        self.shell.set_office(None)  # pages leave: drafts are written, running jobs finish
        self.shell.jobs.finish()
        self.close()
        self.begin()
        self.locked.emit()

    def _shut_what_is_over(self) -> None:
        """Menus, lists, calendars, notes and dialogs lie over the window and name people: none of them stays."""
        QToolTip.hideText()
        above = [window for window in QApplication.topLevelWidgets() if not isinstance(window, Shell)]
        popups = [window for window in above if window.windowFlags() & POPUP == POPUP]
        for window in [*popups, *(window for window in above if window not in popups)]:
            if isValid(window) and window.isVisible():  # a menu takes its submenus along
                window.close()
                if isValid(window):
                    window.hide()  # one that asks before it closes

    def close(self) -> None:
        """After the window: close the database. What was copied is on no clipboard any more."""
        if self.office is not None:
            clipping.forget()
        self._idle.stop()
        self._marking.stop()
        self.keeping.end()
        if self.office is not None:
            from casefiles import accessing
            from casefiles.domain import areas_told
            from casefiles.domain.access import LOCK

            areas_told.spare(None)
            accessing.note(self.office, LOCK)
            self.office.ledger.close()
            self.office = None

    def _mark(self) -> None:
        """Note outside of the database how far it goes, away from the window and from saving."""
        office = self.office
        if office is not None:
            self.shell.jobs.read(lambda _step: office.ledger.mark(), owner=self, newest="mark")

    def _notice(self) -> None:
        """Say what is to be known of the database or the clock."""
        office = self.office
        if office is None:
            return

        def look(step: Step) -> Sequence[Problem]:
            from casefiles import divisions
            from casefiles.exchange.noticing import notices, unheard

            divisions.told(office, step)  # one of them reads the table
            return tuple(problem for problem in unheard(office, notices(office)) if problem.code not in QUIET)

        def say(found: Sequence[Problem]) -> None:
            if found:
                from casefiles.exchange.noticing import heard

                self.shell.jobs.write(lambda _step: heard(office, found), owner=self)
                self._greet(" ".join(problem.say(self.shell.lang) for problem in found))

        self.shell.jobs.read(look, done=say, owner=self, newest="notices")

    def _make_divisions(self) -> None:
        """The window names divisions and their table takes long to make: meanwhile they are called as before."""
        office = self.office
        if office is None:
            return

        def make(step: Step) -> None:
            from casefiles import divisions

            divisions.told(office, step)

        self.shell.jobs.read(make, owner=self, newest="divisions")

    def _name_anew(self) -> None:
        """What names divisions is shown again, by the table that was told now."""
        from ui.fields_areas import name_anew

        if self.office is None:
            return
        self.shell.changed.emit("division", ())  # each page reads again as after a save: the chosen line stays
        name_anew(self.shell)

    # a backup at the foot of the navigation

    def backup(self) -> None:
        """Ask for a folder and write a backup there."""
        from ui import drives, words_open
        from ui.asking import ask_folder

        sticks = [drive for drive in drives.offered() if drive.removable and not drive.read_only]
        start = sticks[0].path if sticks else self.folder.parent
        target = ask_folder(self.shell, words_open.BACKUP_WHERE(self.shell.lang), start)
        if target is not None:
            self.backup_to(target)

    def backup_to(self, target: Path) -> None:
        """Write a backup below this folder and open it again to verify it, behind all other writing."""
        from ui import words_open

        office = self.office
        if office is None:
            return
        self.shell.status.show_state(is_open=True, backup=words_open.BACKING_UP(self.shell.lang), busy=True)
        self.shell.jobs.write(
            lambda _step: self.doors.backup(office, target),
            done=self._backed_up,
            refused=self._no_backup,
            failed=self._backup_failed,
            owner=self,
        )

    def _backed_up(self, made: Path) -> None:
        from ui import words_open

        self.shell.set_backup(self.shell.now())
        if self.office is not None:
            self.shell.toast(words_open.BACKED_UP(self.shell.lang, name=made.name))
        self.backed_up.emit(made)
        self.shell.changed.emit("backup", ())
        self.renew(made.parent)

    def renew(self, target: Path) -> None:
        """Older backups there may hold what was erased since: ask whether they shall go."""
        from ui import language, words_closing
        from ui.asking import ask_verb

        office, lang = self.office, self.shell.lang
        old = self.doors.old_backups(office, target) if office is not None else []
        if office is None or not old:
            return
        said = language.counted(words_closing.OLD_ASK, len(old), lang)
        if not ask_verb(self.shell, said, words_closing.OLD_DELETE(lang), words_closing.OLD_KEEP(lang)):
            return
        self.shell.jobs.write(
            lambda _step: self.doors.drop_backups(office, target),
            done=lambda n: self.shell.toast(language.counted(words_closing.OLD_DELETED, n, lang)),
            owner=self,
        )

    def _no_backup(self, refusal: Refusal) -> None:
        self.shell.set_backup(self.shell.backup)
        self.shell.toast(refusal.say(self.shell.lang))

    def _backup_failed(self, error: BaseException) -> None:
        self.shell.set_backup(self.shell.backup)
        self.shell.jobs.failed.emit(error)

    # nobody there

    def _somebody(self) -> None:
        self._seen, self._warned = self._clock(), False

    def _look(self) -> None:
        from ui import words_open

        if self.office is None:
            return
        self._presence.look()
        if self.shell.jobs.busy:
            self._seen = max(
                self._seen, self._clock() - self._limit + LOOK_MS / 1000
            )  # an import finishes first
            return
        idle = self._clock() - self._seen
        if idle < 0:
            self._seen = self._clock()  # somebody set the clock back
        elif idle >= self._limit:
            self.lock()
        elif idle >= self._limit - min(WARNING, self._limit / 2) and not self._warned:
            self._warned = True
            self.shell.toast(words_open.LOCKS_SOON(self.shell.lang))

    @property
    def _limit(self) -> int:
        return self.shell.preferences.lock_minutes * 60


def open_window(
    doors: Doors, folder: Path, *, preferences: Preferences | None = None, kind: type[Shell] = Shell
) -> tuple[QApplication, Shell, Session]:
    """The application, its window and the session behind it.

    The window is painted first, empty; only then the rest is imported, the first page made, and last, while somebody
    types the passphrase, the database's code loaded. `session.begun` says that the first page stands.
    """
    app = make_app(sys.argv[:1])
    shell = kind(None, preferences or Preferences(), bare=True)
    session = Session(shell, doors, folder)

    def go_on() -> None:
        shell.furnish()
        shell.jobs.refused.connect(session.look_at)
        shell.frame.bare(bare=True)
        session.begin()
        shell.jobs.read(lambda _step: doors.warm(), owner=session)
        session.begun.emit()

    shell.after_first_paint(go_on)
    shell.begin()
    return app, shell, session


def run_window(doors: Doors, folder: Path, *, passphrase: str = "") -> int:
    """The window until it is closed; the exit code. With a passphrase the office is unlocked at once."""
    app, shell, session = open_window(doors, folder)

    def unlock() -> None:
        if passphrase and doors.holds_office(folder):
            shell.jobs.read(
                lambda _step: doors.open_office(folder, passphrase), done=session.opened, owner=session
            )

    session.begun.connect(unlock)
    code = app.exec()
    session.close()
    return int(code)

"""Keeps copies of the open office without being asked: a backup a day and a journal, in each place that is there.

The first place lies beside the database; a second one the office chooses. A thread for each writes its journal, one
makes the day's backups. Nothing of it is waited for, and whatever goes wrong is told and stops no work; a share that
does not answer keeps nothing back but itself.
"""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal
from db import backups, durable
from db.driver import Interrupted
from db.place import AGAIN, ANSWER, Place, written
from db.resting import Rest, Stopped

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from db.ledger import Ledger

SECOND = "backup_second"
"""setting: the folder for backups that the office chose"""
TOLD = "backup_told"
"""setting: the day on which the console said that there is no backup"""
GATHER = 0.2
"""seconds in which saves are written together"""
PATIENCE = 5.0
"""seconds that closing waits for journals and backups to end"""
QUICK = 4 << 20
"""bytes of a database of which a backup is made at once, before an import or after a command"""


class Keeper:
    """The keeping of one open office."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._rung, self._rung_elsewhere = threading.Event(), threading.Event()
        self._ending, self._ended = threading.Event(), threading.Event()
        self._writer: threading.Thread | None = None
        self._writer_elsewhere: threading.Thread | None = None
        self._maker: threading.Thread | None = None
        self._rest = Rest()
        self._told: Callable[[], object] | None = None
        self.unclean = False
        """whether the database was not closed the last time: its pages are looked at"""
        self.problems: tuple[Problem, ...] = ()
        """what is wrong with the database itself"""
        self._begun = written(ledger)
        self.own = Place(ledger, ledger.database.path.parent / backups.BESIDE, self._ended, self._begun, own=True)
        self._elsewhere: dict[str, Place] = {}
        ledger.database.told = self.ring

    @property
    def second(self) -> Place | None:
        """The place that the office chose."""
        told = self.ledger.setting(SECOND)
        if told and told not in self._elsewhere:
            self._elsewhere.setdefault(told, Place(self.ledger, Path(told), self._ended, self._begun))
        return self._elsewhere[told] if told else None

    def places(self) -> list[Place]:
        """Where copies go, whether it is there or not."""
        return [self.own, *filter(None, (self.second,))]

    # the journal

    def ring(self) -> None:
        """Something was saved."""
        self._rung.set()
        if self._writer is None and not self._ended.is_set():
            self._writer = threading.Thread(target=self._write, name="journal", daemon=True)
            self._writer.start()

    def _write(self) -> None:
        while not self._ended.is_set():
            # a full disk may be free again, although nothing is saved
            self._rung.wait(AGAIN if self.own.refused is not None else None)
            if self._ended.is_set():
                return
            if self._ending.wait(GATHER):  # whoever closes writes the last entries
                return
            self._rung.clear()
            with contextlib.suppress(Exception):  # whatever it was, the next save tries again
                self.own.follow()
                if self.second is not None:
                    self._ring_elsewhere()

    def _ring_elsewhere(self) -> None:
        self._rung_elsewhere.set()
        if self._writer_elsewhere is None and not self._ended.is_set():
            one = threading.Thread(target=self._write_elsewhere, name="journal elsewhere", daemon=True)
            self._writer_elsewhere = one
            one.start()

    def _write_elsewhere(self) -> None:
        away = True
        while not self._ended.is_set():
            self._rung_elsewhere.wait(AGAIN if away else None)
            if self._ended.is_set():
                return
            self._rung_elsewhere.clear()
            with contextlib.suppress(Exception):
                second = self.second
                if second is not None:
                    second.follow(anew=away)
                    if second.followed is None and second.refused is None:
                        self._catch_up(second)
                away = second is not None and second.followed is None

    def _catch_up(self, place: Place) -> None:
        """It may be back: it gets the backup of today, as it would have in the morning."""
        if self._told is not None and place.make_due(self._rest) is not None:
            self._told()

    def follow(self, *, anew: bool = False) -> int:
        """Bring every journal up to what is saved; how many changes were written. Without `anew` nothing is looked at
        unless something was written since."""
        return sum(place.follow(anew=anew) for place in self.places())

    # backups

    def begin(self, told: Callable[[], object] | None = None) -> None:
        """Make what is due today, in a thread of its own; there `told` is called at the end."""
        self._told = told
        if self._maker is None or not self._maker.is_alive():
            self._maker = threading.Thread(target=self._make_due, args=(told,), name="backup", daemon=True)
            self._maker.start()

    def _make_due(self, told: Callable[[], object] | None) -> None:
        with contextlib.suppress(Interrupted, RuntimeError, Stopped):
            self._make_quietly(self.own)
            with contextlib.suppress(OSError):  # a stale share may not even say whether it is there
                self._look_elsewhere()
            for place in self.places()[1:]:
                self._make_quietly(place)
            if told is not None:
                told()
            second = self.second
            if second is not None and second.followed is None:
                self._ring_elsewhere()  # from now on it is looked for
            if self.look_at_pages(self._rest) | self.try_one(self._rest) and told is not None:
                told()

    def _make_quietly(self, place: Place) -> None:
        place.follow(anew=True)  # what a power cut kept from the journal
        with contextlib.suppress(Refusal):  # it is told by `refused`
            place.make_due(self._rest)

    def look_at_pages(self, rest: Rest) -> bool:
        """Read every page of the database after it was not closed, and once a week; whether that was due. What is wrong
        stands in `problems`. Stopped."""
        from db import page_check

        if not self.unclean and not page_check.due(self.ledger):
            return False
        found = page_check.look(self.ledger, rest)
        self.problems = (found,) if found is not None else ()
        self.unclean = False
        return True

    def try_one(self, rest: Rest) -> bool:
        """Put a backup back on trial, once a month; whether that was due. Stopped."""
        from db import trial

        if not trial.due(self.ledger):
            return False
        for place in reversed(self.places()):
            found = place.ready()
            if found is not None:
                with contextlib.suppress(Refusal):
                    return trial.run(self.ledger, found, self.own.path, rest, place.writing) is not None
                return False
        return False

    def make_everywhere(self, *, due: bool = False) -> None:
        """A new backup in every place that is there, or of `due` ones alone. Refusals of the first place."""
        for place in self.places():
            make = place.make_due if due else place.make
            if place.own:
                make(Rest(0))
            elif durable.in_time(place.path.is_dir, ANSWER):
                with contextlib.suppress(Refusal):
                    make(Rest(0))

    def after_call(self) -> bool:
        """A call of the console ends. Where it wrote something, and the database is small, there is a backup of today
        now; else whether that is to be told: once a day."""
        with contextlib.suppress(Refusal):  # what the command did is done
            if written(self.ledger) == self._begun or not self.own.due():
                return False
            with contextlib.suppress(Refusal):
                if self._small() and self.own.make_due(Rest(0)) is not None:
                    return False
            today = f"{self.ledger.clock.today()}"
            told = self.ledger.setting(TOLD) == today
            self.ledger.keep_setting(TOLD, today)
            return not told
        return False

    def _small(self) -> bool:
        return self.ledger.database.path.stat().st_size <= QUICK

    def by_hand(self, folder: Path) -> AbstractContextManager[None]:
        """While somebody has a backup made in this folder, which may be one of the places."""
        found = (place for place in self.places() if place.lies_in(folder))
        return next((place.by_hand() for place in found), contextlib.nullcontext())

    def before(self, *, always: bool) -> None:
        """Something large is about to be done: with `always`, or where the database is small, there is a backup of
        today with its journal first; else that of the morning and its journal stand for it. Nothing is refused."""
        with contextlib.suppress(Refusal, OSError):
            if always or self._small():
                self.own.make_due(Rest(0))
            self.own.follow(anew=True)

    def _look_elsewhere(self) -> None:
        """A stick may be called otherwise today: where the second place is not there, the drive that has backups of
        this database in its folder for them is it."""
        second = self.second
        if second is None or second.path.is_dir():
            return
        from casefiles.edges import drives

        for drive in drives.here().drives():
            place = Place(self.ledger, drive.path / backups.ELSEWHERE, self._ended, self._begun)
            if place.path != second.path and place.backups():
                self.ledger.keep_setting(SECOND, str(place.path))
                return

    def choose(self, folder: Path | None) -> Place | None:
        """From now on the second place lies in this folder; None: there is none. Refusals: CANNOT_WRITE, DISK_FULL,
        BACKUP_PLACE_SAME."""
        if folder is None:
            self.ledger.keep_setting(SECOND, None)
            return None
        folder = folder.absolute()
        place = folder if folder.name == backups.ELSEWHERE else folder / backups.ELSEWHERE
        home = self.ledger.database.path.parent
        if place.resolve().is_relative_to(home.resolve()):
            raise Refusal(Problem("BACKUP_PLACE_SAME", value=str(folder)))
        Place(self.ledger, place, self._ended, self._begun).make_folder()
        self.ledger.keep_setting(SECOND, str(place))
        return self.second

    def close(self) -> None:
        """Write the last entries and end; it takes no longer than `PATIENCE`."""
        until = time.monotonic() + PATIENCE
        self._rest.stop()
        self.ledger.database.told = None
        self._ending.set()
        last = threading.Thread(target=self._last_entries, name="last entries", daemon=True)
        if self._writer is not None:  # else nothing was saved
            last.start()
            last.join(PATIENCE)  # a share that does not answer keeps nobody from closing
        self._ended.set()
        self._rung.set()
        self._rung_elsewhere.set()
        for thread in (self._writer, self._writer_elsewhere, self._maker):
            if thread is not None:
                thread.join(max(0.0, until - time.monotonic()))

    def _last_entries(self) -> None:
        with contextlib.suppress(Exception):  # nobody waited for it any longer, and the database was closed meanwhile
            self.follow()

"""Keeps copies of the open office without being asked: a backup a day and a journal, in each place that is there.

The first place lies beside the database; a second one the office chooses. A thread for each writes its journal, one
makes the day's backups. Nothing of it is waited for, and whatever goes wrong is told and stops no work; a share that
does not answer keeps nothing back but itself.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal
from db import backups, durable
from db.driver import Interrupted
from db.resting import Rest, Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.backups import Backup
    from db.following import Followed
    from db.ledger import Ledger

SECOND = "backup_second"
"""setting: the folder for backups that the office chose"""
MADE = "backups_made"
"""setting: place -> when its last backup was made, for when the place is not there"""
GATHER = 0.2
"""seconds in which saves are written together"""
AGAIN = 30.0
"""seconds until a place that failed is looked at again"""
PATIENCE = 5.0
"""seconds that closing waits for journals and backups to end"""
ANSWER = 3.0
"""seconds that a place has to say that it is there, where somebody waits"""
QUICK = 4 << 20
"""bytes of a database of which a backup is made at once, before an import"""


class Keeper:
    """The keeping of one open office."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.own = ledger.database.path.parent / backups.BESIDE
        self.refused: dict[Path, Refusal] = {}
        """what stopped the last try in a place"""
        self._unwritten: set[Path] = set()
        """places where it was the journal that was stopped"""
        self._journals: dict[Path, threading.RLock] = {}
        """held by whoever writes on the journal of a place"""
        self._backups: dict[Path, threading.RLock] = {}
        """held by whoever makes a backup in a place: it sweeps up what is half written there"""
        self._rung, self._rung_elsewhere, self._ending = threading.Event(), threading.Event(), threading.Event()
        self._writer: threading.Thread | None = None
        self._writer_elsewhere: threading.Thread | None = None
        self._maker: threading.Thread | None = None
        self._rest = Rest()
        self._told: Callable[[], object] | None = None
        self._closed = False
        self.unclean = False
        """whether the database was not closed the last time: its pages are looked at"""
        self.problems: tuple[Problem, ...] = ()
        """what is wrong with the database itself"""
        self._followed: dict[Path, Followed | None] = {}
        self._looked: dict[Path, float] = {}
        self._begun = self._written()
        self._seen: dict[Path, tuple[int, ...] | None] = {}
        ledger.database.told = self.ring

    @property
    def second(self) -> Path | None:
        """The place that the office chose."""
        told = self._ledger.setting(SECOND)
        return Path(told) if told else None

    def places(self) -> list[Path]:
        """Where copies go, whether it is there or not."""
        return [self.own, *filter(None, (self.second,))]

    @property
    def database(self) -> str:
        """What this database is called in its backups."""
        return backups.name_of(self._ledger.database)

    def setting(self, key: str) -> str | None:
        """A setting of the office."""
        return self._ledger.setting(key)

    # the journal

    def ring(self) -> None:
        """Something was saved."""
        self._rung.set()
        if self._writer is None and not self._closed:
            self._writer = threading.Thread(target=self._write, name="journal", daemon=True)
            self._writer.start()

    def _write(self) -> None:
        while not self._closed:
            # a full disk may be free again, although nothing is saved
            self._rung.wait(AGAIN if self.own in self.refused else None)
            if self._closed:
                return
            if self._ending.wait(GATHER):  # whoever closes writes the last entries
                return
            self._rung.clear()
            with contextlib.suppress(Exception):  # whatever it was, the next save tries again
                self._follow(self.own)
                if self.second is not None:
                    self._ring_elsewhere()

    def _ring_elsewhere(self) -> None:
        self._rung_elsewhere.set()
        if self._writer_elsewhere is None and not self._closed:
            one = threading.Thread(target=self._write_elsewhere, name="journal elsewhere", daemon=True)
            self._writer_elsewhere = one
            one.start()

    def _write_elsewhere(self) -> None:
        away = True
        while not self._closed:
            self._rung_elsewhere.wait(AGAIN if away else None)
            if self._closed:
                return
            self._rung_elsewhere.clear()
            with contextlib.suppress(Exception):
                second = self.second
                if second is not None:
                    self._follow(second, anew=away)
                    if self._followed.get(second) is None and second not in self.refused:
                        self._catch_up(second)
                away = second is not None and self._followed.get(second) is None

    def _catch_up(self, place: Path) -> None:
        """It may be back: it gets the backup of today, as it would have in the morning."""
        if self._told is not None and self.make_due(place, self._rest) is not None:
            self._told()

    def follow(self, *, anew: bool = False) -> int:
        """Bring every journal up to what is saved; how many changes were written. Without `anew` nothing is looked at
        unless a log has moved since."""
        return sum(self._follow(place, anew=anew) for place in self.places())

    def _follow(self, place: Path, *, anew: bool = False) -> int:
        with self._journal(place):
            if self._closed:
                return 0
            written = self._written()
            if written == self._seen.get(place, self._begun) and not anew:
                return 0
            try:
                with durable.writing_to(place):  # a stale share may not even say whether it is there
                    one = self._at(place)
                    found = one.follow() if one is not None else 0
            except Refusal as refusal:
                self._gave_up(place, refusal)
                self._unwritten.add(place)
                return 0
            if one is not None:
                if place in self._unwritten:  # why there is no backup of today is still to be told
                    self._unwritten.remove(place)
                    self.refused.pop(place, None)
                self._seen[place] = written
            return found

    def _journal(self, place: Path) -> threading.RLock:
        return self._journals.setdefault(place, threading.RLock())

    def _backup(self, place: Path) -> threading.RLock:
        return self._backups.setdefault(place, threading.RLock())

    def _written(self) -> tuple[int, ...] | None:
        """How many changes the logs have, how often something came late, how many photos and scans are known."""
        sql = "SELECT (SELECT sum(seq) FROM log), (SELECT max(n) FROM late), (SELECT count(*) FROM blob)"
        return self._ledger.database.one(sql)

    def _at(self, place: Path) -> Followed | None:
        """The journal of a place that is there."""
        one = self._followed.get(place)
        if one is None and time.monotonic() - self._looked.get(place, -AGAIN) >= AGAIN:
            self._looked[place] = time.monotonic()
            one = self._followed[place] = _newest(self._ledger, place) if place.is_dir() else None
        return one

    def _gave_up(self, place: Path, refusal: Refusal) -> None:
        self.refused[place] = refusal
        self._followed[place] = None
        self._seen[place] = None
        self._looked[place] = time.monotonic()

    # backups

    def due(self, place: Path) -> bool:
        """Whether a place lacks a backup of today, or one whose journal goes on."""
        found = backups.of(place, self.database)
        if not found or found[-1].made.date() != self._ledger.clock.today():
            return True
        with self._journal(place):
            if self._followed.get(place) is None:
                self._followed[place] = _newest(self._ledger, place)
            return self._followed[place] is None

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
            if second is not None and self._followed.get(second) is None:
                self._ring_elsewhere()  # from now on it is looked for
            if self.look_at_pages(self._rest) | self.try_one(self._rest) and told is not None:
                told()

    def _make_quietly(self, place: Path) -> None:
        self._follow(place, anew=True)  # what a power cut kept from the journal
        with contextlib.suppress(Refusal):  # it is told by `refused`
            self.make_due(place, self._rest)

    def look_at_pages(self, rest: Rest) -> bool:
        """Read every page of the database after it was not closed, and once a week; whether that was due. What is wrong
        stands in `problems`. Stopped."""
        from db import page_check

        if not self.unclean and not page_check.due(self._ledger):
            return False
        found = page_check.look(self._ledger, rest)
        self.problems = (found,) if found is not None else ()
        self.unclean = False
        return True

    def try_one(self, rest: Rest) -> bool:
        """Put a backup back on trial, once a month; whether that was due. Stopped."""
        from db import trial

        if not trial.due(self._ledger):
            return False
        for place in reversed(self.places()):
            found = self._ready(place)
            if found is not None:
                with contextlib.suppress(Refusal):
                    return trial.run(self._ledger, found, self.own, rest, self._journal(place)) is not None
                return False
        return False

    def _ready(self, place: Path) -> Followed | None:
        with self._journal(place):
            return self._at(place)

    def make_everywhere(self) -> None:
        """A new backup in every place that is there, whether one is due or not. Refusals of the first place."""
        for place in self.places():
            if place == self.own:
                self.make(place, Rest(0))
            elif durable.there(place, ANSWER):
                with contextlib.suppress(Refusal):
                    self.make(place, Rest(0))

    def make_due(self, place: Path, rest: Rest) -> Backup | None:
        """Today's backup in a place that is there, unless it was made. Refusals as for `make`; Stopped."""
        with self._backup(place), durable.writing_to(place):
            if place != self.own and not place.is_dir():
                return None
            return self.make(place, rest) if self.due(place) else None

    def make(self, place: Path, rest: Rest) -> Backup:
        """A new backup in a place, with its journal; older ones are thinned out. Refusals: DISK_FULL, CANNOT_WRITE,
        BACKUP_BAD, DB_DAMAGED; Stopped."""
        from db import backing_up, following

        with self._backup(place):
            try:
                if place == self.own:
                    _make_folder(place)
                made = backing_up.make(self._ledger, place, rest)
                with self._journal(place):
                    one = following.Followed(self._ledger, made)
                    one.follow()
                    self._followed[place] = one
                    one.drop_older(backups.of(place, made.database))
                    with contextlib.suppress(Refusal):  # somebody reads in one of them: it goes another day
                        backing_up.thin(self._ledger, place, made)
            except Refusal as refusal:
                self._gave_up(place, refusal)
                self._unwritten.discard(place)
                raise
            self.refused.pop(place, None)
            self._unwritten.discard(place)
            self._note(place, made)
            return made

    @contextlib.contextmanager
    def by_hand(self, folder: Path) -> Iterator[None]:
        """Meanwhile somebody has a backup made in this folder. Where it is one of the places, the journal goes on in
        that one afterwards: it is the newest, and whoever restores takes it."""
        place = next((one for one in self.places() if one.absolute() == folder.absolute()), folder)
        with self._backup(place):
            yield
            with self._journal(place):
                self._followed.pop(place, None)
                self._looked.pop(place, None)
                self._seen[place] = None
            self.ring()

    def last(self) -> dict[str, str]:
        """Place -> when its last backup was made, as far as this database knows."""
        return dict(json.loads(self._ledger.setting(MADE) or "{}"))

    def _note(self, place: Path, made: Backup) -> None:
        places = {str(one) for one in self.places()}
        kept = {where: when for where, when in self.last().items() if where in places}
        kept[str(place)] = f"{made.made:%Y-%m-%dT%H:%M}"
        self._ledger.keep_setting(MADE, json.dumps(kept, ensure_ascii=False))

    def before(self, *, always: bool) -> None:
        """Something large is about to be done: with `always`, or where the database is small, there is a backup of
        today with its journal first; else that of the morning and its journal stand for it. Nothing is refused."""
        small = self._ledger.database.path.stat().st_size <= QUICK
        with contextlib.suppress(Refusal, OSError):
            if always or small:
                self.make_due(self.own, Rest(0))
            self._follow(self.own, anew=True)

    def _look_elsewhere(self) -> None:
        """A stick may be called otherwise today: where the second place is not there, the drive that has backups of
        this database in its folder for them is it."""
        second = self.second
        if second is None or second.is_dir():
            return
        from casefiles.edges import drives

        for drive in drives.here().drives():
            place = drive.path / backups.ELSEWHERE
            if place != second and backups.of(place, self.database):
                self._ledger.keep_setting(SECOND, str(place))
                return

    def choose(self, folder: Path | None) -> Path | None:
        """From now on the second place lies in this folder; None: there is none. Refusals: CANNOT_WRITE, DISK_FULL,
        BACKUP_PLACE_SAME."""
        if folder is None:
            self._ledger.keep_setting(SECOND, None)
            return None
        folder = folder.absolute()
        place = folder if folder.name == backups.ELSEWHERE else folder / backups.ELSEWHERE
        home = self._ledger.database.path.parent
        if place.resolve() == self.own.resolve() or place.resolve().is_relative_to(home.resolve()):
            raise Refusal(Problem("BACKUP_PLACE_SAME", value=str(folder)))
        _make_folder(place)
        self._ledger.keep_setting(SECOND, str(place))
        return place

    def close(self) -> None:
        """Write the last entries and end; it takes no longer than `PATIENCE`."""
        until = time.monotonic() + PATIENCE
        self._rest.stop()
        self._ledger.database.told = None
        self._ending.set()
        last = threading.Thread(target=self._last_entries, name="last entries", daemon=True)
        if self._writer is not None:  # else nothing was saved
            last.start()
            last.join(PATIENCE)  # a share that does not answer keeps nobody from closing
        self._closed = True
        self._rung.set()
        self._rung_elsewhere.set()
        for thread in (self._writer, self._writer_elsewhere, self._maker):
            if thread is not None:
                thread.join(max(0.0, until - time.monotonic()))

    def _last_entries(self) -> None:
        with contextlib.suppress(Exception):  # nobody waited for it any longer, and the database was closed meanwhile
            self.follow()


def _newest(ledger: Ledger, place: Path) -> Followed | None:
    from db import following  # not needed to open an office

    return following.newest(ledger, place)


def _make_folder(place: Path) -> None:
    with durable.writing_to(place):
        if not place.is_dir():
            place.mkdir()
            durable.settle_folder(place.parent)


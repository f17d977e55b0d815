"""A place where backups of the open office lie: beside the database, or on another drive; there today or not."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from typing import TYPE_CHECKING

from casefiles.domain.problems import Refusal
from db import backups, durable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.backups import Backup
    from db.following import Followed
    from db.ledger import Ledger
    from db.resting import Rest

MADE = "backups_made"
"""setting: place -> when its last backup was made, for when the place is not there"""
KNOWN = 4
"""places of which that is remembered"""
ANSWER = 3.0
"""seconds that a place has to say that it is there, where somebody waits"""
AGAIN = 30.0
"""seconds until a place that failed is looked at again"""


def written(ledger: Ledger) -> tuple[int, ...] | None:
    """How many changes the logs have, how often something came late, how many photos and scans are known."""
    sql = "SELECT (SELECT sum(seq) FROM log), (SELECT max(n) FROM late), (SELECT count(*) FROM blob)"
    return ledger.database.one(sql)


def last_made(ledger: Ledger) -> dict[str, str]:
    """Place -> when its last backup was made, as far as this database knows."""
    return dict(json.loads(ledger.setting(MADE) or "{}"))


class Place:
    """One place, and what its keeper knows of it."""

    def __init__(
        self, ledger: Ledger, path: Path, ended: threading.Event, seen: tuple[int, ...] | None, *, own: bool = False
    ) -> None:
        """`ended` is set when the office is closed, `seen` what was `written` when it was opened."""
        self._ledger, self._ended, self._seen = ledger, ended, seen
        self.path, self.own = path, own
        self.refused: Refusal | None = None
        """what stopped the last try"""
        self.followed: Followed | None = None
        """its last backup, once its journal was looked at and can go on"""
        self.writing = threading.RLock()
        """held by whoever writes on the journal"""
        self._making = threading.RLock()
        """held by whoever makes a backup: it sweeps up what is half written"""
        self._unwritten = False
        self._looked = -AGAIN

    def backups(self) -> list[Backup]:
        """Those of this database, in the order in which they were made; none when it is not there."""
        return backups.of(self.path, backups.name_of(self._ledger.database))

    def _newest(self) -> Followed | None:
        from db import following  # not needed to open an office

        return following.newest(self._ledger, self.backups())

    def ready(self) -> Followed | None:
        """Its last backup with a journal that goes on, where it is there."""
        with self.writing:
            if self.followed is None and time.monotonic() - self._looked >= AGAIN:
                self._looked = time.monotonic()
                self.followed = self._newest() if self.path.is_dir() else None
            return self.followed

    def follow(self, *, anew: bool = False) -> int:
        """Bring its journal up to what is saved; how many changes were written. Without `anew` nothing is looked at
        unless something was written since. What goes wrong stands in `refused`."""
        with self.writing:
            if self._ended.is_set():
                return 0
            now = written(self._ledger)
            if now == self._seen and not anew:
                return 0
            try:
                with durable.writing_to(self.path):  # a stale share may not even say whether it is there
                    one = self.ready()
                    found = one.follow() if one is not None else 0
            except Refusal as refusal:
                self._gave_up(refusal)
                self._unwritten = True
                return 0
            if one is not None:
                if self._unwritten:  # why there is no backup of today is still to be told
                    self._unwritten, self.refused = False, None
                self._seen = now
            return found

    def _gave_up(self, refusal: Refusal) -> None:
        self.refused = refusal
        self.look_anew()
        self._looked = time.monotonic()

    def look_anew(self) -> None:
        """Forget which backup is the last one."""
        with self.writing:
            self.followed = self._seen = None
            self._looked = -AGAIN

    def due(self) -> bool:
        """Whether it lacks a backup of today, or one whose journal goes on."""
        found = self.backups()
        if not found or found[-1].made.date() != self._ledger.clock.today():
            return True
        with self.writing:
            self.followed = self.followed or self._newest()
            return self.followed is None

    def make_due(self, rest: Rest) -> Backup | None:
        """Today's backup where it is there, unless it was made. Refusals as for `make`; Stopped."""
        with self._making, durable.writing_to(self.path):
            if not self.own and not self.path.is_dir():
                return None
            return self.make(rest) if self.due() else None

    def make(self, rest: Rest) -> Backup:
        """A new backup with its journal; older ones are thinned out. Refusals: DISK_FULL, CANNOT_WRITE, BACKUP_BAD,
        DB_DAMAGED; Stopped."""
        from db import backing_up, following

        made: Backup | None = None
        with self._making:
            try:
                if self.own:
                    self.make_folder()
                made = backing_up.make(self._ledger, self.path, rest)
                with self.writing:
                    one = self.followed = following.Followed(self._ledger, made)
                    one.follow()
                    one.drop_older(self.backups())
                    with contextlib.suppress(Refusal):  # somebody reads in one of them: it goes another day
                        backing_up.thin(self._ledger, self.path, made)
            except Refusal as refusal:
                self._gave_up(refusal)
                self._unwritten = made is not None  # there is one: it is its journal that is not written
                raise
            self._made(made)
            return made

    def _made(self, made: Backup) -> None:
        """Nothing keeps it from being made any more; when it was is known where the place is not there."""
        self.refused, self._unwritten = None, False
        known = last_made(self._ledger)
        known.pop(str(self.path), None)
        known[str(self.path)] = f"{made.made:%Y-%m-%dT%H:%M}"
        self._ledger.keep_setting(MADE, json.dumps(dict(list(known.items())[-KNOWN:]), ensure_ascii=False))

    @contextlib.contextmanager
    def by_hand(self) -> Iterator[None]:
        """Meanwhile somebody has a backup made here. The journal goes on in that one afterwards: it is the newest, and
        whoever restores takes it."""
        with self._making:
            yield
            for made in self.backups()[-1:]:
                self._made(made)
            self.look_anew()
            self.follow()

    def lies_in(self, folder: Path) -> bool:
        """Whether this is the folder, whatever it is called there."""
        if self.path.absolute() == folder.absolute():
            return True
        return bool(durable.in_time(lambda: self.path.samefile(folder), ANSWER))

    def make_folder(self) -> None:
        """See to it that it is there. Refusals: CANNOT_WRITE, DISK_FULL."""
        with durable.writing_to(self.path):
            if not self.path.is_dir():
                self.path.mkdir()
                durable.settle_folder(self.path.parent)

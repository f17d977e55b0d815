"""Each place that holds a backup of the open database also gets what was saved since: one journal a place.

Nothing waits for it. Whoever saved rings; a thread of its own looks how far the logs stand, and writes what a journal
lacks, in order. A place that is not there is left out and caught up with when it is there again.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal
from db import backups, holes, journal, log, pool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casefiles.domain.changes import Block, Vector
    from db.backups import Backup
    from db.driver import Connection
    from db.ledger import Ledger


class Followed:
    """The last backup of a place, with its journal."""

    def __init__(self, ledger: Ledger, backup: Backup) -> None:
        self._ledger = ledger
        self.backup = backup
        self.journal = journal.Journal(backup.path / backups.JOURNAL, ledger.database)
        self._photos: tuple[int, set[str]] = (-1, set())

    def fits(self) -> bool:
        """Whether the journal can go on: it is whole, of this device, what it holds stands here, and so does all that
        is to follow."""
        one, ledger = self.journal, self._ledger
        return one.whole and self.backup.device == ledger.device and _here(ledger, one) and _reaches(ledger, one)

    def follow(self) -> int:
        """Write what it lacks; how many changes. Refusals: DISK_FULL, CANNOT_WRITE, and DB_DAMAGED where a number is
        gone from a log; after any of them it stands as before."""
        if not self.journal.lies_there():
            self.journal = journal.Journal(self.journal.path, self._ledger.database)
        with self._ledger.database.reading() as connection:
            connection.execute("BEGIN")
            try:
                moved, late = _moved(connection, self.journal.stands), holes.late(connection)
                new = moved or late > self.journal.late
                found = self.journal.append(_beyond(connection, self.journal, moved), moved, late) if new else 0
            finally:
                connection.execute("ROLLBACK")
        self._follow_photos()
        return found

    def level(self, live: Connection) -> bool:
        """Whether the journal goes as far as what this connection sees."""
        return not _moved(live, self.journal.stands) and holes.late(live) <= self.journal.late

    def _follow_photos(self) -> None:
        number = self._ledger.blobs.counts().number
        before, known = self._photos
        if number == before or not number:
            return
        if before < 0:
            known = set(pool.listed(self.backup.path))
        fresh = [name for name in self._ledger.blobs.names() if name not in known]
        if fresh:
            beside = pool.folder_of(self.backup.path.parent, self._ledger.office)
            known |= set(pool.follow(self._ledger.blobs, beside, self.backup.path, fresh))
        self._photos = number, known

    def drop_older(self, older: list[Backup]) -> None:
        """The journals of earlier backups are not needed any more: this one begins where it was verified. One that
        goes beyond this database stays, as after an older backup was put back: it may be all that is left of it."""
        for one in older:
            path = one.path / backups.JOURNAL
            if one.path != self.backup.path and path.exists():
                before = journal.Journal(path, self._ledger.database)
                if before.whole and _here(self._ledger, before):
                    with contextlib.suppress(OSError):
                        path.unlink()


def newest(ledger: Ledger, found: list[Backup]) -> Followed | None:
    """The last of these backups of this database, if its journal can go on; else a new one is due."""
    with contextlib.suppress(OSError):
        if found and (one := Followed(ledger, found[-1])).fits():
            return one
    return None


def _here(ledger: Ledger, told: journal.Journal) -> bool:
    """Whether all that a journal and its backup hold stands in this database, too."""
    with ledger.database.reading() as connection:
        if told.late > holes.late(connection):
            return False
        here = log.logs(connection)
        for name, seen in told.stands.items():
            held = here.get(name)
            if held is None or held.seq < seen.seq:
                return False
            if log.ids(connection, held, seen.seq, seen.seq) != [seen.head]:
                return False
    return True


def _moved(connection: Connection, stands: Vector) -> Vector:
    """The logs that say something else than the journal, as they stand now."""
    return {
        name: held.seen() for name, held in log.logs(connection).items() if held.seq and stands.get(name) != held.seen()
    }


def _beyond(connection: Connection, told: journal.Journal, moved: Vector) -> Iterator[Block]:
    here = log.logs(connection)
    for name in moved:
        held, known = here[name], told.stands.get(name)
        at = max(known.seq if known is not None else 0, held.fork)
        for block in log.blocks(connection, held, known):
            at = block.first + len(block.bodies) - 1
            yield block
        if at < held.seq:  # a number is gone, and nothing that comes after it would be put back
            raise Refusal(Problem("DB_DAMAGED"))
    yield from holes.since(connection, told.late)


def _reaches(ledger: Ledger, told: journal.Journal) -> bool:
    """Whether no number is gone from the logs beyond what a journal and its backup hold."""
    sql = "SELECT count(*) FROM change WHERE lid=? AND seq>?"
    with ledger.database.reading() as connection:
        here = log.logs(connection)
        for name in _moved(connection, told.stands):
            known, held = told.stands.get(name), here[name]
            at = max(known.seq if known is not None else 0, held.fork)
            if connection.execute(sql, (held.lid, at)).fetchone()[0] < held.seq - at:
                return False
    return True

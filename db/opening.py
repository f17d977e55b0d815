"""Making a new office in a folder, and opening the one that is there."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from typing import TYPE_CHECKING

from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, Refusal
from casefiles.office import DATABASE, Home, Me
from db import derived, durable, identity, keyslots, schema, tried
from db.driver import Database
from db.ledger import Ledger
from db.lock import FILE as LOCK
from db.lock import OfficeLock
from db.queries import Queries
from db.rebuilding import rebuild

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from casefiles.domain.catalogue import Entity
    from casefiles.ports import Clock
    from db.keeper import Keeper

FILE = DATABASE
UNFINISHED = FILE + ".new"
"""What the database is called while it is being made."""
SALVAGED = FILE + ".salvaged"
"""A database that was made of a damaged one, from the moment on from which it is the office's (db.salvage)."""
READING = FILE + ".reading"
"""A copy of a damaged database, while it is read."""
DRAWN = FILE + ".drawn"
"""A copy of a backup with its journal on top, while a salvage draws on it."""
BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database."""
_PARTS = (FILE, *(UNFINISHED + rest for rest in ("", "-wal", "-shm")), keyslots.FILE, keyslots.SECOND)


class SystemClock:
    """The computer's own clock."""

    def today(self) -> dt.date:
        """The local date."""
        return dt.date.today()

    def now_ms(self) -> int:
        """Milliseconds since 1970 (UTC)."""
        return time.time_ns() // 1_000_000


class OpenLedger(Ledger):
    """The ledger of an opened office: closing it also gives the folder free."""

    def __init__(self, database: Database, office: str, clock: Clock, lock: OfficeLock) -> None:
        super().__init__(database, office, clock)
        self._lock = lock
        self._marks: Path | None = None
        self.unclean = False
        """whether the run before was cut off"""
        self.keeper: Keeper | None = None
        """what makes backups by itself (db.keeper), if anything does"""

    def watch(self, marks: Path | None) -> None:
        """Look whether this is the database and the computer that were used last, and from now on keep marks of how far
        it goes in this folder and on sticks (db.marks); None: keep none."""
        from db import watching

        self._marks = marks
        if marks is not None:
            watching.wake(self, self.database.path, marks)

    def keep(self) -> None:
        """From now on what is saved also goes into the journals beside the last backups."""
        from db.keeper import Keeper

        self.keeper = Keeper(self)
        self.keeper.unclean = self.unclean

    def safeguard(self, *, always: bool = False) -> None:
        """Something large is about to be done: see to it that what stands now is in a copy."""
        if self.keeper is not None:
            self.keeper.before(always=always)

    def look_back(self, folder: Path) -> None:
        """Look whether a mark in this folder, as of a stick, goes beyond the database."""
        from db import watching

        if self._marks is not None:
            watching.compare(self, folder)

    def mark(self, folder: Path | None = None) -> None:
        """Note how far this device's log goes, outside of the database; also in `folder`."""
        from db import marks

        for place in (self._marks, folder):
            if self._marks is not None and place is not None:
                marks.write(self.database, place)

    def deposit(self, home: str, above: tuple[str, str], recipients: Sequence[str]) -> None:
        """Deposit the key of this database with the office above (code, name), sealed for these computers; for none:
        take it back. Where there is no file of keys nothing happens."""
        from db import deposits

        with contextlib.suppress(Refusal):  # the exchange does not stop for it; the next package tries again
            deposits.keep(self.database.path.parent, self.database, self.office, home, self.device, above, recipients)

    def deposited(self) -> tuple[str, str, tuple[str, ...]] | None:
        """With whom the key is deposited: code, name, and what it is sealed for; None for nobody."""
        from db import deposits

        try:
            found = deposits.holder(self.database.path.parent)
        except Refusal:
            return None
        if found is None:
            return None
        if found.device != self.device:
            return "", "", ()  # a restored or copied computer: what it was under its old identity helps the wrong one
        return found.office, found.name, found.recipients

    def close(self) -> None:
        """Checkpoint, close every connection, release the lock."""
        if self.keeper is not None:
            self.keeper.close()
        with contextlib.suppress(Refusal):  # the mark is worth no trouble at the end
            self.mark()
        super().close()
        self._lock.release()


def new_office(
    folder: Path,
    *,
    name: str,
    code: str,
    level: str,
    login: str,
    user_name: str,
    passphrase: str,
    clock: Clock | None = None,
    cost: keyslots.Cost = keyslots.STRONG,
) -> None:
    """Make an office's encrypted database and its first user in `folder`. What could not be finished leaves nothing.

    The database has its name last. Until then a file marks that it is being made, so that after a power cut it can be
    made again. Refusals: OFFICE_EXISTS, WEAK_PASSPHRASE, CANNOT_WRITE, DISK_FULL.
    """
    begun = (folder / UNFINISHED).exists() and not (folder / FILE).exists()
    if not begun and any((folder / part).exists() for part in (FILE, keyslots.FILE, keyslots.SECOND)):
        raise Refusal(Problem("OFFICE_EXISTS", value=str(folder)))
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(Problem("CANNOT_WRITE", value=str(folder))) from error
    lock = OfficeLock(folder)
    done = False
    try:
        with durable.writing_to(folder):
            _remove(folder, _PARTS[1:])
            (folder / UNFINISHED).touch()
            durable.settle_folder(folder)
        key = keyslots.create(folder, code, login, user_name, passphrase, cost)
        found(folder, key, UNFINISHED, name=name, code=code, level=level, login=login, clock=clock or SystemClock())
        with durable.writing_to(folder):
            (folder / UNFINISHED).rename(folder / FILE)
            durable.settle_folder(folder)
            if made:
                durable.settle_folder(folder.parent)
        done = True
    finally:
        lock.release()
        if not done:
            _remove(folder, (*_PARTS, LOCK))
            if made:
                with contextlib.suppress(OSError):
                    folder.rmdir()


def _remove(folder: Path, parts: Iterable[str]) -> None:
    for part in parts:
        with contextlib.suppress(OSError):
            (folder / part).unlink(missing_ok=True)


def found(
    folder: Path, key: bytes, file: str = FILE, *, name: str, code: str, level: str, login: str, clock: Clock
) -> None:
    """The database itself, with the office's own record as the first change of its log."""
    database = Database(folder / file, key)
    try:
        prepare(database)
        with database.writing() as connection:
            identity.renew(connection)
            for setting, value in (("office", code), ("name", name), ("level", level)):
                connection.execute(
                    "INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)", (setting, value)
                )
            row = new_id(ENTITIES["office"].prefix, clock.now_ms())
            connection.execute("INSERT INTO setting(key, value) VALUES('office_row', ?)", (row,))
        edit = Edit("office", row, {"name": name, "code": code, "level": level}, ())
        Ledger(database, code, clock).write([edit], login)
        database.settle()
    finally:
        database.close()


def prepare(database: Database, entities: Mapping[str, Entity] = ENTITIES) -> None:
    """Tables of today's shape; when the catalogue changed, every row is made anew from the log.

    All of it is one transaction: a kill between growing and making anew would leave rows that lack what the log
    holds, in a file that says it is up to date. Refusal: DB_NEWER, before anything is written.
    """
    schema.migrate(database)
    with database.writing() as connection:
        fits = schema.fits(connection, entities)
        if not fits:
            schema.grow(connection, entities.values())
        derived.create(connection)
        if not fits:
            rebuild(connection, entities)
            schema.note(connection, entities)


def finish(folder: Path) -> None:
    """What a power cut left of a salvage: its last steps are taken, the new database is the office's from then on; and
    copies that no erasure would reach are removed."""
    if (folder / SALVAGED).exists():
        for rest in BESIDE:  # what lies beside the damaged file must not be played into the new one
            (folder / (FILE + rest)).unlink(missing_ok=True)
        durable.settle_folder(folder)
        (folder / SALVAGED).replace(folder / FILE)
        durable.settle_folder(folder)
    for name in (READING, UNFINISHED, DRAWN):
        if (folder / name).exists():
            _remove(folder, [name, *(name + rest for rest in BESIDE)])


def open_office(
    folder: Path, login: str | None, passphrase: str, clock: Clock | None = None
) -> tuple[OpenLedger, Queries, Home, Me]:
    """Unlock the office in `folder`; without a login whoever's passphrase it is.

    Refusals: NO_OFFICE, LOCKED, WRONG_PASSPHRASE, KEYS_DAMAGED, DB_FOREIGN, DB_DAMAGED, DB_NEWER.
    """
    if not (folder / FILE).exists():
        raise Refusal(Problem("NO_OFFICE", value=str(folder)))
    if not (folder / FILE).stat().st_size:  # opening it would make a new, empty database in its place
        raise Refusal(Problem("DB_DAMAGED", value=str(folder / FILE)))
    lock = OfficeLock(folder)
    try:
        finish(folder)
        cut_off = _cut_off(folder)
        key, user = tried.unlock(folder, login, passphrase, (clock or SystemClock()).now_ms())
        shown = keyslots.users(folder)[user]
        ledger, queries, home = open_with(folder, key, lock, clock or SystemClock())
        ledger.unclean = cut_off
        return ledger, queries, home, Me(user, shown)
    except BaseException:
        lock.release()
        raise


def _cut_off(folder: Path) -> bool:
    """Whether the last run was not closed: then it left a log beside the database that is not brought in."""
    try:
        return (folder / (FILE + BESIDE[0])).stat().st_size > 0
    except OSError:
        return False


def open_with(folder: Path, key: bytes, lock: OfficeLock, clock: Clock) -> tuple[OpenLedger, Queries, Home]:
    """The office with its database key already in hand."""
    database = Database(folder / FILE, key)
    try:
        from db import earlier

        if earlier.needed(database):
            earlier.keep(database, clock)
        prepare(database)
        asked = "SELECT key, value FROM setting WHERE key IN ('office', 'name', 'level')"
        settings: dict[str, str] = dict(database.read(asked))
        home = Home(settings["office"], settings["name"], settings["level"], str(folder))
        return OpenLedger(database, home.code, clock, lock), Queries(database, clock), home
    except BaseException:
        database.close()
        raise

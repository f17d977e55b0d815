"""A damaged database is set aside, and a whole one made of what can still be read of it and of the newest backup.

What counts is the log. A line of it is taken when it fits the chain, from the damaged file first and from the backup
where that does not give it; a log ends before its first number that neither gives. What other offices wrote comes back
with their next package, because the receipts say how far a log goes. What this office wrote beyond such a gap comes
back from the office above, and what nobody has yet is taken from the tables, where it was shown, and written anew. The
computer goes on as a new device, as after a restore. Only the last step touches the office: until then the damaged file
stands as it was, and afterwards it lies in a folder of its own.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import shutil
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.salvaged import Salvaged
from db import covered, durable, erasing, identity, keyslots, log, opening, rebuilding, schema
from db.blobs import Blobs
from db.checking import check
from db.damaged import Damaged
from db.driver import Database
from db.ledger import Ledger
from db.lock import OfficeLock
from db.outdated import ASIDE, FOLDERS
from db.relogging import Gone, Relogged, Source, relog
from db.rewriting import again, called

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from casefiles.ports import Clock
    from db.driver import Connection

COPY = opening.READING
NEEDED = ("secret", "setting", "log")
ERASED = ("erased", "erased_change", "erased_part")
_BESIDE = opening.BESIDE
_OWN_WAY = {"change", "segment", "hole", "bare", "_sqlite_migrations", "task", *ERASED}
"""tables that are not simply copied"""


def salvage(
    folder: Path,
    login: str | None,
    passphrase: str,
    clock: Clock,
    backup: Path | None = None,
    step: Callable[[int, int], None] | None = None,
) -> Salvaged:
    """Make the office in `folder` whole again. Without `backup` the newest is looked for where backups were written to.

    Refusals: NO_OFFICE, LOCKED, WRONG_PASSPHRASE, KEYS_DAMAGED, DB_NEWER, NOT_DAMAGED, NOT_A_BACKUP, BEYOND_SALVAGE,
    DISK_FULL, CANNOT_WRITE; after any of them, and when `step` raises, the office is as it was.
    """
    if not (folder / opening.FILE).exists():
        raise Refusal(Problem("NO_OFFICE", value=str(folder)))
    lock = OfficeLock(folder)
    try:
        key, user = keyslots.unlock(folder, login, passphrase)
        opening.finish(folder)
        with durable.writing_to(folder):
            return _salvage(folder, key, user, clock, backup, step or (lambda _done, _all: None))
    finally:
        for name in (COPY, opening.UNFINISHED):
            _remove(folder, name)
        lock.release()


def _salvage(
    folder: Path, key: bytes, user: str, clock: Clock, backup: Path | None, step: Callable[[int, int], None]
) -> Salvaged:
    aside = _new_folder(folder, clock)
    try:
        for name in (keyslots.FILE, keyslots.SECOND, opening.FILE, *(opening.FILE + rest for rest in _BESIDE)):
            if (folder / name).exists():
                durable.copy(folder / name, aside / name)
        durable.settle_folder(aside)
        for rest in ("", "-wal"):
            if (aside / (opening.FILE + rest)).exists():
                durable.copy(aside / (opening.FILE + rest), folder / (COPY + rest))
        torn = Damaged(folder / COPY, key)
        try:
            if torn.opens and _healthy(folder / COPY, key):
                raise Refusal(Problem("NOT_DAMAGED"))
            found = _made(folder, key, user, clock, torn, _Base(backup or _newest(torn), key, asked=bool(backup)), step)
        finally:
            torn.close()
        found.folder = aside
        (folder / opening.UNFINISHED).rename(folder / opening.SALVAGED)
        durable.settle_folder(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    opening.finish(folder)
    return found


def _new_folder(folder: Path, clock: Clock) -> Path:
    """A new folder that bears the moment in its name, or the next second that is free."""
    moment = dt.datetime.fromtimestamp(clock.now_ms() / 1000)
    while True:
        made = folder / f"{ASIDE}-{moment:%Y%m%d-%H%M%S}"
        if not made.exists():
            made.mkdir()
            return made
        moment += dt.timedelta(seconds=1)


def _healthy(path: Path, key: bytes) -> bool:
    """Whether nothing is wrong with it; one of an older version is not looked into. Refusal: DB_NEWER."""
    try:
        database = Database(path, key)
        try:
            with database.reading() as connection:
                version = int(connection.execute("PRAGMA user_version").fetchone()[0])
                now = version == schema.MAJOR * 1000 + schema.MINOR and schema.fits(connection)
            sound = now and bool(check(database)["ok"])
        finally:
            database.close()
    except Refusal:
        return False
    if version // 1000 > schema.MAJOR:
        raise Refusal(Problem("DB_NEWER"))
    return sound


def _remove(folder: Path, name: str) -> None:
    for rest in ("", *_BESIDE):
        with contextlib.suppress(OSError):
            (folder / (name + rest)).unlink(missing_ok=True)


def _newest(torn: Damaged) -> Path | None:
    """The newest backup of this office where backups were written to, as far as its settings can be read."""
    from pathlib import Path

    known: dict[str, str] = dict(torn.whole("setting", ("key", "value")) or ())
    try:
        folders = [Path(where) for where in json.loads(known.get(FOLDERS) or "{}")]
    except ValueError:
        return None
    made = [one for where in folders for one in where.glob(f"doorstep-{known.get('office')}-*-*") if _is_backup(one)]
    return max(made, key=lambda one: one.name, default=None)


def _is_backup(folder: Path) -> bool:
    return folder.suffix != ".tmp" and (folder / opening.FILE).is_file()


class _Base:
    """The backup that is drawn on, opened with the office's key; or none."""

    def __init__(self, folder: Path | None, key: bytes, *, asked: bool) -> None:
        if folder is not None and not _is_backup(folder):
            raise Refusal(Problem("NOT_A_BACKUP", value=str(folder)))
        self.folder = folder
        self.file = Damaged(folder / opening.FILE, key) if folder is not None else None
        if self.file is not None and not self.file.opens:
            self.close()
            if asked:
                raise Refusal(Problem("NOT_A_BACKUP", value=str(folder)))
            self.folder = self.file = None

    def close(self) -> None:
        """Leave it as it was: reading made files beside it."""
        if self.file is not None:
            self.file.close()
            for rest in _BESIDE:
                with contextlib.suppress(OSError):
                    self.file.path.with_name(opening.FILE + rest).unlink(missing_ok=True)


def _made(
    folder: Path, key: bytes, user: str, clock: Clock, torn: Damaged, base: _Base, step: Callable[[int, int], None]
) -> Salvaged:
    """Make the new database beside the damaged one."""
    found = Salvaged(folder, base.folder)
    database = Database(folder / opening.UNFINISHED, key)
    try:
        opening.prepare(database)
        with database.writing() as connection:
            _copy_tables(connection, torn, base, found)
            gone = _gone(connection, torn, base, found)
            relogged = _copy_logs(connection, torn, base, found, gone, step)
            _forget_rest(connection)
            rebuilding.rebuild(connection)
            identity.renew(connection)
            schema.note(connection)
        settings: dict[str, str] = dict(database.read("SELECT key, value FROM setting"))
        ledger = Ledger(database, settings["office"], clock)
        covered.note(ledger, relogged)
        ledger.write(again(database, torn, relogged, found), user)
        missing = {row for _, row, _ in found.lost}
        lost = sum(row in missing for one in relogged for row in one.beyond.values())
        lost -= sum(one.back(row) for one in relogged for row in missing)
        found.changes = found.all - found.others - found.back - found.unknown - lost
        found.lost = [(entity, row, called(database, entity, row)) for entity, row, _ in found.lost]
        Blobs(database, clock).miss()
        if not check(database)["ok"]:
            raise Refusal(Problem("BEYOND_SALVAGE"))
        database.settle()
    finally:
        database.close()
        base.close()
    return found


def _tables(connection: Connection) -> list[str]:
    """The tables that hold more than what follows from the log."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'")
    others = {*ENTITIES, *_OWN_WAY, "child_state", "mentor_state", "merged"}
    return [name for (name,) in rows if name not in others and not name.startswith("find_")]


def _copy_tables(connection: Connection, torn: Damaged, base: _Base, found: Salvaged) -> None:
    for table in _tables(connection):
        if _copy_table(connection, table, torn):
            continue
        found.blind = found.blind or table == "log"
        if not (base.file and _copy_table(connection, table, base.file)):
            if table in NEEDED:
                raise Refusal(Problem("BEYOND_SALVAGE"))
            found.tables.append(table)


def _copy_table(connection: Connection, table: str, file: Damaged) -> bool:
    """Whether all of a table could be read; one that an older version did not have yet is empty."""
    if not file.opens:
        return False
    new = [row[1] for row in connection.execute(f"PRAGMA table_info({schema.quoted(table)})")]
    known = set(file.columns(table))
    names = [name for name in new if name in known]
    rows = file.whole(table, names) if names else []
    if rows is None:
        return False
    if table == "setting":
        rows = [row for row in rows if row[0] != "catalogue"]
    listed, marks = ", ".join(schema.quoted(n) for n in names), ", ".join("?" * len(names))
    if rows:
        connection.executemany(
            f"INSERT OR REPLACE INTO {schema.quoted(table)}({listed}) VALUES({marks})",
            rows,
        )
    return True


def _gone(connection: Connection, torn: Damaged, base: _Base, found: Salvaged) -> Gone:
    """What was erased. Where the damaged file does not say it, the backup does as of its day, and `blind` says that."""
    for table in ERASED:
        if not _copy_table(connection, table, torn):
            found.blind = True
            if base.file is not None:
                _copy_table(connection, table, base.file)
    changes = connection.execute("SELECT lid, seq FROM erased_change")
    return Gone(erasing.erased(connection), frozenset(changes.fetchall()), erasing.marks(connection))


def _copy_logs(
    connection: Connection,
    torn: Damaged,
    base: _Base,
    found: Salvaged,
    gone: Gone,
    step: Callable[[int, int], None],
) -> list[Relogged]:
    logs = list(log.logs(connection).values())
    ends = {held.lid: held.seq for held in logs}
    total, done = sum(held.seq - held.fork for held in logs), 0
    files = [torn] if torn.opens else []
    if base.file is not None and _same_logs(torn, base.file):
        files.append(base.file)
    sources = [Source(file) for file in files]
    bare = next((rows for file in files if (rows := file.whole("bare", ("lid", "first", "last"))) is not None), [])

    def stepped(n: int) -> None:
        nonlocal done
        done += n
        step(min(done, total), total)

    relogged: list[Relogged] = []
    ended: dict[int, int] = {}
    for held in logs:
        if held.parent is not None and ended.get(held.parent.lid, -1) < held.fork:
            # what it left is not here that far; it comes back from elsewhere
            connection.execute("DELETE FROM log WHERE lid=?", (held.lid,))
            found.others += ends[held.lid] - held.fork
            found.all += ends[held.lid] - held.fork
            continue
        held.seq = held.fork
        spans = ranges.united((first, last) for lid, first, last in bare if lid == held.lid)
        one = relog(connection, held, ends[held.lid], sources, gone, spans, stepped)
        ended[held.lid] = one.last
        found.all += one.known - held.fork
        if held.own == log.OTHERS:
            found.others += one.known - one.last + len(one.textless)
        elif one.last < one.known or one.textless:
            relogged.append(one)
    return relogged


def _same_logs(torn: Damaged, base: Damaged) -> bool:
    """Whether the numbers of logs mean the same in both files: one is a copy of the other as it was before."""
    here, there = (file.whole("log", ("lid", "name")) for file in (torn, base))
    return there is not None and (here is None or set(there) <= set(here))


def _forget_rest(connection: Connection) -> None:
    """What speaks of changes that are not here."""
    for table in ("erased_change", "trespass"):
        connection.execute(
            f"DELETE FROM {table} WHERE NOT EXISTS"  # noqa: S608
            f" (SELECT 1 FROM change c WHERE c.lid={table}.lid AND c.seq={table}.seq)"
        )

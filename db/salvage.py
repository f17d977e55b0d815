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
import shutil
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.salvaged import Salvaged
from db import (
    covered,
    drawn,
    durable,
    erasing,
    identity,
    keyslots,
    log,
    opening,
    rebuilding,
    reschema,
    schema,
    tried,
)
from db.blobs import Blobs
from db.checking import check
from db.damaged import Damaged
from db.driver import Database
from db.ledger import Ledger
from db.lock import OfficeLock
from db.outdated import ASIDE
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
_OWN_WAY = {"change", "segment", "hole", "bare", "late", "_sqlite_migrations", "task", *ERASED}
"""tables that are not simply copied"""


def salvage(
    folder: Path,
    login: str | None,
    passphrase: str,
    clock: Clock,
    backup: Path | None = None,
    step: Callable[[int, int], None] | None = None,
) -> Salvaged:
    """Make the office in `folder` whole again. `backup` is a backup, or a folder with several; without it the newest is
    looked for where backups were written to.

    Refusals: NO_OFFICE, LOCKED, WRONG_PASSPHRASE, KEYS_DAMAGED, DB_NEWER, NOT_DAMAGED, NOT_A_BACKUP, BACKUP_ITSELF,
    BACKUP_IN_USE, BACKUP_OTHER, BACKUP_OTHER_KEY, BEYOND_SALVAGE, DISK_FULL, CANNOT_WRITE; after any of them, and when
    `step` raises, the office is as it was; a wrong passphrase is noted.
    """
    if not (folder / opening.FILE).exists():
        raise Refusal(Problem("NO_OFFICE", value=str(folder)))
    lock = OfficeLock(folder)
    try:
        key, user = tried.unlock(folder, login, passphrase, clock.now_ms())
        opening.finish(folder)
        with durable.writing_to(folder):
            return _salvage(folder, key, user, clock, backup, step or (lambda _done, _all: None))
    finally:
        for name in (COPY, opening.UNFINISHED, opening.DRAWN):
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
            found = _made(folder, key, user, clock, torn, backup, step)
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


def _made(
    folder: Path,
    key: bytes,
    user: str,
    clock: Clock,
    torn: Damaged,
    backup: Path | None,
    step: Callable[[int, int], None],
) -> Salvaged:
    """Make the new database beside the damaged one."""
    database = Database(folder / opening.UNFINISHED, key)
    base: drawn.Base | None = None
    try:
        opening.prepare(database)
        base = _opened(folder, database, torn, key, backup)
        base.advance(folder, torn, key, clock.now_ms())
        found = Salvaged(folder, base.folder, since=base.since)
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
        if base is not None:
            base.close()
    return found


def _opened(folder: Path, database: Database, torn: Damaged, key: bytes, backup: Path | None) -> drawn.Base:
    """The backup that is drawn on. A damaged list of tables is made anew before: the backup is looked for where the
    damaged file says, and may tell more of the list."""
    unmended = not torn.opens
    fresh = [reschema.Entry(*line) for line in database.read(reschema.ALL)]
    known = [one.name for one in fresh if one.kind == "table"]
    if unmended:
        torn.lost = reschema.mend(torn.path, key, [fresh], known)
        torn.look()
    base = drawn.Base.of(folder, torn, key, backup)
    if unmended and (torn.lost or not torn.opens) and base.file is not None:
        of_backup = [reschema.Entry(*line) for line in base.file.ask(reschema.ALL) or ()]
        torn.lost = reschema.mend(torn.path, key, [of_backup, fresh], known)
        torn.look()
    return base


def _tables(connection: Connection) -> list[str]:
    """The tables that hold more than what follows from the log."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'")
    others = {*ENTITIES, *_OWN_WAY, "child_state", "mentor_state", "merged", "nameless"}
    return [name for (name,) in rows if name not in others and not name.startswith("find_")]


def _copy_tables(connection: Connection, torn: Damaged, base: drawn.Base, found: Salvaged) -> None:
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
    if not file.opens or table in file.lost:
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


def _gone(connection: Connection, torn: Damaged, base: drawn.Base, found: Salvaged) -> Gone:
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
    base: drawn.Base,
    found: Salvaged,
    gone: Gone,
    step: Callable[[int, int], None],
) -> list[Relogged]:
    logs = list(log.logs(connection).values())
    ends = {held.lid: held.seq for held in logs}
    total, done = sum(held.seq - held.fork for held in logs), 0
    files = [torn] if torn.opens else []
    if base.file is not None and drawn.same_logs(torn, base.file):
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


def _forget_rest(connection: Connection) -> None:
    """What speaks of changes that are not here."""
    for table in ("erased_change", "trespass"):
        connection.execute(
            f"DELETE FROM {table} WHERE NOT EXISTS"  # noqa: S608
            f" (SELECT 1 FROM change c WHERE c.lid={table}.lid AND c.seq={table}.seq)"
        )

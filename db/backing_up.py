"""How a backup is made, by itself or by hand: while people work, and verified from the disk; the old ones thinned out.

The database is copied as it stood at one moment; what is saved meanwhile goes into the backup's journal (db.journal).
Verified means: opened again with the key, every page read and sound, every log to the same head, every register as
long, and some records drawn by chance fold to what the tables show; one that a person waits for is checked whole. Only
then it has its name, and only then older ones go.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
from typing import TYPE_CHECKING

from casefiles.domain import retention
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from db import backups, durable, holes, journal, keyslots, log, outdated, pool
from db.checking import check, sample
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from casefiles.domain.changes import Vector
    from db.backups import Backup
    from db.driver import Connection, Database
    from db.ledger import Ledger
    from db.resting import Rest

DRAWN = 200
"""records that are folded again"""
ROOM = 64 << 20
"""bytes that stay free on a disk beside what is written: a full one would stop the work"""


def make(
    ledger: Ledger,
    place: Path,
    rest: Rest,
    *,
    by_itself: bool = True,
    step: Callable[[int, int], None] | None = None,
) -> Backup:
    """A new verified backup in `place`, which is there; `step` hears of each photo and scan. Refusals: DISK_FULL,
    CANNOT_WRITE, BACKUP_BAD, DB_DAMAGED; Stopped. After any of them nothing is left behind, and every older backup is
    as it was. One photo that is damaged here is left out and counted in the setting `last_backup_left_out`."""

    def carried(done: int, every: int) -> None:
        rest()
        if step is not None:
            step(done, every)

    database, called = ledger.database, backups.name_of(ledger.database)
    moment = dt.datetime.fromtimestamp(ledger.clock.now_ms() / 1000).replace(microsecond=0)
    with backups.making(place, called, ledger.office, moment) as (folder, file, number):
        if by_itself:
            _room(database, place)
        with database.still() as connection:
            with rest.asking(connection):
                database.copy_from(connection, file, rest)
            stands = {name: held.seen() for name, held in log.logs(connection).items() if held.seq}
            counts, late = _counts(connection), holes.late(connection)
        keyslots.copy(database.path.parent, folder)
        durable.settle(file)
        _verify(database, file, stands, counts, rest, by_itself=by_itself)
        photos = pool.add(ledger.blobs, pool.folder_of(place, ledger.office), folder, carried)
        made = backups.Backup(
            folder, moment, number, called, ledger.device, by_itself, counts["child"],
            sum(seen.seq for seen in stands.values()),
        )  # fmt: skip
        backups.describe(folder, made)
        journal.begin(folder / backups.JOURNAL, database, stands, late)
        rest()
    ledger.keep_setting("last_backup", f"{moment:%Y-%m-%dT%H:%M}")
    outdated.note(ledger, place)
    ledger.keep_setting("last_backup_left_out", str(photos.left_out) if photos.left_out else None)
    return made


def thin(ledger: Ledger, place: Path, newest: Backup) -> list[Backup]:
    """Take away backups made by themselves that need not stay, once `newest` was verified; those taken away. What a
    person made stays, and so does what goes beyond this database: its journal was left (db.following).
    Refusal: CANNOT_WRITE."""
    every = backups.of(place, newest.database)
    if newest.path not in [one.path for one in every]:
        return []
    dated = [retention.Made(one.number, one.made.date()) for one in every if one.by_itself]
    stay = retention.staying(dated)
    gone = [one for one in every if one.by_itself and one.number not in stay and one.path != newest.path]
    gone = [one for one in gone if not (one.path / backups.JOURNAL).exists()]
    for one in gone:
        backups.away(one)
    if gone:
        with durable.writing_to(place):
            if not backups.begun(place):  # a photo that nothing lists yet may be another computer's, of this minute
                outdated.sweep(ledger, place)
            durable.settle_folder(place)
    return gone


def _room(database: Database, place: Path) -> None:
    with durable.writing_to(place):
        needed = database.path.stat().st_size
        usage = shutil.disk_usage(place)
        if usage.total and usage.free < needed + ROOM:  # some file systems cannot tell
            raise Refusal(Problem("DISK_FULL", value=str(place)))


def _counts(connection: Connection) -> dict[str, int]:
    """How many records each register has."""
    return {
        name: int(connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0])  # noqa: S608
        for name in ENTITIES
    }


def _verify(
    database: Database, file: Path, stands: Vector, counts: Mapping[str, int], rest: Rest, *, by_itself: bool
) -> None:
    """Refusal BACKUP_BAD; DB_DAMAGED when the database itself has bad pages."""
    copy = database.another(file, "FROZEN")
    try:
        good = _same(copy, stands, counts) and (_sound(copy, rest) if by_itself else bool(check(copy)["ok"]))
    except Refusal as refusal:
        if any(problem.code in {"DISK_FULL", "CANNOT_WRITE"} for problem in refusal.problems):
            raise
        good = False
    finally:
        copy.close()
    if not good:
        here = database.read("PRAGMA cipher_integrity_check")  # another disk would not help
        raise Refusal(Problem("DB_DAMAGED" if here else "BACKUP_BAD", value=str(file.parent)))


def _same(copy: Database, stands: Vector, counts: Mapping[str, int]) -> bool:
    with copy.reading() as connection:
        there = {name: held.seen() for name, held in log.logs(connection).items() if held.seq}
        return there == stands and _counts(connection) == counts


def _sound(copy: Database, rest: Rest) -> bool:
    with copy.reading() as connection, rest.asking(connection):
        rest()
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            return False
        rest()
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return False
        rest()
    return not sample(copy, DRAWN, rest, random.Random())  # noqa: S311 # nothing secret is drawn

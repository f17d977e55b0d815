"""A backup of a database as an older version left it, before this one alters its tables.

What an upgrade does is one transaction, so that a power cut undoes it; this is for what no transaction undoes. Where no
backup can be made (a full disk, say), the upgrade goes on: without it nobody could work.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal
from db import backups, durable, keyslots, pool, schema
from db.blobs import FOLDER
from db.resting import Rest

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.ports import Clock
    from db.driver import Database

HEADS = "SELECT lid, seq, head FROM log ORDER BY lid"


def needed(database: Database) -> bool:
    """Whether this version alters the tables of a database that somebody has worked in."""
    with database.reading() as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if not version or version // 1000 > schema.MAJOR:
            return False
        return version < schema.MAJOR * 1000 + schema.MINOR or not schema.fits(connection)


def keep(database: Database, clock: Clock) -> Path | None:
    """The backup's folder; None when there is no file of keys that it would open with, or when it could not be made."""
    folder = database.path.parent
    if not (folder / keyslots.FILE).exists():
        return None
    with contextlib.suppress(Refusal, OSError):
        return _keep(database, folder / backups.BESIDE, clock)
    return None


def _keep(database: Database, place: Path, clock: Clock) -> Path:
    called = backups.name_of(database)
    moment = dt.datetime.fromtimestamp(clock.now_ms() / 1000).replace(microsecond=0)
    with durable.writing_to(place):
        if not place.is_dir():
            place.mkdir()
            durable.settle_folder(place.parent)
    with database.still() as connection:
        settings: dict[str, str] = dict(connection.execute("SELECT key, value FROM setting"))
        heads = connection.execute(HEADS).fetchall()
        children = int(connection.execute("SELECT count(*) FROM child").fetchone()[0])
        with backups.making(place, called, settings["office"], moment) as (folder, file, number):
            database.copy_from(connection, file, Rest(0))
            keyslots.copy(place.parent, folder)
            durable.settle(file)
            _verify(database, file, heads)
            _list_photos(place, folder)
            changes = sum(int(seq) for _, seq, _ in heads)
            device = settings.get("device", "")
            backups.describe(folder, backups.Backup(folder, moment, number, called, device, True, children, changes))
    return folder


def _verify(database: Database, file: Path, heads: list[tuple[int, int, bytes]]) -> None:
    """Refusal BACKUP_BAD."""
    copy = database.another(file, "FROZEN")
    try:
        with copy.reading() as connection:
            pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            sound = not pages and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            sound = sound and connection.execute(HEADS).fetchall() == heads
    finally:
        copy.close()
    if not sound:
        raise Refusal(Problem("BACKUP_BAD", value=str(file.parent)))


def _list_photos(place: Path, backup: Path) -> None:
    """An upgrade leaves photos and scans alone: those that are in the folder beside the backups already are listed."""
    here = place.parent / FOLDER
    names = sorted(f"{path.parent.name}/{path.name}" for path in here.glob("*/*"))
    if names := [name for name in names if pool.plain(name)]:
        keyslots.write_synced(backup / pool.LIST, "".join(f"{name}\n" for name in names).encode())

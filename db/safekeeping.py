"""Backups: a copy of the database with its keys, counted only after it was opened again and verified.

A restored backup is a new incarnation of the device: the old log may have gone further on the lost disk, and two
logs must never share a number.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from db import identity, keyslots
from db.checking import check
from db.driver import Database
from db.ledger import Ledger
from db.lock import OfficeLock
from db.opening import FILE, SystemClock, prepare
from db.queries import Queries

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.ports import Clock
    from casefiles.ports import Ledger as LedgerPort


def backup(ledger: LedgerPort, folder: Path, target: Path, clock: Clock) -> Path:
    """Copy the open office into a new folder below `target`, open the copy, verify it; the new folder.

    Refusals: CANNOT_WRITE, DISK_FULL, BACKUP_BAD (nothing is left behind).
    """
    if not isinstance(ledger, Ledger):
        raise TypeError("a backup needs the open database")
    moment = dt.datetime.fromtimestamp(clock.now_ms() / 1000)
    final = target / f"doorstep-{ledger.office}-{moment:%Y%m%d-%H%M%S}"
    unfinished = final.with_name(final.name + ".tmp")
    try:
        unfinished.mkdir(parents=True)
    except OSError as error:
        raise Refusal(Problem("CANNOT_WRITE", value=str(target))) from error
    try:
        ledger.database.copy_to(unfinished / FILE)
        for name in (keyslots.FILE, keyslots.SECOND):
            keyslots.write_synced(unfinished / name, (folder / name).read_bytes())
        _verify(ledger, unfinished)
        unfinished.rename(final)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    ledger.keep_setting("last_backup", f"{moment:%Y-%m-%dT%H:%M}")
    return final


def _verify(ledger: Ledger, folder: Path) -> None:
    """The copy opens with the same key, is sound, and holds every log to the same head."""
    copy = ledger.database.another(folder / FILE)
    try:
        sound = bool(check(copy)["ok"])
        same = Ledger(copy, ledger.office, ledger.clock).vector() == ledger.vector()
    finally:
        copy.close()
    for rest in ("-wal", "-shm"):
        with contextlib.suppress(OSError):
            (folder / (FILE + rest)).unlink(missing_ok=True)
    if not (sound and same):
        raise Refusal(Problem("BACKUP_BAD", value=str(folder)))


def restore(source: Path, target: Path, passphrase: str) -> dict[str, int]:
    """Put the backup in `source` into the empty folder `target`; records per register.

    Refusals: NOT_A_BACKUP, FOLDER_NOT_EMPTY, WRONG_PASSPHRASE, BACKUP_BAD, CANNOT_WRITE.
    """
    if not (source / FILE).is_file() or not (source / keyslots.FILE).is_file():
        raise Refusal(Problem("NOT_A_BACKUP", value=str(source)))
    if target.exists() and any(target.iterdir()):
        raise Refusal(Problem("FOLDER_NOT_EMPTY", value=str(target)))
    key, _ = keyslots.unlock(source, None, passphrase)
    made = not target.exists()
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in (FILE, keyslots.FILE, keyslots.SECOND):
            if (source / name).exists():
                shutil.copyfile(source / name, target / name)
    except OSError as error:
        raise Refusal(Problem("CANNOT_WRITE", value=str(target))) from error
    try:
        return _wake(target, key)
    except BaseException:
        for part in target.iterdir():
            part.unlink()
        if made:
            target.rmdir()
        raise


def _wake(target: Path, key: bytes) -> dict[str, int]:
    lock = OfficeLock(target)
    try:
        database = Database(target / FILE, key)
        try:
            prepare(database)
            if not check(database)["ok"]:
                raise Refusal(Problem("BACKUP_BAD", value=str(target)))
            with database.writing() as connection:
                connection.execute("UPDATE log SET own=0")
                identity.renew(connection, keep_receiving=True)
            queries = Queries(database, SystemClock())
            return {name: queries.count(name) for name in ENTITIES}
        finally:
            database.close()
    finally:
        lock.release()

"""Backups: a copy of the database with its keys, counted only after it was opened again and verified.

A restored backup is a new incarnation of the device: the old log may have gone further on the lost disk, and two
logs must never share a number.
"""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from db import backups, durable, identity, keyslots, pool, replaying
from db.blobs import Blobs
from db.checking import check
from db.driver import Database
from db.ledger import Ledger
from db.lock import FILE as LOCK
from db.lock import OfficeLock
from db.opening import FILE, UNFINISHED, SystemClock, prepare
from db.queries import Queries
from db.resting import Rest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from casefiles.ports import Ledger as LedgerPort
    from db.keeper import Keeper


LEFT = frozenset({backups.BESIDE, LOCK})
"""what is left of an office whose database is gone: its backups lie beside the new one"""


def backup(ledger: LedgerPort, target: Path, step: Callable[[int, int], None] | None = None) -> Path:
    """A backup of the open office in a new folder below `target`, made and verified as all are (db.backing_up); the
    new folder. `step` hears of each photo and scan. Refusals: CANNOT_WRITE, DISK_FULL, BACKUP_BAD, DB_DAMAGED when it
    is the office itself (no backup is left behind)."""
    from db import backing_up

    one, kept = opened(ledger), keeper(ledger)
    made = not target.exists()
    with durable.writing_to(target):
        target.mkdir(parents=True, exist_ok=True)
        if made:
            durable.settle_folder(target.parent)
    with kept.by_hand(target) if kept is not None else contextlib.nullcontext():
        return backing_up.make(one, target, Rest(0), by_itself=False, step=step).path


def opened(ledger: LedgerPort) -> Ledger:
    """The ledger of an open database."""
    if not isinstance(ledger, Ledger):
        raise TypeError("a backup needs the open database")
    return ledger


def keeper(ledger: LedgerPort) -> Keeper | None:
    """What keeps copies of an opened office by itself; None where nothing does."""
    return getattr(ledger, "keeper", None)


def _within(folder: Path) -> str:
    """The folder inside this one that is a backup, the last by its name; "" for none."""
    try:
        inside = [one for one in folder.glob("doorstep-*") if not one.name.endswith(".tmp")]
        found = [one.name for one in inside if (one / FILE).is_file() and (one / keyslots.FILE).is_file()]
    except OSError:
        return ""
    return max(found, default="")


def restore(source: Path, target: Path, passphrase: str) -> dict[str, int]:
    """Put the backup in `source` into the empty folder `target`; records per register, and `blobs`, the photos and
    scans brought with it, and `blobs_missing`, those not found or damaged, where the backup has any; `journal`, the
    changes that its journal had on top, and `journal_cut` where that could not be read to its end.

    The database has its name only once it is a new device: an office that is half restored would go on in the old
    one's log. What a power cut left of an earlier try is cleared away. Refusals: NOT_A_BACKUP, BACKUP_WITHIN,
    FOLDER_NOT_EMPTY, WRONG_PASSPHRASE, BACKUP_BAD, CANNOT_WRITE, DISK_FULL. After any of them `target` is as it was.
    """
    if not (source / FILE).is_file() or not (source / keyslots.FILE).is_file():
        within = _within(source)
        raise Refusal(Problem("BACKUP_WITHIN" if within else "NOT_A_BACKUP", value=str(source), args={"in": within}))
    begun = (target / UNFINISHED).exists() and not (target / FILE).exists()
    if not begun and target.exists() and any(part.name not in LEFT for part in target.iterdir()):
        raise Refusal(Problem("FOLDER_NOT_EMPTY", value=str(target)))
    key, _ = keyslots.unlock(source, None, passphrase)
    made = not target.exists()
    with durable.writing_to(target):
        target.mkdir(parents=True, exist_ok=True)
        try:
            _empty(target, folder_too=False)
            durable.copy(source / FILE, target / UNFINISHED)
            keyslots.copy(source, target)
            counts = _wake(target, key, source)
            (target / UNFINISHED).rename(target / FILE)
            durable.settle_folder(target)
            if made:
                durable.settle_folder(target.parent)
        except BaseException:
            _empty(target, folder_too=made)
            raise
    return counts


def _empty(folder: Path, *, folder_too: bool) -> None:
    """Take away what was put into a folder; whatever cannot be removed must not hide why it is to be."""
    with contextlib.suppress(OSError):
        for part in folder.iterdir():
            if part.name == backups.BESIDE:
                continue
            if part.is_dir():
                shutil.rmtree(part)
            else:
                part.unlink()
        if folder_too:
            folder.rmdir()


def _wake(target: Path, key: bytes, source: Path) -> dict[str, int]:
    lock = OfficeLock(target)
    try:
        database = Database(target / UNFINISHED, key)
        try:
            prepare(database)
            since = replaying.replay(database, source / backups.JOURNAL, SystemClock().now_ms())
            if not check(database)["ok"]:
                replaying.mend(database, source / backups.JOURNAL)
                if not check(database)["ok"]:
                    raise Refusal(Problem("BACKUP_BAD", value=str(target)))
            with database.writing() as connection:
                identity.renew(connection)
                identity.renew_receiving(connection)
                connection.execute("DELETE FROM setting WHERE key='computer'")  # it is known to be another place
            queries = Queries(database, SystemClock())
            blobs = Blobs(database, SystemClock())
            photos = pool.bring(blobs, source)
            blobs.miss()
            database.settle()
            counts = {name: queries.count(name) for name in ENTITIES}
            counts |= {"journal": since.changes} if since.changes else {}
            counts |= {} if since.whole else {"journal_cut": 1}
            return counts | ({"blobs": photos.carried, "blobs_missing": photos.left_out} if photos else {})
        finally:
            database.close()
    finally:
        lock.release()

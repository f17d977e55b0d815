"""Backups that were made before something was erased still hold it, and so do damaged databases that were set aside:
which these are, and taking them away once a newer backup stands that was opened and verified.

The setting `backup_folders` says of each folder that backups were written to until when nothing erased is in it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
import shutil
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal
from db import durable, keyslots, pool
from db.checking import check
from db.opening import BESIDE, FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.ledger import Ledger

FOLDERS = "backup_folders"
MOST = 12
"""folders that are remembered"""
AHEAD_MS = 2 * 86_400_000
"""how far clocks of two computers may lie apart"""
ASIDE = "damaged"
"""how the folder of a damaged database begins that was set aside (db.salvage)"""


def outdated(ledger: Ledger, target: Path) -> list[Path]:
    """The backups of this office in a folder that were made before the last erasure, the oldest first; before them
    damaged databases that were set aside beside the office's (db.salvage)."""
    last = ledger.erased_ms()
    every = [*_asides(ledger), *_backups(ledger, target)]
    return [path for made, path in every if made <= last] if last else []


def drop(ledger: Ledger, target: Path) -> int:
    """Take them away, and photos that no backup there needs any more; how many. Nothing goes unless a newer backup
    stands there, which is opened and looked through once more. Refusals: BACKUP_BAD, CANNOT_WRITE."""
    old, backups = outdated(ledger, target), _backups(ledger, target)
    newest = backups[-1][1] if backups else target
    if not old or not backups or old[-1] == newest:
        return 0
    if not _sound(ledger, newest):
        raise Refusal(Problem("BACKUP_BAD", value=str(newest)))
    with durable.writing_to(target):
        for path in old:
            gone = path.with_name(path.name + ".tmp")  # what is half away is no backup
            path.rename(gone)
            shutil.rmtree(gone)
        sweep(ledger, target)
        durable.settle_folder(target)
    note(ledger, target)
    return len(old)


def note(ledger: Ledger, target: Path) -> None:
    """A backup was written into this folder, or old ones were taken away there."""
    kept = dict(json.loads(ledger.setting(FOLDERS) or "{}"))
    before = int(kept.pop(str(target), 0))
    kept[str(target)] = before if outdated(ledger, target) else ledger.clock.now_ms()
    ledger.keep_setting(FOLDERS, json.dumps(dict(list(kept.items())[-MOST:]), ensure_ascii=False))


def _sound(ledger: Ledger, backup: Path) -> bool:
    """Whether a backup opens with this office's key, its pages are whole and its log fits its tables."""
    try:
        if not (backup / FILE).stat().st_size:  # to SQLite that is a new database
            return False
        copy = ledger.database.another(backup / FILE, "FROZEN")
    except Refusal:
        return False
    try:
        return bool(check(copy)["ok"])
    except Refusal:
        return False
    finally:
        copy.close()
        for rest in BESIDE:
            with contextlib.suppress(OSError):
                (backup / (FILE + rest)).unlink(missing_ok=True)


def _backups(ledger: Ledger, target: Path) -> list[tuple[int, Path]]:
    """(ms, folder) of the finished backups of this office, the oldest first; to the second, as their names say. One of
    a day that has not come was made under a wrong clock, nobody knows when: it counts as older than all others."""
    ahead = ledger.clock.now_ms() + AHEAD_MS
    return sorted((made if made <= ahead else 0, path) for made, path in _dated(target, f"doorstep-{ledger.office}-"))


def _asides(ledger: Ledger) -> list[tuple[int, Path]]:
    """The same of damaged databases that were set aside."""
    return _dated(ledger.database.path.parent, f"{ASIDE}-", keys=False)


def _dated(folder: Path, beginning: str, *, keys: bool = True) -> list[tuple[int, Path]]:
    fits = re.compile(re.escape(beginning) + r"(\d{8}-\d{6})").fullmatch
    found = []
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            match = fits(path.name)
            if match and (not keys or ((path / FILE).is_file() and (path / keyslots.FILE).is_file())):
                made = dt.datetime.strptime(match[1], "%Y%m%d-%H%M%S")
                found.append((int(made.timestamp() * 1000), path))
    return sorted(found)


def sweep(ledger: Ledger, target: Path) -> None:
    """Take away contents in the folder beside the backups that none of them lists."""
    folder = pool.folder_of(target, ledger.office)
    needed = {name for _, path in _backups(ledger, target) for name in _listed(path)}
    for path in sorted(folder.glob("*/*")) if folder.is_dir() else ():
        name = f"{path.parent.name}/{path.name}"
        if pool.plain(name) and name not in needed:
            path.unlink()


def _listed(backup: Path) -> Iterator[str]:
    for name in (pool.LIST, pool.SINCE):
        with contextlib.suppress(FileNotFoundError):
            yield from (backup / name).read_text("utf-8", "replace").split()

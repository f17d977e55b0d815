"""The backups in a folder: which are of this database, in what order they were made, and what each says of itself.

A backup is a folder that has a database in it. While it is made, and while it is taken away, the database bears another
name, `ID.tmp`: a file gets a new name at once everywhere, a folder does not on every stick.

Beside the database a backup has a short note, `about.json`, that can be read without a key: its number among those
of its database, how many files it holds. A backup without one is older than these notes, and nothing but a person takes
it away.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal
from db import durable, keyslots
from db.opening import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.driver import Database

ABOUT = "about.json"
BESIDE = "backups"
"""the folder beside the database"""
ELSEWHERE = "doorstep-backups"
"""the folder in a place that the office chose"""
JOURNAL = "journal.tgj"
UNFINISHED = ".tmp"
LONGEST = 86_400
"""seconds that a backup may take"""
_LARGEST = 64 << 10
_NAMED = re.compile(r"doorstep-(\w+)-(\d{8}-\d{6})")


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup. `number` counts those of one database in one folder; 0 when it has no note."""

    path: Path
    made: dt.datetime
    number: int = 0
    database: str = ""
    device: str = ""
    by_itself: bool = False
    children: int | None = None
    changes: int = 0

    @property
    def order(self) -> tuple[int, dt.datetime]:
        """The last one made comes last, whatever the clock said."""
        return self.number, self.made


def name_of(database: Database) -> str:
    """What a database calls itself in its backups: it tells those of one office's several computers apart, and says
    nothing of the office."""
    return database.derived(b"doorstep backups").hex()[:16]


def inside(folder: Path) -> list[Backup]:
    """All finished backups in a folder, in the order in which they were made; none when it cannot be read."""
    found: list[Backup] = []
    with contextlib.suppress(OSError):
        found = [one for path in folder.iterdir() if (one := read(path)) is not None]
    return sorted(found, key=lambda one: (one.order, one.path.name))


def of(folder: Path, database: str) -> list[Backup]:
    """Those of one database."""
    return [one for one in inside(folder) if one.database == database]


def read(path: Path) -> Backup | None:
    """The backup in this folder; None when it is none, or not finished."""
    named = _NAMED.fullmatch(path.name)
    if named is None or not all(os.path.isfile(path / part) for part in (FILE, keyslots.FILE)):
        return None
    try:
        made = dt.datetime.strptime(named[2], "%Y%m%d-%H%M%S")
    except ValueError:
        return None
    return _described(path, made)


def _described(path: Path, made: dt.datetime) -> Backup:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        with (path / ABOUT).open("rb") as file:
            said = json.loads(file.read(_LARGEST))
        return Backup(
            path, made, int(said["number"]), str(said["database"]), str(said["device"]), said["by_itself"] is True,
            int(said["children"]), int(said["changes"]),
        )  # fmt: skip
    return Backup(path, made)


def describe(path: Path, one: Backup) -> None:
    """Write a backup's note into the folder that becomes it. Refusals: DISK_FULL, CANNOT_WRITE."""
    said = {
        "number": one.number, "database": one.database, "device": one.device, "by_itself": one.by_itself,
        "children": one.children, "changes": one.changes,
    }  # fmt: skip
    keyslots.write_synced(path / ABOUT, json.dumps(said).encode())


@contextlib.contextmanager
def making(place: Path, database: str, office: str, moment: dt.datetime) -> Iterator[tuple[Path, Path, int]]:
    """The folder of a backup that is made now, the file that its database goes into, and its number. Afterwards it is a
    backup; where something was raised, nothing is left. What an earlier try left is swept up."""
    sweep(place, database)
    number = 1 + max((one.number for one in of(place, database)), default=0)
    folder = free(place, office, moment)
    with durable.writing_to(place):
        folder.mkdir()
        try:
            yield folder, unfinished(folder, database), number
            finish(folder, database)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def free(place: Path, office: str, moment: dt.datetime) -> Path:
    """A name that no backup bears: that of the moment, or of the next second that is free."""
    while True:
        path = place / f"doorstep-{office}-{moment:%Y%m%d-%H%M%S}"
        if not path.exists():
            return path
        moment += dt.timedelta(seconds=1)


def unfinished(folder: Path, database: str) -> Path:
    """What the database of a backup is called until it is one."""
    return folder / f"{database}{UNFINISHED}"


def finish(folder: Path, database: str) -> None:
    """From now on the folder is a backup. Raises OSError."""
    durable.settle_folder(folder)
    unfinished(folder, database).rename(folder / FILE)
    durable.settle_folder(folder)
    durable.settle_folder(folder.parent)


def begun(folder: Path) -> bool:
    """Whether a backup is being made here, by whatever computer, or was since yesterday, until it was cut off."""
    with contextlib.suppress(OSError):
        return any(
            _NAMED.fullmatch(path.name.removesuffix(UNFINISHED))
            and not (path / FILE).exists()
            and abs(time.time() - path.stat().st_mtime) < LONGEST
            for path in folder.iterdir()
        )
    return True


def sweep(folder: Path, database: str) -> None:
    """Take away what an earlier try of this database left half written; those of others stay."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if _NAMED.fullmatch(path.name) and unfinished(path, database).exists():
                shutil.rmtree(path, ignore_errors=True)


def away(one: Backup) -> None:
    """Take a backup away: what is half away is none. Refusal: CANNOT_WRITE."""
    try:
        (one.path / FILE).replace(unfinished(one.path, one.database))
        durable.settle_folder(one.path)
        shutil.rmtree(one.path, ignore_errors=True)
    except OSError as error:
        raise Refusal(Problem("CANNOT_WRITE", value=str(one.path))) from error

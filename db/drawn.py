"""The backup that a salvage draws on: one that was named, the newest fitting one of a folder, or the newest of all."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import re
from typing import TYPE_CHECKING

from casefiles.domain import areas
from casefiles.domain.problems import Problem, Refusal
from db import backups, durable, journal, keyslots, opening, replaying
from db.damaged import Damaged
from db.driver import Database
from db.lock import FILE as LOCK
from db.lock import OfficeLock
from db.outdated import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_WRITTEN = re.compile(r"(\d{8}-\d{6})$")


class Base:
    """A backup, opened with the office's key; or none."""

    def __init__(self, folder: Path | None = None, key: bytes = b"") -> None:
        """Nobody else works in the folder meanwhile. Refusals: LOCKED and CANNOT_WRITE, when somebody does or may."""
        self.folder = folder
        self.file: Damaged | None = None
        self.since = 0
        """changes that its journal had on top"""
        self._lock: OfficeLock | None = None
        self._stood: list[str] = []
        if folder is not None:
            if (folder / LOCK).exists():  # where an office was ever opened; a backup gets none
                self._lock = OfficeLock(folder)
            self._stood = [rest for rest in opening.BESIDE if (folder / (opening.FILE + rest)).exists()]
            # a finished backup is written by nobody, wherever it lies; beside a copied office its last saves may lie
            self.file = Damaged(folder / opening.FILE, key, "WAL" if self._lock or self._stood else "FROZEN")

    @staticmethod
    def of(office: Path, torn: Damaged, key: bytes, asked: Path | None) -> Base:
        """The one that was `asked` for, or in that folder the newest that fits; else the newest that is known. The
        damaged office itself is none, nor is a folder that somebody works in.
        Refusals: NOT_A_BACKUP, BACKUP_ITSELF, BACKUP_IN_USE, BACKUP_OTHER, BACKUP_OTHER_KEY."""
        if asked is None:
            return next(filter(None, (_opened(one, key) for one in newest(torn) if _free(one, office))), Base())
        if _same(asked, office):
            raise Refusal(Problem("BACKUP_ITSELF", value=str(asked)))
        one = is_backup(asked)
        found = [path for path in ([asked] if one else _inside(asked)) if _free(path, office)]
        if not found:
            raise Refusal(Problem("BACKUP_IN_USE" if one else "NOT_A_BACKUP", value=str(asked)))
        base = next(filter(None, (_opened(path, key) for path in found)), None)
        if base is None:
            raise Refusal(_foreign(office, found[0]))
        return base

    def advance(self, office: Path, torn: Damaged, key: bytes, now_ms: int) -> None:
        """Put the backup's journal on top of a copy of it, in the office's folder, and draw on that. Where it cannot
        be, or the copy's logs are other ones than the damaged file's, the backup stays what is drawn on."""
        if self.folder is None or not (self.folder / backups.JOURNAL).exists():
            return
        path = office / opening.DRAWN
        with contextlib.suppress(Refusal):
            durable.copy(self.folder / opening.FILE, path)
            database = Database(path, key)
            try:
                opening.prepare(database)
                found = replaying.replay(database, self.folder / backups.JOURNAL, now_ms)
            finally:
                database.close()
            copy = Damaged(path, key)
            if not found.changes or not copy.opens or not same_logs(torn, copy):
                copy.close()
                return
            if self.file is not None:
                self.file.close()
            self.file, self.since = copy, found.changes

    def close(self) -> None:
        """Leave the folder as it was: reading made files beside the backup. What lay there before stays: of an office
        that was not closed it holds the last that was saved."""
        if self.file is None or self.folder is None:
            return
        self.file.close()
        if self._lock is not None or not (self.folder / LOCK).exists():  # else somebody came in meanwhile
            for rest in opening.BESIDE:
                if rest not in self._stood:
                    with contextlib.suppress(OSError):
                        (self.folder / (opening.FILE + rest)).unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.release()


def same_logs(torn: Damaged, base: Damaged) -> bool:
    """Whether the numbers of logs mean the same in both files: one is a copy of the other as it was before."""
    here, there = (file.whole("log", ("lid", "name")) for file in (torn, base))
    return there is not None and (here is None or set(there) <= set(here))


def newest(torn: Damaged) -> list[Path]:
    """The backups of this office where backups were written to, as far as its settings can be read, and beside its
    database; the newest first."""
    from pathlib import Path

    known: dict[str, str] = dict(torn.whole("setting", ("key", "value")) or ())
    try:
        folders = [Path(where) for where in json.loads(known.get(FOLDERS) or "{}")]
    except ValueError:
        folders = []
    beginning = f"doorstep-{known['office']}-" if "office" in known else "doorstep-"
    folders.append(torn.path.parent / backups.BESIDE)
    found = [one for where in dict.fromkeys(folders) for one in _inside(where) if one.name.startswith(beginning)]
    return sorted(found, key=_holds, reverse=True)


def is_backup(folder: Path) -> bool:
    """Whether it is a finished backup, of whatever office."""
    return folder.suffix != ".tmp" and os.path.isfile(folder / opening.FILE)  # no error for what is barred


def _inside(folder: Path) -> list[Path]:
    """The backups that lie in a folder, the newest first."""
    with contextlib.suppress(OSError):
        return _by_day(one for one in folder.iterdir() if is_backup(one))
    return []


def _by_day(found: Iterable[Path]) -> list[Path]:
    return sorted(found, key=_made, reverse=True)


def _holds(backup: Path) -> tuple[int, tuple[bool, str]]:
    """How much of the log a backup has with its journal, as far as it says so: a clock may have been wrong."""
    one = backups.read(backup)
    return (one.changes + journal.count(backup / backups.JOURNAL) if one else 0), _made(backup)


def _made(backup: Path) -> tuple[bool, str]:
    """When it was made: by its name; of a renamed one, which comes after all others, by its file."""
    written = _WRITTEN.search(backup.name)
    if written:
        return True, written[1]
    return False, f"{dt.datetime.fromtimestamp((backup / opening.FILE).stat().st_mtime):%Y%m%d-%H%M%S}"


def _same(one: Path, other: Path) -> bool:
    with contextlib.suppress(OSError):
        return one.samefile(other)
    return False


def _free(backup: Path, office: Path) -> bool:
    """Whether it is another folder than the damaged office's, and nobody works in it."""
    if _same(backup, office):
        return False
    if (backup / LOCK).exists():
        try:
            OfficeLock(backup).release()
        except Refusal:
            return False
    return True


def _opened(backup: Path, key: bytes) -> Base | None:
    """None for one that the key does not open, or that somebody works in by now."""
    try:
        base = Base(backup, key)
    except Refusal:
        return None
    if base.file is not None and base.file.opens:
        return base
    base.close()
    return None


def _foreign(office: Path, backup: Path) -> Problem:
    """Whose it is instead, or that it is of another database of the same office, or damaged."""
    try:
        ours, theirs = (str(keyslots.document(one)["office"]) for one in (office, backup))
    except Refusal:
        return Problem("NOT_A_BACKUP", value=str(backup))
    if ours == theirs:
        return Problem("BACKUP_OTHER_KEY", value=backup.name)
    name = areas.name_of(theirs) or ""
    return Problem("BACKUP_OTHER", value=backup.name, args={"office": f"{name}（{theirs}）" if name else theirs})

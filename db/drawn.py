"""The backup that a salvage draws on: one that was named, the newest fitting one of a folder, or the newest of all."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from typing import TYPE_CHECKING

from casefiles.domain import areas
from casefiles.domain.problems import Problem, Refusal
from db import keyslots, opening
from db.damaged import Damaged
from db.outdated import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_WRITTEN = re.compile(r"(\d{8}-\d{6})$")


class Base:
    """A backup, opened with the office's key; or none."""

    def __init__(self, folder: Path | None = None, file: Damaged | None = None) -> None:
        self.folder, self.file = folder, file

    @staticmethod
    def of(office: Path, torn: Damaged, key: bytes, asked: Path | None) -> Base:
        """The one that was `asked` for, or in that folder the newest that fits; else the newest that is known.
        Refusals: NOT_A_BACKUP, BACKUP_OTHER, BACKUP_OTHER_KEY."""
        if asked is None:
            return next(filter(None, (_opened(one, key) for one in newest(torn))), Base())
        found = [asked] if is_backup(asked) else _inside(asked)
        if not found:
            raise Refusal(Problem("NOT_A_BACKUP", value=str(asked)))
        base = next(filter(None, (_opened(one, key) for one in found)), None)
        if base is None:
            raise Refusal(_foreign(office, found[0]))
        return base

    def close(self) -> None:
        """Leave it as it was: reading made files beside it."""
        if self.file is not None:
            self.file.close()
            for rest in opening.BESIDE:
                with contextlib.suppress(OSError):
                    self.file.path.with_name(opening.FILE + rest).unlink(missing_ok=True)


def newest(torn: Damaged) -> list[Path]:
    """The backups of this office where backups were written to, as far as its settings can be read, the newest first.
    """
    from pathlib import Path

    known: dict[str, str] = dict(torn.whole("setting", ("key", "value")) or ())
    try:
        folders = [Path(where) for where in json.loads(known.get(FOLDERS) or "{}")]
    except ValueError:
        return []
    beginning = f"doorstep-{known.get('office')}-"
    return _by_day(one for where in folders for one in _inside(where) if one.name.startswith(beginning))


def is_backup(folder: Path) -> bool:
    """Whether it is a finished backup, of whatever office."""
    return folder.suffix != ".tmp" and (folder / opening.FILE).is_file()


def _inside(folder: Path) -> list[Path]:
    """The backups that lie in a folder, the newest first."""
    with contextlib.suppress(OSError):
        return _by_day(one for one in folder.iterdir() if is_backup(one))
    return []


def _by_day(found: Iterable[Path]) -> list[Path]:
    return sorted(found, key=_made, reverse=True)


def _made(backup: Path) -> str:
    """When it was made: by its name, of a renamed one by its file."""
    written = _WRITTEN.search(backup.name)
    if written:
        return written[1]
    return f"{dt.datetime.fromtimestamp((backup / opening.FILE).stat().st_mtime):%Y%m%d-%H%M%S}"


def _opened(backup: Path, key: bytes) -> Base | None:
    file = Damaged(backup / opening.FILE, key)
    if file.opens:
        return Base(backup, file)
    Base(backup, file).close()
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

"""The backups that can be put back, looked for where they lie as a rule, so that nobody has to hunt for a folder."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING

from casefiles.domain.keeping import Offered
from db import backups, journal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MOST = 40
AHEAD = dt.timedelta(days=2)


def around(folder: Path, drives: Iterable[Path]) -> list[Offered]:
    """Those beside the database that was in this folder, beside the folder itself, and on drives; the newest first."""
    places = [folder / backups.BESIDE, folder.parent, folder.parent / backups.ELSEWHERE]
    for drive in drives:
        places += [drive, drive / backups.ELSEWHERE]
    return within(places)


def within(places: Iterable[Path]) -> list[Offered]:
    """Those in these folders, or that are one of them."""
    found: dict[Path, backups.Backup] = {}
    for place in places:
        itself = backups.read(place)
        for one in [itself] if itself else backups.inside(place):
            with contextlib.suppress(OSError):
                found.setdefault(one.path.resolve(), one)
    now = dt.datetime.now()
    # what bears a day that has not come was made under a wrong clock, and is none the newer for it
    newest = sorted(found.values(), key=lambda one: (one.made <= now + AHEAD, one.made), reverse=True)
    return [
        Offered(one.path, one.made, one.children, journal.count(one.path / backups.JOURNAL), one.by_itself)
        for one in newest[:MOST]
    ]

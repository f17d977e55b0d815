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
APART = dt.timedelta(hours=1)
"""between backups of which the later one is newer although it holds no more: an older one had been put back before"""


def around(folder: Path, drives: Iterable[Path]) -> list[Offered]:
    """Those beside the database that was in this folder, beside the folder itself, and on drives; first the one that
    goes on longest, with its journal."""
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
    return sorted(map(_offered, found.values()), key=_newness, reverse=True)[:MOST]


def newer(backup: Path, found: Iterable[Offered]) -> list[Offered]:
    """Those of the same database that hold what was saved after this backup and its journal."""
    chosen = next(iter(within([backup])), None)
    if chosen is None or not chosen.database:
        return []
    return [
        one
        for one in found
        if one.database == chosen.database
        and _newness(one) >= _newness(chosen)
        and (one.held > chosen.held or one.last - chosen.last > APART)
    ]


def _offered(one: backups.Backup) -> Offered:
    path = one.path / backups.JOURNAL
    since, seen = journal.count(path), None
    if since:
        with contextlib.suppress(OSError):
            seen = dt.datetime.fromtimestamp(path.stat().st_mtime)
    held = one.changes + since
    return Offered(one.path, one.made, one.children, since, one.by_itself, seen, one.database, held)


def _newness(one: Offered) -> tuple[bool, dt.datetime]:
    """What bears a day that has not come was made under a wrong clock, and is none the newer for it."""
    return one.last <= dt.datetime.now() + AHEAD, one.last

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
    offered = sorted(map(_offered, found.values()), key=_newness, reverse=True)
    kin: dict[tuple[str, ...], list[Offered]] = {}
    for offer in offered:
        kin.setdefault(_kin(offer), []).append(offer)
    for group in kin.values():
        group.sort(key=lambda offer: (offer.held, _newness(offer)))
    return [kin[_kin(offer)].pop() for offer in offered][:MOST]


def newer(backup: Path, found: Iterable[Offered]) -> list[Offered]:
    """Those of the same database that hold what was saved after this backup and its journal."""
    chosen = next(iter(within([backup])), None)
    if chosen is None or not chosen.database:
        return []
    return [one for one in found if one.database == chosen.database and _holds_more(one, chosen)]


def _holds_more(one: Offered, chosen: Offered) -> bool:
    if _kin(one) == _kin(chosen):  # a journal that was copied bears the day on which it was
        return one.held > chosen.held
    later = _newness(one) >= _newness(chosen)
    return later and (one.held > chosen.held or one.last - chosen.last > APART)


def _kin(one: Offered) -> tuple[str, ...]:
    """One backup, wherever it lies: of its copies that is the newest whose journal goes on longest."""
    return (one.database, one.device, f"{one.made}") if one.database else (str(one.path),)


def _offered(one: backups.Backup) -> Offered:
    path = one.path / backups.JOURNAL
    since, seen = journal.count(path), None
    if since:
        with contextlib.suppress(OSError):
            seen = dt.datetime.fromtimestamp(path.stat().st_mtime)
    held = one.changes + since
    return Offered(one.path, one.made, one.children, since, one.by_itself, seen, one.database, one.device, held)


def _newness(one: Offered) -> tuple[bool, dt.datetime]:
    """What bears a day that has not come was made under a wrong clock, and is none the newer for it."""
    return one.last <= dt.datetime.now() + AHEAD, one.last

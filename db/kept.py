"""What is told of the copies of an open office: its places, and when they were last written."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.keeping import Keeping, Place
from db import backups, durable, journal, place

if TYPE_CHECKING:
    from db.keeper import Keeper

TRIED = "backup_tried"
"""setting: when a backup was last put back on trial, and how that ended"""

PATIENCE = 3.0
"""seconds that a place has to answer"""


def state(keeper: Keeper | None) -> Keeping:
    """The places as they are now; none where nothing is kept. Asks the drives: not in the GUI thread."""
    if keeper is None:
        return Keeping(())
    told = json.loads(keeper.ledger.setting(TRIED) or "{}")
    known = place.last_made(keeper.ledger)
    places = tuple(_in_time(one, known.get(str(one.path), "")) for one in keeper.places())
    found = Keeping(places, _moment(str(told.get("at", ""))), bool(told.get("well", True)), keeper.problems)
    made = _moment(keeper.ledger.setting("last_backup") or "")  # to the minute
    newer = made is not None and (found.last is None or made > found.last.replace(second=0, microsecond=0))
    return replace(found, elsewhere=made if newer else None)


def _in_time(one: place.Place, known: str) -> Place:
    """A share that does not answer is not there: nobody waits for it."""
    if one.own:
        return _said(one, known)
    away = Place(one.path, own=False, there=False, last=_moment(known))
    return durable.in_time(lambda: _said(one, known), PATIENCE) or away


def _said(one: place.Place, known: str) -> Place:
    there = one.path.is_dir()
    found = one.backups() if there else []
    last = found[-1].made if found else None if there else _moment(known)
    since = journal.count(found[-1].path / backups.JOURNAL) if found else 0
    refused = one.refused if there else None  # of one that is not there that is said
    return Place(
        one.path, one.own, there or one.own, last, len(found), since, refused.problems if refused is not None else ()
    )


def _moment(text: str) -> dt.datetime | None:
    with contextlib.suppress(ValueError):
        return dt.datetime.fromisoformat(text)
    return None

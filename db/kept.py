"""What is told of the copies of an open office: its places, and when they were last written."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import threading
from typing import TYPE_CHECKING

from casefiles.domain.keeping import Keeping, Place
from db import backups, journal

if TYPE_CHECKING:
    from pathlib import Path

    from db.keeper import Keeper

TRIED = "backup_tried"
"""setting: when a backup was last put back on trial, and how that ended"""

PATIENCE = 3.0
"""seconds that a place has to answer"""


def state(keeper: Keeper | None) -> Keeping:
    """The places as they are now; none where nothing is kept. Asks the drives: not in the GUI thread."""
    if keeper is None:
        return Keeping(())
    told = json.loads(keeper.setting(TRIED) or "{}")
    known = keeper.last()
    places = tuple(_in_time(keeper, path, known.get(str(path), "")) for path in keeper.places())
    return Keeping(places, _moment(str(told.get("at", ""))), bool(told.get("well", True)), keeper.problems)


def _in_time(keeper: Keeper, path: Path, known: str) -> Place:
    """A share that does not answer, and one that answers with an error, is not there: nobody waits for it."""
    if path == keeper.own:
        return _place(keeper, path, known)
    said: list[Place] = []

    def ask() -> None:
        with contextlib.suppress(OSError):
            said.append(_place(keeper, path, known))

    asking = threading.Thread(target=ask, name="place of backups", daemon=True)
    asking.start()
    asking.join(PATIENCE)
    return said[0] if said else Place(path, own=False, there=False, last=_moment(known))


def _place(keeper: Keeper, path: Path, known: str) -> Place:
    there = path.is_dir()
    found = backups.of(path, keeper.database) if there else []
    last = found[-1].made if found else None if there else _moment(known)
    since = journal.count(found[-1].path / backups.JOURNAL) if found else 0
    refused = keeper.refused.get(path) if there else None  # of one that is not there that is said
    return Place(
        path, path == keeper.own, there or path == keeper.own, last, len(found), since,
        refused.problems if refused is not None else (),
    )  # fmt: skip


def _moment(text: str) -> dt.datetime | None:
    with contextlib.suppress(ValueError):
        return dt.datetime.fromisoformat(text)
    return None

"""A journal put back: what was saved after a backup goes through the door that every import takes.

Each change counts only when it fits the chain of its log, so nothing comes in that was not written. Where an entry does
not fit, as of another database, the rest of the journal is left.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain.changes import device_of
from casefiles.domain.problems import Refusal
from db import derived, importing, journal, mending, quarantine, rebuilding, trespass
from db.changed import Changed
from db.projection import Projection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from casefiles.domain.changes import Block
    from db.driver import Database


class Replayed(NamedTuple):
    """Changes that are there again, and whether the journal could be read to its end."""

    changes: int = 0
    whole: bool = True


def replay(database: Database, path: Path, now_ms: int) -> Replayed:
    """Put a journal on top of the backup that it follows; the writing computer stays who it is."""
    bare: set[str] = set()
    frames = end = 0
    for entry in journal.entries(path, database):
        frames, end = frames + 1, entry.end
        bare |= _bare(entry)
    whole = not path.exists() or (bool(frames) and end == path.stat().st_size)
    if not frames:
        return Replayed(0, whole)
    try:
        return Replayed(_take(database, _blocks(database, path, frames), bare, now_ms), whole)
    except Refusal:
        pass  # it does not fit as a whole: as far as it fits
    found = 0
    for number in range(1, frames + 1):
        try:
            found += _take(database, _blocks(database, path, number, number - 1), bare, now_ms)
        except Refusal:
            return Replayed(found, whole=False)
    return Replayed(found, whole)


def mend(database: Database, path: Path) -> None:
    """What a database lacked when the backup was made may have come back later: put that in its place, and make every
    table anew. As far as that goes: it is checked afterwards."""
    bare = set[str]().union(*map(_bare, journal.entries(path, database)))
    with contextlib.suppress(Refusal), database.writing() as connection:
        mending.mend(connection, (block for entry in journal.entries(path, database) for block in entry.blocks), bare)
        rebuilding.rebuild(connection)


def _bare(entry: journal.Entry) -> set[str]:
    """The devices of whose changes some lack the running text that this office is to have."""
    return {device_of(name) for name, seen in entry.stands.items() if seen.bare}


def _blocks(database: Database, path: Path, until: int, after: int = 0) -> Iterable[Block]:
    for number, entry in enumerate(journal.entries(path, database), 1):
        if number > until:
            return
        if number > after:
            yield from entry.blocks


def _take(database: Database, blocks: Iterable[Block], whole: set[str], now_ms: int) -> int:
    changed = Changed()
    with database.writing() as connection:
        projection = Projection(connection)
        counts = importing.take(connection, blocks, projection, changed, str, now_ms, whole)
        quarantine.settle(connection, projection, changed)
        trespass.settle(connection, projection, changed, {}, stubs=bool(counts.stubs))
        derived.refresh(connection, changed)
    return counts.new

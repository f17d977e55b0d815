"""From edits to changes of this device's own log: time stamps, parents, salt."""

from __future__ import annotations

import base64
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.changes import DELETED, ROW, Body, Edit, chain
from casefiles.domain.entities import ENTITIES, PLACED, PRIVATE, check_field, entity_named
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges import codec
from db import log, segments, texts
from db.patches import Item
from db.projection import CHUNK
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from casefiles.domain.catalogue import Entity
    from db.driver import Connection

SALT_BYTES = 9
_MOST = codec.MAX_PARENTS - 1
"""of what stands so much is named by one change, and the one before it; where there is more, the same is said again"""
PART = 1000
"""edits after which somebody who waits is told how far it is"""
PLAUSIBLE_FROM = 1_735_689_600_000
"""2025-01-01: a clock that shows less was never set."""
PLAUSIBLE_TO = 4_102_444_800_000
"""2100-01-01"""


def stands(connection: Connection, edits: Sequence[Edit]) -> None:
    """Refuse what would bring an erased record back (it was taken out for good)."""
    if connection.execute("SELECT 1 FROM erased LIMIT 1").fetchone() is None:
        return
    for edit in edits:
        if connection.execute("SELECT 1 FROM erased WHERE row=?", (edit.row,)).fetchone() is not None:
            raise Refusal(Problem("FILE_ERASED", edit.entity, id=edit.row))


def check(edits: Sequence[Edit]) -> None:
    """Refuse unknown registers and fields; a malformed id or value is a bug (ValueError)."""
    for edit in edits:
        entity = entity_named(edit.entity)
        for name, value in edit.fields.items():
            if name != DELETED:
                check_field(entity, name)
                if not entity.fields[name].kind.admits(value):
                    raise ValueError(f"{edit.entity}.{name} does not hold {type(value).__name__}")
        _check_row(entity, edit.row)


def _check_row(entity: Entity, row: str) -> None:
    if not ROW.match(row) or row.partition("-")[0] != entity.prefix:
        raise ValueError(f"{row!r} is not an id of {entity.name}")


def stamp(
    connection: Connection,
    own: log.Log,
    edits: Sequence[Edit],
    user: str,
    now_ms: int,
    told: Callable[[int, int], object] | None = None,
) -> list[Item]:
    """Append the edits to the own log as changes; what is to be projected.

    `ts` is the clock (if plausible) or one more than the parents', whichever is later. An edit of a record that an
    earlier edit of the same call wrote follows on that one. `told` hears of the first half of the work, which this is.
    """
    edits = list(_apart(edits))
    heads = _heads(connection, edits)
    wall = now_ms if PLAUSIBLE_FROM <= now_ms < PLAUSIBLE_TO else PLAUSIBLE_FROM
    written: dict[str, tuple[bytes, int]] = {}
    entries: list[tuple[str, bytes, bytes | None]] = []
    items: list[Item] = []
    head = own.head
    for at, edit in enumerate(edits):
        if told is not None and at % PART == 0:
            told(at, 2 * len(edits))
        before = written.get(edit.row)
        if before is not None:
            parents: tuple[bytes, ...] = (before[0],)
            latest = before[1]
        else:
            parents = heads.get(edit.row, ()) if edit.parents is None else edit.parents
            latest = _latest(connection, edit.row, parents) if parents else 0
        running = PRIVATE[edit.entity] & edit.fields.keys()
        said = {name: value for name, value in edit.fields.items() if name not in running}
        private = {name: edit.fields[name] for name in sorted(running)}
        for begin in range(0, max(1, len(parents)), _MOST):  # somebody wrote beside the rest again and again
            on = (*parents[begin : begin + _MOST], *((head,) if begin else ()))
            ts = min(max(wall, latest + 1), codec.LATEST_MS)
            latest, hexed = ts, tuple(p.hex() for p in on)
            body = Body(edit.row, edit.entity, ts, said, hexed, user, _salt())
            raw, aside, wire = codec.sealed(body, private, _salt() if private else "")
            head = chain(head, raw)
            written[edit.row] = (head, ts)
            entries.append((edit.row, raw, aside))
            items.append(Item(wire, head, None, texts.place(own.lid, own.seq + len(entries))))
    log.append(connection, own, entries)
    return items


def _apart(edits: Sequence[Edit]) -> Iterator[Edit]:
    """A change of the division a file lives in stands by itself: its old office learns of it and of nothing else."""
    for edit in edits:
        if "area" in edit.fields and len(edit.fields) > 1 and edit.parents != () and edit.entity in PLACED:
            yield replace(edit, fields={"area": edit.fields["area"]})
            yield replace(edit, fields={name: value for name, value in edit.fields.items() if name != "area"})
        else:
            yield edit


def _salt() -> str:
    return base64.b64encode(os.urandom(SALT_BYTES)).decode()


def _heads(connection: Connection, edits: Sequence[Edit]) -> Mapping[str, tuple[bytes, ...]]:
    """What stands now, for the edits that ask for it."""
    asked: dict[str, list[str]] = {}
    for edit in edits:
        if edit.parents is None:
            asked.setdefault(edit.entity, []).append(edit.row)
    found: dict[str, tuple[bytes, ...]] = {}
    for entity in asked:
        rows = asked[entity]
        for at in range(0, len(rows), CHUNK):
            part = rows[at : at + CHUNK]
            table, marks = quoted(ENTITIES[entity].name), ",".join("?" * len(part))
            sql = f"SELECT id, {texts.heads('t')} FROM {table} t WHERE id IN ({marks})"  # noqa: S608
            for row, joined in connection.execute(sql, part):
                found[row] = split(joined)
    return found


def split(joined: bytes) -> tuple[bytes, ...]:
    """The heads that a row's `_h` holds."""
    return tuple(joined[at : at + 20] for at in range(0, len(joined), 20))


def _latest(connection: Connection, row: str, parents: Sequence[bytes]) -> int:
    """The latest time stamp of these parents (0 when none is here)."""
    reader = segments.Reader(connection)
    rows = connection.execute("SELECT id, lid, seq, body FROM change WHERE row=? AND com IS NULL", (row,))
    found = [place for id_, *place in rows if id_ in parents]
    return max((codec.wire(reader.whole(*place)[0]).ts for place in found), default=0)

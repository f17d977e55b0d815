"""What is gone from the log or a table comes back from another office: bodies put where they stood, rows made anew.

A run that brings changes back is anchored in the chain that stands here: by the change before it, the one after it, the
end of the log, or a change in it that stands. What is anchored nowhere could be anybody's and is left out. An id proves
what stands before it and nothing of what comes after: what follows on a change that stands, and leads to none that is
here or that its device has signed, is taken out again when all runs have been read. A log never goes on by mending.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import Stub
from casefiles.domain.entities import BY_PREFIX, ENTITIES, HANGING
from casefiles.domain.problems import Refusal
from casefiles.edges import codec
from db import branches, derived, erasing, holes, log, segments
from db.changed import Changed
from db.projection import Projection

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from casefiles.domain.changes import Block
    from db.driver import Connection

_Line = tuple[bytes, bytes | None, bytes | None, bytes | None]
"""id, body, private part, commitment"""


@dataclass(slots=True)
class Mended:
    """Records that were made anew, changes that came back, changes that were anchored nowhere."""

    changed: Changed = field(default_factory=Changed)
    rows: set[str] = field(default_factory=set)
    back: int = 0
    unproven: int = 0

    def written(self, wire: codec.Wire) -> None:
        """A change of this came that was written on another one: whoever did may have had no say in it (db.trespass),
        or in where it lies."""
        if wire.t in HANGING:
            self.changed.built[wire.r] = None
        elif "area" in wire.f:
            self.changed.placed(wire.t, (wire.r,))


def mend(connection: Connection, blocks: Iterable[Block], whole: Container[str] = frozenset()) -> Mended:
    """Put back what is gone, and make the records anew that the blocks speak of; `whole` as for an import. Refusal
    BAD_FRAME."""
    families = branches.families(log.logs(connection).values())
    done, gone = Mended(), erasing.marks(connection)
    loose: dict[int, _Loose] = {}
    for block in blocks:
        ids = log.verified(block)
        if ids and gone:
            block = erasing.sifted(block, ids, gone)
        held = next((h for h in families.get(block.dev, ()) if ids and _anchored(connection, h, block, ids)), None)
        if ids is None or held is None:
            done.unproven += len(block.bodies)
            continue
        loose.setdefault(held.lid, _Loose(held)).follow(block.first, len(ids), _proven(connection, held, block, ids))
        _put(connection, held, block, ids, done, held.dev in whole)
    for one in loose.values():
        one.take_out(connection, done)
    refold(connection, done.rows, done.changed)
    return done


def refold(connection: Connection, rows: Iterable[str], changed: Changed) -> None:
    """Make these records from their changes again, and what is derived of them."""
    by_entity: dict[str, list[str]] = {}
    for row in sorted(rows):
        entity = BY_PREFIX.get(row.partition("-")[0])
        if entity is not None and log.changes_of(connection, row):
            by_entity.setdefault(entity.name, []).append(row)
    projection = Projection(connection)
    for name, found in by_entity.items():
        projection.refold(name, found, changed)
        changed.note(name, found)
    derived.refresh(connection, changed)


def _anchored(connection: Connection, held: log.Log, block: Block, ids: Sequence[bytes]) -> bool:
    """Whether the run stands, or stood, in this log: all of it that is here still must fit, and something must be."""
    first, last = block.first, block.first + len(ids) - 1
    if first <= held.fork or last > held.seq:
        return False
    here = _lines(connection, held, first, last)
    if any(seq in here and here[seq][0] != id_ for seq, id_ in enumerate(ids, first)):
        return False
    before = log.ids(connection, held, first - 1, first - 1)
    after = _lines(connection, held, last + 1, last + 1).get(last + 1)
    if before and before != [block.prev]:
        return False
    if last == held.seq:
        return ids[-1] == held.head
    if after is not None and (after[1] is not None or after[3] is not None):
        return log.leads_on(connection, held, last, ids[-1])
    return bool(before or here)


def _proven(connection: Connection, held: log.Log, block: Block, ids: Sequence[bytes]) -> int:
    """How many changes of a run, from its first on, are of its device for certain: those up to the last one that stands
    here, or is signed, or on which what stands here follows."""
    last = block.first + len(ids) - 1
    if (last, ids[-1]) == (held.seq, held.head) or log.leads_on(connection, held, last, ids[-1]):
        return len(ids)
    here = max((seq for seq in _lines(connection, held, block.first, last)), default=block.first - 1)
    sql = "SELECT seq, id FROM checkpoint WHERE dev=? AND seq BETWEEN ? AND ?"
    kept = connection.execute(sql, (held.dev, block.first, last))
    return int(max((here, *(seq for seq, id_ in kept if ids[seq - block.first] == id_)))) - block.first + 1


class _Loose:
    """What was put into a log and is not proven yet."""

    def __init__(self, held: log.Log) -> None:
        self._held, self._spans = held, list[tuple[int, int]]()
        self._holes, self._bare = list(held.holes), list(held.bare)

    def follow(self, first: int, count: int, proven: int) -> None:
        """A run of so many changes is put in, of which the first ones are proven; so is what leads up to these."""
        start = first + proven
        if self._spans and self._spans[-1][1] == first - 1:
            before = self._spans.pop()
            start = start if proven else before[0]
        if start < first + count:
            self._spans.append((start, first + count - 1))

    def take_out(self, connection: Connection, done: Mended) -> None:
        """What is not proven by now goes, and is lacking as it was."""
        held = self._held
        for first, last in self._spans:
            end = log.ids(connection, held, last, last)
            if end and log.leads_on(connection, held, last, end[0]):
                continue  # the run after it came before it
            sql = "DELETE FROM change WHERE lid=? AND seq BETWEEN ? AND ?"
            gone = int(connection.execute(sql, (held.lid, first, last)).rowcount)
            done.back -= gone
            done.unproven += gone
            span = ((first, last),)
            held.holes = list(ranges.united((*ranges.without(held.holes, span), *ranges.common(self._holes, span))))
            held.bare = list(ranges.united((*ranges.without(held.bare, span), *ranges.common(self._bare, span))))
            log.save_holes(connection, held)


def _put(
    connection: Connection, held: log.Log, block: Block, ids: Sequence[bytes], done: Mended, whole: bool
) -> None:
    here = _lines(connection, held, block.first, block.first + len(ids) - 1)
    filled: list[int] = []
    bare: list[int] = []
    for seq, id_, body in zip(range(block.first, block.first + len(ids)), ids, block.bodies, strict=True):
        stands = here.get(seq)
        if isinstance(body, Stub):
            if stands is None:
                log.insert_stubs(connection, [(held.lid, seq, id_, body.com)])
                held.holes = sorted([*held.holes, (seq, seq)])
                done.back += 1
            continue
        wire = codec.wire(body, 0)
        entity = ENTITIES.get(wire.t)
        if entity is not None and wire.r.partition("-")[0] != entity.prefix:
            raise codec.bad_frame(0)
        aside = _aside(wire, block.private, body)
        done.rows.add(wire.r)
        if wire.p:
            done.written(wire)
        if stands is not None and stands[1] == body and (stands[2] is not None or aside is None):
            continue
        kept = aside if aside is not None else stands[2] if stands is not None else None
        connection.execute(
            "INSERT OR REPLACE INTO change(lid, seq, id, row, body, private) VALUES(?, ?, ?, ?, ?, ?)",
            (held.lid, seq, id_, wire.r, body, kept),
        )
        (bare if whole and wire.x and kept is None else filled).append(seq)
        done.back += 1
    held.holes = list(ranges.without(ranges.united((*held.holes, *ranges.of(bare))), ranges.of(filled)))
    held.bare = list(ranges.without(ranges.united((*held.bare, *ranges.of(bare))), ranges.of(filled)))
    log.save_holes(connection, held)
    holes.came_late(connection, held.lid, [*filled, *bare])


def _aside(wire: codec.Wire, private: Mapping[str, bytes], body: bytes) -> bytes | None:
    """The private part of a change, if it came along; what is malformed is refused."""
    found = private.get(wire.x) if wire.x else None
    if found is not None:
        codec.wire(body, 0, found)
    return found


def _lines(connection: Connection, held: log.Log, first: int, last: int) -> dict[int, _Line]:
    sql = "SELECT seq, id, body, private, com FROM change WHERE lid=? AND seq BETWEEN ? AND ?"
    reader = segments.Reader(connection)
    found: dict[int, _Line] = {}
    for seq, id_, body, aside, com in connection.execute(sql, (held.lid, first, last)).fetchall():
        if body is None and com is None:
            with contextlib.suppress(Refusal):  # its segment is gone or damaged: the body is to come back
                body, aside = reader.whole(held.lid, seq, body, aside)
        found[seq] = (id_, body, aside, com)
    return found

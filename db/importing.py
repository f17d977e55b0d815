"""Blocks of other logs, verified and merged: all or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.changes import Stub
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges import codec
from db import holes, log
from db.projection import Changed, Item, Projection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from casefiles.domain.changes import Block
    from db.driver import Connection

BATCH = 10_000
"""changes projected at a time: bounds the memory of an import"""
Line = tuple[int, int, bytes, str, bytes]
"""(log, number, id, row, body)"""
_DEVICE = re.compile(r"\A[a-z2-7]{16}\Z")


@dataclass(slots=True)
class Counts:
    """Changes that were new here (of these `filled` were known by a stub), that were here already, and that are known
    by a stub alone from now on."""

    new: int = 0
    same: int = 0
    stubs: int = 0
    filled: int = 0


def take(
    connection: Connection,
    blocks: Iterable[Block],
    projection: Projection,
    changed: Changed,
    called: Callable[[str], str],
) -> Counts:
    """Append and project. `called` names a device to people. Refusals: BAD_CHAIN, WAITING, FORKED, BAD_FRAME."""
    known = log.logs(connection)
    counts = Counts()
    opened: set[str] = set()  # logs whose holes are others now
    items: list[Item] = []
    lines: list[Line] = []
    stubs: list[tuple[int, int, bytes, bytes]] = []
    filled: list[Line] = []

    def flush() -> None:
        log.insert(connection, lines)
        log.insert_stubs(connection, stubs)
        log.fill(connection, filled)
        projection.take(items, changed)
        for kept in (items, lines, stubs, filled):
            kept.clear()

    for part, block in enumerate(blocks, 1):
        ids = log.verified(block)
        if ids is None:
            raise Refusal(Problem("BAD_CHAIN"))
        if not _DEVICE.match(block.dev):
            raise codec.bad_frame(part)
        held = known.get(block.dev)
        if held is None:
            held = known[block.dev] = log.start(connection, block.dev)
        if (lines or stubs) and block.first <= held.seq:
            flush()  # what is compared below must stand in the table
        skip = _overlap(connection, held, block, ids, called)
        here = range(block.first, block.first + min(skip, len(ids)))
        fits = [n for n in here if held.holes and holes.within(held.holes, n) and not _is_stub(block, n)]
        for seq in fits:
            line, item = _read(held, seq, ids[seq - block.first], block.bodies[seq - block.first], part)
            filled.append(line)
            items.append(item)
        if fits:
            held.holes = holes.without(held.holes, fits)
            opened.add(block.dev)
        counts.same += len(here) - len(fits)
        counts.new += len(fits)
        counts.filled += len(fits)
        numbers = range(held.seq + 1, block.first + len(ids))
        for seq, id_, body in zip(numbers, ids[skip:], block.bodies[skip:], strict=True):
            if isinstance(body, Stub):
                stubs.append((held.lid, seq, id_, body.com))
                holes.added(held.holes, seq)
                opened.add(block.dev)
                counts.stubs += 1
                continue
            line, item = _read(held, seq, id_, body, part)
            lines.append(line)
            items.append(item)
            counts.new += 1
        if skip < len(ids):
            held.seq, held.head = block.first + len(ids) - 1, block.end
        if len(items) + len(stubs) >= BATCH:
            flush()
    flush()
    for held in known.values():
        log.save_head(connection, held)
        if held.dev in opened:
            log.save_holes(connection, held)
    return counts


def _is_stub(block: Block, number: int) -> bool:
    return isinstance(block.bodies[number - block.first], Stub)


def _read(held: log.Log, seq: int, id_: bytes, body: bytes | Stub, part: int) -> tuple[Line, Item]:
    """A change as the log keeps it and as it is projected."""
    if isinstance(body, Stub):
        raise TypeError("a stub says nothing")
    wire = codec.wire(body, part)
    entity = ENTITIES.get(wire.t)
    if entity is not None and wire.r.partition("-")[0] != entity.prefix:
        raise codec.bad_frame(part)
    return (held.lid, seq, id_, wire.r, body), Item(wire, id_)


def _overlap(
    connection: Connection, held: log.Log, block: Block, ids: list[bytes], called: Callable[[str], str]
) -> int:
    """How many of the block's changes are here already, each compared by id."""
    if block.first > held.seq + 1:
        raise Refusal(Problem("WAITING", args={"sender": called(block.dev), "n": held.seq + 1}))
    last = min(held.seq, block.first + len(ids) - 1)
    here = (
        [held.head] if block.first == held.seq + 1 else log.ids(connection, held.lid, block.first - 1, last)
    )
    if here != [block.prev, *ids][: len(here)]:
        raise Refusal(Problem("FORKED", args={"sender": called(block.dev)}))
    return len(here) - 1

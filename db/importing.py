"""Blocks of other logs, verified and merged: all or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges import codec
from db import log
from db.projection import Changed, Item, Projection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from casefiles.domain.changes import Block
    from db.driver import Connection

BATCH = 10_000
"""changes projected at a time: bounds the memory of an import"""
_DEVICE = re.compile(r"\A[a-z2-7]{16}\Z")


@dataclass(slots=True)
class Counts:
    """Changes that were new here and that were here already."""

    new: int = 0
    same: int = 0


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
    items: list[Item] = []
    lines: list[tuple[int, int, bytes, str, bytes]] = []

    def flush() -> None:
        log.insert(connection, lines)
        projection.take(items, changed)
        items.clear()
        lines.clear()

    for part, block in enumerate(blocks, 1):
        ids = log.verified(block)
        if ids is None:
            raise Refusal(Problem("BAD_CHAIN"))
        if not _DEVICE.match(block.dev):
            raise codec.bad_frame(part)
        held = known.get(block.dev)
        if held is None:
            held = known[block.dev] = log.start(connection, block.dev)
        if lines and block.first <= held.seq:
            flush()  # what is compared below must stand in the table
        skip = _overlap(connection, held, block, ids, called)
        counts.same += min(skip, len(ids))
        numbers = range(held.seq + 1, block.first + len(ids))
        for seq, id_, body in zip(numbers, ids[skip:], block.bodies[skip:], strict=True):
            wire = codec.wire(body, part)
            entity = ENTITIES.get(wire.t)
            if entity is not None and wire.r.partition("-")[0] != entity.prefix:
                raise codec.bad_frame(part)
            lines.append((held.lid, seq, id_, wire.r, body))
            items.append(Item(wire, id_))
        if skip < len(ids):
            counts.new += len(ids) - skip
            held.seq, held.head = block.first + len(ids) - 1, block.end
        if len(items) >= BATCH:
            flush()
    flush()
    for held in known.values():
        log.save_head(connection, held)
    return counts


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

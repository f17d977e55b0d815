"""Blocks of other logs, verified and merged: all or nothing."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import Stub, device_of
from casefiles.domain.entities import ENTITIES, HANGING
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges import codec
from db import branches, erasing, holes, log, packing, quarantine, segments, texts
from db.first_load import FirstLoad
from db.patches import Item
from db.portions import marks, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.changes import Block
    from db.changed import Changed
    from db.driver import Connection
    from db.projection import Projection

BATCH = 4_000
"""changes projected at a time: bounds the memory of an import (10,000 were no faster and took 15 MiB more)"""
_DEVICE = re.compile(r"\A[a-z2-7]{16}\Z")


@dataclass(slots=True)
class Counts:
    """Changes that were new here (of these `filled` were known by a stub), that were here already (of these `noted` got
    their running text), and that are known by a stub alone from now on; `forked` are the branches that were new,
    `onward` the logs that went on, `hidden` the numbers of blocked computers that nothing shows as yet, by log."""

    new: int = 0
    same: int = 0
    stubs: int = 0
    filled: int = 0
    noted: int = 0
    hidden: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    forked: list[log.Log] = field(default_factory=list)
    onward: dict[str, log.Log] = field(default_factory=dict)

    def onward_of(self, dev: str) -> bool:
        """Whether something of this device came that did not stand here."""
        return any(device_of(name) == dev for name in self.onward)


@dataclass(slots=True, frozen=True)
class _Wants:
    """What this office is to hold: no erased records, no erased parts (`marks`), and of the devices in `whole` the
    running text too."""

    whole: Container[str]
    erased: frozenset[str]
    marks: frozenset[str]

    def text(self, held: log.Log, wire: codec.Wire) -> bool:
        """Whether the private part that a change came without was left out on the way; one that was erased here is
        not missed."""
        return bool(wire.x) and held.dev in self.whole and wire.x not in self.marks


class _Taking:
    """Lines that wait to be written together: bounds the memory of an import."""

    def __init__(self, connection: Connection, projection: Projection, changed: Changed) -> None:
        self._connection, self._projection, self._changed = connection, projection, changed
        self.items: list[Item] = []
        self.lines = packing.Packer(connection)
        self.stubs: list[tuple[int, int, bytes, bytes]] = []
        self.filled: list[log.Line] = []
        self.erased: list[tuple[int, int]] = []
        self._late: dict[str, dict[str, None]] = {}
        self._unshown: dict[str, dict[str, None]] = {}
        self._packed = segments.Reader(connection)
        self._shared = connection.execute("SELECT 1 FROM shared LIMIT 1").fetchone() is not None
        self._begun: list[str] = []
        self.late: dict[int, list[int]] = {}
        """of each log the numbers that came in full, or got their text, only now"""

    def full(self) -> bool:
        """Whether it is time to write."""
        return self.lines.count + len(self.filled) + len(self.stubs) >= BATCH

    def flush(self) -> None:
        """Write and project."""
        self.lines.flush()
        log.insert_stubs(self._connection, self.stubs)
        erasing.note(self._connection, self.erased)
        log.fill(self._connection, self.filled)
        self._projection.take(self.items, self._changed)
        for part in parts(self._begun):
            sql = f"SELECT row FROM shared WHERE row IN ({marks(part)})"  # noqa: S608
            self._changed.built.update(dict.fromkeys(row for (row,) in self._connection.execute(sql, part)))
        self._begun.clear()
        for kept in (self.items, self.stubs, self.filled, self.erased):
            kept.clear()
        for entity, rows in self._late.items():
            self._projection.refold(entity, list(rows), self._changed)
        self._late.clear()
        for entity, rows in self._unshown.items():
            self._projection.again(entity, list(rows), self._changed)
        self._unshown.clear()

    def came(self, wire: codec.Wire) -> None:
        """A change came: whoever wrote on another one may have had no say in that (db.trespass), or in where that
        lies."""
        if wire.t in HANGING:
            if wire.p:
                self._changed.built[wire.r] = None
            elif self._shared:
                self._begun.append(wire.r)
        elif wire.p and "area" in wire.f:
            self._changed.placed(wire.t, (wire.r,))

    def hidden(self, wire: codec.Wire) -> None:
        """A change of a blocked computer came: it is not shown, but who built on it has seen what it was built on."""
        if wire.t in ENTITIES:
            self._unshown.setdefault(wire.t, {})[wire.r] = None

    def add_private(self, held: log.Log, seq: int, body: bytes, private: Mapping[str, bytes], part: int) -> bool:
        """Put the private part of a change that stands here without it in its place; whether that was done."""
        packed = self._packed.get(held.lid, seq)
        if packed is not None and packed[1] is not None:
            return False
        wire = codec.wire(body, part)
        aside = private.get(wire.x)
        if aside is None:
            return False
        codec.add_private(wire, aside, part)  # refuses what is malformed
        where = (held.lid, seq)
        sql = "SELECT body, private FROM change WHERE lid=? AND seq=? AND com IS NULL"
        line = self._connection.execute(sql, where).fetchone()
        if line is None or self._packed.whole(*where, *line)[1] is not None:
            return False
        self._connection.execute("UPDATE change SET private=? WHERE lid=? AND seq=?", (aside, *where))
        if wire.t in ENTITIES:
            self._late.setdefault(wire.t, {})[wire.r] = None
            self._changed.note(wire.t, (wire.r,))
        return True


def take(
    connection: Connection,
    blocks: Iterable[Block],
    projection: Projection,
    changed: Changed,
    called: Callable[[str], str],
    now_ms: int,
    whole: Container[str] = frozenset(),
) -> Counts:
    """Append and project. `called` names a device to people. A change of a device in `whole` whose private part is
    missing is shown without it and stays a hole: this office is to have it all, and asks for it by the hole. Refusals:
    BAD_CHAIN, WAITING, BAD_FRAME."""
    projection.first_load = first_load = FirstLoad(connection)
    try:
        with _uncollected():
            counts = _take(connection, blocks, projection, changed, called, now_ms, whole)
            first_load.done()
            return counts
    finally:
        projection.first_load = None
        projection.forget()


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of circular garbage: an import makes many small things and no circles, and looking for some
    took a seventh of its time (measured)."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _take(
    connection: Connection,
    blocks: Iterable[Block],
    projection: Projection,
    changed: Changed,
    called: Callable[[str], str],
    now_ms: int,
    whole: Container[str],
) -> Counts:
    families = branches.families(log.logs(connection).values())
    counts = Counts()
    cuts = quarantine.read(connection)
    opened: dict[int, log.Log] = {}  # logs whose holes are others now
    began: dict[int, int] = {}
    taking = _Taking(connection, projection, changed)
    wants = _Wants(whole, erasing.erased(connection), erasing.marks(connection))
    for part, block in enumerate(blocks, 1):
        ids = log.verified(block)
        if ids is None:
            raise Refusal(Problem("BAD_CHAIN"))
        if wants.marks:
            block = erasing.sifted(block, ids, wants.marks)
        if not _DEVICE.match(block.dev):
            raise codec.bad_frame(part)
        family = families.setdefault(block.dev, [])
        if not family:
            family.append(log.start(connection, block.dev))
            quarantine.begin(connection, family[0], cuts)
        if (taking.lines.count or taking.stubs) and any(block.first <= held.seq for held in family):
            taking.flush()  # what is compared below must stand in the table
        held, skip = branches.attach(connection, family, block, ids, called)
        _fill(taking, held, block, ids[:skip], part, counts, opened, wants)
        if skip == len(ids):
            continue
        last = block.first + skip - 1
        if last < held.seq:
            held = branches.fork(connection, held, last, ids[skip], now_ms)
            quarantine.begin(connection, held, cuts)
            family.append(held)
            counts.forked.append(held)
        numbers = range(last + 1, block.first + len(ids))
        for seq, id_, body in zip(numbers, ids[skip:], block.bodies[skip:], strict=True):
            if isinstance(body, Stub):
                taking.stubs.append((held.lid, seq, id_, body.com))
                ranges.added(held.holes, seq)
                opened[held.lid] = held
                counts.stubs += 1
                continue
            wire, private, shape = codec.read(body, block.private, part)
            if wants.erased and wire.r in wants.erased:
                taking.erased.append((held.lid, seq))
                taking.stubs.append((held.lid, seq, id_, hashlib.sha256(body).digest()))
                ranges.added(held.holes, seq)
                opened[held.lid] = held
                counts.stubs += 1
                continue
            taking.lines.add(held.lid, seq, id_, wire.r, body, private)
            if private is None and wire.x and wants.text(held, wire):
                ranges.added(held.holes, seq)
                ranges.added(held.bare, seq)
                opened[held.lid] = held
            counts.new += 1
            shown = held.cut is None or held.shows(seq)
            taking.came(wire)
            place = texts.place(held.lid, seq)
            if not shown:
                ranges.added(counts.hidden.setdefault(held.lid, []), seq)
                taking.hidden(wire)
            elif not projection.begin(wire, id_, shape, place, changed):
                taking.items.append(Item(wire, id_, shape, place))
        began.setdefault(held.lid, held.seq)
        held.seq, held.head = block.first + len(ids) - 1, block.end
        counts.onward[held.name] = held
        if taking.full():
            taking.flush()
    taking.flush()
    for lid, seqs in taking.late.items():
        holes.came_late(connection, lid, seqs)
    for held in (one for family in families.values() for one in family):
        log.save_head(connection, held)
        packing.came(connection, held.lid, began.get(held.lid, held.seq), held.seq)
        if held.lid in opened:
            log.save_holes(connection, held)
    return counts


def _fill(
    taking: _Taking,
    held: log.Log,
    block: Block,
    ids: Sequence[bytes],
    part: int,
    counts: Counts,
    opened: dict[int, log.Log],
    wants: _Wants,
) -> None:
    """Count what is here already; what was known by a stub alone and comes in full now fills its hole, and so does the
    running text of what was here without it."""
    gone: dict[int, list[int]] = {}
    bare: dict[int, list[int]] = {}
    for seq, id_, body in zip(range(block.first, block.first + len(ids)), ids, block.bodies, strict=False):
        on = held if seq > held.fork else held.holder(seq)
        if isinstance(body, Stub):
            counts.same += 1
            continue
        if not on.holes or not ranges.within(on.holes, seq) or ranges.within(on.bare, seq):
            counts.same += 1
            if block.private and taking.add_private(on, seq, body, block.private, part):
                counts.noted += 1
                gone.setdefault(on.lid, []).append(seq)
                opened[on.lid] = on
            continue
        wire, private, shape = codec.read(body, block.private, part)
        if wire.r in wants.erased:
            taking.erased.append((on.lid, seq))
            counts.same += 1
            continue
        taking.filled.append((on.lid, seq, id_, wire.r, body, private))
        taking.came(wire)
        if on.shows(seq):
            taking.items.append(Item(wire, id_, shape, texts.place(on.lid, seq)))
        else:
            ranges.added(counts.hidden.setdefault(on.lid, []), seq)
            taking.hidden(wire)
        missed = private is None and wants.text(on, wire)
        (bare if missed else gone).setdefault(on.lid, []).append(seq)
        opened[on.lid] = on
        counts.new += 1
        counts.filled += 1
    for lid, numbers in (*gone.items(), *bare.items()):
        taking.late.setdefault(lid, []).extend(numbers)
    for lid, numbers in gone.items():
        opened[lid].holes = list(ranges.without(opened[lid].holes, ranges.of(numbers)))
        opened[lid].bare = list(ranges.without(opened[lid].bare, ranges.of(numbers)))
    for lid, numbers in bare.items():
        opened[lid].bare = list(ranges.united((*opened[lid].bare, *ranges.of(numbers))))

"""What the records of a division come to, counted so that two offices can compare them without sending them.

A record comes to two numbers of 64 bits: one of its heads, one of the values that its table shows. A bucket is the
records of one kind in one village; its numbers are the sums of its records', so no order plays a part. What not every
office may read is left out of the values: notes travel in private parts, and the heads are equal all the same.

Two offices never stand at the same moment. So the reader counts as far as the writer had come when it counted
(`known`, its receipt): a record with changes beyond that is folded from those that the writer had.
"""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from casefiles.domain.changes import device_of
from casefiles.domain.entities import BY_PREFIX, ENTITIES, PLACED
from casefiles.domain.fieldtypes import Notes, Ref
from casefiles.domain.merge import without
from casefiles.domain.tallies import Mark, Tally
from db import log, texts
from db.projection import Projection
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from casefiles.domain.catalogue import Entity
    from casefiles.domain.changes import Change, Vector
    from casefiles.domain.tallies import Key
    from db.driver import Connection, Row

CHUNK = 400
_encode = msgspec.json.Encoder().encode


@dataclass(slots=True)
class _Shape:
    """How one entity is counted."""

    entity: Entity
    shown: list[int]
    """which of its fields, by place in the catalogue, go into the values"""
    refs: list[str]


def _shape(entity: Entity) -> _Shape | None:
    refs = [n for n in PLACED if n in entity.fields and isinstance(entity.fields[n].kind, Ref)]
    if entity.name not in PLACED and not refs:
        return None
    shown = [at for at, f in enumerate(entity.fields.values()) if not isinstance(f.kind, Notes)]
    return _Shape(entity, shown, refs)


SHAPES: Mapping[str, _Shape] = {name: one for name, e in ENTITIES.items() if (one := _shape(e)) is not None}


_WHERE = (
    "o.area >= ?1 AND o.area < ?2",
    "o.area IS NULL",
    "o.id IN (SELECT value FROM json_each(?1)) AND (o.area < ?2 OR o.area >= ?3)",
)
_MOVED = 2
_ANY = "SELECT " + ", ".join(f"EXISTS(SELECT 1 FROM {quoted(name)})" for name in SHAPES)  # noqa: S608


@functools.cache
def _statements(name: str) -> tuple[tuple[int, str], ...]:
    """The records of owners in the division, of owners whose division nobody knows, and of owners that lived there
    when the writer counted. Driven by the owners: what it costs depends on the division, not on the register."""
    shape, found = SHAPES[name], []
    fields = "".join(f", e.{quoted(list(shape.entity.fields)[at])}" for at in shape.shown)
    head = f"SELECT e.id, o.id, o.area, o.village, {texts.heads('e')}, e._del" + fields
    for which, where in enumerate(_WHERE):
        if name in PLACED:
            own = head.replace("o.", "e.")
            found.append((which, f"{own} FROM {quoted(name)} e WHERE {where.replace('o.', 'e.')}"))
            continue
        for at, ref in enumerate(shape.refs):
            first = "".join(f" AND e.{quoted(n)} IS NULL" for n in shape.refs[:at])
            source = f"{quoted(ref)} o CROSS JOIN {quoted(name)} e ON e.{quoted(ref)} = o.id"
            found.append((which, f"{head} FROM {source} WHERE {where}{first}"))
    return tuple(found)


@functools.cache
def shape_name() -> str:
    """What the numbers of values depend on: only offices whose versions agree in it compare them."""
    names = [[s.entity.name, *(list(s.entity.fields)[at] for at in s.shown)] for s in SHAPES.values()]
    return hashlib.sha256(_encode(names)).hexdigest()[:12]


@dataclass(slots=True)
class Counting:
    """One counting of the records that live in the division `base` (or, where no division is known, that a computer of
    `devices` wrote), as far as `known` goes; None: as they stand."""

    connection: Connection
    base: str
    devices: Collection[str]
    known: Vector | None = None
    aside: Mapping[str, int] = field(default_factory=dict)
    """the logs of blocked computers that the writer shows up to a number: counted is what it showed, whatever is shown
    here"""
    told: Callable[[int, int], object] | None = None
    _lids: dict[int, str] = field(default_factory=dict)
    _cuts: dict[int, int] = field(default_factory=dict)
    """the logs that are shown up to a number here"""
    _theirs: set[int] = field(default_factory=set)
    _places: dict[str, tuple[str, str] | None] = field(default_factory=dict)
    """where owners lived that have changes beyond what is known; None: there was no such owner yet"""

    def tallies(self) -> dict[Key, Tally]:
        """The buckets."""
        found: dict[Key, Tally] = {}
        for key, mark in self._marks(SHAPES):
            tally = found.get(key)
            if tally is None:
                tally = found[key] = Tally()
            tally.add(mark)
        return found

    def marks(self, keys: Collection[Key]) -> dict[Key, list[Mark]]:
        """The records of these buckets."""
        found: dict[Key, list[Mark]] = {key: [] for key in keys}
        for key, mark in self._marks({entity for _, _, entity in keys}):
            if key in found:
                found[key].append(mark)
        return found

    def _marks(self, entities: Collection[str]) -> Iterator[tuple[Key, Mark]]:
        logs = log.logs(self.connection).values()
        self._lids = {h.lid: h.name for h in logs}
        self._cuts = {h.lid: h.cut for h in logs if h.cut is not None} if self.known is not None else {}
        self._theirs = {lid for lid, name in self._lids.items() if device_of(name) in self.devices}
        self._find_moved()
        some = self.connection.execute(_ANY).fetchone()  # most offices keep nothing of most kinds
        wanted = [s for s, held in zip(SHAPES.values(), some, strict=True) if held and s.entity.name in entities]
        named = json.dumps([row for row, place in self._places.items() if place and place[0].startswith(self.base)])
        chosen = ((self.base, self.base + ":"), (), (named, self.base, self.base + ":"))
        for at, one in enumerate(wanted):
            if self.told is not None:
                self.told(at, len(wanted))
            for which, statement in _statements(one.entity.name):
                given = chosen[which]
                if which == _MOVED and named == "[]":
                    continue
                lines = self.connection.execute(statement, given)
                while chunk := lines.fetchmany(CHUNK):
                    yield from self._counted(one, chunk)
        if self._cuts:
            for shape in SHAPES.values():
                if shape.entity.name in entities:
                    yield from self._hidden(shape)

    def _hidden(self, shape: _Shape) -> Iterator[tuple[Key, Mark]]:
        """Records that a blocked computer made: they stand in no table here, and the writer shows them."""
        prefix = shape.entity.prefix
        for lid, cut in self._cuts.items():
            sql = (
                f"SELECT DISTINCT c.row FROM change c LEFT JOIN {quoted(shape.entity.name)} e ON e.id=c.row"  # noqa: S608
                " WHERE c.lid=? AND c.seq>? AND c.row >= ? AND c.row < ? AND e.id IS NULL"
            )
            for (row,) in self.connection.execute(sql, (lid, cut, prefix + "-", prefix + ".")).fetchall():
                found = self._folded(shape, row)
                if found is not None and found[0].startswith(self.base) and found[0]:
                    yield (found[0], found[1], shape.entity.name), found[2]

    def _counted(self, shape: _Shape, lines: Sequence[Row]) -> Iterator[tuple[Key, Mark]]:
        """These records as they stand, or stood; what was elsewhere then is left out."""
        name, homeless = shape.entity.name, any(not line[2] for line in lines)
        written = self._written([line[0] for line in lines]) if self.known is not None or homeless else {}
        for row, owner, area, village, heads, gone, *values in lines:
            where = written.get(row, ())
            if self.known is not None and not all(self._alike(lid, seq) for lid, seq in where):
                found = self._folded(shape, row)
                if found is None:
                    continue
                area, village, mark = found
            else:
                if owner in self._places:
                    place = self._places[owner]
                    if place is None:
                        continue
                    area, village = place
                mark = _mark(row, heads or b"", [gone, *values])
            if area:
                if area.startswith(self.base):
                    yield (area, village or "", name), mark
            elif any(lid in self._theirs for lid, _ in where):
                yield ("", village or "", name), mark

    def _folded(self, shape: _Shape, row: str) -> tuple[str, str, Mark] | None:
        """A record with changes beyond what is known, as it stood; None when it was not there yet."""
        changes = self._known_changes(row)
        if not changes:
            return None
        entity = shape.entity
        line, state = Projection(self.connection).line(entity.name, row, changes)
        fields = line[1 : 1 + len(entity.fields)]
        mark = _mark(row, b"".join(state.heads), [line[-3], *(fields[at] for at in shape.shown)])
        values = dict(zip(entity.fields, fields, strict=True))
        if entity.name in PLACED:
            return str(values.get("area") or ""), str(values.get("village") or ""), mark
        kind, owner = next(((n, str(values[n])) for n in shape.refs if values.get(n)), ("", ""))
        if owner in self._places:
            place = self._places[owner]
        elif kind:
            sql = f"SELECT area, village FROM {quoted(kind)} WHERE id=?"  # noqa: S608
            found = self.connection.execute(sql, (owner,)).fetchone()
            place = (str(found[0] or ""), str(found[1] or "")) if found else None
        else:
            place = None
        return None if place is None else (*place, mark)

    def _find_moved(self) -> None:
        """The owners with changes beyond what is known, and where they lived."""
        if self.known is None or self._places:
            return
        late: dict[str, str] = {}
        for name in PLACED:
            prefix = ENTITIES[name].prefix
            sql = "SELECT row, lid, seq FROM change WHERE row >= ? AND row < ? AND row IS NOT NULL"
            for row, lid, seq in self.connection.execute(sql, (prefix + "-", prefix + ".")):
                if not self._alike(lid, seq):
                    late[row] = name
        for row, name in late.items():
            changes = self._known_changes(row)
            if not changes:
                self._places[row] = None
                continue
            fields = list(ENTITIES[name].fields)
            line, _ = Projection(self.connection).line(name, row, changes)
            area, village = (line[1 + fields.index(what)] for what in ("area", "village"))
            self._places[row] = (str(area or ""), str(village or ""))

    def _written(self, rows: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
        """Where the changes of these records stand: row -> (log, number)."""
        found: dict[str, list[tuple[int, int]]] = {}
        sql = f"SELECT row, lid, seq FROM change WHERE row IN ({','.join('?' * len(rows))})"  # noqa: S608
        for row, lid, seq in self.connection.execute(sql, rows):
            found.setdefault(row, []).append((lid, seq))
        return found

    def _known_changes(self, row: str) -> list[Change]:
        """Those of a record's changes that are known."""
        known, entity = self.known or {}, BY_PREFIX[row.partition("-")[0]].name
        found: list[Change] = []
        hidden: list[Change] = []
        for change, name, _, beyond in log.parted(self.connection, row):
            seen = known.get(name)
            if change.body.t == entity and seen is not None and seen.here(change.seq):
                aside = beyond or change.seq > self.aside.get(name, change.seq)
                (hidden if aside else found).append(change)
        return without(found, hidden) if hidden else found

    def _alike(self, lid: int, seq: int) -> bool:
        """Whether the writer held this change, and it is shown on both sides or on neither."""
        here = seq > self._cuts.get(lid, seq)
        there = seq > self.aside.get(self._lids[lid], seq)
        return here == there and (there or self._full(lid, seq))

    def _full(self, lid: int, seq: int) -> bool:
        """Whether the writer held this change."""
        seen = (self.known or {}).get(self._lids[lid])
        return seen is not None and seen.here(seq)


def lost(connection: Connection) -> dict[str, tuple[tuple[int, int], ...]]:
    """Numbers that a log should hold and that are gone from it, by log; as a rule none."""
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    counts = dict(connection.execute("SELECT lid, count(*) FROM change GROUP BY lid").fetchall())
    for name, held in log.logs(connection).items():
        if counts.get(held.lid, 0) == held.seq - held.fork:
            continue
        at, gone = held.fork + 1, []
        for (seq,) in connection.execute("SELECT seq FROM change WHERE lid=? ORDER BY seq", (held.lid,)):
            if seq > at:
                gone.append((at, seq - 1))
            at = seq + 1
        if at <= held.seq:
            gone.append((at, held.seq))
        found[name] = tuple(gone)
    return found


def _mark(row: str, heads: bytes, values: list[object]) -> Mark:
    from_heads = hashlib.blake2b(row.encode() + heads, digest_size=8).digest()
    from_values = hashlib.blake2b(_encode([row, *values]), digest_size=8).digest()
    return Mark(row, int.from_bytes(from_heads), int.from_bytes(from_values))

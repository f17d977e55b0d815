"""Which changes come to be an office's own by what changed here, although its receipt goes beyond them.

A county's first package to a large township looks at all of its records. So they are looked at some thousand at a time
and none of them is kept: that a record was looked at is noted with its changes, a byte each.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import Stub, device_of
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.domain.fieldtypes import Ref
from casefiles.edges import codec
from casefiles.exchange import scope
from casefiles.exchange.per_change import PerChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.changes import Block, Vector
    from casefiles.domain.ranges import Ranges
    from casefiles.office import Office

AT_ONCE = 4_000
"""records that are looked at together"""
HANGING = {
    owner: tuple(
        (entity.name, name)
        for entity in ENTITIES.values()
        for name, spec in entity.fields.items()
        if isinstance(spec.kind, Ref) and spec.kind.entity == owner
    )
    for owner in scope.OWNERS
}
"""the fields that name a record of each entity that others hang on"""


class Arriving:
    """What was found. `devs` are the devices of all changes of the records that were looked at, and those that wrote
    how a file left the reader."""

    def __init__(self, office: Office, base: Vector, may: scope.Scope, wanted: set[str]) -> None:
        """`base` is the reader's receipt; `wanted` are devices of which one is to know whether they have anything for
        it."""
        self.office, self.devs = office, set[str]()
        self._base, self._may, self._wanted = base, may, wanted
        self._holes = any(seen.holes for seen in base.values())
        self._asked, self._lacking = PerChange(), PerChange()
        self._absent: set[str] = set()
        """records without a change here that were asked for"""

    @property
    def numbers(self) -> dict[str, Ranges]:
        """The numbers, by log, that fill holes of the reader."""
        return self._lacking.ranges()

    def changed(self, blocks: Iterable[Block]) -> None:
        """Look at the records of these changes, what hangs on them and what they name: those that the reader may see
        and lacks a change of, in a hole or because it has nothing of its log, bring along what hangs on them."""
        if not self._holes and not self._wanted:
            return  # it lacks nothing that it went beyond, whatever belongs to it now
        deep = [self._seen(blocks)]
        while deep and (self._holes or not self._wanted <= self.devs):
            part = next(deep[-1], None)
            if part is None:
                deep.pop()
            else:
                deep.append(self._after(self._fresh(part)))

    def everything(self, blocks: Iterable[Block], ends: Mapping[str, int]) -> bool:
        """The same where these are all changes on file, those of each log up to its end. Then whatever hangs on a
        record is looked at by its own changes, one after the other as they lie on the disk. False when some did not
        come."""
        reached: dict[str, int] = {}
        for block in blocks:
            if not self._holes and self._wanted <= self.devs:
                return True
            reached[block.name] = block.first + len(block.bodies) - 1
            said = list(self._said_by(block))
            self._may.ahead(dict.fromkeys(row for _, row in said))
            where = [(block.name, seq) for seq, row in said if self._may(row)]
            if where:
                self.devs.add(block.dev)
                self._lacks(where)
        return all(reached.get(log, 0) == end for log, end in ends.items())

    def rows(self, rows: Sequence[str]) -> None:
        """Records all of whose changes it is given back, so far as they lie in its holes."""
        for part in _parts(rows):
            for where in self.office.ledger.places(part).values():
                self._lacks(where)

    def _seen(self, blocks: Iterable[Block]) -> Iterator[list[str]]:
        """The records that changed and that say something of somebody."""
        for part in _parts(row for block in blocks for _, row in self._said_by(block)):
            self._may.ahead(part)
            yield [row for row in part if self._may(row)]

    def _said_by(self, block: Block) -> Iterator[tuple[int, str]]:
        """The number and the record of each change of a block that says something of somebody; and whose computers
        wrote how a file left the reader, which need not have heard of them."""
        theirs, asked = block.dev in self._may.theirs, block.dev in self._wanted and block.dev not in self.devs
        for seq, body in enumerate(block.bodies, block.first):
            if isinstance(body, Stub):
                continue
            wire = codec.wire(body)
            if scope.public(wire.r):
                continue
            yield seq, wire.r
            # what begins a file leaves nobody; but it may come later than what was written on it
            if "area" in wire.f and (theirs or (asked and wire.p)) and not self._may(wire.r):
                left = sorted(self._may.leaving(wire))
                self.devs.update(device_of(log) for log, _ in left)
                self._lacks(left)  # what went as a check, when nobody knew yet that the file had been the reader's

    def _fresh(self, part: Sequence[str]) -> dict[str, Sequence[tuple[str, int]]]:
        """Those that were not looked at before and that the reader may see, with the places of their changes."""
        places, fresh = self.office.ledger.places(part), {}
        for row in part:
            where = places.get(row, ())
            if row in self._absent or any(self._asked.get(log, seq) for log, seq in where):
                continue
            for log, seq in where:
                self._asked.put(log, seq, 1)
            if not where:
                self._absent.add(row)
            fresh[row] = where
        self._may.ahead(fresh)
        return {row: where for row, where in fresh.items() if self._may(row)}

    def _after(self, fresh: dict[str, Sequence[tuple[str, int]]]) -> Iterator[list[str]]:
        """What hangs on these records and what they name."""
        moved = []
        for row, where in fresh.items():
            self.devs.update(device_of(log) for log, _ in where)
            if self._lacks(where):
                moved.append(row)
        # without holes only what moved can bring something after it
        return _parts(itertools.chain(self._named(list(fresh)), self._hanging(list(fresh) if self._holes else moved)))

    def _lacks(self, where: Sequence[tuple[str, int]]) -> bool:
        """Whether the reader goes beyond one of these changes, or has nothing of its log, and does not hold it."""
        some = False
        for log, seq in where:
            seen = self._base.get(log)
            if seen is None:
                some = True
            elif seq <= seen.seq and ranges.within(seen.holes, seq):
                self._lacking.put(log, seq, 1)
                some = True
        return some

    def _named(self, rows: Sequence[str]) -> Iterator[str]:
        for record in self.office.queries.bonds([row for row in rows if scope.names(row)]).values():
            yield from scope.named_by(record)

    def _hanging(self, rows: Sequence[str]) -> Iterator[str]:
        """What hangs on these records: whatever names them."""
        by_owner: dict[str, list[str]] = {}
        for row in rows:
            entity = BY_PREFIX.get(row.partition("-")[0])
            if entity is not None and entity.name in HANGING:
                by_owner.setdefault(entity.name, []).append(row)
        for owner, owners in by_owner.items():
            for entity_name, field in HANGING[owner]:
                yield from self.office.queries.naming(entity_name, field, owners)


def _parts(rows: Iterable[str]) -> Iterator[list[str]]:
    """Some thousand different ones at a time."""
    left = iter(rows)
    while part := list(dict.fromkeys(itertools.islice(left, AT_ONCE))):
        yield part

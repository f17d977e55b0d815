"""What a package for an office holds: what it lacks by its receipt and may see, and what fills its holes.

A neighbour's log as a rule holds nothing for the office and is left out whole. It is taken in, from its beginning and
for good, when a record in it comes to belong to the office: a child that moved. How far such a log was looked at
without finding anything is kept, so that nothing is read twice; whatever brings a record into the office's sight is a
change of that record or of what it hangs on, and stands beyond the receipt until the office has it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casefiles.domain.changes import Stub
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref
from casefiles.edges import codec
from casefiles.exchange import scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from casefiles.domain.changes import Block, Vector
    from casefiles.office import Office
    from casefiles.ports import Peer


@dataclass(slots=True)
class Cargo:
    """What goes into one package. `blocks()` may be asked for again and again and gives the same."""

    office: Office
    begin: Vector
    have: Vector
    may: Callable[[str], bool]
    filled: Vector
    """the receipt whose holes are filled"""
    rows: list[str] | None
    """the records whose changes fill holes; None: all"""
    changes: int = 0
    stubs: int = 0
    first: int = 0
    last: int = 0
    """this device's own changes, from and to; 0 for none"""
    looked: dict[str, int] = field(default_factory=dict)

    def blocks(self) -> Iterator[Block]:
        """In the order of the package: what goes on, then what fills holes."""
        ledger = self.office.ledger
        yield from scope.for_peer(self.may, up_to(ledger.since(self.begin), self.have))
        if self.rows is None or self.rows:
            yield from scope.for_peer(self.may, ledger.fills(self.filled, self.rows))

    def count(self) -> None:
        """Count what there is."""
        ours = self.office.ledger.device
        for block in self.blocks():
            stubs = sum(isinstance(body, Stub) for body in block.bodies)
            self.changes += len(block.bodies) - stubs
            self.stubs += stubs
            if block.dev == ours:
                self.first = self.first or block.first
                self.last = max(self.last, block.first + len(block.bodies) - 1)


def load(office: Office, peer: Peer) -> Cargo:
    """What the office `peer` lacks by its last receipt and may see."""
    have, base = office.ledger.vector(), peer.receipt or {}
    may = scope.judge(office, peer)
    if scope.above(office.home.code, peer.office):
        cargo = Cargo(office, base, have, may, base, None)
    else:
        cargo = _downwards(office, peer, base, have, may)
    cargo.count()
    return cargo


def _downwards(office: Office, peer: Peer, base: Vector, have: Vector, may: Callable[[str], bool]) -> Cargo:
    strange = {dev for dev in scope.strangers(office, peer) if dev in have and dev not in base}
    strange -= _needed(office, peer)
    looked = _looked(office, peer)
    new = _seen_rows(office, {**base, **{dev: have[dev] for dev in strange}}, have, may)
    for dev in sorted(strange):
        only = {d: seen for d, seen in have.items() if d != dev}
        since = replace(have[dev], seq=min(looked.get(dev, 0), have[dev].seq))
        found = {row for row in _seen_rows(office, {**only, dev: since}, have, may) if not scope.public(row)}
        new |= found
        if found:
            strange.discard(dev)
    rows, devs = _arriving(office, new, base, may)
    strange -= devs
    begin = {**base, **{dev: have[dev] for dev in strange}}
    return Cargo(office, begin, have, may, base, sorted(rows), looked={dev: have[dev].seq for dev in strange})


def note(office: Office, peer: Peer, cargo: Cargo) -> None:
    """Keep how far neighbours' logs were looked at, and which of them the office needs from now on."""
    needed = _needed(office, peer) | {
        dev for dev in scope.strangers(office, peer) if dev in cargo.have and dev not in cargo.looked
    }
    for key, value in ((f"needs:{peer.office}", sorted(needed)), (f"looked:{peer.office}", cargo.looked)):
        kept = json.dumps(value) if value else None
        if office.ledger.setting(key) != kept:
            office.ledger.keep_setting(key, kept)


def _needed(office: Office, peer: Peer) -> set[str]:
    return set(json.loads(office.ledger.setting(f"needs:{peer.office}") or "[]"))


def _looked(office: Office, peer: Peer) -> dict[str, int]:
    return dict(json.loads(office.ledger.setting(f"looked:{peer.office}") or "{}"))


def _seen_rows(office: Office, since: Vector, have: Vector, may: Callable[[str], bool]) -> set[str]:
    """The records that changed since then and that the peer may see."""
    found = set()
    for block in up_to(office.ledger.since(since), have):
        for body in block.bodies:
            if not isinstance(body, Stub):
                row = codec.wire(body).r
                if row not in found and may(row):
                    found.add(row)
    return found


def _arriving(
    office: Office, rows: set[str], base: Vector, may: Callable[[str], bool]
) -> tuple[set[str], set[str]]:
    """Of these records and what hangs on them: those with a change that the peer does not hold although its receipt
    goes beyond it, or whose log it does not have at all; and the devices of their changes."""
    arriving: set[str] = set()
    devs: set[str] = set()
    asked: set[str] = set()
    waiting = set(rows)
    holes = any(seen.holes for seen in base.values())  # without them only what moved can bring something after it
    while waiting:
        asked |= waiting
        moved = set()
        for row, where in office.ledger.places(sorted(waiting)).items():
            devs.update(dev for dev, _ in where)
            if any(_lacks(base, dev, seq) for dev, seq in where):
                moved.add(row)
        arriving |= moved
        over = waiting if holes else moved
        waiting = {one for row in sorted(over) for one in _hanging(office, row) if one not in asked and may(one)}
    return arriving, devs


def _lacks(base: Vector, dev: str, seq: int) -> bool:
    """Whether the reader goes beyond this change, or has nothing of its log, and does not hold it."""
    return dev not in base or (seq <= base[dev].seq and not base[dev].full(seq))


def _hanging(office: Office, row: str) -> Iterator[str]:
    """What hangs on a record: whatever names it."""
    entity = next((e for e in ENTITIES.values() if row.startswith(e.prefix + "-")), None)
    if entity is None:
        return
    for other in ENTITIES.values():
        for name, spec in other.fields.items():
            if isinstance(spec.kind, Ref) and spec.kind.entity == entity.name and entity.name in scope.OWNERS:
                for record in office.queries.select(other.name, {name: row}):
                    yield record.id


def up_to(blocks: Iterator[Block], have: Vector) -> Iterator[Block]:
    """The blocks as far as the receipt goes: what is written meanwhile belongs to the next package."""
    for block in blocks:
        seen = have.get(block.dev)
        if seen is None or block.first > seen.seq:
            continue
        room = seen.seq - block.first + 1
        if room < len(block.bodies):
            yield replace(block, bodies=block.bodies[:room], end=seen.head)
        else:
            yield block

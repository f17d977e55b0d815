"""What a package for an office holds: what it lacks by its receipt and may see, and what fills its holes.

A record comes to be an office's own by a change of it or of what it hangs on (a child moved, a visit arrived before
its child). So every export looks at the records that changed since the last package that the office is known to have
taken in (it names it in its next package), and sends what the office lacks of those that are its own: in its holes, or
in a neighbour's log, which as a rule holds nothing for it and is left out whole. A receipt alone would not do: the
office may have learned of a change by a stub from somebody else who knew less.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import Stub, device_of
from casefiles.edges import codec
from casefiles.exchange import bookkeeping, owing, profiles, scope, settled
from casefiles.exchange.arriving import Arriving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casefiles.domain.changes import Block, Vector
    from casefiles.domain.trust import Checkpoint
    from casefiles.office import Office
    from casefiles.ports import Peer


MOST_LOST = 20_000
"""changes of its own that an office is given back with one package"""
ATTACHMENT = b'"t":"attachment"'
"""so the bodies of this program say it; of others a photo goes when the office asks for it"""


@dataclass(slots=True)
class Cargo:
    """What goes into one package. `blocks()` may be asked for again and again and gives the same."""

    office: Office
    begin: Vector
    have: Vector
    """how far logs are covered by their devices' signatures: no package goes beyond"""
    checkpoints: list[Checkpoint]
    may: scope.Scope
    filled: Vector
    """the receipt whose holes are filled"""
    fills: dict[str, ranges.Ranges] | None
    """the numbers, by log, that fill holes; None: all"""
    owed: dict[str, int] = field(default_factory=dict)
    """how far logs went without running text that the office may read now"""
    changes: int = 0
    stubs: int = 0
    weight: int = 0
    """about how many bytes it is unpacked, rather more"""
    private: bool = False
    """whether private parts are among it"""
    attachments: list[str] = field(default_factory=list)
    """records of photos and scans among it"""
    first: int = 0
    last: int = 0
    """this device's own changes, from and to; 0 for none"""
    carried: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """the numbers that go in full, by log"""

    def blocks(self) -> Iterator[Block]:
        """In the order of the package: what goes on, then what fills holes."""
        yield from self._onward()
        yield from self._filling()

    def _filling(self) -> Iterator[Block]:
        if (self.fills is None or self.fills) and self.may.records:
            for block in scope.for_peer(self.may, self.office.ledger.fills(self.filled, self.fills)):
                if not all(isinstance(body, Stub) for body in block.bodies):  # a stub fills nothing
                    yield block
        if self.may.records and self.may.notes:
            yield from scope.for_peer(self.may, owing.blocks(self.office, self.owed, self.filled))

    def _onward(self) -> Iterator[Block]:
        yield from scope.for_peer(self.may, up_to(self.office.ledger.since(self.begin), self.have))

    def count(self) -> None:
        """Count what there is.

        A log of which a number is gone here cannot be passed on from there: nobody could tell what follows on what. It
        is left out whole until the number has come back, so that the others go on.
        """
        reached = {log: self.begin[log].seq for log in self.have if log in self.begin}
        for block in self._onward():
            reached[block.name] = block.first + len(block.bodies) - 1
            self._count(block)
        short = {log for log, seen in self.have.items() if reached.get(log, 0) < seen.seq}
        if short:
            self.begin = {**self.begin, **{log: self.have[log] for log in short}}
            self.checkpoints = without(self.checkpoints, self.have, short)
            self.changes = self.stubs = self.first = self.last = self.weight = 0
            self.attachments, self.carried, self.private = [], {}, False
            for block in self._onward():
                self._count(block)
        for block in self._filling():
            self._count(block)

    def _count(self, block: Block) -> None:
        ours = self.office.ledger.device
        stubs = sum(isinstance(body, Stub) for body in block.bodies)
        self.changes += len(block.bodies) - stubs
        self.stubs += stubs
        self.weight += 300 + 40 * len(block.bodies) + sum(map(len, block.private.values()))
        self.weight += sum(len(body) for body in block.bodies if isinstance(body, bytes))
        self.private = self.private or bool(block.private)
        self._carry(block)
        self.attachments += [
            codec.wire(body).r for body in block.bodies if isinstance(body, bytes) and ATTACHMENT in body
        ]
        if block.name == ours:
            self.first = self.first or block.first
            self.last = max(self.last, block.first + len(block.bodies) - 1)

    def numbers(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """The numbers that go in full, by log, ascending."""
        return {log: ranges.united(numbers) for log, numbers in self.carried.items() if numbers}

    def _carry(self, block: Block) -> None:
        """Note which numbers go in full."""
        numbers = self.carried.setdefault(block.name, [])
        bare = self.have[block.name].bare if block.name in self.have else ()
        for seq, body in enumerate(block.bodies, block.first):
            if isinstance(body, Stub) or (bare and ranges.within(bare, seq)):
                continue
            if numbers and numbers[-1][1] == seq - 1:
                numbers[-1] = (numbers[-1][0], seq)
            else:
                numbers.append((seq, seq))


def load(office: Office, peer: Peer) -> Cargo:
    """What the office `peer` lacks by its last receipt and may see."""
    (have, checkpoints), base = office.ledger.proven(), office.ledger.recognised(peer.receipt or {})
    goes = profiles.profile(office, peer)
    may = scope.Scope(office, peer, records=goes.records, notes=goes.notes)
    since = _since(office, peer, have)
    many = sum(seen.seq - since[log].seq for log, seen in have.items()) > scope.LATELY
    with office.ledger.aside() if many else contextlib.nullcontext():
        if scope.above(office.home.code, peer.office):
            owed = owing.owed(office, peer.office)
            cargo = Cargo(office, _from_the_fork(office, peer, base), have, checkpoints, may, base, None, owed)
        else:
            cargo = _downwards(office, peer, base, have, checkpoints, may, since)
        cargo.count()
    cargo.checkpoints = _needed(cargo, scope.devices(office, peer.office))
    return cargo


def _needed(cargo: Cargo, theirs: set[str]) -> list[Checkpoint]:
    """The checkpoints of logs that the package takes further, and of the reader's own: by them it knows that what we
    hold of it is truly its own."""
    begin = cargo.begin
    onward = {device_of(log) for log, seen in cargo.have.items() if log not in begin or seen.seq > begin[log].seq}
    return [one for one in cargo.checkpoints if one.dev in onward or one.dev in theirs]


def _from_the_fork(office: Office, peer: Peer, base: Vector) -> Vector:
    """The receipt without what follows on a fork in the office's own logs.

    Two computers give receipts in its name, each of its own branch. Until a person has found out what happened, both
    branches go into every package, so that whichever computer reads it hears of the other.
    """
    theirs = scope.devices(office, peer.office)
    begin = dict(base)
    for fork in office.ledger.forks():
        if fork.dev in theirs and not fork.answer:
            for log in [name for name in begin if device_of(name) == fork.dev]:
                seen = begin[log]
                begin[log] = replace(seen, seq=min(seen.seq, fork.seq))
    return begin


def _since(office: Office, peer: Peer, have: Vector) -> Vector:
    """How far was looked at what the office is known to have taken in."""
    examined = bookkeeping.examined(office, peer.office)
    return {log: replace(seen, seq=min(examined.get(log, 0), seen.seq)) for log, seen in have.items()}


def _downwards(
    office: Office,
    peer: Peer,
    base: Vector,
    have: Vector,
    checkpoints: list[Checkpoint],
    may: scope.Scope,
    since: Vector,
) -> Cargo:
    strangers = scope.strangers(office, peer)
    apart = {log for log in have if device_of(log) in strangers and log not in base}
    arriving = Arriving(office, base, may, {device_of(log) for log in apart})
    ends = {log: seen.seq for log, seen in office.ledger.vector().items()}
    whole = all(log in have and have[log].seq == end and not since[log].seq for log, end in ends.items())
    if not (whole and arriving.everything(up_to(office.ledger.since(since), have), ends)):
        arriving.changed(up_to(office.ledger.since(since), have))
    arriving.rows(sorted(_written_there(office, base, have, may)))
    strange = {log for log in apart if device_of(log) not in arriving.devs}
    begin = {**_from_the_fork(office, peer, base), **{log: have[log] for log in strange}}
    return Cargo(office, begin, have, without(checkpoints, have, strange), may, base, arriving.numbers)


def _written_there(office: Office, base: Vector, have: Vector, may: scope.Scope) -> set[str]:
    """The records whose changes the office wrote itself and knows by stubs alone: it lost them, and was told of them by
    somebody who did not know that they are its own. What was erased there or here, or is a stub here too, is not given
    back, and takes nothing else's place among those of one package."""
    stubs = {log: ranges.stubs(seen) for log, seen in base.items() if seen.holes and device_of(log) in may.theirs}
    if not any(stubs.values()):
        return set()
    there, here = settled.heard(office), office.ledger.erased_numbers()
    gone = {
        log: ranges.united((*there.get(log, ()), *here.get(log, ()), *(ranges.stubs(have[log]) if log in have else ())))
        for log in stubs
    }
    lost = (
        (log, seq)
        for log, numbers in stubs.items()
        for first, last in ranges.without(numbers, gone[log])
        for seq in range(first, last + 1)
    )
    return set(office.ledger.rows_at(list(islice(lost, MOST_LOST))).values())


def without(checkpoints: list[Checkpoint], have: Vector, logs: set[str]) -> list[Checkpoint]:
    """The checkpoints without those of these logs. Another branch of the same device's log keeps its own."""
    gone = {(device_of(log), have[log].seq, have[log].head) for log in logs}
    return [one for one in checkpoints if (one.dev, one.seq, one.id) not in gone]


def up_to(blocks: Iterator[Block], have: Vector) -> Iterator[Block]:
    """The blocks as far as the receipt goes: what is written meanwhile belongs to the next package."""
    for block in blocks:
        seen = have.get(block.name)
        if seen is None or block.first > seen.seq:
            continue
        room = seen.seq - block.first + 1
        if room < len(block.bodies):
            yield replace(block, bodies=block.bodies[:room], end=seen.head)
        else:
            yield block

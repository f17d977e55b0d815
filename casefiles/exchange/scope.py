"""What may travel: an office below gets its own township's records, never those of its neighbours.

Upwards everything travels as far as the receiver's profile says (profiles.py). Downwards a change goes only when its
record belongs to the office it is for: the office holds or made it, or it lives in its division, or it hangs on
such a record. Of a file that left it gets again what it wrote itself and what went to it before, should it have lost
that (a damaged database, a restored backup), and nothing newer. In the place of any other change goes its stub, from
which nothing can be read, so that the chain of the log still fits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.areas import root
from casefiles.domain.changes import Stub, device_of, stub_of
from casefiles.domain.entities import BY_PREFIX, ENTITIES, PLACED, PRIVATE, PUBLIC
from casefiles.domain.fieldtypes import Ref
from casefiles.edges import codec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casefiles.domain.changes import Block
    from casefiles.office import Office
    from casefiles.ports import Peer, Record

OWNERS = ("child", "household", "mentor", "match", "visit", "aid_batch", "survey_round", "session", "screening_round")
"""entities that others hang on"""
NAMED = ("survey_round", "screening_round", "aid_batch", "donor", "fund", "donation")
"""entities that belong to nobody: an office gets those that its own records name"""
_NAMING = frozenset(
    entity.prefix
    for entity in ENTITIES.values()
    if any(isinstance(spec.kind, Ref) and spec.kind.entity in NAMED for spec in entity.fields.values())
)


def above(ours: str, theirs: str) -> bool:
    """Whether the office `theirs` is above `ours`: its division contains ours (GB/T 2260: pairs of zeros widen)."""
    return root(ours) != root(theirs) and root(ours).startswith(root(theirs))


def devices(office: Office, code: str) -> set[str]:
    """The devices known to be an office's: those of its cards, also of computers it no longer has."""
    return set((office.ledger.setting(f"devices:{code}") or "").split(",")) - {""}


def note_device(office: Office, code: str, device: str) -> None:
    """A card said that this device is the office's."""
    known = devices(office, code)
    if device not in known:
        office.ledger.keep_setting(f"devices:{code}", ",".join(sorted({*known, device})))


def public(row: str) -> bool:
    """Whether a record says nothing of anybody: for its sake alone no neighbour's log is carried."""
    entity = BY_PREFIX.get(row.partition("-")[0])
    return entity is not None and entity.name in PUBLIC


def strangers(office: Office, peer: Peer) -> set[str]:
    """The devices of offices beside the peer, neither above nor below it, and those of which nobody knows more than
    that such an office brought their logs: as a rule these hold nothing for the peer."""
    others = [p.office for p in office.ledger.peers() if p.office != peer.office]
    beside = [code for code in others if not above(peer.office, code) and not above(code, peer.office)]
    told = {device_of(log) for code in beside for log in brought(office, code)}
    known = devices(office, peer.office) | brought(office, peer.office)
    return {dev for code in beside for dev in devices(office, code)} | (told - known)


def brought(office: Office, code: str) -> set[str]:
    """The logs that first came here with packages of an office that is not above this one."""
    return set((office.ledger.setting(f"brought:{code}") or "").split(",")) - {""}


def for_peer(may: Scope, blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks as they may go: a stub in the place of every change that `may` not be seen, and no running text of the
    change by which a file leaves, but to who wrote it."""
    for block in blocks:
        bodies: list[bytes | Stub] = []
        leaving: set[str] = set()
        for seq, body in enumerate(block.bodies, block.first):
            if isinstance(body, Stub):
                bodies.append(body)
                continue
            wire = codec.wire(body)
            seen = may.change(wire, block.name, seq)
            bodies.append(body if seen else stub_of(body))
            if seen and wire.x and not may(wire.r) and block.dev not in may.theirs:
                leaving.add(wire.x)
        notes = may.notes or block.dev in may.theirs  # who wrote it may have it back
        private = {mark: part for mark, part in block.private.items() if mark not in leaving} if notes else {}
        same = tuple(bodies) == block.bodies and len(private) == len(block.private)
        yield block if same else replace(block, bodies=tuple(bodies), private=private)


def names(row: str) -> bool:
    """Whether a record is of an entity that can name a round, a batch, a donor or a fund."""
    return row.partition("-")[0] in _NAMING


def named_by(record: Record) -> Iterator[str]:
    """The rounds, batches, donors and funds that a record names."""
    for name, spec in ENTITIES[record.entity].fields.items():
        if isinstance(spec.kind, Ref) and spec.kind.entity in NAMED and record.values.get(name):
            yield str(record.values[name])


class Scope:
    """Answers whether the peer may see a record; decided once a record, so that all of one package agrees."""

    def __init__(self, office: Office, peer: Peer, *, records: bool = True, notes: bool = True) -> None:
        self.office, self.peer, self.notes = office, peer, notes
        self._above, self.records = above(office.home.code, peer.office), records
        self._base, self.theirs = root(peer.office), devices(office, peer.office)
        below = [p.office for p in office.ledger.peers() if above(p.office, peer.office)]
        self._made = self.theirs.union(*(devices(office, code) for code in below))
        self._went: dict[str, ranges.Ranges] | None = None
        self._known: dict[str, bool] = {}
        self._left: dict[str, set[tuple[str, int]]] = {}

    def __call__(self, row: str) -> bool:
        """Whether all of a record may be seen."""
        if self._above:
            return self.records or public(row)
        if row not in self._known:
            self._known[row] = False  # a circle of references is nobody's
            record = self.office.queries.get(row)
            # of an entity of a newer version nothing is known but who made it
            self._known[row] = self._sees(record) if record is not None else self._there(row)
        return self._known[row]

    def change(self, wire: codec.Wire, log: str, seq: int) -> bool:
        """Whether one change may be seen: of a file that lives elsewhere what the office wrote itself, what went to it
        before, and the one by which the file left."""
        if not self.notes and wire.f.keys() & PRIVATE.get(wire.t, frozenset()):
            return False  # of a version that wrote running text into the body
        if self(wire.r):
            return True
        if self._above:
            return False
        if device_of(log) in self.theirs or ranges.within(self._carried().get(log, ()), seq):
            return True
        entity = BY_PREFIX.get(wire.r.partition("-")[0])
        if entity is None or entity.name not in PLACED or "area" not in wire.f:
            return False
        if wire.r not in self._left:
            self._left[wire.r] = self._leaving(wire.r)
        return (log, seq) in self._left[wire.r]

    def _sees(self, record: Record) -> bool:
        if record.entity in PUBLIC or _inside(record, self._base):
            return True
        if record.entity == "transfer" and self._answers(record):
            return True
        if self._elsewhere(record):
            return False
        return self._hangs(record) or self._there(record.id) or (record.entity in NAMED and self._named(record))

    def _hangs(self, record: Record) -> bool:
        """By the first thing it hangs on alone: a visit belongs to its child, whoever made it."""
        owner = _owner(record)
        return bool(owner) and self(owner)

    def _elsewhere(self, record: Record) -> bool:
        """Whether the file that it is or hangs on is known to live in another office's division."""
        asked: set[str] = set()
        found: Record | None = record
        while found is not None and found.id not in asked:
            asked.add(found.id)
            if found.entity in PLACED and found.values.get("area"):
                return not _inside(found, self._base)
            owner = _owner(found)
            found = self.office.queries.get(owner) if owner else None
        return False

    def _there(self, row: str) -> bool:
        """The peer or an office below it made it, or a change of it went to or came from there. What a receipt says
        does not count: whoever writes it could name what it would like to see."""
        went = self._carried()
        for log, seq in self.office.ledger.places([row]).get(row, ()):
            if device_of(log) in self._made or ranges.within(went.get(log, ()), seq):
                return True
        return False

    def _carried(self) -> dict[str, ranges.Ranges]:
        """The numbers that packages to and from the office carried in full, by log."""
        if self._went is None:
            self._went = self._exchanged()
        return self._went

    def _exchanged(self) -> dict[str, ranges.Ranges]:
        found: dict[str, list[tuple[int, int]]] = {}
        for one in self.office.ledger.consignments(self.peer.office):
            for log, carried in one.carried.items():
                found.setdefault(log, []).extend(carried)
        return {log: ranges.united(carried) for log, carried in found.items()}

    def _answers(self, transfer: Record) -> bool:
        """The office that a file came from learns what becomes of the transfer; the one it is for, that it waits."""
        to, from_ = (str(transfer.values.get(n) or "") for n in ("to_area", "from_area"))
        waits = transfer.values.get("state") == "prepared"
        return from_.startswith(self._base) or (waits and to.startswith(self._base))

    def _named(self, record: Record) -> bool:
        """Whether a record that the peer may see names it."""
        select = self.office.queries.select
        return any(
            self(one.id)
            for entity in ENTITIES.values()
            for name, spec in entity.fields.items()
            if isinstance(spec.kind, Ref) and spec.kind.entity == record.entity
            for one in select(entity.name, {name: record.id})
        )

    def _leaving(self, row: str) -> set[tuple[str, int]]:
        """The changes by which a file left the peer's division: else its old office would go on in it."""
        found, was = set(), ""
        for entry in self.office.ledger.history(row):
            if "area" in entry.fields:
                area = str(entry.fields["area"] or "")
                if was.startswith(self._base) and not area.startswith(self._base):
                    found.add((entry.log, entry.seq))
                was = area
        return found


def _owner(record: Record) -> str:
    return next((str(record.values[n]) for n in PLACED if record.values.get(n)), "")


def _inside(record: Record, root: str) -> bool:
    area = record.values.get("area")
    return bool(area) and str(area).startswith(root)

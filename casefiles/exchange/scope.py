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
from casefiles.domain.trespass import related
from casefiles.edges import codec
from casefiles.exchange import dwelling
from casefiles.exchange.per_change import PerChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.changes import Block
    from casefiles.office import Office
    from casefiles.ports import Peer, Record

HELD, ALONE, GOES = 1, 2, 3
"""what is said of a change: a stub goes; it goes, but not its whole record; it goes with all of its record"""
LATELY = 10_000
"""records of which it is remembered what was said last: twice as many at most"""
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
        theirs = block.dev in may.theirs
        for body, said in zip(block.bodies, may.of_block(block), strict=True):
            if isinstance(body, Stub):
                bodies.append(body)
                continue
            bodies.append(stub_of(body) if said == HELD else body)
            if said == ALONE and not theirs and (mark := codec.wire(body).x):
                leaving.add(mark)
        notes = may.notes or theirs  # who wrote it may have it back
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
    """Answers whether the peer may see a record, or one change of it. What was said of a change is noted, a byte each,
    so that however often a package is gone through it is the same. Of records the files are noted, and whatever lies
    in a circle of references; the rest, of which there may be millions, is asked for again when it was long ago."""

    def __init__(self, office: Office, peer: Peer, *, records: bool = True, notes: bool = True) -> None:
        self.office, self.peer, self.notes = office, peer, notes
        self._above, self.records = above(office.home.code, peer.office), records
        self._base, self.theirs = root(peer.office), devices(office, peer.office)
        below = [p.office for p in office.ledger.peers() if above(p.office, peer.office)]
        self._made = self.theirs.union(*(devices(office, code) for code in below))
        self._went: dict[str, ranges.Ranges] | None = None
        self._said = PerChange()
        self._known: dict[str, bool] = {}
        self._lately: dict[str, bool] = {}
        self._before: dict[str, bool] = {}
        self._asking: dict[str, None] = {}
        self._circle: set[str] = set()
        self._away: dict[str, bool] = {}
        self._ahead: Mapping[str, Record] = {}
        self._left: dict[str, set[tuple[str, int]]] = {}
        self._beyond: frozenset[tuple[str, int]] | None = None
        self._owner: Callable[[str], str] | None = None

    def __call__(self, row: str) -> bool:
        """Whether all of a record may be seen."""
        if self._above:
            return self.records or public(row)
        return self._decided(row)

    def ahead(self, rows: Iterable[str]) -> None:
        """These will be asked for next: they are read together, and the files that they belong to."""
        if self._above:
            return
        read = self.office.queries.bonds
        found = read([row for row in rows if self._noted(row) is None])
        owners = {owner for record in found.values() if (owner := _owner(record)) and owner not in found}
        self._ahead = {**read([owner for owner in owners if owner not in self._known]), **found}

    def of_block(self, block: Block) -> Sequence[int]:
        """What is said of each change of a block: HELD, ALONE or GOES; a stub is HELD."""
        said = self._said.run(block.name, block.first, len(block.bodies))
        new = [n for n, body in enumerate(block.bodies) if not (said[n] or isinstance(body, Stub))]
        wires = {n: codec.wire(body) for n in new if isinstance(body := block.bodies[n], bytes)}
        if wires:
            self.ahead(wire.r for wire in wires.values())
            for n, wire in wires.items():
                goes = self.change(wire, block.name, block.first + n)
                said[n] = HELD if not goes else GOES if self(wire.r) else ALONE
            self._said.put_run(block.name, block.first, said)
        return said

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
        return (log, seq) in self.leaving(wire)

    def leaving(self, wire: codec.Wire) -> set[tuple[str, int]]:
        """The changes (log, number) by which the file left the peer, if this change says where it lives."""
        entity = BY_PREFIX.get(wire.r.partition("-")[0])
        if entity is None or entity.name not in PLACED or "area" not in wire.f:
            return set()
        if wire.r not in self._left:
            self._left[wire.r] = self._leaving(wire.r)
        return self._left[wire.r]

    def _sees(self, record: Record) -> bool:
        if record.entity in PUBLIC or _inside(record, self._base):
            return True
        if record.entity == "transfer" and self._answers(record):
            return True
        if self._elsewhere(record):
            return False
        if self._hangs(record) or (self._there(record.id) and not self._made_elsewhere(record)):
            return True
        return record.entity in NAMED and self._named(record)

    def _noted(self, row: str) -> bool | None:
        for noted in (self._known, self._lately, self._before):
            if row in noted:
                return noted[row]
        return None

    def _decided(self, row: str, *, owner: bool = False) -> bool:
        found = self._noted(row)
        if found is None:
            if row in self._asking:  # a circle of references is nobody's; who asked whom first is to be kept
                self._circle.update(self._asking)
                return False
            self._asking[row] = None
            try:
                record = self._record(row)
                # of an entity of a newer version nothing is known but who made it
                found = self._sees(record) if record is not None else self._there(row)
            finally:
                del self._asking[row]
        if owner or row in self._circle:
            self._known[row] = found
        elif row not in self._lately and row not in self._known:
            if len(self._lately) >= LATELY:
                self._before, self._lately = self._lately, {}
            self._lately[row] = found
        return found

    def _record(self, row: str) -> Record | None:
        return self._ahead.get(row) or self.office.queries.bonds([row]).get(row)

    def _hangs(self, record: Record) -> bool:
        """By the first thing it hangs on alone: a visit belongs to its child, whoever made it."""
        owner = _owner(record)
        return bool(owner) and self._decided(owner, owner=True)

    def _elsewhere(self, record: Record) -> bool:
        """Whether the file that it is or hangs on is known to live in another office's division."""
        asked: dict[str, None] = {}
        found: Record | None = record
        away = False
        while found is not None:
            if found.entity in PLACED and found.values.get("area"):
                away = not _inside(found, self._base)
                break
            owner = _owner(found)
            if not owner or owner in asked:
                break
            if owner in self._away:
                away = self._away[owner]
                break
            asked[owner] = None
            found = self._record(owner)
        self._away.update(dict.fromkeys(asked, away))
        return away

    def _there(self, row: str) -> bool:
        """The peer or an office below it made it, or a change of it went to or came from there. What a receipt says
        does not count: whoever writes it could name what it would like to see. Nor does what its office had no say in:
        else whoever knows an id could open the record."""
        went = self._carried()
        for log, seq in self.office.ledger.places([row]).get(row, ()):
            if device_of(log) in self._made or ranges.within(went.get(log, ()), seq):
                if self._beyond is None:
                    self._beyond = self.office.ledger.out_of_scope_at()
                if (log, seq) not in self._beyond:
                    return True
        return False

    def _made_elsewhere(self, record: Record) -> bool:
        """Whether the file that it is or hangs on names no division, and an office made it that has nothing to do with
        the peer: there it lies, whatever the peer wrote into it."""
        asked: dict[str, None] = {}
        found: Record | None = record
        while found is not None and found.id not in asked:
            if found.entity in PLACED:
                if self._owner is None:
                    self._owner = dwelling.owners(self.office)
                lies = dwelling.division(self.office, found, self._owner)
                return bool(lies) and not related(lies, self.peer.office)
            asked[found.id] = None
            owner = _owner(found)
            found = self._record(owner) if owner else None
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
        naming = self.office.queries.naming
        return any(
            self(one)
            for entity in ENTITIES.values()
            for name, spec in entity.fields.items()
            if isinstance(spec.kind, Ref) and spec.kind.entity == record.entity
            for one in naming(entity.name, name, [record.id])
        )

    def _leaving(self, row: str) -> set[tuple[str, int]]:
        """The changes by which a file left the peer's division, or, where it had none, the peer that made it: else its
        old office would go on in it."""
        found, was = set(), ""
        to: str | None = None
        for place, entry in enumerate(self.office.ledger.history(row)):
            if place == 0 and device_of(entry.log) in self._made:
                was = self._base
            if "area" in entry.fields:
                area = str(entry.fields["area"] or "")
                if was.startswith(self._base) and not area.startswith(self._base):
                    to = area
                to = to if area == to else None
                if to is not None:  # and what says the same again: the first may be of one who had no say in it
                    found.add((entry.log, entry.seq))
                was = area
        return found


def _owner(record: Record) -> str:
    return next((str(record.values[n]) for n in PLACED if record.values.get(n)), "")


def _inside(record: Record, root: str) -> bool:
    area = record.values.get("area")
    return bool(area) and str(area).startswith(root)

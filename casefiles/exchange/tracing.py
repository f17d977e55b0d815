"""What became of every change of a record: in which packages it went, who has it, who does not and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import device_of
from casefiles.domain.entities import absent
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges import codec
from casefiles.exchange import erasures, profiles, refusals, scope, workers
from casefiles.exchange.offices import name as name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.changes import Seen, Vector
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Consignment, Entry, Peer

STATES = ("received", "made", "refused", "waiting", "sent", "here_only", "not_for")
"""what may have become of a change at another office: a receipt of it says it has it (merged and durable); it was made
there; it refused the package, or keeps it waiting for another one; it is in a package that is on its way; it is in no
package yet; it is not for that office, which knows it by a stub at most"""


@dataclass(frozen=True, slots=True)
class Sent:
    """A package that carried the change. `received_ms`: when a receipt first covered the package, 0 for not yet."""

    package: str
    office: str
    at_ms: int
    file: str = ""
    received_ms: int = 0


@dataclass(frozen=True, slots=True)
class Reach:
    """What became of a change at one office: a `state` of STATES. `since_ms` is the moment of the receipt that first
    covered it as far as that is known (0: not known), `reason` the code of the problem where it is refused or waits."""

    office: str
    name: str
    state: str
    since_ms: int = 0
    packages: tuple[Sent, ...] = ()
    """in which it went there, the oldest first"""
    reason: str = ""
    why: Problem | None = None
    """the reason in a sentence, when there are words for it"""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a record, oldest first, and where it is."""

    change: bytes
    log: str
    seq: int
    at_ms: int
    user: str
    own: bool
    """made in this office"""
    office: str
    """code of the office whose computer made it; "" when no card tells"""
    name: str
    """what that office is called, else the computer's id"""
    fields: Mapping[str, Stored]
    came: Sent | None = None
    """the package in which it came here; None for own changes, and for what came before packages were noted"""
    reaches: tuple[Reach, ...] = field(default_factory=tuple)
    person: str = ""
    """what that office calls who wrote it; "" where no package said so"""

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {
            "change": self.change.hex(), "device": device_of(self.log), "seq": self.seq, "ts": self.at_ms,
            "user": self.user, "person": self.person, "office": self.office, "name": self.name, "own": self.own,
            "fields": dict(self.fields),
            "came": self.came.package if self.came else None,
            "offices": [
                {
                    "office": r.office, "name": r.name, "state": r.state, "since": r.since_ms or None,
                    "reason": r.reason, "zh": r.why.say("zh") if r.why else "",
                    "en": r.why.say("en") if r.why else "", "packages": [
                        {"package": s.package, "at": s.at_ms, "file": s.file, "received": s.received_ms or None}
                        for s in r.packages
                    ],
                }
                for r in self.reaches
            ],
        }  # fmt: skip


def trace(office: Office, row: str) -> list[Step]:
    """Every change of a record, oldest first, and for each known office what became of it there.
    Deleted records have a trace too. Refusals: NOT_FOUND, WAS_ERASED, WAS_ERASED_BY."""
    ledger = office.ledger
    history = ledger.history(row)
    if not history:
        raise Refusal(erasures.asked(office, row) or absent("", row))
    peers = ledger.peers()
    packages = ledger.consignments()
    offices = {dev: p for p in peers for dev in scope.devices(office, p.office)}
    people = workers.Workers(office)
    views = [_View(office, p, [c for c in packages if c.office == p.office]) for p in peers]
    arrived = [c for c in reversed(packages) if c.direction == "in"]
    return [
        Step(
            change=entry.change,
            log=entry.log,
            seq=entry.seq,
            at_ms=entry.ts,
            user=entry.user,
            own=entry.own,
            office=ledger.office if entry.own else maker.office if maker else "",
            name=office.home.name if entry.own else maker.name if maker else ledger.called(entry.dev),
            fields=entry.fields,
            person=people.name(entry.user, ledger.office if entry.own else maker.office if maker else ""),
            came=None if entry.own else next((_sent(c) for c in arrived if _carries(c, entry)), None),
            reaches=tuple(view.reach(row, entry, maker) for view in views),
        )
        for entry in history
        for maker in [offices.get(entry.dev)]
    ]


class _View:
    """What one office has, as far as is known here."""

    def __init__(self, office: Office, peer: Peer, packages: Sequence[Consignment]) -> None:
        self.peer, self.name = peer, name_of(office, peer.office)
        self.receipt: Vector = office.ledger.recognised(peer.receipt or {})
        goes = profiles.profile(office, peer)
        self.may = scope.Scope(office, peer, records=goes.records, notes=goes.notes)
        self.out = [c for c in reversed(packages) if c.direction == "out"]

    def reach(self, row: str, entry: Entry, maker: Peer | None) -> Reach:
        """What became of this change there."""
        went = [c for c in self.out if _carries(c, entry)]
        sent = tuple(_sent(c) for c in went)
        seen = self.receipt.get(entry.log)
        state, since = self._state(row, entry, maker, seen, went)
        said = went[-1] if state in ("refused", "waiting") else None
        reason = said.told.get("reason", "") if said is not None else ""
        why = refusals.said_of(said) if said is not None else None
        return Reach(self.peer.office, self.name, state, since, sent, reason, why)

    def _state(
        self, row: str, entry: Entry, maker: Peer | None, seen: Seen | None, went: Sequence[Consignment]
    ) -> tuple[str, int]:
        if maker is not None and maker.office == self.peer.office:
            return "made", entry.ts
        if seen is not None and seen.full(entry.seq):
            return "received", min((c.received_ms for c in went if c.received_ms), default=0)
        if went:  # what was said of an earlier package is settled by a later one that is on its way
            return went[-1].told.get("state", "sent"), 0
        return ("here_only" if self.may.change(_wire(row, entry), entry.log, entry.seq) else "not_for"), 0


def _wire(row: str, entry: Entry) -> codec.Wire:
    """What decides whether a change may be seen: the record, and which fields it is of."""
    return codec.Wire(r=row, t="", ts=entry.ts, f=dict(entry.fields), p=(), u=entry.user, n="")


def _carries(one: Consignment, entry: Entry) -> bool:
    return ranges.within(one.carried.get(entry.log, ()), entry.seq)


def _sent(one: Consignment) -> Sent:
    return Sent(one.package, one.office, one.at_ms, one.file, one.received_ms)

"""What an office lacks, part by part: the records whose changes the next package for it would carry, by kind."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import Stub, device_of
from casefiles.domain.entities import BY_PREFIX
from casefiles.edges import codec
from casefiles.exchange import bookkeeping, cargo, gaps, profiles, receipts, scope
from casefiles.exchange.sending import peer_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from casefiles.exchange.reports import Progress
    from casefiles.office import Office
    from casefiles.ports import Peer

PARTS = ("left", "way", "along")
"""in no package yet; in a package that was not acknowledged; known there by checks alone, and taken along whole"""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of it: `changes` that can be read there, and `checks` of others, of which it gets the number alone. `rows`
    are the records by entity, those changed last first."""

    name: str
    changes: int = 0
    checks: int = 0
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def lacks(self) -> int:
        """How many changes of those that it lacks these are."""
        return self.changes + self.checks if self.name != "along" else 0


@dataclass(frozen=True, slots=True)
class Unsent:
    """`changes` go with the next package, `parts` of them and of what goes as checks; `oldest_ms` is when the oldest
    was made."""

    changes: int
    oldest_ms: int
    parts: tuple[Part, ...] = ()

    @property
    def lacks(self) -> int:
        """How many changes the office lacks by its last receipt: `here_only` of `sync_status`."""
        return sum(part.lacks for part in self.parts)

    @property
    def rows(self) -> dict[str, tuple[str, ...]]:
        """All records that the next package is about, by entity."""
        found: dict[str, dict[str, None]] = {}
        for part in self.parts:
            for entity, rows in part.rows.items():
                found.setdefault(entity, {}).update(dict.fromkeys(rows))
        return {entity: tuple(rows) for entity, rows in found.items()}

    def of(self, name: str) -> Part:
        """One part; empty where there is nothing of it."""
        return next((part for part in self.parts if part.name == name), Part(name))


def unsent(office: Office, code: str, progress: Progress | None = None) -> Unsent:
    """What the office of this code does not have yet and would get; nothing is written. Refusal: UNKNOWN_OFFICE."""
    peer = peer_of(office, code)
    load, lacks = cargo.load(office, peer), _Lacks(office, peer)
    changed: dict[str, dict[str, int]] = {}
    changes, checks = dict.fromkeys(PARTS, 0), dict.fromkeys(PARTS, 0)
    done = oldest = 0
    for block in load.blocks():
        for seq, body in enumerate(block.bodies, block.first):
            part = lacks.part(block.name, seq)
            if isinstance(body, Stub):
                checks[part] += 1
                continue
            wire = codec.wire(body)
            changes[part] += 1
            rows = changed.setdefault(part, {})
            rows[wire.r] = max(rows.get(wire.r, 0), wire.ts)
            oldest = min(oldest or wire.ts, wire.ts)
        done += len(block.bodies)
        if progress is not None:
            progress(min(done, load.changes + load.stubs), load.changes + load.stubs)
    parts = [Part(n, changes[n], checks[n] if n != "along" else 0, _by_kind(changed.get(n, {}))) for n in PARTS]
    return Unsent(sum(changes.values()), oldest, tuple(p for p in parts if p.changes or p.checks))


def _by_kind(changed: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    rows: dict[str, list[str]] = {}
    for row in sorted(changed, key=lambda row: -changed[row]):
        entity = BY_PREFIX.get(row.partition("-")[0])
        if entity is not None:
            rows.setdefault(entity.name, []).append(row)
    ordered = sorted(rows.items(), key=lambda pair: -len(pair[1]))
    return {name: tuple(found) for name, found in ordered}


class _Lacks:
    """Which numbers the office lacks by its last receipt, and which of them are on their way: what `sync_status`
    counts as `here_only` and `on_way`."""

    def __init__(self, office: Office, peer: Peer) -> None:
        have = receipts.lacking_nothing_erased(office, office.ledger.vector())
        told = receipts.lacking_nothing_erased(office, office.ledger.recognised(peer.receipt or {}))
        up = scope.above(office.home.code, peer.office)
        gets = profiles.profile(office, peer)
        whole = up and gets.records
        strange = set() if up else scope.strangers(office, peer)
        self._lacks: dict[str, ranges.Ranges] = {}
        for log, seen in have.items():
            if log in told or device_of(log) not in strange:
                theirs = told.get(log)
                self._lacks[log] = (
                    gaps.lacking(seen, theirs, notes=gets.notes)
                    if whole
                    else gaps.missing(theirs, seen.seq, whole=False)
                )
        self._way = dict(_sent(office, peer) if whole else _covered(office, peer))

    def part(self, log: str, seq: int) -> str:
        """Where a change of a log belongs."""
        if not ranges.within(self._lacks.get(log, ()), seq):
            return "along"
        return "way" if ranges.within(self._way.get(log, ()), seq) else "left"


def _sent(office: Office, peer: Peer) -> Iterator[tuple[str, ranges.Ranges]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for one in office.ledger.consignments(peer.office):
        if one.direction == "out":
            for log, carried in one.carried.items():
                found.setdefault(log, []).extend(carried)
    for log, spans in found.items():
        yield log, ranges.united(spans)


def _covered(office: Office, peer: Peer) -> Iterator[tuple[str, ranges.Ranges]]:
    for log, seq in bookkeeping.covered(office, peer.office).items():
        yield log, ((1, seq),)

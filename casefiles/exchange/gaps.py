"""What is missing between this office and another one: here only, there only, known by stubs, written twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import Stub, device_of
from casefiles.domain.entities import BY_PREFIX
from casefiles.edges import codec
from casefiles.exchange import cargo, profiles, scope

if TYPE_CHECKING:
    from casefiles.domain.changes import Vector
    from casefiles.office import Office
    from casefiles.ports import Peer


def up_to(office: Office, peer: Peer, receipt: Vector, own: int, *, whole: bool) -> int:
    """Everything that was made on this computer until that moment (ms) the office has; 0 when nothing is known.

    With nothing missing it is the moment of its receipt, else that of the last change before the first it lacks."""
    device = office.ledger.device
    told = receipt.get(device)
    if told is None:
        return 0
    missing = told.seq + 1
    if whole and told.holes and profiles.profile(office, peer).records:
        missing = min(missing, told.holes[0][0])
    if missing > own:
        return peer.receipt_ms
    if missing == 1:
        return 0
    have = dict(office.ledger.vector())
    have[device] = replace(have[device], seq=missing - 2)
    for block in office.ledger.since(have):
        if block.name == device:
            body = block.bodies[0]
            return 0 if isinstance(body, Stub) else codec.wire(body).ts
    return 0


def there_only(office: Office, receipt: Vector, have: Vector) -> list[dict[str, object]]:
    """The numbers that the office has and we do not, by log: it will bring them with its next package."""
    found: list[dict[str, object]] = []
    for log, seen in sorted(receipt.items()):
        ours = have.get(log)
        last = ours.seq if ours is not None else 0
        lacking = ranges.full(seen, last)
        if lacking:
            name = office.ledger.called(device_of(log))
            found.append({"log": log, "name": name, "n": ranges.size(lacking), "ranges": [list(r) for r in lacking]})
    return found


def holes(office: Office, peer: Peer, have: Vector) -> dict[str, ranges.Ranges]:
    """The numbers, by log, of an office below that are not here in full, although all of them should be."""
    gets_all = profiles.BY_LEVEL.get(office.home.level, profiles.FULL).records
    if not gets_all or not scope.above(peer.office, office.home.code):
        return {}
    theirs = scope.devices(office, peer.office)
    return {log: seen.holes for log, seen in have.items() if seen.holes and device_of(log) in theirs}


def forks(office: Office, peer: Peer) -> list[dict[str, object]]:
    """The logs of the office's computers that were written twice, the newest first."""
    theirs = scope.devices(office, peer.office)
    return [
        {
            "log": f.log, "device": f.dev, "seq": f.seq, "here": f.here, "there": f.there, "seen_ms": f.seen_ms,
            "answer": f.answer,
        }
        for f in office.ledger.forks()
        if f.dev in theirs
    ]  # fmt: skip


def waits_here(office: Office, peer: Peer) -> dict[str, object]:
    """What the next package for the office will carry: changes, records by kind, since when the oldest has waited."""
    load = cargo.load(office, peer)
    rows: set[str] = set()
    changes, oldest = 0, 0
    for block in load.blocks():
        for body in block.bodies:
            if isinstance(body, Stub):
                continue
            wire = codec.wire(body)
            rows.add(wire.r)
            changes += 1
            oldest = min(oldest or wire.ts, wire.ts)
    kinds = Counter(e.name for row in rows if (e := BY_PREFIX.get(row.partition("-")[0])))
    return {"changes": changes, "records": dict(kinds.most_common()), "oldest_ms": oldest}

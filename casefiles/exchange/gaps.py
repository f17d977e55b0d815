"""What is missing between this office and another one: here only, there only, known by stubs, written twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain import ranges
from casefiles.domain.changes import Stub, device_of
from casefiles.domain.entities import BY_PREFIX
from casefiles.edges import codec
from casefiles.exchange import cargo, profiles, scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.changes import Seen, Vector
    from casefiles.office import Office
    from casefiles.ports import Peer


class Reach(NamedTuple):
    """How far an office has what was made on this computer.

    `up_to_ms`: everything until then is there, which are the first `up_to_n` changes; the moment of its receipt when
    nothing is missing, 0 when the very first is or nothing is known. `lacks_ms`: when the first that it lacks was made;
    0 when nothing is missing. `there`: how many of all it has."""

    up_to_ms: int = 0
    up_to_n: int = 0
    lacks_ms: int = 0
    there: int = 0


def reach(office: Office, peer: Peer, receipt: Vector, own: int, *, whole: bool) -> Reach:
    """How far an office has what was made here, by its receipt. `whole`: what it knows by a stub alone it lacks."""
    told = receipt.get(office.ledger.device)
    lacking = missing(told, own, whole=whole)
    there = own - ranges.size(lacking)
    if told is None:
        return Reach(lacks_ms=_made(office, 1) if own else 0)
    if not lacking:
        return Reach(peer.receipt_ms, own, 0, there)
    first = lacking[0][0]
    lacks = _made(office, first)
    if first == 1:
        return Reach(0, 0, lacks, there)
    last = _made(office, first - 1)  # a clock that was set back: before both
    return Reach(min(last, lacks) if lacks else last, first - 1, lacks, there)


def missing(told: Seen | None, own: int, *, whole: bool) -> ranges.Ranges:
    """The numbers up to `own` of a log that an office lacks by its receipt."""
    last = told.seq if told is not None else 0
    holes = ranges.until(told.holes, own) if told is not None and whole else ()
    return ranges.united((*holes, (last + 1, own))) if last < own else holes


def lacking(ours: Seen, theirs: Seen | None, *, notes: bool) -> ranges.Ranges:
    """The numbers of a log that are here and that an office above lacks by its receipt; with `notes` also those that it
    has without the running text that is here. (It may hold what is a stub here: to compare how many each holds would
    not do.)"""
    lacks = missing(theirs, ours.seq, whole=True)
    if theirs is not None and theirs.bare:
        lacks = ranges.without(lacks, ranges.common(theirs.bare, ours.holes) if notes else theirs.bare)
    return ranges.common(lacks, ranges.united((*ranges.full(ours), *ours.bare)))


def holding(office: Office, code: str) -> tuple[int, int, int]:
    """What is here of an office below: how many of the changes of its computers that are known are here in full, how
    many are known, and when the newest of them was made."""
    have, theirs = office.ledger.vector(), scope.devices(office, code)
    logs = {log: seen for log, seen in have.items() if device_of(log) in theirs}
    known = sum(seen.seq for seen in logs.values())
    newest = max((_made(office, seen.seq, log) for log, seen in logs.items() if seen.seq), default=0)
    return known - sum(ranges.size(seen.holes) for seen in logs.values()), known, newest


def _made(office: Office, number: int, log: str = "") -> int:
    """When a change of this computer, or of another log, was made; 0 where it is not here in full."""
    log = log or office.ledger.device
    have = dict(office.ledger.vector())
    have[log] = replace(have[log], seq=number - 1)
    for block in office.ledger.since(have):
        if block.name == log:
            body = block.bodies[0]
            return 0 if isinstance(body, Stub) else codec.wire(body).ts
    return 0


def on_way(have: Vector, receipt: Vector, sent: Mapping[str, Sequence[tuple[int, int]]]) -> int:
    """How many changes stand in full in packages that were written for an office above and that it has not
    acknowledged; `sent`: what those carried."""
    found = 0
    for log, seen in have.items():
        if log in sent:
            lacks = missing(receipt.get(log), seen.seq, whole=True)
            found += ranges.size(ranges.common(lacks, ranges.common(ranges.full(seen), sent[log])))
    return found


def on_way_down(have: Vector, receipt: Vector, covered: Mapping[str, int]) -> int:
    """How many changes packages lead over that were written for an office and that it has not acknowledged, those that
    are not for it, and go as stubs, among them; `covered`: how far they lead."""
    told = {log: receipt[log].seq if log in receipt else 0 for log in covered}
    return sum(max(0, min(seq, have[log].seq) - told[log]) for log, seq in covered.items() if log in have)


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
            "log": f.log, "device": f.dev, "name": office.ledger.called(f.dev), "seq": f.seq, "here": f.here,
            "there": f.there, "seen_ms": f.seen_ms,
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

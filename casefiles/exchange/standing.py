"""Where the exchange with every known office stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import START, Seen, device_of
from casefiles.exchange import (
    bookkeeping,
    gaps,
    offices,
    profiles,
    receipts,
    refusals,
    rhythm,
    scope,
    sealing,
    settled,
    trust,
)
from casefiles.exchange.comparisons import compared
from casefiles.exchange.slips import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.changes import Vector
    from casefiles.office import Office
    from casefiles.ports import Consignment, Parcel, Peer


TAKEN = {"out": ("written", "received"), "in": ("done",)}
"""states of a package that went, or came and was taken in"""


def sync_status(office: Office, *, detail: bool = False) -> list[dict[str, object]]:
    """Where the exchange with every known office stands, by division code.

    Logs that hold nothing for an office (those of its neighbours) are left out of what it lacks.
    `acknowledged` of `own` changes of this device were acknowledged; `here_only` counts the changes of all
    logs that the office lacks by its last receipt; `last_out` and `last_in` are the last packages, with the `code` that
    their slips bear and how many changes they `carried` (of one that came: that were new here); `days` ago the last
    one came, None for never; `owes` when something new came from it since the last package for it was written, so that
    it waits for a receipt; `behind` is True when
    the office has more of our log than we do (this database was restored from a backup); `blocked` when all of its
    computers are, so that nothing can be written for it.

    `up_to_ms`: everything made here until then is there, the first `up_to_n` changes; `lacks_ms`: when the first one
    that it lacks was made, 0 when it lacks none. `gets`: the profile by which it gets anything; what goes to it as a
    stub alone (everything, under the profile "counts") is not waited for. `on_way` of the changes that it lacks stand
    in packages that were written for it, `way_refused` of these in such alone as it refused. `below`: it gets its own
    records alone, and stubs of the others, which count.
    `waiting` are their packages that were kept, each with the log and the number
    it waits for; `refused_there` ours that they refused or keep waiting, by what they said last; `there_only` the
    numbers that they have and we do not, `holes` how many changes we should have in full and know by their stubs,
    `erased` how many will not come because they were erased on order before they got here; `forks` the logs of their
    computers that were written twice; `compared` what the last comparison of both sides' records came to.
    `joined`: into which division theirs was joined, and since when; None as a rule.
    `detail` (it costs as much as making the package) adds `waits_here`: what the next package for them will carry, by
    kind of record, and since when the oldest of it has waited.
    """
    ledger = office.ledger
    today = office.clock.today()
    have, parcels = receipts.lacking_nothing_erased(office, ledger.vector()), ledger.parcels()
    carried = {(c.package, c.direction): c for c in ledger.consignments()}
    own = have[ledger.device].seq if ledger.device in have else 0
    found: list[dict[str, object]] = []
    called = offices.names(office)
    who, gone, nowhere = trust.standing(office), _joined(office), settled.heard(office)
    shared = {fork.log: Seen(fork.seq, START) for fork in ledger.forks()}  # what lies before a fork is counted once
    for peer in ledger.peers():
        up = scope.above(office.home.code, peer.office)
        receipt = receipts.lacking_nothing_erased(office, ledger.recognised(peer.receipt or {}))
        told, counted = receipt.get(ledger.device), {**shared, **receipt}
        strange = set() if up else scope.strangers(office, peer)
        concerns = {log: seen for log, seen in have.items() if log in receipt or device_of(log) not in strange}
        gets = profiles.profile(office, peer)
        whole = up and gets.records  # else a stub is all that it is to have
        reach = gaps.reach(office, peer, receipt, own, whole=whole)
        lack = gaps.holes(office, peer, have)
        erased = {log: ranges.common(spans, nowhere.get(log, ())) for log, spans in lack.items()}
        theirs = [p for p in parcels if p.office == peer.office]
        there = refusals.there(office, peer.office)
        found.append(
            {
                "office": peer.office,
                "name": called[peer.office],
                "level": peer.level,
                "joined": gone.get(peer.office),
                "blocked": not sealing.recipients(office, who, peer),
                "own": own,
                "gets": gets.name,
                "acknowledged": reach.there,
                "receipt_ms": peer.receipt_ms,
                "here_only": sum(
                    ranges.size(gaps.lacking(seen, counted.get(dev), notes=gets.notes))
                    if whole
                    else max(0, seen.seq - known(counted.get(dev)))
                    for dev, seen in concerns.items()
                ),
                "behind": told is not None and told.seq > own,
                "last_out": _last(theirs, carried, "out"),
                "last_in": (came := _last(theirs, carried, "in")),
                "owes": _owes(theirs),
                "days": rhythm.days_since(int(str(came["at_ms"])) if came else 0, today),
                "waiting": [
                    {**(_told(p) or {}), **_waits_for(carried.get((p.package, "in")))}
                    for p in theirs
                    if p.state == "waiting"
                ],
                "refused_there": there,
                "on_way": (
                    way := gaps.on_way(concerns, counted, _sent(carried.values(), peer.office))
                    if whole
                    else gaps.on_way_down(concerns, counted, bookkeeping.covered(office, peer.office))
                ),
                "way_refused": way
                - _without_refused(office, peer, carried.values(), concerns, counted, whole=whole)
                if any(line["state"] == "refused" for line in there)
                else 0,
                "below": not up,
                "up_to_ms": reach.up_to_ms,
                "up_to_n": reach.up_to_n,
                "lacks_ms": reach.lacks_ms,
                "there_only": gaps.there_only(office, receipt, have),
                "holes": sum(map(ranges.size, lack.values())) - sum(map(ranges.size, erased.values())),
                "erased": sum(map(ranges.size, erased.values())),
                "forks": gaps.forks(office, peer),
                "compared": last.data() if (last := compared(office, peer.office)) else None,
            }
        )
        if detail:
            found[-1]["waits_here"] = gaps.waits_here(office, peer)
    return found


def _joined(office: Office) -> dict[str, dict[str, str]]:
    """The divisions that are no more: where they are now, what that is called, and since when."""
    from casefiles import redividing  # a service that asks where offices lie

    return {
        old: {"office": line.new, "name": offices.name(office, line.new), "on": line.on}
        for old, line in redividing.joined(office).items()
    }


def in_all(office: Office, code: str) -> tuple[int, int]:
    """How many changes the office has, by its last receipt, of all that this office wrote, also before a restore."""
    ledger = office.ledger
    peer = next((p for p in ledger.peers() if p.office == code), None)
    receipt = ledger.recognised(peer.receipt or {}) if peer is not None else {}
    own = [(log, seen.seq) for log, seen in ledger.vector().items() if device_of(log) in ledger.own_devices()]
    return sum(min(n, known(receipt.get(log))) for log, n in own), sum(n for _, n in own)


def _last(
    theirs: list[Parcel], carried: dict[tuple[str, str], Consignment], direction: str
) -> dict[str, object] | None:
    """The last package that went or was taken in, with the code that its slip bears too."""
    parcel = next((p for p in theirs if p.direction == direction and p.state in TAKEN[direction]), None)
    told = _told(parcel)
    if parcel is None or told is None:
        return None
    one = carried.get((parcel.package, direction))
    if one is not None:
        changes = sum(ranges.size(found) for found in one.carried.values())
        told |= {"code": code_of(one.sha256), "file": one.file, "carried": changes}
    return told


def _owes(theirs: Iterable[Parcel]) -> bool:
    """Whether changes came since the last package went; what holds a receipt alone asks for none."""
    last = {"in": 0, "out": 0}
    for one in theirs:
        if one.state in TAKEN[one.direction] and (one.count or one.direction == "out"):
            last[one.direction] = max(last[one.direction], one.at_ms)
    return last["in"] > last["out"]


def _without_refused(
    office: Office, peer: Peer, carried: Iterable[Consignment], have: Vector, receipt: Vector, *, whole: bool
) -> int:
    """How many changes that an office lacks stand in packages for it that it did not refuse."""
    out = [one for one in carried if one.office == peer.office and one.direction == "out"]
    no = {one.package for one in out if one.told.get("state") == "refused"}
    if whole:
        return gaps.on_way(have, receipt, _sent((one for one in out if one.package not in no), peer.office))
    return gaps.on_way_down(have, receipt, bookkeeping.covered(office, peer.office, no))


def _sent(packages: Iterable[Consignment], code: str) -> dict[str, ranges.Ranges]:
    """The numbers that packages for an office carried, by log."""
    found: dict[str, list[tuple[int, int]]] = {}
    for one in packages:
        if one.direction == "out" and one.office == code:
            for log, carried in one.carried.items():
                found.setdefault(log, []).extend(carried)
    return {log: ranges.united(carried) for log, carried in found.items()}


def _waits_for(one: Consignment | None) -> dict[str, object]:
    """Which file it is, and the computer's log and the number in it that the package waits for."""
    if one is None:
        return {}
    return {"file": one.file, "log": one.told.get("log", ""), "n": int(one.told.get("n", 0))}


def held(seen: Seen | None) -> int:
    """How many changes of a log are held in full."""
    return 0 if seen is None else seen.seq - sum(last - first + 1 for first, last in seen.holes)


def known(seen: Seen | None, *, whole: bool = False) -> int:
    """How far a log is known; `whole`: only what is held in full counts (an office above lacks nothing it has)."""
    return held(seen) if whole else seen.seq if seen is not None else 0


def _told(parcel: Parcel | None) -> dict[str, object] | None:
    if parcel is None:
        return None
    return {
        "package": parcel.package,
        "state": parcel.state,
        "at_ms": parcel.at_ms,
        "count": parcel.count,
        "reason": parcel.reason,
    }

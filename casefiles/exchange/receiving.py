"""A package from another office: verified whole, merged in one transaction, its receipt kept."""

from __future__ import annotations

import functools
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.areas import root
from casefiles.domain.changes import MergeReport, Touched, Vector
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.comparison import joined
from casefiles.edges.package.reading import Verified, mends, runs, verify
from casefiles.exchange import (
    bookkeeping,
    carrying,
    certifying,
    claiming,
    comparing,
    consignments,
    elsewhere,
    enrolling,
    heard,
    helping,
    inbox,
    logs,
    noticing,
    ordered,
    owing,
    profiles,
    receipts,
    refusals,
    room,
    scope,
    settled,
    trust,
    unsealing,
    witnessing,
    workers,
)
from casefiles.exchange.comparisons import compared
from casefiles.exchange.joined import came
from casefiles.exchange.reports import ImportReport, Progress, readings
from casefiles.exchange.standing import held, known
from casefiles.exchange.tally import Tally, counted
from casefiles.ports import Mended, Parcel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from casefiles.domain.changes import Block
    from casefiles.edges.package.heading import Header
    from casefiles.office import Office
    from casefiles.ports import Peer

def import_file(office: Office, path: Path, progress: Progress | None = None) -> ImportReport:
    """Verify a package whole, then merge it in one transaction; see `ImportReport` for what may become of it.

    Progress counts bytes, the file once for each reading. After a refusal the database is as it
    was. Refusals: those of `reading.verify` and of `Ledger.apply`, save WAITING, which the report tells.
    """
    office.ledger.look_back(path.parent)
    there = inbox.size_of(path)
    try:
        report = _import(office, path, progress)
    except Refusal as e:
        told = e
        if there and e.problems[0].code == "CANNOT_READ" and not inbox.size_of(path):  # its stick went
            told = Refusal(Problem("STICK_PULLED", value=e.problems[0].value))
        refusals.note(office, path, told)
        raise told from e
    if report.state == "done":
        ordered.tidy(office)
        helping.deposit(office)
        followed = tuple(_waiting_ones(office))
        touched = functools.reduce(Touched.also, (one.touched for one in followed), report.touched)
        report = replace(report, followed=followed, touched=touched)
    inbox.sweep(office)
    return report


def import_files(
    office: Office, paths: Iterable[Path], progress: Progress | None = None
) -> list[ImportReport]:
    """Import one file after another; a refused one does not keep the others out, its report says why."""
    reports: list[ImportReport] = []
    for path in paths:
        if any(path in report.files for report in reports):
            continue  # taken in with another part of its delivery
        try:
            reports.append(import_file(office, path, progress))
        except Refusal as e:
            reports.append(ImportReport(path, "", "", "refused", problems=e.problems))
    return reports


def _import(office: Office, path: Path, progress: Progress | None, *, waited: bool = False) -> ImportReport:
    ledger = office.ledger
    first, second, third = readings(path, progress)
    judge = trust.Judge(office)
    seen, secret = unsealing.opened(office, path, judge, first)
    header = seen.header
    if judge.sender is None:
        raise Refusal(Problem("UNKNOWN_SENDER"))
    noted = next((p for p in ledger.parcels() if (p.package, p.direction) == (header.package, "in")), None)
    gathered = inbox.gather(office, seen, lambda file: verify(file, secret, trust.Judge(office), first))
    if gathered.missing and (noted is None or noted.state != "done"):
        why = gathered.problem()
        for part in gathered.parts:
            inbox.keep(office, part, why)
            refusals.came(office, part.header, waits=True)
        return replace(_report(office, gathered.parts, "waiting", MergeReport()), file=path, problems=(why,))
    parts, tally = gathered.parts, Tally()
    if noted is not None and noted.state == "done":
        refusals.came(office, header)
        report = _report(office, parts, "same", MergeReport(same=noted.count), noted.count)
        return carrying.with_photos(office, replace(report, again=True, taken_ms=noted.at_ms), parts, secret, second)
    room.make_ready(office, parts)
    held_before = ledger.vector()
    try:
        with ledger.together():  # the changes and what is noted about them: neither is without the other
            read = ((part.header.package, runs(part, secret, second)) for part in parts)
            blocks = (block for name, run in read for block in counted(tally, name, run))
            proofs = [one for part in parts for one in part.checkpoints]
            if judge.sender.blocked:
                return _aside(office, parts, judge, blocks)
            ours, who, whose = profiles.kept_whole(office), judge.who, judge.whose(header.device)
            merged = ledger.apply(blocks, proofs, certifying.cuts(who), ours, whose)
            merged = elsewhere.renewed(office, merged, header.have, proofs)
            logs.bounded(office, judge.sender.peer, held_before, whose)
            gained = ranges.gained(held_before, ledger.vector())
            consignments.came(office, parts[0].header, parts[0].path, gained)
            enrolled = _note(office, parts, judge, merged, tally, waited=waited)
            mended = _compare(office, parts, secret)
            told = merged.touched.also(mended.touched) if mended is not None else merged.touched
            beyond = merged.beyond + (mended.beyond if mended is not None else 0)
            said, more = claiming.confirm(office, header.from_office, held_before)
            merged = replace(merged, beyond=beyond + more)
            back = claiming.heard(office, header.from_office, told, conflicts=merged.conflicts > 0)
            told = told.also(said).also(back)
            erased = ordered.obey(office, header.from_office)
            by_joining = came(office, merged.touched, gained)
    except Refusal as e:
        if any(p.code != "WAITING" for p in e.problems):
            raise
        for part in parts:
            inbox.keep(office, part, e.problems[0])
            refusals.came(office, part.header, waits=True)
        if not waited:  # what it says was heard when it came
            _heard(office, parts[0].header, judge)
        return replace(_report(office, parts, "waiting", MergeReport()), problems=e.problems)
    refusals.came(office, header)
    carried = any(part.header.changes for part in parts)
    brought = merged.new or merged.stubs or merged.noted or merged.touched.rows
    nothing_new = carried and not brought
    report = replace(
        _report(office, parts, "same" if nothing_new else "done", merged, tally.total()),
        enrolled=enrolled,
        problems=(*noticing.clocks(office, header), *_beyond(merged), *by_joining, *erased),
    )
    if any(part.comparison is not None and part.comparison.counted for part in parts):
        report = replace(report, compared=compared(office, header.from_office))
    if mended is not None:
        report = replace(report, mended=mended.back)
    return carrying.with_photos(office, replace(report, touched=told), parts, secret, third)


def missing(folder: Path, sender: str) -> ImportReport:
    """The report of first records that are not where their invitation lies."""
    return ImportReport(folder, sender, "", "refused", problems=(Problem("FIRST_MISSING", value=folder.name),))


def _compare(office: Office, parts: Sequence[Verified], secret: bytes) -> Mended | None:
    """What a delivery says of the records that both offices hold; what it brought back, if anything."""
    header = parts[0].header
    told = next((part.comparison for part in parts if part.comparison is not None), None)
    for part in parts:
        if part.comparison is not None and part.comparison is not told:
            told = joined(told, part.comparison)
    brought = [part for part in parts if part.mends]
    blocks = itertools.chain.from_iterable(mends(part, secret) for part in brought) if brought else None
    peer = next((p for p in office.ledger.peers() if p.office == header.from_office), None)
    if peer is None:
        return None
    have = office.ledger.recognised(header.have)
    return comparing.came(office, peer, told, have, header.created, header.taken, blocks)


def _note(
    office: Office, parts: Sequence[Verified], judge: trust.Judge, merged: MergeReport, tally: Tally, *, waited: bool
) -> tuple[str, str] | None:
    """What is to be known about a delivery that was taken in; see `ImportReport.enrolled`."""
    ledger, header = office.ledger, parts[0].header
    certifying.learn(office, judge)
    peer = trust.took(office, judge, header)
    heard.note(office, header.device)
    workers.hear(office, peer.office, header.people, set(trust.standing(office).offices.values()))
    witnessing.took(office, peer, header, tally.total())
    have = ledger.recognised(header.have)
    if not (waited and _says_less(have, ledger.recognised(peer.receipt or {}))):
        have = _receipt(office, peer, header, judge)
        settled.hear(office, header, judge.whose(header.device))
        carrying.asked(office, peer.office, header)
        if header.created >= peer.receipt_ms:
            refusals.heard(office, peer.office, next((p.notices for p in parts if p.notices is not None), ()))
    else:
        ledger.keep_peer(peer)
    enrolled = _confirmed(office, parts[0], judge)
    if merged.filled or merged.noted:
        for other in ledger.peers():
            bookkeeping.forget(office, other.office)
    bookkeeping.took(office, peer.office, header.package)
    for part in parts:
        if part.figures is not None and scope.above(peer.office, office.home.code):
            inside = {a: n for a, n in part.figures.understood().items() if a.startswith(root(peer.office)) or not a}
            day = min(part.figures.day, office.clock.today().isoformat())  # a clock ahead would be the newest for ever
            ledger.keep_figures(peer.office, day, inside)
        package = part.header.package
        ledger.keep_parcel(Parcel(package, "in", peer.office, "done", office.clock.now_ms(), tally[package]))
    arrived = receipts.lacking_nothing_erased(office, have)
    _note_received(office, peer.office, arrived)
    consignments.received(office, peer.office, arrived, header.taken)
    return enrolled


def _receipt(office: Office, peer: Peer, header: Header, judge: trust.Judge) -> Vector:
    """Note what an office has by its header; what all its computers have."""
    ledger = office.ledger
    have, before = ledger.recognised(header.have), ledger.recognised(peer.receipt or {})
    have, computers = receipts.take(office, peer.office, header, have, judge.who.blocked())
    if computers > 1 or bookkeeping.lost_something(before, have):
        bookkeeping.forget(office, peer.office)
    ledger.keep_peer(replace(peer, receipt=have, receipt_ms=header.created))
    bookkeeping.confirmed(office, peer.office, header.taken)
    owing.confirmed(office, peer.office, header.taken)
    return have


def _heard(office: Office, header: Header, judge: trust.Judge) -> None:
    """A package has to wait; its receipt counts at once. Two offices that each believe too much of the other would
    else write packages for ever that neither can take in."""
    peer = next((p for p in office.ledger.peers() if p.office == header.from_office), None)
    if peer is not None and judge.sender is not None and not judge.sender.blocked:
        with office.ledger.together():
            _receipt(office, peer, header, judge)


def _aside(
    office: Office, parts: Sequence[Verified], judge: trust.Judge, blocks: Iterator[Block]
) -> ImportReport:
    """A delivery of a blocked computer: what it wrote itself is kept, nothing beyond the cut is shown, and nothing else
    of what it says counts."""
    header, cuts = parts[0].header, certifying.cuts(judge.who)
    if header.device in cuts:
        own = (block for block in blocks if block.dev == header.device)
        proofs = [one for part in parts for one in part.checkpoints]
        merged = office.ledger.apply(own, proofs, certifying.cuts(trust.standing(office)))
    else:  # it only says that it goes on from one that is blocked
        merged = MergeReport()
    heard.note(office, header.device)
    now = office.clock.now_ms()
    for part in parts:
        package, changes = part.header.package, part.header.changes
        office.ledger.keep_parcel(
            Parcel(package, "in", header.from_office, "aside", now, changes, "REVOKED_SENDER")
        )
    told = Problem("REVOKED_SENDER", args={"n": merged.quarantined})
    return replace(_report(office, parts, "aside", merged), problems=(told,))


def _confirmed(office: Office, seen: Verified, judge: trust.Judge) -> tuple[str, str] | None:
    """The name of the office whose new computer answered an invitation, and the six digits that its screen shows."""
    if judge.sender is None or judge.sender.enrolled is None or seen.vouched.enrolment is None:
        return None
    return judge.sender.peer.name, enrolling.confirm(office, judge, seen.vouched.enrolment.invitation)


def _report(office: Office, parts: Sequence[Verified], state: str, merged: MergeReport, all_: int = 0) -> ImportReport:
    """`all_`: so many changes are in it; what came as a stub alone is none of them."""
    header, device = parts[0].header, office.ledger.device
    have = office.ledger.vector()
    theirs = receipts.lacking_nothing_erased(office, office.ledger.recognised(header.have))
    return ImportReport(
        file=parts[0].path,
        files=tuple(part.path for part in parts) if len(parts) > 1 else (),
        sender=header.from_office,
        package=header.package,
        state=state,
        new=merged.new,
        changed=merged.changed,
        same=min(merged.same, max(0, all_ - merged.new)),
        conflicts=merged.conflicts,
        waiting=merged.waiting,
        quarantined=merged.quarantined,
        newer=merged.newer,
        receipt={
            "acknowledged": known(theirs.get(device), whole=_whole(office, header.from_office)),
            "of": have[device].seq if device in have else 0,
            "made": header.created,
        },
        forked=merged.forked,
        renewed=merged.renewed,
        touched=merged.touched,
    )


def _beyond(merged: MergeReport) -> tuple[Problem, ...]:
    """What was kept aside because its office had no say in it."""
    return (Problem("OUT_OF_SCOPE", args={"n": merged.beyond}),) if merged.beyond else ()


def _waiting_ones(office: Office) -> Iterator[ImportReport]:
    """Take in what waited and waits no longer, until nothing moves."""
    moved = True
    while moved:
        moved = False
        for parcel in inbox.waiting(office):
            kept = inbox.place(office, parcel.package)
            if parcel.reason == inbox.PART_MISSING or not kept.exists():
                continue
            try:
                report = _import(office, kept, None, waited=True)
            except Refusal:
                continue  # it stays where it is; the clerk sees it among the waiting ones
            if report.state != "waiting":
                inbox.sweep(office)
                moved = True
                yield report
    for one, kept in refusals.kept(office):  # once the program is a later one
        try:
            report = _import(office, kept, None)
        except Refusal as e:
            refusals.tried_again(office, one, e)
        else:
            refusals.tried_again(office, one, None)
            yield report


def _note_received(office: Office, peer: str, have: Vector) -> None:
    """Outgoing packages whose changes the peer now has are marked as received."""
    reached = known(have.get(office.ledger.device), whole=_whole(office, peer))
    for parcel in office.ledger.parcels():
        open_ = (parcel.direction, parcel.office, parcel.state) == ("out", peer, "written")
        if open_ and parcel.reason and int(parcel.reason.rpartition("-")[2]) <= reached:
            office.ledger.keep_parcel(replace(parcel, state="received"))


def _whole(office: Office, peer: str) -> bool:
    """Whether an office is to hold all our changes in full: those above are, but for one that gets counts alone."""
    known_ = next((p for p in office.ledger.peers() if p.office == peer), None)
    return scope.above(office.home.code, peer) and (known_ is None or profiles.profile(office, known_).records)


def _says_less(have: Vector, before: Vector | None) -> bool:
    """Whether a receipt is older news: of a package that waited while later ones came."""
    return any(held(have.get(dev)) < held(seen) for dev, seen in (before or {}).items())

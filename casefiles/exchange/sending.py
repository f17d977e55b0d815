"""A package for another office, made from its last receipt, so that a lost one heals itself."""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING

from casefiles.domain.access import EXPORT
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.vouching import over
from casefiles.edges.package.certificates import Vouched, packed
from casefiles.edges.package.figures import packed_figures
from casefiles.edges.package.heading import MIN_READER, Header
from casefiles.edges.package.identity import recipient_of
from casefiles.edges.package.notices import packed_notices
from casefiles.edges.package.stick import UNFINISHED, file_code
from casefiles.edges.package.writing import Key
from casefiles.exchange import (
    bookkeeping,
    cargo,
    carrying,
    certifying,
    comparing,
    consignments,
    deliveries,
    enrolling,
    helping,
    logs,
    owing,
    profiles,
    refusals,
    sealing,
    settled,
    tagging,
    trust,
    witnessing,
    workers,
)
from casefiles.exchange.reports import ExportReport, Progress
from casefiles.ports import Parcel, Peer

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.domain.vouching import Standing
    from casefiles.office import Office

APP = "0.1.0"
STUBS_FROM, PRIVATE_FROM = 2, 4
"""the formats that a reader must know to read stubs, and private parts"""
OLD = 3600
"""seconds after which nobody is writing an unfinished file any more"""
SCHEMA = 1
"""What the catalogue of this version is called in packages; for people only, no reader decides by it."""


def export(
    office: Office,
    to_code: str,
    folder: Path,
    progress: Progress | None = None,
    *,
    part_size: int | None = None,
    compare: bool = False,
    repair: bool = False,
) -> ExportReport:
    """Write a package with everything that the office `to_code` lacks by its last receipt and may see; read it back.

    Upwards that is everything; downwards `scope` says what, and stubs stand for the rest. Without changes it is a
    receipt. What would make a longer file than `part_size` is cut into parts.
    `compare`: count the records that both hold, so that the reader can compare them (see comparing.py).
    `repair` does the same and is refused as NOTHING_TO_REPAIR while nothing is known to differ; what is known to differ
    goes with every package.
    Refusals: UNKNOWN_OFFICE, BLOCKED_OFFICE, CANNOT_WRITE, STICK_FULL, DISK_FULL, STICK_GONE, STICK_BAD, PART_SIZE.
    """
    ledger = office.ledger
    ledger.look_back(folder)
    who = certifying.ensure(office, trust.standing(office))
    peer = peer_of(office, to_code)
    recipients = sealing.recipients(office, who, peer)
    if not recipients:
        raise Refusal(Problem("BLOCKED_OFFICE", value=peer.name))
    load = cargo.load(office, peer)
    if repair and not comparing.known(office, peer.office):
        raise Refusal(Problem("NOTHING_TO_REPAIR", value=to_code, args={"office": peer.name}))
    held = comparing.to_say(office, peer, load, ask=compare or repair)
    helping.deposit(office)
    return _write(office, peer, who, recipients, load, held, folder, progress, part_size)


def first_data(office: Office, peer: Peer, folder: Path, progress: Progress | None = None) -> ExportReport:
    """Write the package that goes along with an invitation: all that is the new office's own, sealed for the peer's
    recipient alone. Refusals as `export`."""
    office.ledger.look_back(folder)
    who = certifying.ensure(office, trust.standing(office))
    load = cargo.load(office, peer)
    return _write(office, peer, who, (peer.recipient,), load, comparing.Said(office), folder, progress, None)


def _write(
    office: Office,
    peer: Peer,
    who: Standing,
    recipients: tuple[str, ...],
    load: cargo.Cargo,
    held: comparing.Said,
    folder: Path,
    progress: Progress | None,
    part_size: int | None,
) -> ExportReport:
    ledger = office.ledger
    seed, secret = ledger.keys()
    now = office.clock.now_ms()
    at = tagging.moment(now)
    photos = carrying.freight(office, peer, load)
    wants, lacks = carrying.wants(office, peer)
    said = Vouched(certifying.carried(office, who, peer, load), enrolling.pending(office, who, peer.office))
    vouched = packed(said) if said else b""
    have = logs.told(office, peer, load.carried)
    header = Header(
        package=tagging.package_id(office, recipients[0], peer.office, at),
        device=ledger.device,
        key=Key(seed).public,
        recipients=recipients,
        from_office=ledger.office,
        to_office=peer.office,
        app=APP,
        schema=SCHEMA,
        have=have,
        base=logs.made_from(peer, have),
        erased=settled.told(office, have),
        people=workers.told(office, peer),
        looked=ledger.access_head(),
        witnessed=witnessing.told(office, peer),
        changes=load.changes + load.stubs,
        created=now,
        taken=bookkeeping.last_taken(office, peer.office),
        min_reader=PRIVATE_FROM if load.private else STUBS_FROM if load.stubs else MIN_READER,
        links=tuple(ledger.links()),
        recipient=recipient_of(secret),
        attachments=len(photos.contents),
        wants=wants,
        lacks=lacks,
        epoch=certifying.next_epoch(office) if over(office.home.code, peer.office) else certifying.epoch(office),
    )
    sides = f"{file_code(ledger.office)}-{file_code(peer.office)}"
    stem = f"{sides}-{at}-{header.package[:8]}"
    _sweep(folder, sides)
    figures = b""
    if profiles.profile(office, peer).figures:
        counted = office.queries.figures(profiles.fields(office, peer))
        figures = packed_figures(office.clock.today().isoformat(), counted)
    told = refusals.notices(office, peer.office)
    said_of_theirs = packed_notices(told) if told else b""
    beside = (figures, vouched, said_of_theirs)
    delivery = deliveries.Delivery(header, load, photos, beside, held, seed, progress)
    files = delivery.write(folder, stem, deliveries.part_size(office, part_size))
    first, size = files[0], sum(file.size for file in files)
    span = f"{load.first}-{load.last}" if load.last else ""
    with ledger.together():
        carrying.went(office, peer, photos)
        bookkeeping.sent(office, peer.office, first.header.package, load.have)
        ledger.keep_parcel(Parcel(first.header.package, "out", peer.office, "written", now, load.changes, span))
        comparing.went(office, peer.office, first.header.package, held)
        owing.went(office, peer.office, first.header.package)
        consignments.went(office, first.header, load.numbers(), first.path, first.sha256, size)
        ledger.pack(load.changes)
        ledger.accessed(office.me.login, EXPORT, n=load.changes, detail=f"{peer.office} {first.header.package[:8]}")
    ledger.mark(folder)
    return ExportReport(
        first.path, first.header.package, peer.office, load.changes, load.first, load.last, size,
        tuple(file.path for file in files),
        len(photos.contents) - photos.damaged, photos.left, photos.damaged,
        held.told is not None and held.told.counted, len(held.rows),
    )  # fmt: skip


def _sweep(folder: Path, sides: str) -> None:
    """Take away what an export of ours that a power cut or a pulled stick ended has left. One office writes one package
    at a time to another; what is for others still may be under way, on a shared folder, and goes when it is old."""
    ours = sides.partition("-")[0]
    for left in _unfinished(folder, ours):
        with contextlib.suppress(OSError):  # writing the package says what is wrong with the medium
            if left.name.startswith(f"{sides}-") or time.time() - left.stat().st_mtime > OLD:
                left.unlink()


def _unfinished(folder: Path, ours: str) -> list[Path]:
    """The unfinished files of packages and cards of this office there."""
    try:
        with os.scandir(folder) as entries:
            return [folder / e.name for e in entries if e.name.endswith(UNFINISHED) and e.name.startswith(ours)]
    except OSError:
        return []


def peer_of(office: Office, code: str) -> Peer:
    """The known office of this code. Refusal UNKNOWN_OFFICE names those that are."""
    peers = office.ledger.peers()
    for peer in peers:
        if peer.office == code:
            return peer
    named = trust.standing(office).of_office(code) if code != office.home.code else []
    if named:
        return trust.as_peer(named[0])
    known = "、".join(f"{p.office} {p.name}" for p in peers) or "—"
    raise Refusal(Problem("UNKNOWN_OFFICE", value=code, args={"choices": known}))

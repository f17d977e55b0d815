"""A package for another office, made from its last receipt, so that a lost one heals itself."""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.changes import chain
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.heading import Header
from casefiles.edges.package.stick import UNFINISHED, file_code, write_safely
from casefiles.edges.package.writing import SUFFIX, Key, write_package
from casefiles.exchange import scope
from casefiles.exchange.reports import ExportReport, Progress
from casefiles.ports import Parcel, Peer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casefiles.domain.changes import Block, Vector
    from casefiles.office import Office

APP = "0.1.0"
SCHEMA = 1
"""What the catalogue of this version is called in packages; for people only, no reader decides by it."""


def export(office: Office, to_code: str, folder: Path, progress: Progress | None = None) -> ExportReport:
    """Write a package with everything that the office `to_code` lacks by its last receipt and may see; read it back.

    Upwards that is everything; downwards `scope` says what. Without changes it is a receipt.
    Refusals: UNKNOWN_OFFICE, CANNOT_WRITE, DISK_FULL, STICK_GONE, STICK_BAD.
    """
    ledger = office.ledger
    peer = _peer(office, to_code)
    seed, _ = ledger.keys()
    have, base, now = ledger.vector(), peer.receipt or {}, office.clock.now_ms()
    begin = scope.starting_at(office, peer, base, have)
    count, first, last = 0, 0, 0
    ends: dict[str, int] = {}
    for block in scope.for_peer(office, peer, _up_to(ledger.since(begin), have)):
        count += len(block.bodies)
        ends[block.dev] = block.first + len(block.bodies) - 1
        if block.dev == ledger.device:
            first, last = first or block.first, block.first + len(block.bodies) - 1
    header = Header(
        package=secrets.token_hex(16),
        device=ledger.device,
        key=Key(seed).public,
        recipients=(peer.recipient,),
        from_office=ledger.office,
        to_office=peer.office,
        app=APP,
        schema=SCHEMA,
        have=have,
        base=base,
        changes=count,
        created=now,
    )
    at = dt.datetime.fromtimestamp(now / 1000)
    sides = f"{file_code(ledger.office)}-{file_code(peer.office)}"
    name = f"{sides}-{at:%Y%m%d-%H%M%S}-{header.package[:8]}{SUFFIX}"
    _sweep(folder, sides)
    size = write_safely(
        folder,
        name,
        lambda out: write_package(out, header, _cut(ledger.since(begin), ends), seed, progress),
    )
    span = f"{first}-{last}" if last else ""
    ledger.keep_parcel(Parcel(header.package, "out", peer.office, "written", now, count, span))
    return ExportReport(folder / name, header.package, peer.office, count, first, last, size)


def _sweep(folder: Path, sides: str) -> None:
    """Take away what an export of ours that a power cut ended has left; one office writes one package at a time."""
    for left in folder.glob(f"{sides}-*{SUFFIX}{UNFINISHED}"):
        with contextlib.suppress(OSError):
            left.unlink()


def _peer(office: Office, code: str) -> Peer:
    peers = office.ledger.peers()
    for peer in peers:
        if peer.office == code:
            return peer
    known = "、".join(f"{p.office} {p.name}" for p in peers) or "—"
    raise Refusal(Problem("UNKNOWN_OFFICE", value=code, args={"choices": known}))


def _cut(blocks: Iterator[Block], ends: dict[str, int]) -> Iterator[Block]:
    """The blocks as far as they were looked at and found fit to go."""
    for block in blocks:
        room = ends.get(block.dev, 0) - block.first + 1
        if room >= len(block.bodies):
            yield block
        elif room > 0:
            end = block.prev
            for body in block.bodies[:room]:
                end = chain(end, body)
            yield replace(block, bodies=block.bodies[:room], end=end)


def _up_to(blocks: Iterator[Block], have: Vector) -> Iterator[Block]:
    """The blocks as far as the receipt goes: what is written meanwhile belongs to the next package."""
    for block in blocks:
        seen = have.get(block.dev)
        if seen is None or block.first > seen.seq:
            continue
        room = seen.seq - block.first + 1
        if room < len(block.bodies):
            yield replace(block, bodies=block.bodies[:room], end=seen.head)
        else:
            yield block

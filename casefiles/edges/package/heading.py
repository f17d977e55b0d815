"""The header of a package: who wrote it, for whom, what the writer has, and what it follows on.

It is JSON. Names that this version does not know are ignored; what a reader *must* understand raises
`min_reader`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

import msgspec

from casefiles.domain import ranges
from casefiles.domain.changes import ID_BYTES, Seen, Vector
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trust import MOST_LINKS, Link
from casefiles.edges.package.attached import MOST_WANTED, Sha
from casefiles.edges.package.frames import bad_frame
from casefiles.edges.package.identity import recipient_key
from casefiles.edges.package.proofs import WireLink, read_links, wire_links

if TYPE_CHECKING:
    from collections.abc import Mapping

SUITE = 1
"""X25519 + ChaCha20-Poly1305 (age v1), zstd, SHA-256, Ed25519."""
FORMAT = 4
"""2 can carry stubs, 3 checkpoints, links and branches of logs (a reader of 2 skips them), 4 private parts, and
bytes of attachments, certificates and revocations (a reader of 3 skips these)."""
MIN_READER = 1
PARTS_FROM = 4
"""the format that a reader must know to read a delivery in parts"""
MOST_PARTS = 4096
MOST_LOGINS, MOST_OFFICES = 200, 500
"""names of people that a header tells: of so many accounts each of so many offices"""
MOST_WITNESSED = 100
"""computers of whose record of access a header tells"""
PACKAGE_ID = re.compile(r"^[0-9a-f]{32}$")


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says; times are milliseconds since 1970 (UTC) by the writer's clock."""

    package: str
    device: str
    key: bytes
    """the writing device's Ed25519 public key"""
    recipients: tuple[str, ...]
    from_office: str
    to_office: str
    app: str
    schema: int
    have: Vector
    """the receipt: how far every log is known to the writer"""
    base: Vector
    """the receipt of the addressee that the package was made from"""
    changes: int
    created: int
    part: tuple[int, int] = (1, 1)
    format: int = FORMAT
    min_reader: int = MIN_READER
    """the lowest format that understands the package: 2 when there are stubs in it, 4 when private parts"""
    taken: str = ""
    """the addressee's package that was taken in last; "" for none"""
    links: tuple[Link, ...] = ()
    """from the keys that this computer had before to the one it has"""
    attachments: int = 0
    """contents of photos and scans that begin in the package"""
    wants: tuple[str, ...] = ()
    """SHA-256 of contents whose bytes the writer lacks, newest first, as many as a header holds"""
    lacks: int = 0
    """how many it lacks in all"""
    recipient: str = ""
    """what packages for the writing computer are to be sealed for; "" where it does not say"""
    epoch: int = 0
    """the number of the writing office's last word on whose a computer is (domain/vouching); it only grows"""
    erased: Mapping[str, ranges.Ranges] = field(default_factory=dict)
    """by log, of the numbers that `have` lacks those that were erased on order: nobody is to wait for them"""
    people: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """what the logins in changes stand for: office -> login -> the person's name"""
    looked: tuple[int, bytes] | None = None
    """how far the writing computer's record of access goes, and the end of its chain (domain/access)"""
    witnessed: Mapping[str, tuple[int, bytes]] = field(default_factory=dict)
    """the same of the addressee's computers, as they said it last"""


_Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
_Code = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
_Hex = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]*$", max_length=64)]
_Login = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
_Named = dict[_Login, Annotated[str, msgspec.Meta(min_length=1, max_length=64)]]
_People = dict[_Code, Annotated[_Named, msgspec.Meta(max_length=MOST_LOGINS)]]
_Looked = tuple[_Count, Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]]
_Witnessed = dict[_Code, _Looked]
_Spans = list[tuple[_Count, _Count]]
_WireVector = dict[_Code, tuple[_Count, _Hex, _Spans]]


class _Version(msgspec.Struct):
    suite: int
    min_reader: int


class _Counts(msgspec.Struct):
    changes: _Count
    attachments: _Count = 0
    wants: _Count = 0


class _Wire(msgspec.Struct, rename={"from_office": "from", "to_office": "to"}):
    suite: int
    format: _Count
    min_reader: int
    package: Annotated[str, msgspec.Meta(pattern=PACKAGE_ID.pattern)]
    device: _Code
    key: _Hex
    recipients: list[Annotated[str, msgspec.Meta(max_length=100)]]
    from_office: _Code
    to_office: _Code
    part: tuple[_Count, _Count]
    app: Annotated[str, msgspec.Meta(max_length=64)]
    schema: _Count
    have: _WireVector
    base: _WireVector
    counts: _Counts
    created: Annotated[int, msgspec.Meta(ge=0, le=2**58)]
    taken: Annotated[str, msgspec.Meta(max_length=64)] = ""
    links: Annotated[list[WireLink], msgspec.Meta(max_length=MOST_LINKS)] = msgspec.field(default_factory=list)
    wants: Annotated[list[Sha], msgspec.Meta(max_length=MOST_WANTED)] = msgspec.field(default_factory=list)
    epoch: _Count = 0
    recipient: Annotated[str, msgspec.Meta(max_length=100)] | msgspec.UnsetType = msgspec.UNSET
    bare: dict[_Code, _Spans] | msgspec.UnsetType = msgspec.UNSET
    """by log the numbers among the holes of `have` whose change is there without its running text"""
    erased: dict[_Code, _Spans] | msgspec.UnsetType = msgspec.UNSET
    people: Annotated[_People, msgspec.Meta(max_length=MOST_OFFICES)] | msgspec.UnsetType = msgspec.UNSET
    looked: _Looked | msgspec.UnsetType = msgspec.UNSET
    witnessed: Annotated[_Witnessed, msgspec.Meta(max_length=MOST_WITNESSED)] | msgspec.UnsetType = msgspec.UNSET


_version = msgspec.json.Decoder(_Version)
_decoder = msgspec.json.Decoder(_Wire)
_encoder = msgspec.json.Encoder()


def header_bytes(header: Header) -> bytes:
    """The header as it is written."""
    return _encoder.encode(
        _Wire(
            suite=SUITE,
            format=header.format,
            min_reader=header.min_reader,
            package=header.package,
            device=header.device,
            key=header.key.hex(),
            recipients=list(header.recipients),
            from_office=header.from_office,
            to_office=header.to_office,
            part=header.part,
            app=header.app,
            schema=header.schema,
            have=wire_vector(header.have),
            base=wire_vector(header.base),
            counts=_Counts(header.changes, header.attachments, header.lacks),
            created=header.created,
            taken=header.taken,
            links=wire_links(header.links),
            wants=list(header.wants),
            epoch=header.epoch,
            recipient=header.recipient or msgspec.UNSET,
            bare={log: list(seen.bare) for log, seen in header.have.items() if seen.bare} or msgspec.UNSET,
            erased={log: list(gone) for log, gone in header.erased.items()} or msgspec.UNSET,
            people={code: dict(names) for code, names in header.people.items()} or msgspec.UNSET,
            looked=(header.looked[0], header.looked[1].hex()) if header.looked else msgspec.UNSET,
            witnessed={dev: (n, end.hex()) for dev, (n, end) in header.witnessed.items()} or msgspec.UNSET,
        )
    )


def read_header(raw: bytes) -> Header:
    """The header in `raw`. Refusals: TOO_NEW when a newer reader is asked for, BAD_FRAME when malformed."""
    try:
        version = _version.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        raise bad_frame(1) from e
    if version.suite != SUITE or version.min_reader > FORMAT:
        raise Refusal(Problem("TOO_NEW"))
    try:
        wire = _decoder.decode(raw)
        key = bytes.fromhex(wire.key)
        recipient = wire.recipient or ""
        if recipient:
            recipient_key(recipient)
        have, base = _vector(wire.have, wire.bare or {}), _vector(wire.base, {})
        erased = _erased(wire.erased or {}, have)
    except (msgspec.DecodeError, ValueError, RecursionError) as e:
        raise bad_frame(1) from e
    number, of = wire.part
    if len(key) != 32 or not 1 <= number <= of <= MOST_PARTS:
        raise bad_frame(1)
    if of > 1 and not wire.package.endswith(f"{number:04x}"):
        raise bad_frame(1)
    return Header(
        package=wire.package,
        device=wire.device,
        key=key,
        recipients=tuple(wire.recipients),
        from_office=wire.from_office,
        to_office=wire.to_office,
        app=wire.app,
        schema=wire.schema,
        have=have,
        base=base,
        changes=wire.counts.changes,
        created=wire.created,
        part=wire.part,
        format=wire.format,
        min_reader=wire.min_reader,
        taken=wire.taken,
        links=read_links(wire.links),
        attachments=wire.counts.attachments,
        wants=tuple(wire.wants),
        lacks=wire.counts.wants,
        recipient=recipient,
        epoch=wire.epoch,
        erased=erased,
        people=wire.people or {},
        looked=(wire.looked[0], bytes.fromhex(wire.looked[1])) if wire.looked else None,
        witnessed={dev: (n, bytes.fromhex(end)) for dev, (n, end) in (wire.witnessed or {}).items()},
    )


def wire_vector(vector: Vector) -> _WireVector:
    """A vector as JSON carries it: device -> [number, head in hex, holes]."""
    return {dev: (s.seq, s.head.hex(), list(s.holes)) for dev, s in vector.items()}


def _vector(wire: _WireVector, without_text: Mapping[str, _Spans]) -> Mapping[str, Seen]:
    found = {}
    for dev, (seq, head, holes) in wire.items():
        raw = bytes.fromhex(head)
        if len(raw) != ID_BYTES or any(not 1 <= a <= b <= seq for a, b in holes):
            raise ValueError(dev)
        bare = without_text.get(dev, [])
        if not _ascending(holes) or not _ascending(bare) or ranges.without(bare, holes):
            raise ValueError(dev)
        found[dev] = Seen(seq, raw, tuple(holes), tuple(bare))
    return found


def _erased(wire: Mapping[str, _Spans], have: Vector) -> Mapping[str, ranges.Ranges]:
    """Of each log numbers that the writer knows by a stub alone."""
    for log, gone in wire.items():
        if log not in have or not _ascending(gone) or ranges.without(gone, ranges.stubs(have[log])):
            raise ValueError(log)
    return {log: tuple(gone) for log, gone in wire.items()}


def _ascending(spans: _Spans) -> bool:
    """Whether these are ranges, ascending and apart."""
    return all(a <= b for a, b in spans) and all(after[0] > before[1] for before, after in pairwise(spans))

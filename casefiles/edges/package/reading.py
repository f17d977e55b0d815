"""Reads a package in two passes: first all of it is verified, then its runs are handed out.

Nothing that was verified is kept between the passes, neither in memory nor unsealed on a disk: the second
pass opens the file anew and compares the hash at its end, so that a file swapped in between is refused too.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trust import device_id
from casefiles.edges.package.attached import Order, Piece, read_piece
from casefiles.edges.package.certificates import NOTHING, Vouched, read_vouched
from casefiles.edges.package.comparison import MOST as MOST_COMPARED
from casefiles.edges.package.comparison import Comparison, joined, read_comparison
from casefiles.edges.package.figures import Figures, read_figures
from casefiles.edges.package.frames import (
    ATTACHED,
    BLOCKS,
    CHECKPOINTS,
    COMPARISON,
    END,
    FIGURES,
    HEADER,
    MENDS,
    NOTICES,
    PRIVATE,
    SIGNED,
    TRAILER,
    VOUCHED,
    Frame,
    Frames,
    bad_frame,
)
from casefiles.edges.package.heading import Header, read_header
from casefiles.edges.package.identity import recipient_of
from casefiles.edges.package.notices import Notice, read_notices
from casefiles.edges.package.proofs import MOST_FRAMES as MOST_SIGNED
from casefiles.edges.package.proofs import read_checkpoints
from casefiles.edges.package.runs import read_private, read_runs
from casefiles.edges.package.seal import unsealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from casefiles.domain.changes import Block
    from casefiles.domain.trust import Checkpoint

MAX_SWELL = 1000
"""How many times its packed length a whole package may unpack to (our own text reaches about 60)."""
_SWELL_FREE = 64 << 20


@dataclass(frozen=True, slots=True)
class Verified:
    """A package that was read whole and found in order."""

    path: Path
    header: Header
    digest: bytes
    """SHA-256 of all frame bytes: what was signed"""
    checkpoints: tuple[Checkpoint, ...] = ()
    """each signed by the device it speaks of"""
    figures: Figures | None = None
    """what the sender has counted"""
    vouched: Vouched = NOTHING
    """what it says of computers"""
    comparison: Comparison | None = None
    """what it says of the records that both hold"""
    mends: int = 0
    """changes that it carries for what is gone here"""
    notices: tuple[Notice, ...] | None = None
    """what it says of our packages that it could not take in; None: it says nothing of that kind at all"""
    weight: int = 0
    """the bytes of changes in it, unpacked"""
    photos: int = 0
    """the bytes of photos and scans in it"""


def verify(
    path: Path,
    secret: bytes,
    sender: Callable[[Header, Vouched], str | None],
    passed: Callable[[int], None] | None = None,
) -> Verified:
    """Read the whole package with our raw X25519 secret; `sender` tells the office that the header's key is known to
    belong to, None for nobody's; it is given what the package says of computers too (the frame after the header).

    `passed` is told the bytes read so far; what it raises comes through. Refusals: CANNOT_READ, EMPTY,
    TRUNCATED, DAMAGED, NOT_A_BUNDLE, NOT_FOR_US, UNKNOWN_SENDER, FORGED, TOO_NEW, TOO_BIG, BAD_FRAME,
    BAD_CHAIN.
    """
    with closing(unsealed(path, secret, passed)) as chunks:
        frames = Frames(chunks)
        frames.magic()
        header = _header(frames.frame())
        if recipient_of(secret) not in header.recipients:
            raise Refusal(Problem("NOT_FOR_US"))
        middle = _middle(frames, header)
        after = next(middle, None)
        vouched = NOTHING
        if after is not None and after.kind == VOUCHED:
            vouched, after = read_vouched(after.open(), after.number), None
        known = sender(header, vouched)
        if known is None:
            raise Refusal(Problem("UNKNOWN_SENDER"))
        if known != header.from_office or device_id(header.key) != header.device:
            raise Refusal(Problem("FORGED"))
        changes, packed, plain = 0, 0, 0
        proofs: tuple[Checkpoint, ...] = ()
        figures: Figures | None = None
        comparison: Comparison | None = None
        notices: tuple[Notice, ...] | None = None
        mends = told = signed = weight = photos = 0
        order = Order(goes_on=header.part[0] > 1)
        for frame in chain([after] if after is not None else [], middle):
            packed, plain = packed + len(frame.packed), plain + frame.plain
            if plain > MAX_SWELL * packed + _SWELL_FREE:
                raise Refusal(Problem("TOO_BIG"))
            if frame.kind in (PRIVATE, BLOCKS, MENDS):
                weight += frame.plain
            if frame.kind == PRIVATE:
                read_private(frame.open(), frame.number)
            elif frame.kind == BLOCKS:
                changes += sum(len(run.bodies) for run in read_runs(frame.open(), frame.number))
            elif frame.kind == VOUCHED:
                raise bad_frame(frame.number)
            elif frame.kind == CHECKPOINTS:
                signed += 1
                if signed > MOST_SIGNED:
                    raise Refusal(Problem("TOO_BIG"))
                proofs += read_checkpoints(frame.open(), frame.number)
            elif frame.kind == FIGURES:
                figures = read_figures(frame.open(), frame.number)
            elif frame.kind == COMPARISON:
                told += 1
                if told > MOST_COMPARED:
                    raise Refusal(Problem("TOO_BIG"))
                comparison = joined(comparison, read_comparison(frame.open(), frame.number))
            elif frame.kind == MENDS:
                mends += sum(len(run.bodies) for run in read_runs(frame.open(), frame.number))
            elif frame.kind == NOTICES and notices is not None:
                raise bad_frame(frame.number)
            elif frame.kind == NOTICES:
                notices = read_notices(frame.open(), frame.number)
            elif frame.kind == ATTACHED:
                photos += frame.plain
                order.take(read_piece(frame.open(), frame.number), frame.number)
        if (changes, order.begun) != (header.changes, header.attachments):
            raise bad_frame(1)
        return Verified(
            path, header, frames.digest, proofs, figures, vouched, comparison, mends, notices, weight, photos
        )


def peek(path: Path, secret: bytes) -> Header | None:
    """What a package says of itself, unproven; None when it cannot be opened or its header cannot be read."""
    try:
        with closing(unsealed(path, secret)) as chunks:
            frames = Frames(chunks)
            frames.magic()
            return _header(frames.frame())
    except (Refusal, OSError):
        return None


def runs(verified: Verified, secret: bytes, passed: Callable[[int], None] | None = None) -> Iterator[Block]:
    """The runs of a verified package, in its order, read anew from the file.

    Before the iterator ends it has made sure that the file is still the one that was verified (else DAMAGED):
    use what it yields in one transaction.
    """
    yield from _runs(verified, secret, BLOCKS, passed)


def mends(verified: Verified, secret: bytes) -> Iterator[Block]:
    """The runs of a verified package that bring back what is gone at the reader's, read anew from the file."""
    yield from _runs(verified, secret, MENDS, None)


def _runs(verified: Verified, secret: bytes, kind: bytes, passed: Callable[[int], None] | None) -> Iterator[Block]:
    """The runs in frames of this kind, each with the private parts that stand before it."""
    with closing(unsealed(verified.path, secret, passed)) as chunks:
        frames = Frames(chunks)
        frames.magic()
        header = _header(frames.frame())
        private: dict[str, bytes] = {}
        for frame in _middle(frames, header):
            if frame.kind == PRIVATE:
                private = read_private(frame.open(), frame.number)
                continue
            if frame.kind == kind:
                yield from read_runs(frame.open(), frame.number, private)
            if frame.kind in (BLOCKS, MENDS):
                private = {}
        if frames.digest != verified.digest:
            raise Refusal(Problem("DAMAGED"))


def attached(
    verified: Verified, secret: bytes, passed: Callable[[int], None] | None = None
) -> Iterator[Piece]:
    """The pieces of photos and scans in a verified package, in its order, read anew from the file."""
    with closing(unsealed(verified.path, secret, passed)) as chunks:
        frames = Frames(chunks)
        frames.magic()
        header = _header(frames.frame())
        for frame in _middle(frames, header):
            if frame.kind == ATTACHED:
                yield read_piece(frame.open(), frame.number)


def _header(frame: Frame) -> Header:
    if frame.kind != HEADER:
        raise bad_frame(frame.number)
    return read_header(frame.open())


def _middle(frames: Frames, header: Header) -> Iterator[Frame]:
    """The frames after the header, unknown kinds too; the trailer is checked before it ends."""
    while (frame := frames.frame()).kind != TRAILER:
        if frame.kind == HEADER:
            raise bad_frame(frame.number)
        yield frame
    if len(frame.packed) != END.size:
        raise bad_frame(frame.number)
    count, digest, signature = END.unpack(frame.packed)
    frames.end()
    if count != frames.number or digest != frames.digest:
        raise Refusal(Problem("FORGED"))
    try:
        Ed25519PublicKey.from_public_bytes(header.key).verify(signature, SIGNED + digest)
    except (InvalidSignature, ValueError) as e:
        raise Refusal(Problem("FORGED")) from e

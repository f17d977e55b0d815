"""Writes a package: header, runs of the log, padding, signed trailer, all of it sealed."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casefiles.edges.package.frames import (
    BLOCKS,
    CHECKPOINTS,
    END,
    FIGURES,
    FRAME,
    HEADER,
    MAGIC,
    PRIVATE,
    SIGNED,
    TRAILER,
    VOUCHED,
    framed,
    padding,
)
from casefiles.edges.package.heading import Header, header_bytes
from casefiles.edges.package.parting import Unit
from casefiles.edges.package.proofs import MOST as MOST_SIGNED
from casefiles.edges.package.proofs import packed_checkpoints
from casefiles.edges.package.runs import packed_runs
from casefiles.edges.package.seal import CHUNK, seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from casefiles.domain.changes import Block
    from casefiles.domain.trust import Checkpoint
    from casefiles.edges.package.stick import Writable


SUFFIX = ".tgx"


@dataclass(frozen=True, slots=True)
class Key:
    """The writing device's Ed25519 key, from the 32 bytes of its seed."""

    seed: bytes

    @property
    def public(self) -> bytes:
        """The public key, 32 bytes."""
        return self._key().public_key().public_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        """The signature, 64 bytes."""
        return self._key().sign(data)

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def write_package(
    out: Writable,
    header: Header,
    blocks: Iterable[Block],
    seed: bytes,
    progress: Callable[[int, int], None] | None = None,
    checkpoints: Sequence[Checkpoint] = (),
    figures: bytes = b"",
    after: Iterable[bytes] = (),
    vouched: bytes = b"",
) -> None:
    """Write the package to `out`, holding a few frames in memory at most; `after` are frames that follow the changes.

    `header.changes` must be the number of changes in `blocks`, and `header.key` the public key of `seed`:
    ValueError otherwise. `vouched` is what `certificates.packed` made. `progress(done, total)` counts changes; what it
    raises stops the writing and comes through.
    """
    if Key(seed).public != header.key:
        raise ValueError("the header names another key than the one that signs")
    seal(out, plain_package(header, blocks, seed, progress, checkpoints, figures, after, vouched), header.recipients)


def plain_package(
    header: Header,
    blocks: Iterable[Block],
    seed: bytes,
    progress: Callable[[int, int], None] | None = None,
    checkpoints: Sequence[Checkpoint] = (),
    figures: bytes = b"",
    after: Iterable[bytes] = (),
    vouched: bytes = b"",
) -> Iterator[bytes]:
    """The bytes that are sealed; see `write_package`."""
    inside = _told(units(blocks, checkpoints, figures), header, progress)
    body = (frame for unit in inside for frame in unit.frames)
    return signed(itertools.chain(_head(header, vouched), body, after), seed)


def write_part(out: Writable, header: Header, inside: Iterable[Unit], seed: bytes, vouched: bytes = b"") -> None:
    """Write one file: a whole package, or a part of a delivery, with these units. ValueError when the header says other
    numbers than they have."""
    seal(out, signed(itertools.chain(_head(header, vouched), _counted(inside, header)), seed), header.recipients)


def _head(header: Header, vouched: bytes) -> tuple[bytes, ...]:
    head = framed(HEADER, header_bytes(header))
    return (head, framed(VOUCHED, vouched)) if vouched else (head,)


def _counted(inside: Iterable[Unit], header: Header) -> Iterator[bytes]:
    changes = begun = 0
    for unit in inside:
        changes, begun = changes + unit.changes, begun + unit.begun
        yield from unit.frames
    if (changes, begun) != (header.changes, header.attachments):
        raise ValueError(f"{changes}, {begun} to write, {header.changes}, {header.attachments} announced")


def signed(frames: Iterable[bytes], seed: bytes) -> Iterator[bytes]:
    """Magic, the frames, padding to whole chunks, and the trailer signed with the seed."""
    yield MAGIC
    size, count, digest = len(MAGIC), 0, hashlib.sha256()
    for frame in frames:
        size, count = size + len(frame), count + 1
        digest.update(frame)
        yield frame
    gap = -(size + FRAME.size + END.size) % CHUNK
    if gap:
        pad = padding(gap if gap >= FRAME.size else gap + CHUNK)
        count += 1
        digest.update(pad)
        yield pad
    found = digest.digest()
    end = END.pack(count, found, Key(seed).sign(SIGNED + found))
    yield FRAME.pack(TRAILER, len(end), len(end)) + end


def units(blocks: Iterable[Block], checkpoints: Sequence[Checkpoint] = (), figures: bytes = b"") -> Iterator[Unit]:
    """What follows the header: checkpoints, figures, and the changes with their private parts before them."""
    for at in range(0, len(checkpoints), MOST_SIGNED):
        yield Unit((framed(CHECKPOINTS, packed_checkpoints(checkpoints[at : at + MOST_SIGNED])),))
    if figures:
        yield Unit((framed(FIGURES, figures),))
    for plain, count, private in packed_runs(blocks):
        before = (framed(PRIVATE, private),) if private else ()
        yield Unit((*before, framed(BLOCKS, plain)), count)


def _told(
    inside: Iterable[Unit], header: Header, progress: Callable[[int, int], None] | None
) -> Iterator[Unit]:
    done = 0
    for unit in inside:
        done += unit.changes
        yield unit
        if unit.changes and progress is not None:
            progress(done, header.changes)
    if done != header.changes:
        raise ValueError(f"{done} changes to write, {header.changes} announced")

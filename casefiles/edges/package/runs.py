"""Runs of a device's log inside a frame.

A run is `length(4) | JSON {dev, first, prev, end, n}` and n times `length(4) | body`. Bodies are carried byte for byte;
a change that is not for the reader is the length 0 and the 32 bytes of its commitment. A frame holds one run after
another until it is full; a run that is longer than a frame is cut, each piece following on the one before.
"""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING, Annotated

import msgspec

from casefiles.domain.changes import ID_BYTES, Block, Stub, chain
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges import codec
from casefiles.edges.package.frames import bad_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FULL = 1 << 20
"""A frame is closed when it holds this many bytes; it bounds the memory of both sides."""
MAX_BODY = 1 << 20
LEAST_PRIVATE, MOST_PRIVATE = len('{"f":{},"n":""}'), 100_000
"""bytes of a private part, and how many stand in a frame: nobody is kept busy with nothing"""
_LENGTH = struct.Struct(">I")
_COMMITMENT = 32
_STUB = _LENGTH.pack(0)
_Id = Annotated[str, msgspec.Meta(pattern=rf"^[0-9a-f]{{{2 * ID_BYTES}}}$")]


class _Run(msgspec.Struct):
    dev: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    first: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    prev: _Id
    end: _Id
    n: Annotated[int, msgspec.Meta(ge=1, le=4 << 20)]


_decoder = msgspec.json.Decoder(_Run)
_encoder = msgspec.json.Encoder()


def packed_runs(blocks: Iterable[Block]) -> Iterator[tuple[bytes, int, bytes]]:
    """The plain bytes of one frame after another, each with the number of changes in it and the private parts that
    stand in a frame of their own before it (b"" for none).

    ValueError when a block's bodies do not lead from its `prev` to its `end`: that would be our own bug, and
    such a package must not leave the house.
    """
    frame, count, private = bytearray(), 0, bytearray()
    for block in blocks:
        if not block.bodies:
            continue
        for run in _cut(block, FULL):
            frame += _run_bytes(run)
            for part in run.private.values():
                private += _LENGTH.pack(len(part)) + part
            count += len(run.bodies)
            if len(frame) + len(private) >= FULL:
                yield bytes(frame), count, bytes(private)
                frame, count, private = bytearray(), 0, bytearray()
    if frame:
        yield bytes(frame), count, bytes(private)


def read_private(plain: bytes, number: int) -> dict[str, bytes]:
    """The private parts in frame `number`, by their SHA-256 in hex. Refusal BAD_FRAME when malformed."""
    at = 0
    found: dict[str, bytes] = {}
    while at < len(plain):
        part, at = _piece(plain, at, number)
        if len(part) < LEAST_PRIVATE or len(found) >= MOST_PRIVATE:
            raise bad_frame(number)
        found[hashlib.sha256(part).hexdigest()] = part
    return found


def read_runs(plain: bytes, number: int, private: Mapping[str, bytes] | None = None) -> Iterator[Block]:
    """The runs of frame `number`, each with all private parts that stood before it. Refusals: BAD_FRAME when malformed,
    BAD_CHAIN when bodies do not fit."""
    at, whole = 0, len(plain)
    while at < whole:
        head, at = _piece(plain, at, number)
        try:
            run = _decoder.decode(head)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
            raise bad_frame(number) from e
        bodies: list[bytes | Stub] = []
        for _ in range(run.n):
            body, at = _piece(plain, at, number)
            if len(body) > MAX_BODY:
                raise bad_frame(number)
            if body:
                bodies.append(body)
                continue
            stub = Stub(plain[at : at + _COMMITMENT])
            at += _COMMITMENT
            if at > whole:
                raise bad_frame(number)
            bodies.append(stub)
        block = Block(run.dev, run.first, bytes.fromhex(run.prev), bytes.fromhex(run.end), tuple(bodies), private or {})
        if _end(block) != block.end:
            raise Refusal(Problem("BAD_CHAIN"))
        yield block


def _cut(block: Block, room: int) -> Iterator[Block]:
    """The block in pieces whose bodies take about `room` bytes at most."""
    bodies: list[bytes | Stub] = []
    private: dict[str, bytes] = {}
    size, first, prev, head = 0, block.first, block.prev, block.prev
    for body in block.bodies:
        length = _COMMITMENT if isinstance(body, Stub) else len(body)
        mark = codec.mark_of(body) if block.private and isinstance(body, bytes) else ""
        aside = block.private.get(mark)
        length += len(aside) if aside is not None else 0
        if length > MAX_BODY:
            raise ValueError("a change is larger than a package carries")
        if bodies and size + length > room:
            yield Block(block.dev, first, prev, head, tuple(bodies), private)
            first, prev, size = first + len(bodies), head, 0
            bodies, private = [], {}
        bodies.append(body)
        if aside is not None:
            private[mark] = aside
        size += length + _LENGTH.size
        head = chain(head, body)
    if head != block.end:
        raise ValueError("the chain of the log does not fit")
    yield Block(block.dev, first, prev, head, tuple(bodies), private)


def _run_bytes(run: Block) -> bytes:
    head = _encoder.encode(_Run(run.dev, run.first, run.prev.hex(), run.end.hex(), len(run.bodies)))
    parts = [_LENGTH.pack(len(head)), head]
    for body in run.bodies:
        parts += (_STUB, body.com) if isinstance(body, Stub) else (_LENGTH.pack(len(body)), body)
    return b"".join(parts)


def _piece(plain: bytes, at: int, number: int) -> tuple[bytes, int]:
    start = at + _LENGTH.size
    if start > len(plain):
        raise bad_frame(number)
    end = start + _LENGTH.unpack_from(plain, at)[0]
    if end > len(plain):
        raise bad_frame(number)
    return plain[start:end], end


def _end(block: Block) -> bytes:
    head = block.prev
    for body in block.bodies:
        head = chain(head, body)
    return head

"""Runs of a device's log inside a frame.

A run is `length(4) | JSON {dev, first, prev, end, n}` and n times `length(4) | body`. Bodies are carried byte for byte;
a change that is not for the reader is the length 0 and the 32 bytes of its commitment. A frame holds one run after
another until it is full; a run that is longer than a frame is cut, each piece following on the one before.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Annotated

import msgspec

from casefiles.domain.changes import ID_BYTES, Block, Stub, chain
from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.frames import bad_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FULL = 1 << 20
"""A frame is closed when it holds this many bytes; it bounds the memory of both sides."""
MAX_BODY = 1 << 20
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


def packed_runs(blocks: Iterable[Block]) -> Iterator[tuple[bytes, int]]:
    """The plain bytes of one frame after another, each with the number of changes in it.

    ValueError when a block's bodies do not lead from its `prev` to its `end`: that would be our own bug, and
    such a package must not leave the house.
    """
    frame, count = bytearray(), 0
    for block in blocks:
        if not block.bodies:
            continue
        for run in _cut(block, FULL):
            frame += _run_bytes(run)
            count += len(run.bodies)
            if len(frame) >= FULL:
                yield bytes(frame), count
                frame, count = bytearray(), 0
    if frame:
        yield bytes(frame), count


def read_runs(plain: bytes, number: int) -> Iterator[Block]:
    """The runs of frame `number`. Refusals: BAD_FRAME when malformed, BAD_CHAIN when bodies do not fit."""
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
        block = Block(run.dev, run.first, bytes.fromhex(run.prev), bytes.fromhex(run.end), tuple(bodies))
        if _end(block) != block.end:
            raise Refusal(Problem("BAD_CHAIN"))
        yield block


def _cut(block: Block, room: int) -> Iterator[Block]:
    """The block in pieces whose bodies take about `room` bytes at most."""
    bodies: list[bytes | Stub] = []
    size, first, prev, head = 0, block.first, block.prev, block.prev
    for body in block.bodies:
        length = _COMMITMENT if isinstance(body, Stub) else len(body)
        if length > MAX_BODY:
            raise ValueError("a change is larger than a package carries")
        if bodies and size + length > room:
            yield Block(block.dev, first, prev, head, tuple(bodies))
            first, prev, size = first + len(bodies), head, 0
            bodies = []
        bodies.append(body)
        size += length + _LENGTH.size
        head = chain(head, body)
    if head != block.end:
        raise ValueError("the chain of the log does not fit")
    yield Block(block.dev, first, prev, head, tuple(bodies))


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

"""Pieces of photos and scans in a package: frames of kind `A`, after the changes.

A piece is `length(4) | JSON {sha256, size, at, last}` and the bytes from `at` on. The pieces of one content follow one
another; a content whose writer could not go on ends without its last piece. What a content is worth is told by its
SHA-256 alone, which the receiver compares before he keeps anything.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import msgspec

from casefiles.edges.package.frames import ATTACHED, MAX_PLAIN, bad_frame, framed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE = 1 << 20
"""bytes of a content in one frame, at most, as this version writes them"""
MOST_WANTED = 2000
"""contents that a header may ask for; who lacks more asks again in the next one"""
MOST_BYTES = 200 << 20
"""a content larger than this is no photo and no scan of this program's"""
MOST_CONTENTS = 1 << 20
_LENGTH = struct.Struct(">I")
Sha = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes of a content, from `at` on."""

    sha256: str
    size: int
    at: int
    data: bytes
    last: bool


class _Head(msgspec.Struct):
    sha256: Sha
    size: Annotated[int, msgspec.Meta(ge=0, le=MOST_BYTES)]
    at: Annotated[int, msgspec.Meta(ge=0, le=MOST_BYTES)]
    last: bool


_decoder = msgspec.json.Decoder(_Head)
_encoder = msgspec.json.Encoder()


def packed_piece(piece: Piece) -> bytes:
    """The plain bytes of its frame."""
    head = _encoder.encode(_Head(piece.sha256, piece.size, piece.at, piece.last))
    return _LENGTH.pack(len(head)) + head + piece.data


def read_piece(plain: bytes, number: int) -> Piece:
    """The piece in frame `number`. Refusal BAD_FRAME when malformed."""
    if len(plain) < _LENGTH.size:
        raise bad_frame(number)
    end = _LENGTH.size + _LENGTH.unpack_from(plain)[0]
    if end > len(plain):
        raise bad_frame(number)
    try:
        head = _decoder.decode(plain[_LENGTH.size : end])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        raise bad_frame(number) from e
    data = plain[end:]
    reach = head.at + len(data)
    if reach > head.size or (head.last and reach != head.size):
        raise bad_frame(number)
    return Piece(head.sha256, head.size, head.at, data, head.last)


class Order:
    """Makes sure that pieces follow one another, and counts the contents that begin. The first piece of a later part
    may go on with what the part before it has begun."""

    def __init__(self, *, goes_on: bool = False) -> None:
        self.begun = 0
        self._goes_on = goes_on
        self._before: Piece | None = None

    def take(self, piece: Piece, number: int) -> None:
        """The next piece. Refusal BAD_FRAME when it neither begins a content nor goes on with the one before."""
        before, first = self._before, self._before is None and self._goes_on
        self._before = piece
        same = before is not None and not before.last and before.sha256 == piece.sha256
        if piece.at == 0 and not same:
            self.begun += 1
        elif first:
            return
        elif before is None or not same or before.size != piece.size or piece.at != before.at + len(before.data):
            raise bad_frame(number)
        if self.begun > MOST_CONTENTS:
            raise bad_frame(number)


def content_frames(sha256: str, size: int, chunks: Iterable[bytes], room: int = PIECE) -> Iterator[bytes]:
    """A content of this length as frames of at most `room` bytes each. Chunks that end early leave it unfinished."""
    room = min(room, MAX_PLAIN // 2)
    at, held = 0, bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= room and at + room < size:
            yield _frame(sha256, size, at, bytes(held[:room]))
            at += room
            del held[:room]
    if at + len(held) == size or held or not at:
        yield _frame(sha256, size, at, bytes(held))


def _frame(sha256: str, size: int, at: int, data: bytes) -> bytes:
    last = at + len(data) == size
    return framed(ATTACHED, packed_piece(Piece(sha256, size, at, data, last)))

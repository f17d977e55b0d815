"""The inside of a package: a magic, frames that each say how long they are, and a signed trailer.

`kind(1) | packed length(4) | plain length(4) | packed bytes`, numbers big-endian. Lengths are checked before
anything is read or unpacked, so a lying frame costs no memory. docs/package.md is the full description.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import zstandard

from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC = b"TGXB1\n"
SIGNED = b"TGXB1"
"""What stands before the hash in the bytes that are signed."""
HEADER, VOUCHED, PRIVATE, BLOCKS, CHECKPOINTS, FIGURES = b"H", b"C", b"X", b"B", b"K", b"F"
ATTACHED, PADDING, TRAILER = b"A", b"P", b"T"
COMPARISON, MENDS, NOTICES = b"D", b"M", b"N"
MAX_PLAIN = 4 << 20
MAX_PACKED = MAX_PLAIN + (64 << 10)
"""zstd makes what it cannot shrink slightly longer."""
FRAME = struct.Struct(">cII")
END = struct.Struct(">Q32s64s")
"""The trailer's content: number of frames, SHA-256 of all frame bytes, Ed25519 signature."""
LEVEL = 3
"""Higher levels take longer and gain nothing on our text (measured: 6 is no smaller)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame as it stands in the file. `number` counts from 1, the header."""

    number: int
    kind: bytes
    plain: int
    packed: bytes

    def open(self) -> bytes:
        """What is packed in it. Refusals: BAD_FRAME, TOO_BIG."""
        unpack = zstandard.ZstdDecompressor(max_window_size=8 << 20)
        try:
            if zstandard.frame_content_size(self.packed) != self.plain:
                raise bad_frame(self.number)
            found = unpack.decompress(self.packed, max_output_size=self.plain, allow_extra_data=False)
        except zstandard.ZstdError as e:
            raise bad_frame(self.number) from e
        if len(found) != self.plain:
            raise bad_frame(self.number)
        return found


def bad_frame(number: int) -> Refusal:
    """The refusal of a frame that is malformed inside."""
    return Refusal(Problem("BAD_FRAME", args={"n": number}))


def framed(kind: bytes, plain: bytes) -> bytes:
    """The bytes of one frame; ValueError when `plain` is longer than a frame may be."""
    if len(plain) > MAX_PLAIN:
        raise ValueError("longer than a frame may be")
    packed = zstandard.ZstdCompressor(level=LEVEL, write_content_size=True).compress(plain)
    return FRAME.pack(kind, len(packed), len(plain)) + packed


def padding(size: int) -> bytes:
    """A frame of exactly `size` bytes that says nothing; at least 9."""
    return FRAME.pack(PADDING, size - FRAME.size, 0) + bytes(size - FRAME.size)


class Frames:
    """Reads a package's plain bytes, frame by frame, and hashes what it reads."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = bytearray()
        self._hash = hashlib.sha256()
        self.number = 0
        """frames read so far, without the trailer"""

    @property
    def digest(self) -> bytes:
        """SHA-256 of all frame bytes read so far."""
        return self._hash.digest()

    def magic(self) -> None:
        """Read the first bytes. Refusal NOT_A_BUNDLE when they are another's."""
        if self._fill(len(MAGIC)) < len(MAGIC) or self._take(len(MAGIC)) != MAGIC:
            raise Refusal(Problem("NOT_A_BUNDLE"))

    def frame(self) -> Frame:
        """The next frame, the trailer included. Refusals: BAD_FRAME, TOO_BIG, TRUNCATED."""
        number = self.number + 1
        head = self._exactly(FRAME.size)
        kind, packed, plain = FRAME.unpack(head)
        if packed > MAX_PACKED or plain > MAX_PLAIN:
            raise Refusal(Problem("TOO_BIG"))
        body = self._exactly(packed)
        if kind != TRAILER:
            self._hash.update(head)
            self._hash.update(body)
            self.number = number
        return Frame(number, kind, plain, body)

    def end(self) -> None:
        """Make sure that nothing follows. Refusal BAD_FRAME."""
        if self._fill(1):
            raise bad_frame(self.number + 1)

    def _fill(self, size: int) -> int:
        while len(self._rest) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                break
            self._rest += chunk
        return len(self._rest)

    def _exactly(self, size: int) -> bytes:
        if self._fill(size) < size:
            raise Refusal(Problem("TRUNCATED"))
        return self._take(size)

    def _take(self, size: int) -> bytes:
        taken = bytes(memoryview(self._rest)[:size])
        del self._rest[:size]
        return taken

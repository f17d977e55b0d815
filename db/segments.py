"""Bodies of a log packed together: neighbours repeat each other, so a frame of them takes a quarter of the room.

A change has its line in `change` in any case (log, number, id, record). Its body and private part stand there too, or
in the segment that its number lies in; a commitment (`com`) in the line says that there is no body at all. A private
part that came late stands in the line of its change, beside a segment that is never rewritten. What an import brings is
packed as it comes; what is written here, change by change, is packed when packages are made of it.

A segment is `length of the first frame(4) | frame of private parts | frame of bodies`, numbers little-endian. A frame
is `a number(4) for each change | the bytes`, compressed with zstd and its checksum: so a text is read without unpacking
the bodies. The number is the length of a body, or 0 or the length of the private part + 1. A body ends as a rule with
the SHA-256 of its private part, which nothing can compress; where that part stands beside it, it is left out, and the
number has MARKED. Older versions wrote one frame, `count(4) | both numbers of each | body and private part of each`.
"""

from __future__ import annotations

import hashlib
import struct
import sys
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import zstandard

from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.driver import Connection

MARKED = 1 << 31
_SIZE, _EACH = MARKED - 1, MARKED + 1
_OLD = b"\x28\xb5\x2f\xfd"
"""zstd's own first bytes; as a length they would be more than a segment may have"""
COUNT = struct.Struct("<I")
OPENS, CLOSES = b',"x":"', b'"}'
_MARK = 64
END = len(OPENS) + _MARK + len(CLOSES)

Content = tuple[bytes, "bytes | None"]


class Parts(NamedTuple):
    """A frame that was unpacked: the numbers of its head, and where each part begins in `plain`."""

    plain: bytes
    sizes: tuple[int, ...]
    starts: list[int]


class Segment:
    """The changes `first`..`last` of a log as they are packed; its frames are unpacked when they are asked for.

    Reading any of it: Refusal DB_DAMAGED when it cannot be unpacked.
    """

    __slots__ = ("_bodies", "_data", "_said", "_sums", "_texts", "first", "last", "lid")

    def __init__(self, lid: int, first: int, last: int, data: bytes) -> None:
        self.lid, self.first, self.last, self._data = lid, first, last, data
        self._bodies: Parts | None = None
        self._texts: Parts | None = None
        self._said: bytes | None = None
        self._sums: list[int] | None = None
        if data[: len(_OLD)] == _OLD:
            self._bodies, self._texts = _old(data, last - first + 1)

    @property
    def bodies(self) -> Parts:
        """The bodies."""
        if self._bodies is None:
            self._bodies = _parted(_plain(self._data[COUNT.size + self._ends() :]), self.last - self.first + 1)
        return self._bodies

    @property
    def texts(self) -> Parts:
        """The private parts."""
        if self._texts is None:
            self._texts = _parted(self.said, self.last - self.first + 1, aside=True)
        return self._texts

    @property
    def said(self) -> bytes:
        """Head and private parts of the frame as they come, not told apart: what a search looks through first."""
        if self._texts is not None:
            return self._texts.plain
        if self._said is None:
            self._said = _plain(self._data[COUNT.size : COUNT.size + self._ends()])
        return self._said

    @property
    def whole(self) -> bool:
        """Whether it surely has a private part of each of its changes, so that none came late."""
        return bool(self._alike())

    @property
    def begins(self) -> int:
        """Where in `said` the first private part begins."""
        return self._texts.starts[0] if self._texts is not None else 4 * (self.last - self.first + 1)

    def part_at(self, at: int) -> tuple[int, int, int]:
        """The private part in which this byte of `said` lies: which one, its first byte, and the one after its last."""
        sums = self._alike()
        if sums:
            part = bisect_right(range(len(sums) - 1), at, key=lambda n: sums[n] - n * _EACH) - 1
            return part, sums[part] - part * _EACH, sums[part + 1] - (part + 1) * _EACH
        starts = self.texts.starts
        part = bisect_right(starts, at) - 1
        return part, starts[part], starts[part + 1] if part + 1 < len(starts) else len(self.said)

    def _alike(self) -> list[int]:
        """Where each private part begins and the last one ends, as `_sums` says it; nothing where they are told apart
        otherwise."""
        if self._sums is None:
            self._sums = _sums(self.said, self.last - self.first + 1) if self._texts is None else []
        return self._sums

    def _ends(self) -> int:
        return int(COUNT.unpack_from(self._data)[0]) if len(self._data) >= COUNT.size else 0

    def private(self, seq: int) -> bytes | None:
        """The private part that it holds for this number of its own."""
        at, sums = seq - self.first, self._alike()
        if sums:
            return self.said[sums[at] - at * _EACH : sums[at + 1] - (at + 1) * _EACH]
        plain, sizes, starts = self.texts
        return plain[starts[at] : starts[at] + (sizes[at] & ~MARKED) - 1] if sizes[at] else None

    def content(self, seq: int) -> Content:
        """Body and private part of this number of its own."""
        at, (plain, sizes, starts) = seq - self.first, self.bodies
        body, private = plain[starts[at] : starts[at] + sizes[at]], self.private(seq)
        if private is None or not (self._alike() or self.texts.sizes[at] & MARKED):
            return body, private
        return b"".join((body, OPENS, hashlib.sha256(private).hexdigest().encode(), CLOSES)), private


def _sums(plain: bytes, count: int) -> list[int]:
    """Where each part begins and the last one ends, part n too far by n times _EACH, where each change has a private
    part that its body is marked with, as nearly all do; else nothing. It takes a tenth of telling all parts apart."""
    if sys.byteorder != "little" or len(plain) < 4 * count:
        return []
    numbers = memoryview(plain)[: 4 * count].cast("I")
    found = list(accumulate(numbers, initial=4 * count))
    whole = found[-1] - count * _EACH == len(plain)
    return found if whole and min(numbers) > MARKED else []


def _parted(plain: bytes, count: int, *, aside: bool = False) -> Parts:
    if len(plain) < 4 * count:
        raise Refusal(Problem("DB_DAMAGED"))
    sizes = struct.unpack_from(f"<{count}I", plain)
    lengths = [(size & _SIZE) - 1 if size else 0 for size in sizes] if aside else sizes
    starts = list(accumulate(lengths, initial=4 * count))
    if starts.pop() != len(plain):
        raise Refusal(Problem("DB_DAMAGED"))
    return Parts(plain, sizes, starts)


def _old(data: bytes, count: int) -> tuple[Parts, Parts]:
    """Bodies and private parts of a segment of one frame."""
    plain = _plain(data)
    if len(plain) < 4 * (1 + 2 * count) or COUNT.unpack_from(plain)[0] != count:
        raise Refusal(Problem("DB_DAMAGED"))
    sizes = struct.unpack_from(f"<{2 * count}I", plain, COUNT.size)
    lengths = [max(0, (size & ~MARKED) - 1) if n % 2 else size for n, size in enumerate(sizes)]
    starts = list(accumulate(lengths, initial=4 * (1 + 2 * count)))
    if starts.pop() != len(plain):
        raise Refusal(Problem("DB_DAMAGED"))
    ends = [*starts[1:], len(plain)]
    asides = b"".join([plain[start:end] for start, end in zip(starts[1::2], ends[1::2], strict=True)])  # as in a frame
    begins = list(accumulate(lengths[1::2], initial=0))[:-1]
    return Parts(plain, sizes[::2], starts[::2]), Parts(asides, sizes[1::2], begins)


def _plain(frame: bytes) -> bytes:
    try:
        return zstandard.ZstdDecompressor().decompress(frame)
    except zstandard.ZstdError as error:
        raise Refusal(Problem("DB_DAMAGED")) from error


def holding(connection: Connection, lid: int, first: int, words: Sequence[bytes]) -> Iterator[int]:
    """The numbers of the segment that begins there whose body or private part holds one of the words. Refusal
    DB_DAMAGED."""
    found = segment(connection, lid, first)
    if found is None or not any(word in found.bodies.plain or word in found.texts.plain for word in words):
        return
    for seq in range(found.first, found.last + 1):
        body, private = found.content(seq)
        if any(word in body or (private is not None and word in private) for word in words):
            yield seq


class Reader:
    """Reads bodies; it holds one segment unpacked, so numbers are best asked for in their order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._open: Segment | None = None

    def get(self, lid: int, seq: int) -> Content | None:
        """Body and private part that a segment holds for this number; None when there is no segment.

        Refusal DB_DAMAGED when it cannot be unpacked.
        """
        found = self._open
        if found is None or found.lid != lid or not found.first <= seq <= found.last:
            found = self._open = segment(self._connection, lid, seq)
            if found is None:
                return None
        return found.content(seq)

    def whole(self, lid: int, seq: int, body: bytes | None, private: bytes | None = None) -> Content:
        """Body and private part of a change whose line says these. Refusal DB_DAMAGED when they are nowhere."""
        if body is not None:
            return body, private
        found = self.get(lid, seq) or self._unpacked(lid, seq)
        return (found[0], found[1] if private is None else private)

    def _unpacked(self, lid: int, seq: int) -> Content:
        """What stands in the line now: its segment was unpacked since it was asked for."""
        sql = "SELECT body, private FROM change WHERE lid=? AND seq=? AND body IS NOT NULL"
        found = self._connection.execute(sql, (lid, seq)).fetchone()
        if found is None:
            raise Refusal(Problem("DB_DAMAGED"))
        return found[0], found[1]


def contents(lid: int, first: int, last: int, data: bytes) -> dict[int, Content]:
    """All that a segment holds, by number. Refusal DB_DAMAGED when it cannot be unpacked."""
    found = Segment(lid, first, last, data)
    return {seq: found.content(seq) for seq in range(first, last + 1)}


def segment(connection: Connection, lid: int, seq: int) -> Segment | None:
    """The segment that holds this number; None when none does. Refusal DB_DAMAGED."""
    sql = "SELECT first, last, data FROM segment WHERE lid=? AND first<=? ORDER BY first DESC LIMIT 1"
    row = connection.execute(sql, (lid, seq)).fetchone()
    if row is None or seq > row[1]:
        return None
    return Segment(lid, *row)

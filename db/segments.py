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

import msgspec
import zstandard

from casefiles.domain.changes import ID_BYTES
from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from db.driver import Connection

MOST, LEAST = 256, 48
"""bodies of a segment: reading one reads all of them; fewer are not worth a segment"""
MOST_BYTES = 512 * 1024
LEVEL = 1
"""a higher one is no smaller on text as short as this (measured)"""
BACKLOG = 4 * MOST
"""changes looked at when a package is made, or as many as went into it: it stays quick"""
MARKED = 1 << 31
_SIZE, _EACH = MARKED - 1, MARKED + 1
_OLD = b"\x28\xb5\x2f\xfd"
"""zstd's own first bytes; as a length they would be more than a segment may have"""
_COUNT = struct.Struct("<I")
_OPENS, _CLOSES = b',"x":"', b'"}'
_MARK = 64
_END = len(_OPENS) + _MARK + len(_CLOSES)

_INSERT = "INSERT INTO change(lid, seq, id, row, body, private) VALUES(?, ?, ?, ?, ?, ?)"
_LINES = (
    f"INSERT INTO change(lid, seq, id, row) SELECT ?1, ?2 + key, substr(?3, key * {ID_BYTES} + 1, {ID_BYTES}), value"  # noqa: S608
    " FROM json_each(?4)"
)
"""the lines of a run in one statement: a third of what a statement for each of them takes (measured)"""

_encode = msgspec.json.Encoder().encode

Line = tuple[int, int, bytes, "str | None", bytes, "bytes | None"]
"""(log, number, id, row, body, private part)"""
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
            self._bodies = _parted(_plain(self._data[_COUNT.size + self._ends() :]), self.last - self.first + 1)
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
            self._said = _plain(self._data[_COUNT.size : _COUNT.size + self._ends()])
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
        return int(_COUNT.unpack_from(self._data)[0]) if len(self._data) >= _COUNT.size else 0

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
        return b"".join((body, _OPENS, hashlib.sha256(private).hexdigest().encode(), _CLOSES)), private


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
    if len(plain) < 4 * (1 + 2 * count) or _COUNT.unpack_from(plain)[0] != count:
        raise Refusal(Problem("DB_DAMAGED"))
    sizes = struct.unpack_from(f"<{2 * count}I", plain, _COUNT.size)
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


class Packer:
    """Puts changes into the log as they come, runs of them packed as soon as one is full: by then they still stand in
    the processor's cache. Their private parts were found by their marks, as an import does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.count = 0
        """changes that were added since the last flush"""
        self._lid = self._next = self._size = 0
        self._run: list[Line] = []
        self._loose: list[Line] = []
        self._bare: list[tuple[int, int, bytearray, str]] = []
        self._packed: list[tuple[int, int, int, bytearray]] = []
        self._zstd = _compressor()

    def add(self, lid: int, seq: int, id_: bytes, row: str | None, body: bytes, private: bytes | None) -> None:
        """One more; it need not follow the one before."""
        size = self._size + len(body)
        if seq != self._next or lid != self._lid or size > MOST_BYTES or len(self._run) == MOST:
            self._cut()
            self._lid, size = lid, len(body)
        self._run.append((lid, seq, id_, row, body, private))
        self._next, self._size = seq + 1, size
        self.count += 1

    def flush(self) -> None:
        """Write all that was added."""
        self._cut()
        self._connection.executemany(_INSERT, self._loose)
        self._connection.executemany(_LINES, self._bare)
        _keep(self._connection, self._packed)
        self._loose, self._bare, self._packed, self.count = [], [], [], 0

    def _cut(self) -> None:
        run = self._run
        if len(run) < LEAST:
            self._loose += run
        else:
            lid, first = run[0][:2]
            self._packed.append((lid, first, first + len(run) - 1, _pack(run, self._zstd, found=True)))
            # the driver takes a bytearray as it is, and asks around how to adapt bytes (measured: 1.4 us each)
            ids = bytearray().join([line[2] for line in run])
            self._bare.append((lid, first, ids, _encode([line[3] for line in run]).decode()))
        self._run = []


def insert(connection: Connection, lines: Iterable[Line]) -> None:
    """Put changes into the log, runs of them packed."""
    packer = Packer(connection)
    for line in lines:
        packer.add(*line)
    packer.flush()


def pack(connection: Connection, lid: int, first: int, last: int) -> None:
    """Pack what stands loose between these numbers of a log."""
    sql = "SELECT lid, seq, id, row, body, private FROM change WHERE lid=? AND seq BETWEEN ? AND ? AND body IS NOT NULL"
    lines = connection.execute(f"{sql} ORDER BY seq", (lid, first, last)).fetchall()
    for run in _runs(lines):
        if len(run) >= LEAST:
            _keep(connection, [(lid, run[0][1], run[-1][1], _pack(run, _compressor()))])
            connection.execute(
                "UPDATE change SET body=NULL, private=NULL WHERE lid=? AND seq BETWEEN ? AND ?",
                (lid, run[0][1], run[-1][1]),
            )


def unpack(connection: Connection, places: Iterable[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Put the bodies of the segments that hold these (log, number) back into their lines, so that they can be changed
    one by one; the segments (log, first, last) that are no more."""
    gone: list[tuple[int, int, int]] = []
    for lid, seq in sorted(places):
        if gone and gone[-1][0] == lid and gone[-1][1] <= seq <= gone[-1][2]:
            continue
        found = segment(connection, lid, seq)
        if found is None:
            continue
        reader = Reader(connection)
        held = [(*(reader.get(lid, n) or (b"", None)), lid, n) for n in range(found.first, found.last + 1)]
        connection.executemany(
            "UPDATE change SET body=?, private=coalesce(private, ?) WHERE lid=? AND seq=? AND body IS NULL"
            " AND com IS NULL",
            held,
        )
        connection.execute("DELETE FROM segment WHERE lid=? AND first=?", (lid, found.first))
        gone.append((lid, found.first, found.last))
    return gone


def came(connection: Connection, lid: int, before: int, last: int) -> None:
    """An import has packed what came between these numbers of a log: `catch_up` need not look at it."""
    if last - before >= MOST:
        connection.execute("UPDATE log SET packed=? WHERE lid=? AND packed>=?", (last, lid, before))


def catch_up(connection: Connection, most: int) -> None:
    """Pack what was written change by change since the last time, as far as it fills segments; at most about so many
    changes."""
    behind = connection.execute("SELECT lid, packed, seq FROM log WHERE seq - packed >= ?", (MOST,)).fetchall()
    left = max(BACKLOG, most)
    for lid, done, seq in behind:
        until = done + min(left, seq - done) // MOST * MOST
        for first in range(done + 1, until + 1, MOST):
            pack(connection, lid, first, first + MOST - 1)
        connection.execute("UPDATE log SET packed=? WHERE lid=?", (until, lid))
        left -= until - done
        if left < MOST:
            return


def _runs(lines: Iterable[Line]) -> Iterator[Sequence[Line]]:
    """Neighbours in one log, as many as go into a segment; one in any case."""
    run: list[Line] = []
    size = 0
    for line in lines:
        size += len(line[4])
        if run and (line[:2] != (run[-1][0], run[-1][1] + 1) or size > MOST_BYTES or len(run) == MOST):
            yield run
            run, size = [], len(line[4])
        run.append(line)
    if run:
        yield run


def _compressor() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=LEVEL, write_checksum=True, write_content_size=True)


def _pack(run: Sequence[Line], packer: zstandard.ZstdCompressor, *, found: bool = False) -> bytearray:
    """With `found` the private parts were found by their marks, as an import does, and need not be compared."""
    lengths: list[int] = []
    bodies: list[bytes] = []
    sizes: list[int] = []
    asides: list[bytes] = []
    for _, _, _, _, body, private in run:
        if private is None:
            sizes.append(0)
        else:
            at = len(body) - _END  # is its mark the last thing that it says?
            ends = at >= 0 and body.startswith(_OPENS, at) and body.endswith(_CLOSES)
            if ends and body.rfind(b'"', at, -2) == at + len(_OPENS) - 1 and (found or _fits(body, private)):
                body = body[:at]
                sizes.append(len(private) + 1 | MARKED)
            else:
                sizes.append(len(private) + 1)
            asides.append(private)
        lengths.append(len(body))
        bodies.append(body)
    head = struct.Struct(f"<{len(run)}I")
    texts = packer.compress(head.pack(*sizes) + b"".join(asides))
    return bytearray().join((_COUNT.pack(len(texts)), texts, packer.compress(head.pack(*lengths) + b"".join(bodies))))


def _fits(body: bytes, private: bytes) -> bool:
    """Whether a body ends with the mark of this private part."""
    return body.endswith(hashlib.sha256(private).hexdigest().encode() + _CLOSES)


def _keep(connection: Connection, packed: Sequence[tuple[int, int, int, bytearray]]) -> None:
    connection.executemany("INSERT OR REPLACE INTO segment(lid, first, last, data) VALUES(?, ?, ?, ?)", packed)


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

"""Bodies of a log packed together: neighbours repeat each other, so a frame of them takes a quarter of the room.

A change has its line in `change` in any case (log, number, id, record). Its body and private part stand there too, or
in the segment that its number lies in; a commitment (`com`) in the line says that there is no body at all. A private
part that came late stands in the line of its change, beside a segment that is never rewritten. What an import brings is
packed as it comes; what is written here, change by change, is packed when packages are made of it.

A segment is `count(4) | count times: length of the body(4), 0 or length of the private part + 1 (4) | the bytes`,
numbers little-endian, compressed with zstd and its checksum. A body ends as a rule with the SHA-256 of its private
part, which nothing can compress; where that part stands beside it, it is left out, and the second number has MARKED.
"""

from __future__ import annotations

import hashlib
import json
import struct
from typing import TYPE_CHECKING, NamedTuple

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
_COUNT = struct.Struct("<I")
_OPENS, _CLOSES = b',"x":"', b'"}'
_MARK = 64
_END = len(_OPENS) + _MARK + len(_CLOSES)

_LINES = (
    f"INSERT INTO change(lid, seq, id, row) SELECT ?1, ?2 + key, substr(?3, key * {ID_BYTES} + 1, {ID_BYTES}), value"  # noqa: S608
    " FROM json_each(?4)"
)
"""the lines of a run in one statement: a third of what a statement for each of them takes (measured)"""

Line = tuple[int, int, bytes, "str | None", bytes, "bytes | None"]
"""(log, number, id, row, body, private part)"""
Content = tuple[bytes, "bytes | None"]


class _Open(NamedTuple):
    """A segment that was unpacked: where each body begins in `plain`."""

    lid: int
    first: int
    last: int
    plain: bytes
    sizes: tuple[int, ...]
    starts: list[int]


def holding(connection: Connection, lid: int, first: int, words: Sequence[bytes]) -> Iterator[int]:
    """The numbers of the segment that begins there whose body or private part holds one of the words. Refusal
    DB_DAMAGED."""
    found = _opened(connection, lid, first)
    if found is None or not any(word in found.plain for word in words):
        return
    reader = Reader(connection)
    for seq in range(found.first, found.last + 1):
        body, private = reader.get(lid, seq) or (b"", None)
        if any(word in body or (private is not None and word in private) for word in words):
            yield seq


class Reader:
    """Reads bodies; it holds one segment unpacked, so numbers are best asked for in their order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._open: _Open | None = None

    def get(self, lid: int, seq: int) -> Content | None:
        """Body and private part that a segment holds for this number; None when there is no segment.

        Refusal DB_DAMAGED when it cannot be unpacked.
        """
        found = self._open
        if found is None or found.lid != lid or not found.first <= seq <= found.last:
            found = self._open = _opened(self._connection, lid, seq)
            if found is None:
                return None
        return _content(found, seq)

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


def insert(connection: Connection, lines: Sequence[Line]) -> None:
    """Put changes into the log, runs of them packed."""
    loose: list[Line] = []
    bare: list[tuple[int, int, bytearray, str]] = []
    packed: list[tuple[int, int, int, bytearray]] = []
    for run in _runs(lines):
        if len(run) < LEAST:
            loose += run
        else:
            packed.append((run[0][0], run[0][1], run[-1][1], _pack(run, found=True)))
            # the driver takes a bytearray as it is, and asks around how to adapt bytes (measured: 1.4 us each)
            ids = bytearray().join([line[2] for line in run])
            bare.append((run[0][0], run[0][1], ids, json.dumps([line[3] for line in run])))
    connection.executemany("INSERT INTO change(lid, seq, id, row, body, private) VALUES(?, ?, ?, ?, ?, ?)", loose)
    connection.executemany(_LINES, bare)
    _keep(connection, packed)


def pack(connection: Connection, lid: int, first: int, last: int) -> None:
    """Pack what stands loose between these numbers of a log."""
    sql = "SELECT lid, seq, id, row, body, private FROM change WHERE lid=? AND seq BETWEEN ? AND ? AND body IS NOT NULL"
    lines = connection.execute(f"{sql} ORDER BY seq", (lid, first, last)).fetchall()
    for run in _runs(lines):
        if len(run) >= LEAST:
            _keep(connection, [(lid, run[0][1], run[-1][1], _pack(run))])
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
        found = _opened(connection, lid, seq)
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


def _runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Neighbours in one log, as many as go into a segment."""
    run: list[Line] = []
    size, lid, seq = 0, 0, 0
    for line in lines:
        length = len(line[4])
        if run and (line[1] != seq + 1 or line[0] != lid or len(run) == MOST or size + length > MOST_BYTES):
            yield run
            run, size = [], 0
        run.append(line)
        lid, seq, size = line[0], line[1], size + length
    if run:
        yield run


def _pack(run: Sequence[Line], *, found: bool = False) -> bytearray:
    """With `found` the private parts were found by their marks, as an import does, and need not be compared."""
    sizes: list[int] = []
    parts: list[bytes] = []
    for _, _, _, _, body, private in run:
        if private is None:
            sizes += (len(body), 0)
            parts.append(body)
            continue
        at = len(body) - _END
        last = at >= 0 and body.startswith(_OPENS, at) and body.find(b'"', at + len(_OPENS)) == len(body) - len(_CLOSES)
        if last and body.endswith(b"}") and (found or _fits(body, private)):  # its mark is the last thing that it says
            sizes += (at, len(private) + 1 | MARKED)
            parts += (body[:at], private)
        else:
            sizes += (len(body), len(private) + 1)
            parts += (body, private)
    head = struct.pack(f"<{len(sizes) + 1}I", len(run), *sizes)
    packer = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True, write_content_size=True)
    return bytearray(packer.compress(head + b"".join(parts)))


def _fits(body: bytes, private: bytes) -> bool:
    """Whether a body ends with the mark of this private part."""
    return body.endswith(hashlib.sha256(private).hexdigest().encode() + _CLOSES)


def _keep(connection: Connection, packed: Sequence[tuple[int, int, int, bytearray]]) -> None:
    connection.executemany("INSERT OR REPLACE INTO segment(lid, first, last, data) VALUES(?, ?, ?, ?)", packed)


def _content(found: _Open, seq: int) -> Content:
    """Body and private part of a number that lies in this segment."""
    at = seq - found.first
    size, aside = found.sizes[2 * at], found.sizes[2 * at + 1]
    start = found.starts[at]
    end = start + size
    if not aside & MARKED:
        return found.plain[start:end], found.plain[end : end + aside - 1] if aside else None
    private = found.plain[end : end + (aside ^ MARKED) - 1]
    mark = hashlib.sha256(private).hexdigest().encode()
    return b"".join((found.plain[start:end], _OPENS, mark, _CLOSES)), private


def contents(lid: int, first: int, last: int, data: bytes) -> dict[int, Content]:
    """All that a segment holds, by number. Refusal DB_DAMAGED when it cannot be unpacked."""
    found = _parsed(lid, first, last, data)
    return {seq: _content(found, seq) for seq in range(first, last + 1)}


def _opened(connection: Connection, lid: int, seq: int) -> _Open | None:
    sql = "SELECT first, last, data FROM segment WHERE lid=? AND first<=? ORDER BY first DESC LIMIT 1"
    row = connection.execute(sql, (lid, seq)).fetchone()
    if row is None or seq > row[1]:
        return None
    return _parsed(lid, *row)


def _parsed(lid: int, first: int, last: int, data: bytes) -> _Open:
    try:
        plain = zstandard.ZstdDecompressor().decompress(data)
        (count,) = _COUNT.unpack_from(plain)
        sizes = struct.unpack_from(f"<{2 * count}I", plain, _COUNT.size)
    except (zstandard.ZstdError, struct.error) as error:
        raise Refusal(Problem("DB_DAMAGED")) from error
    starts = []
    at = _COUNT.size * (1 + 2 * count)
    for n in range(0, 2 * count, 2):
        starts.append(at)
        at += sizes[n] + max(0, (sizes[n + 1] & ~MARKED) - 1)
    if at != len(plain) or count != last - first + 1:
        raise Refusal(Problem("DB_DAMAGED"))
    return _Open(lid, first, last, plain, sizes, starts)

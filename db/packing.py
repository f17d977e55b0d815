"""Changes into the log, runs of neighbours packed (db.segments says how): as an import brings them, and what was
written change by change when packages are made of it."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING

import msgspec
import zstandard

from casefiles.domain.changes import ID_BYTES
from db.segments import CLOSES, COUNT, END, MARKED, OPENS, Reader, segment

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
_INSERT = "INSERT INTO change(lid, seq, id, row, body, private) VALUES(?, ?, ?, ?, ?, ?)"
_LINES = (
    f"INSERT INTO change(lid, seq, id, row) SELECT ?1, ?2 + key, substr(?3, key * {ID_BYTES} + 1, {ID_BYTES}), value"  # noqa: S608
    " FROM json_each(?4)"
)
"""the lines of a run in one statement: a third of what a statement for each of them takes (measured)"""

_encode = msgspec.json.Encoder().encode

Line = tuple[int, int, bytes, "str | None", bytes, "bytes | None"]
"""(log, number, id, row, body, private part)"""


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
            at = len(body) - END  # is its mark the last thing that it says?
            ends = at >= 0 and body.startswith(OPENS, at) and body.endswith(CLOSES)
            if ends and body.rfind(b'"', at, -2) == at + len(OPENS) - 1 and (found or _fits(body, private)):
                body = body[:at]
                sizes.append(len(private) + 1 | MARKED)
            else:
                sizes.append(len(private) + 1)
            asides.append(private)
        lengths.append(len(body))
        bodies.append(body)
    head = struct.Struct(f"<{len(run)}I")
    texts = packer.compress(head.pack(*sizes) + b"".join(asides))
    return bytearray().join((COUNT.pack(len(texts)), texts, packer.compress(head.pack(*lengths) + b"".join(bodies))))


def _fits(body: bytes, private: bytes) -> bool:
    """Whether a body ends with the mark of this private part."""
    return body.endswith(hashlib.sha256(private).hexdigest().encode() + CLOSES)


def _keep(connection: Connection, packed: Sequence[tuple[int, int, int, bytearray]]) -> None:
    connection.executemany("INSERT OR REPLACE INTO segment(lid, first, last, data) VALUES(?, ?, ?, ?)", packed)

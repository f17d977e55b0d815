"""Numbers of a log that are known by a stub alone, and the changes that fill the holes of another office.

The table `late` holds what came into a log after the log had gone beyond it, in the order in which it came: bodies of
stubs, running text, and what was gone from here and was put back.
Ranges are (first, last), ascending and apart. A hole is filled by a block that goes over what is known already: the
ids are compared as everywhere, and a body comes in the place of its commitment.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import Block
from db import log, segments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.changes import Vector
    from db.driver import Connection

CHUNK = 400
PART = 10 * log.BLOCK_BODIES
"""numbers of a hole that are looked up together"""


def fills(
    connection: Connection, vector: Vector, numbers: Mapping[str, Sequence[tuple[int, int]]] | None
) -> Iterator[Block]:
    """Changes that lie in the reader's holes and stand here in full, as blocks; of these numbers alone, if given."""
    for held in log.logs(connection).values():
        theirs = vector.get(held.name)
        if theirs is None:
            continue
        gets = ranges.without(theirs.holes, ranges.common(theirs.bare, held.bare))  # the text is nowhere here either
        if numbers is not None:
            gets = ranges.common(gets, numbers.get(held.name, ()))
        for first, last in gets:
            for start in range(first, min(last, held.seq) + 1, PART):
                yield from _between(connection, held, start, min(start + PART - 1, last, held.seq))


def came_late(connection: Connection, lid: int, numbers: Iterable[int]) -> None:
    """Note that these numbers of a log are here in full, or with their text, only now."""
    lines = [(lid, first, last) for first, last in ranges.of(numbers)]
    connection.executemany("INSERT INTO late(lid, first, last) VALUES(?, ?, ?)", lines)


def late(connection: Connection) -> int:
    """How often something came late: whoever knows as much by number lacks nothing of it."""
    return int(connection.execute("SELECT coalesce(max(n), 0) FROM late").fetchone()[0])


def since(connection: Connection, known: int) -> Iterator[Block]:
    """What came late after this, as far as it stands here now, as blocks."""
    by_lid = {held.lid: held for held in log.logs(connection).values()}
    sql = "SELECT lid, first, last FROM late WHERE n>? ORDER BY n"
    for lid, first, last in connection.execute(sql, (known,)).fetchall():
        for start in range(first, last + 1, PART):
            yield from _between(connection, by_lid[lid], start, min(start + PART - 1, last))


def _between(connection: Connection, held: log.Log, first: int, last: int) -> Iterator[Block]:
    numbers = [
        n
        for (n,) in connection.execute(
            "SELECT seq FROM change WHERE lid=? AND seq BETWEEN ? AND ? AND com IS NULL", (held.lid, first, last)
        )
    ]
    yield from _blocks(connection, held, numbers)


def carried(
    connection: Connection, rows: Sequence[str], numbers: Mapping[str, Sequence[tuple[int, int]]]
) -> Iterator[Block]:
    """All changes of these records and those of these numbers, as far as they stand here, as blocks."""
    by_lid = {held.lid: held for held in log.logs(connection).values()}
    wanted: dict[int, set[int]] = {}
    for where in _places(connection, rows).values():
        for lid, seq in where:
            wanted.setdefault(lid, set()).add(seq)
    for lid, held in by_lid.items():
        for first, last in numbers.get(held.name, ()):
            sql = "SELECT seq FROM change WHERE lid=? AND seq BETWEEN ? AND ? AND com IS NULL"
            wanted.setdefault(lid, set()).update(n for (n,) in connection.execute(sql, (lid, first, last)))
    for lid, found in sorted(wanted.items()):
        yield from _blocks(connection, by_lid[lid], sorted(found))


def _blocks(connection: Connection, held: log.Log, numbers: Sequence[int]) -> Iterator[Block]:
    """These changes of a log, neighbours in one block."""
    at = 0
    reader = segments.Reader(connection)
    while at < len(numbers):
        end = at
        while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1 and end - at < log.BLOCK_BODIES - 1:
            end += 1
        first, last = numbers[at], numbers[end]
        before = log.ids(connection, held, first - 1, first - 1)
        if not before:  # it is gone from here: nobody could tell what these follow on
            at = end + 1
            continue
        lines = connection.execute(
            "SELECT lid, seq, body, private, id FROM change WHERE lid=? AND seq BETWEEN ? AND ? ORDER BY seq",
            (held.lid, first, last),
        ).fetchall()
        found = [reader.whole(*line[:4]) for line in lines]
        private = {hashlib.sha256(part).hexdigest(): part for _, part in found if part is not None}
        yield Block(held.dev, first, before[0], lines[-1][4], tuple(body for body, _ in found), private, held.name)
        at = end + 1


def places(connection: Connection, rows: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """Where the changes of records stand: row -> (log, number)."""
    names: dict[int, str] = {}  # of a few logs: an office may know thousands
    found = {}
    for row, where in _places(connection, rows).items():
        for lid in {lid for lid, _ in where} - names.keys():
            names[lid] = str(connection.execute("SELECT name FROM log WHERE lid=?", (lid,)).fetchone()[0])
        found[row] = [(names[lid], seq) for lid, seq in where]
    return found


def rows_at(connection: Connection, where: Sequence[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The records whose changes stand at these (log, number)."""
    logs = log.logs(connection)
    found = {}
    for name, seq in where:
        sql = "SELECT row FROM change WHERE lid=? AND seq=? AND row IS NOT NULL"
        lid = logs[name].holder(seq).lid if name in logs else None
        if lid is not None and (row := connection.execute(sql, (lid, seq)).fetchone()) is not None:
            found[name, seq] = str(row[0])
    return found


def _places(connection: Connection, rows: Sequence[str]) -> Mapping[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for at in range(0, len(rows), CHUNK):
        part = rows[at : at + CHUNK]
        sql = f"SELECT row, lid, seq FROM change WHERE row IN ({','.join('?' * len(part))}) AND com IS NULL"  # noqa: S608
        for row, lid, seq in connection.execute(sql, tuple(part)):
            found.setdefault(row, []).append((lid, seq))
    return found

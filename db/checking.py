"""Is everything whole? The file, the chain of every log, and the log against the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import START, Stub, chain
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.edges import codec
from db import log, segments
from db.projection import CHUNK, Projection
from db.schema import quoted, read

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from casefiles.domain.catalogue import Entity
    from db.driver import Connection, Database, Row

MOST = 20
"""problems named; the rest is counted"""
PART = 10
"""records folded between two rests"""


def check(database: Database) -> dict[str, object]:
    """{'ok', 'changes', 'rows', 'devices', 'bad_pages', 'bad_file', 'bad_chain', 'bad_rows'}.

    `bad_chain` are 'device:number', `bad_rows` ids whose table row is not what their changes fold to. A file with
    damaged pages is not read any further.
    """
    with database.alone() as connection:  # after a crash the newest pages stand in the log beside the file, torn in it
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    pages = [str(row[0]) for row in database.read("PRAGMA cipher_integrity_check")]
    file: list[str] = []
    chains: list[str] = []
    rows: list[str] = []
    changes = number = devices = 0
    if not pages:
        try:
            with database.reading() as connection:
                found = connection.execute("PRAGMA integrity_check").fetchall()
                file = [str(row[0]) for row in found if row[0] != "ok"]
                devices = len(log.logs(connection))
                chains, changes = _chains(connection)
                rows, number = _rows(connection)
        except Refusal as refusal:
            file = [*file, *(problem.code for problem in refusal.problems)]
    return {
        "ok": not (pages or file or chains or rows),
        "changes": changes,
        "rows": number,
        "devices": devices,
        "bad_pages": pages[:MOST],
        "bad_file": file[:MOST],
        "bad_chain": chains[:MOST],
        "bad_rows": rows[:MOST],
    }


def _chains(connection: Connection) -> tuple[list[str], int]:
    bad: list[str] = []
    changes = 0
    reader = segments.Reader(connection)
    for held in log.logs(connection).values():
        before = log.ids(connection, held, held.fork, held.fork)
        head, at = before[0] if before else START, held.fork
        empty: list[tuple[int, int]] = []
        for seq, id_, line, com, late in connection.execute(
            "SELECT seq, id, body, com, private FROM change WHERE lid=? ORDER BY seq", (held.lid,)
        ):
            changes += 1
            packed = reader.get(held.lid, seq) if line is None and com is None else None
            body = packed[0] if packed else line
            entry = Stub(com) if body is None and isinstance(com, bytes) else body
            if seq != at + 1 or not isinstance(entry, (bytes, Stub)) or chain(head, entry) != id_:
                bad.append(f"{held.name}:{seq}")
            if body is None:
                ranges.added(empty, seq)
            elif ranges.within(held.bare, seq):
                text = late if packed is None or late is not None else packed[1]
                if text is None and codec.mark_of(body):
                    ranges.added(empty, seq)
            head, at = id_, seq
        if (at, head) != (held.seq, held.head) or empty != held.holes:
            bad.append(f"{held.name}:{held.seq}")
    return bad, changes


def _rows(connection: Connection) -> tuple[list[str], int]:
    """Refold every record and compare; also rows without changes and changes without a row."""
    projection = Projection(connection)
    bad: list[str] = []
    number = 0
    for entity in ENTITIES.values():
        standing = connection.execute(f"SELECT {read(entity)} FROM {quoted(entity.name)}")  # noqa: S608
        while rows := standing.fetchmany(CHUNK):
            number += len(rows)
            bad += _unlike(connection, projection, entity, rows)
        bad += _without_row(connection, entity)
    return bad, number


def _unlike(connection: Connection, projection: Projection, entity: Entity, rows: Sequence[Row]) -> list[str]:
    """Of these rows those that are not what their changes fold to."""
    changes = log.changes_by_row(connection, [row[0] for row in rows])
    bad = []
    for row in rows:
        found = [c for c in changes[row[0]] if c.body.t == entity.name]
        if not found or tuple(projection.line(entity.name, row[0], found)[0]) != tuple(row):
            bad.append(row[0])
    return bad


def sample(database: Database, most: int, rest: Callable[[], None], chance: random.Random) -> list[str]:
    """About so many records drawn by chance, each register by its size: the ids of those whose row is not what their
    changes fold to."""
    bad: list[str] = []
    with database.reading() as connection:
        projection = Projection(connection)
        last = {
            name: int(connection.execute(f"SELECT coalesce(max(rowid), 0) FROM {quoted(name)}").fetchone()[0])  # noqa: S608
            for name in ENTITIES
        }
        total = sum(last.values())
        for name, entity in ENTITIES.items():
            asked = f"SELECT {read(entity)} FROM {quoted(name)} WHERE rowid>=? ORDER BY rowid LIMIT 1"  # noqa: S608
            share = -(-most * last[name] // total) if total else 0
            if share >= last[name]:
                rows = connection.execute(f"SELECT {read(entity)} FROM {quoted(name)}").fetchall()  # noqa: S608
            else:
                rows = [connection.execute(asked, (chance.randint(1, last[name]),)).fetchone() for _ in range(share)]
            for at in range(0, len(rows), PART):
                rest()
                bad += _unlike(connection, projection, entity, rows[at : at + PART])
    return bad


def _without_row(connection: Connection, entity: Entity) -> list[str]:
    """Records of the log that have no row in their table."""
    lost = connection.execute(
        "SELECT DISTINCT row FROM change WHERE row >= ? AND row < ?"  # noqa: S608
        f" AND NOT EXISTS (SELECT 1 FROM {quoted(entity.name)} t WHERE t.id=row)",
        (f"{entity.prefix}-", f"{entity.prefix}."),
    ).fetchall()
    return [row for (row,) in lost if any(c.body.t == entity.name for c in log.changes_of(connection, row))]

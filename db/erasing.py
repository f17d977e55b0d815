"""Records taken out of this database for good: in the place of each change stands its commitment, and the chain fits.

A record that was erased does not come back: whatever body of it arrives later is kept as a stub (db.importing). Nothing
can be guessed from a commitment, because a body holds nine random bytes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.domain.fieldtypes import Ref
from db import log, segments
from db.projection import refs
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from casefiles.domain.catalogue import Entity
    from db.driver import Connection
    from db.projection import Changed


WHOLE = ("child", "match", "visit")
"""what hangs on one of these goes with it"""
NAMES_ANY = (("attachment", "of"), ("question", "record"))
"""fields that name a record of any kind"""


def erased(connection: Connection) -> frozenset[str]:
    """The records that were erased here."""
    return frozenset(row for (row,) in connection.execute("SELECT row FROM erased"))


def hanging(connection: Connection, files: Sequence[str]) -> dict[str, list[str]]:
    """Everything that goes with these files, by entity, deleted records too, the files themselves among them."""
    found: dict[str, dict[str, None]] = {}
    waiting = [row for row in files if _stands(connection, row)]
    for row in waiting:
        found.setdefault(BY_PREFIX[row.partition("-")[0]].name, {})[row] = None
    while waiting:
        row = waiting.pop()
        for entity, column in _naming(row):
            sql = f"SELECT id FROM {quoted(entity.name)} WHERE {quoted(column)}=?"  # noqa: S608
            for (other,) in connection.execute(sql, (row,)).fetchall():
                if other not in found.setdefault(entity.name, {}):
                    found[entity.name][other] = None
                    if entity.name in WHOLE:
                        waiting.append(other)
    return {entity: list(rows) for entity, rows in sorted(found.items()) if rows}


def left_over(connection: Connection) -> list[str]:
    """What came, or was written, about erased records afterwards: their own changes, and whatever names them."""
    again = "SELECT DISTINCT row FROM change WHERE row IN (SELECT row FROM erased)"
    found = {row for (row,) in connection.execute(again)}
    for name in WHOLE:
        for entity, column in _naming(f"{ENTITIES[name].prefix}-"):
            sql = f"SELECT id FROM {quoted(entity.name)} WHERE {quoted(column)} IN (SELECT row FROM erased)"  # noqa: S608
            found.update(row for (row,) in connection.execute(sql))
    return sorted(found)


def orders(connection: Connection) -> list[str]:
    """The orders that have come, also those that somebody deleted: an order is not taken back."""
    return [row for (row,) in connection.execute("SELECT id FROM erasure ORDER BY id")]


def _naming(row: str) -> Iterator[tuple[Entity, str]]:
    """The entities and columns that name a record of this kind."""
    kind = BY_PREFIX.get(row.partition("-")[0])
    for entity in ENTITIES.values():
        for name, spec in entity.fields.items():
            refers = isinstance(spec.kind, Ref) and kind is not None and spec.kind.entity == kind.name
            if refers or (entity.name, name) in NAMES_ANY:
                yield entity, name


def _stands(connection: Connection, row: str) -> bool:
    kind = BY_PREFIX.get(row.partition("-")[0])
    if kind is None:
        return False
    return connection.execute(f"SELECT 1 FROM {quoted(kind.name)} WHERE id=?", (row,)).fetchone() is not None  # noqa: S608


def erase(connection: Connection, rows: Sequence[str], now_ms: int, changed: Changed) -> int:
    """Take these records out; how many changes lost their content. `changed` says whose derived lines are to be made
    anew."""
    by_lid = {held.lid: held for held in log.logs(connection).values()}
    gone: dict[int, list[int]] = {}
    apart: dict[tuple[int, int], int] = {}
    for row in rows:
        sealed = connection.execute("SELECT lid, seq FROM change WHERE row=? AND body IS NULL", (row,)).fetchall()
        apart.update(((lid, first), last) for lid, first, last in segments.unpack(connection, sealed))
        found = connection.execute("SELECT lid, seq, body FROM change WHERE row=?", (row,)).fetchall()
        for lid, seq, body in found:
            connection.execute(
                "UPDATE change SET com=?, body=NULL, private=NULL, row=NULL WHERE lid=? AND seq=?",
                (hashlib.sha256(body).digest(), lid, seq),
            )
            gone.setdefault(lid, []).append(seq)
        connection.execute("INSERT OR IGNORE INTO erased(row, at_ms) VALUES(?, ?)", (row, now_ms))
        _out_of_table(connection, row, changed)
    for (lid, first), last in apart.items():
        segments.pack(connection, lid, first, last)
    for lid, numbers in gone.items():
        held = by_lid[lid]
        held.holes = list(ranges.united([*held.holes, *ranges.of(numbers)]))
        log.save_holes(connection, held)
    return sum(len(numbers) for numbers in gone.values())


def _out_of_table(connection: Connection, row: str, changed: Changed) -> None:
    entity = BY_PREFIX.get(row.partition("-")[0])
    if entity is None:
        return
    names = refs(entity)
    wanted = ", ".join(["id", *(quoted(name) for name in names)])
    stood = connection.execute(f"SELECT {wanted} FROM {quoted(entity.name)} WHERE id=?", (row,)).fetchone()  # noqa: S608
    if stood is not None:
        changed.refer(entity.name, row, dict(zip(names, stood[1:], strict=True)))
    changed.rows.setdefault(entity.name, {})[row] = None
    connection.execute(f"DELETE FROM {quoted(entity.name)} WHERE id=?", (row,))  # noqa: S608
    connection.execute("DELETE FROM draft WHERE key LIKE ?1 OR fields LIKE ?1", (f"%{row}%",))

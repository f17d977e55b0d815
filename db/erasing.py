"""Records taken out of this database for good: in the place of each change stands its commitment, and the chain fits.

A record that was erased does not come back: whatever body of it arrives later is kept as a stub (db.importing). Nothing
can be guessed from a commitment, because a body holds nine random bytes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from casefiles.domain.entities import BY_PREFIX
from db import holes, log, segments
from db.projection import refs
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.driver import Connection
    from db.projection import Changed


def erased(connection: Connection) -> frozenset[str]:
    """The records that were erased here."""
    return frozenset(row for (row,) in connection.execute("SELECT row FROM erased"))


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
        held.holes = holes.including(held.holes, numbers)
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
    connection.execute("DELETE FROM draft WHERE key LIKE ?", (f"%{row}%",))

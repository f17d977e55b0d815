"""Every table row, derived line and search key made anew from the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from db import derived, log
from db.changed import Changed
from db.projection import Projection
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.catalogue import Entity
    from db.driver import Connection

BATCH = 2000


def rebuild(connection: Connection, entities: Mapping[str, Entity] = ENTITIES) -> int:
    """Empty every table and fold all records of the log again, inside the caller's transaction; how many."""
    for entity in entities.values():
        connection.execute(f"DELETE FROM {quoted(entity.name)}")  # noqa: S608
    derived.clear(connection)
    projection = Projection(connection, entities)
    changed = Changed()
    number = 0
    last = ""
    while True:
        sql = "SELECT DISTINCT row FROM change WHERE row > ? AND com IS NULL ORDER BY row LIMIT ?"
        rows = [row for (row,) in connection.execute(sql, (last, BATCH))]
        if not rows:
            break
        last = rows[-1]
        by_entity: dict[str, list[str]] = {}
        for row, changes in log.changes_by_row(connection, rows).items():
            for change in changes:
                called = change.body.t
                if called in entities and row not in by_entity.setdefault(called, [])[-1:]:
                    by_entity[called].append(row)
        for name, found in by_entity.items():
            projection.refold(name, found, changed)
            changed.note(name, found)
            number += len(found)
    derived.refresh(connection, changed)
    return number

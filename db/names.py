"""Every name and place on file: what is hidden while visitors stand by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.veil import name_fields, place_fields, places_of
from db.schema import quoted

if TYPE_CHECKING:
    from db.driver import Database


def names(database: Database) -> set[str]:
    """All names, also of records that were deleted: the history still shows those."""
    return {value for entity in ENTITIES for field in name_fields(entity) for value in _values(database, entity, field)}


def places(database: Database) -> set[str]:
    """All villages, addresses and schools, also of records that were deleted."""
    return {
        place
        for entity in ENTITIES
        for field in place_fields(entity)
        for value in _values(database, entity, field)
        for place in places_of(field, value)
    }


def _values(database: Database, entity: str, field: str) -> list[str]:
    sql = f"SELECT DISTINCT {quoted(field)} FROM {quoted(entity)} WHERE {quoted(field)} IS NOT NULL"  # noqa: S608
    return [str(row[0]) for row in database.read(sql, ())]

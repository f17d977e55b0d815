"""Every name and address on file: what is hidden while visitors stand by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.veil import hidden_fields
from db.schema import quoted

if TYPE_CHECKING:
    from db.driver import Database

def names(database: Database) -> set[str]:
    """All of them, also of records that were deleted: the history still shows those."""
    found: set[str] = set()
    for entity in ENTITIES:
        for field in hidden_fields(entity):
            sql = f"SELECT DISTINCT {quoted(field)} FROM {quoted(entity)} WHERE {quoted(field)} IS NOT NULL"  # noqa: S608
            found.update(str(row[0]) for row in database.read(sql, ()))
    return found

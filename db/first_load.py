"""The first load of a table: its indexes are left off, and made when it is filled.

An index made over rows that stand costs less than one that is kept in step row by row, and its pages are full. All of
it is in the import's own transaction: after a power cut, or for whoever reads meanwhile, nothing was ever missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.driver import LockedError
from db.schema import quoted

if TYPE_CHECKING:
    from db.driver import Connection

LEAST = 2_000
"""new records at once that are worth it, in a table that holds no more than these"""
MOST = 100_000
"""records after which the indexes are made all the same: making one sorts it in memory"""


class FirstLoad:
    """Leaves indexes off and makes them again; between the two nobody may look anything up by them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._off: dict[str, list[str]] = {}
        self._loaded: dict[str, int] = {}

    def expect(self, entity: str, records: int) -> None:
        """So many new records of an entity are about to be inserted."""
        if entity in self._loaded:
            self._loaded[entity] += records
            if self._loaded[entity] > MOST:
                self._make(entity)
        elif records >= LEAST and self._holds(entity) <= records:
            self._loaded[entity] = records
            self._leave_off(entity)

    def done(self) -> None:
        """All indexes stand again."""
        for entity in list(self._off):
            self._make(entity)

    def _holds(self, entity: str) -> int:
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {quoted(entity)} LIMIT ?)"  # noqa: S608
        return int(self._connection.execute(sql, (MOST,)).fetchone()[0])

    def _leave_off(self, entity: str) -> None:
        asked = "SELECT name, sql FROM sqlite_master WHERE type='index' AND tbl_name=? AND sql IS NOT NULL"
        made = self._off[entity] = []
        for name, sql in self._connection.execute(asked, (entity,)).fetchall():
            try:
                self._connection.execute(f"DROP INDEX {quoted(name)}")
            except LockedError:  # a question on this connection is not finished: then it stays
                continue
            made.append(sql)

    def _make(self, entity: str) -> None:
        for sql in self._off.pop(entity, ()):
            self._connection.execute(sql)

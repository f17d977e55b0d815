"""Pages of the file that nothing stands on any more: what was deleted may be read there until they are overwritten."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    from db.driver import Connection

FILLED = 1024
"""pages overwritten at a time"""


def overwrite(connection: Connection) -> None:
    """Fill the free pages with zeros, and free them again."""
    pages = int(connection.execute("PRAGMA freelist_count").fetchone()[0])
    page = int(connection.execute("PRAGMA page_size").fetchone()[0])
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute("CREATE TABLE overwritten(zeros BLOB)")
        for at in range(0, pages, FILLED):
            size = page * min(FILLED, pages - at)
            connection.execute("INSERT INTO overwritten(zeros) VALUES(zeroblob(?))", (size,))
        connection.execute("DROP TABLE overwritten")
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(dbapi2.DatabaseError):
            connection.execute("ROLLBACK")
        raise

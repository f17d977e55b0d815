"""Files of other offices of which next to nothing is here: no name, and not what they began with.

Whoever had a file is told by which change it left (exchange.scope). Where it was only ever typed into a division and
out again, an office hears of that one change and of nothing before it, and would list a file that it never had. Such a
file stands in no register and in no count; its change is kept, and what is missing of it is told where anybody here
can do something about it (db.incomplete). It is shown as soon as its beginning comes, or it moves here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.areas import root
from casefiles.domain.entities import ENTITIES, PLACED
from db import texts
from db.portions import marks, parts
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from db.driver import Connection

IDS = "SELECT n.id FROM nameless n"
"""those that are left out"""


def create(connection: Connection) -> None:
    """The table, if it is missing."""
    connection.execute("CREATE TABLE IF NOT EXISTS nameless(id TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID")


def clear(connection: Connection) -> None:
    """Forget them (a rebuild finds them anew)."""
    connection.execute("DELETE FROM nameless")


def refresh(connection: Connection, touched: Mapping[str, Collection[str]], waiting: Collection[str]) -> None:
    """Bring it in step with these touched records, of which those `waiting` lack an earlier change."""
    known = connection.execute("SELECT 1 FROM nameless LIMIT 1").fetchone() is not None
    if not known and not waiting:
        return
    (home,) = connection.execute("SELECT value FROM setting WHERE key='office'").fetchone() or ("",)
    for entity in PLACED:
        rows = list(touched.get(entity, ()))
        if known:
            for part in parts(rows):
                connection.execute(f"DELETE FROM nameless WHERE id IN ({marks(part)})", part)  # noqa: S608
        for part in parts([row for row in rows if row in waiting]):
            title = texts.column(entity, ENTITIES[entity].title)
            sql = (
                f"INSERT OR IGNORE INTO nameless(id) SELECT id FROM {quoted(entity)} WHERE id IN ({marks(part)})"  # noqa: S608
                f" AND coalesce({title}, '') = '' AND _del IS NULL AND area IS NOT NULL"
                " AND substr(area, 1, ?) <> ?"
            )
            base = root(str(home))
            connection.execute(sql, (*part, len(base), base))

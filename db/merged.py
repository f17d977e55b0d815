"""Files that were put together: for each file of a group the one that is shown, kept in step with the rows.

The table is empty in nearly every office and every question of it is a look into an index, so files that were never
merged cost nothing. What it says follows from the rows alone (`casefiles.domain.canon`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.canon import canon
from casefiles.domain.entities import ENTITIES
from db import nameless
from db.portions import marks, parts
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from db.driver import Connection, Database

KEPT = tuple(name for name, entity in ENTITIES.items() if "merged_into" in entity.fields)
"""the registers whose files can be put together"""
GROUP = "SELECT g.id FROM merged g WHERE g.canon = {}"
"""the ids of the group of a shown file"""
HEAD = "coalesce((SELECT g.canon FROM merged g WHERE g.id = {0}), {0})"
"""the shown file of an id"""
LOSERS = f"SELECT g.id FROM merged g WHERE g.id <> g.canon UNION ALL {nameless.IDS}"  # noqa: S608
"""the ids that no register lists: another file stands for them, or they are nobody's here"""


def create(connection: Connection) -> None:
    """The table and its indexes, if they are missing."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS merged(id TEXT PRIMARY KEY NOT NULL, canon TEXT NOT NULL) WITHOUT ROWID"
    )
    connection.execute("CREATE INDEX IF NOT EXISTS merged_canon ON merged(canon)")
    for entity in KEPT:
        connection.execute(
            f"CREATE INDEX IF NOT EXISTS {entity}_merged ON {quoted(entity)}(merged_into) WHERE merged_into IS NOT NULL"
        )


def refresh(connection: Connection, entity: str, touched: Iterable[str]) -> set[str]:
    """Bring the groups of these touched records in step; every file whose group changed or may have."""
    ids = list(touched)
    if entity not in KEPT or not ids or not _any(connection, entity):
        return set()
    seeds: set[str] = set()
    for part in parts(ids):
        held = marks(part)
        sql = (
            f"SELECT id FROM {quoted(entity)} WHERE merged_into IS NOT NULL AND id IN ({held})"  # noqa: S608
            f" UNION SELECT canon FROM merged WHERE id IN ({held})"
            f" UNION SELECT merged_into FROM {quoted(entity)}"
            f" WHERE merged_into IS NOT NULL AND merged_into IN ({held})"
        )
        seeds.update(row for (row,) in connection.execute(sql, (*part, *part, *part)))
    if not seeds:
        return set()
    into, standing = _walk(connection, entity, seeds)
    heads = canon(into, standing)
    before: dict[str, str] = {}
    for part in parts(sorted(into)):
        rows = connection.execute(f"SELECT id, canon FROM merged WHERE id IN ({marks(part)})", part)  # noqa: S608
        before.update(rows.fetchall())
    connection.executemany("DELETE FROM merged WHERE id=?", [(row,) for row in before if before[row] != heads.get(row)])
    fresh = [(row, head) for row, head in heads.items() if before.get(row) != head]
    connection.executemany("INSERT INTO merged(id, canon) VALUES(?, ?)", fresh)
    return set(into)


def elsewhere(database: Database, entity: str) -> list[str]:
    """The files that were merged into one that is not here: another office keeps it."""
    sql = (
        f"SELECT l.id FROM {quoted(entity)} l WHERE l.merged_into IS NOT NULL AND l._del IS NULL"  # noqa: S608
        f" AND NOT EXISTS (SELECT 1 FROM {quoted(entity)} s WHERE s.id = l.merged_into) ORDER BY l.id"
    )
    return [str(row) for (row,) in database.read(sql)]


def clear(connection: Connection) -> None:
    """Forget the groups (a rebuild makes them anew)."""
    connection.execute("DELETE FROM merged")


def heads(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The shown file of those ids that belong to a group."""
    found: dict[str, str] = {}
    if connection.execute("SELECT 1 FROM merged LIMIT 1").fetchone() is not None:
        for part in parts(ids):
            rows = connection.execute(f"SELECT id, canon FROM merged WHERE id IN ({marks(part)})", part)  # noqa: S608
            found.update(rows.fetchall())
    return found


def members(connection: Connection, shown_: Sequence[str]) -> list[str]:
    """Every file of the groups of these shown files."""
    found: list[str] = []
    for part in parts(shown_):
        rows = connection.execute(f"SELECT id FROM merged WHERE canon IN ({marks(part)})", part)  # noqa: S608
        found += [row for (row,) in rows]
    return found


def group(database: Database, row: str) -> list[str]:
    """The ids of the group a record belongs to, the shown file first; the record alone when it was never merged."""
    found = database.read(
        "SELECT id, canon FROM merged WHERE canon = (SELECT canon FROM merged WHERE id = ?) ORDER BY id <> canon, id",
        (row,),
    )
    return [id_ for id_, _ in found] or [row]


def shown(database: Database, ids: Sequence[str]) -> Mapping[str, str]:
    """The shown file of those ids that belong to a group."""
    with database.reading() as connection:
        return heads(connection, ids)


def _any(connection: Connection, entity: str) -> bool:
    """Whether any file of this register points at another or did."""
    sql = (
        f"SELECT EXISTS(SELECT 1 FROM {quoted(entity)} WHERE merged_into IS NOT NULL)"  # noqa: S608
        " OR EXISTS(SELECT 1 FROM merged)"
    )
    return bool(connection.execute(sql).fetchone()[0])


def _walk(connection: Connection, entity: str, seeds: set[str]) -> tuple[dict[str, str | None], set[str]]:
    """The pointers of everything that hangs together with the seeds, now or before, and who stands."""
    into: dict[str, str | None] = {}
    standing: set[str] = set()
    open_ = set(seeds)
    while open_:
        near: set[str] = set()
        for part in parts(sorted(open_)):
            held = marks(part)
            sql = f"SELECT id, merged_into, _del FROM {quoted(entity)} WHERE id IN ({held})"  # noqa: S608
            for row, to, gone in connection.execute(sql, part).fetchall():
                into[row] = to
                if not gone:
                    standing.add(row)
                if to:
                    near.add(to)
            sql = (
                f"SELECT id FROM {quoted(entity)} WHERE merged_into IS NOT NULL AND merged_into IN ({held})"  # noqa: S608
                f" UNION SELECT id FROM merged WHERE canon IN ({held})"
                f" UNION SELECT canon FROM merged WHERE id IN ({held})"
            )
            near.update(row for (row,) in connection.execute(sql, (*part, *part, *part)))
        for row in open_:
            into.setdefault(row, None)  # pointed at, and not here (yet)
        open_ = near - set(into)
    return into, standing

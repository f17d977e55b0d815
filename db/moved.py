"""Files that another office took over from this one: asked before every save, so it is one look into an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.areas import root
from db import merged
from db.portions import marks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.catalogue import Entity
    from db.driver import Connection, Database, Row

AWAY = 2
"""what `child_state.closed` says of a file that another office took over: no open file of this office's any more"""

_ONE = """
SELECT to_area, from_area, answered_on FROM transfer WHERE child IN (
  SELECT ?1 UNION ALL SELECT g.id FROM merged h JOIN merged g ON g.canon = h.canon WHERE h.id = ?1 AND g.id <> ?1
) AND state = 'accepted' AND _del IS NULL ORDER BY coalesce(answered_on, '') DESC, id DESC LIMIT 1"""
_ALL = """
SELECT child, to_area, from_area, answered_on FROM transfer WHERE state = 'accepted' AND _del IS NULL
AND child IS NOT NULL ORDER BY coalesce(answered_on, ''), id"""

_ANY = "SELECT 1 FROM transfer WHERE state = 'accepted' AND _del IS NULL LIMIT 1"
_OF = f"""
SELECT {merged.HEAD.format("child")}, to_area, from_area FROM transfer WHERE child IN ({{}}) AND state = 'accepted'
AND _del IS NULL ORDER BY coalesce(answered_on, ''), id"""  # noqa: S608
IDS = f"""
SELECT s.id FROM transfer w JOIN child_state s ON s.id = {merged.HEAD.format("w.child")}
WHERE w.state = 'accepted' AND w._del IS NULL AND s.closed = {AWAY}"""  # noqa: S608
"""the files that another office took over, once their derived lines stand"""

_WITH_MERGED = f"{IDS} UNION ALL SELECT g.id FROM merged g WHERE g.canon IN ({IDS})"  # noqa: S608


def here(entity: Entity) -> str:
    """The condition that a record `t` of this entity is of no such file."""
    column = "t.id" if entity.name == "child" else "t.child" if "child" in entity.fields else ""
    return f"coalesce({column}, '') NOT IN ({_WITH_MERGED})" if column else "1"


def gone(connection: Connection) -> set[str]:
    """Every file that another office took over, with those that were merged into it."""
    found = {str(row) for (row,) in connection.execute(IDS)}
    return {*found, *(merged.members(connection, sorted(found)) if found else ())}


def away(connection: Connection, shown: Sequence[str]) -> set[str]:
    """Which of these files, none of them merged into another, another office took over from this one."""
    if connection.execute(_ANY).fetchone() is None:
        return set()
    (home,) = connection.execute("SELECT value FROM setting WHERE key='office'").fetchone() or ("",)
    ours = root(str(home))
    files = [*dict.fromkeys((*shown, *merged.members(connection, shown)))]
    newest = {head: (str(to or ""), str(from_ or "")) for head, to, from_ in
              connection.execute(_OF.format(marks(files)), files)}  # fmt: skip
    return {head for head, (to, from_) in newest.items() if not to.startswith(ours) and from_.startswith(ours)}


def taken_over(database: Database, ours: str, child: str) -> dict[str, tuple[str, str]]:
    """Child -> (division of the office that took the file over, day); of `child` alone, or of all when it is ''.

    `ours` is what the divisions of this office begin with: a file that came back is not among them.
    """
    found: Mapping[str, Row]
    if child:
        line = database.one(_ONE, (child,))
        found = {child: line} if line else {}
    else:
        with database.reading() as connection:
            rows = connection.execute(_ALL).fetchall()
            heads = merged.heads(connection, [row[0] for row in rows])
            newest = {heads.get(row[0], row[0]): row[1:] for row in rows}  # the last to be answered stays
            found = {
                **newest,
                **{one: newest[head] for head in set(heads.values()) for one in merged.members(connection, [head])},
            }
    return {
        of: (str(to or ""), str(on or ""))
        for of, (to, from_, on) in found.items()
        if not str(to or "").startswith(ours) and str(from_ or "").startswith(ours)
    }

"""Files that another office took over from this one: asked before every save, so it is one look into an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import merged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.driver import Database, Row

_ONE = """
SELECT to_area, from_area, answered_on FROM transfer WHERE child IN (
  SELECT ?1 UNION ALL SELECT g.id FROM merged h JOIN merged g ON g.canon = h.canon WHERE h.id = ?1 AND g.id <> ?1
) AND state = 'accepted' AND _del IS NULL ORDER BY coalesce(answered_on, '') DESC, id DESC LIMIT 1"""
_ALL = """
SELECT child, to_area, from_area, answered_on FROM transfer WHERE state = 'accepted' AND _del IS NULL
AND child IS NOT NULL ORDER BY coalesce(answered_on, ''), id"""


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

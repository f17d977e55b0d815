"""Records of which an earlier change is not here: what they show may lack what it said. After a salvage or a restore
the next packages bring it as a rule; what they do not bring is told (db.tasks), and who has it (exchange.lacking)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casefiles.domain.areas import root
from casefiles.domain.changes import ID_BYTES
from casefiles.domain.entities import ENTITIES, PLACED
from casefiles.ports import Incomplete
from db import log, texts
from db.portions import marks, parts
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Collection

    from db.driver import Database, Row


WAITING = " UNION ALL ".join(
    f"SELECT '{entity}',id,json_extract(_x,'$.m') FROM {quoted(entity)} WHERE _x IS NOT NULL"  # noqa: S608
    " AND json_extract(_x,'$.m') IS NOT NULL AND _del IS NULL"
    for entity in ENTITIES
)
_GONE = "SELECT c.id FROM erased_change e JOIN change c ON c.lid=e.lid AND c.seq=e.seq"
_OURS = f"SELECT c.id FROM change c JOIN log l ON l.lid=c.lid WHERE c.row=? AND l.own={log.OURS}"  # noqa: S608
_STUBS = """
SELECT c.id, l.name, c.seq FROM hole h JOIN change c ON c.lid=h.lid AND c.seq BETWEEN h.first AND h.last
JOIN log l ON l.lid=c.lid WHERE c.com IS NOT NULL AND c.id IN ({})"""


def incomplete(database: Database, limit: int) -> list[Incomplete]:
    """Those that are this office's, and those of others that have no name because what this office itself wrote of them
    is gone. Nothing is missed that was erased here, nor what somebody at this computer has written over since."""
    found = database.read(f"{WAITING} LIMIT ?", (limit,))
    if not found:
        return []
    gone = {bytes(id_).hex() for (id_,) in database.read(_GONE)}
    home = database.one("SELECT value FROM setting WHERE key='office'")
    ours = root(str(home[0])) if home else ""
    told = []
    for entity, row, missing in found:
        lacks = tuple(one for one in json.loads(missing) if one not in gone)
        title, child, area, owner, heads = _said(database, entity, row)
        place = str(area or "") or _area(database, owner)
        away = bool(place) and not place.startswith(ours)
        if away and (title or not _ours(database, lacks)):
            continue  # of a file that left, or that never was here, the change by which it left may be all there is
        if lacks and not _written(database, row, bytes(heads or b"")):
            told.append(Incomplete(entity, row, str(title or ""), row if entity == "child" else child or "", lacks))
    return told


def _ours(database: Database, ids: Collection[str]) -> bool:
    """Whether one of these stands in a log of this office, by its stub alone."""
    own = {str(name) for (name,) in database.read(f"SELECT name FROM log WHERE own<>{log.OTHERS}")}  # noqa: S608
    return any(name in own for name, _ in stubs(database, ids).values())


def _said(database: Database, entity: str, row: str) -> Row:
    """Its title, the child that it hangs on, where it lies, what it hangs on, its heads."""
    spec = ENTITIES[entity]
    owners = [name for name in PLACED if name in spec.fields]
    columns = [
        texts.column(entity, spec.title),
        "child" if "child" in spec.fields else "NULL",
        "area" if "area" in spec.fields else "NULL",
        f"coalesce({', '.join([*owners, 'NULL', 'NULL'])})",
        texts.heads(quoted(entity)),
    ]
    line = database.one(f"SELECT {', '.join(columns)} FROM {quoted(entity)} WHERE id=?", (row,))  # noqa: S608
    return line or (None,) * len(columns)


def _written(database: Database, row: str, heads: bytes) -> bool:
    """Whether all that the record is now was written at this computer: a file that was made good from the papers."""
    own = {bytes(id_) for (id_,) in database.read(_OURS, (row,))}
    return bool(heads) and all(heads[at : at + ID_BYTES] in own for at in range(0, len(heads), ID_BYTES))


def stubs(database: Database, ids: Collection[str]) -> dict[str, tuple[str, int]]:
    """Which of these changes are known here by a stub: id -> (log, number)."""
    found = {}
    for part in parts([bytes.fromhex(one) for one in ids]):
        lines = database.read(_STUBS.format(marks(part)), part)
        found.update({bytes(id_).hex(): (str(log), int(seq)) for id_, log, seq in lines})
    return found


def _area(database: Database, owner: str | None) -> str:
    """Where a record lies that hangs on this one."""
    entity = next((name for name in PLACED if owner and owner.startswith(ENTITIES[name].prefix + "-")), "")
    line = database.one(f"SELECT area FROM {quoted(entity)} WHERE id=?", (owner,)) if entity else None  # noqa: S608
    return str(line[0] or "") if line else ""

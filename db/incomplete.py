"""Records of which an earlier change is not here: what they show may lack what it said. After a salvage or a restore
the next packages bring it as a rule; what they do not bring is told (db.tasks), and who has it (exchange.lacking)."""

from __future__ import annotations

import itertools
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
    from collections.abc import Collection, Iterator, Sequence

    from db.driver import Database, Row


WAITING = " UNION ALL ".join(
    f"SELECT '{entity}',id,json_extract(_x,'$.m') FROM {quoted(entity)} WHERE _x IS NOT NULL"  # noqa: S608
    " AND json_extract(_x,'$.m') IS NOT NULL AND _del IS NULL"
    for entity in ENTITIES
)
_AMONG = "lower(hex(c.id)) IN (SELECT value FROM json_each(?))"
_GONE = f"SELECT c.id FROM erased_change e JOIN change c ON c.lid=e.lid AND c.seq=e.seq WHERE {_AMONG}"  # noqa: S608
_OURS = f"SELECT c.id FROM change c JOIN log l ON l.lid=c.lid WHERE c.row=? AND l.own={log.OURS}"  # noqa: S608
_STUBS = f"""
SELECT c.id, l.name, c.seq FROM log l JOIN hole h ON h.lid=l.lid
JOIN change c ON c.lid=h.lid AND c.seq BETWEEN h.first AND h.last WHERE c.com IS NOT NULL AND {_AMONG}"""  # noqa: S608
_OWN_STUBS = f"{_STUBS} AND l.own<>{log.OTHERS}"


def incomplete(database: Database, limit: int) -> list[Incomplete]:
    """Those that are this office's, and those of others that have no name because what this office itself wrote of them
    is gone; at most so many. Nothing is missed that was erased here, nor what somebody at this computer has written
    over since."""
    found = [(str(entity), str(row), json.loads(missing)) for entity, row, missing in database.read(WAITING)]
    if not found:
        return []
    named = {one for _, _, missing in found for one in missing}
    gone = {bytes(id_).hex() for (id_,) in database.read(_GONE, (json.dumps(list(named)),))}
    home = database.one("SELECT value FROM setting WHERE key='office'")
    ours = root(str(home[0])) if home else ""
    own: set[str] | None = None
    told: list[Incomplete] = []
    for entity, rows in _lacking(found, gone):
        for row, title, child, area, owner, heads in _said(database, entity, list(rows)):
            lacks = rows[row]
            place = str(area or "") or _area(database, owner)
            if place and not place.startswith(ours):
                if title:
                    continue  # of a file that left, or never was here, the change by which it left may be all there is
                if own is None:
                    own = set(_found(database, _OWN_STUBS, named))
                if own.isdisjoint(lacks):
                    continue
            if not _written(database, row, bytes(heads or b"")):
                told.append(Incomplete(entity, row, str(title or ""), row if entity == "child" else child or "", lacks))
                if len(told) == limit:
                    return told
    return told


def _lacking(
    found: Sequence[tuple[str, str, list[str]]], gone: Collection[str]
) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Record -> what it lacks of what was not erased here; a few hundred of one entity at a time."""
    for entity, several in itertools.groupby(found, lambda one: one[0]):
        lacks = [(row, tuple(one for one in missing if one not in gone)) for _, row, missing in several]
        for part in parts([one for one in lacks if one[1]]):
            yield entity, dict(part)


def _said(database: Database, entity: str, rows: Sequence[str]) -> list[Row]:
    """Of each its id, its title, the child that it hangs on, where it lies, what it hangs on, its heads."""
    spec = ENTITIES[entity]
    owners = [name for name in PLACED if name in spec.fields]
    columns = [
        "id",
        texts.column(entity, spec.title),
        "child" if "child" in spec.fields else "NULL",
        "area" if "area" in spec.fields else "NULL",
        f"coalesce({', '.join([*owners, 'NULL', 'NULL'])})",
        texts.heads(quoted(entity)),
    ]
    sql = f"SELECT {', '.join(columns)} FROM {quoted(entity)} WHERE id IN ({marks(rows)}) ORDER BY id"  # noqa: S608
    return database.read(sql, tuple(rows))


def _written(database: Database, row: str, heads: bytes) -> bool:
    """Whether all that the record is now was written at this computer: a file that was made good from the papers."""
    own = {bytes(id_) for (id_,) in database.read(_OURS, (row,))}
    return bool(heads) and all(heads[at : at + ID_BYTES] in own for at in range(0, len(heads), ID_BYTES))


def stubs(database: Database, ids: Collection[str]) -> dict[str, tuple[str, int]]:
    """Which of these changes are known here by a stub: id -> (log, number)."""
    return _found(database, _STUBS, ids)


def _found(database: Database, sql: str, ids: Collection[str]) -> dict[str, tuple[str, int]]:
    """In one pass over the stubs, however many are asked for."""
    lines = database.read(sql, (json.dumps(list(ids)),)) if ids else []
    return {bytes(id_).hex(): (str(name), int(seq)) for id_, name, seq in lines}


def _area(database: Database, owner: str | None) -> str:
    """Where a record lies that hangs on this one."""
    entity = next((name for name in PLACED if owner and owner.startswith(ENTITIES[name].prefix + "-")), "")
    line = database.one(f"SELECT area FROM {quoted(entity)} WHERE id=?", (owner,)) if entity else None  # noqa: S608
    return str(line[0] or "") if line else ""

"""What hangs on what, asked of many records at once and without the running text that their lines leave to the log."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from casefiles.domain.entities import BY_PREFIX, ENTITIES, PLACED
from casefiles.domain.fieldtypes import Ref
from casefiles.ports import Record
from db import merged, portions, texts
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from db.driver import Database

PLACE = ("area", "state", "from_area", "to_area")
"""beside what a record names: where it lives, and of a transfer where it leads"""


def bonds(database: Database, rows: Sequence[str]) -> dict[str, Record]:
    """These records by id, also deleted ones, with nothing but what they name and where they live."""
    by_entity: dict[str, list[str]] = {}
    for row in dict.fromkeys(rows):
        if (entity := BY_PREFIX.get(row.partition("-")[0])) is not None:
            by_entity.setdefault(entity.name, []).append(row)
    found: dict[str, Record] = {}
    for name, ids in by_entity.items():
        fields = _fields(name)
        listed = ", ".join(("id", "_del", *(texts.column(name, field) for field in fields)))
        for part in portions.parts(ids):
            sql = f"SELECT {listed} FROM {quoted(name)} WHERE id IN ({portions.marks(part)})"  # noqa: S608
            for row, deleted, *values in database.read(sql, part):
                found[row] = Record(name, row, dict(zip(fields, values, strict=True)), (), bool(deleted))
    return found


def naming(database: Database, entity: str, field: str, rows: Sequence[str]) -> Iterator[str]:
    """The ids of the records of an entity that are not deleted and whose `field` names one of these, as `select` finds
    them: what hangs on a file hangs on all that were merged with it."""
    kind = ENTITIES[entity].fields[field].kind
    grouped = isinstance(kind, Ref) and kind.entity in merged.KEPT and field != "merged_into"
    shown = f" AND id NOT IN ({merged.LOSERS})" if entity in merged.KEPT and field != "merged_into" else ""
    for part in portions.parts(rows):
        asked = [*part, *(_with(database, part) if grouped else ())]
        for some in portions.parts(asked):
            sql = (
                f"SELECT id FROM {quoted(entity)} WHERE _del IS NULL"  # noqa: S608
                f" AND {quoted(field)} IN ({portions.marks(some)}){shown}"
            )
            for (row,) in database.each(sql, some):  # a mentor may have written all visits there are
                yield str(row)


def outside(database: Database, files: Iterable[str], base: str) -> list[str]:
    """Those of these files that do not lie in a division (`base` without closing zeros), or name none."""
    by_entity: dict[str, list[str]] = {}
    for row in sorted(files):
        if (entity := BY_PREFIX.get(row.partition("-")[0])) is not None and entity.name in PLACED:
            by_entity.setdefault(entity.name, []).append(row)
    found: list[str] = []
    for name, ids in by_entity.items():
        for part in portions.parts(ids):
            sql = (
                f"SELECT id FROM {quoted(name)} WHERE id IN ({portions.marks(part)})"  # noqa: S608
                " AND (area IS NULL OR area < ? OR area >= ?)"
            )
            found += [str(row) for (row,) in database.read(sql, (*part, base, base + ":"))]
    return found


def _with(database: Database, rows: Sequence[str]) -> list[str]:
    """The other files of the groups that these belong to."""
    sql = (
        "SELECT id FROM merged WHERE canon IN"  # noqa: S608
        f" (SELECT canon FROM merged WHERE id IN ({portions.marks(rows)}))"
    )
    return [str(row) for (row,) in database.read(sql, rows) if row not in rows]


@functools.cache
def _fields(entity: str) -> tuple[str, ...]:
    return tuple(n for n, spec in ENTITIES[entity].fields.items() if n in PLACE or isinstance(spec.kind, Ref))

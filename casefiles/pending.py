"""Several saves as one: each is judged with the others already done, so that they agree on what they bring along."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from casefiles.domain.changes import DELETED, Edit
from casefiles.ports import Queries, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office


class Pending:
    """The edits of a transaction that is being made, one a record."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.edits: dict[str, Edit] = {}
        self._made: defaultdict[tuple[str, str, Stored], dict[str, None]] = defaultdict(dict)
        self._changed: defaultdict[tuple[str, str, Stored], dict[str, None]] = defaultdict(dict)

    def add(self, edits: Iterable[Edit]) -> None:
        """Take edits up; what a later one says of a record's field counts."""
        for edit in edits:
            held = self.edits.get(edit.row)
            self.edits[edit.row] = replace(held, fields={**held.fields, **edit.fields}) if held else edit
            told = self._made if self.edits[edit.row].parents == () else self._changed
            for name, value in edit.fields.items():
                told[edit.entity, name, value][edit.row] = None

    def office(self, but: str) -> Office:
        """The office as it will stand, except for the record `but`, which stands as it is."""
        if not self.edits:
            return self._office
        return replace(self._office, queries=cast("Queries", _View(self._office.queries, self, but)))

    def saying(self, entity: str, groups: Mapping[str, Sequence[Stored]]) -> list[str]:
        """The records that one of these values, or a deletion taken back, may have brought among those asked for."""
        if not groups:
            return [row for row, edit in self.edits.items() if edit.entity == entity]
        asked = [[(entity, name, value) for value in group] for name, group in groups.items()]
        fewest = min(asked, key=lambda keys: sum(len(self._made.get(key, ())) for key in keys))
        found = [row for key in fewest for row in self._made.get(key, ())]  # a new record says all that is asked
        changed = [(entity, DELETED, None), *(key for keys in asked for key in keys)]
        return [*found, *(row for key in changed for row in self._changed.get(key, ()))]


def one_each(edits: Iterable[Edit]) -> list[Edit]:
    """One edit a record: those of the same record together, a later word over an earlier one."""
    made: dict[str, Edit] = {}
    for edit in edits:
        held = made.get(edit.row)
        made[edit.row] = replace(held, fields={**held.fields, **edit.fields}) if held else edit
    return list(made.values())


class _View:
    """The questions that saving asks, answered with the edits done; all others are the database's."""

    def __init__(self, queries: Queries, pending: Pending, but: str) -> None:
        self._queries, self._pending, self._but = queries, pending, but

    def __getattr__(self, name: str) -> object:
        return getattr(self._queries, name)

    def get(self, row: str) -> Record | None:
        edit, stands = self._edit(row), self._queries.get(row)
        return stands if edit is None else _after(edit, stands)

    def _edit(self, row: str) -> Edit | None:
        return self._pending.edits.get(row) if row != self._but else None

    def many(self, rows: Sequence[str]) -> dict[str, Record]:
        return {row: found for row in rows if (found := self.get(row)) is not None}

    def select(
        self,
        entity: str,
        where: Mapping[str, Stored] | None = None,
        sort: str = "",
        limit: int | None = None,
        offset: int = 0,
        *,
        hidden: bool = False,
    ) -> list[Record]:
        found = self._queries.select(entity, where, sort, hidden=hidden)
        rows = {record.id: record for record in found}
        groups = {name: self._group(value) for name, value in (where or {}).items()}
        edits = [e for row in dict.fromkeys((*rows, *self._pending.saying(entity, groups))) if (e := self._edit(row))]
        for edit in edits:
            after = _after(edit, rows.pop(edit.row, None) or self._queries.get(edit.row))
            if not after.deleted and all(after.values.get(n) in group for n, group in groups.items()):
                rows[after.id] = after
        if edits:
            name = sort.lstrip("-") or "id"
            found = sorted(rows.values(), key=lambda r: _key(r, name), reverse=sort.startswith("-"))
        return found[offset : None if limit is None else offset + limit]

    def visit_on(self, child: str, day: str, but: str) -> str:
        found = self.select("visit", {"child": child, "on": day})
        return next((visit.id for visit in found if visit.id != but), "")

    def _group(self, value: Stored) -> Sequence[Stored]:
        return self._queries.files_of(value) if isinstance(value, str) and "-" in value else (value,)


def _key(record: Record, name: str) -> tuple[bool, bool, int, str, str]:
    value = record.id if name == "id" else record.values.get(name)
    number = value if isinstance(value, int) else 0
    return value is not None, not isinstance(value, int), number, str(value or ""), record.id


def _after(edit: Edit, stands: Record | None) -> Record:
    values = {**(stands.values if stands else {}), **edit.fields}
    gone = bool(values.pop(DELETED, stands.deleted if stands else None))
    if stands is None:
        return Record(edit.entity, edit.row, values, ())
    return replace(stands, values=values, deleted=gone)

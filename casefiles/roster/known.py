"""The records that stand already: by ID number, by file number, by name, birth date and village."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from casefiles.domain.codes import citizen_id
from casefiles.domain.fieldtypes import Stored
from casefiles.domain.problems import Refusal

if TYPE_CHECKING:
    from casefiles.domain.catalogue import Entity
    from casefiles.ports import Queries, Record

HELD = 60_000
"""A register of so many records is read once; from a larger one records are asked for singly when rows are few."""
_FEW = 8
"""Reading a whole register costs about as much as asking for an eighth of it."""

Values = Mapping[str, Stored]


def id_key(number: Stored) -> str:
    """The form two ID numbers are compared in: an old one of 15 digits is its holder's later one of 18."""
    if not number:
        return ""
    try:
        return citizen_id.parse(str(number)).upgraded
    except Refusal:
        return str(number)


def person_key(entity: Entity, values: Values) -> tuple[Stored, ...]:
    """What tells people without an ID number apart, the village last. A household goes by where it lives."""
    names = ("name", "birth_date") if "birth_date" in entity.fields else ("name", "hamlet", "address")
    return (*(values.get(n) for n in names), values.get("village"))


class Known:
    """The register a roster is compared with. Records are asked for in bulk when there are many rows."""

    def __init__(self, queries: Queries, entity: Entity, rows: int) -> None:
        self._queries = queries
        self._entity = entity
        total = queries.count(entity.name)
        self._whole = total <= HELD or total <= rows * _FEW
        self._by_id: dict[str, Record] = {}
        self._by_number: dict[str, Record] = {}
        self._by_name: dict[Stored, list[Record]] = defaultdict(list)
        if self._whole and total:
            for record in queries.select(entity.name):
                self._by_name[record.values.get(entity.title)].append(record)
                self._by_number.setdefault(str(record.values.get("number") or ""), record)
                key = id_key(record.values.get("id_number"))
                if key:
                    self._by_id.setdefault(key, record)

    def by_id(self, number: Stored) -> Record | None:
        """The record with this ID number."""
        key = id_key(number)
        if not key:
            return None
        if self._whole:
            return self._by_id.get(key)
        forms = dict.fromkeys((key, str(number), *_old_form(key)))
        return next((r for form in forms for r in self._ask({"id_number": form})), None)

    def by_number(self, number: str) -> Record | None:
        """The record with this file number."""
        if not number:
            return None
        if self._whole:
            return self._by_number.get(number)
        return next(iter(self._ask({"number": number})), None)

    def alike(self, values: Values) -> list[Record]:
        """Those of the same name, birth date and village who may be the person of a row: no other ID number.

        Without a village in the row, name and a known birth date are enough.
        """
        name = values.get(self._entity.title)
        if name is None:
            return []
        mine = id_key(values.get("id_number"))
        *wanted, village = person_key(self._entity, values)
        named = self._by_name.get(name, []) if self._whole else self._ask({self._entity.title: name})
        found = []
        for record in named:
            theirs = id_key(record.values.get("id_number"))
            if list(person_key(self._entity, record.values)[:-1]) == wanted and not (
                mine and theirs and mine != theirs
            ):
                found.append(record)
        exact = [r for r in found if r.values.get("village") == village]
        if exact or village is not None or wanted[-1] is None:
            return exact
        return found

    def _ask(self, where: Values) -> list[Record]:
        return self._queries.select(self._entity.name, where)


def _old_form(key: str) -> Iterator[str]:
    """The 15 digits a number of the last century may have been written with."""
    if len(key) == 18 and key[6:8] == "19":
        yield key[:6] + key[8:17]


class Hanging:
    """The records of one kind that hang on children."""

    def __init__(self, queries: Queries, entity: str, rows: int) -> None:
        self._queries = queries
        self._entity = entity
        total = queries.count(entity)
        self._whole = total <= HELD or total <= rows * _FEW
        self._by_child: dict[Stored, list[Record]] = defaultdict(list)
        if self._whole and total:
            for record in queries.select(entity):
                self._by_child[record.values.get("child")].append(record)

    def of(self, child: str) -> list[Record]:
        """Those of one child."""
        if self._whole:
            return self._by_child.get(child, [])
        return self._queries.select(self._entity, {"child": child})

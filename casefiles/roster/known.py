"""The records that stand already: by ID number, by file number, by name, birth date and village."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from casefiles.domain.codes import citizen_id
from casefiles.domain.fieldtypes import Day, IdNumber, Kind, Stored
from casefiles.domain.problems import Refusal

if TYPE_CHECKING:
    from casefiles.domain.catalogue import Entity
    from casefiles.ports import Queries, Record

SMALL = 2_000
"""A register of so many records is simply read; from a larger one records are asked for singly when rows are few."""
_FEW = 8
"""Reading a whole register costs about as much as asking for an eighth of it."""
_OLD = 15
"""Digits of an ID number of the last century."""
_SCANS = 12
"""Names have no index: after so many questions by name the whole register is read."""

Values = Mapping[str, Stored]


@lru_cache(maxsize=4096)
def id_key(number: Stored) -> str:
    """The form two ID numbers are compared in: an old one of 15 digits is its holder's later one of 18."""
    if not number:
        return ""
    try:
        return citizen_id.parse(str(number)).upgraded
    except Refusal:
        return str(number)


def others(mine: str, theirs: str) -> bool:
    """Whether two ID numbers say that these are two people; a missing one says nothing."""
    return bool(mine and theirs and mine != theirs)


def differing(kind: Entity, stands: Values, values: Values) -> dict[str, Stored]:
    """What would change. A cell that agrees with what is stored and says less changes nothing: a birth date without
    its day, the old form of an ID number."""
    return {
        n: v
        for n, v in values.items()
        if stands.get(n) != v and not _says_less(kind.fields[n].kind, stands.get(n), v)
    }


def _says_less(kind: Kind, stored: Stored, given: Stored) -> bool:
    if not stored or not given:
        return False
    if isinstance(kind, Day):
        return kind.partial and str(stored).startswith(f"{given}-")
    return isinstance(kind, IdNumber) and len(str(given)) == _OLD and id_key(stored) == id_key(given)


def person_key(entity: Entity, values: Values) -> tuple[Stored, ...]:
    """What tells people without an ID number apart, the village last. A household goes by where it lives."""
    names = ("name", "birth_date") if "birth_date" in entity.fields else ("name", "hamlet", "address")
    return (*(values.get(n) for n in names), values.get("village"))


class Known:
    """The register a roster is compared with. Records are asked for in bulk when there are many rows."""

    def __init__(self, queries: Queries, entity: Entity, rows: int) -> None:
        self._queries = queries
        self._entity = entity
        self._scans = 0
        self._by_id: dict[str, Record] = {}
        self._by_number: dict[str, Record] = {}
        self._by_person: dict[tuple[Stored, ...], list[Record]] = defaultdict(list)
        self._whole = False
        if queries.count(entity.name) <= max(SMALL, rows * _FEW):
            self._read()

    def _read(self) -> None:
        self._whole = True
        for record in self._queries.select(self._entity.name):
            self._by_person[person_key(self._entity, record.values)[:-1]].append(record)
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
        forms = dict.fromkeys((key, str(number), *old_form(key)))
        return next((r for form in forms for r in self._ask({"id_number": form})), None)

    def by_number(self, number: str) -> Record | None:
        """The record with this file number."""
        if not number:
            return None
        if self._whole:
            return self._by_number.get(number)
        return next(iter(self._ask({"number": number})), None)

    def alike(self, values: Values, *, village_known: bool = True) -> list[Record]:
        """Those of the same name, birth date and village who may be the person of a row: no other ID number.

        Where a roster has no column for the village, name and birth date are enough.
        """
        if values.get(self._entity.title) is None:
            return []
        self._scans += 1
        if self._scans > _SCANS and not self._whole:
            self._read()
        *wanted, village = person_key(self._entity, values)
        if self._whole:
            named = self._by_person.get(tuple(wanted), [])
        else:
            given = {n: values[n] for n in ("name", "birth_date") if values.get(n) is not None}
            asked = self._ask(given)
            named = [r for r in asked if list(person_key(self._entity, r.values)[:-1]) == wanted]
        mine = id_key(values.get("id_number"))
        found = [r for r in named if not others(mine, id_key(r.values.get("id_number")))]
        exact = [r for r in found if r.values.get("village") == village]
        by_birth = not village_known and bool(values.get("birth_date"))
        return found if by_birth and not exact else exact

    def _ask(self, where: Values) -> list[Record]:
        return self._queries.select(self._entity.name, where)


def old_form(key: str) -> Iterator[str]:
    """The 15 digits a number of the last century may have been written with."""
    if len(key) == 18 and key[6:8] == "19":
        yield key[:6] + key[8:17]


class Hanging:
    """The records of one kind that hang on children."""

    def __init__(self, queries: Queries, entity: str, rows: int) -> None:
        self._queries = queries
        self._entity = entity
        self._whole = queries.count(entity) <= max(SMALL, rows * _FEW)
        self._by_child: dict[Stored, list[Record]] = defaultdict(list)
        if self._whole:
            for record in queries.select(entity):
                self._by_child[record.values.get("child")].append(record)

    def of(self, child: str) -> list[Record]:
        """Those of one child."""
        if self._whole:
            return self._by_child.get(child, [])
        return self._queries.select(self._entity, {"child": child})

"""Whom a row hangs on: a person by ID number, file number or name with birth date and village, anything else by what it
is called. Nobody is guessed: who is not found, or could be two, is said in the report."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from casefiles.roster.columns import PEOPLE
from casefiles.roster.known import SMALL, id_key, old_form

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.ports import Queries, Record

FEW = 8
"""Reading a whole register costs about as much as asking for an eighth of it."""
SCANS = 12
"""Names have no index: after so many questions by name the whole register is read."""
_DEEPEST = 8
"""files put together one after the other"""
SHOWN = 3
"""namesakes that are named"""
_HANGS_ON = {"visit": "child", "need": "child", "member": "child"}
"""what is called by a part only is looked for among those of the row's child"""


def _numbered(text: str) -> str:
    """The field a number in the cell for a name is of; nothing for a name."""
    plain = text.strip()
    if re.fullmatch(r"\d{17}[\dXx]|\d{15}", plain):
        return "id_number"
    return "number" if re.fullmatch(r"[A-Za-z]\d+-\d{4}-[0-9A-Za-z]+", plain) else ""


class Owners:
    """The records of one register that rows may hang on."""

    def __init__(self, queries: Queries, entity: str, rows: int, today: dt.date) -> None:
        self._queries, self._entity, self._today = queries, ENTITIES[entity], today
        self._by: dict[str, defaultdict[str, list[Record]]] = {}
        self._found: dict[tuple[tuple[str, str], ...], Record | Problem] = {}
        self._scans = 0
        if queries.count(entity) <= max(SMALL, rows * FEW):
            self._read()

    def of(self, draft: Mapping[str, str], around: Mapping[str, str]) -> tuple[Record | None, list[Problem]]:
        """The record that these cells name, or what is wrong with them; `around` are ids the row has already. A file
        number or an ID number in the cell for the name is understood as one: people write it there."""
        typed = draft.get("name", "")
        as_number = _numbered(typed) if self._entity.name in PEOPLE else ""
        if as_number and not draft.get(as_number):
            record, problems = self.of({**{n: v for n, v in draft.items() if n != "name"}, as_number: typed}, around)
            return record, [replace(p, field="name") if p.field == as_number else p for p in problems]
        values, problems = self._parsed(draft)
        if problems:
            return None, problems
        key = tuple(sorted({**draft, **around}.items()))
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._look(values, around)
        return (None, [found]) if isinstance(found, Problem) else (found, [])

    def _parsed(self, draft: Mapping[str, str]) -> tuple[dict[str, Stored], list[Problem]]:
        values: dict[str, Stored] = {}
        problems: list[Problem] = []
        for name, text in draft.items():
            try:
                values[name] = self._entity.fields[name].kind.parse(text, self._today)
            except Refusal as refusal:
                problems += [Problem(p.code, self._entity.name, "", name, p.value, p.args) for p in refusal.problems]
        return {n: v for n, v in values.items() if v is not None}, problems

    def _look(self, values: Mapping[str, Stored], around: Mapping[str, str]) -> Record | Problem:
        if self._entity.name in PEOPLE:
            for name in ("id_number", "number"):
                if values.get(name):
                    return self._agreed(name, values, self._held(name, str(values[name])))
            named = self._held("name", str(values.get("name") or ""))
            return self._one("name", values, [r for r in named if self._fits(r, values)])
        on = _HANGS_ON.get(self._entity.name)
        if on is not None:
            some = self._queries.select(self._entity.name, {on: around.get(on, "")})
        else:
            first = next(iter(values))
            some = self._held(first, str(values[first]))
        some = [r for r in some if all(r.values.get(n) == v for n, v in values.items())]
        return self._one(next(iter(values)), values, some)

    def _fits(self, record: Record, values: Mapping[str, Stored]) -> bool:
        birth, village = values.get("birth_date"), values.get("village")
        held = str(record.values.get("birth_date") or "")
        born = not birth or str(birth).startswith(held) or held.startswith(str(birth))
        return born and (not village or record.values.get("village") == village)

    def _agreed(self, name: str, values: Mapping[str, Stored], some: list[Record]) -> Record | Problem:
        found = self._one(name, values, some)
        called = values.get("name")
        if isinstance(found, Problem) or not called or found.values.get("name") == called:
            return found
        args = {"name": found.values.get("name") or ""}
        return Problem("ROSTER_OWNER_DIFFERS", self._entity.name, "", "name", str(called), args)

    def _one(self, name: str, values: Mapping[str, Stored], some: list[Record]) -> Record | Problem:
        some = self._survivors(some)
        if len(some) == 1:
            return some[0]
        shown = self._entity.fields[name].kind.show(values.get(name), "zh")
        if not some:
            return Problem("ROSTER_NO_OWNER", self._entity.name, "", name, shown)
        told = "；".join(self._told(r) for r in some[:SHOWN])
        args = {"n": len(some), "told": told}
        return Problem("ROSTER_OWNERS", self._entity.name, "", name, shown, args)

    def _survivors(self, some: list[Record]) -> list[Record]:
        """Of files that were put together the one that stays, once."""
        found: dict[str, Record] = {}
        for record in some:
            at = record
            for _ in range(_DEEPEST):
                into = at.values.get("merged_into")
                onward = self._queries.get(str(into)) if into else None
                if onward is None or onward.deleted:
                    break
                at = onward
            found.setdefault(at.id, at)
        return list(found.values())

    def _told(self, record: Record) -> str:
        names = ("number", "birth_date", "village", "on", "start")
        return " ".join(str(record.values[n]) for n in names if record.values.get(n))

    def _held(self, name: str, value: str) -> list[Record]:
        key = id_key(value) if name == "id_number" else value
        if not key:
            return []
        if self._by or name != "name":
            return self._index(name)[key] if self._by else self._asked(name, key, value)
        self._scans += 1
        if self._scans > SCANS:
            self._read()
            return self._index(name)[key]
        return self._queries.select(self._entity.name, {name: value}, hidden=True)

    def _asked(self, name: str, key: str, value: str) -> list[Record]:
        found: dict[str, Record] = {}
        forms = (key, value, *(old_form(key) if name == "id_number" else ()))
        for form in dict.fromkeys(forms):
            found |= {r.id: r for r in self._queries.select(self._entity.name, {name: form}, hidden=True)}
        return list(found.values())

    def _index(self, name: str) -> defaultdict[str, list[Record]]:
        if name not in self._by:
            made = self._by[name] = defaultdict(list)
            for record in self._by["id"][""]:
                value = record.values.get(name)
                if value:
                    made[id_key(value) if name == "id_number" else str(value)].append(record)
        return self._by[name]

    def _read(self) -> None:
        self._by = {"id": defaultdict(list, {"": self._queries.select(self._entity.name, hidden=True)})}

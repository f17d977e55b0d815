"""What a record of any entity is called, in words for people: pickers, registers, drawers and histories ask here.

A person or a thing with a name is called by it; what has none (a match, a visit, a step) is called after those it
hangs on. `about` holds what tells namesakes apart: age and village, or the day, the kind, the amount.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain import fieldtypes as k
from casefiles.domain.catalogue import age_on
from casefiles.domain.entities import ENTITIES
from casefiles.domain.listing import MERGED
from casefiles.domain.words import Label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from casefiles.domain.catalogue import Entity, Field
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang
    from casefiles.office import Office
    from casefiles.ports import Record

BETWEEN = " · "
ABOUT = 3
"""words that tell records apart, at most"""
DEEPEST = 3
"""a step names its match, the match its child: no farther"""
PEOPLE = ("child", "mentor", "household")
"""told apart by age, village and number"""
FIRST_LOGIN = "clerk"
"""what the first account of an office is called unless somebody says otherwise"""
_NOT_HERE = Label("（尚未收到的{what}）", "({what} not here yet)")
_SHORT = 24


@dataclass(frozen=True, slots=True)
class Called:
    """A record's name, and what tells it apart from others of that name."""

    name: str
    about: str = ""

    def __str__(self) -> str:
        return BETWEEN.join(part for part in (self.name, self.about) if part)


class Parts(NamedTuple):
    """The fields a record is called by, and those that tell it apart."""

    name: tuple[str, ...]
    about: tuple[str, ...]


@functools.cache
def parts(entity: str) -> Parts:
    """Which fields name a record of this entity. They follow from the catalogue."""
    spec = ENTITIES[entity]
    if entity in PEOPLE:
        return Parts((spec.title,), ())  # `about` tells them apart
    fields = spec.fields.values()
    refs = [f.name for f in fields if isinstance(f.kind, k.Ref) and f.name != MERGED]
    must = [f.name for f in fields if isinstance(f.kind, k.Ref) and f.required]
    title = spec.fields[spec.title]
    if is_spoken(spec):
        name = [title.name]
    else:
        kept = isinstance(title.kind, (k.Day, k.YesNo, k.Count)) or title.sensitive
        name = [*must, *([] if kept and must else [title.name])]
    told = [n for n in refs if n not in name]
    if not is_spoken(spec):
        told = []  # a match is called after child and mentor already; what else it names says nothing new
    told += [f.name for f in fields if _tells(f) and f.name not in name]
    return Parts(tuple(name), tuple(told))


def _tells(field: Field) -> bool:
    return field.listed and not field.sensitive and not isinstance(field.kind, (k.Ref, k.Notes, k.Count))


def is_spoken(entity: Entity) -> bool:
    """Whether the entity's records have a name of their own."""
    title = entity.fields[entity.title]
    return isinstance(title.kind, (k.Text, k.Name)) and not title.sensitive


class Names:
    """Names of many records at once: what they hang on is read together, not record by record."""

    def __init__(self, office: Office, lang: Lang) -> None:
        self.office, self.lang = office, lang
        self._held: dict[str, Record | None] = {}
        self._today = office.clock.today()

    def gather(self, records: Iterable[Record]) -> None:
        """Read whatever these records' names need."""
        here = list(records)
        self._held |= {r.id: r for r in here}
        for _ in range(DEEPEST):
            wanted = {
                str(record.values[name])
                for record in here
                for name in self._refs(record.entity)
                if record.values.get(name)
            } - self._held.keys()
            if not wanted:
                return
            found = self.office.queries.many(sorted(wanted))
            self._held |= {row: found.get(row) for row in wanted}
            here = list(found.values())

    def of(self, record: Record) -> Called:
        """What a record is called; it was gathered, or is now."""
        if record.id not in self._held:
            self.gather([record])
        return self._called(record, 0)

    def by_id(self, row: str, entity: str = "") -> str:
        """The name of the record of this id, in one line without what tells it apart."""
        if row not in self._held:
            found = self.office.queries.many([row])
            self.gather(found.values())
            self._held.setdefault(row, None)
        return self._linked(row, entity, 0)

    @staticmethod
    def _refs(entity: str) -> tuple[str, ...]:
        fields = ENTITIES[entity].fields
        chosen = parts(entity)
        return tuple(n for n in (*chosen.name, *chosen.about) if isinstance(fields[n].kind, k.Ref))

    def _called(self, record: Record, depth: int) -> Called:
        spec, chosen = ENTITIES[record.entity], parts(record.entity)
        name = [t for n in chosen.name if (t := self._text(spec, record.values, n, depth))]
        if record.entity in PEOPLE:
            return Called(BETWEEN.join(name) or spec.label(self.lang), about(record.values, self._today))
        told = [t for n in chosen.about if (t := self._text(spec, record.values, n, depth))]
        if not name:
            name, told = told[:1], told[1:]
        return Called(BETWEEN.join(name) or spec.label(self.lang), BETWEEN.join(told[:ABOUT]))

    def _text(self, spec: Entity, values: Mapping[str, Stored], name: str, depth: int) -> str:
        kind, value = spec.fields[name].kind, values.get(name)
        if value is None or value == "":
            return ""
        if isinstance(kind, k.Ref):
            return self._linked(str(value), kind.entity, depth + 1)
        shown = kind.show(value, self.lang).replace("\n", " ")
        return shown if len(shown) <= _SHORT or name == spec.title else f"{shown[:_SHORT]}…"

    def _linked(self, row: str, entity: str, depth: int) -> str:
        record = self._held.get(row)
        if record is None and row not in self._held and depth <= DEEPEST:
            record = self.office.queries.many([row]).get(row)
            self._held[row] = record
        if record is None or depth > DEEPEST:
            return _NOT_HERE(self.lang, what=ENTITIES[entity].label(self.lang)) if entity else row
        found = self._called(record, depth)
        return found.name if is_spoken(ENTITIES[record.entity]) else str(found)


def called(office: Office, record: Record, lang: Lang) -> Called:
    """What one record is called."""
    return Names(office, lang).of(record)


def author(office: Office, login: str, code: str = "") -> str:
    """The person who wrote something: the name of the account of this computer, else the login. Of another office
    (`code`) what its packages call the login; "" where they do not."""
    if code in ("", office.home.code):
        return {**office.ledger.accounts(), office.me.login: office.me.name}.get(login, login)
    from casefiles.exchange import workers  # packages tell

    return workers.known(office, code).get(login, "")


def writer(office: Office, login: str, code: str, lang: Lang) -> str:
    """Whoever wrote something at an office: the name, else "a worker"; `code` is "" where nobody knows whose computer
    it was, which is not this office's for that."""
    from casefiles.exchange.workers import SOMEBODY

    return (author(office, login, code) if code else "") or SOMEBODY(lang)


def about(values: Mapping[str, Stored], today: dt.date) -> str:
    """What tells people of one name apart: `12 · 石门村 · 999901101-2026-00012`."""
    age = age_on(str(values.get("birth_date") or ""), today)
    told = ("" if age is None else str(age), values.get("village"), values.get("number"))
    return BETWEEN.join(str(part) for part in told if part)

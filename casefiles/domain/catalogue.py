"""The field catalogue: one line a field; table, form, roster, print line, search and package follow from it.

A field of a record is written `on: date | None = day("走访日期", "Visit date", section="visit")`.
Released names are never reused: what was renamed or retired stays in `RENAMED` and `RETIRED`, because logs and
packages speak the old names for ever.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from casefiles.domain import fieldtypes as k
from casefiles.domain.fieldtypes import Kind, Stored
from casefiles.domain.measures import Measure
from casefiles.domain.words import Label

if TYPE_CHECKING:
    import datetime as dt
    from random import Random

    from casefiles.domain.codes.lists import CodeList

T = TypeVar("T")

RENAMED: dict[tuple[str, str], str] = {}
"""(entity, old name) -> new name."""
RETIRED: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: what it is called, its kind, and at most ten flags.

    `section` groups it in forms and papers; `roster` gives it a column in the roster; `listed` in registers;
    `sensitive` masks it on screens and masked papers; `merge="ask"` flags concurrent values even when one is empty;
    `shown_when` is (field, code): the form shows this field only then.
    """

    name: str = ""
    label: Label
    kind: Kind
    section: str = ""
    required: bool = False
    roster: bool = True
    listed: bool = False
    sensitive: bool = False
    merge: str = "keep"
    shown_when: tuple[str, str] | None = None
    aliases: tuple[str, ...] = ()
    hint: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A register of records. `prefix` begins its ids; `title` is the field that names a record to people."""

    name: str
    label: Label
    plural: Label
    prefix: str
    cls: type
    sections: Mapping[str, Label]
    title: str = "name"
    numbered: bool = False
    fields: Mapping[str, Field] = dataclasses.field(default_factory=dict)

    def section_fields(self, section: str) -> list[Field]:
        """The fields of one section, in the catalogue's order."""
        return [f for f in self.fields.values() if f.section == section]

    def typed(self, values: Mapping[str, Stored]) -> Any:
        """The stored values as an instance of the entity's dataclass; unknown names are left out."""
        loaded = {n: f.kind.load(values[n]) for n, f in self.fields.items() if values.get(n) is not None}
        return self.cls(**loaded)

    def sample(self, rng: Random) -> dict[str, Stored]:
        """A believable, invented record; references are left empty."""
        return {n: f.kind.sample(rng) for n, f in self.fields.items()}


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """A frozen dataclass of fields written with the helpers below, which becomes one when the first instance is made.

    Tables and forms need the fields' descriptions alone; making forty dataclasses at every start took a tenth of it.
    """

    def first(self: object, **values: object) -> None:
        with _making:
            if vars(cls).get("__init__") is first:
                del cls.__init__
                _frozen(cls)
        cls.__init__(self, **values)

    cls.__init__ = first  # type: ignore[method-assign]
    return cls


_frozen = dataclass(frozen=True, kw_only=True)
_making = Lock()  # papers are composed in several threads


def entity(cls: type, **words: Any) -> Entity:
    """The Entity of a record whose fields were written with the helpers below."""
    fields: dict[str, Field] = {}
    for name, written in vars(cls).items():
        if not isinstance(written, dataclasses.Field):
            continue
        spec: Field = written.metadata["field"]
        if spec.section not in words["sections"]:
            raise ValueError(f"{cls.__name__}.{name}: unknown section {spec.section!r}")
        fields[name] = dataclasses.replace(spec, name=name)
    if not fields:
        raise ValueError(f"{cls.__name__} has no fields: write it with @record")
    return Entity(cls=cls, fields=fields, **words)


def _field(zh: str, en: str, kind: Kind, default: object, flags: dict[str, Any]) -> Any:
    spec = Field(label=Label(zh, en), kind=kind, **flags)
    return dataclasses.field(default=default, metadata={"field": spec})


def text(zh: str, en: str, *, limit: int = 100, **flags: Any) -> Any:
    """One line of text."""
    return _field(zh, en, k.Text(limit), "", flags)


def notes(zh: str, en: str, *, limit: int = 4000, **flags: Any) -> Any:
    """Several lines of text."""
    return _field(zh, en, k.Notes(limit), "", flags)


def name(zh: str, en: str, **flags: Any) -> Any:
    """A person's name."""
    return _field(zh, en, k.Name(), "", flags)


def day(zh: str, en: str, *, future: bool = False, **flags: Any) -> Any:
    """A date whose day is known."""
    return _field(zh, en, k.Day(future=future), None, flags)


def partial_day(zh: str, en: str, **flags: Any) -> Any:
    """A date whose month or day may be unknown."""
    return _field(zh, en, k.Day(partial=True), "", flags)


def count(zh: str, en: str, *, low: int = 0, high: int = 1_000_000, **flags: Any) -> Any:
    """A whole number."""
    return _field(zh, en, k.Count(low, high), None, flags)


def money(zh: str, en: str, **flags: Any) -> Any:
    """An amount in yuan, stored in fen."""
    return _field(zh, en, k.Money(), None, flags)


def measure(
    zh: str, en: str, *, places: int, low: int, high: int, signed: bool = False, bare: bool = False, **flags: Any
) -> Any:
    """A measured number, stored as a whole number of its last decimal place."""
    return _field(zh, en, Measure(places, low, high, signed=signed, bare=bare), None, flags)


def yes(zh: str, en: str, **flags: Any) -> Any:
    """Yes, no or not asked."""
    return _field(zh, en, k.YesNo(), None, flags)


def choice(zh: str, en: str, codes: CodeList, **flags: Any) -> Any:
    """One code of a list."""
    return _field(zh, en, k.Choice(codes), "", flags)


def choices(zh: str, en: str, codes: CodeList, **flags: Any) -> Any:
    """Several codes of a list."""
    return _field(zh, en, k.Choices(codes), (), flags)


def id_number(zh: str, en: str, **flags: Any) -> Any:
    """A citizen ID number."""
    return _field(zh, en, k.IdNumber(), "", {"sensitive": True, **flags})


def phone(zh: str, en: str, **flags: Any) -> Any:
    """A phone number."""
    return _field(zh, en, k.Phone(), "", {"sensitive": True, **flags})


def area(zh: str, en: str, *, bare: bool = False, **flags: Any) -> Any:
    """A division code; `bare` ones are shown as their digits."""
    return _field(zh, en, k.Area(bare=bare), "", flags)


def ref(zh: str, en: str, to: str, **flags: Any) -> Any:
    """The id of another record."""
    return _field(zh, en, k.Ref(to), "", {"roster": False, **flags})


def age_on(birth: str | dt.date | None, on: dt.date) -> int | None:
    """Full years on a day; a birth whose day is unknown counts as the first possible day."""
    if not birth:
        return None
    parts = [int(p) for p in str(birth).split("-")] + [1, 1]
    year, month, day_ = parts[:3]
    return on.year - year - ((on.month, on.day) < (month, day_))

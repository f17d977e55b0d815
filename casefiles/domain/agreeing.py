"""Fields of files that two offices may agree on to be counted, beside the counts, for the office above.

Closed lists and yes or no alone, and of these the ones that planning needs: no name, number, day, place, running text,
and no list so long (peoples, relations) that a value is a handful of children everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Choice, YesNo
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.catalogue import Field
    from casefiles.domain.fieldtypes import Kind
    from casefiles.domain.words import Lang

LEAST = 3
"""a number of children below this may point to one of them, where everybody knows everybody"""
REST = ""
"""the value under which stands what is not told apart"""
_NOT_APART = Label("其他、未填或不足{n}人", "other, not entered, or fewer than {n}")


class Counted(NamedTuple):
    """A field of the child's file, or of its parent (`relation` in GB/T 4761)."""

    entity: str
    name: str
    relation: str = ""
    whose: Label | None = None

    @property
    def field(self) -> Field:
        """Its line in the catalogue."""
        return ENTITIES[self.entity].fields[self.name]

    def label(self, lang: Lang) -> str:
        """What it is called."""
        return self.whose(lang) if self.whose is not None else self.field.label(lang)


FIELDS: dict[str, Counted] = {
    **{
        f"child.{name}": Counted("child", name)
        for name in (
            *("sex", "health", "disability", "disability_level"),
            *("schooling", "boarding", "registered", "risk"),
        )
    },
    "father.status": Counted("member", "status", "51", Label("父亲现状", "Father's status")),
    "mother.status": Counted("member", "status", "52", Label("母亲现状", "Mother's status")),
}
"""the fields that may be agreed on, in the order in which they are shown"""


def known(names: Iterable[str]) -> tuple[str, ...]:
    """Those that may be agreed on, each once, in their order."""
    asked = set(names)
    return tuple(name for name in FIELDS if name in asked)


def values(kind: Kind) -> tuple[str, ...]:
    """The values of a closed list, or of yes and no, as text."""
    if isinstance(kind, YesNo):
        return ("1", "0")
    return tuple(code.code for code in kind.codes.items) if isinstance(kind, Choice) else ()


def told(numbers: Mapping[str, int]) -> dict[str, int]:
    """What is said of the numbers of one field in one division; they add up to all files there.

    A value has its own number from `LEAST` on. The others stand together under `REST`; where that would be fewer than
    `LEAST` but somebody, the smallest other value joins them, because what is missing could be reckoned out.
    """
    apart = {value: n for value, n in numbers.items() if value != REST and n >= LEAST}
    rest = sum(numbers.values()) - sum(apart.values())
    while 0 < rest < LEAST and apart:
        smallest = min(apart, key=lambda value: (apart[value], value))
        rest += apart.pop(smallest)
    return {**apart, **({REST: rest} if rest else {})}


def figure(field: str, value: str) -> str:
    """The name of the figure that counts this value."""
    return f"{field}:{value}"


def parted(name: str) -> tuple[str, str] | None:
    """(field, value) of such a figure; None for every other, and for fields and values that are not known here."""
    field, colon, value = name.partition(":")
    if not colon or field not in FIELDS:
        return None
    return (field, value) if value == REST or value in values(FIELDS[field].field.kind) else None


def admitted(numbers: Mapping[str, int], most: int) -> dict[str, int]:
    """What another office said of the agreed fields of one division, as far as it is understood here: values that a
    newer version knows count among what is not told apart, fields that may not be agreed on are left out."""
    found: dict[str, int] = {}
    for name, number in numbers.items():
        field = name.partition(":")[0]
        if field in FIELDS and ":" in name:
            shown = name if parted(name) else figure(field, REST)
            found[shown] = min(found.get(shown, 0) + number, most)
    return found


def words(name: str, lang: Lang) -> str | None:
    """Such a figure in words; None for every other."""
    found = parted(name)
    if found is None:
        return None
    counted, value = FIELDS[found[0]], found[1]
    kind = counted.field.kind
    stored = int(value) if isinstance(kind, YesNo) and value else value
    said = _NOT_APART(lang, n=LEAST) if value == REST else kind.show(stored, lang)
    return f"{counted.label(lang)}：{said}" if lang == "zh" else f"{counted.label(lang)}: {said}"


def labels(names: Iterable[str], lang: Lang) -> str:
    """The fields in words, in one line."""
    return ("、" if lang == "zh" else ", ").join(FIELDS[name].label(lang) for name in known(names))

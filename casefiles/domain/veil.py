"""Hiding who is meant while visitors stand by: names become 张**, numbers, phones and addresses go.

A `Veil` knows the names and places on file; numbers and phones are known by their shape. It works on any text, so
that whatever shows text asks it, and nobody has to say where a name may stand. Of where somebody lives or learns only
the township is left: who knows the village, the school or the class knows the child; days of birth go too, years of
birth and ages. Ages are known by their shape, which every text that tells one has: `12 岁`, `aged 12`, or a number
alone between two ` · `. What is said of everybody (a limit, a law) says 周岁.

Running text (notes, reasons, answers) tells of people who stand on no file: it goes whole. What shows it says so
(`Running.add`); where it stands inside a sentence, or was cut off by …, it is found again.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Name
from casefiles.domain.running import GONE, Running

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.fieldtypes import Stored

STARS = "**"
LONGEST = 60
LONGEST_PLACE = 300
_NUMBERS = re.compile(
    r"(?<![0-9A-Za-z])("
    r"[GLgl]?[1-9]\d{5}(?:\d{9}|\d{11}[\dXx])"  # an ID number, or a pupil's number made of it
    r"|[1-9]\d{11}"  # the division code of a village
    r"|\d{2,6}[*＊]{4,14}[\dXx]{0,4}"  # a number that is masked in part
    r"|(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}"  # a mobile phone
    r"|0\d{2,3}-\d{7,8}"  # a landline
    r")(?![0-9A-Za-z])"
)
_ENDED = re.compile(r"[…]+$")


PLACES = ("village", "hamlet", "address", "registered_address", "school", "school_class")
"""fields that say, more closely than the township, where somebody lives or learns"""
BORN = "birth_date"
SEVERAL = ("villages",)
"""fields that hold several of them"""
_DAY = re.compile(r"(?<!\d)(?:\d{4}-\d{2}(?:-\d{2})?(?![\d-])|\d{4}年\d{1,2}月(?:\d{1,2}日)?)")
"""a day or month in either language"""
_YEAR = re.compile(r"\d{4}年?")
_AGE = re.compile(
    r"(?:\d{4}[-年][-\d月日]* ?满 ?)?(?<![\d.,、])\d{1,3} ?岁"
    r"|\b(?:aged \d{1,3}(?: on \d{4}-[-\d]+)?)\b"
    r"|(?:(?<= · )|^)\d{1,3}(?= · )|(?<= · )\d{1,3}$"
)
"""how old somebody is, or will be and when"""
_BORN = re.compile(r"(?<!\d)\d{4}(?= 出生)|(?<=Born )\d{4}(?![-\d])")
"""a year of birth inside a sentence"""
_CUT_DAY = re.compile(r"(?<!\d)\d{4}(?:-[\d-]*|年[\d月]*)(?=…$)")
_PARTS = re.compile(r"(\s*[·、，,:：“”\"()（）\n]\s*)")
"""between what stands alone in a text"""
_BETWEEN = re.compile(r"[\s、，,;；]+")


@cache
def name_fields(entity: str) -> tuple[str, ...]:
    """The fields of an entity that name a person."""
    return tuple(f.name for f in ENTITIES[entity].fields.values() if isinstance(f.kind, Name))


@cache
def place_fields(entity: str) -> tuple[str, ...]:
    """The fields of an entity that say where somebody lives or learns."""
    return tuple(name for name in ENTITIES[entity].fields if name in PLACES or name in SEVERAL or name == BORN)


def names_in(entity: str, values: Mapping[str, Stored]) -> list[str]:
    """The people named in a record."""
    return [str(values[name]) for name in name_fields(entity) if values.get(name)]


def places_in(entity: str, values: Mapping[str, Stored]) -> list[str]:
    """The places, and the day of birth, told in a record."""
    return [p for name in place_fields(entity) if values.get(name) for p in places_of(name, str(values[name]))]


def places_of(field: str, text: str) -> list[str]:
    """The places that a field's text tells; of a day of birth the ways it is written."""
    if field == BORN:
        return _days(text)
    return [part for part in _BETWEEN.split(text) if part] if field in SEVERAL else [text]


def _days(iso: str) -> list[str]:
    """A day, month or year as either language writes it."""
    parts = iso.split("-")
    return [iso, "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))]


class Veil:
    """`shown(text)` is the text as visitors may see it. `add(names)` when somebody is put on file meanwhile.

    Of a name its first character is left, of a place nothing.
    """

    def __init__(
        self, names: Iterable[str] = (), places: Iterable[str] = (), running: Running | None = None
    ) -> None:
        self.running = running or Running()
        self._single: set[str] = set()
        self._years: set[str] = set()
        self._by_first: dict[str, dict[int, set[str]]] = {}
        self._places: set[str] = set()
        self._days: set[str] = set()
        self.add(names)
        self.add_places(places)

    def add(self, names: Iterable[str]) -> None:
        """Hide these as well; a single character only where it stands alone."""
        for name in names:
            self._add(name.strip(), LONGEST)
            if len(name.strip()) == 1:
                self._single.add(name.strip())

    def add_places(self, places: Iterable[str]) -> None:
        """Hide these places as well."""
        for place in places:
            if _YEAR.fullmatch(place.strip()):
                self._years.add(place.strip())  # hidden only where it stands alone: others happened in that year, too
            elif _DAY.fullmatch(place.strip()):
                self._days.add(place.strip())  # thousands: not looked for letter by letter
            elif self._add(place.strip(), LONGEST_PLACE):
                self._places.add(place.strip())

    def _add(self, text: str, longest: int) -> bool:
        fits = 1 < len(text) <= longest
        if fits:
            self._by_first.setdefault(text[0], {}).setdefault(len(text), set()).add(text)
        return fits

    def shown(self, text: str) -> str:
        """The longest name at each place is hidden; a name that was cut off by … too."""
        if not text:
            return text
        text = self.running.hidden(text)
        if self._single or self._years:
            text = "".join(self._part(part) for part in _PARTS.split(text))
        text = _AGE.sub(GONE, _BORN.sub(GONE, _NUMBERS.sub(GONE, text)))
        if self._days:
            text = _DAY.sub(lambda day: GONE if day[0] in self._days else day[0], _CUT_DAY.sub(GONE, text))
        end = _ENDED.search(text)
        body = text[: end.start()] if end is not None else text
        out, at = [], 0
        while at < len(body):
            found = self._name_at(body, at, cut=end is not None)
            if found:
                out.append(self._instead(body[at : at + found], cut=end is not None and at + found == len(body)))
                at += found
            else:
                out.append(body[at])
                at += 1
        return "".join(out) + (text[end.start() :] if end is not None else "")

    def _part(self, part: str) -> str:
        """What stands between two signs, hidden where it is all of a name or a year of birth."""
        alone = part.strip()
        return STARS if alone in self._single else GONE if alone in self._years else part

    def _instead(self, found: str, *, cut: bool) -> str:
        """What stands for a name or place; what was cut off tells nothing where it may be a place."""
        place = found in self._places or (cut and any(known.startswith(found) for known in self._places))
        return GONE if place else found[0] + STARS

    def _name_at(self, text: str, at: int, *, cut: bool) -> int:
        """How long the name is that begins here, 0 for none."""
        lengths = self._by_first.get(text[at])
        if lengths is None:
            return 0
        for n in sorted(lengths, reverse=True):
            if text[at : at + n] in lengths[n] and self._stands_alone(text, at, n):
                return n
        left = len(text) - at
        if cut and left > 1:
            rest = text[at:]
            if any(n > left and any(name.startswith(rest) for name in lengths[n]) for n in lengths):
                return left
        return 0

    @staticmethod
    def _stands_alone(text: str, at: int, n: int) -> bool:
        """Letters of the alphabet are a name only as a whole word: a donor Li is not in "Living"."""
        if not text[at].isascii():
            return True
        before, after = text[at - 1 : at], text[at + n : at + n + 1]
        return not ((before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum()))


class Blank(Veil):
    """Hides every text: while it is not known yet what is to be hidden. What is added is for the veil `then` put."""

    def __init__(self, then: Veil) -> None:
        super().__init__()
        self._then = then

    def shown(self, text: str) -> str:
        """Nothing of it."""
        return GONE if text else text

    def add(self, names: Iterable[str]) -> None:
        """Hide these later on."""
        if names:
            self._then.add(names)

    def add_places(self, places: Iterable[str]) -> None:
        """Hide these places later on."""
        if places:
            self._then.add_places(places)

"""Administrative areas: codes of GB/T 2260 (6 digits), GB/T 10114 (9) and villages (12), and their names.

Codes change every year, so a code that is not in the table is never an error, and offices keep a table of their own
over the shipped one (casefiles.domain.division). Villages are free text, or in that table; only the invented areas for
examples (prefix 99, which no real area has) have village names here.
"""

from __future__ import annotations

import re
import sys
import unicodedata
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from casefiles.domain import areas_told
from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

Level = Literal["province", "city", "county", "township", "village"]

# How many leading digits say where an area of each level is.
_LEVELS: dict[int, Level] = {2: "province", 4: "city", 6: "county", 9: "township", 12: "village"}
_INVENTED = "99"
_CODES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[2])) / "resources" / "codes"


@dataclass(frozen=True, slots=True)
class AreaCode:
    """One code as it is stored: 6, 9 or 12 digits, without the zeros that a longer form puts behind it."""

    code: str

    @classmethod
    def parse(cls, text: str) -> AreaCode:
        """The code in `text`; 231282000000 is the county 231282. Refuses with AREA_CODE."""
        digits = "".join(unicodedata.normalize("NFKC", text).split()).removeprefix("'").removesuffix(".0")
        if not re.fullmatch(r"[1-9][0-9]{5}(?:[0-9]{3}){0,2}", digits):
            raise Refusal(Problem("AREA_CODE", value=text.strip()))
        while len(digits) > 6 and digits.endswith("000"):
            digits = digits[:-3]
        return cls(digits)

    @property
    def prefix(self) -> str:
        """The leading digits every code inside this area has: 2, 4, 6, 9 or 12 of them."""
        if len(self.code) > 6:
            return self.code
        if self.code.endswith("0000"):
            return self.code[:2]
        return self.code[:4] if self.code.endswith("00") else self.code

    @property
    def level(self) -> Level:
        """From "province" to "village", the words of the list of office levels."""
        return _LEVELS[len(self.prefix)]

    @property
    def parent(self) -> AreaCode | None:
        """The area one level up by its digits (it may have no name), or None for a province."""
        if len(self.code) > 6:
            return AreaCode.parse(self.code[:-3])
        shorter = self.prefix[:-2]
        return AreaCode(shorter.ljust(6, "0")) if shorter else None

    @property
    def invented(self) -> bool:
        """Whether this is an area of the examples, which does not exist."""
        return self.code.startswith(_INVENTED)

    def contains(self, other: AreaCode) -> bool:
        """Whether `other` is this area or lies inside it."""
        return other.prefix.startswith(self.prefix)


def meant(text: str) -> AreaCode:
    """The code in `text`, or of the one division that the office's own table calls so today. Refusals: AREA_CODE,
    AREA_SEVERAL."""
    book = areas_told.book()
    found = book.called(text.strip(), book.today()) if book else []
    if len(found) > 1:
        raise Refusal(Problem("AREA_SEVERAL", value=text.strip(), args={"codes": "、".join(found[:6])}))
    return AreaCode.parse(found[0] if found else text)


def root(code: str) -> str:
    """The digits that every division inside begins with: 230000 is 23, 231200 is 2312, 231282 itself."""
    if len(code) != 6:
        return code
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def name_of(code: str, on: str = "") -> str | None:
    """The name of one area without those above it, also of a code no longer in use; None when unknown. With a day
    (ISO date) the name that it had then: the office's own table goes before the shipped one."""
    area = _read(code)
    if area is None:
        return None
    book = areas_told.book()
    if book:
        return book.name(area.code, on or book.today(), _shipped(area))
    return _shipped(area)


def shipped(code: str) -> str | None:
    """The name in the table that the program brings, now or formerly."""
    area = _read(code)
    return _shipped(area) if area is not None else None


def _shipped(area: AreaCode) -> str | None:
    if len(area.code) > 6 and not area.invented:
        return _towns(area.code[:2]).get(area.code)
    return _areas().get(area.code) or _former().get(area.code)


def path(code: str, on: str = "") -> str | None:
    """The whole name from the province down, as in an address; None when the area itself is unknown. With a day the
    names of that day.

    A level without a name of its own (a county directly under its province) is left out.
    """
    area = _read(code)
    if area is None or name_of(area.code, on) is None:
        return None
    names = [name for step in _upwards(area) if (name := name_of(step.code, on))]
    return "".join(reversed(names))


def children(code: str = "") -> tuple[str, ...]:
    """The codes of today one level below `code`, in order; without `code` the provinces. What the office's own table
    has is there too, and what it closed is not.

    Empty when none is known. Invented areas are listed only below an invented area.
    """
    book = areas_told.book()
    if not book:
        return _children(code)
    day, above = book.today(), _read(code)
    below = {one for one in _children(code) if not book.ended(one, day)}
    if above is not None:
        told = (one for one, _ in book.current(above.prefix, day))
        below.update(one for one in told if (up := AreaCode(one).parent) is not None and up == above)
    return tuple(sorted(below))


def _children(code: str) -> tuple[str, ...]:
    if not code:
        return tuple(c for c in _areas() if c.endswith("0000") and not c.startswith(_INVENTED))
    area = _read(code)
    if area is None:
        return ()
    known = _areas() if area.invented or len(area.prefix) < 6 else {}
    inside = (c for c in known if c.startswith(area.prefix) and c != area.code)
    below = [c for c in inside if _above(c) == area.code]
    if area.level == "county" and not area.invented:
        below = [c for c in _towns(area.code[:2]) if c.startswith(area.code)]
    return tuple(below)


def issues_ids(region: str) -> bool:
    """Whether the first six digits of an ID number are known: a place now or once, a permit, or invented.

    Foreigners with permanent residence have 9, two digits of the province and three of their country.
    """
    if region.startswith("999"):
        return True
    if region.startswith("9"):
        return f"{region[1:3]}0000" in _areas()
    # 83 stands on the residence permits of people from Taiwan; the province itself has 71.
    return region == "830000" or name_of(region) is not None


def _read(code: str) -> AreaCode | None:
    try:
        return AreaCode.parse(code)
    except Refusal:
        return None


def _upwards(area: AreaCode) -> Iterator[AreaCode]:
    step: AreaCode | None = area
    while step is not None:
        yield step
        step = step.parent


def _above(code: str) -> str:
    """The nearest area above `code` that has a name today, or an empty string."""
    steps = _upwards(AreaCode(code))
    next(steps)
    return next((step.code for step in steps if step.code in _areas()), "")


@cache
def _areas() -> dict[str, str]:
    """Today's provinces, cities and counties, and all invented areas: three thousand lines."""
    invented = (_CODES / "areas-invented.tsv").read_text("utf-8")
    return _table(_member("areas.tsv") + invented)


@cache
def _former() -> dict[str, str]:
    return _table(_member("former.tsv"))


@cache
def _towns(province: str) -> dict[str, str]:
    return _table(_member(f"{province}.tsv"))


def _table(text: str) -> dict[str, str]:
    rows = (line.split("\t") for line in text.splitlines())
    return {row[0]: row[1] for row in rows}


def _member(name: str) -> str:
    """One member of the archive; a province without townships in it (71, 81, 82) has none."""
    with zipfile.ZipFile(_CODES / "areas.zip") as archive:
        return archive.read(name).decode() if name in archive.namelist() else ""

"""Divisions by what one types of their names: the ones around an office, and those of its own table."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain import areas, areas_told

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTY = 6


class Place(NamedTuple):
    """A division that may be meant."""

    code: str
    name: str


def around(home: str) -> dict[str, str]:
    """Code -> name of what may be meant in an office: the table's divisions, those below this one, the townships of its
    county and the counties of its city."""
    book = areas_told.book()
    return _around(home, areas_told.turns(), book.today() if book else "")


@lru_cache(maxsize=2)
def _around(home: str, _turns: int, _day: str) -> dict[str, str]:
    book = areas_told.book()
    found: dict[str, str] = {}
    for code in _shipped(home):
        found[code] = areas.name_of(code) or code
    if book:
        found |= dict(book.current("", book.today()))
    base = areas.root(home)[:COUNTY]
    return dict(sorted(found.items(), key=lambda one: (not one[0].startswith(base), one[0])))


def _shipped(home: str) -> Iterator[str]:
    city = f"{home[:4]}00"
    for county in (*areas.children(city), *(areas.children(f"{home[:2]}0000") if len(areas.root(home)) == 2 else ())):
        yield county
        if len(areas.root(home)) == 2:
            continue
        if county.startswith(areas.root(home)[:COUNTY]):
            for town in areas.children(county):
                yield town
                yield from areas.children(town)


def near(typed: str, home: str, limit: int = 8) -> list[Place]:
    """The divisions whose name begins so, then those that hold it, then those with these pinyin initials; the office's
    own county first."""
    text = "".join(typed.split())
    if not text:
        return []
    letters = text.casefold() if text.isascii() and text.isalpha() else ""
    begins, holds = [], []
    for code, name in around(home).items():
        if letters:
            if _initials(name).startswith(letters):
                begins.append(Place(code, name))
        elif name.startswith(text):
            begins.append(Place(code, name))
        elif text in name:
            holds.append(Place(code, name))
        if len(begins) >= limit:
            break
    return [*begins, *holds][:limit]


def exactly(typed: str, home: str) -> str:
    """The code of the one division that is called so; "" when none is, or several."""
    found = [code for code, name in around(home).items() if name == typed.strip()]
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=20_000)
def _initials(name: str) -> str:
    from casefiles.domain import pinyin  # only where somebody types letters

    readings = pinyin.plain_readings(name)
    return "".join(part[0] for part in readings[0] if part) if readings else ""

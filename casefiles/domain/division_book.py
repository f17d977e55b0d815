"""The table of divisions as it counts: which name a code had on a day, what is closed, what lies below."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from casefiles.domain.redivision import Line

STEPS = (12, 9, 6)
"""digits of a village, a township, a county"""


class Said(NamedTuple):
    """A line as those who may write it wrote it; `rank` is how far from the top the one stands who made it what it is.
    Days are ISO dates, "" where there is none."""

    code: str
    name: str
    start: str = ""
    end: str = ""
    document: str = ""
    rank: int = 0
    row: str = ""

    def holds(self, day: str) -> bool:
        """Whether it is in force on that day."""
        return self.start <= day and (not self.end or day <= self.end)


class Book:
    """Lines by their code. Of several that hold on a day that of the office nearest the top counts, then the one with
    the latest start, then the greatest id."""

    def __init__(
        self, lines: Iterable[Said], today: Callable[[], str], joined: Callable[[str], Sequence[Line]] = lambda _day: ()
    ) -> None:
        self.today, self.joined = today, joined
        """`joined` tells which divisions are no more on a day, and where they are then"""
        self._by: dict[str, list[Said]] = {}
        for line in sorted(lines, key=lambda one: (one.start, one.row), reverse=True):
            self._by.setdefault(line.code, []).append(line)
        for some in self._by.values():
            some.sort(key=lambda one: one.rank)

    def __bool__(self) -> bool:
        return bool(self._by)

    def lines(self, code: str) -> tuple[Said, ...]:
        """All lines of a code, the one that goes before others first."""
        return tuple(self._by.get(code, ()))

    def line(self, code: str, day: str) -> Said | None:
        """The line in force on a day."""
        return next((one for one in self._by.get(code, ()) if one.holds(day)), None)

    def name(self, code: str, day: str, shipped: str | None = None) -> str | None:
        """What the division was called on a day: before its first line what the shipped table calls it (or else that
        line's name), after its last line that one's name."""
        some = self._by.get(code)
        if not some:
            return shipped
        held = self.line(code, day)
        if held is not None:
            return held.name
        past = [one for one in some if one.end and one.end < day]
        if past:
            last = max(one.end for one in past)
            return next(one.name for one in past if one.end == last)
        first = min(one.start for one in some)
        return shipped or next(one.name for one in some if one.start == first)

    def ended(self, code: str, day: str) -> str:
        """The last day of a division, or of one that it lay in, that is no more on this day; "" while it stands, or
        where the table says nothing."""
        for digits in STEPS:
            if digits <= len(code) and (some := self._by.get(code[:digits])) and self.line(code[:digits], day) is None:
                past = [one.end for one in some if one.end and one.end < day]
                if past:
                    return max(past)
        return ""

    def current(self, prefix: str, day: str) -> Iterator[tuple[str, str]]:
        """Code and name of what is in force below a prefix."""
        for code in self._below(prefix):
            held = self.line(code, day)
            if held is not None and not self.ended(code, day):
                yield code, held.name

    def keeps(self, above: str, digits: int, day: str) -> bool:
        """Whether the table lists divisions of so many digits in this one at all."""
        return any(len(code) == digits and self.line(code, day) for code in self._below(above))

    def called(self, name: str, day: str) -> list[str]:
        """The codes of the divisions of this name."""
        some = (code for code in self._names.get(name, ()) if self.name(code, day) == name)
        return [code for code in some if not self.ended(code, day)]

    def _below(self, prefix: str) -> list[str]:
        first = bisect_left(self._codes, prefix)
        last = bisect_right(self._codes, prefix + "~")
        return [code for code in self._codes[first:last] if code != prefix]

    @cached_property
    def _codes(self) -> list[str]:
        return sorted(self._by)

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code in self._codes:
            for name in {one.name for one in self._by[code]}:
                found.setdefault(name, []).append(code)
        return found


def nothing() -> str:
    """No day: of an empty book nobody asks."""
    return ""


EMPTY = Book((), nothing)

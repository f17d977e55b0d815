"""Which backups stay: the newest of each of the last seven days, four weeks and twelve months that have one.

Days are counted among the backups themselves and never from today, so that a clock that jumps throws nothing away: an
office that was shut for a year keeps what it had. The order is that of their numbers, which grow with each backup made,
whatever the clock said. A backup whose day does not fit that order was made under a wrong clock; it is thinned out
apart from the others, and takes no place of theirs.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable, Iterable, Sequence

DAYS, WEEKS, MONTHS = 7, 4, 12
LAST = 2
"""the last so many stay in any case, of whatever day"""
ODD = 7
"""of those made under a wrong clock the last so many"""


class Made(NamedTuple):
    """A verified backup: which one it was, counted, and the day that the clock showed."""

    number: int
    on: dt.date


def staying(backups: Iterable[Made]) -> frozenset[int]:
    """The numbers of the backups that stay; never none of some."""
    every = sorted(backups)
    fitting = _fitting(every)
    odd = [one.number for one in every if one.number not in fitting]
    even = [one for one in every if one.number in fitting]
    found = {one.number for one in every[-LAST:]} | set(odd[-ODD:])
    found |= _newest(even, DAYS, lambda day: day)
    found |= _newest(even, WEEKS, lambda day: day.isocalendar()[:2])
    found |= _newest(even, MONTHS, lambda day: (day.year, day.month))
    return frozenset(found)


def _newest(every: Sequence[Made], most: int, span: Callable[[dt.date], Hashable]) -> set[int]:
    """The newest backup of each of the last so many spans."""
    found: dict[Hashable, int] = {}
    for one in reversed(every):
        if span(one.on) in found:
            continue
        if len(found) == most:
            break
        found[span(one.on)] = one.number
    return set(found.values())


def _fitting(every: Sequence[Made]) -> set[int]:
    """The most backups whose days never go back."""
    ends: list[dt.date] = []
    at: list[int] = []
    before: list[int] = []
    for place, one in enumerate(every):
        length = bisect_right(ends, one.on)
        before.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [one.on]
        at[length : length + 1] = [place]
    found = set()
    place = at[-1] if at else -1
    while place >= 0:
        found.add(every[place].number)
        place = before[place]
    return found

"""Numbers of a log as ranges (first, last), ascending and apart."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.domain.changes import Seen, Vector

Ranges = tuple[tuple[int, int], ...]


def of(numbers: Iterable[int]) -> Ranges:
    """The ranges that hold exactly these numbers."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def united(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """The same numbers, ranges that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def added(ranges: list[tuple[int, int]], number: int) -> None:
    """Put in a number that comes after all others."""
    if ranges and ranges[-1][1] == number - 1:
        ranges[-1] = (ranges[-1][0], number)
    else:
        ranges.append((number, number))


def within(ranges: Sequence[tuple[int, int]], number: int) -> bool:
    """Whether a number lies in one of the ranges."""
    at = bisect_right(ranges, (number, 2**62)) - 1
    return at >= 0 and number <= ranges[at][1]


def size(ranges: Iterable[tuple[int, int]]) -> int:
    """How many numbers they hold."""
    return sum(last - first + 1 for first, last in ranges)


def full(seen: Seen | None, after: int = 0) -> Ranges:
    """The numbers after `after` of a log that are held in full."""
    if seen is None:
        return ()
    found, at = [], after + 1
    for first, last in seen.holes:
        if first > at:
            found.append((at, first - 1))
        at = max(at, last + 1)
    if at <= seen.seq:
        found.append((at, seen.seq))
    return tuple(found)


def common(one: Iterable[tuple[int, int]], other: Sequence[tuple[int, int]]) -> Ranges:
    """The numbers that both hold."""
    mine = tuple(one)
    return without(mine, without(mine, other))


def until(ranges: Iterable[tuple[int, int]], last: int) -> Ranges:
    """Those of the numbers that do not go beyond `last`."""
    return tuple((a, min(b, last)) for a, b in ranges if a <= last)


def together(one: Seen, other: Seen) -> Seen:
    """Two heads that lead over the same log, as the one says that goes less far: a number that either misses is
    missing, and one that is a stub to either is a stub."""
    less = one if one.seq <= other.seq else other
    holes, alone = united((*one.holes, *other.holes)), united((*stubs(one), *stubs(other)))
    return replace(less, holes=until(holes, less.seq), bare=until(without(holes, alone), less.seq))


def stubs(seen: Seen) -> Ranges:
    """The numbers of a log that are known by a stub alone."""
    return without(seen.holes, seen.bare)


def without(ranges: Iterable[tuple[int, int]], gone: Sequence[tuple[int, int]]) -> Ranges:
    """The numbers of `ranges` that are in none of `gone`."""
    found = []
    at = 0
    for first, last in ranges:
        while at < len(gone) and gone[at][1] < first:
            at += 1
        start, look = first, at
        while look < len(gone) and gone[look][0] <= last:
            if gone[look][0] > start:
                found.append((start, gone[look][0] - 1))
            start = gone[look][1] + 1
            look += 1
        if start <= last:
            found.append((start, last))
    return tuple(found)


def gained(before: Vector, now: Vector) -> dict[str, Ranges]:
    """What is held in full now and was not before, by log."""
    found = {}
    for log, seen in now.items():
        had = before.get(log)
        if had != seen and (new := without(full(seen), full(had))):
            found[log] = new
    return found


def covered(have: Vector, carried: Mapping[str, Ranges]) -> bool:
    """Whether a receipt names all of these numbers as held in full."""
    for log, ranges in carried.items():
        seen = have.get(log)
        if seen is None or without(ranges, full(seen)):
            return False
    return True

"""Which file a record's file is, once files of the same child (mentor, household) were put together.

A merge writes `merged_into` on one file and rewrites nothing that hangs on it; every view goes through `canon`. The
answer is a pure function of the pointers and of who stands, so offices that hold the same records agree, in whatever
order they met: two offices may point their files at each other, chains grow, and a survivor may be deleted elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping


def components(into: Mapping[str, str | None]) -> list[set[str]]:
    """The files that hang together by pointers, whichever way these point; files alone are left out."""
    near: dict[str, set[str]] = {}
    for one, other in into.items():
        if other and other != one:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    found: list[set[str]] = []
    seen: set[str] = set()
    for start in near:
        if start in seen:
            continue
        group, open_ = {start}, [start]
        while open_:
            for other in near[open_.pop()] - group:
                group.add(other)
                open_.append(other)
        seen |= group
        found.append(group)
    return found


def canon(
    into: Mapping[str, str | None], standing: Container[str], among: Iterable[str] | None = None
) -> dict[str, str]:
    """For each file of a group (`among`: only the groups of these) the one file that is shown.

    It is the standing file nearest to the end of the pointers, and of several the smallest id: the survivor; in a
    circle the smallest id of the circle; when the survivor was deleted, the last that was merged into it. Where
    nobody stands it is the smallest id. Files that hang on no other are left out.
    """
    asked = None if among is None else set(among)
    found: dict[str, str] = {}
    for group in components(into):
        if asked is None or group & asked:
            head = _head(group, into, standing)
            found |= dict.fromkeys(group, head)
    return found


def _head(group: set[str], into: Mapping[str, str | None], standing: Container[str]) -> str:
    ends = _ends(group, into)
    behind: dict[str, list[str]] = {}
    for one in group:
        other = into.get(one)
        if other and other != one:
            behind.setdefault(other, []).append(one)
    row, seen = sorted(ends), set(ends)
    while row:
        stand = [one for one in row if one in standing]
        if stand:
            return min(stand)
        row = sorted({b for one in row for b in behind.get(one, ())} - seen)
        seen |= set(row)
    return min(group)


def _ends(group: set[str], into: Mapping[str, str | None]) -> set[str]:
    """Where the pointers of a group lead: its one end, or the files of its one circle."""
    at, passed = next(iter(group)), []
    while at not in passed:
        passed.append(at)
        to = into.get(at)
        if not to or to == at:
            return {at}
        at = to
    return set(passed[passed.index(at) :])

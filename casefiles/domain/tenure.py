"""A mentor's times in the team. The newest one is what the mentor's own fields say; counting goes over all of them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored

FILE_FIELDS: Mapping[str, str] = {"joined_on": "start", "left_on": "end", "left_reason": "reason"}
"""the mentor's own fields, and what they are in a time of service"""
MISTAKEN = "mistaken"
"""the reason of somebody who was entered by mistake and never was in the team"""


@dataclass(frozen=True, slots=True)
class Time:
    """From a day until a day ("" while it lasts). `row` is the record, "" for what only the mentor's file says."""

    start: str
    end: str = ""
    reason: str = ""
    row: str = ""

    def on(self, day: str) -> bool:
        """Whether somebody was in the team at the end of that day."""
        return self.start <= day and (not self.end or self.end > day)


def times(mentor: Mapping[str, Stored], spells: Mapping[str, Mapping[str, Stored]]) -> list[Time]:
    """The times of service, oldest first; without any on record, the one that the mentor's file tells of."""
    found = [
        Time(str(s["start"]), str(s.get("end") or ""), str(s.get("reason") or ""), row)
        for row, s in spells.items()
        if s.get("start")
    ]
    if not found and mentor.get("joined_on"):
        found = [Time(str(mentor["joined_on"]), str(mentor.get("left_on") or ""), str(mentor.get("left_reason") or ""))]
    return sorted(found, key=lambda t: (t.start, t.end or "~", t.row))


def file_says(found: Sequence[Time]) -> dict[str, Stored]:
    """What the mentor's own fields are when these are the times: those of the newest."""
    last = found[-1]
    return {"joined_on": last.start, "left_on": last.end or None, "left_reason": last.reason or None}


def overlapping(found: Sequence[Time]) -> tuple[Time, Time] | None:
    """The first two times that cannot both be: the second begins before the first has ended."""
    for first, second in itertools.pairwise(found):
        if not first.end or first.end > second.start:
            return first, second
    return None


def counted(found: Iterable[Time]) -> list[Time]:
    """The times as they count: what was entered by mistake left out, what overlaps (two offices wrote it) made one,
    so that nobody is in the team twice on a day."""
    made: list[Time] = []
    for one in sorted((t for t in found if t.reason != MISTAKEN), key=lambda t: (t.start, t.end or "~")):
        if one.end and one.end <= one.start:
            continue
        if made and (not made[-1].end or one.start < made[-1].end):
            if made[-1].end and (not one.end or one.end > made[-1].end):
                made[-1] = replace(made[-1], end=one.end, reason=one.reason)
        else:
            made.append(one)
    return made


def problems(values: Mapping[str, Stored]) -> Iterator[Problem]:
    """Who left did so for a reason; who has a reason has left."""
    if values.get("end") and not values.get("reason"):
        yield Problem("SPELL_NO_REASON", "mentor_spell", field="reason")
    if values.get("reason") and not values.get("end"):
        yield Problem("SPELL_NO_END", "mentor_spell", field="end")

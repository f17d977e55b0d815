"""Who came and who left: the balance of a year, counted on dates from the times of service.

At the end there are as many as at the start, and those who joined, less those who left; for each kind of senior and for
all. Who was entered by mistake never was there; who left and came back on one day is counted in both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain import matchlife, tenure
from casefiles.domain.codes.lists import MENTOR_END, SENIOR_KIND
from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

EARLIEST = 1980


@dataclass(frozen=True, slots=True)
class Line:
    """How many there were at the start, joined, left, and were there at the end. `key`: a kind of senior, "" all."""

    key: str
    start: int
    joined: int
    left: int
    end: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody who joined or left in the year; `reason` is the code of a leaving."""

    mentor: str
    name: str
    kind: str
    day: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """A year. `last` is its last day, or today while it runs; `months` are (joined, left) from January on."""

    year: int
    first: str
    last: str
    total: Line
    kinds: Sequence[Line]
    reasons: Sequence[tuple[str, int]]
    months: Sequence[tuple[int, int]]
    joined: Sequence[Moved]
    left: Sequence[Moved]
    undated: int
    """mentors on file without a day of joining: nobody can say when they came, and they are not counted"""
    children: int
    """children whose mentor left"""
    taken_on: int
    closed: int

    @property
    def waiting(self) -> int:
        """Those of them who have nobody yet."""
        return self.children - self.taken_on - self.closed


def balance(office: Office, year: int) -> Balance:
    """The balance of a year. Refusal: OUT_OF_RANGE for a year that has not begun, or long ago."""
    today = office.clock.today()
    if not EARLIEST <= year <= today.year:
        args = {"low": EARLIEST, "high": today.year}
        raise Refusal(Problem("OUT_OF_RANGE", "mentor", value=str(year), args=args))
    first, last = f"{year}-01-01", min(f"{year}-12-31", today.isoformat())
    before = f"{year - 1}-12-31"
    spells: dict[str, dict[str, Mapping[str, Stored]]] = defaultdict(dict)
    for spell in office.queries.select("mentor_spell"):
        spells[str(spell.values.get("mentor") or "")][spell.id] = spell.values
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    joined: list[Moved] = []
    left: list[Moved] = []
    undated = 0
    for mentor in office.queries.select("mentor"):
        values = mentor.values
        kind, name = str(values.get("kind") or "other"), str(values.get("name") or "")
        known = tenure.times(values, spells.get(mentor.id, {}))
        undated += not known
        for time in tenure.counted(known):
            counts[kind]["start"] += time.on(before)
            counts[kind]["end"] += time.on(last)
            if first <= time.start <= last:
                joined.append(Moved(mentor.id, name, kind, time.start))
            if time.end and first <= time.end <= last:
                left.append(Moved(mentor.id, name, kind, time.end, time.reason))
    for what, moved in (("joined", joined), ("left", left)):
        for one in moved:
            counts[one.kind][what] += 1
    kinds = [_line(code.code, counts[code.code]) for code in SENIOR_KIND.items if counts.get(code.code)]
    kinds += [_line(key, count) for key, count in counts.items() if key not in SENIOR_KIND and count]
    total = _line("", sum(counts.values(), Counter()))
    by_reason = Counter(one.reason for one in left)
    order = [c.code for c in MENTOR_END.items]
    reasons = sorted(by_reason.items(), key=lambda r: (-r[1], order.index(r[0]) if r[0] in order else 99))
    months = [(_within(joined, f"{year}-{n:02d}"), _within(left, f"{year}-{n:02d}")) for n in range(1, 13)]
    joined.sort(key=lambda m: (m.day, m.name, m.mentor))
    left.sort(key=lambda m: (m.day, m.name, m.mentor))
    children, taken, closed = _children(office, left, last)
    return Balance(
        year, first, last, total, kinds, reasons, months, joined, left, undated, children, taken, closed
    )


def _within(moved: Iterable[Moved], month: str) -> int:
    return sum(one.day.startswith(month) for one in moved)


def _line(key: str, count: Counter[str]) -> Line:
    return Line(key, count["start"], count["joined"], count["left"], count["end"])


def _children(office: Office, left: Iterable[Moved], last: str) -> tuple[int, int, int]:
    """How many children's mentor left; of them, who has another one on the last day, and whose file was closed."""
    hit: dict[str, set[str]] = defaultdict(set)
    for one in left:
        for match in office.queries.select("match", {"mentor": one.mentor}):
            values, end = match.values, str(match.values.get("end") or "")
            real = matchlife.status_of(values) != matchlife.MISTAKEN
            if real and str(values.get("start") or "") <= one.day and (not end or end >= one.day):
                hit[str(values["child"])].add(one.mentor)
    taken = closed = 0
    for child, gone in hit.items():
        file = office.queries.get(child)
        if _mentored(office.queries.select("match", {"child": child}), gone, last):
            taken += 1
        elif file is not None and file.values.get("closed_on") and str(file.values["closed_on"]) <= last:
            closed += 1
    return len(hit), taken, closed


def _mentored(matches: Iterable[Record], gone: set[str], last: str) -> bool:
    """Whether somebody else mentors on that day."""
    for match in matches:
        values = match.values
        status, end = matchlife.status_of(values), str(values.get("end") or "")
        begun = str(values.get("start") or "~") <= last and status not in (
            *matchlife.BEFORE,
            matchlife.MISTAKEN,
        )
        if begun and (not end or end > last) and str(values.get("mentor")) not in gone:
            return True
    return False

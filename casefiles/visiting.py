"""Visits as they come in: one that is on file already, what was found by area of life, and whom a stack goes on to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles import reporting
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.codes.lists import LIFE_AREA
from casefiles.domain.ids import base32
from casefiles.domain.problems import Problem
from casefiles.domain.visit import VISIT_FINDING, days_late

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

NEXT = ("", "mentor", "village")
"""who comes next in a stack of papers: nobody (one types), another child of the mentor, or of the village"""
_MOST = 500


def same_day(office: Office, child: str, on: str, but: str = "") -> list[Record]:
    """The visits to this child on that day that are on file, `but` this one."""
    if not child or not on:
        return []
    found = office.queries.select("visit", {"child": child, "on": on}, limit=5)
    return [visit for visit in found if visit.id != but]


def late(visit: Record) -> int:
    """How many days after the visit it was entered, 0 when that was in time."""
    return days_late(visit.id, visit.values.get("on"))


def from_visit(
    office: Office, visit: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """What saving these fields of a visit brings with it: its report, and a word when it may be entered twice."""
    more, told = reporting.from_visit(office, visit, fields, before)
    if before is None:
        child, on = str(fields.get("child") or ""), str(fields.get("on") or "")
        twice = office.queries.visit_on(child, on, visit) if child and on else ""
        told = (*told, Problem("VISIT_SAME_DAY", "visit", twice, "on", on)) if twice else told
    return more, told


def from_verification(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """What saving a verification brings with it: a word when the file was verified on that day already."""
    child, on = str(fields.get("child") or ""), str(fields.get("on") or "")
    if before is not None or not child or not on:
        return [], ()
    twice = [one.id for one in office.queries.select("verification", {"child": child, "on": on}, limit=2)]
    told = [Problem("VERIFIED_SAME_DAY", "verification", one, "on", on) for one in twice if one != row]
    return [], tuple(told[:1])


def next_child(office: Office, by: str, child: str, mentor: str, done: Collection[str]) -> str:
    """Whom the stack goes on to after `child`: of the same mentor or village and not in `done`; "" when nobody."""
    if by == "mentor" and mentor:
        matches = office.queries.select("match", {"mentor": mentor, "end": None})
        near = [str(match.values.get("child")) for match in matches]
        found = [
            record for one in near if (record := office.queries.get(one)) is not None and not record.deleted
        ]
        ids = [r.id for r in sorted(found, key=lambda r: (str(r.values.get("village") or ""), r.id))]
    elif by == "village":
        record = office.queries.get(child)
        village = str(record.values.get("village") or "") if record is not None else ""
        rows = office.queries.register_first("child", "all", "name", village, _MOST) if village else []
        ids = [str(row["id"]) for row in rows]
    else:
        return ""
    return next((one for one in ids if one != child and one not in done), "")


@dataclass(frozen=True, slots=True)
class Finding:
    """How it stands in one area of life, and why."""

    level: str
    note: str = ""


def finding_id(visit: str, area: str) -> str:
    """The id of what a visit found in an area: two computers that fill in one visit meet in one record."""
    mark = int.from_bytes(hashlib.sha256(area.encode()).digest()[:4], "big")
    return f"{VISIT_FINDING.prefix}-{visit.partition('-')[2]}{base32(mark, 4)}"


def findings(office: Office, visits: Iterable[Record]) -> dict[str, list[Record]]:
    """What each of these visits found, in the order of the areas: visit -> findings."""
    return by_visit(f for visit in visits for f in office.queries.select("visit_finding", {"visit": visit.id}))


def by_visit(found: Iterable[Record]) -> dict[str, list[Record]]:
    """Findings by their visit, in the order of the areas."""
    order = {code.code: place for place, code in enumerate(LIFE_AREA.items)}
    made: dict[str, list[Record]] = {}
    for one in sorted(found, key=lambda f: order.get(str(f.values.get("area")), len(order))):
        made.setdefault(str(one.values.get("visit")), []).append(one)
    return made


def finding_edits(
    office: Office, visit: str, child: str, wanted: Mapping[str, Finding], *, new: bool
) -> list[Edit]:
    """The edits that make a visit's findings `wanted` (area -> finding): made, changed, and those left out deleted."""
    held = [] if new else office.queries.select("visit_finding", {"visit": visit})
    stands = {str(record.values.get("area")): record for record in held}
    edits = []
    for area, finding in wanted.items():
        meant: dict[str, Stored] = {"level": finding.level, "note": finding.note or None}
        before = stands.pop(area, None)
        if before is not None:
            meant |= {"child": child} if child else {}
            patch = {n: v for n, v in meant.items() if before.values.get(n) != v}
            if patch:
                edits.append(Edit("visit_finding", before.id, patch, before.heads))
            continue
        row = finding_id(visit, area)
        gone = None if new else office.queries.get(row)
        whole: dict[str, Stored] = {"visit": visit, "child": child or None, "area": area, **meant}
        if gone is not None:
            edits.append(Edit("visit_finding", row, {**whole, DELETED: None}, gone.heads))
        else:
            edits.append(Edit("visit_finding", row, {n: v for n, v in whole.items() if v is not None}, ()))
    return edits + [Edit("visit_finding", one.id, {DELETED: 1}, one.heads) for one in stands.values()]


@dataclass(frozen=True, slots=True)
class Course:
    """One area over time: `levels` beside the visits they were found on, None where a visit did not speak of it."""

    area: str
    levels: tuple[str | None, ...]
    went: int
    """1 better, -1 worse, 0 the same or seen once"""


LEVELS = ("urgent", "concern", "fair", "good")
"""from worst to best"""


def courses(visits: Sequence[Record], found: Mapping[str, Sequence[Record]]) -> list[Course]:
    """How each area went over these visits (oldest first), those that got worse first."""
    made = []
    for code in LIFE_AREA.items:
        levels: list[str | None] = []
        for visit in visits:
            said = {f.values.get("area"): f.values.get("level") for f in found.get(visit.id, ())}
            level = said.get(code.code)
            levels.append(str(level) if level in LEVELS else None)
        seen = [LEVELS.index(level) for level in levels if level is not None]
        if seen:
            went = (seen[-1] > seen[-2]) - (seen[-1] < seen[-2]) if len(seen) > 1 else 0
            made.append(Course(code.code, tuple(levels), went))
    return sorted(made, key=lambda course: course.went)

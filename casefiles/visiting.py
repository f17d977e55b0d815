"""Visits as they come in: one that is on file already, how late it was entered, and what the stack goes on to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import reporting
from casefiles.domain.problems import Problem
from casefiles.domain.visit import days_late

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from casefiles.domain.changes import Edit
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
        twice = same_day(office, child, on, visit)[:1]
        told = (*told, *(Problem("VISIT_SAME_DAY", "visit", one.id, "on", on) for one in twice))
    return more, told


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

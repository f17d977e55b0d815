"""A mentor's service: how the record check stands, and times in the team that agree with the mentor's own fields.

Joining and leaving may be written in the mentor's form, by the hand-over, or as a time of service: each brings the
other along in the same save. Coming back begins another time; the earlier one stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import leaving
from casefiles.domain import asking, tenure
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.clearance import Clearance, clearance
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

HANGING: Mapping[str, str] = {
    "mentor_check": "-on", "mentor_skill": "skill", "mentor_training": "-on", "mentor_post": "-start",
    "mentor_spell": "-start",
}  # fmt: skip
"""what is kept of a mentor's service -> how it is sorted"""
PREFIX = "md"
LOWEST_LIMIT, HIGHEST_LIMIT = 55, 110


def age_limit(office: Office) -> int:
    """The age from which a mentor is to be relieved, as this office has it (its own setting, which does not travel)."""
    kept = office.ledger.setting(asking.AGE_SETTING) or ""
    return int(kept) if kept.isdecimal() else asking.AGE_LIMIT


def set_age_limit(office: Office, years: int) -> None:
    """Keep another limit. Refusal: OUT_OF_RANGE."""
    if not LOWEST_LIMIT <= years <= HIGHEST_LIMIT:
        args = {"low": LOWEST_LIMIT, "high": HIGHEST_LIMIT}
        refuse([Problem("OUT_OF_RANGE", "mentor", value=str(years), args=args)])
    office.ledger.keep_setting(asking.AGE_SETTING, None if years == asking.AGE_LIMIT else str(years))


def cleared(office: Office, mentor: Record, day: dt.date | None = None) -> Clearance:
    """How the record check of a mentor stands on a day; today without one."""
    checks = [c.values for c in office.queries.select("mentor_check", {"mentor": mentor.id})]
    return clearance(mentor.values, checks, day or office.clock.today())


def from_mentor(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """The times of service that a save of the mentor's fields brings with it.
    Refusals: MENTOR_HAS_CHILDREN, SPELL_OVERLAPS."""
    leaving.mentor_stays(office, row, fields, before)
    return from_file(office, row, fields, before), ()


def from_file(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> list[Edit]:
    """The same without asking who still counts on the mentor: whoever hands over has seen to that."""
    if not set(tenure.FILE_FIELDS) & set(fields):
        return []
    whole = {**(before or {}), **fields}
    joined, left = str(whole.get("joined_on") or ""), whole.get("left_on")
    says = {name: whole.get(own) for own, name in tenure.FILE_FIELDS.items()}
    spells = _spells(office, row) if before is not None else {}
    known = tenure.times(before or {}, spells)
    last = known[-1] if known else None
    if not joined:
        return []
    if last is not None and last.end and not left and joined >= last.end:  # came back
        made = [] if last.row else [_made(office, row, _values(last))]
        return [*made, _made(office, row, {"start": joined})]
    if last is None or not last.row:
        return [_made(office, row, says)]
    held = spells[last.row]
    changed = {name: value for name, value in says.items() if held.get(name) != value}
    if "start" in changed:
        others = {key: s for key, s in spells.items() if key != last.row} | {last.row: {**held, **says}}
        _refuse_overlap(tenure.times({}, others), "mentor", row, "joined_on")
    return [Edit("mentor_spell", last.row, changed)] if changed else []


def from_spell(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """The mentor's own fields that a time of service brings with it; and, where the file told of an earlier time that
    has no record yet, that record. Refusals: SPELL_OVERLAPS, MENTOR_HAS_CHILDREN."""
    whole = {**(before or {}), **fields}
    file = office.file(str(whole.get("mentor") or ""))
    if file is None:
        return [], ()
    mentor = file.id
    spells = _spells(office, mentor)
    more: list[Edit] = []
    if fields.get(DELETED):
        spells.pop(row, None)
    else:
        known = tenure.times(file.values, spells)
        if not spells and known and known[0].start != str(whole.get("start") or ""):
            more.append(_made(office, mentor, _values(known[0])))
            spells[more[0].row] = more[0].fields
        spells[row] = whole
    found = tenure.times({}, spells)
    if not found:
        return [], ()
    _refuse_overlap(found, "mentor_spell", row, "start")
    says = tenure.file_says(found)
    changed = {name: value for name, value in says.items() if file.values.get(name) != value}
    if changed.get("left_on") and not file.values.get("left_on"):
        leaving.mentor_stays(office, mentor, changed, file.values, ("mentor_spell", row, "end"))
    return ([*more, Edit("mentor", mentor, changed)] if changed else more), ()


def _spells(office: Office, mentor: str) -> dict[str, Mapping[str, Stored]]:
    return {s.id: s.values for s in office.queries.select("mentor_spell", {"mentor": mentor})}


def _values(time: tenure.Time) -> dict[str, Stored]:
    return {"start": time.start, "end": time.end or None, "reason": time.reason or None}


def _made(office: Office, mentor: str, values: Mapping[str, Stored]) -> Edit:
    told = {name: value for name, value in values.items() if value is not None}
    return Edit("mentor_spell", new_id(PREFIX, office.clock.now_ms()), {"mentor": mentor, **told}, ())


def _refuse_overlap(found: list[tenure.Time], entity: str, row: str, field: str) -> None:
    both = tenure.overlapping(found)
    if both is not None:
        other = next((t for t in both if t.row != row), both[0])
        refuse([Problem("SPELL_OVERLAPS", entity, row, field, args={"start": other.start})])

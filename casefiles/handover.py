"""A mentor leaves and hands the children over, in one transaction.

Each open match ends, and the one with the new mentor begins on the same day. Whom nobody takes on waits in the list of
children without a mentor.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casefiles import guarding, leaving, matching, recording, service, steps, suggesting
from casefiles.domain.changes import Edit, Touched
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, refuse
from casefiles.leaving import open_matches

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

MATCH_END = {"health": "mentor_health", "died": "mentor_died"}
"""how a match ends when its mentor leaves for this reason; otherwise because the mentor left"""


@dataclass(frozen=True, slots=True)
class Left:
    """A mentor left: what was written, and what stood before it (None: the record is new)."""

    mentor: str
    handed_over: int
    waiting: int
    before: Mapping[str, tuple[str, Mapping[str, Stored] | None]]
    touched: Touched


def room(office: Office, mentor: Record) -> int:
    """How many more children a mentor can take on; none once the mentor left."""
    if mentor.values.get("left_on"):
        return 0
    return max(0, matching.capacity_of(mentor) - len(open_matches(office, "mentor", mentor.id)))


def proposed(office: Office, mentor: str) -> dict[str, str]:
    """For each open match of a mentor the mentor who fits its child best and still has room, by the suggestions of
    `casefiles.matching`; nobody is taken twice beyond their room. A person decides."""
    free: Counter[str] = Counter()
    plan = {}
    pool = suggesting.Pool(office)
    for one in open_matches(office, "mentor", mentor):
        child = office.queries.get(str(one.values["child"]))
        if child is not None and leaving.taken_over(office, child.id) is not None:
            continue  # the other office looks for somebody
        for found in pool.for_child(child) if child is not None else ():
            if found.mentor != mentor and found.may_match and found.capacity - found.load - free[found.mentor] > 0:
                free[found.mentor] += 1
                plan[one.id] = found.mentor
                break
    return plan


def leave(office: Office, mentor: str, on: dt.date, reason: str, plan: Mapping[str, str]) -> Left:
    """Record that a mentor leaves on a day, for a reason (code), and hand over: `plan` is match -> new mentor, and
    matches left out end all the same, also of a child whose file another office took over. One transaction. Refusals:
    NOT_FOUND, WRONG_KIND, FILE_MOVED, LEFT_ALREADY, MENTOR_LEFT, HAND_OVER_FULL, HAND_OVER_SELF, MATCH_EXISTS,
    MENTOR_NOT_CHECKED, MENTOR_CHECK_EXPIRED, MENTOR_CHECK_FAILED, and those of the forms."""
    file = recording.record(office, mentor, "mentor")
    today, day = office.clock.today(), on.isoformat()
    problems: list[Problem] = []
    edits: dict[str, Edit] = {}

    def put(*more: Edit) -> None:
        for edit in more:
            held = edits.get(edit.row)
            edits[edit.row] = edit if held is None else replace(held, fields={**held.fields, **edit.fields})

    def change(record: Record, draft: Mapping[str, str]) -> None:
        checked = recording.check(ENTITIES[record.entity], draft, today, stands=record.values)
        problems.extend(checked.problems)
        put(Edit(record.entity, record.id, checked.values, record.heads))

    held = open_matches(office, "mentor", mentor)
    if file.values.get("left_on") and not held:
        refuse([_left("LEFT_ALREADY", file)])
    for receiver, n in sorted(Counter(plan.values()).items()):
        problems += unfit(office, mentor, receiver, n, day)
    for one in held:
        ends = {"end": day, "end_reason": MATCH_END.get(reason, "mentor_left")}
        change(one, ends)
        if not problems:
            put(*steps.life(office, one.id, ends, one.values))
        child, receiver, lead = str(one.values.get("child") or ""), plan.get(one.id, ""), ""
        changed: dict[str, Mapping[str, Stored]] = {one.id: {**one.values, **edits[one.id].fields}}
        if receiver:
            leaving.still_here(office, child)
            if any(m.values.get("mentor") == receiver for m in open_matches(office, "child", child)):
                problems.append(Problem("MATCH_EXISTS", "match", field="mentor", value=receiver))
            made = new_id(ENTITIES["match"].prefix, office.clock.now_ms())
            kept = {n: one.values[n] for n in ("form", "lead", "every_days", "terms") if one.values.get(n) is not None}
            fields: dict[str, Stored] = {**kept, "child": child, "mentor": receiver, "start": day, "status": "active"}
            put(Edit("match", made, fields, ()), steps.step_edit(office, made, fields, on=day, status="active"))
            changed[made] = fields
            lead = made if one.values.get("lead") else ""
        put(*steps.order(office, child, changed, lead))
    leaves = {"left_on": day, "left_reason": reason}
    change(file, leaves)
    refuse(problems)
    put(*service.from_file(office, mentor, leaves, file.values))
    before = {row: (edit.entity, _stood(office, edit)) for row, edit in edits.items()}
    touched = guarding.keep(office, list(edits.values()))
    over = sum(1 for one in held if plan.get(one.id))
    return Left(mentor, over, len(held) - over, before, touched)


def unfit(office: Office, mentor: str, receiver: str, n: int, day: str) -> list[Problem]:
    """Why a mentor cannot take over `n` children from the one who leaves on a day. Refusals: NOT_FOUND, WRONG_KIND."""
    senior = recording.record(office, receiver, "mentor")
    name = str(senior.values.get("name") or "")
    if receiver == mentor:
        return [Problem("HAND_OVER_SELF", "match", field="mentor", value=name)]
    if senior.values.get("left_on"):
        return [_left("MENTOR_LEFT", senior)]
    if n > (free := room(office, senior)):
        return [Problem("HAND_OVER_FULL", "match", field="mentor", value=name, args={"n": n, "room": free})]
    return steps.unchecked(office, receiver, day, "mentor") if n else []


def _left(code: str, mentor: Record) -> Problem:
    day = mentor.values.get("left_on") or ""
    return Problem(code, "mentor", mentor.id, value=str(mentor.values.get("name") or mentor.id), args={"day": day})


def _stood(office: Office, edit: Edit) -> Mapping[str, Stored] | None:
    held = office.queries.get(edit.row)
    return None if held is None else {name: held.values.get(name) for name in edit.fields}

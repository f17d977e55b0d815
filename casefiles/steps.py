"""The state of a match is that of its newest step; saving, correcting or deleting a step or a match keeps it so.

What stands here only works out what else a save brings with it; `casefiles.matching` takes the steps.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles import service
from casefiles.domain import clearance, matchlife
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.codes.lists import MATCH_STATUS
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

PREFIX = "me"


def events_of(office: Office, match: str, values: Mapping[str, Stored]) -> dict[str, Mapping[str, Stored]]:
    """The steps of a match by id. Without any, what an older match says of itself is the one step, under ""."""
    found = {e.id: e.values for e in office.queries.select("match_event", {"match": match})}
    if found:
        return found
    return {"": {"on": values.get("end") or values.get("start"), "status": matchlife.status_of(values)}}


def step_edit(office: Office, match: str, whole: Mapping[str, Stored], **says: Stored) -> Edit:
    """A new step of a match."""
    fields = {"match": match, "child": whole.get("child"), "mentor": whole.get("mentor"), **says}
    told = {name: value for name, value in fields.items() if value is not None}
    return Edit("match_event", new_id(PREFIX, office.clock.now_ms()), told, ())


def unchecked(office: Office, mentor: str, on: str, field: str) -> list[Problem]:
    """What stands against a step that needs a record check: it must stand on that day (it may be entered late), or
    today. Problems: MENTOR_NOT_CHECKED, MENTOR_CHECK_EXPIRED, MENTOR_CHECK_FAILED."""
    file = office.queries.get(mentor)
    if file is None or file.deleted:
        return []
    found = service.cleared(office, file)
    if not found.stands and on:
        found = service.cleared(office, file, dt.date.fromisoformat(on))
    against = clearance.problem(found, str(file.values.get("name") or ""), field)
    return [against] if against is not None else []


def later_step(events: Mapping[str, Mapping[str, Stored]], on: str, field: str) -> list[Problem]:
    """What stands against an end on this day: a step of a later one. Problem: MATCH_LATER_STEP."""
    last = events.get(matchlife.newest(events), {})
    if str(last.get("on") or "") > on:
        args = {"day": last["on"], "state": MATCH_STATUS.label(str(last.get("status") or ""))}
        return [Problem("MATCH_LATER_STEP", "match", field=field, value=on, args=args)]
    return []


def from_event(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """The edits of the match that these fields of a step bring with it; child and mentor, where the step lacks them.
    Refusals: those of `unchecked`."""
    whole = {**(before or {}), **fields}
    match = office.queries.get(str(whole.get("match") or ""))
    if match is None or match.deleted:
        return [], ()
    events = events_of(office, match.id, match.values)
    more: list[Edit] = []
    if fields.get(DELETED):
        events.pop(row, None)
    else:
        events[row] = whole
        lacks = {n: match.values.get(n) for n in ("child", "mentor") if not whole.get(n) and match.values.get(n)}
        more += [Edit("match_event", row, lacks)] if lacks else []
    last = events.get(matchlife.newest(events))
    if last is None or ("" in events and last is events[""]):
        return more, ()  # the last one is gone, or what is entered is older than what stands
    status, on = str(last.get("status") or "active"), str(last.get("on") or "")
    if status in matchlife.NEEDS_CHECK and status != matchlife.status_of(match.values):
        refuse(unchecked(office, str(match.values.get("mentor") or ""), on, "status"))
    says = matchlife.settled(match.values, status, on)
    return [*more, *moved(office, match, says)], ()


def from_match(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """The step that a save of a match brings with it, and what the child's other matches say of lead and form.
    Refusals: MATCH_LATER_STEP, and those of `unchecked` for a match that begins."""
    more = life(office, row, fields, before)
    whole = {**(before or {}), **fields, **{n: v for e in more if e.row == row for n, v in e.fields.items()}}
    asked = row if fields.get("lead") else ""
    child, was = str(whole.get("child") or ""), str((before or {}).get("child") or "")
    left = order(office, was, {row: {**whole, "status": matchlife.MISTAKEN}}) if was and was != child else []
    return [*more, *order(office, child, {row: whole}, asked), *left], ()


def life(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> list[Edit]:
    """The step that these fields of a match are, and what they leave out of it: the state beside an end, the end beside
    a state."""
    whole = {**(before or {}), **fields}
    today = office.clock.today().isoformat()
    if before is None:
        status, start = matchlife.status_of(whole), str(whole.get("start") or today)
        if status in matchlife.NEEDS_CHECK or status == "paused":
            refuse(unchecked(office, str(whole.get("mentor") or ""), start, "mentor"))
        if not whole.get("status"):
            return []
        on = str(whole.get("end") or start)
        return [step_edit(office, row, whole, on=on, status=status, note=whole.get("end_note"))]
    if not {"status", "end", "end_reason"} & set(fields):
        moved_to, first = fields.get("start"), before.get("start")  # the first step is of the day it began
        every = events_of(office, row, before) if moved_to and first else {}
        return [Edit("match_event", one, {"on": moved_to}) for one, e in every.items() if one and e.get("on") == first]
    was = matchlife.status_of(before)
    if "status" in fields:  # said outright
        status, on = str(fields["status"] or "active"), str(whole.get("end") or today)
    else:
        status = matchlife.status_of({**whole, "status": None})
        if status == "active":  # no end any more, or none yet
            status = was if was not in matchlife.OVER else "active"
        on = str(whole.get("end") or today)
    if status == was and before.get("end") == whole.get("end"):
        return []
    events = events_of(office, row, before)
    if status == "closed":
        refuse(later_step({k: e for k, e in events.items() if k and e.get("status") != "closed"}, on, "end"))
    if status in matchlife.NEEDS_CHECK:
        refuse(unchecked(office, str(whole.get("mentor") or ""), on, "end"))
    last = matchlife.newest(events)
    if status == was == "closed" and events.get(last, {}).get("status") == "closed":  # another day of the same end
        return [Edit("match_event", last, {"on": on})]
    says = matchlife.settled({**whole, "status": before.get("status")}, status, on)
    says = {n: v for n, v in says.items() if whole.get(n) != v}
    if status == matchlife.MISTAKEN:
        on = today
    made = step_edit(office, row, whole, on=on, status=status, note=fields.get("end_note"))
    return [made, *([Edit("match", row, says)] if says else [])]


def moved(office: Office, match: Record, says: Mapping[str, Stored]) -> list[Edit]:
    """The edit that makes a match say this, and what it changes for the child's other matches."""
    changed = {name: value for name, value in says.items() if match.values.get(name) != value}
    if not changed:
        return []
    whole = {**match.values, **changed}
    others = order(office, str(whole.get("child") or ""), {match.id: whole})
    own = {n: v for e in others if e.row == match.id for n, v in e.fields.items()}
    return [Edit("match", match.id, {**changed, **own}), *(e for e in others if e.row != match.id)]


def order(
    office: Office, child: str, changed: Mapping[str, Mapping[str, Stored]], asked: str = ""
) -> list[Edit]:
    """The edits after which exactly one of a child's open matches leads, if there are several; `changed` are the
    matches as they will be."""
    if not child:
        return []
    found: dict[str, Mapping[str, Stored]] = {m.id: m.values for m in office.queries.select("match", {"child": child})}
    open_now = {k: m for k, m in {**found, **changed}.items() if matchlife.counts_as(m).holds_room}
    return [Edit("match", one, fields) for one, fields in matchlife.arranged(open_now, asked).items()]

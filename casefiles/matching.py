"""Joining mentors and children: the rules of a match, its steps from proposal to closing, who leads of several mentors.

What a match in each state counts as is decided in `casefiles.domain.matchlife.counts_as`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import guarding, leaving, recording, steps
from casefiles.domain import matchlife
from casefiles.domain.changes import Edit
from casefiles.domain.codes.lists import MATCH_STATUS
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.domain.norms import DEFAULT_CAPACITY
from casefiles.domain.problems import Problem, Refusal, refuse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record
    from casefiles.recording import Saved

def active(office: Office, **where: Stored) -> list[Record]:
    """Matches that have not ended, proposals among them: those that take a mentor's place."""
    return [r for r in office.queries.select("match", where) if matchlife.counts_as(r.values).holds_room]


def proposed_to(office: Office, child: str) -> list[str]:
    """The names of the mentors whose matches with the child are begun and stand not yet, the oldest first."""
    begun = [
        m for m in office.queries.select("match", {"child": child}) if matchlife.status_of(m.values) in matchlife.BEFORE
    ]
    begun.sort(key=lambda m: (str(m.values.get("start") or ""), m.id))
    held = office.queries.many([str(m.values["mentor"]) for m in begun])
    return [str(held[row].values.get("name") or "") for m in begun if (row := str(m.values["mentor"])) in held]


def capacity_of(mentor: Record) -> int:
    """How many children a mentor takes on at a time."""
    value = mentor.values.get("capacity")
    return DEFAULT_CAPACITY if value is None else int(value)


def match(
    office: Office,
    child: str,
    mentor: str,
    on: dt.date | None = None,
    *,
    lead: bool = False,
    terms: str = "",
    status: str = "active",
) -> Saved:
    """Join a child and a mentor, or with another status only propose it. Refusals: FILE_CLOSED, MENTOR_LEFT,
    MATCH_EXISTS, CHILD_HAS_MENTOR (unless `lead` says who leads), MENTOR_FULL, MENTOR_NOT_CHECKED,
    MENTOR_CHECK_EXPIRED, MENTOR_CHECK_FAILED, NOT_FOUND, and those of the form."""
    return recording.save(office, ENTITIES["match"], _draft(office, child, mentor, on, lead, terms, status))


def match_all(
    office: Office, children: Sequence[str], mentor: str, on: dt.date | None = None, *, status: str = "active"
) -> Saved:
    """Join brothers and sisters, or any children, with one mentor: all of them in one save, or none. The refusals of
    `match`, each naming its child."""
    problems: list[Problem] = []
    edits: list[Edit] = []
    for before, child in enumerate(children):
        try:
            draft = _draft(office, child, mentor, on, False, "", status, before)
            born = recording.birth_of(office, ENTITIES["match"], draft, {})
            checked = recording.check(ENTITIES["match"], draft, office.clock.today(), birth=born)
            refuse(checked.problems)
            row = new_id(ENTITIES["match"].prefix, office.clock.now_ms())
            values = {name: value for name, value in checked.values.items() if value is not None}
            edits += recording.joined(Edit("match", row, values, ()), steps.from_match(office, row, values, None)[0])
        except Refusal as refusal:
            problems += refusal.problems
    refuse(problems)
    touched = guarding.write(office, edits)
    first, *others = edits
    return recording.Saved("match", first.row, "", touched, beside=recording.way_back(office, others))


def _draft(
    office: Office, child: str, mentor: str, on: dt.date | None, lead: bool, terms: str, status: str, before: int = 0
) -> dict[str, str]:
    """A new match as it would be typed; `before` are children whom the mentor takes on in the same save."""
    file = recording.record(office, child, "child")
    if file.values.get("closed_on"):
        raise Refusal(Problem("FILE_CLOSED", "match", field="child", args={"day": file.values["closed_on"]}))
    senior = recording.record(office, mentor, "mentor")
    if senior.values.get("left_on"):
        raise Refusal(Problem("MENTOR_LEFT", "match", field="mentor", args={"day": senior.values["left_on"]}))
    of_child = active(office, child=child)
    of_mentor = active(office, mentor=mentor)
    if any(m.values["mentor"] == mentor for m in of_child):
        raise Refusal(Problem("MATCH_EXISTS", "match", field="mentor", value=mentor))
    if of_child and not lead and not any(m.values.get("lead") for m in of_child):
        raise Refusal(Problem("CHILD_HAS_MENTOR", "match", field="child", value=child))
    limit = capacity_of(senior)
    if len(of_mentor) + before >= limit:
        full = {"n": len(of_mentor) + before, "limit": limit}
        raise Refusal(Problem("MENTOR_FULL", "match", field="mentor", value=mentor, args=full))
    form = "many_to_one" if of_child else "one_to_many" if of_mentor or before else "one_to_one"
    draft = {
        "child": child,
        "mentor": mentor,
        "start": (on or office.clock.today()).isoformat(),
        "form": form,
        "terms": terms,
        "status": status,
    }
    if lead:
        draft["lead"] = "1"
    return draft


def unmatch(office: Office, row: str, on: dt.date | None, reason: str, note: str = "") -> Saved:
    """End a match on a day, with the reason's code."""
    draft = {"end": (on or office.clock.today()).isoformat(), "end_reason": reason, "end_note": note}
    return recording.save(office, ENTITIES["match"], draft, row)


def take_lead(office: Office, row: str) -> Saved:
    """Make the mentor of this match the one who leads; whoever led before no longer does. One save."""
    return recording.save(office, ENTITIES["match"], {"lead": "1"}, row)


def step(
    office: Office, row: str, status: str, on: dt.date | None = None, *, note: str = "", reason: str = ""
) -> Saved:
    """Bring a match to another state on a day, with the reason's code where it ends. One save, and the way back in it.

    A day before the newest step fills in what happened: the state stays. Refusals: NOT_FOUND, MATCH_SAME_STEP,
    MATCH_NO_REASON, MATCH_NO_END_REASON, MATCH_LATER_STEP, MATCH_BEFORE_FIRST, MENTOR_NOT_CHECKED,
    MENTOR_CHECK_EXPIRED, MENTOR_CHECK_FAILED, FILE_MOVED, those of a new match where one is opened again, and those of
    the form.
    """
    match = recording.record(office, row, "match")
    values, day = match.values, (on or office.clock.today()).isoformat()
    events = steps.events_of(office, row, values)
    now, past = matchlife.status_of(values), day < str(events[matchlife.newest(events)].get("on") or "")
    draft = {"match": row, "on": day, "status": status, "by": office.me.name, "note": note}
    draft |= {n: str(values[n]) for n in ("child", "mentor") if values.get(n)}
    checked = recording.check(ENTITIES["match_event"], draft, office.clock.today())
    problems = list(checked.problems)
    if not past and status == now:
        args = {"state": MATCH_STATUS.label(status)}
        problems.append(Problem("MATCH_SAME_STEP", "match_event", field="status", value=status, args=args))
    if (past or matchlife.goes_back(now, status)) and status != now and not note.strip():
        problems.append(Problem("MATCH_NO_REASON", "match_event", field="note"))
    start = str(values.get("start") or "")
    if past and status in matchlife.OVER:
        problems += steps.later_step(events, day, "on")
    elif now not in matchlife.BEFORE and status not in matchlife.BEFORE and status != "mistaken" and day < start:
        problems.append(Problem("MATCH_BEFORE_FIRST", "match_event", field="on", value=day, args={"day": start}))
    says: dict[str, Stored] = {} if past else matchlife.settled(values, status, day)
    if not past:
        if status == "closed":
            if not reason:
                problems.append(Problem("MATCH_NO_END_REASON", "match_event", field="status"))
            says |= {"end_reason": reason or None, "end_note": note.strip() or None}
        if status in matchlife.NEEDS_CHECK and status != now:
            problems += steps.unchecked(office, str(values.get("mentor") or ""), day, "status")
        if now in matchlife.OVER and status not in matchlife.OVER:
            problems += against(office, match)
    refuse(problems)
    made = steps.step_edit(office, row, values, **{n: checked.values[n] for n in ("on", "status", "by", "note")})
    more = steps.moved(office, match, says)
    beside = recording.way_back(office, more)
    touched = guarding.write(office, [made, *more])
    return recording.Saved("match_event", made.row, "", touched, beside=beside)


def against(office: Office, match: Record) -> list[Problem]:
    """What stands against opening a match again."""
    child = recording.record(office, str(match.values.get("child") or ""), "child")
    senior = recording.record(office, str(match.values.get("mentor") or ""), "mentor")
    found, held = leaving.against(office, child.id), active(office, mentor=senior.id)
    if child.values.get("closed_on"):
        found.append(Problem("FILE_CLOSED", "match", field="child", args={"day": child.values["closed_on"]}))
    if senior.values.get("left_on"):
        found.append(Problem("MENTOR_LEFT", "match", field="mentor", args={"day": senior.values["left_on"]}))
    if any(m.values.get("child") == child.id for m in held):
        found.append(Problem("MATCH_EXISTS", "match", field="mentor", value=senior.id))
    elif len(held) >= (limit := capacity_of(senior)):
        full = {"n": len(held), "limit": limit}
        found.append(Problem("MENTOR_FULL", "match", field="mentor", value=senior.id, args=full))
    return found

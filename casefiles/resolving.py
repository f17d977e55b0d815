"""Deciding between two values that came in: an ordinary save, so that it brings along what such a save brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import guarding, recording, steps
from casefiles.domain import matchlife
from casefiles.domain.changes import DELETED, Edit, Touched
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import refuse
from casefiles.following import UNSAID, follow
from casefiles.pending import one_each

if TYPE_CHECKING:
    from casefiles.office import Office
    from casefiles.ports import Record


def resolve(
    office: Office, row: str, name: str, typed: str, heads: tuple[bytes, ...] | None = None
) -> Touched:
    """Decide a conflict: an ordinary edit that has seen `heads`, those that were on the screen, and writes the field.

    A value that came in meanwhile was not seen and is not dropped. Without `heads`: those that stand now. Steps of a
    match, times of service, events of a file and the like come along as they do with a save. Refusals: those of the
    form and of what it brings along, REPORT_STANDS, ROUND_CLOSED, FILE_MOVED.
    """
    return guarding.write(office, edits(office, row, name, typed, heads))


def edits(
    office: Office, row: str, name: str, typed: str, heads: tuple[bytes, ...] | None = None
) -> list[Edit]:
    """What such a decision writes, its own edit first. Refusals: those of the form and of what it brings along."""
    found = recording.record(office, row)
    seen = found.heads if heads is None else heads
    if name == DELETED:
        gone = 1 if typed.strip() in {"1", "yes", "是"} else None
        edit = Edit(found.entity, row, {DELETED: gone}, seen)
        more = follow(office, found.entity, row, edit.fields, found.values)[0] if found.entity in UNSAID else []
        return [edit, *one_each(more)]
    checked = recording.check(ENTITIES[found.entity], {name: typed}, office.clock.today(), stands=found.values)
    refuse(checked.problems)
    edit = Edit(found.entity, row, {name: checked.values[name]}, seen)
    if found.entity == "match" and name == "status":
        more = _state(office, found, str(checked.values[name] or "active"))
    else:
        more, _ = follow(office, found.entity, row, edit.fields, found.values)
    return one_each(recording.joined(edit, more))


def _state(office: Office, found: Record, status: str) -> list[Edit]:
    """The step that makes a match be in the state that was chosen, and what the match then says of its end. Both
    offices took a step, so the newest may say something else than the value that was shown."""
    events = steps.events_of(office, found.id, found.values)
    today = office.clock.today().isoformat()
    on = str(found.values.get("end") or today) if status == "closed" else today
    made = []
    if events[matchlife.newest(events)].get("status") != status:
        if status == "closed":
            others = {key: e for key, e in events.items() if key and e.get("status") != "closed"}
            refuse(steps.later_step(others, on, "status"))
        if status in matchlife.NEEDS_CHECK:
            refuse(steps.unchecked(office, str(found.values.get("mentor") or ""), on, "status"))
        made = [steps.step_edit(office, found.id, found.values, on=on, status=status)]
    return [*made, *steps.moved(office, found, matchlife.settled(found.values, status, on))]

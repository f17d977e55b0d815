"""A file is closed or opened again by an event with its reason; the newest event is what the child's file says.

An event brings the child's closing day and reason along in the same save; whoever writes those two in the file itself
brings an event along. So both stay true, and taking a save back takes back both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import leaving
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Problem, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

Values = dict[str, "Stored"]


def from_event(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """The child's closing day and reason that an event brings with it: new, corrected or deleted.
    Refusals: those of `leaving.file_stays`, FILE_CLOSED_ALREADY, FILE_NOT_CLOSED."""
    whole = {**(before or {}), **fields}
    file = office.file(str(whole.get("child") or ""))
    if file is None:
        return [], ()
    events = {e.id: dict(e.values) for e in office.queries.select("file_event", {"child": file.id})}
    events.pop(row, None)
    if not fields.get(DELETED):
        events[row] = whole
        if before is None and _newest(events) == row:
            _refuse_twice(file, str(whole.get("kind") or ""))
    says = _says(events, file, whole)
    changed = {name: value for name, value in says.items() if file.values.get(name) != value}
    if changed.get("closed_on") and not file.values.get("closed_on"):
        leaving.file_stays(office, file.id, changed, file.values)
    return ([Edit("child", file.id, changed, file.heads)] if changed else []), ()


def from_file(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """The event that a closing day written in the file itself brings with it. Refusals: those of
    `leaving.file_stays`."""
    leaving.file_stays(office, row, fields, before)
    if before is None or not {"closed_on", "closed_reason"} & set(fields):
        return [], ()
    whole = {**before, **fields}
    was, now, reason = before.get("closed_on"), whole.get("closed_on"), whole.get("closed_reason")
    if now and not was:
        return [_event(office, row, {"kind": "closed", "on": now, "reason": reason})], ()
    if was and not now:
        said = fields.get("closed_reason")  # the reason of the closing is none of reopening
        return [_event(office, row, {"kind": "reopened", "on": office.clock.today().isoformat(), "reason": said})], ()
    events = {e.id: dict(e.values) for e in office.queries.select("file_event", {"child": row})}
    newest = _newest(events)
    if now and newest and events[newest].get("kind") == "closed":
        says: Values = {"on": now, "reason": reason}
        changed = {name: value for name, value in says.items() if events[newest].get(name) != value}
        return ([Edit("file_event", newest, changed)] if changed else []), ()
    return [], ()


def _says(events: Mapping[str, Values], file: Record, touched: Mapping[str, Stored]) -> Values:
    """What the newest event makes of the file. When none is left, a file that the deleted one had closed opens."""
    newest = _newest(events)
    if not newest:
        undone = touched.get("kind") == "closed" and file.values.get("closed_on") == touched.get("on")
        return {"closed_on": None, "closed_reason": None} if undone else {}
    last = events[newest]
    if last.get("kind") == "closed":
        return {"closed_on": last.get("on"), "closed_reason": last.get("reason")}
    return {"closed_on": None, "closed_reason": None}


def _newest(events: Mapping[str, Values]) -> str:
    return max(events, key=lambda one: (str(events[one].get("on") or ""), one), default="")


def _refuse_twice(file: Record, kind: str) -> None:
    closed = file.values.get("closed_on")
    if kind == "closed" and closed:
        refuse([Problem("FILE_CLOSED_ALREADY", "file_event", field="kind", args={"day": closed})])
    if kind == "reopened" and not closed:
        refuse([Problem("FILE_NOT_CLOSED", "file_event", field="kind")])


def _event(office: Office, child: str, says: Values) -> Edit:
    made: Values = {"child": child, **says, "by": office.me.name}
    return Edit("file_event", new_id("fe", office.clock.now_ms()), {n: v for n, v in made.items() if v}, ())

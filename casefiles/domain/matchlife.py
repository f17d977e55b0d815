"""The life of a match: which step follows which, and what a match in each state counts as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored

ORDER = ("proposed", "approved", "introduced", "active", "paused", "closing", "closed")
PATH = ("proposed", "approved", "introduced", "active", "closing", "closed")
"""the way of a match; a pause is a stop on it"""
BEFORE = ("proposed", "approved")
OVER = ("closed", "mistaken")
NEXT: Mapping[str, str] = {
    "proposed": "approved", "approved": "introduced", "introduced": "active", "active": "closing",
    "paused": "active", "closing": "closed",
}  # fmt: skip
"""the step that usually follows"""
NEEDS_CHECK = ("approved", "introduced", "active")
"""steps that need a record check that stands"""
MISTAKEN = "mistaken"

OPEN_SQL = "{0}.\"end\" IS NULL AND coalesce({0}.status, 'active') NOT IN ('closed', 'mistaken')"
MENTORED_SQL = (
    "{0}.\"end\" IS NULL AND coalesce({0}.status, 'active') NOT IN ('proposed', 'approved', 'closed', 'mistaken')"
)
EVERY_SQL = "CASE WHEN coalesce(t.status, 'active') <> 'paused' THEN t.every_days END"
"""the rules of `counts_as` for statements: `holds_room`, `has_mentor`, and the days agreed between visits while they
are due; {0} is the table's short name, in the last it is t"""


@dataclass(frozen=True, slots=True)
class Counting:
    """What a match counts as."""

    has_mentor: bool
    holds_room: bool
    visits_due: bool


def status_of(match: Mapping[str, Stored]) -> str:
    """The state of a match. Older records have none: without an end they are active, with one closed or a mistake."""
    status = str(match.get("status") or "")
    if match.get("end"):
        if status in OVER:
            return status
        return MISTAKEN if match.get("end_reason") == MISTAKEN else "closed"
    return status or "active"


def counts_as(match: Mapping[str, Stored]) -> Counting:
    """What a match counts as, decided here and nowhere else.

    - The child **has a mentor** once the two have met: introduced, active, paused, closing. A proposal or an approval
      is paper: the child still waits and stands in the list of children without a mentor.
    - It takes one of the mentor's **places** from the proposal on, or two clerks would promise the same mentor.
    - **Visits are due** as agreed while somebody goes: introduced, active, closing. While it is paused the child is due
      by its risk alone, as a child without a mentor is: what the match agreed does not count.
    - Closed or entered by mistake it counts as none of these. A mistake never was a match: it ends on the day it began.
    """
    status = status_of(match)
    mentored = status not in BEFORE and status not in OVER
    return Counting(mentored, status not in OVER, mentored and status != "paused")


def newest(events: Mapping[str, Mapping[str, Stored]]) -> str:
    """The id of the event that says what state a match is in: the last by its day, then by its id; "" without any."""
    return max(events, key=lambda one: (str(events[one].get("on") or ""), one), default="")


def goes_back(status: str, to: str) -> bool:
    """Whether a step undoes what had been reached, so that its reason is to be told."""
    if status in OVER:
        return True
    if to == MISTAKEN or (status, to) == ("paused", "active"):
        return False
    return ORDER.index(to) < ORDER.index(status)


def settled(match: Mapping[str, Stored], status: str, on: str) -> dict[str, Stored]:
    """The fields of a match that came to this state on a day. One that had not begun begins when the two meet."""
    fields: dict[str, Stored] = {"status": status}
    if status == MISTAKEN:
        return fields | {"end": match.get("start") or on, "end_reason": MISTAKEN}
    if status == "closed":
        return fields | {"end": on}
    if status_of(match) in BEFORE and status not in BEFORE:
        fields["start"] = on
    return fields | dict.fromkeys(("end", "end_reason", "end_note"))


def arranged(
    matches: Mapping[str, Mapping[str, Stored]], asked: str = ""
) -> dict[str, dict[str, Stored]]:
    """What the open matches of one child must say of lead and form: of several, all are many to one and exactly one
    leads: who was `asked`, else who leads already, else who came first. Who is left alone leads nobody any more; who
    is alone may be named the lead before a second one comes."""
    held = sorted(matches, key=lambda one: (str(matches[one].get("start") or ""), one))
    leads = [one for one in held if matches[one].get("lead")]
    if len(held) < 2:
        wanted: dict[str, dict[str, Stored]] = {
            one: {"lead": None, "form": "one_to_one"} for one in held if matches[one].get("form") == "many_to_one"
        }
    else:
        lead = asked if asked in matches else (leads or held)[0]
        wanted = {one: {"lead": 1 if one == lead else None, "form": "many_to_one"} for one in held}
    changed = {
        one: {name: value for name, value in says.items() if (matches[one].get(name) or None) != value}
        for one, says in wanted.items()
    }
    return {one: fields for one, fields in changed.items() if fields}


def problems(values: Mapping[str, Stored]) -> Iterator[Problem]:
    """An agreement ends after it was signed."""
    signed, until = values.get("agreed_on"), values.get("agreed_until")
    if signed and until and str(until) < str(signed):
        yield Problem("END_BEFORE_START", "match", field="agreed_until", value=str(until))


__all__: Sequence[str] = (
    "BEFORE", "EVERY_SQL", "MENTORED_SQL", "MISTAKEN", "NEEDS_CHECK", "NEXT", "OPEN_SQL", "ORDER", "OVER", "PATH",
    "Counting", "arranged", "counts_as", "goes_back", "newest", "problems", "settled", "status_of",
)  # fmt: skip

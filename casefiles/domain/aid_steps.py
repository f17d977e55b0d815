"""The way of a piece of aid: promised, received, allotted, handed over; and what of it counts as spent.

Older records have no step: aid that was simply written down was given, unless it says that nobody took it yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from casefiles.domain.fieldtypes import Stored

STEPS = ("promised", "received", "allotted", "handed_over")
PLANNED, CANCELLED = "planned", "cancelled"
ORDER = (PLANNED, *STEPS)
SPENT = ("allotted", "handed_over")
"""money of these steps is no longer in the fund"""
DAY_OF = {
    "promised": "promised_on", "received": "received_on", "allotted": "allotted_on", "handed_over": "handed_on",
}  # fmt: skip
"""the field with the day of each step"""


def state_of(values: Mapping[str, Stored]) -> str:
    """Where one piece of aid stands: 'planned', a step, or 'cancelled'."""
    if values.get("step"):
        return str(values["step"])
    if values.get("batch") and values.get("handed_over") is None:
        return PLANNED  # on a list, and nothing was said of it yet
    return "allotted" if values.get("handed_over") == 0 else "handed_over"


def state_of_all(steps: Iterable[str], own: str = "") -> str:
    """Where a batch stands: as far as the last of its recipients; `own` is what it says itself while it has none."""
    found = [s for s in steps if s in ORDER]
    return min(found, key=ORDER.index) if found else own or PLANNED


def next_step(state: str) -> str:
    """The step after this one; "" after the last."""
    at = ORDER.index(state) if state in ORDER else len(STEPS)
    return STEPS[at] if at < len(STEPS) else ""


def stepped(values: Mapping[str, Stored], step: str, day: dt.date) -> dict[str, Stored]:
    """The fields that bring one piece of aid to `step` on a day; nothing when it is there, further on or cancelled.

    A day that is already written stays: it may come from the paper.
    """
    state = state_of(values)
    if state not in ORDER or ORDER.index(state) >= ORDER.index(step):
        return {}
    found: dict[str, Stored] = {"step": step}
    if not values.get(DAY_OF[step]):
        found[DAY_OF[step]] = day.isoformat()
    if step == "handed_over":
        found["handed_over"] = 1
    return found


def with_its_day(values: Mapping[str, Stored], day: dt.date) -> dict[str, Stored]:
    """What goes with a step that somebody wrote into a list: its day, if none is written, and whether it was taken."""
    step = str(values.get("step") or "")
    if step not in STEPS:
        return {}
    found: dict[str, Stored] = {}
    if not values.get(DAY_OF[step]):
        found[DAY_OF[step]] = day.isoformat()
    taken = 1 if step == "handed_over" else None
    if values.get("handed_over") != taken and (taken or values.get("handed_over") == 1):
        found["handed_over"] = taken
    return found


def spent_on(values: Mapping[str, Stored]) -> str:
    """The day since which its money is no longer in the fund; "" while it still is."""
    if state_of(values) not in SPENT:
        return ""
    return str(values.get("allotted_on") or values.get("handed_on") or values.get("on") or "")

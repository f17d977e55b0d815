"""Whether the record check of a mentor stands on a day: passed, and renewed every year.

Sources: the opinion on record checks of people in close contact with minors. A mentor may not be matched before
the check and not after it ran out; what is kept is pass, date and document number, never the record itself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from casefiles.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.fieldtypes import Stored

State = Literal["valid", "expired", "failed", "none"]
SOON_DAYS = 30
"""a check that runs out within a month is to be renewed"""


@dataclass(frozen=True, slots=True)
class Clearance:
    """How the record check stands: the day it was made, the last day it holds, its document number."""

    state: State
    on: str = ""
    until: str = ""
    number: str = ""

    @property
    def stands(self) -> bool:
        return self.state == "valid"


def clearance(mentor: Mapping[str, Stored], checks: Iterable[Mapping[str, Stored]], day: dt.date) -> Clearance:
    """How the record check of a mentor stands on a day.

    The newest record check that was decided until then counts; a check not passed counts before one of the same day
    that was. Without a date of its own it holds for a year. Older files have the check in the mentor's own fields
    (`checked_on`, `check_number`): that is a check that was passed on that day.
    """
    iso = day.isoformat()
    found = [
        (str(c.get("on") or ""), c.get("result") == "fail", str(c.get("valid_until") or ""), str(c.get("number") or ""))
        for c in checks
        if c.get("kind") == "record" and c.get("result") in ("pass", "fail") and str(c.get("on") or "") <= iso
    ]
    own = str(mentor.get("checked_on") or "")
    if own and own <= iso and own > max((on for on, *_ in found), default=""):
        found.append((own, False, "", str(mentor.get("check_number") or "")))
    if not found:
        return Clearance("none")
    on, failed, until, number = max(found)
    if failed:
        return Clearance("failed", on, "", number)
    until = until or year_after(on)
    return Clearance("valid" if iso <= until else "expired", on, until, number)


def year_after(on: str) -> str:
    """The same day a year on; 29 February is followed by 1 March, as SQLite has it."""
    try:
        day = dt.date.fromisoformat(on)
    except ValueError:  # a package may carry anything
        return ""
    try:
        return day.replace(year=day.year + 1).isoformat()
    except ValueError:
        return dt.date(day.year + 1, 3, 1).isoformat()


CODES: Mapping[State, str] = {
    "none": "MENTOR_NOT_CHECKED", "expired": "MENTOR_CHECK_EXPIRED", "failed": "MENTOR_CHECK_FAILED",
}  # fmt: skip


def problem(found: Clearance, name: str, field: str = "mentor") -> Problem | None:
    """What stands against matching somebody whose check stands like this."""
    if found.stands:
        return None
    args = {"name": name, "day": found.until or found.on}
    return Problem(CODES[found.state], "match", field=field, value=name, args=args)

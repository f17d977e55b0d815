"""When a pledge is to be looked at, and when a household's economic type is to be reviewed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles.domain.norms import months_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored

REVIEW_MONTHS = 12
"""an economic type nobody has reviewed for a year"""
KEPT = ("kept", "partly")


def review_due(spell: Mapping[str, Stored], today: dt.date) -> bool:
    """Whether an open recognition was reviewed, or made, more than a year ago."""
    if spell.get("end") and str(spell["end"]) <= today.isoformat():
        return False
    since = _day(spell.get("checked_on") or spell.get("start"))
    until = months_on(since, REVIEW_MONTHS) if since else None
    return until is not None and until < today


def pledge_due(pledge: Mapping[str, Stored], today: dt.date) -> bool:
    """Whether a pledge has passed its day without a result, or a stability check is to be made."""
    running = pledge.get("result") in (None, "", "running")
    due = _day(pledge.get("due"))
    return (running and due is not None and due < today) or stability_due(pledge, today) > 0


def stability_due(pledge: Mapping[str, Stored], today: dt.date) -> int:
    """6 or 12: the months after which it is time to see whether what was kept still stands; 0 when it is not."""
    done = _day(pledge.get("done_on"))
    if pledge.get("result") not in KEPT or done is None:
        return 0
    for months in (12, 6):
        day = months_on(done, months)
        if day is not None and day <= today:
            return months if pledge.get(f"stable_{months}") is None else 0
    return 0


def _day(value: Stored) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None

"""How often a child should be visited. No single national number was found; offices will set their own as data.

Sources: an Inner Mongolia opinion of 2022 (children in difficulty at least monthly, others at least quarterly) and
the Guangdong risk colours (red high, yellow medium-high, blue medium-low, green low).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DAYS_BY_RISK: Mapping[str, int] = {"red": 30, "yellow": 60}
"""risk colour -> days between visits"""
DAYS_OTHERWISE = 90
DEFAULT_CAPACITY = 3
"""How many children a mentor takes on when nobody asked."""
SOON_DAYS = 14
"""A visit due within two weeks counts as due."""


def interval(risk: str | None, agreed: int | None = None) -> int:
    """Days between two visits: what the match agreed on, if anything, else by risk."""
    return agreed or DAYS_BY_RISK.get(risk or "", DAYS_OTHERWISE)


def next_due(
    risk: str | None, last_contact: str | None, since: str | None, next_on: str | None, agreed: int | None = None
) -> str | None:
    """The ISO date of the next visit.

    It is counted from the last visit with contact, else from `since` (start of the match, or registration). The next
    date agreed at that visit wins when it is earlier. None when nothing is known to count from.
    """
    base = _date(last_contact or since)
    planned = _date(next_on)
    try:
        due = base + dt.timedelta(days=interval(risk, agreed)) if base else None
    except OverflowError:
        due = None
    found = min((d for d in (due, planned) if d), default=None)
    return found.isoformat() if found else None


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:  # a package may carry anything
        return None

"""When the clerk is to ask how a match goes, and which mentors need somebody to look: the rules of the worklists.

Sources: support contacts as in the Elements of Effective Practice for Mentoring (twice in the first month, then
monthly); the opinion on record checks (renewed every year); regular exit and replenishment for age and health.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_DAYS = 28
"""asked last within four weeks of the beginning: again after two weeks"""
OFTEN_DAYS = 14
THEN_DAYS = 30
STUCK_DAYS = 14
"""proposed, approved or introduced for two weeks, and nothing happened since"""
HELD_DAYS = 30
"""paused or closing for a month"""
AGREEMENT_DAYS = 30
"""an agreement that runs out within a month"""
UNTRAINED_DAYS = 365
AGE_LIMIT = 80
AGE_SETTING = "mentor_age_limit"
NEAR_YEARS = 2
"""from two years before the limit of age on"""
POOR_HEALTH = "30"
"""codes of GB/T 2261.3 from 30 on are an illness or a disability"""


def ask_on(start: str, asked: Iterable[str]) -> str:
    """The ISO day on which a match is to be asked about: counted from the last time since it began, or from its start;
    after two weeks while that lies within the first four weeks, then after thirty days."""
    last = max((on for on in asked if on >= start), default=start)
    first, then = dt.date.fromisoformat(start), dt.date.fromisoformat(last)
    return (then + dt.timedelta(days=OFTEN_DAYS if (then - first).days < FIRST_DAYS else THEN_DAYS)).isoformat()

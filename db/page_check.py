"""Whether every page of the open database can still be read: asked after a run that was cut off, and once a week."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from db.ledger import Ledger
    from db.resting import Rest

LOOKED = "pages_looked_at"
"""setting: the day"""
EVERY = dt.timedelta(days=7)


def due(ledger: Ledger) -> bool:
    """Whether the last look was a week ago, or the clock says nonsense of it."""
    try:
        last = dt.date.fromisoformat(ledger.setting(LOOKED) or "")
    except ValueError:
        return True
    return not dt.timedelta() <= ledger.clock.today() - last < EVERY


def look(ledger: Ledger, rest: Rest) -> Problem | None:
    """DB_DAMAGED when a page does not fit its check; None when all is well. Interrupted when it is to stop; Stopped."""
    rest()
    found: Problem | None = None
    try:
        with ledger.database.still() as connection, rest.asking(connection):
            if connection.execute("PRAGMA cipher_integrity_check").fetchall():
                found = Problem("DB_DAMAGED", value=str(ledger.database.path))
    except Refusal as refusal:
        found = refusal.problems[0]
    if found is None:
        ledger.keep_setting(LOOKED, ledger.clock.today().isoformat())
    return found

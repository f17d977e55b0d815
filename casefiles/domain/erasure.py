"""A record is taken out for good, in every office: the right to erasure and the end of keeping (PIPL art. 47).

The order stays when the record has gone, and says nothing of anybody: an id that leads nowhere, the reason, the day.
"""

from __future__ import annotations

from datetime import date

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import ERASURE_REASON
from casefiles.domain.words import Label

WAITING = "erasures_waiting"
"""setting: the open files whose erasure was ordered -> the order"""
STILL = "erasures_still"
"""setting: orders that were obeyed here -> the division codes of the offices that know them and still hold the file"""

HERE = "erasures_here"
"""setting: orders of others that took files out here -> how many and when, until a person dealt with the papers"""


@c.record
class Erasure:
    """A county, or an office above one, orders that a closed file and what hangs on it be erased."""

    record: str = c.text("档案标识", "File id", section="order", required=True, listed=True, roster=False, limit=60)
    reason: str = c.choice(
        "抹去原因", "Reason", ERASURE_REASON, section="order", required=True, listed=True, roster=False
    )
    on: date | None = c.day("决定日期", "Ordered on", section="order", required=True, listed=True, roster=False)
    files: str = c.text("一并抹去的档案", "Files merged into it", section="order", roster=False, limit=2000)
    seen: str = c.text("抹去时所见", "Seen when ordered", section="order", roster=False, limit=5000)
    paper: str = c.text("批准文号", "Document no.", section="order", listed=True, roster=False, limit=60)


ERASURE = c.entity(
    Erasure,
    name="erasure",
    label=Label("档案抹去", "Erasure"),
    plural=Label("档案抹去", "Erasures"),
    prefix="eo",
    title="record",
    sections={"order": Label("抹去决定", "Order")},
)

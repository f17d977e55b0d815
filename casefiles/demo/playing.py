"""The past played in its order: a clock that can be put back, and what of a life was known before a day."""

from __future__ import annotations

import datetime as dt
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored

BEGAN = ("opened_on", "start", "joined_on", "on", "begun", "handed_on")
"""the days on which something came on file"""
ENDED: Mapping[str, tuple[str, ...]] = {
    "closed_on": ("closed_reason",), "end": ("end_reason",), "left_on": ("left_reason",),
}  # fmt: skip
"""the days on which something ended, and what is written beside them"""


class PlayedClock:
    """The computer's clock, or a day of the past while the demo plays it."""

    def __init__(self) -> None:
        self._behind = dt.timedelta()

    def today(self) -> dt.date:
        """The local date."""
        return (dt.datetime.now() - self._behind).date()

    def now_ms(self) -> int:
        """Milliseconds since 1970 (UTC)."""
        return time.time_ns() // 1_000_000 - round(self._behind.total_seconds() * 1000)

    @contextmanager
    def on(self, day: dt.date) -> Iterator[None]:
        """Play that day, at this time of day."""
        self._behind = dt.timedelta(days=(dt.date.today() - day).days)
        try:
            yield
        finally:
            self._behind = dt.timedelta()


def parted(edits: Sequence[Edit], day: dt.date) -> tuple[list[Edit], list[Edit]]:
    """What was on file before a day, and what was written from that day on: new records, and the ends of old ones.

    A record without a day of its own goes with those it hangs on; a household goes with its first child.
    """
    text = day.isoformat()
    late = {e.row for e in edits if (began := _began(e.fields)) is not None and began >= text}
    homes: dict[str, bool] = {}
    for edit in edits:
        home = edit.fields.get("household")
        if edit.entity == "child" and home:
            homes[str(home)] = homes.get(str(home), True) and edit.row in late
    late |= {home for home, only_late in homes.items() if only_late}
    refs = {name: [n for n, f in e.fields.items() if isinstance(f.kind, Ref)] for name, e in ENTITIES.items()}
    more = True
    while more:
        hanging = {e.row for e in edits if e.row not in late and any(e.fields.get(n) in late for n in refs[e.entity])}
        late |= hanging
        more = bool(hanging)
    before: list[Edit] = []
    after: list[Edit] = []
    for edit in edits:
        if edit.row in late:
            after.append(edit)
            continue
        ends = {
            n: v
            for last, beside in ENDED.items()
            if str(edit.fields.get(last) or "") >= text
            for n in (last, *beside)
            if (v := edit.fields.get(n)) is not None
        }
        kept = {n: v for n, v in edit.fields.items() if n not in ends}
        before.append(Edit(edit.entity, edit.row, kept, edit.parents))
        if ends:
            after.append(Edit(edit.entity, edit.row, ends))
    return before, after


def _began(fields: Mapping[str, Stored]) -> str | None:
    return next((str(fields[n]) for n in BEGAN if fields.get(n)), None)

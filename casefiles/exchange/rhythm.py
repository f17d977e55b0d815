"""When packages came from an office and went to it, and for how long nothing has come: who is late."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.ports import Parcel

DUE, LATE = 14, 31
"""days without a package after which an office should come, and after which it is late"""
STATES = ("never", "late", "due", "fresh", "gone")
"""how an office comes; "gone" is one whose division was joined to another: nothing comes of it any more"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A package: the day, "in" or "out", and its state in the list of packages."""

    day: dt.date
    direction: str
    state: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """An office's packages, oldest first. `days`: so long ago the last one of it was taken in; None for never."""

    office: str
    name: str
    days: int | None
    marks: tuple[Mark, ...] = ()
    gone: bool = False

    @property
    def state(self) -> str:
        """One of STATES."""
        return "gone" if self.gone else state_of(self.days)


def state_of(days: int | None) -> str:
    """One of STATES."""
    if days is None:
        return "never"
    return "late" if days > LATE else "due" if days > DUE else "fresh"


def days_since(at_ms: int, today: dt.date) -> int | None:
    """How many days ago a moment was; 0 for one that a wrong clock put ahead, None where there is none."""
    try:
        return max(0, (today - dt.datetime.fromtimestamp(at_ms / 1000).date()).days) if at_ms else None
    except (OverflowError, OSError, ValueError):
        return None


def rhythms(rows: Iterable[Mapping[str, Any]], parcels: Sequence[Parcel]) -> list[Rhythm]:
    """Of the lines of `sync_status`, who has been silent longest first."""
    by_office: dict[str, list[Mark]] = {}
    for one in reversed(parcels):
        try:
            day = dt.datetime.fromtimestamp(one.at_ms / 1000).date()
        except (OverflowError, OSError, ValueError):
            continue  # a clock that cannot be right has no place in the picture
        by_office.setdefault(one.office, []).append(Mark(day, one.direction, one.state))
    found = [
        Rhythm(code, str(row["name"]), row["days"], tuple(by_office.get(code, ())), bool(row.get("joined")))
        for row in rows
        for code in [str(row["office"])]
    ]
    return sorted(found, key=lateness)


def lateness(one: Rhythm) -> tuple[int, int, str]:
    """Sorts those first that never came, then those that came longest ago; those that are no more stand last."""
    if one.gone:
        return (2, 0, one.office)
    return (0, 0, one.office) if one.days is None else (1, -one.days, one.office)

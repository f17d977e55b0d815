"""Where copies of an office are kept, and what can be put back: told to whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from casefiles.domain.problems import Problem

STALE_DAYS = 7
"""days after which a place without a new backup is spoken of"""


@dataclass(frozen=True, slots=True)
class Place:
    """A place for backups: `own` beside the database, else one that the office chose. `last` is when the last verified
    backup was made there, also where the place is not there just now; `since` are the changes in its journal."""

    path: Path
    own: bool
    there: bool
    last: dt.datetime | None = None
    number: int = 0
    since: int = 0
    problems: tuple[Problem, ...] = ()
    """what stopped the last try there"""

    def data(self) -> dict[str, object]:
        """For scripts."""
        return {
            "path": str(self.path), "own": self.own, "there": self.there,
            "last": f"{self.last:%Y-%m-%dT%H:%M}" if self.last else None, "backups": self.number,
            "since": self.since, "problems": [problem.code for problem in self.problems],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Keeping:
    """All places of an office; `tried` is when a backup was last put back on trial and compared, and `tried_well`
    whether it was the same."""

    places: tuple[Place, ...]
    tried: dt.datetime | None = None
    tried_well: bool = True
    problems: tuple[Problem, ...] = ()
    """what is wrong with the database itself"""
    elsewhere: dt.datetime | None = None
    """when one was written into another folder, where no place has a newer one"""

    @property
    def last(self) -> dt.datetime | None:
        """When the last verified backup was made, wherever."""
        return max((place.last for place in self.places if place.last is not None), default=None)


@dataclass(frozen=True, slots=True)
class Offered:
    """A backup that can be put back: when it was made, how many files it holds (None: it does not say), and how many
    changes its journal has on top."""

    path: Path
    made: dt.datetime
    files: int | None = None
    since: int = 0
    by_itself: bool = False
    seen: dt.datetime | None = field(default=None, compare=False)
    """when the last entry of the journal was written"""
    database: str = field(default="", compare=False)
    """whose it is; "" where it does not say"""
    device: str = field(default="", compare=False)
    """which computer it is of, as that called itself then"""
    held: int = field(default=0, compare=False)
    """how many changes it holds with its journal"""

    @property
    def last(self) -> dt.datetime:
        """Up to when it holds what was saved."""
        return max(self.made, self.seen or self.made)

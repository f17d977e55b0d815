"""Real, encrypted offices for the tests of pages: one template, copied for each test."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from functools import cache
from itertools import count, islice
from pathlib import Path

from casefiles.demo.lives import township
from casefiles.office import Office
from db import keyslots, opening

TODAY = dt.date(2026, 11, 21)
NOW = dt.datetime(2026, 11, 21, 9, 30)
PASSPHRASE = "practice-only"
CHEAP = keyslots.Cost(memory=8, passes=1, lanes=1)
TOWN = "999901101"


class FixedClock:
    """Always the same Saturday morning; milliseconds go on, so that changes stay in order."""

    def __init__(self) -> None:
        self._ticks = count(int(NOW.timestamp() * 1000))

    def today(self) -> dt.date:
        return TODAY

    def now_ms(self) -> int:
        return next(self._ticks)


@cache
def template(children: int = 24, mentors: int = 12) -> Path:
    """A folder with an office of invented people; made once a run."""
    folder = Path(tempfile.mkdtemp(prefix="doorstep-template-")) / "office"
    make(folder)
    office = open_at(folder)
    one = (f"{TOWN}-2026-{n:05d}" for n in count(1))
    made = township(7, TOWN, TODAY, lambda _, n: islice(one, n), children, mentors, papers=False)
    office.ledger.write(made.edits, "clerk")
    office.ledger.close()
    return folder


def make(folder: Path, code: str = TOWN, level: str = "township") -> None:
    """An empty office in `folder`."""
    opening.new_office(
        folder,
        name="青石镇儿童关爱服务站",
        code=code,
        level=level,
        login="clerk",
        user_name="李秀样",
        passphrase=PASSPHRASE,
        clock=FixedClock(),
        cost=CHEAP,
    )


def open_at(folder: Path) -> Office:
    """The office in `folder`, on the fixed clock."""
    clock = FixedClock()
    ledger, queries, home, me = opening.open_office(folder, "clerk", PASSPHRASE, clock)
    return Office(ledger, queries, clock, me, home)


def copy_to(folder: Path) -> Path:
    """A copy of the template in `folder`."""
    shutil.copytree(template(), folder)
    return folder

"""A real encrypted township for the roster's tests: made once, copied for each test."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest

from casefiles.office import Me, Office
from db import opening
from db.lock import OfficeLock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = bytes(range(32))
TODAY = dt.date(2026, 11, 20)


class StillClock:
    """Always the same day; a second later at each look."""

    def __init__(self) -> None:
        self._at = int(dt.datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=dt.UTC).timestamp() * 1000)

    def today(self) -> dt.date:
        return TODAY

    def now_ms(self) -> int:
        self._at += 1000
        return self._at


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed, empty township."""
    folder = tmp_path_factory.mktemp("township")
    opening.found(
        folder, KEY, name="云台镇关工委", code="999901101", level="township", login="wang", clock=StillClock()
    )
    return folder


@pytest.fixture
def office(founded: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of it, open."""
    folder = tmp_path / "office"
    shutil.copytree(founded, folder)
    clock = StillClock()
    ledger, queries, home = opening.open_with(folder, KEY, OfficeLock(folder), clock)
    yield Office(ledger, queries, clock, Me("wang", "王志愿"), home)
    ledger.close()

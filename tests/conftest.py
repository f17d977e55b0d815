"""What every test shares: Hypothesis without a clock, because a busy machine is not a wrong answer, and check numbers
of cards that cost little, because offices get to know each other hundreds of times; and one day for the whole run,
because a test that began before midnight may end after it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.day import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


gc.disable()  # while thousands of tests are collected there is no garbage to speak of


def pytest_collection_finish() -> None:
    """What was collected stays to the end: garbage is looked for in what comes later, and less often."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def one_day() -> Iterator[None]:
    """The computer's own clock shows the day of tests/day.py, however late it gets; its milliseconds run on."""
    from db import opening

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening.SystemClock, "today", lambda _clock: TODAY)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_marks() -> Iterator[None]:
    """Offices are copied all the time: nothing outside of them remembers how far they went (tests/db/test_marks.py)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOORSTEP_MARKS", "")
        yield


@pytest.fixture(scope="session", autouse=True)
def light_check_numbers() -> Iterator[int]:
    """What a real one costs; tests/package/test_cards.py makes one."""
    from casefiles.edges.package import cards

    with pytest.MonkeyPatch.context() as patch:
        real = cards.WORK
        patch.setattr(cards, "WORK", 1 << 4)
        yield real

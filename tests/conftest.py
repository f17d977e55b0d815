"""What every test shares: Hypothesis without a clock, because a busy machine is not a wrong answer, and secrets that
cost little to guess, because offices get to know each other and are opened hundreds of times; and one day for the
whole run, because a test that began before midnight may end after it."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.day import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.keyslots import Cost

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


MEMORY, ROOM = Path("/dev/shm"), 3 << 30
"""a folder in memory, and the bytes that must be free there: a whole run takes a quarter of them at a time"""


def pytest_configure() -> None:
    """Offices and packages of tests lie in memory where there is room: thousands of flushes to a disk are a third of a
    run's time. Which flushes are made, and in which order, is watched (tests/disk.py, tests/crash), and FAT images and
    small disks are file systems of their own."""
    named = os.environ.keys() & {"TMPDIR", "PYTEST_DEBUG_TEMPROOT"}
    if not named and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)


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
def nothing_left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a test or its programs put into the computer's temporary folder goes with pytest's own folders; with what
    runs had left there a disk was full once."""
    folder = tmp_path_factory.mktemp("tmp")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folder))
        patch.setattr(tempfile, "tempdir", str(folder))
        yield


@dataclass(frozen=True)
class Dear:
    """What it costs a user of the program, and whoever guesses."""

    check_number: int
    request: int
    code: tuple[int, int]
    """memory in KiB, passes"""
    passphrase: tuple[Cost, ...]


@pytest.fixture(scope="session", autouse=True)
def light_secrets() -> Iterator[Dear]:
    """What the real ones cost: tests/package/test_cards.py, test_helping.py and test_enrolment.py make one of each, and
    tests/db/test_keyslots.py says what a passphrase must cost at least."""
    from casefiles.edges.package import cards, helping, invitations
    from db import deposits, keyslots, opening

    light = keyslots.Cost(memory=64, passes=1)
    with pytest.MonkeyPatch.context() as patch:
        code = invitations.MEMORY, invitations.PASSES
        real = Dear(cards.WORK, helping.WORK, code, keyslots.put.__defaults__ or ())
        patch.setattr(cards, "WORK", 1 << 4)
        patch.setattr(helping, "WORK", 1 << 4)
        patch.setattr(invitations, "MEMORY", light.memory)
        patch.setattr(invitations, "PASSES", light.passes)
        for uses in (keyslots.create, keyslots.put, keyslots.change, deposits.take):
            patch.setattr(uses, "__defaults__", (light,))
        patch.setitem(opening.new_office.__kwdefaults__ or {}, "cost", light)
        yield real

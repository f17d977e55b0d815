"""All that may happen, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sim.beside import at_odds, by_turns
from tests.sim.faults import FAULTS, put_back_twice
from tests.sim.happenings import ORDINARY
from tests.sim.regressing import answered_late, read_and_lost
from tests.sim.sticks import STICKS
from tests.sim.thefts import stolen
from tests.sim.trespassing import overreached

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.sim.world import World

HAPPENINGS: dict[str, Callable[[World, Random], str]] = {h.__name__: h for h in (*ORDINARY, *FAULTS, *STICKS)}
DRAWN = tuple(HAPPENINGS)
HAPPENINGS |= {"stolen": stolen, "overreached": overreached, "put_back_twice": put_back_twice}
HAPPENINGS |= {"read_and_lost": read_and_lost, "answered_late": answered_late, "at_odds": at_odds, "by_turns": by_turns}
"""drawn apart (course.history)"""
WEIGHTS: dict[str, int] = dict.fromkeys(DRAWN, 2) | {
    "born": 12,
    "visited": 6,
    "edited": 30,
    "moved": 8,
    "deleted": 8,
    "exported": 16,
    "carried": 24,
    "met": 8,
    "looked_at": 4,
    "newer_version": 3,
    "cut_while_saving": 3,
    "cut_while_importing": 3,
    "backed_up": 3,
    "put_aside": 3,
    "disk_dies": 3,
    "old_put_back": 3,
    "cloned": 1,
    "clock_lies": 4,
    "damaged": 4,
    "two_windows": 1,
    "fork_answered": 1,
    "months_pass": 1,
    "cut_while_backing_up": 1,
}

"""How slow this machine is at this moment: a test's time limit is said for a quiet desk and stretched by it.

A limit in seconds alone fails on a slow or busy machine whatever the code does; a ratio to a fixed piece of work
done just before, in the same process and with the same heap, does not.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

QUIET = 0.07
"""Processor seconds of `_work` on a quiet core of the machine on which the limits were measured."""


def _work() -> int:
    """What our code mostly does: short strings, small tuples, dictionaries."""
    made = {}
    for number in range(100_000):
        text = f"{number:x}"
        made[text] = (number, text[::-1])
    return sum(len(pair[1]) for pair in made.values())


def slowness(clock: Callable[[], float] = time.process_time) -> float:
    """How many times slower than a quiet desk, by the middle of three rounds on this clock; never under 1."""
    took = []
    for _ in range(3):
        began = clock()
        _work()
        took.append(clock() - began)
    return max(1.0, sorted(took)[1] / QUIET)


class Stopwatch:
    """`with Stopwatch(seconds) as watch: work()` and then `assert watch.in_time, watch`.

    Seconds are those of a quiet desk. The yardstick is laid on before and after; the slower one counts.
    """

    def __init__(self, seconds: float, clock: Callable[[], float] = time.process_time) -> None:
        self.seconds, self.clock = seconds, clock
        self.took = self.slowness = 0.0

    def __enter__(self) -> Stopwatch:
        self.slowness = slowness(self.clock)
        self._began = self.clock()
        return self

    def __exit__(self, *_: Any) -> None:
        self.took = self.clock() - self._began
        self.slowness = max(self.slowness, slowness(self.clock))

    @property
    def in_time(self) -> bool:
        """Whether the work kept the limit."""
        return self.took < self.seconds * self.slowness

    def __repr__(self) -> str:
        return f"{self.took:.2f} s of {self.seconds:.2f} s, {self.slowness:.1f} times slower than a quiet desk"

"""Asks a playing process for points: some drawn by chance, or every one of an act."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.crash import shim

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Point = tuple[str, str, int, int]
"""act, blow, the number of the call, seed"""


@dataclass
class Found:
    """What became of the points."""

    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[Point, str]] = field(default_factory=list)

    @property
    def points(self) -> int:
        """How many were played."""
        return self.ended.total()


class Table:
    """A playing process and how many calls each act makes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.acts: list[str] = self._answer()["ready"]
        self._calls: dict[tuple[str, int], int] = {}

    def calls(self, act: str, blow: str) -> int:
        """How many calls that count for this blow the act makes."""
        key = act, shim.BY_NAME[blow].kinds
        if key not in self._calls:
            self._calls[key] = self._ask({"count": act, "kinds": key[1]})["calls"]
        return self._calls[key]

    def drawn(self, number: int, seed: int) -> Iterator[Point]:
        """So many points, each act and blow as often as the others."""
        rng = random.Random(seed)
        pairs = [(act, blow.name) for act in self.acts for blow in shim.BLOWS]
        order: list[tuple[str, str]] = []
        for n in range(number):
            if not order:
                order = rng.sample(pairs, len(pairs))
            act, blow = order.pop()
            yield act, blow, rng.randint(1, self.calls(act, blow)), seed * 1_000_003 + n

    def every(self, act: str, blow: str) -> Iterator[Point]:
        """Every call of an act."""
        for at in range(1, self.calls(act, blow) + 1):
            yield act, blow, at, at

    def play(self, point: Point, found: Found) -> None:
        """Play one point and note what became of it."""
        act, blow, at, seed = point
        answer = self._ask({"act": act, "blow": blow, "at": at, "seed": seed})
        found.ended[f"{blow}: {answer['ended'].partition(' ')[0]}"] += 1
        if answer["wrong"]:
            found.wrong.append((point, answer["wrong"]))

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the playing process has ended"
        found: dict[str, Any] = json.loads(line)
        return found


@contextmanager
def table(folder: Path) -> Iterator[Table]:
    """A playing process with its own folder, while it is needed."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.crash.play", str(folder)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=shim.environment(shim.build(folder)),
        cwd=shim.SOURCE.parents[2],
    )
    try:
        yield Table(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(30)
        assert process.stdout is not None
        process.stdout.close()

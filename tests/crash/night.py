"""`./run crash N [--seed S] [--every ACT]`: N points drawn by chance, or every point of an act; says what was wrong."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.crash import shim
from tests.crash.points import Found, table
from tests.fuzz.longer import room

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.crash.points import Point, Table


def main(number: int, seed: int = 1, every: str = "") -> int:
    """0 when nothing was wrong, 3 when something was, 2 when it cannot be played here."""
    if reason := shim.why_not():
        print(reason, file=sys.stderr)
        return 2
    found, began = Found(), time.monotonic()
    with room() as folder, table(Path(folder) / "t") as at:
        for point in _every(at, every) if every else at.drawn(number, seed):
            before = len(found.wrong)
            at.play(point, found)
            if len(found.wrong) > before:
                print(f"{point}: {found.wrong[-1][1]}", file=sys.stderr, flush=True)
            if found.points % 500 == 0:
                print(f"{found.points} points", file=sys.stderr, flush=True)
    taken = time.monotonic() - began
    ended = ", ".join(f"{how} {n}" for how, n in sorted(found.ended.items()))
    print(f"{found.points} points in {taken:.0f} s, {len(found.wrong)} wrong; {ended}")
    return 3 if found.wrong else 0


def _every(at: Table, act: str) -> Iterable[Point]:
    for blow in shim.BLOWS:
        yield from at.every(act, blow.name)

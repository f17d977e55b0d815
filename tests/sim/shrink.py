"""The shortest history that still fails: happenings are taken out, halves first, as long as the same promise is broken
(delta debugging, Zeller's ddmin)."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.sim import course, world

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence
    from pathlib import Path


def broken(
    seed: int, made: Path, folder: Path, kept: Sequence[int], happened: Counter[str] | None = None
) -> str:
    """What the world says when of its history only these happenings happen; "" when nothing is wrong. What happened
    is counted in `happened`."""
    steps = course.history(seed)
    try:
        done = world.play(seed, made, folder, [steps[n] for n in kept]).done
    except world.Broken as error:
        return str(error)
    else:
        if happened is not None:
            happened.update(done)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return ""


def shortest(seed: int, made: Path, folder: Path, promise: str) -> list[int]:
    """The numbers of the happenings that are left when none can be taken out without the promise being kept."""
    kept = list(range(len(course.history(seed))))
    parts = 2
    while len(kept) >= 1:
        size = max(1, len(kept) // parts)
        for at in range(0, len(kept), size):
            rest = kept[:at] + kept[at + size :]
            if broken(seed, made, folder, rest).startswith(promise):
                kept, parts = rest, max(2, parts - 1)
                break
        else:
            if size == 1:
                break
            parts = min(len(kept), parts * 2)
    return kept


def told(seed: int, made: Path, folder: Path, kept: Sequence[int]) -> str:
    """A failing world for people: what happened, what was broken, and how to play it again."""
    steps = course.history(seed)
    said: list[str] = []
    try:
        world.play(seed, made, folder, [steps[n] for n in kept], said)
        what = "nothing is wrong"
    except world.Broken as error:
        what = str(error)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    lines = [f"  {n:>3}  {line}" for n, line in zip(kept, said, strict=False)]
    again = f"./run sim 1 --first {seed} --only {','.join(map(str, kept)) or 'none'}"
    return "\n".join([f"world {seed}: {what}", *lines, f"  again: {again}"])

"""`./run sim N`: plays N worlds on every core and says which failed, each with its shortest history."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

from tests.sim import course, shrink, world
from tests.sim.chunk import never, room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BATCH = 50
PLENTY = 400
"""whole worlds in which everything that may happen happens"""
FEW = 10
"""failing worlds that are shortened; the others are named alone"""


def main(worlds: int, first: int = 0, only: str = "") -> int:
    """0 when every world kept everything, else 3. With `only` (numbers, or "none") one world with this part of its
    history."""
    happened: Counter[str] = Counter()
    failed: list[int] = []
    began = said = time.monotonic()
    with room() as root:
        made = world.template(root / "made")
        if only:
            kept = [int(n) for n in only.split(",")] if only != "none" else []
            print(shrink.told(first, made, root / "world", kept))
            return 3 if shrink.broken(first, made, root / "world", kept) else 0
        done = 0
        for seeds, found, broken in _batches(first, worlds, made, root):
            happened += found
            done += len(seeds)
            for seed, what in broken:
                failed.append(seed)
                print(
                    _shortened(seed, what, made, root) if len(failed) <= FEW else f"world {seed}: {what}",
                    flush=True,
                )
            if time.monotonic() - said > 60:
                said = time.monotonic()
                pace = done / (said - began)
                print(
                    f"{done} of {worlds} worlds, {pace:.1f} a second; go on later with --first {first + done}",
                    file=sys.stderr,
                    flush=True,
                )
    taken = time.monotonic() - began
    print(f"{worlds} worlds from {first} on in {taken:.0f} s, {len(failed)} failed")
    print(", ".join(f"{name} {count}" for name, count in sorted(happened.items())))
    missing = never(happened) if worlds >= PLENTY and first < course.SMALL else []
    if missing:
        print(f"never happened: {missing}")
    return 3 if failed or missing else 0


def _batches(
    first: int, worlds: int, made: Path, root: Path
) -> Iterator[tuple[range, Counter[str], list[tuple[int, str]]]]:
    """Runs of seeds, what happened in them, and what was broken; in the order of the seeds."""
    runs = [range(at, min(at + BATCH, first + worlds)) for at in range(first, first + worlds, BATCH)]
    jobs = [(seeds, made, root) for seeds in runs]
    with multiprocessing.get_context("spawn").Pool(min(os.cpu_count() or 1, len(jobs) or 1)) as pool:
        for seeds, (happened, broken) in zip(runs, pool.imap(_batch, jobs), strict=True):
            yield seeds, happened, broken


def _batch(job: tuple[range, Path, Path]) -> tuple[Counter[str], list[tuple[int, str]]]:
    seeds, made, root = job
    happened: Counter[str] = Counter()
    broken = []
    folder = root / f"world{os.getpid()}"
    for seed in seeds:
        what = shrink.broken(seed, made, folder, range(len(course.history(seed))), happened)
        if what:
            broken.append((seed, what))
    return happened, broken


def _shortened(seed: int, what: str, made: Path, root: Path) -> str:
    folder = root / "short"
    return shrink.told(seed, made, folder, shrink.shortest(seed, made, folder, what.partition(":")[0]))

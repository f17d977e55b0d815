"""`./run sim N`: plays N worlds and says which seeds failed; a failing world is shortened to the fewest steps."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.sim import world

STEPS = 80


def main(worlds: int, first: int = 0) -> int:
    """0 when every world kept everything, else 3; one line a minute and one a failing seed."""
    happened: Counter[str] = Counter()
    failed = []
    began = said = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        made = world.template(root / "template")
        for seed in range(first, first + worlds):
            try:
                happened += world.play(seed, made, root / "world", STEPS)
            except AssertionError as error:
                shutil.rmtree(root / "world")
                print(f"{error} (fails from {_fewest(seed, made, root / 'world')} steps on)", flush=True)
                failed.append(seed)
            shutil.rmtree(root / "world", ignore_errors=True)
            if time.monotonic() - said > 60:
                said = time.monotonic()
                print(f"{seed + 1 - first} worlds", file=sys.stderr, flush=True)
    taken = time.monotonic() - began
    print(
        f"{worlds} worlds of {STEPS} steps in {taken:.0f} s, {len(failed)} failed; {dict(sorted(happened.items()))}"
    )
    return 3 if failed else 0


def _fewest(seed: int, made: Path, folder: Path) -> int:
    """The smallest number of steps after which this world fails."""
    for steps in range(1, STEPS):
        try:
            world.play(seed, made, folder, steps)
        except AssertionError:
            return steps
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return STEPS

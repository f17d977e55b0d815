"""`./run mutants`: breaks the program in one place after the other and plays worlds until one of them notices.

A mutant is the program with one piece of its source put otherwise (mutants.py), in a process of its own. What survives
shows a promise that the worlds do not hold the program to.
"""

from __future__ import annotations

import importlib.abc
import importlib.util
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.sim.mutants import MUTANTS, Mutant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
SURVIVED, CAUGHT, NEVER_RAN = 0, 3, 4
WHOLE = 5
"""what so many small worlds do not notice, one whole world is asked about"""


def main(name: str = "", worlds: int = 400) -> int:
    """0 when every mutant is caught, else 3; one line a mutant."""
    chosen = [m for m in MUTANTS if name in (m.name, "")]
    if not chosen:
        print(f"no such mutant; there are: {', '.join(m.name for m in MUTANTS)}", file=sys.stderr)
        return 2
    survived, began = [], time.monotonic()
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for mutant, (code, said) in zip(chosen, pool.map(lambda m: catch(m, worlds), chosen), strict=True):
            print(f"{mutant.name}: {said}", flush=True)
            if code != CAUGHT:
                survived.append(mutant.name)
    taken = time.monotonic() - began
    print(
        f"{len(chosen) - len(survived)} of {len(chosen)} caught in {taken:.0f} s; survived: {survived or 'none'}"
    )
    return 3 if survived else 0


def fits(mutant: Mutant) -> bool:
    """Whether its pieces of source still stand where they were, and the program can still be read without them."""
    try:
        for module in mutant.modules():
            compile(_source(mutant, module), str(_file(module)), "exec")
    except (ValueError, SyntaxError):
        return False
    return True


def _file(module: str) -> Path:
    return ROOT / (module.replace(".", "/") + ".py")


def _source(mutant: Mutant, module: str) -> str:
    return mutant.put_in(module, _file(module).read_text(encoding="utf-8"))


def catch(mutant: Mutant, worlds: int) -> tuple[int, str]:
    """How it ended (CAUGHT, SURVIVED), and the last line that was said."""
    if not fits(mutant):
        return NEVER_RAN, "its piece of source is no longer there: write it anew"
    words = [sys.executable, "-m", "tests.sim.mutating", mutant.name, str(worlds)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).strip().splitlines() or ["nothing was said"]
    return done.returncode, said[-1]


class _Altered(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads the modules of a mutant with a piece of their source put otherwise."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._mutant.modules():
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=str(_file(fullname)))

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(_file(module.__name__))
        code = compile(_source(self._mutant, module.__name__), module.__file__, "exec")
        exec(code, module.__dict__)  # noqa: S102  (our own source)


def _play(name: str, worlds: int) -> int:
    mutant = next(m for m in MUTANTS if m.name == name)
    sys.meta_path.insert(0, _Altered(mutant))
    from tests.sim import course, shrink, world
    from tests.sim.chunk import room

    with room() as root:
        try:
            made = world.template(root / "made")
        except Exception as error:
            print(f"caught before any world: {type(error).__name__}: {error}")
            return CAUGHT
        for seed in _seeds(course.SMALL, worlds):
            what = shrink.broken(seed, made, root / "world", range(len(course.history(seed))))
            if what:
                print(f"caught by world {seed}: {what[:120]}")
                return CAUGHT
    print(f"survived {worlds} small worlds and {worlds // WHOLE} whole ones")
    return SURVIVED


def _seeds(first: int, worlds: int) -> Iterator[int]:
    """So many small worlds from the first on, and a whole one after every few of them."""
    for n in range(worlds):
        yield first + n
        if n % WHOLE == WHOLE - 1:
            yield n // WHOLE


if __name__ == "__main__":
    sys.exit(_play(sys.argv[1], int(sys.argv[2])))

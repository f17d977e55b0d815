"""`./run fuzz [TARGET] [--inputs N] [--seed S]`: many inputs, and what they ended in; a fault's input is kept."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz import of_files, of_helping, of_identity, of_imports, of_journals, of_packages, of_sheets
from tests.fuzz.target import CORPUS, Fault, play

if TYPE_CHECKING:
    from tests.fuzz.target import Target

NAMES = (
    "age", "frames", "trailer", "header", "checkpoints", "notices", "figures", "runs", "attached", "unpacking", "card",
    "keys", "workbook", "photo", "pieces", "vouched", "invitation", "helping", "sheets", "journal", "import",
)  # fmt: skip


def targets(folder: Path) -> list[Target]:
    """All targets, with room for their files in `folder`."""
    rooms = (of_packages, of_files, of_identity, of_helping, of_sheets, of_journals, of_imports)
    return [target for one in rooms for target in one.targets(folder)]


def room() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes away; in memory where there is such a place."""
    memory = Path("/dev/shm")
    return tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)


def main(name: str = "", inputs: int = 100_000, seed: int = 1, first: int = 0) -> int:
    """So many inputs for each target, or for the one named; 0 when nothing was found, else 3."""
    if name and name not in NAMES:
        print(f"{name}? {' '.join(NAMES)}", file=sys.stderr)
        return 2
    wrong = 0
    with room() as folder:
        for target in targets(Path(folder)):
            if name in ("", target.name):
                wrong += _long(target, inputs, seed, first)
    return 3 if wrong else 0


def _long(target: Target, inputs: int, seed: int, first: int) -> int:
    began = time.monotonic()
    wrong = 0
    at, last = first, first + inputs
    while at < last:
        try:
            play(target, min(1000, last - at), seed, at)
            at = min(at + 1000, last)
        except Fault as fault:
            wrong += 1
            path = CORPUS / target.name / f"crash-{seed}-{wrong}.bin"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(fault.raw)
            print(f"{fault}\n  kept as {path}", file=sys.stderr, flush=True)
            if wrong == 20:
                break
            at += 1
    taken = time.monotonic() - began
    print(f"{target.name}: {at - first} inputs of seed {seed} in {taken:.0f} s, {wrong} faults", flush=True)
    return wrong

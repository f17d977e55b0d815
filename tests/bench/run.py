"""`./run bench [NAME]`: runs the benchmarks and prints figure, peer, ratio and budget, one line each.

NAME is start, search, save, import, print, registers, duplicates or sync; without it all of them run. `--quick` shrinks
the registers, for a look at whether everything still runs; its figures are not to be quoted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import import_module

NAMES = ("start", "search", "save", "import", "print", "registers", "duplicates", "sync")


@dataclass(frozen=True)
class Figure:
    """One measured figure. `ratio` is ours to the peer's; `budget` says what it must be, `kept` whether it is."""

    bench: str
    what: str
    ours: float
    unit: str
    peer: float | None
    peer_is: str
    ratio: float | None
    budget: str
    kept: bool


Bench = Callable[..., Iterator[Figure]]


def main(name: str = "", *, quick: bool = False, as_json: bool = False, peers: bool = False) -> int:
    """Run one benchmark or all; 0 when every budget is kept, else 3. `peers` are fetched and run beside sync."""
    if name and name not in NAMES:
        print(f"bench: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    figures: list[Figure] = []
    for each in [name] if name else NAMES:
        bench: Bench = import_module(f"tests.bench.bench_{each}").bench
        for figure in bench(quick, peers) if each == "sync" else bench(quick):
            figures.append(figure)
            if not as_json:
                print(line(figure), flush=True)
    if as_json:
        print(json.dumps([asdict(f) for f in figures], ensure_ascii=False))
    return 0 if all(f.kept for f in figures) else 3


def line(figure: Figure) -> str:
    """One line for people."""
    peer = f"{figure.peer_is} {figure.peer:,.2f} {figure.unit}" if figure.peer is not None else figure.peer_is
    ratio = f"ratio {figure.ratio:.2f}" if figure.ratio is not None else ""
    mark = "ok  " if figure.kept else "MISS"
    mine = f"{figure.what}: {figure.ours:,.2f} {figure.unit}"
    return f"{mark} {figure.bench:7} {mine}; {peer} {ratio} (budget {figure.budget})"

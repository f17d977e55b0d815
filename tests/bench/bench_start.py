"""Starting, beside an empty PySide6 window's first paint: from the spawn of the process to the first painted window,
and from the database key in hand to the first painted list.

Between the two a person types the passphrase; the database's code is loaded meanwhile, as in the program. Both run on
the same platform plugin, in turn.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import offices
from tests.bench.run import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
EMPTY = """
import sys, time
from PySide6.QtWidgets import QApplication, QWidget
class W(QWidget):
    def paintEvent(self, event):
        print(time.monotonic_ns(), flush=True)
        QApplication.instance().quit()
app = QApplication(sys.argv)
w = W(); w.resize(1366, 768); w.show()
app.exec()
"""
LIST = """
import sys, time
sys.path.insert(0, sys.argv[1])
from tests.bench.first_list import main
main(sys.argv[2])
"""


def bench(quick: bool) -> Iterator[Figure]:
    """Medians of the runs."""
    runs = 3 if quick else 15
    with tempfile.TemporaryDirectory() as folder:
        office = Path(folder) / "office"
        offices.make(office)
        opened = offices.unlock(office)
        offices.fill(opened)
        opened.ledger.close()
        ours, peer = [], []
        for n in range(runs + 1):
            nothing = _first_paint([sys.executable, "-c", EMPTY])
            mine = _first_paint([sys.executable, "-c", LIST, str(ROOT), str(office)])
            if n:  # the first run warms the file cache
                peer.append(nothing)
                ours.append(mine)
    empty = statistics.median(times[0] for times in peer)
    for place, what in ((0, "first painted window"), (1, "key in hand to first painted list")):
        mine = statistics.median(times[place] for times in ours)
        ratio = mine / empty
        yield Figure("start", what, mine, "ms", empty, "empty window", ratio, "at most 1.5x", ratio <= 1.5)
    both = statistics.median(sum(times) for times in ours)
    ratio = both / empty
    yield Figure(
        "start", "both together", both, "ms", empty, "empty window", ratio, "at most 1.5x", ratio <= 1.5
    )


def _first_paint(command: list[str]) -> list[float]:
    """Milliseconds: to the first paint, and whatever further times the command prints."""
    environment = {**os.environ}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    began = time.monotonic_ns()
    out = subprocess.run(command, capture_output=True, text=True, env=environment, check=True, timeout=60)
    first, *more = map(int, out.stdout.split())
    return [(first - began) / 1e6, *(m / 1e6 for m in more)]

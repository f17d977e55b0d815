"""Opens the window as the program does and prints two moments (bench_start): first paint, and key to painted list."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path


def main(folder: str) -> None:
    """Print CLOCK_MONOTONIC in ns at the first paint, then the ns from the key in hand to the painted list."""
    from main import Doors
    from ui.preferences import Preferences
    from ui.session import open_window
    from ui.window import Shell

    painted: list[int] = []

    class Watched(Shell):
        def paintEvent(self, event):  # type: ignore[no-untyped-def]
            super().paintEvent(event)
            if not painted:
                painted.append(time.monotonic_ns())

    settings = Preferences(Path(tempfile.mkdtemp()))
    app, shell, session = open_window(Doors(), Path(folder), preferences=settings, kind=Watched)
    shell.resize(1366, 768)
    begun: list[bool] = []
    session.begun.connect(lambda: begun.append(True))
    while not begun or shell.jobs.busy:
        app.processEvents()
    print(painted[0], flush=True)
    _list(app, shell, folder)
    shell.close()
    session.close()


def _list(app, shell, folder: str) -> None:  # type: ignore[no-untyped-def]
    from tests.bench import offices

    began = time.monotonic_ns()
    office = offices.unlock(Path(folder), offices.key(Path(folder)))
    shell.set_office(office, "示例")
    shell.open("children")
    view = shell.page.view
    paint = view.paintEvent
    done: list[int] = []

    def noted(event):  # type: ignore[no-untyped-def]
        paint(event)
        if view.model().rowCount() and not done:
            done.append(time.monotonic_ns())

    view.paintEvent = noted
    while not done:
        app.processEvents()
    print(done[0] - began, flush=True)
    while shell.jobs.busy:
        app.processEvents()
    office.ledger.close()

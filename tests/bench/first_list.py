"""Opens the window on an office and prints the moment its list of children was first painted (bench_start)."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path


def main(folder: str) -> None:
    """Open, paint, print CLOCK_MONOTONIC in ns, close."""
    from ui.app import make_app
    from ui.preferences import Preferences
    from ui.window import Shell

    app = make_app(sys.argv[:1])
    shell = Shell(None, Preferences(Path(tempfile.mkdtemp())))
    shell.resize(1366, 768)
    shell.show()

    from tests.bench import offices

    shell.set_office(offices.unlock(Path(folder)), "示例")
    shell.open("children")
    page = shell.page
    view = page.view  # type: ignore[union-attr]
    painted = view.paintEvent

    def paint(event):  # type: ignore[no-untyped-def]
        painted(event)
        if view.model().rowCount():
            print(time.monotonic_ns(), flush=True)
            shell.close()
            app.quit()

    view.paintEvent = paint
    app.exec()

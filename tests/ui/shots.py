"""Photographs every page in each state, language, theme and text size: `python tests/ui/shots.py OUT [--quick]`.

A page's module may hold `SHOTS`, a dict of name -> callable(shell) that brings the page into a state (a search,
an error, an open drawer); without it the page is taken as it opens. Pages that need an id get it from `WHERE`.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ui.window import Shell

LOOKS = list(product(("zh", "en"), ("light", "dark", "contrast"), ("normal", "large", "xlarge")))
QUICK = [
    ("zh", "light", "normal"),
    ("en", "light", "normal"),
    ("zh", "dark", "normal"),
    ("en", "light", "xlarge"),
    ("zh", "contrast", "large"),
]


PDF_MS = 1500


def settle(shell: Shell, longest: int = 20_000) -> None:
    """Until no job is under way and everything asked for is painted; `longest` ms is where it is an error."""
    loop = QEventLoop()
    guard = QTimer()
    guard.setSingleShot(True)
    guard.timeout.connect(lambda: loop.exit(1))
    guard.start(longest)
    while shell.jobs.busy:
        shell.jobs.idle.connect(loop.quit)
        late = loop.exec()
        shell.jobs.idle.disconnect(loop.quit)
        if late:
            raise TimeoutError("a page is still waiting for its jobs")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if any(w.inherits("QPdfView") and w.isVisible() for w in shell.findChildren(QWidget)):
        QTimer.singleShot(PDF_MS, loop.quit)  # Qt draws PDF pages in a thread and tells nobody
        loop.exec()
    for _ in range(4):  # layouts settle over several turns of the loop
        QApplication.processEvents()


def photograph(
    shell: Shell, states: Mapping[str, Callable[[], object]], out: Path, *, quick: bool = False
) -> list[Path]:
    """One picture a state and look, `name-lang-scheme-size.png`."""
    out.mkdir(parents=True, exist_ok=True)
    made = []
    for lang, scheme, size in QUICK if quick else LOOKS:
        shell.set_look(lang=lang, scheme=scheme, size=size)
        for name, act in states.items():
            act()
            settle(shell)
            focused = QApplication.focusWidget()
            if focused is not None and focused.inherits("QLineEdit"):
                focused.clearFocus()  # no blinking caret in a picture
            path = out / f"{name}-{lang}-{scheme}-{size}.png"
            shell.grab().save(str(path))
            made.append(path)
        shell.drawer(None)
    return made


def states_of(
    shell: Shell, where: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[str, Callable[[], object]]]:
    """The pages of the shell that can be opened, and the further states their modules name."""
    for name, spec in shell.specs.items():
        path = spec.path.partition(":")[0]
        if importlib.util.find_spec(path) is None:
            sys.stderr.write(f"{name}: {path} is not there yet\n")
            continue
        module = importlib.import_module(path)
        yield name, lambda name=name: shell.open(name, **where.get(name, {}))
        for state, act in getattr(module, "SHOTS", {}).items():
            yield f"{name}-{state}", lambda act=act: act(shell)


def main(argv: list[str]) -> int:
    """On the demo office that conftest's `demo_office` also opens."""
    if len(argv) < 2 or argv[1].startswith("-"):
        sys.stderr.write("python tests/ui/shots.py OUT [--quick]\n")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from demo_window import demo_window

    with demo_window() as (shell, where):
        shell.resize(1366, 768)
        shell.show()
        made = photograph(shell, dict(states_of(shell, where)), Path(argv[1]), quick="--quick" in argv)
    sys.stdout.write(f"{len(made)} pictures in {argv[1]}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))

"""The window under test: offscreen, settings in a folder of its own, every job joined at the end."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("NO_AT_BRIDGE", "1")
HERE = Path(__file__).resolve().parent
for folder in (HERE, HERE.parents[1]):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

import gallery  # noqa: E402
import offices  # noqa: E402
from desk import Desk  # noqa: E402
from PySide6.QtCore import QCoreApplication, QEvent, Qt  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from pytestqt.qtbot import QtBot  # noqa: E402

from casefiles import divisions  # noqa: E402
from ui import sheet  # noqa: E402
from ui.jobs import Jobs  # noqa: E402
from ui.preferences import Preferences  # noqa: E402
from ui.theme import Theme  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ui.window import Shell


PATIENCE = 60_000
"""milliseconds that a wait may take on a machine that is busy; one that is over before costs nothing more"""


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen platform complains of every window with a minimum size; that is its business."""
    for wait in ("waitSignal", "waitSignals", "waitUntil", "waitCallback", "waitActive", "waitExposed"):
        getattr(QtBot, wait).__kwdefaults__["timeout"] = PATIENCE
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "settings")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The usual look, on the application too: a test before this one may have left it in another size."""
    made = Theme()
    sheet.apply(qapp, made)
    return made


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def show(qtbot: object) -> Iterator[Callable[[Shell], Shell]]:
    """Shows a shell at 1366x768 and closes it at the end, with nothing left running."""
    shown: list[Shell] = []

    def _show(shell: Shell) -> Shell:
        shell.resize(1366, 768)
        shell.show()
        qtbot.waitExposed(shell)  # type: ignore[attr-defined]
        shown.append(shell)
        return shell

    yield _show
    for shell in shown:
        shell.close()
        assert not shell.jobs.busy
        shell.deleteLater()
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # or the next test's look would style it, too


@pytest.fixture
def shell(show: Callable[[Shell], Shell], tmp_path: Path) -> Shell:
    """The shell on the gallery's invented pages."""
    return show(gallery.make_shell(tmp_path / "settings"))


@pytest.fixture
def closed_desk(show: Callable[[Shell], Shell], tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """The whole window on a copy of the template office, not begun and not shown yet; `show` closes it after this."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    made = Desk(qtbot, offices.copy_to(tmp_path / "office"), tmp_path / "settings", lambda: offices.NOW)
    yield made
    made.shell.jobs.finish()
    made.session.close()


@pytest.fixture
def locked_desk(closed_desk: Desk, show: Callable[[Shell], Shell], qtbot: QtBot) -> Desk:
    """The whole window before the passphrase."""
    closed_desk.session.begin()
    show(closed_desk.shell)
    with qtbot.waitActive(closed_desk.shell):
        closed_desk.shell.activateWindow()
    return closed_desk


@pytest.fixture
def desk(closed_desk: Desk, show: Callable[[Shell], Shell]) -> Desk:
    """The whole window, unlocked on the fixed day. The page of the passphrase was never made: each test would pay
    for it, and tests/ui/test_session.py goes through it."""
    office = offices.open_at(closed_desk.home)
    divisions.tell(office)
    closed_desk.session.opened(office)
    show(closed_desk.shell)
    closed_desk.settle()
    return closed_desk

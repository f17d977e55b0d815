"""The program as it is started, in a process of its own on a real X display: a visit with the keyboard alone."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

import main
from casefiles.domain.pinyin import name_readings
from tests.ui import offices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

TOOLS = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.skipif(bool(TOOLS), reason=f"not installed: {', '.join(TOOLS)}"),
]
PATIENCE = 60
"""seconds after which something that should happen has not happened"""


@pytest.fixture
def display() -> Iterator[str]:
    """A display of our own; the server finds a free number itself."""
    ready, tell = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[tell],
        stderr=subprocess.DEVNULL,
    )
    os.close(tell)
    try:
        with open(ready, encoding="ascii") as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(20)


class Window:
    """The running program, seen and worked from outside."""

    def __init__(self, folder: Path, display: str, home: Path) -> None:
        self.home = home
        kept = {
            name: value
            for name, value in os.environ.items()
            if name
            not in {"DOORSTEP_PASSPHRASE", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_IM_MODULE", "XMODIFIERS"}
        }
        self.env: Mapping[str, str] = {
            **kept,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "NO_AT_BRIDGE": "1",
            "LC_ALL": "C.UTF-8",
        }
        self.errors = home / "stderr"
        with self.errors.open("wb") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, str(main.__file__), "--office", str(folder)], env=self.env, stderr=stderr
            )
        self.id = ""

    def xdo(self, *words: str) -> str:
        """What xdotool answers; empty when it found nothing."""
        done = subprocess.run(
            ["xdotool", *words], env=self.env, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        return done.stdout.strip()

    def until(self, what: str, happened: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not happened():
            assert self.process.poll() is None, f"the program ended: {self.said()}"
            if time.monotonic() > end:
                raise AssertionError(f"{what}; the window is called {self.title!r}; {self.photograph()}")
            time.sleep(0.1)

    def find(self) -> None:
        """Wait for the window and give it the keyboard, as a window manager would."""

        def there() -> bool:
            found = self.xdo("search", "--onlyvisible", "--pid", str(self.process.pid))
            self.id = found.splitlines()[-1] if found else ""
            return bool(self.id)

        self.until("the window does not appear", there)
        self.xdo("windowfocus", "--sync", self.id)

    @property
    def title(self) -> str:
        return self.xdo("getwindowname", self.id)

    def called(self, title: str) -> None:
        self.until(f"the window is not called {title!r}", lambda: self.title.startswith(title))

    def key(self, *keys: str) -> None:
        self.xdo("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        self.xdo("type", "--delay", "40", text)

    def photograph(self, name: str = "screen") -> str:
        """A picture of the whole display, where a program for it is installed."""
        if shutil.which("import") is None:
            return "no picture: ImageMagick is not installed"
        path = self.home / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], env=self.env, check=False, timeout=PATIENCE)
        return f"picture: {path}"

    def said(self) -> str:
        return self.errors.read_text(encoding="utf-8", errors="replace")


def console(folder: Path, *words: str) -> Any:
    """What the console of another process answers."""
    done = subprocess.run(
        [sys.executable, str(main.__file__), "--office", str(folder), "--json", *words],
        env={**os.environ, "DOORSTEP_PASSPHRASE": offices.PASSPHRASE},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return offices.copy_to(tmp_path / "office")


@pytest.fixture
def window(folder: Path, display: str, tmp_path: Path) -> Iterator[Window]:
    home = tmp_path / "home"
    home.mkdir()
    running = Window(folder, display, home)
    try:
        yield running
    finally:
        with contextlib.suppress(subprocess.TimeoutExpired):
            if running.process.poll() is None:
                running.process.terminate()
            running.process.wait(20)
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait()


def test_a_visit_from_the_passphrase_to_the_disk(window: Window, folder: Path) -> None:
    office = offices.open_at(folder)
    match = next(
        m
        for m in office.queries.select("match", {"end": None})
        if (found := office.queries.get(str(m.values["child"]))) and found.values.get("id_number")
    )
    child = office.queries.get(str(match.values["child"]))
    before = office.queries.count("visit")
    office.ledger.close()
    assert child is not None
    name, number = str(child.values["name"]), str(child.values["id_number"])
    window.find()
    window.called("解锁")
    window.photograph("1-unlock")
    window.type("not the passphrase")
    window.key("Return")

    def opens() -> bool:
        window.key("ctrl+a")
        window.type(offices.PASSPHRASE)
        window.key("Return")
        time.sleep(1)
        return window.title.startswith("今日")

    window.until("the passphrase does not open it", opens)
    window.photograph("2-today")
    window.key("alt+2")
    window.called("儿童档案")
    window.key("ctrl+k")
    window.type("".join(syllable[0] for syllable in name_readings(name)[0]))

    def opened() -> bool:
        window.photograph("3-found")
        window.key("Return")  # into the list, then into the file; before the answer it does nothing
        time.sleep(0.3)
        return window.title.startswith("儿童详情")

    window.until("Enter does not open the child", opened)
    window.photograph("4-child")
    window.key("alt+3")
    window.called("记录走访")
    window.type(number[-6:])
    window.key("Return")  # the child
    window.key("Return")  # today
    window.type("112")  # at home, the child was met, fair
    window.type("reads well")
    window.photograph("5-visit")
    window.key("ctrl+Return")
    window.key("ctrl+q")
    assert window.process.wait(PATIENCE) == 0, window.said()
    assert "Traceback" not in window.said()
    assert "QObject" not in window.said()
    visits = console(folder, "list", "visit", "--where", f"child={child.id}", "--limit", "100")
    rows = visits["rows"] if isinstance(visits, dict) else visits
    (made,) = [row for row in rows if row.get("summary") == "reads well"]
    assert (made["kind"], made["contact"], made["state"]) == ("home", "child", "fair")
    assert console(folder, "list", "visit", "--count")["count"] == before + 1
    assert console(folder, "check")["ok"] is True

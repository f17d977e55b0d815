"""Preferences that survive damage; languages; the application's start and its crash report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from casefiles.domain.words import Label
from ui import language
from ui.app import input_method, refuse_bad_qt
from ui.crash import CrashHook, report
from ui.language import Language
from ui.preferences import FILE, Preferences, Setting
from ui.window import Shell

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[2]


def test_a_setting_is_there_next_time(tmp_path: Path) -> None:
    first = Preferences(tmp_path)
    first.scheme = "dark"
    first.columns = {"children": {"name": 180}}
    again = Preferences(tmp_path)
    assert again.scheme == "dark"
    assert again.columns == {"children": {"name": 180}}
    assert again.lang == "zh"
    assert [p.name for p in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"\xff\xfe\x00", b'{"lang": "zh"'])
def test_a_broken_file_is_kept_aside(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    preferences = Preferences(tmp_path)
    assert preferences.scheme == "light"
    assert preferences.kept_aside is not None
    assert preferences.kept_aside.read_bytes() == damage
    preferences.scheme = "dark"
    assert Preferences(tmp_path).scheme == "dark"
    (tmp_path / FILE).write_bytes(damage)
    assert Preferences(tmp_path).kept_aside != preferences.kept_aside
    assert preferences.kept_aside.read_bytes() == damage


def test_one_bad_value_falls_back_alone(tmp_path: Path) -> None:
    stored = {"scheme": "pink", "size": "large", "lock_minutes": True, "columns": {"a": 3}, "from_later": [1]}
    (tmp_path / FILE).write_text(json.dumps(stored), encoding="utf-8")
    preferences = Preferences(tmp_path)
    assert (preferences.scheme, preferences.size, preferences.lock_minutes) == ("light", "large", 10)
    assert preferences.columns == {}
    preferences.lang = "en"
    assert json.loads((tmp_path / FILE).read_text(encoding="utf-8"))["from_later"] == [1]


def test_every_standard_value_is_acceptable_and_a_wrong_one_refused(tmp_path: Path) -> None:
    settings = {name: s for name, s in vars(Preferences).items() if isinstance(s, Setting)}
    assert len(settings) >= 7
    for setting in settings.values():
        assert setting.accepts(setting.standard)
        assert not setting.accepts(object())
    with pytest.raises(ValueError, match="size"):
        Preferences(tmp_path).size = "huge"
    assert not (tmp_path / FILE).exists()


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preferences = Preferences(tmp_path)
    preferences.scheme = "dark"

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    preferences.scheme = "contrast"
    assert preferences.scheme == "contrast"
    assert Preferences(tmp_path).scheme == "dark"
    assert [p.name for p in tmp_path.iterdir()] == [FILE]


def test_qt_speaks_the_language_chosen(qapp: QApplication, qtbot: QtBot) -> None:
    spoken = Language(qapp, "zh")
    words = []
    for lang in ("zh", "en", "zh"):
        spoken.set(lang)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        words.append(box.button(QDialogButtonBox.StandardButton.Cancel).text())
        assert QLocale().name() == {"zh": "zh_CN", "en": "en_GB"}[lang]
    assert words[0] == words[2] == "取消"
    assert words[1] == "Cancel"


def test_dates_and_numbers_are_written_as_people_write_them() -> None:
    day, now = date(2026, 11, 21), datetime(2026, 11, 21, 9, 30)
    assert language.long_date(day, "zh") == "2026年11月21日 星期六"
    assert language.long_date(day, "en") == "Saturday, 21 November 2026"
    assert (language.month(day, "zh"), language.month(day, "en")) == ("11月", "Nov")
    assert language.moment(datetime(2026, 11, 20, 17, 30), now, "zh") == "昨天 17:30"
    assert language.moment(datetime(2026, 11, 21, 8, 5), now, "en") == "today 08:05"
    assert language.moment(datetime(2026, 11, 3, 8, 5), now, "zh") == "11月3日 08:05"
    assert language.moment(datetime(2025, 11, 3, 8, 5), now, "en") == "2025-11-03"
    assert language.number(79952, "zh") == language.number(79952, "en") == "79,952"
    assert language.percent(0.8218, "en") == "82.2%"
    assert language.yuan(1200, "en") == "¥1,200"
    children = Label("共 {n} 名儿童", "{n} children", one="{n} child")
    assert language.counted(children, 1, "en") == "1 child"
    assert language.counted(children, 79952, "en") == "79,952 children"


def test_fcitx_is_reached_through_the_ibus_portal() -> None:
    wanted = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
    assert input_method({"QT_IM_MODULE": "fcitx"}, "linux", has_fcitx_plugin=False) == wanted
    assert input_method({"XMODIFIERS": "@im=fcitx"}, "linux", has_fcitx_plugin=False) == wanted
    assert input_method({"QT_IM_MODULE": "fcitx5"}, "linux", has_fcitx_plugin=True) == {}
    assert input_method({"XMODIFIERS": "@im=ibus"}, "linux", has_fcitx_plugin=False) == {}
    assert input_method({"QT_IM_MODULE": "fcitx"}, "win32", has_fcitx_plugin=False) == {}


def test_the_qt_that_crashes_is_refused_with_a_sentence() -> None:
    with pytest.raises(SystemExit) as refused:
        refuse_bad_qt((3, 11), (6, 12))
    assert "3.12" in str(refused.value)
    assert "请改用" in str(refused.value)
    assert refused.value.code not in (0, None)
    for python, qt in (((3, 12), (6, 12)), ((3, 11), (6, 11)), ((3, 13), (6, 12))):
        refuse_bad_qt(python, qt)


def test_a_report_names_no_child() -> None:
    def save(name: str) -> None:
        try:
            {}[name]
        except KeyError as error:
            raise ValueError(f"cannot save {name}") from error

    try:
        save("张小明" * 1)
    except ValueError as error:
        text = report(error)
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_foundation_settings.py" in text
    assert "cannot save 张小明" not in text
    assert str(ROOT) not in text


def test_the_report_is_written_and_the_oldest_go(qapp: QApplication, tmp_path: Path) -> None:
    hook = CrashHook(tmp_path / "reports", tell=False)
    paths = []
    hook.caught.connect(paths.append)
    for _ in range(23):
        error = RuntimeError("李秀兰")
        hook.handle(RuntimeError, error, None)
    kept = list((tmp_path / "reports").iterdir())
    assert len(kept) == 20
    assert Path(paths[-1]) in kept
    assert all("李秀兰" not in p.read_text(encoding="utf-8") for p in kept)


PROBE = """
import sys, tempfile, pathlib
sys.path[:0] = [{root!r}, {tests!r}]
from ui.app import make_app
app = make_app(["doorstep"])
import gallery
shell = gallery.make_shell(pathlib.Path(tempfile.mkdtemp()))
heavy = [m for m in ("pypinyin", "openpyxl", "reportlab", "sqlcipher3", "pikepdf", "PIL", "xlsxwriter",
         "cryptography", "PySide6.QtPdf", "PySide6.QtPrintSupport", "PySide6.QtNetwork") if m in sys.modules]
shell.close()
print("heavy:", heavy)
"""


def test_the_shell_starts_in_a_process_of_its_own_without_heavy_imports(tmp_path: Path) -> None:
    code = PROBE.format(root=str(ROOT), tests=str(ROOT / "tests" / "ui"))
    environ = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().endswith("heavy: []")


FIRST_PAINT = """
import sys, tempfile, pathlib
sys.path.insert(0, {root!r})
from main import Doors
from ui.preferences import Preferences
from ui.session import open_window
from ui.window import Shell
early = []
class Watched(Shell):
    def paintEvent(self, event):
        super().paintEvent(event)
        early.append([m for m in {late!r} if m in sys.modules])
folder = pathlib.Path(tempfile.mkdtemp())
app, shell, session = open_window(Doors(), folder, preferences=Preferences(folder), kind=Watched)
begun = []
session.begun.connect(lambda: begun.append(True))
while not begun or shell.jobs.busy:
    app.processEvents()
print("early:", early[0], shell.place[0], shell.page.isVisible(), shell.nav.isVisible())
shell.close()
"""
LATE = (
    "ui.frame",
    "ui.jobs",
    "ui.pages",
    "ui.widgets",
    "ui.words",
    "ui.charts",
    "PySide6.QtSvg",
    "db",
    "casefiles.recording",
)


def test_the_window_is_painted_before_what_stands_in_it_is_imported(tmp_path: Path) -> None:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    code = FIRST_PAINT.format(root=str(ROOT), late=LATE)
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "early: [] first_office True False"


def test_a_window_that_is_closed_before_it_is_furnished_closes(qapp: QApplication, tmp_path: Path) -> None:
    shell = Shell(None, Preferences(tmp_path), bare=True)
    begun: list[bool] = []
    shell.after_first_paint(lambda: begun.append(True))
    shell.show()
    shell.resize(1200, 700)
    assert shell.close()
    assert not begun


def test_the_bad_qt_stops_the_program_before_a_window(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import PySide6; PySide6.__version_info__ = (6, 12, 0)\n"
        "sys.version_info = (3, 11, 2)\nfrom ui.app import make_app\nmake_app(['x'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "请改用 Python 3.12" in done.stderr
    assert "Use Python 3.12" in done.stderr

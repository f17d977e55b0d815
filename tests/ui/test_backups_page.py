"""The page of backups, by keyboard: how they stand, a second place chosen and given up; said calmly on Today."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import offices
import pytest
from desk import Desk, Key
from looks import assert_every_look, assert_nothing_cut

from casefiles.domain.keeping import Keeping, Place
from casefiles.domain.problems import Problem
from casefiles.edges.drives import Drive
from db import backups
from ui import drives, words_backups
from ui import words_backups as w
from ui.widgets.line_button import LineButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

TODAY = offices.TODAY


@pytest.fixture
def kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The window on an office whose copies are kept; no drive is plugged in."""
    monkeypatch.setattr(drives, "offered", list)
    ledger: Any = desk.office.ledger
    ledger.keep()
    return desk


def texts(page: Any) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


def first(desk: Desk) -> QPushButton:
    found: QPushButton | None = desk.page.board.findChild(object, "place-first")
    assert found is not None
    return found


def test_a_stick_becomes_the_second_place_by_keyboard(
    kept: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "STICK"
    stick.mkdir()
    monkeypatch.setattr(drives, "offered", lambda: [Drive("小蓝优盘", stick, 1 << 30)])
    kept.open("backups")
    assert w.NO_SECOND("zh") in texts(kept.page)
    assert w.NONE_YET("zh") in texts(kept.page)
    use = first(kept)
    assert use.text().strip() == w.USE("zh", name="小蓝优盘")
    assert use.hasFocus(), "the keyboard starts at what is missing"
    kept.press(Key.Key_Space)
    kept.settle()
    kept.until(lambda: kept.page.found is not None and len(kept.page.found.places) == 2)
    kept.settle()
    made = backups.inside(stick / backups.ELSEWHERE)
    assert [one.by_itself for one in made] == [True]
    assert len(backups.inside(kept.home / backups.BESIDE)) == 1
    assert w.NO_SECOND("zh") not in texts(kept.page)
    assert str(stick) in texts(kept.page)
    assert "今天 09:30" in kept.shell.status.backup.text()
    stop = kept.button(w.STOP("zh"))
    kept.tab_to(stop)
    kept.press(Key.Key_Space)
    kept.settle()
    assert w.NO_SECOND("zh") in texts(kept.page)
    assert made[0].path.is_dir(), "what is there stays"


def test_a_backup_now_and_what_is_saved_since(kept: Desk) -> None:
    page = kept.open("backups")
    kept.tab_to(page.now_button)
    kept.press(Key.Key_Space)
    kept.settle()
    kept.until(lambda: page.now_button.isEnabled())
    assert "共保存 1 份" in texts(kept.page)
    row = kept.office.queries.select("child")[0]
    from casefiles.domain.changes import Edit

    kept.office.ledger.write([Edit("child", row.id, {"note": "看过"})], "clerk")
    ledger: Any = kept.office.ledger
    ledger.keeper.follow()
    kept.open("backups")
    assert w.SINCE("zh", n=1) in texts(kept.page)


def test_a_backup_written_elsewhere_is_told_until_a_place_has_a_newer_one(
    kept: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.open("backups").make()
    kept.settle()
    kept.open("backups")
    told = w.ELSEWHERE("zh", when="").split("：")[0]
    assert told not in texts(kept.page)
    later = offices.FixedClock().now_ms() + 18 * 60_000
    monkeypatch.setattr(offices.FixedClock, "now_ms", lambda _self: later)
    (tmp_path / "mine").mkdir()
    kept.session.backup_to(tmp_path / "mine")
    kept.settle()
    assert w.ELSEWHERE("zh", when="今天 09:48") in texts(kept.page), "as the foot of the window says it"


def test_a_folder_inside_the_data_is_refused_in_a_sentence(kept: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = kept.open("backups")
    monkeypatch.setattr("ui.pages.backups.ask_folder", lambda *_: kept.home)
    kept.tab_to(kept.button(w.CHOOSE("zh")))
    said: list[str] = []
    monkeypatch.setattr(kept.shell, "toast", said.append)
    kept.press(Key.Key_Space)
    kept.settle()
    assert said == [Problem("BACKUP_PLACE_SAME", value=str(kept.home)).say("zh")]
    assert page.now_button.isEnabled()


def test_the_foot_of_the_window_leads_here(kept: Desk) -> None:
    kept.shell.status.backup.setFocus()
    kept.press(Key.Key_Space)
    kept.settle()
    assert kept.shell.place[0] == "backups"


def drive(**said: Any) -> Place:
    return Place(Path("/media/D/doorstep-backups"), own=False, **{"there": True, **said})


HERE = Place(Path("/o/backups"), own=True, there=True, last=dt.datetime(2026, 11, 21, 8, 1), number=5)


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (drive(last=dt.datetime(2026, 11, 21, 8, 2), number=3), ""),
        (drive(there=False, last=dt.datetime(2026, 11, 21, 8, 2)), ""),
        (drive(there=False, last=dt.datetime(2026, 11, 3, 8, 2)), "“/media/D”现在不在。最近一份备份是 11月3日"),
        (drive(there=False), "那里还没有备份"),
        (drive(last=dt.datetime(2026, 11, 3, 8, 2), number=3), "的最近一份备份是 11月3日"),
        (drive(problems=(Problem("DISK_FULL", value="D"),)), "的备份没有做成"),
        (None, "请选第二个地方"),
    ],
)
def test_today_says_calmly_what_is_to_be_known(kept: Desk, second: Place | None, said: str) -> None:
    keeping = Keeping((HERE, second) if second else (HERE,))
    calm = w.calmly(keeping, TODAY, "zh")
    assert said in calm
    assert bool(said) == bool(calm)
    kept.open("today")
    kept.session.keeping.take(keeping)
    kept.settle()
    lines = [one for one in kept.page.findChildren(LineButton) if calm and one.accessibleName() == calm]
    assert len(lines) == bool(said)
    if lines:
        lines[0].setFocus()
        kept.press(Key.Key_Space)
        kept.settle()
        assert kept.shell.place[0] == "backups"


def test_a_damaged_database_that_was_found_is_said_and_offered_to_be_salvaged(kept: Desk) -> None:
    kept.session.keeping.take(Keeping((HERE,), problems=(Problem("DB_DAMAGED", value="office.db"),)))
    assert kept.session.damaged


def test_the_copies_of_the_day_are_begun_after_the_day_is_shown(kept: Desk) -> None:
    kept.session.keeping.go()
    kept.until(lambda: kept.session.keeping.now is not None)
    assert len(backups.inside(kept.home / backups.BESIDE)) == 1
    kept.settle()


def test_every_look(kept: Desk) -> None:
    page = kept.open("backups")
    page._show((Keeping((HERE, drive(there=False, last=dt.datetime(2026, 11, 3, 8, 2))), HERE.last), []))
    assert_nothing_cut(kept.shell)
    assert_every_look(kept.shell)


def test_words_in_english() -> None:
    keeping = Keeping((HERE, drive(there=False, last=dt.datetime(2026, 11, 3, 8, 2))))
    said = words_backups.calmly(keeping, TODAY, "en")
    assert said.startswith("“/media/D” is not there just now. Its last backup is of 3 Nov")


def test_a_stick_has_one_name_in_every_sentence() -> None:
    rooms = Path(words_backups.__file__).parents[1]
    sources = [file for room in ("ui", "casefiles") for file in (rooms / room).rglob("*.py")]
    assert [file.name for file in sources if "优盘" in file.read_text("utf-8")] == []

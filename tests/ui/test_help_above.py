"""A forgotten passphrase, by keyboard: the request on the locked page, the help at the county, and in again."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import offices
import pytest
from desk import Desk, Key
from looks import LOW, NORMAL, assert_every_look

from casefiles import exchange
from casefiles.edges.package import invitations
from casefiles.papers import code_slip
from db import deposits, opening
from ui import words_computers as c
from ui import words_help_above as w

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casefiles.office import Office

COUNTY = "青石县（演示）民政局"
NEW = "a brand new passphrase"


def office_at(folder: Path, code: str, name: str, level: str) -> Office:
    opening.new_office(
        folder, name=name, code=code, level=level, login="clerk", user_name="赵经办", passphrase=offices.PASSPHRASE,
        clock=offices.FixedClock(), cost=offices.CHEAP,
    )  # fmt: skip
    return offices.open_at(folder)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    made = office_at(tmp_path / "county", "999901", COUNTY, "county")
    yield made
    made.ledger.close()


@pytest.fixture
def locked(locked_desk: Desk, county: Office, stick: Path) -> Desk:
    """Both offices know each other, and nobody knows the passphrase."""
    town = offices.open_at(locked_desk.home)
    exchange.accept_card(town, exchange.write_card(county, stick))
    exchange.accept_card(county, exchange.write_card(town, stick))
    town.ledger.close()
    return locked_desk


def test_the_way_back_in(
    locked: Desk, county: Office, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = locked
    desk.tab_to(desk.page.forgot_button)
    desk.press(Key.Key_Space)
    desk.settle()
    page = desk.page
    assert desk.shell.place[0] == "help_above"
    assert w.HOLDER("zh", name=COUNTY) in desk.words()
    assert desk.focused is page.ask_button
    monkeypatch.setattr("ui.pages.help_above.ask_folder", lambda *_a: stick)
    desk.press(Key.Key_Space)
    desk.settle()
    [request] = stick.glob("*.help")
    digits = exchange.look_at_request(county, request).check
    assert page.digits.text() == digits
    assert page.digits.isVisible()
    given = exchange.give_help(county, request, stick)
    assert desk.focused is page.file_button
    monkeypatch.setattr("ui.pages.help_above.ask_files", lambda *_a, **_k: [given.path])
    desk.press(Key.Key_Space)
    assert desk.focused is page.code
    desk.type(invitations.spelled(invitations.new_code()))
    for line in (page.anew.first, page.anew.again):
        desk.tab_to(line)
        desk.type(NEW)
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.focused is page.code
    assert "这个解锁码打不开" in page.anew.problem.text()
    page.code.selectAll()
    desk.type(given.code.lower())
    desk.tab_to(page.anew.again)
    page.anew.again.selectAll()
    desk.type("another one")
    desk.press(Key.Key_Return)
    assert desk.focused is page.anew.again
    page.anew.again.selectAll()
    desk.type(NEW)
    with desk.bot.waitSignal(desk.session.unlocked, timeout=30_000):
        desk.press(Key.Key_Return)
    desk.settle()
    assert desk.office.queries.count("child") == 24
    assert "帮助下重新设置" in desk.words(), "everybody reads that it was"
    desk.open("computers")
    assert COUNTY in desk.words()
    assert deposits.asked(desk.home) == ""


def test_a_refusal_is_said_on_the_page_that_was_made_anew_meanwhile(locked: Desk, stick: Path) -> None:
    desk = locked
    before = desk.open("help_above")
    file = stick / "answer.dsu"
    file.write_bytes(b"no answer")
    before.use(file)
    before.code.setText("2222-2222-2222-2222")
    for line in (before.anew.first, before.anew.again):
        line.setText(NEW)
    before.take()
    desk.shell.set_look(lang="en")
    desk.settle()
    assert desk.page is not before
    assert "answer.dsu" in desk.page.anew.problem.text()
    assert desk.page.anew.problem.isVisibleTo(desk.page)
    assert desk.page.anew.do.isEnabled()


def test_a_request_goes_on_after_a_restart(locked: Desk, stick: Path) -> None:
    desk = locked
    _, request, _ = deposits.ask(desk.home, stick)
    page = desk.open("help_above")
    assert page.digits.text() == request.check
    assert desk.focused is page.file_button


def test_nobody_above_can_help(locked_desk: Desk) -> None:
    page = locked_desk.open("help_above")
    assert w.NO_HOLDER("zh") in locked_desk.words()
    assert not page.ask_button.isEnabled()
    locked_desk.tab_to(page.anew.do)
    locked_desk.press(Key.Key_Space)
    assert page.anew.problem.text() == w.NO_FILE("zh")


@pytest.fixture
def helper(desk: Desk, tmp_path: Path, stick: Path) -> tuple[Desk, Path, Path]:
    """An office below is locked and asks: its request."""
    low = office_at(tmp_path / "low", offices.TOWN + "201", "石门村（演示）", "village")
    exchange.accept_card(desk.office, exchange.write_card(low, stick))
    exchange.accept_card(low, exchange.write_card(desk.office, stick))
    low.ledger.close()
    path, _, _ = deposits.ask(tmp_path / "low", stick)
    return desk, path, tmp_path / "low"


def test_an_office_below_is_helped_once_somebody_called(
    helper: tuple[Desk, Path, Path], monkeypatch: pytest.MonkeyPatch, stick: Path
) -> None:
    desk, path, low = helper
    page = desk.open("computers")
    monkeypatch.setattr("ui.pages.computers.ask_files", lambda *_a, **_k: [path])
    desk.tab_to(page.help_button)
    desk.press(Key.Key_Space)
    desk.settle()
    drawer: Any = desk.shell.drawn
    assert deposits.asked(low) in desk.words(), "both screens show the same digits"
    assert desk.focused is drawer.sure
    desk.tab_to(drawer.write_button)
    desk.press(Key.Key_Space)
    desk.settle()
    assert drawer.said.text() == w.NOT_SURE("zh")
    assert not list(stick.glob("*.unlock"))
    desk.press(Key.Key_Space)
    desk.tab_to(drawer.write_button)
    desk.press(Key.Key_Space)
    desk.settle()
    told: Any = desk.shell.drawn
    [answer] = stick.glob("*.unlock")
    code = told.secret.text()
    assert desk.focused is told.print_button
    assert code_slip.HELP("zh") in told.print_button.text(), "the button names the slip that it prints"
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "preview"
    assert desk.page.printed.pages == 1
    deposits.take(low, answer, code, "clerk", "赵经办", NEW, offices.CHEAP)
    desk.open("computers")
    assert "重设密码" in desk.words()
    assert [one.what for one in exchange.helps(desk.office)] == ["given"]


def test_a_file_that_is_no_request_is_said(helper: tuple[Desk, Path, Path], tmp_path: Path) -> None:
    desk, _, _ = helper
    page = desk.open("computers")
    bad = tmp_path / "x.help"
    shutil.copy(__file__, bad)
    page.help(bad)
    desk.settle()
    assert "不是求助文件" in desk.words()
    assert desk.shell.drawn is None


def test_the_deposit_is_taken_back(desk: Desk, county: Office, stick: Path) -> None:
    exchange.accept_card(desk.office, exchange.write_card(county, stick))
    desk.open("computers")
    assert w.HELPER("zh", name=COUNTY) in desk.words()
    desk.tab_to(desk.button(w.STOP("zh")))
    desk.press(Key.Key_Space)
    desk.settle()
    assert deposits.holder(desk.home) is None
    desk.tab_to(desk.button(w.START("zh")))
    desk.press(Key.Key_Space)
    desk.settle()
    assert deposits.holder(desk.home) is not None


@pytest.mark.slow
def test_nothing_is_cut_while_helping(helper: tuple[Desk, Path, Path]) -> None:
    desk, path, _ = helper
    page = desk.open("computers")
    page.help(path)
    desk.settle()
    assert_every_look(desk.shell)
    desk.shell.set_look(lang="zh", scheme="light", size="normal")
    desk.settle()
    drawer: Any = desk.shell.drawn
    drawer.sure.setChecked(True)
    drawer.write()
    desk.settle()
    assert c.DONE("zh") in desk.words()
    assert_every_look(desk.shell)


@pytest.mark.slow
def test_everything_fits_a_low_window(helper: tuple[Desk, Path, Path]) -> None:
    desk, path, _ = helper
    for place, act in (
        ("help_above", lambda: None), ("computers", lambda: None),
        ("computers", lambda: desk.page.help(path)), ("computers", lambda: desk.page.invite()),
    ):  # fmt: skip
        desk.open(place)
        act()
        desk.settle()
        assert_every_look(desk.shell, looks=NORMAL, sizes=(LOW,))
        desk.shell.drawer(None)

"""An invitation in the window, and what a blocked computer wrote, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest
from desk import Key

from casefiles import exchange
from casefiles.domain.entities import ENTITIES
from casefiles.recording import save
from db import opening
from ui import words_identity as w

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desk import Desk

    from casefiles.domain.words import Label
    from casefiles.office import Office

VILLAGE = offices.TOWN + "201"


def office_at(folder: Path, code: str, name: str, level: str) -> Office:
    opening.new_office(
        folder,
        name=name,
        code=code,
        level=level,
        login="clerk",
        user_name="赵经办",
        passphrase=offices.PASSPHRASE,
        clock=offices.FixedClock(),
        cost=offices.CHEAP,
    )
    return offices.open_at(folder)


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    made = office_at(tmp_path / "county", "999901", "青石县（演示）民政局", "county")
    yield made
    made.ledger.close()


def test_a_new_office_is_set_up_with_its_invitation(
    locked_desk: Desk, county: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = exchange.invite(county, "999901103", "白石乡儿童之家", "township", tmp_path)
    monkeypatch.setattr("ui.pages.first_office.ask_files", lambda *_a, **_k: [made.path])
    desk = locked_desk
    desk.session.folder = tmp_path / "empty"
    desk.session.begin()
    page = desk.page
    desk.until(lambda: page.name.hasFocus())
    desk.tab_to(page.invite_button)
    desk.press(Key.Key_Space)
    desk.until(lambda: page.invite_code.hasFocus())
    assert not page.code.isEnabled()
    desk.press(Key.Key_Return)
    assert page.invite_code.accessibleName() in page.problem.text()
    desk.type("ABCDE-FGHJK")
    desk.tab_to(page.first)
    desk.type("long enough")
    desk.tab_to(page.again)
    desk.type("long enough")
    desk.press(Key.Key_Return)
    desk.until(lambda: page.invite_code.hasFocus())
    assert "邀请码" in page.problem.text()
    assert not (tmp_path / "empty").exists()
    page.invite_code.selectAll()
    desk.type(made.code.lower())
    with desk.bot.waitSignal(desk.session.unlocked, timeout=30_000):
        desk.press(Key.Key_Return)
    desk.settle()
    home = desk.office.home
    assert (home.name, home.code, home.level) == ("白石乡儿童之家", "999901103", "township")
    awaiting = exchange.awaiting(desk.office)
    assert awaiting is not None
    desk.open("exchange")
    desk.until(lambda: awaiting[1] in desk.words())
    package = exchange.export(desk.office, "999901", tmp_path).path
    assert exchange.import_file(county, package).enrolled == ("白石乡儿童之家", awaiting[1])
    exchange.import_file(desk.office, exchange.export(county, "999901103", tmp_path).path)
    assert exchange.awaiting(desk.office) is None


def test_the_invitation_can_be_put_away_again(
    locked_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.first_office.ask_files", lambda *_a, **_k: [tmp_path / "x.invitation"])
    desk = locked_desk
    desk.session.folder = tmp_path / "empty"
    desk.session.begin()
    page = desk.page
    page.choose_invitation()
    assert page.invite_code.isVisible()
    desk.tab_to(page.invite_button)
    desk.press(Key.Key_Space)
    assert page.invitation is None
    assert page.code.isEnabled()
    assert page.name.hasFocus()
    assert not page.invite_code.isVisible()


@pytest.fixture
def blocked(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """An office below whose computer was blocked, with a record since."""
    low = office_at(tmp_path / "low", VILLAGE, "石门村（演示）", "village")
    try:
        exchange.accept_card(desk.office, exchange.write_card(low, tmp_path))
        exchange.accept_card(low, exchange.write_card(desk.office, tmp_path))
        exchange.import_file(desk.office, exchange.export(low, offices.TOWN, tmp_path).path)
        exchange.revoke(desk.office, VILLAGE)
        save(low, ENTITIES["child"], {"name": "石隔例", "area": offices.TOWN})
        exchange.import_file(desk.office, exchange.export(low, offices.TOWN, tmp_path).path)
        yield desk
    finally:
        low.ledger.close()


def press(desk: Desk, words: Label) -> None:
    desk.tab_to(desk.button(words("zh", name="石门村（演示）", n=1)))
    desk.press(Key.Key_Space)
    desk.settle()


def test_what_a_blocked_computer_wrote_is_taken_in(blocked: Desk) -> None:
    desk = blocked
    before = desk.office.queries.count("child")
    desk.open("exchange")
    desk.until(lambda: "1 条记录已隔离" in desk.words())
    press(desk, w.ACCEPT_OF)
    desk.until(lambda: "条记录已隔离" not in desk.words())
    assert desk.office.queries.count("child") == before + 1


def test_what_a_blocked_computer_wrote_is_left_aside(blocked: Desk) -> None:
    desk = blocked
    before = desk.office.queries.count("child")
    desk.open("exchange")
    desk.until(lambda: "1 条记录已隔离" in desk.words())
    press(desk, w.LEAVE_OF)
    desk.until(lambda: "条记录已隔离" not in desk.words())
    assert desk.office.queries.count("child") == before
    assert [held.number for held in desk.office.ledger.kept_aside()] == [1]

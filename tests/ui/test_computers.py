"""An invitation in the window, and what a blocked computer wrote, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import offices
import pytest
from desk import CONTROL, Key
from looks import assert_every_look
from PySide6.QtWidgets import QPushButton

from casefiles import exchange
from casefiles.domain import area_search, areas
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.office import misfit
from casefiles.domain.vouching import over
from casefiles.recording import save
from db import opening
from ui import words_computers as c
from ui import words_exchange, words_open
from ui import words_identity as w
from ui.pages import computers_states
from ui.widgets.text import Pill

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
    assert page.hint.text() == words_open.PASSPHRASE_HINT_INVITED("zh"), "the office that invited can help"
    desk.press(Key.Key_Return)
    assert page.said[page.invite_code].isVisible()
    assert page.invite_code.hasFocus()
    desk.type("ABCDE-FGHJK")
    desk.tab_to(page.first)
    desk.type("long enough")
    desk.tab_to(page.again)
    desk.type("long enough")
    desk.press(Key.Key_Return)
    desk.until(lambda: page.invite_code.hasFocus())
    assert "邀请码" in page.said[page.invite_code].text()
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
    assert page.hint.text() == words_open.PASSPHRASE_HINT("zh")


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


def test_nothing_is_exported_for_a_blocked_office(blocked: Desk) -> None:
    desk = blocked
    desk.open("exchange")
    assert c.BLOCKED("zh") in desk.words()
    assert words_exchange.EXPORT("zh") not in desk.words()
    desk.tab_to(desk.button(f"{c.PAGE('zh')}: 石门村（演示）"))
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.page.objectName() == "page"
    assert c.TITLE("zh") in desk.words() or c.PAGE("zh") in desk.words()


def test_what_a_blocked_computer_wrote_is_left_aside(blocked: Desk) -> None:
    desk = blocked
    before = desk.office.queries.count("child")
    desk.open("exchange")
    desk.until(lambda: "1 条记录已隔离" in desk.words())
    press(desk, w.LEAVE_OF)
    desk.until(lambda: "条记录已隔离" not in desk.words())
    assert desk.office.queries.count("child") == before
    assert [held.number for held in desk.office.ledger.kept_aside()] == [1]


# the page of computers


@pytest.fixture
def below(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """An office below that is known, with the page of computers open."""
    low = office_at(tmp_path / "low", VILLAGE, "石门村（演示）", "village")
    try:
        exchange.accept_card(desk.office, exchange.write_card(low, tmp_path))
        exchange.accept_card(low, exchange.write_card(desk.office, tmp_path))
        exchange.import_file(desk.office, exchange.export(low, offices.TOWN, tmp_path).path)
        desk.open("computers")
        yield desk
    finally:
        low.ledger.close()


def test_a_computer_is_invited_and_its_code_printed(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    desk.open("exchange")
    desk.tab_to(desk.button(c.OPEN("zh")))
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "computers"
    assert desk.focused is desk.page.invite_button
    assert c.NONE("zh") in desk.words()
    desk.press(Key.Key_Space)
    desk.settle()
    drawer: Any = desk.shell.drawn
    assert drawer.code.text() == "", "its own code would be refused"
    assert [drawer.level.itemData(at) for at in range(drawer.level.count())] == ["village", "school", "enterprise"]
    assert drawer.level.currentData() == "village"
    assert desk.focused is drawer.code.box
    desk.press(Key.Key_Return, CONTROL)
    assert desk.focused is drawer.code.box, "nothing is asked of the program yet"
    desk.type(VILLAGE[-3:])
    desk.press(Key.Key_Return)
    assert drawer.code.text() == VILLAGE, "the last digits are enough"
    assert desk.focused is drawer.name
    desk.commit("石门村（演示）")
    desk.press(Key.Key_Return)
    assert drawer.said.text() == c.NO_PLACE("zh")
    drawer.sticks.use(stick)
    desk.tab_to(drawer.code.box)
    drawer.code.box.selectAll()
    desk.type("999902")
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert desk.focused is drawer.code.box
    assert "不在本单位辖区内" in drawer.said.text()
    assert list(stick.iterdir()) == []
    drawer.code.box.selectAll()
    desk.type(VILLAGE)
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    told: Any = desk.shell.drawn
    made = told.state.made
    assert told.secret.text() == made.code
    assert made.first is not None
    assert {p.suffix for p in stick.iterdir()} >= {".invitation", ".tgx"}
    assert made.code not in made.path.read_text()
    desk.shell.set_look(lang="en")
    desk.settle()
    told = desk.shell.drawn
    assert told.secret.text() == made.code, "the code outlives a switch of the language"
    assert desk.focused is told.print_button
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "preview"
    assert desk.page.printed.pages == 1
    assert not desk.page.masked.isVisible()
    desk.page.save_as(tmp_path / "slip.pdf")
    desk.settle()
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    desk.shell.set_look(lang="zh")
    desk.settle()
    desk.open("computers")
    assert c.WAITS("zh") in desk.words()
    invitation = exchange.open_invitation(made.path, made.code)
    assert (invitation.office, invitation.level) == (VILLAGE, "village")


@pytest.mark.parametrize(
    ("level", "home", "most"),
    [("city", "512000", "county"), ("county", "512002", "township"), ("township", offices.TOWN, "village")],
)
def test_the_code_says_level_and_name_of_the_office_below(
    desk: Desk, tmp_path: Path, level: str, home: str, most: str
) -> None:
    upper = office_at(tmp_path / "upper", home, "上级（演示）", level)
    desk.session.opened(upper)
    desk.settle()
    desk.open("computers")
    desk.page.invite()
    drawer: Any = desk.shell.drawn
    assert (drawer.code.text(), drawer.level.currentData()) == ("", most)
    offered = [drawer.level.itemData(at) for at in range(drawer.level.count())]
    assert level not in offered
    known = [code for code in area_search.around(home) if over(home, code)]
    inside = next(code for code in known if areas.AreaCode.parse(code).level == most)
    drawer.level.setCurrentIndex(drawer.level.findData("village"))
    desk.type(inside)
    assert drawer.level.currentData() == most
    assert drawer.name.text() == areas.name_of(inside)
    assert misfit(inside, str(drawer.level.currentData())) is None
    drawer.name.setText("自己起的名称")
    drawer.code.box.selectAll()
    desk.type(inside)
    assert drawer.name.text() == "自己起的名称", "what somebody typed stays"
    desk.shell.drawer(None)


def test_an_invitation_in_doubt_is_withdrawn_where_it_is_said_and_put_right(desk: Desk, tmp_path: Path) -> None:
    known = next(code for code in area_search.around(offices.TOWN) if over(offices.TOWN, code))
    desk.open("computers")
    desk.page.invite(known, "别处的名称", "village")
    drawer: Any = desk.shell.drawn
    drawer.sticks.use(tmp_path)
    assert desk.focused is drawer.write_button
    desk.press(Key.Key_Space)
    desk.settle()
    told: Any = desk.shell.drawn
    assert told.state.made.doubt is not None
    said = told.state.made.doubt.say("zh")
    assert said in desk.words()
    assert len(exchange.invitations(desk.office)) == 1
    desk.tab_to(told.withdraw_button)
    asked = desk.answer_question(c.WITHDRAW_NOT("zh"))
    desk.press(Key.Key_Space)
    desk.settle()
    assert asked
    assert len(exchange.invitations(desk.office)) == 1
    desk.tab_to(told.withdraw_button)
    asked = desk.answer_question(c.WITHDRAW("zh"))
    desk.press(Key.Key_Space)
    desk.settle()
    assert asked
    assert exchange.invitations(desk.office) == []
    again: Any = desk.shell.drawn
    assert (again.code.text(), again.name.text(), again.level.currentData()) == (known, "别处的名称", "village")
    assert desk.focused is again.code.box
    assert said not in desk.words()


def test_a_village_has_nobody_to_invite(desk: Desk, tmp_path: Path) -> None:
    desk.session.opened(office_at(tmp_path / "village", VILLAGE, "石门村（演示）", "village"))
    desk.settle()
    page = desk.open("computers")
    assert not page.invite_button.isVisible()
    assert desk.focused is page.access_button


def test_an_invitation_is_withdrawn(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exchange.invite(desk.office, VILLAGE, "石门村（演示）", "village", tmp_path, records=False)
    asked: list[str] = []
    monkeypatch.setattr("ui.pages.computers.ask_verb", lambda _p, text, *_v: asked.append(text) or True)
    desk.open("computers")
    desk.tab_to(desk.button(c.WITHDRAW_OF("zh", name="石门村（演示）")))
    desk.press(Key.Key_Space)
    desk.settle()
    assert "收回U盘" in asked[0]
    assert exchange.invitations(desk.office) == []
    assert c.WAITS("zh") not in desk.words()


def test_a_computer_is_blocked_with_a_reason_and_a_day(below: Desk) -> None:
    desk = below
    [one] = exchange.computers(desk.office)
    assert "凭名片认识" not in desk.words()
    assert "登记" in desk.words()
    desk.tab_to(desk.button(c.BLOCK_OF("zh", name=one.name, device=one.device)))
    desk.press(Key.Key_Space)
    desk.settle()
    drawer: Any = desk.shell.drawn
    assert drawer.reason.target.hasFocus()
    desk.press(Key.Key_Return, CONTROL)
    assert drawer.said.text() == c.LACKS_REASON("zh")
    assert not exchange.computers(desk.office)[0].blocked
    drawer.reason.set("stolen")
    drawer.on.set("2199-01-01")
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert drawer.said.isVisible()
    assert not exchange.computers(desk.office)[0].blocked
    drawer.on.set("2026-11-03")
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    [one] = exchange.computers(desk.office)
    assert (one.blocked, one.reason, one.on) == (True, "stolen", "2026-11-03")
    assert c.BLOCKED_WHY("zh", why="被盗") in desk.words()
    then: Any = desk.shell.drawn
    assert (then.code.text(), then.name.text()) == (VILLAGE, one.name), "the office's next computer is invited"


def test_what_waits_is_looked_at_and_decided(blocked: Desk) -> None:
    desk = blocked
    before = desk.office.queries.count("child")
    desk.open("computers")
    desk.tab_to(desk.button(c.LOOK_OF("zh", name="石门村（演示）", n=1)))
    desk.press(Key.Key_Space)
    desk.settle()
    drawer: Any = desk.shell.drawn
    assert "石隔例" in desk.words()
    assert ENTITIES["child"].plural("zh") in desk.words()
    assert desk.focused is drawer.leave_it
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.drawn is None
    assert exchange.computers(desk.office)[0].answered
    desk.tab_to(desk.button(c.LOOK_OF("zh", name="石门村（演示）", n=1)))
    desk.press(Key.Key_Space)
    desk.settle()
    drawer = desk.shell.drawn
    desk.tab_to(drawer.accept)
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.office.queries.count("child") == before + 1
    assert exchange.computers(desk.office)[0].aside == 0


def test_many_computers_are_found_by_name(below: Desk) -> None:
    desk = below
    [one] = exchange.computers(desk.office)
    desk.page.found = ([replace(one, name=f"村{n}", device=f"d{n}") for n in range(80)], [], "", [], [], None, None)
    desk.page._fill()
    assert c.MORE("zh", n=20) in desk.words()
    desk.tab_to(desk.page.search_line)
    desk.type("d79")
    assert "村79" in desk.words()
    assert "村12" not in desk.words()


@pytest.mark.slow
def test_nothing_is_cut_on_the_page_of_computers(blocked: Desk, tmp_path: Path) -> None:
    desk = blocked
    exchange.invite(desk.office, VILLAGE, "石门村（演示）", "village", tmp_path)
    desk.open("computers")
    assert_every_look(desk.shell)
    [one] = exchange.computers(desk.office)
    doubt = partial(computers_states.doubted, desk.shell)
    for act in (desk.page.invite, doubt, partial(desk.page.block, one), partial(desk.page.look, one)):
        desk.shell.set_look(lang="zh", scheme="light", size="normal")
        desk.settle()
        act()
        desk.settle()
        assert_every_look(desk.shell)
        desk.shell.drawer(None)


def test_what_an_office_had_no_say_in_is_adopted_or_left(desk: Desk, tmp_path: Path) -> None:
    """Another town, whose packages come by the county, wrote of two of our children."""
    county, other = (
        office_at(tmp_path / "county", "999901", "青石县（演示）民政局", "county"),
        office_at(tmp_path / "other", "999901102", "雾溪镇（演示）", "township"),
    )
    try:
        for one, two in ((desk.office, county), (other, county)):
            exchange.accept_card(one, exchange.write_card(two, tmp_path))
            exchange.accept_card(two, exchange.write_card(one, tmp_path))
        first, second = desk.office.queries.register_ids("child")[:2]
        for row in (first, second):
            heads = desk.office.queries.get(row).heads
            other.ledger.write([Edit("child", row, {"village": "别村"}, heads)], "clerk")
        exchange.import_file(county, exchange.export(desk.office, "999901", tmp_path).path)
        assert "OUT_OF_SCOPE" in [
            p.code for p in exchange.import_file(county, exchange.export(other, "999901", tmp_path).path).problems
        ]
        exchange.import_file(desk.office, exchange.export(county, offices.TOWN, tmp_path).path)
        names = [str(desk.office.queries.get(row).values["name"]) for row in (first, second)]
        desk.open("computers")
        assert c.BEYOND("zh") in desk.words()
        desk.tab_to(desk.button(c.ADOPT_OF("zh", name=names[0])))
        desk.press(Key.Key_Space)
        desk.settle()
        desk.tab_to(desk.button(c.BEYOND_LEAVE_OF("zh", name=names[1])))
        desk.press(Key.Key_Space)
        desk.settle()
        assert c.BEYOND("zh") not in desk.words()
        villages = [desk.office.queries.get(row).values["village"] for row in (first, second)]
        assert villages[0] == "别村"
        assert villages[1] != "别村"
    finally:
        county.ledger.close()
        other.ledger.close()


def test_state_and_button_of_a_line_stand_at_one_height(blocked: Desk) -> None:
    desk = blocked
    desk.shell.set_look(size="xlarge")
    desk.settle()
    page = desk.open("computers")
    [one] = exchange.computers(desk.office)
    made = page.findChild(QPushButton, f"look-{one.device}")
    pill = made.parentWidget().findChild(Pill)
    assert pill.height() < made.height()
    assert abs(pill.geometry().center().y() - made.geometry().center().y()) <= 1


def test_a_computer_that_goes_on_from_another_is_not_said_to_have_come_by_a_card(desk: Desk) -> None:
    page = desk.open("computers")
    new = exchange.Computer("k3pqa7vhd5neww2c", VILLAGE, "石门村", 1, False, 0, ours=True, before="b2yt4rjm6gsfoq3x")
    page.show_found(([new], [], None, [], [], None, None))
    assert c.GOES_ON("zh", device="b2yt4rjm6gsfoq3x") in desk.words()
    assert c.BY_CARD("zh") not in desk.words()
    page.show_found(([replace(new, before="")], [], None, [], [], None, None))
    assert c.BY_CARD("zh") in desk.words()

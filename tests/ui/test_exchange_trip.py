"""Before and after a trip, by keyboard: what they have, what they will see, sticks, slips, identities used twice."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import offices
import pytest
from desk import Desk, Key
from looks import assert_every_look
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidget

from casefiles import exchange
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem
from casefiles.exchange.noticing import NOTICED
from casefiles.recording import save
from db import opening
from ui import drives, words_identity, words_reach
from ui import words_drives as d
from ui import words_exchange as w
from ui import words_trip as t
from ui.pages.first_office import FirstOfficePage
from ui.pages.help_above import HelpAbovePage
from ui.parcels_card import ParcelsCard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from casefiles.office import Office
    from ui.window import Shell

COUNTY = "青石县（演示）民政局"
CITY = "演示市民政局"
CHILD = ENTITIES["child"]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def another(folder: Path, code: str, name: str, level: str) -> Office:
    opening.new_office(
        folder, name=name, code=code, level=level, login="clerk", user_name="赵经办", passphrase=offices.PASSPHRASE,
        clock=offices.FixedClock(), cost=offices.CHEAP,
    )  # fmt: skip
    return offices.open_at(folder)


def meet(stick: Path, one: Office, other: Office) -> None:
    exchange.accept_card(one, exchange.write_card(other, stick))
    exchange.accept_card(other, exchange.write_card(one, stick))


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    made = another(tmp_path / "county", "999901", COUNTY, "county")
    yield made
    made.ledger.close()


@pytest.fixture
def met(desk: Desk, county: Office, stick: Path) -> Desk:
    """The page open with the stick chosen; both offices know each other, and the county has everything."""
    meet(stick, desk.office, county)
    exchange.import_file(county, exchange.export(desk.office, "999901", stick).path)
    exchange.import_file(desk.office, exchange.export(county, offices.TOWN, stick).path)
    desk.open("exchange").use(stick)
    return desk


def child_of(office: Office, at: int = 0) -> str:
    return office.queries.register_ids("child")[at]


def sent(stick: Path) -> list[str]:
    return [p.name for p in stick.glob(f"{offices.TOWN}-*.tgx")]


def test_the_card_says_what_they_have_and_opens_what_is_here_only(met: Desk) -> None:
    desk = met
    own = exchange.sync_status(desk.office)[0]["own"]
    assert f"{own:,} / {own:,}" in desk.words()
    assert w.ALL_THERE("zh") in desk.words()
    child = child_of(desk.office)
    save(desk.office, CHILD, {"village": "新村"}, child)
    save(desk.office, ENTITIES["mentor"], {"name": "王练习", "kind": "teacher", "area": offices.TOWN})
    desk.open("exchange")
    since = exchange.sync_status(desk.office)[0]["own"] - own  # type: ignore[operator]
    assert f"：{own:,} / {own:,}；本机此后写的 {since} 条还没有回执" in desk.words(), "up to a moment, then the rest"
    row = next(r for r in exchange.sync_status(desk.office) if r["office"] == "999901")
    summed = f"对方还缺 {row['here_only']} 条变更：还没写进数据包的 {row['here_only']} 条，已写进、等回执的 0 条。"
    assert summed in desk.words()
    desk.tab_to(desk.button(t.LOOK_OF("zh", name=COUNTY)))
    desk.press(Key.Key_Space)
    desk.settle()
    drawer: Any = desk.shell.drawn
    assert summed in drawer.said.text(), "the same sum where the records are"
    assert drawer.list.item(0).text() == f"还没写进数据包：{row['here_only']} 条"
    lines = [drawer.list.item(n).text() for n in range(drawer.list.count())]
    name = str(desk.office.queries.get(child).values["name"])  # type: ignore[union-attr]
    assert any(name in line for line in lines)
    assert any("王练习" in line for line in lines)
    assert any(line.startswith(CHILD.plural("zh")) for line in lines)
    assert desk.focused is drawer.list
    while name not in drawer.list.currentItem().text():
        desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place == ("child", {"id": child})


def test_what_they_will_see_stands_before_an_export_and_esc_leaves(met: Desk, stick: Path) -> None:
    desk, before = met, len(sent(stick))
    save(desk.office, CHILD, {"village": "新村"}, child_of(desk.office))
    desk.open("exchange")
    desk.tab_to(desk.button(w.EXPORT_FOR("zh", name=COUNTY)))
    desk.press(Key.Key_Space)
    desk.settle()
    drawer: Any = desk.shell.drawn
    goes = exchange.profile(desk.office, exchange.peer_of(desk.office, "999901"))
    assert goes.says("zh") in desk.words()
    assert drawer.found.records == {"child": 1}
    assert desk.focused is drawer.go
    desk.press(Key.Key_Escape)
    desk.settle()
    assert desk.shell.drawn is None
    assert len(sent(stick)) == before
    desk.tab_to(desk.button(w.EXPORT_FOR("zh", name=COUNTY)))
    desk.press(Key.Key_Space)
    desk.settle()
    desk.press(Key.Key_Return)
    desk.settle()
    assert len(sent(stick)) == before + 1
    assert "可以拔出U盘" in desk.words()


def test_it_is_one_key_until_something_else_would_go(met: Desk, stick: Path) -> None:
    desk = met
    save(desk.office, CHILD, {"village": "新村"}, child_of(desk.office))
    desk.open("exchange")

    def press() -> None:
        desk.tab_to(desk.button(w.EXPORT_FOR("zh", name=COUNTY)))
        desk.press(Key.Key_Space)
        desk.settle()

    press()
    drawer: Any = desk.shell.drawn
    desk.tab_to(drawer.not_again)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return)
    desk.settle()
    before = len(sent(stick))
    save(desk.office, CHILD, {"village": "又一村"}, child_of(desk.office, 1))
    press()
    assert desk.shell.drawn is None, "the same kinds of things: one key"
    assert len(sent(stick)) == before + 1
    save(desk.office, ENTITIES["mentor"], {"name": "王练习", "kind": "teacher", "area": offices.TOWN})
    press()
    assert desk.shell.drawn is not None, "mentors have not gone before"
    assert t.CHANGED_SINCE("zh") in desk.words()
    assert len(sent(stick)) == before + 1
    desk.press(Key.Key_Return)
    desk.settle()
    assert len(sent(stick)) == before + 2
    press()
    assert desk.shell.drawn is None
    assert len(sent(stick)) == before + 3


def test_what_an_office_above_gets_is_agreed_in_the_same_place(met: Desk) -> None:
    desk = met
    save(desk.office, CHILD, {"village": "新村"}, child_of(desk.office))
    desk.open("exchange")
    desk.page.look("999901")
    desk.settle()
    drawer: Any = desk.shell.drawn
    assert drawer.found.profile.name == "full"
    wanted = exchange.PROFILES["counts"].label("zh")
    counts = next(b for b in drawer.profile.findChildren(QPushButton) if b.text() == wanted)
    counts.setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    assert exchange.profile(desk.office, exchange.peer_of(desk.office, "999901")).name == "counts"
    assert drawer.found.profile.name == "counts"
    assert drawer.found.records == {}
    assert exchange.PROFILES["counts"].says("zh") in desk.words()


def test_sticks_come_and_go_while_the_page_is_open(
    met: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, box = met, met.page.sticks
    plugged: list[drives.Drive] = []
    asked: list[int] = []
    monkeypatch.setattr(drives, "mark", lambda: " ".join(str(drive.path) for drive in plugged))

    def offered() -> list[drives.Drive]:
        asked.append(len(plugged))
        return list(plugged)

    monkeypatch.setattr(drives, "offered", offered)
    desk.shell.preferences.stick = ""
    box.chosen = None
    box.fill()
    desk.settle()
    assert box.folder is None
    assert w.NO_STICK("zh") in box.stick.currentText()
    assert box.timer.isActive()
    asked.clear()
    box.watch()
    desk.settle()
    assert not asked, "nothing came: no drive is asked"
    one, other = (tmp_path / name for name in ("one", "other"))
    for path in (one, other):
        path.mkdir()
    plugged.append(drives.Drive("甲盘", one, 2**30, 2**32))
    box.watch()
    desk.settle()
    assert box.folder == one
    assert box.stick.currentText() == "甲盘（4.0 GB，剩余 1.0 GB）"
    assert d.CAME("zh", name="甲盘") in desk.words()
    plugged.append(drives.Drive("乙盘", other, 2**30, read_only=True))
    box.watch()
    desk.settle()
    assert box.folder == one, "the one that is chosen stays"
    assert box.stick.itemText(1) == d.READ_ONLY("zh", name="乙盘")
    shutil.rmtree(one)
    del plugged[0]
    box.watch()
    desk.settle()
    assert box.folder == other
    assert d.GONE("zh", name="甲盘") in desk.words()
    desk.open("today")
    assert not box.timer.isActive(), "nothing is asked for out of sight"


def test_the_stick_used_last_is_chosen(met: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = met
    one, other, shared = (tmp_path / name for name in ("one", "other", "shared"))
    for path in (one, other, shared):
        path.mkdir()
    there = [drives.Drive("甲盘", one, 2**30), drives.Drive("乙盘", other, 2**30)]
    monkeypatch.setattr(drives, "offered", lambda: there)

    def opened_anew() -> Path | None:
        desk.open("today")
        found: Path | None = desk.open("exchange").folder
        return found

    for used in (other, one, shared):
        desk.page.use(used)
        assert opened_anew() == used
    shared.rmdir()
    assert opened_anew() == one, "what is gone is not offered"
    assert str(shared) not in [desk.page.sticks.stick.itemData(at) for at in range(desk.page.sticks.stick.count())]
    desk.page.sticks.stick.setFocus()
    desk.press(Key.Key_Down)
    assert opened_anew() == other, "chosen by the keyboard"


def test_what_came_by_stick_is_looked_for_there(
    met: Desk, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    plugged = drives.Drive("乙盘", tmp_path / "plugged", 2**30, removable=True)

    def ask(_page: object, _title: str, start: Path, *_names: str) -> list[Path]:
        asked.append(start)
        return []

    for page in ("computers", "help_above", "first_office"):
        monkeypatch.setattr(f"ui.pages.{page}.ask_files", ask)
    ways = [
        met.open("computers").choose_request,
        HelpAbovePage(met.shell).choose_file,
        FirstOfficePage(met.shell).choose_invitation,
    ]
    monkeypatch.setattr(drives, "offered", lambda: [drives.Drive("硬盘", tmp_path, 2**30, removable=False), plugged])
    for way in ways:
        way()
    assert asked == [stick] * 3, "the one that is in use"
    met.shell.preferences.stick = ""
    for way in ways:
        way()
    assert asked[3:] == [plugged.path] * 3, "the one that is plugged in"


def test_a_slip_opens_and_a_code_is_checked(met: Desk) -> None:
    desk = met
    slip = exchange.slip(desk.office, desk.office.ledger.parcels()[0].package)
    when = next(b for b in desk.page.findChildren(QPushButton) if b.accessibleName().endswith("查看交接单"))
    desk.tab_to(when)
    desk.press(Key.Key_Space)
    desk.settle()
    assert slip.code in desk.words()
    assert desk.focused is desk.shell.drawn.print_button  # type: ignore[union-attr]
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place == ("preview", {"id": slip.package, "paper": "exchange-receipt"})
    assert desk.shell.nav.buttons["exchange"].isChecked(), "one is still there"
    assert desk.page.document.pageCount() == 1
    desk.shell.back()
    desk.settle()
    card: Any = desk.page.findChild(ParcelsCard)
    desk.tab_to(card.code)
    desk.type("0000-0000-0000")
    desk.press(Key.Key_Return)
    desk.settle()
    assert Problem("RECEIPT_UNKNOWN", value="0000-0000-0000").say("zh") in desk.words()
    card.code.clear()
    desk.type(slip.code.lower().replace("-", ""))
    desk.press(Key.Key_Return)
    desk.settle()
    drawer: Any = desk.shell.drawn
    assert drawer.code.text() == slip.code


def test_a_package_that_waits_says_for_what(met: Desk, county: Office, stick: Path) -> None:
    desk = met
    save(county, CHILD, {"village": "县甲村"}, child_of(county))
    first = exchange.export(county, offices.TOWN, stick).path
    exchange.import_file(county, exchange.export(desk.office, "999901", stick).path)
    receipt = county.ledger.peers()[0].receipt
    assert receipt is not None
    save(county, CHILD, {"village": "县乙村"}, child_of(county))
    from dataclasses import replace

    county.ledger.keep_peer(replace(county.ledger.peers()[0], receipt=county.ledger.vector()))
    save(county, CHILD, {"village": "县丙村"}, child_of(county))
    late = exchange.export(county, offices.TOWN, stick).path
    first.unlink()
    desk.open("exchange")
    desk.page.import_files([late])
    desk.settle()
    (report,) = desk.page.results
    assert report.state == "waiting"
    (kept,) = exchange.sync_status(desk.office)[0]["waiting"]  # type: ignore[misc]
    said = t.WAITS_FOR("zh", file=kept["file"], who=COUNTY, n=f"{kept['n']:,}")
    assert said in desk.words()


# identities used twice


@pytest.fixture
def forked(
    tmp_path: Path, stick: Path, county: Office, show: Callable[[Shell], Shell], qtbot: QtBot
) -> Iterator[Desk]:
    """The county's window; the township's computer was copied, and both copies brought their packages."""
    town = offices.open_at(offices.copy_to(tmp_path / "town"))
    meet(stick, town, county)
    exchange.import_file(county, exchange.export(town, "999901", stick).path)
    town.ledger.close()
    shutil.copytree(tmp_path / "town", tmp_path / "twin")
    for folder, names in (("town", "甲乙丙"), ("twin", "丁戊")):
        office = offices.open_at(tmp_path / folder)
        for n in names:
            save(office, CHILD, {"name": f"石{n}例", "area": offices.TOWN})
        exchange.import_file(county, exchange.export(office, "999901", stick).path)
        office.ledger.close()
    county.ledger.close()
    made = Desk(qtbot, tmp_path / "county", tmp_path / "settings", lambda: offices.NOW)
    made.session.begin()
    show(made.shell)
    with qtbot.waitActive(made.shell):
        made.shell.activateWindow()
    made.session.opened(offices.open_at(tmp_path / "county"))
    made.settle()
    yield made
    made.shell.jobs.finish()
    made.session.close()


def fork_of(desk: Desk) -> Any:
    (one,) = exchange.twice(desk.office, answered=True)
    return one


def test_the_county_is_asked_what_happened_and_sees_both_sides(forked: Desk) -> None:
    desk = forked
    desk.open("exchange")
    one = fork_of(desk)
    assert one.name == "青石镇儿童关爱服务站"
    names = [
        {str(desk.office.queries.get(r).values.get("name")) for r in side.rows if r.startswith("c-")}  # type: ignore[union-attr]
        for side in (one.here, one.there)
    ]
    assert names == [{f"石{n}例" for n in "甲乙丙"}, {f"石{n}例" for n in "丁戊"}]
    said = desk.words()
    assert t.FORK_KEPT("zh", here=one.here.changes, there=one.there.changes) in said
    desk.tab_to(desk.button(t.FORK_LOOK("zh")))
    desk.press(Key.Key_Space)
    desk.settle()
    drawer: Any = desk.shell.drawn
    lines = "\n".join(drawer.list.item(n).text() for n in range(drawer.list.count()))
    assert all(f"石{n}例" in lines for n in "甲乙丙丁戊")
    desk.press(Key.Key_Escape)
    desk.tab_to(desk.button(t.COPIED("zh")))
    desk.press(Key.Key_Space)
    desk.settle()
    assert fork_of(desk).fork.answer == "copied"
    assert desk.page.findChild(type(desk.page).__mro__[1], "fork") is None, "it is asked once"
    assert words_identity.ANSWERS["copied"]("zh") in desk.words(), "and told what was said"


def test_blocking_asks_first(forked: Desk) -> None:
    desk = forked
    desk.open("exchange")
    asked = desk.answer_question()  # Enter: the button that changes nothing
    desk.tab_to(desk.button(t.BLOCK("zh")))
    desk.press(Key.Key_Space)
    desk.until(lambda: asked)
    desk.settle()
    assert fork_of(desk).fork.answer == ""
    asked = desk.answer_question(t.BLOCK_DO("zh"))
    desk.tab_to(desk.button(t.BLOCK("zh")))
    desk.press(Key.Key_Space)
    desk.until(lambda: asked)
    desk.settle()
    assert fork_of(desk).fork.answer == "blocked"
    assert words_identity.ANSWERED("zh", answer=words_identity.ANSWERS["blocked"]("zh")) in desk.words()


def test_the_first_page_has_a_line_until_it_is_answered(forked: Desk) -> None:
    desk = forked
    (task,) = [one for one in desk.office.queries.tasks() if one.kind == "fork"]
    page: Any = desk.open("today")
    line = next(b for b in page.findChildren(QPushButton) if "同一身份" in b.accessibleName())
    desk.tab_to(line)
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place[0] == "exchange"
    desk.open("worklists", worklist="tasks")
    assert "青石镇儿童关爱服务站" in desk.words()
    page = desk.open("tasks")
    model = page.list.view.model()
    told = {str(model.index(row, column).data()) for row in range(model.rowCount()) for column in range(3)}
    assert f"青石镇儿童关爱服务站（{offices.TOWN}）" in told
    assert not any(task.detail["name"] in one for one in told)
    exchange.answer_fork(desk.office, task.id, "restored")
    assert [one.kind for one in desk.office.queries.tasks() if one.kind == "fork"] == []


def test_a_township_hears_that_it_goes_on_under_a_new_identity(
    forked: Desk, tmp_path: Path, stick: Path, show: Callable[[Shell], Shell], qtbot: QtBot
) -> None:
    package = exchange.export(forked.office, offices.TOWN, stick).path
    forked.shell.jobs.finish()
    town = Desk(qtbot, tmp_path / "town", tmp_path / "settings2", lambda: offices.NOW)
    town.session.begin()
    show(town.shell)
    with qtbot.waitActive(town.shell):
        town.shell.activateWindow()
    town.session.opened(offices.open_at(tmp_path / "town"))
    town.settle()
    page: Any = town.open("exchange")
    page.import_files([package])
    town.settle()
    assert page.results[0].renewed
    said = [one for one in page.findChildren(QLabel) if one.isVisible() and t.RENEWED("zh") in one.text()]
    assert len(said) == 1, "once on the page"
    town.office.ledger.keep_setting(NOTICED, None)  # after a month it is no notice any more
    page.reload()
    assert t.RENEWED("zh") in town.words()
    assert {str(r.values["name"]) for r in town.office.queries.select("child")} >= {f"石{n}例" for n in "甲乙丙丁戊"}
    town.shell.jobs.finish()
    town.session.close()


@pytest.mark.slow
def test_forks_and_figures_fit_every_look(forked: Desk) -> None:
    desk = forked
    areas = {"999901101": {"children": 24, "matched": 12, "category:left_behind": 9}, "999901102": {"children": 31}}
    desk.office.ledger.keep_figures(offices.TOWN, "2026-11-20", areas)
    desk.open("exchange")
    assert "24" in desk.words()
    assert_every_look(desk.shell)


def test_figures_from_below_are_a_picture(forked: Desk) -> None:
    desk = forked
    areas = {"999901101": {"children": 24, "matched": 12}, "999901102": {"children": 31}}
    desk.office.ledger.keep_figures(offices.TOWN, "2026-11-20", areas)
    page: Any = desk.open("exchange")
    from ui.figures_card import FiguresCard

    (card,) = page.findChildren(FiguresCard)
    assert [(i.value) for i in card.chart.items] == [31, 24]
    desk.tab_to(card.which)
    desk.press(Key.Key_Down)
    assert [(i.value) for i in card.chart.items] == [12, 0]
    assert card.which.currentText() == t.FIGURE_NAMES["matched"]("zh")


def test_the_history_says_which_office_has_each_change(met: Desk, county: Office, stick: Path) -> None:
    desk = met
    child = child_of(desk.office)
    save(desk.office, CHILD, {"village": "新村"}, child)
    save(county, CHILD, {"note": "县里写的备注"}, child)
    exchange.import_file(desk.office, exchange.export(county, offices.TOWN, stick).path)
    page: Any = desk.open("child", id=child, tab=5)
    table = page.findChild(QTableWidget, "history")
    desk.until(lambda: table.rowCount())
    table.setFocus()
    table.setCurrentCell(0, 0)
    desk.press(Key.Key_Return)
    desk.settle()
    said = desk.words()
    assert words_reach.AT("zh", office=COUNTY, said=words_reach.STATES["here_only"]("zh")) in said, "the new village"
    assert words_reach.AT("zh", office=COUNTY, said=words_reach.STATES["made"]("zh")) in said, "the county's note"
    assert words_reach.STATES["received"]("zh") in said, "what went with the first package"
    package = next(p for p in desk.office.ledger.parcels() if p.direction == "out").package
    assert package[:8] in said

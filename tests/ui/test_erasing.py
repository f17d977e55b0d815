"""A closed file is taken out from its own menu, asked once, by keyboard; a township does not see the entry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from casefiles import erasing
from casefiles.domain.changes import Edit
from tests.ui.desk import CONTROL, Key
from ui import words_closing as words
from ui import words_erased, words_registers
from ui.record_drawer import RecordDrawer

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from casefiles.ports import Record
    from tests.ui.desk import Desk


def closed(desk: Desk) -> Record:
    """A file with much hanging on it, closed."""
    office = desk.office
    found = max(office.queries.select("child"), key=lambda r: len(office.queries.select("visit", {"child": r.id})))
    office.ledger.write([Edit("child", found.id, {"closed_on": "2026-01-05"}, found.heads)], "clerk")
    record = office.queries.get(found.id)
    assert record is not None
    return record


def entry(desk: Desk, child: str) -> QAction | None:
    """The menu's entry on this file's page."""
    page = desk.open("child", id=child)
    menu = {a.text(): a for a in page._head.itemAt(0).widget().menu.actions()}
    return menu.get(words.ERASE("zh"))


def county(desk: Desk) -> None:
    home = replace(desk.office.home, code="999901", level="county")
    desk.shell._office = replace(desk.office, home=home)


def test_a_township_does_not_erase(desk: Desk) -> None:
    assert entry(desk, closed(desk).id) is None


def test_an_open_file_is_not_erased(desk: Desk) -> None:
    county(desk)
    still = next(r for r in desk.office.queries.select("child") if not r.values.get("closed_on"))
    assert entry(desk, still.id) is None


def test_a_closed_file_goes_with_what_hangs_on_it(desk: Desk) -> None:
    county(desk)
    child = closed(desk)
    going = erasing.rows_of(desk.office, child.id)
    act = entry(desk, child.id)
    assert act is not None
    asked = desk.answer_question(words.ERASE("zh"))
    act.trigger()
    desk.until(lambda: asked)
    assert str(sum(map(len, going.values()))) in asked[0]
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    drawer.form.put("reason", "withdrawn")
    desk.press(Key.Key_Return, CONTROL)
    desk.until(lambda: desk.office.queries.get(child.id) is None)
    desk.settle()
    assert all(desk.office.queries.get(row) is None for rows in going.values() for row in rows)
    assert desk.shell.place[0] == "children"
    seen = [w.text() for w in desk.shell.findChildren(QLabel) if w.isVisible()]
    assert child.values["name"] not in seen
    assert desk.office.queries.check()["ok"]


def test_the_search_says_of_an_erased_number_by_whose_order(desk: Desk) -> None:
    county(desk)
    child = closed(desk)
    number, name = str(child.values["number"]), str(child.values["name"])
    erasing.order(desk.office, child.id, "withdrawn", "示例函〔2026〕3号")
    home = desk.office.home
    told = (home.name, "2026-11-21", "示例函〔2026〕3号", words_erased.SEARCHED("zh"))
    for page, found in (("children", "children"), ("registers", "registers"), ("today", "found")):
        for asked in (number, f" {number.lower()} ", child.id):
            desk.open(page)
            desk.shell.top.search.setFocus()
            desk.shell.top.search.clear()
            desk.commit(asked)
            desk.settle()
            assert desk.shell.place[0] == found
            seen = shown(desk)
            assert all(word in seen for word in told), (page, asked, seen)
            assert name not in seen
            desk.shell.top.search.clear()
            desk.commit(number[:-1] + "X")
            desk.settle()
            assert words_erased.SEARCHED("zh") not in shown(desk)
            assert words_registers.NOBODY_HELP("zh") in shown(desk) or found == "registers"


def shown(desk: Desk) -> str:
    return "\n".join(w.text() for w in desk.shell.findChildren(QLabel) if w.isVisible())


def test_who_thinks_better_of_it_keeps_everything(desk: Desk) -> None:
    county(desk)
    child = closed(desk)
    act = entry(desk, child.id)
    assert act is not None
    asked = desk.answer_question(words.ERASE_LEAVE("zh"))
    act.trigger()
    desk.until(lambda: asked)
    desk.settle()
    assert desk.office.queries.get(child.id) is not None
    assert desk.office.queries.count("erasure") == 0

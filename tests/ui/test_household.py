"""The page of a household, by keyboard: from a child to it, the head, an economic type, a pledge and its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from looks import assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from casefiles import recording, worklists
from casefiles.domain.entities import ENTITIES
from ui import words_household as words
from ui.record_drawer import RecordDrawer

if TYPE_CHECKING:
    from desk import Desk

    from ui.pages.household import HouseholdPage

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


def save(desk: Desk, entity: str, **draft: str) -> str:
    return recording.save(desk.office, ENTITIES[entity], draft).id


def family(desk: Desk) -> tuple[str, str]:
    house = save(desk, "household", name="王秀样", village="石门村", phone="10012345678")
    child = save(desk, "child", name="赵小样", birth_date="2016-03-01", household=house, head_relation="42")
    save(desk, "member", child=child, name="王秀样", relation="62", household=house, head_relation="02")
    save(desk, "member", child=child, name="赵强样", relation="51", household=house, status="away", place="沈阳")
    save(desk, "economic_spell", household=house, kind="dibao", start="2024-05-01", document="云民低〔2024〕7号")
    save(desk, "aid", household=house, on="2026-06-01", kind="goods", what="过冬煤")
    save(desk, "aid", child=child, on="2026-06-02", kind="money", what="助学金")
    save(desk, "pledge", household=house, who="陈大样", signed_on="2026-01-05", due="2026-06-30", result="running",
         measures="介绍到合作社务工，每月入户一次。", route="other")  # fmt: skip
    return house, child


def opened(desk: Desk, house: str, tab: int = 0) -> HouseholdPage:
    page: HouseholdPage = desk.open("household", id=house, tab=tab)
    desk.settle()
    return page


def said(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def press(desk: Desk, name: str) -> None:
    found = [b for b in desk.page.findChildren(QPushButton, name) if b.isVisible()]
    found[0].setFocus()
    desk.press(Key.Key_Space)
    desk.settle()


def test_from_the_child_to_its_household_and_back(desk: Desk) -> None:
    house, child = family(desk)
    desk.open("child", id=child, tab=1)
    desk.settle()
    press(desk, "open-household")
    assert desk.shell.place == ("household", {"id": house})
    page = desk.page
    people = said(page.findChild(QWidget, "people"))
    assert people.index("王秀样") < people.index("赵强样")
    assert "赵小样的父亲 · 外出务工 · 沈阳" in people
    press(desk, "open-child")
    assert desk.shell.place[1]["id"] == child


def test_the_head_changes_and_changes_back(desk: Desk) -> None:
    house, _ = family(desk)
    opened(desk, house)
    press(desk, "make-head")
    assert recording.record(desk.office, house).values["name"] == "赵强样"
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert recording.record(desk.office, house).values["name"] == "王秀样"


def test_an_economic_type_is_recognised_by_keyboard(desk: Desk) -> None:
    house, _ = family(desk)
    opened(desk, house, 1)
    assert words.REVIEW("zh") in [p.text for p in desk.page.findChildren(QWidget) if type(p).__name__ == "Pill"]
    assert house in {line.id for line in worklists.lines(desk.office, "economies")}
    press(desk, "add-economic_spell")
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    drawer.form.put("kind", "extreme_hardship")
    desk.press(Key.Key_Return, Control)
    desk.settle()
    assert recording.record(desk.office, house).values["economy"] == "extreme_hardship"
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert recording.record(desk.office, house).values["economy"] == "dibao"


def test_a_pledge_is_printed_and_due(desk: Desk) -> None:
    house, _ = family(desk)
    assert house in {line.id for line in worklists.lines(desk.office, "pledges")}
    page = opened(desk, house, 1)
    assert "陈大样" in said(page.findChild(QWidget, "pledge"))
    press(desk, "print-pledge")
    assert desk.shell.place[0] == "preview"
    assert desk.shell.place[1]["paper"] == "pledge"
    desk.until(lambda: desk.page.printed is not None)
    assert desk.page.printed.pages == 1


def test_the_worklists_open_households(desk: Desk) -> None:
    house, _ = family(desk)
    desk.open("worklists", worklist="pledges")
    desk.settle()
    press(desk, "open-line")
    assert desk.shell.place == ("household", {"id": house})


def test_a_child_moves_to_another_household(desk: Desk) -> None:
    house, child = family(desk)
    other = save(desk, "household", name="李老样")
    desk.open("child", id=child, tab=1)
    desk.settle()
    press(desk, "move-child")
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    drawer.form.put("household", other)
    desk.press(Key.Key_Return, Control)
    desk.settle()
    members = desk.office.queries.select("member", {"child": child})
    assert {m.values["household"] for m in members} == {other}
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert recording.record(desk.office, child).values["household"] == house


@pytest.mark.slow
@pytest.mark.parametrize("tab", range(3))
def test_nothing_is_cut(desk: Desk, tab: int) -> None:
    house, _ = family(desk)
    opened(desk, house, tab)
    assert_every_look(desk.shell)

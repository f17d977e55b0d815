"""Norms, verification, closing and reopening in the window, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from looks import assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from casefiles import matching, recording
from casefiles.domain.entities import ENTITIES
from ui import words_closing, words_norms
from ui.record_drawer import RecordDrawer
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from desk import Desk

    from ui.pages.child import ChildPage

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


def a_child(desk: Desk) -> str:
    """A child without anything that stands against closing the file."""
    q = desk.office.queries
    for child in q.select("child"):
        if not child.values.get("closed_on") and not q.select("report", {"child": child.id, "closed_on": None}):
            for match in q.select("match", {"child": child.id}):
                if not match.values.get("end"):
                    matching.unmatch(desk.office, match.id, desk.office.clock.today(), "other")
            return child.id
    raise AssertionError("no child")


def a_norm(desk: Desk, **said: str) -> str:
    draft = {"name": "全镇", "start": "2026-01-01", "interval": "20", "grace": "4", "document": "示例办法", **said}
    return recording.save(desk.office, ENTITIES["norm"], draft).id


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def open_tab(desk: Desk, child: str, tab: int) -> ChildPage:
    page: ChildPage = desk.open("child", id=child, tab=tab)
    desk.settle()
    return page


def test_a_norm_is_added_by_keyboard_and_moves_the_children(desk: Desk) -> None:
    for norm in desk.office.queries.select("norm"):
        recording.delete(desk.office, norm.id)
    page = desk.open("norms")
    assert words_norms.NONE("zh") in texts(page)
    assert desk.focused is page.add
    desk.press(Key.Key_Space)
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    drawer.form.put("name", "全镇")
    drawer.form.put("interval", "1")
    desk.press(Key.Key_Return, Control)
    desk.settle()
    assert [p.text for p in page.findChildren(Pill)] == [words_norms.IN_FORCE("zh")]
    assert "每 1 天走访一次" in texts(page)
    assert desk.office.queries.chip_counts("child")["overdue"] > 0
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert words_norms.NONE("zh") in texts(desk.page)


def test_the_childs_page_says_which_norm_holds_and_why(desk: Desk) -> None:
    child = a_child(desk)
    a_norm(desk, risk=str(recording.record(desk.office, child).values.get("risk") or ""))
    page = open_tab(desk, child, 3)
    card = page.findChild(QWidget, "rules")
    assert card is not None
    assert "按《示例办法》：每 20 天走访一次，宽限 4 天" in texts(card)
    card.findChild(QPushButton, "see-norms").click()
    desk.settle()
    assert desk.shell.place[0] == "norms"


def test_one_key_says_that_nothing_has_changed(desk: Desk) -> None:
    child = a_child(desk)
    open_tab(desk, child, 3)
    desk.press(Key.Key_F8)
    desk.settle()
    (made,) = desk.office.queries.select("verification", {"child": child, "on": desk.office.clock.today().isoformat()})
    assert made.values["result"] == "same"
    assert desk.office.clock.today().isoformat() in texts(desk.page.findChild(QWidget, "rules"))
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert desk.office.queries.get(made.id).deleted  # type: ignore[union-attr]


def test_a_file_is_closed_and_opened_again_by_keyboard(desk: Desk) -> None:
    child = a_child(desk)
    page = open_tab(desk, child, 0)
    menu = {a.text(): a for a in page._head.itemAt(0).widget().menu.actions()}  # type: ignore[union-attr]
    menu[words_closing.CLOSE("zh")].trigger()
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    desk.press(Key.Key_Return, Control)
    desk.settle()
    assert drawer.form.blocks["outcome"].problem is not None
    assert drawer.form.blocks["reason"].problem is not None
    drawer.form.put("outcome", "improved")
    drawer.form.put("reason", "父母返乡照护")
    desk.press(Key.Key_Return, Control)
    desk.settle()
    assert recording.record(desk.office, child).values["closed_reason"] == "父母返乡照护"
    assert "父母返乡照护" in texts(desk.page.findChild(QWidget, "file_event"))
    desk.press(Key.Key_F8)
    desk.settle()
    menu = {a.text(): a for a in desk.page._head.itemAt(0).widget().menu.actions()}
    menu[words_closing.REOPEN("zh")].trigger()
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    assert "outcome" not in drawer.form.blocks or not drawer.form.blocks["outcome"].isVisible()
    drawer.form.put("reason", "父母再次外出")
    desk.press(Key.Key_Return, Control)
    desk.settle()
    assert recording.record(desk.office, child).values["closed_on"] is None
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert recording.record(desk.office, child).values["closed_reason"] == "父母返乡照护"


@pytest.mark.slow
@pytest.mark.parametrize("place", ["norms", "visits"])
def test_nothing_is_cut(desk: Desk, place: str) -> None:
    a_norm(desk, first_within="5", verify_months="6", counts="home,school")
    a_norm(desk, name="红色风险", risk="red", start="2027-01-01", end="2027-12-31")
    if place == "norms":
        desk.open("norms")
    else:
        open_tab(desk, a_child(desk), 3)
    assert_every_look(desk.shell)

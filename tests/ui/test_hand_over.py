"""A mentor leaves: the drawer by keyboard, refusals in it, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from looks import assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from casefiles.leaving import open_matches
from ui.hand_over import HandOverDrawer
from ui.widgets import Toast

if TYPE_CHECKING:
    from desk import Desk


def with_children(desk: Desk) -> str:
    office = desk.office
    found = [m.id for m in office.queries.select("mentor") if not m.values.get("left_on")]
    return max(found, key=lambda row: len(open_matches(office, "mentor", row)))


def opened(desk: Desk, mentor: str) -> HandOverDrawer:
    page = desk.open("mentor", id=mentor)
    page.leave_and_hand_over()
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, HandOverDrawer)
    return drawer


def test_a_mentor_leaves_and_the_children_have_new_ones(desk: Desk) -> None:
    mentor = with_children(desk)
    held = open_matches(desk.office, "mentor", mentor)
    assert held
    drawer = opened(desk, mentor)
    plan = {match: picker.text() for match, picker in drawer.pickers.items()}
    assert set(plan) == {m.id for m in held}
    assert any(plan.values()), "somebody was proposed"
    drawer.save()
    assert "退出原因" in drawer.said.text()
    drawer.reason.set_text("health")
    drawer.findChild(QPushButton, "").setFocus()
    drawer.save()
    desk.settle()
    assert desk.shell.drawn is None
    assert open_matches(desk.office, "mentor", mentor) == []
    assert desk.office.queries.get(mentor).values["left_reason"] == "health"  # type: ignore[union-attr]
    for one in held:
        now = [m.values["mentor"] for m in open_matches(desk.office, "child", str(one.values["child"]))]
        assert now == ([plan[one.id]] if plan[one.id] else [])
    assert "已退出" in desk.shell.findChild(Toast).text
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert [m.id for m in open_matches(desk.office, "mentor", mentor)] == [m.id for m in held]
    desk.swap_newest()
    assert open_matches(desk.office, "mentor", mentor) == []
    assert desk.office.queries.get(mentor).values["left_reason"] == "health"  # type: ignore[union-attr]


def test_what_stands_against_it_is_said_in_the_drawer(desk: Desk) -> None:
    mentor = with_children(desk)
    drawer = opened(desk, mentor)
    picker = next(iter(drawer.pickers.values()))
    picker.set(mentor)
    drawer.reason.set_text("age")
    drawer.save()
    desk.settle()
    assert desk.shell.drawn is drawer
    assert "正要退出" in drawer.said.text()
    assert open_matches(desk.office, "mentor", mentor)


@pytest.mark.slow
def test_nothing_is_cut(desk: Desk) -> None:
    opened(desk, with_children(desk))
    assert_every_look(desk.shell)
    assert isinstance(desk.shell.drawn, HandOverDrawer)

"""The life of a match in the window: the picture of its steps, the next one by one key, talks, the lead, the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from looks import assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from casefiles import matching, recording
from casefiles.domain import matchlife
from casefiles.domain.entities import ENTITIES
from casefiles.leaving import open_matches
from ui.record_drawer import RecordDrawer
from ui.step_drawer import StepDrawer
from ui.widgets import Toast
from ui.widgets.stepper import Stepper
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from desk import Desk

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


def matched(desk: Desk) -> tuple[str, str, str]:
    """A child with one open match: child, match, mentor. The mentor's record check stands."""
    for child in desk.office.queries.select("child"):
        held = open_matches(desk.office, "child", child.id)
        if len(held) == 1 and not child.values.get("closed_on"):
            mentor = str(held[0].values["mentor"])
            return child.id, held[0].id, mentor
    raise AssertionError("nobody is matched")


def pills(page: QWidget) -> list[str]:
    return [p.text for p in page.findChild(QWidget, "matches").findChildren(Pill)]


def state(desk: Desk, match: str) -> str:
    return matchlife.status_of(desk.office.queries.get(match).values)  # type: ignore[union-attr]


def test_the_next_step_is_one_key_and_can_be_taken_back(desk: Desk) -> None:
    child, match, _ = matched(desk)
    page = desk.open("child", id=child, tab=2)
    picture = page.findChild(Stepper)
    assert picture.accessibleName() == "结对进度：结对中"
    assert picture.names[picture.at] == "结对中"
    desk.press(Key.Key_F9)
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, StepDrawer)
    assert drawer.state.text() == "closing"
    assert drawer.on.isAncestorOf(desk.focused)
    desk.press(Key.Key_Return, Control)
    desk.settle()
    assert desk.shell.drawn is None
    assert state(desk, match) == "closing"
    assert "正在结束" in pills(page)
    assert "正在结束" in desk.shell.findChild(Toast).text
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert state(desk, match) == "active"
    assert desk.office.queries.count("match_event", {"match": match}) == 0


def test_what_stands_against_a_step_is_said_in_the_drawer(desk: Desk) -> None:
    child, match, _ = matched(desk)
    page = desk.open("child", id=child, tab=2)
    page.findChild(QPushButton, f"step-{match}").click()
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, StepDrawer)
    assert not drawer.reason.isVisible()
    drawer.state.set_text("proposed")
    drawer.save()
    desk.settle()
    assert desk.shell.drawn is drawer
    assert "原因" in drawer.said.text()
    assert drawer.note.isAncestorOf(desk.focused)
    drawer.state.set_text("closed")
    assert drawer.reason.isVisible()
    drawer.save()
    desk.settle()
    assert "结束原因" in drawer.said.text()
    assert drawer.reason.isAncestorOf(desk.focused)
    drawer.reason.set_text("goal_met")
    desk.press(Key.Key_Return, Control)
    desk.settle()
    assert state(desk, match) == "closed"
    values = desk.office.queries.get(match).values  # type: ignore[union-attr]
    assert (values["end"], values["end_reason"]) == ("2026-11-21", "goal_met")
    assert page.findChild(QPushButton, f"step-{match}").text().strip() == "重新启用"


def test_a_talk_is_entered_and_stands_in_the_time_line_with_its_colour(desk: Desk) -> None:
    child, match, mentor = matched(desk)
    visits = desk.office.queries.count("visit", {"child": child})
    for page_name, who in (("child", child), ("mentor", mentor)):
        tab = 2 if page_name == "child" else 1
        page = desk.open(page_name, id=who, tab=tab)
        before = pills(page).count("可能中断")
        page.findChild(QPushButton, f"ask-{match}").setFocus()
        desk.press(Key.Key_Space)
        desk.settle()
        drawer = desk.shell.drawn
        assert isinstance(drawer, RecordDrawer)
        drawer.form.put("goes", "red")
        drawer.form.put("said", "孩子不愿见面")
        desk.press(Key.Key_Return, Control)
        desk.settle()
        assert pills(desk.page).count("可能中断") == before + 1
    first = desk.office.queries.select("support_contact", {"match": match})[0]
    assert (first.values["child"], first.values["mentor"]) == (child, mentor)
    assert desk.office.queries.count("visit", {"child": child}) == visits, "it is no visit"
    desk.open("worklists", worklist="red_matches")
    assert "孩子不愿见面" in desk.words()


def test_taking_the_lead_over_is_one_press(desk: Desk) -> None:
    child, match, mentor = matched(desk)
    other = next(
        m.id for m in desk.office.queries.select("mentor")
        if not m.values.get("left_on") and m.id != mentor
        and len(open_matches(desk.office, "mentor", m.id)) < matching.capacity_of(m)
    )  # fmt: skip
    matching.match(desk.office, child, other, lead=True)
    page = desk.open("child", id=child, tab=2)
    page.findChild(QPushButton, f"lead-{match}").click()
    desk.settle()
    leads = [m.id for m in open_matches(desk.office, "child", child) if m.values.get("lead")]
    assert leads == [match]
    assert page.findChild(QPushButton, f"lead-{match}") is None
    desk.press(Key.Key_Z, Control)
    desk.settle()
    leads = [m.id for m in open_matches(desk.office, "child", child) if m.values.get("lead")]
    assert leads and leads != [match]  # noqa: PT018


def test_a_long_time_line_is_folded(desk: Desk) -> None:
    child, match, _ = matched(desk)
    draft = {"match": match, "talked_to": "mentor", "goes": "green"}
    for day in range(1, 8):
        recording.save(desk.office, ENTITIES["support_contact"], {**draft, "on": f"2026-11-{day:02d}"})
    page = desk.open("child", id=child, tab=2)
    assert pills(page).count("顺利") == 3
    page.findChild(QPushButton, f"more-{match}").setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    assert pills(page).count("顺利") == 7
    assert desk.focused.objectName() == f"more-{match}"


def test_the_agreement_opens_in_the_preview(desk: Desk) -> None:
    child, match, _ = matched(desk)
    page = desk.open("child", id=child, tab=2)
    page.findChild(QPushButton, f"paper-{match}").click()
    desk.settle()
    assert desk.shell.place == ("preview", {"id": match, "paper": "agreement"})
    assert desk.page.printed.pages == 1


@pytest.mark.slow
def test_nothing_is_cut(desk: Desk) -> None:
    child, match, _ = matched(desk)
    matching.step(desk.office, match, "paused")
    draft = {"match": match, "talked_to": "guardian", "goes": "yellow", "said": "奶奶说孩子近来不愿出门，请再去看看。"}
    recording.save(desk.office, ENTITIES["support_contact"], {**draft, "on": "2026-11-20"})
    desk.open("child", id=child, tab=2)
    assert_every_look(desk.shell)
    desk.press(Key.Key_F9)
    desk.settle()
    assert desk.shell.drawn is not None
    assert_every_look(desk.shell)

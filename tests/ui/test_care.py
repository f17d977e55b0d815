"""A child's care plan in the window: cards, forms by keyboard, pills that say what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from looks import assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from casefiles import recording
from casefiles.domain.entities import ENTITIES
from ui import words_care as words
from ui.pages.child_care import SAYS
from ui.record_drawer import RecordDrawer
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from desk import Desk

    from ui.pages.child import ChildPage

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


def a_child(desk: Desk) -> str:
    return next(c.id for c in desk.office.queries.select("child") if not c.values.get("closed_on"))


def opened(desk: Desk) -> ChildPage:
    page: ChildPage = desk.open("child", id=a_child(desk))
    page.tabs.setCurrentIndex(4)
    desk.settle()
    return page


def pills(page: ChildPage, entity: str) -> list[str]:
    return [p.text for p in page.findChild(QWidget, entity).findChildren(Pill)]


def fill(desk: Desk) -> None:
    """One of everything, some of it late."""
    child = a_child(desk)
    mother = next(
        m.id for m in desk.office.queries.select("member", {"child": child}) if m.values["relation"] == "52"
    )
    need = recording.save(
        desk.office,
        ENTITIES["need"],
        {
            "child": child,
            "area": "schooling",
            "what": "每周一次课业辅导",
            "goal": "数学及格",
            "priority": "urgent",
            "found_on": "2026-11-02",
        },
    )
    for entity, draft in (
        (
            "risk_review",
            {
                "on": "2026-05-02",
                "level": "red",
                "reason": "独自在家。",
                "by": "李秀样",
                "next_on": "2026-08-02",
            },
        ),
        ("action", {"need": need.id, "what": "周末补课", "who": "王老样", "due": "2026-11-10"}),
        ("action", {"what": "申请助学金", "done_on": "2026-11-12"}),
        (
            "consent",
            {
                "on": "2026-11-02",
                "name": "李月样",
                "relation": "52",
                "scope": "registration,photo",
                "form": "paper",
                "place": "档案柜三",
            },
        ),
        ("parent_spell", {"member": mother, "status": "away", "start": "2026-11-02"}),
        (
            "disability_certificate",
            {"number": "99990120140916477642", "disability": "1", "valid_until": "2026-01-01"},
        ),
    ):
        recording.save(desk.office, ENTITIES[entity], {"child": child, **draft})


def test_an_empty_plan_says_so_card_by_card(desk: Desk) -> None:
    page = opened(desk)
    for entity in SAYS:
        said = [one.text() for one in page.findChild(QWidget, entity).findChildren(QLabel)]
        assert words.EMPTY[entity]("zh") in said


def test_a_risk_review_is_entered_by_keyboard_and_changes_the_risk(desk: Desk) -> None:
    page = opened(desk)
    page.findChild(QPushButton, "add-risk_review").setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    desk.press(Key.Key_Return, Control)
    desk.settle()
    assert drawer.form.blocks["level"].problem is not None
    drawer.form.put("level", "red")
    desk.press(Key.Key_Return, Control)
    desk.settle()
    child = a_child(desk)
    assert desk.office.queries.get(child).values["risk"] == "red"  # type: ignore[union-attr]
    assert pills(desk.page, "risk_review") == ["红色（高）"]
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert desk.office.queries.count("risk_review") == 0
    assert desk.office.queries.get(child).values["risk"] != "red"  # type: ignore[union-attr]


def test_what_is_late_or_not_proved_is_said_in_words(desk: Desk) -> None:
    fill(desk)
    page = opened(desk)
    assert pills(page, "need") == ["紧急"]
    assert pills(page, "action") == ["2026-11-12 完成", "已超期 2026-11-10"]
    assert pills(page, "consent") == ["有效"]
    assert pills(page, "parent_spell") == ["缺证明"]
    assert pills(page, "disability_certificate") == ["2026-01-01 已过期"]
    shown = " ".join(one.text() for one in page.findChild(QWidget, "risk_review").findChildren(QLabel))
    assert "应复评 2026-08-02" in shown
    number = " ".join(
        one.text() for one in page.findChild(QWidget, "disability_certificate").findChildren(QLabel)
    )
    assert "99990120140916477642" not in number, "a certificate holds the ID number"
    said = " ".join(one.text() for one in page.findChild(QWidget, "action").findChildren(QLabel))
    assert "针对：每周一次课业辅导" in said


def test_only_parents_are_offered_for_a_parents_status(desk: Desk) -> None:
    page = opened(desk)
    page.findChild(QPushButton, "add-parent_spell").click()
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    offered = {c.code for c in drawer.form.blocks["member"].editor.codes.items}  # type: ignore[attr-defined]
    members = desk.office.queries.select("member", {"child": a_child(desk)})
    assert offered == {m.id for m in members if str(m.values["relation"]) in ("51", "52")}


@pytest.mark.slow
def test_nothing_is_cut(desk: Desk) -> None:
    fill(desk)
    opened(desk)
    assert_every_look(desk.shell)

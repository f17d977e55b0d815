"""Suggested categories on the child's page: adopted into the form, or answered, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from looks import assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from casefiles import recording, worklists
from casefiles.domain.entities import ENTITIES
from ui import words_categories as words
from ui.record_drawer import RecordDrawer

if TYPE_CHECKING:
    from desk import Desk

    from ui.pages.child import ChildPage

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


def left_behind(desk: Desk) -> str:
    def save(entity: str, **draft: str) -> str:
        return recording.save(desk.office, ENTITIES[entity], draft).id

    child = save("child", name="赵小样", birth_date="2016-03-01", village="石门村")
    for relation in ("51", "52"):
        save("member", child=child, name="某样", relation=relation, status="away", since="2025-02")
    return child


def opened(desk: Desk, child: str) -> ChildPage:
    page: ChildPage = desk.open("child", id=child, tab=1)
    desk.settle()
    return page


def said(page: QWidget) -> str:
    card = page.findChild(QWidget, "suggested")
    assert card is not None
    return "\n".join(one.text() for one in card.findChildren(QLabel))


def act(desk: Desk, name: str) -> RecordDrawer:
    found = desk.page.findChild(QPushButton, name)
    found.setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    return drawer


def test_a_suggestion_is_adopted_by_keyboard(desk: Desk) -> None:
    child = left_behind(desk)
    page = opened(desk, child)
    assert "建议增加：留守儿童 · 父母双方外出" in said(page)
    assert "父亲自 2025-02 起：外出务工；母亲自 2025-02 起：外出务工。依据 民发〔2020〕125号" in said(page)
    drawer = act(desk, "adopt-add-left_behind-both_away")
    assert drawer.form.blocks["subcategory"].editor.text() == "both_away"
    desk.press(Key.Key_Return, Control)
    desk.settle()
    (spell,) = desk.office.queries.select("category_spell", {"child": child})
    assert spell.values["category"] == "left_behind"
    assert "外出务工" in str(spell.values["reason"])
    assert words.AGREE("zh") in said(desk.page)


def test_not_so_because_is_remembered(desk: Desk) -> None:
    child = left_behind(desk)
    opened(desk, child)
    assert child in {line.id for line in worklists.lines(desk.office, "categories")}
    drawer = act(desk, "not-add-left_behind-both_away")
    drawer.form.put("reason", "父亲每周回家")
    desk.press(Key.Key_Return, Control)
    desk.settle()
    assert "父亲每周回家" in said(desk.page)
    assert desk.page.findChild(QPushButton, "adopt-add-left_behind-both_away") is None
    assert child not in {line.id for line in worklists.lines(desk.office, "categories")}


@pytest.mark.slow
def test_nothing_is_cut(desk: Desk) -> None:
    opened(desk, left_behind(desk))
    assert_every_look(desk.shell)

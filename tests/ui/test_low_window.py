"""The smallest window with the largest text: the list or the form of a page keeps the room, its head gives way."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from desk import Key
from looks import assert_nothing_cut
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QPushButton

from casefiles import surveying
from casefiles.domain import listing
from casefiles.domain.entities import ENTITIES
from casefiles.recording import save
from ui import words_merging
from ui.widgets.cards import SectionHeader, is_low
from ui.widgets.line_button import LineButton
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from desk import Desk
    from PySide6.QtWidgets import QWidget


@pytest.fixture
def low(desk: Desk) -> Desk:
    desk.shell.resize(1024, 600)
    desk.shell.set_look(lang="en", size="xlarge")
    desk.settle()
    assert is_low(desk.shell, desk.shell.theme)
    return desk


def seen(widget: QWidget) -> int:
    return widget.visibleRegion().boundingRect().height()


def test_the_form_of_a_visit_has_most_of_the_page(low: Desk) -> None:
    page = low.open("visit")
    area = page.entry.parentWidget().parentWidget()
    assert area.height() > page.height() * 0.6
    for name in ("child", "on", "kind"):
        page.entry.form.focus(name)
        low.settle()
        block = page.entry.form.blocks[name]
        assert seen(block) >= min(block.height(), area.height() // 2), name
    assert seen(page.entry.save_button) == page.entry.save_button.height()


def test_a_grid_shows_rows(low: Desk) -> None:
    office = low.office
    batch = save(office, ENTITIES["aid_batch"], {"name": "助学金", "on": "2026-09-01", "kind": "money"}).id
    page = low.open("grid", grid="aid", id=batch)
    row = page.panel.view.verticalHeader().defaultSectionSize()
    assert page.panel.stack.height() >= 3 * row
    head = next(h for h in page.findChildren(SectionHeader) if h.title.property("kind") == "page")
    lesser = [b for b in head.findChildren(QPushButton) if b.property("kind") == "" and b.accessibleName()]
    assert lesser
    assert all(b.accessibleName() in b.toolTip() for b in lesser if not b.text())
    low.shell.resize(1366, 900)
    low.settle()
    assert all(b.text().strip() == b.accessibleName() for b in lesser), "with room, their words are back"


def test_the_list_of_doors_has_its_height(low: Desk) -> None:
    surveying.make(low.office, {"name": "秋季摸底", "start": "2026-11-01", "walkers": "李走样"})
    page = low.open("surveys")
    page.doors.view.setFocus()
    low.settle()
    assert page.doors.area is not None
    assert page.doors.frame.height() >= 3 * page.doors.view.verticalHeader().defaultSectionSize()
    assert page.doors.frame.mapTo(page.doors.area, QPoint()).y() >= 0


def test_heads_and_tools_of_these_pages_are_whole(low: Desk) -> None:
    ids = low.office.queries.register_ids("child")
    for page, where in (
        ("worklists", {}), ("gatherings", {}), ("merge", {"stays": ids[0], "gone": ids[1]}),
        ("preview", {"id": ids[0]}), ("registers", {"entity": "household"}),
    ):  # fmt: skip
        low.open(page, **where)
        assert_nothing_cut(low.shell)
        heads = [h for h in low.page.findChildren(SectionHeader) if h.isVisible()]
        for head in (h for h in heads if h.title.property("kind") == "page"):
            tops = {b.mapTo(head, QPoint()).y() for b in head.findChildren(QPushButton) if b.isVisible()}
            assert len(tops) <= 1, f"{page}: the buttons beside the title stand in one line"


def test_a_worklist_has_the_width_of_the_page(low: Desk) -> None:
    page = low.open("worklists", worklist="overdue")
    assert page.right.width() > page.width() * 0.8
    assert low.focused is page.chooser
    low.press(Key.Key_Down)
    low.settle()
    assert page.chooser.currentData() == low.page.name != "overdue"
    assert low.focused is low.page.chooser
    low.shell.resize(1366, 768)
    low.settle()
    assert page.chooser.isHidden()
    assert low.focused.objectName() == f"list-{page.name}"


def test_the_first_difference_is_in_sight(low: Desk) -> None:
    ids = low.office.queries.register_ids("child")
    page = low.open("merge", stays=ids[0], gone=ids[1])
    assert low.focused is page.lines[0]
    assert seen(page.lines[0]) > 0
    assert page.area.height() > page.height() * 0.55


def test_the_button_of_the_first_office_and_the_first_mistake_are_in_sight(low: Desk) -> None:
    page = low.open("first_office")
    low.settle()
    button = page.make_button
    assert seen(button) == button.height()
    page.first.setText("long enough")
    page.again.setText("long enougn")
    page.name.setText("白石乡")
    page.code.setText("999901")
    page.make()
    low.settle()
    for one in (page.code, page.said[page.code]):
        assert seen(one) == one.height()
    assert page.said[page.again].text()


def test_another_register_is_chosen_in_one_line(low: Desk) -> None:
    page = low.open("registers", entity="visit")
    low.settle()
    assert not page.choice.isVisible()
    assert seen(page.line) == page.line.height()
    assert page.line.currentData() == "visit"
    assert page.line.count() == len(listing.LISTED)
    left = page.register.view.mapTo(page, QPoint()).x()
    assert 0 <= left - page.line.mapTo(page, QPoint()).x() <= low.shell.theme.px(8), "nothing is indented"
    page.line.setFocus()
    low.press(Key.Key_Down)
    low.settle()
    assert page.entity == listing.LISTED[listing.LISTED.index("visit") + 1]
    assert page.line.hasFocus(), "Down once more goes on"
    assert page.line.currentData() == page.entity
    low.shell.resize(1366, 900)
    low.shell.set_look(size="normal")
    low.settle()
    page = low.page
    assert page.choice.isVisible()
    assert not page.line.isVisible()


def test_a_long_task_does_not_make_today_wider_than_the_window(low: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = "Qingshi: a computer goes on as a new one; ask by telephone, then choose “Heard” on the exchange page"
    monkeypatch.setattr("ui.pages.today.task_text", lambda _shell, _task: said)
    pressed = []
    monkeypatch.setattr("ui.pages.today.open_task", lambda _shell, task: pressed.append(task))
    page = low.open("today")
    low.settle()
    task = SimpleNamespace(kind="conflict")
    page._show(replace(page.shown, tasks=[task]))
    low.settle()
    board = page.board
    assert board.widget().width() <= board.viewport().width()
    lines = page.findChildren(LineButton)
    assert lines
    line = lines[0]
    board.ensureWidgetVisible(line)
    low.settle()
    assert line.said.height() >= 2 * line.fontMetrics().height(), "it wraps"
    assert line.height() >= line.said.height()
    line.setFocus()
    low.press(Key.Key_Space)
    assert pressed == [task]


def test_nothing_over_the_doors_is_left_half_in_sight(low: Desk) -> None:
    round_, _ = surveying.make(low.office, {"name": "秋季摸底", "start": "2026-11-20", "walkers": "李走样"})
    page = low.open("surveys", id=round_, view="doors")
    low.settle()
    page.doors.view.setFocus()
    low.settle()
    assert page.doors.area is not None
    assert page.doors.frame.mapTo(page.doors.area.viewport(), QPoint()).y() == 0


def test_what_hangs_on_two_files_stands_in_one_line_with_its_name(low: Desk) -> None:
    stays, gone = (r.id for r in low.office.queries.select("child", limit=2))
    page = low.open("merge", stays=stays, gone=gone)
    low.settle()
    said = next(one for one in page.findChildren(QLabel) if one.text() == words_merging.HANGS("en"))
    pills = [one.mapTo(page, QPoint()).y() for one in page.findChildren(Pill) if one.isVisible()]
    assert abs(min(pills) - said.mapTo(page, QPoint()).y()) <= said.fontMetrics().height()

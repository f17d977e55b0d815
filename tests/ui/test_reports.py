"""Mandatory reports in the window: opened by a visit, shown on the child's page and on Today, never thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest
from keyboard import focused, press
from looks import assert_every_look, settle
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from casefiles import recording
from casefiles.domain.entities import ENTITIES
from ui import words_child, words_reports, words_today
from ui.pages import PAGES
from ui.pages.child import ChildPage
from ui.pages.child_family import edit_record
from ui.preferences import Preferences
from ui.record_drawer import RecordDrawer
from ui.visit_drawer import open_visit
from ui.widgets import Toast
from ui.widgets.text import Pill
from ui.window import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desk import Desk
    from pytestqt.qtbot import QtBot

    from casefiles.office import Office
    from casefiles.ports import Record

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
SHOWN = tuple(spec for spec in PAGES if spec.name in ("children", "child", "mentor", "visit"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = offices.open_at(offices.copy_to(tmp_path / "office"))
    yield made
    made.ledger.close()


@pytest.fixture
def window(office: Office, show: Callable[[Shell], Shell], tmp_path: Path, qtbot: QtBot) -> Shell:
    made = show(Shell(office, Preferences(tmp_path / "settings"), pages=SHOWN, now=lambda: offices.NOW))
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def a_child(office: Office) -> str:
    return str(office.queries.select("match", {"end": None}, limit=1)[0].values["child"])


def seen(office: Office, danger: str = "6,4", on: str = "2026-11-17") -> Record:
    """A visit with a danger sign, as the form saves it; the report it opened."""
    draft = {"child": a_child(office), "on": on, "kind": "home", "contact": "child", "danger": danger}
    saved = recording.save(office, ENTITIES["visit"], draft)
    return office.queries.select("report", {"visit": saved.id})[0]


def opened(window: Shell, office: Office) -> ChildPage:
    window.open("child", id=a_child(office))
    settle()
    found = window.page
    assert isinstance(found, ChildPage)
    return found


def pills(page: ChildPage) -> list[str]:
    return [one.text for one in page.findChild(QWidget, "reports").findChildren(Pill)]


def test_a_visit_with_a_sign_says_what_is_to_be_done_at_once(window: Shell, office: Office, qtbot: QtBot) -> None:
    child = a_child(office)
    entry = open_visit(window, child).entry
    qtbot.waitUntil(lambda: focused().objectName() == "input-on")
    typed = {"kind": "home", "contact": "child", "state": "attention", "summary": "手臂有伤。", "danger": "6"}
    for name, text in typed.items():
        entry.form.put(name, text)
    press(Key.Key_Return, Control)
    qtbot.waitUntil(lambda: not window.jobs.busy and window.drawn is None)
    assert "已建立强制报告" in window.findChild(Toast).text
    (report,) = office.queries.select("report", {"on": offices.TODAY.isoformat()})
    assert (report.values["child"], report.values["signs"]) == (child, "6")


def test_without_a_report_there_is_no_card(window: Shell, office: Office) -> None:
    assert opened(window, office).findChild(QWidget, "reports") is None


def test_the_report_is_filled_in_by_keyboard(window: Shell, office: Office, qtbot: QtBot) -> None:
    report = seen(office)
    page = opened(window, office)
    assert pills(page) == ["尚未报告"]
    act = page.findChild(QPushButton, f"report-{report.id}")
    act.setFocus()
    press(Key.Key_Space)
    qtbot.waitUntil(lambda: window.drawn is not None)
    drawer = window.drawn
    assert isinstance(drawer, RecordDrawer)
    assert not [b for b in drawer.findChildren(QPushButton) if b.text() == words_child.DELETE("zh")]
    assert "visit" not in drawer.form.blocks
    drawer.form.put("reported_on", "2026-11-18")
    press(Key.Key_Return, Control)
    settle()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert drawer.form.blocks["reported_to"].problem is not None, "to whom?"
    drawer.form.put("reported_to", "police")
    drawer.form.put("receipt", "示例〔2026〕7号")
    press(Key.Key_Return, Control)
    qtbot.waitUntil(lambda: not window.jobs.busy and window.drawn is None)
    stands = office.queries.get(report.id)
    assert stands is not None
    assert (stands.values["reported_to"], stands.values["receipt"]) == ("police", "示例〔2026〕7号")
    settle()
    assert pills(opened(window, office)) == ["已报告，未办结"]


def test_a_report_made_by_hand_has_no_way_back(window: Shell, office: Office, qtbot: QtBot) -> None:
    page = opened(window, office)
    drawer = edit_record(window, page._file(), "report")
    assert isinstance(drawer, RecordDrawer)
    for name, text in (("on", "2026-11-16"), ("signs", "1")):
        drawer.form.put(name, text)
    press(Key.Key_Return, Control)
    qtbot.waitUntil(lambda: not window.jobs.busy and window.drawn is None)
    assert office.queries.count("report", {"on": "2026-11-16"}) == 1
    assert not [b for b in window.findChild(Toast).findChildren(QPushButton) if b.text() and b.isVisible()]


@pytest.mark.slow
def test_nothing_of_the_card_is_cut(window: Shell, office: Office) -> None:
    seen(office, danger=",".join(str(n) for n in range(1, 10)))
    told = seen(office, danger="2", on="2026-10-30")
    made = {"reported_on": "2026-10-30", "reported_to": "township", "reported_by": "李示例"}
    made["receipt"] = "示例〔2026〕7号"
    recording.save(office, ENTITIES["report"], made, told.id)
    done = seen(office, danger="3", on="2026-09-30")
    end = {"outcome": "not_substantiated", "closed_on": "2026-10-08"}
    recording.save(office, ENTITIES["report"], {**made, "reported_on": "2026-10-01", **end}, done.id)
    page = opened(window, office)
    assert pills(page) == ["尚未报告", "已报告，未办结", "已办结"]
    assert_every_look(window)


def test_today_says_it_first_in_red_and_opens_the_child(desk: Desk) -> None:
    office = desk.shell.office
    seen(office)
    desk.page.reload()
    desk.settle()
    name = str(office.queries.get(a_child(office)).values["name"])  # type: ignore[union-attr]
    said = words_today.TASK_KINDS["report_open"]("zh", name=name)
    (line,) = [b for b in desk.page.findChildren(QPushButton) if b.accessibleName() == said]
    assert line.said.property("tone") == "danger"
    line.setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    assert isinstance(desk.page, ChildPage)
    assert [label for label in desk.page.findChildren(Pill) if label.text == words_reports.NOT_YET("zh")]

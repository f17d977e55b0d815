"""A visit entered with the keyboard alone, on a real encrypted office."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import offices
import pytest
from keyboard import commit, compose, focused, press, type_text
from PySide6.QtCore import Qt

from ui.fields_dates import read_day
from ui.pages import PAGES
from ui.preferences import Preferences
from ui.visit_drawer import open_visit
from ui.widgets.panels import area_over
from ui.window import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from casefiles.office import Office
    from ui.visit_entry import VisitEntry

VISIT_PAGES = tuple(spec for spec in PAGES if spec.name in ("visit", "child"))
Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = offices.open_at(offices.copy_to(tmp_path / "office"))
    yield made
    made.ledger.close()


@pytest.fixture
def window(office: Office, show: Callable[[Shell], Shell], tmp_path: Path, qtbot: QtBot) -> Shell:
    made = show(Shell(office, Preferences(tmp_path / "settings"), pages=VISIT_PAGES, now=lambda: offices.NOW))
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def matched_child(office: Office) -> str:
    return str(office.queries.select("match", {"end": None}, limit=1)[0].values["child"])


def name_of(office: Office, row: str) -> str:
    found = office.queries.get(row)
    assert found is not None
    return str(found.values["name"])


def typed_in(entry: VisitEntry, name: str) -> str:
    return entry.form.blocks[name].editor.text()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3", "2026-11-03"),
        ("21", "2026-11-21"),
        ("22", "2026-10-22"),
        ("31", "2026-10-31"),
        ("0321", "2026-03-21"),
        ("1122", "2025-11-22"),
        ("０３２１", "2026-03-21"),
        ("3月21日", "2026-03-21"),
        ("昨天", "2026-11-20"),
        ("-2", "2026-11-19"),
        ("y", "2026-11-20"),
        ("周三", "2026-11-18"),
        ("周六", "2026-11-21"),
        ("0229", "2024-02-29"),
        ("2026-11-02", "2026-11-02"),
        ("nonsense", "nonsense"),
        ("0231", "0231"),
    ],
)
def test_short_dates_mean_the_nearest_day_that_is_past(typed: str, meant: str) -> None:
    assert read_day(typed, offices.TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("3", "2026-12-03"), ("0321", "2027-03-21"), ("+30", "2026-12-21")]
)
def test_short_dates_ahead_mean_the_nearest_day_to_come(typed: str, meant: str) -> None:
    assert read_day(typed, offices.TODAY, ahead=True) == meant


def test_a_visit_without_the_mouse(window: Shell, office: Office, qtbot: QtBot) -> None:
    child = matched_child(office)
    number = str(office.queries.get(child).values["id_number"])  # type: ignore[union-attr]
    before = office.queries.count("visit")
    window.open("visit")
    entry = window.page.entry  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: focused().objectName() == "input-child")
    with qtbot.waitSignal(entry.picker.found):
        type_text(number[-6:])
    press(Key.Key_Return)
    assert entry.child == child
    assert focused().objectName() == "input-on"
    assert typed_in(entry, "mentor"), "the matched mentor is proposed"
    focused().selectAll()  # type: ignore[attr-defined]
    type_text("3")
    press(Key.Key_Return)
    assert typed_in(entry, "on") == "2026-11-03"
    type_text("1")  # home visit, and on
    type_text("1")  # the child was met
    type_text("2")  # fair
    assert focused() is entry.form.blocks["summary"].editor.target
    compose("jing")
    assert typed_in(entry, "summary") == ""
    commit("精神很好。")
    press(Key.Key_2, Control)
    assert typed_in(entry, "summary") == "精神很好。成绩有进步。"
    press(Key.Key_Tab)
    assert focused().objectName() == "input-next_on"
    assert typed_in(entry, "next_on") > "2026-11-03"
    with qtbot.waitSignal(entry.saved) as saved:
        press(Key.Key_Return, Control)
    found = office.queries.get(saved.args[0].id)
    assert found is not None
    assert {n: found.values[n] for n in ("child", "on", "kind", "contact", "state", "summary")} == {
        "child": child,
        "on": "2026-11-03",
        "kind": "home",
        "contact": "child",
        "state": "fair",
        "summary": "精神很好。成绩有进步。",
    }
    assert found.values["mentor"]
    assert office.queries.count("visit") == before + 1
    assert entry.child == ""
    assert focused().objectName() == "input-child"
    # the toast takes it back
    with qtbot.waitSignal(window.changed):
        press(Key.Key_Z, Control)
    assert office.queries.count("visit") == before


def test_what_is_missing_is_said_beside_the_field_and_gets_the_keyboard(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    entry = open_visit(window, matched_child(office)).entry
    qtbot.waitUntil(lambda: focused().objectName() == "input-on")
    before = office.queries.count("visit")
    press(Key.Key_Return, Control)
    kind = entry.form.blocks["kind"]
    assert kind.said.isVisible()
    assert "必填" in kind.said.text()
    assert kind.isAncestorOf(focused())
    assert not entry.form.blocks["state"].said.isVisible()
    type_text("1")
    assert not kind.said.isVisible()
    assert entry.form.blocks["contact"].isAncestorOf(focused())
    type_text("3")  # nobody was met: the reason is asked
    assert entry.form.blocks["no_contact"].isVisible()
    assert entry.form.blocks["no_contact"].isAncestorOf(focused())
    type_text("1")
    assert typed_in(entry, "next_on") == "", "a visit that met nobody proposes no next date"
    with qtbot.waitSignal(entry.saved):
        press(Key.Key_Return, Control)
    assert office.queries.count("visit") == before + 1
    assert window.drawn is None


def test_a_date_before_birth_is_refused_in_words(window: Shell, office: Office, qtbot: QtBot) -> None:
    entry = open_visit(window, matched_child(office)).entry
    qtbot.waitUntil(lambda: focused().objectName() == "input-on")
    focused().selectAll()  # type: ignore[attr-defined]
    type_text("1999-01-01")
    press(Key.Key_Return)
    assert "出生日期" in entry.form.blocks["on"].said.text()


def test_enter_that_ends_a_composition_goes_nowhere(window: Shell, office: Office, qtbot: QtBot) -> None:
    window.open("visit")
    entry = window.page.entry  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: focused().objectName() == "input-child")
    compose("zhang")
    press(Key.Key_Return)
    assert focused().objectName() == "input-child"
    assert not entry.picker.list.isVisible()
    name = name_of(office, matched_child(office))
    with qtbot.waitSignal(entry.picker.found):
        commit(name)
    press(Key.Key_Return)
    assert name_of(office, entry.child) == name


def test_enter_faster_than_the_answer_still_takes_the_first(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    window.open("visit")
    entry = window.page.entry  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: focused().objectName() == "input-child")
    with qtbot.waitSignal(entry.picker.chosen):
        commit(name_of(office, matched_child(office)))
        press(Key.Key_Return)
    assert focused().objectName() == "input-on"


def test_save_and_next_keeps_date_and_kind_and_repeats_on_demand(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    first, second = (str(m.values["child"]) for m in office.queries.select("match", {"end": None}, limit=2))
    window.open("visit", child=first)
    entry = window.page.entry  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: focused().objectName() == "input-on")
    type_text("3")  # replaces the selected proposal or stands after it: written out on Enter
    entry.form.put("on", "2026-11-05")
    press(Key.Key_Return)
    for digit in "211":
        type_text(digit)
    commit("兄妹一起见到。")
    with qtbot.waitSignal(entry.saved):
        press(Key.Key_Return, Control | Qt.KeyboardModifier.ShiftModifier)
    assert focused().objectName() == "input-child"
    assert typed_in(entry, "on") == "2026-11-05"
    assert typed_in(entry, "kind") == "school"
    assert typed_in(entry, "summary") == ""
    with qtbot.waitSignal(entry.picker.chosen):
        commit(name_of(office, second))
        press(Key.Key_Return)
    press(Key.Key_R, Control)
    assert typed_in(entry, "summary") == "兄妹一起见到。"
    assert typed_in(entry, "contact") == "child"


def test_the_drawer_goes_on_to_the_next_of_a_list(window: Shell, office: Office, qtbot: QtBot) -> None:
    ids = [str(m.values["child"]) for m in office.queries.select("match", {"end": None}, limit=2)]
    window.open("visit")
    drawer = open_visit(window, ids[0], lambda child: ids[1] if child == ids[0] else None)
    qtbot.waitUntil(lambda: focused().objectName() == "input-on")
    press(Key.Key_Return)
    for digit in "111":
        type_text(digit)
    with qtbot.waitSignal(drawer.entry.saved):
        press(Key.Key_Return, Control | Qt.KeyboardModifier.ShiftModifier)
    assert window.drawn is not drawer
    assert window.drawn.entry.child == ids[1]  # type: ignore[union-attr]


def test_esc_closes_and_keeps_the_draft(window: Shell, office: Office, qtbot: QtBot) -> None:
    child = matched_child(office)
    open_visit(window, child)
    qtbot.waitUntil(lambda: focused().objectName() == "input-on")
    press(Key.Key_Return)
    type_text("1")
    press(Key.Key_Escape)
    assert window.drawn is None
    entry = open_visit(window, child).entry
    assert entry.form.notice.isVisible()
    assert "09:30" in entry.form.notice.said.text()
    assert typed_in(entry, "kind") == "home"
    entry.form.notice.discard_button.click()
    qtbot.waitUntil(lambda: office.ledger.draft(f"visit:{child}") is None)
    assert typed_in(entry, "kind") == ""


def test_tab_goes_through_the_fields_one_stop_each(window: Shell, office: Office, qtbot: QtBot) -> None:
    window.open("visit", child=matched_child(office))
    entry = window.page.entry  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: focused().objectName() == "input-on")
    for name in ("kind", "contact", "state", "summary", "next_on"):
        press(Key.Key_Tab)
        assert entry.form.blocks[name].isAncestorOf(focused()), name
    for name in ("summary", "state", "contact", "kind", "on"):
        press(Key.Key_Backtab)
        assert entry.form.blocks[name].isAncestorOf(focused()), name


def test_esc_on_the_page_goes_back_and_keeps_the_draft(window: Shell, office: Office, qtbot: QtBot) -> None:
    child = matched_child(office)
    window.open("child", id=child)
    window.open("visit", child=child)
    qtbot.waitUntil(lambda: focused().objectName() == "input-on")
    press(Key.Key_Return)
    type_text("2")
    press(Key.Key_Escape)
    assert window.place[0] == "child"
    qtbot.waitUntil(lambda: office.ledger.draft(f"visit:{child}") is not None)


def test_switching_the_language_keeps_what_was_typed(window: Shell, office: Office, qtbot: QtBot) -> None:
    child = matched_child(office)
    window.open("visit", child=child)
    window.page.entry.form.put("summary", "换语言前写的。")  # type: ignore[union-attr]
    window.set_look(lang="en")
    entry = window.page.entry  # type: ignore[union-attr]
    assert entry.child == child
    assert typed_in(entry, "summary") == "换语言前写的。"
    assert "Continue" in entry.form.notice.continue_button.text()


def test_words_nobody_was_chosen_for_are_refused_at_the_field(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    window.open("visit")
    entry = window.page.entry  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: focused().objectName() == "input-child")
    with qtbot.waitSignal(entry.picker.found):
        commit("没有这个人")
    assert "没有找到" in entry.picker.said.text()
    entry.form.put("kind", "home")
    entry.form.put("contact", "child")
    before = office.queries.count("visit")
    press(Key.Key_Return, Control)
    qtbot.waitUntil(entry.form.blocks["child"].said.isVisible)
    assert office.queries.count("visit") == before
    assert focused().objectName() == "input-child"


def test_going_away_and_coming_back_loses_nothing(window: Shell, office: Office, qtbot: QtBot) -> None:
    one, two = (str(m.values["child"]) for m in office.queries.select("match", {"end": None}, limit=2))
    window.open("visit", child=one)
    entry = window.page.entry  # type: ignore[union-attr]
    entry.form.put("summary", "写给第一个孩子的。")
    window.open("child", id=one)
    window.open("visit", child=one)
    assert typed_in(entry, "summary") == "写给第一个孩子的。"
    # for another child there is an empty sheet; the first one waits under its own name
    window.open("visit", child=two)
    assert entry.child == two
    assert typed_in(entry, "summary") == ""
    qtbot.waitUntil(lambda: office.ledger.draft(f"visit:{one}") is not None)
    window.open("visit", child=one)
    assert entry.child == one
    assert typed_in(entry, "summary") == "写给第一个孩子的。"


DIES = """
import sys, os
sys.path[:0] = [{root!r}, {here!r}]
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from pathlib import Path
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
app = QApplication([])
import offices
from ui.pages import PAGES
from ui.preferences import Preferences
from ui.window import Shell
office = offices.open_at(Path({folder!r}))
shell = Shell(office, Preferences(Path({settings!r})), pages=PAGES, now=lambda: offices.NOW)
shell.show()
shell.open("visit", child={child!r})
entry = shell.page.entry
box = entry.form.blocks["summary"].editor.box
box.setFocus()
event = QInputMethodEvent()
event.setCommitString("停电前写下的话。")
QApplication.sendEvent(box, event)
def kept(_at):
    print("kept", flush=True)
entry.form.draft_kept.connect(kept)
app.exec()
"""


def test_a_draft_survives_kill_9(
    office: Office, tmp_path: Path, show: Callable[[Shell], Shell], qtbot: QtBot
) -> None:
    child = matched_child(office)
    office.ledger.close()
    folder = tmp_path / "office"
    here = Path(__file__).resolve().parent
    code = DIES.format(
        root=str(here.parents[1]),
        here=str(here),
        folder=str(folder),
        settings=str(tmp_path / "s1"),
        child=child,
    )
    victim = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        assert victim.stdout is not None
        assert victim.stdout.readline().strip() == "kept"
        os.kill(victim.pid, signal.SIGKILL)
    finally:
        victim.kill()
        victim.wait()
        if victim.stdout is not None:
            victim.stdout.close()
    again = offices.open_at(folder)
    shell = show(Shell(again, Preferences(tmp_path / "s2"), pages=VISIT_PAGES, now=lambda: offices.NOW))
    shell.open("visit", child=child)
    entry = shell.page.entry  # type: ignore[union-attr]
    assert entry.form.notice.isVisible()
    assert typed_in(entry, "summary") == "停电前写下的话。"
    assert entry.child == child
    shell.close()
    again.ledger.close()


def test_a_choice_that_tab_skipped_is_marked_and_gone_back_to(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    entry = open_visit(window, matched_child(office)).entry
    qtbot.waitUntil(lambda: focused().objectName() == "input-on")
    press(Key.Key_Return)
    type_text("1")
    contact, state = entry.form.blocks["contact"], entry.form.blocks["state"]
    assert contact.isAncestorOf(focused()), "a digit goes on"
    assert not contact.said.isVisible(), "nobody has left it yet"
    press(Key.Key_Tab)  # meant for the choice before it
    assert state.isAncestorOf(focused())
    assert "必填" in contact.said.text()
    assert contact.said.isVisible()
    type_text("1")
    assert contact.isAncestorOf(focused()), "back to what is still needed"
    type_text("1")
    assert not contact.said.isVisible()
    assert state.isAncestorOf(focused())


def test_the_form_is_at_its_top_after_a_save(window: Shell, office: Office, qtbot: QtBot) -> None:
    window.set_look(size="xlarge")
    window.resize(1366, 768)
    window.open("visit", child=matched_child(office))
    entry = window.page.entry  # type: ignore[union-attr]
    for name, text in (("kind", "home"), ("contact", "child"), ("summary", "好。")):
        entry.form.put(name, text)
    bar = area_over(entry).verticalScrollBar()  # type: ignore[union-attr]
    entry.form.focus("next_on")
    qtbot.waitUntil(lambda: bar.value() > 0)
    with qtbot.waitSignal(entry.saved):
        press(Key.Key_Return, Control)
    qtbot.waitUntil(lambda: bar.value() == 0)
    block = entry.form.blocks["child"]
    assert block.title.visibleRegion().boundingRect().height() == block.title.height()

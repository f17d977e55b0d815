"""Findings by area of life, typed with digits and Enter; urgent ones go on; the picture of the areas over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import offices
import pytest
from keyboard import commit, focused, press, type_text
from PySide6.QtCore import Qt

from casefiles import recording, visiting, worklists
from casefiles.domain.codes.lists import LIFE_AREA
from casefiles.domain.entities import ENTITIES
from casefiles.visiting import Finding
from ui import words_worklists
from ui.areas_picture import AreasPicture
from ui.undoing import announce
from ui.visit_drawer import open_visit
from ui.widgets.text import Pill

if TYPE_CHECKING:
    from desk import Desk
    from pytestqt.qtbot import QtBot

    from casefiles.office import Office

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier
AREAS = [code.code for code in LIFE_AREA.active]


def child_of(office: Office) -> str:
    return str(office.queries.select("match", {"end": None}, limit=1)[0].values["child"])


def levels(office: Office, row: str) -> dict[str, tuple[object, object]]:
    found = office.queries.select("visit_finding", {"visit": row})
    return {str(f.values["area"]): (f.values["level"], f.values.get("note")) for f in found}


def test_areas_by_digits_notes_where_it_is_not_good(desk: Desk, qtbot: QtBot) -> None:
    child = child_of(desk.office)
    entry = open_visit(desk.shell, child).entry
    desk.settle()
    press(Key.Key_Return)
    for digit in "111":
        type_text(digit)
    press(Key.Key_G, Control)
    assert focused().parent() is entry.findings.rows[AREAS[0]]
    type_text("1")
    type_text("3")
    assert focused() is entry.findings.notes[AREAS[1]]
    commit("咳嗽一周")
    press(Key.Key_Return)
    assert focused().parent() is entry.findings.rows[AREAS[2]]
    type_text("2")
    press(Key.Key_Return)  # no reason
    press(Key.Key_G, Control | Shift)  # all others good
    with qtbot.waitSignal(entry.saved) as saved:
        press(Key.Key_Return, Control)
    row = saved.args[0].id
    found = levels(desk.office, row)
    assert found[AREAS[1]] == ("concern", "咳嗽一周")
    assert found[AREAS[2]] == ("fair", None)
    rest = [found[a] for a in AREAS if a not in AREAS[1:3]]
    assert rest == [("good", None)] * len(rest)
    visit = desk.office.queries.get(row)
    assert visit is not None
    assert set(str(visit.values["areas"]).split(",")) == set(AREAS)
    desk.settle()
    press(Key.Key_Z, Control)
    desk.settle()
    assert desk.office.queries.select("visit_finding", {"visit": row}) == []


def test_what_is_urgent_asks_for_a_follow_up(desk: Desk, qtbot: QtBot) -> None:
    child = child_of(desk.office)
    entry = open_visit(desk.shell, child).entry
    desk.settle()
    for name, text in (("kind", "home"), ("contact", "child")):
        entry.form.put(name, text)
    entry.form.focus("kind")
    press(Key.Key_G, Control)
    type_text("4")
    commit("没有米了")
    before = desk.office.queries.count("visit")
    press(Key.Key_Return, Control)
    assert desk.office.queries.count("visit") == before
    assert focused() is entry.form.blocks["follow_up"].editor.target
    assert "立即处理" in entry.form.blocks["follow_up"].said.text()
    commit("明天送米")
    with qtbot.waitSignal(entry.saved) as saved:
        press(Key.Key_Return, Control)
    row = saved.args[0].id
    assert levels(desk.office, row)[AREAS[0]] == ("urgent", "没有米了")
    # it is open on the worklist until it is done
    page: Any = desk.open("worklists", worklist="follow_ups")
    who = desk.office.queries.get(child)
    assert who is not None
    desk.button(words_worklists.DONE_FOR("zh", name=who.values["name"])).setFocus()
    desk.press(Key.Key_Space)
    desk.settle()
    assert worklists.lines(desk.office, "follow_ups") == []
    assert page.counts["follow_ups"] == 0
    desk.press(Key.Key_Z, Control)
    desk.settle()
    assert [line.more["row"] for line in worklists.lines(desk.office, "follow_ups")] == [row]
    # its line opens the visit at the place where that is written
    desk.button(words_worklists.OPEN("zh", name=who.values["name"])).click()
    desk.settle()
    drawer: Any = desk.shell.drawn
    assert drawer.record.id == row
    assert focused() is drawer.form.blocks["follow_done"].editor.target


def test_findings_are_kept_in_a_draft_and_corrected_in_the_drawer(desk: Desk, qtbot: QtBot) -> None:
    child = child_of(desk.office)
    entry = open_visit(desk.shell, child).entry
    desk.settle()
    press(Key.Key_G, Control)
    type_text("2")
    commit("衣服单薄")
    press(Key.Key_Escape)
    desk.settle()
    entry = open_visit(desk.shell, child).entry
    assert entry.form.notice.isVisible()
    assert entry.findings.found() == {AREAS[0]: Finding("fair", "衣服单薄")}
    assert entry.findings.inside.isVisible()
    for name, text in (("kind", "home"), ("contact", "child")):
        entry.form.put(name, text)
    with qtbot.waitSignal(entry.saved) as saved:
        entry.save()
    desk.settle()
    from ui.pages.child_visits import edit_visit

    drawer = edit_visit(desk.shell, saved.args[0].id)
    desk.settle()
    panel: Any = drawer.form.beside
    assert panel.found() == {AREAS[0]: Finding("fair", "衣服单薄")}
    panel.begin()
    panel.rows[AREAS[0]].focus_choice().setFocus()
    type_text("1")
    with qtbot.waitSignal(desk.shell.changed):
        drawer.save()
    assert levels(desk.office, saved.args[0].id) == {AREAS[0]: ("good", None)}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_child_shows_findings_and_how_they_went(desk: Desk, lang: str) -> None:
    office, child = desk.office, child_of(desk.office)
    days = ("2026-09-01", "2026-10-01", "2026-11-01")
    for day, health, mood in zip(days, ("concern", "fair", "good"), ("good", "good", "concern"), strict=True):
        wanted = {"health": Finding(health, "咳嗽"), "mood": Finding(mood, "")}
        draft = {"child": child, "on": day, "kind": "home", "contact": "child"}
        recording.save(
            office, ENTITIES["visit"], draft,
            beside=lambda row, wanted=wanted: visiting.finding_edits(office, row, child, wanted, new=True),
        )  # fmt: skip
    desk.shell.set_look(lang=lang)
    page = desk.open("child", id=child, tab=3)
    picture = page.findChild(AreasPicture)
    said = picture.accessibleDescription().splitlines()
    assert [course.area for course in picture.courses] == ["mood", "health"], "what got worse comes first"
    assert ("变差" if lang == "zh" else "Worse") in said[0]
    assert ("好转" if lang == "zh" else "Better") in said[1]
    assert picture.days == list(days)
    pills = [pill.text for pill in page.findChildren(Pill)]
    assert any("咳嗽" in text for text in pills)
    assert not picture.grab().isNull()


def test_a_family_call_asks_who_was_called_and_others_who_went_are_shown(desk: Desk) -> None:
    office, child = desk.office, child_of(desk.office)
    entry = open_visit(desk.shell, child).entry
    desk.settle()
    assert not entry.form.blocks["called"].isVisible()
    press(Key.Key_Return)
    type_text("5")
    assert entry.form.blocks["called"].isAncestorOf(focused())
    type_text("2")
    type_text("1")
    entry.form.put("others", "李红样、赵民例")
    saved = []
    entry.saved.connect(saved.append)
    entry.save()
    desk.until(lambda: saved)
    visit = office.queries.get(saved[0].id)
    assert visit is not None
    assert (visit.values["kind"], visit.values["called"]) == ("family_call", "mother")
    desk.open("child", id=child, tab=3)
    assert "同行：李红样、赵民例" in desk.words()
    assert "连线：母亲" in desk.words()
    assert offices.TODAY.isoformat() == visit.values["on"]


def test_one_visit_is_no_course_yet(desk: Desk) -> None:
    """On the child's first tab the picture waits for a second visit; the tab of visits shows it from the first."""
    office, child = desk.office, child_of(desk.office)
    wanted = {"health": Finding("concern", "咳嗽")}
    for day, tabs in (("2026-10-01", {0: False, 3: True}), ("2026-11-01", {0: True, 3: True})):
        draft = {"child": child, "on": day, "kind": "home", "contact": "child"}
        saved = recording.save(
            office, ENTITIES["visit"], draft,
            beside=lambda row: visiting.finding_edits(office, row, child, wanted, new=True),
        )  # fmt: skip
        announce(desk.shell, saved.touched)
        for tab, shown in tabs.items():
            page = desk.open("child", id=child, tab=tab)
            assert bool([p for p in page.findChildren(AreasPicture) if p.isVisible()]) == shown, (day, tab)

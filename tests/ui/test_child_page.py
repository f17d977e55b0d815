"""A child's file by keyboard: tabs, editing with undo, masks, matches, conflicts, registering, deleting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
import pytest
from keyboard import commit, focused, press, type_text
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidget

from casefiles import recording
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from ui.pages import PAGES
from ui.pages.child import ChildPage
from ui.pages.mentor import MentorPage
from ui.preferences import Preferences
from ui.record_drawer import RecordDrawer
from ui.visit_drawer import VisitDrawer
from ui.widgets import Toast
from ui.widgets.masked import Masked, masked
from ui.window import Shell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

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


@pytest.fixture
def page(window: Shell, office: Office) -> ChildPage:
    child = str(office.queries.select("match", {"end": None}, limit=1)[0].values["child"])
    window.open("child", id=child)
    found = window.page
    assert isinstance(found, ChildPage)
    return found


def get(office: Office, row: str) -> Record:
    found = office.queries.get(row)
    assert found is not None
    return found


def words_in(page: ChildPage | MentorPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_numbers_are_masked_and_shown_only_while_the_eye_is_held(page: ChildPage, qtbot: QtBot) -> None:
    number = str(page.record.values["id_number"])  # type: ignore[union-attr]
    assert number not in words_in(page)
    assert masked(number) in words_in(page)
    eye = next(one for one in page.findChildren(Masked) if one.value == number and one.isVisible())
    QTest.keyPress(eye.eye, Key.Key_Space)
    assert number in words_in(page)
    QTest.keyRelease(eye.eye, Key.Key_Space)
    assert number not in words_in(page)


def test_masks_keep_enough_to_recognise() -> None:
    assert masked("999901201306060852") == "999901********0852"
    assert masked("10012345678") == "100****5678"
    assert masked("12345") == "*****"


def test_tabs_by_keyboard(page: ChildPage) -> None:
    for place in (1, 2, 3, 4, 5, 0):
        press(Key(Key.Key_1 + place), Control)
        assert page.tab == place
        assert page.tabs.currentIndex() == place
        assert page.where()["id"] == page.row


def test_editing_saves_what_was_touched_and_undo_takes_it_back(
    page: ChildPage, office: Office, window: Shell, qtbot: QtBot
) -> None:
    before = page.record
    assert before is not None
    page.findChild(QPushButton, "edit-school").click()
    assert page.pane is not None
    assert focused().objectName() == "input-schooling" or page.pane.form.blocks["schooling"].isAncestorOf(
        focused()
    )
    page.pane.form.focus("school")
    focused().selectAll()  # type: ignore[attr-defined]
    commit("示例中学")
    with qtbot.waitSignal(window.changed):
        press(Key.Key_Return, Control)
    after = get(office, page.row)
    assert after.values["school"] == "示例中学"
    assert {n for n in after.values if after.values[n] != before.values[n]} == {"school"}
    assert page.pane is None
    assert "示例中学" in words_in(page)
    with qtbot.waitSignal(window.changed):
        press(Key.Key_Z, Control)
    assert get(office, page.row).values["school"] == before.values["school"]


def test_esc_leaves_the_form_and_the_draft_is_there_at_the_next_opening(
    page: ChildPage, office: Office, window: Shell, qtbot: QtBot
) -> None:
    row = page.row
    page.edit("place")
    page.pane.form.focus("address")  # type: ignore[union-attr]
    focused().selectAll()  # type: ignore[attr-defined]
    commit("写到一半的住址")
    press(Key.Key_Escape)
    assert page.pane is None
    qtbot.waitUntil(lambda: office.ledger.draft(f"child:{row}") is not None)
    window.open("child", id=row)
    assert page.pane is not None
    assert page.pane.form.notice.isVisible()
    assert page.pane.form.blocks["address"].editor.text() == "写到一半的住址"
    page.pane.form.notice.discard_button.click()
    qtbot.waitUntil(lambda: office.ledger.draft(f"child:{row}") is None)
    assert page.pane.form.blocks["address"].editor.text() != "写到一半的住址"


def test_a_form_is_as_it_was_left_when_one_comes_back(
    page: ChildPage, office: Office, window: Shell, qtbot: QtBot
) -> None:
    row = page.row
    other = next(c.id for c in office.queries.select("child") if c.id != row)
    page.edit("place")
    page.pane.form.put("address", "写到一半")  # type: ignore[union-attr]
    window.open("visit")
    window.open("child", id=row)
    assert page.pane is not None
    assert page.pane.form.blocks["address"].editor.text() == "写到一半"
    window.open("child", id=other)
    assert page.pane is None
    qtbot.waitUntil(lambda: office.ledger.draft(f"child:{row}") is not None)
    window.open("child", id=row)
    assert page.pane is not None
    assert page.pane.form.blocks["address"].editor.text() == "写到一半"


def test_both_values_of_a_conflict_are_shown_and_one_is_chosen(
    page: ChildPage, office: Office, window: Shell, qtbot: QtBot
) -> None:
    heads = get(office, page.row).heads
    office.ledger.write([Edit("child", page.row, {"situation": "父亲已返乡"}, heads)], "clerk")
    office.ledger.write([Edit("child", page.row, {"situation": "父亲仍在外地"}, heads)], "other")
    page.reload()
    shown = words_in(page)
    assert "父亲已返乡" in shown
    assert "父亲仍在外地" in shown
    choices = [
        one for one in page.findChildren(QPushButton) if one.objectName().startswith("rival-situation")
    ]
    choose = next(one for one in choices if "父亲已返乡" in one.accessibleName())
    choose.setFocus()
    with qtbot.waitSignal(window.changed):
        press(Key.Key_Space)
    after = get(office, page.row)
    assert after.values["situation"] == "父亲已返乡"
    assert not after.rivals
    assert "父亲仍在外地" not in words_in(page)


def test_adding_a_member_and_ending_a_category(
    page: ChildPage, office: Office, window: Shell, qtbot: QtBot
) -> None:
    before = office.queries.count("member", {"child": page.row})
    press(Key.Key_2, Control)
    page.findChild(QPushButton, "add-member").click()
    drawer = window.drawn
    assert isinstance(drawer, RecordDrawer)
    press(Key.Key_Return, Control)
    assert drawer.form.blocks["relation"].said.isVisible()
    drawer.form.put("relation", "63")
    drawer.form.focus("name")
    commit("王秀例")
    with qtbot.waitSignal(window.changed):
        press(Key.Key_Return, Control)
    assert office.queries.count("member", {"child": page.row}) == before + 1
    assert "王秀例" in words_in(page)
    assert window.drawn is None


def test_a_suggested_mentor_is_matched_and_the_reasons_are_there(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    matched = {str(m.values["child"]) for m in office.queries.select("match", {"end": None})}
    child = next(c.id for c in office.queries.select("child") if c.id not in matched)
    window.open("child", id=child, tab=2)
    page = window.page
    assert isinstance(page, ChildPage)

    def suggested() -> list[QPushButton]:
        return [one for one in page.findChildren(QPushButton) if one.objectName().startswith("match-m-")]

    qtbot.waitUntil(lambda: bool(suggested()) and "还可结对" in words_in(page))
    with qtbot.waitSignal(window.changed):
        suggested()[0].click()
    assert len(office.queries.select("match", {"child": child, "end": None})) == 1
    with qtbot.waitSignal(window.changed):
        press(Key.Key_Z, Control)
    assert office.queries.select("match", {"child": child, "end": None}) == []


def test_history_says_who_when_from_what_to_what(page: ChildPage, office: Office, qtbot: QtBot) -> None:
    old = str(page.record.values["village"])  # type: ignore[union-attr]
    office.ledger.write([Edit("child", page.row, {"village": "新样村"})], "clerk")
    page.reload()
    press(Key.Key_6, Control)
    table = page.findChild(QTableWidget, "history")
    qtbot.waitUntil(lambda: table.rowCount() > 1)
    lines = [[table.item(row, at).text() for at in range(5)] for row in range(table.rowCount())]
    assert ["李秀样", "村（社区）", old, "新样村"] in [line[1:] for line in lines]


def test_registering_warns_of_the_same_id_number_and_opens_the_new_file(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    there = office.queries.select("child", limit=1)[0]
    window.open("child", new=True)
    page = window.page
    assert isinstance(page, ChildPage)
    assert page.pane is not None
    page.pane.form.focus("id_number")
    type_text(str(there.values["id_number"]))
    twins = page.pane.twins
    qtbot.waitUntil(twins.isVisible)
    assert str(there.values["name"]) in twins.findChild(QPushButton).text()
    focused().selectAll()  # type: ignore[attr-defined]
    press(Key.Key_Delete)
    page.pane.form.focus("name")
    commit("新来例")
    press(Key.Key_Tab)
    qtbot.waitUntil(lambda: not twins.isVisible())
    before = office.queries.count("child")
    with qtbot.waitSignal(window.changed):
        press(Key.Key_Return, Control)
    assert office.queries.count("child") == before + 1
    assert page.pane is None
    assert get(office, page.row).values["name"] == "新来例"
    assert get(office, page.row).values["number"]
    assert "需要补充" in words_in(page)
    page.findChild(QPushButton, "missing-ethnic").click()
    assert page.pane is not None
    assert page.pane.form.blocks["ethnic"].isAncestorOf(focused())


def test_deleting_goes_to_the_list_and_can_be_undone(
    page: ChildPage, office: Office, window: Shell, qtbot: QtBot
) -> None:
    row = page.row
    with qtbot.waitSignal(window.changed):
        page.delete()
    assert get(office, row).deleted
    window.open("child", id=row)
    assert "不在了" in words_in(page)
    with qtbot.waitSignal(window.changed):
        press(Key.Key_Z, Control)
    assert not get(office, row).deleted
    assert str(get(office, row).values["name"]) in words_in(page)


def test_record_visit_opens_the_drawer_for_this_child(
    page: ChildPage, window: Shell, office: Office, qtbot: QtBot
) -> None:
    before = office.queries.count("visit", {"child": page.row})
    page.record_visit()
    drawer = window.drawn
    assert isinstance(drawer, VisitDrawer)
    press(Key.Key_Return)
    for digit in "111":
        type_text(digit)
    with qtbot.waitSignal(window.changed):
        press(Key.Key_Return, Control)
    assert office.queries.count("visit", {"child": page.row}) == before + 1
    assert f"走访记录 {before + 1}" in [page.tabs.tabText(n) for n in range(page.tabs.count())]


def test_a_mentor_with_children_and_visits(window: Shell, office: Office, qtbot: QtBot) -> None:
    match = office.queries.select("match", {"end": None}, limit=1)[0]
    window.open("mentor", id=str(match.values["mentor"]))
    page = window.page
    assert isinstance(page, MentorPage)
    press(Key.Key_2, Control)
    child = str(get(office, str(match.values["child"])).values["name"])
    assert child in words_in(page)
    page.findChild(QPushButton, f"end-{match.id}").click()
    drawer = window.drawn
    assert isinstance(drawer, RecordDrawer)
    with qtbot.waitSignal(window.changed):
        press(Key.Key_Return, Control)
    assert get(office, match.id).values["end"] == offices.TODAY.isoformat()


def test_a_second_mentor_needs_a_lead_and_the_refusal_says_so(
    page: ChildPage, window: Shell, office: Office, qtbot: QtBot
) -> None:
    """Many to one: name the lead in the first match, then a second is possible."""
    first = office.queries.select("match", {"child": page.row, "end": None})[0]
    press(Key.Key_3, Control)

    def suggested() -> list[QPushButton]:
        return [one for one in page.findChildren(QPushButton) if one.objectName().startswith("match-m-")]

    qtbot.waitUntil(lambda: bool(suggested()))
    with qtbot.waitSignal(window.jobs.refused):
        suggested()[0].click()
    assert "牵头人" in window.findChild(Toast).text
    page.findChild(QPushButton, f"edit-{first.id}").click()
    drawer = window.drawn
    assert isinstance(drawer, RecordDrawer)
    drawer.form.put("lead", "1")
    with qtbot.waitSignal(window.changed):
        press(Key.Key_Return, Control)
    qtbot.waitUntil(lambda: bool(suggested()))
    with qtbot.waitSignal(window.changed):
        suggested()[0].click()
    assert len(office.queries.select("match", {"child": page.row, "end": None})) == 2


def test_a_child_without_household_gets_one(
    window: Shell, office: Office, page: ChildPage, qtbot: QtBot
) -> None:
    office.ledger.write([Edit("child", page.row, {"household": None})], "clerk")
    page.reload()
    press(Key.Key_2, Control)
    page.findChild(QPushButton, "add-household").click()
    drawer = window.drawn
    assert isinstance(drawer, RecordDrawer)
    drawer.form.focus("name")
    commit("陈大样")
    press(Key.Key_Return, Control)
    qtbot.waitUntil(lambda: bool(get(office, page.row).values["household"]))
    qtbot.waitUntil(lambda: "陈大样" in words_in(page))


def test_a_child_written_with_another_character_is_found_with_the_reasons(
    window: Shell, office: Office, qtbot: QtBot
) -> None:
    there = {"name": "赵小样", "birth_date": "2014-09-16", "village": "石门村"}
    recording.save(office, ENTITIES["child"], there)
    window.open("child", new=True)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    page = window.page
    assert isinstance(page, ChildPage)
    assert page.pane is not None
    form, twins = page.pane.form, page.pane.twins
    form.put("name", "赵晓样")
    form.blocks["name"].editor.left.emit()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert not twins.isVisible(), "the sound of a name alone says nothing"
    form.put("birth_date", "2014-09-16")
    form.blocks["birth_date"].editor.left.emit()
    qtbot.waitUntil(twins.isVisible)
    said = " ".join(one.text() for one in twins.findChildren(QLabel))
    assert "可能是同一个孩子" in said
    assert "姓名同音" in said
    assert "赵小样" in twins.findChild(QPushButton).text()

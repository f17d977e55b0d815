"""Two files side by side: choices by the arrow keys, one file, and the way back; a merged file taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import CONTROL, Key
from looks import LOW, NORMAL, assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from casefiles import duplicates, merging, recording
from casefiles.domain.entities import ENTITIES
from casefiles.domain.likeness import MAYBE
from ui.pages import child_history
from ui.pages.merging import MergingPage
from ui.widgets import Toast

if TYPE_CHECKING:
    from desk import Desk

    from ui.merge_lines import ChoiceLine


def pair(desk: Desk) -> tuple[str, str]:
    """The first child of the register, and the same child as somebody else wrote it down."""
    office = desk.office
    stays = next(
        row
        for row in office.queries.register_ids("child")
        if office.queries.select("visit", {"child": row}) and not office.queries.get(row).values.get("note")  # type: ignore[union-attr]
    )
    values = office.queries.get(stays).values  # type: ignore[union-attr]
    draft = {"name": f"{values['name']}例", "birth_date": str(values["birth_date"])[:7], "village": "另一个村",
             "sex": str(values["sex"]), "address": "东头三号，供销社旁边", "needs": "冬天的厚外套，作业辅导",
             "phone": "10012345678"}  # fmt: skip
    gone = recording.save(office, ENTITIES["child"], draft).id
    visit = {"child": gone, "on": "2026-11-20", "kind": "phone", "contact": "child", "summary": "电话里说想妈妈"}
    recording.save(office, ENTITIES["visit"], visit)
    return gone, stays


def opened(desk: Desk) -> tuple[MergingPage, str, str]:
    gone, stays = pair(desk)
    page = desk.open("merge", stays=stays, gone=gone)
    assert isinstance(page, MergingPage)
    return page, gone, stays


def line(page: MergingPage, name: str) -> ChoiceLine:
    return next(one for one in page.lines if one.difference.name == name)


def stands(desk: Desk, row: str) -> dict[str, object]:
    found = desk.office.queries.get(row)
    assert found is not None
    return dict(found.values)


def test_by_keyboard_alone(desk: Desk) -> None:
    page, gone, stays = opened(desk)
    before = stands(desk, stays)
    assert desk.focused is page.lines[0]
    assert page.lines[0].difference.name == "name"
    desk.press(Key.Key_Left)
    assert page.lines[0].choice == "left"
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Left)
    while desk.focused is not line(page, "village"):
        desk.press(Key.Key_Down)
    assert line(page, "village").choice == "right"
    desk.press(Key.Key_B)
    assert line(page, "village").choice == "both"
    assert "另一个村" in line(page, "village").result.text()
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert desk.shell.place[0] == "child"
    assert desk.page.row == stays
    now = stands(desk, stays)
    assert now["name"] == f"{before['name']}例"
    assert now["village"] == before["village"]
    assert "另一个村" in str(now["note"])
    assert stands(desk, gone)["merged_into"] == stays
    assert desk.page.findChild(QWidget, "merged") is not None
    assert "已合并到" in desk.shell.findChild(Toast).text
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert stands(desk, stays) == before
    assert desk.office.queries.files_of(stays) == [stays]
    desk.swap_newest()  # done again from the list of changes
    assert stands(desk, stays) == now
    assert desk.office.queries.files_of(stays) == [stays, gone]
    merging.unmerge(desk.office, gone)
    assert stands(desk, stays) == before, "parting knows what that merge brought"


def test_what_hangs_on_both_is_shown_with_where_it_came_from_and_taken_apart(desk: Desk) -> None:
    gone, stays = pair(desk)
    visits = len(desk.office.queries.select("visit", {"child": stays}))
    merging.merge(desk.office, gone, stays)
    page = desk.open("child", id=gone, tab=3)
    assert page.row == stays, "an old link leads to the file that stays"
    assert page.tab_text(3).endswith(str(visits + 1))
    assert f"来自 {stands(desk, gone)['number']}" in desk.words()
    page = desk.open("child", id=stays)
    number = stands(desk, gone)["number"]
    desk.tab_to(desk.button(f"把“{stands(desk, gone)['name']}”{number} 分开"))
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.office.queries.files_of(stays) == [stays]
    assert page.findChild(QWidget, "merged") is None
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert desk.office.queries.files_of(gone) == [stays, gone]
    desk.swap_newest()
    assert desk.office.queries.files_of(stays) == [stays]


def test_sides_are_changed_and_what_agrees_is_folded(desk: Desk) -> None:
    page, gone, stays = opened(desk)
    line(page, "phone").choose("left")
    desk.button("左右对换").click()
    desk.settle()
    assert (page.stays, page.gone) == (gone, stays)
    assert line(page, "phone").choice == "right", "what was chosen stays chosen"
    fold = page.findChild(QPushButton, "fold")
    assert fold is not None
    text = fold.text()
    fold.click()
    assert fold.text() != text


def test_not_the_same_is_remembered(desk: Desk) -> None:
    page, gone, stays = opened(desk)
    desk.button("不是同一人").click()
    desk.settle()
    assert merging.told_apart(desk.office, stays) == {gone}
    assert "不再提示" in desk.shell.findChild(Toast).text
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert not merging.told_apart(desk.office, stays)
    assert page.both is not None


def test_the_other_file_is_chosen_from_those_that_look_alike(desk: Desk) -> None:
    gone, stays = pair(desk)
    office = desk.office
    kept = stands(desk, stays)
    draft = {n: str(kept[n]) for n in ("name", "birth_date", "village")}
    recording.save(office, ENTITIES["child"], draft, gone)
    page = desk.open("merge", stays=stays)
    assert page.both is None
    assert not page.do.isEnabled()
    assert MAYBE <= 60, "name and birth date are enough"
    desk.tab_to(desk.button(f"与“{kept['name']}”并排核对"))
    desk.press(Key.Key_Space)
    desk.settle()
    assert (page.stays, page.gone) == (stays, gone)
    assert page.lines


def test_what_is_merged_already_is_said(desk: Desk) -> None:
    gone, stays = pair(desk)
    merging.merge(desk.office, gone, stays)
    page = desk.open("merge", stays=stays, gone=gone)
    assert page.both is None
    assert not page.do.isEnabled()
    assert "已经是一份" in desk.words()


@pytest.mark.slow
def test_nothing_is_cut(desk: Desk) -> None:
    _, gone, stays = opened(desk)
    assert_every_look(desk.shell)
    assert_every_look(desk.shell, looks=NORMAL, sizes=(LOW,))
    merging.merge(desk.office, gone, stays)
    for tab in (0, 3):
        desk.open("child", id=stays, tab=tab)
        assert_every_look(desk.shell)


@pytest.mark.parametrize(("page", "entity"), [("children", "child"), ("mentors", "mentor"), ("registers", "household")])
def test_two_marked_rows_are_put_together(desk: Desk, page: str, entity: str) -> None:
    opened_ = desk.open(page, **({"entity": entity} if page == "registers" else {}))
    register = getattr(opened_, "register", None) if page == "registers" else opened_
    register.view.setFocus()
    press = QTest.keyClick
    merge = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Space)
    assert not register.tools.merge_button.isVisible()
    press(register.view, Key.Key_M, merge)
    desk.settle()
    assert desk.shell.place[0] == page, "one is not enough, and the message says so"
    assert desk.shell.toasted is not None
    desk.press(Key.Key_Space)
    assert register.tools.merge_button.isVisible()
    marked = sorted(register.model.marked)
    assert len(marked) == 2
    press(register.view, Key.Key_M, merge)
    desk.settle()
    assert desk.shell.place == ("merge", {"stays": marked[0], "gone": marked[1]})
    assert desk.page.both is not None
    assert desk.page.both.entity.name == entity


def test_a_childs_page_shows_who_may_be_the_same(desk: Desk) -> None:
    stays = desk.office.queries.register_ids("child")[3]
    values = stands(desk, stays)
    draft = {n: str(values[n]) for n in ("name", "birth_date", "sex", "village") if values.get(n)}
    gone = recording.save(desk.office, ENTITIES["child"], draft).id
    found = duplicates.maybe_same(desk.office, desk.office.queries.get(gone).values, (gone,), limit=3)  # type: ignore[union-attr]
    assert stays in [one.record.id for one in found]
    desk.open("child", id=gone)
    go = [b for b in desk.page.findChildren(QPushButton, "look-at-both") if b.isVisible()]
    assert len(go) == len(found)
    at = [one.record.id for one in found].index(stays)
    desk.tab_to(go[at])
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.place == ("merge", {"stays": gone, "gone": stays})
    merging.not_same(desk.office, gone, stays)
    for one in found:
        if one.record.id != stays:
            merging.not_same(desk.office, gone, one.record.id)
    desk.open("child", id=gone)
    assert not [b for b in desk.page.findChildren(QPushButton, "look-at-both") if b.isVisible()]


def test_the_mark_of_a_merge_is_no_line_of_the_history(desk: Desk) -> None:
    gone, stays = pair(desk)
    merging.merge(desk.office, gone, stays, {"address": "left"})
    files = [found for row in (gone, stays) if (found := desk.office.queries.get(row)) is not None]
    names = {step.name for step in child_history.steps(desk.office, files) if not step.first}
    assert {"merged_into", "address"} <= names
    assert "number" not in names

"""A question goes down and its answer up, all by keyboard: sent back with a reason, answered, settled, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import CONTROL, Desk, Key
from looks import assert_every_look
from PySide6.QtWidgets import QPushButton
from test_conflicts import county

from casefiles import exchange, questioning, worklists
from ui import words_asking as w
from ui import words_child
from ui.pages.child_visits import edit_visit
from ui.question_drawer import QuestionDrawer
from ui.widgets.textarea import TextArea

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.office import Office

__all__ = ["county"]
TOWN, COUNTY = "999901101", "999901"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


def carry(here: Office, there: Office, stick: Path) -> None:
    exchange.import_file(there, exchange.export(here, there.home.code, stick).path)


@pytest.fixture
def asked(desk: Desk, county: Office, stick: Path) -> str:
    """A child of the township of which the county asks; the question has come."""
    for one, other in ((desk.office, county), (county, desk.office)):
        exchange.accept_card(other, exchange.write_card(one, stick))
    carry(desk.office, county, stick)
    child = desk.office.queries.register_ids("child")[0]
    questioning.ask(county, child, "proof", "没有低保证明，请补", "note")
    carry(county, desk.office, stick)
    return child


def drawer(desk: Desk) -> QuestionDrawer:
    found: QuestionDrawer | None = desk.shell.findChild(QuestionDrawer)
    assert found is not None
    return found


def test_the_township_answers_and_the_county_settles(desk: Desk, county: Office, asked: str, stick: Path) -> None:
    desk.open("worklists", worklist="questions")
    desk.tab_to(next(b for b in desk.page.findChildren(QPushButton) if b.objectName() == "open-line"))
    desk.press(Key.Key_Space)
    desk.settle()
    said = desk.words()
    assert "没有低保证明，请补" in said
    assert "缺少证明材料" in said
    assert w.FIELD("zh", what="备注") in said
    area = desk.focused
    assert isinstance(area, TextArea), "the keyboard is where the answer is written"
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert "请填写答复" in drawer(desk).said.text()
    desk.commit("已补低保证")
    desk.tab_to(desk.button(w.DO_ANSWER("zh")))
    desk.press(Key.Key_Space)
    desk.settle()
    assert worklists.counts(desk.office)["questions"] == 0
    assert "已补低保证" in desk.words()
    carry(desk.office, county, stick)
    (answered,) = questioning.to_settle(county)
    assert answered.values["answer"] == "已补低保证"
    questioning.settle(county, answered.id)


def test_a_question_is_sent_back_and_withdrawn(desk: Desk) -> None:
    child = desk.office.queries.register_ids("child")[0]
    page = desk.open("child", id=child)
    page.questions()
    desk.settle()
    shown = drawer(desk)
    assert desk.focused is shown.reason
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Tab)
    desk.commit("生日前后不一致")
    desk.tab_to(shown.send_button)
    desk.press(Key.Key_Space)
    desk.settle()
    (one,) = questioning.of_file(desk.office, child)
    assert (one.values["reason"], one.values["text"]) == ("contradiction", "生日前后不一致")
    withdraw = desk.button(w.WITHDRAW_OF("zh", text="生日前后不一致"))
    assert desk.focused is withdraw, "what one can do next has the keyboard"
    desk.press(Key.Key_Space)
    desk.settle()
    assert questioning.of_file(desk.office, child)[0].values["state"] == "withdrawn"


@pytest.mark.parametrize("entity", ["mentor", "household"])
def test_the_file_of_a_mentor_and_of_a_household_is_asked_about(desk: Desk, entity: str) -> None:
    row = desk.office.queries.register_ids(entity)[0]
    desk.open(entity, id=row)
    more = desk.button(words_child.MORE("zh"))
    desk.tab_to(more)
    next(act for act in more.menu().actions() if act.text() == w.OPEN("zh")).trigger()
    desk.settle()
    desk.press(Key.Key_Tab)
    desk.commit("请核对电话")
    desk.tab_to(drawer(desk).send_button)
    desk.press(Key.Key_Space)
    desk.settle()
    (one,) = questioning.of_file(desk.office, row)
    assert (one.values["of"], one.values[entity], one.values["text"]) == (row, row, "请核对电话")


def test_a_visit_is_asked_about_from_its_form(desk: Desk) -> None:
    visit = desk.office.queries.select("visit", limit=1)[0]
    desk.open("registers", entity="visit")
    edit_visit(desk.shell, visit.id)
    desk.settle()
    desk.tab_to(desk.button(w.OPEN("zh")), 160)
    desk.press(Key.Key_Space)
    desk.settle()
    desk.press(Key.Key_Tab)
    desk.commit("写的是谁")
    desk.tab_to(drawer(desk).send_button)
    desk.press(Key.Key_Space)
    desk.settle()
    (one,) = questioning.about(desk.office, visit.id)
    assert (one.values["of"], one.values["child"]) == (visit.id, visit.values["child"])


def test_what_is_typed_outlives_a_switch_of_the_look(desk: Desk) -> None:
    child = desk.office.queries.register_ids("child")[0]
    desk.open("child", id=child).questions()
    desk.settle()
    desk.press(Key.Key_Tab)
    desk.commit("写了一半")
    desk.shell.set_look(scheme="dark")
    desk.settle()
    assert drawer(desk).text.text() == "写了一半"


@pytest.mark.slow
def test_the_drawer_fits_every_look(desk: Desk, asked: str) -> None:
    desk.open("child", id=asked).questions()
    desk.settle()
    assert_every_look(desk.shell)

"""Survey rounds in the window, worked by keyboard alone."""

from __future__ import annotations

import threading
from itertools import count
from typing import TYPE_CHECKING, Any

import offices
import pytest
from desk import Key
from looks import assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton

from casefiles import differing, recording, surveying
from casefiles.domain.entities import ENTITIES
from casefiles.papers import differences as said
from ui import words_surveys as words
from ui.pages.survey_new import RoundDrawer
from ui.record_drawer import RecordDrawer
from ui.undoing import announce
from ui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from desk import Desk

    from ui.jobs import Job

gate = threading.Event()
START = "2026-11-20"


def made(desk: Desk, start: str = START) -> str:
    row, _ = surveying.make(desk.office, {"name": "秋季摸底", "start": start, "walkers": "李走样、王走例"})
    return row


def rows(desk: Desk, round_: str) -> list[Any]:
    surveys = desk.office.queries.surveys
    return surveys.line_rows(surveys.line_ids(round_))


def test_a_round_is_made_by_keyboard_and_taken_back(desk: Desk) -> None:
    page = desk.open("surveys")
    assert page.stack.currentWidget() is page.none
    desk.tab_to(page.findChild(QPushButton, "new-round"))
    desk.press(Key.Key_Space)
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RoundDrawer)
    assert desk.focused is drawer.name
    desk.commit("秋季摸底")
    tick, village = drawer.ticks[0], drawer.ticks[0].text()
    desk.tab_to(tick)
    assert isinstance(desk.focused, QCheckBox)
    desk.press(Key.Key_Space)
    desk.tab_to(drawer.save_button)
    desk.press(Key.Key_Space)
    desk.settle()
    round_ = surveying.named(desk.office, "秋季摸底")
    assert round_.values["villages"] == village
    assert {r.village for r in rows(desk, round_.id)} == {village}
    assert desk.shell.place == ("surveys", {"id": round_.id, "view": "doors"})
    assert desk.page.doors.model.rowCount() == len(rows(desk, round_.id))
    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert surveying.rounds_of(desk.office) == []
    assert desk.page.stack.currentWidget() is desk.page.none


def test_what_is_wrong_is_said_in_the_drawer(desk: Desk) -> None:
    page = desk.open("surveys")
    page.new_round()
    desk.settle()
    drawer = desk.shell.drawn
    drawer.name.clear()
    drawer.start.set_text("不是日期")
    drawer.save()
    desk.settle()
    assert "不是日期" in drawer.said.text()
    assert drawer.save_button.isEnabled()
    assert surveying.rounds_of(desk.office) == []


def test_doors_are_recorded_by_number_keys(desk: Desk) -> None:
    round_ = made(desk)
    page = desk.open("surveys")
    doors = page.doors
    assert desk.focused is doors.view
    assert doors.by.text() == "李走样"
    for key in (Key.Key_1, Key.Key_2, Key.Key_3):
        desk.press(key)
    desk.press(Key.Key_7)  # a change goes with the door and does not go on
    desk.press(Key.Key_4)
    desk.settle()
    found = rows(desk, round_)[:4]
    assert [r.outcome for r in found] == ["seen", "nobody_home", "moved", "refused"]
    assert [r.change for r in found] == ["", "", "", "changed"]
    assert {(r.on, r.by) for r in found} == {(offices.TODAY.isoformat(), "李走样")}
    assert doors.view.currentIndex().row() == 4
    assert doors.chips._buttons["seen"].text().endswith(" 1")
    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert rows(desk, round_)[3].outcome == ""
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Up)
    desk.press(Key.Key_0)
    desk.press(Key.Key_0)  # a door that is done asks for a second press
    desk.settle()
    assert (rows(desk, round_)[2].outcome, rows(desk, round_)[2].by) == ("not_yet", "")


def test_a_door_that_is_done_is_changed_by_a_second_press_alone(desk: Desk) -> None:
    round_ = made(desk)
    all_ = rows(desk, round_)
    surveying.put(desk.office, all_[0].id, outcome="seen", on="2026-11-20", by="王走例", change="same")
    page = desk.open("surveys")
    doors = page.doors
    assert doors.view.currentIndex().row() == 1, "the page starts at the first door that is open"
    desk.press(Key.Key_Up)
    desk.press(Key.Key_2)
    desk.settle()
    assert (rows(desk, round_)[0].outcome, doors.view.currentIndex().row()) == ("seen", 0)
    assert words.DONE_ALREADY("zh", name=all_[0].name, has="已见到", key=2, what="家中无人") in desk.words()
    desk.press(Key.Key_3)  # another key is another question
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Up)  # and going away forgets it
    desk.press(Key.Key_3)
    desk.settle()
    assert rows(desk, round_)[0].outcome == "seen"
    desk.press(Key.Key_1)  # the same again: on to the next door, its day and walker stay
    desk.settle()
    assert doors.view.currentIndex().row() == 1
    assert (rows(desk, round_)[0].on, rows(desk, round_)[0].by) == ("2026-11-20", "王走例")
    desk.press(Key.Key_Up)
    desk.press(Key.Key_3)
    desk.press(Key.Key_3)
    desk.settle()
    found = rows(desk, round_)[0]
    assert (found.outcome, found.change) == ("moved", "")  # who has moved away is not as before
    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert (rows(desk, round_)[0].outcome, rows(desk, round_)[0].change) == ("seen", "same")
    desk.press(Key.Key_1)  # a door being written counts as done at once
    desk.press(Key.Key_Up)
    desk.press(Key.Key_4)
    desk.settle()
    assert rows(desk, round_)[doors.view.currentIndex().row()].outcome == "seen"


def test_the_keyboard_moves_and_scrolls_where_columns_are_hidden(desk: Desk) -> None:
    round_ = made(desk)
    for row in rows(desk, round_)[:5]:
        surveying.put(desk.office, row.id, outcome="seen")
    desk.shell.set_look(lang="en", size="xlarge")
    desk.settle()
    view = desk.open("surveys").doors.view
    desk.settle()
    assert view.currentIndex().row() == 5
    assert view.visualRect(view.currentIndex()).top() < view.viewport().height(), "the chosen door is in sight"
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Up)
    assert view.currentIndex().row() == 6


def test_a_telephone_is_hidden_until_the_eye_is_held(desk: Desk) -> None:
    round_ = made(desk)
    page = desk.open("surveys")
    doors = page.doors
    at, door = next((n, r) for n, r in enumerate(rows(desk, round_)) if r.phone)
    doors.view.setCurrentIndex(doors.model.index(at, 0))
    desk.settle()
    column = next(n for n, c in enumerate(doors.model.columns) if c.label is words.PHONE)
    hidden = f"{door.phone[:3]}****{door.phone[-4:]}"
    assert doors.model.index(at, column).data() == hidden
    assert doors.phone.shown.text() == hidden
    assert door.phone not in desk.words()
    desk.tab_to(doors.phone.eye)
    doors.phone.eye.pressed.emit()
    assert doors.phone.shown.text() == door.phone
    doors.phone.eye.released.emit()
    assert doors.phone.shown.text() == hidden
    without = next((n for n, r in enumerate(rows(desk, round_)) if not r.phone), None)
    if without is not None:
        doors.view.setCurrentIndex(doors.model.index(without, 0))
        assert not doors.phone.isVisible()


def test_the_walk_list_of_one_village_is_printed(desk: Desk) -> None:
    round_ = made(desk)
    village = rows(desk, round_)[-1].village
    page = desk.open("surveys")
    page.doors.filter_village(village)
    desk.settle()
    page.print_action.trigger()
    desk.settle()
    assert desk.shell.place[0] == "preview"
    assert desk.page.rows == desk.office.queries.surveys.line_ids(round_, village)
    assert desk.page.paper.name == "walk-list"
    page = desk.open("surveys", id=round_)
    page.doors.filter_village(None)
    desk.settle()
    page.print_action.trigger()
    desk.settle()
    assert desk.page.rows == [round_]
    page = desk.open("surveys", id=round_)
    page.doors.filter_outcome("refused")
    desk.settle()
    page.print_action.trigger()
    desk.settle()
    assert desk.shell.place[0] == "surveys"
    assert words.NOTHING_TO_WALK("zh") in desk.words()


def test_a_day_that_is_none_is_said_and_nothing_is_kept(desk: Desk) -> None:
    round_ = made(desk)
    page = desk.open("surveys")
    page.doors.on.set_text("不是日期")
    desk.press(Key.Key_1)
    desk.settle()
    assert "“不是日期”不是日期" in desk.words()
    assert rows(desk, round_)[0].outcome == ""


def test_filters_and_the_way_into_a_file(desk: Desk) -> None:
    round_ = made(desk)
    all_ = rows(desk, round_)
    surveying.put(desk.office, all_[0].id, outcome="seen")
    page = desk.open("surveys")
    doors = page.doors
    doors.chips.chosen.emit("not_yet")
    desk.settle()
    assert doors.model.rowCount() == len(all_) - 1
    doors.filter_village(all_[-1].village)
    desk.settle()
    assert 0 < doors.model.rowCount() < len(all_)
    doors.filter_outcome("refused")
    desk.settle()
    assert doors.stack.currentWidget() is doors.nothing
    doors.outcome, doors.village = "", None
    doors.reload()
    desk.settle()
    alone = next(n for n, r in enumerate(all_) if r.children and "、" not in r.children)
    doors.view.setCurrentIndex(doors.model.index(alone, 0))
    desk.press(Key.Key_Return)
    desk.settle()
    name, where = desk.shell.place
    assert name == "child"
    assert desk.office.queries.get(where["id"]).values["name"] == all_[alone].children
    desk.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert desk.shell.place[1]["id"] == round_


def test_a_note_and_somebody_found_on_the_way(desk: Desk) -> None:
    round_ = made(desk)
    page = desk.open("surveys")
    desk.press(Key.Key_F2)
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    drawer.form.blocks["note"].editor.set_text("门口有狗")
    drawer.form.blocks["note"].editor.edited.emit()
    drawer.save()
    desk.settle()
    assert rows(desk, round_)[0].note == "门口有狗"
    page.doors.view.setFocus()
    desk.press(Key.Key_Insert)
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    drawer.form.blocks["name"].editor.set_text("新户例")
    drawer.form.blocks["name"].editor.edited.emit()
    drawer.save()
    desk.settle()
    found = [r for r in rows(desk, round_) if r.name == "新户例"]
    assert [(r.outcome, r.change, r.on) for r in found] == [("seen", "new", offices.TODAY.isoformat())]
    assert found[0].village == rows(desk, round_)[0].village
    desk.settle()
    assert page.doors.model.row_of(found[0].id) >= 0


def test_progress_is_a_picture_that_can_be_read_and_entered(desk: Desk) -> None:
    round_ = made(desk)
    surveying.put(desk.office, rows(desk, round_)[0].id, outcome="moved")
    page = desk.open("surveys", view="progress")
    villages = surveying.progress(desk.office, round_)
    assert [i.label for i in page.bars.items] == [v.name for v in villages]
    first = next(n for n, v in enumerate(villages) if v.done)
    assert page.bars.say(first).startswith(f"{villages[first].name} 1/{villages[first].doors}: 已搬走 1")
    page.bars.setFocus()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    desk.settle()
    assert page.shown == "doors"
    assert page.doors.model.rowCount() == villages[0].doors


def test_the_list_opens_files_and_the_closing_freezes_it(desk: Desk) -> None:
    desk.office.clock._ticks = count(desk.office.clock.now_ms() + 60_000)  # after the register was typed
    round_ = made(desk)
    child = desk.office.queries.register_ids("child")[0]
    page = desk.open("surveys", view="differences")
    assert not [r for r in page.list.rows.values() if r["record"] == child]  # typed late, but here for long
    saved = recording.save(desk.office, ENTITIES["child"], {"school": "新的小学"}, child)
    announce(desk.shell, saved.touched)
    desk.settle()
    shown = [page.list.rows[i] for i in page.list.rows]
    mine = next(r for r in shown if r["record"] == child)
    assert mine["kind"] == "changed"
    assert "新的小学" in str(mine["what"])
    page.list.view.setFocus()
    page.list.view.setCurrentIndex(page.list.model.index(page.list.model.row_of(str(mine["id"])), 0))
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place == ("child", {"id": child})
    page = desk.open("surveys", id=round_, view="differences")
    answered = desk.answer_question(words.CLOSE("zh"))
    page.close_round()
    desk.settle()
    assert "秋季摸底" in answered[0]
    assert surveying.named(desk.office, round_).values["closed_by"] == "李秀样"
    assert not any(a.isVisible() for a in page.while_open)
    page.show_view("doors")
    desk.settle()
    page.doors.view.setFocus()
    desk.press(Key.Key_1)
    desk.press(Key.Key_Insert)
    desk.settle()
    assert rows(desk, round_)[0].outcome == ""
    assert desk.shell.drawn is None
    found = differing.differences(desk.office, surveying.named(desk.office, round_))
    assert said.said(next(d for d in found if d.id == child), "zh", masked=True)


def test_making_and_closing_show_how_far_they_are_and_can_be_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.open("surveys")
    page.new_round()
    desk.settle()
    drawer = desk.shell.drawn
    drawer.name.setText("秋季摸底")
    own, seen = ProgressStrip.follow, []

    def stopped(strip: ProgressStrip, job: Job) -> None:
        own(strip, job)
        seen.append((strip.stop.isEnabled(), not strip.isHidden()))
        strip.stop.click()

    monkeypatch.setattr(ProgressStrip, "follow", stopped)
    lane = desk.shell.jobs.write(lambda _step: gate.wait())  # so that Stop comes before the work is done
    drawer.save()
    gate.set()
    desk.settle()
    assert lane.over
    assert surveying.rounds_of(desk.office) == []
    assert words.NOT_MADE("zh") in desk.words()
    assert drawer.save_button.isEnabled()
    desk.shell.drawer(None)
    round_ = made(desk)
    page = desk.open("surveys")
    desk.answer_question(words.CLOSE("zh"))
    gate.clear()
    desk.shell.jobs.write(lambda _step: gate.wait())
    page.close_round()
    gate.set()
    desk.settle()
    assert surveying.named(desk.office, round_).values.get("closed_on") is None
    assert words.STILL_OPEN("zh", name="秋季摸底") in desk.words()
    assert seen == [(True, True)] * 2


def test_saying_no_leaves_the_round_open(desk: Desk) -> None:
    round_ = made(desk)
    page = desk.open("surveys")
    desk.answer_question()
    page.close_round()
    desk.settle()
    assert surveying.named(desk.office, round_).values.get("closed_on") is None


@pytest.mark.slow
@pytest.mark.parametrize("view", ["doors", "progress", "differences"])
def test_nothing_is_cut(desk: Desk, view: str) -> None:
    made(desk, "2026-09-01")
    desk.open("surveys", view=view)
    assert_every_look(desk.shell)


@pytest.mark.slow
def test_nothing_is_cut_in_the_drawer(desk: Desk) -> None:
    page = desk.open("surveys")
    page.new_round()
    desk.settle()
    assert_every_look(desk.shell)


def test_rounds_that_look_alike_are_told_apart(desk: Desk) -> None:
    draft = {"name": "秋季摸底", "start": "2026-11-01"}
    found = desk.office.queries.select("child", {})
    one, other = sorted({str(c.values["village"]) for c in found if c.values.get("village")})[:2]
    for more in ({"villages": one}, {"villages": other}, {"walkers": "李走样"}, {"walkers": "李走样"}):
        surveying.make(desk.office, {**draft, **more})
    surveying.make(desk.office, {**draft, "name": "春季摸底"})
    page = desk.open("surveys")
    said = [page.which.itemText(n) for n in range(page.which.count())]
    assert len(set(said)) == 5
    assert "春季摸底  2026-11-01" in said
    assert any(text.endswith(other) for text in said)
    assert sum("李走样  第" in one for one in said) == 2

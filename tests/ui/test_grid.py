"""The grid for many records, worked by keyboard alone on a real office."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import offices
import pytest
from desk import CONTROL, NONE, Desk, Key
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from casefiles import grids
from casefiles.domain.entities import ENTITIES
from casefiles.domain.veil import Veil
from casefiles.recording import save
from ui import sitting, veiled
from ui.grid_model import PROBLEM_ROLE, GridModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from casefiles.office import Office
    from ui.grid_panel import GridPanel

SHIFT = Qt.KeyboardModifier.ShiftModifier
EYES = grids.GRIDS["screening"]


def make(office: Office, entity: str, **draft: str) -> str:
    return save(office, ENTITIES[entity], draft).id


@pytest.fixture
def screening(desk: Desk) -> str:
    """A round with the first six children, nothing measured yet."""
    office = desk.office
    row = make(office, "screening_round", name="春季筛查", on="2026-03-01", school="东头小学", enrolled="8")
    lines = [grids.Line(child) for child in office.queries.register_ids("child")[:6]]
    grids.save(office, EYES, row, lines, {})
    return row


@pytest.fixture(autouse=True)
def tidy(desk: Desk) -> Iterator[None]:
    """What was typed is kept before the office is closed, as the window does when it is closed."""
    yield
    panel = getattr(desk.shell.page, "panel", None) if desk.shell.is_open else None
    if panel is not None and hasattr(panel, "keeper"):
        panel.view.cells.finish()
        panel.keeper.keep()
        desk.settle()


def opened(desk: Desk, kind: str, row: str) -> GridPanel:
    desk.open("grid", grid=kind, id=row)
    panel: GridPanel = desk.page.panel
    return panel


def typed(desk: Desk, text: str) -> None:
    """Key by key to whoever has the keyboard then; what no key gives comes from the input method."""
    for letter in text:
        if letter.isascii():
            desk.type(letter)
        else:
            desk.commit(letter)


def cell(panel: GridPanel) -> tuple[int, str]:
    at = panel.view.currentIndex()
    return at.row(), panel.grid.columns[at.column() - 1]


def stored(desk: Desk, row: str, name: str) -> list[Any]:
    lines = grids.lines(desk.office, EYES, row)
    return [line.stands.values[name] for line in lines if line.stands]


def test_marks_are_typed_down_the_column_and_saved_at_once(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    assert desk.focused is panel.view
    for mark in ("48", "4.9", "5.0", "５１", "47", "5"):
        typed(desk, mark)
        desk.press(Key.Key_Return)
    assert [panel.model.shown_at(r, "right_mark") for r in panel.model.rows] == [
        "4.8",
        "4.9",
        "5.0",
        "5.1",
        "4.7",
        "5.0",
    ]
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert stored(desk, screening, "right_mark") == [48, 49, 50, 51, 47, 50]
    assert not panel.dirty
    desk.press(Key.Key_Z, CONTROL)  # one way back for the whole list
    desk.settle()
    assert stored(desk, screening, "right_mark") == [None] * 6
    (listed,) = sitting.changes(desk.shell)
    assert listed.back
    sitting.swap(desk.shell, [listed])
    desk.settle()
    assert stored(desk, screening, "right_mark") == [48, 49, 50, 51, 47, 50], "the list of the sitting does it again"


def test_a_chinese_word_from_the_input_method_opens_the_cell(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    panel.view.go(0, EYES.columns.index("glasses") + 1)
    event = QInputMethodEvent()
    event.setCommitString("是")
    QApplication.sendEvent(desk.focused, event)
    desk.press(Key.Key_Return)
    assert panel.model.shown_at(panel.model.rows[0], "glasses") == "是"
    assert cell(panel) == (1, "glasses")


def test_tab_and_arrows_move_and_f2_edits_what_stands(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    typed(desk, "4.8")
    desk.press(Key.Key_Tab)
    assert cell(panel) == (0, "left_mark")
    desk.press(Key.Key_Backtab, SHIFT)
    assert cell(panel) == (0, "right_mark")
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Up)
    desk.press(Key.Key_F2)
    editor = panel.view.cells.editor
    assert editor is not None
    assert editor.text() == "4.8"
    desk.press(Key.Key_End)
    desk.press(Key.Key_Backspace)
    typed(desk, "9")
    desk.press(Key.Key_Return)
    assert panel.model.shown_at(panel.model.rows[0], "right_mark") == "4.9"
    panel.view.go(0, len(EYES.columns))
    desk.press(Key.Key_Tab)
    assert cell(panel) == (1, "right_mark")
    desk.press(Key.Key_Return, SHIFT)
    assert cell(panel) == (0, "right_mark")
    desk.press(Key.Key_F2)
    typed(desk, "7")
    desk.press(Key.Key_Escape)
    assert panel.model.shown_at(panel.model.rows[0], "right_mark") == "4.9"


def test_tab_leaves_the_grid_at_its_ends(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    panel.view.go(5, len(EYES.columns))
    desk.press(Key.Key_Tab)
    assert desk.focused is not panel.view
    panel.view.go(0, 1)
    desk.press(Key.Key_Backtab, SHIFT)
    assert desk.focused is not panel.view


def test_a_wrong_cell_says_its_sentence_and_the_first_gets_the_keyboard(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    for text in ("4.8", "6", "see"):
        typed(desk, text)
        desk.press(Key.Key_Return)
    assert panel.view.currentIndex().row() == 3
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert cell(panel) == (1, "right_mark")
    assert "3.0" in panel.problem.text()
    assert panel.problem.isVisible()
    assert stored(desk, screening, "right_mark") == [None] * 6  # nothing was written
    at = panel.model.index(2, 1)
    assert "see" in str(at.data(Qt.ItemDataRole.DisplayRole))
    assert at.data(PROBLEM_ROLE).code == "NOT_A_MEASURE"
    assert at.data(PROBLEM_ROLE).say("zh") in at.data(Qt.ItemDataRole.AccessibleTextRole)
    typed(desk, "4.6")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Delete)
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert stored(desk, screening, "right_mark")[:3] == [48, 46, None]


def test_a_block_from_a_spreadsheet_and_copies_from_above(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    QGuiApplication.clipboard().setText("4.8\t５．０\t是\r\n49\t4.7\t否\r\n")
    desk.press(Key.Key_V, CONTROL)
    shown = [[panel.model.shown_at(r, n) for n in EYES.columns[:3]] for r in panel.model.rows[:2]]
    assert shown == [["4.8", "5.0", "是"], ["4.9", "4.7", "否"]]
    panel.view.go(2, 1)
    desk.press(Key.Key_D, CONTROL)
    assert panel.model.shown_at(panel.model.rows[2], "right_mark") == "4.9"
    panel.view.choose(1, 1, 3, 2)
    desk.press(Key.Key_D, CONTROL)
    assert [panel.model.shown_at(r, "left_mark") for r in panel.model.rows[:4]] == [
        "5.0",
        "4.7",
        "4.7",
        "4.7",
    ]
    panel.view.choose(0, 1, 2, 2)
    desk.press(Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "4.8\t5.0\n4.9\t4.7\n"
    desk.press(Key.Key_X, CONTROL)
    assert panel.model.shown_at(panel.model.rows[0], "right_mark") == ""
    for _ in range(2):
        desk.press(Key.Key_Z, CONTROL)
    assert [panel.model.shown_at(r, "left_mark") for r in panel.model.rows[:4]] == ["5.0", "4.7", "", ""]
    desk.press(Key.Key_Y, CONTROL)
    assert panel.model.shown_at(panel.model.rows[3], "left_mark") == "4.7"


def test_one_cell_fills_all_that_are_chosen_and_a_block_too_long_is_told(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    panel.view.choose(0, 1, 6, 1)
    panel.view.setCurrentIndex(panel.model.index(0, 1))
    panel.view.choose(0, 1, 6, 1)
    QGuiApplication.clipboard().setText("5.0")
    desk.press(Key.Key_V, CONTROL)
    assert [panel.model.shown_at(r, "right_mark") for r in panel.model.rows] == ["5.0"] * 6
    panel.view.go(4, 1)
    QGuiApplication.clipboard().setText("4.1\n4.2\n4.3\n4.4")
    desk.press(Key.Key_V, CONTROL)
    assert [panel.model.shown_at(r, "right_mark") for r in panel.model.rows[4:]] == ["4.1", "4.2"]
    assert "2" in desk.shell.toasted.text  # type: ignore[union-attr]


def test_choices_are_typed_by_number_by_beginning_and_by_space(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    rows = panel.model.rows
    way, glasses = (EYES.columns.index(n) + 1 for n in ("way", "glasses"))
    panel.view.go(0, way)
    assert "2 睫状肌麻痹" in panel.state.full  # what can be typed stands below
    typed(desk, "2")
    desk.press(Key.Key_Return)
    assert panel.model.shown_at(rows[0], "way") == "睫状肌麻痹"
    panel.model.put(
        [(0, way, "散瞳"), (1, way, "1 非睫状肌麻痹"), (2, way, "睫状"), (3, way, "散瞳"), (4, way, "plain")]
    )
    assert [r.typed.get("way") for r in rows[:5]] == [
        "cycloplegic",
        "plain",
        "cycloplegic",
        "cycloplegic",
        "plain",
    ]
    panel.view.go(0, glasses)
    for wanted in ("是", "否", ""):
        desk.press(Key.Key_Space)
        assert panel.model.shown_at(rows[0], "glasses") == wanted


def test_people_are_added_by_initials_and_many_at_once(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    office = desk.office
    other = office.queries.register_ids("child")[7]
    panel.picker.setFocus()
    typed(desk, str(office.queries.people([other])[other]["number"]))
    desk.press(Key.Key_Return)
    desk.settle()
    assert panel.model.rows[-1].person == other
    assert desk.focused is panel.picker.box
    assert panel.picker.box.text() == ""
    panel.add_many()
    desk.settle()
    drawer: Any = desk.shell.drawn
    typed(desk, "村")
    desk.press(Key.Key_Return)
    assert desk.focused is drawer.ticks
    kind, key = drawer.ticks.currentItem().data(Qt.ItemDataRole.UserRole + 1)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert set(office.queries.group(kind, key)) <= {row.person for row in panel.model.rows}
    assert len({row.person for row in panel.model.rows}) == len(panel.model.rows)
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert len(grids.lines(office, EYES, screening)) == len(panel.model.rows)


def test_rows_are_taken_out_and_stay_until_saved(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    first = panel.model.rows[0].person
    desk.press(Key.Key_Minus, CONTROL)
    assert panel.model.rows[0].gone
    assert not panel.model.index(0, 1).flags() & Qt.ItemFlag.ItemIsEditable
    desk.press(Key.Key_Minus, CONTROL)
    assert not panel.model.rows[0].gone
    desk.press(Key.Key_Minus, CONTROL)
    desk.press(Key.Key_S, CONTROL)
    desk.settle()
    assert first not in [line.person for line in grids.lines(desk.office, EYES, screening)]
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert first in [line.person for line in grids.lines(desk.office, EYES, screening)]


def test_the_draft_survives_a_kill_and_keeps_what_it_had_seen(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    typed(desk, "4.2")
    desk.press(Key.Key_Return)
    panel.keeper.keep()
    desk.settle()
    home = desk.home
    kept = desk.office.ledger.draft(f"grid:screening:{screening}")
    assert kept is not None
    assert json.loads(kept[0]["lines"])[0][2] == {"right_mark": "4.2"}
    desk.session.lock()  # the window goes; another begins on the same files
    desk.session.opened(offices.open_at(home))
    desk.settle()
    again = opened(desk, "screening", screening)
    assert again is not panel
    assert again.model.shown_at(again.model.rows[0], "right_mark") == "4.2"
    assert again.notice.isVisible()
    again.view.go(0, 1)
    desk.press(Key.Key_Return, CONTROL)
    desk.settle()
    assert stored(desk, screening, "right_mark")[0] == 42
    assert desk.office.ledger.draft(f"grid:screening:{screening}") is None


def test_a_draft_is_discarded_when_asked(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    typed(desk, "4.2")
    desk.press(Key.Key_Return)
    panel.keeper.keep()
    desk.settle()
    panel.discard()
    desk.settle()
    assert not panel.dirty
    assert desk.office.ledger.draft(f"grid:screening:{screening}") is None


def test_what_another_save_brought_does_not_disturb_the_typing(desk: Desk, screening: str) -> None:
    panel = opened(desk, "screening", screening)
    typed(desk, "4.2")
    desk.press(Key.Key_Return)
    desk.shell.changed.emit("screening_result", ["x"])
    desk.settle()
    assert panel.model.shown_at(panel.model.rows[0], "right_mark") == "4.2"


def test_the_model_keeps_qts_rules(desk: Desk, qtbot: QtBot, screening: str) -> None:
    office = desk.office
    model = GridModel(EYES, "zh", office.clock.today())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    lines = grids.lines(office, EYES, screening)
    ids = office.queries.register_ids("child")
    people = office.queries.people(ids)
    model.load(lines, people, {})
    model.add(ids[:9], people)
    model.put([(r, 1, "4.8") for r in range(9)])
    model.remove([0, 8, 7])
    model.step_back()
    model.load([], {}, {})
    assert model.rowCount() == 0
    assert model.rowCount(QModelIndex()) == 0
    tester.deleteLater()


def test_two_thousand_rows_are_smooth(desk: Desk) -> None:
    """Opening, typing, pasting a column and scrolling stay within what a person takes for at once (in the window's own
    time, whatever else the computer does)."""
    office = desk.office
    row = make(office, "screening_round", name="全镇筛查", on="2026-03-01", enrolled="2000")
    child = office.queries.register_ids("child")[0]
    people = {f"c-{n:016d}": dict(office.queries.people([child])[child]) for n in range(2000)}
    panel = opened(desk, "screening", row)
    before = time.thread_time()
    panel.model.add(list(people), people)
    panel.view.go(0, 1)
    QApplication.processEvents()
    assert time.thread_time() - before < 1.0
    assert len(panel.model.rows) == 2000
    before = time.thread_time()
    QGuiApplication.clipboard().setText("\n".join(["4.8\t4.9"] * 2000))
    panel.view.paste(QGuiApplication.clipboard().text())
    assert time.thread_time() - before < 2.0
    assert panel.model.shown_at(panel.model.rows[1999], "left_mark") == "4.9"
    worst = 0.0
    panel.view.go(1000, 1)
    for _ in range(10):
        before = time.thread_time()
        typed(desk, "5.0")
        desk.press(Key.Key_Return)
        QApplication.processEvents()
        worst = max(worst, time.thread_time() - before)
    assert worst < 0.25
    before = time.thread_time()
    for at in range(0, 2000, 50):
        panel.view.scrollTo(panel.model.index(at, 1))
        panel.view.viewport().repaint()
    assert time.thread_time() - before < 2.0
    panel.keeper.forget()
    panel.model.load([], {}, {})


def test_escape_goes_back_to_the_list(desk: Desk, screening: str) -> None:
    opened(desk, "screening", screening)
    desk.press(Key.Key_Escape, NONE)
    desk.settle()
    assert desk.shell.place[0] != "grid"


def test_what_is_edited_while_names_are_hidden_keeps_its_text(desk: Desk) -> None:
    """The cell shows the hidden text, its editor works on the real one."""
    office = desk.office
    mentor = office.queries.register_ids("mentor")[0]
    row = make(office, "session", on="2026-07-01", kind="tutoring", topic="暑假班", mentor=mentor)
    child = office.queries.register_ids("child")[0]
    grids.save(office, grids.GRIDS["attendance"], row, [grids.Line(child)], {})
    panel = opened(desk, "attendance", row)
    model, column = panel.view.grid, panel.view.grid.grid.columns.index("note") + 1
    name = model.rows[0].name
    model.put([(0, column, f"{name}没来")])
    veiled.put(Veil([name]))
    try:
        at = model.index(0, column)
        assert name not in str(at.data())
        assert name not in str(model.headerData(0, Qt.Orientation.Vertical))
        panel.view.go(0, column)
        panel.view.edit(at)
        editor = panel.view.cells.editor
        assert editor is not None
        assert editor.text() == f"{name}没来"
        editor.insert(f"{name}请假")
        panel.view.cells.finish()
        assert model.text_at(model.rows[0], "note") == f"{name}请假"
    finally:
        veiled.put(None)


def test_deferred_deletes_are_gone(desk: Desk, screening: str) -> None:
    """Another kind of grid on the same page leaves nothing of the first behind."""
    opened(desk, "screening", screening)
    batch = make(desk.office, "aid_batch", name="六一", on="2026-06-01", kind="goods")
    panel = opened(desk, "aid", batch)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.settle()
    assert panel.grid.name == "aid"
    assert desk.page.panel is panel
    assert panel.stack.currentWidget() is panel.empty

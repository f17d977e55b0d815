"""A roster from the file dialog to the register: dry run, marked workbook, writing, refusals, Stop."""

from __future__ import annotations

import errno
import os
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from desk import CONTROL, Key
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QTableWidget

from casefiles import recording, roster
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem
from ui import sitting, words
from ui import words_roster as w
from ui.widgets.cards import StatTile

if TYPE_CHECKING:
    from desk import Desk

BOY, GIRL = "999901201403070016", "999901201403070008"
WRONG = "999901201403070017"  # the last digit is not the one that follows from the others


def workbook(path: Path, *rows: tuple[str, ...]) -> Path:
    """A roster as an office writes it."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (("姓名", "身份证号", "所在村"), *rows):
        sheet.append(row)
    made.save(path)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    rows = (("张练习", BOY, "长青村"), ("李练习", GIRL, "梨园村"), ("王练习", WRONG, "梨园村"))
    return workbook(folder / "名单.xlsx", *rows)


def figures(page: Any) -> list[str]:
    return [t._value.text() for t in page.board.findChildren(StatTile)]


def lines(page: Any) -> list[list[str]]:
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for table in page.board.findChildren(QTableWidget)
        for row in range(table.rowCount())
    ]


def test_from_the_dialog_to_the_register(desk: Desk, book: Path) -> None:
    page = desk.open("roster")
    before = desk.office.queries.count("child")
    assert page.choose_button.hasFocus()
    asked = desk.answer_file_dialog(book)
    desk.press(Key.Key_Space)
    desk.settle()
    assert asked == [w.CHOOSE("zh")]
    # the dry run
    assert figures(page) == ["2", "0", "0", "1"]
    assert desk.office.queries.count("child") == before, "nothing is written before somebody says so"
    problem = lines(page)[0]
    assert problem[1] == "4"
    assert problem[3] == WRONG
    assert "身份证" in problem[2] + problem[4]
    assert [line[2] for line in lines(page)[1:]] == ["张练习", "李练习", "王练习"]
    # the marked workbook
    marked = book.with_name("给村里.xlsx")
    desk.tab_to(desk.button(w.SAVE_REPORT("zh")))
    desk.answer_file_dialog(marked)
    desk.press(Key.Key_Space)
    desk.settle()
    assert w.REPORT_SAVED("zh", name=marked.name) in desk.words()
    again = roster.plan(desk.office, roster.read(marked), "child")
    assert [(r.row, r.value) for r in again.wrong] == [(4, WRONG)]
    # writing
    desk.tab_to(page.apply_button)
    with desk.bot.waitSignal(desk.shell.changed):
        desk.press(Key.Key_Space)
    desk.settle()
    assert desk.office.queries.count("child") == before + 2
    assert w.APPLIED("zh", new=2, changed=0) in desk.words()
    names = {str(c.values["name"]) for c in desk.office.queries.select("child")}
    assert {"张练习", "李练习"} <= names
    assert "王练习" not in names
    # what was wrong is not forgotten with it
    assert w.LEFT_OUT("zh", n=1) in desk.words()
    late = book.with_name("再给村里.xlsx")
    desk.tab_to(desk.button(w.SAVE_REPORT("zh")))
    desk.answer_file_dialog(late)
    desk.press(Key.Key_Return)
    desk.settle()
    assert [(r.row, r.value) for r in roster.plan(desk.office, roster.read(late), "child").wrong] == [(4, WRONG)]
    # the same once more changes nothing
    page.read(book)
    desk.settle()
    assert figures(page) == ["0", "0", "2", "1"]
    assert not page.apply_button.isEnabled()


@pytest.mark.parametrize(
    ("name", "said"), [("信.txt", "列名"), ("old.xlsx", "密码"), ("cut.xlsx", "不是 Excel")]
)
def test_a_file_that_is_no_roster_is_refused_in_words(desk: Desk, book: Path, name: str, said: str) -> None:
    file = book.with_name(name)
    if name == "old.xlsx":
        file.write_bytes((Path(__file__).parents[1] / "roster/data/password.xlsx").read_bytes())
    else:
        file.write_bytes("一封信，不是名单".encode() if name == "信.txt" else book.read_bytes()[:900])
    page = desk.open("roster")
    desk.answer_file_dialog(file)
    page.choose()
    desk.settle()
    problem = page.board.findChild(QLabel, "problem")
    assert problem.isVisible()
    assert re.search(said, problem.text()), problem.text()
    assert page.plan is None
    assert page.choose_button.hasFocus()


def test_a_file_dropped_on_the_page_is_read(desk: Desk, book: Path) -> None:
    page = desk.open("roster")
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(book))])
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(QPoint(200, 200)), Qt.DropAction.CopyAction, carried, left, none))
    desk.settle()
    assert figures(page) == ["2", "0", "0", "1"]


def test_the_template_is_a_workbook_that_is_taken(desk: Desk, tmp_path: Path) -> None:
    page = desk.open("roster")
    page.what.setCurrentIndex(page.what.findData("mentor"))
    target = tmp_path / "空表.xlsx"
    desk.answer_file_dialog(target)
    page.save_template()
    desk.settle()
    book = openpyxl.load_workbook(target)
    sheet = book.worksheets[0]
    named = next(c for row in sheet.iter_rows() for c in row if str(c.value or "").startswith("姓名 "))
    sheet.cell(named.row + 1, named.column, "赵练习")
    book.save(target)
    plan = roster.plan(desk.office, roster.read(target), "mentor")
    assert [o.name for o in plan.outcomes] == ["赵练习"]
    assert w.TEMPLATE_SAVED("zh", name=target.name) in desk.words()


def test_a_folder_that_cannot_be_written_to_is_said(desk: Desk, book: Path, tmp_path: Path) -> None:
    page = desk.open("roster", file=str(book))
    target = tmp_path / "taken.xlsx"
    target.mkdir()
    page._save_as(target, lambda: roster.report(page.plan, "zh"), w.REPORT_SAVED)
    desk.settle()
    assert str(target) in desk.words()


def test_a_workbook_that_cannot_be_replaced_stays_as_it_was(
    desk: Desk, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.open("roster", file=str(book))
    target = tmp_path / "核对.xlsx"
    target.write_bytes(b"last week's")

    def pulled_out(_handle: int) -> None:
        raise OSError(errno.EIO, "the stick was pulled out")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", pulled_out)
        page._save_as(target, lambda: roster.report(page.plan, "zh"), w.REPORT_SAVED)
        desk.settle()
    assert target.read_bytes() == b"last week's"
    assert [p.name for p in tmp_path.glob("核对*")] == ["核对.xlsx"], "nothing half-written stays"
    assert Problem("CANNOT_WRITE", value=str(target)).say("zh") in desk.words()


def test_who_was_entered_meanwhile_is_told(desk: Desk, book: Path) -> None:
    page = desk.open("roster", file=str(book))
    recording.save(desk.office, ENTITIES["child"], {"name": "张练习", "id_number": BOY})
    page.apply()
    desk.settle()
    assert w.OVERTAKEN("zh", n=1) in desk.words()


def test_a_switch_of_language_reads_the_file_again(desk: Desk, book: Path) -> None:
    page = desk.open("roster")
    page.what.setCurrentIndex(page.what.findData("child"))
    page.read(book)
    desk.settle()
    desk.shell.set_look(lang="en")
    desk.settle()
    assert desk.page is not page
    assert figures(desk.page) == ["2", "0", "0", "1"]
    assert "身份证" not in lines(desk.page)[0][4], "the reason is told in the new language"
    desk.page.what.setCurrentIndex(desk.page.what.findData("mentor"))
    desk.shell.set_look(lang="zh")
    desk.settle()
    assert desk.page.entity == "mentor"


def test_stop_writes_nothing(desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk.open("roster")
    page.read(book)
    desk.settle()
    before, vector = desk.office.queries.count("child"), desk.office.ledger.vector()
    apply, pressed = roster.apply, threading.Event()

    def held(office: Any, plan: Any, progress: Any) -> Any:
        progress(0, plan.rows)
        assert pressed.wait(20)
        return apply(office, plan, progress)

    monkeypatch.setattr(roster, "apply", held)
    page.apply_button.click()
    desk.until(lambda: page.progress.isVisible() and w.WRITING("zh") in page.progress.bar.accessibleName())
    desk.tab_to(desk.button(words.STOP("zh")))
    desk.press(Key.Key_Space)
    pressed.set()
    desk.settle()
    assert not page.progress.isVisible()
    assert w.STOPPED("zh") in desk.words()
    assert (desk.office.queries.count("child"), desk.office.ledger.vector()) == (before, vector)
    assert page.apply_button.isEnabled(), "it can be tried again"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_why_a_cell_is_wrong_is_seen_whole_in_the_largest_text(desk: Desk, tmp_path: Path, lang: str) -> None:
    desk.shell.set_look(lang=lang, size="xlarge")
    page = desk.open("roster", entity="child")
    page.read(workbook(tmp_path / "名单.xlsx", ("王练习", WRONG, "梨园村"), ("", "12", "梨园村")))
    desk.settle()
    px = desk.shell.theme.px
    wrong = page.board.findChildren(QTableWidget)[0]
    for row in range(wrong.rowCount()):
        for column in range(wrong.columnCount()):
            room = QRect(0, 0, wrong.columnWidth(column) - 2 * px(8) - 4, 10_000)
            text = wrong.fontMetrics().boundingRect(
                room, Qt.TextFlag.TextWordWrap, wrong.item(row, column).text()
            )
            assert text.height() <= wrong.rowHeight(row), wrong.item(row, column).text()


def test_what_changes_is_named_and_what_is_odd_stands_apart(desk: Desk, tmp_path: Path) -> None:
    child = next(
        c
        for c in desk.office.queries.select("child")
        if c.values.get("id_number") and c.values.get("village")
    )
    same = (str(child.values["name"]), str(child.values["id_number"]), "长青新村")
    old = ("赵练习", "999901195503070015", "长青村")  # no child any more: odd, but it is written
    book = workbook(tmp_path / "名单.xlsx", same, old, ("王练习", WRONG, "梨园村"))
    page = desk.open("roster", entity="child")
    page.read(book)
    desk.settle()
    plan = page.plan
    assert plan.outcomes[0].state == "changed"
    tables = {t.accessibleName(): t for t in page.board.findChildren(QTableWidget)}
    assert list(tables) == [w.PROBLEMS("zh"), w.TO_NOTE("zh"), w.PREVIEW("zh")]

    def rows(title: str) -> set[str]:
        table = tables[title]
        return {table.item(row, 1).text() for row in range(table.rowCount())}

    assert rows(w.PROBLEMS("zh")) == {str(r.row) for r in plan.wrong}
    assert rows(w.TO_NOTE("zh")) == {str(r.row) for r in plan.warnings}
    said = tables[w.PREVIEW("zh")].item(0, 3).text()
    village = ENTITIES["child"].fields["village"].label("zh")
    assert said == w.CHANGES("zh", state=w.CHANGED("zh"), fields=village)


def test_a_roster_stands_among_the_changes_and_is_taken_back_as_one(desk: Desk, tmp_path: Path) -> None:
    child = next(
        c for c in desk.office.queries.select("child") if c.values.get("id_number") and c.values.get("village")
    )
    known = (str(child.values["name"]), str(child.values["id_number"]), "长青新村")
    page = desk.open("roster", file=str(workbook(tmp_path / "名单.xlsx", known, ("张练习", BOY, "梨园村"))))
    before = desk.office.queries.count("child")
    page.apply()
    desk.settle()
    assert desk.office.queries.count("child") == before + 1
    [done] = [one for one in sitting.changes(desk.shell) if one.said == w.APPLIED("zh", new="1", changed="1")]
    desk.press(Key.Key_Z, CONTROL)
    desk.until(lambda: done.back)
    desk.settle()
    assert desk.office.queries.count("child") == before
    assert desk.office.queries.get(child.id).values["village"] == child.values["village"]
    sitting.swap(desk.shell, [done])
    desk.until(lambda: not done.back)
    desk.settle()
    assert desk.office.queries.count("child") == before + 1
    assert desk.office.queries.get(child.id).values["village"] == "长青新村"

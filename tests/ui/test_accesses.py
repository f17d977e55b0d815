"""The page of the record of access, and what the window leaves there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import offices
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton

from casefiles import accessing, listings
from casefiles.domain.access import BACKUP, EXPORT, LIST, LOCK, OPEN, PRINT, SHEET, UNLOCK, Witness
from ui import words_access
from ui.record_drawer import RecordDrawer, open_record

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from desk import Desk

    from ui.pages.accesses import AccessPage


def entries(desk: Desk, act: str) -> list[str]:
    """The files of entries of this kind, the newest first."""
    return [one.row for one in desk.office.ledger.accesses(act=act)]


def page(desk: Desk, **where: str) -> AccessPage:
    desk.shell.open("access", **where)
    desk.settle()
    found = desk.shell.page
    assert type(found).__name__ == "AccessPage"
    return found  # type: ignore[return-value]


def test_opening_a_file_leaves_an_entry_and_the_list_one(desk: Desk) -> None:
    child = desk.office.queries.register_ids("child")[0]
    for _ in range(2):
        desk.shell.open("child", id=child)
        desk.settle()
        desk.shell.open("children")
        desk.settle()
    assert entries(desk, OPEN) == [child]
    lists = desk.office.ledger.accesses(act=LIST)
    assert [one.detail for one in lists] == ["child"]
    assert lists[0].n == len(desk.office.queries.register_ids("child"))


def test_the_page_lists_filters_and_opens_by_keyboard(desk: Desk) -> None:
    office = desk.office
    children = office.queries.register_ids("child")[:2]
    office.ledger.accessed(office.me.login, OPEN, children)
    office.ledger.accessed("somebody", PRINT, children[:1], detail="dossier")
    made = page(desk)
    assert [row["act"] for row in made.list.rows.values()][:3] == ["打印", "打开档案", "打开档案"]
    assert next(iter(made.list.rows.values()))["more"] == "儿童档案"
    made.act.setCurrentIndex(made.act.findData(PRINT))
    made.act.activated.emit(made.act.currentIndex())
    desk.settle()
    assert [(row["who"], row["row"]) for row in made.list.rows.values()] == [("somebody", children[0])]
    made.since.set_text("+1")
    made.since.settle()
    desk.settle()
    assert not made.list.rows
    made.since.box.setFocus()
    made.since.box.selectAll()
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    made.focus_first()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.shell.place == ("child", {"id": children[0]})


def test_how_many_stands_at_the_right_and_says_of_what(desk: Desk) -> None:
    office = desk.office
    for act, n in ((EXPORT, 1), (EXPORT, 1234), (SHEET, 24)):
        office.ledger.accessed(office.me.login, act, n=n)
    for lang, said in (
        ("zh", ["24 条记录", "1,234 条变更", "1 条变更"]), ("en", ["24 records", "1,234 changes", "1 change"]),
    ):  # fmt: skip
        desk.shell.set_look(lang=lang)
        view, model = (made := page(desk)).list.view, made.list.model
        at = next(n for n, one in enumerate(model.columns) if one.label is words_access.COUNT)
        assert [model.index(row, at).data() for row in range(3)] == said
        heading = model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        assert heading & Qt.AlignmentFlag.AlignRight
        view.clearSelection()
        where = view.visualRect(model.index(2, at)).adjusted(0, 4, 0, -4)
        cell = view.viewport().grab(where).toImage()
        ground = cell.pixel(0, 0)
        inked = [x for x in range(cell.width()) if any(cell.pixel(x, y) != ground for y in range(cell.height()))]
        assert inked[0] > cell.width() - inked[-1], "the digits of all rows stand below each other"


def test_who_looked_at_a_file_is_asked_from_its_history(desk: Desk) -> None:
    office = desk.office
    one, other = office.queries.register_ids("child")[:2]
    office.ledger.accessed("somebody", OPEN, [one, other])
    made = page(desk, id=one)
    assert {row["row"] for row in made.list.rows.values()} == {one}
    name = str(office.queries.get(one).values["name"])
    assert name in made.note.text()
    made.whole_button.click()
    desk.settle()
    assert {row["row"] for row in desk.shell.page.list.rows.values()} >= {one, other}


def test_a_doubt_stands_until_it_is_acknowledged(desk: Desk) -> None:
    ledger = desk.office.ledger
    seq, head = ledger.access_head()
    ledger.witness_access(Witness(ledger.device, seq + 5, head, "999901", desk.office.clock.now_ms()))
    made = page(desk)
    known = made.findChild(QPushButton, "acknowledge")
    assert known is not None
    known.click()
    desk.settle()
    assert made.findChild(QPushButton, "acknowledge") is None


def test_the_report_of_the_year_opens(desk: Desk) -> None:
    made = page(desk)
    made.report_button.click()
    desk.settle()
    assert desk.shell.place[0] == "preview"
    assert desk.shell.page.printed is not None


def test_unlocking_and_locking_leave_entries(desk: Desk) -> None:
    assert len(desk.office.ledger.accesses(act=UNLOCK)) == 1
    assert not desk.office.ledger.accesses(act=LOCK)
    home = desk.home
    desk.session.lock()
    office = offices.open_at(home)
    assert len(office.ledger.accesses(act=LOCK)) == 1
    office.ledger.close()


def lists(desk: Desk) -> list[str]:
    """What was listed, the first first."""
    return [one.detail for one in reversed(desk.office.ledger.accesses(act=LIST))]


def test_whoever_looks_through_registers_and_lists_leaves_entries(desk: Desk) -> None:
    page = desk.open("registers")
    first = page.entity
    assert lists(desk) == [first]
    page._choose("household")
    desk.settle()
    desk.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert lists(desk) == [first, "household", page.entity]
    assert page.entity != "household"
    for name, what in (
        ("children", "child"), ("mentors", "mentor"), ("found", "search"), ("worklists", "worklists"),
        ("tasks", "tasks"), ("conflicts", "conflicts"), ("matching", "matching"),
    ):  # fmt: skip
        desk.open(name)
        assert lists(desk)[-1] == what, name


def test_what_goes_to_a_printer_leaves_an_entry(desk: Desk, tmp_path: Path) -> None:
    child = desk.office.queries.register_ids("child")[0]
    page = desk.open("preview", id=child)
    assert not entries(desk, PRINT), "a preview is looked at"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page.send(printer)
    desk.settle()
    assert entries(desk, PRINT) == [child]


def test_a_record_in_the_drawer_counts_as_its_file(desk: Desk) -> None:
    [visit] = desk.office.queries.select("visit", limit=1)
    shell = desk.shell
    open_record(shell, lambda: RecordDrawer(shell, "visit", visit.id))
    desk.settle()
    assert entries(desk, OPEN) == [visit.values["child"]]


def test_a_sheet_and_a_backup_leave_entries(desk: Desk, tmp_path: Path) -> None:
    desk.session.backup_to(tmp_path)
    desk.settle()
    assert len(desk.office.ledger.accesses(act=BACKUP)) == 1
    listings.sheet(desk.office, "child", desk.office.queries.register_ids("child")[:2], "zh")
    [made] = desk.office.ledger.accesses(act=SHEET)
    assert (made.detail, made.n) == ("child", 2)


def test_the_chain_is_read_once_an_opening(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Years of entries take seconds."""
    asked = []
    monkeypatch.setattr(accessing, "problems", lambda *_, **how: asked.append(how) or ())
    made = page(desk)
    made.reload()
    made.since.set_text("2026-11-01")
    made.since.settle()
    desk.settle()
    assert asked == [{"whole": True}]


def test_a_day_that_no_clock_can_say_is_none(desk: Desk) -> None:
    made = page(desk)
    made.until.set_text("9999-12-31")
    made.until.settle()
    desk.settle()
    assert made.list.rows

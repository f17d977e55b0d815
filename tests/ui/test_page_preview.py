"""The paper before it is printed: the very PDF, masked or not, in both languages, saved, sent to a printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import CONTROL, Key
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter

from casefiles.domain.problems import Problem
from ui import words
from ui import words_preview as w

if TYPE_CHECKING:
    from pathlib import Path

    from desk import Desk


@pytest.fixture
def child(desk: Desk) -> str:
    for id_ in desk.office.queries.register_ids("child"):
        found = desk.office.queries.get(id_)
        if found is not None and found.values.get("id_number"):
            return id_
    raise AssertionError("nobody in the template has an ID number")


def text_of(document: QPdfDocument) -> str:
    found = "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    return "".join(found.split())


def number_of(desk: Desk, child: str) -> str:
    found = desk.office.queries.get(child)
    assert found is not None
    return str(found.values["id_number"])


def test_the_pages_are_shown(desk: Desk, child: str) -> None:
    page = desk.open("preview", id=child)
    assert page.document.status() == QPdfDocument.Status.Ready
    n = page.document.pageCount()
    assert n == page.printed.pages >= 2
    assert page.page_label.text() == w.PAGE_OF("zh", page=1, n=n)
    assert page.view.hasFocus()
    desk.press(Key.Key_End)
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    desk.until(lambda: page.page_label.text() == w.PAGE_OF("zh", page=n, n=n))


def test_the_mask_changes_what_stands_on_the_paper(desk: Desk, child: str) -> None:
    page = desk.open("preview", id=child)
    number = number_of(desk, child)
    assert page.masked.isChecked(), "masked unless somebody says otherwise"
    assert number not in text_of(page.document)
    desk.tab_to(page.masked)
    desk.press(Key.Key_Space)
    desk.settle()
    assert number in text_of(page.document)
    desk.press(Key.Key_Space)
    desk.settle()
    assert number not in text_of(page.document)


def test_the_paper_has_its_own_language(desk: Desk, child: str) -> None:
    page = desk.open("preview", id=child)
    chinese = text_of(page.document)
    desk.tab_to(page.speech)
    desk.press(Key.Key_Down)
    desk.settle()
    english = text_of(page.document)
    assert page.speech.currentData() == "en"
    assert "Dateofbirth" in english or "Birth" in english
    assert chinese != english
    assert desk.shell.lang == "zh"


def test_saved_where_the_dialog_says(desk: Desk, child: str, tmp_path: Path) -> None:
    page = desk.open("preview", id=child)
    asked = desk.answer_file_dialog(tmp_path / "给学校")
    desk.press(Key.Key_S, CONTROL)
    desk.settle()
    assert asked == [w.SAVE("zh")]
    saved = tmp_path / "给学校.pdf"
    assert w.SAVED("zh", name=saved.name) in desk.words()
    document = QPdfDocument()
    assert document.load(str(saved)) == QPdfDocument.Error.None_
    assert document.pageCount() == page.document.pageCount()
    assert number_of(desk, child) not in text_of(document), "the mask counts for the file too"
    document.close()
    taken = tmp_path / "taken.pdf"
    taken.mkdir()
    page.save_as(taken)
    desk.settle()
    assert Problem("CANNOT_WRITE", value=str(taken)).say("zh") in desk.words()
    assert [p.name for p in tmp_path.glob("taken*")] == ["taken.pdf"], "nothing half-written stays"


def test_a_name_with_a_dot_is_kept_whole_and_what_stands_there_is_asked_about(
    desk: Desk, child: str, tmp_path: Path
) -> None:
    desk.open("preview", id=child)
    stands, other = tmp_path / "张三.档案.pdf", tmp_path / "张三.pdf"
    for file in (stands, other):
        file.write_bytes(b"kept")
    for verb, replaced in ((words.NOT_REPLACE("zh"), False), (words.REPLACE("zh"), True)):
        desk.answer_file_dialog(tmp_path / "张三.档案")
        asked = desk.answer_question(verb)
        desk.press(Key.Key_S, CONTROL)
        desk.settle()
        assert asked == [words.FILE_STANDS("zh", name=stands.name)]
        assert (stands.read_bytes() != b"kept") is replaced
    assert other.read_bytes() == b"kept"
    assert sorted(p.name for p in tmp_path.glob("张三*")) == ["张三.pdf", "张三.档案.pdf"]


def test_zoom_and_fit(desk: Desk, child: str) -> None:
    page = desk.open("preview", id=child)
    desk.press(Key.Key_Plus, CONTROL)
    assert page.view.zoomMode() == QPdfView.ZoomMode.Custom
    wide = page.view.zoomFactor()
    desk.button(w.ZOOM_OUT("zh")).click()
    assert page.view.zoomFactor() < wide
    desk.button(w.FIT_PAGE("zh")).click()
    assert page.view.zoomMode() == QPdfView.ZoomMode.FitInView
    desk.button(w.FIT_WIDTH("zh")).click()
    assert page.view.zoomMode() == QPdfView.ZoomMode.FitToWidth


def test_every_page_goes_to_the_printer(desk: Desk, child: str, tmp_path: Path) -> None:
    page = desk.open("preview", id=child)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(100)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page.send(printer)
    document = QPdfDocument()
    assert document.load(str(tmp_path / "paper.pdf")) == QPdfDocument.Error.None_
    assert document.pageCount() == page.document.pageCount()
    document.close()
    assert str(page.document.pageCount()) in desk.words()


def test_no_printer_is_said_in_words(desk: Desk, child: str) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    if QPrinterInfo.availablePrinters():
        pytest.skip("this computer has a printer")
    desk.open("preview", id=child)
    desk.press(Key.Key_P, CONTROL)
    assert w.NO_PRINTER("zh") in desk.words()


def test_a_switch_of_look_comes_back_to_the_same_paper(desk: Desk, child: str) -> None:
    desk.open("preview", id=child)
    desk.shell.set_look(scheme="dark")
    desk.settle()
    assert desk.page.row == child
    assert desk.page.document.pageCount() >= 2
    desk.session.lock()
    assert desk.shell.place[0] == "unlock"


def test_the_keyboard_starts_in_the_pages_and_escape_goes_back(desk: Desk, child: str) -> None:
    desk.open("child", id=child)
    page = desk.open("preview", id=child)
    assert desk.shell.nav.buttons["children"].isChecked()
    assert page.view.hasFocus()
    desk.press(Key.Key_Tab)
    assert page.save_button.hasFocus(), "Tab goes on to what is done with the pages"
    desk.press(Key.Key_Tab)
    assert page.print_button.hasFocus()
    desk.press(Key.Key_Escape)
    desk.settle()
    assert desk.shell.place[0] == "child"

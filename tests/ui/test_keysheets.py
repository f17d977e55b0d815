"""Recovery sheets by keyboard: made, printed and made valid; and typed from paper on the locked page."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING, Any

import offices
import pytest
from desk import ALT, CONTROL, Desk, Key
from looks import LOW, NORMAL, assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from casefiles.domain import keysheets, sheetcode
from casefiles.domain.problems import Problem
from casefiles.papers import key_sheets
from db import keysheets as kept
from db import keyslots, opening, safekeeping, tried
from ui import words_help_above, words_open, words_passphrase
from ui import words_keysheets as w

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from casefiles.domain.keysheets import Drawn

NEW = "a brand new passphrase"
AT = 1_795_000_000_000


def made(folder: Path) -> Drawn:
    """A set that is valid."""
    ledger = opening.open_office(folder, None, offices.PASSPHRASE)[0]
    drawn = keysheets.draw(AT)
    kept.replace(ledger, drawn, "clerk")
    ledger.close()
    return drawn


def space(desk: Desk) -> None:
    desk.press(Key.Key_Space)
    desk.settle()


def text_of(page: Any) -> str:
    found = "".join(page.document.getAllText(at).text() for at in range(page.document.pageCount()))
    return "".join(found.split())


def test_made_printed_and_then_valid(desk: Desk) -> None:
    desk.open("computers")
    assert "就再也打不开" in desk.words(), "one person's memory is all there is"
    desk.tab_to(desk.page.findChild(QWidget, "key-sheets"))
    space(desk)
    assert desk.shell.place[0] == "keysheets"
    assert w.ALONE("zh") in desk.words()
    assert desk.focused.objectName() == "make-sheets"
    space(desk)
    page = desk.page
    assert desk.focused is page.secret
    desk.type("not the passphrase")
    desk.press(Key.Key_Return)
    desk.settle()
    assert page.problem.isVisible()
    assert desk.focused is page.secret
    desk.type(offices.PASSPHRASE)
    desk.press(Key.Key_Return)
    desk.settle()
    drawn = page.drawn
    assert drawn is not None
    assert desk.focused is page.print_button
    assert keyslots.document(desk.home).get("sheets") is None, "what is not printed is not valid"
    space(desk)
    assert desk.shell.place[0] == "preview"
    shown = text_of(desk.page)
    assert desk.page.printed.pages == 3
    for n in (1, 2, 3):
        assert all(line in shown for line in drawn.lines(n))
    assert w.CAUTION("zh") in desk.words()
    desk.press(Key.Key_Escape)
    desk.settle()
    page = desk.page
    assert desk.shell.place[0] == "keysheets"
    desk.tab_to(page.tails[0])
    desk.type(drawn.lines(1)[-1][-4:].lower())
    desk.tab_to(page.tails[1])
    desk.type(drawn.lines(3)[-1][-4:])
    desk.tab_to(page.tails[2])
    desk.type(drawn.lines(3)[-1][-4:])
    desk.press(Key.Key_Return)
    desk.settle()
    assert "第 2 张" in page.problem.text()
    assert desk.focused is page.tails[1]
    assert desk.office.ledger.sheets() is None
    page.tails[1].selectAll()
    desk.type(drawn.lines(2)[-1][-4:])
    desk.tab_to(page.valid_button)
    space(desk)
    valid = desk.office.ledger.sheets()
    assert valid is not None
    assert valid.set == drawn.set
    assert drawn.set in desk.words()
    assert kept.opened(desk.home, [sheetcode.read(drawn.lines(n)) for n in (1, 3)])
    desk.press(Key.Key_Right, ALT)
    desk.settle()
    if desk.shell.place[0] == "preview":
        assert drawn.lines(1)[1] not in text_of(desk.page), "the way back to the paper shows nothing of it"


def wrong_ones(desk: Desk) -> None:
    """Three wrong passphrases, one after the other."""
    for attempt in range(1, 4):
        desk.type("not this one")
        desk.press(Key.Key_Return)
        desk.until(lambda n=attempt: desk.session.wrong == n)
        desk.settle()


def test_wrong_passphrases_in_an_open_office_make_one_wait_and_are_noted(desk: Desk) -> None:
    page = desk.open("keysheets")
    desk.until(lambda: desk.focused.objectName() == "make-sheets")
    space(desk)
    wrong_ones(desk)
    assert words_open.WAIT("zh", n=1) in page.problem.text()
    assert desk.focused is page.secret, "the keyboard stays where it is needed next"
    assert len(tried.noted(desk.home)) == 3
    desk.until(lambda: page.go.isEnabled())
    desk.session.wrong = 60
    desk.type("not this one")
    desk.press(Key.Key_Return)
    desk.until(lambda: desk.session.wrong == 61)
    desk.settle()
    assert not page.go.isEnabled()
    assert page.cancel_button.isEnabled()
    page.cancel()
    space(desk)
    assert page.go.isEnabled()
    desk.type(offices.PASSPHRASE)
    desk.press(Key.Key_Return)
    desk.settle()
    assert page.drawn is None, "asking anew is no way round it"
    assert page.problem.text().startswith(words_open.WAIT("zh", n=1)[:2])
    assert len(tried.noted(desk.home)) == 4
    desk.shell.lock_asked.emit()
    desk.settle()
    desk.until(lambda: desk.focused.objectName() == "passphrase")
    desk.type(offices.PASSPHRASE)
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.session.office is None, "and neither is locking"
    desk.session.right()
    with desk.bot.waitSignal(desk.session.unlocked):
        desk.press(Key.Key_Return)
    desk.settle()
    assert desk.session.wrong == 0


def test_the_right_passphrase_ends_the_counting(desk: Desk) -> None:
    page = desk.open("keysheets")
    desk.until(lambda: desk.focused.objectName() == "make-sheets")
    space(desk)
    desk.session.wrong = 2
    desk.type(offices.PASSPHRASE)
    desk.press(Key.Key_Return)
    desk.settle()
    assert page.drawn is not None
    assert desk.session.wrong == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a file there has no such mode")
def test_saved_from_the_window_it_is_for_nobody_else(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = keysheets.draw(desk.office.clock.now_ms())
    page = desk.open("preview", slip=lambda lang: key_sheets.compose(desk.office, drawn, lang))
    out, modes = tmp_path / "sheets.pdf", set()
    stale = tmp_path / "sheets.pdf.tmp"
    for path in (out, stale):
        path.write_bytes(b"open to all")
        path.chmod(0o644)

    sync = os.fsync

    def seen(handle: int) -> None:
        if os.path.samestat(os.fstat(handle), stale.stat()):
            modes.add(stat.S_IMODE(os.fstat(handle).st_mode))
        sync(handle)

    monkeypatch.setattr(os, "fsync", seen)
    page.save_as(out)
    desk.settle()
    assert modes == {0o600}, "also before it had its name"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_bytes().startswith(b"%PDF")


def test_thrown_away_changes_nothing(desk: Desk) -> None:
    before = keyslots.document(desk.home)
    page = desk.open("keysheets")
    space(desk)
    desk.type(offices.PASSPHRASE)
    desk.press(Key.Key_Return)
    desk.settle()
    assert page.drawn is not None
    desk.tab_to(page.cancel_button)
    space(desk)
    assert page.drawn is None
    assert desk.focused.objectName() == "make-sheets"
    assert keyslots.document(desk.home) == before


def test_a_switch_of_the_look_keeps_what_was_drawn_and_a_lock_forgets_it(desk: Desk) -> None:
    page = desk.open("keysheets")
    space(desk)
    desk.type(offices.PASSPHRASE)
    desk.press(Key.Key_Return)
    desk.settle()
    drawn = page.drawn
    desk.shell.set_look(lang="en", scheme="dark")
    desk.settle()
    assert desk.page.drawn is drawn
    desk.session.lock()
    assert desk.shell._places.here == ("unlock", {})
    assert not desk.shell._places.reaches(-1)


def test_given_up_by_who_knows_the_passphrase(desk: Desk) -> None:
    drawn = keysheets.draw(AT)
    kept.replace(safekeeping.opened(desk.office.ledger), drawn, "clerk")
    page = desk.open("keysheets")
    desk.tab_to(page.findChild(QWidget, "drop-sheets"))
    space(desk)
    desk.type(offices.PASSPHRASE)
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.office.ledger.sheets() is None
    assert w.ALONE("zh") in desk.words()
    assert drawn.set in desk.words(), "what was done is told"


def sheet_typed(desk: Desk, drawn: Drawn, number: int) -> None:
    """All four lines of a sheet, key by key: the keyboard goes on to the next line by itself."""
    for line in drawn.lines(number):
        desk.type(line.lower())


def scanned(desk: Desk, text: str) -> None:
    """As a scanner types it: each character to whatever has the keyboard by then."""
    for c in text:
        desk.type(c)


def test_the_way_back_in(locked_desk: Desk) -> None:
    desk = locked_desk
    drawn = made(desk.home)
    desk.session.begin()
    desk.tab_to(desk.page.forgot_button)
    space(desk)
    page = desk.page
    assert desk.focused is page.sheets_button, "nobody above can help"
    space(desk)
    page = desk.page
    assert desk.shell.place[0] == "open_sheets"
    assert drawn.set in page.told.text()
    assert desk.focused is page.sheets[0].lines[0]
    sheet_typed(desk, drawn, 3)
    assert page.states[0].text() == f"✓ {w.IS_SHEET('zh', number=3)}"
    assert desk.focused is page.sheets[1].lines[0], "on to the second sheet"
    sheet_typed(desk, drawn, 1)
    assert desk.focused is page.anew.first
    desk.type(NEW)
    desk.tab_to(page.anew.again)
    desk.type("another one")
    desk.press(Key.Key_Return)
    assert desk.focused is page.anew.again
    page.anew.again.selectAll()
    desk.type(NEW)
    with desk.bot.waitSignal(desk.session.unlocked, timeout=30_000):
        desk.press(Key.Key_Return)
    desk.settle()
    assert desk.office.queries.count("child") == 24
    assert "有人用两张恢复单" in desk.words(), "everybody reads that it was"
    desk.open("keysheets")
    assert drawn.set in desk.words()
    assert "重新设置了" in desk.words()
    assert keyslots.unlock(desk.home, None, NEW)


def test_a_slip_is_said_beside_its_line(locked_desk: Desk) -> None:
    desk = locked_desk
    drawn = made(desk.home)
    page = desk.open("open_sheets")
    first, second, *_ = drawn.lines(2)
    desk.type(first)
    wrong = second[:9] + ("2" if second[9] != "2" else "3") + second[10:]
    desk.type(wrong)
    codes = page.sheets[0]
    assert desk.focused is codes.lines[1], "a line that is off is not left"
    said = codes.said[1]
    assert said.isVisible()
    assert said.text() == f"第 3 组第 2 个字“{wrong[9]}”可能应为“{second[9]}”"
    assert codes.lines[1].accessibleDescription() == said.text()
    assert codes.lines[1].text() == sheetcode.spaced(wrong)
    for _ in range(7):
        desk.press(Key.Key_Left)
    assert codes.lines[1].cursorPosition() == 12
    desk.press(Key.Key_Backspace)
    desk.type(second[9])
    assert codes.texts()[1] == second
    assert not said.isVisible()
    assert codes.marks[1].text() == "✓"


def test_backspace_in_an_empty_line_goes_back(locked_desk: Desk) -> None:
    drawn = made(locked_desk.home)
    page = locked_desk.open("open_sheets")
    locked_desk.type(drawn.lines(1)[0])
    assert locked_desk.focused is page.sheets[0].lines[1]
    locked_desk.press(Key.Key_Backspace)
    assert locked_desk.focused is page.sheets[0].lines[0]


def test_a_scanner_types_both(locked_desk: Desk) -> None:
    """All 64 characters and Enter, twice; and pasted from a clipboard into the first line."""
    desk = locked_desk
    drawn = made(desk.home)
    page = desk.open("open_sheets")
    for n in (1, 2):
        scanned(desk, "".join(drawn.lines(n)))
        desk.press(Key.Key_Return)
    assert [sheet.number for sheet in page.read()] == [1, 2]
    assert desk.focused is page.anew.first
    QApplication.clipboard().setText("".join(drawn.lines(3)))
    page.sheets[1].lines[0].setFocus()
    for line in page.sheets[1].lines:
        line.clear()
    desk.press(Key.Key_V, CONTROL)
    assert [sheet.number for sheet in page.read()] == [1, 3]


def test_an_input_method_does_not_come_between(locked_desk: Desk) -> None:
    made(locked_desk.home)
    page = locked_desk.open("open_sheets")
    line = page.sheets[0].lines[0]
    assert not line.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_the_same_sheet_twice_and_one_of_another_set(locked_desk: Desk) -> None:
    desk = locked_desk
    drawn = made(desk.home)
    other = keysheets.draw(AT, drawn.set)
    before = keyslots.document(desk.home)
    page = desk.open("open_sheets")
    sheet_typed(desk, drawn, 2)
    page.sheets[1].focus_first()
    sheet_typed(desk, drawn, 2)
    assert "都是第 2 张" in page.states[1].text()
    for line in page.sheets[1].lines:
        line.clear()
    page.sheets[1].focus_first()
    sheet_typed(desk, other, 1)
    assert other.set in page.states[1].text()
    for line in (page.anew.first, page.anew.again):
        desk.tab_to(line)
        desk.type(NEW)
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.focused is page.sheets[1].lines[0]
    assert other.set in page.anew.problem.text()
    assert keyslots.document(desk.home) == before


def test_sheets_that_say_something_else_are_told_and_nothing_is_changed(locked_desk: Desk) -> None:
    desk = locked_desk
    drawn = made(desk.home)
    before = keyslots.document(desk.home)
    page = desk.open("open_sheets")
    forged = keysheets.draw(AT)
    sheets = [sheetcode.written(sheetcode.Sheet(drawn.set, one.number, one.share)) for one in forged.sheets]
    scanned(desk, "".join(sheets[0] + sheets[1]))
    desk.type(NEW)
    desk.tab_to(page.anew.again)
    desk.type(NEW)
    desk.press(Key.Key_Return)
    desk.settle()
    assert "打不开" in page.anew.problem.text()
    assert page.anew.do.isEnabled()
    assert keyslots.document(desk.home) == before


def test_a_lost_computer_a_backup_and_two_sheets(locked_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clerk is gone and so is the computer: the backup gets a new passphrase, and is restored with it."""
    desk = locked_desk
    drawn = made(desk.home)
    town = offices.open_at(desk.home)
    backup = safekeeping.backup(town.ledger, desk.home.parent / "disk")
    town.ledger.close()
    desk.session.folder = new = desk.home.parent / "new"
    page = desk.open("rescue")
    assert not page.sheets_button.isVisible()
    monkeypatch.setattr("ui.pages.rescue.ask_folder", lambda *_a: backup)
    space(desk)
    desk.tab_to(page.sheets_button)
    space(desk)
    page = desk.page
    assert drawn.set in page.told.text()
    sheet_typed(desk, drawn, 2)
    sheet_typed(desk, drawn, 3)
    desk.type(NEW)
    desk.tab_to(page.anew.again)
    desk.type(NEW)
    desk.press(Key.Key_Return)
    desk.settle()
    page = desk.page
    assert desk.shell.place[0] == "rescue"
    assert page.chosen.text() == backup.name
    assert desk.focused is page.passphrase
    desk.type(NEW)
    desk.press(Key.Key_Return)
    desk.settle()
    assert "24 名儿童" in page.told.text()
    assert keyslots.unlock(new, None, NEW)


def test_where_there_are_none(locked_desk: Desk) -> None:
    page = locked_desk.open("help_above")
    assert not page.sheets_button.isVisible()
    page = locked_desk.open("open_sheets")
    assert page.told.text() == w.OPEN_NONE("zh")
    assert not page.anew.do.isEnabled()
    locked_desk.tab_to(locked_desk.button(words_passphrase.BACK("zh")))
    space(locked_desk)
    assert locked_desk.shell.place[0] == "help_above"
    assert words_help_above.PAGE("zh") in locked_desk.words()


def test_what_was_typed_outlives_a_switch_of_language(locked_desk: Desk) -> None:
    drawn = made(locked_desk.home)
    page = locked_desk.open("open_sheets")
    sheet_typed(locked_desk, drawn, 1)
    locked_desk.type(drawn.lines(2)[0][:7])
    locked_desk.shell.set_look(lang="en", size="large")
    locked_desk.settle()
    page = locked_desk.page
    assert page.sheets[0].good()
    assert page.sheets[1].texts()[0] == drawn.lines(2)[0][:7]
    assert page.states[0].text() == f"✓ {w.IS_SHEET('en', number=1)}"


def test_a_refusal_is_said_on_the_page_that_was_made_anew_meanwhile(locked_desk: Desk) -> None:
    desk = locked_desk
    drawn = made(desk.home)
    before = desk.open("open_sheets")
    forged = keysheets.draw(AT)
    sheets = [sheetcode.written(sheetcode.Sheet(drawn.set, one.number, one.share)) for one in forged.sheets]
    scanned(desk, "".join(sheets[0] + sheets[1]))
    desk.type(NEW)
    desk.tab_to(before.anew.again)
    desk.type(NEW)
    desk.press(Key.Key_Return)
    desk.shell.set_look(lang="en")
    desk.settle()
    assert desk.page is not before
    assert Problem("SHEETS_BAD", args={"set": drawn.set}).say("en") == desk.page.anew.problem.text()
    assert desk.page.anew.do.isEnabled()


@pytest.mark.parametrize("asking", ["make", "drop"])
def test_a_wrong_passphrase_counts_and_is_said_though_the_page_was_made_anew(desk: Desk, asking: str) -> None:
    kept.replace(safekeeping.opened(desk.office.ledger), keysheets.draw(AT), "clerk")
    before = desk.open("keysheets", asking=asking)
    desk.session.wrong = 60
    desk.until(lambda: desk.focused.objectName() == "passphrase")
    desk.type("not this one")
    desk.press(Key.Key_Return)
    desk.shell.set_look(lang="en")
    desk.settle()
    page = desk.page
    assert page is not before
    assert desk.session.wrong == 61
    assert "Wait 32 seconds" in page.problem.text()
    assert not page.go.isEnabled()


def test_a_set_that_is_drawn_while_the_look_is_switched_stands_on_the_new_page(desk: Desk) -> None:
    before = desk.open("keysheets", asking="make")
    desk.until(lambda: desk.focused.objectName() == "passphrase")
    desk.type(offices.PASSPHRASE)
    desk.press(Key.Key_Return)
    desk.shell.set_look(lang="en")
    desk.settle()
    assert desk.page is not before
    assert desk.page.drawn is not None
    assert w.MAKING("en") in desk.words()


def test_an_error_while_the_look_is_switched_leaves_the_new_page_ready(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(type(desk.session.doors), "draw_sheets", broken)
    before = desk.open("keysheets", asking="make")
    desk.until(lambda: desk.focused.objectName() == "passphrase")
    desk.type(offices.PASSPHRASE)
    with qtbot.captureExceptions() as caught:
        desk.press(Key.Key_Return)
        desk.shell.set_look(lang="en")
        desk.settle()
    assert desk.page is not before
    assert desk.page.go.isEnabled()
    assert [kind for kind, *_ in caught] == [ZeroDivisionError]


def test_what_is_given_up_while_the_office_is_locked_is_told_to_nobody(desk: Desk) -> None:
    kept.replace(safekeeping.opened(desk.office.ledger), keysheets.draw(AT), "clerk")
    desk.open("keysheets", asking="drop")
    desk.until(lambda: desk.focused.objectName() == "passphrase")
    desk.type(offices.PASSPHRASE)
    desk.press(Key.Key_Return)
    desk.session.lock()
    desk.settle()
    assert desk.shell.place[0] == "unlock"
    assert desk.session.doors.sheets(desk.home) is None


@pytest.mark.slow
def test_nothing_is_cut(desk: Desk) -> None:
    from ui.pages.keysheets import Making

    kept.replace(safekeeping.opened(desk.office.ledger), keysheets.draw(AT), "clerk")
    for where in ({}, {"asking": "make"}, {"making": Making(keysheets.draw(AT))}):
        desk.open("keysheets", **where)
        assert_every_look(desk.shell)


@pytest.mark.slow
def test_nothing_is_cut_on_the_locked_page(locked_desk: Desk) -> None:
    drawn = made(locked_desk.home)
    lines = drawn.lines(2)
    slip = ("2" if lines[1][5] != "2" else "3").join((lines[1][:5], lines[1][6:]))
    for page, where in (
        ("open_sheets", {"typed": [drawn.lines(1), (lines[0], slip, lines[2][:-1], "0" + lines[3][1:])]}),
        ("help_above", {}),
    ):
        locked_desk.open(page, **where)
        assert_every_look(locked_desk.shell)
        assert_every_look(locked_desk.shell, looks=NORMAL, sizes=(LOW,))


@pytest.mark.slow
def test_everything_fits_a_low_window(desk: Desk) -> None:
    from ui.pages.keysheets import Making

    for where in ({}, {"asking": "make"}, {"making": Making(keysheets.draw(AT))}):
        desk.open("keysheets", **where)
        assert_every_look(desk.shell, looks=NORMAL, sizes=(LOW,))

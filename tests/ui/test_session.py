"""Unlocking, setting up, locking, backup: the way into the data and out of it, by keyboard."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import offices
import pytest
from desk import ALT, CONTROL, Key
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QToolTip,
    QWidget,
)

from casefiles.domain.office import misfit
from casefiles.domain.problems import Problem
from db import keyslots, opening, tried
from main import Doors
from ui import clipping, language, words, words_closing, words_open
from ui.session import PATIENCE, WAIT_MOST, WARNING

if TYPE_CHECKING:
    from pathlib import Path

    from desk import Desk
    from PySide6.QtGui import QCloseEvent


def names_of(desk: Desk) -> list[str]:
    return [str(r.values["name"]) for r in desk.office.queries.select("child")]


def is_shut(desk: Desk) -> bool:
    """Whether nobody holds the database: it can be opened, and nothing is left of the open one."""
    office = offices.open_at(desk.home)
    office.ledger.close()
    return not list(desk.home.glob("*-wal"))


def test_a_wrong_passphrase_then_the_right_one(locked_desk: Desk) -> None:
    desk = locked_desk
    assert desk.shell.place[0] == "unlock"
    desk.until(lambda: desk.focused.objectName() == "passphrase")
    desk.type("practice-onlY")
    desk.press(Key.Key_Return)
    desk.settle()
    assert "密码" in desk.page.problem.text()
    assert desk.page.passphrase.text() == ""
    assert desk.session.office is None
    desk.until(lambda: desk.focused.objectName() == "passphrase")
    desk.type(offices.PASSPHRASE)
    with desk.bot.waitSignal(desk.session.unlocked):
        desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "today"
    assert desk.office.home.code == offices.TOWN
    assert desk.office.queries.count("child") == 24


def test_each_wrong_passphrase_after_the_second_makes_one_wait(locked_desk: Desk) -> None:
    desk = locked_desk
    for attempt in range(1, 4):
        desk.until(lambda: desk.page.open_button.isEnabled())
        desk.type("not this one")
        desk.press(Key.Key_Return)
        desk.until(lambda n=attempt: desk.session.wrong == n)
        desk.settle()
    assert words_open.WAIT("zh", n=1) in desk.page.problem.text()
    assert not desk.page.open_button.isEnabled()
    assert desk.page.passphrase.hasFocus(), "the keyboard stays where it is needed next"
    desk.type("too early")
    assert desk.page.passphrase.text() == ""
    desk.until(lambda: desk.page.open_button.isEnabled())


def test_no_way_round_the_wait(locked_desk: Desk) -> None:
    desk = locked_desk
    desk.session.wrong = 60
    desk.type("not this one")
    desk.press(Key.Key_Return)
    desk.until(lambda: desk.session.wrong == 61)
    desk.settle()
    assert 0 < desk.session.waits() <= WAIT_MOST
    desk.shell.set_look(lang="en")
    desk.settle()
    assert desk.page.open_button.isEnabled(), "the page was made anew"
    desk.until(lambda: desk.focused.objectName() == "passphrase")
    desk.type(offices.PASSPHRASE)
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.session.office is None
    assert "before the next attempt" in desk.page.problem.text()
    page = desk.open("rescue")
    page.backup = desk.home
    page.passphrase.setText(offices.PASSPHRASE)
    page.begin()
    desk.settle()
    assert "before the next attempt" in page.problem.text()
    assert page.do.isEnabled()


def test_an_attempt_counts_although_its_page_is_gone(locked_desk: Desk) -> None:
    desk = locked_desk
    desk.session.wrong = 60
    desk.type("not this one")
    desk.press(Key.Key_Return)
    before = desk.page
    desk.shell.set_look(lang="en")
    desk.settle()
    assert desk.page is not before
    assert desk.session.wrong == 61
    assert "Wait 32 seconds" in desk.page.problem.text(), "it is said on the new page"
    assert not desk.page.open_button.isEnabled()


def test_a_page_left_during_an_attempt_is_of_use_again(locked_desk: Desk) -> None:
    desk = locked_desk
    desk.type("not this one")
    desk.press(Key.Key_Return)
    desk.open("help_above")
    assert desk.session.wrong == 1
    page = desk.open("unlock")
    assert page.open_button.isEnabled()


def test_whoever_unlocks_is_told_of_failed_attempts(locked_desk: Desk) -> None:
    desk = locked_desk
    for failed in (PATIENCE - 1, PATIENCE):
        for _ in range(failed):
            tried.note(desk.home, None, 1_790_000_000_000)
        desk.until(lambda: desk.focused.objectName() == "passphrase")
        desk.type(offices.PASSPHRASE)
        with desk.bot.waitSignal(desk.session.unlocked):
            desk.press(Key.Key_Return)
        desk.settle()
        toast = desk.shell.toasted
        said = toast.text if toast is not None else ""
        assert (language.counted(words_open.TRIED, failed, "zh") in said) == (failed >= PATIENCE)
        desk.shell.lock_asked.emit()
        desk.settle()


def test_failed_attempts_and_notices_do_not_take_each_others_place(desk: Desk) -> None:
    tried_, said = language.counted(words_open.TRIED, PATIENCE, "zh"), Problem("ERASED_IN_BACKUPS").say("zh")
    for first in (True, False):
        acts = [lambda: desk.session._tried(PATIENCE), lambda: desk.session._greet(said)]
        for act in acts if first else reversed(acts):
            act()
        assert desk.shell.toasted.text == f"{tried_}\n{said}", "who was here before comes first"
        desk.shell.toasted.dismiss()
        desk.settle()
    desk.session._tried(PATIENCE)
    desk.shell.toast("已保存")
    desk.session._greet(said)
    assert desk.shell.toasted.text == said, "what has gone is not said again"


def test_caps_lock_is_mentioned(locked_desk: Desk) -> None:
    desk = locked_desk
    desk.type("p")
    assert desk.page.problem.text() == ""
    desk.bot.keyClick(desk.focused, "P")  # a capital without Shift
    assert desk.page.problem.text() == words_open.CAPS("zh")
    desk.type("r")
    assert desk.page.problem.text() == ""


def test_two_of_one_name_are_told_apart_by_login(locked_desk: Desk) -> None:
    desk = locked_desk
    key, _ = keyslots.unlock(desk.home, None, offices.PASSPHRASE)
    keyslots.put(desk.home, key, "li2", "李秀样", "another-one", offices.CHEAP)
    desk.session.begin()
    assert [desk.page.who.itemText(n) for n in range(2)] == ["李秀样（clerk）", "李秀样（li2）"]


def test_each_user_opens_with_her_own_passphrase(locked_desk: Desk) -> None:
    desk = locked_desk
    key, _ = keyslots.unlock(desk.home, None, offices.PASSPHRASE)
    keyslots.put(desk.home, key, "wang", "王练习", "another-one", offices.CHEAP)
    desk.session.begin()
    who = desk.page.who
    assert [who.itemData(n) for n in range(who.count())] == ["clerk", "wang"]
    assert [who.itemText(n) for n in range(who.count())] == ["李秀样", "王练习"], "nobody chose the login"
    desk.tab_to(who)
    desk.press(Key.Key_Down)
    assert who.currentData() == "wang"
    desk.tab_to(desk.page.passphrase)
    desk.type(offices.PASSPHRASE)  # the other person's
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.session.office is None
    assert who.currentData() == "wang", "who it is need not be said again"
    desk.until(lambda: desk.page.open_button.isEnabled())
    desk.type("another-one")
    with desk.bot.waitSignal(desk.session.unlocked):
        desk.press(Key.Key_Return)
    assert (desk.office.me.login, desk.office.me.name) == ("wang", "王练习")
    desk.settle()
    assert "王练习" in desk.words()


def test_a_change_of_language_while_opening_loses_nothing(locked_desk: Desk) -> None:
    desk = locked_desk
    desk.type(offices.PASSPHRASE)
    with desk.bot.waitSignal(desk.session.unlocked):
        desk.press(Key.Key_Return)
        desk.shell.set_look(lang="en")
    desk.settle()
    assert desk.shell.place[0] == "today"
    desk.session.lock()
    assert is_shut(desk)


def test_the_first_office_is_made_by_keyboard(locked_desk: Desk, tmp_path: Path) -> None:
    desk = locked_desk
    desk.session.folder = tmp_path / "empty"
    desk.session.begin()
    page = desk.page
    desk.until(lambda: page.name.hasFocus())
    assert words_open.SETUP("zh") in desk.shell.windowTitle(), "the window is called as its heading says"
    seen = desk.shell.grab().toImage()
    assert seen.pixelColor(3, seen.height() - 3) == seen.pixelColor(3, 3), "no strip at the foot with nothing in it"
    desk.press(Key.Key_Return)  # nothing typed yet
    assert [line for line, said in page.said.items() if said.isVisible()] == [page.name, page.code, page.first]
    assert all("必填" in page.said[line].text() for line in (page.name, page.code, page.first))
    assert page.name.hasFocus()
    assert "3" in page.problem.text(), "beside the button: how many there are"
    desk.commit("白石乡儿童之家")
    desk.tab_to(page.code)
    desk.type("99990")
    desk.tab_to(page.user)
    desk.commit("赵练习")
    desk.tab_to(page.first)
    desk.type("long enough")
    desk.tab_to(page.again)
    desk.type("long enougn")
    desk.press(Key.Key_Return)
    assert page.said[page.again].text() == words_open.NOT_THE_SAME("zh")
    assert page.said[page.code].isVisible(), "both at once: five digits are nobody's code"
    assert page.code.accessibleDescription() == page.said[page.code].text()
    assert page.code.hasFocus()
    assert not page.said[page.name].isVisible()
    desk.type("1")
    assert not page.said[page.code].isVisible(), "what is typed again is not called wrong meanwhile"
    desk.press(Key.Key_Return)  # the county's code, and the level of a township
    wrong = misfit("999901", "township")
    assert wrong is not None
    assert page.said[page.code].text() == wrong.say("zh")
    assert page.said[page.again].isVisible()
    assert not (tmp_path / "empty").exists()
    desk.tab_to(page.again)
    page.again.selectAll()
    desk.type("long enough")
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.session.office is None
    assert page.code.hasFocus()
    page.code.clear()
    desk.type("999902101")
    with desk.bot.waitSignal(desk.session.unlocked, timeout=30_000):
        desk.press(Key.Key_Return)
    desk.settle()
    home = desk.office.home
    assert (home.name, home.code, home.level) == ("白石乡儿童之家", "999902101", "township")
    assert desk.office.me.name == "赵练习"
    assert desk.shell.place[0] == "today"
    assert "新建档案" in desk.words(), "an empty office says where to begin"
    desk.session.lock()
    ledger, queries, found, _me = opening.open_office(
        tmp_path / "empty", None, "long enough", offices.FixedClock()
    )
    assert (found.code, queries.count("child")) == ("999902101", 0)
    ledger.close()


@pytest.mark.parametrize("page", ["children", "child", "mentors", "matching", "visit", "preview"])
def test_locking_leaves_nothing_of_a_child_behind(desk: Desk, page: str) -> None:
    child = desk.office.queries.register_ids("child")[0]
    names = names_of(desk)
    desk.open(page, **({"id": child} if page in {"child", "preview"} else {}))
    if page == "children":
        desk.press(Key.Key_K, CONTROL)
        desk.commit(names[0])
        desk.settle()
    if page in {"children", "child", "matching"}:
        assert any(name in desk.words() for name in names)
    office = desk.office
    with desk.bot.waitSignal(desk.session.locked):
        desk.press(Key.Key_L, CONTROL)
    desk.settle()
    assert desk.shell.place == ("unlock", {})
    assert desk.focused.objectName() == "passphrase"
    left = desk.words()
    assert not [name for name in names if name in left]
    assert desk.shell.windowTitle() == f"{words.UNLOCK('zh')} - {words.PRODUCT('zh')}"
    assert is_shut(desk)
    with pytest.raises(Exception, match="closed"):
        office.queries.count("child")
    desk.press(Key.Key_1, ALT)  # no shortcut leads behind the lock
    desk.press(Key.Key_Left, ALT)
    assert desk.shell.place[0] == "unlock"


def test_nobody_there_locks_after_a_warning(desk: Desk) -> None:
    desk.open("children")
    limit = desk.shell.preferences.lock_minutes * 60
    desk.seconds.at += limit - WARNING + 1
    desk.until(lambda: words_open.LOCKS_SOON("zh") in desk.words())
    assert desk.session.office is not None
    desk.commit("x")  # a sign of life, from an input method that keeps the keys to itself
    desk.seconds.at += limit - WARNING - 1
    for _look in range(2):
        with desk.bot.waitSignal(desk.session._idle.timeout):
            pass
    assert desk.session.office is not None, "the count began anew with the key"
    with desk.bot.waitSignal(desk.session.locked):
        desk.seconds.at += WARNING + 8 * 3600  # the computer slept
    assert desk.shell.place[0] == "unlock"
    assert is_shut(desk)


def test_a_mouse_that_moves_and_a_key_in_a_dialog_are_signs_of_life(desk: Desk) -> None:
    desk.open("children")
    desk.seconds.at += 100
    QTest.mouseMove(desk.shell.windowHandle(), QPoint(300, 300))
    desk.until(lambda: desk.session._seen == desk.seconds.at)
    dialog = QDialog(desk.shell)
    line = QLineEdit(dialog)
    with desk.bot.waitExposed(dialog):
        dialog.show()
    desk.seconds.at += 100
    line.setFocus()
    desk.until(lambda: QApplication.focusWidget() is line)
    assert desk.session._seen < desk.seconds.at
    QTest.keyClick(line, Key.Key_A)
    assert desk.session._seen == desk.seconds.at
    desk.seconds.at += 100
    desk.session._look()  # what comes every second: the dialog's window is new
    QTest.mouseMove(dialog.windowHandle(), QPoint(5, 5))
    desk.until(lambda: desk.session._seen == desk.seconds.at)
    dialog.close()


def test_what_the_program_does_by_itself_is_no_sign_of_life(desk: Desk) -> None:
    desk.open("children")
    before = desk.session._seen
    desk.seconds.at += 100
    desk.open("mentors")
    desk.open("today")
    assert desk.session._seen == before


def test_the_lock_closes_an_open_dialog(desk: Desk) -> None:
    desk.open("roster")
    seen = []

    def walk_away() -> None:
        if isinstance(QApplication.activeModalWidget(), QFileDialog):
            seen.append(QApplication.activeModalWidget())
            desk.seconds.at += 3600
        else:
            QTimer.singleShot(0, walk_away)

    QTimer.singleShot(0, walk_away)
    with desk.bot.waitSignal(desk.session.locked):
        desk.page.choose_button.click()
    desk.settle()
    assert seen
    assert QApplication.activeModalWidget() is None
    assert desk.shell.place[0] == "unlock"


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform, of any pop-up
def test_the_lock_leaves_no_menu_on_the_screen(desk: Desk) -> None:
    for child in desk.office.queries.register_ids("child")[:2]:
        desk.open("child", id=child)
    names = names_of(desk)
    desk.press(Key.Key_K, CONTROL)
    desk.press(Key.Key_Down)  # the files opened last, below the search box
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert any(name in action.text() for action in menu.actions() for name in names)
    more = menu.addMenu(names[0])
    more.addAction(names[0])
    more.popup(menu.mapToGlobal(QPoint(40, 40)))
    with desk.bot.waitSignal(desk.session.locked):
        desk.seconds.at += 3600
    desk.settle()
    assert QApplication.activePopupWidget() is None
    assert over(desk) == []


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform, of any pop-up
def test_the_lock_leaves_no_list_note_or_window_on_the_screen(desk: Desk) -> None:
    child = desk.office.queries.register_ids("child")[0]
    desk.open("child", id=child, edit=True)
    box = next(b for b in desk.page.findChildren(QComboBox) if b.isVisible())
    beside = QDialog(desk.shell)  # no modal one
    beside.show()
    asking = Asking(desk.shell)
    asking.show()
    box.showPopup()
    QToolTip.showText(QPoint(10, 10), names_of(desk)[0], desk.shell)
    assert len(over(desk)) >= 4
    desk.session.lock()
    desk.until(lambda: over(desk) == [])
    assert desk.shell.place[0] == "unlock"


class Asking(QDialog):
    """A dialog that does not close when it is asked to."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


def over(desk: Desk) -> list[QWidget]:
    """What can be seen beside the window."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not desk.shell]


def test_what_was_copied_is_gone_when_the_window_is_locked(desk: Desk) -> None:
    clipping.put("张小例")
    assert QApplication.clipboard().text() == "张小例"
    desk.session.lock()
    desk.settle()
    assert QApplication.clipboard().text() == ""


def test_a_backup_at_the_foot_of_the_navigation(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert words.NO_BACKUP("zh") in desk.words()
    asked = desk.answer_file_dialog(stick)
    with desk.bot.waitSignal(desk.session.backed_up, timeout=30_000) as made:
        desk.shell.status.backup_button.click()
    desk.settle()
    assert asked == [words_open.BACKUP_WHERE("zh")]
    assert "今天 09:30" in desk.shell.status.backup.text()
    assert desk.shell.status.backup_button.isEnabled()
    folder = made.args[0]
    assert folder.parent == stick
    assert folder.name in desk.words()
    restored = tmp_path / "restored"
    Doors().restore(folder, restored, offices.PASSPHRASE)
    again = offices.open_at(restored)
    assert again.queries.count("child") == desk.office.queries.count("child")
    again.ledger.close()
    kept = desk.office.ledger.setting("last_backup")
    assert kept is not None
    assert datetime.fromisoformat(kept) == offices.NOW


def test_a_new_backup_offers_to_delete_those_that_hold_what_was_erased(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ledger = desk.office.ledger
    old = Doors().backup(desk.office, stick).rename(stick / f"doorstep-{desk.office.home.code}-20200101-000000")
    ledger.erase([desk.office.queries.register_ids("child")[0]])
    with ledger.database.writing() as connection:
        connection.execute("UPDATE erased SET at_ms=at_ms-60000")
    for answer, stays in ((words_closing.OLD_KEEP("zh"), True), (words_closing.OLD_DELETE("zh"), False)):
        for made in stick.glob(f"doorstep-{desk.office.home.code}-2026*"):
            shutil.rmtree(made)
        asked = desk.answer_question(answer)
        with desk.bot.waitSignal(desk.session.backed_up, timeout=30_000):
            desk.session.backup_to(stick)
        desk.settle()
        assert len(asked) == 1
        assert old.exists() is stays
    assert language.counted(words_closing.OLD_DELETED, 1, "zh") in desk.words()
    assert len(list(stick.glob("doorstep-*-2026*"))) == 1


def test_a_backup_that_cannot_be_written_says_so(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "a file"
    target.write_text("not a folder")
    desk.session.backup_to(target)
    desk.settle()
    assert str(target) in desk.words()
    assert words.NO_BACKUP("zh") in desk.words()
    assert desk.shell.status.backup_button.isEnabled()


def test_a_practice_office_cannot_be_mistaken(desk: Desk) -> None:
    assert desk.shell.band.isVisible()
    assert desk.shell.band.text() == words.PRACTICE_DATA("zh")
    for scheme in ("dark", "contrast", "light"):
        desk.shell.set_look(scheme=scheme)
        assert desk.shell.band.isVisible()
    desk.session.lock()
    assert not desk.shell.band.isVisible()


def test_an_office_with_a_real_code_has_no_band(locked_desk: Desk, tmp_path: Path) -> None:
    real = tmp_path / "real"
    opening.new_office(
        real,
        name="某镇儿童之家",
        code="522428101",
        level="township",
        login="clerk",
        user_name="李秀样",
        passphrase=offices.PASSPHRASE,
        clock=offices.FixedClock(),
        cost=offices.CHEAP,
    )
    locked_desk.session.opened(offices.open_at(real))
    locked_desk.settle()
    assert not locked_desk.shell.band.isVisible()


def test_another_folder_is_opened_or_set_up(locked_desk: Desk, tmp_path: Path) -> None:
    desk = locked_desk
    offices.make(tmp_path / "second")
    key, _ = keyslots.unlock(tmp_path / "second", None, offices.PASSPHRASE)
    keyslots.put(tmp_path / "second", key, "wang", "王练习", "another-one", offices.CHEAP)
    (tmp_path / "nothing").mkdir()
    desk.button(words_open.NEW_OFFICE("zh")).click()
    assert desk.page.folder == tmp_path / "office-2", "beside the one that stands"
    desk.button(words_open.BACK_TO_UNLOCK("zh")).click()
    desk.answer_file_dialog(tmp_path / "second")
    desk.button(words_open.OTHER_FOLDER("zh")).click()
    desk.settle()
    assert desk.shell.place[0] == "unlock"
    assert desk.page.who.count() == 2
    assert "second" in desk.page.help.text()
    desk.answer_file_dialog(tmp_path / "nothing")
    desk.button(words_open.OTHER_FOLDER("zh")).click()
    desk.settle()
    assert desk.shell.place[0] == "first_office"
    assert desk.page.folder == tmp_path / "nothing"
    desk.session.folder = tmp_path / "second"
    desk.shell.open("first_office")
    desk.button(words_open.BACK_TO_UNLOCK("zh")).click()
    assert desk.shell.place[0] == "unlock"


def test_show_and_hide_the_passphrase(locked_desk: Desk) -> None:
    page = locked_desk.page
    assert page.passphrase.echoMode() == QLineEdit.EchoMode.Password
    locked_desk.tab_to(page.eye)
    locked_desk.press(Key.Key_Space)
    assert page.passphrase.echoMode() == QLineEdit.EchoMode.Normal
    assert page.eye.accessibleName() == words_open.HIDE("zh")
    locked_desk.press(Key.Key_Space)
    assert page.passphrase.echoMode() == QLineEdit.EchoMode.Password

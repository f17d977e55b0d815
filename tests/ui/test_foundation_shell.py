"""The shell: by keyboard alone, the way back, drawer, messages with undo, switching, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gallery
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from casefiles.domain.messages import MESSAGES
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label
from ui.pages import PageSpec
from ui.preferences import FILE, Preferences
from ui.widgets import ChipBar, Segmented, TextArea
from ui.window import Shell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.jobs import Step

Key = Qt.Key
Mod = Qt.KeyboardModifier


class Note(QWidget):
    """A page that writes down what the shell asks of it."""

    made = 0
    log: list[tuple[Any, ...]] = []  # noqa: RUF012 - emptied by the fixture

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        type(self).made += 1
        self.shell = shell
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.at: dict[str, Any] = {}
        self.setObjectName("note_page")

    def enter(self, **where: Any) -> None:
        self.at = where
        self.log.append(("enter", where))

    def where(self) -> dict[str, Any]:
        return self.at

    def reload(self) -> None:
        self.log.append(("reload",))

    def on_changed(self, entity: str, ids: object) -> None:
        self.log.append(("changed", entity, ids))

    def search(self, text: str) -> None:
        self.log.append(("search", text))

    def leave(self) -> None:
        self.log.append(("leave",))


class Broken(QWidget):
    """A page that cannot be made until it is mended."""

    mended = False

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        if not self.mended:
            raise ValueError("张小明")

    def reload(self) -> None:
        """Nothing to read."""


PAGES = (
    PageSpec("note", Label("笔记", "Notes"), "pencil", f"{__name__}:Note"),
    PageSpec("children", Label("儿童档案", "Children"), "users", f"{__name__}:Note"),
    PageSpec("broken", Label("坏页", "Broken"), "info", f"{__name__}:Broken", in_nav=False, under="note"),
    PageSpec("unlock", Label("解锁", "Unlock"), "lock", f"{__name__}:Note", in_nav=False, bare=True),
)


@pytest.fixture
def notes(show: Callable[[Shell], Shell], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    import sys

    monkeypatch.setitem(sys.modules, __name__, sys.modules.get(__name__) or _this_module())
    Note.log.clear()
    Note.made = 0
    shell = Shell(object(), Preferences(tmp_path), pages=PAGES, user="李秀兰", now=lambda: gallery.NOW)  # type: ignore[arg-type]
    return show(shell)


def _this_module() -> Any:
    import types

    module = types.ModuleType(__name__)
    module.__dict__.update(globals())
    return module


def press(qtbot: QtBot, shell: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or shell, key, modifier)


def test_pages_are_made_when_first_opened(notes: Shell) -> None:
    assert Note.made == 0
    notes.open("note", id="7")
    notes.open("note", id="8")
    assert Note.made == 1
    assert Note.log[-2:] == [("enter", {"id": "7"}), ("enter", {"id": "8"})]


def test_the_way_back_and_forth(notes: Shell, qtbot: QtBot) -> None:
    notes.open("note", id="7")
    notes.open("children")
    notes.open("note", id="8")
    press(qtbot, notes, Key.Key_Left, Mod.AltModifier)
    assert notes.place == ("children", {})
    press(qtbot, notes, Key.Key_Left, Mod.AltModifier)
    assert notes.place == ("note", {"id": "7"})
    assert not notes.top.back_button.isEnabled()
    press(qtbot, notes, Key.Key_Left, Mod.AltModifier)
    press(qtbot, notes, Key.Key_Right, Mod.AltModifier)
    assert notes.place == ("children", {})
    notes.open("note", id="9")
    press(qtbot, notes, Key.Key_Right, Mod.AltModifier)
    assert notes.place == ("note", {"id": "9"})


def test_back_returns_to_where_the_page_had_got(notes: Shell) -> None:
    notes.open("note", id="7")
    notes.page.at = {"id": "7", "tab": 3}
    notes.open("children")
    notes.back()
    assert Note.log[-1] == ("enter", {"id": "7", "tab": 3})


def test_the_navigation_shows_where_one_is(notes: Shell, qtbot: QtBot) -> None:
    press(qtbot, notes, Key.Key_2, Mod.AltModifier)
    assert notes.nav.buttons["children"].isChecked()
    notes.nav.buttons["note"].click()
    assert notes.place[0] == "note"
    assert not notes.nav.buttons["children"].isChecked()


def test_search_from_anywhere_goes_to_the_children(notes: Shell, qtbot: QtBot) -> None:
    notes.open("children")
    press(qtbot, notes, Key.Key_K, Mod.ControlModifier)
    assert notes.top.search.hasFocus()
    Note.log.clear()
    qtbot.keyClicks(notes.top.search, "zx")
    assert Note.log == [("search", "z"), ("search", "zx")]
    assert notes.place == ("children", {"find": "zx"})
    assert notes.top.search.hasFocus()


def test_search_opens_the_children_from_a_page_that_cannot_find(shell: Shell, qtbot: QtBot) -> None:
    shell.open("bits")
    qtbot.keyClick(shell, Key.Key_F, Mod.ControlModifier)
    qtbot.keyClicks(shell.top.search, "zxm")
    assert shell.place[0] == "children"
    assert shell.page.asked == "zxm"
    assert shell.top.search.text() == "zxm"
    assert shell.top.search.hasFocus()
    shell.back()
    assert shell.place == ("bits", {})
    assert shell.top.search.text() == ""


def test_nothing_is_asked_while_a_character_is_composed(notes: Shell) -> None:
    notes.open("children")
    box = notes.top.search
    box.setFocus()
    Note.log.clear()
    QApplication.sendEvent(box, QInputMethodEvent("zhang", []))
    assert Note.log == []
    committed = QInputMethodEvent()
    committed.setCommitString("张")
    QApplication.sendEvent(box, committed)
    assert Note.log == [("search", "张")]


def test_full_width_digits_find_too(notes: Shell) -> None:
    notes.open("children")
    Note.log.clear()
    notes.top.search.setText("０４１３")
    assert Note.log == [("search", "0413")]


def test_escape_clears_the_search_first(notes: Shell, qtbot: QtBot) -> None:
    notes.open("children")
    notes.top.search.setFocus()
    qtbot.keyClicks(notes.top.search, "z")
    qtbot.keyClick(notes.top.search, Key.Key_Escape)
    assert Note.log[-1] == ("search", "")
    assert notes.place == ("children", {})


def test_undo_from_the_message_by_keyboard_and_once(notes: Shell, qtbot: QtBot) -> None:
    notes.open("note")
    undone: list[int] = []
    toast = notes.toast("走访已保存", lambda: undone.append(1))
    assert toast.isVisible()
    assert notes.status.rect().contains(toast.geometry())
    press(qtbot, notes, Key.Key_Z, Mod.ControlModifier)
    press(qtbot, notes, Key.Key_Z, Mod.ControlModifier)
    assert undone == [1]


def test_a_new_message_takes_the_place_of_the_old(notes: Shell, qtbot: QtBot) -> None:
    notes.open("note")
    undone: list[int] = []
    old = notes.toast("一", lambda: undone.append(1))
    with qtbot.waitSignal(old.gone):
        new = notes.toast("二", lambda: undone.append(2))
    assert new.undo_button is not None
    new.undo_button.click()
    assert undone == [2]


def test_ctrl_z_in_a_text_box_is_the_text_boxs(notes: Shell, qtbot: QtBot) -> None:
    notes.open("note")
    area = TextArea(notes.theme, "走访情况")
    notes.drawer(area)
    area.setFocus()
    qtbot.keyClicks(area, "abc")
    undone: list[int] = []
    notes.toast("走访已保存", lambda: undone.append(1))
    qtbot.keyClick(area, Key.Key_Z, Mod.ControlModifier)
    assert undone == []
    assert area.text() == ""


def test_the_drawer_opens_focuses_and_escape_closes_it(shell: Shell, qtbot: QtBot) -> None:
    shell.open("children")
    qtbot.keyClick(shell.page.view, Key.Key_Return)
    assert shell.drawn is not None
    assert shell.drawer_host.width() == 430
    left: list[int] = []
    shell.drawn.leave = lambda: left.append(1)
    press(qtbot, shell, Key.Key_Escape)
    assert shell.drawn is None
    assert left == [1]
    assert shell.page.view.hasFocus()


def test_on_a_small_window_the_drawer_takes_the_page(shell: Shell) -> None:
    shell.set_look(size="xlarge")
    shell.resize(1024, 700)
    shell.open("children")
    shell.drawer(gallery.visit(shell))
    QApplication.processEvents()
    assert not shell.stack.isVisible()
    assert shell.drawer_host.width() == shell.content.width()
    shell.drawer(None)
    assert shell.stack.isVisible()


def test_what_was_saved_is_told_to_the_page_in_sight(notes: Shell) -> None:
    notes.open("note")
    notes.changed.emit("child", ("7",))
    assert Note.log[-1] == ("changed", "child", ("7",))


def test_a_switch_builds_the_page_again_in_its_place(notes: Shell, qtbot: QtBot) -> None:
    notes.open("note", id="7")
    made = Note.made
    notes.top.lang_button.setFocus()
    with qtbot.waitSignal(notes.opened):
        notes.top.lang_button.click()
    assert notes.lang == "en"
    assert Note.made == made + 1
    assert Note.log[-2:] == [("leave",), ("enter", {"id": "7"})]
    assert notes.nav.buttons["note"].accessibleName() == "Notes"
    assert notes.windowTitle() == "Notes - Doorstep"
    with qtbot.waitSignal(notes.opened):
        notes.top.scheme_button.click()
    with qtbot.waitSignal(notes.opened):
        notes.top.size_button.click()
    assert (notes.theme.scheme, notes.theme.size) == ("dark", "large")
    again = Preferences(notes.preferences.path.parent)
    assert (again.lang, again.scheme, again.size) == ("en", "dark", "large")


def test_the_buttons_go_round_all_looks(notes: Shell, qtbot: QtBot) -> None:
    notes.open("note")
    seen = []
    for _ in range(3):
        with qtbot.waitSignal(notes.opened):
            notes.top.scheme_button.click()
        seen.append(notes.theme.scheme)
    assert seen == ["dark", "contrast", "light"]


def test_a_page_that_cannot_be_made_says_so_and_may_be_tried_again(
    notes: Shell, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    told: list[type] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(kind))
    notes.open("broken")
    assert told == [ValueError]
    retry = next(b for b in notes.page.findChildren(QPushButton) if "重试" in b.text())
    monkeypatch.setattr(sys.modules[__name__].Broken, "mended", True)
    retry.click()
    assert type(notes.page).__name__ == "Broken"


def test_before_unlocking_nothing_else_is_shown(notes: Shell, qtbot: QtBot) -> None:
    notes.open("note")
    notes.set_office(None)
    notes.open("unlock")
    assert not notes.nav.isVisible()
    assert not notes.top.isVisible()
    assert Note.log[-2] == ("leave",)
    press(qtbot, notes, Key.Key_1, Mod.AltModifier)
    press(qtbot, notes, Key.Key_Left, Mod.AltModifier)
    assert notes.place[0] == "unlock"
    with pytest.raises(RuntimeError):
        _ = notes.office


def test_lock_is_asked_by_key_and_button(notes: Shell, qtbot: QtBot) -> None:
    notes.open("note")
    with qtbot.waitSignal(notes.lock_asked):
        press(qtbot, notes, Key.Key_L, Mod.ControlModifier)
    with qtbot.waitSignal(notes.lock_asked):
        notes.top.lock_button.click()


def test_the_foot_says_when_the_last_backup_was(shell: Shell) -> None:
    assert shell.status.safe.text() == "数据已加密"
    assert shell.status.backup.text() == "上次备份：昨天 17:30"
    shell.set_backup(None)
    assert shell.status.backup.text() == "还没有备份"


def test_a_refusal_nobody_takes_is_shown_in_words(notes: Shell, qtbot: QtBot) -> None:
    code = next(code for code, text in MESSAGES.items() if "{" not in text.zh)
    notes.open("note")

    def refuse(step: Step) -> None:
        raise Refusal(Problem(code))

    notes.jobs.write(refuse)
    qtbot.waitUntil(lambda: notes._toast is not None)
    assert notes._toast.text == MESSAGES[code].zh


def test_closing_waits_for_what_is_being_written(notes: Shell, tmp_path: Path) -> None:
    notes.open("note")
    saved: list[object] = []
    notes.jobs.write(lambda step: (tmp_path / "visit").write_text("x"), owner=notes.page, done=saved.append)
    notes.close()
    assert (tmp_path / "visit").exists()
    assert saved == [1]
    assert Note.log[-1] == ("leave",)


def test_a_damaged_settings_file_is_told(show: Callable[[Shell], Shell], tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    shell = show(Shell(object(), Preferences(tmp_path), pages=PAGES))  # type: ignore[arg-type]
    assert shell._toast is not None
    assert "preferences.broken-1.json" in shell._toast.text


def test_tab_reaches_everything_and_comes_round(shell: Shell, qtbot: QtBot) -> None:
    shell.open("bits")
    first = shell.nav.buttons["today"]
    first.setFocus()
    seen: list[QWidget] = []
    for _ in range(80):
        here = QApplication.focusWidget()
        assert here is not None
        if here is first and seen:
            break
        seen.append(here)
        qtbot.keyClick(here, Key.Key_Tab)
    assert QApplication.focusWidget() is first
    wanted = [
        b for b in shell.findChildren(QPushButton)
        if b.isVisible() and b.isEnabled() and b.property("kind") not in ("nav", "chip", "segment")
    ]  # fmt: skip
    assert [b.accessibleName() for b in wanted if b not in seen] == []


def test_focus_is_seen_and_moves_nothing(shell: Shell, qtbot: QtBot) -> None:
    shell.open("bits")
    for kind in ("", "primary", "soft", "danger", "ghost", "icon", "nav"):
        one = next(
            b for b in shell.findChildren(QPushButton)
            if b.isVisible() and b.isEnabled() and b.property("kind") == kind and not b.isChecked()
        )  # fmt: skip
        QApplication.focusWidget() and QApplication.focusWidget().clearFocus()
        before, place = one.grab().toImage(), one.mapTo(shell, QPoint(0, 0))
        size = one.sizeHint()
        one.setFocus(Qt.FocusReason.TabFocusReason)
        assert one.grab().toImage() != before, kind
        assert one.sizeHint() == size, kind
        assert one.mapTo(shell, QPoint(0, 0)) == place
        one.clearFocus()


def test_choices_by_arrow_keys(qtbot: QtBot, shell: Shell) -> None:
    made = Segmented(shell.theme, [("a", "一"), ("b", "二"), ("c", "三")], name="状态", optional=True)
    qtbot.addWidget(made)
    made.show()
    qtbot.keyClick(made._buttons["a"], Key.Key_Space)
    assert made.current == "a"
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made._buttons["a"].setFocus()
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.keyClick(made._buttons["a"], Key.Key_Right)
    assert chosen.args == ["b"]
    made._buttons["b"].click()
    assert made.current == ""


def test_chips_have_one_on(qtbot: QtBot, shell: Shell) -> None:
    made = ChipBar(shell.theme, [("all", "全部"), ("late", "逾期")], name="筛选")
    qtbot.addWidget(made)
    made.show()
    assert made.current == "all"
    with qtbot.waitSignal(made.chosen) as chosen:
        made._buttons["late"].click()
    assert chosen.args == ["late"]
    assert made.current == "late"
    made.set_text("late", "逾期 12")
    assert made._buttons["late"].accessibleName() == "逾期 12"


def test_tab_leaves_the_text_box_and_its_length_is_kept(qtbot: QtBot, shell: Shell) -> None:
    shell.open("children")
    form = gallery.visit(shell)
    shell.drawer(form)
    made = TextArea(shell.theme, "走访情况", longest=5)
    form.body.addWidget(made)
    made.show()
    made.setFocus()
    made.set("一二三四五六七")
    assert made.text() == "一二三四五"
    qtbot.keyClick(made, Key.Key_Tab)
    assert "\t" not in made.text()
    assert not made.hasFocus()
    with qtbot.waitSignal(made.submitted):
        qtbot.keyClick(made, Key.Key_Return, Mod.ControlModifier)


def test_the_window_comes_back_where_it_was(show: Callable[[Shell], Shell], tmp_path: Path) -> None:
    first = Shell(object(), Preferences(tmp_path), pages=PAGES)  # type: ignore[arg-type]
    first.show()
    first.resize(1100, 640)  # the offscreen screen is 800 px wide and cuts the width
    first.close()
    again = Shell(object(), Preferences(tmp_path), pages=PAGES)  # type: ignore[arg-type]
    assert again.height() == 640
    again.close()

"""The strip at the foot: messages cover nothing, every page has its key, and the list of pages is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import shots
from desk import ALT, CONTROL, Key
from looks import assert_nothing_cut
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from casefiles.domain.words import Label
from ui import words_exchange, words_keys
from ui.key_help import KeyHelp
from ui.pages import page_keys

if TYPE_CHECKING:
    from desk import Desk

LONG = Label(
    "这条提示有好几句话。档案已经保存，走访记录也已经保存。如果不对，可以撤销，再重新录入；其他人的档案没有变化。",
    "This message has several sentences. The file is saved, and so is the visit. If that is wrong, take it back and "
    "enter it again; nobody else's file has changed.",
)


def place(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget can be seen in the window."""
    seen = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(window, seen.topLeft()), seen.size())


def where_of(desk: Desk) -> dict[str, dict[str, Any]]:
    queries = desk.office.queries
    child, mentor = (queries.register_ids(entity)[0] for entity in ("child", "mentor"))
    where: dict[str, dict[str, Any]] = {"child": {"id": child}, "preview": {"id": child}, "mentor": {"id": mentor}}
    where["household"] = {"id": queries.register_ids("household")[0]}
    return where


@pytest.mark.slow
@pytest.mark.parametrize("look", [("zh", "normal"), ("en", "xlarge")], ids="-".join)
def test_a_message_covers_nothing_that_can_be_pressed(desk: Desk, look: tuple[str, str]) -> None:
    shell = desk.shell
    shell.resize(1024, 600)
    shell.set_look(lang=look[0], size=look[1])
    kinds = (QAbstractButton, QLineEdit)
    seen = 0
    for name, act in shots.states_of(shell, where_of(desk)):
        act()
        desk.settle()
        toast = shell.toast(LONG, lambda: None)
        desk.settle()
        mine = place(toast, shell)
        assert mine.size() == toast.size(), f"{name}: the message is whole"
        for one in shell.findChildren(QWidget):
            if isinstance(one, kinds) and one.isVisible() and one.isEnabled() and not toast.isAncestorOf(one):
                seen += 1
                assert not mine.intersects(place(one, shell)), f"{name}: over {one.accessibleName()!r}"
        toast.dismiss()
        shell.drawer(None)
    assert seen > 500


def test_a_long_message_is_read_whole_and_the_strip_is_low_again_after_it(desk: Desk) -> None:
    shell = desk.shell
    shell.resize(1024, 600)
    shell.set_look(lang="en", size="xlarge")
    desk.settle()
    low = shell.status.height()
    toast = shell.toast(LONG, lambda: None)
    desk.settle()
    words = toast.words
    need = words.fontMetrics().boundingRect(0, 0, words.width(), 9999, 0x1000, words.text())
    assert words.height() >= need.height() > words.fontMetrics().height()
    assert shell.status.height() > low
    toast.dismiss()
    desk.until(lambda: shell.status.height() == low)
    short = shell.toast("ok")
    desk.settle()
    assert shell.status.height() == low
    assert short.width() < 300, "no wider than its words"


@pytest.mark.parametrize("width", [1366, 1024])
def test_a_message_with_the_name_of_a_file_is_whole_and_stays_as_wide(desk: Desk, width: int) -> None:
    shell = desk.shell
    shell.resize(width, 768)
    shell.set_look(lang="en", size="xlarge")
    desk.settle()
    name = "999901101-999901-20261127-172321-dcc61071.tgx"
    toast = shell.toast(words_exchange.EXPORTED("en", n=20, name=name))
    desk.settle()
    wide = toast.width()
    assert_nothing_cut(toast)
    for n in (1, 0):
        shell.resize(width, 768 - n)
        desk.settle()
    assert toast.width() == wide
    assert_nothing_cut(toast)


def test_every_page_of_the_list_has_a_key_that_a_keyboard_has(desk: Desk) -> None:
    shell = desk.shell
    keys = page_keys(shell.specs.values())
    assert list(keys) == list(shell.nav.buttons)
    digits = {f"Alt+{one}": getattr(Key, f"Key_{one}") for one in range(10)} | {"Alt+-": Key.Key_Minus}
    for name, key in keys.items():
        assert f"({key})" in shell.nav.buttons[name].toolTip()
        desk.press(digits[key], ALT)
        desk.settle()
        assert shell.place[0] == name, key


def test_the_list_of_keys_names_every_page(desk: Desk) -> None:
    shell = desk.shell
    desk.open("today")
    desk.press(Key.Key_Slash, CONTROL)
    desk.settle()
    assert isinstance(shell.drawn, KeyHelp)
    said = [one.text() for one in shell.drawn.findChildren(QLabel)]
    for name, key in page_keys(shell.specs.values()).items():
        assert key in said
        assert shell.specs[name].label("zh") in said
    desk.press(Key.Key_Escape)
    assert shell.drawn is None
    desk.button(words_keys.OPEN("zh")).click()
    assert isinstance(shell.drawn, KeyHelp)


@pytest.mark.parametrize("look", [("zh", "normal"), ("en", "xlarge")], ids="-".join)
def test_the_whole_list_of_pages_is_in_sight_in_the_smallest_window(desk: Desk, look: tuple[str, str]) -> None:
    shell = desk.shell
    shell.resize(1024, 600)
    shell.set_look(lang=look[0], size=look[1])
    shell.open("exchange")
    desk.settle()
    for name, one in shell.nav.buttons.items():
        assert one.visibleRegion().boundingRect().size() == one.size(), name
        assert one.height() >= one.fontMetrics().height() + 4
    assert shell.nav.buttons["exchange"].isChecked()
    tops = [one.mapTo(shell, QPoint()).y() for one in shell.nav.buttons.values()]
    shell.resize(1366, 900)
    desk.settle()
    grown = [one.mapTo(shell, QPoint()).y() for one in shell.nav.buttons.values()]
    assert grown[-1] > tops[-1], "with room, they stand apart again"

"""What has the keyboard answers to it: Enter presses a figure, arrows read on in the drawer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import CONTROL, Key

from ui.widgets.cards import StatTile

if TYPE_CHECKING:
    from desk import Desk


def test_a_figure_of_today_opens_by_enter(desk: Desk) -> None:
    desk.open("today")
    desk.tab_to(desk.page.findChildren(StatTile)[0])
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "children"


def test_the_list_of_keys_is_read_to_its_end_without_the_mouse(desk: Desk) -> None:
    desk.open("today")
    desk.press(Key.Key_Slash, CONTROL)
    desk.settle()
    bar = desk.shell.drawn.inside.verticalScrollBar()
    assert bar.maximum() > 0, "it is longer than the window"
    for _ in range(3):
        desk.press(Key.Key_Down)
    down = bar.value()
    assert down > 0
    desk.press(Key.Key_PageDown)
    assert bar.value() > down
    desk.press(Key.Key_End)
    assert bar.value() == bar.maximum()
    desk.press(Key.Key_Home)
    assert bar.value() == 0
    assert desk.focused is desk.shell.drawn.close_button, "the keyboard is where it was"
    assert desk.shell.place[0] == "today"

"""What has the keyboard answers to it: Enter presses a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import Key

from ui.widgets.cards import StatTile

if TYPE_CHECKING:
    from desk import Desk


def test_a_figure_of_today_opens_by_enter(desk: Desk) -> None:
    desk.open("today")
    desk.tab_to(desk.page.findChildren(StatTile)[0])
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "children"

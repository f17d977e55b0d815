"""Files that came because their division was joined stand among the tasks and on the exchange page until somebody has
looked through them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk import Key
from looks import assert_every_look

from casefiles.exchange.joined import NOTED
from ui import words_joined as w
from ui.record_list_drawer import RecordListDrawer

if TYPE_CHECKING:
    from desk import Desk

OLD = "999901102"


def noted(desk: Desk) -> str:
    """A file that came; its name."""
    child = desk.office.queries.select("child")[0]
    now = desk.office.clock.now_ms()
    told = {"rows": [child.id], "n": 1, "name": "云台镇", "on": "2026-05-01", "at": now}
    other = {"rows": [], "n": 3, "name": "雾溪镇", "on": "2026-06-01", "at": now - 1000}
    desk.office.ledger.keep_setting(NOTED, json.dumps({OLD: told, "999901103": other}))
    return str(child.values["name"])


def test_it_stands_until_somebody_has_looked_through_them(desk: Desk) -> None:
    name = noted(desk)
    page = desk.open("tasks", kind="came_joined")
    assert page.list.current == f"came_joined {OLD}"
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "exchange"
    assert w.TITLE("zh") in desk.words()
    desk.tab_to(desk.button(w.FILES_OF("zh", name="云台镇")))
    desk.press(Key.Key_Space)
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordListDrawer)
    assert drawer.list.currentItem().text().startswith(name)
    desk.press(Key.Key_Escape)
    desk.settle()
    for old, n in (("云台镇", 1), ("雾溪镇", 0)):
        desk.tab_to(desk.button(w.DONE_OF("zh", name=old)))
        desk.press(Key.Key_Space)
        desk.settle()
        assert len([t for t in desk.office.queries.tasks() if t.kind == "came_joined"]) == n
    assert w.TITLE("zh") not in desk.words()


def test_nothing_is_cut(desk: Desk) -> None:
    noted(desk)
    desk.open("exchange")
    assert_every_look(desk.shell)

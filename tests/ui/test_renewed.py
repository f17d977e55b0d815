"""A computer of an office below that goes on as a new one stands among the tasks and on the exchange page until
somebody has heard of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desk import Key
from looks import assert_every_look
from PySide6.QtWidgets import QPushButton

from casefiles.exchange.renewed import NOTED
from ui import words_renewed as w

if TYPE_CHECKING:
    from desk import Desk

DEVICE, WROTE_ON = "abcdefghijklmnop", "qrstuvwxyz234567"


def told(desk: Desk) -> None:
    now = desk.office.clock.now_ms()
    noted = {DEVICE: {"of": "999901102", "at": now, "twice": False}}
    noted[WROTE_ON] = {"of": "999901102", "at": now - 1000, "twice": True}
    desk.office.ledger.keep_setting(NOTED, json.dumps(noted))


def test_it_stands_until_somebody_has_heard(desk: Desk) -> None:
    told(desk)
    page = desk.open("tasks", kind="renewed")
    assert page.list.current == f"renewed {DEVICE}"
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "exchange"
    for n in (1, 0):
        assert w.TITLE("zh") in desk.words()
        every = desk.page.findChildren(QPushButton)
        done = next(b for b in every if b.accessibleName().startswith(w.DONE("zh")) and b.isVisible())
        done.setFocus()
        desk.press(Key.Key_Space)
        desk.settle()
        assert len([t for t in desk.office.queries.tasks() if t.kind == "renewed"]) == n
    assert w.TITLE("zh") not in desk.words()


def test_nothing_is_cut(desk: Desk) -> None:
    told(desk)
    desk.open("exchange")
    assert_every_look(desk.shell)

"""The year's balance in the window: years by key, sums in sight, the paper, the limit of age."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from looks import assert_every_look
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from casefiles import balance, service
from ui.charts.bridge import Bridge

if TYPE_CHECKING:
    from desk import Desk

Key = Qt.Key


def test_the_bridge_says_what_the_service_counts(desk: Desk) -> None:
    page = desk.open("balance")
    found = balance.balance(desk.office, 2026)
    total = found.total
    assert total.start > 0
    bridge = page.findChild(Bridge)
    assert [i.value for i in bridge.items] == [total.start, total.joined, total.left, total.end]
    said = [one.text() for one in page.findChildren(QLabel)]
    assert f"{total.start} + {total.joined} − {total.left} = {total.end}" in said
    assert not page.after.isEnabled()


def test_the_years_turn_by_keyboard(desk: Desk) -> None:
    page = desk.open("mentors")
    page.findChild(QPushButton, "balance").click()
    desk.settle()
    page = desk.page
    assert desk.shell.place[0] == "balance"
    assert desk.focused is page.before
    desk.press(Key.Key_Space)
    desk.settle()
    assert page.year == 2025
    assert page.found.last == "2025-12-31"
    assert [i.value for i in page.findChild(Bridge).items][3] == balance.balance(
        desk.office, 2026
    ).total.start
    page.after.click()
    desk.settle()
    assert page.year == 2026
    page.print.click()
    desk.settle()
    assert desk.shell.place == ("preview", {"id": "2026", "paper": "balance"})
    assert desk.page.printed.pages >= 1


def test_the_limit_of_age_is_set_here_and_seen_in_the_worklist(desk: Desk) -> None:
    page = desk.open("balance")
    for _ in range(3):
        page.findChildren(QPushButton, "limit-less")[-1].click()
        desk.settle()
    assert service.age_limit(desk.office) == 77
    assert any("77" in one.text() for one in page.findChildren(QLabel))


@pytest.mark.slow
def test_nothing_is_cut(desk: Desk) -> None:
    desk.open("balance")
    assert_every_look(desk.shell)

"""Pages of cards: when the cards are made anew the keyboard and the eye stay where they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from desk import Key
from PySide6.QtWidgets import QPushButton

from casefiles import recording
from casefiles.domain.entities import ENTITIES
from ui import words_norms
from ui.widgets.panels import area_over

if TYPE_CHECKING:
    from desk import Desk
    from PySide6.QtWidgets import QScrollArea

    from ui.pages.norms import NormsPage

MANY = 30


@pytest.fixture
def page(desk: Desk) -> NormsPage:
    """A page that is longer than the window."""
    desk.shell.resize(1024, 600)
    for n in range(MANY):
        draft = {"name": f"办法{n}", "start": f"2026-01-{n + 1:02}", "interval": "20"}
        recording.save(desk.office, ENTITIES["norm"], draft)
    return cast("NormsPage", desk.open("norms"))


def area(page: NormsPage) -> QScrollArea:
    found = area_over(page.board)
    assert found is not None
    return found


def edit(desk: Desk, n: int) -> QPushButton:
    return desk.button(words_norms.EDIT("zh", name=f"办法{n}"))


def test_the_keyboard_and_the_eye_stay(desk: Desk, page: NormsPage) -> None:
    was = edit(desk, 8)
    desk.tab_to(was)
    bar = area(page).verticalScrollBar()
    bar.setValue(bar.maximum() * 2 // 3)
    at = bar.value()
    page.reload()
    desk.settle()
    assert desk.focused is edit(desk, 8)
    assert desk.focused is not was
    assert at == bar.value() > 0


def test_of_two_that_are_called_alike_it_stays_at_the_same(desk: Desk, page: NormsPage) -> None:
    for start in ("2025-02-01", "2025-03-01"):
        recording.save(desk.office, ENTITIES["norm"], {"name": "同名办法", "start": start, "interval": "20"})
    page.reload()
    desk.settle()
    called = words_norms.EDIT("zh", name="同名办法")
    for n in (0, 1):
        was = [one for one in page.board.findChildren(QPushButton) if one.accessibleName() == called][n]
        was.setFocus()
        page.reload()
        desk.settle()
        now = [one for one in page.board.findChildren(QPushButton) if one.accessibleName() == called]
        assert now.index(cast("QPushButton", desk.focused)) == n


def test_where_the_control_has_gone_the_page_says_where_to_go_on(desk: Desk, page: NormsPage) -> None:
    edit(desk, 8).setFocus()
    [norm] = [one.id for one in desk.office.queries.select("norm") if one.values["name"] == "办法8"]
    recording.delete(desk.office, norm)
    page.reload()
    desk.settle()
    assert desk.focused is page.add


def test_the_keyboard_elsewhere_is_left_alone(desk: Desk, page: NormsPage) -> None:
    desk.press(Key.Key_Backtab)
    elsewhere = desk.focused
    assert not page.isAncestorOf(elsewhere)
    page.reload()
    desk.settle()
    assert desk.focused is elsewhere

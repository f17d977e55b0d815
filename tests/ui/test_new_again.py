"""What was typed for a new file and left unsaved is not mixed up with the next person: coming back says so and asks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from desk import Key
from PySide6.QtCore import QRect, Qt

from ui import words_forms as words

if TYPE_CHECKING:
    from desk import Desk


def left(desk: Desk, entity: str = "child") -> None:
    """A new file, a name typed, and away without saving."""
    page = desk.open(entity, new=True)
    desk.settle()
    page.pane.form.put("name", "张小例")
    page.pane.cancel()
    desk.settle()
    assert desk.shell.place[0] != entity
    assert words.LEFT("zh") in desk.words()


@pytest.mark.parametrize("entity", ["child", "mentor"])
def test_coming_back_asks_and_typing_changes_nothing(desk: Desk, entity: str) -> None:
    left(desk, entity)
    page = desk.open(entity, new=True)
    desk.settle()
    form = page.pane.form
    assert form.notice.isVisible()
    assert desk.focused is form.notice.continue_button
    desk.type("li")
    assert form.blocks["name"].editor.text() == "张小例"
    desk.press(Key.Key_Return)
    desk.settle()
    assert not form.notice.isVisible()
    assert form.isAncestorOf(desk.focused)
    assert form.blocks["name"].editor.text() == "张小例"
    form.discard_draft()
    desk.settle()


def test_it_can_be_thrown_away(desk: Desk) -> None:
    left(desk)
    page = desk.open("child", new=True)
    desk.settle()
    form = page.pane.form
    desk.tab_to(form.notice.discard_button)
    desk.press(Key.Key_Return)
    desk.settle()
    assert form.blocks["name"].editor.text() == ""
    assert not form.changed
    page.pane.cancel()
    desk.settle()
    page = desk.open("child", new=True)
    desk.settle()
    assert not page.pane.form.notice.isVisible(), "nothing was typed, so nothing is asked"
    assert page.pane.form.isAncestorOf(desk.focused)


@pytest.mark.parametrize(
    ("entity", "also"), [("child", {}), ("mentor", {"kind": "teacher"}), ("household", {})]
)
def test_a_new_file_that_is_saved_opens(desk: Desk, entity: str, also: dict[str, str]) -> None:
    page = desk.open(entity, new=True)
    desk.settle()
    for field, value in {"name": "张小例", **also}.items():
        page.pane.form.put(field, value)
    desk.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert desk.shell.place[0] == entity
    assert desk.page.record is not None, "the file is shown, not the form"
    assert desk.page.record.values["name"] == "张小例"
    assert desk.page.record.values["number"] in desk.page.number.text()


@pytest.mark.parametrize(("room", "whole"), [((1024, 560), True), ((1920, 1040), False)])
def test_the_first_window_hangs_over_no_edge(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, room: tuple[int, int], whole: bool
) -> None:
    desk.settle()
    screen = SimpleNamespace(availableGeometry=lambda: QRect(0, 0, *room))
    monkeypatch.setattr(desk.shell, "screen", lambda: screen, raising=False)
    desk.shell.begin()
    assert desk.shell.isMaximized() is whole
    desk.shell.setWindowState(Qt.WindowState.WindowNoState)
    desk.settle()

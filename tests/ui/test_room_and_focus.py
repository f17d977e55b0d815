"""Room in large text and narrow windows; focus that is an outline; nothing to press when nobody is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import Key
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from ui import words_open
from ui import words_registers as w
from ui.sheet import tip_colors
from ui.theme import SCHEMES, Theme
from ui.widgets.buttons import button
from ui.widgets.cards import SectionHeader

if TYPE_CHECKING:
    from desk import Desk
    from pytestqt.qtbot import QtBot


def brightness(color: str) -> int:
    return QColor(color).lightness()


def test_the_actions_of_a_header_go_below_the_title_when_there_is_no_room(qtbot: QtBot, theme: Theme) -> None:
    acts = [button(theme, text, "", "upload") for text in ("Write our card", "Accept a card", "Import")]
    head = SectionHeader(theme, "Data exchange", *acts, note="a note", kind="page")
    qtbot.addWidget(head)
    head.resize(900, 60)
    head.show()
    qtbot.waitExposed(head)
    assert not head.below
    assert acts[0].mapTo(head, QPoint()).y() < head.title.geometry().bottom()
    head.resize(420, 120)
    qtbot.waitUntil(lambda: head.below and acts[0].mapTo(head, QPoint()).y() > head.title.geometry().bottom())
    for act in acts:
        assert act.width() >= act.sizeHint().width(), "nothing is cut"
        assert head.rect().contains(QRect(act.mapTo(head, QPoint()), act.size()))
    head.resize(900, 60)
    qtbot.waitUntil(lambda: not head.below)


@pytest.mark.parametrize("page", ["roster", "exchange", "children"])
def test_headers_are_whole_in_a_narrow_window_with_large_text(desk: Desk, page: str) -> None:
    desk.shell.resize(1024, 640)
    desk.shell.set_look(lang="en", size="large")
    shown = desk.open(page)
    head = next(h for h in shown.findChildren(SectionHeader) if h.title.property("kind") == "page")
    for act in head.findChildren(QPushButton):
        assert act.width() >= act.sizeHint().width()
        assert head.rect().contains(QRect(act.mapTo(head, QPoint()), act.size()))


def test_nobody_chosen_nothing_to_press(desk: Desk) -> None:
    desk.shell.resize(1366, 768)
    page = desk.open("children")
    record = desk.button(w.RECORD("zh"), page.panel)
    desk.until(record.isEnabled)
    page.search("zzzz")
    desk.settle()
    assert not record.isEnabled()
    assert not page.panel.isVisible()
    page.search("")
    desk.settle()
    desk.until(record.isEnabled)


def test_in_the_largest_text_the_panel_keeps_room_for_its_facts(desk: Desk) -> None:
    desk.shell.resize(1366, 768)
    desk.shell.set_look(size="xlarge")
    page = desk.open("children")
    desk.until(lambda: page.panel.isVisible() and page.panel.foot.itemAt(0).widget().isEnabled())
    record, opened = (page.panel.foot.itemAt(at).widget() for at in (0, 1))
    assert record.y() == opened.y(), "one row"
    assert opened.text() == ""
    assert opened.toolTip() == opened.accessibleName() == w.OPEN("zh")


def test_the_visit_form_has_the_room_in_the_largest_text(desk: Desk) -> None:
    desk.shell.resize(1366, 768)
    desk.shell.set_look(size="xlarge")
    page = desk.open("visit")
    blocks = page.entry.form.blocks
    for name in ("child", "on", "kind", "contact"):
        seen = blocks[name].visibleRegion().boundingRect()
        assert seen.height() == blocks[name].height(), f"{name} is in sight"
    buttons = (page.entry.save_button, page.entry.next_button, page.entry.repeat_button)
    assert len({b.mapTo(page, QPoint()).y() for b in buttons}) == 1, "one row"


def inside(one: QWidget) -> set[str]:
    """The colours along a line above the words, off the border."""
    picture = one.grab().toImage()
    return {picture.pixelColor(x, 5).name() for x in range(picture.width() // 3, picture.width() * 2 // 3)}


def test_focus_is_an_outline_and_chosen_is_filled(desk: Desk) -> None:
    page = desk.open("visit")
    first, second = list(page.entry.form.blocks["contact"].editor.row._buttons.values())[:2]
    page.entry.form.focus("on")
    desk.settle()
    plain = inside(first)
    page.entry.form.focus("contact")
    desk.settle()
    assert first.hasFocus()
    assert inside(first) == plain == {QColor(desk.shell.theme.palette.surface).name()}
    whole = first.grab().toImage()
    tinted = QColor(desk.shell.theme.palette.soft).name()
    grey = [whole.pixelColor(x, y).name() for x in range(whole.width()) for y in range(whole.height())]
    assert tinted not in grey, "nothing inside is tinted"
    desk.press(Key.Key_2)
    assert inside(second) == {tinted}
    page.entry.form.discard_draft()  # nothing is left to be kept when the office is closed
    desk.settle()


def test_a_focused_tab_is_as_large_as_before(desk: Desk) -> None:
    child = desk.office.queries.register_ids("child")[0]
    page = desk.open("child", id=child)
    ink = QColor(desk.shell.theme.palette.primary).name()

    def words_of(tab: int) -> int:
        area = page.tabs.tabRect(tab).adjusted(6, 6, -6, -6)
        seen = page.tabs.grab(area).toImage()
        return sum(
            seen.pixelColor(x, y).name() == ink for x in range(seen.width()) for y in range(seen.height())
        )

    page.tabs.setCurrentIndex(1)
    page.back.setFocus()
    desk.settle()
    before = words_of(1)
    page.tabs.setFocus()
    desk.settle()
    assert page.tabs.hasFocus()
    assert before > 0
    assert words_of(1) == before, "no letter is cut"


def test_a_disabled_primary_button_shows_its_icon(qtbot: QtBot, theme: Theme) -> None:
    made = button(theme, "Write", "primary", "check")
    qtbot.addWidget(made)
    seen = made.icon().pixmap(made.iconSize(), QIcon.Mode.Disabled).toImage()
    wanted = QColor(theme.palette.text3)
    solid = [
        seen.pixelColor(x, y)
        for x in range(seen.width())
        for y in range(seen.height())
        if seen.pixelColor(x, y).alpha() > 200
    ]
    assert solid
    assert all(abs(c.lightness() - wanted.lightness()) < 4 for c in solid)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_tooltip_is_dark_and_can_be_read(scheme: str) -> None:
    ground, ink, _border = tip_colors(Theme(scheme=scheme))  # type: ignore[arg-type]
    assert brightness(ground) < 80
    assert brightness(ink) > 200


def test_english_words_have_straight_quotes() -> None:
    said = words_open.UNLOCK_HELP("en", folder="township")
    assert said.endswith('"township".')

"""The history of one field from any form: F4, the field's menu, an earlier value put back; by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyboard import focused
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QTableWidget

from casefiles import recording
from casefiles.domain.entities import ENTITIES
from ui import words_history as words
from ui.field_history import FieldHistory
from ui.pages.child_family import edit_record
from ui.words import CLOSE

if TYPE_CHECKING:
    import pytest
    from desk import Desk

    from ui.form import Form

Key = Qt.Key


def lines(dialog: FieldHistory) -> list[tuple[str, str]]:
    table = dialog.table
    return [(table.item(row, 2).text(), table.item(row, 3).text()) for row in range(table.rowCount())]


def dialog(desk: Desk) -> FieldHistory:
    desk.until(lambda: isinstance(QApplication.activeModalWidget(), FieldHistory))
    found = QApplication.activeModalWidget()
    assert isinstance(found, FieldHistory)
    desk.until(lambda: found.isAncestorOf(QApplication.focusWidget() or desk.shell))
    return found


def opened(desk: Desk, row: str, field: str) -> Form:
    """The form of a child's page with the keyboard in this field."""
    page = desk.open("child", id=row)
    page.edit()
    form: Form = page.pane.form
    form.focus(field)
    return form


def child_form(desk: Desk) -> Form:
    """A child whose school was written three times, its page open, the keyboard in the school."""
    row = desk.office.queries.select("child", limit=1)[0].id
    for school in ("一校", "二校", "二校", "三校"):
        recording.save(desk.office, ENTITIES["child"], {"school": school}, row)
    return opened(desk, row, "school")


def test_f4_tells_the_history_of_a_field_and_puts_a_value_back(desk: Desk) -> None:
    form = child_form(desk)
    desk.press(Key.Key_F4)
    shown = dialog(desk)
    assert lines(shown)[:2] == [("二校", "三校"), ("一校", "二校")]
    assert shown.table.item(0, 1).text() == desk.office.me.name
    assert shown.windowTitle() == words.TITLE("zh", field="就读学校")
    assert focused() is shown.table
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    desk.settle()
    assert form.blocks["school"].editor.text() == "二校"
    assert form.blocks["school"].isAncestorOf(focused())
    assert form.draft() == {"school": "二校"}
    record = form.record
    assert record is not None
    stands = desk.office.queries.get(record.id)
    assert stands is not None
    assert stands.values["school"] == "三校"  # nothing is saved by it
    form.discard_draft()


def test_esc_leaves_the_form_as_it_was(desk: Desk) -> None:
    form = child_form(desk)
    desk.press(Key.Key_F4)
    dialog(desk)
    desk.press(Key.Key_Escape)
    desk.settle()
    assert not form.changed
    assert form.blocks["school"].isAncestorOf(focused())


def test_the_menu_of_a_field_offers_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    form = child_form(desk)
    line = form.blocks["school"].editor.target
    assert isinstance(line, QLineEdit)
    shown: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: shown.append(menu))  # no window system here to show it
    line.customContextMenuRequested.emit(QPoint(2, 2))
    menu = shown[0]
    assert len(menu.actions()) > 4  # copy and paste are there as before
    next(a for a in menu.actions() if a.text() == words.MENU("zh")).trigger()
    menu.close()
    assert lines(dialog(desk))[0] == ("二校", "三校")
    desk.press(Key.Key_Escape)
    desk.settle()


def test_choices_in_a_drawer_tell_theirs_too(desk: Desk) -> None:
    """A drawer stays open under it, and a combo box does not keep F4 for itself."""
    spell = desk.office.queries.select("category_spell", limit=1)[0]
    page = desk.open("child", id=str(spell.values["child"]))
    edit_record(desk.shell, page.file, "category_spell", spell.id)
    desk.settle()
    drawer = desk.shell.drawn
    drawer.form.focus("category")
    desk.press(Key.Key_F4)
    shown = dialog(desk)
    assert len(lines(shown)) == 1
    desk.press(Key.Key_Escape)
    desk.settle()
    assert desk.shell.drawn is drawer


def test_a_new_record_has_none(desk: Desk) -> None:
    page = desk.open("visit")
    page.entry.form.focus("place")
    desk.press(Key.Key_F4)
    shown = dialog(desk)
    assert not shown.table.isVisible()
    assert focused().accessibleName() == CLOSE("zh")
    desk.press(Key.Key_Escape)
    desk.settle()


def test_a_name_of_earlier_days_is_hidden_behind_the_curtain(desk: Desk) -> None:
    row = desk.office.queries.select("child", limit=1)[0].id
    for name in ("欧阳往昔例", "欧阳如今例"):
        recording.save(desk.office, ENTITIES["child"], {"name": name}, row)
    opened(desk, row, "name")
    desk.press(Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    desk.press(Key.Key_F4)
    shown = dialog(desk)
    desk.until(lambda: not desk.shell.jobs.busy)
    shown.grab()
    QApplication.processEvents()
    table = shown.findChild(QTableWidget)
    texts = [table.item(r, c).text() + table.item(r, c).toolTip() for r in range(table.rowCount()) for c in (2, 3)]
    assert not [text for text in texts if "往昔" in text or "如今" in text]
    assert any("**" in text for text in texts)
    desk.press(Key.Key_Escape)
    desk.settle()
    desk.press(Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

"""Filters, columns, marks, bulk edits and exports of a register, by keyboard alone."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import openpyxl
import pytest
from desk import ALT, CONTROL, Key
from looks import assert_every_look
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QShortcut
from PySide6.QtWidgets import QPushButton

from casefiles import filters
from casefiles.domain import conditions as c
from casefiles.domain import listing
from casefiles.domain.entities import ENTITIES
from ui import words_filters as w
from ui.bulk_drawer import BulkDrawer
from ui.export_drawer import ExportDrawer
from ui.fields_choices import OptionsEditor
from ui.filter_drawer import FilterDrawer, fields_as_choices
from ui.register_layout import ColumnsDrawer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desk import Desk

    from ui.register_page import RegisterPage

SHIFT_CONTROL = CONTROL | Qt.KeyboardModifier.ShiftModifier
HOME = c.Condition("kind", c.IS, ("home",))


@pytest.fixture(autouse=True)
def closed(desk: Desk) -> Iterator[None]:
    yield
    desk.shell.drawer(None)
    desk.settle()


def visits(desk: Desk, **where: object) -> RegisterPage:
    page = desk.open("registers", entity="visit", **where)
    found: RegisterPage = page.register
    return found


def ids(page: RegisterPage) -> list[str]:
    return list(page.model.ids)


def headings(page: RegisterPage) -> list[str]:
    return [column.name for column in page.model.columns]


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform, of any pop-up
def test_a_filter_is_made_kept_and_cleared_by_keyboard(desk: Desk) -> None:
    page = visits(desk)
    everything = len(ids(page))
    desk.press(Key.Key_F, SHIFT_CONTROL)
    drawer = desk.shell.drawn
    assert isinstance(drawer, FilterDrawer)
    assert desk.focused is drawer.field.target.focusProxy() or drawer.field.isAncestorOf(desk.focused)
    desk.commit("走访方式")
    desk.press(Key.Key_Return)
    assert isinstance(drawer.editor, OptionsEditor)
    assert drawer.editor.isAncestorOf(desk.focused), "Enter goes on to the value"
    desk.press(Key.Key_Space)  # the first of the choices
    desk.press(Key.Key_Return)
    desk.settle()
    assert page.where_ == (HOME,)
    wanted = desk.office.queries.register_ids("visit", where=[HOME])
    assert ids(page) == wanted
    assert 0 < len(wanted) < everything
    assert page.tools.isVisible()
    assert w.ON("zh", n=everything - len(wanted)) in page.tools.said.text()
    assert "走访方式 是 " in page.tools.said.text()
    drawer.name.setFocus()
    desk.commit("入户的")
    desk.press(Key.Key_Return)
    assert [f.name for f in filters.kept(desk.office, "visit")] == ["入户的"]
    assert "入户的" in page.tools.said.text()
    assert "未保存" not in page.tools.said.text()
    page.narrow((*page.where_, c.Condition("on", c.FROM, ("2026-01-01",))))
    desk.settle()
    assert "未保存" in page.tools.said.text(), "it is no longer what was kept"
    desk.shell.drawer(None)
    page.view.setFocus()
    desk.press(Key.Key_X, SHIFT_CONTROL)
    desk.settle()
    assert page.where_ == ()
    assert len(ids(page)) == everything
    assert not page.tools.isVisible()


def test_a_kept_filter_is_used_and_forgotten(desk: Desk) -> None:
    filters.keep(desk.office, "visit", filters.Kept("入户的", "year", "on", (HOME,)))
    page = visits(desk)
    page.tools.filter()
    desk.button(w.APPLY("zh", name="入户的")).click()
    desk.settle()
    assert page.chip == "year"
    assert page.sort == "on"
    assert ids(page) == desk.office.queries.register_ids("visit", "year", "on", where=[HOME])
    desk.open("today")
    desk.shell.back()
    desk.settle()
    assert page.where_ == (HOME,), "one comes back to the filter one left"
    assert "入户的" in page.tools.said.text()
    page.tools.filter()
    desk.button(w.FORGET("zh", name="入户的")).click()
    assert filters.kept(desk.office, "visit") == []


def test_a_condition_through_the_child(desk: Desk) -> None:
    village = str(desk.office.queries.spread("village")[0][0])
    page = visits(desk)
    page.tools.filter()
    drawer = desk.shell.drawn
    assert isinstance(drawer, FilterDrawer)
    drawer.field.set_text("child.village")
    drawer.field.edited.emit()
    assert drawer.op is not None
    drawer.op.set_text(c.IS)
    drawer.op.edited.emit()
    assert drawer.editor is not None
    drawer.editor.set_text(village)
    drawer.add_condition()
    desk.settle()
    found = ids(page)
    assert found == desk.office.queries.register_ids("visit", where=[c.Condition("child.village", c.IS, (village,))])
    for row in found[:5]:
        child = desk.office.queries.get(str(desk.office.queries.get(row).values["child"]))  # type: ignore[union-attr]
        assert child is not None
        assert child.values["village"] == village


def test_what_is_no_value_is_said_beside_it(desk: Desk) -> None:
    page = visits(desk)
    page.tools.filter()
    drawer = desk.shell.drawn
    assert isinstance(drawer, FilterDrawer)
    drawer.add_condition()
    assert drawer.said.text() == w.CHOOSE_FIELD("zh")
    drawer.field.set_text("minutes")
    drawer.field.edited.emit()
    assert drawer.editor is not None
    drawer.add_condition()
    assert drawer.said.text() == w.ENTER_VALUE("zh")
    drawer.editor.set_text("很久")
    drawer.add_condition()
    assert "很久" in drawer.said.text()
    assert page.where_ == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_register_can_be_filtered_by_all_its_fields(lang: str) -> None:
    for entity in ("child", "mentor", *listing.LISTED):
        fields = filters.fields(entity)
        made = fields_as_choices(entity, fields)
        assert [item.code for item in made.items] == list(fields)
        said = [item.label("en" if lang == "en" else "zh") for item in made.items]
        assert len(set(said)) == len(said), entity


def test_filters_of_children(desk: Desk) -> None:
    page = desk.open("children")
    girls = c.Condition("sex", c.IS, ("2",))
    page.narrow((girls,))
    desk.settle()
    assert ids(page) == desk.office.queries.register_ids("child", where=[girls])
    assert 0 < len(ids(page)) < 24
    page.choose("unmatched")
    desk.settle()
    assert ids(page) == desk.office.queries.register_ids("child", "unmatched", where=[girls])


def test_columns_are_moved_hidden_widened_and_reset(desk: Desk) -> None:
    page = visits(desk)
    standard = headings(page)
    desk.press(Key.Key_L, SHIFT_CONTROL)
    drawer = desk.shell.drawn
    assert isinstance(drawer, ColumnsDrawer)
    assert desk.focused is drawer.list
    desk.press(Key.Key_Down, ALT)
    assert headings(page)[:2] == [standard[1], standard[0]]
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Space)
    assert headings(page) == [standard[1], standard[0], *standard[3:]]
    desk.press(Key.Key_Home)
    wide = page.width_of(standard[1])
    desk.press(Key.Key_Plus)
    assert page.width_of(standard[1]) == wide + 16
    desk.shell.set_look(size="large")
    desk.settle()
    again = desk.page.register
    assert headings(again) == [standard[1], standard[0], *standard[3:]], "remembered"
    assert again.width_of(standard[1]) == wide + 16
    desk.shell.drawer(None)
    again.tools.columns()
    drawer = desk.shell.drawn
    assert isinstance(drawer, ColumnsDrawer)
    drawer.reset_button.click()
    assert headings(again) == standard
    assert desk.shell.preferences.layouts == {}


def test_a_dragged_edge_is_remembered(desk: Desk) -> None:
    page = visits(desk)
    page.view.horizontalHeader().resizeSection(1, 222)
    assert page.width_of(headings(page)[1]) == 222
    page.view.fit()
    assert page.view.columnWidth(1) == 222 or page.model.columns[1].column.width != 222
    assert desk.shell.preferences.layouts["visit"]["widths"] == {headings(page)[1]: 222}


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform, of any pop-up
def test_mark_change_and_undo(desk: Desk) -> None:
    page = visits(desk)
    rows = ids(page)[:3]
    for _ in rows:
        desk.press(Key.Key_Space)
    assert page.model.marked == set(rows)
    assert page.view.currentIndex().row() == 3, "Space goes on to the next row"
    assert page.model.cell(0, 0)[3] == "check"
    assert w.MARKED("zh", n=3) in page.tools.marks.text()
    before = [desk.office.queries.get(row).values["place"] for row in rows]  # type: ignore[union-attr]
    desk.press(Key.Key_B, CONTROL)
    drawer = desk.shell.drawn
    assert isinstance(drawer, BulkDrawer)
    desk.commit("地点")
    desk.press(Key.Key_Return)
    desk.settle()
    field, value = (w_.mapTo(drawer, QPoint()).y() for w_ in (drawer.field, drawer.value_label))
    assert value - field < 2 * drawer.field.height(), "what belongs together stands together"
    assert drawer.editor is not None
    assert drawer.editor.isAncestorOf(desk.focused)
    desk.commit("村委会二楼")
    desk.press(Key.Key_Return)
    desk.settle()
    assert drawer.table.rowCount() == 3
    assert "→ 村委会二楼" in drawer.table.item(0, 1).text()
    assert desk.focused is drawer.write_button
    assert [desk.office.queries.get(row).values["place"] for row in rows] == before  # type: ignore[union-attr]
    desk.press(Key.Key_Space)
    desk.settle()
    assert desk.shell.drawn is None
    held = [desk.office.queries.get(row).values["place"] for row in rows]  # type: ignore[union-attr]
    assert held == ["村委会二楼"] * 3
    assert not page.model.marked
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert [desk.office.queries.get(row).values["place"] for row in rows] == before  # type: ignore[union-attr]
    desk.swap_newest()
    assert [desk.office.queries.get(row).values["place"] for row in rows] == held  # type: ignore[union-attr]


def test_problems_of_each_row_are_shown_before_anything_is_written(desk: Desk) -> None:
    page = visits(desk)
    desk.press(Key.Key_A, CONTROL)
    assert page.model.marked == set(ids(page))
    page.tools.bulk()
    drawer = desk.shell.drawn
    assert isinstance(drawer, BulkDrawer)
    drawer.field.set_text("next_on")
    drawer.field.edited.emit()
    assert drawer.editor is not None
    drawer.editor.set_text("2026-01-15")
    drawer.preview()
    desk.settle()
    assert drawer.plan is not None
    late = [r for r in desk.office.queries.select("visit") if str(r.values["on"]) > "2026-01-15"]
    assert len(drawer.plan.wrong) == len(late) > 0
    said = drawer.plan.wrong[0].problems[0].say("zh")
    assert drawer.table.item(0, 0).text().endswith(said)
    drawer.editor.set_text("")
    drawer.editor.edited.emit()
    assert drawer.plan is None, "what was previewed is not what stands there now"
    assert not drawer.write_button.isVisible()
    desk.shell.drawer(None)
    page.view.setFocus()
    desk.press(Key.Key_A, CONTROL)
    assert not page.model.marked


def test_no_key_of_a_register_is_a_key_of_the_window(desk: Desk) -> None:
    """Two shortcuts on one key do nothing at all."""
    page = visits(desk)
    own = {s.key().toString() for s in page.findChildren(QShortcut)}
    outside = [s for s in desk.shell.findChildren(QShortcut) if s.parent() is desk.shell]
    assert len(own) > 8
    assert len(outside) > 10
    assert not own & {s.key().toString() for s in outside}


def test_without_marks_nothing_is_changed_in_bulk(desk: Desk) -> None:
    visits(desk)
    desk.press(Key.Key_B, CONTROL)
    assert desk.shell.drawn is None
    assert desk.shell.toasted is not None


def test_what_is_listed_is_exported_with_numbers_hidden(desk: Desk, tmp_path: Path) -> None:
    page = desk.open("children")
    page.narrow((c.Condition("sex", c.IS, ("2",)),))
    desk.settle()
    n = len(ids(page))
    page.view.setFocus()
    desk.press(Key.Key_E, SHIFT_CONTROL)
    drawer = desk.shell.drawn
    assert isinstance(drawer, ExportDrawer)
    assert drawer.hide_numbers.isChecked(), "hidden unless somebody says otherwise"
    answered = desk.answer_file_dialog(tmp_path / "女孩.xlsx")
    drawer.go.click()
    desk.settle()
    assert answered == [w.EXPORT_TO("zh")]
    sheet = openpyxl.load_workbook(tmp_path / "女孩.xlsx").active
    assert sheet is not None
    assert sheet.max_row == n + 2
    said = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    for row in ids(page):
        card = desk.office.queries.get(row).values.get("id_number")  # type: ignore[union-attr]
        assert not card or str(card) not in said
    assert "个人信息" in said


@pytest.mark.slow
def test_nothing_is_cut_in_the_drawers(desk: Desk) -> None:
    filters.keep(desk.office, "visit", filters.Kept("今年入户的走访", "year", "", (HOME,)))
    page = visits(desk, where=c.dumps((HOME, c.Condition("child.village", c.FILLED))), chip="all")
    for act in ("filter", "columns", "export"):
        getattr(page.tools, act)()
        desk.settle()
        assert_every_look(desk.shell)
        page = desk.page.register
    page.mark_every()
    page.tools.bulk()
    drawer = desk.shell.drawn
    assert isinstance(drawer, BulkDrawer)
    drawer.field.set_text("minutes")
    drawer.field.edited.emit()
    assert drawer.editor is not None
    drawer.editor.set_text("45")
    drawer.preview()
    desk.settle()
    assert_every_look(desk.shell)


def test_every_entity_can_be_changed_in_bulk() -> None:
    from casefiles import bulk

    for entity in listing.LISTED:
        assert bulk.fields(entity), entity
        assert set(bulk.fields(entity)) <= set(ENTITIES[entity].fields)


def test_the_tools_stand_together_at_the_right(desk: Desk) -> None:
    """Whatever the chips take; each with a name and a tip. A page that is no plain register is without them."""
    for lang, size in (("zh", "normal"), ("en", "xlarge")):
        desk.shell.set_look(lang=lang, size=size)
        desk.settle()
        for where in ({"entity": "household"}, {"entity": "visit"}):
            page = desk.open("registers", **where).register
            tools = page.tools.buttons.findChildren(QPushButton)
            assert len(tools) >= 4
            assert all(one.accessibleName() and one.toolTip() for one in tools)
            places = sorted(one.mapTo(page, QPoint()).x() for one in tools)
            width = tools[0].width()
            assert all(b - a < 1.5 * width for a, b in itertools.pairwise(places)), (lang, size, places)
            right = places[-1] + width
            assert page.width() - right < 2 * width, (lang, size, right, page.width())
            page.mark_row(0)
            desk.settle()
            bulk = page.tools.bulk_button
            assert bulk.isVisible()
            assert bulk.width() <= bulk.sizeHint().width(), "as wide as its words"
            page.unmark()
    matching = desk.open("matching")
    assert not matching.tools.buttons.isVisible()
    matching.view.setFocus()
    for key, modifier in ((Key.Key_Space, Qt.KeyboardModifier.NoModifier), (Key.Key_F, SHIFT_CONTROL)):
        desk.press(key, modifier)
    assert not matching.model.marked
    assert not matching.tools.isVisible()
    assert desk.shell.drawn is None


@pytest.mark.parametrize(("entity", "name", "beside"), [("household", "number", 0), ("visit", "on", 22)])
def test_a_number_and_a_day_beside_the_tick_are_whole(desk: Desk, entity: str, name: str, beside: int) -> None:
    desk.shell.resize(1366, 768)
    desk.open("registers", entity=entity)
    page = desk.page.register
    at = next(n for n, column in enumerate(page.model.columns) if column.key == name)
    text = page.model.cell(0, at)[0]
    needs = QFontMetrics(desk.shell.theme.font("body")).horizontalAdvance(str(text)) + beside + 20
    assert page.view.columnWidth(at) >= needs

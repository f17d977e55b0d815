"""The page of registers: every kind of record, opened, made, deleted and taken back by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import CONTROL, Key
from looks import assert_every_look
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from casefiles import recording
from casefiles.domain import listing
from casefiles.domain.entities import ENTITIES
from ui import register_page
from ui import words_records as w
from ui.pages.registers import ENTITY_ROLE, FIRST
from ui.record_drawer import RecordDrawer
from ui.record_history import HistoryDrawer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk import Desk

    from ui.pages.register_of import RegisterOf
    from ui.pages.registers import RegistersPage


@pytest.fixture(autouse=True)
def closed(desk: Desk) -> Iterator[None]:
    """The drawer goes before the office does: it keeps its draft."""
    yield
    desk.shell.drawer(None)
    desk.settle()


def opened(desk: Desk, entity: str, **where: str) -> RegisterOf:
    page: RegistersPage = desk.open("registers", entity=entity, **where)
    return page.register


def ids(register: RegisterOf) -> list[str]:
    return [register.model.id_at(row) for row in range(register.model.rowCount())]


def cells(register: RegisterOf, row: int) -> list[str]:
    return [register.model.cell(row, at)[0] for at in range(register.model.columnCount())]


def test_every_register_opens_with_its_count(desk: Desk) -> None:
    """From the first to the last by Ctrl+PgDown; what stands in the list is what the catalogue knows."""
    page: RegistersPage = desk.open("registers", entity=listing.LISTED[0])
    held = [page.choice.item(n) for n in range(page.choice.count())]
    names = [item.data(ENTITY_ROLE) for item in held if item.data(ENTITY_ROLE)]
    assert names == list(listing.LISTED)
    for entity in listing.LISTED:
        assert page.entity == entity
        assert ids(page.register) == desk.office.queries.register_ids(entity), entity
        QAbstractItemModelTester(page.register.model).setParent(page)
        item = page.choice.currentItem()
        assert item.data(ENTITY_ROLE) == entity
        n = desk.office.queries.count(entity)
        assert item.text().endswith(str(n)) or not n, entity
        for row in range(min(3, n)):
            shown = cells(page.register, row)
            assert any(shown), entity
            values = desk.office.queries.get(page.register.model.id_at(row)).values  # type: ignore[union-attr]
            assert not any(str(values[name]) in shown for name in listing.refs(entity) if values.get(name)), entity
        desk.press(Key.Key_PageDown, CONTROL)
        desk.settle()
    assert page.entity == listing.LISTED[-1]


def test_the_list_leads_into_a_register(desk: Desk) -> None:
    page: RegistersPage = desk.open("registers", entity="visit")
    page.choice.setFocus()
    desk.press(Key.Key_Down)
    desk.settle()
    assert page.entity == "visit_finding"
    desk.press(Key.Key_Up)
    desk.settle()
    assert page.entity == "visit"
    desk.press(Key.Key_Return)
    assert desk.focused is page.register.view
    assert page.register.current == ids(page.register)[0]


def test_rows_say_names(desk: Desk) -> None:
    register = opened(desk, "match")
    record = desk.office.queries.get(register.model.id_at(0))
    assert record is not None
    child, mentor = (desk.office.queries.get(str(record.values[n])) for n in ("child", "mentor"))
    assert child is not None
    assert mentor is not None
    assert cells(register, 0)[1:3] == [child.values["name"], mentor.values["name"]]
    assert register.panel.isVisible()
    said = [one.text() for one in register.panel.findChildren(QLabel)]
    assert f"{child.values['name']} · {mentor.values['name']}" in said


@pytest.mark.parametrize("entity", ["match", "visit", "aid"])
def test_chips_and_sorts(desk: Desk, entity: str) -> None:
    register = opened(desk, entity)
    for chip in listing.chips(entity):
        register.bar._buttons[chip].click()
        desk.settle()
        assert ids(register) == desk.office.queries.register_ids(entity, chip)
    register.choose("all")
    desk.settle()
    register.focus_results()
    place = next(n for n, c in enumerate(register.model.columns) if c.sort == "@child")
    desk.press(Key(Key.Key_1 + place), CONTROL)
    desk.settle()
    assert ids(register) == desk.office.queries.register_ids(entity, "all", "@child")
    desk.press(Key(Key.Key_1 + place), CONTROL)
    desk.settle()
    assert ids(register) == desk.office.queries.register_ids(entity, "all", "-@child")


def test_enter_opens_the_form_and_a_save_shows_at_once(desk: Desk) -> None:
    register = opened(desk, "visit")
    row = register.current
    desk.press(Key.Key_Return)
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    assert drawer.record is not None
    assert drawer.record.id == row
    drawer.form.put("summary", "改过的记录")
    drawer.form.submit()
    desk.settle()
    assert desk.shell.drawn is None
    at = register.model.row_of(row)
    assert "改过的记录" in cells(register, at)
    assert register.current == row, "the row that was chosen stays chosen"
    desk.press(Key.Key_H, CONTROL)
    desk.settle()
    history = desk.shell.drawn
    assert isinstance(history, HistoryDrawer)
    said = "\n".join(one.text() for one in history.findChildren(QLabel))
    assert "改过的记录" in said
    assert "李秀样" in said


def test_a_new_record_with_a_picker_of_the_child(desk: Desk) -> None:
    register = opened(desk, "need")
    before = register.model.rowCount()
    desk.press(Key.Key_N, CONTROL)
    desk.settle()
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer)
    child = desk.office.queries.select("child", limit=1)[0]
    name = drawer.form.blocks["child"].editor
    name.target.setFocus()
    desk.commit(str(child.values["name"]))
    desk.settle()
    desk.press(Key.Key_Return)
    desk.settle()
    drawer.form.put("area", "schooling")
    drawer.form.put("what", "课业辅导")
    drawer.form.submit()
    desk.settle()
    assert register.model.rowCount() == before + 1
    made = desk.office.queries.select("need", {"what": "课业辅导"})[0]
    assert made.values["child"] == child.id
    assert made.values["found_on"] == "2026-11-21", "today is proposed"
    assert made.id in ids(register)


def test_delete_and_undo(desk: Desk) -> None:
    register = opened(desk, "visit")
    row, n = register.current, register.model.rowCount()
    desk.press(Key.Key_Delete)
    desk.settle()
    assert register.model.rowCount() == n - 1
    assert row not in ids(register)
    desk.press(Key.Key_Z, CONTROL)
    desk.settle()
    assert row in ids(register)


def test_a_report_is_not_deleted(desk: Desk) -> None:
    child = desk.office.queries.select("child", limit=1)[0].id
    row = recording.save(desk.office, ENTITIES["report"], {"child": child, "on": "2026-11-20"}).id
    register = opened(desk, "report", chosen=row)
    n = register.model.rowCount()
    desk.press(Key.Key_Delete)
    desk.settle()
    assert register.model.rowCount() == n
    assert desk.shell.toasted is not None


def test_search_is_within_the_register(desk: Desk) -> None:
    register = opened(desk, "match")
    record = desk.office.queries.get(ids(register)[3])
    assert record is not None
    mentor = desk.office.queries.get(str(record.values["mentor"]))
    assert mentor is not None
    desk.press(Key.Key_K, CONTROL)
    desk.commit(str(mentor.values["name"]))
    desk.settle()
    assert desk.shell.place[0] == "registers"
    found = ids(register)
    assert found
    assert all(desk.office.queries.get(i).values["mentor"] == mentor.id for i in found)  # type: ignore[union-attr]
    desk.press(Key.Key_Return)
    assert register.current == found[0]


def test_coming_back(desk: Desk) -> None:
    register = opened(desk, "match")
    register.choose("year")
    desk.settle()
    row = ids(register)[1]
    register.view.setCurrentIndex(register.model.index(1, 0))
    desk.open("today")
    desk.shell.back()
    desk.settle()
    page: RegistersPage = desk.page
    assert page.entity == "match"
    assert page.register.chip == "year"
    assert page.register.current == row


def test_an_empty_register_says_what_to_do(desk: Desk) -> None:
    register = opened(desk, "transfer")
    assert register.model.rowCount() == 0
    assert register.stack.currentWidget() is register.nobody
    assert w.ADD("zh") in [b.text().strip() for b in register.head.findChildren(type(register.bar._buttons["all"]))]


@pytest.mark.slow
def test_nothing_is_cut(desk: Desk) -> None:
    opened(desk, "visit")
    assert_every_look(desk.shell)


def test_the_panel_follows_the_first_choice(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits for the list only when it shows somebody already: it is never empty beside a chosen row."""
    monkeypatch.setattr(register_page, "PANEL_MS", 600_000)
    for entity in ("", "household", "match"):
        page: RegistersPage = desk.open("registers", **({"entity": entity} if entity else {}))
        assert page.entity == (entity or FIRST), "the first register, not the first line of the list"
        register = page.register
        assert register.current == ids(register)[0]
        assert not register.pending
        assert not register.panel.empty, entity
    register.view.setFocus()
    desk.press(Key.Key_Down)
    assert register.pending, "a key does not wait for the panel"
    register._later.stop()


PLACES = {
    "household": ("household", ""),
    "aid_batch": ("grid", "aid"),
    "fund": ("grid", "donations"),
    "session": ("grid", "attendance"),
    "screening_round": ("grid", "screening"),
    "survey_round": ("surveys", ""),
}


KINDS = {"aid_batch": "money", "session": "tutoring"}


def made(desk: Desk, entity: str) -> str:
    """A record of this entity."""
    found = desk.office.queries.select(entity, limit=1)
    if found:
        return found[0].id
    needed = {"name": "样例", "on": "2026-11-01", "start": "2026-11-01", "kind": KINDS.get(entity, "")}
    draft = {n: needed[n] for n, f in ENTITIES[entity].fields.items() if f.required}
    return recording.save(desk.office, ENTITIES[entity], draft).id


@pytest.mark.parametrize("entity", list(PLACES))
def test_enter_opens_the_page_of_its_own(desk: Desk, entity: str) -> None:
    row = made(desk, entity)
    register = opened(desk, entity, chosen=row)
    assert register.current == row
    desk.press(Key.Key_F2)
    drawer = desk.shell.drawn
    assert isinstance(drawer, RecordDrawer), "the form is still there"
    assert drawer.record is not None
    assert drawer.record.id == row
    desk.shell.drawer(None)
    desk.settle()
    register.view.setFocus()
    desk.press(Key.Key_Return)
    desk.settle()
    page, grid = PLACES[entity]
    assert desk.shell.place[0] == page
    assert desk.shell.place[1]["id"] == row
    assert desk.shell.place[1].get("grid", "") == grid
    assert desk.shell.drawn is None
    desk.shell.back()
    desk.settle()
    assert desk.page.register.current == row

"""Derived tasks by keyboard: grouped by kind, every line opens what it speaks of, what was put right goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from desk import Key
from looks import assert_every_look

from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.recording import save
from ui import words_tasks as w

if TYPE_CHECKING:
    from desk import Desk

    from ui.pages.tasks import TasksPage

CARD = "999901201403070016"


@pytest.fixture
def odd(desk: Desk) -> Desk:
    """Two files with one ID number, a field that was written twice, and an overdrawn fund."""
    office = desk.office
    one, other, third = office.queries.register_ids("child")[:3]
    for child in (one, other):
        save(office, ENTITIES["child"], {"id_number": CARD}, child)
    found = office.queries.get(third)
    assert found is not None
    for village in ("甲村", "乙村"):
        office.ledger.write([Edit("child", third, {"village": village}, found.heads)], "clerk")
    return desk


def kinds(desk: Desk) -> set[str]:
    return {task.kind for task in desk.office.queries.tasks()}


def test_kinds_have_counts_and_narrow_the_list(odd: Desk) -> None:
    desk = odd
    page: TasksPage = desk.open("tasks")
    assert desk.focused is page.list.view
    whole = desk.office.queries.tasks()
    assert {"same_id_number", "conflict"} <= kinds(desk)
    assert len(page.list.rows) == len(whole)
    said = desk.words()
    for kind in kinds(desk):
        n = sum(task.kind == kind for task in whole)
        assert w.CHIP("zh", kind=w.KINDS[kind]("zh"), n=n) in said
    while page.kind != "same_id_number":
        desk.press(Key.Key_Right)
    assert len(page.list.rows) == 2
    assert w.COUNT("zh", n=2) in desk.words()
    for _ in range(20):
        desk.press(Key.Key_Left)
    assert page.kind == ""


def test_every_line_opens_what_it_speaks_of(odd: Desk) -> None:
    desk = odd
    page: TasksPage = desk.open("tasks", kind="same_id_number")
    task = page.tasks[page.list.current]
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "child"
    assert desk.shell.place[1]["id"] == task.id
    desk.shell.back()
    desk.settle()
    assert page.kind == "same_id_number", "back at the same kind"
    page = desk.open("tasks", kind="conflict")
    desk.press(Key.Key_Return)
    desk.settle()
    assert desk.shell.place[0] == "conflicts"
    opened: Any = desk.page
    assert opened.all[opened.current].name == "village"


def test_what_was_put_right_goes(odd: Desk) -> None:
    desk = odd
    page: TasksPage = desk.open("tasks", kind="same_id_number")
    child = page.tasks[page.list.current].id
    touched = save(desk.office, ENTITIES["child"], {"id_number": ""}, child).touched
    for entity, ids in touched.rows.items():
        desk.shell.changed.emit(entity, list(ids))
    desk.settle()
    assert "same_id_number" not in kinds(desk)
    assert page.kind == ""
    assert all(task.kind != "same_id_number" for task in page.tasks.values())


def test_every_kind_has_a_short_name() -> None:
    from ui.words_today import TASK_KINDS

    assert set(w.KINDS) == set(TASK_KINDS)


@pytest.mark.slow
def test_it_fits_every_look(odd: Desk) -> None:
    odd.open("tasks")
    assert_every_look(odd.shell)

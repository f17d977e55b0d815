"""References to records that are no persons: chosen by keyboard, only what belongs there, a donor made on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import Key

from casefiles import recording
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Ref
from casefiles.naming import PEOPLE
from ui.fields import make_editor
from ui.fields_records import RecordPicker
from ui.fields_refs import PersonPicker
from ui.record_drawer import RecordDrawer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk import Desk

REFS = [
    (entity, name)
    for entity, spec in ENTITIES.items()
    for name, field in spec.fields.items()
    if isinstance(field.kind, Ref)
]


@pytest.fixture(autouse=True)
def closed(desk: Desk) -> Iterator[None]:
    """The drawer goes before the office does: it keeps its draft."""
    yield
    desk.shell.drawer(None)
    desk.settle()


def opened(desk: Desk, entity: str, **fixed: str) -> RecordDrawer:
    desk.open("today")
    drawer = RecordDrawer(desk.shell, entity, fixed=fixed)
    desk.shell.drawer(drawer)
    desk.settle()
    return drawer


def picker(drawer: RecordDrawer, name: str) -> RecordPicker:
    found = drawer.form.blocks[name].editor
    assert isinstance(found, RecordPicker)
    return found


def lines(one: RecordPicker) -> list[str]:
    return [one.list.item(n).text() for n in range(one.list.count())] if one.list.isVisible() else []


def saved(desk: Desk, entity: str, **draft: str) -> str:
    return recording.save(desk.office, ENTITIES[entity], draft).id


def test_every_reference_has_a_picker(desk: Desk) -> None:
    for entity, name in REFS:
        field = ENTITIES[entity].fields[name]
        assert isinstance(field.kind, Ref)
        editor = make_editor(desk.shell, field)
        assert type(editor) is (PersonPicker if field.kind.entity in PEOPLE else RecordPicker), (entity, name)
        assert editor.target.accessibleName(), (entity, name)
        for record in desk.office.queries.select(field.kind.entity, limit=1):
            editor.set(record.id)
            assert editor.text() == record.id, (entity, name)
        editor.deleteLater()


def test_enter_takes_the_first_and_brings_what_it_says(desk: Desk) -> None:
    """A support contact: type the child's name, Enter, and the match is chosen with its child and mentor."""
    match = desk.office.queries.select("match", sort="-start")[0]
    child = desk.office.queries.get(str(match.values["child"]))
    assert child is not None
    drawer = opened(desk, "support_contact")
    one = picker(drawer, "match")
    one.target.setFocus()
    desk.commit(str(child.values["name"]))
    desk.settle()
    assert str(child.values["name"]) in lines(one)[0]
    desk.press(Key.Key_Return)
    desk.settle()
    got = desk.office.queries.get(one.text())
    assert got is not None
    assert got.entity == "match"
    assert got.values["child"] == child.id
    assert str(child.values["name"]) in one.box.text()
    assert drawer.form.draft()["child"] == child.id
    assert drawer.form.draft()["mentor"] == got.values["mentor"]


def test_only_what_belongs_to_the_child(desk: Desk) -> None:
    kids = desk.office.queries.select("child", limit=2)
    mine = saved(desk, "need", child=kids[0].id, area="schooling", what="课业辅导", found_on="2026-11-02")
    saved(desk, "need", child=kids[1].id, area="schooling", what="课业补习", found_on="2026-11-03")
    drawer = opened(desk, "action", child=kids[0].id)
    one = picker(drawer, "need")
    one.target.setFocus()
    desk.press(Key.Key_Down)
    assert len(lines(one)) == 1, "Down in the empty box offers what is there"
    desk.press(Key.Key_Return)
    assert one.text() == mine
    one.set(None)
    one.target.setFocus()
    desk.type("ky")
    desk.settle()
    assert [line for line in lines(one) if "课业" in line] == lines(one)
    assert len(lines(one)) == 1


def test_enter_in_an_empty_box_goes_on(desk: Desk) -> None:
    drawer = opened(desk, "action", child=desk.office.queries.select("child", limit=1)[0].id)
    one = picker(drawer, "need")
    one.target.setFocus()
    desk.press(Key.Key_Return)
    assert desk.focused is drawer.form.blocks["what"].editor.target
    assert not one.text()


def test_words_nobody_was_chosen_for_are_refused(desk: Desk) -> None:
    drawer = opened(desk, "donation")
    one = picker(drawer, "donor")
    one.target.setFocus()
    desk.commit("查无此人")
    desk.settle()
    drawer.form.put("on", "2026-11-02")
    drawer.form.put("kind", "money")
    drawer.save()
    desk.settle()
    assert drawer.form.blocks["donor"].problem is not None
    assert not desk.office.queries.count("donation")


def test_a_donor_is_made_on_the_way(desk: Desk) -> None:
    """No such donor on file: the last line makes one, it is chosen at once, and Ctrl+Z would take it back."""
    drawer = opened(desk, "donation")
    one = picker(drawer, "donor")
    one.target.setFocus()
    desk.commit("春晖公司")
    desk.settle()
    assert len(lines(one)) == 1
    assert "春晖公司" in lines(one)[0]
    desk.press(Key.Key_Return)
    desk.settle()
    donors = desk.office.queries.select("donor")
    assert [d.values["name"] for d in donors] == ["春晖公司"]
    assert one.text() == donors[0].id
    assert one.box.text() == "春晖公司"
    toast = desk.shell.toasted
    assert toast is not None
    assert toast.can_undo
    toast.undo()
    desk.settle()
    assert desk.office.queries.count("donor") == 0


def test_one_of_that_name_is_not_made_twice(desk: Desk) -> None:
    row = saved(desk, "donor", name="春晖公司")
    drawer = opened(desk, "donation")
    one = picker(drawer, "donor")
    one.target.setFocus()
    desk.commit("春晖公司")
    desk.settle()
    assert len(lines(one)) == 1
    desk.press(Key.Key_Return)
    assert one.text() == row

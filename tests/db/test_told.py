"""What an import tells of very many records: so many one by one, the rest as a number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.changes import Touched
from db import changed as told
from tests.db.test_exchange import give

if TYPE_CHECKING:
    from tests.db.office_files import Desk


def test_many_records_are_told_as_a_number_beyond_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "MOST_TOLD", 5)
    changed = told.Changed()
    changed.note("visit", ["v-1", "v-2", "v-3"])
    changed.note("visit", ["v-3", "v-4", "v-5", "v-6", "v-7"])
    changed.note("visit", ["v-1", "v-8"])
    touched = changed.touched()
    assert touched.rows["visit"] == ("v-1", "v-2", "v-3", "v-4", "v-5")
    assert touched.beyond == {"visit": 3}
    assert touched.number() == 8


def test_nothing_is_kept_of_the_changes_that_touched(
    pair: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import of very many would keep all of them in memory."""
    township, county = pair
    child = township.add("child", name="石小例")
    give(township, county)
    for n in range(3):
        township.edit("child", child, note=f"第{n}次")
        township.add("child", name=f"石{n}例")
    noted: list[told.Changed] = []
    whole = told.Changed.touched
    monkeypatch.setattr(told.Changed, "touched", lambda changed: (noted.append(changed), whole(changed))[1])
    give(township, county)
    assert [len(changed.rows["child"]) for changed in noted] == [4]
    assert {value for changed in noted for rows in changed.rows.values() for value in rows.values()} == {None}


def test_what_either_touched_is_told_once() -> None:
    one = Touched({"child": ("c-1", "c-2")}, beyond={"visit": 3}, moved=("c-1",), about=frozenset({"c-1"}))
    other = Touched({"child": ("c-2", "c-3"), "question": ("q-1",)}, beyond={"visit": 2, "aid": 1}, moved=("c-3",))
    both = one.also(replace(other, about=frozenset({"c-3"})))
    assert both.rows == {"child": ("c-1", "c-2", "c-3"), "question": ("q-1",)}
    assert both.beyond == {"visit": 5, "aid": 1}
    assert both.moved == ("c-1", "c-3")
    assert both.about == {"c-1", "c-3"}
    assert one.also(Touched()) is one


@pytest.mark.parametrize("entity", sorted(told.FOLLOWED))
def test_records_of_which_something_is_derived_are_all_noted(entity: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "MOST_TOLD", 2)
    changed = told.Changed()
    changed.note(entity, [f"x-{n}" for n in range(9)])
    assert len(changed.rows[entity]) == 9
    assert not changed.beyond

"""What an import tells of very many records: so many one by one, the rest as a number."""

from __future__ import annotations

import pytest

from db import changed as told


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


@pytest.mark.parametrize("entity", sorted(told.FOLLOWED))
def test_records_of_which_something_is_derived_are_all_noted(entity: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "MOST_TOLD", 2)
    changed = told.Changed()
    changed.note(entity, [f"x-{n}" for n in range(9)])
    assert len(changed.rows[entity]) == 9
    assert not changed.beyond

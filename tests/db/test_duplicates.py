"""Files of the same child are looked for in the whole register and after an import; what is found is kept and read
against the files as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import duplicates, merging, undoing, worklists
from casefiles.domain.changes import DELETED, Edit
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from tests.db.office_files import Desk


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def three(desk: Desk) -> tuple[str, str, str]:
    known = {"birth_date": "2014-09-16", "village": "石门村", "sex": "1"}
    one, two = (desk.add("child", name=name, **known) for name in ("赵小样", "赵晓样"))
    return one, two, desk.add("child", name="钱大例", **known)


def pairs(office: Office) -> list[tuple[str, str]]:
    return [(t.one.id, t.other.id) for t in duplicates.kept(office)]


def test_the_whole_register(office: Office, desk: Desk) -> None:
    one, two, _ = three(desk)
    assert duplicates.looked_on(office) == ""
    (found,) = duplicates.look_through(office)
    assert (found.one.id, found.other.id) == (one, two)
    assert next(r.en for r in found.likeness.reasons) == "names sound alike"
    assert duplicates.looked_on(office)
    (line,) = worklists.lines(office, "twins")
    assert (line.id, line.more["other"], worklists.counts(office)["twins"]) == (one, two, 1)


def test_what_was_merged_told_apart_corrected_or_deleted_is_no_longer_asked(office: Office, desk: Desk) -> None:
    one, two, _ = three(desk)
    duplicates.look_through(office)
    merged = merging.merge(office, one, two)
    assert pairs(office) == []
    undoing.take_back(office, merging.as_saved(merged))
    assert pairs(office) == [(one, two)]
    saved = merging.not_same(office, one, two)
    assert pairs(office) == []
    assert duplicates.look_through(office) == []
    assert duplicates.maybe_same(office, desk.queries.get(one).values, (one,)) == []  # type: ignore[union-attr]
    desk.ledger.write([Edit("not_same", saved.id, {DELETED: 1})], "tester")
    assert pairs(office) == [(one, two)]
    desk.edit("child", two, name="孙大例", birth_date="2010-01-02")
    assert pairs(office) == []
    desk.edit("child", two, name="赵晓样", birth_date="2014-09-16")
    desk.ledger.write([Edit("child", two, {DELETED: 1})], "tester")
    assert pairs(office) == []


def test_a_merged_file_leads_to_its_survivor(office: Office, desk: Desk) -> None:
    one, two, _ = three(desk)
    third = desk.add("child", name="赵小样", birth_date="2014-09-16", village="石门村", sex="1")
    duplicates.look_through(office)
    assert len(pairs(office)) == 3
    merging.merge(office, one, two)
    assert pairs(office) == [(two, third)], "two files ask once, not twice"


@pytest.mark.parametrize("singly", [300, 0])
def test_after_an_import_only_what_came_is_looked_for(
    office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch, singly: int
) -> None:
    monkeypatch.setattr(duplicates, "SINGLY", singly)
    one, two, _ = three(desk)
    late = desk.add("child", name="钱大例", birth_date="2014-09", village="石门村", sex="1")
    found = duplicates.look_for(office, [late])
    assert [{t.one.id, t.other.id} for t in found] == [{late, _}]
    assert duplicates.look_for(office, []) == []
    assert {one, two} not in [{t.one.id, t.other.id} for t in duplicates.kept(office)]
    assert len(duplicates.look_for(office, [one])) == 1
    assert len(duplicates.kept(office)) == 2, "beside what was kept"


def test_rows_that_are_not_written_yet(office: Office, desk: Desk) -> None:
    one, two, _ = three(desk)
    fresh = {"c-new": {"name": "赵小样", "birth_date": "2014-09-16", "sex": "1"}}
    assert {p.one for p in duplicates.among(office, fresh)} | {p.other for p in duplicates.among(office, fresh)} == {
        "c-new", one, two,
    }  # fmt: skip

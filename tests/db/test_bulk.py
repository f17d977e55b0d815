"""Bulk edits on a real encrypted office: previewed, checked as the form checks, one transaction, one way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import bulk, filters, listings, undoing
from casefiles.domain import conditions as c
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from tests.db.office_files import Desk


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


@pytest.fixture
def needs(desk: Desk) -> list[str]:
    child = desk.add("child", name="赵小样", birth_date="2014-09-16")
    return [
        desk.add("need", child=child, area="schooling", what=f"第 {n} 项", found_on="2026-01-05", priority="normal")
        for n in range(6)
    ]


def values(office: Office, row: str) -> dict[str, object]:
    return dict(office.queries.get(row).values)  # type: ignore[union-attr]


def test_a_preview_says_what_becomes_of_each_and_writes_nothing(desk: Desk, office: Office, needs: list[str]) -> None:
    desk.edit("need", needs[0], priority="urgent")
    desk.edit("need", needs[1], outcome="reached", closed_on="2026-02-01")
    before = [values(office, row) for row in needs]
    made = bulk.plan(office, "need", needs, {"priority": "urgent"})
    assert [line.record.id for line in made.changing] == needs[1:]
    assert made.same == 1
    assert not made.wrong
    assert made.changing[0].before["priority"] == "normal"
    assert made.changing[0].after == {"priority": "urgent"}
    assert [values(office, row) for row in needs] == before
    wrong = bulk.plan(office, "need", needs, {"closed_on": "2025-12-31"})
    codes = {line.record.id: [p.code for p in line.problems] for line in wrong.wrong}
    assert codes[needs[1]] == ["END_BEFORE_START"]
    assert set(codes[needs[2]]) == {"END_BEFORE_START", "NEED_NO_OUTCOME"}
    assert [values(office, row) for row in needs] == before


def test_one_transaction_and_one_way_back(desk: Desk, office: Office, needs: list[str]) -> None:
    before = [values(office, row) for row in needs]
    seq = desk.ledger.vector()[desk.ledger.device].seq
    done = bulk.apply(office, bulk.plan(office, "need", needs, {"priority": "urgent"}))
    assert done.count == 6
    assert [values(office, row)["priority"] for row in needs] == ["urgent"] * 6
    assert desk.ledger.vector()[desk.ledger.device].seq == seq + 6
    undoing.take_back(office, undoing.of_many(done.back, done.touched))
    assert [values(office, row) for row in needs] == before


def test_the_wrong_ones_stay_and_the_others_are_written(desk: Desk, office: Office, needs: list[str]) -> None:
    for row in needs[:3]:
        desk.edit("need", row, outcome="reached", closed_on="2026-02-01")
    made = bulk.plan(office, "need", needs, {"closed_on": "2026-03-01"})
    assert len(made.wrong) == 3, "without an outcome a need is not closed"
    assert bulk.apply(office, made).count == 3
    assert [values(office, row)["closed_on"] for row in needs] == ["2026-03-01"] * 3 + [None] * 3


def test_all_or_nothing_when_something_came_in_between(desk: Desk, office: Office, needs: list[str]) -> None:
    for row in needs:
        desk.edit("need", row, outcome="reached", closed_on="2026-02-01")
    made = bulk.plan(office, "need", needs, {"closed_on": "2026-03-01"})
    child = values(office, needs[0])["child"]
    desk.edit("child", str(child), birth_date="2026-04-01")
    before = [values(office, row) for row in needs]
    unborn = bulk.plan(office, "need", needs, {"found_on": "2026-01-01"})
    assert len(unborn.wrong) == 6
    with pytest.raises(Refusal) as caught:
        bulk.apply(office, unborn)
    assert caught.value.problems[0].code == "BULK_NOTHING"
    assert [values(office, row) for row in needs] == before
    assert made.changing


def test_what_others_wrote_meanwhile_stays_beside(desk: Desk, office: Office, needs: list[str]) -> None:
    """The edit has seen what was previewed and nothing after it."""
    made = bulk.plan(office, "need", needs[:1], {"priority": "urgent"})
    desk.edit("need", needs[0], priority="later")
    bulk.apply(office, made)
    record = office.queries.get(needs[0])
    assert record is not None
    assert {record.values["priority"], *(r.value for r in record.rivals["priority"])} == {"urgent", "later"}


def test_rules_of_the_service_hold_in_bulk(desk: Desk, office: Office) -> None:
    """A mentor with children does not leave, neither alone nor in bulk."""
    busy, free = desk.add("mentor", name="李老例", kind="cadre"), desk.add("mentor", name="王老例", kind="cadre")
    child = desk.add("child", name="赵小样")
    desk.add("match", child=child, mentor=busy, start="2026-01-01")
    made = bulk.plan(office, "mentor", [busy, free], {"left_on": "2026-11-01"})
    assert [line.record.id for line in made.wrong] == [busy]
    assert [p.code for p in made.wrong[0].problems] == ["MENTOR_HAS_CHILDREN"]
    assert [line.record.id for line in made.changing] == [free]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        ({"number": "X"}, "BULK_FIELD"),
        ({"id_number": ""}, "BULK_FIELD"),
        ({"nothing": "x"}, "UNKNOWN_FIELD"),
        ({"birth_date": "yesterday week"}, "NOT_A_DATE"),
    ],
)
def test_a_value_that_cannot_be_read_is_said_once(desk: Desk, office: Office, draft: dict[str, str], code: str) -> None:
    rows = [desk.add("child", name="赵小样"), desk.add("child", name="钱小样")]
    with pytest.raises(Refusal) as caught:
        bulk.plan(office, "child", rows, draft)
    assert [p.code for p in caught.value.problems] == [code]


def test_filters_are_kept_by_name_for_each_person(office: Office) -> None:
    where = (c.Condition("priority", c.IS, ("urgent",)), c.Condition("child.village", c.IS, ("石门村",)))
    filters.keep(office, "need", filters.Kept("急的", "active", "-found_on", where))
    filters.keep(office, "need", filters.Kept("全部", "all", "", ()))
    assert [f.name for f in filters.kept(office, "need")] == ["全部", "急的"]
    held = filters.kept(office, "need")[1]
    assert held == filters.Kept("急的", "active", "-found_on", where)
    assert held.same("active", where[::-1]), "in whatever order"
    assert not held.same("all", where)
    assert not held.same("active", where[:1])
    filters.keep(office, "need", filters.Kept("急的", "all", "", where[:1]))
    assert filters.kept(office, "need")[1].where == where[:1]
    other = Office(office.ledger, office.queries, office.clock, Me("other", "另一人"), office.home)
    assert filters.kept(other, "need") == []
    assert filters.kept(office, "visit") == []
    filters.forget(office, "need", "急的")
    assert [f.name for f in filters.kept(office, "need")] == ["全部"]
    with pytest.raises(Refusal):
        filters.keep(office, "need", filters.Kept("  ", "all", "", ()))
    office.ledger.keep_setting("filters:clerk:need", '[{"name": "旧的", "where": [["gone", "is", ["x"]]]}, 7]')
    assert filters.kept(office, "need") == [filters.Kept("旧的", "all", "", ())]


def test_a_sheet_hides_numbers_unless_it_is_asked_for_them(desk: Desk, office: Office) -> None:
    import io

    import openpyxl

    child = desk.add("child", name="赵小样", id_number="999901201403070016", note="外婆电话 10012345678")
    visit = desk.add("visit", child=child, on="2026-11-01", kind="home", contact="child", minutes=40)
    rows = []
    for masked in (True, False):
        data = listings.sheet(office, "child", [child], "zh", masked=masked)
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        assert sheet is not None
        found = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert "个人信息" in str(found[0][0])
        rows.append(dict(zip(found[1], found[2], strict=True)))
    hidden, whole = rows
    card = ENTITIES["child"].fields["id_number"].label.zh
    assert whole[card] == "999901201403070016"
    assert hidden[card] == "999901********0016"
    assert "10012345678" not in str(hidden)
    assert "10012345678" in str(whole)
    data = listings.sheet(office, "visit", [visit], "en")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    line = dict(zip([c.value for c in sheet[2]], [c.value for c in sheet[3]], strict=True))
    assert line["Child"] == "赵小样"
    assert line["Minutes"] == 40
    assert line["Kind of visit"] == "Home visit"

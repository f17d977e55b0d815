"""Grids on a real encrypted office: one transaction, every problem at once, one way back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casefiles import grids
from casefiles.domain.problems import Refusal
from casefiles.grids import GRIDS, Line
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from tests.db.office_files import Desk

AID, EYES = GRIDS["aid"], GRIDS["screening"]


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(
        desk.ledger,
        desk.queries,
        desk.clock,
        Me("clerk", "经办人"),
        Home("999901101", "云台镇", "township", ""),
    )


@pytest.fixture
def children(desk: Desk) -> list[str]:
    return [desk.add("child", name=f"赵{n}样", village="东头村", birth_date="2015-01-01") for n in "一二三"]


@pytest.fixture
def batch(desk: Desk) -> str:
    return desk.add("aid_batch", name="六一慰问", on="2026-06-01", kind="goods", what="书包", value=12000)


@pytest.fixture
def screening(desk: Desk) -> str:
    return desk.add("screening_round", name="春季筛查", on="2026-03-01", school="东头小学")


def put(office: Office, grid: grids.Grid, parent: str, lines: list[Line]) -> grids.Kept:
    return grids.save(office, grid, parent, lines, grids.start_of(office, grid, parent))


def test_what_the_batch_says_stands_in_each_line(office: Office, batch: str, children: list[str]) -> None:
    kept = put(office, AID, batch, [Line(c, typed={}) for c in children])
    assert (kept.new, kept.changed, kept.removed) == (3, 0, 0)
    for record in office.queries.select("aid", {"batch": batch}):
        assert record.values["what"] == "书包"
        assert record.values["value"] == 12000
        assert record.values["kind"] == "goods"
        assert record.values["step"] == "promised"
    assert [one.person for one in grids.lines(office, AID, batch)] == children  # in the order of the list


def test_children_households_and_mentors_stand_in_one_list(
    desk: Desk, office: Office, batch: str, children: list[str]
) -> None:
    house, mentor = desk.add("household", name="钱大样"), desk.add("mentor", name="孙老样")
    put(office, AID, batch, [Line(who) for who in (children[0], house, mentor)])
    found = [{n: r.values.get(n) for n in AID.who} for r in office.queries.select("aid", {"batch": batch})]
    assert found == [
        {"child": children[0], "household": None, "mentor": None},
        {"child": None, "household": house, "mentor": None},
        {"child": None, "household": None, "mentor": mentor},
    ]


def test_every_problem_comes_at_once_and_nothing_is_written(
    office: Office, screening: str, children: list[str]
) -> None:
    lines = [
        Line(children[0], typed={"right_mark": "4.8"}),
        Line(children[1], typed={"right_mark": "6", "left_mark": "see"}),
        Line(children[2], typed={"glasses": "maybe"}),
    ]
    with pytest.raises(Refusal) as refused:
        put(office, EYES, screening, lines)
    assert [(p.id, p.field) for p in refused.value.problems] == [
        ("2", "right_mark"), ("2", "left_mark"), ("3", "glasses"),
    ]  # fmt: skip
    assert office.queries.count("screening_result") == 0


def test_one_undo_takes_new_changed_and_removed_lines_back(
    office: Office, screening: str, children: list[str]
) -> None:
    put(office, EYES, screening, [Line(c, typed={"right_mark": "48"}) for c in children[:2]])
    one, two = grids.lines(office, EYES, screening)
    kept = put(
        office,
        EYES,
        screening,
        [
            replace(one, typed={"right_mark": "5.0"}),
            replace(two, gone=True),
            Line(children[2], typed={"left_mark": "4.9"}),
        ],
    )
    assert (kept.new, kept.changed, kept.removed) == (1, 1, 1)
    after = grids.lines(office, EYES, screening)
    assert [(x.person, x.stands.values["right_mark"]) for x in after if x.stands] == [
        (children[0], 50),
        (children[2], None),
    ]
    grids.undo(office, kept)
    back = grids.lines(office, EYES, screening)
    assert [(x.person, x.stands.values["right_mark"]) for x in back if x.stands] == [
        (children[0], 48),
        (children[1], 48),
    ]


def test_undo_leaves_what_somebody_wrote_after_the_save(
    desk: Desk, office: Office, screening: str, children: list[str]
) -> None:
    put(office, EYES, screening, [Line(children[0], typed={"right_mark": "48"})])
    (line,) = grids.lines(office, EYES, screening)
    kept = put(office, EYES, screening, [replace(line, typed={"right_mark": "50"})])
    assert line.stands is not None
    desk.edit("screening_result", line.stands.id, left_mark=45)
    grids.undo(office, kept)
    record = office.queries.get(line.stands.id)
    assert record is not None
    assert record.values["left_mark"] == 45


def test_a_line_nobody_touched_is_not_written(office: Office, screening: str, children: list[str]) -> None:
    put(office, EYES, screening, [Line(c, typed={"right_mark": "48"}) for c in children])
    lines = grids.lines(office, EYES, screening)
    kept = put(office, EYES, screening, [replace(lines[0], typed={"right_mark": "４.８"}), *lines[1:]])
    assert (kept.new, kept.changed, kept.removed) == (0, 0, 0)
    assert not kept.touched.rows


def test_somebody_who_is_gone_is_refused_as_a_new_line_only(
    desk: Desk, office: Office, screening: str, children: list[str]
) -> None:
    put(office, EYES, screening, [Line(children[0], typed={"right_mark": "48"})])
    desk.edit("child", children[0], _del=1)
    (line,) = grids.lines(office, EYES, screening)
    assert put(office, EYES, screening, [replace(line, typed={"left_mark": "4.9"})]).changed == 1
    with pytest.raises(Refusal) as refused:
        put(office, EYES, screening, [Line(children[0])])
    assert [p.code for p in refused.value.problems] == ["GRID_PERSON_GONE"]


def test_the_draft_goes_with_the_save(office: Office, screening: str, children: list[str]) -> None:
    office.ledger.keep_draft("grid:x", {"lines": "[]"})
    start = grids.start_of(office, EYES, screening)
    grids.save(office, EYES, screening, [Line(children[0])], start, kept_as="grid:x")
    assert office.ledger.draft("grid:x") is None


def test_the_parent_must_stand(office: Office, children: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        grids.save(office, EYES, "er-00000000000000000", [Line(children[0])], {})
    assert refused.value.problems[0].code == "NOT_FOUND"
    with pytest.raises(Refusal, match="UNKNOWN_GRID"):
        grids.grid_named("cakes")


def test_blocks_from_a_spreadsheet() -> None:
    assert grids.block("4.8\t5.0\r\n４.９\t\r\n") == [["4.8", "5.0"], ["４.９", ""]]
    assert grids.block('"两行\n字"\tx') == [["两行\n字", "x"]]
    assert grids.block("") == []
    cells = [["a\tb", 'say "x"'], ["", "c\nd"]]
    assert grids.block(grids.as_block(cells)) == cells


def test_groups_of_people(desk: Desk, office: Office, batch: str, children: list[str]) -> None:
    desk.edit("child", children[0], school="东头小学", school_class="三年级")
    desk.edit("child", children[2], closed_on="2026-01-01")
    mentor = desk.add("mentor", name="孙老样", village="东头村")
    put(office, AID, batch, [Line(children[0]), Line(mentor)])
    q = office.queries
    assert q.groups("village") == [("东头村", 2)]
    assert set(q.group("village", "东头村")) == set(children[:2])
    assert q.groups("class") == [("东头小学\t三年级", 1)]
    assert q.group("class", "东头小学\t三年级") == [children[0]]
    assert q.groups("mentors") == [("东头村", 1)]
    assert q.group("mentors", "东头村") == [mentor]
    assert q.groups("batch") == [(batch, 2)]
    assert q.group("batch", batch) == [children[0], mentor]
    who = q.people([children[0], mentor, "c-0000000000000"])
    assert who[children[0]]["school_class"] == "三年级"
    assert who[mentor]["name"] == "孙老样"
    assert len(who) == 2


def test_a_step_written_into_the_list_gets_its_day(office: Office, batch: str, children: list[str]) -> None:
    put(office, AID, batch, [Line(c) for c in children])
    today = office.clock.today().isoformat()
    one, two, three = grids.lines(office, AID, batch)
    put(
        office,
        AID,
        batch,
        [
            replace(one, typed={"step": "已发放"}),
            replace(two, typed={"step": "handed_over", "handed_on": "2026-06-01"}),
            three,
        ],
    )
    found = [r.values for r in office.queries.select("aid", {"batch": batch})]
    assert [(v["handed_on"], v["handed_over"]) for v in found] == [
        (today, 1),
        ("2026-06-01", 1),
        (None, None),
    ]
    (one, *_) = grids.lines(office, AID, batch)
    put(office, AID, batch, [replace(one, typed={"step": "allotted"})])  # it had been written too soon
    first = office.queries.select("aid", {"batch": batch})[0].values
    assert (first["allotted_on"], first["handed_over"]) == (today, None)

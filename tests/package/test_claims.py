"""Each file has an office: another one that types its own division into it does not get it, and both are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import questioning, transferring
from casefiles.domain.changes import Edit
from casefiles.domain.owning import Placed, may_move, owned
from tests.package.offices import add, edit
from tests.package.test_prying import opened
from tests.package.test_stubs import COUNTY, HERE, THERE, carry, said, three, value

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles import exchange
    from casefiles.office import Office

__all__ = ["three"]
SECRET = "新家的门牌"


def left(three: dict[str, Office], stick: Path) -> str:
    """A file that left HERE by a plain edit and lives THERE."""
    child = add(three[HERE], "child", name="石小例", area=HERE)
    edit(three[HERE], child, area=THERE)
    carry(three, HERE, COUNTY, stick)
    carry(three, COUNTY, THERE, stick)
    edit(three[THERE], child, address=SECRET)
    carry(three, THERE, COUNTY, stick)
    carry(three, COUNTY, HERE, stick)
    return child


def claimed(three: dict[str, Office], child: str, stick: Path, *, unseen: bool = False) -> exchange.ImportReport:
    office = three[HERE]
    heads = () if unseen else office.queries.get(child).heads
    office.ledger.write([Edit("child", child, {"area": HERE}, heads)], "clerk")
    return carry(three, HERE, COUNTY, stick)


@pytest.mark.parametrize("unseen", [False, True])
def test_the_old_office_does_not_get_it_back_by_typing_its_division(
    three: dict[str, Office], tmp_path: Path, unseen: bool
) -> None:
    here, county, there = three[HERE], three[COUNTY], three[THERE]
    child = left(three, tmp_path)
    told = claimed(three, child, tmp_path, unseen=unseen).touched.rows
    assert value(county, child, "area") == THERE
    assert told.keys() >= {"child", "question", "transfer"}, "the windows hear of what was written for it"
    assert not county.queries.get(child).rivals
    report = carry(three, COUNTY, HERE, tmp_path)
    assert SECRET.encode() not in opened(here, report.file)
    assert SECRET.encode() not in said(here)
    assert value(here, child, "area") == THERE
    [told] = transferring.merged_away(here)
    assert (told.values["child"], told.values["to_area"], told.values["reason"]) == (child, THERE, "stayed")
    carry(three, COUNTY, THERE, tmp_path)
    assert value(there, child, "area") == THERE
    [asked] = questioning.to_answer(there)
    assert (asked.values["of"], asked.values["field"]) == (child, "area")
    assert asked.values["asked_code"] == COUNTY
    edit(there, child, school="雾溪小学")
    questioning.answer(there, asked.id, "仍在本地")
    carry(three, THERE, COUNTY, tmp_path)
    assert value(county, child, "school") == "雾溪小学"
    assert [q.id for q in questioning.to_settle(county)] == [asked.id]
    for office in three.values():
        assert office.queries.check()["ok"]


def test_a_slip_is_taken_back_as_long_as_nobody_there_wrote(three: dict[str, Office], tmp_path: Path) -> None:
    child = add(three[HERE], "child", name="石小例", area=HERE)
    carry(three, HERE, COUNTY, tmp_path)
    edit(three[COUNTY], child, note="县里写的")
    edit(three[HERE], child, area=THERE)
    carry(three, HERE, COUNTY, tmp_path)
    claimed(three, child, tmp_path)
    assert value(three[COUNTY], child, "area") == HERE
    assert three[COUNTY].queries.count("question") == 0


def test_who_has_it_and_who_stands_above_send_it_on(three: dict[str, Office], tmp_path: Path) -> None:
    county = three[COUNTY]
    child = left(three, tmp_path)
    edit(three[THERE], child, area=HERE)
    carry(three, THERE, COUNTY, tmp_path)
    assert value(county, child, "area") == HERE, "the office that has it"
    carry(three, COUNTY, HERE, tmp_path)
    assert value(three[HERE], child, "address") == SECRET
    edit(county, child, area=THERE)
    carry(three, COUNTY, THERE, tmp_path)
    carry(three, THERE, COUNTY, tmp_path)
    assert value(county, child, "area") == THERE
    assert county.queries.count("question") == 0


def test_a_mentor_that_is_claimed_stays_too(three: dict[str, Office], tmp_path: Path) -> None:
    mentor = add(three[HERE], "mentor", name="周样", area=HERE)
    edit(three[HERE], mentor, area=THERE)
    carry(three, HERE, COUNTY, tmp_path)
    carry(three, COUNTY, THERE, tmp_path)
    edit(three[THERE], mentor, address=SECRET)
    carry(three, THERE, COUNTY, tmp_path)
    three[HERE].ledger.write([Edit("mentor", mentor, {"area": HERE})], "clerk")
    carry(three, HERE, COUNTY, tmp_path)
    assert value(three[COUNTY], mentor, "area") == THERE
    assert SECRET.encode() not in opened(three[HERE], carry(three, COUNTY, HERE, tmp_path).file)
    carry(three, COUNTY, THERE, tmp_path)
    assert len(questioning.to_answer(three[THERE])) == 1


A, B, C = HERE, THERE, COUNTY


@pytest.mark.parametrize(
    ("placed", "writers", "area", "claimant"),
    [
        ([(A, A)], {A}, A, ""),
        ([(A, A), (A, B)], {A}, B, ""),
        ([(A, A), (A, B), (A, A)], {A, C}, A, ""),
        ([(A, A), (A, B), (A, A)], {A, B}, B, A),
        ([(A, "999902101"), (C, A)], {A, C}, A, ""),
        ([(A, "999902101"), (C, A)], {A, C, "999902101"}, "999902101", C),
        ([(C, "999902101"), (A, A)], {A, C}, "999902101", A),
        ([(A, A), (C, B), (A, A)], {A, C}, B, A),
        ([(A, A), (C, B), (A, A), (C, A)], {A, C}, A, ""),
        ([(A, A), (C, B), (A, "999901103")], {A, C}, "999901103", ""),
        ([(A, A), (B, B)], {A, B}, A, B),
        ([(A, A), (B, B), (A, B)], {A, B}, B, ""),
        ([(A, A), ("", B)], {A}, B, ""),
        ([], set(), "", ""),
    ],
)
def test_who_may_say_where_a_file_lies(
    placed: list[tuple[str, str]], writers: set[str], area: str, claimant: str
) -> None:
    found = owned([Placed(*one) for one in placed], writers)
    assert found.area == area
    assert (found.claim.maker if found.claim else "") == claimant
    assert may_move(C, A)
    assert not may_move(A, B)

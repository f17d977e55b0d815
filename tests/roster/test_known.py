"""A large register is asked singly, a small one is read once: the answers are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import roster
from casefiles.domain.entities import ENTITIES
from casefiles.roster import known
from tests.roster.books import BOY, GIRL, counts, sheets, take

if TYPE_CHECKING:
    from casefiles.office import Office

HEADER = ["姓名", "身份证号", "出生日期", "村（社区）", "类别", "父亲姓名"]
ROWS = [
    ["王小样", BOY, None, "东头村", "留守儿童", "王示例"],
    ["李示例", None, "2015-06-01", "东头村", "困境儿童", "李样本"],
    ["张示例", "999901900307001", None, None, None, None],
    ["赵示例", None, None, None, None, None],
]


@pytest.fixture(params=["read once", "asked singly", "read after a few names"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the register is looked into."""
    if request.param != "read once":
        monkeypatch.setattr(known, "SMALL", 0)
        monkeypatch.setattr(known, "_FEW", 0)
    if request.param == "read after a few names":
        monkeypatch.setattr(known, "_SCANS", 1)
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_the_same_rows_are_found(office: Office) -> None:
    assert counts(take(office, HEADER, *ROWS)) == (4, 4, 0, 0, 0)
    assert counts(roster.plan(office, sheets(HEADER, *ROWS))) == (4, 0, 0, 4, 0)
    numbers = {r.values["name"]: r.values["number"] for r in office.queries.select("child")}
    rows = [
        [numbers["赵示例"], "赵样本", None],
        [None, "张示例", "999901199003070018"],
        [None, "新示例", GIRL],
    ]
    plan = roster.plan(office, sheets(["档案编号", "姓名", "身份证号"], *rows))
    assert [o.state for o in plan.outcomes] == ["changed", "wrong", "new"]
    assert plan.wrong[0].code == "ID_CHECKSUM"


@pytest.mark.usefixtures("way")
def test_an_old_number_and_its_later_form_are_one_person(office: Office) -> None:
    from casefiles.domain.codes import citizen_id

    old = "999901900307001"
    later = citizen_id.parse(old).upgraded
    take(office, ["姓名", "身份证号"], ["张示例", old])
    plan = take(office, ["姓名", "身份证号"], ["张示例", later])
    assert counts(plan) == (1, 0, 1, 0, 0)
    assert counts(roster.plan(office, sheets(["姓名", "身份证号"], ["张示例", old]))) == (1, 0, 0, 1, 0)
    rows = (["姓名", "身份证号"], ["张示例", old], ["张示例", later])
    assert [w.code for w in roster.plan(office, sheets(*rows)).wrong] == ["ROSTER_DOUBLE"]


@pytest.mark.usefixtures("way")
def test_nobody_is_alike_to_a_row_without_a_name(office: Office) -> None:
    take(office, HEADER, *ROWS)
    looked = known.Known(office.queries, ENTITIES["child"], 1)
    assert looked.alike({"name": None}) == []
    assert looked.by_id(None) is None
    assert looked.by_number("") is None
    found = looked.alike({"name": "李示例", "birth_date": "2015-06-01", "village": "东头村"})
    assert [r.values["name"] for r in found] == ["李示例"]
    assert looked.alike({"name": "李示例", "birth_date": "2015-06-01", "village": "西头村"}) == []

"""The traps of spreadsheets, one by one: each cell as it comes out of a real file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from casefiles import roster
from casefiles.domain.fieldtypes import IdNumber
from casefiles.roster.cells import text_of
from tests.roster.books import BOY, codes, counts, only, sheets, take

if TYPE_CHECKING:
    from casefiles.edges.workbook import Cell
    from casefiles.office import Office


def wrong(office: Office, header: str, cell: Cell) -> list[tuple[int, str, str]]:
    return codes(roster.plan(office, sheets(["姓名", header], ["王小样", cell])))


def stored(office: Office, header: str, cell: Cell, field: str) -> object:
    plan = take(office, ["姓名", header], ["王小样", cell])
    assert codes(plan) == []
    return only(office).values.get(field)


@pytest.mark.parametrize(
    "cell",
    [520115201403070300, 5.2011520140307e17, "5.2011520140307E+17", "5.2E+17", "520115201403070000", 1e15],
)
def test_an_id_number_that_became_a_number_is_refused_not_repaired(office: Office, cell: Cell) -> None:
    assert wrong(office, "身份证号", cell) == [(2, "身份证号", "ID_DAMAGED_BY_EXCEL")]


def test_a_true_number_that_ends_in_000_is_taken_with_a_warning(office: Office) -> None:
    number = "999901201304050000"
    from casefiles.domain.codes import citizen_id

    made = [
        citizen_id.make("999901", dt.date(2013, 4, d), s, "2") for d in range(1, 29) for s in range(0, 400, 5)
    ]
    number = next(n for n in made if n.endswith("000"))
    plan = roster.plan(office, sheets(["姓名", "身份证号"], ["王小样", number]))
    assert counts(plan) == (1, 1, 0, 0, 0)
    assert [w.code for w in plan.warnings] == ["ID_ENDS_000"]


def test_an_old_number_typed_as_a_number_lost_nothing(office: Office) -> None:
    assert stored(office, "身份证号", 999901900307001, "id_number") == "999901900307001"


@pytest.mark.parametrize(
    "cell",
    [
        BOY,
        f" {BOY}\n",
        f"'{BOY}",
        f"\u3000{BOY}",
        "９９９９０１２０１４０３０７００１６",
        f"{BOY[:6]} {BOY[6:]}",
    ],
)
def test_full_width_blanks_and_apostrophes(office: Office, cell: str) -> None:
    assert stored(office, "身份证号", cell, "id_number") == BOY


@pytest.mark.parametrize("cell", ["0", 0, 0.0, "无", "暂无", "-", "—", " ", None, "　"])
@pytest.mark.parametrize(("header", "field"), [("身份证号", "id_number"), ("联系电话", "phone")])
def test_words_for_nothing(office: Office, cell: Cell, header: str, field: str) -> None:
    assert stored(office, header, cell, field) is None


@pytest.mark.parametrize(
    "cell", [10012345678, 10012345678.0, "10012345678.0", "100 1234 5678", "１００12345678"]
)
def test_a_phone_as_a_number(office: Office, cell: Cell) -> None:
    assert stored(office, "联系电话", cell, "phone") == "10012345678"


@pytest.mark.parametrize(
    "cell",
    [
        dt.date(2014, 3, 7), dt.datetime(2014, 3, 7), dt.datetime(2014, 3, 7, 8, 30), 41705, 41705.35, 20140307,
        "20140307", "2014-03-07", "2014.3.7", "2014/3/7", "2014年3月7日", "２０１４年３月７日", "2014-03-07 00:00:00",
    ],
)  # fmt: skip
def test_dates_however_they_are_held(office: Office, cell: Cell) -> None:
    assert stored(office, "出生日期", cell, "birth_date") == "2014-03-07"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (2014, "2014"),
        ("2014年3月", "2014-03"),
        (2014.03, "2014-03"),
        (2014.9, "2014-09"),
        (2014.12, "2014-12"),
    ],
)
def test_dates_of_which_less_is_known(office: Office, cell: Cell, value: str) -> None:
    assert stored(office, "出生日期", cell, "birth_date") == value


def test_2014_1_may_be_january_or_october(office: Office) -> None:
    assert wrong(office, "出生日期", 2014.1) == [(2, "出生日期", "NOT_A_DATE")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [("2014-13-01", "NOT_A_DATE"), ("明年", "NOT_A_DATE"), (dt.date(2031, 1, 1), "DATE_IN_FUTURE"), (5, "NOT_A_DATE"),
     ("1801-01-01", "DATE_TOO_OLD"), (-41705, "NOT_A_DATE"), (True, "NOT_A_DATE")],
)  # fmt: skip
def test_dates_that_are_none(office: Office, cell: Cell, code: str) -> None:
    assert wrong(office, "出生日期", cell) == [(2, "出生日期", code)]


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("性别", "男", "sex", "1"),
        ("性别", 2, "sex", "2"),
        ("性别", "Girl", "sex", "2"),
        ("民族", "汉", "ethnic", "01"),
        ("民族", 1, "ethnic", "01"),
        ("残疾类别", "无", "disability", None),
        ("健康状况", "健康", "health", "10"),
        ("是否寄宿", "否", "boarding", 0),
        ("是否寄宿", True, "boarding", 1),
        ("是否寄宿", 1, "boarding", 1),
        ("居住地区划", 999901101, "area", "999901101"),
        ("居住地区划", 999901101000, "area", "999901101"),
        ("现住址", 12, "address", "12"),
        ("现住址", "=东头村", "address", "=东头村"),
        ("备注", "一\r\n二", "note", "一\n二"),
        ("年级班级", dt.date(2014, 3, 2), "school_class", "2014-03-02"),
    ],
)
def test_other_cells(office: Office, header: str, cell: Cell, field: str, value: object) -> None:
    if isinstance(cell, str) and cell.startswith("="):
        (sheet,) = roster.read(f"姓名,{header}\n王小样,{cell}\n".encode())
        roster.apply(office, roster.plan(office, [sheet]))
        assert only(office).values.get(field) == value
    else:
        assert stored(office, header, cell, field) == value


def test_a_long_number_in_a_text_column_is_refused(office: Office) -> None:
    assert wrong(office, "学籍号", 2023330010000123456) == [(2, "学籍号", "ID_DAMAGED_BY_EXCEL")]


def test_an_inner_kind_gets_text_only() -> None:
    assert text_of(None, IdNumber()) == ""
    assert text_of(float("nan"), IdNumber()) == "nan"
    assert text_of(dt.time(3, 4), IdNumber()) == "03:04:00"

"""A row that stands one column beside its captions says so; a row with mistakes does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import roster
from tests.roster.books import BOY, GIRL, sheets

if TYPE_CHECKING:
    from casefiles.edges.workbook import Cell
    from casefiles.office import Office

HEADER = ["序号", "姓名", "性别", "身份证号", "家庭住址", "联系电话"]
GOOD: list[Cell] = [1, "吕小例", "男", BOY, "石门村3组", "10012345678"]


@pytest.mark.parametrize(
    ("row", "first", "cell", "column"),
    [
        ([2, "女", GIRL, "石门村3组", "10012345678"], "女", "女", "性别"),  # the name was left out
        ([2, "", "吴小例", "女", GIRL, "石门村", "10012345678"], "吴小例", "女", "性别"),  # one cell too many
        ([2, "吴小例", "吴小例", "女", GIRL, "石门村"], "吴小例", "女", "性别"),
    ],
)
def test_a_shifted_row_says_so(office: Office, row: list[Cell], first: str, cell: str, column: str) -> None:
    plan = roster.plan(office, sheets(HEADER, GOOD, row))
    assert (plan.new, plan.wrong_rows) == (1, 1)
    [found] = [r for r in plan.wrong if r.code == "ROSTER_SHIFTED"]
    assert (found.row, found.value) == (3, first)
    assert plan.wrong[0] == found, "first of what is wrong with the row"
    assert f"“{cell}”" in found.label.zh
    assert f"“{column}”" in found.label.zh
    assert found.at is not None, "the cell is marked in the workbook that is given back"


@pytest.mark.parametrize(
    "row",
    [
        [2, "吴小例", "女", "999901201403070009", "石门村", "10012345678"],  # a wrong check digit
        [2, "", "女", GIRL, "石门村", "10012345678"],  # no name
        [2, "吴小例", "不是男", "1", "石门村", "2"],
        [2, "吴小例", "石门村", GIRL, "女", "10012345678"],  # two cells changed places
        [2, "10012345678", "吴例", "女", "石门村", ""],
        ["", "", "女", "", "", "1"],
    ],
)
def test_a_row_with_mistakes_is_not_called_shifted(office: Office, row: list[Cell]) -> None:
    plan = roster.plan(office, sheets(HEADER, GOOD, row))
    assert plan.wrong
    assert "ROSTER_SHIFTED" not in {r.code for r in plan.wrong}


def test_days_that_stand_beside_days_are_no_sign(office: Office) -> None:
    header = ["姓名", "出生日期", "建档日期", "性别"]
    plan = roster.plan(office, sheets(header, ["吴小例", "2015-06-01", "2020-06-01", "不是男"]))
    assert plan.wrong
    assert "ROSTER_SHIFTED" not in {r.code for r in plan.wrong}

"""A roster's new rows that look like a child on file, or like each other, are said in the dry run and in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import recording, roster
from casefiles.domain.entities import ENTITIES
from casefiles.edges.workbook import Sheet

if TYPE_CHECKING:
    from casefiles.office import Office


def sheet(*rows: tuple[str, ...]) -> list[Sheet]:
    return [Sheet("花名册", (("姓名", "性别", "出生日期", "村（社区）"), *rows))]


def test_a_new_row_that_looks_like_a_file_is_said_and_still_new(office: Office) -> None:
    draft = {"name": "赵小样", "sex": "1", "birth_date": "2014-09-16", "village": "石门村"}
    recording.save(office, ENTITIES["child"], draft)
    plan = roster.plan(
        office, sheet(("赵晓样", "男", "2014-09-16", "石门村"), ("钱大例", "女", "2012-01-02", "河湾村"))
    )
    assert (plan.new, plan.maybe_same) == (2, 1)
    (said,) = [r for r in plan.warnings if r.code == "MAYBE_SAME"]
    assert (said.row, said.column, said.value) == (2, "姓名", "赵晓样")
    assert "赵小样" in said.label.zh
    assert "同音" in said.label.zh
    assert plan.as_json()["maybe_same"] == 1
    assert roster.apply(office, plan).new == 2, "a person decides; nothing is merged in silence"


def test_two_rows_of_one_child(office: Office) -> None:
    plan = roster.plan(
        office, sheet(("赵小样", "男", "2014-09-16", "石门村"), ("赵晓样", "男", "2014-09-16", "石门村"))
    )
    assert plan.maybe_same == 2
    assert "花名册 3" in plan.warnings[0].label.zh

"""Plan and apply: nothing written by the one, everything or nothing by the other, and the second time nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casefiles import recording, roster
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from tests.roster.books import BOY, GIRL, THIRD, book, codes, counts, only, sheets, take

if TYPE_CHECKING:
    from casefiles.office import Office

HEADER = ["姓名", "性别", "身份证号", "出生日期", "村（社区）", "联系电话"]
ROWS = [
    ["王小样", "男", BOY, None, "东头村", "10012345678"],
    ["李示例", "女", None, "2015-06-01", "东头村", None],
    ["张三样", None, None, None, None, None],
]


def everything(office: Office) -> dict[str, object]:
    """All that is stored, and the files byte for byte."""
    folder = Path(office.home.folder)
    files = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.suffix != ".db-shm"
    }
    files = {n: d for n, d in files.items() if not n.endswith("-shm")}
    return {"vector": office.ledger.vector(), "files": files, "children": office.queries.select("child")}


def test_a_dry_run_writes_nothing(office: Office) -> None:
    take(office, HEADER, *ROWS)
    before = everything(office)
    changed = [
        ["王小样", "男", BOY, None, "西头村", None],
        ["新示例", "女", GIRL, None, "东头村", None],
        ["", "男", "1"],
    ]
    plan = roster.plan(office, sheets(HEADER, *changed))
    assert counts(plan) == (3, 1, 1, 0, 1)
    roster.report(plan)
    assert everything(office) == before


def test_new_rows_become_files_as_the_form_makes_them(office: Office) -> None:
    plan = roster.plan(office, sheets(HEADER, *ROWS))
    assert counts(plan) == (3, 3, 0, 0, 0)
    applied = roster.apply(office, plan)
    assert (applied.new, applied.changed, applied.same, applied.wrong_rows) == (3, 0, 0, 0)
    assert len(applied.touched.rows["child"]) == 3
    child = next(r for r in office.queries.select("child") if r.values["name"] == "王小样").values
    assert child["birth_date"] == "2014-03-07"
    assert child["sex"] == "1"
    assert child["opened_on"] == "2026-11-20"
    numbers = {str(r.values["number"]) for r in office.queries.select("child")}
    assert len(numbers) == 3
    assert all(n.startswith("E999901101-2026-") for n in numbers)
    by_form = recording.save(office, ENTITIES["child"], {"name": "同示例", "id_number": GIRL})
    formed = office.queries.get(by_form.id)
    assert formed is not None
    typed = {n for n, v in formed.values.items() if v is not None}
    assert typed == {n for n, v in child.items() if v is not None} - {"village", "phone"}


def test_the_same_file_again_is_all_the_same(office: Office) -> None:
    take(office, HEADER, *ROWS)
    before = office.ledger.vector()
    again = take(office, HEADER, *ROWS)
    assert counts(again) == (3, 0, 0, 3, 0)
    assert office.ledger.vector() == before
    assert office.queries.count("child") == 3


def test_a_plan_applied_twice_writes_once(office: Office) -> None:
    plan = roster.plan(office, sheets(HEADER, *ROWS))
    roster.apply(office, plan)
    before = office.ledger.vector()
    second = roster.apply(office, plan)
    assert (second.new, second.changed, second.same) == (0, 0, 3)
    assert office.ledger.vector() == before


def test_a_person_entered_since_the_plan_does_not_stand_twice(office: Office) -> None:
    plan = roster.plan(office, sheets(HEADER, *ROWS))
    other = roster.plan(office, sheets(HEADER, ROWS[0], ["赵示例"]))
    recording.save(
        office, ENTITIES["child"], {"name": "李示例", "birth_date": "2015-06-01", "village": "东头村"}
    )
    applied = roster.apply(office, plan)
    assert (applied.new, applied.overtaken) == (2, 1)
    applied = roster.apply(office, other)
    assert (applied.new, applied.overtaken) == (1, 1)
    assert sorted(str(r.values["name"]) for r in office.queries.select("child")) == [
        "张三样", "李示例", "王小样", "赵示例",
    ]  # fmt: skip


def test_found_by_id_number_then_file_number_then_person(office: Office) -> None:
    take(office, HEADER, *ROWS)
    by_name = {str(r.values["name"]): r for r in office.queries.select("child")}
    rows = [
        ["", "王改名", "9999 0120 1403 0700 16", "", ""],
        [by_name["李示例"].values["number"], "李改名", "", "", ""],
        ["", "张三样", "", "", ""],
    ]
    plan = take(office, ["档案编号", "姓名", "身份证号", "出生日期", "村（社区）"], *rows)
    assert counts(plan) == (3, 0, 2, 1, 0)
    assert [o.id for o in plan.outcomes] == [by_name[n].id for n in ("王小样", "李示例", "张三样")]
    assert {r.values["name"] for r in office.queries.select("child")} == {"王改名", "李改名", "张三样"}


def test_a_person_without_a_number_is_given_one_later(office: Office) -> None:
    take(office, HEADER, ROWS[1])
    plan = take(office, HEADER, ["李示例", "女", "999901201506010005", "2015-06-01", "东头村"])
    assert codes(plan) == [(2, "身份证号", "ID_CHECKSUM")]
    from casefiles.domain.codes import citizen_id

    number = citizen_id.make("999901", dt.date(2015, 6, 1), 0, "2")
    plan = take(office, HEADER, ["李示例", "女", number, "2015-06-01", "东头村", None])
    assert counts(plan) == (1, 0, 1, 0, 0)
    assert only(office).values["id_number"] == number


def test_another_id_number_is_another_person(office: Office) -> None:
    take(office, HEADER, ROWS[0])
    plan = take(office, HEADER, ["王小样", "男", THIRD, "2014-03-07", "东头村", None])
    assert counts(plan) == (1, 1, 0, 0, 0)


def test_a_roster_without_villages_goes_by_name_and_birth_date(office: Office) -> None:
    take(office, HEADER, ROWS[1])
    header = ["姓名", "出生日期", "就读学校"]
    assert counts(take(office, header, ["李示例", "2015-06-01", "示例小学"])) == (1, 0, 1, 0, 0)
    with_village = [*header, "村（社区）"]
    assert counts(take(office, with_village, ["李示例", "2015-06-01", "示例小学", None])) == (1, 1, 0, 0, 0)


def test_people_without_id_numbers_do_not_overwrite_one_another(office: Office) -> None:
    rows = [
        ["甲示例", "男", "0", "2014-01-01", "东头村", "0"],
        ["乙示例", "男", "无", "2014-01-01", "东头村", "无"],
    ]
    assert counts(take(office, HEADER, *rows)) == (2, 2, 0, 0, 0)
    assert counts(take(office, HEADER, *rows)) == (2, 0, 0, 2, 0)
    assert {r.values["name"] for r in office.queries.select("child")} == {"甲示例", "乙示例"}


def test_two_who_cannot_be_told_apart_are_not_guessed_at(office: Office) -> None:
    for _ in range(2):
        recording.save(
            office, ENTITIES["child"], {"name": "王小样", "birth_date": "2014-03-07", "village": "东头村"}
        )
    row = ["王小样", "男", None, "2014-03-07", "东头村", "10012345678"]
    assert counts(take(office, HEADER, row)) == (1, 1, 0, 0, 0)
    assert counts(take(office, HEADER, row)) == (1, 0, 0, 1, 0)


def test_empty_cells_never_erase(office: Office) -> None:
    take(office, HEADER, ROWS[0])
    before = only(office).values
    assert counts(take(office, HEADER, ["王小样", None, BOY, None, " ", "-"])) == (1, 0, 0, 1, 0)
    assert only(office).values == before


def test_a_cell_that_says_less_changes_nothing(office: Office) -> None:
    take(office, HEADER, ROWS[0])
    for month in ("2014-03", "2014年3月", 2014):
        assert counts(take(office, ["身份证号", "出生年月"], [BOY, month])) == (1, 0, 0, 1, 0)
    assert counts(take(office, ["身份证号", "出生年月"], [BOY, "2014-04"])) == (1, 0, 1, 0, 0)
    assert only(office).values["birth_date"] == "2014-04"


def test_a_change_writes_only_what_differs(office: Office) -> None:
    take(office, HEADER, ROWS[0])
    plan = roster.plan(office, sheets(HEADER, ["王小样", "男", BOY, "2014-03-07", "西头村", "10012345678"]))
    (edit,) = plan.outcomes[0].edits
    assert edit.fields == {"village": "西头村"}
    assert edit.parents == only(office).heads


def test_a_record_that_changed_since_the_plan_is_merged_not_overwritten(office: Office) -> None:
    take(office, HEADER, ROWS[0])
    plan = roster.plan(office, sheets(HEADER, ["王小样", "男", BOY, None, "西头村", "10012345679"]))
    row = only(office).id
    office.ledger.write([Edit("child", row, {"village": "南头村", "school": "示例小学"})], "wang")
    roster.apply(office, plan)
    child = only(office)
    assert child.values["school"] == "示例小学"
    assert child.values["phone"] == "10012345679"
    assert {r.value for r in child.rivals["village"]} == {"西头村", "南头村"}


def test_a_deleted_record_is_not_brought_back(office: Office) -> None:
    take(office, HEADER, ROWS[0])
    recording.delete(office, only(office).id)
    plan = take(office, HEADER, ROWS[0])
    assert counts(plan) == (1, 1, 0, 0, 0)
    assert office.queries.count("child") == 1


def test_the_same_person_twice_in_a_sheet(office: Office) -> None:
    rows = [
        ["王小样", "男", BOY, None, "东头村"], ["王小样样", "男", BOY, None, None],
        ["李示例", None, None, "2015-06-01", "东头村"], ["李示例", None, None, "2015-06-01", "东头村"],
        ["李示例", None, None, "2015-06-01", "西头村"],
    ]  # fmt: skip
    plan = take(office, HEADER, *rows)
    assert counts(plan) == (5, 3, 0, 0, 2)
    assert codes(plan) == [(3, "身份证号", "ROSTER_DOUBLE"), (5, "姓名", "ROSTER_DOUBLE")]
    assert "第 2 行" in plan.wrong[0].label.zh
    assert "row 4" in plan.wrong[1].label.en
    assert counts(take(office, HEADER, *rows)) == (5, 0, 0, 3, 2)


def test_the_same_person_in_two_sheets(office: Office) -> None:
    data = book(HEADER, ROWS[0], more={"汇总": [HEADER, ROWS[0], ["赵示例"]]})
    plan = roster.plan(office, roster.read(data))
    assert counts(plan) == (3, 2, 0, 0, 1)
    assert [(r.sheet, r.row, r.code) for r in plan.wrong] == [("汇总", 2, "ROSTER_DOUBLE")]
    assert "2 (儿童)" in plan.wrong[0].label.zh


def test_of_two_with_id_numbers_only_one_takes_a_record_without(office: Office) -> None:
    take(office, ["姓名", "出生日期"], ["王小样", "1990-03-07"])
    rows = (["姓名", "身份证号"], ["王小样", "999901900307001"], ["王小样", "999901900307002"])
    assert counts(take(office, *rows)) == (2, 1, 1, 0, 0)
    assert counts(take(office, *rows)) == (2, 0, 0, 2, 0)


def test_two_rows_for_one_record(office: Office) -> None:
    take(office, HEADER, ROWS[0])
    number = only(office).values["number"]
    plan = roster.plan(
        office, sheets(["档案编号", "姓名", "身份证号"], [number, "王小样", None], [None, "王二", BOY])
    )
    assert codes(plan) == [(3, "身份证号", "ROSTER_DOUBLE")]


def test_every_problem_of_a_row_at_once_and_the_good_rows_go_in(office: Office) -> None:
    bad = ["王9", "雄", BOY[:-1] + "7", "2014-02-30", "东头村", "123"]
    plan = take(office, HEADER, bad, *ROWS)
    assert counts(plan) == (4, 3, 0, 0, 1)
    assert codes(plan) == [
        (2, "姓名", "NAME_CHARACTERS"), (2, "身份证号", "ID_CHECKSUM"), (2, "性别", "NOT_A_CHOICE"),
        (2, "出生日期", "NOT_A_DATE"), (2, "联系电话", "PHONE"),
    ]  # fmt: skip
    said = plan.as_json()
    assert said["rows"] == 4
    assert said["wrong_rows"] == 1
    first = said["wrong"][0]  # type: ignore[index]
    assert set(first) == {"sheet", "row", "column", "value", "code", "zh", "en"}
    assert office.queries.count("child") == 3


def test_a_name_is_required_only_of_new_people(office: Office) -> None:
    plan = roster.plan(office, sheets(["身份证号", "联系电话"], [BOY, "10012345678"]))
    assert codes(plan) == [(2, "姓名 (name)", "REQUIRED")]
    take(office, HEADER, ROWS[0])
    plan = take(office, ["身份证号", "联系电话"], [BOY, "10012345679"])
    assert counts(plan) == (1, 0, 1, 0, 0)


def test_contradictions_are_warnings(office: Office) -> None:
    plan = roster.plan(office, sheets(HEADER, ["王小样", "女", BOY, "2014-03-08", None, None]))
    assert counts(plan) == (1, 1, 0, 0, 0)
    assert [(w.row, w.column, w.code) for w in plan.warnings] == [
        (2, "出生日期", "ID_BIRTH_DIFFERS"), (2, "性别", "ID_SEX_DIFFERS"),
    ]  # fmt: skip


def test_a_file_number_nobody_has_is_said(office: Office) -> None:
    plan = roster.plan(office, sheets(["档案编号", "姓名"], ["E1", "王小样"]))
    assert counts(plan) == (1, 1, 0, 0, 0)
    assert [w.code for w in plan.warnings] == ["NUMBER_UNKNOWN"]


def test_stopping_half_way_leaves_nothing(office: Office) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done >= 200:
            raise Stopped

    many = [[f"示例{chr(0x4E00 + n)}", None, None, None, "东头村", None] for n in range(450)]
    before = office.ledger.vector()
    with pytest.raises(Stopped):
        roster.plan(office, sheets(HEADER, *many), progress=stop)
    seen: list[tuple[int, int]] = []
    plan = roster.plan(office, sheets(HEADER, *many), progress=lambda done, total: seen.append((done, total)))
    assert seen == [(200, 450), (400, 450), (450, 450)]
    with pytest.raises(Stopped):
        roster.apply(office, plan, stop)
    assert office.ledger.vector() == before
    assert office.queries.count("child") == 0
    roster.apply(office, plan)
    assert office.queries.count("child") == 450

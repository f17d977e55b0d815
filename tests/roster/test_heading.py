"""Headers as offices write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import roster
from casefiles.domain.problems import Refusal
from casefiles.roster.columns import slot_named, slots
from casefiles.roster.heading import Heading, find
from tests.roster.books import BOY, book, codes, counts, only, sheets, take

if TYPE_CHECKING:
    from casefiles.office import Office


def heading(*rows: list[object], merges: tuple[str, ...] = ()) -> Heading:
    (sheet,) = sheets(*rows, merges=merges)  # type: ignore[arg-type]
    found = find(sheet, "child")
    assert found is not None
    return found


def keys(found: Heading) -> list[str]:
    return [found.columns[at].key for at in sorted(found.columns)]


@pytest.mark.parametrize(
    ("caption", "key"),
    [
        ("姓名", "name"),
        ("姓名 (name)", "name"),
        ("姓 名", "name"),
        ("*姓名：", "name"),
        ("姓名（必填）", "name"),
        ("NAME", "name"),
        ("Birth date", "birth_date"),
        ("birth_date", "birth_date"),
        ("公民身份号码", "id_number"),
        ("身份证号\n", "id_number"),
        ("村（社区）", "village"),
        ("村(社区)", "village"),
        ("村（社区） (village)", "village"),
        ("父亲姓名 (father_name)", "father_name"),
        ("监护人电话", "guardian_phone"),
        ("类别", "category"),
        ("认定日期", "category_start"),
        ("档案编号", "number"),
    ],
)
def test_a_caption_is_known_as_people_write_it(caption: str, key: str) -> None:
    found = slot_named("child", caption)
    assert found is not None
    assert found.key == key


@pytest.mark.parametrize("entity", roster.IMPORTABLE)
def test_every_header_of_the_template_means_its_own_column(entity: str) -> None:
    for slot in slots(entity):
        assert slot_named(entity, slot.header) == slot
        assert slot_named(entity, slot.key) == slot


@pytest.mark.parametrize("caption", ["", "序号", "班主任电话", "(name", "x" * 500, "（）"])
def test_other_captions_mean_nothing(caption: str) -> None:
    assert slot_named("child", caption) is None


def test_below_merged_titles_and_a_line_of_remarks() -> None:
    found = heading(
        ["云台镇留守儿童花名册"], ["填表单位：云台镇关工委", None, "填表人：张示例"], [], ["序号", "姓名", "性别"],
        ["1", "王小样", "男"], merges=("A1:C1",),
    )  # fmt: skip
    assert found.row == 3
    assert keys(found) == ["name", "sex"]
    assert found.ignored == (0,)


def test_a_header_of_two_rows() -> None:
    found = heading(
        ["儿童花名册"],
        ["姓名", "性别", "监护人", None, None, "父亲情况", None, "班主任", None, "儿童基本信息"],
        [None, None, "姓名", "关系", "电话", "姓名", "务工地点", "姓名", "电话", "民族"],
        ["王小样", "男", "李示例", "祖母", "10012345678"],
        merges=("A1:J1", "A2:A3", "B2:B3", "C2:E2", "F2:G2", "H2:I2"),
    )
    assert found.row == 2
    assert keys(found) == [
        "name", "sex", "guardian_name", "guardian_relation", "guardian_phone", "father_name", "father_place", "ethnic",
    ]  # fmt: skip
    assert found.ignored == (7, 8)


def test_a_header_of_two_rows_in_a_csv() -> None:
    text = "姓名,性别,母亲,,备注\n,,姓名,电话,\n王小样,男,李示例,10012345678,好\n"
    (sheet,) = roster.read(text.encode("gb18030"))
    found = find(sheet, "child")
    assert found is not None
    assert found.row == 1
    assert keys(found) == ["name", "sex", "mother_name", "mother_phone", "note"]


def test_a_teachers_phone_below_a_merged_caption_is_not_the_childs(office: Office) -> None:
    rows = (["姓名", "班主任", None], [None, "姓名", "电话"], ["王小样", "赵示例", "10012345678"])
    plan = roster.plan(office, sheets(*rows, merges=("A1:A2", "B1:C1")))
    assert plan.outcomes[0].name == "王小样"
    assert "phone" not in plan.outcomes[0].edits[0].fields
    assert [i.caption for i in plan.ignored] == ["班主任姓名", "班主任电话"]


def test_the_first_row_of_data_is_no_second_row_of_the_header() -> None:
    found = heading(["姓名", "性别", "备注"], ["王小样", None, None], ["李示例", "女", None])
    assert found.row == 0


def test_a_header_below_the_tenth_row_is_not_looked_for(office: Office) -> None:
    rows: list[list[str]] = [["说明"]] * 10
    with pytest.raises(Refusal) as refused:
        roster.plan(office, sheets(*rows, ["姓名", "性别"], ["王小样", "男"]))
    assert refused.value.problems[0].code == "NO_KNOWN_COLUMN"


def test_a_sheet_that_names_nobody_is_refused(office: Office) -> None:
    with pytest.raises(Refusal) as refused:
        roster.plan(office, sheets(["物资", "数量"], ["棉被", 12]))
    assert refused.value.problems[0].code == "NO_KNOWN_COLUMN"


def test_a_header_without_rows_is_an_empty_workbook(office: Office) -> None:
    with pytest.raises(Refusal) as refused:
        roster.plan(office, sheets(["姓名", "性别"], [None, None]))
    assert refused.value.problems[0].code == "WORKBOOK_EMPTY"


def test_what_is_not_read_is_listed(office: Office) -> None:
    data = book(
        ["姓名", "序号", "家庭住址", "现住址"], ["王小样", 1, "东头村", "西头村"], ["合计", 1],
        more={"封面": [["云台镇"]], "填写说明": [["姓名 (name)"]]},
    )  # fmt: skip
    plan = roster.plan(office, roster.read(data))
    assert counts(plan) == (1, 1, 0, 0, 0)
    assert [(i.sheet, i.row, i.column, i.caption) for i in plan.ignored] == [
        ("儿童", 1, 2, "序号"), ("儿童", 1, 4, "现住址"), ("封面", 0, 0, "封面"), ("儿童", 3, 0, "合计"),
    ]  # fmt: skip


def test_rows_are_counted_as_the_spreadsheet_counts_them(office: Office) -> None:
    plan = roster.plan(office, sheets(["花名册"], ["姓名", "联系电话"], [], ["王小样", "123"]))
    assert codes(plan) == [(4, "联系电话", "PHONE")]


def test_a_guardians_phone_alone_is_where_the_child_is_reached(office: Office) -> None:
    take(office, ["姓名", "身份证号", "监护人电话"], ["王小样", BOY, "10012345678"])
    assert only(office).values["phone"] == "10012345678"
    assert office.queries.count("guardianship_spell") == 0


def test_mentors_and_households_come_through_the_same_code(office: Office) -> None:
    header = ["姓名", "五老类别", "性别", "联系电话", "专长", "可结对人数", "入职查询日期"]
    kind = slots("mentor")
    senior = next(s for s in kind if s.key == "kind").field.kind
    skills = next(s for s in kind if s.key == "skills").field.kind
    offered = skills.codes.active  # type: ignore[attr-defined]
    word = senior.codes.active[0]  # type: ignore[attr-defined]
    row = [
        "赵示例",
        word.label.zh,
        "男",
        10012345678,
        f"{offered[0].label.zh}、{offered[1].label.zh}",
        3.0,
        "2026/3/1",
    ]
    plan = take(office, header, row, entity="mentor")
    assert counts(plan) == (1, 1, 0, 0, 0)
    mentor = only(office, "mentor").values
    assert mentor["kind"] == word.code
    assert mentor["skills"] == f"{offered[0].code},{offered[1].code}"
    assert mentor["capacity"] == 3
    assert mentor["checked_on"] == "2026-03-01"
    assert str(mentor["number"]).startswith("W999901101-2026-")
    assert counts(roster.plan(office, sheets(header, row), "mentor")) == (1, 0, 0, 1, 0)
    house = (["户主姓名", "村（社区）", "屯（组）"], ["赵示例", "东头村", "一组"])
    assert counts(take(office, *house, entity="household")) == (1, 1, 0, 0, 0)
    assert counts(roster.plan(office, sheets(*house), "household")) == (1, 0, 0, 1, 0)


def test_other_registers_are_refused(office: Office) -> None:
    for entity in ("office", "x"):
        with pytest.raises(Refusal) as refused:
            roster.plan(office, sheets(["姓名"], ["王小样"]), entity)
        assert refused.value.problems[0].code == "UNKNOWN_ENTITY"
        with pytest.raises(Refusal):
            roster.template(entity)

"""What hangs on a child: categories, the guardian, the parents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import roster
from casefiles.domain.changes import Edit
from tests.roster.books import BOY, codes, counts, only, sheets, take

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office

HEADER = [
    "姓名", "身份证号", "类别", "细类", "认定日期", "监护人姓名", "监护人关系", "监护人电话",
    "父亲姓名", "父亲电话", "父亲现状", "父亲务工地点", "母亲姓名", "母亲现状",
]  # fmt: skip
ROW = [
    "王小样", BOY, "留守儿童", "父母双方外出", "2024年3月1日", "李示例", "奶奶", 10012345678,
    "王示例", "10012345679", "外出务工", "示例市", "赵示例", "去世",
]  # fmt: skip


def without_child(values: dict[str, Stored]) -> dict[str, Stored]:
    return {n: v for n, v in values.items() if v is not None and n != "child"}


def test_a_row_brings_category_guardian_and_parents(office: Office) -> None:
    plan = take(office, HEADER, ROW)
    assert counts(plan) == (1, 1, 0, 0, 0)
    child = only(office)
    spell = only(office, "category_spell")
    assert spell.values["child"] == child.id
    assert without_child(dict(spell.values)) == {
        "category": "left_behind", "subcategory": "both_away", "start": "2024-03-01",
    }  # fmt: skip
    assert without_child(dict(only(office, "guardianship_spell").values)) == {
        "kind": "paternal_grandparents", "name": "李示例", "relation": "62", "phone": "10012345678",
        "start": "2026-11-20",
    }  # fmt: skip
    parents = {r.values["relation"]: without_child(dict(r.values)) for r in office.queries.select("member")}
    assert parents == {
        "51": {
            "relation": "51", "name": "王示例", "phone": "10012345679", "status": "away", "place": "示例市",
        },
        "52": {"relation": "52", "name": "赵示例", "status": "deceased"},
    }  # fmt: skip
    assert [(w.column, w.code) for w in plan.warnings] == [("监护起始日期 (guardian_start)", "START_ASSUMED")]
    assert "2026-11-20" in plan.warnings[0].label.zh


def test_again_is_all_the_same(office: Office) -> None:
    take(office, HEADER, ROW)
    before = office.ledger.vector()
    plan = take(office, HEADER, ROW)
    assert counts(plan) == (1, 0, 0, 1, 0)
    assert plan.warnings == ()
    assert office.ledger.vector() == before


def test_a_change_in_what_hangs_on_a_child_changes_the_row(office: Office) -> None:
    take(office, HEADER, ROW)
    changed = [*ROW[:7], 10012345670, "王示例", "", "在家", "", "", ""]
    plan = take(office, HEADER, changed)
    assert counts(plan) == (1, 0, 1, 0, 0)
    assert {e.entity: dict(e.fields) for e in plan.outcomes[0].edits} == {
        "guardianship_spell": {"phone": "10012345670"},
        "member": {"status": "home"},
    }
    father = next(r for r in office.queries.select("member") if r.values["relation"] == "51")
    assert father.values["place"] == "示例市"
    assert counts(roster.plan(office, sheets(HEADER, changed))) == (1, 0, 0, 1, 0)


def test_several_categories_in_one_cell(office: Office) -> None:
    header = ["姓名", "类别", "细类"]
    row = ["王小样", "留守儿童、困境儿童", "低保家庭、一方外出、另一方无监护能力"]
    plan = roster.plan(office, sheets(header, row))
    assert codes(plan) == [(2, "细类", "NOT_A_CHOICE")]
    row = ["王小样", "留守儿童、困境儿童、残疾儿童", "低保家庭、重病、双亲外出"]
    take(office, header, row)
    pairs = {
        (r.values["category"], r.values.get("subcategory")) for r in office.queries.select("category_spell")
    }
    assert pairs == {
        ("difficulty", "dibao"), ("difficulty", "severe_illness"), ("left_behind", "both_away"), ("disabled", None),
    }  # fmt: skip
    assert counts(take(office, header, row)) == (1, 0, 0, 1, 0)


def test_a_choice_whose_name_has_a_comma_stays_whole(office: Office) -> None:
    take(office, ["姓名", "细类"], ["王小样", "一方外出、另一方无监护能力"])
    assert only(office, "category_spell").values["subcategory"] == "one_away"
    assert only(office, "category_spell").values["category"] == "left_behind"


def test_a_subcategory_completes_a_category_that_stands(office: Office) -> None:
    take(office, ["姓名", "类别", "认定日期"], ["王小样", "困境儿童", "2024-03-01"])
    take(office, ["姓名", "细类", "认定日期"], ["王小样", "重病", "2024-04-01"])
    spell = only(office, "category_spell").values
    assert (spell["subcategory"], spell["start"]) == ("severe_illness", "2024-04-01")


def test_a_category_that_ended_may_begin_again(office: Office) -> None:
    header = ["姓名", "类别", "认定日期"]
    take(office, header, ["王小样", "留守儿童", "2024-03-01"])
    spell = only(office, "category_spell")
    office.ledger.write([Edit("category_spell", spell.id, {"end": "2025-01-01"})], "wang")
    assert counts(take(office, header, ["王小样", "留守儿童", "2024-03-01"])) == (1, 0, 0, 1, 0)
    assert counts(take(office, header, ["王小样", "留守儿童", "2026-02-01"])) == (1, 0, 1, 0, 0)
    assert office.queries.count("category_spell") == 2


def test_a_new_guardian_stands_beside_the_old_one(office: Office) -> None:
    header = ["姓名", "监护人姓名", "监护人类型"]
    take(office, header, ["王小样", "李示例", "祖父母"])
    assert counts(take(office, header, ["王小样", "王示例", "父亲"])) == (1, 0, 1, 0, 0)
    assert office.queries.count("guardianship_spell") == 2


def test_problems_stand_in_their_own_column(office: Office) -> None:
    bad = [*ROW]
    bad[2], bad[4], bad[7], bad[10] = "别的", "2013-01-01", "12", "不在"
    plan = roster.plan(office, sheets(HEADER, bad))
    assert set(codes(plan)) == {
        (2, "类别", "NOT_A_CHOICE"), (2, "监护人电话", "PHONE"), (2, "父亲现状", "NOT_A_CHOICE"),
    }  # fmt: skip
    bad[2] = "留守儿童"
    assert (2, "认定日期", "DATE_BEFORE_BIRTH") in codes(roster.plan(office, sheets(HEADER, bad)))
    plan = roster.plan(office, sheets(["姓名", "监护人姓名"], ["王小样", "李示例"]))
    assert codes(plan) == [(2, "监护人类型 (guardian_kind)", "REQUIRED")]
    plan = roster.plan(office, sheets(["姓名", "父亲电话"], ["王小样", "10012345678"]))
    assert codes(plan) == [(2, "父亲姓名 (father_name)", "REQUIRED")]
    plan = roster.plan(office, sheets(["姓名", "认定日期"], ["王小样", "2024-01-01"]))
    assert codes(plan) == [(2, "类别 (category)", "REQUIRED")]


def test_a_wrong_related_cell_keeps_the_whole_row_out(office: Office) -> None:
    plan = take(office, HEADER, [*ROW[:7], "12", *ROW[8:]])
    assert counts(plan) == (1, 0, 0, 0, 1)
    assert office.queries.count("child") == office.queries.count("member") == 0

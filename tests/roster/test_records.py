"""Rosters of what hangs on people: whose a row is, what stands already, what a row brings with it."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

import openpyxl
import pytest

from casefiles import differing, merging, recording, roster, surveying
from casefiles.domain.changes import Edit
from casefiles.domain.codes.lists import DANGER_SIGN
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.edges import workbook
from casefiles.roster.columns import OWNER, RECORDS, must, refs, slots
from casefiles.roster.records import SAME
from tests.roster.books import BOY, GIRL, THIRD, codes, counts, only, sheets, take
from tests.yardstick import Stopwatch

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Stored
    from casefiles.edges.workbook import Cell
    from casefiles.office import Office


def add(office: Office, entity: str, **fields: Stored) -> str:
    row = new_id(ENTITIES[entity].prefix, office.clock.now_ms())
    office.ledger.write([Edit(entity, row, fields, ())], "wang")
    return row


@pytest.fixture
def people(office: Office) -> dict[str, str]:
    """Two children of one name, one with a name of its own, a mentor."""
    first = {"village": "石门村", "birth_date": "2014-03-07", "id_number": BOY, "number": "999901101-2026-00001"}
    second = {"village": "河东村", "birth_date": "2014-03-07", "id_number": GIRL}
    return {
        "one": add(office, "child", name="王小样", **first),
        "two": add(office, "child", name="王小样", **second),
        "alone": add(office, "child", name="李小样", village="石门村", birth_date="2013", id_number=THIRD),
        "mentor": add(
            office, "mentor", name="赵老样", kind="teacher", number="999901101-M-00001", checked_on="2026-01-02"
        ),
    }


HEADER = ["儿童姓名", "身份证号", "村", "五老姓名", "走访日期", "走访方式", "是否见到", "走访情况"]


def test_whose_a_row_is(office: Office, people: dict[str, str]) -> None:
    rows = [
        ["王小样", BOY, "", "赵老样", "2026-11-01", "入户走访", "见到儿童", "好"],
        ["王小样", "", "河东村", "赵老样", "2026-11-01", "入户走访", "见到儿童", "好"],
        ["李小样", "", "", "", "2026-11-02", "电话联系", "见到儿童", "好"],
        ["王小样", "", "", "", "2026-11-03", "入户走访", "见到儿童", ""],
        ["孙小样", "", "", "", "2026-11-03", "入户走访", "见到儿童", ""],
        ["李小样", BOY, "", "", "2026-11-03", "入户走访", "见到儿童", ""],
        ["", "", "", "赵老样", "2026-11-03", "入户走访", "见到儿童", ""],
        ["李小样", "", "", "钱老样", "2026-11-04", "入户走访", "见到儿童", ""],
        ["李小样", "", "", "", "2012-01-01", "入户走访", "看到了吗", ""],
    ]
    plan = take(office, HEADER, *rows, entity="visit")
    assert codes(plan) == [
        (5, "儿童姓名", "ROSTER_OWNERS"), (6, "儿童姓名", "ROSTER_NO_OWNER"), (7, "儿童姓名", "ROSTER_OWNER_DIFFERS"),
        (8, "儿童姓名", "REQUIRED"), (9, "五老姓名", "ROSTER_NO_OWNER"), (10, "走访日期", "DATE_BEFORE_BIRTH"),
        (10, "是否见到", "NOT_A_CHOICE"),
    ]  # fmt: skip
    assert counts(plan) == (9, 3, 0, 0, 6)
    assert "999901101-2026-00001" in next(r.label.zh for r in plan.wrong if r.code == "ROSTER_OWNERS")
    visits = {(r.values["child"], r.values.get("mentor"), r.values["on"]) for r in office.queries.select("visit")}
    assert visits == {
        (people["one"], people["mentor"], "2026-11-01"), (people["two"], people["mentor"], "2026-11-01"),
        (people["alone"], None, "2026-11-02"),
    }  # fmt: skip


def test_again_is_the_same_and_a_correction_changes(office: Office, people: dict[str, str]) -> None:
    row = ["王小样", BOY, "", "赵老样", "2026-11-01", "入户走访", "见到儿童", "好"]
    take(office, HEADER, row, entity="visit")
    before = office.ledger.vector()
    assert counts(take(office, HEADER, row, entity="visit")) == (1, 0, 0, 1, 0)
    assert office.ledger.vector() == before
    plan = take(office, HEADER, [*row[:7], "很好"], entity="visit")
    assert counts(plan) == (1, 0, 1, 0, 0)
    assert dict(plan.outcomes[0].edits[0].fields) == {"summary": "很好"}
    assert counts(take(office, HEADER, [*row[:4], "2026-11-02", *row[5:]], entity="visit")) == (1, 1, 0, 0, 0)
    assert office.queries.count("visit") == 2
    plan = take(office, HEADER, row, row, entity="visit")
    assert codes(plan) == [(3, "走访方式", "ROSTER_DOUBLE_RECORD")]


def test_a_danger_sign_and_a_risk_bring_what_a_save_brings(office: Office, people: dict[str, str]) -> None:
    header = ["身份证号", "走访日期", "走访方式", "是否见到", "危险信号"]
    said = DANGER_SIGN.items[0].label.zh
    plan = take(office, header, [BOY, "2026-11-01", "入户走访", "见到儿童", said], entity="visit")
    assert codes(plan) == []
    assert only(office, "report").values["child"] == people["one"]
    header = ["姓名", "村", "评估日期", "风险等级"]
    red, green = (ENTITIES["risk_review"].fields["level"].kind.show(c, "zh") for c in ("red", "green"))
    rows = [["王小样", "石门村", "2026-10-01", red], ["王小样", "石门村", "2026-09-01", green]]
    plan = take(office, header, *rows, entity="risk_review")
    assert counts(plan) == (2, 2, 0, 0, 0)
    child = office.queries.get(people["one"])
    assert child is not None
    assert child.values["risk"] == "red"  # the newest review, though the older one stands below it


def test_steps_hang_on_the_match_of_child_and_mentor(office: Office, people: dict[str, str]) -> None:
    header = ["儿童身份证号", "五老编号", "结对日期", "联系日期", "联系对象"]
    header_of_match = ["儿童身份证号", "五老编号", "结对日期"]
    plan = take(office, header_of_match, [BOY, "999901101-M-00001", "2026-01-05"], entity="match")
    assert codes(plan) == []
    match = only(office, "match")
    assert (match.values["child"], match.values["mentor"]) == (people["one"], people["mentor"])
    talked = ENTITIES["support_contact"].fields["talked_to"].kind
    who = talked.show(talked.sample(random.Random(2)), "zh")
    rows = [[BOY, "999901101-M-00001", "", "2026-06-01", who], [GIRL, "", "", "2026-06-01", who]]
    plan = take(office, header, *rows, entity="support_contact")
    assert counts(plan) == (2, 1, 0, 0, 1)
    assert codes(plan)[0][2] == "ROSTER_NO_MATCH"
    assert only(office, "support_contact").values["match"] == match.id


def test_files_that_were_put_together_are_one_owner(office: Office, people: dict[str, str]) -> None:
    twin = add(office, "child", name="李小样", village="石门村", number="999901101-2026-00009")
    header = ["儿童姓名", "档案编号", "评估日期", "风险等级"]
    red = ENTITIES["risk_review"].fields["level"].kind.show("red", "zh")
    row = ["李小样", "", "2026-10-01", red]
    assert codes(roster.plan(office, sheets(header, row), "risk_review"))[0][2] == "ROSTER_OWNERS"
    merging.merge(office, twin, people["alone"])
    rows = [row, ["李小样", "999901101-2026-00009", "2026-10-02", red]]
    plan = take(office, header, *rows, entity="risk_review")
    assert codes(plan) == []
    assert counts(plan) == (2, 2, 0, 0, 0)
    assert {r.values["child"] for r in office.queries.select("risk_review")} == {people["alone"]}


def test_what_a_save_would_refuse_is_marked(office: Office, people: dict[str, str]) -> None:
    add(office, "mentor", name="钱老样", kind="teacher")
    header = ["儿童身份证号", "五老姓名", "结对日期"]
    plan = roster.plan(office, sheets(header, [BOY, "钱老样", "2026-01-05"]), "match")
    assert codes(plan) == [(2, "五老姓名", "MENTOR_NOT_CHECKED")]


def test_aid_reaches_one_of_three_and_names_its_batch(office: Office, people: dict[str, str]) -> None:
    home = add(office, "household", name="冯老例", village="石门村")
    batch = add(office, "aid_batch", name="六一助学", on="2026-06-01")
    kind = ENTITIES["aid"].fields["kind"].kind.show("money", "zh")
    header = ["儿童身份证号", "户主姓名", "发放批次", "日期", "帮扶类型", "内容", "价值（元）"]
    rows = [
        [BOY, "", "六一助学", "2026-06-01", kind, "助学金", 500],
        ["", "冯老例", "六一助学", "2026-06-01", kind, "助学金", 300],
        [BOY, "冯老例", "", "2026-06-02", kind, "两头都填", 1],
        ["", "", "", "2026-06-02", kind, "谁也没填", 1],
        [GIRL, "", "没有的批次", "2026-06-01", kind, "助学金", 1],
    ]
    plan = take(office, header, *rows, entity="aid")
    assert counts(plan) == (5, 2, 0, 0, 3)
    assert {c for _, _, c in codes(plan)} == {"AID_TO_WHOM", "ROSTER_NO_OWNER"}
    given = {(r.values.get("child"), r.values.get("household"), r.values["batch"], r.values["value"])
             for r in office.queries.select("aid")}  # fmt: skip
    assert given == {(people["one"], None, batch, 50000), (None, home, batch, 30000)}
    assert counts(take(office, header, *rows[:2], entity="aid")) == (2, 0, 0, 2, 0)


def test_doors_of_a_round_and_a_closed_one(office: Office, people: dict[str, str]) -> None:
    round_, _ = surveying.make(office, {"name": "秋季摸底", "start": "2026-11-20", "villages": "石门村"})
    header = ["排查名称", "儿童姓名", "村", "走访结果", "走访日期"]
    seen = ENTITIES["survey_line"].fields["outcome"].kind.show("seen", "zh")
    row = ["秋季摸底", "李小样", "石门村", seen, "2026-11-20"]
    plan = take(office, header, row, entity="survey_line")
    assert counts(plan) == (1, 0, 1, 0, 0)
    assert surveying.told(surveying.progress(office, round_))["seen"] == 1
    differing.close(office, surveying.named(office, round_))
    plan = roster.plan(office, sheets(header, ["秋季摸底", "李小样", "石门村", "拒绝", "2026-11-20"]), "survey_line")
    assert [c for _, _, c in codes(plan)] == ["ROUND_CLOSED"]


def test_what_somebody_else_entered_since_the_plan_is_not_doubled(office: Office, people: dict[str, str]) -> None:
    header = ["身份证号", "评估日期", "风险等级"]
    red = ENTITIES["risk_review"].fields["level"].kind.show("red", "zh")
    plan = roster.plan(office, sheets(header, [BOY, "2026-10-01", red]), "risk_review")
    recording.save(office, ENTITIES["risk_review"], {"child": people["one"], "on": "2026-10-01", "level": "red"})
    applied = roster.apply(office, plan)
    assert (applied.new, applied.overtaken) == (0, 1)
    assert office.queries.count("risk_review") == 1


def test_the_wrong_cells_come_back_marked_and_put_right(office: Office, people: dict[str, str]) -> None:
    header = ["儿童姓名", "评估日期", "风险等级"]
    red = ENTITIES["risk_review"].fields["level"].kind.show("red", "zh")
    plan = roster.plan(office, sheets(header, ["王小样", "2026-10-01", red]), "risk_review")
    assert plan.wrong_rows == 1
    made = openpyxl.load_workbook(io.BytesIO(roster.report(plan)))
    sheet = made.worksheets[0]
    assert sheet.cell(2, 1).comment is not None
    sheet.cell(2, 1).value = "李小样"
    kept = io.BytesIO()
    made.save(kept)
    assert counts(roster.plan(office, roster.read(kept.getvalue()), "risk_review")) == (1, 1, 0, 0, 0)


@pytest.mark.parametrize("entity", RECORDS)
def test_every_register_takes_its_own_template_back(office: Office, people: dict[str, str], entity: str) -> None:
    """The template's headers are understood, a row under them is imported, and a second time it is the same."""
    rng = random.Random(entity)
    home = add(office, "household", name="冯老例", village="石门村")
    names: dict[str, str] = {"child": BOY, "mentor": "赵老样", "household": "冯老例"}
    for name, values in (
        ("donor", {"name": "好心样"}), ("fund", {"name": "一元样"}),
        ("aid_batch", {"name": "六一样", "on": "2026-06-01"}),
        ("survey_round", {"name": "秋季样", "start": "2026-11-01"}),
        ("screening_round", {"name": "视力样", "on": "2026-09-01"}),
        ("session", {"on": "2026-07-01", "kind": "day_care", "topic": "暑假"}),
        ("visit", {"child": people["one"], "on": "2026-10-10", "kind": "home", "contact": "child"}),
        ("need", {"child": people["one"], "area": "education", "what": "要书", "found_on": "2026-01-01"}),
        ("member", {"child": people["one"], "relation": "51", "name": "王父样"}),
        ("match", {"child": people["one"], "mentor": people["mentor"], "start": "2026-02-02"}),
    ):  # fmt: skip
        if name != entity:
            add(office, name, **values)
    assert home
    made = openpyxl.load_workbook(io.BytesIO(roster.template(entity)))
    headers = [c.value for c in made.worksheets[0][1]]
    row: list[Cell] = []
    kind = ENTITIES[entity]
    for slot in slots(entity):
        ref = slot.group.removeprefix(OWNER)
        if slot.group:
            to = slot.entity
            wanted = ref in must(entity) or slot.key == "child_id_number" or to in ("visit", "match", "need", "member")
            one_of_three = entity in ("aid", "survey_line") and ref in ("household", "mentor", "child")
            given: dict[str, dict[str, Cell]] = {
                "child": {"id_number": BOY}, "mentor": {"name": names["mentor"]}, "household": {"name": "冯老例"},
                "donor": {"name": "好心样"}, "fund": {"name": "一元样"}, "aid_batch": {"name": "六一样"},
                "survey_round": {"name": "秋季样"}, "screening_round": {"name": "视力样"},
                "session": {"on": "2026-07-01", "topic": "暑假"}, "visit": {"on": "2026-10-10"},
                "need": {"what": "要书"}, "member": {"name": "王父样"},
            }  # fmt: skip
            leave = (one_of_three and ref != "child") or (not wanted and ref not in ("child", "mentor"))
            row.append(None if leave else given[to].get(slot.field.name))
            continue
        value = slot.field.kind.sample(rng)
        shown = slot.field.kind.show(value, "zh") if slot.field.kind.name in {"choice", "choices"} else None
        text = shown if shown is not None else slot.field.kind.text(value)
        row.append(text if kind.fields[slot.field.name].required or slot.field.name in SAME[entity] else None)
    dates = {"on", "start", "found_on", "signed_on"}
    for at, slot in enumerate(slots(entity)):
        if not slot.group and slot.field.name in dates:
            row[at] = "2026-10-20"
        elif not slot.group and slot.field.kind.name == "day":
            row[at] = "2026-10-20" if kind.fields[slot.field.name].required else None
        elif entity == "division" and slot.field.name == "code":
            row[at] = 999901101301  # of those below the office
    plan = roster.plan(office, roster.read(workbook.write_list("表", headers, [row])), entity)
    assert codes(plan) == [], row
    assert counts(plan)[1] == 1
    roster.apply(office, plan)
    again = roster.plan(office, roster.read(workbook.write_list("表", headers, [row])), entity)
    assert counts(again) == (1, 0, 0, 1, 0)
    record = office.queries.get(plan.outcomes[0].id)
    assert record is not None
    assert all(record.values.get(n) for n in must(entity))
    assert set(refs(entity)) <= set(kind.fields)


@pytest.mark.slow
def test_many_visits_are_planned_in_time(office: Office) -> None:
    edits = []
    for at in range(500):
        row = new_id("c", office.clock.now_ms())
        edits.append(Edit("child", row, {"name": "王小样", "number": f"999901101-2026-{at:05d}"}, ()))
    office.ledger.write(edits, "wang")
    header = ["儿童档案编号", "走访日期", "走访方式", "是否见到", "走访情况"]
    rows = [
        [f"999901101-2026-{at % 500:05d}", f"2026-0{1 + at // 500 % 9}-10", "入户走访", "见到儿童", "一切都好。"]
        for at in range(2000)
    ]
    read = roster.read(workbook.write_list("走访", header, rows))
    with Stopwatch(2000 * 10 / 10_000) as watch:
        plan = roster.plan(office, read, "visit")
    assert watch.in_time, watch
    assert counts(plan) == (2000, 2000, 0, 0, 0)
    roster.apply(office, plan)
    with Stopwatch(2000 * 10 / 10_000) as watch:
        again = roster.plan(office, read, "visit")
    assert watch.in_time, watch
    assert counts(again) == (2000, 0, 0, 2000, 0)

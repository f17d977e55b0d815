"""Batches, funds and screenings on the command line, through main, on real encrypted offices."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call


def add(call: Call, office: Path, *words: str) -> str:
    done = call("--json", "add", *words, office=office)
    assert done.code == 0, done.out
    return str(done.data["id"])


def test_a_batch_from_its_making_to_its_sheet(call: Call, office: Path, tmp_path: Path) -> None:
    one = add(call, office, "child", "name=赵小样", "village=东头村")
    add(call, office, "child", "name=钱小样", "village=东头村")
    mentor = add(call, office, "mentor", "name=孙老样", "kind=teacher")
    house = add(call, office, "household", "name=李大样")
    fund = add(call, office, "fund", "name=一元基金", "start=2026-01-01")
    donor = add(call, office, "donor", "name=样子超市")
    add(call, office, "donation", f"donor={donor}", f"fund={fund}", "on=2026-01-05", "kind=钱", "value=500",
        "received_on=2026-01-06")  # fmt: skip
    made = call("--json", "aid-batch", "make", "name=助学", "on=2026-02-01", "kind=money", "value=200", f"fund={fund}",
                office=office)  # fmt: skip
    batch = made.data["id"]
    done = call("--json", "aid-batch", "add", batch, mentor, house, one, "--village", "东头村", office=office)
    assert (done.data["added"], done.data["already"]) == (4, 0)
    again = call("--json", "aid-batch", "add", batch, one, office=office)
    assert (again.data["added"], again.data["already"]) == (0, 1)
    stepped = call("--json", "aid-batch", "step", batch, "allotted", "--on", "2026-02-01", office=office)
    assert stepped.data["changed"] == 4
    assert [w["code"] for w in stepped.data["warnings"]] == ["FUND_OVERDRAWN"]  # a warning, and it was done
    listed = call("--json", "aid-batch", "list", office=office).data[0]
    assert (listed["persons"], listed["households"], listed["sum"], listed["step"]) == (
        3,
        1,
        80_000,
        "allotted",
    )
    assert call("fund", office=office).out.split()[:3] == ["编号", "基金", "余额（元）"]
    assert call("fund", fund, office=office).out.split()[:4] == ["日期", "收入（元）", "支出（元）", "余额（元）"]
    assert call("aid-batch", "list", office=office).out.split()[:3] == ["编号", "日期", "批次"]
    assert call("--json", "fund", fund, office=office).data["left"] == -30_000
    assert call("--json", "fund", "--on", "2026-01-31", office=office).data[0]["left"] == 50_000
    out = tmp_path / "sheet.pdf"
    printed = call("--json", "aid-batch", "sheet", batch, "--out", out, office=office)
    assert printed.data["pages"] == 1
    assert out.read_bytes().startswith(b"%PDF")
    copied = call(
        "--json", "aid-batch", "copy", batch, "--name", "下学期", "--on", "2026-09-01", office=office
    )
    assert copied.data["recipients"] == 4
    assert call("--json", "tasks", office=office).out.count("fund_overdrawn") == 1


def test_words_that_are_off_and_what_is_refused(call: Call, office: Path) -> None:
    assert call("aid-batch", "step", "ab-00000000000000000", office=office).code == 2
    assert call("aid-batch", "make", office=office).code == 2
    refused = call("--json", "aid-batch", "step", "ab-00000000000000000", "allotted", office=office)
    assert (refused.code, refused.codes) == (3, ["NOT_FOUND"])
    assert call("--json", "fund", "fu-00000000000000000", office=office).codes == ["NOT_FOUND"]
    assert call("--json", "screening", "er-00000000000000000", office=office).codes == ["NOT_FOUND"]
    for words in (("aid-batch", "list"), ("fund",), ("screening",), ("screening", "--refer")):
        quiet = call(*words, office=office)
        assert quiet.code == 0
        assert quiet.out.strip()


def test_aid_goes_to_exactly_one(call: Call, office: Path) -> None:
    child = add(call, office, "child", "name=赵小样")
    mentor = add(call, office, "mentor", "name=孙老样", "kind=teacher")
    both = call(
        "--json",
        "add",
        "aid",
        f"child={child}",
        f"mentor={mentor}",
        "on=2026-01-01",
        "kind=goods",
        office=office,
    )
    assert both.codes == ["AID_TO_WHOM"]
    assert call("--json", "add", "aid", "on=2026-01-01", "kind=goods", office=office).codes == ["AID_TO_WHOM"]
    add(call, office, "aid", f"mentor={mentor}", "on=2026-01-01", "kind=goods", "what=慰问品")


def test_screenings_print_their_rates_with_their_base(call: Call, office: Path) -> None:
    child = add(call, office, "child", "name=赵小样", "birth_date=2015-01-01", "school_class=三年级一班")
    other = add(call, office, "child", "name=钱小样", "birth_date=2015-01-01", "school_class=三年级一班")
    before = add(
        call, office, "screening_round", "name=上学期", "on=2026-01-10", "school=东头小学", "enrolled=4"
    )
    now = add(
        call, office, "screening_round", "name=下学期", "on=2026-06-10", "school=东头小学", "enrolled=4"
    )
    for one, row, mark in ((child, before, "5.0"), (child, now, "48"), (other, now, "5.0")):
        add(
            call,
            office,
            "screening_result",
            f"round={row}",
            f"child={one}",
            f"right_mark={mark}",
            "left_mark=5.0",
        )
    found = call("--json", "screening", office=office).data
    assert [r["id"] for r in found] == [now, before]
    first = found[0]
    assert (first["screened"], first["enrolled"], first["poor"]) == (2, 4, {"n": 1, "valid": 2, "share": 0.5})
    assert first["myopia"] == {"n": 0, "valid": 1, "share": 0.0}  # the refraction of the other is not known
    assert (first["points"], first["same_children"], first["same_points"]) == (50.0, 1, 100.0)
    by_grade = call("--json", "screening", "--by", "grade", office=office).data
    assert [(g["grade"], g["screened"], g["enrolled"]) for g in by_grade] == [("三年级", 2, 4)]
    refer = call("--json", "screening", now, "--refer", office=office).data
    assert [r["child"] for r in refer] == [child]
    assert "50.0%" in call("screening", office=office).out


def test_a_leader_without_the_skill_is_a_warning(call: Call, office: Path) -> None:
    mentor = add(call, office, "mentor", "name=孙老样", "kind=teacher", "skills=书法")
    done = call(
        "--json", "add", "session", "on=2026-01-01", "kind=tutoring", f"mentor={mentor}", office=office
    )
    assert done.code == 0
    assert [w["code"] for w in done.data["warnings"]] == ["STAFF_WITHOUT_SKILL"]
    care = call(
        "--json", "add", "session", "on=2026-01-01", "kind=day_care", f"mentor={mentor}", office=office
    )
    assert not care.data["warnings"]
    add(call, office, "mentor_skill", f"mentor={mentor}", "skill=辅导")
    again = call(
        "--json", "add", "session", "on=2026-01-02", "kind=tutoring", f"mentor={mentor}", office=office
    )
    assert not again.data["warnings"]

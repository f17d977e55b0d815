"""Records through the console: the names that scripts rely on, exit codes, refusals that write nothing."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.codes import citizen_id
from tests.day import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call

CHECKED = f"checked_on={TODAY.isoformat()}"
"""the record check of a mentor, whenever this is run"""
CARD = citizen_id.make("999901", dt.date(2014, 9, 16), 12, "2")


def add(call: Call, office: Path, *fields: str, entity: str = "child") -> str:
    answer = call("--json", "add", entity, *fields, office=office)
    assert answer.code == 0, answer.err
    return str(answer.data["id"])


def test_a_child_added_is_listed_shown_found_and_counted(call: Call, office: Path) -> None:
    child = add(call, office, "name=单䶮例", f"id_number={CARD}", "village=石门村", "phone=10012345678")
    listed = call("--json", "list", "child", office=office).data
    assert [(r["id"], r["name"], r["sex"], r["birth_date"], r["id_number"]) for r in listed] == [
        (child, "单䶮例", "2", "2014-09-16", CARD)
    ]
    assert call("--json", "list", "child", "--count", office=office).data == {"count": 1}
    assert call("--json", "list", "child", "--where", "sex=男", "--count", office=office).data == {"count": 0}
    shown = call("--json", "show", child, office=office).data
    assert shown["name"] == "单䶮例"
    assert len(shown["history"]) == 1
    for typed in ("单", "例", "shan", "sh", "石门", CARD[-4:], "2345", shown["number"][-5:]):
        hits = call("--json", "find", typed, office=office).data
        assert [h["id"] for h in hits] == [child], typed
    assert call("find", "zzz", office=office).code == 0
    head, line = call("find", "单", office=office).out.splitlines()
    assert head.split() == ["类别", "姓名", "依据", "相符处", "合并自", "编号"]
    assert line.index(child) == len(line) - len(child)


def test_numbers_are_issued_in_order_and_never_again(call: Call, office: Path) -> None:
    first = call("--json", "add", "child", "name=张小例", office=office).data["number"]
    second = call("--json", "add", "child", "name=李小例", office=office).data["number"]
    assert first.startswith("E999901101-")
    assert int(second[-5:]) == int(first[-5:]) + 1


def test_set_changes_what_is_named_and_keeps_history(call: Call, office: Path) -> None:
    child = add(call, office, "name=张小例")
    changed = call("--json", "set", child, "school=青石小学", "name=张小例", office=office).data
    assert changed["changed"] == ["school"]
    history = call("--json", "show", child, office=office).data["history"]
    assert next(h["fields"] for h in history) == {"school": "青石小学"}


def test_add_from_a_file(call: Call, office: Path, tmp_path: Path) -> None:
    file = tmp_path / "children.json"
    file.write_text(json.dumps([{"name": "张小例"}, {"name": "李小例", "sex": "1"}]), encoding="utf-8")
    assert len(call("--json", "add", "child", "--file", file, office=office).data) == 2


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        (("name=张小例", "id_number=999901201409160121"), ["ID_CHECKSUM"]),
        (("name=张小例", "birth_date=2099-01-01"), ["DATE_IN_FUTURE"]),
        (("name=", "phone=1"), ["REQUIRED", "PHONE"]),
        (("name=张小例", "scool=x"), ["UNKNOWN_FIELD"]),
    ],
)
def test_a_refusal_writes_nothing(
    call: Call, office: Path, fields: tuple[str, ...], codes: list[str]
) -> None:
    before = call("--json", "status", office=office).data["counts"]
    answer = call("--json", "--lang", "en", "add", "child", *fields, office=office)
    assert (answer.code, answer.codes) == (3, codes)
    assert all(p["zh"] and p["en"] and p["field"] for p in answer.data["problems"])
    assert answer.err.strip().endswith(tuple(".?"))
    assert call("--json", "status", office=office).data["counts"] == before


def test_a_contradicting_card_is_written_with_a_warning(call: Call, office: Path) -> None:
    answer = call("--json", "add", "child", "name=张小例", f"id_number={CARD}", "sex=1", office=office)
    assert answer.code == 0
    assert [w["code"] for w in answer.data["warnings"]] == ["ID_SEX_DIFFERS"]


def test_matching_and_its_rules(call: Call, office: Path) -> None:
    child = add(call, office, "name=张小例", "birth_date=2014-09-16")
    mentor = add(call, office, "name=王老样", "kind=老教师", "capacity=1", CHECKED, entity="mentor")
    other = add(call, office, "name=李小例")
    match = call("--json", "match", child, mentor, "--on", "2026-01-10", office=office).data["id"]
    assert call("--json", "match", child, mentor, office=office).codes == ["MATCH_EXISTS"]
    assert call("--json", "match", other, mentor, office=office).codes == ["MENTOR_FULL"]
    second = add(call, office, "name=赵老样", "kind=teacher", CHECKED, entity="mentor")
    assert call("--json", "match", child, second, office=office).codes == ["CHILD_HAS_MENTOR"]
    assert call("--json", "match", child, second, "--lead", office=office).code == 0
    assert call(
        "--json", "unmatch", match, "--on", "2026-01-01", "--reason", "goal_met", office=office
    ).codes == ["END_BEFORE_START"]
    assert (
        call("--json", "unmatch", match, "--on", "2026-06-01", "--reason", "目标达成", office=office).code
        == 0
    )
    assert call("--json", "match", other, mentor, office=office).code == 0
    assert len(call("--json", "show", child, office=office).data["matches"]) == 2


def test_a_visit_knows_the_childs_birth_and_the_calendar(call: Call, office: Path) -> None:
    child = add(call, office, "name=张小例", "birth_date=2014-09-16")
    early = call(
        "--json",
        "add",
        "visit",
        f"child={child}",
        "on=2013-01-01",
        "kind=home",
        "contact=child",
        office=office,
    )
    assert early.codes == ["DATE_BEFORE_BIRTH"]
    late = call(
        "--json",
        "add",
        "visit",
        f"child={child}",
        "on=2099-01-01",
        "kind=home",
        "contact=child",
        office=office,
    )
    assert late.codes == ["DATE_IN_FUTURE"]
    nobody = call(
        "--json",
        "add",
        "visit",
        "child=c-0000000000000000000",
        "on=2026-01-01",
        "kind=home",
        "contact=child",
        office=office,
    )
    assert nobody.codes == ["NOT_FOUND"]
    assert call("--json", "list", "visit", "--count", office=office).data == {"count": 0}


def test_check_and_status(call: Call, office: Path) -> None:
    add(call, office, "name=张小例")
    assert call("--json", "check", office=office).data["ok"] is True
    status = call("--json", "status", office=office).data
    assert status["counts"]["child"] == 1
    assert status["last_backup"] == status["backups"]["places"][0]["last"]


def test_backup_restore(call: Call, office: Path, tmp_path: Path) -> None:
    add(call, office, "name=张小例")
    made = call("--json", "backup", "--to", tmp_path / "disk", office=office).data
    assert made["verified"]
    restored = call("--json", "restore", made["path"], "--to", tmp_path / "new")
    assert restored.data["counts"]["child"] == 1
    assert call("--json", "list", "child", "--count", office=tmp_path / "new").data == {"count": 1}


def test_a_copied_folder_becomes_a_device_of_its_own(call: Call, office: Path, tmp_path: Path) -> None:
    import shutil

    add(call, office, "name=张小例")
    copy = tmp_path / "copy"
    shutil.copytree(office, copy)
    device = call("--json", "new-device", office=copy).data["device"]
    assert device != call("--json", "status", office=office).data["device"]
    numbers = {call("--json", "add", "child", "name=李小例", office=o).data["number"] for o in (office, copy)}
    assert len(numbers) == 2
    assert call("--json", "list", "child", "--count", office=copy).data == {"count": 2}
    assert call("--json", "check", office=copy).data["ok"]


def test_a_list_is_added_whole_or_not_at_all(call: Call, office: Path, tmp_path: Path) -> None:
    file = tmp_path / "children.json"
    file.write_text(json.dumps([{"name": "甲小例"}, {"name": ""}, {"name": "丙小例"}]), encoding="utf-8")
    answer = call("--json", "add", "child", "--file", file, office=office)
    assert (answer.code, [(p["id"], p["field"]) for p in answer.data["problems"]]) == (3, [("2", "name")])
    assert "第 2 条：姓名" in answer.err
    assert call("--json", "list", "child", "--count", office=office).data == {"count": 0}
    file.write_text("no json", encoding="utf-8")
    assert call("--json", "add", "child", "--file", file, office=office).codes == ["NOT_JSON"]


def test_the_same_id_number_twice_is_saved_with_a_warning(call: Call, office: Path) -> None:
    first = add(call, office, "name=张小例", f"id_number={CARD}")
    again = call("--json", "add", "child", "name=张小样", f"id_number={CARD}", office=office).data
    assert [(w["code"], w["id"]) for w in again["warnings"]] == [("SAME_ID_NUMBER", first)]
    old = call("--json", "add", "child", "name=老样", "birth_date=1960-01-01", office=office).data
    assert [w["code"] for w in old["warnings"]] == ["NOT_A_CHILD"]


def test_a_file_number_is_as_good_as_an_id(call: Call, office: Path) -> None:
    child = call("--json", "add", "child", "name=张小例", office=office).data
    mentor = call("--json", "add", "mentor", "name=王老样", "kind=teacher", CHECKED, office=office).data
    assert call("--json", "show", child["number"], office=office).data["id"] == child["id"]
    assert call("match", child["number"], mentor["number"], office=office).code == 0
    visit = (f"child={child['number']}", "on=2026-01-02", "kind=home", "contact=child")
    assert call("add", "visit", *visit, office=office).code == 0
    assert call("--json", "show", child["id"], office=office).data["visits"][0]["child"] == child["id"]


def test_nobody_to_print_is_a_sentence(call: Call, office: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.pdf"
    assert call("--json", "print", "dossier", "--all", "--out", out, office=office).codes == [
        "NOTHING_TO_PRINT"
    ]
    assert not out.exists()
    assert call("print", "dossier", "--out", out, office=office).code == 2


def test_an_unknown_login_is_named(call: Call, office: Path) -> None:
    assert call("--json", "--login", "nobody", "status", office=office).codes == ["NO_SUCH_USER"]


def test_a_danger_sign_opens_a_report_that_follows_its_steps(call: Call, office: Path) -> None:
    child = add(call, office, "name=张小例")
    visit = ("child=" + child, "on=2026-11-02", "kind=home", "contact=child", "danger=6")
    answer = call("--json", "add", "visit", *visit, office=office)
    assert [w["code"] for w in answer.data["warnings"]] == ["REPORT_OPENED"]
    (report,) = call("--json", "list", "report", office=office).data
    assert (report["child"], report["signs"]) == (child, "6")
    kinds = [t["kind"] for t in call("--json", "tasks", office=office).data]
    assert kinds == ["report_open"]
    early = call("--json", "set", report["id"], "outcome=closed", office=office)
    assert set(early.codes) == {"REPORT_NOT_MADE", "REPORT_NO_END"}
    made = ("reported_on=2026-11-03", "reported_to=公安")
    assert call("--json", "set", report["id"], *made, office=office).code == 0
    assert [t["kind"] for t in call("--json", "tasks", office=office).data] == ["report_running"]


def test_roles_says_where_else_somebody_is_on_file(call: Call, office: Path) -> None:
    child = call("--json", "add", "child", "name=赵小样", office=office).data["id"]
    member = ["add", "member", f"child={child}", "relation=52", "name=李月样", "phone=10012345678"]
    one = call("--json", *member, office=office).data["id"]
    senior = ["add", "mentor", "name=李月样", "kind=老教师", "phone=10012345678"]
    mentor = call("--json", *senior, office=office).data["id"]
    assert [r["id"] for r in call("--json", "roles", one, office=office).data] == [mentor]
    (found,) = call("--json", "roles", mentor, office=office).data
    assert (found["entity"], found["file"], found["name"]) == ("member", child, "赵小样")
    assert call("roles", child, office=office).code == 0


def test_worklist_counts_and_lists(call: Call, office: Path) -> None:
    child = call("--json", "add", "child", "name=赵小样", "birth_date=2014-09-16", office=office).data["id"]
    counts = call("--json", "worklist", office=office).data
    assert counts["unmatched"] >= 1
    found = call("--json", "worklist", "missing_sex", office=office).data
    assert child in [line["id"] for line in found]
    assert call("worklist", "unmatched", "--limit", "1", office=office).out.split()[:5] == [
        "姓名", "村（社区）", "日期", "说明", "编号"
    ]  # fmt: skip
    assert call("worklist", office=office).out.split()[:4] == ["清单", "名称", "数量", "说明"]
    refused = call("--json", "worklist", "nonsense", office=office)
    assert (refused.code, refused.codes) == (3, ["UNKNOWN_WORKLIST"])


def test_a_line_is_put_away_for_today_and_the_rest_is_printed(call: Call, office: Path, tmp_path: Path) -> None:
    child = call("--json", "add", "child", "name=赵小样", "birth_date=2014-09-16", office=office).data["id"]
    other = call("--json", "add", "child", "name=钱小样", "birth_date=2014-09-17", office=office).data["id"]
    before = call("--json", "worklist", office=office).data["unmatched"]
    assert call("--json", "worklist", "unmatched", "--put-away", child, office=office).data["put_away"] == child
    assert call("--json", "worklist", office=office).data["unmatched"] == before - 1
    ids = [line["id"] for line in call("--json", "worklist", "unmatched", office=office).data]
    assert other in ids
    assert child not in ids
    assert child in [line["id"] for line in call("--json", "worklist", "unmatched", "--all", office=office).data]
    refused = call("--json", "worklist", "unmatched", "--put-away", "c-none", office=office)
    assert (refused.code, refused.codes) == (3, ["NOT_FOUND"])
    assert "报表就完整了" in call("worklist", "missing_id", office=office).out
    out = tmp_path / "today.pdf"
    assert call("--json", "print", "day-list", "--out", str(out), office=office).data["pages"] >= 1
    assert out.read_bytes().startswith(b"%PDF")


def test_a_mentor_leaves_and_hands_over(call: Call, office: Path) -> None:
    def added(*words: str) -> str:
        return str(call("--json", "add", *words, office=office).data["id"])

    old, new = (added("mentor", f"name={name}", "kind=老教师", CHECKED) for name in ("王老样", "李老样"))
    child = added("child", "name=赵小样")
    assert call("match", child, old, office=office).code == 0
    refused = call("--json", "set", old, "left_on=2026-01-01", office=office)
    assert refused.code == 3
    assert "MENTOR_HAS_CHILDREN" in refused.codes
    assert call("--json", "leave", old, "--reason", "age", "--on", "someday", "--to", new, office=office).code == 3
    done = call("--json", "leave", old, "--reason", "年龄原因", "--to", new, office=office)
    assert (done.data["handed_over"], done.data["waiting"]) == (1, 0)
    assert call("--json", "match", child, old, office=office).codes == ["MENTOR_LEFT"]


def test_duplicates_are_ranked_with_their_reasons(call: Call, office: Path) -> None:
    same = ["birth_date=2014-09-16", "village=石门村", "phone=10012345678"]
    row = call("--json", "add", "child", "name=赵小样", *same, office=office).data["id"]
    call("--json", "add", "child", "name=赵小样", "birth_date=2009-01-02", "village=远村", office=office)
    (found,) = call("--json", "duplicates", "name=赵晓样", *same, office=office).data
    assert (found["id"], found["likely"]) == (row, False)
    assert found["reasons"][0] == "姓名同音"
    assert call("--json", "duplicates", "name=周大样", *same, office=office).data == []
    assert call("duplicates", "nonsense", office=office).code == 2


def test_what_the_program_keeps_is_not_typed(call: Call, office: Path) -> None:
    child = add(call, office, "name=张小例")
    other = add(call, office, "name=张小样")
    for typed in ("number=X", "number=", f"merged_into={other}"):
        assert call("--json", "set", child, typed, office=office).codes == ["FIELD_KEPT"], typed
    shown = call("--json", "show", child, office=office).data
    assert shown["number"]

"""What is refused before anything is written, with the next step; nothing is left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call

CHECK = ("check_date=2026-01-05", "check_result=pass")


def child(call: Call, office: Path, name: str, *fields: str) -> str:
    return str(call("--json", "add", "child", f"name={name}", *fields, office=office).data["id"])


def mentor(call: Call, office: Path, name: str) -> str:
    return str(call("--json", "add", "mentor", f"name={name}", "kind=teacher", office=office).data["id"])


def test_a_mentor_leaves_once_and_hands_over_to_somebody_who_is_there(call: Call, office: Path) -> None:
    old, other, gone = (mentor(call, office, name) for name in ("王老样", "李老样", "赵老样"))
    kid = child(call, office, "张小例")

    def leave(*words: str) -> list[str]:
        return call("--json", "leave", *words, "--reason", "age", office=office).codes

    assert call("leave", gone, "--reason", "age", office=office).code == 0
    assert leave(gone) == ["LEFT_ALREADY"]
    assert "已于" in call("leave", gone, "--reason", "age", office=office).err
    for to, code in (("m-00000000000000000", "NOT_FOUND"), (kid, "WRONG_KIND"), (old, "HAND_OVER_SELF"),
                     (gone, "MENTOR_LEFT"), ("W404", "NOT_FOUND")):  # fmt: skip
        assert leave(old, "--to", to) == [code]
    assert not call("--json", "show", old, office=office).data["left_on"]
    call("match", kid, old, "--propose", office=office)
    assert leave(old, "--to", gone) == ["MENTOR_LEFT"]
    assert call("leave", old, "--reason", "age", "--to", other, office=office).code in (0, 3)


def test_a_sheet_says_how_many_closed_files_it_left_out(call: Call, office: Path, tmp_path: Path) -> None:
    kids = [child(call, office, name, "village=石门村") for name in ("张小例", "王小例", "李小例")]
    closing = ("--outcome", "moved", "--reason", "搬走")
    closed = call("--json", "close", kids[0], *closing, office=office)
    if closed.code:
        outcome = closed.data["problems"][0]["en"].split(": ")[-1].split(",")[0].strip(". ")
        assert call("close", kids[0], "--outcome", outcome, "--reason", "搬走", office=office).code == 0
    out = tmp_path / "sheet.xlsx"
    made = call("--json", "sheet", "child", "--out", out, office=office)
    assert (made.data["count"], made.data["closed_left_out"]) == (2, 1)
    assert "--with-closed" in made.err
    assert "1 closed file was left out" in call("--lang", "en", "sheet", "child", "--out", out, office=office).err
    made = call("--json", "sheet", "child", "--with-closed", "--out", out, office=office)
    assert (made.data["count"], made.data["closed_left_out"]) == (3, 0)
    assert "--with-closed" not in made.err
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    assert "张小例" in {str(cell.value) for row in sheet.iter_rows() for cell in row}
    elsewhere = call("--json", "sheet", "child", "--where", "village=双桥村", "--out", out, office=office)
    assert (elsewhere.data["count"], elsewhere.data["closed_left_out"]) == (0, 0)


def test_recipients_come_from_a_village_or_a_batch_that_is_there(call: Call, office: Path) -> None:
    kids = [child(call, office, name, "village=石门村") for name in ("张小例", "王小例")]
    made = ("--json", "aid-batch", "make", "kind=goods", "on=2026-01-20")
    one, two = (call(*made, f"name={name}", office=office).data["id"] for name in "甲乙")

    def add(*words: str) -> list[str]:
        return call("--json", "aid-batch", "add", *words, office=office).codes

    (problem,) = call("--json", "aid-batch", "add", one, "--village", "石门", office=office).data["problems"]
    assert (problem["code"], problem["near"]) == ("NO_SUCH_VILLAGE", ["石门村"])
    assert "石门村" in call("aid-batch", "add", one, "--village", "远方村", office=office).err
    assert add(one, "--from", "ab-00000000000000000") == ["NOT_FOUND"]
    assert add(one, "--from", kids[0]) == ["WRONG_KIND"]
    assert add(kids[0], kids[1]) == ["WRONG_KIND"]
    assert add("ab-00000000000000000", kids[0]) == ["NOT_FOUND"]
    assert call("--json", "aid-batch", "add", one, office=office).codes == ["CALL_NOBODY"]
    assert call("--json", "aid-batch", "add", one, "--village", "石门村", office=office).data["added"] == 2
    again = call("--json", "aid-batch", "add", two, "--from", one, office=office).data
    assert (again["added"], again["already"]) == (2, 0)
    said = call("aid-batch", "add", two, kids[0], office=office).out
    assert "已在名单上的 1 名" in said


def test_a_refused_print_leaves_nothing_behind(call: Call, office: Path, tmp_path: Path) -> None:
    kid = child(call, office, "张小例")
    old = mentor(call, office, "王老样")
    folder = tmp_path / "new" / "papers"
    for argv, code in (
        (["dossier", "c-00000000000000000000", "--out", folder], "NOT_FOUND"),
        (["dossier", "c-00000000000000000000", "--out", folder / "one.pdf"], "NOT_FOUND"),
        (["dossier", kid, old, "--out", folder], "WRONG_KIND"),
        (["transfer-sheet", kid, "--out", folder], "TRANSFER_NONE"),
        (["dossier", "--where", "village=无人村", "--out", folder], "NOTHING_TO_PRINT"),
        (["dossier", kid, "--out", folder, "--password-file", tmp_path / "none"], "CANNOT_READ"),
        (["ledger-child", old, "--out", folder], "WRONG_KIND"),
    ):
        assert call("--json", "print", *argv, office=office).codes == [code]
        assert not (tmp_path / "new").exists(), argv
    folder.mkdir(parents=True)
    (folder / "kept.txt").write_text("kept", encoding="utf-8")
    assert call("--json", "print", "dossier", kid, old, "--out", folder, office=office).codes == ["WRONG_KIND"]
    assert [one.name for one in folder.iterdir()] == ["kept.txt"]
    assert len(call("--json", "print", "dossier", kid, "--out", folder / "a" / "b", office=office).data["files"]) == 1


def test_a_roster_with_every_row_wrong_is_refused_and_reported(call: Call, office: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [["姓名", "性别", "出生日期"], ["张小例", "男", "不知道"], ["王小例", "女", "2031-01-01"]]
    for row in rows:
        sheet.append(row)
    book.save(tmp_path / "wrong.xlsx")
    asked = ("roster", tmp_path / "wrong.xlsx", "--apply", "--report", tmp_path / "report.xlsx")
    answer = call("--json", *asked, office=office)
    assert (answer.code, answer.codes, answer.data["applied"]) == (3, ["ROSTER_ALL_WRONG"], False)
    assert (answer.data["rows"], answer.data["wrong_rows"], len(answer.data["wrong"])) == (2, 2, 2)
    assert (tmp_path / "report.xlsx").exists()
    assert call("--json", "list", "child", "--count", office=office).data == {"count": 0}
    assert call("roster", tmp_path / "wrong.xlsx", office=office).code == 0  # a dry run tells
    sheet.append(["李小例", "女", "2014-01-01"])
    book.save(tmp_path / "some.xlsx")
    some = call("--json", "roster", tmp_path / "some.xlsx", "--apply", office=office)
    assert (some.code, some.data["applied"], some.data["new"]) == (0, True, 1)


@pytest.mark.parametrize(
    ("header", "by"),
    [(h, "name") for h in ("五老", "五老姓名", "Mentor")]
    + [(h, "number") for h in ("五老", "五老编号", "五老姓名", "五老档案编号", "Mentor")],
)
def test_a_column_of_mentors_holds_names_or_numbers(
    call: Call, office: Path, tmp_path: Path, header: str, by: str
) -> None:
    kid = child(call, office, "张小例", "birth_date=2014-09-16")
    made = call("--json", "add", "mentor", "name=王老样", "kind=teacher", office=office).data
    held = call("--json", "show", made["id"], office=office).data
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["儿童姓名", header, "走访日期", "走访方式", "是否见到"],
                ["张小例", held[by], "2026-01-05", "入户走访", "见到儿童"]):  # fmt: skip
        sheet.append(row)
    book.save(tmp_path / "visits.xlsx")
    answer = call("--json", "roster", tmp_path / "visits.xlsx", "--as", "visit", "--apply", office=office)
    assert answer.data["wrong"] == []
    (visit,) = call("--json", "list", "visit", "--where", f"child={kid}", office=office).data
    assert visit["mentor"] == made["id"]


def test_a_number_of_nobody_is_reported_in_its_column(call: Call, office: Path, tmp_path: Path) -> None:
    child(call, office, "张小例")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["儿童姓名", "五老", "走访日期", "走访方式", "是否见到"])
    sheet.append(["张小例", "W999901101-2026-K900009", "2026-01-05", "入户走访", "见到儿童"])
    book.save(tmp_path / "visits.xlsx")
    (wrong,) = call("--json", "roster", tmp_path / "visits.xlsx", "--as", "visit", office=office).data["wrong"]
    assert (wrong["column"], wrong["code"]) == ("五老", "ROSTER_NO_OWNER")


def test_what_a_new_user_tries(call: Call, office: Path, tmp_path: Path) -> None:
    kid, old = child(call, office, "张小例", "village=石门村"), mentor(call, office, "王老样")
    draft = (f"child={kid}", f"mentor={old}", "on=2026-01-05", "kind=home", "contact=child")
    visit = call("--json", "add", "visit", *draft, office=office).data["id"]
    batch = call("--json", "aid-batch", "make", "kind=goods", "on=2026-01-20", "name=甲", office=office).data["id"]
    pdf = tmp_path / "out.pdf"
    for argv, code in (
        (["aid-batch", "add", batch, visit], "WRONG_KIND"),
        (["accept-transfer", kid], "NO_TRANSFER"),
        (["withdraw-transfer", old], "WRONG_KIND"),
        (["duplicates", "birth_date=bad"], "NOT_A_DATE"),
        (["resolve", kid, "name", "李小例"], "NO_CONFLICT"),
        (["resolve", kid, "naame", "李小例"], "UNKNOWN_FIELD"),
        (["screening", kid], "WRONG_KIND"),
        (["print", "balance", "--all", "--out", pdf], "CALL_YEAR"),
        (["print", "dosier", kid, "--out", pdf], "UNKNOWN_PAPER"),
        (["age-limit", "500"], "OUT_OF_RANGE"),
    ):
        answer = call("--json", *argv, office=office)
        assert answer.codes == [code], argv
        assert answer.code == (2 if code.startswith("CALL_") else 3)
    assert "出生日期" not in call("age-limit", "500", office=office).err
    assert call("--json", "show", kid, office=office).data["name"] == "张小例"
    assert call("--json", "print", "balance", "--out", pdf, office=office).code == 0
    assert "已打印 1 份" in call("print", "ledger-child", "--all", "--out", pdf, office=office).out
    assert "儿童: 张小例" in call("show", visit, office=office).out
    (problem,) = call("--json", "print", "dosier", kid, "--out", pdf, office=office).data["problems"]
    assert problem["near"] == ["dossier"]

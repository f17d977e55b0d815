"""Bulk edits and sheets of whole registers from the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call


def children(call: Call, office: Path) -> list[str]:
    made = []
    for name, village in (("张小例", "石门村"), ("王小例", "石门村"), ("李小例", "双桥村")):
        said = (f"name={name}", f"village={village}", "sex=2", "phone=10012345678", "birth_date=2014-05-06")
        fields = [one for one in said if not one.startswith("phone=")]
        made.append(str(call("--json", "add", "child", *fields, office=office).data["id"]))
    return made


def test_a_bulk_edit_is_a_dry_run_until_it_is_told_to_write(call: Call, office: Path) -> None:
    zhang, wang, li = children(call, office)
    asked = ("bulk", "child", "--where", "village=石门村", "village=石门社区")
    dry = call("--json", *asked, office=office).data
    assert dry["applied"] is False
    assert {one["id"] for one in dry["changed"]} == {zhang, wang}
    assert dry["changed"][0]["before"] == {"village": "石门村"}
    assert dry["changed"][0]["after"] == {"village": "石门社区"}
    assert call("--json", "show", zhang, office=office).data["village"] == "石门村"
    said = call(*asked, office=office).out
    assert "石门村 → 石门社区" in said
    assert "没有写入" in said
    done = call("--json", *asked, "--apply", office=office).data
    assert done["applied"] is True
    assert call("--json", "show", zhang, office=office).data["village"] == "石门社区"
    assert call("--json", "show", li, office=office).data["village"] == "双桥村"
    again = call("--json", "bulk", "child", "--where", "village=石门社区", "village=石门社区", "--apply", office=office)
    assert again.data == {"applied": False, "changed": [], "same": 2, "wrong": []}


def test_what_is_wrong_with_a_record_keeps_it_out(call: Call, office: Path) -> None:
    ids = children(call, office)
    early = call("--json", "bulk", "child", "opened_on=2010-01-01", office=office).data
    assert early["changed"] == []
    assert {one["id"] for one in early["wrong"]} == set(ids)
    assert {p["code"] for one in early["wrong"] for p in one["problems"]} == {"DATE_BEFORE_BIRTH"}


def test_conditions_and_words_that_are_off(call: Call, office: Path) -> None:
    children(call, office)
    none = call("--json", "bulk", "child", "--where", "village!=石门村", "--where", "sex=1", "village=x", office=office)
    assert none.data["changed"] == []
    assert call("--json", "bulk", "child", "--where", "village", "village=x", office=office).codes == ["BAD_CONDITION"]
    assert call("--json", "bulk", "child", "--where", "wealth=x", "village=x", office=office).codes == ["UNKNOWN_FIELD"]
    assert call("--json", "bulk", "child", "number=7", office=office).codes == ["BULK_FIELD"]
    assert call("--json", "bulk", "office", "name=7", office=office).codes == ["UNKNOWN_ENTITY"]
    assert call("bulk", "child", office=office).code == 2
    assert call("bulk", "child", "--chip", "nothing", "village=x", office=office).code == 2


def test_a_sheet_hides_numbers_unless_it_is_asked_for_them(call: Call, office: Path, tmp_path: Path) -> None:
    call("add", "mentor", "name=李老例", "kind=official", "phone=10012345678", office=office)
    call("add", "mentor", "name=王老例", "kind=teacher", "phone=10012345679", office=office)
    for full in (False, True):
        out = tmp_path / f"{full}.xlsx"
        asked = ("sheet", "mentor", "--where", "name~李", "--out", str(out), *(["--full"] if full else []))
        made = call("--json", *asked, office=office)
        assert made.data == {"count": 1, "path": str(out), "masked": not full, "closed_left_out": 0}
        assert "不加密" in made.err
        sheet = openpyxl.load_workbook(out).active
        assert sheet is not None
        said = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
        assert "李老例" in said
        assert "王老例" not in said
        assert ("10012345678" in said) is full

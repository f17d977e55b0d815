"""Moving a file to another township on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call


def test_transfer_and_withdraw(call: Call, office: Path) -> None:
    child = call("--json", "add", "child", "name=赵小样", "area=999901101", office=office).data
    asked = ("--json", "transfer", child["number"], "--to", "999901102", "--reason", "moved")
    answer = call(*asked, office=office)
    assert answer.code == 0, answer.err
    assert answer.data["to"] == "999901102"
    assert call("--json", "show", child["id"], office=office).data["area"] == "999901102"
    assert call(*asked, office=office).codes == ["TRANSFER_RUNNING"]
    assert call("--json", "accept-transfer", child["number"], office=office).codes == ["TRANSFER_NOT_OURS"]
    refused = call("--json", "decline-transfer", child["number"], "--reason", "x", office=office)
    assert refused.codes == ["TRANSFER_NOT_OURS"]
    assert call("--json", "worklist", office=office).data["transfers"] == 1
    assert "已撤回" in call("withdraw-transfer", child["number"], office=office).out
    assert call("--json", "show", child["id"], office=office).data["area"] == "999901101"
    assert call("--json", "withdraw-transfer", answer.data["id"], office=office).codes == ["TRANSFER_ANSWERED"]
    here = call("--json", "transfer", child["id"], "--to", "999901101", "--reason", "moved", office=office)
    assert here.codes == ["TRANSFER_HERE"]


def test_what_goes_nowhere_and_what_came_back(call: Call, office: Path) -> None:
    child = call("--json", "add", "child", "name=赵小样", "area=999901101", office=office).data
    nowhere = call("--json", "transfer", child["id"], "--to", "999901109", "--reason", "moved", office=office)
    assert (nowhere.code, nowhere.codes) == (3, ["TRANSFER_NOWHERE"])
    said = call("transfer", child["id"], "--to", "999901109", "--reason", "moved", office=office)
    assert "柳河镇 999901102" in said.err
    named = call("--json", "transfer", child["id"], "--to", "柳河镇", "--reason", "moved", office=office)
    assert named.data["to"] == "999901102"
    assert call("--json", "reopen-matches", child["id"], office=office).codes == ["CAME_BACK_NONE"]
    assert call("--json", "reopen-matches", named.data["id"], office=office).codes == ["CAME_BACK_NONE"]
    assert call("--json", "worklist", office=office).data["came_back"] == 0
    left = call("--json", "reopen-matches", named.data["id"], "--leave", office=office)
    assert (left.code, left.data["reopened"]) == (0, 0)


def test_the_list_of_children_marks_files_that_another_office_took_over(call: Call, office: Path) -> None:
    here, gone = (
        call("--json", "add", "child", f"name={name}", "area=999901101", office=office).data["id"]
        for name in ("赵小样", "钱小例")
    )
    said = ("from_area=999901101", "to_area=999901102", "on=2026-01-05", "reason=moved")
    answered = ("state=accepted", "answered_on=2026-01-06")
    made = call("--json", "add", "transfer", f"child={gone}", *said, *answered, office=office)
    assert made.code == 0, made.err
    lines = call("list", "child", office=office).out.splitlines()
    [moved] = [line for line in lines if "钱小例" in line]
    [stays] = [line for line in lines if "赵小样" in line]
    assert "柳河镇" in moved
    assert "2026-01-06" in moved
    assert "柳河镇" not in stays
    assert here in stays

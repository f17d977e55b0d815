"""A file that the county erases, on the command line of both offices: what comes with the package, what its number
says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.console.test_tracing import carry, county
from tests.day import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Answer, Call

__all__ = ["county"]

NAME, VILLAGE = "赵小样", "石门村"


def closed(call: Call, office: Path) -> dict[str, str]:
    said = (f"name={NAME}", f"village={VILLAGE}", "area=999901101", "closed_on=2026-01-01")
    child = call("--json", "add", "child", *said, office=office).data
    said = (f"child={child['id']}", f"on={TODAY}", "contact=child", "kind=home", "summary=一切都好")
    visit = call("--json", "add", "visit", *said, office=office)
    assert visit.code == 0, visit.out
    return {"id": child["id"], "number": child["number"], "visit": visit.data["id"]}


def impersonal(answer: Answer) -> Answer:
    assert NAME not in answer.out + answer.err
    assert VILLAGE not in answer.out + answer.err
    return answer


def test_what_was_erased_is_said_once_and_to_whoever_asks(
    call: Call, office: Path, county: Path, tmp_path: Path
) -> None:
    child = closed(call, office)
    other = call("--json", "add", "child", "name=钱小样", "area=999901101", office=office).data
    carry(call, office, county, "999901", tmp_path)
    why = ("--reason", "withdrawn", "--paper", "青儿保〔2026〕3号")
    order = call("--json", "erase", child["id"], *why, "--apply", office=county).data["id"]
    assert call("--json", "inbox", office=county).data["erased"] == [], "they know: they ordered it"
    sent = call("--json", "export", "--for", "999901101", "--to", tmp_path, office=county).data["path"]

    (report,) = impersonal(call("--json", "import", sent, office=office)).data
    (said,) = report["problems"]
    assert said["code"] == "ERASED_HERE"
    day = TODAY.isoformat()
    decided = f"{day}，青儿保〔2026〕3号"
    for part in ("青山县（测试）", "1 份档案", "监护人撤回同意", decided, "旧备份", "inbox --forget"):
        assert part in said["zh"], part
    for part in ("青山县（测试）", "1 file be erased", "withdrew consent", "old backups", f"inbox --forget {order}"):
        assert part in said["en"], part

    (line,) = impersonal(call("--json", "inbox", office=office)).data["erased"]
    assert (line["key"], line["files"], line["office"], line["on"]) == (order, 1, "999901", day)
    assert said["zh"] in impersonal(call("inbox", office=office)).out
    (task,) = [t for t in call("--json", "tasks", office=office).data if t["kind"] == "erased_here"]
    assert (task["id"], task["detail"]["n"], task["detail"]["name"]) == (order, "1", "青山县（测试）")
    told = impersonal(call("tasks", office=office)).out
    assert "青山县（测试）决定抹去的 1 份档案已在本机抹去（监护人撤回同意" in told
    assert "1 file was erased here" in call("--lang", "en", "tasks", office=office).out

    again = carry(call, county, office, "999901101", tmp_path)
    assert again
    assert [one["key"] for one in call("--json", "inbox", office=office).data["erased"]] == [order], "once"
    asks = [("show", child["id"], office), ("show", child["number"].lower(), office), ("trace", child["visit"], office)]
    for command, asked, where in (*asks, ("trace", child["number"], county)):
        answer = impersonal(call("--json", command, asked, office=where))
        (problem,) = answer.data["problems"]
        assert (answer.code, problem["code"]) == (3, "WAS_ERASED_BY"), (command, asked)
        for part in (asked, "青山县（测试）", "监护人撤回同意", day, "纸质材料"):
            assert part in problem["zh"], part
        for part in (asked, "青山县（测试）", "withdrew consent", day, "papers"):
            assert part in problem["en"], part
    for asked in ("c-00000000000000000zz", other["number"][:-1] + "9"):
        assert call("--json", "show", asked, office=office).codes == ["NOT_FOUND"]
    assert call("--json", "erase", child["number"], office=county).codes == ["WAS_ERASED_BY"]
    found = impersonal(call("--json", "find", child["number"], office=office))
    assert (found.code, found.data) == (0, [])
    assert all(part in found.err for part in (child["number"], "青山县（测试）", day))
    assert "抹去" not in call("find", other["number"][:-1] + "9", office=office).err

    assert call("--json", "inbox", "--forget", "eo-00000000000000000zz", office=office).codes == ["NOT_REFUSED"]
    done = call("inbox", "--forget", order, office=office)
    assert (done.code, done.out.strip()) == (0, f"已从名单里去掉：青山县（测试） {decided} 决定抹去的档案。")
    assert call("--json", "inbox", office=office).data["erased"] == []
    assert [t for t in call("--json", "tasks", office=office).data if t["kind"] == "erased_here"] == []


def test_a_wrong_reason_is_refused_before_anything_is_shown(call: Call, county: Path) -> None:
    child = closed(call, county)
    wrong = call("--json", "erase", child["id"], "--reason", "nonsense", office=county)
    assert (wrong.code, [(p["code"], p["field"]) for p in wrong.data["problems"]]) == (3, [("NOT_A_CHOICE", "reason")])
    assert call("--json", "erase", child["id"], "--paper", "字" * 61, office=county).codes == ["TOO_LONG"]
    shown = call("erase", child["id"], "--reason", "误登", office=county)
    assert (shown.code, "加上 --apply" in shown.out) == (0, True)
    shown = call("erase", child["id"], office=county)
    assert (shown.code, "--reason" in shown.out) == (0, True)
    assert call("--json", "erase", child["id"], "--apply", office=county).codes == ["REQUIRED"]
    assert call("--json", "show", child["id"], office=county).code == 0

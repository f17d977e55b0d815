"""What `show` says: fields with several values, and what hangs on a record with its id and whom else it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.console.test_records import CHECKED
from tests.console.test_tracing import carry, county

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call

__all__ = ["county"]


def test_visits_and_matches_have_an_id_and_a_partner(call: Call, office: Path) -> None:
    child = call("--json", "add", "child", "name=张小例", office=office).data
    mentor = call("--json", "add", "mentor", "name=王老样", "kind=teacher", CHECKED, office=office).data
    match = call("--json", "match", child["id"], mentor["id"], office=office).data["id"]
    said = (f"child={child['id']}", f"mentor={mentor['id']}", "on=2026-01-02", "kind=home", "contact=child")
    visit = call("--json", "add", "visit", *said, "summary=一切都好", office=office).data["id"]
    shown = call("show", child["number"], office=office).out
    for row in (match, visit):
        assert f"\n  {row} | 王老样 ({mentor['id']}) | " in shown
    assert f"\n  {match} | 张小例 ({child['id']}) | " in call("show", mentor["number"], office=office).out
    assert "有几个值" not in shown
    assert call("set", visit, "summary=改过的走访情况", office=office).code == 0
    one = call("--json", "show", visit, office=office).data
    assert one["summary"] == "改过的走访情况"
    assert one["names"] == {child["id"]: "张小例", mentor["id"]: "王老样"}


def test_several_values_are_said_with_the_command_that_decides(
    call: Call, office: Path, county: Path, tmp_path: Path
) -> None:
    child = call("--json", "add", "child", "name=赵小样", "area=999901101", office=office).data["id"]
    said = (f"child={child}", "on=2026-01-02", "kind=home", "contact=child", "summary=一切都好")
    visit = call("--json", "add", "visit", *said, office=office).data["id"]
    carry(call, office, county, "999901", tmp_path)
    for folder, village, kind in ((office, "镇村", "phone"), (county, "县村", "school")):
        assert call("set", child, f"village={village}", office=folder).code == 0
        assert call("set", visit, f"kind={kind}", office=folder).code == 0
    carry(call, county, office, "999901101", tmp_path)
    shown = call("show", child, office=office).out
    assert "有 1 项内容有几个值，请选定：" in shown
    assert "县村 (青山县（测试）, " in shown
    assert f"resolve {child} village " in shown
    (line,) = [one for one in shown.splitlines() if one.startswith(f"  {visit} | ")]
    assert "有几个值" in line
    english = call("--lang", "en", "show", visit, office=office).out
    assert "1 field has several values; choose one:" in english
    assert f"resolve {visit} kind " in english
    data = call("--json", "show", child, office=office).data
    wrote = {(one["value"], one["user"], one["person"]) for one in data["conflicts"]["village"]}
    assert wrote == {("镇村", "clerk", "示例"), ("县村", "li", "样例")}
    assert {(h["user"], h["person"]) for h in data["history"]} == {("clerk", "示例"), ("li", "样例")}
    listed = {one["id"]: one["fields"] for one in call("--json", "conflicts", office=office).data}
    assert listed[child] == data["conflicts"]
    assert {one["value"] for one in data["conflicts"]["village"]} == {"镇村", "县村"}
    assert {one["value"] for one in data["visits"][0]["conflicts"]["kind"]} == {"phone", "school"}
    assert call("resolve", child, "village", "县村", office=office).code == 0
    assert "请选定" not in call("show", child, office=office).out

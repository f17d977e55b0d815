"""Merging on the command line: two files of a child, by their file numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call


def add(call: Call, office: Path, *fields: str) -> dict[str, str]:
    answer = call("--json", "add", *fields, office=office)
    assert answer.code == 0, answer.err
    return dict(answer.data)


def test_merge_and_unmerge(call: Call, office: Path) -> None:
    one = add(call, office, "child", "name=赵小样", "village=石门村", "phone=10012345678")
    two = add(call, office, "child", "name=赵晓样", "village=河湾村")
    add(call, office, "visit", f"child={one['id']}", "on=2026-01-02", "kind=home", "contact=child")
    answer = call("--json", "merge", one["number"], two["number"], "name=left", "village=right", office=office)
    assert answer.data == {"loser": one["id"], "survivor": two["id"], "changed": ["name", "phone"]}
    assert [r["id"] for r in call("--json", "list", "child", office=office).data] == [two["id"]]
    assert [v["child"] for v in call("--json", "show", two["number"], office=office).data["visits"]] == [one["id"]]
    (hit,) = call("--json", "find", one["number"], office=office).data
    assert (hit["id"], hit["via"]) == (two["id"], "赵小样")
    assert "合并前的姓名：赵小样" in call("find", one["number"], office=office).out
    assert call("--json", "set", one["id"], "school=石门小学", office=office).codes == ["MERGED_FILE"]
    assert call("--json", "merge", one["id"], two["id"], office=office).codes == ["MERGE_SELF"]
    answer = call("--json", "unmerge", one["number"], office=office)
    assert answer.data == {"loser": one["id"], "survivor": two["id"], "changed": ["name", "phone"]}
    found = {r["id"]: r["name"] for r in call("--json", "list", "child", office=office).data}
    assert found == {one["id"]: "赵小样", two["id"]: "赵晓样"}
    assert call("--json", "unmerge", one["id"], office=office).codes == ["NOT_MERGED"]
    assert "已合并到“赵晓样”" in call("merge", one["id"], two["id"], "name=right", office=office).out


def test_words_that_are_off(call: Call, office: Path) -> None:
    one = add(call, office, "child", "name=赵小样")
    two = add(call, office, "child", "name=赵晓样")
    assert call("--json", "merge", one["id"], two["id"], "names=left", office=office).codes == ["UNKNOWN_FIELD"]
    assert call("merge", one["id"], two["id"], "name", office=office).code == 2
    assert call("--json", "merge", one["id"], "c-00000000000000000000", office=office).codes == ["NOT_FOUND"]


def test_not_the_same(call: Call, office: Path) -> None:
    one = add(call, office, "child", "name=赵小样")
    two = add(call, office, "child", "name=赵晓样")
    answer = call("--json", "not-same", one["number"], two["number"], "--reason", "双胞胎", office=office)
    assert answer.code == 0
    (kept,) = call("--json", "list", "not_same", office=office).data
    assert {kept["child"], kept["other"]} == {one["id"], two["id"]}
    assert call("--json", "not-same", one["id"], one["id"], office=office).codes == ["NOT_SAME_KINDS"]

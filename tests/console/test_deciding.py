"""Many fields with several values decided by a rule, on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles.domain.changes import DELETED, Edit
from db import opening
from tests.console.conftest import PASSPHRASE
from tests.console.test_tracing import carry, county

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call

__all__ = ["county"]


def test_a_rule_is_previewed_and_written(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    child = call("--json", "add", "child", "name=赵小样", "area=999901101", office=office).data["id"]
    carry(call, office, county, "999901", tmp_path)
    for folder, village in ((office, "镇村"), (county, "县里写的村")):
        assert call("set", child, f"village={village}", office=folder).code == 0
    carry(call, county, office, "999901101", tmp_path)
    found = call("--json", "resolve-many", "--take", "longer", office=office).data
    assert (found["written"], found["fields"][0]["stays"]) == (0, "县里写的村")
    assert "会写入 1 处" in call("resolve-many", "--take", "newer", office=office).out
    assert call("--json", "conflicts", office=office).data, "a preview writes nothing"
    said = call("conflicts", office=office).out
    assert "县里写的村 (青山县（测试）, " in said, "whose value it is"
    assert call("--json", "resolve-many", "--take", "longer", "--field", "phone", office=office).data["fields"] == []
    assert call("--json", "resolve-many", "--take", "999999", office=office).codes == ["NO_RULE"]
    wrong = call("--lang", "en", "resolve-many", "--take", "newst", office=office)
    assert wrong.code == 3
    assert all(one in wrong.err for one in ("newst", "newer", "longer", "青山县（测试）")), "the rules there are"
    field = ("--entity", "child", "--field", "vilage")
    assert call("--json", "resolve-many", "--take", "newer", *field, office=office).codes == ["UNKNOWN_FIELD"]
    field = ("--entity", "mentor", "--field", "vilage")  # of which nothing is open
    assert call("--json", "resolve-many", "--take", "newer", *field, office=office).codes == ["UNKNOWN_FIELD"]
    preview = call("resolve-many", "--take", "较长", office=office).out
    assert "赵小样" in preview, "whose field it is, not its id alone"
    assert "选用 县里写的村" in preview
    assert call("--json", "resolve-many", "--take", "newer", "--field", "村（社区）", office=office).data["fields"]
    done = call("--lang", "en", "resolve-many", "--take", "青山县（测试）", "--write", office=office)
    assert "1 written, 0 left open" in done.out
    assert call("--json", "conflicts", office=office).data == []
    assert call("--json", "show", child, office=office).data["village"] == "县里写的村"


def test_one_is_decided_by_the_names_of_the_window(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    child = call("--json", "add", "child", "name=赵小样", "area=999901101", office=office).data["id"]
    carry(call, office, county, "999901", tmp_path)
    for folder, village, schooling in ((office, "镇村", "primary"), (county, "县村", "senior")):
        assert call("set", child, f"village={village}", f"schooling={schooling}", office=folder).code == 0
    carry(call, county, office, "999901101", tmp_path)
    said = call("conflicts", office=office).out
    assert f"resolve {child} schooling primary" in said, "what to type next"
    done = call("resolve", child, "就学情况", "小学", office=office)
    assert done.code == 0, done.err
    assert "“就学情况”选用 primary 小学" in done.out
    assert not done.err, "one of the two: nothing to mind"
    wrong = call("--json", "resolve", child, "村庄", "镇村", office=office)
    assert wrong.codes == ["UNKNOWN_FIELD"]
    other = call("--lang", "en", "resolve", child, "village", "第三村", office=office)
    assert other.code == 0
    assert "“第三村” is neither of the values that were kept" in other.err
    assert "镇村 (青石镇（测试）, " in other.err
    assert "县村 (青山县（测试）, " in other.err
    assert f"set {child} village=" in other.err, "how to put it right"
    assert call("--json", "resolve", child, "village", "x", office=office).codes == ["NO_CONFLICT"]


@pytest.mark.parametrize(
    ("word", "stays", "lang", "said"),
    [("删除", False, "zh", "“是否删除”选用 删除"), ("Keep", True, "en", "“Deletion”: kept stays")],
)
def test_whether_a_record_goes_is_decided_too(
    call: Call, office: Path, county: Path, tmp_path: Path, word: str, stays: bool, lang: str, said: str
) -> None:
    child = call("--json", "add", "child", "name=赵小样", "area=999901101", office=office).data["id"]
    assert call("--json", "resolve", child, "_del", "x", office=office).codes == ["NO_CONFLICT"]
    carry(call, office, county, "999901", tmp_path)
    ledger, queries, *_ = opening.open_office(county, None, PASSPHRASE)
    ledger.write([Edit("child", child, {DELETED: 1}, queries.get(child).heads)], "clerk")  # as the window does
    ledger.close()
    assert call("set", child, "village=镇村", office=office).code == 0
    carry(call, county, office, "999901101", tmp_path)
    asked = call("conflicts", office=office).out
    assert all(f"resolve {child} _del {one}" in asked for one in ("删除", "保留")), "both ways are named"
    wrong = call("--json", "resolve", child, "_del", "kepd", office=office)
    assert wrong.codes == ["DELETE_OR_KEEP"]
    assert call("--json", "conflicts", office=office).data, "a slip decides nothing"
    done = call("--lang", lang, "resolve", child, "_del", word, office=office)
    assert (done.code, done.err) == (0, "")
    assert said in done.out
    assert call("--json", "conflicts", office=office).data == []
    assert (child in {r["id"] for r in call("--json", "list", "child", office=office).data}) is stays

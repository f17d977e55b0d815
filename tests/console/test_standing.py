"""What the console says in sentences: where every office stands, what a restore leaves to do, what is wrong."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.codes.lists import QUESTION_REASON
from casefiles.edges.package.invitations import new_code
from tests.console.test_tracing import carry, county

if TYPE_CHECKING:
    from tests.console.conftest import Call

__all__ = ["county"]
TOWN, COUNTY = "999901101", "999901"


def both_wrote(call: Call, office: Path, county: Path, stick: Path) -> str:
    """A child whose schooling both offices wrote without knowing of each other; the county's came here."""
    child = call("--json", "add", "child", "name=赵小样", f"area={TOWN}", office=office).data["id"]
    carry(call, office, county, COUNTY, stick)
    call("user-add", "deputy", "--name", "钱副样", "--their-passphrase-file", _secret(stick), office=office)
    for folder, schooling in ((office, "primary"), (county, "senior")):
        done = call("set", child, f"schooling={schooling}", office=folder)
        assert done.code == 0, done.err
    carry(call, county, office, TOWN, stick)
    return str(child)


def _secret(folder: Path) -> Path:
    file = folder / "secret"
    file.write_text("another passphrase", encoding="utf-8")
    return file


def test_status_says_what_every_office_has(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    assert call("--json", "status", office=office).data["offices"][0]["acknowledged"] == 0
    call("add", "child", "name=赵小样", f"area={TOWN}", office=office)
    said = call("status", office=office).out
    assert "还没有收到过青山县（测试）的回执：0 / 2" in said
    assert "2 条还没有写进给它的数据包：下一个带去（export --for 999901 --to 文件夹）" in said
    assert "没有待办" in said
    carry(call, office, county, COUNTY, tmp_path)
    assert "还没有要交给青石镇（测试）" not in call("status", office=county).out, "the county wrote its own record"
    said = call("status", office=county).out
    assert re.search(r"青石镇（测试） \d{4}-\d\d-\d\d \d\d:\d\d 的回执里，本机写的只有 0 / 1", said)
    carry(call, county, office, TOWN, tmp_path)
    said = call("--lang", "en", "status", office=office).out
    assert re.search(r"青山县（测试） has everything up to \d{4}-\d\d-\d\d \d\d:\d\d: 2 of 2\n", said)
    assert "have no receipt" not in said
    call("add", "child", "name=赵二样", f"area={TOWN}", office=office)
    said = call("--lang", "en", "status", office=office).out
    up_to = r"has everything up to [-\d]+ [:\d]+: 2 of 2"
    assert re.search(rf"{up_to}; 1 change made here since then has no receipt\n", said)
    assert "1 change is in no package for it yet" in said
    data = call("--json", "status", office=office).data
    assert {"counts", "last_backup", "without_receipt", "tasks", "notices"} <= data.keys(), "names others rely on"
    [row] = data["offices"]
    assert (row["acknowledged"], row["own"], row["here_only"], row["up_to_n"], row["on_way"]) == (2, 3, 1, 2, 0)
    call("export", "--for", COUNTY, "--to", tmp_path, office=office)
    said = call("--lang", "en", "status", office=office).out
    assert "1 change is in a package for it, without a receipt yet" in said
    assert "in no package" not in said


def test_tasks_are_said_in_words(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    both_wrote(call, office, county, tmp_path)
    said = call("status", office=office).out
    assert "待核对 1 项（tasks）：有几个值 1" in said
    assert call("--json", "status", office=office).data["task_kinds"] == {"conflict": 1}
    assert "赵小样：“就学情况”有几个值" in call("tasks", office=office).out
    listed = call("--lang", "en", "worklist", "tasks", office=office).out
    assert "several values for Schooling" in listed
    assert "conflict" not in listed, "no raw code"


def test_who_wrote_it_is_a_person(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    both_wrote(call, office, county, tmp_path)
    said = call("conflicts", office=office).out
    assert "青石镇（测试）, 示例, " in said, "the name of the account, not its login"
    assert "青山县（测试）, 样例, " in said, "of another office what its packages call the login"
    assert "clerk" not in said
    assert "primary 小学" in said, "the code that resolve takes, and its name"


def test_a_package_with_nothing_new_was_not_imported_before(
    call: Call, office: Path, county: Path, tmp_path: Path
) -> None:
    call("add", "child", "name=赵小样", f"area={TOWN}", office=office)
    first, again = tmp_path / "one", tmp_path / "two"
    paths = []
    for folder in (first, again):
        folder.mkdir()
        paths.append(call("--json", "export", "--for", COUNTY, "--to", folder, office=office).data["path"])
    assert "已合并" in call("import", paths[1], office=county).out
    earlier = call("import", paths[0], office=county).out
    assert "没有新内容" in earlier
    assert "已导入过" not in earlier
    assert "2 条变更本机都已有了" in earlier
    assert "以前已导入过" in call("import", paths[0], office=county).out
    carry(call, county, office, TOWN, tmp_path)
    receipt = call("--json", "export", "--for", COUNTY, "--to", tmp_path, office=office).data
    assert receipt["count"] == 0
    said = call("--lang", "en", "import", receipt["path"], office=county).out
    assert "Receipt noted" in said
    assert "they have 1 of 1" in said


def test_a_folder_is_taken_for_what_is_for_us(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "photo.jpg").write_bytes(b"no package")
    call("add", "child", "name=赵小样", f"area={TOWN}", office=office)
    call("export", "--for", COUNTY, "--to", stick, office=office)
    refused = call("--json", "import", stick, office=office)
    assert refused.codes == ["FOLDER_EMPTY"]
    assert "1 个是本单位写出的" in refused.data["problems"][0]["zh"]
    assert "已合并" in call("import", stick, office=county).out
    assert call("--json", "import", tmp_path / "nowhere", office=county).codes == ["CANNOT_READ"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert call("--json", "import", empty, office=county).codes == ["FOLDER_EMPTY"]


def test_the_code_of_a_slip_stands_in_the_list(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    call("add", "child", "name=赵小样", f"area={TOWN}", office=office)
    sent = carry(call, office, county, COUNTY, tmp_path)
    [out] = call("--json", "sync-status", office=office).data
    [came] = call("--json", "sync-status", office=county).data
    code = out["last_out"]["code"]
    assert came["last_in"]["code"] == code
    assert out["last_out"]["package"] == sent["package"]
    assert call("--json", "receipt-check", code, office=office).data["package"] == sent["package"]
    for where in (office, county):
        assert f"核对码 {code}" in call("sync-status", office=where).out


def test_who_is_late_comes_first(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    carry(call, office, county, COUNTY, tmp_path)
    other = tmp_path / "other"
    made = call("new-office", "--name", "白水镇", "--code", "999901102", "--level", "township", office=other)
    assert made.code == 0, made.err
    call("accept", call("--json", "card", "--to", tmp_path, office=other).data["path"], office=county)
    assert [one["days"] for one in call("--json", "sync-status", office=county).data] == [0, None]
    late = call("--json", "sync-status", "--late", office=county).data
    assert [(one["name"], one["days"]) for one in late] == [("白水镇", None), ("青石镇（测试）", 0)]
    assert "从未来过" in call("sync-status", office=county).out


def test_a_restore_says_what_comes_next(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    call("add", "child", "name=赵小样", f"area={TOWN}", office=office)
    carry(call, office, county, COUNTY, tmp_path)
    carry(call, county, office, TOWN, tmp_path)
    backup = call("--json", "backup", "--to", tmp_path / "backups", office=office).data["path"]
    call("add", "child", "name=赵二样", f"area={TOWN}", office=office)
    carry(call, office, county, COUNTY, tmp_path)
    old = call("--json", "status", office=office).data["device"]
    done = call("restore", backup, "--to", tmp_path / "new")
    assert done.code == 0, done.err
    assert re.search(r"备份做于 \d{4}-\d\d-\d\d \d\d:\d\d；这以后登记的内容不在里面", done.out)
    device = call("--json", "status", office=tmp_path / "new").data["device"]
    assert device != old
    assert f"新的编号（{device}）" in done.out
    assert "先给它导出一个数据包" in done.out
    assert "照纸质材料重新登记" in done.out
    assert call("--json", "list", "child", "--count", office=tmp_path / "new").data == {"count": 1}
    carry(call, tmp_path / "new", county, COUNTY, tmp_path)  # as it says
    carry(call, county, tmp_path / "new", TOWN, tmp_path)
    assert call("--json", "list", "child", "--count", office=tmp_path / "new").data == {"count": 2}, "it came back"
    again = call("--json", "restore", backup, "--to", tmp_path / "newer").data
    assert again["counts"]["child"] == 1
    assert (again["offices"][0]["office"], again["offices"][0]["acknowledged"]) == (COUNTY, 2)


@pytest.mark.parametrize(
    ("code", "level", "fits"),
    [
        ("999901", "county", True), ("999901101", "township", True), ("999901", "township", False),
        ("999901101001", "township", False), ("999901101", "county", False), ("999900", "city", True),
        ("999900", "county", False), ("999901101", "school", True),
    ],
)  # fmt: skip
def test_code_and_level_fit(call: Call, tmp_path: Path, code: str, level: str, fits: bool) -> None:
    asked = ("--json", "new-office", "--name", "青石镇", "--code", code, "--level", level)
    done = call(*asked, office=tmp_path / "new")
    if fits:
        assert done.code == 0, done.err
    else:
        assert done.codes == ["AREA_LEVEL"]
        assert code in done.data["problems"][0]["en"]
        assert not (tmp_path / "new").exists()


def test_an_invitation_for_a_code_of_another_level_is_refused(call: Call, county: Path, tmp_path: Path) -> None:
    asked = ("--json", "invite", "--for", TOWN, "--name", "青石镇", "--level", "county", "--to", tmp_path)
    assert call(*asked, office=county).codes == ["AREA_LEVEL"]
    assert not list(tmp_path.glob("*.invitation"))


def test_a_wrong_code_of_an_invitation_is_told_apart(call: Call, county: Path, tmp_path: Path) -> None:
    asked = ("--json", "invite", "--for", TOWN, "--name", "青石镇", "--level", "township", "--to", tmp_path)
    made = call(*asked, "--without-records", office=county).data
    take = ("new-office", "--invitation", made["path"], "--invite-code")
    typo = call("--lang", "en", *take, made["code"][:-1], office=tmp_path / "new")
    assert typo.code == 3
    assert "9 characters were typed" in typo.err
    assert "does not use the invitation up" in typo.err
    other = call("--lang", "en", *take, new_code(), office=tmp_path / "new")
    assert other.code == 3
    assert Path(made["path"]).name in other.err, "which invitation it does not open"
    assert "that of another invitation" in other.err
    assert call(*take, made["code"], office=tmp_path / "new").code == 0, "a wrong try uses nothing up"


def test_nothing_is_left_aside_after_it_was_taken_in(call: Call, county: Path, office: Path, tmp_path: Path) -> None:
    [one] = call("--json", "computers", office=county).data
    call("block", TOWN, office=county)
    call("add", "child", "name=张小例", f"area={TOWN}", office=office)
    sent = call("--json", "export", "--for", COUNTY, "--to", tmp_path, office=office).data["path"]
    call("import", sent, office=county)
    assert call("accept-blocked", one["device"], office=county).code == 0
    late = call("--json", "leave-aside", one["device"], office=county)
    assert late.codes == ["NOTHING_ASIDE"]
    assert "已经接收了" in late.data["problems"][0]["zh"]
    assert call("--json", "list", "child", "--count", office=county).data == {"count": 1}


def test_the_codes_of_reasons_are_in_the_help() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "console.md").read_text(encoding="utf-8")
    part = page[page.index("### ask\n") : page.index("### answer\n")]
    for one in QUESTION_REASON.active:
        assert f"{one.code} {one.label.zh}" in part
    for command in ("erase", "close", "unmatch", "leave", "transfer", "verify"):
        part = page[page.index(f"### {command}\n") :].partition("\n### ")[0]
        assert "mistaken 登记有误" in part or "changed 有变化" in part or "merged 与接收" in part

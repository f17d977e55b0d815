"""What the console says to whoever is new to it: both ids of twins, the next command, the right advice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.console.conftest import Call

TOWN = "999901101"


def child(call: Call, office: Path, name: str = "张小例", born: str = "2014-09-16") -> str:
    return str(call("--json", "add", "child", f"name={name}", f"birth_date={born}", office=office).data["id"])


def test_a_child_who_may_be_here_already_is_told_of_when_saved(call: Call, office: Path) -> None:
    first = child(call, office)
    other = call("--json", "add", "child", "name=李样", "birth_date=2011-01-02", office=office)
    assert "not-same" not in other.err
    again = call("add", "child", "name=张小例", "birth_date=2014-09-16", office=office)
    assert again.code == 0
    [second] = {one["id"] for one in call("--json", "list", "child", office=office).data} - {first, other.data["id"]}
    assert f"merge {second} {first}" in again.err
    assert f"not-same {second} {first}" in again.err
    assert call("--json", "worklist", office=office).data["twins"] == 1
    assert call("not-same", second, first, office=office).code == 0, "what it says to type can be typed"


def test_the_worklist_of_twins_names_both_files(call: Call, office: Path) -> None:
    both = {child(call, office), child(call, office)}
    said = call("worklist", "twins", office=office).out
    [line] = [line for line in said.splitlines() if "张小例 与 张小例" in line]
    assert set(line.split()[-2:]) == both
    assert "not-same" in said


def test_a_division_of_another_name_is_told_of_when_inviting(call: Call, county: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    ask = ("--json", "invite", "--for", TOWN, "--level", "township", "--to", stick, "--without-records")
    other = call(*ask, "--name", "大泉镇", office=county)
    assert (other.code, other.data["doubt"]["code"]) == (0, "INVITE_NAME")
    assert "青石镇" in other.data["doubt"]["zh"]
    assert "withdraw-invitation" in other.err
    same = call(*ask, "--name", "青石镇（测试）", office=county)
    assert (same.data["doubt"], same.err) == (None, "")


def test_the_console_names_the_command_that_comes_next(call: Call, office: Path) -> None:
    row = child(call, office)
    mentors = [
        call("--json", "add", "mentor", f"name={name}", "kind=teacher", office=office).data["id"]
        for name in ("王样", "赵例")
    ]
    assert "find" in call("match", "张小例", "王样", office=office).err
    for mentor in mentors:
        check = ("kind=record", "on=2026-01-02", "result=pass")
        call("--json", "add", "mentor_check", f"mentor={mentor}", *check, office=office)
    assert call("match", row, mentors[0], office=office).code == 0
    second = call("match", row, mentors[1], office=office)
    assert second.code == 3
    assert "--lead" in second.err


def test_what_is_no_package_is_not_called_so_for_its_name(call: Call, office: Path, tmp_path: Path) -> None:
    fake = tmp_path / "fake.tgx"
    fake.write_bytes(b"not a package at all, but with the right name" * 20)
    said = call("import", fake, office=office)
    assert said.code == 3
    assert "请选择扩展名为 .tgx 的文件" not in said.err + said.out
    assert "内容不是" in said.err + said.out
    roster = call("--json", "roster", fake, office=office)
    assert (roster.code, roster.codes) == (3, ["NOT_A_WORKBOOK"])


def test_a_backup_one_folder_deeper_is_named(call: Call, office: Path, tmp_path: Path) -> None:
    made = Path(call("--json", "backup", "--to", tmp_path / "disk", office=office).data["path"])
    said = call("--json", "restore", made.parent, "--to", tmp_path / "new")
    assert (said.code, said.codes) == (3, ["BACKUP_WITHIN"])
    assert made.name in said.data["problems"][0]["zh"]
    assert call("restore", made, "--to", tmp_path / "new").code == 0
    bare = tmp_path / "bare"
    (bare / "inside").mkdir(parents=True)
    assert call("--json", "restore", bare, "--to", tmp_path / "none").codes == ["NOT_A_BACKUP"]


def test_what_they_will_see_may_be_asked_with_a_place_to_write_to(call: Call, office: Path, tmp_path: Path) -> None:
    said = call("--json", "export", "--for", "999901", "--to", tmp_path, "--dry-run", office=office)
    assert said.codes == ["UNKNOWN_OFFICE"], "it is asked, and nothing is written"
    bare = call("--json", "export", "--for", "999901", office=office)
    assert (bare.code, bare.codes) == (2, ["CALL_MISSING"])
    assert "--dry-run" in bare.data["problems"][0]["zh"]

"""What somebody meets who does not know the program yet: refusals that lead on, in words that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.console.test_matches import pair
from tests.console.test_refusals import child

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call


def test_a_number_is_called_as_help_calls_it(call: Call, office: Path) -> None:
    said = call("age-limit", "abc", office=office).err
    assert said.startswith("N 应写")
    assert "N" in call("age-limit", "--help").out


def test_no_field_is_named_that_nobody_typed_and_none_twice(call: Call, office: Path, tmp_path: Path) -> None:
    kid, senior = pair(call, office)
    assert call("match", kid, senior, office=office).code == 0
    closing = ("close", kid, "--reason", "父母返乡", "--outcome", "parent_back")
    assert call("--json", *closing, office=office).codes == ["FILE_HAS_MENTOR"]
    assert not call(*closing, office=office).err.startswith("结案日期")
    assert not call("--lang", "en", *closing, office=office).err.startswith("Closed on")
    erasing = call("erase", kid, "--reason", "withdrawn", office=office)
    assert (erasing.code, "档案标识" in erasing.err) == (3, False)
    new = ("new-office", "--name", "青石镇", "--code", "99990", "--level", "township")
    for lang, label in (("zh", "区划代码"), ("en", "ivision code")):
        refused = call("--lang", lang, *new, office=tmp_path / "new")
        assert (refused.code, refused.err.count(label)) == (3, 1), refused.err
    assert call("add", "child", "name=赵小样", "birth_date=x", office=office).err.startswith("出生日期："), "else it is"


def test_a_file_that_is_verified_twice_on_a_day_is_told(call: Call, office: Path) -> None:
    kid = child(call, office, "张小例")
    assert call("verify", kid, office=office).err == ""
    again = call("verify", kid, office=office)
    assert (again.code, "已记录过核实" in again.err) == (0, True)
    assert "verified on" in call("--lang", "en", "verify", kid, office=office).err
    assert call("verify", kid, "--on", "2026-01-05", office=office).err == ""


def test_accounts_of_a_folder_without_an_office(call: Call, tmp_path: Path) -> None:
    assert call("--json", "users", office=tmp_path / "empty").codes == ["NO_OFFICE"]


def test_a_field_of_what_hangs_on_the_file_leads_to_where_it_stands(call: Call, office: Path) -> None:
    refused = call("--json", "add", "child", "name=张小例", "category=orphan", office=office)
    assert (refused.code, refused.codes) == (3, ["FIELD_ELSEWHERE"])
    for lang in ("zh", "en"):
        assert "add category_spell child=" in refused.data["problems"][0][lang]
    assert call("--json", "add", "child", "name=张小例", "scool=x", office=office).codes == ["UNKNOWN_FIELD"]


def test_lists_are_named_beside_their_codes_and_understood_by_name(call: Call, office: Path) -> None:
    said = call("worklist", "nope", office=office).err
    assert "unmatched（" in said
    assert "unmatched（" not in call("--lang", "en", "worklist", "nope", office=office).err
    assert "child（" in call("list", "nope", office=office).err
    kid = child(call, office, "张小例")
    name = said.partition("unmatched（")[2].partition("）")[0]
    assert [line["id"] for line in call("--json", "worklist", name, office=office).data] == [kid]

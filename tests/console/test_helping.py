"""A forgotten passphrase on the command line."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from db import keyslots

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call

TOWN = "999901101"


def test_a_forgotten_passphrase_is_set_anew(call: Call, county: Path, office: Path, tmp_path: Path) -> None:
    nobody = call("--json", "ask-help", "--to", tmp_path, office=office)
    assert nobody.codes == ["HELP_NONE"]
    cards = [call("--json", "card", "--to", tmp_path, office=one).data["path"] for one in (county, office)]
    call("accept", cards[0], office=office)
    call("accept", cards[1], office=county)
    assert call("--json", "deposit", office=office).data == {"helper": "青山县（测试）", "helps": []}
    call("add", "child", "name=张小例", f"area={TOWN}", office=office)
    asked = call("--json", "ask-help", "--to", tmp_path, office=office)
    assert (asked.code, asked.data["helper"]) == (0, "青山县（测试）")
    file, digits = asked.data["path"], asked.data["check"]
    asked = call("--json", "ask-help", "--to", tmp_path, office=office)
    file, digits = asked.data["path"], asked.data["check"]
    seen = call("--json", "give-help", file, office=county)
    assert (seen.data["office"], seen.data["check"]) == (TOWN, digits)
    said = call("--lang", "en", "give-help", file, office=county).out
    assert digits in said
    assert "add --to DIR to write the answer" in said, "what comes next"
    assert not list(tmp_path.glob("*.unlock"))
    given = call("--json", "give-help", file, "--to", tmp_path, office=county)
    assert given.code == 0, given.err
    new = tmp_path / "new"
    new.write_text("a brand new one\n")
    code, answer = given.data["code"], given.data["path"]
    wrong = call("--json", "take-help", answer, "--help-code", code[:-1], "--new-passphrase-file", new, office=office)
    assert wrong.codes == ["HELP_TYPO"]
    assert call("--json", "take-help", answer, "--new-passphrase-file", new, office=office).codes == ["CALL_MISSING"]
    taken = call("--json", "take-help", answer, "--help-code", code, "--new-passphrase-file", new, office=office)
    assert (taken.code, taken.data) == (0, {"login": "clerk"})
    assert call("--json", "list", "child", "--count", office=office).codes == ["WRONG_PASSPHRASE"]
    opens = ("--json", "--passphrase-file", new)
    assert call(*opens, "list", "child", "--count", office=office).data["count"] >= 1
    [one] = call(*opens, "deposit", office=office).data["helps"]
    assert (one["what"], one["login"]) == ("taken", "clerk")
    [other] = call("--json", "deposit", office=county).data["helps"]
    assert (other["what"], other["office"]) == ("given", TOWN)
    assert "帮" in call("deposit", office=county).out
    off = call(*opens, "deposit", "off", office=office)
    assert off.data["helper"] == ""
    assert call("--json", "ask-help", "--to", tmp_path, office=office).codes == ["HELP_NONE"]
    assert call(*opens, "deposit", "on", office=office).data["helper"] == "青山县（测试）"


def answered(call: Call, county: Path, office: Path, stick: Path) -> tuple[str, str]:
    """The answer to a request of the office, and its code."""
    cards = [call("--json", "card", "--to", stick, office=one).data["path"] for one in (county, office)]
    call("accept", cards[0], office=office)
    call("accept", cards[1], office=county)
    call("deposit", "on", office=office)
    asked = call("--json", "ask-help", "--to", stick, office=office)
    given = call("--json", "give-help", asked.data["path"], "--to", stick, office=county)
    return given.data["path"], given.data["code"]


def test_of_several_accounts_it_must_be_said_whose(
    call: Call, county: Path, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, _ = keyslots.unlock(office, "clerk", "open sesame")
    light = keyslots.Cost(memory=64, passes=1)
    keyslots.put(office, key, "other", "李样", "another sesame", light)
    answer, code = answered(call, county, office, tmp_path)
    new = tmp_path / "new"
    new.write_text("a brand new one\n")
    take = ("take-help", answer, "--help-code", code, "--new-passphrase-file", new)
    before = (office / keyslots.FILE).read_bytes()
    for login in ((), ("--login", "nobody")):
        refused = call("--json", *login, *take, office=office)
        assert (refused.code, refused.codes) == (2, ["CALL_WHOSE"])
        assert "other（李样）" in refused.data["problems"][0]["zh"]
    assert (office / keyslots.FILE).read_bytes() == before
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _asked: "other")
    assert call("--json", *take, office=office).data == {"login": "other"}
    assert keyslots.unlock(office, "other", "a brand new one")
    assert keyslots.unlock(office, "clerk", "open sesame"), "this one is as it was"


@pytest.mark.parametrize("way", ["input", "environment", "prompt"])
def test_the_code_need_not_stand_in_the_call(
    call: Call, county: Path, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    answer, code = answered(call, county, office, tmp_path)
    new = tmp_path / "new"
    new.write_text("a brand new one\n")
    take = ["--json", "take-help", answer, "--new-passphrase-file", new]
    if way == "input":
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{code}\nmore\n"))
        take += ["--help-code", "-"]
    elif way == "environment":
        monkeypatch.setenv("DOORSTEP_HELP_CODE", code)
    else:
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", lambda _asked: code)
    assert call(*take, office=office).data == {"login": "clerk"}


def test_an_invitations_code_neither(
    call: Call, county: Path, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("invite", "--for", TOWN, "--name", "青石镇（测试）", "--level", "township", "--to", tmp_path)
    made = call("--json", *asked, "--without-records", office=county).data
    assert call("--json", "take-invitation", made["path"], office=office).codes == ["CALL_MISSING"]
    monkeypatch.setenv("DOORSTEP_INVITE_CODE", "x")
    assert call("--json", "take-invitation", made["path"], office=office).code == 3
    monkeypatch.setenv("DOORSTEP_INVITE_CODE", made["code"])
    assert call("--json", "take-invitation", made["path"], office=office).code == 0


def test_a_backup_has_nothing_of_a_request_that_is_open(call: Call, county: Path, office: Path, tmp_path: Path) -> None:
    answer, code = answered(call, county, office, tmp_path)
    asked = keyslots.document(office)["asked"]
    copy = call("--json", "backup", "--to", tmp_path / "safe", office=office).data["path"]
    kept = type(office)(copy)
    for name in (keyslots.FILE, keyslots.SECOND):
        assert asked["secret"] not in (kept / name).read_text()
    left = keyslots.document(kept)
    assert left == {name: said for name, said in keyslots.document(office).items() if name != "asked"}
    new = tmp_path / "new"
    new.write_text("a brand new one\n")
    take = ("--json", "take-help", answer, "--help-code", code, "--new-passphrase-file", new)
    assert call(*take, office=kept).codes == ["UNLOCK_NOT_FOR_US"]
    assert call(*take, office=office).code == 0


def test_an_office_that_was_restored_asks_anew(call: Call, county: Path, office: Path, tmp_path: Path) -> None:
    """Also from a folder that asked itself: there the secret stays."""
    copy = type(office)(call("--json", "backup", "--to", tmp_path / "safe", office=office).data["path"])
    with keyslots.changing(copy) as document:
        document["asked"] = {"mark": "ab" * 16, "secret": "cd" * 32, "check": "123456"}
    call("restore", copy, "--to", tmp_path / "again", office=office)
    assert "asked" not in keyslots.document(tmp_path / "again")
    assert "asked" in keyslots.document(copy)


def test_invitations_are_listed_and_withdrawn(call: Call, county: Path, tmp_path: Path) -> None:
    asked = ("invite", "--for", TOWN, "--name", "青石镇（测试）", "--level", "township", "--to", tmp_path)
    call(*asked, "--without-records", office=county)
    [one] = call("--json", "invitations", office=county).data
    assert (one["office"], one["used"]) == (TOWN, "")
    assert "key" not in one
    assert one["mark"][:8] in call("invitations", office=county).out
    assert call("--json", "withdraw-invitation", "0000", office=county).codes == ["NO_INVITATION"]
    assert call("withdraw-invitation", one["mark"][:8], office=county).code == 0
    assert call("--json", "invitations", office=county).data == []

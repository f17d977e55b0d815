"""A forgotten passphrase on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    assert digits in call("--lang", "en", "give-help", file, office=county).out
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

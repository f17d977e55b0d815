"""A township that was joined to another, on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call

TOWN, OTHER = "999901101", "999901102"
LINE = (f"old={TOWN}", f"new={OTHER}", "on=2026-05-01", "document=青政〔2026〕5号")


def test_a_county_enters_it(call: Call, county: Path, office: Path, tmp_path: Path) -> None:
    cards = [call("--json", "card", "--to", tmp_path, office=one).data["path"] for one in (county, office)]
    call("accept", cards[0], office=office)
    call("accept", cards[1], office=county)
    child = call("--json", "add", "child", "name=张小例", f"area={TOWN}", office=office).data["id"]
    sent = call("--json", "export", "--for", "999901", "--to", tmp_path, office=office).data["path"]
    assert call("import", sent, office=county).code == 0
    assert call("--json", "add", "redivision", *LINE, office=office).codes == ["REDIVIDE_ABOVE"]
    made = call("--lang", "en", "add", "redivision", *LINE, office=county)
    assert made.code == 0
    assert "Files that lie in the new division now: 1." in made.out + made.err
    assert call("--json", "show", child, office=county).data["area"] == OTHER
    [row] = call("--json", "sync-status", office=county).data
    assert (row["joined"]["office"], row["joined"]["on"]) == (OTHER, "2026-05-01")
    assert "2026-05" in call("sync-status", office=county).out
    back = call("--json", "export", "--for", TOWN, "--to", tmp_path, office=county).data["path"]
    assert call("import", back, office=office).code == 0
    told = call("--json", "status", office=office).data["notices"]
    assert "OFFICE_JOINED" in [one["code"] for one in told]
    said = call("--lang", "en", "add", "child", "name=李小例", f"area={TOWN}", office=office)
    assert said.code == 0
    assert f"Enter its new code: {OTHER}" in said.err
    made = call("--json", "add", "child", "name=李大例", f"area={TOWN}", office=office).data
    assert [w["code"] for w in made["warnings"]] == ["AREA_JOINED"]
    roster = tmp_path / "roster.csv"
    roster.write_text(f"姓名,居住地区划\n王小例,{TOWN}\n赵小例,{OTHER}\n", "utf-8")
    plan = call("--json", "roster", roster, office=office).data
    assert [(one["code"], one["row"]) for one in plan["warnings"]] == [("AREA_JOINED", 2)]

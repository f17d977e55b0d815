"""Fields that are agreed on beside the counts, at the console: agreed, looked at, sent, received."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call

TOWN = "999901101"


def test_fields_are_agreed_on_and_named_before_they_go(call: Call, office: Path, county: Path, tmp_path: Path) -> None:
    for one, other in ((office, county), (county, office)):
        call("accept", call("--json", "card", "--to", tmp_path, office=one).data["path"], office=other)
    for sex in "男男男女女女":
        call("add", "child", "name=张小例", f"area={TOWN}", f"sex={sex}", office=office)

    bare = call("--json", "profile", "999901", office=office)
    assert (bare.data["profile"], bare.data["fields"]) == ("full", [])
    refused = call("--json", "profile", "999901", "--fields", "child.sex", office=office)
    assert (refused.code, refused.codes) == (3, ["FIELDS_WITH_COUNTS"])
    refused = call("--json", "profile", "999901", "counts", "--fields", "child.sex,child.name", office=office)
    assert (refused.code, refused.codes) == (3, ["NOT_AGREEABLE"])
    assert "child.risk" in refused.data["problems"][0]["zh"]
    assert call("--json", "profile", "999901", office=office).data["profile"] == "full", "nothing was agreed on"

    said = call("--json", "profile", "999901", "counts", "--fields", "child.sex，child.risk", office=office)
    assert (said.data["profile"], said.data["fields"]) == ("counts", ["child.sex", "child.risk"])
    assert call("--json", "profile", "999901", "--fields", "child.sex", office=office).data["fields"] == ["child.sex"]
    assert "性别" in call("profile", "999901", office=office).out

    seen = call("--json", "export", "--for", "999901", "--dry-run", office=office).data
    assert seen["fields"] == ["child.sex"]
    assert seen["figures"][TOWN] == {"children": 6, "child.sex:1": 3, "child.sex:2": 3}
    assert "agreed fields, children counted by value: Sex" in call(
        "--lang", "en", "export", "--for", "999901", "--dry-run", office=office
    ).out  # fmt: skip

    path = call("--json", "export", "--for", "999901", "--to", tmp_path, office=office).data["path"]
    assert call("import", path, office=county).code == 0
    [row] = call("--json", "figures-received", office=county).data
    assert (row["area"], row["children"], row["child.sex:1"], row["child.sex:2"]) == (TOWN, 6, 3, 3)
    assert "child.sex:1" in call("figures-received", office=county).out

    assert call("--json", "profile", "999901", "--fields", "none", office=office).data["fields"] == []
    assert call("--json", "export", "--for", "999901", "--dry-run", office=office).data["fields"] == []

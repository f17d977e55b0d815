"""A damaged database from the console: salvaged, told in words and as JSON, and nothing done to a sound one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from db import opening

if TYPE_CHECKING:
    from tests.console.conftest import Call


def test_a_damaged_database_is_salvaged(call: Call, office: Path, tmp_path: Path) -> None:
    child = call("--json", "add", "child", "name=张小例", office=office).data["id"]
    backup = call("--json", "backup", "--to", tmp_path / "disk", office=office).data["path"]
    later = call("--json", "add", "child", "name=李小例", office=office).data["id"]
    sound = call("--json", "salvage", office=office)
    assert (sound.code, sound.data["problems"][0]["code"]) == (3, "NOT_DAMAGED")
    path = office / opening.FILE
    raw = bytearray(path.read_bytes())
    raw[-2000] ^= 255
    path.write_bytes(raw)
    wrong = call("check", office=office)
    assert wrong.code == 3
    assert "1 页损坏" in wrong.out
    assert "salvage" in wrong.out
    refused = call("--json", "backup", "--to", tmp_path / "disk", office=office)
    assert (refused.code, refused.data["problems"][0]["code"]) == (3, "DB_DAMAGED")
    found = call("--json", "salvage", office=office)
    assert found.code == 0, found.err
    assert found.data["changes"] == found.data["all"]
    assert Path(found.data["backup"]).parent == office / "backups", "its journal goes on beyond the other one"
    assert found.data["lost"] == []
    assert (found.data["unknown"], found.data["blind"]) == (0, False)
    assert call("--json", "check", office=office).data["ok"]
    for row in (child, later):
        assert call("--json", "show", row, office=office).code == 0
    raw = bytearray(path.read_bytes())
    raw[-2000] ^= 255
    path.write_bytes(raw)
    said = call("salvage", "--backup", backup, office=office)
    assert said.code == 0
    assert "下一步：" in said.out

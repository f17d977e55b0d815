"""Photos and scans from the console: attach, list, save, delete, collect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import photos

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call


@pytest.fixture
def child(call: Call, office: Path) -> str:
    return str(call("--json", "add", "child", "name=张小例", office=office).data["id"])


def test_a_photo_goes_in_and_comes_out(call: Call, office: Path, child: str, tmp_path: Path) -> None:
    given = tmp_path / "门口.jpg"
    given.write_bytes(photos.jpeg(photos.arrow(2600, 1300), turned=6))
    added = call("--json", "attach", child, given, "--shrink", "--kind", "照片", "--name", "我家", office=office)
    assert added.code == 0
    (row,) = added.data
    assert (row["name"], row["kind"], row["child"], row["state"]) == ("我家", "photo", child, "here")
    assert call("--json", "attachments", child, office=office).data == added.data
    out = call("--json", "save-attachment", row["id"], "--to", tmp_path, office=office)
    assert out.data == {"path": str(tmp_path / "我家.jpg"), "size": row["size"]}
    assert "微信" in out.err
    assert photos.opened((tmp_path / "我家.jpg").read_bytes()).size == (2000, 1000)
    assert call("--json", "status", office=office).data["files"] == {"number": 1, "bytes": row["size"]}


def test_a_bad_file_does_not_keep_the_others_out(call: Call, office: Path, child: str, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"no photo")
    (tmp_path / "b.pdf").write_bytes(photos.pdf())
    found = call("--json", "attach", child, tmp_path / "a.jpg", tmp_path / "b.pdf", tmp_path / "c.png", office=office)
    assert found.code == 3
    assert found.codes == ["FILE_KIND", "CANNOT_READ"]
    assert [r["name"] for r in found.data["attached"]] == ["b"]
    assert call("--json", "attach", "nobody", tmp_path / "b.pdf", office=office).codes == ["NOT_A_PLACE"]
    assert call("--json", "attach", child, tmp_path / "b.pdf", "--kind", "nonsense", office=office).code == 3


def test_deleted_files_are_collected_when_asked(call: Call, office: Path, child: str, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photos.jpeg())
    row = call("--json", "attach", child, tmp_path / "a.jpg", office=office).data[0]
    assert call("--json", "collect-blobs", "--days", "0", office=office).data["kept"] == 1
    assert call("detach", row["id"], office=office).code == 0
    assert call("--json", "attachments", child, office=office).data == []
    assert call("--json", "save-attachment", row["id"], "--to", tmp_path, office=office).codes == ["NOT_FOUND"]
    waiting = call("--json", "collect-blobs", office=office).data
    assert (waiting["removed"], waiting["waiting"]) == (0, 1)
    assert call("--json", "collect-blobs", "--days", "0", "--dry-run", office=office).data["removed"] == 1
    assert call("--json", "check", office=office).data["blobs"] == 1
    assert call("--json", "collect-blobs", "--days", "0", office=office).data["removed"] == 1
    assert call("--json", "check", office=office).data["blobs"] == 0


def test_a_damaged_file_is_said_in_a_sentence(call: Call, office: Path, child: str, tmp_path: Path) -> None:
    (tmp_path / "家.jpg").write_bytes(photos.jpeg())
    row = call("--json", "attach", child, tmp_path / "家.jpg", office=office).data[0]
    (path,) = [p for p in (office / "blobs").rglob("*") if p.is_file()]
    raw = bytearray(path.read_bytes())
    raw[-9] ^= 1
    path.write_bytes(raw)
    found = call("--json", "save-attachment", row["id"], "--to", tmp_path / "out.jpg", office=office)
    assert (found.code, found.codes) == (3, ["BLOB_BAD"])
    assert "家" in found.err
    assert call("--json", "check", office=office).code == 3
    path.unlink()
    assert call("--json", "attachments", child, office=office).data[0]["state"] == "lost"
    answer = call("--json", "backup", "--to", tmp_path / "disk", office=office)
    assert answer.data["verified"] is True


def test_a_backup_says_what_it_left_out(call: Call, office: Path, child: str, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(photos.jpeg())
    call("attach", child, tmp_path / "a.jpg", office=office)
    (path,) = [p for p in (office / "blobs").rglob("*") if p.is_file()]
    whole = path.read_bytes()
    path.write_bytes(whole[:-5])
    found = call("--lang", "en", "--json", "backup", "--to", tmp_path / "disk", office=office)
    assert found.data["left_out"] == 1
    assert "1 photo or scan is damaged" in found.err
    path.write_bytes(whole)
    made = call("--json", "backup", "--to", tmp_path / "other", office=office).data["path"]
    restored = call("--json", "restore", made, "--to", tmp_path / "new")
    assert (restored.data["counts"]["blobs"], restored.err) == (1, "")

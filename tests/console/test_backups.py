"""`backups` and `restore` without a folder: where copies go, and those that can be put back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.console.conftest import Call


@pytest.fixture
def bare(office: Path) -> Path:
    """An office without a backup."""
    shutil.rmtree(office / "backups")
    return office


def test_a_call_that_writes_makes_the_backup_of_today_and_one_that_reads_makes_none(call: Call, bare: Path) -> None:
    assert call("list", "child", office=bare).code == 0
    assert not (bare / "backups").exists()
    assert call("add", "child", "name=张小例", "sex=male", office=bare).code == 0
    (one,) = call("--json", "restore", office=bare).data
    assert (one["files"], one["by_itself"]) == (1, True)
    assert call("add", "child", "name=李小例", "sex=male", office=bare).err == ""
    assert len(call("--json", "restore", office=bare).data) == 1, "once a day"


def test_of_a_large_office_it_is_said_once_that_there_is_none(
    call: Call, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.keeper.QUICK", 0)
    assert "backups --due" in call("add", "child", "name=张小例", "sex=male", office=bare).err
    assert "backups --due" not in call("add", "child", "name=李小例", "sex=male", office=bare).err
    assert not (bare / "backups").exists()
    (tmp_path / "stick").mkdir()
    call("backups", "--to", tmp_path / "stick", office=bare)
    for _ in range(2):
        made = call("--json", "backups", "--due", office=bare).data
        assert [one["backups"] for one in made["places"]] == [1, 1]
    assert "已经有了" in call("backups", "--due", office=bare).out


def test_a_disk_without_room_fails_no_call(call: Call, bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.backing_up.ROOM", 1 << 60)
    added = call("add", "child", "name=张小例", "sex=male", office=bare)
    assert added.code == 0
    assert "backups --due" in added.err
    assert call("--json", "backups", "--due", office=bare).codes == ["DISK_FULL"]


def test_places_are_shown_chosen_and_given_up(call: Call, bare: Path, tmp_path: Path) -> None:
    office = bare
    found = call("--json", "backups", office=office).data
    assert [(one["own"], one["backups"], one["last"]) for one in found["places"]] == [(True, 0, None)]
    (tmp_path / "stick").mkdir()
    both = call("--json", "backups", "--to", tmp_path / "stick", "--now", office=office).data
    assert [(one["own"], one["there"], one["backups"]) for one in both["places"]] == [(True, True, 1), (False, True, 1)]
    said = call("backups", office=office).out
    assert str(tmp_path / "stick" / "doorstep-backups") in said
    assert "每月会自动试一次" in said
    status = call("--json", "status", office=office).data
    assert status["backups"]["places"][1]["backups"] == 1
    assert status["last_backup"]
    (tmp_path / "stick").rename(tmp_path / "gone")
    away = call("--json", "backups", office=office).data["places"][1]
    assert (away["there"], away["backups"]) == (False, 0)
    assert away["last"], "it is remembered of when its last one is"
    assert "现在不在" in call("backups", office=office).out
    assert len(call("--json", "backups", "--nowhere", office=office).data["places"]) == 1


def test_what_a_command_writes_is_in_the_journal(call: Call, office: Path, tmp_path: Path) -> None:
    assert call("add", "child", "name=张小例", "sex=male", office=office).code == 0
    (one,) = call("--json", "restore", office=office).data
    assert one["since"] >= 1
    assert one["by_itself"] is True
    listed = call("restore", office=office).out
    assert one["path"] in listed
    assert "加上之后的" in listed
    restored = call("--json", "restore", one["path"], "--to", tmp_path / "new")
    assert restored.data["counts"]["child"] == 1
    assert restored.data["counts"]["journal"] >= 1


def test_an_older_backup_is_put_back_only_when_that_is_said(call: Call, office: Path, tmp_path: Path) -> None:
    """The backup of this morning was copied away, and the newer one lies in the office's own folder."""
    older = Path(call("--json", "backup", "--to", tmp_path / "disk", office=office).data["path"])
    call("add", "child", "name=张小例", "sex=male", office=office)
    call("backups", "--now", office=office)
    newer = call("--json", "restore", office=office).data[0]["path"]
    refused = call("--json", "restore", older, "--to", tmp_path / "new", office=office)
    assert (refused.code, refused.codes) == (3, ["BACKUP_NEWER"])
    assert newer in refused.err
    assert "--yes" in refused.err
    assert not (tmp_path / "new").exists()
    assert call("restore", newer, "--to", tmp_path / "newest", office=office).code == 0
    said = call("--json", "restore", older, "--to", tmp_path / "new", "--yes", office=office)
    assert said.data["counts"]["child"] == 0


def test_a_place_in_the_data_itself_is_refused(call: Call, office: Path) -> None:
    assert call("--json", "backups", "--to", office, office=office).codes == ["BACKUP_PLACE_SAME"]


def test_a_backup_without_a_target(call: Call, office: Path) -> None:
    assert call("--json", "restore", office / "backups", office=office).codes == ["CALL_MISSING"]

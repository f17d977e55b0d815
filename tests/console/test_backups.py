"""`backups` and `restore` without a folder: where copies go, and those that can be put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.console.conftest import Call


def test_places_are_shown_chosen_and_given_up(call: Call, office: Path, tmp_path: Path) -> None:
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
    call("backups", "--now", office=office)
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


def test_a_place_in_the_data_itself_is_refused(call: Call, office: Path) -> None:
    assert call("--json", "backups", "--to", office, office=office).codes == ["BACKUP_PLACE_SAME"]


def test_a_backup_without_a_target(call: Call, office: Path) -> None:
    assert call("--json", "restore", office / "backups", office=office).codes == ["CALL_MISSING"]

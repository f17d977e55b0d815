"""A backup counts once it was opened again; a restored one is a new incarnation that never reuses a number."""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from casefiles.ports import Peer
from db import backing_up, backups, durable, keyslots, log, opening, safekeeping
from tests.db.office_files import PASS, founded
from tests.disk import Disk

if TYPE_CHECKING:
    from pathlib import Path

    from db.driver import Database



@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return founded(tmp_path / "office")


def _write(ledger, name: str) -> str:
    row = new_id("c", ledger.clock.now_ms())
    number = ledger.issue_number("child", 2026)
    ledger.write([Edit("child", row, {"name": name, "number": number}, ())], "a")
    return number


def test_restored_backup_holds_everything_and_is_a_new_device(folder: Path, tmp_path: Path) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    number = _write(ledger, "张小例")
    made = safekeeping.backup(ledger, tmp_path / "disk")
    device = ledger.device
    assert ledger.setting("last_backup")
    later = _write(ledger, "李小例")
    ledger.close()
    counts = safekeeping.restore(made, tmp_path / "new", PASS)
    assert counts["child"] == 1
    again, queries, _, _ = opening.open_office(tmp_path / "new", None, PASS)
    assert again.device != device
    with again.database.reading() as connection:
        assert {dev: held.own for dev, held in log.logs(connection).items()} == {
            device: log.FORMER,
            again.device: log.OURS,
        }
    fresh = _write(again, "王小例")
    assert fresh not in {number, later}
    assert {r.values["name"] for r in queries.select("child")} == {"张小例", "王小例"}
    assert queries.check()["ok"]
    again.close()


def test_what_the_old_device_wrote_counts_after_a_restore(folder: Path, tmp_path: Path) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    _write(ledger, "张小例")
    made = safekeeping.backup(ledger, tmp_path / "disk")
    seen = ledger.vector()
    ledger.close()
    safekeeping.restore(made, tmp_path / "new", PASS)
    again, queries, _, _ = opening.open_office(tmp_path / "new", None, PASS)
    county = Peer("999901", "云台县", "county", bytes(32), "age1xyz")
    again.keep_peer(county)
    _write(again, "王小例")
    assert queries.unacknowledged("999901") == 3  # the office, and one child before and one after
    again.keep_peer(dataclasses.replace(county, receipt=seen))
    assert queries.unacknowledged("999901") == 1
    again.keep_peer(dataclasses.replace(county, receipt=again.vector()))
    assert queries.unacknowledged("999901") == 0
    children = queries.select("child")
    assert [entry.own for child in children for entry in again.history(child.id)] == [True, True]
    again.new_identity()  # a second time: still ours
    again.keep_peer(county)
    assert queries.unacknowledged("999901") == 3
    again.close()


def test_a_copy_that_lacks_the_last_change_is_no_backup(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    _write(ledger, "张小例")
    ledger.database.settle()
    stale = shutil.copyfile(folder / opening.FILE, tmp_path / "stale.db")
    _write(ledger, "李小例")
    monkeypatch.setattr(ledger.database, "copy_from", lambda _now, path, _rest: shutil.copyfile(stale, path))
    with pytest.raises(Refusal) as refused:
        safekeeping.backup(ledger, tmp_path / "disk")
    assert refused.value.problems[0].code == "BACKUP_BAD"
    assert list((tmp_path / "disk").iterdir()) == []
    assert ledger.setting("last_backup") is None
    ledger.close()


def test_one_that_a_person_makes_is_checked_whole_and_needs_no_room_to_spare(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    _write(ledger, "张小例")
    monkeypatch.setattr(backing_up, "ROOM", 1 << 60)
    monkeypatch.setattr(backing_up, "sample", lambda *_: [])
    made = safekeeping.backup(ledger, tmp_path / "disk")
    assert [(one.path, one.by_itself) for one in backups.inside(tmp_path / "disk")] == [(made, False)]
    with ledger.database.writing() as connection:
        connection.execute("UPDATE child SET note='别的'")
    with pytest.raises(Refusal) as refused:
        safekeeping.backup(ledger, tmp_path / "disk")
    assert refused.value.problems[0].code == "BACKUP_BAD"
    ledger.close()


def test_what_is_saved_while_the_copy_is_looked_at_does_not_spoil_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    whole = backing_up.check

    def check(database: Database) -> dict[str, object]:
        _write(ledger, "李小例")
        return whole(database)

    monkeypatch.setattr(backing_up, "check", check)
    assert safekeeping.backup(ledger, tmp_path / "disk").is_dir()
    ledger.close()


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="the system cannot be asked to forget")
def test_a_backup_is_read_from_the_disk_and_its_name_is_durable_before_it_counts(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    disk = Disk(monkeypatch)
    check, keep = backing_up.check, ledger.keep_setting
    monkeypatch.setattr(backing_up, "check", lambda db: (disk.said("check"), check(db))[1])
    monkeypatch.setattr(ledger, "keep_setting", lambda *line: (disk.said("counted"), keep(*line)))
    made = safekeeping.backup(ledger, tmp_path / "disk")
    ledger.close()
    assert disk.forgotten(made / opening.FILE, before="check")
    for name in (opening.FILE, keyslots.FILE, keyslots.SECOND):
        assert disk.flushed(made / name, before="check")
    beside = {backups.ABOUT, backups.JOURNAL}
    assert {p.name for p in made.iterdir()} == {opening.FILE, keyslots.FILE, keyslots.SECOND, *beside}
    named = disk.named(made / opening.FILE)
    events = [what for what, *_ in disk.events]
    looked_at, counted = events.index("check"), events.index("counted")
    assert looked_at < named < counted
    for name in beside:
        assert disk.flushed(made / name, before="counted")
    flushes = [("flush", path.stat().st_ino) for path in (made, tmp_path / "disk")]
    assert flushes[0] in [e[:2] for e in disk.events[looked_at:named]]
    for flush in flushes:
        assert flush in [e[:2] for e in disk.events[named:counted]]
    assert ("flush", tmp_path.stat().st_ino) in [e[:2] for e in disk.events[:counted]]


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be flushed there")
def test_a_restored_office_is_on_the_disk(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    made = safekeeping.backup(ledger, tmp_path / "disk")
    ledger.close()
    disk = Disk(monkeypatch)
    check = safekeeping.check
    monkeypatch.setattr(safekeeping, "check", lambda db: (disk.said("check"), check(db))[1])
    new = tmp_path / "new"
    safekeeping.restore(made, new, PASS)
    inode = (new / opening.FILE).stat().st_ino
    assert ("flush", inode, (made / opening.FILE).stat().st_size) in disk.events
    for name in (keyslots.FILE, keyslots.SECOND):
        assert disk.flushed(new / name, before="check")
    assert disk.flushed(new, after="check")
    assert disk.flushed(tmp_path, after="check")


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "DISK_FULL"), (errno.EACCES, "CANNOT_WRITE")])
@pytest.mark.parametrize("step", ["copy", "settle", "keys", "wake"])
@pytest.mark.parametrize("folder_there", [True, False])
def test_a_restore_that_fails_leaves_nothing_and_can_be_tried_again(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    code: str,
    step: str,
    folder_there: bool,
) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    made = safekeeping.backup(ledger, tmp_path / "disk")
    ledger.close()
    new = tmp_path / "new"
    if folder_there:
        new.mkdir()

    def broken(*found: Path) -> None:
        if step == "copy":
            found[1].write_bytes(b"x" * 100)
        raise OSError(number, "broken")

    target = {
        "copy": (durable, "copy"),
        "settle": (durable, "settle"),
        "keys": (keyslots, "write_synced"),
        "wake": (safekeeping, "_wake"),
    }
    with monkeypatch.context() as patched:
        patched.setattr(*target[step], broken)
        with pytest.raises(Refusal) as refused:
            safekeeping.restore(made, new, PASS)
    assert refused.value.problems[0].code == code
    assert new.exists() == folder_there
    assert not folder_there or list(new.iterdir()) == []
    assert safekeeping.restore(made, new, PASS)["office"] == 1


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "DISK_FULL"), (errno.EACCES, "CANNOT_WRITE")])
def test_a_backup_that_fails_leaves_nothing_and_does_not_count(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)

    def broken(_: int) -> None:
        raise OSError(number, "broken")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", broken)
        with pytest.raises(Refusal) as refused:
            safekeeping.backup(ledger, tmp_path / "disk")
    assert refused.value.problems[0].code == code
    assert list((tmp_path / "disk").iterdir()) == []
    assert ledger.setting("last_backup") is None
    ledger.close()


def test_a_damaged_copy_is_refused_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    for n in range(50):
        _write(ledger, f"张{'一二三四五'[n % 5]}例")
    made = safekeeping.backup(ledger, tmp_path / "disk")
    ledger.close()
    broken = tmp_path / "broken"
    shutil.copytree(made, broken)
    raw = bytearray((broken / opening.FILE).read_bytes())
    raw[len(raw) // 2] ^= 1
    (broken / opening.FILE).write_bytes(raw)
    with pytest.raises(Refusal):
        safekeeping.restore(broken, tmp_path / "new", PASS)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("part", "code"), [("nothing", "NOT_A_BACKUP"), ("full", "FOLDER_NOT_EMPTY"), ("key", "WRONG_PASSPHRASE")]
)
def test_refusals(folder: Path, tmp_path: Path, part: str, code: str) -> None:
    ledger, _, _, _ = opening.open_office(folder, None, PASS)
    made = safekeeping.backup(ledger, tmp_path / "disk")
    ledger.close()
    source = tmp_path if part == "nothing" else made
    target = made if part == "full" else tmp_path / "new"
    with pytest.raises(Refusal) as refused:
        safekeeping.restore(source, target, "wrongwrong" if part == "key" else PASS)
    assert refused.value.problems[0].code == code


def test_an_emptied_database_is_damaged_not_new(folder: Path) -> None:
    (folder / opening.FILE).write_bytes(b"")
    with pytest.raises(Refusal) as refused:
        opening.open_office(folder, None, PASS)
    assert refused.value.problems[0].code == "DB_DAMAGED"
    assert (folder / opening.FILE).stat().st_size == 0

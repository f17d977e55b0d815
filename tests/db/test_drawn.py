"""What a salvage draws on: no folder that somebody works in, not the damaged office itself; nothing is lost there."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from db import drawn, keyslots, opening, safekeeping, salvage
from tests.db.office_files import PASS, founded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.opening import OpenLedger

CLOCK = opening.SystemClock()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`office`, `doorstep-...` (its backup) and `other` (another office, closed)."""
    root = tmp_path_factory.mktemp("drawn")
    for name, code in (("office", "999901101"), ("other", "999901102")):
        founded(root / name, code, name)
    ledger, *_ = opening.open_office(root / "office", None, PASS)
    safekeeping.backup(ledger, root)
    ledger.close()
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """A copy of it, the office damaged."""
    root = tmp_path / "root"
    shutil.copytree(made, root)
    raw = bytearray((root / "office" / opening.FILE).read_bytes())
    raw[-2000] ^= 255
    (root / "office" / opening.FILE).write_bytes(raw)
    return root


@contextlib.contextmanager
def running(folder: Path) -> Iterator[OpenLedger]:
    """The office in a folder, open; at the end it is cut off, as by a power cut, and lies in `folder`-cut."""
    ledger, *_ = opening.open_office(folder, None, PASS)
    try:
        yield ledger
        shutil.copytree(folder, folder.with_name(folder.name + "-cut"))
    finally:
        ledger.close()


def add(ledger: OpenLedger, name: str) -> None:
    row = new_id(ENTITIES["child"].prefix, ledger.clock.now_ms())
    ledger.write([Edit("child", row, {"name": name}, ())], "a")


def children(folder: Path) -> set[str]:
    """The names in the office in a folder."""
    ledger, queries, *_ = opening.open_office(folder, None, PASS)
    try:
        return {str(record.values["name"]) for record in queries.select("child")}
    finally:
        ledger.close()


def backup_of(root: Path) -> Path:
    (found,) = root.glob("doorstep-999901101-*")
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """Every file, byte for byte; what an open database shares with others is not kept."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith("-shm")
    }


def salvaged(root: Path, asked: Path) -> Path | None:
    return salvage.salvage(root / "office", None, PASS, CLOCK, asked).backup


def refused(root: Path, asked: Path) -> str:
    """The code of a refusal, after which the office and all beside it are as they were."""
    before = contents(root)
    with pytest.raises(Refusal) as refusal:
        salvaged(root, asked)
    assert contents(root) == before
    (problem,) = refusal.value.problems
    for lang in ("zh", "en"):
        assert asked.name in problem.say(lang)
    return problem.code


def test_a_running_office_keeps_what_it_saved(root: Path) -> None:
    shutil.rmtree(backup_of(root))
    with running(root / "other") as ledger:
        add(ledger, "石一例")
        assert refused(root, root) == "NOT_A_BACKUP"
        assert refused(root, root / "other") == "BACKUP_IN_USE"
        add(ledger, "石二例")
    assert children(root / "other-cut") == {"石一例", "石二例"}


def test_what_lies_beside_the_file_of_an_office_that_was_not_closed_stays(root: Path) -> None:
    shutil.rmtree(backup_of(root))
    with running(root / "other") as ledger:
        add(ledger, "石一例")
    shutil.rmtree(root / "other")
    assert (root / "other-cut" / "office.db-wal").stat().st_size
    with pytest.raises(Refusal, match="BACKUP_OTHER"):
        salvaged(root, root / "other-cut")
    assert children(root / "other-cut") == {"石一例"}


def test_what_reading_made_is_removed_and_what_lay_there_stays(root: Path) -> None:
    backup, key = backup_of(root), keyslots.unlock(root / "office", None, PASS)[0]
    (backup / "office.db-shm").write_bytes(b"")
    base = drawn.Base(backup, key)
    assert base.file is not None
    base.file.close()
    for rest in opening.BESIDE:  # as on a disk that gives nothing free at once
        (backup / (opening.FILE + rest)).write_bytes(b"left")
    base.close()
    assert sorted(path.name for path in backup.glob("office.db*")) == ["office.db", "office.db-shm"]
    base = drawn.Base(backup, key)
    with running(backup):
        base.close()
        assert (backup / "office.db-wal").exists()


def test_the_damaged_office_is_not_its_own_backup(root: Path) -> None:
    os.utime(root / "office" / opening.FILE, (2e9, 2e9))
    assert salvaged(root, root) == backup_of(root)


@pytest.mark.parametrize("way", ["", "link"])
def test_the_damaged_office_cannot_be_asked_for(root: Path, way: str) -> None:
    office = root / "office"
    ledger, *_ = opening.open_office(root / "other", None, PASS)
    ledger.close()
    shutil.copy(root / "other" / opening.FILE, office / "office.db-wal")  # a torn log that opening would sweep away
    asked = root / "link" if way else office
    if way:
        try:
            asked.symlink_to(office, target_is_directory=True)
        except OSError:
            pytest.skip("no links here")
    assert refused(root, asked) == "BACKUP_ITSELF"


def test_what_is_named_as_a_backup_comes_before_all_else(root: Path) -> None:
    copy = root / "copy"
    shutil.copytree(backup_of(root), copy)
    os.utime(copy / opening.FILE, (2e9, 2e9))
    assert salvaged(root, root) == backup_of(root)


def test_a_renamed_backup_serves(root: Path) -> None:
    copy = backup_of(root).rename(root / "copy")
    assert salvaged(root, root) == copy


def test_a_folder_that_nobody_may_enter_hides_no_backup(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    barred = root / "System Volume Information"
    barred.mkdir()
    stat = os.stat

    def refusing(path: Any, *args: Any, **named: Any) -> os.stat_result:
        if str(path).startswith(f"{barred}{os.sep}"):
            raise PermissionError(13, "barred", str(path))
        return stat(path, *args, **named)

    monkeypatch.setattr(os, "stat", refusing)
    assert salvaged(root, root) == backup_of(root)

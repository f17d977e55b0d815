"""A backup that was made before an erasure still holds the file: it is told, and goes once a newer one is proven."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from casefiles import erasing, exchange
from casefiles.domain.problems import Refusal
from db import keyslots, outdated, pool, safekeeping
from db.opening import FILE
from tests.package import offices
from tests.package.offices import add

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casefiles.office import Office


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Office]:
    offices.make(tmp_path / "office", "999901")
    for name in (keyslots.FILE, keyslots.SECOND):
        (tmp_path / "office" / name).write_text("{}")
    office = offices.opened(tmp_path / "office")
    yield office
    office.ledger.close()


def back_up(office: Office, target: Path) -> Path:
    return safekeeping.backup(office.ledger, target)


def codes(office: Office) -> list[str]:
    return [p.code for p in exchange.notices(office)]


def test_old_backups_are_told_and_go_when_a_newer_one_stands(county: Office, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    child = add(county, "child", name="石小例", area="999901101", closed_on="2026-10-01")
    first, second = back_up(county, disk), back_up(county, disk)
    other = shutil.copytree(second, disk / "doorstep-999902-20260101-000000")
    assert outdated.outdated(county.ledger, disk) == []
    assert "ERASED_IN_BACKUPS" not in codes(county)
    erasing.order(county, child, "withdrawn")
    assert "ERASED_IN_BACKUPS" in codes(county)
    assert outdated.outdated(county.ledger, disk) == [first, second]
    assert outdated.drop(county.ledger, disk) == 0, "nothing goes before a newer one stands"
    third = back_up(county, disk)
    assert "ERASED_IN_BACKUPS" in codes(county), "the old ones are still there"
    assert outdated.drop(county.ledger, disk) == 2
    assert not first.exists()
    assert not second.exists()
    assert (third / FILE).is_file()
    assert other.is_dir(), "another office's backup"
    assert sorted(p.name for p in disk.iterdir()) == sorted([third.name, other.name])
    assert "ERASED_IN_BACKUPS" not in codes(county)
    elsewhere = tmp_path / "stick"
    kept = json.loads(county.ledger.setting("backup_folders") or "{}")
    county.ledger.keep_setting("backup_folders", json.dumps({**kept, str(elsewhere): 1}))
    [told] = [p for p in exchange.notices(county) if p.code == "ERASED_IN_BACKUPS"]
    assert told.value == str(elsewhere), "a stick that is not here now"
    assert str(elsewhere) in told.say("en")


@pytest.mark.parametrize("left", [0, 4096, 60_000])
def test_nothing_goes_for_a_newer_one_that_was_damaged(county: Office, tmp_path: Path, left: int) -> None:
    disk = tmp_path / "disk"
    child = add(county, "child", name="石小例", area="999901101", closed_on="2026-10-01")
    good = back_up(county, disk)
    erasing.order(county, child, "withdrawn")
    newer = back_up(county, disk)
    raw = (newer / FILE).read_bytes()
    (newer / FILE).write_bytes(raw[:left])
    with pytest.raises(Refusal, match="BACKUP_BAD"):
        outdated.drop(county.ledger, disk)
    assert good.is_dir()
    (newer / FILE).write_bytes(raw)
    assert outdated.drop(county.ledger, disk) == 1
    assert not good.exists()


def test_photos_that_no_backup_needs_any_more_go_too(county: Office, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    child = add(county, "child", name="石小例", area="999901101", closed_on="2026-10-01")
    back_up(county, disk)
    folder = pool.folder_of(disk, "999901")
    for name in ("aa/" + "0" * 38, "bb/" + "1" * 38):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(b"sealed")
    (folder / "aa" / "notes.txt").write_text("somebody's own")
    erasing.order(county, child, "withdrawn")
    last = back_up(county, disk)
    (last / pool.LIST).write_text("bb/" + "1" * 38 + "\n")
    assert outdated.drop(county.ledger, disk) == 1
    assert not (folder / "aa" / ("0" * 38)).exists()
    assert (folder / "bb" / ("1" * 38)).exists()
    assert (folder / "aa" / "notes.txt").exists()

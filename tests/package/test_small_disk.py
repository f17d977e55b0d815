"""A disk that is full while a package is taken in, written or a backup is made: DISK_FULL, and nothing written."""

from __future__ import annotations

import random
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.problems import Refusal
from db import keyslots, safekeeping
from tests.package import medium, offices
from tests.package.offices import add, dump

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import SimpleNamespace

FAST = keyslots.Cost(memory=64, passes=1, lanes=1)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 12 MiB."""
    with medium.small_disk(tmp_path / "small", 12 << 10) as found:
        if found is None:
            pytest.skip("mounting a small file system is not allowed here")
        yield found


def fill(folder: Path, left: int) -> Path:
    """Leave so many KiB free."""
    path = folder / "film.bin"
    with path.open("wb") as file:
        while shutil.disk_usage(folder).free > left << 10:
            file.write(bytes(4096))
            file.flush()
    return path


def much(world: SimpleNamespace) -> None:
    chance = random.Random(3)
    for _ in range(400):
        note = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(900))
        add(world.town, "child", name="石小雨", note=note)


def test_a_full_disk_while_a_package_is_taken_in(world: SimpleNamespace, small: Path) -> None:
    much(world)
    sent = exchange.export(world.town, "999901", world.stick).path
    world.county.ledger.close()
    shutil.copytree(world.home / "county", small / "county")
    world.county = county = offices.opened(small / "county")
    before = dump(county)
    fill(small, 300)
    with pytest.raises(Refusal, match="ROOM_SHORT") as refused:
        exchange.import_file(county, sent)
    args = refused.value.problems[0].args
    assert (args["has"], args["short"]) == (0, args["needs"] - 1)
    assert dump(county) == before
    subprocess.run(["mount", "-o", f"remount,size={12 + int(args['short'])}m", str(small)], check=True)
    assert exchange.import_file(county, sent).new == 401
    assert county.queries.check()["ok"]
    county.ledger.close()


def test_a_full_disk_while_a_package_is_written(world: SimpleNamespace, small: Path) -> None:
    much(world)
    fill(small, 300)
    before = dump(world.town)
    with pytest.raises(Refusal, match="STICK_FULL"):
        exchange.export(world.town, "999901", small)
    assert [p.name for p in small.iterdir()] == ["film.bin"]
    assert dump(world.town) == before


def test_a_full_disk_while_a_backup_is_made(world: SimpleNamespace, small: Path) -> None:
    keyslots.create(world.home / "town", "999901101", "wang", "王示例", "correct horse", FAST)
    fill(small, 300)
    before = dump(world.town)
    with pytest.raises(Refusal, match="DISK_FULL"):
        safekeeping.backup(world.town.ledger, small)
    assert [p.name for p in small.iterdir()] == ["film.bin"]
    assert dump(world.town) == before


def test_a_full_disk_while_something_is_saved(world: SimpleNamespace, small: Path) -> None:
    world.town.ledger.close()
    shutil.copytree(world.home / "town", small / "town")
    world.town = town = offices.opened(small / "town")
    film = fill(small, 0)
    before = dump(town)
    with pytest.raises(Refusal, match="DISK_FULL"):
        add(town, "child", name="石小雨", note="长" * 100_000)
    assert dump(town) == before
    film.unlink()
    row = add(town, "child", name="石小雨")
    assert town.queries.get(row) is not None
    town.ledger.close()

"""Packages on a real FAT file system: full, read-only, pulled out, lying, and among foreign files."""

from __future__ import annotations

import os
import random
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.problems import Refusal
from casefiles.edges.package.stick import UNFINISHED
from tests.package import medium
from tests.package.offices import add, logs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import SimpleNamespace

    from tests.package.medium import Stick

pytestmark = pytest.mark.skipif(bool(medium.why_no_fat()), reason=medium.why_no_fat() or "it can be mounted")


@pytest.fixture
def fat(tmp_path: Path) -> Iterator[Stick]:
    with medium.stick(tmp_path / "fat") as found:
        yield found


def much(world: SimpleNamespace, records: int = 300) -> None:
    """Records that no compression makes small."""
    chance = random.Random(3)
    for _ in range(records):
        note = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(900))
        add(world.town, "child", name="石小雨", note=note)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_package_arrives(world: SimpleNamespace, fat: Stick) -> None:
    add(world.town, "child", name="石小雨")
    sent = exchange.export(world.town, "999901", fat.path)
    fat.take_out()
    assert not names(fat.path)
    fat.plug_in()
    report = exchange.import_file(world.county, fat.path / sent.path.name)
    assert report.state == "done"
    device = world.town.ledger.device
    assert logs(world.county)[device] == logs(world.town)[device]


def test_foreign_files_and_several_packages_on_one_stick(world: SimpleNamespace, fat: Stick) -> None:
    first = exchange.export(world.town, "999901", fat.path).path
    add(world.town, "child", name="石小雨")
    second = exchange.export(world.town, "999901", fat.path).path
    (fat.path / "AUTORUN.INF").write_bytes(b"[autorun]\r\nopen=a.exe\r\n")
    (fat.path / "roster.tgx").write_bytes(b"PK\x03\x04" + bytes(100))
    (fat.path / "zeros.tgx").write_bytes(bytes(5000))
    (fat.path / ("half.tgx" + UNFINISHED)).write_bytes(first.read_bytes()[:1000])
    (fat.path / "folder.tgx").mkdir()
    reports = exchange.import_files(world.county, sorted(fat.path.glob("*.tgx")))
    states = {r.file.name: (r.state, *(p.code for p in r.problems)) for r in reports}
    assert states == {
        first.name: ("done",),
        second.name: ("done",),
        "roster.tgx": ("refused", "NOT_A_BUNDLE"),
        "zeros.tgx": ("refused", "ZEROS"),
        "folder.tgx": ("refused", "CANNOT_READ"),
    }


def test_a_full_stick_keeps_what_it_had(world: SimpleNamespace, fat: Stick) -> None:
    small = exchange.export(world.town, "999901", fat.path).path
    (fat.path / "film.bin").write_bytes(bytes((7 << 20) + 500_000))
    much(world)
    before = names(fat.path)
    with pytest.raises(Refusal, match=r"(STICK|DISK)_FULL"):
        exchange.export(world.town, "999901", fat.path)
    assert names(fat.path) == before
    assert exchange.import_file(world.county, small).state == "done"


def test_a_stick_that_may_not_be_written(world: SimpleNamespace, tmp_path: Path) -> None:
    with medium.stick(tmp_path / "fat", writable=False) as fat:
        with pytest.raises(Refusal, match="STICK_GONE"):
            exchange.export(world.town, "999901", fat.path)
        assert names(fat.path) == []


def test_a_stick_that_is_pulled_out_in_the_middle(world: SimpleNamespace, fat: Stick) -> None:
    whole = exchange.export(world.town, "999901", fat.path).path.name
    much(world)
    calls = 0

    def pull(done: int, total: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            fat.pull_out()

    with pytest.raises(Refusal, match="STICK_GONE"):
        exchange.export(world.town, "999901", fat.path, pull)
    with pytest.raises(Refusal, match="STICK_GONE"):
        exchange.export(world.town, "999901", fat.path)
    fat.again()
    assert [name for name in names(fat.path) if not name.endswith(UNFINISHED)] == [whole]
    sent = exchange.export(world.town, "999901", fat.path).path
    assert names(fat.path) == sorted([whole, sent.name]), "what was left is swept away"
    fat.take_out()
    fat.plug_in()
    reports = exchange.import_files(world.county, [fat.path / whole, fat.path / sent.name])
    assert [r.state for r in reports] == ["done", "done"]


def test_a_stick_with_less_inside_than_it_says(
    world: SimpleNamespace, fat: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the first 400 KiB the medium forgets; only reading past the system's cache can see it."""
    much(world)
    truly = os.fsync

    def forgetful(handle: int) -> None:
        truly(handle)
        if os.fstat(handle).st_size > 500_000:
            with fat.image.open("r+b") as image:
                image.seek(400 << 10)
                image.write(bytes(fat.image.stat().st_size - (400 << 10)))

    monkeypatch.setattr(os, "fsync", forgetful)
    with pytest.raises(Refusal, match="STICK_BAD"):
        exchange.export(world.town, "999901", fat.path)
    assert not [name for name in names(fat.path) if name.endswith(".tgx")]

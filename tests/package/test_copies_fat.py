"""The second place on a real FAT file system: backups, journals, pulled out, full, plugged in again."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest

from casefiles.domain.problems import Refusal
from db import backing_up, backups, journal, safekeeping
from db.resting import Rest
from tests.crash.acts import BackingUp
from tests.package import medium
from tests.package.offices import add

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import SimpleNamespace

    from db.keeper import Keeper
    from tests.package.medium import Stick

pytestmark = pytest.mark.skipif(bool(medium.why_no_fat()), reason=medium.why_no_fat() or "it can be mounted")
DAY = 86_400_000


def fill(path: Path) -> None:
    """A file as long as there is room."""
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


@pytest.fixture
def fat(tmp_path: Path) -> Iterator[Stick]:
    with medium.stick(tmp_path / "fat", 24) as found:
        yield found


@pytest.fixture
def kept(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Keeper:
    """The town's keeper; its backups open with a passphrase."""
    monkeypatch.setattr(backing_up, "ROOM", 1 << 20)
    ledger: Any = world.town.ledger
    (ledger.database.path.parent / "keys.json").unlink(missing_ok=True)
    from db import keyslots
    from tests.crash.acts import FAST, TOWN
    from tests.package import offices

    slot = keyslots._wrap(offices.KEY, TOWN, "wang", "王示例", BackingUp.PASSPHRASE, FAST)
    document = {"format": keyslots.FORMAT, "office": TOWN, "slots": {"wang": slot}}
    keyslots.write(ledger.database.path.parent, document)
    ledger.keep()
    found: Keeper = ledger.keeper
    ledger.database.told = None
    return found


def test_a_backup_with_its_journal_comes_back_from_a_stick(
    world: SimpleNamespace, kept: Keeper, fat: Stick, tmp_path: Path
) -> None:
    place = kept.choose(fat.path)
    assert place is not None
    made = place.make(Rest(0))
    add(world.town, "child", name="石小雨")
    followed = kept.follow()
    assert followed == 1, place.refused
    fat.take_out()
    add(world.town, "child", name="石小雪")
    assert kept.follow() == 0
    fat.plug_in()
    place.look_anew()
    assert kept.follow() == 1, "caught up with"
    fat.take_out()
    fat.plug_in()
    counts = safekeeping.restore(made.path, tmp_path / "new", BackingUp.PASSPHRASE)
    assert counts["journal"] == 2
    assert counts["child"] == world.town.queries.count("child")


def test_pulled_out_while_a_backup_is_made(
    world: SimpleNamespace, kept: Keeper, fat: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = kept.choose(fat.path)
    assert place is not None
    first = place.make(Rest(0))
    whole = backing_up.sample

    def pull(*said: Any) -> list[str]:
        fat.pull_out()
        return whole(*said)

    monkeypatch.setattr(backing_up, "sample", pull)
    with pytest.raises(Refusal):
        place.make(Rest(0))
    monkeypatch.setattr(backing_up, "sample", whole)
    assert place.refused
    add(world.town, "child", name="石小雨")
    kept.follow()  # work goes on
    fat.again()
    assert [one.path.name for one in place.backups()] == [first.path.name], "half a backup counts for nothing"
    place.make(Rest(0))
    assert not list(place.path.glob(f"*/*{backups.UNFINISHED}"))
    assert len(place.backups()) == 2


def test_pulled_out_while_a_journal_is_written(
    world: SimpleNamespace, kept: Keeper, fat: Stick, tmp_path: Path
) -> None:
    place = kept.choose(fat.path)
    assert place is not None
    made = place.make(Rest(0))
    for n in range(6):
        add(world.town, "child", name=f"石{n}雨", note="字" * 5000)
        if n == 3:
            fat.pull_out()
        kept.follow()
    fat.again()
    place.look_anew()
    assert kept.follow() >= 2
    counts = safekeeping.restore(made.path, tmp_path / "new", BackingUp.PASSPHRASE)
    assert counts["child"] == world.town.queries.count("child")


def test_a_full_stick_keeps_what_it_had_and_goes_on_once_there_is_room(
    world: SimpleNamespace, kept: Keeper, fat: Stick
) -> None:
    place = kept.choose(fat.path)
    assert place is not None
    made = place.make(Rest(0))
    fill(fat.path / "film.bin")
    with pytest.raises(Refusal, match=r"DISK_FULL|CANNOT_WRITE"):
        place.make(Rest(0))
    assert [one.path for one in place.backups()] == [made.path]
    place.look_anew()
    before = journal.count(made.path / backups.JOURNAL)
    fill(fat.path / "more.bin")
    add(world.town, "child", name="石小雨", note="字" * 9000)
    kept.follow()
    assert place.refused
    assert world.town.queries.select("child")[-1].values["name"], "work goes on"
    (fat.path / "film.bin").unlink()
    (fat.path / "more.bin").unlink()
    place.look_anew()
    assert kept.follow() == 1
    assert journal.count(made.path / backups.JOURNAL) == before + 1


def test_a_stick_that_may_not_be_written(world: SimpleNamespace, kept: Keeper, tmp_path: Path) -> None:
    with medium.stick(tmp_path / "locked", 24) as fat:
        place = kept.choose(fat.path)
        assert place is not None
        place.make(Rest(0))
        fat.take_out()
        fat.plug_in(writable=False)
        with pytest.raises(Refusal, match="CANNOT_WRITE"):
            place.make(Rest(0))
        add(world.town, "child", name="石小雨")
        kept.follow()
        assert place.refused
        assert len(place.backups()) == 1

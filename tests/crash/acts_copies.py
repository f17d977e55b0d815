"""Copies that make themselves, interrupted: whatever bears a backup's name is one, and what was followed comes back."""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from casefiles.domain.problems import Refusal
from db import backups, opening, safekeeping
from db.resting import Rest
from tests.crash.acts import LATER, BackingUp, goes_on, make_openable, whole
from tests.package import offices

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from casefiles.office import Office
    from db.keeper import Keeper

DAY = 86_400_000


def kept(office: Office) -> Keeper:
    """Its keeper, without a thread of its own: the n-th call is the same one each time."""
    ledger: Any = office.ledger
    ledger.keep()
    found: Keeper = ledger.keeper
    ledger.database.told = None
    return found


def refusals(keeper: Keeper) -> None:
    """What the keeper only tells is raised, so that the act says how it ended."""
    for place in keeper.places():
        if place.refused is not None:
            raise place.refused


def names(office: Office) -> set[str]:
    return {str(record.values["name"]) for record in office.queries.select("child")}


def restored(backup: Path, into: Path) -> set[str]:
    """The children that a backup gives back with its journal, and that it is a new device in good order."""
    safekeeping.restore(backup, into, BackingUp.PASSPHRASE)
    ledger, queries, *_ = opening.open_office(into, None, BackingUp.PASSPHRASE)
    try:
        assert queries.check()["ok"]
        return {str(record.values["name"]) for record in queries.select("child")}
    finally:
        ledger.close()


class Daily:
    """The backup of a day beside those of the days before, which are thinned out; then saves that follow into it."""

    name = "daily"
    BEFORE = 9

    def make(self, disk: Path) -> None:
        make_openable(disk / "town")
        for n in range(self.BEFORE):
            office = offices.opened(disk / "town", LATER - (self.BEFORE - n) * DAY)
            keeper = kept(office)
            keeper.own.make(Rest(0))
            office.ledger.close()
        office = offices.opened(disk / "town", LATER - DAY // 2)
        keeper = kept(office)
        offices.add(office, "child", name="昨小样")
        assert keeper.follow() == 1
        office.ledger.close()

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        office = offices.opened(disk / "town", LATER)
        keeper = kept(office)
        told(f"made {keeper.own.make(Rest(0)).path.name}")
        for n in range(3):
            offices.add(office, "child", name=f"今{n}样")
            told(f"saved 今{n}样")
            keeper.follow()
            refusals(keeper)
            told(f"followed 今{n}样")
        office.ledger.close()

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        office = offices.opened(disk / "town", LATER + DAY)
        whole(office)
        keeper = kept(office)
        stands = keeper.own.backups()
        assert len(stands) >= self.BEFORE - 2, "one that was good is gone"
        made = [line.partition(" ")[2] for line in told if line.startswith("made ")]
        assert all((keeper.own.path / name).is_dir() for name in made)
        there = restored(stands[-1].path, disk / "restored")
        assert "昨小样" in there, "what was in the old journal is in neither"
        wanted = {line.partition(" ")[2] for line in told if line.startswith("followed ")}
        assert wanted <= there, (wanted, there)
        assert there <= names(office), "a copy holds what the office does not"
        for one in stands[:-1]:
            assert restored(one.path, disk / one.path.name)
            shutil.rmtree(disk / one.path.name)
        again = keeper.own.make(Rest(0))
        assert not list(keeper.own.path.glob(f"*/*{backups.UNFINISHED}")), "what was half written was not swept up"
        assert restored(again.path, disk / "again") == names(office)
        goes_on(office, disk)
        office.ledger.close()


class Following:
    """Saves that go into a journal, one with an import's worth of changes, and a restore of it all."""

    name = "journal"

    def make(self, disk: Path) -> None:
        make_openable(disk / "town")
        office = offices.opened(disk / "town", LATER - DAY)
        keeper = kept(office)
        keeper.own.make(Rest(0))
        office.ledger.close()

    def run(self, disk: Path, told: Callable[[str], None]) -> None:
        office = offices.opened(disk / "town", LATER)
        keeper = kept(office)
        for n in range(4):
            offices.add(office, "child", name=f"记{n}样", note="字" * (1 if n != 2 else 30_000))
            keeper.follow()
            refusals(keeper)
            told(f"followed 记{n}样")
        office.ledger.close()
        with suppress(Refusal):
            told("closed")

    def look(self, disk: Path, told: list[str], *, refused: bool) -> None:
        office = offices.opened(disk / "town", LATER + DAY)
        whole(office)
        keeper = kept(office)
        (one,) = keeper.own.backups()
        wanted = {line.partition(" ")[2] for line in told if line.startswith("followed ")}
        there = restored(one.path, disk / "restored")
        assert wanted <= there
        assert there <= names(office)
        offices.add(office, "child", name="后小样")
        keeper.follow()
        refusals(keeper)
        assert restored(one.path, disk / "again") == names(office), "a torn end keeps what comes later out"
        goes_on(office, disk)
        office.ledger.close()


COPIES = (Daily(), Following())

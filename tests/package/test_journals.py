"""What comes late with a package is in the journal at once, and in what is restored from it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from casefiles import exchange
from db import backups, following, keyslots, safekeeping
from db import journal as journals
from db.driver import Database
from db.ledger import Ledger
from db.resting import Rest
from tests.package import offices
from tests.package.offices import add
from tests.package.test_comparing import destroy

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office
    from db.keeper import Keeper

FAST = keyslots.Cost(memory=64, passes=1, lanes=1)
PASS = "correct horse"
TOWN, OTHER, CITY = "999901101", "999901102", "9999"


def backed_up(office: Office, monkeypatch: pytest.MonkeyPatch) -> Keeper:
    """An office's keeper, with a backup of today; it follows when it is told to."""
    ledger: Any = office.ledger
    folder = ledger.database.path.parent
    slot = keyslots._wrap(offices.KEY, office.home.code, "wang", "王示例", PASS, FAST)
    keyslots.write(folder, {"format": keyslots.FORMAT, "office": office.home.code, "slots": {"wang": slot}})
    ledger.keep()
    keeper: Keeper = ledger.keeper
    ledger.database.told = None
    keeper.own.make(Rest(0))
    return keeper


def restored(keeper: Keeper, into: Path) -> Office:
    """What the database is when it broke now: the backup of this morning and its journal."""
    shutil.copytree(keeper.own.path, into / "backups")
    safekeeping.restore(backups.inside(into / "backups")[-1].path, into / "office", PASS)
    return offices.opened(into / "office", offices.START_MS + 10**8)


def send(world: SimpleNamespace, giver: Office, taker: Office, **how: bool) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, world.stick, **how).path)


def shown(office: Office, row: str, field: str) -> object:
    found = office.queries.get(row)
    return found.values.get(field) if found is not None else None


def level(keeper: Keeper) -> bool:
    """Whether the journal holds all that the database does."""
    followed = keeper.own.ready()
    assert followed is not None
    with keeper.ledger.database.still() as live:
        return followed.level(live)


def comes_back(
    office: Office, keeper: Keeper, into: Path, row: str, field: str, value: str, *, journal: bool = True
) -> None:
    """It stands here, goes into the journal although nothing was saved since, and stands in what is restored."""
    assert shown(office, row, field) == value
    assert level(keeper) != journal
    assert bool(keeper.follow()) == journal
    assert level(keeper)
    assert keeper.follow(anew=True) == 0, "once"
    again = restored(keeper, into)
    assert again.ledger.forks() == [], "nothing departs from what was gone"
    assert shown(again, row, field) == value
    assert again.queries.check()["ok"]
    again.ledger.close()
    made = keeper.own.make(Rest(0))
    assert journals.count(made.path / backups.JOURNAL) == 0, "the next backup has it, and its journal begins after it"


def test_the_body_of_a_stub(world: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child = add(world.county, "child", name="石小例", area=OTHER)
    send(world, world.county, world.town)
    assert world.town.ledger.vector()[world.county.ledger.device].holes
    keeper = backed_up(world.town, monkeypatch)
    report = world.town.ledger.apply(world.county.ledger.since({}))
    assert report.new == 1
    comes_back(world.town, keeper, tmp_path / "back", child, "name", "石小例")


def test_the_body_of_a_stub_that_comes_without_its_text_and_the_text_afterwards(
    world: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = add(world.county, "child", name="石小例", area=OTHER, note="县里写的一段话")
    send(world, world.county, world.town)
    keeper, device = backed_up(world.town, monkeypatch), world.county.ledger.device
    blocks = list(world.county.ledger.since({}))
    assert world.town.ledger.apply([replace(one, private={}) for one in blocks], whole={device}).filled == 1
    assert world.town.ledger.vector()[device].bare
    comes_back(world.town, keeper, tmp_path / "body", child, "name", "石小例")
    assert world.town.ledger.apply(blocks, whole={device}).noted == 1
    comes_back(world.town, keeper, tmp_path / "text", child, "note", "县里写的一段话")


def test_text_that_is_still_to_come_is_asked_for_after_a_restore_that_mended(
    world: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = add(world.county, "child", name="石小例", area=TOWN, note="县里写的一段话")
    blocks, device = list(world.county.ledger.since({})), world.county.ledger.device
    bare = [replace(one, private={}) for one in blocks]
    world.town.ledger.apply(bare, whole={device})
    destroy(world.town, child)
    keeper = backed_up(world.town, monkeypatch)
    assert world.town.ledger.mend(bare, {device}).back == 1
    assert keeper.follow()
    again = restored(keeper, tmp_path / "back")
    assert shown(again, child, "name") == "石小例"
    assert again.ledger.vector()[device].bare == world.town.ledger.vector()[device].bare != ()
    again.ledger.close()


def test_an_older_database_put_back_lacks_what_came_late(
    world: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its logs go as far: its journal is another one all the same."""
    add(world.county, "child", name="石小例", area=OTHER)
    send(world, world.county, world.town)
    keeper = backed_up(world.town, monkeypatch)
    town = world.town.ledger
    town.database.settle()
    old = shutil.copyfile(town.database.path, tmp_path / "old.db")
    assert town.apply(world.county.ledger.since({})).new == 1
    assert keeper.follow() == 1
    one = keeper.own.backups()[-1]
    assert following.Followed(town, one).fits()
    database = Database(old, offices.KEY)
    before = Ledger(database, town.office, town.clock)
    assert {n: s.head for n, s in before.vector().items()} == {n: s.head for n, s in town.vector().items()}
    assert not following.Followed(before, one).fits()
    database.close()


def test_text_that_is_allowed_later(world: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No number of a log says that it was missing."""
    child = add(world.county, "child", name="石小例", area=TOWN, note="县里写的一段话")
    send(world, world.county, world.city)
    keeper = backed_up(world.city, monkeypatch)
    exchange.agree(world.county, CITY, "full")
    assert world.city.ledger.apply(world.county.ledger.since({})).new == 0
    comes_back(world.city, keeper, tmp_path / "back", child, "note", "县里写的一段话")


@pytest.mark.parametrize("log", [True, False])
def test_what_another_office_put_back(
    world: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: bool
) -> None:
    """The backup was made of a database that lacked it: it is not left to that."""
    child = add(world.town, "child", name="石小例", area=TOWN)
    add(world.town, "child", name="石二例", area=TOWN)
    send(world, world.town, world.county, compare=True)
    send(world, world.county, world.town, compare=True)
    destroy(world.town, child, log=log)
    keeper = backed_up(world.town, monkeypatch)
    for _ in range(3):
        if shown(world.town, child, "name") is None:
            send(world, world.town, world.county, compare=True)
            send(world, world.county, world.town, compare=True)
    comes_back(world.town, keeper, tmp_path / "back", child, "name", "石小例", journal=log)

"""A stolen computer is blocked; its office goes on from a backup on another one, and the thief opens nothing new."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.problems import Refusal
from casefiles.exchange import revoking
from db import keyslots, safekeeping
from tests.package import offices
from tests.package.offices import add
from tests.package.test_branches import TOWN, names, send

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

PASSPHRASE = "a small world"


def backed_up(office: Office, folder: Path, disk: Path) -> Path:
    cost = keyslots.Cost(memory=64, passes=1)
    keyslots.create(folder, TOWN, "clerk", "经办人", PASSPHRASE, cost)
    keyslots.put(folder, offices.KEY, "clerk", "经办人", PASSPHRASE, cost)
    return safekeeping.backup(office.ledger, folder, disk, office.clock)


def restored(world: SimpleNamespace, backup: Path) -> Office:
    safekeeping.restore(backup, world.home / "new", PASSPHRASE)
    world.new = offices.opened(world.home / "new", offices.START_MS + 60_000)
    return world.new


def test_the_office_goes_on_from_its_backup_and_the_thief_reads_nothing_more(world: SimpleNamespace) -> None:
    add(world.town, "child", name="石一例", area=TOWN)
    send(world.town, world.county, world.stick)
    disk = world.home / "disk"
    disk.mkdir()
    backup = backed_up(world.town, world.home / "town", disk)
    on_its_way = exchange.export(world.county, TOWN, world.stick).path
    thief = world.town
    add(thief, "child", name="石贼例", area=TOWN)
    revoking.revoke(world.county, thief.ledger.device)
    town = restored(world, backup)
    assert exchange.import_file(town, on_its_way).state == "done", (
        "what was sealed before can still be opened"
    )
    card = exchange.write_card(town, world.stick)
    exchange.accept_card(world.county, card, replace_known=True)
    add(world.county, "child", name="石二例", area=TOWN)
    after = exchange.export(world.county, TOWN, world.stick).path
    assert exchange.import_file(town, after).state == "done"
    with pytest.raises(Refusal, match="NOT_FOR_US"):
        exchange.import_file(thief, after)
    add(town, "child", name="石三例", area=TOWN)
    assert send(town, world.county, world.stick).state == "done", (
        "the backup's computer is not the stolen one"
    )
    assert send(thief, world.county, world.stick).state == "aside"
    assert names(town) == names(world.county) == {"石一例", "石二例", "石三例"}
    shutil.rmtree(disk)
    town.ledger.close()


def test_what_is_built_on_hidden_changes_is_shown_alike_whichever_comes_first(world: SimpleNamespace) -> None:
    """The county had nothing of the stolen computer when it blocked it; the office goes on in a record of then."""
    child = add(world.town, "child", name="石一例", area=TOWN)
    disk = world.home / "disk"
    disk.mkdir()
    backup = backed_up(world.town, world.home / "town", disk)
    revoking.revoke(world.county, TOWN)
    town = restored(world, backup)
    offices.edit(town, child, phone="10012345678")
    late, new = (
        [block for block in town.ledger.since({}) if block.dev == device]
        for device in (world.town.ledger.device, town.ledger.device)
    )
    world.county.ledger.apply(new)
    assert world.county.queries.check()["ok"]
    report = world.county.ledger.apply(late)
    assert report.quarantined == 2
    record = world.county.queries.get(child)
    assert (record.values["phone"], record.values["name"]) == ("10012345678", None)
    assert world.county.queries.check()["ok"], "and nothing is said to be still to come"
    town.ledger.close()

"""A stolen computer is blocked; its office goes on from a backup on another one, and the thief opens nothing new."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.problems import Refusal
from casefiles.domain.refusing import NEXT
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
    return safekeeping.backup(office.ledger, disk)


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
    with pytest.raises(Refusal, match="SEALED_BEFORE"):
        exchange.import_file(thief, after)
    add(town, "child", name="石三例", area=TOWN)
    assert send(town, world.county, world.stick).state == "done", (
        "the backup's computer is not the stolen one"
    )
    assert send(thief, world.county, world.stick).state == "aside"
    assert names(town) == names(world.county) == {"石一例", "石二例", "石三例"}
    shutil.rmtree(disk)
    town.ledger.close()


def test_what_was_sealed_for_the_computer_before_says_so(world: SimpleNamespace) -> None:
    """The office's computer was replaced by a new one without its data; a package for the old one still comes."""
    add(world.county, "child", name="石一例", area=TOWN)
    late = exchange.export(world.county, TOWN, world.stick).path
    offices.make(world.home / "new", TOWN)
    new = offices.opened(world.home / "new", offices.START_MS + 60_000)
    exchange.accept_card(new, exchange.write_card(world.county, world.stick))
    with pytest.raises(Refusal, match="SEALED_BEFORE") as told:
        exchange.import_file(new, late)
    assert "重新导出" in told.value.problems[0].say("zh")
    assert "let them export again" in told.value.problems[0].say("en")
    (listed,) = exchange.refused(new)
    assert (listed.code, listed.next) == ("SEALED_BEFORE", NEXT["SEALED_BEFORE"])
    with pytest.raises(Refusal, match="NOT_FOR_US"):
        exchange.import_file(world.city, late)
    with pytest.raises(Refusal, match="NOT_FOR_US"):
        exchange.import_file(new, late.rename(late.with_name("县里给的.tgx")))
    exchange.accept_card(world.county, exchange.write_card(new, world.stick), replace_known=True)
    assert send(world.county, new, world.stick).state == "done"
    new.ledger.close()


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

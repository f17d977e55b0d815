"""A computer that was salvaged or restored goes on as a new one: the office above is told once, and again when the old
computer writes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import exchange
from tests.package import offices
from tests.package.offices import add
from tests.package.test_salvaged import send

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office


def told(office: Office) -> list[tuple[str, bool]]:
    tasks = {task.id for task in office.queries.tasks() if task.kind == "renewed"}
    found = exchange.tray(office).renewed
    assert tasks == {one.device for one in found}
    return [(one.device, one.twice) for one in found]


def test_the_office_above_is_told_once(world: SimpleNamespace) -> None:
    town, county, stick = world.town, world.county, world.stick
    add(town, "child", name="石小例", area=town.home.code)
    assert send(town, county, stick).state == "done"
    town.ledger.close()
    offices.copied(world.home / "town", world.home / "copy")
    for at, folder in ((10**6, "town"), (2 * 10**6, "copy")):
        office = offices.opened(world.home / folder, offices.START_MS + at)
        setattr(world, folder, office)
    town, old = world.town, world.copy
    before = old.ledger.device
    town.ledger.new_identity()
    assert told(county) == []
    county.clock.at += 10**7
    add(town, "child", name="石大例", area=town.home.code)
    assert send(town, county, stick).state == "done"
    assert told(county) == [(town.ledger.device, False)]
    came_from = {one.device: one.before for one in exchange.computers(county)}
    assert (came_from[town.ledger.device], came_from[before]) == (before, "")
    (one,) = exchange.tray(county).renewed
    for lang, name in (("zh", "打电话"), ("en", "by phone")):
        said = one.problem.say(lang)
        assert name in said
        assert town.home.name in said
    assert exchange.acknowledge(county, town.ledger.device).office == town.home.code
    add(town, "child", name="石中例", area=town.home.code)
    assert send(town, county, stick).state == "done"
    assert told(county) == []
    old.clock.at += 10**8
    add(old, "child", name="石二例", area=old.home.code)
    assert send(old, county, stick).state == "done"
    assert told(county) == [(before, True)]
    assert using(county) == {before: (False, True), town.ledger.device: (True, False)}, "both are in use"
    exchange.revoke(county, before, "copied")
    assert told(county) == [], "it was blocked: that says enough"
    assert send(county, world.city, stick).state == "done"
    assert told(world.city) == [], "whoever meets it anew has nothing to compare"
    old.ledger.close()


def using(office: Office) -> dict[str, tuple[bool, bool]]:
    below = [one for one in exchange.computers(office) if one.office == "999901101"]
    return {one.device: (one.present, one.wrote_on) for one in below}


def test_of_one_pair_a_person_is_told_once(world: SimpleNamespace) -> None:
    """Nobody had heard of the new computer when the old one wrote on: one line says both."""
    town, county, stick = world.town, world.county, world.stick
    add(town, "child", name="石小例", area=town.home.code)
    assert send(town, county, stick).state == "done"
    town.ledger.close()
    offices.copied(world.home / "town", world.home / "copy")
    old, before = offices.opened(world.home / "copy", offices.START_MS + 2 * 10**6), town.ledger.device
    world.town = town = offices.opened(world.home / "town", offices.START_MS + 10**6)
    town.ledger.new_identity()
    county.clock.at += 10**7
    add(town, "child", name="石大例", area=town.home.code)
    assert send(town, county, stick).state == "done"
    assert told(county) == [(town.ledger.device, False)]
    old.clock.at += 10**8
    add(old, "child", name="石二例", area=old.home.code)
    assert send(old, county, stick).state == "done"
    assert told(county) == [(before, True)]
    old.ledger.close()

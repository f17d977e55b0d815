"""A package that waits is a receipt all the same: two offices that believe too much of each other come out of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.package.offices import add
from tests.package.test_branches import COUNTY, TOWN, names, send

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office


def believes(office: Office, code: str, of: Office) -> None:
    """The office of this code is said to have all that `of` has."""
    peer = next(p for p in office.ledger.peers() if p.office == code)
    office.ledger.keep_peer(replace(peer, receipt=of.ledger.vector()))


def test_two_offices_that_each_believe_too_much_do_not_wait_for_ever(world: SimpleNamespace) -> None:
    for office, name in ((world.town, "石一例"), (world.county, "石二例")):
        add(office, "child", name=name, area=TOWN)
    believes(world.town, COUNTY, world.town)
    believes(world.county, TOWN, world.county)
    add(world.town, "child", name="石三例", area=TOWN)
    add(world.county, "child", name="石四例", area=TOWN)
    assert send(world.town, world.county, world.stick).state == "waiting"
    assert send(world.county, world.town, world.stick).state == "done", (
        "it begins at what the town really has"
    )
    assert send(world.town, world.county, world.stick).state == "done"
    everybody = {f"石{n}例" for n in "一二三四"}
    assert names(world.town) == names(world.county) == everybody
    assert all(p.state == "done" for p in world.county.ledger.parcels() if p.direction == "in"), (
        "nothing waits on"
    )


def test_a_package_that_waits_on_says_nothing_again_when_a_newer_one_has_come(world: SimpleNamespace) -> None:
    add(world.county, "child", name="石一例", area=TOWN)
    believes(world.county, TOWN, world.county)
    add(world.county, "child", name="石二例", area=TOWN)
    add(world.town, "child", name="石三例", area=TOWN)
    assert send(world.county, world.town, world.stick).state == "waiting"
    send(world.town, world.county, world.stick)
    before = world.county.ledger.vector()
    believes(world.county, TOWN, world.county)
    assert send(world.county, world.town, world.stick).state == "done", "nothing but a receipt"
    assert [p.state for p in world.town.ledger.parcels() if p.direction == "in"].count("waiting") == 1
    (peer,) = [p for p in world.town.ledger.peers() if p.office == COUNTY]
    assert peer.receipt == before, "the one that still waits was looked at again meanwhile"

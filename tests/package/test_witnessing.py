"""Offices witness each other's records of access with every package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import accessing, exchange
from casefiles.domain.access import EXPORT, IMPORT, OPEN
from casefiles.exchange import noticing
from tests.package.offices import add, edit

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

TOWN, COUNTY = "999901101", "999901"


def send(giver: Office, taker: Office, stick: Path) -> None:
    assert exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path).state in ("done", "same")


def codes(office: Office) -> list[str]:
    return [one.code for one in noticing.notices(office) if one.code.startswith("ACCESS")]


def look(office: Office, row: str, times: int) -> None:
    for _ in range(times):
        office.ledger.accessed("clerk", OPEN, [row])


def cut(office: Office, after: int) -> None:
    """As somebody would who has the key of the database."""
    with office.ledger.database.writing() as connection:  # type: ignore[attr-defined]
        connection.execute("DELETE FROM access WHERE seq>?", (after,))


def test_what_goes_and_comes_leaves_an_entry(world: SimpleNamespace) -> None:
    child = add(world.town, "child", name="王小样", area=TOWN)
    made = exchange.export(world.town, COUNTY, world.stick)
    exchange.import_file(world.county, made.path)
    [out] = world.town.ledger.accesses(act=EXPORT)
    [came] = world.county.ledger.accesses(act=IMPORT)
    assert out.detail == f"{COUNTY} {made.package[:8]}"
    assert came.detail == f"{TOWN} {made.package[:8]}"
    assert out.n == came.n == made.count > 0
    assert child not in (out.detail + came.detail)
    again = exchange.import_file(world.county, made.path)
    assert again.again
    assert len(world.county.ledger.accesses(act=IMPORT)) == 1, "a package that was taken in changes nothing"


def test_a_record_that_was_cut_is_seen_above_and_by_itself(world: SimpleNamespace) -> None:
    town, county, stick = world.town, world.county, world.stick
    child = add(town, "child", name="王小样", area=TOWN)
    send(town, county, stick)
    look(town, child, 4)
    edit(town, child, school="石门小学")
    send(town, county, stick)
    send(county, town, stick)
    assert codes(town) == codes(county) == []
    went = county.ledger.access_witnessed([town.ledger.device])[0].seq
    assert went == town.ledger.accesses(act=EXPORT)[0].seq - 1
    cut(town, 2)
    assert codes(town) == ["ACCESS_CUT"], "the county has said what it saw"
    assert accessing.acknowledge(town) == 1
    assert codes(town) == []
    edit(town, child, school="云台小学")
    send(town, county, stick)
    [told] = accessing.problems(county)
    assert (told.code, told.args["office"], told.args["seq"]) == ("ACCESS_CUT", "云台镇（演示）", 3)
    assert accessing.acknowledge(county) == 1
    assert accessing.problems(county) == ()
    assert accessing.acknowledge(county) == 0


def test_others_can_say_nothing_of_a_third_office(world: SimpleNamespace) -> None:
    """Of the computer that signed the package, and of ours, alone."""
    town, county, city, stick = world.town, world.county, world.city, world.stick
    child = add(town, "child", name="王小样", area=TOWN)
    look(town, child, 3)
    send(town, county, stick)
    send(county, city, stick)
    assert city.ledger.access_witnessed([town.ledger.device]) == []
    [known] = city.ledger.access_witnessed([county.ledger.device])
    assert known.office == COUNTY
    send(city, county, stick)
    assert [one.device for one in county.ledger.access_witnessed([county.ledger.device, town.ledger.device])] == [
        county.ledger.device, town.ledger.device,
    ]  # fmt: skip


def test_a_new_computer_begins_a_record_of_its_own(world: SimpleNamespace) -> None:
    town, county, stick = world.town, world.county, world.stick
    child = add(town, "child", name="王小样", area=TOWN)
    look(town, child, 3)
    send(town, county, stick)
    send(county, town, stick)
    town.ledger.new_identity()
    edit(town, child, school="石门小学")
    send(town, county, stick)
    assert codes(county) == []
    assert town.ledger.access_head()[0] == 1
    send(county, town, stick)
    assert codes(town) == []


def test_a_second_opening_within_ten_minutes_is_the_same_look(world: SimpleNamespace) -> None:
    town = world.town
    child = add(town, "child", name="王小样", area=TOWN)
    visit = add(town, "visit", child=child, on="2026-11-03", kind="home")
    accessing.opened(town, child)
    accessing.opened_record(town, town.queries.get(visit))
    assert [one.row for one in town.ledger.accesses(act=OPEN)] == [child]
    town.clock.at += 700_000
    accessing.opened_record(town, town.queries.get(visit))
    assert len(town.ledger.accesses(act=OPEN, row=child)) == 2

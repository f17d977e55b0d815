"""Changes that were erased before they got to an office are not awaited there: it hears that they were erased."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casefiles import erasing, exchange
from casefiles.domain.changes import Seen, stub_of
from casefiles.domain.problems import Refusal
from casefiles.edges.package.heading import header_bytes, read_header
from casefiles.exchange import erasures, settled, trust
from tests.package.offices import add, edit
from tests.package.parts import header
from tests.package.test_erasing_unheard import both, send
from tests.package.test_profiles import everything

if TYPE_CHECKING:
    from types import SimpleNamespace
    from typing import Any

TOWN = "999901101"


def line(world: SimpleNamespace, office: str, of: str) -> dict[str, Any]:
    [found] = [one for one in exchange.sync_status(getattr(world, office)) if one["office"] == of]
    return found


def never_came(world: SimpleNamespace) -> str:
    """A file that the county erased while the town wrote two changes more, closed it, and obeyed."""
    child = both(world)
    edit(world.county, child, closed_on="2026-10-01")
    erasing.order(world.county, child, "mistaken")
    edit(world.town, child, note="仍在帮扶")
    edit(world.town, child, closed_on="2026-11-20")
    send(world.county, world.town, world.stick)
    assert world.town.queries.get(child) is None
    return child


def test_what_was_erased_before_it_came_is_dealt_with(world: SimpleNamespace) -> None:
    never_came(world)
    send(world.town, world.county, world.stick)
    town = line(world, "county", TOWN)
    assert (town["holes"], town["erased"]) == (0, 2)
    send(world.county, world.city, world.stick)
    send(world.town, world.county, world.stick)
    assert line(world, "county", TOWN)["erased"] == 2, "not once only"
    assert (line(world, "town", "999901")["holes"], line(world, "town", "999901")["erased"]) == (0, 0)


def as_stubs(world: SimpleNamespace) -> None:
    """The county knows by stubs what it lacks of the town's."""
    blocks = list(world.town.ledger.since(world.county.ledger.vector()))
    bare = [replace(b, bodies=tuple(stub_of(x) if isinstance(x, bytes) else x for x in b.bodies)) for b in blocks]
    world.county.ledger.apply(bare, world.town.ledger.proven()[1])


def test_what_did_not_come_and_was_not_erased_is_awaited(world: SimpleNamespace) -> None:
    never_came(world)
    add(world.town, "child", name="钱小样", area=TOWN)
    as_stubs(world)
    town = line(world, "county", TOWN)
    assert (town["holes"], town["erased"]) == (3, 0)
    world.county.ledger.keep_setting(f"erased_there:{TOWN}", json.dumps({world.town.ledger.device: [[4, 5]]}))
    town = line(world, "county", TOWN)
    assert (town["holes"], town["erased"]) == (1, 2)
    send(world.town, world.county, world.stick)
    town = line(world, "county", TOWN)
    assert (town["holes"], town["erased"]) == (0, 2), "what was there came"


def test_an_office_speaks_for_its_own_division(world: SimpleNamespace) -> None:
    never_came(world)
    as_stubs(world)
    county, log = world.county, world.town.ledger.device
    seen = county.ledger.vector()[log]
    said = header(0, have={log: seen}, erased={log: seen.holes})
    whose = trust.standing(county).offices
    for code in ("999901102", "999902"):
        settled.hear(county, replace(said, from_office=code), whose)
        assert settled.heard(county) == {}, code
    settled.hear(county, replace(said, from_office="9999"), {})
    assert settled.heard(county) == {}, "nobody knows whose computer that is"
    settled.hear(county, replace(said, from_office=TOWN), whose)
    assert settled.heard(county) == {log: ((4, 5),)}, "the others were erased here"
    assert settled.told(county, county.ledger.vector())[log] == seen.holes, "it goes on with the next package"


def test_what_is_not_lacking_is_not_erased() -> None:
    log, seen = "a" * 16, Seen(9, bytes(20), ((2, 4), (7, 7)), ((7, 7),))
    written = header(0, have={log: seen}, erased={log: ((2, 3),)})
    assert read_header(header_bytes(written)) == written
    for gone in (((5, 5),), ((7, 7),), ((3, 2),), ((3, 3), (2, 2)), ((4, 5),)):
        with pytest.raises(Refusal, match="BAD_FRAME"):
            read_header(header_bytes(replace(written, erased={log: gone})))
    with pytest.raises(Refusal, match="BAD_FRAME"):
        read_header(header_bytes(replace(written, erased={"b" * 16: ((1, 1),)})))


def test_the_number_answers_whoever_has_it_and_stands_nowhere(world: SimpleNamespace) -> None:
    town, number = world.town, "E999901101-2026-K700001"
    child = add(town, "child", name="石小例", area=TOWN, number=number, closed_on="2026-10-01")
    visit = add(town, "visit", child=child, on="2026-09-02", contact="child")
    send(town, world.county, world.stick)
    order = erasing.order(world.county, child, "mistaken").order
    report = send(world.county, town, world.stick)
    (said,) = report.problems
    assert (said.code, said.args["n"], said.args["office"]) == ("ERASED_HERE", 1, "青山县（演示）")
    for office in (town, world.county):
        assert number.encode() not in everything(office)
        asked = [erasures.asked(office, one) for one in (child, visit, number, f" {number.lower()} ")]
        assert [one.code if one else "" for one in asked] == ["WAS_ERASED_BY"] * 4
        assert erasures.asked(office, number[:-1]) is None
        assert office.ledger.erased_as(number) == (child, office.ledger.erased_ms(), order)
    assert erasures.here(world.county) == ()
    with town.ledger.database.writing() as connection:
        connection.execute("UPDATE erased SET ordered=NULL")  # as earlier versions left it
    asked = [erasures.asked(town, one) for one in (child, visit)]
    assert [one.code if one else "" for one in asked] == ["WAS_ERASED_BY", "WAS_ERASED"]
    assert town.queries.check()["ok"]

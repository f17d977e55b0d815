"""What comes without its running text is taken all the same, and the text is asked for until it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles.exchange import sync_status
from tests.package import offices
from tests.package.offices import add, edit
from tests.package.test_profiles import COUNTY, SECRET, TOWN, case, send

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office


def renewed(world: SimpleNamespace, name: str) -> Office:
    """The office's disk died; the copy takes its place as a new device."""
    found = offices.put_back(world, name)
    found.ledger.new_identity()
    return found


def bare(office: Office) -> int:
    """How many changes are here without their running text, by the office's receipt."""
    seen = office.ledger.vector().values()
    assert all(set(s.bare) <= set(s.holes) or s.holes for s in seen)
    return sum(b - a + 1 for s in seen for a, b in s.bare)


def texts(office: Office, child: str, visit: str) -> tuple[object, object]:
    return office.queries.get(child).values["note"], office.queries.get(visit).values["summary"]


def test_the_only_copy_left_is_without_text_and_is_kept(world: SimpleNamespace) -> None:
    """The town brought its records to the city, and its disk died: the county takes them from the city."""
    offices.put_aside(world, "town")
    child, visit = case(world.town)
    send(world.town, world.city, world.stick)
    town = renewed(world, "town")
    send(world.county, world.city, world.stick)
    assert send(world.city, world.county, world.stick).state == "done"
    assert world.county.queries.get(child).values["name"] == "石小例"
    assert texts(world.county, child, visit) == (None, None)
    assert bare(world.county) == 2
    send(town, world.county, world.stick)
    send(world.county, town, world.stick)
    assert town.queries.get(child).values["name"] == "石小例", "its own records are back"
    edit(town, child, village="双桥村")
    send(town, world.county, world.stick)
    send(world.county, town, world.stick)
    [line] = [one for one in sync_status(town) if one["office"] == COUNTY]
    assert line["here_only"] == 0, "text that is nowhere is not waited for"
    report = send(town, world.county, world.stick)
    assert report.same == 0, "and what lacks it is not sent again and again"
    for office in (town, world.county):
        assert office.queries.check()["ok"]


def test_the_text_comes_later_and_goes_on_to_whoever_lacks_it(world: SimpleNamespace) -> None:
    offices.put_aside(world, "county")
    child, visit = case(world.town)
    own = add(world.county, "child", name="石二例", area=TOWN, note="县里写的一段话")
    send(world.town, world.county, world.stick)
    send(world.county, world.town, world.stick)
    send(world.county, world.city, world.stick)
    county = renewed(world, "county")
    send(county, world.city, world.stick)
    send(world.city, county, world.stick)
    assert county.queries.get(own).values["name"] == "石二例"
    assert county.queries.get(own).values["note"] is None
    assert bare(county) == 3
    [line] = [one for one in sync_status(county) if one["office"] == TOWN]
    assert line["holes"] == 2
    send(county, world.town, world.stick)
    report = send(world.town, county, world.stick)
    assert report.state == "done"
    assert texts(county, child, visit) == (SECRET, SECRET)
    assert county.queries.get(own).values["note"] == "县里写的一段话", "its own too: the town had it"
    assert bare(county) == 0
    assert county.queries.check()["ok"]
    send(county, world.town, world.stick)
    assert send(world.town, county, world.stick).same == 0, "it is asked for no more"


def test_a_city_gets_its_own_text_back_and_no_other(world: SimpleNamespace) -> None:
    offices.put_aside(world, "city")
    child, _ = case(world.town)
    own = add(world.city, "child", name="石三例", area=TOWN, note="市里写的一段话")
    for giver, taker in (("town", "county"), ("city", "county"), ("county", "city")):
        send(getattr(world, giver), getattr(world, taker), world.stick)
    city = renewed(world, "city")
    send(city, world.county, world.stick)
    send(world.county, city, world.stick)
    assert city.queries.get(own).values["note"] == "市里写的一段话"
    assert city.queries.get(child).values["note"] is None
    assert bare(city) == 0, "what a city is not to read is no hole"


def test_a_file_that_comes_back_brings_the_text_that_was_left_out_when_it_left(
    world: SimpleNamespace,
) -> None:
    child, _ = case(world.county)
    send(world.county, world.town, world.stick)
    edit(world.county, child, area="999901102", note="迁走的原因")
    send(world.county, world.town, world.stick)
    assert world.town.queries.get(child).values["area"] == "999901102"
    edit(world.county, child, area=TOWN)
    send(world.county, world.town, world.stick)
    send(world.town, world.county, world.stick)
    send(world.county, world.town, world.stick)
    assert world.town.queries.get(child).values["note"] == "迁走的原因"
    assert bare(world.town) == 0


@pytest.mark.parametrize("mended", [True, False])
def test_a_receipt_says_which_holes_are_bare(world: SimpleNamespace, mended: bool) -> None:
    """Whoever loses such a change itself lacks more than its text, though the holes are the same."""
    from casefiles.domain.changes import Seen
    from casefiles.exchange.bookkeeping import lost_something

    head = bytes(20)
    before, now = Seen(4, head, ((2, 4),), ((2, 4),)), Seen(4, head, ((2, 4),), () if mended else ((2, 4),))
    assert lost_something({"a": before}, {"a": now}) is mended

"""A file that moved to another county is erased where it came from too; an office above may order it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import erasing, exchange
from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from tests.package import offices
from tests.package.offices import add, edit
from tests.package.test_profiles import everything

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

TOWN, OTHER_TOWN, OTHER = "999901101", "999902101", "999902"
NAME, TEXT = "石小例", "夜里常哭"


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


@pytest.fixture
def two(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """A second county, which knows the city alone. The town knows its county alone."""
    monkeypatch.setitem(offices.NAMES, OTHER, ("赤水县（演示）", "county"))
    offices.make(world.home / "other", OTHER)
    world.other = offices.opened(world.home / "other")
    offices.meet(world.stick, world.other, world.city)
    yield world
    world.other.ledger.close()


def moved(two: SimpleNamespace) -> str:
    """A file that the town made and that lives in the other county now, closed there."""
    child = add(two.town, "child", name=NAME, area=TOWN)
    add(two.town, "visit", child=child, on="2026-09-02", contact="child", summary=TEXT)
    send(two.town, two.county, two.stick)
    edit(two.county, child, area=OTHER_TOWN)
    for giver, taker in ((two.county, two.town), (two.county, two.city), (two.city, two.other)):
        send(giver, taker, two.stick)
    edit(two.other, child, closed_on="2026-10-01")
    send(two.other, two.city, two.stick)
    assert not two.town.queries.get(child).values.get("closed_on"), "they do not hear what becomes of it"
    return child


def told(two: SimpleNamespace) -> None:
    """The city's packages go round."""
    for giver, taker in ((two.city, two.county), (two.county, two.town), (two.city, two.other)):
        send(giver, taker, two.stick)


def nowhere(two: SimpleNamespace, child: str) -> None:
    for office in (two.town, two.county, two.city, two.other):
        raw = everything(office)
        assert NAME.encode() not in raw, office.home.name
        assert TEXT.encode() not in raw, office.home.name
        assert office.queries.get(child) is None
        assert office.queries.check()["ok"]


def test_the_order_reaches_where_it_came_from(two: SimpleNamespace) -> None:
    child = moved(two)
    erasing.order(two.other, child, "withdrawn")
    send(two.other, two.city, two.stick)
    told(two)
    nowhere(two, child)
    counts = []
    for _ in range(3):
        send(two.town, two.county, two.stick)
        send(two.county, two.city, two.stick)
        send(two.other, two.city, two.stick)
        told(two)
        counts.append([office.queries.count("erasure") for office in (two.city, two.county, two.other)])
    assert counts[0] == counts[1] == counts[2], "nobody goes on ordering"


def test_a_city_orders_it_itself(two: SimpleNamespace) -> None:
    child = moved(two)
    erasing.order(two.city, child, "asked_for")
    told(two)
    nowhere(two, child)


def test_a_city_orders_no_open_file_and_none_elsewhere(two: SimpleNamespace) -> None:
    child = add(two.city, "child", name=NAME, area=TOWN)
    with pytest.raises(Refusal, match="ERASE_OPEN"):
        erasing.order(two.city, child, "withdrawn")
    edit(two.city, child, closed_on="2026-10-01", area="999801101")
    with pytest.raises(Refusal, match="ERASE_ELSEWHERE"):
        erasing.order(two.city, child, "withdrawn")


def forged(office: Office, child: str) -> None:
    row = new_id("eo", office.clock.now_ms())
    said = {"record": child, "reason": "withdrawn", "on": "2026-11-01", "files": child}
    office.ledger.write([Edit("erasure", row, said, ())], "clerk")


def test_a_neighbour_erases_nothing(two: SimpleNamespace) -> None:
    """The other county orders the erasing of a closed file that lies here, although it may not."""
    child = add(two.town, "child", name=NAME, area=TOWN, closed_on="2026-10-01")
    send(two.town, two.county, two.stick)
    send(two.county, two.city, two.stick)
    forged(two.other, child)
    send(two.other, two.city, two.stick)
    told(two)
    for office in (two.town, two.county, two.city):
        assert office.queries.get(child) is not None


def test_who_lost_the_file_does_not_erase_it_where_it_lives(two: SimpleNamespace) -> None:
    child = moved(two)
    forged(two.county, child)
    for giver, taker in ((two.county, two.city), (two.county, two.town), (two.city, two.other)):
        send(giver, taker, two.stick)
    assert two.other.queries.get(child) is not None
    assert two.city.queries.get(child) is not None

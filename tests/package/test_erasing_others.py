"""What an erasure must leave: other people's files, and what the program keeps of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import erasing, exchange
from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from tests.package import offices
from tests.package.offices import add

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casefiles.office import Office
    from casefiles.ports import Record

TOWN, COUNTY = "999901101", "999901"
NUMBER = "999901201501010017"
CLOSED = {"area": TOWN, "closed_on": "2026-01-01"}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    for name, code in (("town", TOWN), ("county", COUNTY)):
        offices.make(tmp_path / name, code)
    town, county = (offices.opened(tmp_path / name) for name in ("town", "county"))
    offices.meet(tmp_path, town, county)
    yield town, county
    for office in (town, county):
        office.ledger.close()


def held(office: Office, row: str) -> Record:
    found = office.queries.get(row)
    assert found is not None
    return found


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


def test_the_other_file_of_the_same_child_keeps_its_number(pair: tuple[Office, Office], tmp_path: Path) -> None:
    town, county = pair
    living = add(town, "child", name="石小例", id_number=NUMBER, area=TOWN)
    twin = add(town, "child", name="石小例", id_number=NUMBER, **CLOSED)
    send(town, county, tmp_path)
    erasing.order(county, twin, "mistaken")
    send(county, town, tmp_path)
    for office in pair:
        assert office.queries.get(twin) is None
        assert held(office, living).values["id_number"] == NUMBER
        assert held(office, living).values["name"] == "石小例"


def test_a_number_that_is_a_part_of_others_takes_nothing_from_them(pair: tuple[Office, Office]) -> None:
    _, county = pair
    odd = [add(county, "child", name="白云例", pupil_number=n, **CLOSED) for n in ("20150101", TOWN)]
    other = add(county, "child", name="石甲例", id_number=NUMBER, area=TOWN, note="生于20150101，见 20150101 号")
    for row in odd:
        erasing.order(county, row, "mistaken")
    found = held(county, other).values
    assert (found["id_number"], found["area"]) == (NUMBER, TOWN)


def test_a_child_called_like_the_office(tmp_path: Path) -> None:
    offices.make(tmp_path / "county", COUNTY)
    county = offices.opened(tmp_path / "county")
    before = {key: county.ledger.setting(key) for key in ("name", "office", "level", "device")}
    child = add(county, "child", name=str(before["name"])[:2], pupil_number=COUNTY + "101", **CLOSED)
    erasing.order(county, child, "mistaken")
    assert {key: county.ledger.setting(key) for key in before} == before
    county.ledger.close()
    offices.opened(tmp_path / "county").ledger.close()


def test_what_is_written_into_an_order_later_is_no_order(pair: tuple[Office, Office], tmp_path: Path) -> None:
    town, county = pair
    one, other = (add(town, "child", name=name, **CLOSED) for name in ("石甲例", "石乙例"))
    send(town, county, tmp_path)
    row = new_id("eo", county.clock.now_ms(), 7)
    order = {"record": one, "reason": "mistaken", "on": "2026-11-26"}
    county.ledger.write([Edit("erasure", row, dict(order), ())], "clerk")
    county.ledger.write([Edit("erasure", row, {"record": other}, held(county, row).heads)], "clerk")
    erasing.obey(county)
    send(county, town, tmp_path)
    for office in pair:
        assert office.queries.get(one) is None
        assert held(office, other).values["name"] == "石乙例"

"""Two townships were made one, or one got another code: a package of the old office is taken in, and its files lie in
the new division."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from casefiles import exchange, recording, redividing
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from casefiles.domain.redivision import may_write, now_of
from casefiles.exchange import noticing
from tests.package import offices
from tests.package.offices import add, edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

TOWN, OLD, COUNTY = "999901101", "999901102", "999901"
ON = "2026-05-01"


@pytest.fixture
def three(world: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """A second township of the county, `old`."""
    offices.make(world.home / "old", OLD)
    world.old = offices.opened(world.home / "old")
    offices.meet(world.stick, world.old, world.county)
    yield world
    world.old.ledger.close()


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


def join(office: Office, old: str = OLD, new: str = TOWN, on: str = ON) -> recording.Saved:
    draft = {"old": old, "new": new, "on": on, "document": "青政〔2026〕5号"}
    return recording.save(office, ENTITIES["redivision"], draft)


def area(office: Office, row: str) -> object:
    found = office.queries.get(row)
    return found.values.get("area") if found is not None else None


def by_area(office: Office) -> dict[str, int]:
    return {code: n for code, figures in office.queries.figures().items() if (n := figures.get("children", 0))}


def standing(office: Office, code: str) -> dict[str, Any]:
    return next(s for s in exchange.sync_status(office) if s["office"] == code)


def test_files_that_do_not_say_where_they_lie_move_with_their_office(three: SimpleNamespace) -> None:
    county, town, old, stick = three.county, three.town, three.old, three.stick
    child, mentor = add(old, "child", name="石小例"), add(old, "mentor", name="周样")
    other = add(town, "child", name="钱小样")
    for giver in (old, town):
        send(giver, county, stick)
    join(county)
    assert area(county, child) is None
    send(county, old, stick)
    assert (area(old, child), area(old, mentor)) == (TOWN, TOWN)
    later = add(old, "child", name="石晚例")
    old.ledger.apply(list(town.ledger.since({})))  # somebody else's, whatever brought it here
    send(old, county, stick)
    send(county, old, stick)
    send(old, county, stick)
    assert [area(county, row) for row in (child, mentor, later, other)] == [TOWN, TOWN, TOWN, None]
    send(county, town, stick)
    assert [area(town, row) for row in (child, later, other)] == [TOWN, TOWN, None]
    assert area(old, other) is None
    assert not county.queries.conflicts()


def test_the_files_of_the_old_office_lie_in_the_new_division(three: SimpleNamespace) -> None:
    county, town, old, stick = three.county, three.town, three.old, three.stick
    home = add(old, "household", name="石老样", area=OLD)
    child = add(old, "child", name="石小例", area=OLD, household=home)
    mentor = add(old, "mentor", name="周样", area=f"{OLD}003")
    closed = add(old, "child", name="石大例", area=OLD, closed_on="2026-01-01")
    stays = add(town, "child", name="钱小样", area=TOWN)
    for giver in (old, town):
        send(giver, county, stick)
    saved = join(county)
    assert [p.args["n"] for p in saved.warnings if p.code == "REDIVIDED"] == [4]
    for row in (home, child, mentor, closed, stays):
        assert area(county, row) == TOWN
    assert not county.queries.conflicts()
    assert standing(county, OLD)["joined"] == {"office": TOWN, "name": "云台镇（演示）", "on": ON}
    assert standing(county, TOWN)["joined"] is None

    late = add(old, "child", name="石晚例", area=OLD)
    edit(old, child, school="石门小学")
    report = send(old, county, stick)
    assert report.state == "done"
    assert area(county, late) == area(county, child) == TOWN
    found = county.queries.get(child)
    assert (found.values["school"], found.rivals) == ("石门小学", {})

    for taker in (town, old, three.city):
        send(county, taker, stick)
    for row in (home, child, mentor, closed, late):
        assert area(town, row) == area(three.city, row) == TOWN
        assert area(old, row) == TOWN
    assert town.queries.get(child).values["name"] == "石小例"
    assert [p.args for p in noticing.notices(old) if p.code == "OFFICE_JOINED"] == [
        {"name": "青石镇", "month": "2026-05"}
    ]
    assert not [p for p in noticing.notices(town) if p.code == "OFFICE_JOINED"]
    edit(town, child, note="新单位接着走访")
    send(town, county, stick)
    assert county.queries.get(child).values["note"] == "新单位接着走访"
    before = county.ledger.vector()
    for giver in (old, town):
        send(giver, county, stick)
    assert county.ledger.vector()[county.ledger.device] == before[county.ledger.device], "nothing is moved twice"
    for office in (county, town, old):
        assert office.queries.check()["ok"]


def test_a_line_that_holds_later_moves_them_on_the_day(three: SimpleNamespace) -> None:
    county, old = three.county, three.old
    child = add(old, "child", name="石小例", area=OLD)
    send(old, county, three.stick)
    join(county, on="2027-01-01")
    assert area(county, child) == OLD
    send(three.town, county, three.stick)
    assert area(county, child) == OLD
    assert standing(county, OLD)["joined"] is None
    county.clock.at += 90 * 86_400_000
    send(three.town, county, three.stick)
    assert area(county, child) == TOWN


def test_whoever_is_not_above_both_moves_nothing(three: SimpleNamespace) -> None:
    county, town, old = three.county, three.town, three.old
    child = add(old, "child", name="石小例", area=OLD)
    send(old, county, three.stick)
    for office, code, new in ((town, OLD, TOWN), (old, OLD, TOWN), (county, OLD, "999902101"), (town, TOWN, TOWN)):
        with pytest.raises(Refusal, match="REDIVIDE_ABOVE"):
            join(office, code, new)
    forged = add(town, "redivision", old=OLD, new=TOWN, on=ON)
    send(town, county, three.stick)
    assert area(county, child) == OLD
    assert (redividing.lines(county), redividing.apply(county)) == ([], 0)
    assert county.queries.get(forged) is not None
    mine = join(county, f"{OLD}001", f"{TOWN}001").id
    send(county, town, three.stick)
    edit(town, mine, old=OLD, new=TOWN)
    town.ledger.write([Edit("redivision", mine, {DELETED: 1}, town.queries.get(mine).heads)], "clerk")
    with pytest.raises(Refusal, match="REDIVIDE_ABOVE"):
        recording.remove(town, forged)
    send(town, county, three.stick)
    assert area(county, child) == OLD
    assert standing(county, OLD)["joined"] is None
    (line,) = redividing.lines(county)
    assert line == (f"{OLD}001", f"{TOWN}001", ON), "nor does it take a line away"
    for office in (county, town):
        if office is town:
            send(county, town, three.stick)
        shown = office.queries.get(mine)
        assert (shown.deleted, shown.values["old"]) == (False, f"{OLD}001")
    recording.remove(county, mine)
    assert redividing.lines(county) == []


def test_what_makes_no_sense_is_refused(three: SimpleNamespace) -> None:
    county, city = three.county, three.city
    for old, new in ((OLD, OLD), (f"{OLD}001", OLD), (OLD, f"{OLD}001")):
        with pytest.raises(Refusal, match="REDIVIDE_CIRCLE"):
            join(county, old, new)
    join(county)
    with pytest.raises(Refusal, match="REDIVIDE_CIRCLE"):
        join(county, TOWN, OLD)
    with pytest.raises(Refusal, match="REDIVIDE_TOWNS"):
        join(city, "999901", "999902")
    with pytest.raises(Refusal, match="REQUIRED"):
        join(county, OLD, "")


def test_an_office_above_writes_it_and_the_county_moves(three: SimpleNamespace) -> None:
    county, city, old = three.county, three.city, three.old
    child = add(old, "child", name="石小例", area=OLD)
    send(old, county, three.stick)
    send(county, city, three.stick)
    join(city)
    assert area(city, child) == TOWN
    late = add(old, "child", name="石晚例", area=OLD)
    send(city, county, three.stick)
    send(old, county, three.stick)
    assert area(county, child) == area(county, late) == TOWN
    send(county, city, three.stick)
    send(city, county, three.stick)
    for office in (county, city):
        assert area(office, late) == TOWN
        assert not office.queries.conflicts()


AFAR = "999902101"
"""a township of another county"""


def test_a_county_turns_no_line_that_leads_out_of_it(three: SimpleNamespace) -> None:
    county, city, stick = three.county, three.city, three.stick
    child = add(three.old, "child", name="石小例", area=OLD)
    send(three.old, county, stick)
    send(county, city, stick)
    line = join(city, new=AFAR, on="2027-01-01").id
    send(city, county, stick)
    for draft in ({"new": TOWN}, {"on": "2026-01-01"}, {"new": TOWN, "on": ON}):
        with pytest.raises(Refusal, match="REDIVIDE_ABOVE"):
            recording.save(county, ENTITIES["redivision"], draft, line)
    with pytest.raises(Refusal, match="REDIVIDE_ABOVE"):
        recording.remove(county, line)
    edit(county, line, old=OLD, new=TOWN, on=ON)
    with pytest.raises(Refusal, match="REDIVIDE_ABOVE"):
        recording.save(county, ENTITIES["redivision"], {"on": "2026-02-01"}, line)
    county.ledger.write([Edit("redivision", line, {DELETED: 1}, county.queries.get(line).heads)], "clerk")
    assert redividing.lines(county) == []
    send(county, city, stick)
    city.clock.at += 90 * 86_400_000
    assert redividing.lines(city) == [(OLD, AFAR, "2027-01-01")]
    shown = city.queries.get(line)
    assert (shown.deleted, shown.values["new"], shown.values["on"]) == (False, AFAR, "2027-01-01")
    redividing.apply(city)
    assert area(city, child) == AFAR
    recording.save(city, ENTITIES["redivision"], {"new": "999902102"}, line)
    recording.remove(city, line)
    assert redividing.lines(city) == []


@pytest.mark.parametrize("logged", [True, False])
def test_of_several_lines_that_of_the_office_nearest_the_top_counts(three: SimpleNamespace, logged: bool) -> None:
    county, city, stick = three.county, three.city, three.stick
    if logged:  # its id and its day come after any that the city's line may have
        row = new_id("rd", 4_000_000_000_000)
        county.ledger.write([Edit("redivision", row, {"old": OLD, "new": TOWN, "on": "2026-10-31"}, ())], "clerk")
    else:
        join(county, on="2026-10-31")
    send(county, city, stick)
    assert redividing.lines(city) == [(OLD, TOWN, "2026-10-31")]
    join(city, new=AFAR)
    child = add(three.old, "child", name="石小例", area=OLD)
    send(city, county, stick)
    for giver, taker in ((three.old, county), (county, city)):
        send(giver, taker, stick)
    for office in (county, city):
        assert redividing.lines(office) == [(OLD, AFAR, ON)]
    assert area(city, child) == AFAR
    another = add(three.old, "child", name="石大例", area=OLD)
    send(three.old, county, stick)
    assert not join(county, on="2026-10-30").warnings
    assert area(county, another) == OLD, "it lies in the city's hands"


def test_a_later_day_comes_before_the_record_s_id(three: SimpleNamespace) -> None:
    county = three.county
    for at, on in ((3, "2026-02-01"), (2, "2026-03-01"), (1, "2026-01-01")):
        new = f"99990110{at + 2}"
        row = new_id("rd", at * 1_000_000_000_000)
        county.ledger.write([Edit("redivision", row, {"old": OLD, "new": new, "on": on}, ())], "clerk")
    assert redividing.lines(county) == [(OLD, "999901104", "2026-03-01")]


def test_what_stands_before_a_line_was_made_takes_nothing_of_it(three: SimpleNamespace) -> None:
    """An office below that knows the id says that its deletion is the older change."""
    county, city, stick = three.county, three.city, three.stick
    row = new_id("rd", 1_700_000_000_000)
    county.ledger.write([Edit("redivision", row, {"old": OLD, "new": TOWN, "on": ON, DELETED: 1}, ())], "clerk")
    city.clock.at += 60_000
    city.ledger.write([Edit("redivision", row, {"old": OLD, "new": AFAR, "on": ON}, ())], "clerk")
    send(county, city, stick)
    assert redividing.lines(city) == [(OLD, AFAR, ON)]
    assert not city.queries.get(row).deleted


def test_a_line_that_does_not_count_stops_no_other(three: SimpleNamespace) -> None:
    county, town = three.county, three.town
    add(town, "redivision", old=TOWN, new=OLD, on=ON)
    child = add(three.old, "child", name="石小例", area=OLD)
    for giver in (town, three.old):
        send(giver, county, three.stick)
    join(county)
    assert area(county, child) == TOWN


@pytest.mark.parametrize(
    ("area_", "table", "now"),
    [
        (OLD, {OLD: TOWN}, TOWN),
        (f"{OLD}003", {OLD: TOWN}, TOWN),
        (f"{OLD}003", {OLD: TOWN, f"{OLD}003": f"{TOWN}009"}, f"{TOWN}009"),
        (OLD, {OLD: TOWN, TOWN: "999901103"}, "999901103"),
        (TOWN, {OLD: TOWN}, TOWN),
        (OLD, {OLD: TOWN, TOWN: OLD}, OLD),
        (COUNTY, {COUNTY: "999902"}, COUNTY),
        ("", {OLD: TOWN}, ""),
    ],
)
def test_where_a_division_lies_now(area_: str, table: dict[str, str], now: str) -> None:
    assert now_of(area_, table) == now


def test_who_is_above_both() -> None:
    assert may_write("9999", OLD, TOWN)
    assert may_write("990000", OLD, TOWN)
    assert not may_write(OLD, OLD, TOWN)
    assert not may_write(COUNTY, OLD, "")
    assert not may_write("", OLD, TOWN)

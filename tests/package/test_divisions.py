"""The table of division codes travels: what an office above writes is what places are called below and above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import destinations, divisions, exchange, recording, roster, transferring
from casefiles.domain import areas
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.edges import workbook
from casefiles.exchange import noticing
from casefiles.papers import aid_lists, transfer_sheet
from tests.package import offices
from tests.package.offices import add, edit

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

TOWN, COUNTY = "999901101", "999901"
VILLAGE, NEW_TOWN = "999901101301", "999901105"


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


def put(office: Office, code: str, name: str, **more: str) -> recording.Saved:
    return recording.save(office, ENTITIES["division"], {"code": code, "name": name, **more})


def name(office: Office, code: str, on: str = "2026-11-01") -> str | None:
    return divisions.book(office).name(code, on, areas.shipped(code))


def stands(office: Office, row: str) -> tuple[bool, object]:
    found = office.queries.get(row)
    assert found is not None
    return found.deleted, found.values.get("name")


def test_what_the_county_writes_holds_below_and_above(world: SimpleNamespace) -> None:
    county, town, city, stick = world.county, world.town, world.city, world.stick
    put(county, NEW_TOWN, "新溪镇", start="2026-09-01", document="青政〔2026〕8号")
    put(county, VILLAGE, "下溪村")
    put(county, "999901101201", "上湾社区", start="2026-06-01")
    for office in (town, city):
        assert name(office, VILLAGE) is None
        send(county, office, stick)
        assert (name(office, NEW_TOWN), name(office, VILLAGE)) == ("新溪镇", "下溪村")
        assert (name(office, "999901101201"), name(office, "999901101201", "2026-05-31")) == ("上湾社区", "上湾村")
    put(town, "999901101302", "石坎村")
    send(town, county, stick)
    send(county, city, stick)
    assert name(county, "999901101302") == name(city, "999901101302") == "石坎村"
    assert not noticing.notices(county)


def test_names_are_shown_by_the_table_of_the_office_that_is_open(world: SimpleNamespace) -> None:
    county, town = world.county, world.town
    put(county, VILLAGE, "下溪村")
    send(county, town, world.stick)
    divisions.tell(town)
    area = ENTITIES["child"].fields["area"].kind
    assert areas.path(VILLAGE) == "示例省云州市云台县青石镇下溪村" == area.show(VILLAGE, "zh")
    assert area.parse("下溪村", town.clock.today()) == VILLAGE
    assert VILLAGE in areas.children(TOWN)
    put(town, VILLAGE, "下溪社区", start="2026-10-01")
    assert (areas.name_of(VILLAGE), areas.name_of(VILLAGE, "2026-09-30")) == ("下溪村", "下溪村"), "the county's counts"
    put(county, VILLAGE, "下溪社区", start="2026-10-01")
    send(county, town, world.stick)
    assert (areas.name_of(VILLAGE), areas.name_of(VILLAGE, "2026-09-30")) == ("下溪社区", "下溪村")
    draft = {"name": "石小例", "area": "999901101777"}
    told = recording.save(town, ENTITIES["child"], draft).warnings
    assert [(p.code, p.field) for p in told] == [("AREA_NOT_LISTED", "area")]
    put(county, "999901101302", "下溪社区")
    divisions.tell(county)
    with pytest.raises(Refusal, match="AREA_SEVERAL"):
        area.parse("下溪社区", county.clock.today())
    put(county, "999901101", "青石镇", end="2026-10-31")
    told = recording.save(county, ENTITIES["child"], {"name": "石大例", "area": VILLAGE}).warnings
    assert [(p.code, p.args["day"]) for p in told] == [("AREA_ENDED", "2026-10-31")]


def test_a_paper_names_the_place_as_it_was_called_on_its_day(world: SimpleNamespace) -> None:
    county = world.county
    divisions.tell(county)
    put(county, "999901102", "柳溪镇", start="2026-06-01")
    child = add(county, "child", name="石小例", area="999901102201")
    for on, town in (("2026-05-31", "柳河镇"), ("2026-06-01", "柳溪镇")):
        batch = add(county, "aid_batch", name="六一样", on=on)
        add(county, "aid", batch=batch, child=child, on=on, kind="goods")
        assert aid_lists.of_batch(county, batch).recipients[0].town == f"示例省云州市云台县{town}"
        assert transfer_sheet.office_of(county, "999901102", "zh", on) == f"示例省云州市云台县{town}"


def test_a_sheet_of_villages_is_taken_in_and_travels(world: SimpleNamespace) -> None:
    county, town = world.county, world.town
    rows = [["999901101000", "青石镇", None], *([999901101301 + n, f"村{n}样", None] for n in range(30))]
    rows += [["999902101201", "大泉村", None], ["999901102204", "永新村", "2026-03-01"]]
    book = workbook.write_list("表", ["代码", "名称", "启用日期"], rows)
    plan = roster.plan(county, roster.read(book), "division")
    assert (plan.new, plan.wrong_rows) == (32, 1)
    assert [(w.row, w.code) for w in plan.wrong] == [(33, "DIVISION_ABOVE")]
    roster.apply(county, plan)
    assert roster.plan(county, roster.read(book), "division").same == 32
    send(county, town, world.stick)
    assert [name(town, f"9999011013{n:02}") for n in (1, 30)] == ["村0样", "村29样"]
    assert (name(town, "999901102204", "2026-02-28"), name(town, "999901102204")) == ("永兴村", "永新村")


def test_whoever_may_not_write_is_not_obeyed_and_that_is_told(world: SimpleNamespace) -> None:
    county, town, stick = world.county, world.town, world.stick
    kept = put(county, VILLAGE, "下溪村").id
    send(county, town, stick)
    for code in (TOWN, "999901102", "999902101", COUNTY):
        with pytest.raises(Refusal, match="DIVISION_ABOVE"):
            put(town, code, "野溪镇")
    forged = add(town, "division", code="999901102", name="野溪镇")
    edit(town, kept, code="999901102201", name="野溪村")
    came = send(town, county, stick)
    assert [(p.code, p.args) for p in came.problems] == [("DIVISION_RIGHTED", {"n": 1})]
    assert (name(county, "999901102"), name(county, VILLAGE)) == ("柳河镇", "下溪村")
    assert stands(county, kept) == (False, "下溪村"), "put right"
    [told] = [p for p in noticing.notices(county) if p.code == "DIVISION_IGNORED"]
    assert told.args == {"n": 1, "names": "野溪镇 999901102"}
    assert "DIVISION_IGNORED" in [p.code for p in noticing.notices(town)]
    town.ledger.write([Edit("division", kept, {"code": TOWN, DELETED: 1}, town.queries.get(kept).heads)], "clerk")
    send(town, county, stick)
    assert stands(county, kept) == (False, "下溪村")
    recording.remove(county, forged)
    send(county, town, stick)
    for office in (county, town):
        assert not [p for p in noticing.notices(office) if p.code == "DIVISION_IGNORED"]
        assert stands(office, kept) == (False, "下溪村")
        assert name(office, VILLAGE) == "下溪村"
        assert office.queries.check()["ok"]


def test_of_several_that_of_the_office_nearest_the_top_counts(world: SimpleNamespace) -> None:
    county, town = world.county, world.town
    put(town, VILLAGE, "下西村", start="2026-10-01")
    send(town, county, world.stick)
    assert name(county, VILLAGE) == "下西村"
    put(county, VILLAGE, "下溪村")
    send(county, town, world.stick)
    assert name(county, VILLAGE) == name(town, VILLAGE) == "下溪村"
    told = put(town, VILLAGE, "下西村", start="2026-10-02").warnings
    assert [(p.code, p.args) for p in told] == [("DIVISION_OTHERWISE", {"name": "下溪村"})]
    assert name(town, VILLAGE) == "下溪村"


def test_closing_says_how_many_files_lie_there(world: SimpleNamespace) -> None:
    county, town = world.county, world.town
    row = put(county, VILLAGE, "下溪村").id
    for entity in ("child", "household", "mentor"):
        add(town, entity, name="石小例", area=VILLAGE)
    send(town, county, world.stick)
    told = recording.remove(county, row)
    assert [(p.code, p.args["n"]) for p in told.warnings] == [("DIVISION_HOLDS", 3)]
    recording.undo(county, told)
    saved = recording.save(county, ENTITIES["division"], {"end": "2026-05-01"}, row)
    assert [(p.code, p.args["n"]) for p in saved.warnings] == [("DIVISION_HOLDS", 3)]
    assert not put(county, VILLAGE, "下溪社区", start="2026-05-02").warnings
    assert not recording.save(county, ENTITIES["division"], {"end": "2026-05-02"}, row).warnings, "it goes on"


def test_a_new_township_is_invited_and_files_go_there_and_to_none_that_ended(world: SimpleNamespace) -> None:
    county, town = world.county, world.town
    for office in (county, town):
        divisions.tell(office)
        assert [p.code for p in destinations.against(office, NEW_TOWN, TOWN)] == ["TRANSFER_NOWHERE"]
    put(county, NEW_TOWN, "新溪镇", start="2026-09-01")
    put(county, "999901102", "柳河镇", end="2026-08-31")
    invited = exchange.invite(county, NEW_TOWN, "新溪镇关工委", "township", world.stick)
    assert (invited.office, areas.path(invited.office)) == (NEW_TOWN, None), "the township's table is the one shown"
    send(county, town, world.stick)
    assert areas.path(NEW_TOWN) == "示例省云州市云台县新溪镇"
    assert not destinations.against(town, NEW_TOWN, TOWN)
    assert destinations.meant(town, "新溪镇") == NEW_TOWN
    assert [(p.code, p.args["day"]) for p in destinations.against(town, "999901102", TOWN)] == [
        ("AREA_ENDED", "2026-08-31")
    ]


def test_a_township_learns_of_a_neighbour_that_no_table_has(world: SimpleNamespace, tmp_path: Path) -> None:
    """The county has met it; the other townships can hand files over to it after the county's next package."""
    county, town = world.county, world.town
    offices.make(tmp_path / "new", NEW_TOWN)
    new = offices.opened(tmp_path / "new")
    child = add(town, "child", name="石小例", area=TOWN)
    with pytest.raises(Refusal) as refused:
        transferring.transfer(town, child, NEW_TOWN, "moved")
    assert "请县里移交" in refused.value.say("zh")
    offices.meet(world.stick, county, new)
    offices.meet(world.stick, county, new)
    assert len(county.queries.select("division", {"code": NEW_TOWN})) == 1, "it is entered once"
    assert not county.queries.select("division", {"code": TOWN}), "the table has that one"
    assert not new.queries.select("division")
    send(county, town, world.stick)
    divisions.tell(town)
    assert not destinations.against(town, NEW_TOWN, TOWN)
    sent = transferring.transfer(town, child, NEW_TOWN, "moved")
    assert transferring.place(town, sent.to_area) == new.home.name.split("（")[0]
    new.ledger.close()

"""Least data: a city reads no running text, a province nothing of anybody; the chain fits all the same."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.changes import DELETED, START, Block, Body, Edit, chain
from casefiles.domain.entities import ENTITIES, PRIVATE
from casefiles.domain.problems import Refusal
from casefiles.edges import codec
from casefiles.edges.package.runs import packed_runs, read_private
from db import opening
from tests.package import offices, parts
from tests.package.offices import add, edit, logs

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

SECRET = "母亲说夜里常哭"
COUNTY, TOWN, CITY = "999901", "999901101", "9999"


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


def everything(office: Office) -> bytes:
    """All that stands in the database, unsealed."""
    base = office.ledger.database.reader()  # type: ignore[attr-defined]
    tables = base.execute("SELECT name FROM sqlite_master WHERE type='table' AND sql NOT LIKE '%VIRTUAL%'").fetchall()
    found = bytearray()
    for (name,) in tables:
        for row in base.execute(f'SELECT * FROM "{name}"').fetchall():  # noqa: S608
            for value in row:
                found += value if isinstance(value, bytes) else str(value).encode()
    return bytes(found)


def case(office: Office) -> tuple[str, str]:
    """A child with a visit that says something."""
    child = add(office, "child", name="石小例", area=TOWN, note=SECRET, village="石门村")
    visit = add(office, "visit", child=child, on="2026-11-02", contact="child", kind="home", summary=SECRET)
    return child, visit


def test_running_text_stands_in_a_part_of_its_own(world: SimpleNamespace) -> None:
    child, _ = case(world.town)
    ledger = world.town.ledger
    [body] = [b for b in logs(world.town)[ledger.device] if json.loads(b)["r"] == child]
    said = json.loads(body)
    assert "note" not in said["f"]
    assert said["f"]["name"] == "石小例"
    parts = {k: v for block in ledger.since({}) for k, v in block.private.items()}
    private = parts[said["x"]]
    assert json.loads(private)["f"] == {"note": SECRET}
    assert hashlib.sha256(private).hexdigest() == said["x"] == codec.mark_of(body)
    assert world.town.queries.get(child).values["note"] == SECRET
    assert world.town.queries.check()["ok"]


def test_the_county_reads_everything_the_city_no_running_text(world: SimpleNamespace) -> None:
    child, visit = case(world.town)
    assert send(world.town, world.county, world.stick).state == "done"
    assert world.county.queries.get(visit).values["summary"] == SECRET
    assert send(world.county, world.city, world.stick).state == "done"
    there = world.city.queries.get(child)
    assert (there.values["name"], there.values["village"], there.values.get("note")) == ("石小例", "石门村", None)
    assert world.city.queries.get(visit).values.get("summary") is None
    assert there.heads == world.county.queries.get(child).heads
    assert SECRET.encode() in everything(world.county)
    assert SECRET.encode() not in everything(world.city)
    assert world.city.queries.check()["ok"]
    [(office, day, areas)] = world.city.ledger.figures_of()
    assert (office, day) == (COUNTY, world.county.clock.today().isoformat())
    assert areas[TOWN] == {"children": 1, "visited": 1, "visits": 1}


def test_a_province_gets_numbers_alone(world: SimpleNamespace, tmp_path: Path) -> None:
    folder = tmp_path / "province"
    opening.found(
        folder_made(folder), offices.KEY, name="演示省", code="99", level="province", login="clerk",
        clock=offices.Ticking(),
    )  # fmt: skip
    province = offices.opened(folder)
    try:
        offices.meet(world.stick, province, world.city)
        child, visit = case(world.town)
        send(world.town, world.county, world.stick)
        send(world.county, world.city, world.stick)
        seen = exchange.preview(world.city, "99")
        assert set(seen.records) == {"office"}
        assert (seen.profile.name, seen.notes) == ("counts", 0)
        assert seen.hidden >= 2
        assert seen.figures[TOWN]["children"] == 1
        assert send(world.city, province, world.stick).state == "done"
        assert province.queries.get(child) is province.queries.get(visit) is None
        for word in (SECRET, "石小例", "石门村"):
            assert word.encode() not in everything(province)
        assert province.ledger.figures_of()[0][2][TOWN]["visits"] == 1
        assert province.queries.check()["ok"]
        assert send(province, world.city, world.stick).state in {"done", "same"}
        edit(world.town, child, village="双桥村")
        send(world.town, world.county, world.stick)
        send(world.county, world.city, world.stick)
        assert send(world.city, province, world.stick).state == "done", "the chain goes on over what is hidden"
    finally:
        province.ledger.close()


def folder_made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def test_text_that_an_earlier_version_wrote_into_the_body_goes_no_higher_either(world: SimpleNamespace) -> None:
    dev, child = parts.device("old"), "c-01hzzzzzzzzzzzzzzzzzzzzzz"
    said = {"name": "石旧例", "note": SECRET, "area": TOWN}
    body = codec.encode(Body(child, "child", offices.START_MS, said, (), "clerk", "c2FsdA=="))
    block = Block(dev, 1, START, chain(START, body), (body,))
    world.county.ledger.apply([block], parts.checkpoints(block))
    assert world.county.queries.get(child).values["note"] == SECRET
    assert send(world.county, world.city, world.stick).state == "done"
    assert world.city.queries.get(child) is None
    assert SECRET.encode() not in everything(world.city)


def test_what_was_agreed_wins_and_only_upwards(world: SimpleNamespace) -> None:
    child, _ = case(world.county)
    assert exchange.preview(world.county, CITY).profile.name == "no_notes"
    with pytest.raises(Refusal, match="NO_PROFILE"):
        exchange.agree(world.county, TOWN, "counts")
    with pytest.raises(Refusal, match="NO_PROFILE"):
        exchange.agree(world.county, CITY, "all")
    exchange.agree(world.county, CITY, "full")
    assert exchange.preview(world.county, CITY).notes == 2
    send(world.county, world.city, world.stick)
    assert world.city.queries.get(child).values["note"] == SECRET


def test_text_that_is_allowed_later_fills_its_place(world: SimpleNamespace) -> None:
    child, _ = case(world.county)
    send(world.county, world.city, world.stick)
    assert world.city.queries.get(child).values.get("note") is None
    exchange.agree(world.county, CITY, "full")
    [whole] = [b for b in world.county.ledger.since({}) if b.dev == world.county.ledger.device]
    report = world.city.ledger.apply([whole])
    assert report.new == 0
    assert world.city.queries.get(child).values["note"] == SECRET
    assert world.city.queries.check()["ok"]


def test_text_that_was_withheld_goes_after_both_agreed_on_more(world: SimpleNamespace) -> None:
    """Of the county's own records and of the town's; a lost package is made up for, and it goes once."""
    child, visit = case(world.town)
    own = add(world.county, "child", name="石二例", area=TOWN, note="县里写的一段话")
    send(world.town, world.county, world.stick)
    send(world.county, world.city, world.stick)
    send(world.city, world.county, world.stick)
    exchange.agree(world.county, CITY, "full")
    assert exchange.preview(world.county, CITY).notes == 3
    lost = exchange.export(world.county, CITY, world.stick).path
    assert exchange.preview(world.county, CITY).notes == 3, "nobody knows yet that it arrived"
    lost.unlink()
    report = send(world.county, world.city, world.stick)
    assert report.state == "done"
    assert {row for rows in report.touched.rows.values() for row in rows} >= {child, visit, own}
    get = world.city.queries.get
    assert get(child).values["note"] == SECRET
    assert get(visit).values["summary"] == SECRET
    assert get(own).values["note"] == "县里写的一段话"
    assert world.city.queries.check()["ok"]
    send(world.city, world.county, world.stick)
    assert exchange.preview(world.county, CITY).notes == 0, "once"
    later = add(world.county, "child", name="石三例", area=TOWN, note="后来的话")
    send(world.county, world.city, world.stick)
    assert get(later).values["note"] == "后来的话"


def test_text_is_not_owed_any_more_when_both_agreed_on_less_again(world: SimpleNamespace) -> None:
    case(world.county)
    send(world.county, world.city, world.stick)
    send(world.city, world.county, world.stick)
    exchange.agree(world.county, CITY, "full")
    exchange.agree(world.county, CITY, "no_notes")
    assert exchange.preview(world.county, CITY).notes == 0
    send(world.county, world.city, world.stick)
    assert SECRET.encode() not in everything(world.city)


def test_a_restored_county_gets_its_notes_back_from_below(world: SimpleNamespace) -> None:
    """The city, which has no notes, speaks first: what it gives must not pass for all there is."""
    offices.put_aside(world, "county")
    child, visit = case(world.town)
    own = add(world.county, "child", name="石二例", note="县里写的一段话")
    send(world.town, world.county, world.stick)
    send(world.county, world.town, world.stick)
    send(world.county, world.city, world.stick)
    county = offices.put_back(world, "county")
    send(world.city, county, world.stick)
    send(county, world.town, world.stick)
    send(world.town, county, world.stick)
    send(county, world.city, world.stick)
    send(world.city, county, world.stick)
    assert county.queries.get(child).values["note"] == SECRET
    assert county.queries.get(visit).values["summary"] == SECRET
    assert county.queries.get(own).values["name"] == "石二例", "its own text may be nowhere else"
    assert county.queries.check()["ok"]


def test_a_note_that_nobody_above_reads_still_wins_over_a_deletion(world: SimpleNamespace) -> None:
    child, _ = case(world.town)
    send(world.town, world.county, world.stick)
    heads = world.county.queries.get(child).heads
    world.county.ledger.write([Edit("child", child, {DELETED: 1}, heads)], "clerk")
    edit(world.town, child, note="另一段话")
    send(world.town, world.county, world.stick)
    send(world.county, world.city, world.stick)
    for office in (world.county, world.city):
        record = office.queries.get(child)
        assert not record.deleted
        assert DELETED in record.rivals


def test_a_private_part_is_known_by_what_it_holds(world: SimpleNamespace) -> None:
    """Whoever puts other text in its place has a part that belongs to no body."""
    case(world.county)
    [whole] = [b for b in world.county.ledger.since({}) if b.dev == world.county.ledger.device]
    assert len(whole.private) == 2
    other = dict.fromkeys(whole.private, b'{"f":{"note":"x"},"n":""}')
    [(_, _, frame)] = list(packed_runs([replace(whole, private=other)]))
    assert not set(read_private(frame, 2)) & set(whole.private)


def test_which_fields_are_running_text() -> None:
    assert PRIVATE["visit"] == {"summary"}
    assert {"note", "situation", "needs"} <= PRIVATE["child"]
    assert not any("name" in names or "id_number" in names for names in PRIVATE.values())
    assert set(PRIVATE) == set(ENTITIES)

"""What the people of other offices are called travels with the packages, as far as their changes do, and no further."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange, naming
from casefiles.exchange import workers
from casefiles.exchange.workers import Workers
from tests.package.offices import add, edit

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

TOWN, COUNTY, CITY = "999901101", "999901", "9999"
CALLED = {TOWN: {"clerk": "石小例"}, COUNTY: {"clerk": "周县样", "gone": "离岗样"}, CITY: {"clerk": "钱市例"}}


@pytest.fixture(autouse=True)
def accounts(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """The accounts of each office: the offices of these tests have no file of keys."""
    for office in (world.town, world.county, world.city):
        monkeypatch.setattr(office.ledger, "accounts", lambda code=office.home.code: dict(CALLED[code]))


def send(giver: Office, taker: Office, stick: Path) -> None:
    assert exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path).state in ("done", "same")


def by(office: Office, row: str) -> list[str]:
    known = Workers(office)
    return [known.by(e.user, e.dev, "zh", own=e.own) for e in office.ledger.history(row)]


def test_a_name_goes_where_the_changes_go(world: SimpleNamespace) -> None:
    town, county, city, stick = world.town, world.county, world.city, world.stick
    child = add(town, "child", name="王小样", area=TOWN)
    send(town, county, stick)
    edit(county, child, school="石门小学")
    send(county, city, stick)
    send(county, town, stick)
    assert by(town, child) == ["经办人", "周县样（青山县（演示））"]
    assert by(county, child)[0] == "石小例（云台镇（演示））"
    assert by(city, child) == ["石小例（云台镇（演示））", "周县样（青山县（演示））"], "the county tells of both"
    assert workers.known(town, COUNTY)["gone"] == "离岗样"
    assert naming.author(county, "clerk", TOWN) == "石小例"
    traced = exchange.trace(county, child)[0]
    assert (traced.person, traced.data()["person"], traced.office) == ("石小例", "石小例", TOWN)
    send(city, county, stick)
    send(county, town, stick)
    assert workers.known(town, CITY) == {"clerk": "钱市例"}


def test_without_a_name_the_office_is_said(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    town, county, stick = world.town, world.county, world.stick
    monkeypatch.setattr(town.ledger, "accounts", dict)
    child = add(town, "child", name="王小样", area=TOWN)
    send(town, county, stick)
    assert by(county, child) == ["云台镇（演示）的经办人"]
    assert (naming.author(county, "clerk", TOWN), exchange.trace(county, child)[0].person) == ("", "")
    assert Workers(county).by("clerk", "nobody", "zh", own=False) == "其他单位的经办人"


def test_who_gets_figures_alone_gets_no_name(world: SimpleNamespace) -> None:
    from casefiles.exchange import profiles

    county, city = world.county, world.city
    send(world.town, county, world.stick)
    profiles.agree(county, CITY, "counts")
    send(county, city, world.stick)
    assert workers.known(city, COUNTY) == workers.known(city, TOWN) == {}


def test_an_office_s_own_word_goes_before_what_others_say(world: SimpleNamespace) -> None:
    county, every = world.county, {TOWN, CITY, COUNTY, "999902101"}
    said = {TOWN: {"clerk": "石小例"}, COUNTY: {"clerk": "假名例"}, "999902101": {"clerk": "远样"}}
    workers.hear(county, TOWN, said, every)
    workers.hear(county, CITY, {TOWN: {"clerk": "别名样", "new": "新来例"}}, every)
    assert workers.known(county, TOWN) == {"clerk": "石小例", "new": "新来例"}
    assert workers.known(county, "999902101") == {}, "of whom a township knows nothing"
    assert workers.known(county, COUNTY) == {}
    workers.hear(county, TOWN, {TOWN: {"clerk": "石大例", "": "无", "x" * 65: "长"}}, every)
    assert workers.known(county, TOWN) == {"clerk": "石大例", "new": "新来例"}
    assert json.loads(county.ledger.setting("workers")) == [TOWN]


def test_offices_that_do_not_exist_take_nobody_s_place(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A township may name whom it likes below itself; nothing of that is kept."""
    town, county, stick = world.town, world.county, world.stick
    named = {f"{TOWN}{n:03}": {"clerk": "假例"} for n in range(400)}
    with monkeypatch.context() as altered:
        altered.setattr(workers, "told", lambda *_: {TOWN: {"clerk": "石小例"}, **named})
        send(town, county, stick)
    assert workers.known(county, TOWN) == {"clerk": "石小例"}
    assert json.loads(county.ledger.setting("workers")) == [TOWN]
    assert list(county.ledger.settings("workers:")) == [TOWN]

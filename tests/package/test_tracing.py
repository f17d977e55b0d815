"""What became of every change: in which packages it went, who has it; where an office stands; the code of a package."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from casefiles import exchange
from casefiles.domain import ranges
from casefiles.domain.changes import Seen
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.exchange import gaps, offices, scope, slips
from casefiles.exchange import said as standing_said
from tests.package.offices import add, edit

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.domain.words import Lang
    from casefiles.office import Office

TOWN, COUNTY, CITY = "999901101", "999901", "9999"


def send(here: Office, there: Office, stick: Path) -> str:
    report = exchange.export(here, there.home.code, stick)
    exchange.import_file(there, report.path)
    return report.package


def standing(office: Office, code: str, *, detail: bool = False) -> dict[str, Any]:
    return next(s for s in exchange.sync_status(office, detail=detail) if s["office"] == code)


def states(office: Office, row: str, code: str) -> list[str]:
    return [next(r.state for r in step.reaches if r.office == code) for step in exchange.trace(office, row)]


def test_a_change_is_traced_from_the_desk_to_the_receipt(world: SimpleNamespace) -> None:
    child = add(world.town, "child", name="石小雨例", area=TOWN, village="柳树村")
    (step,) = exchange.trace(world.town, child)
    assert (step.own, step.office, step.user, step.seq) == (True, TOWN, "clerk", 2)
    assert step.came is None
    assert step.fields["name"] == "石小雨例"
    assert states(world.town, child, COUNTY) == ["here_only"]

    out = exchange.export(world.town, COUNTY, world.stick)
    edit(world.town, child, village="桃树村")
    assert states(world.town, child, COUNTY) == ["sent", "here_only"]
    (reach,) = [r for r in exchange.trace(world.town, child)[0].reaches if r.office == COUNTY]
    assert [s.package for s in reach.packages] == [out.package]
    assert reach.packages[0].received_ms == 0

    exchange.import_file(world.county, out.path)
    (there,) = exchange.trace(world.county, child)
    assert (there.own, there.office, there.name) == (False, TOWN, "云台镇（演示）")
    assert there.came is not None
    assert there.came.package == out.package
    assert states(world.county, child, TOWN) == ["made"]
    assert states(world.county, child, CITY) == ["here_only"]

    send(world.county, world.town, world.stick)
    assert states(world.town, child, COUNTY) == ["received", "here_only"]
    reach = next(r for r in exchange.trace(world.town, child)[0].reaches if r.office == COUNTY)
    assert reach.since_ms >= out.bytes > 0
    assert reach.packages[0].received_ms == reach.since_ms
    data = exchange.trace(world.town, child)[1].data()
    assert data["fields"] == {"village": "桃树村"}


def test_what_is_not_for_an_office_is_told_so(world: SimpleNamespace) -> None:
    stranger = add(world.county, "child", name="邻镇儿童例", area="999901102")
    own = add(world.county, "child", name="本镇儿童例", area=TOWN)
    assert states(world.county, stranger, TOWN) == ["not_for"]
    assert states(world.county, own, TOWN) == ["here_only"]
    send(world.county, world.town, world.stick)
    send(world.town, world.county, world.stick)
    assert states(world.county, stranger, TOWN) == ["not_for"], "its stub went, not the change"
    assert states(world.county, own, TOWN) == ["received"]
    edit(world.county, stranger, area=TOWN)
    assert states(world.county, stranger, TOWN) == ["here_only", "here_only"], "the next package fills the hole"
    send(world.county, world.town, world.stick)
    send(world.town, world.county, world.stick)
    assert states(world.county, stranger, TOWN) == ["received", "received"]


def test_a_package_has_as_many_changes_on_both_sides(world: SimpleNamespace) -> None:
    add(world.county, "child", name="邻镇儿童例", area="999901102")
    add(world.county, "child", name="本镇儿童例", area=TOWN)
    send(world.county, world.town, world.stick)
    add(world.county, "child", name="又一个例", area=TOWN)
    out = exchange.export(world.county, TOWN, world.stick)
    (came,) = exchange.import_files(world.town, [out.path])
    assert (came.new, came.same, out.count) == (1, 2, 3), "what a neighbour's stub stands for is in neither count"
    ours, theirs = (exchange.slip(o, out.package) for o in (world.county, world.town))
    assert (ours.changes, theirs.changes, theirs.whole) == (3, 1, 3)
    stands = standing(world.county, TOWN)
    assert (stands["here_only"], stands["on_way"]) == (4, 4), "the stub is on its way too"
    last = standing(world.town, COUNTY)["last_in"]
    assert (last["count"], last["carried"]) == (3, 1)


def test_a_deleted_record_has_a_trace_and_a_stranger_has_none(world: SimpleNamespace) -> None:
    child = add(world.town, "child", name="石小雨例")
    edit(world.town, child, _del=1)
    assert len(exchange.trace(world.town, child)) == 2
    with pytest.raises(Refusal) as refused:
        exchange.trace(world.town, "c-00000000000000")
    assert [p.code for p in refused.value.problems] == ["NOT_FOUND"]


def test_a_package_downwards_without_own_changes_counts_as_received_too(world: SimpleNamespace) -> None:
    child = add(world.city, "child", name="市里建的例", area=TOWN)
    send(world.city, world.county, world.stick)
    before = world.county.ledger.vector()
    package = send(world.county, world.town, world.stick)
    assert before == world.county.ledger.vector()
    send(world.town, world.county, world.stick)
    parcel = next(p for p in world.county.ledger.parcels() if p.package == package)
    assert parcel.state == "received"
    assert states(world.county, child, TOWN) == ["received"]


def test_where_an_office_stands_is_said_in_full(world: SimpleNamespace) -> None:
    for n in range(3):
        add(world.town, "child", name=f"儿童{n}例", area=TOWN)
    now = standing(world.town, COUNTY, detail=True)
    assert now["up_to_ms"] == 0
    assert now["waits_here"]["records"] == {"child": 3, "office": 1}
    assert now["waits_here"]["changes"] == 4
    oldest = exchange.trace(world.town, world.town.queries.select("office")[0].id)[0].at_ms
    assert now["waits_here"]["oldest_ms"] == oldest

    send(world.town, world.county, world.stick)
    send(world.county, world.town, world.stick)
    visit = add(world.town, "visit", child=world.town.queries.select("child")[0].id, on="2026-11-02")
    now = standing(world.town, COUNTY, detail=True)
    assert (now["acknowledged"], now["own"], now["here_only"]) == (4, 5, 1)
    assert now["waits_here"] == {"changes": 1, "records": {"visit": 1}, "oldest_ms": offices_ts(world.town, visit)}
    last_there = max(exchange.trace(world.town, r.id)[0].at_ms for r in world.town.queries.select("child"))
    assert now["up_to_ms"] == last_there, "the last change before the first they lack"
    assert (now["up_to_n"], now["lacks_ms"], now["on_way"]) == (4, offices_ts(world.town, visit), 0)
    send(world.town, world.county, world.stick)
    send(world.county, world.town, world.stick)
    now = standing(world.town, COUNTY)
    assert now["up_to_ms"] == now["receipt_ms"] > last_there
    assert (now["up_to_n"], now["lacks_ms"]) == (5, 0)
    assert "waits_here" not in now
    assert (now["there_only"], now["holes"], now["forks"]) == ([], 0, [])


def said(row: dict[str, Any], lang: Lang = "en") -> str:
    return standing_said.have(row, lang, lambda ms: f"{at(ms):%d %b %H:%M}", lambda ms: f"{at(ms):%d %b}")


def at(ms: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(ms / 1000)


def on_day(office: Office, day: dt.datetime) -> None:
    """The clock goes to noon of a day."""
    office.clock.at = int(day.replace(hour=12, minute=0, second=0).timestamp() * 1000)  # type: ignore[attr-defined]


def test_up_to_which_day_they_have_everything(world: SimpleNamespace) -> None:
    """The last day of which nothing is missing, how many that were, how many came since: against the days written."""
    first = at(world.town.clock.at) + dt.timedelta(days=1)
    for days in (0, 3):
        on_day(world.town, first + dt.timedelta(days=days))
        add(world.town, "child", name=f"第{days}天例", area=TOWN)
    send(world.town, world.county, world.stick)
    send(world.county, world.town, world.stick)
    row = standing(world.town, COUNTY)
    assert said(row) == f"青山县（演示） has everything up to {at(row['receipt_ms']):%d %b %H:%M}: 3 of 3"
    add(world.town, "child", name="同一天例", area=TOWN)
    last = offices_ts(world.town, row_of(world.town, "第3天例"))
    row = standing(world.town, COUNTY)
    assert said(row) == (
        f"青山县（演示） has everything up to {at(last):%d %b %H:%M}: 3 of 3;"
        " 1 change made here since then has no receipt"
    ), "the first that they lack is of the same day: the moment"
    send(world.town, world.county, world.stick)
    send(world.county, world.town, world.stick)
    for days in (7, 8):
        on_day(world.town, first + dt.timedelta(days=days))
        add(world.town, "child", name=f"第{days}天例", area=TOWN)
    row = standing(world.town, COUNTY)
    whole = first + dt.timedelta(days=6)
    two = "4 of 4; 2 changes made here since then have no receipt"
    assert said(row) == f"青山县（演示） has everything up to {whole:%d %b}: {two}"
    assert said(row, "zh") == f"青山县（演示） 已有截至 {whole:%d %b} 的全部内容：4 / 4；本机此后写的 2 条还没有回执"
    went = exchange.export(world.town, COUNTY, world.stick)
    assert standing(world.town, COUNTY)["on_way"] == 2
    ours = standing_said.on_slip(world.town, exchange.slip(world.town, went.package), "en")
    assert ours.endswith(f"{whole:%Y-%m-%d}: {two}"), "the same on the slip"
    exchange.import_file(world.county, went.path)
    theirs = standing_said.on_slip(world.county, exchange.slip(world.county, went.package), "en")
    newest = at(offices_ts(world.town, row_of(world.town, "第8天例")))
    assert theirs == (
        f"青山县（演示） has everything of 云台镇（演示） up to {newest:%Y-%m-%d %H:%M}: 6 of 6"
    ), "what the receiver's slip says is of here"


def test_a_gap_in_the_middle_ends_the_days_before_it() -> None:
    start = int(dt.datetime(2026, 11, 14, 12, tzinfo=dt.UTC).timestamp() * 1000)
    day = 86_400_000
    row = {
        "name": "县", "own": 16, "acknowledged": 13, "gets": "full", "receipt_ms": start + 9 * day,
        "up_to_ms": start, "up_to_n": 4, "lacks_ms": start + 2 * day,
    }  # fmt: skip
    part = "4 of 4; of 12 made here since then 3 have no receipt"
    assert said(row) == f"县 has everything up to {at(start + day):%d %b}: {part}"
    new = {**row, "own": 0, "acknowledged": 0, "last_out": {"package": "x"}}
    assert said({**new, "here_only": 2}).endswith("under its present number; 县 lacks 2 changes that are here")
    assert said({**new, "here_only": 0}).endswith("县 has all from before")
    assert said({**new, "here_only": 0, "last_out": None}) == "Nothing was written on this computer yet for 县"
    seen = Seen(14, b"", ((5, 5),))
    assert gaps.missing(seen, 16, whole=True) == ((5, 5), (15, 16))
    assert gaps.missing(seen, 16, whole=False) == ((15, 16),)
    assert gaps.missing(Seen(20, b"", ((17, 18),)), 16, whole=True) == (), "beyond what is here (a backup came back)"
    assert gaps.missing(None, 2, whole=True) == ((1, 2),)
    assert gaps.missing(None, 0, whole=True) == ()


def test_who_gets_counts_alone_is_not_said_to_lack_files(world: SimpleNamespace) -> None:
    exchange.agree(world.county, CITY, "counts")
    add(world.county, "child", name="甲例", area=TOWN)
    send(world.county, world.city, world.stick)
    send(world.city, world.county, world.stick)
    row = standing(world.county, CITY)
    assert (row["gets"], row["acknowledged"], row["own"], row["here_only"]) == ("counts", 2, 2, 0)
    assert "gets counts alone" in said(row)
    assert {p.state for p in world.county.ledger.parcels() if p.direction == "out"} == {"received"}


def test_an_office_is_called_by_its_own_name_and_by_its_code_where_two_have_the_same(world: SimpleNamespace) -> None:
    town, county = world.town, world.county
    assert offices.name(county, TOWN) == "云台镇（演示）"
    assert offices.name(county, COUNTY) == county.home.name
    assert offices.name(county, "110101") == "东城区", "of no office known here the division's"
    assert offices.name(county, "999999") == "999999"
    assert [offices.meant(county, word) for word in ("云台镇（演示）", TOWN, "nobody")] == [TOWN, TOWN, "nobody"]
    old = "0123456789abcdef"
    assert county.ledger.called(old) == old
    scope.note_device(county, TOWN, old)
    assert county.ledger.called(old) == "云台镇（演示）", "a computer that it had before"
    (peer,) = [p for p in county.ledger.peers() if p.office == TOWN]
    county.ledger.keep_peer(replace(peer, office="999901102"))
    for code in (TOWN, "999901102"):
        assert offices.name(county, code) == f"云台镇（演示）（{code}）"
    assert county.ledger.called(town.ledger.device) == f"云台镇（演示）（{TOWN}）"
    assert offices.meant(county, "云台镇（演示）") == "云台镇（演示）", "which of the two nobody can know"
    assert offices.meant(county, f"云台镇（演示）（{TOWN}）") == TOWN
    assert standing(county, TOWN)["name"] == f"云台镇（演示）（{TOWN}）"


def row_of(office: Office, name: str) -> str:
    return office.queries.select("child", {"name": name})[0].id


def offices_ts(office: Office, row: str) -> int:
    return exchange.trace(office, row)[0].at_ms


def test_a_waiting_package_names_what_it_waits_for(world: SimpleNamespace) -> None:
    add(world.town, "child", name="甲例", area=TOWN)
    lost = exchange.export(world.town, COUNTY, world.stick)
    exchange.import_file(world.county, lost.path)
    send(world.county, world.town, world.stick)
    add(world.town, "child", name="乙例", area=TOWN)
    second = exchange.export(world.town, COUNTY, world.stick)
    # the county forgets what it took in: its database was put back
    base: Any = world.county.ledger
    with base.database.writing() as connection:
        lid = connection.execute("SELECT lid FROM log WHERE dev=?", (world.town.ledger.device,)).fetchone()[0]
        connection.execute("DELETE FROM change WHERE lid=?", (lid,))
        connection.execute("DELETE FROM log WHERE lid=?", (lid,))
    report = exchange.import_file(world.county, second.path)
    assert report.state == "waiting"
    (waits,) = standing(world.county, TOWN)["waiting"]
    assert (waits["file"], waits["n"]) == (second.path.name, 1)
    assert waits["log"] == "云台镇（演示）"


def test_the_code_of_a_package_is_the_same_on_both_sides(world: SimpleNamespace) -> None:
    child = add(world.town, "child", name="石小雨例", area=TOWN)
    add(world.town, "visit", child=child, on="2026-11-02")
    out = exchange.export(world.town, COUNTY, world.stick)
    ours = exchange.slip(world.town, out.package)
    assert (ours.direction, ours.office, ours.changes, ours.first, ours.last) == ("out", COUNTY, 3, 1, 3)
    assert ours.records == {"office": 1, "child": 1, "visit": 1}
    with pytest.raises(Refusal) as refused:
        exchange.find_slip(world.county, ours.code)
    assert [p.code for p in refused.value.problems] == ["RECEIPT_UNKNOWN"]
    exchange.import_file(world.county, out.path)
    theirs = exchange.find_slip(world.county, ours.code.lower().replace("-", " "))
    assert (theirs.package, theirs.direction, theirs.changes) == (out.package, "in", 3)
    assert theirs.records == ours.records
    assert exchange.slip(world.county, ours.square).package == out.package
    wrong = ("2" if ours.code[0] != "2" else "3") + ours.code[1:]
    with pytest.raises(Refusal) as refused:
        exchange.find_slip(world.county, wrong)
    assert [(p.code, p.args["near"]) for p in refused.value.problems] == [("RECEIPT_TYPO", ours.code)]
    assert f"place 1: “{wrong[0]}” may be “{ours.code[0]}”" in refused.value.say("en")
    plain = ours.code.replace("-", "")
    at = next(n for n in range(11) if plain[n] != plain[n + 1])
    swapped = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
    with pytest.raises(Refusal, match="RECEIPT_TYPO") as refused:
        exchange.find_slip(world.county, swapped)
    assert f"第 {at + 1}、{at + 2} 位" in refused.value.say("zh")
    for bad in ("", "abc", "1234-5678-90AB-CDEF"):
        with pytest.raises(Refusal):
            exchange.find_slip(world.county, bad)


def test_codes_are_read_with_their_look_alikes() -> None:
    code = slips.code_of("0" * 64)
    assert code == "0000-0000-0000"
    assert slips.tidy("oooo-OOOO 0000") == "0" * 12
    assert slips.code_of("f" * 64) == "ZZZZ-ZZZZ-ZZZZ"
    assert all(c not in slips.ALPHABET for c in "ILOU")


def test_ranges_against_sets() -> None:
    import random

    from casefiles.domain.changes import START, Seen
    from db import consignments

    chance = random.Random(4)
    for _ in range(300):
        top = chance.randint(1, 40)
        holes = set(chance.sample(range(1, top + 1), chance.randint(0, top)))
        seen = Seen(top, START, ranges.of(holes))
        whole = set(range(1, top + 1)) - holes
        assert ranges.full(seen) == ranges.of(whole)
        after = chance.randint(0, top)
        assert ranges.full(seen, after) == ranges.of({n for n in whole if n > after})
        other = ranges.of(chance.sample(range(1, 45), chance.randint(0, 30)))
        gone = {n for a, b in other for n in range(a, b + 1)}
        assert ranges.without(ranges.of(whole), other) == ranges.of(whole - gone)
        assert ranges.covered({"a": seen}, {"a": other}) == (gone <= whole)
        assert all(ranges.within(other, n) == (n in gone) for n in range(50))
        assert consignments.unpacked(consignments.packed({"a": other, "b": ()})) == {"a": other, "b": ()}
        assert ranges.size(other) == len(gone)


def test_every_kind_of_record_has_a_name_of_its_own() -> None:
    assert len({e.prefix for e in ENTITIES.values()}) == len(ENTITIES)

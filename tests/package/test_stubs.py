"""Stubs: what is not for an office travels as a commitment; the body follows when the record comes to be its own."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain import ranges
from casefiles.domain.changes import START, Block, Edit, Seen, Stub, chain, stub_of
from casefiles.domain.problems import Refusal
from casefiles.edges.package.runs import packed_runs, read_runs
from tests.package import offices
from tests.package.offices import add, edit, logs
from tests.package.parts import log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casefiles.office import Office

COUNTY, HERE, THERE = "999901", "999901101", "999901102"


@pytest.fixture
def three(tmp_path: Path) -> Iterator[dict[str, Office]]:
    """A county and two townships that know the county."""
    found = {}
    stick = tmp_path / "cards"
    stick.mkdir()
    for code in (COUNTY, HERE, THERE):
        offices.make(tmp_path / code, code)
        found[code] = offices.opened(tmp_path / code)
    for town in (HERE, THERE):
        offices.meet(stick, found[COUNTY], found[town])
    yield found
    for office in found.values():
        office.ledger.close()


def carry(three: dict[str, Office], giver: str, taker: str, stick: Path) -> exchange.ImportReport:
    """One trip."""
    return exchange.import_file(three[taker], exchange.export(three[giver], taker, stick).path)


def said(office: Office) -> bytes:
    """Every body an office holds."""
    return b"".join(b for bodies in logs(office).values() for b in bodies)


def value(office: Office, row: str, name: str) -> object:
    found = office.queries.get(row)
    return None if found is None else found.values.get(name)


def moved(office: Office, row: str, area: str) -> None:
    edit(office, row, area=area)


def test_a_run_with_stubs_is_read_back_as_it_was() -> None:
    whole = log("d", 5)
    mixed = replace(whole, bodies=tuple(stub_of(b) if n % 2 else b for n, b in enumerate(whole.bodies)))
    frame = next(packed_runs([mixed]))[0]
    assert list(read_runs(frame, 2)) == [mixed]
    for at in range(len(frame)):
        with pytest.raises(Refusal):
            list(read_runs(frame[:at], 2)) or pytest.fail("a piece of a run passed for whole") if at else refuse()


def refuse() -> None:
    """Nothing at all is no run: there is nothing to refuse."""
    assert list(read_runs(b"", 2)) == []
    raise Refusal


def test_a_body_that_is_not_the_stubs_does_not_fit(three: dict[str, Office]) -> None:
    """The chain after it would be another one."""
    whole = log("abcdefgh234567ab", 3)
    masked = replace(whole, bodies=(whole.bodies[0], stub_of(whole.bodies[1]), whole.bodies[2]))
    ledger = three[HERE].ledger
    report = ledger.apply([masked])
    assert (report.new, report.stubs) == (2, 1)
    assert ledger.vector()[whole.dev] == Seen(3, whole.end, ((2, 2),))
    other = whole.bodies[0]
    head = chain(chain(START, whole.bodies[0]), other)
    false = Block(whole.dev, 2, chain(START, whole.bodies[0]), head, (other,))
    with pytest.raises(Refusal) as refused:
        ledger.apply([false], [])
    assert refused.value.problems[0].code == "FORGED", "a second history that its device did not sign"
    true = Block(whole.dev, 2, chain(START, whole.bodies[0]), chain(false.prev, whole.bodies[1]), whole.bodies[1:2])
    report = ledger.apply([true])
    assert (report.new, report.same, report.stubs) == (1, 0, 0)
    assert ledger.vector()[whole.dev] == Seen(3, whole.end)
    assert three[HERE].queries.check()["ok"]
    assert ledger.apply([masked]).same == 3, "a stub that comes later takes nothing back"
    assert logs(three[HERE])[whole.dev] == list(whole.bodies)


def test_ranges_take_numbers_out() -> None:
    rng = random.Random(4)
    for _ in range(500):
        numbers = sorted(rng.sample(range(1, 30), rng.randint(0, 20)))
        found: list[tuple[int, int]] = []
        for number in numbers:
            ranges.added(found, number)
        assert all(ranges.within(found, n) == (n in numbers) for n in range(32))
        gone = rng.sample(range(1, 30), rng.randint(0, 12))
        left = ranges.without(found, ranges.of(gone))
        assert {n for n in range(32) if ranges.within(left, n)} == set(numbers) - set(gone)
        assert Seen(40, START, tuple(left)).full(1) == (1 not in set(numbers) - set(gone))


def test_a_child_that_moves_comes_with_everything_that_hangs_on_it(three: dict[str, Office], tmp_path: Path) -> None:
    """Township, county, the other township: the whole history arrives there, and nothing else of the neighbour."""
    here, county, there = three[HERE], three[COUNTY], three[THERE]
    ours = add(here, "child", name="石小留例", area=HERE)
    child = add(here, "child", name="石小迁例", area=HERE, school="青石小学")
    visit = add(here, "visit", child=child, on="2026-01-02", kind="home", contact="child", summary="迁走以前的走访")
    edit(here, child, school="石门小学")
    carry(three, HERE, COUNTY, tmp_path)
    carry(three, COUNTY, THERE, tmp_path)
    assert there.queries.get(child) is None
    assert "石小".encode() not in said(there)
    edit(county, child, note="县里写的")
    edit(county, ours, note="留下的孩子")
    carry(three, COUNTY, THERE, tmp_path)
    assert there.ledger.vector()[county.ledger.device].holes
    moved(county, child, THERE)
    carry(three, COUNTY, THERE, tmp_path)
    assert value(there, child, "school") == "石门小学"
    assert value(there, child, "note") == "县里写的"
    assert value(there, visit, "summary") == "迁走以前的走访"
    assert "石小留例".encode() not in said(there)
    assert "留下的孩子".encode() not in said(there)
    assert there.queries.check()["ok"]
    edit(there, child, school="雾溪小学")
    carry(three, THERE, COUNTY, tmp_path)
    assert value(county, child, "school") == "雾溪小学"
    assert not county.queries.get(child).rivals  # type: ignore[union-attr]


def test_a_move_made_by_the_township_itself_arrives_too(three: dict[str, Office], tmp_path: Path) -> None:
    """The change that moves the child stands in the log of a neighbour, which had held nothing for the other one."""
    here, there = three[HERE], three[THERE]
    child = add(here, "child", name="石小迁例", area=HERE)
    visit = add(here, "visit", child=child, on="2026-01-02", kind="home", contact="child")
    carry(three, HERE, COUNTY, tmp_path)
    carry(three, COUNTY, THERE, tmp_path)
    carry(three, COUNTY, THERE, tmp_path)
    assert here.ledger.device not in there.ledger.vector()
    moved(here, child, THERE)
    carry(three, HERE, COUNTY, tmp_path)
    lost = exchange.export(three[COUNTY], THERE, tmp_path)  # never arrives
    carry(three, COUNTY, THERE, tmp_path)
    assert value(there, child, "name") == "石小迁例"
    assert value(there, visit, "on") == "2026-01-02"
    assert exchange.import_file(there, lost.path).state in {"same", "done"}
    assert there.queries.check()["ok"]


def test_a_township_is_told_that_a_file_left_it_by_a_computer_that_it_never_heard_of(
    three: dict[str, Office], tmp_path: Path
) -> None:
    """The old office's new computer had not heard that the child lives elsewhere, and moves it on."""
    here, there = three[HERE], three[THERE]
    child = add(here, "child", name="石小迁例", area=HERE)
    carry(three, HERE, COUNTY, tmp_path)
    moved(three[COUNTY], child, THERE)
    carry(three, COUNTY, THERE, tmp_path)
    carry(three, THERE, COUNTY, tmp_path)
    assert value(there, child, "area") == THERE
    here.ledger.new_identity()
    for n in range(20):  # the last word is its own
        edit(here, child, school=f"第{n}小学")
    edit(here, child, area="999901103")
    carry(three, HERE, COUNTY, tmp_path)
    carry(three, COUNTY, THERE, tmp_path)
    assert value(three[COUNTY], child, "area") == value(there, child, "area") == "999901103"
    assert value(there, child, "school") is None, "what was written of it elsewhere is not for the office that it left"


def test_a_township_is_told_that_a_file_left_it_before_anybody_knew_that_it_had_been_its_own(
    three: dict[str, Office], tmp_path: Path
) -> None:
    """What the county said of it went as a check: then nobody knew who had made the file."""
    here, county, there = three[HERE], three[COUNTY], three[THERE]
    child = add(there, "child", name="石小先例", area=THERE)
    known = there.queries.get(child)
    assert known is not None
    here.ledger.write([Edit("child", child, {"area": HERE}, known.heads)], "clerk")  # a neighbour claims it
    carry(three, HERE, COUNTY, tmp_path)
    moved(county, child, HERE)
    carry(three, COUNTY, THERE, tmp_path)
    assert there.ledger.vector()[county.ledger.device].holes
    carry(three, THERE, COUNTY, tmp_path)
    carry(three, COUNTY, THERE, tmp_path)
    assert value(county, child, "area") == value(there, child, "area") == HERE
    edit(county, child, school="石门小学")
    carry(three, COUNTY, THERE, tmp_path)
    assert value(there, child, "school") is None


def test_a_visit_that_comes_before_its_child_follows_when_the_child_is_known(
    three: dict[str, Office], tmp_path: Path
) -> None:
    county, there = three[COUNTY], three[THERE]
    add(county, "child", name="石小先例", area=HERE)  # so that there is a hole from the first package on
    child = add(there, "child", name="石小后例", area=THERE)
    carry(three, THERE, COUNTY, tmp_path)
    record = county.queries.get(child)
    assert record is not None
    orphan = add(county, "visit", child="c-00000000000000000", on="2026-02-01", kind="home", contact="child")
    carry(three, COUNTY, THERE, tmp_path)
    assert there.queries.get(orphan) is None
    county.ledger.write([Edit("visit", orphan, {"child": child})], "clerk")
    carry(three, COUNTY, THERE, tmp_path)
    assert value(there, orphan, "on") == "2026-02-01"
    assert there.queries.check()["ok"]


def test_what_a_county_wrote_is_received_although_most_of_it_are_stubs(
    three: dict[str, Office], tmp_path: Path
) -> None:
    county = three[COUNTY]
    for n in range(5):
        add(county, "child", name=f"石小{'一二三四五'[n]}例", area=HERE)
    carry(three, COUNTY, THERE, tmp_path)
    carry(three, THERE, COUNTY, tmp_path)
    stands = next(s for s in exchange.sync_status(county) if s["office"] == THERE)
    own = county.ledger.vector()[county.ledger.device].seq
    assert (stands["own"], stands["acknowledged"], stands["here_only"]) == (own, own, 0)
    assert all(p.state == "received" for p in county.ledger.parcels() if p.direction == "out")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_any_moves_in_any_order_end_with_each_town_holding_its_own(
    seed: int, three: dict[str, Office], tmp_path: Path
) -> None:
    """Children move back and forth, everybody writes, packages are lost and come late; in the end each township holds
    what is its own as the county holds it, and no body of a child that was never there."""
    rng = random.Random(seed)
    home: dict[str, set[str]] = {}
    sticks: list[tuple[str, Path]] = []
    for step in range(90):
        code = rng.choice((COUNTY, HERE, THERE))
        office = three[code]
        children = office.queries.select("child")
        what = rng.random()
        if what < 0.2:
            area = code if code != COUNTY else rng.choice((HERE, THERE))
            home[add(office, "child", name=f"石{'甲乙丙丁戊己庚辛'[step % 8]}例", area=area)] = {area}
        elif what < 0.4 and children:
            add(office, "visit", child=rng.choice(children).id, on="2026-01-02", kind="home", contact="child")
        elif what < 0.55 and children:
            edit(office, rng.choice(children).id, school=f"第{step}小学")
        elif what < 0.65 and children:
            child = rng.choice(children)
            area = rng.choice((HERE, THERE))
            moved(office, child.id, area)
            home[child.id].add(area)
        elif what < 0.85:
            giver, taker = rng.choice(((HERE, COUNTY), (THERE, COUNTY), (COUNTY, HERE), (COUNTY, THERE)))
            folder = tmp_path / f"stick{step}"
            folder.mkdir()
            sticks.append((taker, exchange.export(three[giver], taker, folder).path))
        elif sticks:
            taker, path = sticks[rng.randrange(len(sticks))]
            exchange.import_file(three[taker], path)
    for _ in range(4):
        for giver, taker in ((HERE, COUNTY), (THERE, COUNTY), (COUNTY, HERE), (COUNTY, THERE)):
            carry(three, giver, taker, tmp_path)
    county = three[COUNTY]
    for town in (HERE, THERE):
        office = three[town]
        assert office.queries.check()["ok"]
        for child in county.queries.select("child"):
            mine = office.queries.get(child.id)
            if child.values["area"] == town:
                assert mine is not None
                assert (mine.values, mine.heads, mine.rivals) == (child.values, child.heads, child.rivals)
                theirs = {v.id: v.values for v in county.queries.select("visit", {"child": child.id})}
                assert {v.id: v.values for v in office.queries.select("visit", {"child": child.id})} == theirs
            elif town not in home[child.id]:
                assert mine is None
                assert child.id.encode() not in said(office)


def test_a_stub_says_nothing() -> None:
    body = log("d", 1).bodies[0]
    assert isinstance(body, bytes)
    stub = stub_of(body)
    assert stub_of(stub) is stub
    assert isinstance(stub, Stub)
    assert len(stub.com) == 32
    assert chain(START, stub) == chain(START, body)

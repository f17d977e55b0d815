"""One identity, two histories: a copied computer, an old database put back. Nothing is lost, all come to know."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.changes import Block, Seen
from casefiles.domain.problems import Refusal
from casefiles.domain.trust import Link
from tests.package import offices, parts
from tests.package.offices import add, logs, put_aside, put_back
from tests.package.test_comparing import destroy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

COUNTY, TOWN, CITY = "999901", "999901101", "9999"


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


def names(office: Office) -> set[object]:
    return {r.values["name"] for r in office.queries.select("child")}


@pytest.fixture
def twins(world: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """The town's computer was copied; `world.town` and `world.twin` are open and know nothing of each other."""
    add(world.town, "child", name="石共例")
    assert send(world.town, world.county, world.stick).state == "done"
    world.town.ledger.close()
    world.twin = offices.opened(offices.copied(world.home / "town", world.home / "twin"))
    world.town = offices.opened(world.home / "town")
    yield world
    with suppress(Exception):
        world.twin.ledger.close()


def test_what_two_copies_wrote_meets_at_the_county_and_each_goes_on_by_itself(twins: SimpleNamespace) -> None:
    old = twins.town.ledger.device
    for n in "一二三":
        add(twins.town, "child", name=f"石{n}例")
    for n in "四五":
        add(twins.twin, "child", name=f"石{n}例")
    assert send(twins.town, twins.county, twins.stick).forked == ()
    [branch] = send(twins.twin, twins.county, twins.stick).forked
    everybody = {f"石{n}例" for n in "共一二三四五"}
    assert names(twins.county) == everybody
    [fork] = twins.county.ledger.forks()
    assert (fork.log, fork.dev, fork.here, fork.there) == (branch, old, 3, 2)
    here_only = {row["office"]: row["here_only"] for row in exchange.sync_status(twins.county)}
    all_ = sum(map(len, logs(twins.county).values()))
    assert here_only[CITY] == all_, "what both branches begin with is counted once"
    for office in (twins.town, twins.twin):
        report = send(twins.county, office, twins.stick)
        assert report.renewed, "each hears of the other"
        assert names(office) == everybody
        assert office.ledger.device != old
    assert twins.town.ledger.device != twins.twin.ledger.device
    for office, name in ((twins.town, "石六例"), (twins.twin, "石七例")):
        add(office, "child", name=name)
        report = send(office, twins.county, twins.stick)
        assert (report.state, report.forked, report.new) == ("done", (), 1), "no card was needed"
    everybody |= {"石六例", "石七例"}
    assert names(twins.county) == everybody
    assert send(twins.county, twins.city, twins.stick).state == "done"
    assert names(twins.city) == everybody
    there, here = logs(twins.city), logs(twins.county)
    assert {dev: sorted(there[dev]) for dev in here} == {dev: sorted(bodies) for dev, bodies in here.items()}
    for office in (twins.town, twins.twin):
        assert not send(twins.county, office, twins.stick).renewed, "it is over"
        assert names(office) == everybody
    assert all(o.queries.check()["ok"] for o in (twins.town, twins.twin, twins.county, twins.city))


def test_a_lost_receipt_does_not_hide_a_branch(twins: SimpleNamespace) -> None:
    """The county knows the first copy alone; what the second has beyond the fork is not in its receipt."""
    add(twins.town, "child", name="石一例")
    for n in "二三四":
        add(twins.twin, "child", name=f"石{n}例")
    send(twins.town, twins.county, twins.stick)
    report = send(twins.county, twins.twin, twins.stick)
    assert report.renewed, "the county's receipt speaks of changes that this computer never wrote"
    report = send(twins.twin, twins.county, twins.stick)
    assert (report.new, len(report.forked)) == (3, 1)
    send(twins.county, twins.twin, twins.stick)
    assert names(twins.county) == names(twins.twin) == {f"石{n}例" for n in "共一二三四"}


def test_an_old_database_put_back_gets_its_own_changes_again_and_a_new_identity(world: SimpleNamespace) -> None:
    add(world.town, "child", name="石一例")
    town = offices.put_aside(world, "town")
    add(town, "child", name="石二例")
    assert send(town, world.county, world.stick).state == "done"
    town = offices.put_back(world, "town")
    before = town.ledger.device
    report = send(world.county, town, world.stick)
    assert (report.renewed, report.forked) == (True, ())
    assert town.ledger.device != before
    send(town, world.county, world.stick)
    assert send(world.county, town, world.stick).new == 1
    assert names(town) == {"石一例", "石二例"}
    add(town, "child", name="石三例")
    assert send(town, world.county, world.stick).state == "done"
    assert names(world.county) == {"石一例", "石二例", "石三例"}
    assert world.county.ledger.forks() == []


@pytest.mark.parametrize("gone", [(0,), (2,), (2, 3), (4,), (0, 2, 4)])
def test_what_goes_over_numbers_that_are_gone_departs_from_nothing(
    world: SimpleNamespace, gone: tuple[int, ...]
) -> None:
    children = [add(world.town, "child", name=f"石{n}例", area=TOWN) for n in "一二三四五"]
    exchange.import_file(world.county, exchange.export(world.town, COUNTY, world.stick).path)
    destroy(world.county, *(children[n] for n in gone))
    base, device = world.town.ledger.database, world.town.ledger.device
    sql = "SELECT c.id FROM change c JOIN log l USING(lid) WHERE l.name=? AND c.seq=?"
    for first in range(6):  # all of it, and what goes over it from a later number on
        add(world.town, "child", name="石新例", area=TOWN)
        known = {device: Seen(first, base.one(sql, (device, first))[0])} if first else {}
        report = world.county.ledger.apply(world.town.ledger.since(known))
        assert (report.new, report.forked) == (1, ())
    assert world.county.ledger.forks() == []


def test_another_history_from_a_number_that_is_gone_is_a_branch(world: SimpleNamespace) -> None:
    children = [add(world.town, "child", name=f"石{n}例", area=TOWN) for n in "一二三"]
    put_aside(world, "town")
    add(world.town, "child", name="石四例", area=TOWN)
    world.county.ledger.apply(world.town.ledger.since({}))
    destroy(world.county, children[2])
    put_back(world, "town")
    other = add(world.town, "child", name="石他例", area=TOWN)
    assert len(world.county.ledger.apply(world.town.ledger.since({})).forked) == 1
    assert world.county.queries.get(other) is not None
    [fork] = world.county.ledger.forks()
    assert (fork.seq, fork.there) == (3, 2), "it leaves at a number that stands"


def test_an_answer_is_kept(twins: SimpleNamespace) -> None:
    for office, name in ((twins.town, "石一例"), (twins.twin, "石二例")):
        add(office, "child", name=name)
        send(office, twins.county, twins.stick)
    [fork] = twins.county.ledger.forks()
    twins.county.ledger.answer_fork(fork.log, "copied")
    assert twins.county.ledger.forks()[0].answer == "copied"
    with pytest.raises(KeyError):
        twins.county.ledger.answer_fork(fork.dev, "copied")


# what nobody may claim


def false_package(world: SimpleNamespace, *blocks: Block, **other: object) -> Path:
    """A package of the town's own, honest in form, that the county gets."""
    ledger = world.town.ledger
    town = parts.Side(TOWN, ledger.keys()[0], ledger.keys()[1])
    county = parts.Side(COUNTY, b"", world.county.ledger.keys()[1])
    return parts.put(world.stick, parts.package(*blocks, sender=town, to=county, **other), "false.tgx")


def test_nobody_goes_on_in_the_name_of_another_device(world: SimpleNamespace) -> None:
    add(world.city, "child", name="石一例")
    send(world.city, world.county, world.stick)
    dev = world.city.ledger.device
    head = world.county.ledger.vector()[dev]
    before = offices.dump(world.county)
    made_up = parts.log(dev, 2, head.seq + 1, head.head)
    with pytest.raises(Refusal, match="FORGED"):
        exchange.import_file(world.county, false_package(world, made_up))
    other_past = parts.log(dev, 1)
    with pytest.raises(Refusal, match="FORGED"):
        exchange.import_file(world.county, false_package(world, other_past))
    never_met = parts.log("abcdefgh234567ab", 1)
    with pytest.raises(Refusal, match="FORGED"):
        exchange.import_file(world.county, false_package(world, never_met))
    assert offices.dump(world.county) == before


def test_a_link_that_the_old_key_did_not_sign_leads_nowhere(world: SimpleNamespace) -> None:
    stranger = parts.side(TOWN, "thief")
    old = parts.Key(world.town.ledger.keys()[0])
    said = Link(old.public, stranger.public, b"")
    false = Link(old.public, stranger.public, parts.Key(stranger.seed).sign(said.said()))
    true = Link(old.public, stranger.public, old.sign(said.said()))
    county = parts.Side(COUNTY, b"", world.county.ledger.keys()[1])
    for link, code in ((false, "UNKNOWN_SENDER"), (true, "")):
        path = parts.put(world.stick, parts.package(sender=stranger, to=county, links=(link,)), f"{code}.tgx")
        [report] = exchange.import_files(world.county, [path])
        assert [p.code for p in report.problems] == ([code] if code else [])


# any copies, in any order


def _world(world: SimpleNamespace, rng: random.Random) -> None:
    live: dict[str, Office] = {"town": world.town, "county": world.county, "city": world.city}
    written: set[str] = set()
    codes = {"county": COUNTY, "city": CITY}
    for step in range(rng.randint(14, 26)):
        what = rng.random()
        who = rng.choice(sorted(live))
        if what < 0.15 and len(live) < 7:
            live[who].ledger.close()
            twin = f"{who}-{step}"
            offices.copied(world.home / who, world.home / twin)
            live[who] = offices.opened(world.home / who, offices.START_MS + step * 1_000_000)
            live[twin] = offices.opened(world.home / twin, offices.START_MS + step * 1_000_000)
        elif what < 0.5:
            name = f"石{step}例"
            add(live[who], "child", name=name, area=TOWN)
            written.add(name)
        else:
            _carry(live, codes, who, rng.choice(sorted(live)), world.stick)
    for _ in range(4):  # trips: whoever brings a package takes one home
        for one in sorted(live):
            for other in sorted(live):
                _carry(live, codes, one, other, world.stick)
                _carry(live, codes, other, one, world.stick)
    try:
        for office in live.values():
            assert names(office) == written, office.home.folder
            assert office.queries.check()["ok"]
        full = [logs(o) for n, o in live.items() if not n.startswith("town")]
        bodies = [sorted(b for log in one.values() for b in log) for one in full]
        assert all(one == bodies[0] for one in bodies)
    finally:
        for office in live.values():
            office.ledger.close()


def _carry(live: dict[str, Office], codes: dict[str, str], giver: str, taker: str, stick: Path) -> None:
    to = codes.get(taker.partition("-")[0], TOWN)
    if to != live[giver].home.code:
        exchange.import_file(live[taker], exchange.export(live[giver], to, stick).path)


@pytest.mark.parametrize("seed", range(2))
def test_any_copies_in_any_order_lose_nothing(world: SimpleNamespace, seed: int) -> None:
    _world(world, random.Random(seed))


def test_a_vector_is_read_by_its_heads(twins: SimpleNamespace) -> None:
    """Which branch bears the device's own name differs; both offices understand each other all the same."""
    for office, name in ((twins.town, "石一例"), (twins.twin, "石二例")):
        add(office, "child", name=name)
    send(twins.town, twins.county, twins.stick)
    send(twins.twin, twins.county, twins.stick)
    send(twins.twin, twins.city, twins.stick)
    send(twins.town, twins.city, twins.stick)
    county, city = twins.county.ledger, twins.city.ledger
    dev = next(d for d in county.vector() if "~" in d).partition("~")[0]
    assert county.vector()[dev] != city.vector()[dev]
    assert {k: v for k, v in county.recognised(city.vector()).items() if k.startswith(dev)} == {
        k: v for k, v in county.vector().items() if k.startswith(dev)
    }
    assert [b for b in county.since(county.recognised(city.vector())) if b.dev == dev] == []
    assert county.recognised({dev: Seen(2, b"\7" * 20)}) == {}, "a head that nobody here knows says nothing"


# what a person answers


def forked(twins: SimpleNamespace) -> tuple[str, str]:
    """Both copies wrote and reported to the county; the fork's log and device."""
    for office, n in ((twins.town, "一"), (twins.twin, "二")):
        add(office, "child", name=f"石{n}例")
        send(office, twins.county, twins.stick)
    [fork] = twins.county.ledger.forks()
    return fork.log, fork.dev


def test_nobody_knows_what_happened_so_both_histories_are_kept_aside(twins: SimpleNamespace) -> None:
    log, dev = forked(twins)
    for office in (twins.town, twins.twin):
        send(twins.county, office, twins.stick)
        send(office, twins.county, twins.stick)
    exchange.answer_fork(twins.county, log, "blocked")
    assert twins.county.ledger.forks()[0].answer == "blocked"
    assert names(twins.county) == {"石共例"}, "what both share stands"
    assert sum(held.number for held in twins.county.ledger.kept_aside()) == 2
    for office in (twins.town, twins.twin):
        add(office, "child", name="石后例")
        assert send(office, twins.county, twins.stick).state == "aside", "whatever goes on from it is blocked too"
    send(twins.county, twins.city, twins.stick)
    assert names(twins.city) == {"石共例"}
    exchange.accept_blocked(twins.county, dev)
    assert names(twins.county) == {"石共例", "石一例", "石二例"}
    send(twins.county, twins.city, twins.stick)
    assert names(twins.city) == {"石共例", "石一例", "石二例"}
    assert all(office.queries.check()["ok"] for office in (twins.county, twins.city))


@pytest.mark.parametrize("answer", ["copied", "restored"])
def test_a_known_cause_blocks_nobody(twins: SimpleNamespace, answer: str) -> None:
    log, _ = forked(twins)
    exchange.answer_fork(twins.county, log, answer)
    assert names(twins.county) == {"石共例", "石一例", "石二例"}
    for office in (twins.town, twins.twin):
        assert send(twins.county, office, twins.stick).renewed
        assert send(office, twins.county, twins.stick).state in ("done", "same")


def test_answers_that_cannot_be_given(twins: SimpleNamespace) -> None:
    log, _ = forked(twins)
    with pytest.raises(Refusal, match="NO_FORK"):
        exchange.answer_fork(twins.county, "abc~1", "copied")
    with pytest.raises(ValueError, match="perhaps"):
        exchange.answer_fork(twins.county, log, "perhaps")
    for office in (twins.town, twins.twin):
        send(office, twins.city, twins.stick)
    send(twins.city, twins.town, twins.stick)
    for fork in twins.town.ledger.forks():
        with pytest.raises(Refusal, match="CANNOT_BLOCK"):
            exchange.answer_fork(twins.town, fork.log, "blocked")
        assert fork.answer == ""

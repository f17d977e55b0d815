"""Offices witness each other's records of access with every package."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from casefiles import accessing, exchange
from casefiles.domain.access import EXPORT, IMPORT, KEPT_MS, KNOWN, LIST, OPEN
from casefiles.exchange import noticing, witnessing
from tests.package import offices
from tests.package.offices import add, edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import SimpleNamespace

    import pytest

    from casefiles.office import Office

TOWN, COUNTY = "999901101", "999901"


def send(giver: Office, taker: Office, stick: Path) -> None:
    assert exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path).state in ("done", "same")


def there_and_back(town: Office, county: Office, stick: Path) -> None:
    send(town, county, stick)
    send(county, town, stick)


def codes(office: Office) -> list[str]:
    return [one.code for one in noticing.notices(office) if one.code.startswith("ACCESS")]


def look(office: Office, row: str, times: int) -> None:
    for _ in range(times):
        office.ledger.accessed("clerk", OPEN, [row])


def cut(office: Office, after: int) -> None:
    """As somebody would who has the key of the database."""
    with office.ledger.database.writing() as connection:  # type: ignore[attr-defined]
        connection.execute("DELETE FROM access WHERE seq>?", (after,))


@pytest.fixture
def child(world: SimpleNamespace) -> str:
    """A child of the town."""
    return add(world.town, "child", name="王小样", area=TOWN)


def test_what_goes_and_comes_leaves_an_entry(world: SimpleNamespace, child: str) -> None:
    made = exchange.export(world.town, COUNTY, world.stick)
    exchange.import_file(world.county, made.path)
    [out] = world.town.ledger.accesses(act=EXPORT)
    [came] = world.county.ledger.accesses(act=IMPORT)
    assert out.detail == f"{COUNTY} {made.package[:8]}"
    assert came.detail == f"{TOWN} {made.package[:8]}"
    assert out.n == came.n == made.count > 0
    assert child not in (out.detail + came.detail)
    again = exchange.import_file(world.county, made.path)
    assert again.again
    assert len(world.county.ledger.accesses(act=IMPORT)) == 1, "a package that was taken in changes nothing"


def test_a_record_that_was_cut_is_seen_above_and_by_itself(world: SimpleNamespace, child: str) -> None:
    town, county, stick = world.town, world.county, world.stick
    send(town, county, stick)
    look(town, child, 4)
    edit(town, child, school="石门小学")
    there_and_back(town, county, stick)
    assert codes(town) == codes(county) == []
    went = county.ledger.access_witnessed([town.ledger.device])[0].seq
    assert went == town.ledger.accesses(act=EXPORT)[0].seq - 1
    cut(town, 2)
    assert codes(town) == ["ACCESS_CUT"], "the county has said what it saw"
    assert accessing.acknowledge(town) == 1
    assert codes(town) == []
    edit(town, child, school="云台小学")
    send(town, county, stick)
    [told] = accessing.problems(county)
    assert (told.code, told.args["office"], told.args["seq"]) == ("ACCESS_CUT", "云台镇（演示）", 4)
    assert accessing.acknowledge(county) == 1
    assert accessing.problems(county) == ()
    assert accessing.acknowledge(county) == 0


def test_what_was_looked_into_hides_nothing_that_comes_later(world: SimpleNamespace, child: str) -> None:
    town, county, stick = world.town, world.county, world.stick

    def round_trip(school: str) -> None:
        edit(town, child, school=school)
        there_and_back(town, county, stick)

    look(town, child, 6)
    round_trip("一")
    cut(town, 2)
    round_trip("二")
    assert codes(town) == codes(county) == ["ACCESS_CUT"]
    assert accessing.acknowledge(town) == accessing.acknowledge(county) == 1
    assert [one.n for one in town.ledger.accesses(act=KNOWN)] == [1], "who looked into it stands there, too"
    for n in range(4):
        look(town, child, 6)
        round_trip(f"三{n}")
        assert codes(town) == codes(county) == []
    cut(town, town.ledger.access_head()[0] - 12)
    round_trip("四")
    assert "ACCESS_CUT" in codes(town)
    assert codes(county) == ["ACCESS_CUT"]


def test_packages_that_come_in_another_order_accuse_nobody(world: SimpleNamespace, child: str) -> None:
    town, county, stick = world.town, world.county, world.stick
    send(town, county, stick)
    look(town, child, 3)
    edit(town, child, school="石门小学")
    one = exchange.export(town, COUNTY, stick)
    look(town, child, 3)
    two = exchange.export(town, COUNTY, stick)
    for made in (two, one):
        exchange.import_file(county, made.path)
    assert codes(county) == []


def test_others_can_say_nothing_of_a_third_office(world: SimpleNamespace, child: str) -> None:
    """Of the computer that signed the package, and of ours, alone."""
    town, county, city, stick = world.town, world.county, world.city, world.stick
    look(town, child, 3)
    send(town, county, stick)
    send(county, city, stick)
    assert city.ledger.access_witnessed([town.ledger.device]) == []
    [known] = city.ledger.access_witnessed([county.ledger.device])
    assert known.office == COUNTY
    send(city, county, stick)
    assert [one.device for one in county.ledger.access_witnessed([county.ledger.device, town.ledger.device])] == [
        county.ledger.device, town.ledger.device,
    ]  # fmt: skip


def test_a_peer_is_heard_about_our_computers_alone(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A county that says something of a computer that is neither its own nor the reader's."""
    town, county, stick = world.town, world.county, world.stick
    add(town, "child", name="王小样", area=TOWN)
    send(town, county, stick)
    third, ours = "d-third", town.ledger.device
    words = {third: (9, b"3" * 32), ours: (99, b"9" * 32)}
    monkeypatch.setattr(witnessing, "told", lambda *_: words)
    send(county, town, stick)
    assert town.ledger.access_witnessed([third]) == []
    assert town.ledger.access_witnessed([ours])[0].seq == 99
    [said] = accessing.problems(town)
    assert said.code == "ACCESS_CUT"
    assert said.args["witness"] == "青山县（演示）", "a liar is named"


def test_a_former_record_that_is_not_what_was_seen_is_told_as_ours(world: SimpleNamespace, child: str) -> None:
    town, county, stick = world.town, world.county, world.stick
    look(town, child, 3)
    there_and_back(town, county, stick)
    town.ledger.new_identity()
    with town.ledger.database.writing() as connection:
        connection.execute("UPDATE access SET head=zeroblob(32)")
    said = accessing.problems(town)
    assert [(one.code, one.args["office"], one.args["witness"]) for one in said] == [
        ("ACCESS_ALTERED", "云台镇（演示）", "青山县（演示）")
    ]


def test_a_file_that_is_gone_is_not_opened(world: SimpleNamespace) -> None:
    accessing.opened(world.town, "c-00000000000000000")
    assert world.town.ledger.accesses() == []


def test_what_a_wrong_clock_noted_holds_back_no_entry(world: SimpleNamespace, child: str) -> None:
    town = world.town
    right = town.clock.at
    town.clock.at = right + 400 * 86_400_000
    accessing.opened(town, child)
    accessing.listed(town, "child")
    town.clock.at = right
    for _ in range(3):
        accessing.opened(town, child)
        accessing.listed(town, "child")
    assert len(town.ledger.accesses(act=OPEN)) == len(town.ledger.accesses(act=LIST)) == 2


def test_entries_go_after_three_years_and_not_by_a_clock_that_is_ahead(world: SimpleNamespace, child: str) -> None:
    town = world.town
    look(town, child, 5)
    right = town.clock.at
    town.clock.at = right + KEPT_MS + 40 * 86_400_000
    accessing.unlocked(town)
    assert len(town.ledger.accesses()) == 6, "nobody worked here for three years: rather the clock is ahead"
    town.clock.at += 32 * 86_400_000
    accessing.unlocked(town)
    assert len(town.ledger.accesses()) == 3
    assert accessing.doubts(town) == []


def test_a_new_computer_begins_a_record_of_its_own(world: SimpleNamespace, child: str) -> None:
    town, county, stick = world.town, world.county, world.stick
    look(town, child, 3)
    there_and_back(town, county, stick)
    town.ledger.new_identity()
    edit(town, child, school="石门小学")
    send(town, county, stick)
    assert codes(county) == []
    assert town.ledger.access_head()[0] == 1
    send(county, town, stick)
    assert codes(town) == []


def test_a_second_opening_within_ten_minutes_is_the_same_look(world: SimpleNamespace, child: str) -> None:
    town = world.town
    visit = add(town, "visit", child=child, on="2026-11-03", kind="home")
    accessing.opened(town, child)
    accessing.opened_record(town, town.queries.get(visit))
    assert [one.row for one in town.ledger.accesses(act=OPEN)] == [child]
    town.clock.at += 700_000
    accessing.opened_record(town, town.queries.get(visit))
    assert len(town.ledger.accesses(act=OPEN, row=child)) == 2


def test_who_takes_the_beginning_out_cannot_make_what_is_left_old(world: SimpleNamespace, child: str) -> None:
    """What was kept its time goes, and the last of it stays: nobody is to say of a newer entry that it is that one."""
    town, county, stick = world.town, world.county, world.stick
    look(town, child, 6)
    there_and_back(town, county, stick)
    with town.ledger.database.writing() as connection:
        connection.execute("DELETE FROM access WHERE seq<5")
        connection.execute("UPDATE access SET at_ms=1000 WHERE seq=5")
    assert codes(town) == ["ACCESS_BROKEN"]


def test_what_a_lawful_beginning_follows_on_is_kept(world: SimpleNamespace, child: str) -> None:
    town = world.town
    look(town, child, 5)
    right = town.clock.at
    for days in (400, 800, 1200, 1600):
        town.clock.at = right + days * 86_400_000
        look(town, child, 1)
        assert town.ledger.drop_old_accesses(town.clock.at - KEPT_MS) in (0, 4, 1)
        assert accessing.doubts(town) == []
    with town.ledger.database.writing() as connection:
        connection.execute("UPDATE access SET user='other' WHERE seq=(SELECT min(seq) FROM access)")
    assert [one.code for one in accessing.problems(town, whole=False)] == ["ACCESS_BROKEN"]


@pytest.mark.parametrize("who", ["county", "town"])
def test_many_words_do_not_push_out_the_one_that_tells(world: SimpleNamespace, child: str, who: str) -> None:
    """Whoever cuts his record and then goes to the county fifty times."""
    town, county, stick = world.town, world.county, world.stick
    look(town, child, 6)
    there_and_back(town, county, stick)
    cut(town, 2)
    for n in range(45):
        edit(town, child, school=f"第{n}小学")
        send(town, county, stick)
        if who == "town":
            send(county, town, stick)
    assert "ACCESS_CUT" in codes(world.county)
    if who == "town":
        assert {"ACCESS_CUT", "ACCESS_ALTERED"} & set(codes(town))
    office = {"county": county, "town": town}[who]
    kept = office.ledger.database.one("SELECT count(*) FROM access_witness")[0]
    assert kept <= 2 * 40 + 2 * 20


@pytest.fixture
def copies(world: SimpleNamespace, child: str) -> Iterator[SimpleNamespace]:
    """The town's computer was copied after the county had witnessed it; `world.town` and `world.twin` are open."""
    world.child = child
    look(world.town, child, 3)
    there_and_back(world.town, world.county, world.stick)
    edit(world.town, child, school="石门小学")
    world.town.ledger.close()
    world.twin = offices.opened(offices.copied(world.home / "town", world.home / "twin"))
    world.town = offices.opened(world.home / "town")
    yield world
    with suppress(Exception):
        world.twin.ledger.close()


@pytest.mark.parametrize(
    ("looks", "writes", "twice"),
    [((2, 5), (1, 1), False), ((5, 2), (1, 1), False), ((4, 4), (1, 1), True), ((2, 9), (2, 1), True)],
)
def test_copies_that_went_on_side_by_side_accuse_nobody(
    copies: SimpleNamespace, looks: tuple[int, int], writes: tuple[int, int], twice: bool
) -> None:
    """Both wrote and looked under one identity: there are two records, and nobody had the database in hand."""
    town, twin, county, stick = copies.town, copies.twin, copies.county, copies.stick
    for n, office in enumerate((town, twin)):
        for _ in range(writes[n]):
            add(office, "child", name=f"王{'一二'[n]}样", area=TOWN)
        look(office, copies.child, looks[n])
        send(office, county, stick)
    assert codes(town) == codes(twin) == []
    assert codes(county) == (["ACCESS_TWICE"] if twice else [])
    for office in (town, twin):
        send(county, office, stick)
        assert set(codes(office)) <= {"ACCESS_TWICE", "ACCESS_FORMER"}
        edit(office, copies.child, school="云台小学")
        send(office, county, stick)
        send(county, office, stick)
        assert set(codes(office)) <= {"ACCESS_TWICE", "ACCESS_FORMER"}
    every = {code for office in (town, twin, county) for code in codes(office)}
    assert ("ACCESS_TWICE" in every) == twice
    assert every, "it is said all the same"
    [said, *_] = [one for office in (town, twin, county) for one in accessing.problems(office)]
    assert "database in hand" not in said.say("en")
    for office in (town, twin, county):
        accessing.acknowledge(office)
        assert codes(office) == []


def test_a_copy_that_only_looked_accuses_nobody(copies: SimpleNamespace) -> None:
    """It changed nothing, so the log has no fork: the county's package shows it all the same."""
    town, twin, county, stick = copies.town, copies.twin, copies.county, copies.stick
    look(twin, copies.child, 9)
    look(town, copies.child, 3)
    edit(town, copies.child, school="云台小学")
    send(town, county, stick)
    send(county, twin, stick)
    assert twin.ledger.forks() == []
    assert codes(twin) == ["ACCESS_TWICE"]


@pytest.mark.parametrize("harmed", ["town", "twin"])
def test_a_fork_hides_no_alteration_of_what_was_witnessed_before(copies: SimpleNamespace, harmed: str) -> None:
    """Whoever altered the entries that both copies share cannot say that the other copy wrote them."""
    county, stick = copies.county, copies.stick
    for office, name in ((copies.town, "王一样"), (copies.twin, "王二样")):
        add(office, "child", name=name, area=TOWN)
        send(office, county, stick)
    for office in (copies.town, copies.twin):
        send(county, office, stick)
    office = {"town": copies.town, "twin": copies.twin}[harmed]
    with office.ledger.database.writing() as connection:
        connection.execute("UPDATE access SET head=zeroblob(32) WHERE seq<5 AND dev<>?", (office.ledger.device,))
    assert "ACCESS_ALTERED" in codes(office)


def test_the_county_sees_a_cut_from_before_the_fork(copies: SimpleNamespace) -> None:
    """A copy of which entries were taken out that the county had seen before it was made."""
    town, twin, county, stick = copies.town, copies.twin, copies.county, copies.stick
    add(town, "child", name="王一样", area=TOWN)
    send(town, county, stick)
    cut(twin, 1)
    add(twin, "child", name="王二样", area=TOWN)
    send(twin, county, stick)
    assert county.ledger.forks()
    assert "ACCESS_CUT" in codes(county)

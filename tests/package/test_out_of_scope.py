"""An office writes where it has no say: kept aside, shown nowhere, for everybody the same in whatever order."""

from __future__ import annotations

import itertools
from contextlib import suppress
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from casefiles import erasing, exchange
from casefiles.domain.changes import Body, Change, Edit, stub_of
from casefiles.domain.problems import Refusal
from casefiles.domain.trespass import related, trespasses
from casefiles.exchange import certifying, trust
from db.rebuilding import rebuild
from tests.package import offices
from tests.package.offices import add, edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casefiles.office import Office

CODES = {"town": "999901101", "other": "999901102", "county": "999901", "city": "9999"}


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scope")
    for name, code in CODES.items():
        offices.make(folder / name, code)
    met = {name: offices.opened(folder / name) for name in CODES}
    for low, high in (("town", "county"), ("other", "county"), ("county", "city")):
        offices.meet(folder, met[low], met[high])
    for office in met.values():
        office.ledger.close()
    return folder


@pytest.fixture
def land(template: Path, tmp_path: Path) -> Iterator[SimpleNamespace]:
    stick = tmp_path / "stick"
    stick.mkdir()
    found = {name: offices.opened(offices.copied(template / name, tmp_path / name)) for name in CODES}
    yield SimpleNamespace(**found, stick=stick, home=tmp_path)
    for office in found.values():
        with suppress(Exception):
            office.ledger.close()


def name_of(office: Office, row: str) -> object:
    found = office.queries.get(row)
    return found.values["name"] if found is not None else None


def trespass(land: SimpleNamespace, **fields: str) -> str:
    """The town's child, and what the other town wrote of it: as if its program let it, it knows id and head."""
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    heads = land.town.queries.get(row).heads
    land.other.ledger.write([Edit("child", row, fields, heads)], "clerk")
    return row


def sound(office: Office) -> bool:
    """The tables are what the log says, also when they are made anew."""
    before = office.queries.select("child")
    sounds = bool(office.queries.check()["ok"])
    with office.ledger.database.writing() as connection:  # type: ignore[attr-defined]
        rebuild(connection)
    return sounds and bool(office.queries.check()["ok"]) and office.queries.select("child") == before


def test_what_another_office_writes_of_a_child_is_kept_aside(land: SimpleNamespace) -> None:
    row = trespass(land, name="石改例")
    send(land.town, land.county, land.stick)
    report = send(land.other, land.county, land.stick)
    assert report.state == "done"
    [problem] = [p for p in report.problems if p.code == "OUT_OF_SCOPE"]
    assert problem.say("zh").startswith("1 条记录超出该单位权限，已隔离")
    assert "1" in problem.say("en")
    assert name_of(land.county, row) == "石一例"
    assert not land.county.queries.conflicts()
    [one] = land.county.ledger.out_of_scope()
    assert (one.row, one.name, one.entity) == (row, "石改例", "child")
    send(land.county, land.city, land.stick)
    assert name_of(land.city, row) == "石一例", "and so it is everywhere"
    assert land.city.ledger.out_of_scope()
    for office in (land.county, land.city):
        assert sound(office)
    assert send(land.other, land.county, land.stick).problems == (), "it is said once"


def test_the_order_in_which_it_comes_does_not_matter(land: SimpleNamespace) -> None:
    row = trespass(land, name="石改例")
    first = send(land.other, land.county, land.stick)
    assert first.problems == (), "nobody knows yet whose child it is"
    report = send(land.town, land.county, land.stick)
    assert [p.code for p in report.problems] == ["OUT_OF_SCOPE"]
    assert name_of(land.county, row) == "石一例"
    assert sound(land.county)


@pytest.mark.parametrize("late", [False, True])
def test_a_child_that_came_later_does_not_make_it_theirs(land: SimpleNamespace, *, late: bool) -> None:
    """It was moved to them without knowing of that; the county hears of the move before or after."""
    row = add(land.county, "child", name="石一例", area=CODES["town"])
    heads = land.county.queries.get(row).heads
    land.other.ledger.write([Edit("child", row, {"name": "石改例"}, heads)], "clerk")
    if not late:
        send(land.other, land.county, land.stick)
    edit(land.county, row, area=CODES["other"])
    if late:
        send(land.other, land.county, land.stick)
    assert name_of(land.county, row) == "石一例"
    assert {one.row for one in land.county.ledger.out_of_scope()} == {row}
    assert sound(land.county)


def test_nobody_moves_a_child_to_himself(land: SimpleNamespace) -> None:
    row = trespass(land, name="石改例", area=CODES["other"])
    edit(land.other, row, village="石门村")
    send(land.town, land.county, land.stick)
    send(land.other, land.county, land.stick)
    found = land.county.queries.get(row)
    assert (found.values["area"], found.values["name"], found.values["village"]) == (CODES["town"], "石一例", None)
    assert {one.row for one in land.county.ledger.out_of_scope()} == {row}
    edit(land.county, row, area=CODES["other"])
    send(land.county, land.other, land.stick)
    edit(land.other, row, village="石门村")
    send(land.other, land.county, land.stick)
    assert land.county.queries.get(row).values["village"] == "石门村", "once it lives there it is theirs"
    assert sound(land.county)


def test_a_moved_child_and_everybody_above_and_below(land: SimpleNamespace) -> None:
    """Nothing of the ordinary life of a file is out of scope."""
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    edit(land.county, row, name="石县例")
    edit(land.county, row, area=CODES["other"])
    send(land.county, land.other, land.stick)
    edit(land.other, row, village="石门村")
    edit(land.town, row, village="甲村")  # it had not heard
    for office in (land.other, land.town):
        assert send(office, land.county, land.stick).problems == ()
    assert land.county.ledger.out_of_scope() == []
    send(land.county, land.city, land.stick)
    edit(land.city, row, name="石市例")
    send(land.city, land.county, land.stick)
    assert land.county.ledger.out_of_scope() == []
    assert name_of(land.county, row) == "石市例"


def change(dev: str, seq: int, parents: tuple[Change, ...] = (), **fields: str) -> Change:
    body = Body("c-1", "child", seq, fields, tuple(p.id.hex() for p in parents), "u", "")
    return Change(dev, seq, f"{dev}{seq}".encode().ljust(20, b"."), body)


OFFICES = {"x": "999901101", "y": "999901102", "c": "999901"}


def test_the_rule_is_a_function_of_the_set() -> None:
    made = change("x", 1, area="999901101", name="a")
    bad = change("y", 1, (made,), area="999901102")
    on_it = change("y", 2, (bad,), name="b")
    good = change("x", 2, (bad, made), name="c")
    above = change("c", 1, (made,), area="999901102")
    theirs = change("y", 3, (above,), name="d")
    everything = (made, bad, on_it, good, above, theirs)
    for order in itertools.permutations(everything):
        placed = sorted(order, key=lambda one: (len(one.body.p), everything.index(one)))
        assert {one.id for one in trespasses(placed, OFFICES)} == {bad.id, on_it.id}
    assert trespasses([made, bad], {}) == [], "of whose line nobody is known, nothing can be judged"
    assert trespasses([bad], OFFICES) == [], "and what it was written on"
    assert trespasses([change("y", 1, name="a"), change("y", 2, (change("y", 1, name="a"),), name="b")], OFFICES) == []


def test_what_names_something_that_is_not_here_is_judged_by_the_whole_record() -> None:
    made = change("x", 1, area="999901101", name="a")
    never = change("z", 9)
    forged = change("y", 1, (made, never), area="999901102")
    on_it = change("y", 2, (forged,), name="b")
    alone = change("y", 3, (never,), area="999901102", name="c")
    joined = change("y", 4, (alone, made), name="d")
    above = change("c", 1, (made, never), name="e")
    owner = change("x", 2, (made, never), name="f")
    everything = (made, forged, on_it, alone, joined, above, owner)
    for order in itertools.permutations(everything):
        placed = sorted(order, key=everything.index)
        assert {one.id for one in trespasses(placed, OFFICES)} == {forged.id, on_it.id, alone.id, joined.id}
    gone = change("z", 8, (made,), name="told of somebody who was erased")
    moved = change("c", 2, (gone,), area="999901102")
    theirs = change("y", 5, (moved, owner), name="g")
    assert trespasses([made, owner, moved, theirs], OFFICES) == [], "the county moved it; on what, is gone"
    assert trespasses([made, owner, theirs], OFFICES) == [theirs], "without the move nobody knows"


def hidden(changes: tuple[Change, ...], known: dict[str, str], gone: Change) -> set[bytes]:
    """In every order, parents first: what stands in the log of `gone` is known, what it said is not."""
    found = set()
    for order in itertools.permutations(changes):
        if all(order.index(one) > order.index(p) for one in order for p in order if p.id.hex() in one.body.p):
            found.add(frozenset(one.id for one in trespasses(order, known, {gone.id: gone.dev})))
    [only] = found
    return set(only)


def test_where_the_beginning_was_erased_an_office_above_tells_where_it_lived() -> None:
    made = change("x", 1, area="999901101", name="a")
    taken = change("y", 1, (made,), name="b")
    moved = change("y", 2, (made,), area="999901102")
    anew = change("c", 1, (made,), area="999901101", name="a")
    mine = change("x", 2, (made,), village="v")
    for known in (OFFICES, {dev: code for dev, code in OFFICES.items() if dev != "y"}):
        assert hidden((taken, moved, mine, anew), known, made) == {taken.id, moved.id}
        assert hidden((taken, mine, anew), known, made) == {taken.id}
    assert hidden((taken, moved, mine), OFFICES, made) == set(), "two makers look alike without somebody above"
    later = change("c", 2, (mine,), area="999901101")
    assert hidden((mine, moved, later), OFFICES, made) == {moved.id}, "also on what is left"
    gave = change("c", 3, (made,), area="999901102")
    assert hidden((gave, mine, moved), OFFICES, made) == set(), "who wrote what the county moved made it"
    assert trespasses([gave, mine], OFFICES) == [mine], "of whom nobody knows that"


def test_where_the_beginning_was_erased_another_countys_office_stays_hidden_too() -> None:
    """The county is not above it; but it wrote on what others made to whom it is not related, and above those it is."""
    known = OFFICES | {"z": "999902101", "d": "999902"}
    made = change("x", 1, area="999901101", name="a")
    taken = change("z", 1, (made,), name="b")
    moved = change("z", 2, (made,), area="999902101")
    anew = change("c", 1, (made,), area="999901101", name="a")
    mine = change("x", 2, (made,), village="v")
    assert hidden((taken, moved, mine, anew), known, made) == {taken.id, moved.id}
    assert hidden((taken, moved, mine), known, made) == set(), "not without somebody above"
    assert trespasses([taken, mine, anew], known) == [], "nor where nobody knows whose it was"
    theirs = change("z", 3, area="999902101", name="c")
    wrote = change("z", 4, (theirs,), name="d")
    assert hidden((wrote, anew), known, theirs) == set(), "what it made itself it may go on with"
    gave = change("d", 1, (made,), area="999902101")
    onward = change("z", 5, (gave,), name="e")
    assert hidden((onward, anew), known, gave) == set(), "or what its own county gave it"
    sent = change("x", 3, (made,), area="999902101")
    came = change("z", 6, (sent,), name="f")
    lies = change("p", 1, (came,), area="999902101")
    assert hidden((came, lies), known | {"p": "9999"}, sent) == set(), "or what lies there"


def test_an_erasure_brings_nothing_of_another_county_into_the_open(land: SimpleNamespace) -> None:
    home = add(land.town, "household", name="石大例", area=CODES["town"], address="石一例家老屋")
    row = add(land.town, "child", name="石一例", area=CODES["town"], household=home)
    send(land.town, land.county, land.stick)
    heads = land.county.queries.get(home).heads
    land.other.ledger.write([Edit("household", home, {"name": "王改例", "phone": "10012345678"}, heads)], "clerk")
    whose = {land.other.ledger.device: "999902101"}  # it brings it by way of the city
    land.county.ledger.apply(list(land.other.ledger.since({})), offices=whose)
    assert [one.row for one in land.county.ledger.out_of_scope()] == [home]
    edit(land.county, row, closed_on="2026-05-01")
    erasing.order(land.county, row, "withdrawn")
    found = land.county.queries.get(home)
    assert (found.values["name"], found.values["phone"], dict(found.rivals)) == ("石大例", None, {})
    assert [one.row for one in land.county.ledger.out_of_scope()] == [home]
    assert sound(land.county)


def test_what_is_hidden_stays_so_when_the_beginning_is_erased(land: SimpleNamespace) -> None:
    """The first change of a household names the child that is erased, so it goes whole."""
    home = add(land.town, "household", name="石大例", area=CODES["town"], village="石门村", address="石一例家老屋")
    row = add(land.town, "child", name="石一例", area=CODES["town"], village="石门村", household=home)
    send(land.town, land.county, land.stick)
    heads = land.county.queries.get(home).heads
    land.other.ledger.write([Edit("household", home, {"name": "王改例", "phone": "10012345678"}, heads)], "clerk")
    packages = [exchange.export(land.other, CODES["county"], land.stick).path]
    send(land.county, land.city, land.stick)
    land.county.ledger.close()
    late = offices.opened(offices.copied(land.home / "county", land.home / "late"))
    land.county = offices.opened(land.home / "county")
    exchange.import_files(land.county, packages)
    for office in (land.county, late):
        edit(office, row, closed_on="2026-05-01")
        erasing.order(office, row, "withdrawn")
    exchange.import_files(late, packages)
    send(land.county, land.city, land.stick)
    send(land.county, land.town, land.stick)
    edit(land.town, home, village="东头")
    send(land.town, land.county, land.stick)
    for office in (land.county, late, land.city, land.town):
        found = office.queries.get(home)
        assert (found.values["name"], found.values["phone"]) == ("石大例", None)
        assert found.values["address"] == "×××家老屋"
        assert "name" not in found.rivals
        assert [one.row for one in office.ledger.out_of_scope()] == [home]
        assert office.queries.check()["ok"]
    late.ledger.close()


def test_an_erasure_judges_at_once_what_it_took_the_ground_from(land: SimpleNamespace) -> None:
    home = add(land.town, "household", name="石大例", area=CODES["town"], address="石一例家老屋")
    row = add(land.town, "child", name="石一例", area=CODES["town"], household=home)
    heads = land.town.queries.get(home).heads
    land.other.ledger.write([Edit("household", home, {"name": "王改例"}, heads)], "clerk")
    for office in (land.town, land.other):
        send(office, land.county, land.stick)
    edit(land.county, row, closed_on="2026-05-01")
    with land.county.ledger.database.writing() as connection:
        connection.execute("DELETE FROM trespass")
    erasing.order(land.county, row, "withdrawn")
    assert [one.row for one in land.county.ledger.out_of_scope()] == [home], "not only with the next package"
    assert name_of(land.county, home) == "石大例"


def test_who_wrote_what_is_missing_may_come_to_be_known_late(land: SimpleNamespace) -> None:
    """The town's other computer had not heard of the move; of the first change there is only the stub, and it comes
    last."""
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    edit(land.county, row, area=CODES["other"])
    offices.make(land.home / "new", CODES["town"])
    new = offices.opened(land.home / "new")
    new.ledger.write([Edit("child", row, {"village": "甲村"}, land.town.queries.get(row).heads)], "clerk")
    whose = {new.ledger.device: CODES["town"], land.town.ledger.device: CODES["town"]}
    whose[land.county.ledger.device] = CODES["county"]
    for office in (land.county, new):
        mine = [block for block in office.ledger.since({}) if block.dev == office.ledger.device]
        land.city.ledger.apply(mine, offices=whose)
    assert [one.row for one in land.city.ledger.out_of_scope()] == [row]
    [first] = land.town.ledger.since({})
    bare = replace(first, bodies=tuple(stub_of(body) for body in first.bodies), private={})
    land.city.ledger.apply([bare], offices=whose)
    assert land.city.ledger.out_of_scope() == []
    assert land.city.queries.get(row).values["village"] == "甲村"
    new.ledger.close()


def test_a_made_up_parent_opens_no_door(land: SimpleNamespace) -> None:
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    other = add(land.town, "child", name="石二例", area=CODES["town"])
    elsewhere = land.town.queries.get(other).heads
    own = land.town.queries.get(row).heads
    for heads in ((*own, b"no such change here."), (*own, *elsewhere), (b"no such change here.",)):
        land.other.ledger.write([Edit("child", row, {"name": "石改例", "area": CODES["other"]}, heads)], "clerk")
    send(land.town, land.county, land.stick)
    report = send(land.other, land.county, land.stick)
    assert [p.code for p in report.problems] == ["OUT_OF_SCOPE"]
    send(land.county, land.town, land.stick)
    send(land.county, land.city, land.stick)
    for office in (land.town, land.county, land.city):
        found = office.queries.get(row)
        assert (found.values["name"], found.values["area"], dict(found.rivals)) == ("石一例", CODES["town"], {})
        assert len(office.ledger.out_of_scope()) == 6, "a move is a change of its own"
        assert sound(office)


def test_a_computer_that_nobody_vouches_for_has_a_say_in_its_own_alone() -> None:
    made = change("x", 1, area="999901101", name="a")
    ghost = change("?", 1, (made,), name="b")
    assert trespasses([made, ghost], OFFICES) == [ghost]
    assert trespasses([made, ghost], OFFICES | {"?": "999901101"}) == [], "once somebody vouches for it"
    assert trespasses([made, ghost], {"c": "999901"}) == [ghost], "the county knows whose computers are there"
    assert trespasses([made, ghost], {"z": "9998"}) == [], "elsewhere nobody knows"
    claimed = change("?", 2, area="999901101", name="c")
    own = change("?", 3, (claimed,), name="d")
    both = change("?", 4, (claimed, made), name="e")
    assert trespasses([made, claimed, own, both], OFFICES) == [claimed, own, both], "it did not make what others made"
    assert trespasses([claimed, own], OFFICES) == [], "what nobody else made may be its own"
    assert trespasses([made, claimed, own], {"z": "9998"}) == [], "elsewhere nobody knows"
    answer = change("x", 2, (claimed, made), name="a")
    assert trespasses([made, claimed, own, answer], OFFICES) == [], "somebody who is known has taken it in"


def ghost(land: SimpleNamespace, row: str, **fields: str) -> Office:
    """A computer that the other town made up wrote of the record; the town carries its log."""
    offices.make(land.home / "ghost", "999901102")
    found = offices.opened(land.home / "ghost")
    found.ledger.write([Edit("child", row, fields, land.town.queries.get(row).heads)], "nobody")
    land.other.ledger.apply(list(found.ledger.since({})), found.ledger.proven()[1])
    return found


def test_a_made_up_computer_says_nothing_of_anybody(land: SimpleNamespace) -> None:
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    nobodys = ghost(land, row, name="石改例")
    send(land.town, land.county, land.stick)
    assert [p.code for p in send(land.other, land.county, land.stick).problems] == ["OUT_OF_SCOPE"]
    send(land.county, land.city, land.stick)
    send(land.county, land.town, land.stick)
    for office in (land.county, land.city, land.town):
        assert name_of(office, row) == "石一例"
        [hidden] = exchange.beyond(office)
        assert (hidden.device, hidden.by) == (nobodys.ledger.device, "")
        assert sound(office)
    edit(land.county, row, village="甲村")
    send(land.county, land.town, land.stick)
    assert name_of(land.town, row) == "石一例"
    nobodys.ledger.close()


def test_what_waits_for_somebody_to_vouch_is_shown_once_he_does(land: SimpleNamespace) -> None:
    """The log of the town's new computer came by way of a neighbour; the county hears of it when its card comes."""
    row = add(land.county, "child", name="石一例", area=CODES["town"])
    offices.make(land.home / "new", CODES["town"])
    new = offices.opened(land.home / "new")
    new.ledger.write([Edit("child", row, {"village": "甲村"}, land.county.queries.get(row).heads)], "clerk")
    land.other.ledger.apply(list(new.ledger.since({})), new.ledger.proven()[1])
    send(land.other, land.county, land.stick)
    assert land.county.queries.get(row).values["village"] is None
    assert [one.row for one in exchange.beyond(land.county)] == [row]
    exchange.accept_card(land.county, exchange.write_card(new, land.stick), replace_known=True)
    assert land.county.queries.get(row).values["village"] == "甲村"
    assert exchange.beyond(land.county) == []
    send(land.county, land.city, land.stick)
    assert land.city.queries.get(row).values["village"] == "甲村", "the certificate goes along"
    assert sound(land.county)
    new.ledger.close()


def test_all_records_are_judged_anew_by_another_rule(land: SimpleNamespace) -> None:
    row = trespass(land, name="石改例")
    for office in (land.town, land.other):
        send(office, land.county, land.stick)
    with land.county.ledger.database.writing() as connection:
        connection.execute("DELETE FROM trespass")
        connection.execute("UPDATE setting SET value='1' WHERE key='trespass_rule'")
    rebuilt = land.county.ledger.refold([row])
    assert rebuilt.rows
    assert name_of(land.county, row) == "石改例"
    add(land.town, "child", name="石二例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    assert name_of(land.county, row) == "石一例"


def test_who_goes_on_under_a_new_key_is_known_wherever_the_log_goes(land: SimpleNamespace) -> None:
    """The city's computer becomes another one twice before the county exports; the town hears of it from the county."""
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    for giver, taker in ((land.town, land.county), (land.county, land.city), (land.city, land.county)):
        send(giver, taker, land.stick)
    send(land.county, land.town, land.stick)
    for name in ("石二例", "石三例"):
        land.city.ledger.new_identity()
        edit(land.city, row, name=name)
    send(land.city, land.county, land.stick)
    assert name_of(land.county, row) == "石三例"
    send(land.county, land.town, land.stick)
    assert name_of(land.town, row) == "石三例"
    assert land.town.ledger.out_of_scope() == []
    whose = trust.standing(land.town).offices
    assert whose[land.city.ledger.device] == CODES["city"]
    assert len([dev for dev, code in whose.items() if code == CODES["city"]]) == 3


def test_a_link_that_does_not_hold_is_refused(land: SimpleNamespace) -> None:
    from casefiles.domain.trust import Link
    from casefiles.exchange import onward

    key = land.city.ledger.keys()[0]
    with pytest.raises(Refusal, match="FORGED"):
        onward.proven((), (Link(key, key, bytes(64)),), ())
    assert onward.proven((), (), (Link(key, key, bytes(64)),)) == ()


def test_who_is_related() -> None:
    assert related("999901101", "999901101201")
    assert related("999901101201", "999901101"), "a village office writes files that name its town"
    assert related("9999", "999901101")
    assert not related("999901101", "999901102")
    assert not related("999902", "999901101")


def test_the_county_adopts_it_or_leaves_it(land: SimpleNamespace) -> None:
    row = trespass(land, name="石改例", village="乙村")
    second = trespass(land, name="石别例")
    for office in (land.town, land.other):
        send(office, land.county, land.stick)
    found = exchange.beyond(land.county)
    assert {(one.row, one.by, one.ours, one.answered) for one in found} == {
        (row, "雾溪镇（演示）", True, False), (second, "雾溪镇（演示）", True, False)
    }  # fmt: skip
    with pytest.raises(Refusal, match="NOTHING_BEYOND"):
        exchange.adopt(land.county, "c-nothing")
    exchange.adopt(land.county, row)
    exchange.leave_beyond(land.county, second)
    assert (name_of(land.county, row), name_of(land.county, second)) == ("石改例", "石一例")
    assert all(one.answered for one in exchange.beyond(land.county))
    send(land.county, land.town, land.stick)
    assert (name_of(land.town, row), name_of(land.town, second)) == ("石改例", "石一例")
    assert not land.town.queries.conflicts()
    assert sound(land.county)


def test_a_block_that_hides_where_a_child_lives_is_judged_anew(land: SimpleNamespace) -> None:
    """A thief of the county's computer moved the child: without that the other town had no say in it."""
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    send(land.town, land.county, land.stick)
    send(land.county, land.city, land.stick)
    before = land.city.ledger.vector()[land.county.ledger.device]
    edit(land.county, row, area=CODES["other"])
    send(land.county, land.other, land.stick)
    edit(land.other, row, village="石门村")
    send(land.other, land.county, land.stick)
    send(land.county, land.city, land.stick)
    assert land.city.queries.get(row).values["village"] == "石门村"
    certifying.block(land.city, land.county.ledger.device, CODES["county"], ((before.seq, before.head),))
    land.city.ledger.block(certifying.cuts(trust.standing(land.city)))
    found = land.city.queries.get(row)
    assert (found.values["area"], found.values["village"]) == (CODES["town"], None)
    assert [one.row for one in land.city.ledger.out_of_scope()] == [row]
    assert sound(land.city)
    exchange.accept_blocked(land.city, land.county.ledger.device)
    assert land.city.queries.get(row).values["village"] == "石门村"
    assert land.city.ledger.out_of_scope() == []
    assert sound(land.city)


def test_every_order_of_packages_ends_alike(land: SimpleNamespace, tmp_path: Path) -> None:
    """Trespasses, a move by the county, and what each wrote before and after it had heard: at the city in any order."""
    for name in ("town", "other"):
        offices.meet(land.stick, getattr(land, name), land.city)
        add(getattr(land, name), "child", name="石零例", area=CODES[name])
        send(getattr(land, name), land.county, land.stick)
        send(land.county, getattr(land, name), land.stick)
    send(land.county, land.city, land.stick)  # whose computers these are
    row = trespass(land, name="石改例", area=CODES["other"])
    land.other.ledger.write([Edit("child", row, {"village": "丙村"}, land.other.queries.get(row).heads)], "clerk")
    edit(land.town, row, village="甲村")
    packages = [exchange.export(office, "9999", land.stick).path for office in (land.town, land.other)]
    for office in (land.town, land.other):
        send(office, land.county, land.stick)
    edit(land.county, row, area=CODES["other"])
    send(land.county, land.other, land.stick)
    edit(land.other, row, school="雾溪小学")
    packages.append(exchange.export(land.other, "9999", land.stick).path)
    packages.append(exchange.export(land.county, "9999", land.stick).path)
    land.city.ledger.close()
    ends = []
    for number, order in enumerate(itertools.permutations(packages)):
        city = offices.opened(offices.copied(land.home / "city", tmp_path / f"city-{number}"))
        try:
            reports = exchange.import_files(city, order)
            assert {report.state for report in reports} <= {"done", "same", "waiting"}
            values = dict(city.queries.get(row).values)
            hidden = sorted((one.row, one.seq) for one in city.ledger.out_of_scope())
            ends.append((values, city.queries.get(row).heads, hidden))
            assert city.queries.check()["ok"]
        finally:
            city.ledger.close()
    assert all(one == ends[0] for one in ends)
    values, _, hidden = ends[0]
    assert (values["name"], values["village"], values["school"]) == ("石一例", "甲村", "雾溪小学")
    assert len(hidden) >= 2

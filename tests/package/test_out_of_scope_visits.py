"""An office writes on a visit or a match of a file in which it has no say: kept aside like what it writes of the
file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casefiles import erasing, exchange
from casefiles.domain.changes import Edit, stub_of
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from casefiles.domain.trespass import lived, trespasses
from db import trespass
from db.changed import Changed
from db.projection import Projection
from tests.package import offices
from tests.package.offices import add, edit
from tests.package.test_out_of_scope import CODES, OFFICES, change, land, send, sound, template

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.domain.changes import Change
    from casefiles.office import Office

__all__ = ["land", "template"]

SAID = "一切都好"


def visited(land: SimpleNamespace) -> tuple[str, str]:
    """A child of the town with a visit; the county and the city have both."""
    child = add(land.town, "child", name="石一例", area=CODES["town"])
    visit = add(land.town, "visit", child=child, on="2026-09-02", contact="child", place=SAID)
    send(land.town, land.county, land.stick)
    return child, visit


def meddle(land: SimpleNamespace, row: str, entity: str = "visit", **fields: str) -> None:
    """The other town writes on it: as if its program let it, it knows id and head."""
    heads = land.county.queries.get(row).heads
    land.other.ledger.write([Edit(entity, row, fields, heads)], "clerk")


def place(office: Office, visit: str) -> object:
    return office.queries.get(visit).values["place"]


def test_what_another_office_writes_on_a_visit_is_kept_aside(land: SimpleNamespace) -> None:
    child, visit = visited(land)
    own = add(land.other, "child", name="王乙例", area=CODES["other"])
    meddle(land, visit, place="改过")
    meddle(land, visit, child=own)
    report = send(land.other, land.county, land.stick)
    assert [(p.code, p.args["n"]) for p in report.problems] == [("OUT_OF_SCOPE", 2)]
    send(land.county, land.city, land.stick)
    send(land.county, land.town, land.stick)
    for office in (land.county, land.city, land.town):
        found = office.queries.get(visit)
        assert (found.values["place"], found.values["child"], dict(found.rivals)) == (SAID, child, {})
        assert {one.row for one in office.ledger.out_of_scope()} == {visit}
        assert sound(office)
    assert send(land.other, land.county, land.stick).problems == (), "it is said once"
    edit(land.town, visit, place="甲村")
    send(land.town, land.county, land.stick)
    assert place(land.county, visit) == "甲村"
    for code, ours in ((CODES["county"], True), (CODES["town"], True), (CODES["other"], False)):
        there = replace(land.county, home=replace(land.county.home, code=code))
        found = [(one.row, one.name, one.ours) for one in exchange.beyond(there)]
        assert found == [(visit, "石一例", ours)], "it is called and lies as its child"
    with pytest.raises(Refusal, match="BEYOND_NOT_OURS"):
        exchange.adopt(there, visit)
    exchange.adopt(land.county, visit)
    assert land.county.queries.get(visit).values["child"] == own, "whoever has a say may take it over"


def test_a_computer_of_nobody_did_not_make_it(land: SimpleNamespace) -> None:
    """It says that it made a visit that stands: the town is known, and so above it."""
    _, visit = visited(land)
    ghost = offices.opened(offices.copied(land.home / "city", land.home / "ghost"))
    ghost.ledger.new_identity()
    ghost.ledger.write([Edit("visit", visit, {"place": "改过"}, ())], "nobody")
    mine = [block for block in ghost.ledger.since({}) if block.dev == ghost.ledger.device]
    land.county.ledger.apply(mine, offices={})
    assert place(land.county, visit) == SAID
    assert [one.row for one in land.county.ledger.out_of_scope()] == [visit]
    assert sound(land.county)
    ghost.ledger.close()


def test_what_is_written_here_on_a_new_computer_is_seen_at_once(land: SimpleNamespace) -> None:
    """It goes on after a theft or a restore, and no package has named it yet; its office is known by the former one."""
    child, visit = visited(land)
    send(land.county, land.town, land.stick)
    land.town.ledger.new_identity()
    edit(land.town, visit, place="新电脑写的")
    assert place(land.town, visit) == "新电脑写的"
    assert land.town.ledger.out_of_scope() == []
    send(land.county, land.town, land.stick)
    send(land.town, land.county, land.stick)
    assert [place(office, visit) for office in (land.town, land.county)] == ["新电脑写的"] * 2
    assert land.town.queries.get(child) is not None
    assert sound(land.town)


def test_in_whatever_order_it_comes(land: SimpleNamespace) -> None:
    child = add(land.town, "child", name="石一例", area=CODES["town"])
    visit = add(land.town, "visit", child=child, on="2026-09-02", contact="child", place=SAID)
    heads = land.town.queries.get(visit).heads
    land.other.ledger.write([Edit("visit", visit, {"place": "改过"}, heads)], "clerk")
    assert send(land.other, land.county, land.stick).problems == (), "nobody knows yet whose it is"
    report = send(land.town, land.county, land.stick)
    assert [p.code for p in report.problems] == ["OUT_OF_SCOPE"]
    assert place(land.county, visit) == SAID
    assert sound(land.county)


def test_where_the_child_comes_to_live_they_have_a_say(land: SimpleNamespace) -> None:
    """Also in what was written before, as soon as the move is known; the old office goes on with what it has."""
    child, visit = visited(land)
    meddle(land, visit, place="新镇写的")
    send(land.other, land.county, land.stick)
    assert place(land.county, visit) == SAID
    edit(land.county, child, area=CODES["other"])
    assert place(land.county, visit) == "新镇写的", "at once"
    assert land.county.ledger.out_of_scope() == []
    send(land.county, land.other, land.stick)
    edit(land.other, visit, place="再写")
    edit(land.town, visit, summary="没有异常")
    for office in (land.other, land.town):
        assert send(office, land.county, land.stick).problems == ()
    send(land.county, land.city, land.stick)
    assert place(land.city, visit) == "再写"
    assert sound(land.city)


def test_whose_mentor_it_is_has_a_say_in_the_match(land: SimpleNamespace) -> None:
    child, _ = visited(land)
    mentor = add(land.other, "mentor", name="王老样", area=CODES["other"])
    send(land.other, land.county, land.stick)
    theirs = add(land.county, "match", child=child, mentor=mentor, start="2026-01-01")
    strange = add(land.town, "match", child=child, start="2026-01-01")
    send(land.town, land.county, land.stick)
    meddle(land, theirs, "match", end="2026-06-01")
    meddle(land, strange, "match", end="2026-06-01")
    report = send(land.other, land.county, land.stick)
    assert [(p.code, p.args["n"]) for p in report.problems] == [("OUT_OF_SCOPE", 1)]
    assert land.county.queries.get(theirs).values["end"] == "2026-06-01"
    assert land.county.queries.get(strange).values["end"] is None
    assert sound(land.county)


def test_where_nobody_knows_where_the_child_lives_nothing_is_judged(land: SimpleNamespace) -> None:
    visit = add(land.town, "visit", on="2026-09-02", contact="child", place=SAID)
    send(land.town, land.county, land.stick)
    meddle(land, visit, place="改过")
    assert send(land.other, land.county, land.stick).problems == ()
    assert place(land.county, visit) == "改过"


def test_the_rule_follows_the_file() -> None:
    made = change("x", 1, area="999901101")
    assert lived([made, change("c", 1, (made,), area="999901103")], OFFICES) == {"999901101", "999901103"}
    gave = change("x", 2, area="999901103")
    assert lived([gave], OFFICES) == {"999901101", "999901103"}, "and whoever made it"
    assert lived([change("x", 3, name="a")], OFFICES) == {"999901101"}, "without a division it lies where it was made"
    assert lived([change("z", 3, name="a")], OFFICES) == frozenset(), "nobody knows whose computer that is"
    claim = change("y", 9, (made,), area="999901102")
    assert lived([made, claim], OFFICES) == {"999901101"}, "not where somebody says who has no say"
    root = _visit(change("x", 4, child="c-1"))
    bad = _visit(change("y", 1, (root,), child="c-2"))
    on_it = _visit(change("y", 2, (bad,), name="b"))
    lives = {"c-1": frozenset({"999901101"}), "c-2": frozenset({"999901102"})}
    assert trespasses([root, bad, on_it], OFFICES, None, lives) == [bad, on_it]
    assert trespasses([root, bad, on_it], OFFICES) == []
    theirs = _visit(change("y", 3, child="c-1"))
    again = _visit(change("y", 4, (theirs,), name="b"))
    assert trespasses([theirs, again], OFFICES, None, lives) == [], "what it made itself"


def _visit(one: Change) -> Change:
    return replace(one, body=replace(one.body, r="v-1", t="visit"))


def shared(office: Office) -> set[str]:
    return {row for (row,) in office.ledger.database.read("SELECT row FROM shared")}


def test_what_nobody_else_wrote_on_is_not_judged_for_ever(land: SimpleNamespace) -> None:
    """Where it came late what it was written on, there is nothing to judge any more."""
    child = add(land.town, "child", name="石一例", area=CODES["town"])
    visit = add(land.town, "visit", child=child, on="2026-09-02", contact="child", place=SAID)
    edit(land.town, visit, place="甲村")
    blocks = list(land.town.ledger.since({}))
    cut = [replace(b, bodies=tuple(stub_of(x) if SAID.encode() in x else x for x in b.bodies)) for b in blocks]
    whose = {land.town.ledger.device: CODES["town"]}
    land.county.ledger.apply(cut, offices=whose)
    assert shared(land.county) == {visit}
    land.county.ledger.apply(blocks, offices=whose)
    assert place(land.county, visit) == "甲村"
    assert shared(land.county) == set()


def test_what_is_erased_is_not_judged_any_more(land: SimpleNamespace) -> None:
    child, visit = visited(land)
    meddle(land, visit, place="改过")
    send(land.other, land.county, land.stick)
    land.other.ledger.write([Edit("child", child, {"name": "石改例"}, ())], "clerk")
    assert shared(land.county) == {visit}
    edit(land.county, child, closed_on="2026-05-01")
    with land.county.ledger.database.writing() as connection:
        connection.execute("INSERT INTO two_makers(row) VALUES(?)", (child,))
    erasing.order(land.county, child, "withdrawn")
    for table in ("shared", "two_makers", "trespass"):
        assert land.county.ledger.database.read(f"SELECT row FROM {table}") == [], table  # noqa: S608
    assert sound(land.county)


def test_another_rule_judges_what_was_written_on_something_that_is_not_here(land: SimpleNamespace) -> None:
    visit = visited(land)[1]
    meddle(land, visit, place="改过")
    fresh = offices.opened(offices.copied(land.home / "city", land.home / "fresh"))
    meant = [block for block in land.other.ledger.since({}) if block.dev == land.other.ledger.device]
    fresh.ledger.apply(meant, offices={land.other.ledger.device: CODES["other"]})
    assert shared(fresh) == {visit}
    with fresh.ledger.database.writing() as connection:
        connection.execute("DELETE FROM shared")
        connection.execute("UPDATE setting SET value='4' WHERE key=?", (trespass.SETTING,))
        trespass.settle(connection, Projection(connection), Changed(), {})
    assert shared(fresh) == {visit}, "as where it is judged from the beginning"
    fresh.ledger.close()


def test_an_edit_looks_at_what_it_touches_alone(land: SimpleNamespace) -> None:
    """However many visits there are on which offices wrote that have nothing to do with one another."""
    child, visit = visited(land)
    mentor = add(land.county, "mentor", name="王老样", area=CODES["town"])
    match = add(land.county, "match", child=child, mentor=mentor, start="2026-01-01")
    with land.county.ledger.database.writing() as connection:
        for n in (0, 5000):
            lines = [(row,) for row in (visit, match, *(f"v-x{i}" for i in range(n)))]
            connection.executemany("INSERT OR IGNORE INTO shared(row) VALUES(?)", lines)
            for touched, found in ((child, {visit, match}), (mentor, {match}), (visit, {visit}), ("c-none", set())):
                assert set(trespass._shared(connection, {touched})) == found
            many = {child, *(f"c-x{i}" for i in range(900))}
            assert set(trespass._shared(connection, many)) == {visit, match}
        steps = [0]
        connection.set_progress_handler(lambda: steps.__setitem__(0, steps[0] + 1), 100)
        trespass._shared(connection, {visit, child})
        connection.set_progress_handler(None, 0)
    assert steps[0] < 50


def test_the_stubs_are_asked_once_for_many_visits(land: SimpleNamespace) -> None:
    """A question reads all of them."""
    child, _ = visited(land)
    asked: list[str] = []
    counts = []
    for n in range(1, 6):
        said = {"child": child, "place": f"{n}"}
        edits = [Edit("visit", new_id("v", 10**12), said, (bytes([n, i] * 10),)) for i in range(n)]
        land.county.ledger.write(edits, "clerk")
        with land.county.ledger.database.writing() as connection:
            asked.clear()
            connection.set_trace_callback(asked.append)
            trespass.settle(connection, Projection(connection), Changed(), {}, stubs=True)
            connection.set_trace_callback(None)
        counts.append(sum("FROM hole" in sql for sql in asked))
    assert counts == [1] * len(counts)

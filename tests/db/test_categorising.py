"""Suggested categories on a real office: what is asked of one child and of all comes to the same, and answers hold."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest

from casefiles import categorising, merging, recording, undoing, worklists
from casefiles.domain.codes.lists import HOUSEHOLD_ECONOMY, PARENT_STATUS, SCHOOLING
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office
from db import category_watch
from db.rebuilding import rebuild

if TYPE_CHECKING:
    from tests.db.office_files import Desk


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def left_behind(desk: Desk) -> str:
    child = desk.add("child", name="赵小样", birth_date="2015-03-01", opened_on="2026-01-01")
    for relation in ("51", "52"):
        desk.add("member", child=child, name="某样", relation=relation, status="away", since="2025-02")
    return child


def listed(office: Office) -> set[str]:
    return {line.id for line in worklists.lines(office, "categories")}


def test_a_suggestion_is_listed_until_it_is_recorded_or_answered_and_comes_again(office: Office, desk: Desk) -> None:
    child = left_behind(desk)
    assert listed(office) == {child}
    (found,) = categorising.look(office, recording.record(office, child)).open
    assert (found.act, found.category, found.subcategory) == ("add", "left_behind", "both_away")
    with pytest.raises(Refusal):
        categorising.not_so(office, child, found, " ")
    answer = categorising.not_so(office, child, found, "父亲每周回家")
    view = categorising.look(office, recording.record(office, child))
    assert (list(view.open), [a.id for _, a in view.answered]) == ([], [answer.id])
    assert listed(office) == set()
    father = desk.queries.select("member", {"relation": "51"})[0].id
    desk.edit("member", father, since="2025-09")
    assert listed(office) == {child}, "the facts have changed"
    desk.add("category_spell", child=child, category="left_behind", subcategory="both_away", start="2026-01-01")
    assert listed(office) == set()
    desk.edit("member", father, status="home", since=None)
    desk.edit("member", desk.queries.select("member", {"relation": "52"})[0].id, status="home", since=None)
    assert [f.act for f in categorising.look(office, recording.record(office, child)).open] == ["end"]
    assert listed(office) == {child}
    desk.edit("child", child, closed_on="2026-10-01")
    assert listed(office) == set()


@pytest.mark.parametrize("seed", range(4))
def test_asking_for_one_child_and_for_all_comes_to_the_same_through_any_changes(
    office: Office, desk: Desk, seed: int
) -> None:
    rng = random.Random(seed)

    def day() -> str:
        return (dt.date(2026, 11, 1) - dt.timedelta(days=rng.randrange(700))).isoformat()

    houses = [desk.add("household", name="赵样", economy=rng.choice((None, "dibao"))) for _ in range(4)]
    kids = []
    for n in range(14):
        kids.append(desk.add(
            "child", name=f"赵{n}样", birth_date=rng.choice(("2015-01-01", "2011", None)), area="999901101",
            registered_area=rng.choice((None, "999901101", "999902101")), household=rng.choice(houses),
            schooling=rng.choice([i.code for i in SCHOOLING.items]), disability=rng.choice((None, "6")),
            disability_level=rng.choice(("3", None)), opened_on="2026-01-01",
        ))  # fmt: skip
        for relation in ("51", "52"):
            status, since = rng.choice([i.code for i in PARENT_STATUS.items]), rng.choice((None, "2025-01"))
            desk.add("member", child=kids[-1], name="某样", relation=relation, status=status, since=since)
    for _ in range(40):
        act = rng.randrange(6)
        if act == 0:
            kind = rng.choice([i.code for i in HOUSEHOLD_ECONOMY.items])
            desk.add("economic_spell", household=rng.choice(houses), kind=kind, start=day())
        elif act == 1:
            spells = desk.queries.select("economic_spell")
            if spells:
                desk.edit("economic_spell", rng.choice(spells).id, end=day(), household=rng.choice(houses))
        elif act == 2:
            category, sub = rng.choice((("left_behind", "both_away"), ("difficulty", "dibao"), ("floating", None)))
            desk.add("category_spell", child=rng.choice(kids), category=category, subcategory=sub, start=day())
        elif act == 3:
            member = rng.choice(desk.queries.select("member"))
            desk.edit("member", member.id, status=rng.choice(("home", "away", "deceased")), since=day())
            parent = {"child": str(member.values["child"]), "member": member.id}
            desk.add("parent_spell", **parent, status="imprisoned", start=day(), end=rng.choice((None, day())))
        elif act == 4:
            desk.edit("household", rng.choice(houses), economy=rng.choice((None, "extreme_hardship")))
            desk.edit("child", rng.choice(kids), household=rng.choice(houses))
        else:
            child = recording.record(office, rng.choice(kids))
            for found in categorising.look(office, child).open[:1]:
                categorising.not_so(office, child.id, found, "不是")
        alone = {k for k in kids if categorising.look(office, recording.record(office, k)).open}
        assert listed(office) == alone
        assert worklists.counts(office)["categories"] == len(alone)
    with desk.ledger.database.writing() as connection:
        rebuild(connection)
    assert listed(office) == alone
    assert alone
    assert len(alone) < len(kids) or seed


def test_six_months_that_pass_bring_a_child_onto_the_list(office: Office, desk: Desk) -> None:
    child = desk.add("child", name="赵小样", birth_date="2015-03-01")
    today = desk.clock.today()
    for relation in ("51", "52"):
        desk.add("member", child=child, name="某样", relation=relation, status="away", since=today.isoformat())
    assert listed(office) == set()
    desk.clock.at += 185 * 86_400_000
    assert listed(office) == {child}


def at_home(desk: Desk, household: str) -> str:
    """A child whose parents are at home: nothing but the household's economy suggests a category."""
    child = desk.add("child", name="赵小样", birth_date="2015-03-01", household=household, opened_on="2026-01-01")
    for relation in ("51", "52"):
        desk.add("member", child=child, name="某样", relation=relation, status="home")
    return child


def test_a_spell_that_moves_to_another_household_is_looked_at_in_both(office: Office, desk: Desk) -> None:
    one, two = desk.add("household", name="赵样"), desk.add("household", name="钱样")
    here, there = at_home(desk, one), at_home(desk, two)
    spell = desk.add("economic_spell", household=one, kind="dibao", start="2026-01-01")
    assert listed(office) == {here}
    desk.edit("economic_spell", spell, household=two)
    assert listed(office) == {there}


def test_a_child_that_moves_to_another_household_has_the_economy_of_that_one(office: Office, desk: Desk) -> None:
    one, two = desk.add("household", name="赵样"), desk.add("household", name="钱样")
    child = at_home(desk, one)
    desk.add("economic_spell", household=two, kind="dibao", start="2026-01-01")
    assert listed(office) == set()
    desk.edit("child", child, household=two)
    assert listed(office) == {child}
    desk.edit("child", child, household=one)
    assert listed(office) == set()
    desk.edit("household", one, economy="dibao")
    assert listed(office) == {child}


@pytest.mark.parametrize("looked", [True, False])
def test_what_hangs_on_a_merged_file_counts_for_the_one_that_is_shown(
    office: Office, desk: Desk, *, looked: bool
) -> None:
    lost = left_behind(desk)
    kept = desk.add("child", name="赵小样", birth_date="2015-03-01", opened_on="2026-01-01")
    if looked:
        assert listed(office) == {lost}
    merged = merging.merge(office, lost, kept)
    assert categorising.look(office, recording.record(office, kept)).open
    assert listed(office) == {kept}, "the parents are written on the other file"
    assert worklists.counts(office)["categories"] == 1
    father = desk.queries.select("member", {"relation": "51"})[0].id
    desk.edit("member", father, status="home", since=None)
    desk.edit("member", desk.queries.select("member", {"relation": "52"})[0].id, status="home", since=None)
    assert listed(office) == set(), "what is written on the other file is heard of"
    desk.add("category_spell", child=lost, category="left_behind", subcategory="both_away", start="2026-01-01")
    assert listed(office) == {kept}
    undoing.take_back(office, merging.as_saved(merged))
    assert listed(office) == {lost}


@pytest.mark.parametrize("looked", [True, False])
def test_the_economy_of_a_merged_household_is_that_of_the_one_that_is_shown(
    office: Office, desk: Desk, *, looked: bool
) -> None:
    lost, kept = desk.add("household", name="赵样"), desk.add("household", name="赵样")
    old, new = at_home(desk, lost), at_home(desk, kept)
    desk.add("economic_spell", household=lost, kind="dibao", start="2026-01-01")
    if looked:
        assert listed(office) == {old}
    merged = merging.merge(office, lost, kept)
    alone = {k for k in (old, new) if categorising.look(office, recording.record(office, k)).open}
    assert listed(office) == alone == {old, new}
    undoing.take_back(office, merging.as_saved(merged))
    assert listed(office) == {old}


def test_the_first_of_the_list_do_not_wait_until_all_were_looked_at(
    office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Part by part, in the order of the list; whatever was looked at is not looked at twice."""
    monkeypatch.setattr(category_watch, "PART", 2)
    mine = sorted(left_behind(desk) if n % 3 == 0 else desk.add("child", name=f"第{n}例") for n in range(12))
    meant = {row for row in mine if categorising.look(office, office.queries.get(row)).open}  # type: ignore[arg-type]
    assert len(meant) == 4
    today, looked = office.clock.today(), []
    watch = category_watch.Watch(desk.ledger.database)
    look = watch._look
    monkeypatch.setattr(watch, "_look", lambda ids, on: looked.extend(ids) or look(ids, on))
    first = next(n for n, row in enumerate(mine) if row in meant)
    assert mine[first] in watch.first(mine, 1, today) <= meant
    assert looked == mine[: first // 2 * 2 + 2]
    late = desk.add("child", name="后来例", birth_date="2015-01-01")
    assert watch.first(list(reversed(mine)), 99, today) == meant
    assert watch.children(today) == meant
    assert sorted(looked) == sorted([*mine, late])

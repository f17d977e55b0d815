"""Suggested categories against a plain reading of the rules, over every combination of the parents' status."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest

from casefiles.domain import categories as c
from casefiles.domain.category_facts import facts_on
from casefiles.domain.codes.lists import PARENT_STATUS

TODAY = dt.date(2026, 11, 21)
LONG, SHORT = "2026-05-21", "2026-05-22"
"""six months to the day, and a day short of them"""
STATUSES = [item.code for item in PARENT_STATUS.items]
PARENTS = [
    c.Parent((c.State(status, since),) if status else (), capable)
    for status in (*STATUSES, "")
    for since in (LONG, SHORT, "")
    for capable in (None, False)
]
UNABLE = {"severe_disability", "severe_illness"}
HELD = {"imprisoned", "drug_treatment", "detained", "lost_contact", "missing"}


def plain(father: c.Parent, mother: c.Parent, on: dt.date) -> set[tuple[str, str]]:
    """The rules as an official would read them out, without any of the code's helpers."""

    def is_(parent: c.Parent, *among: str) -> bool:
        return bool(parent.states) and parent.states[0].status in among

    def long(parent: c.Parent) -> bool:
        return parent.states[0].since == LONG

    def gone(p: c.Parent) -> bool:
        return is_(p, "deceased", "missing_declared")

    def unable(p: c.Parent) -> bool:
        late = {"revoked", "deported"} if on >= dt.date(2021, 1, 1) else set()
        return is_(p, *UNABLE, *late) or (is_(p, *HELD) and long(p))

    def away(p: c.Parent) -> bool:
        return is_(p, "away") and long(p)

    def incapable(p: c.Parent) -> bool:
        anyhow = is_(p, *UNABLE, "revoked", "deported") or (is_(p, *HELD) and long(p))
        return gone(p) or anyhow or p.capable is False

    found = set()
    if gone(father) and gone(mother):
        found.add(("difficulty", "orphan"))
    elif on >= dt.date(2020, 1, 1) and all(gone(p) or unable(p) for p in (father, mother)):
        found.add(("difficulty", "unattended"))
    if away(father) and away(mother):
        found.add(("left_behind", "both_away"))
    elif (away(father) and incapable(mother)) or (away(mother) and incapable(father)):
        found.add(("left_behind", "one_away"))
    return found


def said(facts: c.Facts, on: dt.date = TODAY) -> set[tuple[str, str]]:
    return {(s.category, s.subcategory) for s in c.suggestions(facts, on) if not s.hint}


def test_every_combination_of_the_parents_is_read_as_the_rules_say() -> None:
    seen = set()
    for father, mother in itertools.product(PARENTS, repeat=2):
        facts = c.Facts(birth="2015-03-01", father=father, mother=mother)
        found = said(facts)
        assert found == plain(father, mother, TODAY), (father, mother)
        seen |= found
        for s in c.suggestions(facts, TODAY):
            assert s.reasons, s
    assert len(seen) == 4


@pytest.mark.parametrize("year", [2017, 2020, 2021])
def test_the_rule_in_force_on_the_day_is_the_one_that_is_applied(year: int) -> None:
    on = dt.date(year, 11, 21)
    for one, other in itertools.product((*UNABLE, "revoked", "deported", "deceased"), repeat=2):
        father, mother = c.Parent((c.State(one, ""),)), c.Parent((c.State(other, ""),))
        assert said(c.Facts(birth="2012", father=father, mother=mother), on) == plain(father, mother, on)
    assert [v.start for v in c.VERSIONS] == sorted(v.start for v in c.VERSIONS)


@pytest.mark.parametrize(
    ("birth", "young", "child"),
    [
        ("2010-11-22", True, True),
        ("2010-11-21", False, True),
        ("2008-11-22", False, True),
        ("2008-11-21", False, False),
    ],
)
def test_age_ends_it_on_the_birthday(birth: str, young: bool, child: bool) -> None:
    away = c.Parent((c.State("away", LONG),))
    facts = c.Facts(birth=birth, father=away, mother=away, economies=(("dibao", "2025-01-01"),), economy_known=True)
    assert said(facts) == ({("left_behind", "both_away")} if young else set()) | (
        {("difficulty", "dibao")} if child else set()
    )
    recorded = [c.Spell("k-1", "left_behind", "both_away"), c.Spell("k-2", "difficulty", "dibao")]
    ends = {f.spell for f in c.findings(facts, recorded, TODAY) if f.act == "end"}
    assert ends == ({"k-1"} if not young else set()) | ({"k-2"} if not child else set())


@pytest.mark.parametrize(
    ("kind", "level", "severe"),
    [(k, n, n in "12" or (n in "34" and k in "56")) for k in "1234567" for n in "1234"],
)
def test_severe_disability(kind: str, level: str, severe: bool) -> None:
    found = said(c.Facts(birth="2015", disabilities=((kind, level),), certified=True))
    assert (("difficulty", "severe_disability") in found) is severe
    assert ("disabled", "certified") in found


@pytest.mark.parametrize(
    ("area", "registered", "floats"),
    [
        ("999901101", "999902101", True), ("999901101", "999901205", False), ("999901101", "", False),
        ("", "999902101", False), ("999901101201", "999902", True),
    ],
)  # fmt: skip
def test_floating_is_across_a_county_line_and_not_also_left_behind(area: str, registered: str, floats: bool) -> None:
    away = c.Parent((c.State("away", LONG),))
    found = said(c.Facts(birth="2015", area=area, registered_area=registered, father=away, mother=away))
    assert found == {("floating", "with_guardian") if floats else ("left_behind", "both_away")}


def test_a_sentence_of_half_a_year_counts_from_its_first_day_and_a_planned_return_does_not_make_away() -> None:
    held = c.Parent((c.State("imprisoned", "2026-11-01", "2027-06-01"),))
    short = c.Parent((c.State("imprisoned", "2026-11-01", "2027-03-01"),))
    ill = c.Parent((c.State("severe_illness", ""),))
    assert said(c.Facts(birth="2015", father=held, mother=ill)) == {("difficulty", "unattended")}
    assert said(c.Facts(birth="2015", father=short, mother=ill)) == set()
    away = c.Parent((c.State("away", "2026-11-01", "2027-12-01"),))
    assert said(c.Facts(birth="2015", father=away, mother=away)) == set()


def test_hints_are_never_work() -> None:
    facts = c.Facts(birth="2013-01-01", schooling="dropped_out", unguarded=True)
    hints = [f for f in c.findings(facts, [], TODAY) if f.category == "five_lost"]
    assert {h.subcategory for h in hints} == {"out_of_school", "unsupervised"}
    assert all(h.hint for h in hints)


def test_what_is_recorded_stands_while_the_facts_are_not_known() -> None:
    spells = [c.Spell("k-1", "left_behind", "both_away"), c.Spell("k-2", "difficulty", "orphan")]
    for parent in (c.Parent(), c.Parent((c.State("unknown", ""),)), c.Parent((c.State("away", ""),))):
        assert c.findings(c.Facts(birth="2015", father=parent, mother=parent), spells, TODAY) == []
    home = c.Parent((c.State("home", ""),))
    found = c.findings(c.Facts(birth="2015", father=home, mother=home), spells, TODAY)
    assert {(f.act, f.spell) for f in found} == {("end", "k-1"), ("end", "k-2")}


def test_a_dismissal_holds_while_the_facts_stay_and_no_longer() -> None:
    def only(since: str) -> c.Finding:
        away = c.Parent((c.State("away", since),))
        (found,) = c.findings(c.Facts(birth="2015", father=away, mother=away), [], TODAY)
        return found

    assert only("2026-01-01").print == only("2026-01-01").print
    assert only("2026-01-01").print != only("2026-02-01").print


def test_the_facts_come_from_what_is_recorded_on_the_day() -> None:
    members: list[dict[str, Any]] = [
        {"id": "p-1", "relation": "51", "status": "home", "since": None, "capable": 1},
        {"id": "p-2", "relation": "58", "status": "away", "since": "2026-01"},
    ]
    spells: list[dict[str, Any]] = [
        {"member": "p-1", "status": "severe_illness", "start": "2026-03-01", "end": None},
        {"member": "p-1", "status": "imprisoned", "start": "2020-01-01", "end": "2021-01-01"},
    ]
    kept: list[dict[str, Any]] = [{"kind": "dibao", "start": "2025-01-01", "end": "2026-01-01"}]
    home = {"economy": "dibao"}
    facts = facts_on({"birth_date": "2015"}, members, spells, [], kept, [], TODAY, home)
    assert facts.father == c.Parent((c.State("severe_illness", "2026-03-01"),), True)
    assert facts.mother == c.Parent((c.State("away", "2026-01"),))
    assert facts.economies == (), "the spell that ended is newer knowledge than the household's own field"
    assert facts.economy_known
    assert said(facts) == {("left_behind", "one_away")}
    assert facts_on({}, [], [], [], [], [], TODAY, home).economies == (("dibao", ""),)

"""The invented lives keep the rules that real ones are held to."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import count, islice, pairwise
from typing import TYPE_CHECKING

import pytest

from casefiles.demo.lives import township
from casefiles.domain import checks
from casefiles.domain.catalogue import age_on
from casefiles.domain.codes import citizen_id
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Stored
from casefiles.reporting import id_for

if TYPE_CHECKING:
    from casefiles.demo.people import Invented

TODAY = dt.date(2026, 11, 21)
Rows = dict[str, dict[str, dict[str, Stored]]]


def lived(seed: int, children: int = 120, mentors: int = 40) -> Invented:
    one = (f"X{n:05d}" for n in count(1))
    return township(seed, "999901101", TODAY, lambda _, n: islice(one, n), children, mentors)


def by_entity(made: Invented) -> Rows:
    rows: Rows = defaultdict(dict)
    for edit in made.edits:
        rows[edit.entity][edit.row] = dict(edit.fields)
    return rows


@pytest.fixture(scope="module", params=[1, 7, 42, 99])
def rows(request: pytest.FixtureRequest) -> Rows:
    return by_entity(lived(request.param))


def test_the_same_seed_gives_the_same_lives() -> None:
    assert lived(5, 20, 8) == lived(5, 20, 8)
    assert lived(5, 20, 8) != lived(6, 20, 8)


def test_every_record_passes_the_checks_of_the_form(rows: Rows) -> None:
    for name, entity in ENTITIES.items():
        for values in rows[name].values():
            whole = dict.fromkeys(entity.fields) | values
            child = rows["child"].get(str(values.get("child")), {})
            assert not list(checks.problems(name, whole, str(child.get("birth_date") or ""))), (name, values)
            assert set(values) <= set(entity.fields)
            assert all(values.get(f.name) is not None for f in entity.fields.values() if f.required), (name, values)


def test_nobody_can_be_real(rows: Rows) -> None:
    for name in ("child", "mentor", "member", "household"):
        for values in rows[name].values():
            assert str(values["name"])[-1] in "例样"
            card, phone = values.get("id_number"), values.get("phone")
            assert card is None or (str(card).startswith("9999") and citizen_id.parse(str(card), TODAY))
            assert phone is None or str(phone).startswith("100")


def test_a_closed_file_has_nothing_open_and_an_open_one_has_a_category_and_a_guardian(rows: Rows) -> None:
    closed = {row for row, values in rows["child"].items() if values.get("closed_on")}
    assert 0 < len(closed) < len(rows["child"]) / 2
    for name in ("match", "category_spell", "guardianship_spell"):
        going_on = {str(v["child"]) for v in rows[name].values() if not v.get("end")}
        assert not going_on & closed, name
        if name != "match":
            assert going_on == set(rows["child"]) - closed, name
    for row in set(rows["child"]) - closed:
        assert (age_on(str(rows["child"][row]["birth_date"]), TODAY) or 0) < 18


def test_no_mentor_has_more_children_than_room_or_one_after_leaving(rows: Rows) -> None:
    far = "9999-12-31"
    days: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for values in rows["match"].values():
        days[str(values["mentor"])].append((str(values["start"]), str(values.get("end") or far)))
    for row, matches in days.items():
        mentor = rows["mentor"][row]
        left = str(mentor.get("left_on") or far)
        for start, end in matches:
            at_once = sum(first <= start < last for first, last in matches)
            assert at_once <= int(str(mentor["capacity"]))
            assert str(mentor["joined_on"]) <= start < left
            assert end <= left


def test_a_child_has_one_mentor_at_a_time_and_some_had_several(rows: Rows) -> None:
    of: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for values in rows["match"].values():
        of[str(values["child"])].append((str(values["start"]), str(values.get("end") or "9999")))
    for spells in of.values():
        spells.sort()
        assert all(before[1] <= after[0] for before, after in pairwise(spells))
    assert any(len(spells) > 1 for spells in of.values())
    assert set(rows["child"]) - set(of), "some never had one"


def test_a_visit_happens_within_its_match_and_a_danger_sign_has_its_report(rows: Rows) -> None:
    spells: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for values in rows["match"].values():
        end = str(values.get("end") or TODAY.isoformat())
        spells[str(values["child"]), str(values["mentor"])].append((str(values["start"]), end))
    told = set()
    for row, visit in rows["visit"].items():
        on = str(visit["on"])
        pair = str(visit["child"]), str(visit["mentor"])
        assert any(start <= on <= end for start, end in spells[pair])
        if visit.get("danger"):
            told.add(id_for(row))
    assert told == set(rows["report"])


def test_brothers_and_sisters_share_the_house_and_the_parents(rows: Rows) -> None:
    houses: dict[str, list[str]] = defaultdict(list)
    for row, child in rows["child"].items():
        houses[str(child["household"])].append(row)
    parents = defaultdict(set)
    for member in rows["member"].values():
        parents[str(member["child"])].add(member["name"])
    shared = [kids for kids in houses.values() if len(kids) > 1]
    assert shared
    assert set(houses) == set(rows["household"])
    assert all(parents[kid] == parents[kids[0]] for kids in shared for kid in kids)


def test_every_household_has_a_living_head_to_whom_everybody_is_something(rows: Rows) -> None:
    heads = set()
    for member in rows["member"].values():
        house = rows["household"][str(member["household"])]
        if member["head_relation"] == "02":
            assert (member["name"], member.get("id_number")) == (house["name"], house.get("id_number"))
            assert member["status"] not in {"deceased", "missing", "lost_contact", "imprisoned"}
            heads.add((member["child"], member["relation"]))
        else:
            assert member["name"] != house["name"]
    assert sorted(str(child) for child, _ in heads) == sorted(rows["child"]), "one head on every child's file"
    of = {str(child): str(relation) for child, relation in heads}
    fits = {"51": {"20", "30"}, "61": {"41", "42"}, "62": {"41", "42"}, "63": {"43", "44"}, "64": {"43", "44"}}
    for row, child in rows["child"].items():
        relation = str(child["head_relation"])
        assert relation in fits[of[row]]
        assert (relation in {"20", "41", "43"}) == (child["sex"] == "1")
    assert {"51", "61", "63"} <= set(of.values())


def test_years_leave_gaps(rows: Rows) -> None:
    """Mentors who left, children who wait, somebody who was not visited for half a year though matched."""
    assert any(m.get("left_on") for m in rows["mentor"].values())
    last: dict[str, str] = {}
    for visit in rows["visit"].values():
        if visit["contact"] != "none":
            last[str(visit["child"])] = max(last.get(str(visit["child"]), ""), str(visit["on"]))
    half_a_year_ago = (TODAY - dt.timedelta(days=182)).isoformat()
    matched = {str(m["child"]) for m in rows["match"].values() if not m.get("end")}
    assert any(last.get(child, "") < half_a_year_ago for child in matched)


def newest(rows: Rows, entity: str, of: str) -> dict[str, dict[str, Stored]]:
    """The newest record of an entity for each record it hangs on."""
    found: dict[str, tuple[str, str, dict[str, Stored]]] = {}
    for row, values in rows[entity].items():
        key = str(values[of])
        found[key] = max(found.get(key, ("", "", {})), (str(values["on"]), row, values))
    return {key: values for key, (_, _, values) in found.items()}


def test_what_follows_from_the_newest_record_stands_in_the_file(rows: Rows) -> None:
    reviews, steps, events = (
        newest(rows, entity, of)
        for entity, of in (("risk_review", "child"), ("match_event", "match"), ("file_event", "child"))
    )
    for row, child in rows["child"].items():
        assert child["risk"] == reviews[row]["level"]
        assert (child.get("closed_on") is not None) == (row in events)
        assert child.get("closed_on") == events.get(row, {}).get("on")
    for row, match in rows["match"].items():
        assert match["status"] == steps[row]["status"] == ("closed" if match.get("end") else "active")


def test_a_matched_mentor_has_a_check_that_stands(rows: Rows) -> None:
    valid: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for check in rows["mentor_check"].values():
        valid[str(check["mentor"])].append((str(check["on"]), str(check["valid_until"])))
    for match in rows["match"].values():
        assert any(on <= str(match["start"]) <= until for on, until in valid[str(match["mentor"])])


def test_a_fund_gives_out_no_more_than_came_in(rows: Rows) -> None:
    for fund in rows["fund"]:
        came = [(str(d["received_on"]), int(str(d["value"]))) for d in rows["donation"].values()
                if d.get("fund") == fund and d.get("received_on")]  # fmt: skip
        went = [(str(a["on"]), int(str(a["value"]))) for a in rows["aid"].values() if a.get("fund") == fund]
        assert came
        assert went
        for day, _ in went:
            assert sum(v for on, v in went if on <= day) <= sum(v for on, v in came if on <= day)

"""Suggestions against the stated rules, counted again by brute force on an office of invented people."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from typing import TYPE_CHECKING

import pytest

from casefiles import matching, recording, service, suggesting
from casefiles.demo.lives import township
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office
from casefiles.suggesting import Pool
from tests.db import office_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from casefiles.ports import Record
    from tests.db.office_files import Desk

TOWN = "999901101"
AREAS = ("schooling", "mood", "health", "family", "conduct", "friends", "housing")
ANSWERS = {
    "health": {"health", "vision"}, "schooling": {"tutoring", "science"}, "mood": {"psychology"},
    "family": {"family_education"}, "guardianship": {"family_education"}, "safety": {"safety", "law"},
    "conduct": {"help_education", "law"}, "friends": {"sports", "arts"}, "economy": {"trade", "farming"},
}  # fmt: skip
SIGNS = {
    "tutoring": "辅导 学习 作业 成绩",
    "psychology": "心理 情绪 性格",
    "law": "法 失足",
    "health": "健康 病",
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("suggested")
    office_files.make(folder / "office")
    desk = office_files.opened(folder / "office")
    one = (f"S{n:05d}" for n in itertools.count(1))
    desk.ledger.write(
        township(5, TOWN, desk.clock.today(), lambda _, n: itertools.islice(one, n), 40, 20).edits, "clerk"
    )
    chance = random.Random(8)
    for child in desk.queries.select("child"):
        for _ in range(chance.randrange(3)):
            closed = "2026-05-01" if chance.random() < 0.3 else None
            priority = chance.choice(("urgent", None))
            area = chance.choice(AREAS)
            fields = {"found_on": "2026-02-01", "closed_on": closed, "priority": priority}
            desk.add("need", child=child.id, area=area, what="帮扶", **fields)
    for n, mentor in enumerate(desk.queries.select("mentor")):
        proof = "证书" if chance.random() < 0.7 else None
        desk.add(
            "mentor_skill",
            mentor=mentor.id,
            skill=chance.choice(("tutoring", "psychology", "law")),
            proof=proof,
        )
        if n % 4 == 0:
            desk.edit("mentor", mentor.id, checked_on="2020-01-01", health="30")
        elif n % 4 == 1:
            desk.add("mentor_check", mentor=mentor.id, kind="record", on="2026-11-01", result="fail")
    yield desk
    desk.ledger.close()


@pytest.fixture
def office(lived: Desk) -> Office:
    return Office(
        lived.ledger, lived.queries, lived.clock, Me("clerk", "经办人"), Home(TOWN, "云台镇", "township", "")
    )


def by_hand(office: Office, child: Record, mentor: Record) -> int:
    """The score by the table of the rules, written down again from nothing."""
    q, kid, old, today = office.queries, child.values, mentor.values, office.clock.today()
    score = 0
    same_town = bool(kid["area"]) and str(kid["area"])[:9] == str(old["area"] or "")[:9]
    if kid["village"] and kid["village"] == old["village"] and same_town:
        score += 40
    elif same_town:
        score += 15
    house = [
        c.id for c in q.select("child") if c.values["household"] == kid["household"] and c.id != child.id
    ]
    house = [c for c in house if kid["household"] and not q.get(c).values["closed_on"]]  # type: ignore[union-attr]
    held = [m.values for m in q.select("match") if m.values["end"] is None]
    score += 25 if any(m["mentor"] == mentor.id and m["child"] in house for m in held) else 0
    asks, urgent = set(), set()
    for need in q.select("need", {"child": child.id}):
        if need.values["closed_on"] is None:
            asks |= ANSWERS.get(str(need.values["area"]), set())
            urgent |= (
                ANSWERS.get(str(need.values["area"]), set()) if need.values["priority"] == "urgent" else set()
            )
    words = f"{kid['needs'] or ''}{kid['situation'] or ''}"
    asks |= {skill for skill, signs in SIGNS.items() if any(s in words for s in signs.split())}
    proven = {s.values["skill"] for s in q.select("mentor_skill", {"mentor": mentor.id}) if s.values["proof"]}
    fits = asks & (proven | set(str(old["skills"] or "").split(",")))
    score += min(30, sum(15 if skill in proven else 10 for skill in fits)) + (5 if fits & urgent else 0)
    score += 10 if old["sex"] and old["sex"] == kid["sex"] else 0
    capacity = 3 if old["capacity"] is None else int(old["capacity"])
    score += min(9, 3 * (capacity - sum(m["mentor"] == mentor.id for m in held)))
    score += 3 if old["availability"] else 0
    score += 10 if service.cleared(office, mentor).stands else -30
    born = dt.date.fromisoformat(str(old["birth_date"]))
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    score += -15 if age >= 80 else -5 if age >= 78 else 0
    health = str(old["health"] or "")
    return score + (-10 if health >= "30" else -5 if health == "20" else 0)


def test_the_score_is_the_sum_of_the_stated_rules_for_every_pair(office: Office) -> None:
    pool, seen = Pool(office), set()
    mentors: Mapping[str, Record] = {m.id: m for m in office.queries.select("mentor")}
    held = [m.values for m in office.queries.select("match") if m.values["end"] is None]
    for child in office.queries.select("child"):
        found = pool.for_child(child, 1000)
        for one in found:
            assert one.score == by_hand(office, child, mentors[one.mentor]), one
            assert one.score == sum(r.points for r in one.reasons)
            seen |= {r.rule for r in one.reasons}
        keys = [(-s.score, s.load, s.name, s.mentor) for s in found]
        assert keys == sorted(keys), "best first"
        free = {
            m for m, r in mentors.items()
            if r.values["left_on"] is None and not any(h["mentor"] == m and h["child"] == child.id for h in held)
            and sum(h["mentor"] == m for h in held) < int(str(r.values["capacity"]))
        }  # fmt: skip
        assert {s.mentor for s in found} == free, "everybody with room, and nobody else"
    assert seen == set(suggesting.SAID), "every rule was met"


def test_both_ways_give_the_same_score_and_the_same_reasons(office: Office) -> None:
    pool = Pool(office)
    for mentor in pool.mentors.values():
        found = pool.for_mentor(mentor, 1000)
        scores = [c.score for c in found]
        assert scores == sorted(scores, reverse=True)
        for one in found:
            child = office.queries.get(one.child)
            assert child is not None
            (other,) = [s for s in pool.for_child(child, 1000) if s.mentor == mentor.id]
            assert (one.score, one.reasons) == (other.score, other.reasons)
    waiting = set(office.queries.register_ids("child", "unmatched"))
    assert {c.child for m in pool.mentors.values() for c in pool.for_mentor(m, 1000)} <= waiting


def test_every_reason_is_said_in_both_languages_with_its_points(office: Office) -> None:
    pool = Pool(office)
    for child in office.queries.select("child", limit=10):
        for one in pool.for_child(child):
            for reason in one.reasons:
                for lang in ("zh", "en"):
                    said = suggesting.say(reason, lang)
                    assert "{" not in said
                    assert f"{reason.points:+d}" in said


def test_brothers_and_sisters_are_matched_in_one_save_or_not_at_all(office: Office, lived: Desk) -> None:
    house = lived.add("household", name="赵家样", village="石门村")
    kids = [lived.add("child", name=f"赵{c}样", household=house, village="石门村") for c in "甲乙丙"]
    big = lived.add("mentor", name="孙老样", kind="teacher", capacity=3, checked_on="2026-05-01")
    small = lived.add("mentor", name="周老样", kind="teacher", capacity=2, checked_on="2026-05-01")
    first = office.queries.get(kids[0])
    assert first is not None
    assert {s.id for s in suggesting.waiting_siblings(office, first)} == set(kids[1:])
    before = office.queries.count("match")
    with pytest.raises(Refusal) as refused:
        matching.match_all(office, kids, small)
    assert [p.code for p in refused.value.problems] == ["MENTOR_FULL"]
    assert office.queries.count("match") == before
    seq = office.ledger.vector()[office.ledger.device].seq
    saved = matching.match_all(office, kids, big)
    held = matching.active(office, mentor=big)
    assert {m.values["child"] for m in held} == set(kids)
    assert sum(m.values["form"] == "one_to_many" for m in held) == 2
    assert office.ledger.vector()[office.ledger.device].seq == seq + 6, "three matches and their first steps"
    recording.undo(office, saved)
    assert matching.active(office, mentor=big) == []
    assert office.queries.count("match_event", {"mentor": big}) == 0
    one = recording.save(office, ENTITIES["match"], {"child": kids[0], "mentor": big, "start": "2026-11-01"})
    assert one.id
    second = office.queries.get(kids[1])
    assert second is not None
    best = next(s for s in suggesting.suggest(office, kids[1], 100) if s.mentor == big)
    assert "sibling" in {r.rule for r in best.reasons}

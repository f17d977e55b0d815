"""Sessions and eyesight on a real encrypted office, against what was written added up by hand."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from casefiles import aiding, gathering, undoing
from casefiles.domain import eyesight
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from tests.db.office_files import Desk


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def test_children_and_person_times_are_two_numbers(desk: Desk, office: Office) -> None:
    mentor = desk.add("mentor", name="孙老样", skills="law")
    children = [desk.add("child", name="赵小样") for _ in range(3)]
    first = desk.add("session", on="2026-07-01", kind="tutoring", mentor=mentor, guests=2)
    second = desk.add("session", on="2026-07-02", kind="day_care", mentor=mentor)
    for session, who, came in (
        (first, 0, 1), (first, 1, 0), (first, 0, 1), (second, 0, 1), (second, 2, 1), (second, 1, None),
    ):  # fmt: skip
        desk.add("attendance", session=session, child=children[who], came=came)
    later, earlier = gathering.sessions(office)
    assert (earlier.listed, earlier.came, earlier.guests, earlier.visits) == (2, 1, 2, 3)
    assert (later.listed, later.came, later.leader) == (3, 2, "孙老样")
    assert earlier.warning is not None
    assert later.warning is None  # day care asks for no skill
    assert office.queries.attended() == (2, 3)


def test_a_proof_of_the_skill_is_enough(desk: Desk, office: Office) -> None:
    mentor = desk.add("mentor", name="孙老样")
    desk.add("session", on="2026-07-01", kind="comfort", mentor=mentor)
    assert gathering.sessions(office)[0].warning is not None
    desk.add("mentor_skill", mentor=mentor, skill="psychology")
    assert gathering.sessions(office)[0].warning is None


def test_rounds_are_their_lines_added_up(desk: Desk, office: Office) -> None:
    chance = random.Random(3)
    children = [desk.add("child", name=f"赵样{k}", birth_date=f"{2012 + k % 9}-05-01") for k in range(20)]
    for on in ("2025-03-01", "2025-09-01", "2026-03-01"):
        row = desk.add(
            "screening_round", name=on, on=on, school="东头小学", school_class="三年级一班", enrolled=25
        )
        for child in chance.sample(children, 15):
            marks = {f"{s}_mark": chance.choice((None, 45, 48, 49, 50, 51)) for s in eyesight.SIDES}
            dioptres = {f"{s}_sphere": chance.choice((None, -200, -50, -25, 0, 100)) for s in eyesight.SIDES}
            way = chance.choice((None, "plain", "cycloplegic"))
            ortho, result = chance.choice((None, None, 1)), chance.choice((None, "waiting", "glasses"))
            desk.add(
                "screening_result",
                round=row,
                child=child,
                **marks,
                **dioptres,
                way=way,
                ortho_k=ortho,
                referral=result,
            )
    found = gathering.rounds(office)
    assert [r.record.values["on"] for r in found] == ["2026-03-01", "2025-09-01", "2025-03-01"]
    looks = {}
    for one in found:
        lines = office.queries.select("screening_result", {"round": one.record.id})
        year, month = (int(p) for p in str(one.record.values["on"]).split("-")[:2])
        ages = {
            c: year - int(str(office.queries.get(c).values["birth_date"])[:4]) - (month < 5)  # type: ignore[union-attr]
            for c in children
        }
        mine = [eyesight.look(str(r.values["child"]), r.values, ages[str(r.values["child"])]) for r in lines]
        looks[one.record.id] = mine
        assert one.summary == eyesight.summary(mine, 25)
        waiting = [r for r in lines if eyesight.to_refer(r.values, ages[str(r.values["child"])])]
        assert one.waiting == len(waiting)
        assert {e.id for _, e in gathering.to_refer(office, one.record.id)} == {r.id for r in waiting}
    for now, before in pairwise(found):
        assert now.before is not None
        assert now.before.id == before.record.id
        assert now.poor == eyesight.drift(looks[before.record.id], looks[now.record.id], "poor")
        assert now.myopia == eyesight.drift(looks[before.record.id], looks[now.record.id], "myopic")
    assert found[-1].before is None
    ((grade, sums),) = gathering.rates(office, "grade")
    assert (grade, sums) == ("三年级", found[0].summary)  # of one class only the last round counts
    ((school, sums),) = gathering.rates(office, "school", "2025-01-01", "2025-06-30")
    assert (school, sums) == ("东头小学", found[-1].summary)


def test_other_schools_are_no_round_before(desk: Desk, office: Office) -> None:
    desk.add("screening_round", name="甲", on="2025-03-01", school="东头小学")
    desk.add("screening_round", name="乙", on="2026-03-01", school="西沟小学")
    assert [r.before for r in gathering.rounds(office)] == [None, None]


def test_a_donor_is_thanked_for_what_came_in(desk: Desk, office: Office) -> None:
    donor = desk.add("donor", name="样子超市")
    came = desk.add(
        "donation", donor=donor, on="2026-01-01", kind="money", value=100, received_on="2026-01-02"
    )
    waits = desk.add("donation", donor=donor, on="2026-01-01", kind="money", value=100)
    done = aiding.thank(office, donor, desk.clock.today())
    assert done.n == 1
    assert office.queries.get(came).values["thanked_on"] == desk.clock.today().isoformat()  # type: ignore[union-attr]
    assert office.queries.get(waits).values["thanked_on"] is None  # type: ignore[union-attr]
    assert aiding.thank(office, donor, desk.clock.today()).n == 0
    undoing.take_back(office, undoing.of_many(done.back, done.touched))
    assert office.queries.get(came).values["thanked_on"] is None  # type: ignore[union-attr]

"""What a save brings along, on real offices: to the right child, to the file that stays, of several saves at once."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from casefiles import attaching, bulk, merging, recording, roster, visiting
from casefiles.domain.entities import ENTITIES
from casefiles.edges.workbook import Sheet
from tests.package import offices
from tests.package.offices import add
from tests.package.test_transfer import carry

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office

HERE = "999901101"


def values(office: Office, row: str) -> dict[str, object]:
    found = office.queries.get(row)
    assert found is not None
    return dict(found.values)


def two(office: Office) -> tuple[str, str]:
    return add(office, "child", name="赵小样", area=HERE), add(office, "child", name="钱小例", area=HERE)


def photo(office: Office, of: str, colour: str) -> str:
    picture = io.BytesIO()
    Image.new("RGB", (50, 50), colour).save(picture, "JPEG")
    return attaching.attach(office, of, attaching.Given(data=picture.getvalue(), name=f"{colour}.jpg")).id


@pytest.mark.parametrize("form", [False, True])
def test_a_visit_of_another_child_takes_its_findings_and_photos_along(world: SimpleNamespace, form: bool) -> None:
    town = world.town
    wrong, right = two(town)
    visit = add(town, "visit", child=wrong, on="2026-06-01", kind="home", contact="child")
    found = {"study": visiting.Finding("urgent", "家里出了事")}
    recording.save_many(town, visiting.finding_edits(town, visit, wrong, found, new=True))
    (finding,) = (f.id for f in town.queries.select("visit_finding", {"visit": visit}))
    hung = [finding, photo(town, visit, "red"), photo(town, finding, "blue")]
    better = {"study": visiting.Finding("concern")}
    saved = recording.save(
        town, ENTITIES["visit"], {"child": right}, visit,
        beside=(lambda row: visiting.finding_edits(town, row, right, better, new=False)) if form else None,
    )  # fmt: skip
    assert [values(town, row)["child"] for row in hung] == [right] * 3
    assert values(town, finding)["level"] == ("concern" if form else "urgent")
    assert not attaching.of_person(town, "child", wrong)
    recording.undo(town, saved)
    assert [values(town, row)["child"] for row in hung] == [wrong] * 3
    assert values(town, finding)["level"] == "urgent"


def test_a_match_of_another_child_takes_its_steps_and_contacts_along(world: SimpleNamespace) -> None:
    town = world.town
    wrong, right = two(town)
    mentors = [add(town, "mentor", name=f"王{n}样", area=HERE) for n in "一二三"]
    others = [
        add(town, "match", child=wrong, mentor=m, start="2026-01-01", form="many_to_one", status="active")
        for m in mentors[1:]
    ]
    match = add(
        town, "match", child=wrong, mentor=mentors[0], start="2026-01-01", form="many_to_one", status="active", lead=1
    )
    step = add(town, "match_event", match=match, child=wrong, mentor=mentors[0], on="2026-01-01", status="active")
    call = add(town, "support_contact", match=match, child=wrong, mentor=mentors[0], on="2026-02-01")
    recording.save(town, ENTITIES["match"], {"child": right}, match)
    assert {values(town, row)["child"] for row in (step, call)} == {right}
    assert [values(town, row)["lead"] for row in others] == [1, None], "those who are left have a lead"
    recording.save(town, ENTITIES["match"], {"mentor": mentors[1]}, match)
    assert {values(town, row)["mentor"] for row in (step, call)} == {mentors[1]}


def test_what_hangs_on_a_merged_file_speaks_of_the_one_that_stays(world: SimpleNamespace) -> None:
    town = world.town
    stays, gone = two(town)
    review = recording.save(
        town, ENTITIES["risk_review"], {"child": gone, "on": "2026-06-01", "level": "yellow", "reason": "x"}
    ).id
    closing = {"child": gone, "kind": "closed", "on": "2026-06-01", "reason": "adult", "outcome": "stable"}
    outcome = ENTITIES["file_event"].fields["outcome"].kind
    closing["outcome"] = outcome.codes.items[0].code  # type: ignore[attr-defined]
    event = recording.save(town, ENTITIES["file_event"], closing).id
    merging.merge(town, gone, stays, {"closed_on": "left", "closed_reason": "left"})
    recording.save(town, ENTITIES["risk_review"], {"level": "red"}, review)
    recording.save(town, ENTITIES["file_event"], {"on": "2026-06-05"}, event)
    assert (values(town, stays)["risk"], values(town, stays)["closed_on"]) == ("red", "2026-06-05")
    assert (values(town, gone)["risk"], values(town, gone)["closed_on"]) == ("yellow", "2026-06-01")


def test_households_and_mentors_too(world: SimpleNamespace) -> None:
    town = world.town
    stays, gone = (add(town, "household", name=f"孙{n}样", area=HERE) for n in "一二")
    spell = recording.save(
        town, ENTITIES["economic_spell"], {"household": gone, "kind": "dibao", "start": "2026-01-01"}
    ).id
    merging.merge(town, gone, stays)
    recording.save(town, ENTITIES["economic_spell"], {"end": "2026-06-01"}, spell)
    assert (values(town, stays)["economy"], values(town, gone)["economy"]) == ("ordinary", "dibao")
    one, other = (add(town, "mentor", name="王老样", area=HERE) for _ in range(2))
    served = recording.save(town, ENTITIES["mentor_spell"], {"mentor": other, "start": "2020-01-01"}).id
    merging.merge(town, other, one)
    recording.save(town, ENTITIES["mentor_spell"], {"start": "2020-02-01"}, served)
    assert (values(town, one)["joined_on"], values(town, other)["joined_on"]) == ("2020-02-01", "2020-01-01")


def test_two_recognitions_ended_at_once_leave_an_ordinary_household(world: SimpleNamespace) -> None:
    town = world.town
    home = add(town, "household", name="孙一样", area=HERE)
    kinds = [item.code for item in ENTITIES["economic_spell"].fields["kind"].kind.codes.items]  # type: ignore[attr-defined]
    kinds = [kind for kind in kinds if kind != "ordinary"]
    made = [{"household": home, "kind": kinds[n], "start": f"202{n + 2}-01-01"} for n in (0, 1)]
    rows = [saved.id for saved in recording.save_all(town, ENTITIES["economic_spell"], made)]
    assert values(town, home)["economy"] == kinds[1]
    done = bulk.apply(town, bulk.plan(town, "economic_spell", rows, {"end": "2026-06-01"}))
    assert values(town, home)["economy"] == "ordinary"
    recording.save_many(town, done.back)
    assert values(town, home)["economy"] == kinds[1]


def test_two_of_four_matches_ended_at_once_leave_one_lead(world: SimpleNamespace) -> None:
    town = world.town
    child, _ = two(town)
    rows = [
        add(
            town, "match", child=child, mentor=add(town, "mentor", name=f"王{n}样", area=HERE), lead=lead,
            start=f"2026-01-0{at}", form="many_to_one", status="active",
        )
        for at, (n, lead) in enumerate(zip("一二三四", (1, None, None, None), strict=True), 1)
    ]  # fmt: skip
    plan = bulk.plan(town, "match", rows[:2], {"end": town.clock.today().isoformat(), "end_reason": "mentor_left"})
    assert not plan.wrong
    bulk.apply(town, plan)
    assert [values(town, row)["lead"] for row in rows] == [1, None, 1, None]


@pytest.mark.parametrize("order", [1, -1])
def test_rows_of_a_roster_are_judged_with_those_before_them(world: SimpleNamespace, order: int) -> None:
    town = world.town
    child = add(town, "child", name="赵小样", area=HERE, birth_date="2015-03-02", risk="green")
    for on, level in (("2026-05-01", "blue"), ("2026-06-01", "yellow")):
        recording.save(
            town, ENTITIES["risk_review"], {"child": child, "on": on, "level": level, "reason": "x"}
        )
    lines = [["赵小样", "2026-05-01", "red", "y"], ["赵小样", "2026-06-01", "green", "y"]][::order]
    plan = roster.plan(town, [Sheet("s", [["child_name", "on", "level", "reason"], *lines])], "risk_review")
    assert plan.wrong_rows == 0
    roster.apply(town, plan)
    assert values(town, child)["risk"] == "green"


def test_a_merge_after_a_fast_clock_is_taken_apart_whole(world: SimpleNamespace) -> None:
    town = world.town
    one, other = two(town)
    offices.edit(town, other, address="东头")
    town.clock.at += 86_400_000
    offices.edit(town, one, note="来自快钟")
    town.clock.at -= 86_400_000
    merging.merge(town, other, one, {"address": "left"})
    assert values(town, one)["address"] == "东头"
    merging.unmerge(town, other)
    assert values(town, one)["address"] is None


def test_reviews_of_two_offices_that_leave_another_risk_are_a_task_in_both(world: SimpleNamespace) -> None:
    town, county = world.town, world.county
    child = add(town, "child", name="赵小样", area=HERE, risk="green")
    carry(world, town, county)
    carry(world, county, town)
    review = ENTITIES["risk_review"]
    last = recording.save(county, review, {"child": child, "on": "2026-11-02", "level": "green", "reason": "y"}).id
    recording.save(town, review, {"child": child, "on": "2026-11-01", "level": "red", "reason": "x"})
    carry(world, town, county)
    carry(world, county, town)
    for office in (town, county):
        assert values(office, child)["risk"] == "red"
        assert [(t.kind, t.id) for t in office.queries.tasks()] == [("risk_differs", child)]
        assert office.queries.check()["ok"]
    recording.save(town, review, {"reason": "评估无误", "level": "red"}, last)
    recording.save(town, review, {"level": "green"}, last)
    carry(world, town, county)
    assert values(county, child)["risk"] == "green"
    assert [office.queries.tasks() for office in (town, county)] == [[], []]


def test_the_risk_of_a_merged_file_is_asked_of_all_its_reviews(world: SimpleNamespace) -> None:
    town = world.town
    stays, gone = two(town)
    for child, on, level in ((stays, "2026-05-01", "blue"), (gone, "2026-06-01", "red")):
        recording.save(town, ENTITIES["risk_review"], {"child": child, "on": on, "level": level, "reason": "x"})
    assert not town.queries.tasks()
    merging.merge(town, gone, stays, {"risk": "right"})
    assert [(t.kind, t.id) for t in town.queries.tasks()] == [("risk_differs", stays)]
    merging.unmerge(town, gone)
    assert not town.queries.tasks()

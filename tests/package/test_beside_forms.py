"""What is written beside forms (steps of many, rounds, batches, hand-overs) keeps off a file another office took over,
and is not held up by it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from casefiles import aiding, differing, handover, matching, surveying, transferring, undoing
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.problems import Refusal
from tests.package.offices import add
from tests.package.test_transfer import HERE, THERE, child, codes, moved, round_, three

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office

__all__ = ("three",)


def gone(world: SimpleNamespace) -> tuple[str, str, str]:
    """A child that another office took over, the match it has all the same, and its mentor."""
    town, other = world.town, world.other
    row = child(town)
    round_(world)
    done = moved(town, row)
    mentor = add(town, "mentor", name="李样", kind="teacher", area=HERE, joined_on="2025-01-01",
                 checked_on=town.clock.today().isoformat())  # fmt: skip
    match = matching.match(town, row, mentor).id  # the answer is not here yet
    round_(world)
    transferring.accept(other, done.id)
    round_(world)
    return row, match, mentor


def values(office: Office, row: str) -> dict[str, object]:
    found = office.queries.get(row)
    assert found is not None
    return dict(found.values)


def test_a_match_takes_no_step(three: SimpleNamespace) -> None:
    town = three.town
    row, match, mentor = gone(three)
    stays = add(town, "child", name="不相干例", area=HERE)
    assert codes(lambda: matching.step(town, match, "paused")) == ["FILE_MOVED"]
    senior = add(town, "mentor", name="孙样", kind="teacher", checked_on=town.clock.today().isoformat())
    town.ledger.write([Edit("match", match, {DELETED: 1})], "clerk")
    assert codes(lambda: matching.match_all(town, [stays, row], senior)) == ["FILE_MOVED"]
    assert town.queries.select("match", {"mentor": senior}) == []
    assert mentor


def test_its_mentor_can_leave_all_the_same(three: SimpleNamespace) -> None:
    town = three.town
    row, match, mentor = gone(three)
    other = add(town, "mentor", name="孙样", kind="teacher", checked_on=town.clock.today().isoformat())
    assert handover.proposed(town, mentor) == {}, "the other office looks for somebody"
    day = town.clock.today()
    assert codes(lambda: handover.leave(town, mentor, day, "other", {match: other})) == ["FILE_MOVED"]
    left = handover.leave(town, mentor, day, "other", {})
    assert (left.handed_over, values(town, match)["end"]) == (0, day.isoformat())
    assert values(town, mentor)["left_on"] == day.isoformat()
    assert row


def test_a_batch_goes_on_without_it_and_says_so(three: SimpleNamespace) -> None:
    town = three.town
    batch = add(town, "aid_batch", name="春节", on="2026-11-01", kind="money")
    stays = add(town, "child", name="不相干例", area=HERE)
    lines = {}
    row, _, _ = gone(three)
    for one in (row, stays):
        lines[one] = add(town, "aid", child=one, batch=batch, on="2026-11-01", kind="money", value=20000)
    day = town.clock.today()
    stepped = aiding.step_batch(town, batch, "handed_over", day)
    assert (stepped.n, [p.code for p in stepped.warnings]) == (1, ["FILE_MOVED"])
    assert values(town, lines[stays])["step"] == "handed_over"
    assert not values(town, lines[row]).get("step")
    undoing.take_back(town, undoing.of_many(stepped.back, stepped.touched))
    assert not values(town, lines[stays]).get("step")
    with pytest.raises(Refusal, match="FILE_MOVED"):
        aiding.step_batch(town, batch, "handed_over", day, [lines[row]])
    made = aiding.copy_batch(town, batch, "元宵", day)
    assert [a.values["child"] for a in town.queries.select("aid", {"batch": made})] == [stays]


def test_a_round_has_no_door_for_it_and_is_closed_with_one_it_had(three: SimpleNamespace) -> None:
    town, other = three.town, three.other
    stays = add(town, "child", name="不相干例", area=HERE, village="石门村")
    row = child(town)
    draft = {"name": "春季", "villages": "石门村", "start": town.clock.today().isoformat()}
    before, n = surveying.make(town, draft)
    assert n == 2
    round_(three)
    done = moved(town, row)
    round_(three)
    transferring.accept(other, done.id)
    round_(three)
    after, n = surveying.make(town, {**draft, "name": "夏季"})
    assert n == 1
    (line,) = town.queries.select("survey_line", {"round": after})
    assert line.values["child"] == stays
    assert codes(lambda: surveying.found(town, surveying.named(town, after), row, draft["start"], "")) == ["FILE_MOVED"]
    differing.close(town, surveying.named(town, before))
    assert values(town, before)["closed_on"]
    surveying.take_back(town, after)


def test_of_the_matches_a_transfer_leaves_one_leads(three: SimpleNamespace) -> None:
    town = three.town
    row = child(town)
    day = town.clock.today().isoformat()
    (first,) = town.queries.select("match", {"child": row})
    new = add(town, "mentor", name="李新样", kind="teacher", checked_on=day)
    second = matching.match(town, row, add(town, "mentor", name="赵样", kind="teacher", checked_on=day), lead=True).id
    assert values(town, first.id)["form"] == "many_to_one"
    transferring.transfer(town, row, THERE, "moved", plan={first.id: new}, on=dt.date.fromisoformat(day))
    (left,) = [m for m in town.queries.select("match", {"child": row}) if not m.values.get("end")]
    assert (left.values["mentor"], left.values["form"]) == (new, "one_to_one")
    assert values(town, second)["end"] == day



"""A file that was sent back gets its matches again; where nobody can answer, nothing goes, and what went comes home."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import homecoming, matching, recording, resolving, transferring, undoing, worklists
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.leaving import open_matches
from tests.package import offices
from tests.package.offices import add
from tests.package.test_transfer import COUNTY, HERE, THERE, child, codes, moved, round_, three

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office

__all__ = ("three",)
DAY = 86_400_000


def sent_back(world: SimpleNamespace, row: str, **how: object) -> transferring.Transferred:
    round_(world)
    done = transferring.transfer(world.town, row, THERE, "moved", **how)  # type: ignore[arg-type]
    round_(world)
    transferring.decline(world.other, done.id, "孩子没有来")
    round_(world)
    return done


def values(office: Office, row: str) -> dict[str, object]:
    found = office.queries.get(row)
    assert found is not None
    return dict(found.values)


def test_a_line_of_today_opens_the_matches_again_as_they_were(three: SimpleNamespace) -> None:
    town = three.town
    row = child(town)
    (match,) = open_matches(town, "child", row)
    before = values(town, match.id)
    assert worklists.counts(town)["came_back"] == 0
    done = sent_back(three, row)
    assert open_matches(town, "child", row) == []
    (line,) = worklists.lines(town, "came_back")
    assert (line.id, line.more["row"], line.more["n"]) == (row, done.id, "1")
    assert worklists.counts(town)["came_back"] == 1
    assert worklists.counts(three.county)["came_back"] == worklists.counts(three.other)["came_back"] == 0
    back = homecoming.reopen(town, done.id)
    assert back.reopened == 1
    after = values(town, match.id)
    assert {n: after.get(n) for n in before} == before
    assert after.get("end") is None
    assert worklists.counts(town)["came_back"] == 0
    assert codes(lambda: homecoming.reopen(town, done.id)) == ["CAME_BACK_NONE"]
    undoing.take_back(town, undoing.of_records(back.before, back.touched))
    assert worklists.counts(town)["came_back"] == 1
    assert town.queries.check()["ok"]


def test_it_may_stay_ended(three: SimpleNamespace) -> None:
    town = three.town
    row = child(town)
    done = sent_back(three, row)
    homecoming.leave_ended(town, done.id)
    assert worklists.counts(town)["came_back"] == 0
    homecoming.ask_again(town, done.id)
    assert worklists.counts(town)["came_back"] == 1


def test_only_what_the_transfer_ended_and_can_be_opened(three: SimpleNamespace) -> None:
    town = three.town
    row = child(town)
    today = town.clock.today().isoformat()
    by_hand = add(town, "match", child=row, mentor=add(town, "mentor", name="赵样"), start="2026-02-01")
    offices.edit(town, by_hand, end=today, end_reason="child_moved")
    new = add(town, "mentor", name="李新样", kind="teacher", checked_on=today)
    second = matching.match(town, row, new, lead=True).id
    heir = add(town, "mentor", name="孙样", kind="teacher", checked_on=today)
    done = sent_back(three, row, plan={second: heir})
    (back,) = homecoming.came_back(town)
    (first,) = back.matches
    assert first.id not in (by_hand, second), "what a person ended stays so, and what was handed over goes on"
    mentor = str(first.values["mentor"])
    recording.save(town, ENTITIES["mentor"], {"left_on": today, "left_reason": "health"}, mentor)
    assert homecoming.came_back(town) == []
    assert codes(lambda: homecoming.reopen(town, done.id)) == ["MENTOR_LEFT"]
    recording.save(town, ENTITIES["mentor"], {"left_on": "", "left_reason": ""}, mentor)
    homecoming.reopen(town, done.id)
    assert {m.values["mentor"] for m in open_matches(town, "child", row)} == {mentor, heir}
    assert sum(bool(m.values.get("lead")) for m in open_matches(town, "child", row)) == 1


def test_a_file_that_left_again_is_no_line(three: SimpleNamespace) -> None:
    town = three.town
    row = child(town)
    sent_back(three, row)
    town.clock.at += DAY
    moved(town, row)
    assert homecoming.came_back(town) == []


@pytest.mark.parametrize("nowhere", ["999901109", "888888888", "510399123"])
def test_nothing_goes_where_there_is_no_office(three: SimpleNamespace, nowhere: str) -> None:
    town = three.town
    row = child(town)
    stood = town.ledger.vector()
    assert codes(lambda: transferring.transfer(town, row, nowhere, "moved")) == ["TRANSFER_NOWHERE"]
    assert town.ledger.vector() == stood
    assert len(open_matches(town, "child", row)) == 1


def test_the_refusal_offers_what_is_near_and_a_name_will_do(three: SimpleNamespace) -> None:
    town = three.town
    row = child(town)
    with pytest.raises(Refusal) as refused:
        transferring.transfer(town, row, "999901109", "moved")
    assert "柳河镇" in refused.value.problems[0].say("zh")
    assert codes(lambda: transferring.transfer(town, row, COUNTY, "moved")) == ["TRANSFER_ABOVE"]
    done = transferring.transfer(town, row, "柳河镇", "moved")
    assert done.to_area == THERE


def nowhere_bound(world: SimpleNamespace) -> tuple[str, str]:
    """A transfer to nobody, as an earlier version let it go, carried by a package."""
    town = world.town
    row = child(town)
    done = moved(town, row)
    for entity, one in (("transfer", done.id), ("child", row)):
        offices.edit(town, one, **{"to_area" if entity == "transfer" else "area": "999901109"})
    round_(world)
    return row, done.id


def test_what_went_to_nobody_is_ended_by_its_sender(three: SimpleNamespace) -> None:
    town = three.town
    row, transfer = nowhere_bound(three)
    transferring.withdraw(town, transfer)
    assert values(town, row)["area"] == HERE
    assert len(open_matches(town, "child", row)) == 1
    round_(three)
    assert values(three.county, row)["area"] == HERE


def test_who_does_not_answer_for_a_month_does_not_hold_the_file(three: SimpleNamespace) -> None:
    town, county, other = three.town, three.county, three.other
    row = child(town)
    round_(three)
    done = moved(town, row)
    round_(three)
    assert codes(lambda: transferring.withdraw(town, done.id)) == ["TRANSFER_SENT"]
    assert codes(lambda: transferring.withdraw(other, done.id)) == ["TRANSFER_NOT_FROM_HERE"]
    for office in (town, county, other):
        office.clock.at += 31 * DAY
    transferring.accept(other, done.id)  # and their answer is still on its way
    transferring.withdraw(town, done.id)
    round_(three)
    (task,) = [t for t in county.queries.tasks() if t.kind == "conflict" and t.entity == "transfer"]
    assert task.detail["child"] == row
    resolving.resolve(county, done.id, "state", "accepted")
    assert values(county, row)["area"] == THERE, "the file is where the answer that counts says"
    resolving.resolve(county, done.id, "state", "withdrawn")
    assert values(county, row)["area"] == HERE

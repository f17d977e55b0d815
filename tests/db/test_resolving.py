"""Deciding between two values brings along what an ordinary save of that value brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import matching, recording, resolving, roster, steps
from casefiles.domain import matchlife
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.edges.workbook import Sheet
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Stored
    from casefiles.ports import Record
    from tests.db.office_files import Desk


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def got(office: Office, row: str) -> Record:
    found = office.queries.get(row)
    assert found is not None
    return found


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [p.code for p in refused.value.problems]


def apart(desk: Desk, row: str, one: dict[str, Stored], other: dict[str, Stored]) -> None:
    """Two people change the same record without having seen each other."""
    found = desk.queries.get(row)
    assert found is not None
    for fields in (one, other):
        desk.ledger.write([Edit(found.entity, row, fields, found.heads)], "tester")


def pair(desk: Desk, office: Office) -> tuple[str, str, str]:
    child = desk.add("child", name="赵小样", opened_on="2025-01-01")
    mentor = desk.add("mentor", name="王老样", kind="teacher", joined_on="2025-01-01", checked_on="2026-11-01")
    match = matching.match(office, child, mentor).id
    return child, mentor, match


@pytest.mark.parametrize("chosen", ["paused", "closed", "active"])
def test_the_state_of_a_match_that_was_chosen_is_that_of_its_newest_step(
    office: Office, desk: Desk, chosen: str
) -> None:
    _, _, match = pair(desk, office)
    ended: dict[str, Stored] = {"status": "closed", "end": office.clock.today().isoformat(), "end_reason": "other"}
    apart(desk, match, ended, {"status": "paused"})
    stands = got(office, match)
    assert "status" in stands.rivals
    resolving.resolve(office, match, "status", chosen, stands.heads)
    stands = got(office, match)
    assert "status" not in stands.rivals
    events = steps.events_of(office, match, stands.values)
    last = events[matchlife.newest(events)]
    assert (stands.values["status"], last["status"]) == (chosen, chosen)
    assert bool(stands.values.get("end")) == (chosen == "closed"), "an open match has no end"


def test_a_day_of_leaving_that_was_chosen_is_in_the_time_of_service_too(office: Office, desk: Desk) -> None:
    draft = {"name": "王老样", "kind": "teacher", "joined_on": "2025-01-01"}
    row = recording.save(office, ENTITIES["mentor"], draft).id
    apart(desk, row, {"left_on": "2026-10-01"}, {"left_on": "2026-11-01"})
    resolving.resolve(office, row, "left_on", "2026-10-01")
    (spell,) = office.queries.select("mentor_spell", {"mentor": row})
    assert spell.values["end"] == "2026-10-01"


def test_nobody_leaves_by_a_decision_while_a_child_counts_on_them(office: Office, desk: Desk) -> None:
    _, mentor, _ = pair(desk, office)
    apart(desk, mentor, {"left_on": "2026-10-01"}, {"left_on": None, "note": "还在队里"})
    stood = office.ledger.vector()
    with pytest.raises(Refusal) as refused:
        resolving.resolve(office, mentor, "left_on", "2026-10-01")
    assert codes(refused) == ["MENTOR_HAS_CHILDREN"]
    assert office.ledger.vector() == stood


def test_a_closing_day_that_was_chosen_has_its_event(office: Office, desk: Desk) -> None:
    child = desk.add("child", name="赵小样", opened_on="2025-01-01")
    apart(desk, child, {"closed_on": "2026-11-01", "closed_reason": "moved"}, {"closed_on": "2026-11-02"})
    resolving.resolve(office, child, "closed_on", "")
    events = office.queries.select("file_event", {"child": child})
    assert [e.values["kind"] for e in events] == ["reopened"]
    assert got(office, child).values.get("closed_on") is None


def test_a_step_that_is_deleted_by_a_decision_is_no_state_any_more(office: Office, desk: Desk) -> None:
    _, _, match = pair(desk, office)
    step = matching.step(office, match, "paused").id
    apart(desk, step, {DELETED: 1}, {"note": "病了"})
    resolving.resolve(office, step, DELETED, "1")
    assert got(office, match).values["status"] == "active"


HEADER = ("姓名", "五老类别", "加入日期")


def test_a_roster_of_mentors_brings_their_times_of_service(office: Office) -> None:
    sheet = Sheet("五老", (HEADER, ("王老样", "老教师", "2024-03-01")))
    roster.apply(office, roster.plan(office, [sheet], "mentor"))
    (mentor,) = office.queries.select("mentor")
    (spell,) = office.queries.select("mentor_spell", {"mentor": mentor.id})
    assert spell.values["start"] == mentor.values["joined_on"] == "2024-03-01"
    earlier = Sheet("五老", (HEADER, ("王老样", "老教师", "2023-03-01")))
    plan = roster.plan(office, [earlier], "mentor")
    assert plan.changed == 1
    roster.apply(office, plan)
    (spell,) = office.queries.select("mentor_spell", {"mentor": mentor.id})
    assert spell.values["start"] == "2023-03-01"


def test_a_roster_says_what_a_save_would_refuse(office: Office, desk: Desk) -> None:
    mentor = desk.add("mentor", name="王老样", kind="teacher", joined_on="2024-01-01")
    desk.add("mentor_spell", mentor=mentor, start="2020-01-01", end="2021-01-01")
    desk.add("mentor_spell", mentor=mentor, start="2024-01-01")
    sheet = Sheet("五老", (HEADER, ("王老样", "老教师", "2020-06-01")))
    plan = roster.plan(office, [sheet], "mentor")
    assert (plan.wrong_rows, plan.changed) == (1, 0)
    assert [(w.code, w.column) for w in plan.wrong] == [("SPELL_OVERLAPS", "加入日期")]

"""Mentors leave and files are closed in good order, on a real encrypted office."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from casefiles import handover, matching, recording, undoing
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.leaving import open_matches
from casefiles.office import Home, Me, Office
from ui import words_closing

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.db.office_files import Desk

ON = dt.date(2026, 11, 10)


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def mentor(desk: Desk, name: str, capacity: int = 3) -> str:
    since = {"joined_on": "2020-01-01", "checked_on": "2026-05-01"}
    return desk.add("mentor", name=name, kind="teacher", capacity=capacity, village="石门村", **since)


def child(desk: Desk, name: str, of: str) -> str:
    row = desk.add("child", name=name, village="石门村", opened_on="2025-01-01")
    terms = {"form": "one_to_many", "every_days": 45, "terms": "每月入户一次。"}
    desk.add("match", child=row, mentor=of, start="2025-02-01", **terms)
    return row


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refusal) as refused:
        act()
    for problem in refused.value.problems:
        assert problem.say("zh")
        assert "{" not in problem.say("zh") + problem.say("en")
    return [p.code for p in refused.value.problems]


def everything(office: Office) -> list[tuple[str, dict[str, object]]]:
    rows = (*office.queries.select("mentor"), *office.queries.select("match"), *office.queries.select("child"))
    return sorted((r.id, dict(r.values)) for r in rows)


def test_a_mentor_with_children_cannot_just_leave(office: Office, desk: Desk) -> None:
    old = mentor(desk, "王老样")
    child(desk, "赵小样", old)
    before = everything(office)
    draft = {"left_on": ON.isoformat(), "left_reason": "age"}
    assert codes(lambda: recording.save(office, ENTITIES["mentor"], draft, old)) == ["MENTOR_HAS_CHILDREN"]
    with pytest.raises(Refusal) as refused:
        recording.save(office, ENTITIES["mentor"], draft, old)
    assert "赵小样" in refused.value.say("zh")
    assert everything(office) == before
    recording.save(office, ENTITIES["mentor"], {"phone": "10012345678"}, old)  # anything else may be changed


def test_a_mentor_without_children_leaves_by_the_form(office: Office, desk: Desk) -> None:
    old = mentor(desk, "王老样")
    recording.save(office, ENTITIES["mentor"], {"left_on": ON.isoformat(), "left_reason": "age"}, old)
    assert codes(lambda: matching.match(office, desk.add("child", name="赵小样"), old)) == ["MENTOR_LEFT"]


def test_leaving_hands_over_in_one_transaction_and_can_be_taken_back(office: Office, desk: Desk) -> None:
    old, new = mentor(desk, "王老样"), mentor(desk, "李老样", 1)
    one, two = child(desk, "赵小样", old), child(desk, "钱小样", old)
    before = everything(office)
    first, second = open_matches(office, "mentor", old)
    seq = desk.ledger.vector()[desk.ledger.device].seq
    left = handover.leave(office, old, ON, "health", {first.id: new})
    assert (left.handed_over, left.waiting) == (1, 1)
    assert desk.ledger.vector()[desk.ledger.device].seq > seq
    for match in (first, second):
        values = office.queries.get(match.id).values  # type: ignore[union-attr]
        assert (values["end"], values["end_reason"]) == (ON.isoformat(), "mentor_health")
    (made,) = open_matches(office, "mentor", new)
    assert {n: made.values[n] for n in ("child", "start", "every_days", "terms")} == {
        "child": one, "start": ON.isoformat(), "every_days": 45, "terms": "每月入户一次。",
    }  # fmt: skip
    assert open_matches(office, "child", two) == []
    assert office.queries.get(old).values["left_on"] == ON.isoformat()  # type: ignore[union-attr]
    assert office.queries.register_ids("child", "unmatched") == [two]
    undoing.take_back(office, undoing.of_records(left.before, left.touched))
    assert everything(office) == before


def test_what_stands_against_it_is_said_at_once_and_nothing_is_written(office: Office, desk: Desk) -> None:
    old, small = mentor(desk, "王老样"), mentor(desk, "李老样", 1)
    gone = desk.add("mentor", name="周老样", kind="teacher", left_on="2026-01-01")
    child(desk, "赵小样", old), child(desk, "钱小样", old)
    first, second = open_matches(office, "mentor", old)
    before = everything(office)
    both = {first.id: small, second.id: small}
    assert codes(lambda: handover.leave(office, old, ON, "age", both)) == ["HAND_OVER_FULL"]
    assert codes(lambda: handover.leave(office, old, ON, "age", {first.id: old})) == ["HAND_OVER_SELF", "MATCH_EXISTS"]
    assert codes(lambda: handover.leave(office, old, ON, "age", {first.id: gone})) == ["MENTOR_LEFT"]
    early = dt.date(2024, 1, 1)
    assert set(codes(lambda: handover.leave(office, old, early, "age", {}))) == {"END_BEFORE_START"}
    assert codes(lambda: handover.leave(office, old, ON, "age", {first.id: "m-1m7vw2gcaznb83ppfhp"})) == ["NOT_FOUND"]
    assert everything(office) == before


def test_proposals_never_take_more_than_there_is_room_for(office: Office, desk: Desk) -> None:
    old = mentor(desk, "王老样", 9)
    near, far = mentor(desk, "李老样", 2), mentor(desk, "孙老样", 1)
    desk.edit("mentor", far, village="远村")
    for n in range(5):
        child(desk, f"赵{'一二三四五'[n]}样", old)
    plan = handover.proposed(office, old)
    assert sorted(plan.values()) == sorted([near, near, far])
    assert old not in plan.values()
    left = handover.leave(office, old, ON, "wish", plan)
    assert (left.handed_over, left.waiting) == (3, 2)


def test_a_file_is_not_closed_over_a_match_or_a_report_or_without_a_reason(office: Office, desk: Desk) -> None:
    old = mentor(desk, "王老样")
    row = child(desk, "赵小样", old)
    report = desk.add("report", child=row, on="2026-11-01", signs="6")
    close = {"closed_on": ON.isoformat()}

    def shut() -> object:
        return recording.save(office, ENTITIES["child"], close, row)

    assert codes(shut) == ["FILE_HAS_MENTOR", "FILE_HAS_REPORT", "FILE_NO_REASON"]
    matching.unmatch(office, open_matches(office, "child", row)[0].id, ON, "other")
    told = {"reported_on": "2026-11-01", "reported_to": "police"}
    desk.edit("report", report, closed_on="2026-11-09", outcome="closed", **told)
    assert codes(shut) == ["FILE_NO_REASON"]
    close["closed_reason"] = "父母返乡照护"
    shut()
    with pytest.raises(Refusal) as closed:
        matching.match(office, row, mentor(desk, "李老样"))
    (problem,) = closed.value.problems
    assert problem.code == "FILE_CLOSED"
    assert words_closing.REOPEN_TITLE("zh") in problem.say("zh"), "the next step, in the words of the file's menu"
    assert "Reopen" in problem.say("en")
    recording.save(office, ENTITIES["child"], {"closed_on": ""}, row)  # reopened
    matching.match(office, row, mentor(desk, "孙老样"))

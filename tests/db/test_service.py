"""A mentor's service on a real encrypted office: the record check before a match, times in the team that agree with the
mentor's own fields whichever way they are written, and the way back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from casefiles import handover, matching, recording, service, undoing
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.recording import Saved
    from tests.db.office_files import Desk

TODAY = dt.date(2026, 11, 18)


@pytest.fixture
def office(desk: Desk) -> Office:
    assert abs(desk.clock.today() - TODAY) < dt.timedelta(days=3)
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def save(office: Office, entity: str, row: str | None = None, **draft: str) -> Saved:
    return recording.save(office, ENTITIES[entity], draft, row)


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refusal) as refused:
        act()
    for problem in refused.value.problems:
        assert "{" not in problem.say("zh") + problem.say("en")
    return [p.code for p in refused.value.problems]


def times(office: Office, mentor: str) -> list[tuple[object, object, object]]:
    rows = office.queries.select("mentor_spell", {"mentor": mentor}, "start")
    return [tuple(r.values.get(n) for n in ("start", "end", "reason")) for r in rows]  # type: ignore[misc]


def says(office: Office, mentor: str) -> tuple[object, object, object]:
    values = office.queries.get(mentor).values  # type: ignore[union-attr]
    return tuple(values.get(n) for n in ("joined_on", "left_on", "left_reason"))  # type: ignore[return-value]


def agree(office: Office, mentor: str) -> None:
    """What the file says is the newest time of service."""
    assert times(office, mentor)[-1] == says(office, mentor)


def new(office: Office, **draft: str) -> str:
    return save(office, "mentor", name="王老样", kind="teacher", **draft).id


# the record check


def test_nobody_is_matched_without_a_record_check(office: Office, desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    row = new(office)

    def join() -> object:
        return matching.match(office, child, row)

    assert codes(join) == ["MENTOR_NOT_CHECKED"]
    save(office, "mentor_check", mentor=row, kind="health", on="2026-11-01", result="pass")
    save(office, "mentor_check", mentor=row, kind="record", on="2026-11-01", result="pending")
    assert codes(join) == ["MENTOR_NOT_CHECKED"], "a health check or one without a result is none"
    save(office, "mentor_check", mentor=row, kind="record", on="2024-11-01", result="pass", number="查一号")
    assert codes(join) == ["MENTOR_CHECK_EXPIRED"]
    save(office, "mentor_check", mentor=row, kind="record", on="2026-11-02", result="fail")
    assert codes(join) == ["MENTOR_CHECK_FAILED"]
    save(
        office,
        "mentor_check",
        mentor=row,
        kind="record",
        on="2026-11-03",
        result="pass",
        valid_until="2027-01-31",
    )
    assert service.cleared(office, office.queries.get(row)).until == "2027-01-31"  # type: ignore[arg-type]
    assert office.queries.select("match") == []
    join()


def test_the_check_in_an_older_file_holds_for_a_year(office: Office, desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    row = new(office, checked_on="2025-11-01", check_number="云查1号")
    assert codes(lambda: matching.match(office, child, row)) == ["MENTOR_CHECK_EXPIRED"]
    matching.match(office, child, row, dt.date(2026, 10, 31))  # entered late: it stood on that day
    found = service.cleared(office, office.queries.get(row), dt.date(2026, 11, 1))  # type: ignore[arg-type]
    assert (found.state, found.until, found.number) == ("valid", "2026-11-01", "云查1号")


def test_children_are_not_handed_over_to_somebody_unchecked(office: Office, desk: Desk) -> None:
    old, other = new(office, checked_on="2026-05-01", joined_on="2020-01-01"), new(office)
    joined = matching.match(office, desk.add("child", name="赵小样"), old, dt.date(2026, 1, 10)).id
    leave = dt.date(2026, 11, 10)
    assert codes(lambda: handover.leave(office, old, leave, "wish", {joined: other})) == [
        "MENTOR_NOT_CHECKED"
    ]
    assert handover.leave(office, old, leave, "wish", {}).waiting == 1


# times of service


def test_joining_leaving_and_coming_back_through_the_form(office: Office) -> None:
    row = new(office, joined_on="2020-03-01")
    assert times(office, row) == [("2020-03-01", None, None)]
    save(office, "mentor", row, joined_on="2020-04-01")
    assert times(office, row) == [("2020-04-01", None, None)], "a correction is no second time"
    left = save(office, "mentor", row, left_on="2022-05-01", left_reason="wish")
    assert times(office, row) == [("2020-04-01", "2022-05-01", "wish")]
    back = save(office, "mentor", row, joined_on="2024-01-01", left_on="", left_reason="")
    assert times(office, row) == [("2020-04-01", "2022-05-01", "wish"), ("2024-01-01", None, None)]
    agree(office, row)
    recording.undo(office, back)
    recording.undo(office, left)
    assert times(office, row) == [("2020-04-01", None, None)]
    agree(office, row)


def test_taking_a_day_of_leaving_out_is_no_second_time(office: Office) -> None:
    row = new(office, joined_on="2020-03-01")
    save(office, "mentor", row, left_on="2022-05-01", left_reason="wish")
    save(office, "mentor", row, left_on="", left_reason="")
    assert times(office, row) == [("2020-03-01", None, None)]
    assert "SPELL_OVERLAPS" not in str(times(office, row))


def test_a_time_of_service_moves_the_file_along(office: Office) -> None:
    row = new(office)
    first = save(office, "mentor_spell", mentor=row, start="2019-01-01", end="2020-01-01", reason="moved")
    agree(office, row)
    second = save(office, "mentor_spell", mentor=row, start="2021-01-01")
    agree(office, row)
    early = save(office, "mentor_spell", mentor=row, start="2015-01-01", end="2016-01-01", reason="health")
    assert says(office, row) == ("2021-01-01", None, None), "an older one entered late changes nothing"
    save(office, "mentor_spell", second.id, end="2025-01-01", reason="age")
    assert says(office, row) == ("2021-01-01", "2025-01-01", "age")
    gone = recording.remove(office, second.id)
    assert says(office, row) == ("2019-01-01", "2020-01-01", "moved")
    recording.undo(office, gone)
    assert says(office, row) == ("2021-01-01", "2025-01-01", "age")
    recording.undo(office, early)
    assert [t[0] for t in times(office, row)] == ["2019-01-01", "2021-01-01"]
    assert first.id in {s.id for s in office.queries.select("mentor_spell")}


def test_what_only_an_older_file_tells_of_is_kept_when_somebody_comes_back(
    office: Office, desk: Desk
) -> None:
    """Files from before there were times of service: nothing of them is lost, by the card or by the form."""
    for way in ("card", "form"):
        row = desk.add(
            "mentor",
            name="李老样",
            kind="teacher",
            joined_on="2018-01-01",
            left_on="2020-01-01",
            left_reason="health",
        )
        if way == "card":
            done = save(office, "mentor_spell", mentor=row, start="2023-01-01")
        else:
            done = save(office, "mentor", row, joined_on="2023-01-01", left_on="", left_reason="")
        assert times(office, row) == [("2018-01-01", "2020-01-01", "health"), ("2023-01-01", None, None)]
        agree(office, row)
        recording.undo(office, done)
        assert times(office, row) == []
        assert says(office, row) == ("2018-01-01", "2020-01-01", "health")


def test_times_that_cannot_both_be_are_refused(office: Office) -> None:
    row = new(office, joined_on="2020-03-01")
    assert codes(lambda: save(office, "mentor_spell", mentor=row, start="2021-01-01")) == ["SPELL_OVERLAPS"]
    early = {"mentor": row, "start": "2019-01-01", "reason": "wish"}
    assert codes(lambda: save(office, "mentor_spell", **early, end="2020-06-01")) == ["SPELL_OVERLAPS"]
    assert codes(lambda: save(office, "mentor_spell", **early)) == ["SPELL_NO_END"]
    save(office, "mentor_spell", **early, end="2020-03-01")  # left and came back on one day
    assert codes(lambda: save(office, "mentor", row, joined_on="2019-06-01")) == ["SPELL_OVERLAPS"]
    agree(office, row)


def test_nobody_leaves_by_a_time_of_service_while_a_child_counts_on_them(office: Office, desk: Desk) -> None:
    row = new(office, joined_on="2020-03-01", checked_on="2026-05-01")
    matching.match(office, desk.add("child", name="赵小样"), row)
    (spell,) = office.queries.select("mentor_spell", {"mentor": row})
    with pytest.raises(Refusal) as refused:
        save(office, "mentor_spell", spell.id, end="2026-10-01", reason="wish")
    assert [(p.code, p.entity, p.field) for p in refused.value.problems] == [
        ("MENTOR_HAS_CHILDREN", "mentor_spell", "end")
    ]
    agree(office, row)


def test_the_hand_over_ends_the_time_of_service_and_its_undo_takes_that_back(
    office: Office, desk: Desk
) -> None:
    recorded = new(office, joined_on="2020-03-01", checked_on="2026-05-01")
    older = desk.add("mentor", name="李老样", kind="teacher", joined_on="2019-01-01", checked_on="2026-05-01")
    for row in (recorded, older):
        before = times(office, row)
        left = handover.leave(office, row, dt.date(2026, 11, 10), "age", {})
        assert times(office, row)[-1][1:] == ("2026-11-10", "age")
        agree(office, row)
        undoing.take_back(office, undoing.of_records(left.before, left.touched))
        assert times(office, row) == before
        assert says(office, row)[1] is None

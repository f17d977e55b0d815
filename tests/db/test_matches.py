"""The life of a match on a real encrypted office: the state is that of the newest step, whichever way it was written;
what each state counts as is the same in statements and in Python; exactly one of several mentors leads."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest

from casefiles import handover, leaving, matching, recording, undoing
from casefiles.domain import matchlife
from casefiles.domain.codes.lists import MATCH_STATUS
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.recording import Saved
    from tests.db.office_files import Desk

D = dt.date


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def mentor(desk: Desk, name: str = "王老样", **more: str | int) -> str:
    fields = {
        "kind": "teacher",
        "village": "石门村",
        "joined_on": "2020-01-01",
        "checked_on": "2026-05-01",
        **more,
    }
    return desk.add("mentor", name=name, **fields)


def child(desk: Desk, name: str = "赵小样") -> str:
    return desk.add("child", name=name, village="石门村", opened_on="2025-01-01")


def save(office: Office, entity: str, row: str | None = None, **draft: str) -> Saved:
    return recording.save(office, ENTITIES[entity], draft, row)


def values(office: Office, row: str) -> dict[str, object]:
    return dict(office.queries.get(row).values)  # type: ignore[union-attr]


def path(office: Office, match: str) -> list[tuple[object, object]]:
    rows = office.queries.select("match_event", {"match": match})
    return [
        (r.values["on"], r.values["status"]) for r in sorted(rows, key=lambda r: (str(r.values["on"]), r.id))
    ]


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refusal) as refused:
        act()
    for problem in refused.value.problems:
        assert "{" not in problem.say("zh") + problem.say("en")
    return [p.code for p in refused.value.problems]


def agrees(office: Office, match: str) -> None:
    """The match says what its newest step says."""
    says = values(office, match)
    last = path(office, match)[-1]
    assert says["status"] == last[1], (says, path(office, match))
    assert (says["end"] is not None) == (last[1] in matchlife.OVER)
    if last[1] == "closed":
        assert says["end"] == last[0]


def everything(office: Office) -> list[tuple[str, dict[str, object]]]:
    return sorted(
        (r.id, dict(r.values)) for e in ("mentor", "match", "match_event") for r in office.queries.select(e)
    )


def test_from_proposal_to_closing_step_by_step_and_all_the_way_back(office: Office, desk: Desk) -> None:
    kid, senior = child(desk), mentor(desk)
    row = matching.match(office, kid, senior, D(2026, 6, 1), status="proposed").id
    assert office.queries.register_ids("child", "unmatched") == [kid], "a proposal is no mentor yet"
    assert office.queries.register_rows("mentor", [senior])[0]["load"] == 1, "but it takes a place"
    seen, done = [everything(office)], []
    for day, status in (
        (2, "approved"),
        (5, "introduced"),
        (9, "active"),
        (20, "paused"),
        (25, "active"),
        (28, "closing"),
    ):
        done.append(matching.step(office, row, status, D(2026, 6, day)))
        seen.append(everything(office))
        agrees(office, row)
        waiting = office.queries.register_ids("child", "unmatched") == [kid]
        assert waiting == (status == "approved")
    assert values(office, row)["start"] == "2026-06-05", "it begins when the two have met"
    done.append(matching.step(office, row, "closed", D(2026, 7, 1), reason="goal_met", note="学业跟上了"))
    agrees(office, row)
    says = values(office, row)
    assert (says["end"], says["end_reason"], says["end_note"]) == ("2026-07-01", "goal_met", "学业跟上了")
    assert office.queries.register_rows("mentor", [senior])[0]["load"] == 0
    for one, before in zip(reversed(done), reversed(seen), strict=True):
        recording.undo(office, one)
        assert everything(office) == before


def test_what_stands_against_a_step_is_said_and_nothing_is_written(office: Office, desk: Desk) -> None:
    kid, senior = child(desk), mentor(desk, checked_on="2024-05-01")
    assert codes(lambda: matching.match(office, kid, senior)) == ["MENTOR_CHECK_EXPIRED"]
    row = matching.match(office, kid, senior, D(2026, 6, 1), status="proposed").id
    before = everything(office)
    assert codes(lambda: matching.step(office, row, "approved", D(2026, 6, 2))) == ["MENTOR_CHECK_EXPIRED"]
    assert codes(lambda: matching.step(office, row, "proposed", D(2026, 6, 2))) == ["MATCH_SAME_STEP"]
    assert codes(lambda: matching.step(office, row, "closed", D(2026, 6, 2))) == ["MATCH_NO_END_REASON"]
    assert codes(lambda: matching.step(office, row, "closed", D(2099, 6, 2), reason="other")) == [
        "DATE_IN_FUTURE"
    ]
    assert codes(lambda: save(office, "match_event", match=row, on="2026-06-02", status="active")) == [
        "MENTOR_CHECK_EXPIRED"
    ]
    assert everything(office) == before
    save(office, "mentor_check", mentor=senior, kind="record", on="2026-06-02", result="pass")
    matching.step(office, row, "active", D(2026, 6, 3))
    assert codes(lambda: matching.step(office, row, "approved", D(2026, 6, 4))) == ["MATCH_NO_REASON"]
    assert codes(
        lambda: matching.step(office, row, "closed", D(2026, 6, 2), reason="other", note="补记")
    ) == ["MATCH_LATER_STEP"]
    matching.step(office, row, "closing", D(2026, 7, 1))
    assert codes(lambda: matching.step(office, row, "paused", D(2026, 5, 1), note="补记")) == [
        "MATCH_BEFORE_FIRST"
    ]


def test_a_step_entered_late_fills_in_and_changes_no_state(office: Office, desk: Desk) -> None:
    row = matching.match(office, child(desk), mentor(desk), D(2026, 6, 1)).id
    matching.step(office, row, "closing", D(2026, 8, 1))
    assert codes(lambda: matching.step(office, row, "paused", D(2026, 7, 1))) == ["MATCH_NO_REASON"]
    matching.step(office, row, "paused", D(2026, 7, 1), note="住院期间补记")
    assert path(office, row) == [
        ("2026-06-01", "active"),
        ("2026-07-01", "paused"),
        ("2026-08-01", "closing"),
    ]
    assert values(office, row)["status"] == "closing"


def test_ended_is_not_entered_by_mistake(office: Office, desk: Desk) -> None:
    kid, senior = child(desk), mentor(desk)
    wrong = matching.match(office, kid, senior, D(2026, 6, 1)).id
    matching.step(office, wrong, "mistaken", note="录错了孩子")
    says = values(office, wrong)
    assert (says["status"], says["end"], says["end_reason"]) == ("mistaken", "2026-06-01", "mistaken")
    assert codes(lambda: matching.step(office, wrong, "active")) == ["MATCH_NO_REASON"]
    matching.step(office, wrong, "active", note="没有录错")
    agrees(office, wrong)
    assert values(office, wrong)["end_reason"] is None
    save(office, "match", wrong, end="2026-09-01", end_reason="mistaken")  # by the form
    agrees(office, wrong)
    assert values(office, wrong)["end"] == "2026-06-01"


def test_form_and_steps_agree_whichever_was_used(office: Office, desk: Desk) -> None:
    row = matching.match(office, child(desk), mentor(desk), D(2026, 6, 1)).id
    matching.unmatch(office, row, D(2026, 9, 1), "child_wish", "搬家")
    assert path(office, row)[-1] == ("2026-09-01", "closed")
    agrees(office, row)
    save(office, "match", row, end="2026-09-05")
    assert path(office, row) == [("2026-06-01", "active"), ("2026-09-05", "closed")], "one end, not two"
    agrees(office, row)
    before = everything(office)
    again = save(office, "match", row, end="", end_reason="", end_note="")
    agrees(office, row)
    assert values(office, row)["status"] == "active"
    recording.undo(office, again)
    assert everything(office) == before
    row = matching.match(office, child(desk, "钱小样"), mentor(desk, "李老样"), D(2026, 6, 1)).id
    made = save(office, "match_event", match=row, on="2026-10-01", status="closed")
    agrees(office, row)
    event = office.queries.get(made.id)
    assert event is not None
    assert event.values["child"] == values(office, row)["child"]
    save(office, "match_event", made.id, on="2026-10-05")
    agrees(office, row)
    gone = recording.remove(office, made.id)
    agrees(office, row)
    assert values(office, row)["end"] is None
    recording.undo(office, gone)
    agrees(office, row)
    assert values(office, row)["end"] == "2026-10-05"
    save(office, "match", row, status="paused")  # said outright, on the console
    agrees(office, row)
    assert codes(lambda: save(office, "match", row, end="2026-08-01", end_reason="other")) == [
        "MATCH_LATER_STEP"
    ]


def test_matches_from_before_there_were_steps_are_active_or_ended(office: Office, desk: Desk) -> None:
    kid, senior = child(desk), mentor(desk)
    old = desk.add(
        "match", child=kid, mentor=senior, start="2024-01-01", end="2024-06-01", end_reason="not_fitting"
    )
    now = desk.add("match", child=kid, mentor=senior, start="2025-01-01")
    assert matchlife.status_of(values(office, old)) == "closed"  # type: ignore[arg-type]
    assert matchlife.status_of(values(office, now)) == "active"  # type: ignore[arg-type]
    save(office, "match_event", match=old, on="2023-12-01", status="proposed")
    save(office, "match_event", match=now, on="2024-12-01", status="approved")
    assert values(office, old)["end"] == "2024-06-01"
    assert values(office, now)["status"] is None, "what is older than what stands changes nothing"
    matching.step(office, now, "paused", D(2026, 1, 1))
    agrees(office, now)


def test_opening_again_asks_what_a_new_match_asks(office: Office, desk: Desk) -> None:
    kid, senior = child(desk), mentor(desk, capacity=1)
    row = matching.match(office, kid, senior, D(2026, 6, 1)).id
    matching.step(office, row, "closed", D(2026, 7, 1), reason="other")
    matching.match(office, child(desk, "钱小样"), senior)
    assert codes(lambda: matching.step(office, row, "active", note="重新结对")) == ["MENTOR_FULL"]
    desk.edit("mentor", senior, left_on="2026-10-01")
    assert "MENTOR_LEFT" in codes(lambda: matching.step(office, row, "active", note="重新结对"))


# several mentors


def leads(office: Office, kid: str) -> list[str]:
    return [
        str(m.values["mentor"]) for m in leaving.open_matches(office, "child", kid) if m.values.get("lead")
    ]


def test_of_several_mentors_exactly_one_leads(office: Office, desk: Desk) -> None:
    kid = child(desk)
    one, two, three = (mentor(desk, name) for name in ("王老样", "李老样", "孙老样"))
    first = matching.match(office, kid, one, D(2026, 6, 1)).id
    assert leads(office, kid) == [], "who alone mentors does not lead"
    assert codes(lambda: matching.match(office, kid, two)) == ["CHILD_HAS_MENTOR"]
    before = everything(office)
    joined = matching.match(office, kid, two, D(2026, 7, 1), lead=True)
    assert leads(office, kid) == [two]
    assert {m.values["form"] for m in leaving.open_matches(office, "child", kid)} == {"many_to_one"}
    assert office.queries.tasks() == []
    recording.undo(office, joined)
    assert everything(office) == before
    second = matching.match(office, kid, two, D(2026, 7, 1), lead=True).id
    matching.match(office, kid, three, D(2026, 8, 1))
    assert leads(office, kid) == [two]
    taken = matching.take_lead(office, first)
    assert leads(office, kid) == [one]
    recording.undo(office, taken)
    assert leads(office, kid) == [two]
    matching.step(office, second, "closed", D(2026, 9, 1), reason="mentor_left")
    assert leads(office, kid) == [one], "the lead goes to who came first"
    handover.leave(office, three, D(2026, 9, 2), "wish", {})
    (last,) = leaving.open_matches(office, "child", kid)
    assert (last.values["lead"], last.values["form"]) == (None, "one_to_one")


def test_a_hand_over_keeps_the_lead_and_writes_the_steps(office: Office, desk: Desk) -> None:
    kid = child(desk)
    one, two, three = (mentor(desk, name) for name in ("王老样", "李老样", "孙老样"))
    first = matching.match(office, kid, one, D(2026, 6, 1)).id
    matching.match(office, kid, two, D(2026, 7, 1), lead=True)
    matching.take_lead(office, first)
    before = everything(office)
    left = handover.leave(office, one, D(2026, 9, 1), "health", {first: three})
    assert leads(office, kid) == [three]
    for match in office.queries.select("match"):
        agrees(office, match.id)
    undoing.take_back(office, undoing.of_records(left.before, left.touched))
    assert everything(office) == before


def test_two_leads_from_two_offices_are_a_task(office: Office, desk: Desk) -> None:
    kid = child(desk)
    for name in ("王老样", "李老样"):
        desk.add(
            "match", child=kid, mentor=mentor(desk, name), start="2026-06-01", form="many_to_one", lead=1
        )
    assert [(t.kind, t.id) for t in office.queries.tasks()] == [("leads", kid)]


# what counts, by brute force


def test_statements_count_as_python_does(office: Office, desk: Desk) -> None:
    chance = random.Random(5)
    kids = [child(desk, f"赵{n}样".replace(str(n), "一二三四五六七八九十"[n])) for n in range(10)]
    seniors = [mentor(desk, f"王{'一二三四五'[n]}样", capacity=chance.randint(0, 4)) for n in range(5)]
    states = [None, *(c.code for c in MATCH_STATUS.items)]
    for _ in range(24):
        status = chance.choice(states)
        end = "2026-09-01" if status in matchlife.OVER or chance.random() < 0.2 else None
        fields = {
            "status": status,
            "end": end,
            "every_days": chance.choice((None, 20)),
            "start": "2026-06-01",
        }
        desk.add("match", child=chance.choice(kids), mentor=chance.choice(seniors), **fields)  # type: ignore[arg-type]
    every = [m.values for m in office.queries.select("match")]
    waiting = set(office.queries.register_ids("child", "unmatched"))
    assert waiting == {
        k for k in kids if not any(m["child"] == k and matchlife.counts_as(m).has_mentor for m in every)
    }
    assert 0 < len(waiting) < len(kids)
    free = set(office.queries.register_ids("mentor", "free"))
    for senior in seniors:
        held = {m["child"] for m in every if m["mentor"] == senior and matchlife.counts_as(m).holds_room}
        row = office.queries.register_rows("mentor", [senior])[0]
        assert row["load"] == len(held)
        assert (senior in free) == (len(held) < int(str(row["capacity"])))


def test_a_paused_match_does_not_say_when_the_next_visit_is_due(office: Office, desk: Desk) -> None:
    kid = child(desk)
    row = matching.match(office, kid, mentor(desk), D(2026, 6, 1)).id
    save(office, "match", row, every_days="10")

    def due() -> object:
        return office.queries.register_rows("child", [kid])[0]["next_due"]

    assert due() == "2026-06-11"
    matching.step(office, row, "paused", D(2026, 6, 2))
    assert due() == "2026-08-30", "by risk alone"
    assert office.queries.check()["ok"]

"""Files are closed and opened again by events; the newest one is what the child's file says, on a real office."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from casefiles import matching, recording, verifying, worklists
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.recording import Saved
    from tests.db.office_files import Desk


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def event(office: Office, child: str, kind: str, on: str, reason: str = "原因") -> Saved:
    draft = {"child": child, "kind": kind, "on": on, "reason": reason}
    return recording.save(office, ENTITIES["file_event"], draft | ({"outcome": "improved"} if kind == "closed" else {}))


def file(office: Office, child: str) -> tuple[object, object]:
    values = recording.record(office, child).values
    return values["closed_on"], values["closed_reason"]


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refusal) as refused:
        act()
    assert all("{" not in p.say("zh") + p.say("en") for p in refused.value.problems)
    return [p.code for p in refused.value.problems]


def test_closing_and_reopening_are_one_save_each_and_can_be_taken_back(office: Office, desk: Desk) -> None:
    child = desk.add("child", name="赵小样", opened_on="2026-01-01")
    assert office.queries.register_ids("child", "overdue") == [child]
    closed = event(office, child, "closed", "2026-10-01", "父母返乡")
    assert file(office, child) == ("2026-10-01", "父母返乡")
    assert desk.ledger.history(child)[-1].ts == desk.ledger.history(closed.id)[-1].ts, "one transaction, one moment"
    assert office.queries.register_ids("child", "overdue") == []
    assert worklists.counts(office)["overdue"] == 0
    assert office.queries.register_ids("child", "closed") == [child]
    again = event(office, child, "reopened", "2026-10-09")
    assert file(office, child) == (None, None)
    recording.undo(office, again)
    assert file(office, child) == ("2026-10-01", "父母返乡")
    recording.undo(office, closed)
    assert file(office, child) == (None, None)
    assert office.queries.count("file_event") == 0


def test_what_stands_against_closing_is_said_and_nothing_is_written(office: Office, desk: Desk) -> None:
    mentor = desk.add("mentor", name="王老样", kind="teacher", capacity=3)
    child = desk.add("child", name="赵小样", opened_on="2026-01-01")
    desk.add("match", child=child, mentor=mentor, start="2026-02-01")
    assert codes(lambda: event(office, child, "closed", "2026-10-01")) == ["FILE_HAS_MENTOR"]
    assert codes(lambda: event(office, child, "reopened", "2026-10-01")) == ["FILE_NOT_CLOSED"]
    assert office.queries.count("file_event") == 0
    match = office.queries.select("match")[0].id
    matching.unmatch(office, match, office.clock.today(), "other")
    event(office, child, "closed", "2026-10-01")
    assert codes(lambda: event(office, child, "closed", "2026-10-02")) == ["FILE_CLOSED_ALREADY"]
    draft = {"child": child, "kind": "closed", "on": "2026-10-01", "reason": "原因"}
    assert codes(lambda: recording.save(office, ENTITIES["file_event"], draft)) == ["CLOSING_NO_OUTCOME"]


def test_a_closing_day_in_the_file_itself_brings_the_event_along(office: Office, desk: Desk) -> None:
    child = desk.add("child", name="赵小样", opened_on="2026-01-01")
    spec = ENTITIES["child"]
    saved = recording.save(office, spec, {"closed_on": "2026-10-01", "closed_reason": "迁出"}, child)
    (made,) = office.queries.select("file_event")
    assert {n: made.values[n] for n in ("child", "kind", "on", "reason", "by")} == {
        "child": child, "kind": "closed", "on": "2026-10-01", "reason": "迁出", "by": "经办人",
    }  # fmt: skip
    recording.save(office, spec, {"closed_on": "2026-10-03", "closed_reason": "举家迁出"}, child)
    (made,) = office.queries.select("file_event")
    assert (made.values["on"], made.values["reason"]) == ("2026-10-03", "举家迁出")
    recording.save(office, spec, {"closed_on": ""}, child)
    kinds = [e.values["kind"] for e in office.queries.select("file_event", {"child": child}, "on")]
    assert kinds == ["closed", "reopened"]
    assert saved.beside, "taking it back takes the event back"


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_entered_in_whatever_order_the_newest_event_is_what_the_file_says(
    office: Office, desk: Desk, seed: int
) -> None:
    rng = random.Random(seed)
    refused: list[str] = []
    child = desk.add("child", name="赵小样", opened_on="2020-01-01")
    for _ in range(30):
        events = office.queries.select("file_event", {"child": child})
        act = rng.choice(("new", "new", "edit", "delete"))
        on = f"2026-{rng.randrange(1, 11):02d}-{rng.randrange(1, 28):02d}"
        try:
            if act == "new" or not events:
                event(office, child, rng.choice(("closed", "reopened")), on, rng.choice("甲乙丙"))
            elif act == "edit":
                recording.save(office, ENTITIES["file_event"], {"on": on}, rng.choice(events).id)
            else:
                recording.delete(office, rng.choice(events).id)
        except Refusal as refusal:
            refused += [p.code for p in refusal.problems]
        events = office.queries.select("file_event", {"child": child})
        if events:
            last = max(events, key=lambda e: (str(e.values["on"]), e.id)).values
            says = (last["on"], last["reason"]) if last["kind"] == "closed" else (None, None)
            assert file(office, child) == says
    assert set(refused) <= {"FILE_CLOSED_ALREADY", "FILE_NOT_CLOSED"}
    assert refused, "a life without a contradiction proves little"


def test_a_verification_moves_the_day_until_which_the_file_is_verified(office: Office, desk: Desk) -> None:
    child = desk.add("child", name="赵小样", opened_on="2026-01-01")
    assert [line.id for line in worklists.lines(office, "unverified")] == [child]
    saved = verifying.unchanged(office, child, "phone")
    values = recording.record(office, saved.id).values
    assert (values["result"], values["by"], values["how"]) == ("same", "经办人", "phone")
    assert worklists.lines(office, "unverified") == []
    recording.undo(office, saved)
    assert [line.id for line in worklists.lines(office, "unverified")] == [child]

"""The way of aid, against every combination of what a record may say."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from casefiles.domain import aid_steps as s
from casefiles.domain.codes.lists import AID_STEP

DAY = dt.date(2026, 6, 1)


def test_the_steps_are_those_of_the_list() -> None:
    assert [c.code for c in AID_STEP.active] == [*s.STEPS, s.CANCELLED]


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "handed_over"),  # simply written down: it was given
        ({"handed_over": 1}, "handed_over"),
        ({"handed_over": 0}, "allotted"),
        ({"batch": "ab-1"}, "planned"),
        ({"batch": "ab-1", "handed_over": 1}, "handed_over"),
        ({"step": "promised", "handed_over": 1}, "promised"),
        ({"step": "cancelled"}, "cancelled"),
    ],
)
def test_where_a_record_stands(values: dict[str, str | int], state: str) -> None:
    assert s.state_of(values) == state


def test_a_step_only_goes_on_and_never_wakes_what_was_cancelled() -> None:
    for held, wanted in product([*s.STEPS, s.CANCELLED], s.STEPS):
        got = s.stepped({"step": held}, wanted, DAY)
        goes_on = held != s.CANCELLED and s.STEPS.index(held) < s.STEPS.index(wanted)
        assert bool(got) == goes_on, (held, wanted)
        if got:
            assert got["step"] == wanted
            assert got[s.DAY_OF[wanted]] == "2026-06-01"
            assert (got.get("handed_over") == 1) == (wanted == "handed_over")


def test_a_day_that_is_written_stays() -> None:
    assert "handed_on" not in s.stepped({"step": "allotted", "handed_on": "2026-05-30"}, "handed_over", DAY)


def test_a_batch_is_as_far_as_the_last_of_its_recipients() -> None:
    assert s.state_of_all([], "received") == "received"
    assert s.state_of_all([]) == "planned"
    assert s.state_of_all(["handed_over", "received", "cancelled"]) == "received"
    assert s.state_of_all(["cancelled"], "promised") == "promised"


def test_the_next_step() -> None:
    walked, state = [], "planned"
    while state := s.next_step(state):
        walked.append(state)
    assert walked == list(s.STEPS)
    assert s.next_step("cancelled") == ""


def test_money_leaves_a_fund_when_it_is_allotted() -> None:
    assert s.spent_on({"step": "received", "on": "2026-01-01"}) == ""
    assert s.spent_on({"step": "allotted", "allotted_on": "2026-02-01", "on": "2026-01-01"}) == "2026-02-01"
    assert s.spent_on({"step": "handed_over", "handed_on": "2026-03-01", "on": "2026-01-01"}) == "2026-03-01"
    assert s.spent_on({"on": "2026-01-01"}) == "2026-01-01"

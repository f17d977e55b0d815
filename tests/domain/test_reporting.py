"""Mandatory reports: the rules between the fields, and what a visit with a danger sign means for its report."""

from __future__ import annotations

import datetime as dt

import pytest

from casefiles import recording, reporting
from casefiles.domain.changes import DELETED, ROW, Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal

TODAY = dt.date(2026, 11, 21)
SEEN = {"child": "c-0000000000000000000", "on": "2026-11-20", "signs": "6"}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, set()),
        ({"reported_to": "police", "reported_on": "2026-11-20"}, set()),
        ({"reported_on": "2026-11-21"}, {("REPORT_TO_WHOM", "reported_to")}),
        (
            {"reported_to": "公安", "reported_on": "2026-11-19"},
            {("REPORT_BEFORE_SIGN", "reported_on")},
        ),
        ({"outcome": "open"}, set()),
        ({"outcome": "accepted"}, {("REPORT_NOT_MADE", "reported_on")}),
        ({"closed_on": "2026-11-21", "outcome": "referred"}, {("REPORT_NOT_MADE", "reported_on")}),
        (
            {"reported_to": "women", "reported_on": "2026-11-21", "closed_on": "2026-11-21"},
            {("REPORT_NO_OUTCOME", "outcome")},
        ),
        (
            {
                "reported_to": "women",
                "reported_on": "2026-11-21",
                "closed_on": "2026-11-21",
                "outcome": "open",
            },
            {("REPORT_NO_OUTCOME", "outcome")},
        ),
        (
            {"reported_to": "women", "reported_on": "2026-11-21", "outcome": "closed"},
            {("REPORT_NO_END", "closed_on")},
        ),
        (
            {
                "reported_to": "police",
                "reported_on": "2026-11-21",
                "closed_on": "2026-11-20",
                "outcome": "closed",
            },
            {("END_BEFORE_START", "closed_on")},
        ),
        (
            {
                "reported_to": "police",
                "reported_on": "2026-11-20",
                "closed_on": "2026-11-21",
                "outcome": "查证不属实",
            },
            set(),
        ),
    ],
)
def test_the_steps_of_a_report_come_one_after_the_other(
    more: dict[str, str], expected: set[tuple[str, str]]
) -> None:
    checked = recording.check(ENTITIES["report"], {**SEEN, **more}, TODAY)
    assert {(p.code, p.field) for p in checked.problems} == expected


def test_a_report_is_not_older_than_the_child() -> None:
    checked = recording.check(ENTITIES["report"], SEEN, TODAY, birth="2026-11-21")
    assert [p.code for p in checked.problems] == ["DATE_BEFORE_BIRTH"]


def test_the_report_of_a_visit_has_one_id_everywhere() -> None:
    row = reporting.id_for("v-0123456789abcdefghj")
    assert row == "mr-0123456789abcdefghj"
    assert ROW.match(row)


def test_only_the_deletion_of_a_report_is_refused() -> None:
    reporting.lasts([Edit("visit", "v-1", {DELETED: 1}), Edit("report", "mr-1", {DELETED: None, "note": "x"})])
    with pytest.raises(Refusal) as caught:
        reporting.lasts([Edit("visit", "v-1", {DELETED: 1}), Edit("report", "mr-1", {DELETED: 1})])
    assert "不属实" in caught.value.say("zh")
    assert "Not substantiated" in caught.value.say("en")

"""Findings by area of life and follow-ups, on a real encrypted office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import recording, visiting, worklists
from casefiles.domain.codes.lists import FINDING_LEVEL, LIFE_AREA
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office
from casefiles.visiting import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.ports import Record
    from casefiles.recording import Saved
    from tests.db.office_files import Desk

VISIT = ENTITIES["visit"]


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), Home("999901101", "镇", "township", ""))


def child_of(office: Office) -> str:
    return recording.save(office, ENTITIES["child"], {"name": "王小例"}).id


def visit(office: Office, child: str, wanted: Mapping[str, Finding], row: str | None = None, **more: str) -> Saved:
    draft = {} if row else {"child": child, "on": office.clock.today().isoformat(), "kind": "home", "contact": "child"}
    new = row is None
    return recording.save(
        office, VISIT, {**draft, **more}, row,
        beside=lambda one: visiting.finding_edits(office, one, child, wanted, new=new),
    )  # fmt: skip


def levels(office: Office, row: str) -> dict[str, tuple[str, str]]:
    found = office.queries.get(row)
    assert found is not None
    return {
        str(f.values["area"]): (str(f.values["level"]), str(f.values.get("note") or ""))
        for f in visiting.findings(office, [found]).get(row, [])
    }


def test_findings_are_made_changed_and_taken_out_with_the_visit(office: Office) -> None:
    child = child_of(office)
    saved = visit(office, child, {"health": Finding("concern", "咳嗽一周"), "mood": Finding("good")})
    assert levels(office, saved.id) == {"health": ("concern", "咳嗽一周"), "mood": ("good", "")}
    assert len({e.user for e in office.ledger.history(visiting.finding_id(saved.id, "health"))}) == 1
    wanted = {"health": Finding("good"), "safety": Finding("fair", "院墙松动")}
    changed = visit(office, child, wanted, saved.id)
    assert levels(office, saved.id) == {"health": ("good", ""), "safety": ("fair", "院墙松动")}
    recording.undo(office, changed)
    assert levels(office, saved.id) == {"health": ("concern", "咳嗽一周"), "mood": ("good", "")}
    # what was taken out comes back as the same record
    visit(office, child, {}, saved.id)
    assert levels(office, saved.id) == {}
    visit(office, child, {"mood": Finding("fair")}, saved.id)
    assert levels(office, saved.id) == {"mood": ("fair", "")}
    assert len(office.ledger.history(visiting.finding_id(saved.id, "mood"))) == 5


def test_undo_of_a_visit_takes_its_findings_back(office: Office) -> None:
    child = child_of(office)
    saved = visit(office, child, {"health": Finding("good")})
    recording.undo(office, saved)
    assert office.queries.count("visit") == 0
    assert office.queries.count("visit_finding") == 0


def test_what_was_not_touched_is_not_written(office: Office) -> None:
    child = child_of(office)
    wanted = {"health": Finding("good")}
    saved = visit(office, child, wanted)
    again = visit(office, child, wanted, saved.id)
    assert not again.touched.rows
    only = visit(office, child, {"health": Finding("fair", "")}, saved.id)
    assert set(only.touched.rows) == {"visit_finding"}
    recording.undo(office, only)
    assert levels(office, saved.id) == {"health": ("good", "")}


def test_two_computers_fill_in_one_area_and_meet_in_one_record(pair: tuple[Desk, Desk]) -> None:
    town, county = pair
    here = Office(town.ledger, town.queries, town.clock, Me("a", "甲"), Home("999901101", "镇", "township", ""))
    there = Office(county.ledger, county.queries, county.clock, Me("b", "乙"), Home("999901", "县", "county", ""))
    child = child_of(here)
    saved = visit(here, child, {})
    county.ledger.apply(list(town.ledger.since({})))
    visit(here, child, {"health": Finding("good")}, saved.id)
    visit(there, child, {"health": Finding("urgent", "发烧")}, saved.id, follow_up="送医")
    county.ledger.apply(list(town.ledger.since({})))
    found = county.queries.select("visit_finding", {"visit": saved.id})
    assert len(found) == 1, "one record with both values kept"
    assert set(found[0].rivals) == {"level"} or found[0].rivals


def test_follow_ups_are_open_until_the_day_they_were_done(office: Office) -> None:
    child = child_of(office)
    saved = visit(office, child, {}, follow_up="送去冬衣")
    line = worklists.lines(office, "follow_ups")[0]
    assert (line.id, line.more["row"], line.more["state"]) == (child, saved.id, "送去冬衣")
    assert worklists.counts(office)["follow_ups"] == 1
    recording.save(office, VISIT, {"follow_done": office.clock.today().isoformat()}, saved.id)
    assert worklists.lines(office, "follow_ups") == []
    assert worklists.counts(office)["follow_ups"] == 0


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"follow_by": "2099-01-01"}, "FOLLOW_UP_WHAT"),
        ({"follow_up": "看医生", "follow_result": "好了"}, "FOLLOW_UP_WHEN"),
        ({"follow_up": "看医生", "follow_done": "2001-01-01"}, "END_BEFORE_START"),
    ],
)
def test_follow_ups_say_what_and_when(office: Office, more: dict[str, str], code: str) -> None:
    child = child_of(office)
    with pytest.raises(Refusal) as refused:
        visit(office, child, {}, **more)
    assert [p.code for p in refused.value.problems] == [code]


def test_the_course_of_an_area_against_a_plain_count(office: Office) -> None:
    """Every pair of levels: better, worse or the same, whatever stood before."""
    child = child_of(office)
    order = ["urgent", "concern", "fair", "good"]
    codes = [c.code for c in FINDING_LEVEL.active]
    assert sorted(codes) == sorted(order)
    assert list(visiting.LEVELS) == order
    areas = [c.code for c in LIFE_AREA.active]
    for first in codes:
        rows: list[Record] = []
        wanted = [{a: Finding(first) for a in areas[:4]}, {a: Finding(codes[n]) for n, a in enumerate(areas[:4])}]
        for found in wanted:
            saved = visit(office, child, found, follow_up="跟进")
            stands = office.queries.get(saved.id)
            assert stands is not None
            rows.append(stands)
        courses = visiting.courses(rows, visiting.findings(office, rows))
        assert [c.went for c in courses] == sorted(c.went for c in courses), "what got worse comes first"
        for n, area in enumerate(areas[:4]):
            course = next(c for c in courses if c.area == area)
            step = order.index(codes[n]) - order.index(first)
            assert course.went == (step > 0) - (step < 0)
            assert course.levels == (first, codes[n])
    assert visiting.courses(rows[:1], visiting.findings(office, rows[:1]))[0].went == 0

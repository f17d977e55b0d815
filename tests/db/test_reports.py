"""A visit with a danger sign and its mandatory report, on a real encrypted office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import recording, resolving
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office
from db import tasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.ports import Record
    from casefiles.recording import Saved
    from tests.db.office_files import Desk

VISIT = ENTITIES["visit"]
REPORT = ENTITIES["report"]
ME = Me("clerk", "经办人")
HOME = Home("999901101", "云台镇", "township", "")


@pytest.fixture
def office(desk: Desk) -> Office:
    return Office(desk.ledger, desk.queries, desk.clock, ME, HOME)


@pytest.fixture
def child(desk: Desk) -> str:
    return desk.add("child", name="赵小样")


def visited(office: Office, child: str, danger: str = "", **more: str) -> Saved:
    draft = {"child": child, "on": "2026-11-17", "kind": "home", "contact": "child", "danger": danger}
    return recording.save(office, VISIT, {**draft, **more})


def reports(office: Office) -> list[Record]:
    return office.queries.select("report")


def changes(desk: Desk) -> int:
    ((number,),) = desk.ledger.database.read("SELECT count(*) FROM change")
    return int(number)


def kinds(office: Office) -> list[str]:
    return [t.kind for t in office.queries.tasks()]


def test_a_danger_sign_opens_one_report(office: Office, child: str) -> None:
    saved = visited(office, child, "6,4")
    (report,) = reports(office)
    held = {n: v for n, v in report.values.items() if v is not None}
    assert held == {"child": child, "visit": saved.id, "on": "2026-11-17", "signs": "4,6"}
    assert saved.touched.rows["report"] == (report.id,)
    assert [(w.code, w.id) for w in saved.warnings] == [("REPORT_OPENED", report.id)]
    assert office.queries.check()["ok"]


def test_both_are_written_or_neither(office: Office, desk: Desk, child: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The transaction fails at the derived state, when both rows stand already."""
    from db import derived

    def full(*_: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(derived, "refresh", full)
    before = changes(desk)
    with pytest.raises(OSError, match="disk"):
        visited(office, child, "6")
    monkeypatch.undo()
    assert (changes(desk), reports(office), office.queries.count("visit")) == (before, [], 0)


def test_without_a_sign_nothing_is_asked_and_nothing_is_added(
    office: Office, desk: Desk, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = changes(desk)
    saved = visited(office, child)
    assert changes(desk) == before + 1
    assert not saved.warnings

    def asked(row: str) -> Record:
        raise AssertionError(f"asked for {row}")

    stands = office.queries.get(saved.id)
    monkeypatch.setattr(office.queries, "get", asked)
    visited(office, child, on="2026-11-16")
    visited(office, child, "6", on="2026-11-15")
    recording.save(office, VISIT, {"summary": "都好", "on": "2026-11-14"}, saved.id, stands=stands)
    monkeypatch.undo()
    assert len(reports(office)) == 1


def test_signs_added_later_go_into_the_same_report(office: Office, desk: Desk, child: str) -> None:
    visit = visited(office, child, "6").id
    (report,) = reports(office)
    added = recording.save(office, VISIT, {"danger": "2,6"}, visit)
    assert [(r.id, r.values["signs"]) for r in reports(office)] == [(report.id, "2,6")]
    assert [w.code for w in added.warnings] == ["REPORT_EXTENDED"]
    quiet = recording.save(office, VISIT, {"danger": ""}, visit)
    assert [(r.id, r.values["signs"]) for r in reports(office)] == [(report.id, "2,6")], "a sign is not given up"
    assert not quiet.warnings
    again = recording.save(office, VISIT, {"danger": "6"}, visit)
    assert not again.warnings
    assert len(reports(office)) == 1
    before = changes(desk)
    recording.save(office, VISIT, {"summary": "已通知村委会"}, visit)
    assert changes(desk) == before + 1


def test_a_new_sign_opens_a_closed_report_again(office: Office, child: str) -> None:
    visit = visited(office, child, "6").id
    (report,) = reports(office)
    made = {"reported_on": "2026-11-17", "reported_to": "police", "outcome": "closed", "closed_on": "2026-11-18"}
    recording.save(office, REPORT, made, report.id)
    assert kinds(office) == []
    recording.save(office, VISIT, {"danger": "6", "on": "2026-11-16"}, visit)
    assert kinds(office) == [], "nothing new was seen"
    told = recording.save(office, VISIT, {"danger": "6,2"}, visit)
    assert [w.code for w in told.warnings] == ["REPORT_EXTENDED"]
    assert kinds(office) == ["report_running"]
    (again,) = reports(office)
    assert [again.values[n] for n in ("outcome", "closed_on", "reported_on")] == ["open", None, "2026-11-17"]


def test_the_reports_stand_before_other_tasks(office: Office, desk: Desk, child: str) -> None:
    for _ in range(2):
        desk.add("child", name="孙小样", id_number="999901201409160125")
    visited(office, child, "6")
    visited(office, child, "6", on="2026-11-01")
    row = office.queries.tasks()[0].id
    recording.save(office, REPORT, {"reported_on": "2026-11-02", "reported_to": "police"}, row)
    found = kinds(office)
    assert found[:2] == ["report_open", "report_running"]
    assert "same_id_number" in found[2:]


def test_a_sign_noted_when_the_visit_is_corrected_opens_the_report(office: Office, child: str) -> None:
    visit = visited(office, child).id
    assert not reports(office)
    saved = recording.save(office, VISIT, {"danger": "7"}, visit)
    assert [w.code for w in saved.warnings] == ["REPORT_OPENED"]
    assert [r.values["visit"] for r in reports(office)] == [visit]


def test_a_corrected_visit_corrects_a_report_that_was_not_made(office: Office, desk: Desk, child: str) -> None:
    other = desk.add("child", name="钱小样")
    visit = visited(office, child, "6").id
    recording.save(office, VISIT, {"on": "2026-11-10", "child": other}, visit)
    (report,) = reports(office)
    assert (report.values["on"], report.values["child"]) == ("2026-11-10", other)
    recording.save(office, REPORT, {"reported_on": "2026-11-11", "reported_to": "police"}, report.id)
    recording.save(office, VISIT, {"on": "2026-11-15"}, visit)
    assert reports(office)[0].values["on"] == "2026-11-10", "what was reported stays as it was reported"


def test_many_at_once_open_theirs(office: Office, child: str) -> None:
    plain = {"child": child, "on": "2026-11-17", "kind": "home", "contact": "child"}
    other = [{**plain, "on": "2026-11-16", "danger": "1"}, {**plain, "on": "2026-11-15", "danger": "9"}]
    saved = recording.save_all(office, VISIT, [plain, *other])
    assert [[w.code for w in s.warnings] for s in saved] == [[], ["REPORT_OPENED"], ["REPORT_OPENED"]]
    assert {r.values["visit"] for r in reports(office)} == {saved[1].id, saved[2].id}


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(Refusal) as caught:
        act()
    assert [p.code for p in caught.value.problems] == ["REPORT_STANDS"]


def test_a_report_is_never_deleted(office: Office, desk: Desk, child: str) -> None:
    visited(office, child, "6")
    (report,) = reports(office)
    by_hand = recording.save(office, REPORT, {"child": child, "on": "2026-11-17", "signs": "8"})
    before = changes(desk)
    refused(lambda: recording.delete(office, report.id))
    refused(lambda: recording.undo(office, by_hand))
    refused(lambda: recording.save_many(office, [Edit("report", report.id, {DELETED: 1})]))
    refused(lambda: resolving.resolve(office, report.id, DELETED, "1"))
    assert changes(desk) == before
    assert len(reports(office)) == 2


def test_what_was_entered_into_a_report_can_be_taken_back(office: Office, child: str) -> None:
    visited(office, child, "6")
    (report,) = reports(office)
    saved = recording.save(office, REPORT, {"reported_on": "2026-11-17", "reported_to": "police"}, report.id)
    recording.undo(office, saved)
    assert reports(office)[0].values["reported_on"] is None


def test_the_report_outlives_its_visit(office: Office, child: str) -> None:
    taken_back, deleted = visited(office, child, "6"), visited(office, child, "7")
    recording.undo(office, taken_back)
    recording.delete(office, deleted.id)
    assert office.queries.count("visit") == 0
    assert {r.values["visit"] for r in reports(office)} == {taken_back.id, deleted.id}
    assert kinds(office) == ["report_open", "report_open"]


def test_the_tasks_follow_the_report(office: Office, child: str) -> None:
    visited(office, child, "6", on="2026-11-17")
    visited(office, child, "6", on="2026-11-09")
    found = office.queries.tasks()
    assert [(t.kind, dict(t.detail)) for t in found] == [
        ("report_open", {"child": child, "name": "赵小样", "on": day}) for day in ("2026-11-09", "2026-11-17")
    ]
    row = found[0].id
    recording.save(office, REPORT, {"reported_on": "2026-11-10", "reported_to": "police"}, row)
    assert kinds(office) == ["report_open", "report_running"]
    assert office.queries.tasks()[1].id == row
    recording.save(office, REPORT, {"outcome": "not_substantiated", "closed_on": "2026-11-16"}, row)
    assert kinds(office) == ["report_open"]


@pytest.mark.parametrize("sql", [tasks.REPORTS_OPEN, tasks.REPORTS_RUNNING])
def test_the_tasks_are_read_off_an_index(desk: Desk, sql: str) -> None:
    plan = " | ".join(str(row[3]) for row in desk.ledger.database.read(f"EXPLAIN QUERY PLAN {sql}", (200,)))
    assert "SEARCH report USING" in plan
    assert "SCAN report" not in plan


def test_two_computers_that_mark_one_visit_open_one_report(pair: tuple[Desk, Desk]) -> None:
    town, county = pair
    here, there = (
        Office(d.ledger, d.queries, d.clock, ME, HOME) for d in pair
    )
    child = town.add("child", name="赵小样")
    visit = visited(here, child).id
    county.ledger.apply(town.ledger.since(county.ledger.vector()))
    recording.save(here, VISIT, {"danger": "6"}, visit)
    recording.save(there, VISIT, {"danger": "6"}, visit)
    county.ledger.apply(town.ledger.since(county.ledger.vector()))
    town.ledger.apply(county.ledger.since(town.ledger.vector()))
    for office in (here, there):
        (report,) = reports(office)
        assert (report.values["signs"], dict(report.rivals)) == ("6", {})

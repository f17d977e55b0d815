"""A new visit moves the derived lines of its child and its mentor to where making them anew would put them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db import derived
from db.changed import Changed
from db.rebuilding import rebuild

if TYPE_CHECKING:
    from random import Random

    from tests.db.office_files import Desk


def lines(desk: Desk) -> list[tuple[object, ...]]:
    read = desk.ledger.database.read
    return [
        *read("SELECT * FROM child_state ORDER BY id"),
        *read("SELECT * FROM mentor_state ORDER BY id"),
        *read("SELECT * FROM task ORDER BY kind, row"),
    ]


def anew(desk: Desk) -> list[tuple[object, ...]]:
    with desk.ledger.database.writing() as connection:
        rebuild(connection)
    return lines(desk)


def some_visit(chance: Random, kids: list[str], mentors: list[str]) -> dict[str, str]:
    """Any visit that the form lets through, ties, gaps and strangers among them."""
    found = {
        "child": chance.choice(kids),
        "mentor": chance.choice([*mentors, "m-00000000000000000zz", ""]),
        "on": chance.choice(["2026-05-01", "2026-05-02", "2026-09-30", "2026-10-31", "2026-11-20", ""]),
        "kind": chance.choice(["home", "phone", "school", ""]),
        "contact": chance.choice(["child", "family", "none", ""]),
        "state": chance.choice(["good", "attention", ""]),
        "next_on": chance.choice(["", "", "2026-06-01", "2026-12-24"]),
    }
    return {name: value for name, value in found.items() if value}


NORMS = {
    "none": [],
    "plain": [{"interval": 40, "grace": 5, "first_within": 7, "verify_months": 3, "start": "2026-02-01"}],
    "limited": [
        {"interval": 40, "grace": 5, "first_within": 7, "start": "2026-02-01", "counts": "home,school"},
        {"interval": 9, "start": "2026-06-01", "end": "2026-12-01", "risk": "red"},
    ],
}


@pytest.mark.parametrize("kept", NORMS)
@pytest.mark.parametrize("seed", range(4))
def test_any_visits_in_any_order(desk: Desk, seed: int, kept: str) -> None:
    desk.chance.seed(seed)
    for said in NORMS[kept]:
        desk.add("norm", name="规则", **said)
    kids = [
        desk.add("child", name="赵小样", risk="red"),
        desk.add("child", name="钱小样", opened_on="2026-01-05"),
        desk.add("child", name="孙小样", closed_on="2026-08-01"),
        "c-00000000000000000zz",
    ]
    mentors = [desk.add("mentor", name="李样"), desk.add("mentor", name="周样")]
    desk.add("match", child=kids[0], mentor=mentors[0], start="2026-01-01", every_days=20)
    desk.add("verification", child=kids[0], on="2026-09-30", result="same")
    for _ in range(25):
        desk.add("visit", **some_visit(desk.chance, kids, mentors))
        stood = lines(desk)
        with desk.ledger.database.writing() as connection:
            derived.refresh(connection, Changed(child={*kids[:3]}, mentor={*mentors}))
        assert stood == lines(desk), "the short way comes to the lines that making them anew comes to"
    stood = lines(desk)
    assert any("2026-11-20" in line for line in stood)
    assert stood == anew(desk)


def test_the_plain_case_makes_no_line_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    child, mentor = desk.add("child", name="赵小样"), desk.add("mentor", name="李样")

    def refused(connection: object, changed: Changed) -> None:
        raise AssertionError(changed.rows)

    monkeypatch.setattr(derived, "refresh", refused)
    desk.add("visit", child=child, mentor=mentor, on="2026-10-02", contact="child", state="attention")
    monkeypatch.undo()
    (line,) = desk.ledger.database.read("SELECT last_visit, visits, attention FROM child_state")
    assert line == ("2026-10-02", 1, 1)


def test_an_older_visit_that_is_the_last_of_its_kind_moves_the_day(desk: Desk) -> None:
    desk.add("norm", name="规则", interval=40, start="2026-02-01", counts="home")
    child = desk.add("child", name="赵小样", opened_on="2026-01-05")
    desk.add("visit", child=child, on="2026-05-01", kind="home", contact="child")
    desk.add("visit", child=child, on="2026-09-30", kind="phone", contact="child")
    desk.add("visit", child=child, on="2026-08-01", kind="home", contact="child")
    ((due,),) = desk.ledger.database.read("SELECT next_due FROM child_state")
    assert due == "2026-09-10", "a call does not count, and the visit of August is the last that does"
    stood = lines(desk)
    assert stood == anew(desk)


def test_a_newer_call_leaves_the_day_that_the_last_visit_set(desk: Desk) -> None:
    desk.add("norm", name="规则", interval=40, start="2026-02-01", counts="home")
    child = desk.add("child", name="赵小样", opened_on="2026-01-05")
    desk.add("visit", child=child, on="2026-05-01", kind="home", contact="child")
    desk.add("visit", child=child, on="2026-09-30", kind="phone", contact="child")
    assert desk.ledger.database.read("SELECT next_due FROM child_state") == [("2026-06-10",)]

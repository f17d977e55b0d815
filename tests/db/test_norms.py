"""Norms kept in a real office: the registers' due days against the day-by-day oracle, and norms that change."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest

from db.rebuilding import rebuild
from tests.domain import norm_days

if TYPE_CHECKING:
    from tests.db.office_files import Desk

LINES = "SELECT id, next_due, late, verify_due FROM child_state ORDER BY id"


def filled(desk: Desk, rng: random.Random) -> None:
    def day(back: int) -> str:
        return (dt.date(2028, 3, 10) - dt.timedelta(days=rng.randrange(back))).isoformat()

    for n in range(25):
        fields = {
            "area": rng.choice((None, "999901101", "999902101")), "risk": rng.choice(("red", "yellow", "green", None)),
            "opened_on": day(300), "closed_on": "2028-01-01" if n % 9 == 8 else None,
            "number": rng.choice(("E999901101-2028-K700001", None)),
        }  # fmt: skip
        child = desk.add("child", name=f"赵{n}样", **fields)
        if rng.random() < 0.7:
            desk.add("match", child=child, mentor="m-1", start=day(300), every_days=rng.choice((None, 25)))
        for category in rng.sample(("difficulty", "left_behind"), rng.randrange(3)):
            desk.add("category_spell", child=child, category=category, start="2027-01-01")
        for _ in range(rng.randrange(4)):
            kind, contact = rng.choice(("home", "phone")), rng.choice(("child", "child", "none"))
            desk.add("visit", child=child, on=day(250), kind=kind, contact=contact, next_on=rng.choice((None, day(30))))
        if rng.random() < 0.4:
            desk.add("verification", child=child, on=day(250), result=rng.choice(("same", "not_found")))


def by_hand(desk: Desk) -> list[tuple[object, ...]]:
    q = desk.queries
    norms = [{**n.values, "id": n.id} for n in q.select("norm")]
    found: list[tuple[object, ...]] = []
    for child in sorted(q.select("child"), key=lambda c: c.id):
        if child.values["closed_on"]:
            found.append((child.id, None, None, None))
            continue
        match = next(iter(q.select("match", {"child": child.id}, "start")), None)
        met = [v for v in q.select("visit", {"child": child.id}) if v.values["contact"] != "none"]
        met.sort(key=lambda v: (str(v.values["on"]), v.id))
        number = str(child.values["number"] or "")
        spells = q.select("category_spell", {"child": child.id})
        area = child.values["area"] or number[1:].split("-")[0]
        who = (str(area), {str(s.values["category"]) for s in spells}, str(child.values["risk"] or ""))
        contacts = [(str(v.values["on"]), str(v.values["kind"])) for v in met]
        due = norm_days.visit_due(
            norms, who, contacts, str(child.values["opened_on"]),
            str(match.values["start"]) if match else None,
            met[-1].values["next_on"] if met else None,  # type: ignore[arg-type]
            match.values["every_days"] if match else None,  # type: ignore[arg-type]
        )  # fmt: skip
        checks = q.select("verification", {"child": child.id})
        known = [on for on, _ in contacts] + [str(v.values["on"]) for v in checks if v.values["result"] == "same"]
        since = max(known, default=str(child.values["opened_on"]))
        found.append((child.id, *due, norm_days.verify_due(norms, who, since)))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_norms_that_are_made_changed_and_deleted_move_every_child_at_once(desk: Desk, seed: int) -> None:
    rng = random.Random(seed)
    filled(desk, rng)
    read = desk.ledger.database.read
    assert read(LINES) == by_hand(desk)

    def day() -> str:
        return (dt.date(2028, 3, 10) + dt.timedelta(days=rng.randrange(-300, 120))).isoformat()

    rows = []
    for said in norm_days.some_norms(rng, day):
        rows.append(desk.add("norm", **{n: v for n, v in said.items() if n != "id"}))
        assert read(LINES) == by_hand(desk)
    desk.edit("norm", rows[0], interval=12, end=None, area=None, category=None, risk=None)
    assert read(LINES) == by_hand(desk)
    stood = read(LINES)
    with desk.ledger.database.writing() as connection:
        rebuild(connection)
    assert read(LINES) == stood
    for row in rows:
        desk.edit("norm", row, _del=1)
    assert read(LINES) == by_hand(desk)
    assert read(LINES) != stood


def test_a_norm_that_a_package_brings_moves_the_children_of_the_other_office(pair: tuple[Desk, Desk]) -> None:
    town, county = pair
    child = town.add("child", name="赵小样", opened_on="2026-01-01", area="999901101")
    town.ledger.apply(county.ledger.since(town.ledger.vector()))
    county.add("norm", name="全县", start="2026-01-01", interval=20, area="999901")
    town.ledger.apply(county.ledger.since(town.ledger.vector()))
    assert town.queries.register_rows("child", [child])[0]["next_due"] == "2026-01-21"


def test_a_day_that_passes_needs_nothing_made_anew(desk: Desk) -> None:
    """A norm that begins tomorrow stands in the lines today: what is due is a day, whoever looks and whenever."""
    child = desk.add("child", name="赵小样", opened_on="2026-11-01")
    desk.add("norm", name="明年", start="2027-01-01", interval=30, grace=5)
    assert desk.queries.register_rows("child", [child])[0]["next_due"] == "2027-01-01"
    desk.clock.at = int(dt.datetime(2027, 1, 6, tzinfo=dt.UTC).timestamp() * 1000)
    assert desk.queries.register_ids("child", "due") == [child]
    assert desk.queries.register_ids("child", "overdue") == []
    desk.clock.at += 86_400_000
    assert desk.queries.register_ids("child", "overdue") == [child]
    assert desk.queries.chip_counts("child")["due"] == 0

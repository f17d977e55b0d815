"""When a child is to be visited next."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import pytest

from casefiles.domain.norms import (
    Book,
    Norm,
    Visited,
    division,
    holding,
    interval,
    months_on,
    next_due,
    verify_due,
    visit_due,
)
from tests.domain import norm_days


@pytest.mark.parametrize(
    ("risk", "last", "since", "planned", "agreed", "due"),
    [
        ("red", "2026-10-01", "2026-01-01", None, None, "2026-10-31"),
        ("yellow", "2026-10-01", None, None, None, "2026-11-30"),
        ("blue", "2026-10-01", None, None, None, "2026-12-30"),
        (None, None, "2026-10-01", None, None, "2026-12-30"),
        ("red", "2026-10-01", None, None, 7, "2026-10-08"),
        ("red", "2026-10-01", None, "2026-10-20", None, "2026-10-20"),
        ("red", "2026-10-01", None, "2026-11-20", None, "2026-10-31"),
        ("red", None, None, "2026-11-20", None, "2026-11-20"),
        ("red", None, None, None, None, None),
        ("red", "nonsense", None, "9999", None, None),
        ("red", "9999-12-31", None, None, None, None),
    ],
)
def test_the_next_visit(
    risk: str | None, last: str | None, since: str | None, planned: str | None, agreed: int | None, due: str | None
) -> None:
    assert next_due(risk, last, since, planned, agreed) == due


def test_a_code_of_a_newer_version_counts_as_no_risk_known() -> None:
    assert interval("violet") == 90


def test_months_end_where_a_month_is_shorter() -> None:
    assert months_on(dt.date(2027, 8, 31), 6) == dt.date(2028, 2, 29)
    assert months_on(dt.date(2026, 8, 31), 6) == dt.date(2027, 2, 28)
    assert months_on(dt.date(2026, 12, 15), 1) == dt.date(2027, 1, 15)
    assert months_on(dt.date(9999, 12, 1), 1) is None


def norm(**said: Any) -> Norm:
    found = Norm.of({"id": "nm-1", "name": "甲", "start": "2026-01-01", "interval": 90, **said})
    assert found is not None
    return found


def test_the_most_special_norm_wins_and_a_newer_one_of_the_same_scope_replaces_the_older() -> None:
    everybody = norm(id="nm-1", interval=90)
    newer = norm(id="nm-2", interval=120, start="2026-06-01")
    town = norm(id="nm-3", interval=100, area="999901101")
    category = norm(id="nm-4", interval=45, category="difficulty")
    red = norm(id="nm-5", interval=60, risk="red")
    kept = [red, newer, category, town, everybody, norm(id="nm-6", area="999902", interval=1)]

    def first(day: str, risk: str = "red", categories: str = "difficulty", area: str = "999901101") -> str:
        on = dt.date.fromisoformat(day)
        return holding(kept, area, frozenset(categories.split(",")), risk, on)[0].id

    assert first("2026-02-01") == "nm-5", "who names the risk knows the child best, whatever the division"
    assert first("2026-02-01", risk="blue") == "nm-4"
    assert first("2026-02-01", risk="blue", categories="") == "nm-3"
    assert first("2026-02-01", risk="blue", categories="", area="9999") == "nm-1"
    assert first("2026-07-01", risk="blue", categories="", area="9999") == "nm-2", "even though it asks for less"


def test_each_duty_is_decided_by_the_most_special_norm_that_speaks_of_it() -> None:
    book = Book([norm(id="nm-1", verify_months=6, first_within=5), norm(id="nm-2", risk="red", interval=7)])
    span = book.spans("", "", "red")[-1]
    assert (span.interval, span.first_within, span.verify_months) == (7, 5, 6)
    assert [n.id if n else None for n in span.by] == ["nm-2", "nm-1", "nm-1"]


def test_a_norm_that_begins_later_asks_from_its_first_day() -> None:
    book = Book([norm(start="2027-01-01", interval=10, grace=3)])
    spans = book.spans("", "", "")
    assert visit_due(spans, Visited({"home": "2026-12-01"})) == ("2027-01-01", "2027-01-04")
    assert visit_due(spans, Visited({"home": "2026-12-28"})) == ("2027-01-07", "2027-01-10")
    assert visit_due(spans, Visited({"home": "2026-05-01"})) == ("2026-07-30", "2026-07-30"), "asked for before it"


def test_a_match_may_agree_on_more_visits_than_a_norm_asks_for_but_not_on_fewer() -> None:
    spans = Book([norm(interval=30)]).spans("", "", "")
    met = {"home": "2026-05-01"}
    assert visit_due(spans, Visited(met, agreed=45))[0] == "2026-05-31"
    assert visit_due(spans, Visited(met, agreed=15))[0] == "2026-05-16"


def test_what_does_not_count_is_no_contact_and_the_first_visit_has_its_own_day() -> None:
    spans = Book([norm(first_within=5, counts="home,school")]).spans("", "", "")
    assert visit_due(spans, Visited({"phone": "2026-05-04"}, "2026-05-01"))[0] == "2026-05-06"
    assert visit_due(spans, Visited({"phone": "2026-05-04", "home": "2026-05-02"}, "2026-05-01"))[0] == "2026-07-31"


@pytest.mark.parametrize(
    "said",
    [{"start": None}, {"start": "soon"}, {"end": "2025-01-01"}, {"interval": 0}, {"interval": -3}, {"interval": 10**9}],
    ids=repr,
)
def test_a_norm_that_makes_no_sense_asks_for_nothing(said: dict[str, Any]) -> None:
    found = Norm.of({"id": "nm-1", "start": "2026-01-01", "interval": 30, **said})
    spans = Book([found] if found else []).spans("", "", "red")
    assert visit_due(spans, Visited({"home": "2026-05-01"}))[0] == "2026-05-31"


def test_a_child_without_a_division_is_that_of_the_office_that_gave_the_number() -> None:
    assert division(None, "E999901101-2026-K700001") == "999901101"
    assert division("999902", "E999901101-2026-K700001") == "999902"
    assert division(None, "旧档-17") == ""


SPECIAL_DAYS = ["2027-12-31", "2028-01-01", "2028-02-28", "2028-02-29", "2028-03-01", "2028-08-31", "2028-12-31"]


@pytest.mark.parametrize("seed", range(120))
def test_the_days_are_those_that_asking_day_by_day_finds(seed: int) -> None:
    rng = Random(seed)

    def day() -> str:
        if rng.random() < 0.25:
            return rng.choice(SPECIAL_DAYS)
        return (dt.date(2027, 6, 1) + dt.timedelta(days=rng.randrange(600))).isoformat()

    kept = norm_days.some_norms(rng, day)
    book = Book(n for n in map(Norm.of, kept) if n)
    for _ in range(12):
        area, risk = rng.choice(("999901101", "999901102", "999902101", "")), rng.choice(("red", "yellow", "green", ""))
        categories = rng.sample(("difficulty", "left_behind", "floating"), rng.randrange(3))
        contacts = [(day(), rng.choice(("home", "phone", "school"))) for _ in range(rng.randrange(4))]
        opened, matched, planned = (day() if rng.random() < p else None for p in (0.9, 0.5, 0.2))
        agreed = rng.choice((None, None, 20, 150))
        met: dict[str, str] = {}
        for on, kind in contacts:
            met[kind] = max(met.get(kind, ""), on)
        spans = book.spans(area, ",".join(categories), risk)
        who = (area, set(categories), risk)
        said = visit_due(spans, Visited(met, opened, matched, planned, agreed))
        assert said == norm_days.visit_due(kept, who, contacts, opened, matched, planned, agreed)
        assert verify_due(spans, opened) == norm_days.verify_due(kept, who, opened)

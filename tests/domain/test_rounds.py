"""The rules of a survey round: against a plain restatement of them, over births, moves and closings."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefiles.domain import rounds
from casefiles.domain.changes import ROW

START, END = dt.date(2026, 3, 1), dt.date(2026, 3, 31)
VILLAGES = st.sampled_from([(), ("石门村",), ("石门村", "河东村")])
DAYS = st.one_of(st.none(), st.dates(dt.date(2026, 2, 1), dt.date(2026, 4, 20)).map(dt.date.isoformat))
CHILD = st.fixed_dictionaries(
    {
        "village": st.sampled_from([None, "石门村", "河东村", "别村"]),
        "opened_on": DAYS,
        "closed_on": DAYS,
        "birth_date": st.one_of(
            st.none(), st.dates(dt.date(2008, 2, 1), dt.date(2008, 5, 1)).map(dt.date.isoformat), st.just("2015-06")
        ),
    }
)


def listed(child: rounds.Values, villages: tuple[str, ...], day: dt.date) -> bool:
    """Said once more, in the other direction: why somebody is not on the list."""
    if villages and str(child["village"]) not in villages:
        return False
    opened, closed = child["opened_on"], child["closed_on"]
    if opened and dt.date.fromisoformat(str(opened)) > day:
        return False
    return not closed or dt.date.fromisoformat(str(closed)) > day


@given(st.one_of(st.none(), CHILD), st.one_of(st.none(), CHILD), VILLAGES, st.booleans())
def test_what_became_of_a_child(
    before: dict[str, str | None] | None, now: dict[str, str | None] | None, villages: tuple[str, ...], differs: bool
) -> None:
    known = before if before is not None else now
    eve = START - dt.timedelta(days=1)
    was = known is not None and listed(known, villages, eve) and (before is not None or bool(known["opened_on"]))
    is_ = now is not None and listed(now, villages, END)
    birth = (now or before or {}).get("birth_date")
    grown = birth is not None and len(birth) == 10 and dt.date.fromisoformat(birth) <= dt.date(2008, 3, 31)
    expected = {
        (True, True): "aged_out" if grown else "changed" if differs else "",
        (True, False): "aged_out" if grown else "left",
        (False, True): "new",
        (False, False): "",
    }[was, is_]
    assert rounds.judge(before, now, villages, START, END, differs=differs) == expected


@pytest.mark.parametrize(
    ("outcome", "change", "mark"),
    [
        ("moved", "", "left"),
        ("moved", "same", "left"),
        ("moved", "aged_out", "aged_out"),
        ("seen", "same", ""),
        ("seen", "new", "new"),
        ("refused", "", ""),
        ("", "left", "left"),
    ],
)
def test_what_a_mark_at_the_door_says(outcome: str, change: str, mark: str) -> None:
    assert rounds.mark_of({"outcome": outcome, "change": change}) == mark


def test_what_bears_a_day_counts_by_it() -> None:
    def told(before: rounds.Values | None, **now: str) -> str:
        return rounds.judge(before, {"village": "甲村", **now}, ("甲村",), START, END, differs=False)

    eve = (START - dt.timedelta(days=1)).isoformat()
    assert told(None, opened_on=eve) == ""  # typed late, but here before
    assert told(None, opened_on=START.isoformat()) == "new"
    assert told(None, opened_on=eve, closed_on=START.isoformat()) == "left"
    assert told(None, opened_on="2020-01-01", closed_on=eve) == ""
    assert told(None) == "new"
    assert rounds.judge(None, {"village": "甲村"}, ("甲村",), START, END, differs=False, walked=True) == ""
    spell = {"start": eve, "category": "left_behind"}
    assert rounds.came("category_spell", spell, START, "category", owner_came=False) == []
    ended = rounds.came("category_spell", {**spell, "end": END.isoformat()}, START, "category", owner_came=True)
    assert ended == [("category_spell", "end", None, END.isoformat())]
    fresh = rounds.came("category_spell", {**spell, "start": START.isoformat()}, START, "category", owner_came=True)
    assert fresh == [("category_spell", "", None, "left_behind")]
    for since, told_ in (("2019", []), (str(START.year), [("member", "", None, "王安例")])):
        assert rounds.came("member", {"since": since, "name": "王安例"}, START, "name", owner_came=False) == told_
    assert rounds.came("member", {"name": "王安例"}, START, "name", owner_came=True) == []


def test_two_computers_make_the_same_door() -> None:
    one = rounds.line_id("sr-0123456789abcdefghj", "h-00000000000000000aa")
    assert one == rounds.line_id("sr-0123456789abcdefghj", "h-00000000000000000aa")
    assert ROW.match(one)
    two = ("sr-0123456789abcdefghj", "sr-0123456789abcdefghk")
    others = {rounds.line_id(r, t) for r in two for t in ("h-1", "c-1")}
    assert len(others) == 4


def test_villages_are_one_a_line() -> None:
    assert rounds.villages_of({"villages": " 石门村\n\n河东村\n石门村 "}) == ("石门村", "河东村")
    assert rounds.villages_of({"villages": None}) == ()

"""Which backups stay, against an oracle that tries everything, and under clocks that jump."""

from __future__ import annotations

import datetime as dt
import random
from itertools import combinations, pairwise

import pytest

from casefiles.domain.retention import DAYS, LAST, MONTHS, ODD, WEEKS, Made, staying

MONDAY = dt.date(2026, 11, 2)


def fits(some: tuple[Made, ...]) -> bool:
    return all(a.on <= b.on for a, b in pairwise(some))


def longest(every: list[Made]) -> int:
    """How many at most never go back, by trying all."""
    return next((n for n in range(len(every), 0, -1) if any(map(fits, combinations(every, n)))), 0)


def by_hand(every: list[Made], least: int = LAST) -> set[int]:
    """What stays when the clock never went back: for each backup, asked by itself, whether it is the last of its day,
    week or month and how many later ones there are."""
    def stays(one: Made) -> bool:
        for most, span in (
            (DAYS, lambda d: d.toordinal()),
            (WEEKS, lambda d: (d.toordinal() - 1) // 7),
            (MONTHS, lambda d: d.year * 12 + d.month),
        ):
            last = all(o.number <= one.number for o in every if span(o.on) == span(one.on))
            later = {span(o.on) for o in every if span(o.on) > span(one.on)}
            if last and len(later) < most:
                return True
        return sum(o.number > one.number for o in every) < least

    return {one.number for one in every if stays(one)}


@pytest.mark.parametrize("seed", range(300))
def test_with_a_clock_that_goes_on_it_is_what_the_oracle_says(seed: int) -> None:
    chance = random.Random(seed)
    day, every = MONDAY, []
    for number in range(chance.randint(1, 120)):
        day += dt.timedelta(days=chance.choice((0, 0, 1, 1, 1, 2, 3, 9, 40)))
        every.append(Made(number, day))
    chance.shuffle(every)
    assert staying(every) == by_hand(every)


@pytest.mark.parametrize("seed", range(200))
def test_a_clock_that_jumps_takes_no_good_one_away(seed: int) -> None:
    """As many as never go back are thinned out by the rule, as if the others were not there."""
    chance = random.Random(seed)
    day, every = MONDAY, []
    for number in range(chance.randint(1, 11)):
        day += dt.timedelta(days=chance.choice((0, 1, 1, 7, 31)))
        wrong = chance.choice((dt.date(1970, 1, 1), dt.date(2099, 12, 31), dt.date(1980, 1, 4)))
        every.append(Made(number, wrong if chance.random() < 0.3 else day))
    kept = staying(every)
    best = longest(every)
    pruned = [one for one in every if one.number not in kept]
    assert max(one.number for one in every) in kept
    assert len(pruned) <= max(0, best - 1)
    # there is a choice of as many as never go back of which the rule removes just these, with the last odd ones kept
    assert any(
        {one.number for one in pruned} == {one.number for one in every} - by_hand(list(some), 0) - odd
        for some in combinations(every, best)
        if fits(some)
        for odd in [last_odd(every, some)]
    )


def last_odd(every: list[Made], fitting: tuple[Made, ...]) -> set[int]:
    ordered = sorted(one.number for one in every)
    return set(ordered[-LAST:]) | set(sorted({o.number for o in every} - {o.number for o in fitting})[-ODD:])


def test_a_year_of_days_keeps_seven_days_four_weeks_and_twelve_months() -> None:
    every = [Made(n, MONDAY + dt.timedelta(days=n)) for n in range(400)]
    days = sorted(MONDAY + dt.timedelta(days=n) for n in staying(every))
    assert days[-7:] == [MONDAY + dt.timedelta(days=n) for n in range(393, 400)]
    assert len({(d.year, d.month) for d in days}) == 12
    assert 18 <= len(days) <= 23


def test_a_battery_that_is_empty_for_weeks_loses_no_real_day() -> None:
    """Every morning the clock begins in 1970: the real ones from before all stay as they were."""
    real = [Made(n, MONDAY + dt.timedelta(days=n)) for n in range(30)]
    before = staying(real)
    after = staying([*real, *(Made(30 + n, dt.date(1970, 1, 1)) for n in range(20))])
    assert before <= after
    assert {*range(43, 50)} <= after


def test_a_jump_to_2099_and_back_takes_nothing() -> None:
    real = [Made(n, MONDAY + dt.timedelta(days=n)) for n in range(9)]
    jumped = [*real, Made(9, dt.date(2099, 1, 1)), *(Made(n, MONDAY + dt.timedelta(days=n)) for n in range(10, 15))]
    expected = staying(one for one in jumped if one.number != 9)
    assert staying(jumped) == expected | {9}


def test_none_and_one() -> None:
    assert staying([]) == frozenset()
    assert staying([Made(5, dt.date(1970, 1, 1))]) == {5}

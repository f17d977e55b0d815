"""A whole invented township: who lives there, who is matched, who was visited in two years."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles.demo.people import Invented, People

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random


def township(
    seed: int, town: str, today: dt.date, numbers: Iterator[str], children: int, mentors: int, visits: int
) -> Invented:
    """A township's register: `children` with families, `mentors`, matches for most, and `visits` over two years."""
    people = People(seed, town, today)
    rng = people.rng
    seniors = [people.mentor(next(numbers)) for _ in range(mentors)]
    kids = [people.child(next(numbers), next(numbers)) for _ in range(children)]
    pairs: list[tuple[str, str, dt.date]] = []
    room = [m for m in seniors for _ in range(2)]
    rng.shuffle(room)
    first = today - dt.timedelta(days=700)
    for kid in kids:
        if room and rng.random() < 0.82:
            start = people.day(first, today - dt.timedelta(days=60))
            mentor = room.pop()
            people.match(kid, mentor, start)
            pairs.append((kid, mentor, start))
    plan = [(kid, mentor, day) for kid, mentor, start in pairs for day in _rounds(rng, start, today)]
    rng.shuffle(plan)
    while pairs and len(plan) < visits:
        kid, mentor, start = rng.choice(pairs)
        plan.append((kid, mentor, people.day(start, today)))
    for kid, mentor, day in sorted(plan[:visits], key=lambda v: v[2]):
        people.visit(kid, mentor, day)
    for kid in rng.sample(kids, len(kids) // 4):
        people.aid(kid, people.day(first, today))
    return people.made


def _rounds(rng: Random, start: dt.date, today: dt.date) -> list[dt.date]:
    """Visits at the mentor's own pace, with a gap now and then."""
    pace = rng.choice((30, 45, 60, 75, 90))
    days = []
    at = start + dt.timedelta(days=rng.randint(1, 14))
    while at <= today:
        days.append(at)
        at += dt.timedelta(days=int(pace * rng.uniform(0.7, 1.3)) + (120 if rng.random() < 0.04 else 0))
    return days

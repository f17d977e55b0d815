"""A township as years of life left it: who came, who moved, whose mentor left, who was not visited for a while.

Every child lives a life from the day of registration on: parents go away or come home, a grandparent dies, the family
moves, the child comes of age. A mentor takes on no more children than there is room for, falls ill, leaves; then the
children wait until somebody else takes them on. Visits follow from the matches, and have gaps.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from casefiles import reporting
from casefiles.demo import casework, gifts, homes, seniors
from casefiles.demo.people import Invented, People
from casefiles.domain.changes import Edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from casefiles.demo.homes import Home, Kid
    from casefiles.domain.fieldtypes import Stored

PAST_DAYS = 1100
"""how far back the first files were opened"""
SIBLING = 0.22
MATCHED = 0.86
TAKEN_ON_AGAIN = 0.75
LEAVE = 0.16
SILENT = 0.1
DANGER = 0.006
PAUSE = 0.04
PACES = (30, 45, 60, 75, 90)
FAR = dt.date(9999, 12, 31)

LEFT = (("health", 4), ("age", 3), ("wish", 2), ("moved", 1), ("died", 1))
MATCH_END_FOR = {"health": "mentor_health", "died": "mentor_died"}


def township(
    seed: int,
    town: str,
    today: dt.date,
    issue: Callable[[str, int], Iterable[str]],
    children: int,
    mentors: int,
    *,
    papers: bool = True,
) -> Invented:
    """A township's register. `town` is a nine-digit code, `today` the last day of the past, `issue` gives as many
    file numbers of an entity as are asked for. The same seed gives the same lives; about seven visits a child.
    Without `papers` there are people, homes, matches, visits and aid alone."""
    lives = _Lives(People(seed, town, today))
    made = lives.live(children, mentors)
    if papers:
        casework.case_work(lives.people)
        seniors.service(lives.people)
        gifts.gifts(lives.people)
        gifts.gatherings(lives.people)
        casework.norms(lives.people)
    for entity in ("child", "household", "mentor"):
        rows = made.ids[entity]
        for row, number in zip(rows, issue(entity, len(rows)), strict=True):
            lives.people.rows[row]["number"] = number
    return made


class _Lives:
    """One township while its past is being made."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.rng: Random = people.rng
        self.today = people.today
        self.held: dict[str, list[tuple[dt.date, dt.date]]] = defaultdict(list)  # mentor -> days of each match
        self.service: dict[str, tuple[dt.date, dt.date]] = {}
        self.visits: list[tuple[dt.date, str, str]] = []

    def live(self, children: int, mentors: int) -> Invented:
        """Everybody, until today."""
        for _ in range(mentors):
            self.mentor()
        homes_so_far: list[Home] = []
        first = self.today - dt.timedelta(days=PAST_DAYS)
        for opened in sorted(self.people.day(first, self.today) for _ in range(children)):
            if homes_so_far and self.rng.random() < SIBLING:
                home = homes_so_far[-1]
            else:
                home = homes.home(self.people, opened)
                homes_so_far.append(home)
            born = self.people.day(opened - dt.timedelta(days=6450), opened - dt.timedelta(days=1000))
            self.child(homes.child(self.people, home, born, opened))
        for on, child, mentor in sorted(self.visits):
            self.visit(child, mentor, on)
        return self.people.made

    def mentor(self) -> None:
        """One who may have left since."""
        row = self.people.mentor()
        values = self.people.rows[row]
        joined, left = dt.date.fromisoformat(str(values["joined_on"])), FAR
        if self.rng.random() < LEAVE:
            left = self.people.day(joined + dt.timedelta(days=200), self.today)
            reason = self.rng.choices([r for r, _ in LEFT], [w for _, w in LEFT])[0]
            values |= {"left_on": left.isoformat(), "left_reason": reason}
        self.service[row] = joined, left

    def child(self, kid: Kid) -> None:
        """What happens to one child until today."""
        end, why = self._end_of_file(kid)
        self._changes(kid, min(end, self.today))
        if end <= self.today:
            self._close(kid, end, why)
        if self.rng.random() < MATCHED:
            self._matches(kid, end, why)
        for year in range(kid.opened.year, self.today.year + 1):
            on = dt.date(year, *self.rng.choice(((1, 20), (6, 1), (9, 1))))
            if kid.opened <= on <= min(end, self.today) and self.rng.random() < 0.3:
                self.people.aid(kid.id, on)

    def _end_of_file(self, kid: Kid) -> tuple[dt.date, str]:
        """The day a file is closed (FAR when it stays open), and the reason as an end of the category."""
        grown = _eighteenth(kid.born)
        rolled = self.rng.random()
        if rolled < 0.10:
            on = kid.opened + dt.timedelta(days=self.rng.randint(120, 1400))
            back = kid.home.kind[0] == "left_behind" and rolled < 0.06
            found, why = on, "parent_back" if back else "moved"
        else:
            found, why = FAR, ""
        if grown < found:
            found, why = grown, "aged_out"
        return (found, why) if found <= self.today else (FAR, "")

    def _close(self, kid: Kid, on: dt.date, why: str) -> None:
        told = {"parent_back": "父母返乡照护", "moved": "迁出本镇", "aged_out": "年满十八周岁"}
        rows = self.people.rows
        rows[kid.id] |= {"closed_on": on.isoformat(), "closed_reason": told[why]}
        rows[kid.category] |= {"end": on.isoformat(), "end_reason": why}
        spell_end = "changed" if why == "parent_back" else why
        rows[kid.guardianship] |= {"end": on.isoformat(), "end_reason": spell_end}

    def _changes(self, kid: Kid, until: dt.date) -> None:
        """A parent comes home, and the category changes; an elder dies, and another relative minds the child."""
        put, rows = self.people.put, self.people.rows
        if kid.home.kind == ("left_behind", "both_away") and self.rng.random() < 0.15:
            on = self.people.day(kid.opened, until)
            rows[kid.category] |= {"end": on.isoformat(), "end_reason": "other"}
            spell: dict[str, Stored] = {"child": kid.id, "category": "left_behind", "subcategory": "one_away"}
            kid.category = put("category_spell", {**spell, "start": on.isoformat(), "reason": "母亲返乡，重新认定"})
        if self.rng.random() < 0.07:
            on = self.people.day(kid.opened, until)
            rows[kid.guardianship] |= {"end": on.isoformat(), "end_reason": "changed"}
            minding: dict[str, Stored] = {"child": kid.id, "kind": "other_relative", "name": self.people.name()}
            minding |= {"phone": self.people.phone(), "guardianship": "fair", "quality": "fair", "entrusted": 1}
            kid.guardianship = put("guardianship_spell", {**minding, "start": on.isoformat()})

    def _matches(self, kid: Kid, end: dt.date, why: str) -> None:
        """One mentor after the other, with the waiting between."""
        start = kid.opened + dt.timedelta(days=self.rng.randint(5, 120))
        while start <= min(end, self.today):
            mentor = self._with_room(kid.home.village, start, end)
            if mentor is None:
                return
            left = self.service[mentor][1]
            last = min(end, left)
            match = self.people.match(kid.id, mentor, start)
            self.held[mentor].append((start, last))
            if last <= self.today:
                reason = str(self.people.rows[mentor].get("left_reason") or "")
                by_child = {"parent_back": "parent_back", "moved": "child_moved", "aged_out": "aged_out"}
                ended = by_child[why] if end <= left else MATCH_END_FOR.get(reason, "mentor_left")
                self.people.rows[match] |= {"end": last.isoformat(), "end_reason": ended}
            self.visits += ((on, kid.id, mentor) for on in _rounds(self.rng, start, min(last, self.today)))
            if last == end or self.rng.random() > TAKEN_ON_AGAIN:
                return
            start = last + dt.timedelta(days=self.rng.randint(10, 150))

    def _with_room(self, village: str, start: dt.date, end: dt.date) -> str | None:
        """A mentor in service who has room all the while; of the same village if there is one."""
        free = []
        for mentor, (joined, left) in self.service.items():
            if not joined <= start < left:
                continue
            until = min(end, left)
            overlap = sum(first < until and start < last for first, last in self.held[mentor])
            if overlap < int(str(self.people.rows[mentor]["capacity"])):
                free.append(mentor)
        near = [m for m in free if self.people.rows[m]["village"] == village]
        found = near if near and self.rng.random() < 0.8 else free
        return self.rng.choice(found) if found else None

    def visit(self, child: str, mentor: str, on: dt.date) -> None:
        """A visit; now and then it sees a danger sign, which was reported and, if it is long ago, dealt with."""
        row = self.people.visit(child, mentor, on)
        values = self.people.rows[row]
        if values["contact"] == "none" or self.rng.random() > DANGER:
            return
        signs = self.rng.choice(("4", "6", "9"))
        values |= {"danger": signs, "state": "attention"}
        told: dict[str, Stored] = {"child": child, "visit": row, "on": on.isoformat(), "signs": signs}
        age = (self.today - on).days
        if age > 5:
            whom = self.rng.choice(("police", "civil_affairs", "township"))
            told |= {"reported_on": on.isoformat(), "reported_to": whom}
            receipt = f"云报〔{on.year}〕{self.rng.randint(1, 99)}号"
            told |= {"reported_by": self.people.rows[mentor]["name"], "receipt": receipt}
        if age > 90:
            closed = on + dt.timedelta(days=self.rng.randint(7, 80))
            outcome = self.rng.choice(("closed", "not_substantiated"))
            told |= {"outcome": outcome, "closed_on": closed.isoformat()}
        self.people.made.edits.append(Edit("report", reporting.id_for(row), told, ()))
        self.people.made.ids.setdefault("report", []).append(reporting.id_for(row))


def _eighteenth(born: dt.date) -> dt.date:
    """The eighteenth birthday; who was born on 29 February has it on 1 March where that day is missing."""
    try:
        return born.replace(year=born.year + 18)
    except ValueError:
        return dt.date(born.year + 18, 3, 1)


def _rounds(rng: Random, start: dt.date, until: dt.date) -> list[dt.date]:
    """Days of visits at the mentor's own pace, with a gap now and then; one mentor in ten falls silent."""
    pace = rng.choice(PACES)
    if rng.random() < SILENT:
        until = min(until, start + dt.timedelta(days=rng.randint(60, 300)))
    days = []
    at = start + dt.timedelta(days=rng.randint(1, 14))
    while at <= until:
        days.append(at)
        at += dt.timedelta(days=int(pace * rng.uniform(0.7, 1.3)) + (120 if rng.random() < PAUSE else 0))
    return days

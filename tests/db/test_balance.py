"""The balance of a year against somebody who walks through it day by day, on random offices; what two offices wrote at
once is counted once."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from casefiles import accessing, balance, handover, matching, recording, service
from casefiles.domain import tenure
from casefiles.domain.document import Chart
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office
from casefiles.papers import access_report
from casefiles.papers import balance as paper

if TYPE_CHECKING:
    from tests.db.office_files import Desk

KINDS = ("teacher", "official", "veteran", "model", "expert")
REASONS = ("age", "health", "moved", "wish", "died", "other")


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def lives(desk: Desk, seed: int, seniors: int = 60) -> None:
    """Mentors who come, go and come back; older files; mistakes; nobody knows when."""
    chance = random.Random(seed)
    first, last = dt.date(2022, 6, 1), desk.clock.today()

    def day(low: dt.date) -> dt.date:
        return low + dt.timedelta(days=chance.randrange(max(1, (last - low).days)))

    for n in range(seniors):
        kind, way = chance.choice(KINDS), chance.random()
        fields: dict[str, str | None] = {"name": f"王{n}样".replace(str(n), "某"), "kind": kind}
        if way < 0.3:  # an older file
            joined = day(first)
            fields["joined_on"] = joined.isoformat()
            if chance.random() < 0.4:
                fields |= {
                    "left_on": day(joined + dt.timedelta(days=1)).isoformat(),
                    "left_reason": chance.choice(REASONS),
                }
        row = desk.add("mentor", **fields)
        if way < 0.4:
            continue  # some of them without any date
        at = day(first)
        for _ in range(chance.randint(1, 3)):
            end = day(at + dt.timedelta(days=1)) if chance.random() < 0.6 else None
            reason = (chance.choice(REASONS) if chance.random() < 0.9 else "mistaken") if end else None
            desk.add(
                "mentor_spell", mentor=row, start=at.isoformat(), end=end and end.isoformat(), reason=reason
            )
            if end is None or end >= last - dt.timedelta(days=20):
                break
            at = end if chance.random() < 0.2 else day(end)


@pytest.mark.parametrize("seed", range(6))
def test_the_sums_foot_and_are_those_of_walking_through_the_year(
    office: Office, desk: Desk, seed: int
) -> None:
    lives(desk, seed)
    people = {m.id: m.values for m in office.queries.select("mentor")}
    spells = office.queries.select("mentor_spell")
    times = {
        m: tenure.counted(tenure.times(v, {s.id: s.values for s in spells if s.values["mentor"] == m}))
        for m, v in people.items()
    }

    def serving(day: dt.date) -> Counter[str]:
        iso = day.isoformat()
        return Counter(
            str(people[m]["kind"]) for m, found in times.items()
            if any(t.start <= iso and (not t.end or iso < t.end) for t in found)
        )  # fmt: skip

    met = 0
    for year in (2022, 2023, 2024, 2025, 2026):
        found = balance.balance(office, year)
        last = min(dt.date(year, 12, 31), office.clock.today())
        assert found.last == last.isoformat()
        before, after = serving(dt.date(year - 1, 12, 31)), serving(last)
        assert {k.key: k.start for k in found.kinds if k.start} == dict(before)
        assert {k.key: k.end for k in found.kinds if k.end} == dict(after)
        for line in (*found.kinds, found.total):
            assert line.start + line.joined - line.left == line.end, line
        assert sum(n for _, n in found.reasons) == found.total.left == len(found.left)
        assert sum(a for a, _ in found.months) == found.total.joined == len(found.joined)
        assert sum(b for _, b in found.months) == found.total.left
        met += found.total.left * found.total.joined
    assert met > 0
    assert balance.balance(office, 2026).undated == sum(
        not tenure.times(v, {s.id: s.values for s in spells if s.values["mentor"] == m})
        for m, v in people.items()
    )


def test_who_leaves_and_comes_back_is_counted_in_both(office: Office, desk: Desk) -> None:
    row = recording.save(
        office, ENTITIES["mentor"], {"name": "王老样", "kind": "teacher", "joined_on": "2024-03-01"}
    ).id
    recording.save(office, ENTITIES["mentor"], {"left_on": "2026-02-01", "left_reason": "health"}, row)
    recording.save(office, ENTITIES["mentor_spell"], {"mentor": row, "start": "2026-05-01"})
    total = balance.balance(office, 2026).total
    assert (total.start, total.joined, total.left, total.end) == (1, 1, 1, 1)
    assert balance.balance(office, 2025).total == balance.Line("", 1, 0, 0, 1)
    wrong = recording.save(
        office, ENTITIES["mentor"], {"name": "误老样", "kind": "model", "joined_on": "2026-03-01"}
    ).id
    recording.save(office, ENTITIES["mentor"], {"left_on": "2026-03-09", "left_reason": "mistaken"}, wrong)
    assert balance.balance(office, 2026).total == total, "who was entered by mistake never was there"


def test_what_two_offices_wrote_at_once_is_counted_once(office: Office, desk: Desk) -> None:
    row = desk.add("mentor", name="王老样", kind="teacher")
    for start, end in (("2026-01-05", None), ("2026-01-09", None), ("2025-06-01", "2026-02-01")):
        desk.add("mentor_spell", mentor=row, start=start, end=end, reason="wish" if end else None)
    total = balance.balance(office, 2026).total
    assert (total.start, total.joined, total.left, total.end) == (1, 0, 0, 1)


def test_what_became_of_the_children_whose_mentor_left(office: Office, desk: Desk) -> None:
    def mentor(name: str) -> str:
        return desk.add(
            "mentor", name=name, kind="teacher", capacity=9, joined_on="2024-01-01", checked_on="2026-05-01"
        )

    old, new = mentor("王老样"), mentor("李老样")
    kids = [desk.add("child", name=f"赵{c}样", opened_on="2025-01-01") for c in "甲乙丙丁"]
    held = [matching.match(office, kid, old, dt.date(2026, 6, 1)).id for kid in kids[:3]]
    matching.step(office, held[2], "mistaken")  # never was one
    handover.leave(office, old, dt.date(2026, 9, 1), "age", {held[0]: new})
    found = balance.balance(office, 2026)
    assert (found.children, found.taken_on, found.closed, found.waiting) == (2, 1, 0, 1)
    assert found.reasons == [("age", 1)]
    desk.edit("child", kids[1], closed_on="2026-10-01")
    found = balance.balance(office, 2026)
    assert (found.children, found.taken_on, found.closed, found.waiting) == (2, 1, 1, 0)
    assert service.age_limit(office) == 80


def test_a_year_that_has_not_begun_is_refused(office: Office) -> None:
    with pytest.raises(Refusal) as refused:
        balance.balance(office, 2031)
    assert "2026" in refused.value.say("zh")


def test_a_year_in_which_nobody_came_or_left_has_no_chart(office: Office, desk: Desk) -> None:
    def charts() -> int:
        made = paper.compose(balance.balance(office, desk.clock.today().year), office, "zh")
        return sum(isinstance(block, Chart) for block in made.blocks)

    desk.add("mentor", name="王老样", kind="teacher")
    assert charts() == 0
    desk.add("mentor", name="刘老例", kind="teacher", joined_on=f"{desk.clock.today():%Y}-01-05")
    assert charts() == 1


def test_a_year_in_which_no_file_was_opened_has_no_chart(office: Office, desk: Desk) -> None:
    def charts() -> int:
        made = access_report.compose(office, desk.clock.today().year, "zh")
        return sum(isinstance(block, Chart) for block in made.blocks)

    assert charts() == 0
    accessing.opened(office, desk.add("child", name="张小例"))
    assert charts() == 1

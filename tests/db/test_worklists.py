"""The worklists against an oracle that reads every record and counts by hand, on offices of invented lives, on days
that leap years and year ends make odd."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import time
from typing import TYPE_CHECKING, Any

import pytest

from casefiles import categorising, worklists
from casefiles.demo.lives import township
from casefiles.domain import promises
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office
from db.queries import Queries
from tests.db import office_files
from tests.db.test_worklists_mentors import NAMES as MENTORS
from tests.domain import norm_days
from tests.yardstick import slowness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from casefiles.domain.fieldtypes import Stored
    from casefiles.ports import Record
    from tests.db.office_files import Desk

TOWN = "999901101"
DAYS = [
    dt.date(2026, 11, 21), dt.date(2026, 12, 25), dt.date(2027, 2, 28), dt.date(2028, 2, 20), dt.date(2028, 2, 28),
    dt.date(2028, 2, 29), dt.date(2028, 3, 1), dt.date(2029, 11, 30), dt.date(2030, 2, 28), dt.date(2031, 1, 1),
]  # fmt: skip


class On:
    """A clock that stands."""

    def __init__(self, day: dt.date) -> None:
        self.day = day

    def today(self) -> dt.date:
        return self.day

    def now_ms(self) -> int:
        return 1_800_000_000_000


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("lived")
    office_files.make(folder / "office")
    desk = office_files.opened(folder / "office")
    one = (f"W{n:05d}" for n in itertools.count(1))
    made = township(11, TOWN, dt.date(2026, 11, 21), lambda _, n: itertools.islice(one, n), 90, 30)
    desk.ledger.write(made.edits, "clerk")
    for n, born in enumerate(("2008-02-29", "2012-02-29", "2016-02-29", "2020-02-29", "2024-02-29", "2014", "2014-03")):
        desk.add("child", name=f"闰{'一二三四五六七'[n]}例", birth_date=born, village="石门村", opened_on="2026-01-05")
    desk.add("child", name="已结样", birth_date="2008-11-25", closed_on="2026-10-01", opened_on="2024-01-05")
    desk.add("child", name="空白样")
    kids = [c.id for c in desk.queries.select("child", limit=6)]
    for n, kid in enumerate(kids):
        desk.add("risk_review", child=kid, on="2026-01-05", level="red", next_on=f"2026-{6 + n:02d}-05")
        done = {"done_on": "2026-07-02"} if n == 1 else {}
        desk.add("action", child=kid, what="补课", due=f"2026-{7 + n:02d}-01", **done)
    desk.add("risk_review", child=kids[0], on="2026-07-05", level="blue", next_on="2028-01-01")
    for n, visit in enumerate(desk.queries.select("visit", {}, "-on", limit=9)):
        by = {"follow_by": "2028-05-01"} if n % 3 == 0 else {}
        done = {"follow_done": str(visit.values["on"])} if n % 3 == 1 else {}
        desk.edit("visit", visit.id, follow_up=f"第{n}件事", **by, **done)
    desk.add("norm", name="全镇", start="2026-06-01", interval=75, grace=10, first_within=7, verify_months=6, area=TOWN)
    desk.add("norm", name="红色", start="2027-01-01", end="2028-02-28", interval=21, risk="red", counts="home")
    desk.add("norm", name="别处", start="2020-01-01", interval=1, area="999902")
    desk.add("norm", name="以后", start="2030-01-01", interval=40, verify_months=2, area="9999")
    checks = (("2027-02-01", "same"), ("2026-11-02", "not_found"), ("2028-02-29", "changed"))
    for kid, (on, result) in zip(kids, checks, strict=False):
        desk.add("verification", child=kid, on=on, result=result)
    desk.add("risk_review", child=kids[2], on="2026-01-05", level="yellow", next_on="2026-02-01")  # the same day
    yield desk
    desk.ledger.close()


def office_on(desk: Desk, day: dt.date) -> Office:
    clock = On(day)
    queries = Queries(desk.ledger.database, clock)
    return Office(desk.ledger, queries, clock, Me("clerk", "经办人"), Home(TOWN, "云台镇", "township", ""))


# the oracle: plain Python over every record


def birthday(born: dt.date, year: int) -> dt.date:
    try:
        return born.replace(year=year)
    except ValueError:
        return dt.date(year, 2, 28)


def whole(values: dict[str, Stored]) -> dt.date | None:
    text = str(values.get("birth_date") or "")
    return dt.date.fromisoformat(text) if len(text) == 10 else None


ASKED: dict[str, Any] = {}
"""the day-by-day oracle's answers by all that it was asked: they do not depend on the day of the look"""


def once(ask: Callable[..., Any], *about: Any) -> Any:
    key = f"{ask.__name__} {about!r}"
    if key not in ASKED:
        ASKED[key] = ask(*about)
    return ASKED[key]


class Oracle:
    def __init__(self, office: Office) -> None:
        self.day, self.office = office.clock.today(), office
        every = {e: office.queries.select(e) for e in ("child", "mentor", "match", "visit", "report", "category_spell")}
        every |= {e: office.queries.select(e) for e in ("risk_review", "action", "verification")}
        self.norms = [{**n.values, "id": n.id} for n in office.queries.select("norm")]
        every["guardian"] = office.queries.select("guardianship_spell")
        self.children = [c for c in every["child"] if not c.values.get("closed_on")]
        self.every = every
        self.by_child: dict[tuple[str, object], list[Record]] = {}
        for entity, records in every.items():
            for record in records:
                self.by_child.setdefault((entity, record.values.get("child")), []).append(record)

    def of(self, entity: str, child: str) -> list[Record]:
        return self.by_child.get((entity, child), [])

    def matches(self, child: str) -> list[Record]:
        found = [m for m in self.of("match", child) if not m.values.get("end")]
        return sorted(found, key=lambda m: (-int(bool(m.values.get("lead"))), str(m.values["start"]), m.id))

    def met(self, child: str) -> Record | None:
        met = [v for v in self.of("visit", child) if v.values.get("contact") != "none"]
        return max(met, key=lambda v: (str(v.values["on"]), v.id), default=None)

    def who(self, child: Record) -> tuple[str, set[str], str]:
        open_ = {str(k.values["category"]) for k in self.of("category_spell", child.id) if not k.values.get("end")}
        area = child.values.get("area") or str(child.values.get("number") or "")[1:].split("-")[0]
        return str(area), open_, str(child.values.get("risk") or "")

    def due(self, child: Record) -> tuple[str, str]:
        """The day and the last day of grace, asked for day by day."""
        last, match = self.met(child.id), next(iter(self.matches(child.id)), None)
        met = [v for v in self.of("visit", child.id) if v.values.get("contact") != "none"]
        found = once(
            norm_days.visit_due,
            self.norms,
            self.who(child),
            [(str(v.values["on"]), str(v.values.get("kind") or "")) for v in met],
            child.values.get("opened_on"),  # type: ignore[arg-type]
            match.values.get("start") if match else None,  # type: ignore[arg-type]
            last.values.get("next_on") if last else None,  # type: ignore[arg-type]
            match.values.get("every_days") if match else None,  # type: ignore[arg-type]
        )
        return found[0] or "", found[1] or ""

    def verify(self, child: Record) -> str:
        last = self.met(child.id)
        known = [str(last.values["on"])] if last else []
        known += [str(v.values["on"]) for v in self.of("verification", child.id) if v.values["result"] != "not_found"]
        since = max(known, default=str(child.values.get("opened_on") or ""))
        return str(once(norm_days.verify_due, self.norms, self.who(child), since))

    def ids(self, name: str) -> set[str]:
        day, iso = self.day, self.day.isoformat()
        kids = self.children

        def ago(n: int) -> str:
            return (day - dt.timedelta(days=n)).isoformat()

        if name == "overdue":
            return {c.id for c in kids if "" < self.due(c)[1] < iso}
        if name == "due_week":
            return {c.id for c in kids if self.due(c)[1] >= iso and "" < self.due(c)[0] <= ago(-6)}
        if name == "unmatched":
            return {c.id for c in kids if not self.matches(c.id)}
        if name == "unverified":
            return {c.id for c in kids if self.verify(c) < iso}
        if name in ("pledges", "economies"):
            entity, due = {
                "pledges": ("pledge", promises.pledge_due), "economies": ("economic_spell", promises.review_due)
            }[name]  # fmt: skip
            return {str(r.values["household"]) for r in self.office.queries.select(entity) if due(r.values, day)}
        if name == "categories":
            return {c.id for c in kids if categorising.look(self.office, c).open}
        if name in ("birthdays", "coming_of_age"):
            ahead = 14 if name == "birthdays" else 90
            found = set()
            for c in kids:
                born = whole(dict(c.values))
                for year in (day.year, day.year + 1):
                    if born is None:
                        continue
                    near = 0 <= (birthday(born, year) - day).days <= ahead
                    if near and (name == "birthdays" or year - born.year in (6, 16, 18)):
                        found.add(c.id)
            return found
        if name == "grown":
            found = set()
            for c in kids:
                text = str(c.values.get("birth_date") or "")
                born = dt.date.fromisoformat(f"{text}-01-01"[:10]) if text else None
                if born and birthday(born, born.year + 18) <= day:
                    found.add(c.id)
            return found
        if name == "silent":
            found = set()
            for m in self.every["mentor"]:
                own = [t for t in self.every["match"] if t.values["mentor"] == m.id and not t.values.get("end")]
                went = [str(v.values["on"]) for v in self.every["visit"] if v.values.get("mentor") == m.id]
                last = max(went, default="")
                old = any(str(t.values["start"]) < ago(60) for t in own)
                if not m.values.get("left_on") and old and last < ago(60):
                    found.add(m.id)
            return found
        if name == "reviews":
            newest: dict[str, Record] = {}
            for r in sorted(self.every["risk_review"], key=lambda r: (str(r.values["on"]), r.id)):
                newest[str(r.values["child"])] = r
            return {c.id for c in kids if c.id in newest and str(newest[c.id].values.get("next_on") or iso) < iso}
        if name == "actions":
            late = [a for a in self.every["action"] if not a.values.get("done_on")]
            return {c.id for c in kids for a in late if a.values["child"] == c.id and str(a.values["due"]) < iso}
        if name == "follow_ups":
            open_ = [v for v in self.every["visit"] if v.values.get("follow_up") and not v.values.get("follow_done")]
            return {c.id for c in kids for v in open_ if v.values["child"] == c.id}
        if name == "reports":
            return {str(r.values["child"]) for r in self.every["report"] if not r.values.get("closed_on")}
        if name == "missing_guardian":
            ended = {c.id: [str(g.values.get("end") or "9") <= iso for g in self.of("guardian", c.id)] for c in kids}
            return {child for child, ends in ended.items() if all(ends)}
        if name == "missing_category":
            return {c.id for c in kids if not any(not k.values.get("end") for k in self.of("category_spell", c.id))}
        if name == "missing_id":
            return {c.id for c in kids if not c.values.get("id_number") and not c.values.get("id_missing")}
        field = {"missing_birth": "birth_date"}.get(name, name.removeprefix("missing_"))
        return {c.id for c in kids if c.values.get(field) is None}


TOLD_ELSEWHERE = ("transfers", "came_back", "questions", "answers", "twins", "tasks", "receipts", *MENTORS)
READ = [n for n in worklists.NAMES if n not in TOLD_ELSEWHERE]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_list_is_what_the_oracle_counts(lived: Desk, day: dt.date) -> None:
    office = office_on(lived, day)
    oracle, counted = Oracle(office), worklists.counts(office)
    assert list(counted) == list(worklists.NAMES)
    for name in READ:
        found = worklists.lines(office, name)
        assert {line.id for line in found} == oracle.ids(name), (name, day)
        if name not in ("reports", "actions", "follow_ups", "pledges", "economies"):  # of these one may have several
            assert len(found) == len({line.id for line in found})
        assert counted[name] == len(found), name


def test_the_days_chosen_fill_every_list(lived: Desk) -> None:
    filled = {n for day in DAYS for n, count in worklists.counts(office_on(lived, day)).items() if count}
    assert set(READ) <= filled


def test_my_villages_come_first_and_the_order_within_stays(lived: Desk) -> None:
    office = office_on(lived, DAYS[0])
    worklists.answer_for(office, ["石门村", " 双桥村 ", ""])
    assert worklists.my_villages(office) == ("双桥村", "石门村")
    found = worklists.lines(office, "overdue")
    mine = [line.mine for line in found]
    assert any(mine)
    assert mine == sorted(mine, reverse=True)
    assert all(line.mine == (line.village in ("石门村", "双桥村")) for line in found)
    for part in (True, False):
        days = [line.day for line in found if line.mine is part]
        assert days == sorted(days)
    worklists.answer_for(office, [])
    assert not any(line.mine for line in worklists.lines(office, "overdue"))


def test_a_deputy_has_the_colleagues_villages_until_the_day_named(lived: Desk) -> None:
    office = office_on(lived, DAYS[0])
    other = dataclasses.replace(office, me=Me("deputy", "代班"))
    with pytest.raises(Refusal) as refused:
        worklists.stand_in(other, "clerk", DAYS[0])
    assert refused.value.problems[0].code == "NO_VILLAGES_KEPT"
    worklists.answer_for(office, ["石门村"])
    with pytest.raises(Refusal) as refused:
        worklists.stand_in(other, "clerk", DAYS[0] - dt.timedelta(days=1))
    assert refused.value.problems[0].code == "STAND_IN_PAST"
    until = DAYS[0] + dt.timedelta(days=3)
    worklists.stand_in(other, "clerk", until)
    assert worklists.mine(other) == {"石门村"}
    assert worklists.mine(dataclasses.replace(other, clock=On(until))) == {"石门村"}
    assert worklists.mine(dataclasses.replace(other, clock=On(until + dt.timedelta(days=1)))) == set()
    worklists.stand_in(other, "clerk", None)
    assert worklists.mine(other) == set()
    worklists.answer_for(office, [])


def test_a_list_nobody_knows_is_refused_with_the_names(lived: Desk) -> None:
    with pytest.raises(Refusal) as refused:
        worklists.lines(office_on(lived, DAYS[0]), "late")
    assert "overdue" in refused.value.say("en")


def test_a_line_says_what_there_is_to_say(lived: Desk) -> None:
    office = office_on(lived, dt.date(2028, 2, 28))
    lines = {line.name: line for line in worklists.lines(office, "birthdays")}
    assert (lines["闰二例"].day, lines["闰二例"].more["age"]) == ("2028-02-29", "16"), "a leap year has the day"
    ages = {2026: {"闰一例": "18", "闰四例": "6"}, 2028: {"闰二例": "16"}, 2030: {"闰二例": "18", "闰五例": "6"}}
    for year, expected in ages.items():
        coming = worklists.lines(office_on(lived, dt.date(year, 1, 1)), "coming_of_age")
        assert {one.name: one.more["age"] for one in coming if one.name.startswith("闰")} == expected
    assert all(line.more["state"] in ("open", "running") for line in worklists.lines(office, "reports"))


@pytest.mark.slow
def test_ten_thousand_children_are_counted_while_one_looks(tmp_path: Path) -> None:
    from casefiles.demo.people import People

    office_files.make(tmp_path / "many")
    desk = office_files.opened(tmp_path / "many")
    people = People(7, TOWN, DAYS[0])
    for n in range(10_000):
        people.bare_child(f"B{n:06d}")
    desk.ledger.write(people.made.edits, "clerk")
    office = office_on(desk, DAYS[0])
    worklists.counts(office)
    took = {}
    for name in READ:
        began = time.process_time()
        worklists.lines(office, name, 100)
        took[name] = time.process_time() - began
    assert max(took.values()) < 0.15 * slowness(), took
    desk.ledger.close()

"""The worklists of mentors and matches against an oracle that reads every record, on random offices and many days."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest

from casefiles import service, worklists
from casefiles.domain import asking, matchlife
from casefiles.domain.catalogue import age_on
from casefiles.domain.clearance import clearance
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office
from db.queries import Queries
from tests.db import office_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.db.office_files import Desk

NAMES = (
    "red_matches",
    "not_asked",
    "stuck",
    "agreements",
    "checks",
    "mentor_age",
    "mentor_health",
    "untrained",
)
DAYS = [
    dt.date(2026, 11, 18),
    dt.date(2027, 1, 1),
    dt.date(2027, 3, 1),
    dt.date(2028, 2, 29),
    dt.date(2028, 3, 1),
]


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
    folder = tmp_path_factory.mktemp("mentors")
    office_files.make(folder / "office")
    desk = office_files.opened(folder / "office")
    chance = random.Random(3)

    def day(first: str = "2025-06-01", span: int = 800) -> str:
        return (dt.date.fromisoformat(first) + dt.timedelta(days=chance.randrange(span))).isoformat()

    def maybe(value: str, part: float = 0.5) -> str | None:
        return value if chance.random() < part else None

    kids = [
        desk.add("child", name=f"赵{c}样", opened_on="2024-01-01", closed_on=maybe("2026-01-01", 0.1))
        for c in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸"
    ]
    seniors = []
    for c in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸":
        born = chance.choice(
            (
                f"19{chance.randint(44, 66)}-0{chance.randint(1, 9)}-{chance.randint(10, 28)}",
                "1948-02-29",
                "1947",
            )
        )
        seniors.append(
            desk.add(
                "mentor", name=f"王{c}样", kind="teacher", birth_date=maybe(born, 0.9),
                joined_on=maybe(day("2020-01-01", 2500)), left_on=maybe("2026-02-01", 0.1), checked_on=maybe(day()),
                health=maybe(chance.choice(("10", "20", "30", "41", "62"))),
            )
        )  # fmt: skip
    for senior in seniors:
        for _ in range(chance.randrange(3)):
            until = maybe(day("2026-06-01", 700), 0.4)
            kind, result = (
                chance.choice(("record", "record", "health")),
                chance.choice(("pass", "pass", "fail", "pending")),
            )
            desk.add("mentor_check", mentor=senior, kind=kind, on=day(), result=result, valid_until=until)
        if chance.random() < 0.6:
            desk.add("mentor_training", mentor=senior, on=day("2025-01-01", 1000), topic="走访")
    states = [None, *matchlife.ORDER, "mistaken"]
    for _ in range(60):
        status, start = chance.choice(states), day("2026-01-01", 400)
        match = desk.add(
            "match", child=chance.choice(kids), mentor=chance.choice(seniors), start=start, status=status,
            end=start if status in matchlife.OVER else None, agreed_until=maybe(day("2026-10-01", 600)),
        )  # fmt: skip
        for _ in range(chance.randrange(3)):
            desk.add("match_event", match=match, on=day("2026-01-01", 700), status="active")
        for _ in range(chance.randrange(4)):
            goes = chance.choice(("green", "yellow", "red"))
            desk.add("support_contact", match=match, on=day("2026-01-01", 700), talked_to="mentor", goes=goes)
    yield desk
    desk.ledger.close()


def office_on(desk: Desk, day: dt.date) -> Office:
    clock = On(day)
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, Queries(desk.ledger.database, clock), clock, Me("clerk", "经办人"), home)


def oracle(office: Office, name: str) -> list[str]:
    """Every line's id, counted by hand."""
    today = office.clock.today()
    iso = today.isoformat()

    def ago(n: int) -> str:
        return (today - dt.timedelta(days=n)).isoformat()

    every = {
        e: office.queries.select(e) for e in ("child", "mentor", "match", "match_event", "support_contact")
    }
    every |= {e: office.queries.select(e) for e in ("mentor_check", "mentor_training")}
    open_files = {c.id for c in every["child"] if not c.values["closed_on"]}
    found = []
    for match in every["match"]:
        counts, values = matchlife.counts_as(match.values), match.values
        if values["child"] not in open_files or not counts.holds_room:
            continue
        talks = sorted(
            (str(k.values["on"]), k.id, k.values["goes"])
            for k in every["support_contact"]
            if k.values["match"] == match.id
        )
        moves = [str(e.values["on"]) for e in every["match_event"] if e.values["match"] == match.id]
        last, status = max(moves, default=str(values["start"])), values["status"]
        holds = {
            "red_matches": bool(talks) and talks[-1][2] == "red",
            "not_asked": counts.has_mentor
            and asking.ask_on(str(values["start"]), [t[0] for t in talks]) <= iso,
            "stuck": (status in ("proposed", "approved", "introduced") and last < ago(14))
            or (status in ("paused", "closing") and last < ago(30)),
            "agreements": bool(values["agreed_until"]) and str(values["agreed_until"]) < ago(-30),
        }
        if holds.get(name):
            found.append(str(values["child"]))
    for mentor in every["mentor"]:
        values = mentor.values
        if values["left_on"]:
            continue
        load = {
            m.values["child"] for m in every["match"]
            if m.values["mentor"] == mentor.id and matchlife.counts_as(m.values).holds_room
        }  # fmt: skip
        check = clearance(
            values, [c.values for c in every["mentor_check"] if c.values["mentor"] == mentor.id], today
        )
        trained = max(
            (str(t.values["on"]) for t in every["mentor_training"] if t.values["mentor"] == mentor.id),
            default="",
        )
        age = age_on(str(values["birth_date"] or ""), today)
        holds = {
            "checks": bool(load) and (check.state != "valid" or check.until < ago(-30)),
            "mentor_age": age is not None and age >= service.age_limit(office) - 2,
            "mentor_health": str(values["health"] or "") >= "30",
            "untrained": str(values["joined_on"] or "") < ago(365) and trained < ago(365),
        }
        if holds.get(name):
            found.append(mentor.id)
    return sorted(found)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_each_list_is_what_somebody_counting_by_hand_finds(lived: Desk, name: str, day: dt.date) -> None:
    office = office_on(lived, day)
    found = worklists.lines(office, name)
    assert sorted(line.id for line in found) == oracle(office, name)
    assert worklists.counts(office)[name] == len(found)
    days = [line.day for line in found]
    assert days == sorted(days), "the most urgent first"


def test_every_list_has_somebody_on_it_and_not_everybody(lived: Desk) -> None:
    for name in NAMES:
        sizes = {len(oracle(office_on(lived, day), name)) for day in DAYS}
        assert max(sizes) > 0, name
        assert max(sizes) < 60, name


def test_the_limit_of_age_is_the_offices_own(lived: Desk) -> None:
    office = office_on(lived, DAYS[0])
    before = worklists.counts(office)["mentor_age"]
    service.set_age_limit(office, 70)
    assert worklists.counts(office)["mentor_age"] > before
    assert sorted(x.id for x in worklists.lines(office, "mentor_age")) == oracle(office, "mentor_age")
    service.set_age_limit(office, asking.AGE_LIMIT)
    assert office.ledger.setting(asking.AGE_SETTING) is None
    with pytest.raises(Refusal):
        service.set_age_limit(office, 20)


def test_twice_in_the_first_month_then_monthly() -> None:
    assert asking.ask_on("2026-06-01", []) == "2026-06-15"
    assert asking.ask_on("2026-06-01", ["2026-06-15"]) == "2026-06-29"
    assert asking.ask_on("2026-06-01", ["2026-06-15", "2026-06-29"]) == "2026-07-29"
    assert asking.ask_on("2026-06-01", ["2026-05-30"]) == "2026-06-15", "a talk before it began is none"


def test_lines_say_who_mentors_and_whose_villages_come_first(lived: Desk) -> None:
    office = office_on(lived, DAYS[0])
    line = worklists.lines(office, "not_asked")[0]
    assert line.more["mentor"].startswith("王")
    assert dataclasses.asdict(line)["entity"] == "child"

"""Households on a real office: the economic type follows from recognitions, children move, the head changes."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest

from casefiles import households, printing, recording, worklists
from casefiles.domain import promises
from casefiles.domain.document import Signatures
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from casefiles.domain.words import Lang
    from tests.db.office_files import Desk


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def economy(office: Office, house: str) -> object:
    return recording.record(office, house).values["economy"]


def recognised(office: Office, house: str, kind: str, start: str, **more: str) -> recording.Saved:
    draft = {"household": house, "kind": kind, "start": start, **more}
    return recording.save(office, ENTITIES["economic_spell"], draft)


def test_the_economic_type_is_that_of_the_newest_open_recognition(office: Office, desk: Desk) -> None:
    house = desk.add("household", name="赵老样", economy="ordinary")
    first = recognised(office, house, "dibao", "2025-01-01")
    assert economy(office, house) == "dibao"
    second = recognised(office, house, "extreme_hardship", "2026-01-01")
    assert economy(office, house) == "extreme_hardship"
    over = {"end": "2026-06-01", "end_reason": "changed"}
    ended = recording.save(office, ENTITIES["economic_spell"], over, second.id)
    assert economy(office, house) == "dibao"
    recording.undo(office, ended)
    assert economy(office, house) == "extreme_hardship"
    gone = recording.remove(office, second.id)
    assert economy(office, house) == "dibao"
    recording.undo(office, gone)
    assert economy(office, house) == "extreme_hardship"
    for row in (first.id, second.id):
        recording.save(office, ENTITIES["economic_spell"], {"end": "2026-06-01", "end_reason": "out"}, row)
    assert economy(office, house) == "ordinary"


@pytest.mark.parametrize("seed", range(4))
def test_recognitions_in_any_order(office: Office, desk: Desk, seed: int) -> None:
    rng = random.Random(seed)
    houses = [desk.add("household", name=f"赵{n}样") for n in range(2)]
    today = office.clock.today().isoformat()
    for _ in range(25):
        spells = office.queries.select("economic_spell")
        day = f"2026-{rng.randrange(1, 11):02d}-{rng.randrange(1, 28):02d}"
        act = rng.randrange(4)
        if act < 2 or not spells:
            recognised(office, rng.choice(houses), rng.choice(("dibao", "at_risk")), day)
        elif act == 2:
            recording.delete(office, rng.choice(spells).id)
        else:
            draft = {"household": rng.choice(houses), "start": "2025-01-01", "end": rng.choice(("", day))}
            recording.save(office, ENTITIES["economic_spell"], draft, rng.choice(spells).id)
        for house in houses:
            kept = office.queries.select("economic_spell", {"household": house})
            open_ = [s for s in kept if not s.values["end"] or str(s.values["end"]) > today]
            if open_:
                last = max(open_, key=lambda s: (str(s.values["start"]), s.id))
                assert economy(office, house) == last.values["kind"]
            elif kept:
                assert economy(office, house) == "ordinary"


def family(desk: Desk) -> tuple[str, str, str, str]:
    """A household with two children, a grandmother who is its head and on both files, a father on one."""
    house = desk.add("household", name="王秀样", village="石门村")
    one, two = (desk.add("child", name=f"赵{n}样", household=house, head_relation="42") for n in "大小")
    for child in (one, two):
        said = {"name": "王秀样", "relation": "62", "household": house, "head_relation": "02", "birth_date": "1950"}
        desk.add("member", child=child, **said)
    father = desk.add("member", child=one, name="赵强样", relation="51", household=house, head_relation="20")
    return house, one, two, father


def test_a_member_on_the_files_of_two_children_stands_once_and_the_head_first(office: Office, desk: Desk) -> None:
    house, one, two, _ = family(desk)
    home = households.home(office, house)
    assert [(p.name, p.is_head) for p in home.people] == [
        ("王秀样", True), ("赵强样", False), ("赵大样", False), ("赵小样", False),
    ]  # fmt: skip
    assert home.people[0].of == (("赵大样", "62"), ("赵小样", "62"))
    assert [c.id for c in home.children] == [one, two]


def test_a_child_that_moves_takes_its_members_along_and_comes_back(office: Office, desk: Desk) -> None:
    house, one, _, father = family(desk)
    other = desk.add("household", name="李老样")
    with pytest.raises(Refusal) as refused:
        households.move(office, one, house)
    assert refused.value.problems[0].code == "ALREADY_THERE"
    moved = households.move(office, one, other, "20")
    assert [p.name for p in households.home(office, house).people] == ["王秀样", "赵小样"]
    assert {p.name for p in households.home(office, other).people} == {"王秀样", "赵强样", "赵大样"}
    assert recording.record(office, father).values["head_relation"] is None, "another head"
    recording.undo(office, moved)
    assert [p.name for p in households.home(office, house).people] == ["王秀样", "赵强样", "赵大样", "赵小样"]
    assert recording.record(office, father).values["head_relation"] == "20"


def test_another_head(office: Office, desk: Desk) -> None:
    house, one, _, father = family(desk)
    stranger = desk.add("member", child=desk.add("child", name="别样"), name="外样", relation="51")
    with pytest.raises(Refusal) as refused:
        households.lead(office, house, stranger)
    assert refused.value.problems[0].code == "NOT_IN_HOUSEHOLD"
    saved = households.lead(office, house, father)
    assert recording.record(office, house).values["name"] == "赵强样"
    people = {p.name: p.to_head for p in households.home(office, house).people}
    assert people == {"赵强样": "02", "王秀样": "", "赵大样": "", "赵小样": ""}
    recording.undo(office, saved)
    assert recording.record(office, house).values["name"] == "王秀样"
    assert recording.record(office, one).values["head_relation"] == "42"


DAYS = [dt.date(2026, 11, 21), dt.date(2027, 2, 28), dt.date(2028, 2, 29), dt.date(2028, 3, 1), dt.date(2027, 8, 31)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_pledges_and_reviews_due_are_those_that_reading_every_one_finds(
    office: Office, desk: Desk, day: dt.date
) -> None:
    rng = random.Random(3)
    houses = [desk.add("household", name=f"赵{n}样") for n in range(5)]

    def some(span: int = 500) -> str:
        special = ["2026-08-31", "2026-08-28", "2026-08-29", "2025-11-21", "2027-02-28", "2026-02-28", "2027-08-31"]
        if rng.random() < 0.4:
            return rng.choice(special)
        return (dt.date(2027, 1, 1) + dt.timedelta(days=rng.randrange(-span, span))).isoformat()

    for _ in range(60):
        result = rng.choice((None, "running", "kept", "partly", "not_kept", "removed"))
        done = some() if result in ("kept", "partly") else None
        desk.add(
            "pledge", household=rng.choice(houses), who="王样", signed_on="2025-01-01", due=rng.choice((some(), None)),
            result=result, done_on=done, stable_6=rng.choice((None, 1, 0)), stable_12=rng.choice((None, None, 1)),
        )  # fmt: skip
        desk.add(
            "economic_spell", household=rng.choice(houses), kind="dibao", start=some(), end=rng.choice((None, some())),
            checked_on=rng.choice((None, some())),
        )  # fmt: skip
    desk.clock.at = int(dt.datetime(day.year, day.month, day.day, 4, tzinfo=dt.UTC).timestamp() * 1000)
    for name, entity, due in (
        ("pledges", "pledge", promises.pledge_due), ("economies", "economic_spell", promises.review_due),
    ):  # fmt: skip
        wanted = sorted(str(r.values["household"]) for r in office.queries.select(entity) if due(r.values, day))
        lines = worklists.lines(office, name)
        assert sorted(line.id for line in lines) == wanted
        assert worklists.counts(office)[name] == len(wanted) > 0
        assert all(line.entity == "household" for line in lines)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pledge_on_paper_says_who_answers_for_whom_and_leaves_three_places_to_sign(
    office: Office, desk: Desk, lang: Lang
) -> None:
    house, *_ = family(desk)
    desk.edit("household", house, phone="10012345678", economy="dibao")
    said = {"who": "陈大样", "unit": "石门村党支部", "measures": "介绍到合作社务工。", "due": "2026-12-30"}
    pledge = desk.add("pledge", household=house, signed_on="2026-01-05", result="running", **said)
    for masked in (True, False):
        paper = printing.PAPERS["pledge"].compose(office, pledge, lang, masked)
        words = "\n".join(paper.texts())
        for part in ("王秀样", "陈大样", "石门村党支部", "介绍到合作社务工。", "赵大样、赵小样"):
            assert part in words
        assert ("10012345678" in words) is not masked
        (signatures,) = [b for b in paper.blocks if isinstance(b, Signatures)]
        assert len(signatures.boxes) == 3
    assert printing.preview(office, printing.PAPERS["pledge"], pledge, lang, masked=True).pages == 1

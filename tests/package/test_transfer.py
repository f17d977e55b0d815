"""A child moves to another township: three real offices exchange packages, and the file goes along whole."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from casefiles import (
    bulk,
    exchange,
    grids,
    merging,
    recording,
    registers,
    resolving,
    roster,
    transferring,
    undoing,
    worklists,
)
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.edges.workbook import Sheet
from casefiles.leaving import open_matches
from tests.package import offices
from tests.package.offices import add

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office



COUNTY, HERE, THERE = "999901", "999901101", "999901102"


@pytest.fixture
def three(world: SimpleNamespace, tmp_path: Path) -> Iterator[SimpleNamespace]:
    """`town`, `county` and `other`, a second township, acquainted with the county."""
    offices.make(tmp_path / "other", THERE)
    world.other = offices.opened(tmp_path / "other")
    offices.meet(world.stick, world.county, world.other)
    yield world
    with suppress(Exception):
        world.other.ledger.close()


def carry(world: SimpleNamespace, giver: Office, taker: Office) -> None:
    report = exchange.export(giver, taker.home.code, world.stick)
    assert exchange.import_file(taker, report.path).state in ("done", "same")


def round_(world: SimpleNamespace) -> None:
    """Up and down, until everybody has met the county."""
    for town in (world.town, world.other):
        carry(world, town, world.county)
    for town in (world.town, world.other):
        carry(world, world.county, town)


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refusal) as refused:
        act()
    for problem in refused.value.problems:
        assert "{" not in problem.say("zh") + problem.say("en")
    return [p.code for p in refused.value.problems]


def child(town: Office) -> str:
    row = add(town, "child", name="石小雨", area=HERE, village="石门村", birth_date="2015-03-02", number="Y-1")
    mentor = add(town, "mentor", name="王老样", kind="teacher", area=HERE)
    add(town, "match", child=row, mentor=mentor, start="2026-01-01", form="one_to_one", status="active")
    add(town, "visit", child=row, mentor=mentor, on="2026-05-01", kind="home", contact="child", summary="会背古诗")
    return row


def moved(town: Office, row: str) -> transferring.Transferred:
    return transferring.transfer(town, row, THERE, "moved", note="跟外婆住")


def test_the_file_goes_along_and_the_old_office_only_reads(three: SimpleNamespace) -> None:
    town, county, other = three.town, three.county, three.other
    row = child(town)
    add(town, "child", name="不相干例", area=HERE)
    round_(three)
    assert other.queries.get(row) is None
    done = moved(town, row)
    assert (done.ended, done.handed_over) == (1, 0)
    assert open_matches(town, "child", row) == []
    assert worklists.counts(town)["transfers"] == 1
    round_(three)
    file = registers.around(other, row)
    assert file.child.values["name"] == "石小雨"
    assert [v.values["summary"] for v in file.visits] == ["会背古诗"]
    assert other.queries.count("child") == 1, "nobody else's file came along"
    (line,) = worklists.lines(other, "transfers")
    assert (line.id, line.more["for"]) == (row, "us")
    assert worklists.lines(county, "transfers")[0].more["for"] == ""
    assert codes(lambda: transferring.accept(town, done.id)) == ["TRANSFER_NOT_OURS"]
    recording.save(town, ENTITIES["child"], {"school": "石门小学"}, row)
    transferring.accept(other, done.id)
    round_(three)
    assert worklists.counts(town)["transfers"] == 0
    visit = {"child": row, "on": "2026-11-01", "kind": "home", "contact": "child"}
    assert codes(lambda: recording.save(town, ENTITIES["visit"], visit)) == ["FILE_MOVED"]
    assert codes(lambda: recording.save(town, ENTITIES["child"], {"school": "别处"}, row)) == ["FILE_MOVED"]
    assert codes(lambda: moved(town, row)) == ["FILE_MOVED"]
    recording.save(other, ENTITIES["visit"], visit)
    recording.save(other, ENTITIES["child"], {"village": "河湾村"}, row)
    round_(three)
    assert len(town.queries.select("visit", {"child": row})) == 1, "the history stays, what is new does not come"
    stands = town.queries.get(row)
    assert stands is not None
    assert (stands.values["area"], stands.values["village"]) == (THERE, "石门村")


def test_sent_back_with_a_reason(three: SimpleNamespace) -> None:
    town, other = three.town, three.other
    row = child(town)
    round_(three)
    done = moved(town, row)
    round_(three)
    assert codes(lambda: transferring.decline(other, done.id, " ")) == ["TRANSFER_NO_REASON"]
    transferring.decline(other, done.id, "孩子没有来")
    assert codes(lambda: transferring.accept(other, done.id)) == ["TRANSFER_ANSWERED"]
    round_(three)
    stands = town.queries.get(row)
    assert stands is not None
    assert stands.values["area"] == HERE
    recording.save(town, ENTITIES["child"], {"school": "石门小学"}, row)
    assert transferring.running(town, row) is None


def test_what_a_transfer_began_is_gone_when_it_is_withdrawn(three: SimpleNamespace) -> None:
    """With a hand-over the old match ended and another began; a match that a person ended the same day stays ended."""
    town = three.town
    row = child(town)
    new = add(town, "mentor", name="李新样", kind="teacher", area=HERE, checked_on=town.clock.today().isoformat())
    gone = add(town, "mentor", name="赵旧样", kind="teacher", area=HERE)
    today = town.clock.today().isoformat()
    by_hand = add(town, "match", child=row, mentor=gone, start="2026-02-01", form="many_to_one")
    offices.edit(town, by_hand, end=today, end_reason="child_moved")
    add(town, "child", name="隔开例", area=HERE)
    (match,) = open_matches(town, "child", row)
    done = transferring.transfer(town, row, THERE, "moved", plan={match.id: new})
    assert [m.values["mentor"] for m in open_matches(town, "child", row)] == [new]
    transferring.withdraw(town, done.id)
    assert [m.id for m in open_matches(town, "child", row)] == [match.id]
    ended = town.queries.get(by_hand)
    assert ended is not None
    assert ended.values["end"] == today
    assert town.queries.check()["ok"]


def test_a_clock_set_back_does_not_bring_a_carried_transfer_back(three: SimpleNamespace) -> None:
    town = three.town
    row = child(town)
    done = moved(town, row)
    town.clock.at -= 40 * 86_400_000  # type: ignore[attr-defined]
    exchange.export(town, COUNTY, three.stick)
    assert codes(lambda: transferring.withdraw(town, done.id)) == ["TRANSFER_SENT"]


def test_withdrawn_before_it_was_exported(three: SimpleNamespace) -> None:
    town = three.town
    row = child(town)
    round_(three)
    done = moved(town, row)
    transferring.withdraw(town, done.id)
    assert len(open_matches(town, "child", row)) == 1
    stands = town.queries.get(row)
    assert stands is not None
    assert stands.values["area"] == HERE
    done = moved(town, row)
    undoing.take_back(town, undoing.of_records(done.before, done.touched))
    assert len(open_matches(town, "child", row)) == 1
    done = moved(town, row)
    round_(three)
    assert codes(lambda: transferring.withdraw(town, done.id)) == ["TRANSFER_SENT"]


def test_the_same_number_in_two_townships_is_the_countys_task_with_both_offices_named(three: SimpleNamespace) -> None:
    card = "999901201503020016"
    for town, area in ((three.town, HERE), (three.other, THERE)):
        add(town, "child", name="石小雨", area=area, id_number=card)
    round_(three)
    found = [t for t in three.county.queries.tasks() if t.kind == "same_id_two_offices"]
    assert len(found) == 2
    assert found[0].detail["offices"] == " / ".join(transferring.place(three.county, code) for code in (HERE, THERE))
    assert not [t for t in three.town.queries.tasks() if t.kind == "same_id_two_offices"]
    assert [line.more["offices"] for line in worklists.lines(three.county, "tasks")] == [found[0].detail["offices"]] * 2


def test_what_stands_against_it(three: SimpleNamespace) -> None:
    town = three.town
    row = child(town)
    assert codes(lambda: transferring.transfer(town, row, HERE, "moved")) == ["TRANSFER_HERE"]
    assert "REQUIRED" in codes(lambda: transferring.transfer(town, row, "", ""))
    add(town, "report", child=row, on="2026-10-01", signs="6")
    assert codes(lambda: moved(town, row)) == ["TRANSFER_HAS_REPORT"]
    assert len(open_matches(town, "child", row)) == 1, "nothing was written"
    second = child(town)
    moved(town, second)
    assert codes(lambda: moved(town, second)) == ["TRANSFER_RUNNING"]


def test_no_other_way_of_writing_reaches_a_file_that_was_taken_over(three: SimpleNamespace) -> None:
    town, other = three.town, three.other
    row, stays = child(town), add(town, "child", name="不相干例", area=HERE)
    member = add(town, "member", child=row, name="石样", relation="51", status="home")
    attended, mentor = add(town, "session", on="2026-10-01", topic="阅读"), add(town, "mentor", name="李样")
    kept = recording.save(town, ENTITIES["visit"], {"child": row, "on": "2026-10-01", "kind": "home",
                                                    "contact": "child", "mentor": mentor})  # fmt: skip
    session = grids.grid_named("attendance")
    lines = [grids.Line(stays), grids.Line(row)]
    grids.save(town, session, attended, lines, grids.start_of(town, session, attended))
    round_(three)
    done = moved(town, row)
    round_(three)
    planned = bulk.plan(town, "child", [row, stays], {"school": "石门小学"})
    transferring.accept(other, done.id)
    round_(three)
    stood = town.ledger.vector()
    assert codes(lambda: recording.delete(town, member)) == ["FILE_MOVED"]
    assert codes(lambda: recording.delete(town, row)) == ["FILE_MOVED"]
    assert codes(lambda: recording.undo(town, kept)) == ["FILE_MOVED"]
    assert codes(lambda: resolving.resolve(town, member, "status", "away")) == ["FILE_MOVED"]
    assert codes(lambda: bulk.apply(town, planned)) == ["FILE_MOVED"]
    (line,) = bulk.plan(town, "child", [row, stays], {"school": "石门小学"}).wrong
    assert [p.code for p in line.problems] == ["FILE_MOVED"]
    assert codes(lambda: merging.merge(town, row, stays)) == ["FILE_MOVED"]
    assert codes(lambda: merging.merge(town, stays, row)) == ["FILE_MOVED"]
    held = grids.lines(town, session, attended)
    gone = [grids.Line(h.person, h.stands, gone=h.person == row) for h in held]
    assert codes(lambda: grids.save(town, session, attended, gone, {})) == ["FILE_MOVED"]
    sheet = Sheet("儿童", (("姓名", "出生日期", "村（社区）", "学校"), ("石小雨", "2015-03-02", "石门村", "河湾小学")))
    plan = roster.plan(town, [sheet])
    assert plan.changed == 1
    assert codes(lambda: roster.apply(town, plan)) == ["FILE_MOVED"]
    assert town.ledger.vector() == stood, "nothing was written"
    recording.save(town, ENTITIES["child"], {"school": "石门小学"}, stays)
    recording.delete(town, stays)


def test_a_file_that_came_back_is_written_again(three: SimpleNamespace) -> None:
    town, other = three.town, three.other
    row = child(town)
    member = add(town, "member", child=row, name="石样", relation="51", status="home")
    round_(three)
    done = moved(town, row)
    round_(three)
    transferring.accept(other, done.id)
    for office in (town, three.county, other):
        office.clock.at += 86_400_000  # type: ignore[attr-defined]  # a port names no way to turn it
    back = transferring.transfer(other, row, HERE, "moved")
    round_(three)
    transferring.accept(town, back.id)
    recording.delete(town, member)
    round_(three)
    assert codes(lambda: recording.save(other, ENTITIES["child"], {"school": "别处"}, row)) == ["FILE_MOVED"]


def test_who_sent_a_file_back_is_told_nothing_more_of_the_child(three: SimpleNamespace) -> None:
    town, other = three.town, three.other
    row = child(town)
    round_(three)
    done = moved(town, row)
    round_(three)
    transferring.decline(other, done.id, "住址不在我镇")
    round_(three)
    visit = add(town, "visit", child=row, on="2026-10-10", kind="home", contact="child", summary="只给本镇看的走访")
    recording.save(town, ENTITIES["child"], {"school": "石门小学"}, row)
    recording.save(three.county, ENTITIES["transfer"], {"note": "县里后来写的"}, done.id)
    round_(three)
    round_(three)
    assert three.county.queries.get(visit) is not None
    assert other.queries.get(visit) is None
    held = other.queries.get(row)
    assert held is not None
    assert "school" not in {n for n, v in held.values.items() if v}
    answered = other.queries.get(done.id)
    assert answered is not None
    assert answered.values["note"] == "跟外婆住"


def test_the_old_office_learns_of_a_move_that_the_county_made(three: SimpleNamespace) -> None:
    town, county = three.town, three.county
    row = child(town)
    round_(three)
    recording.save(county, ENTITIES["child"], {"area": THERE}, row)
    recording.save(county, ENTITIES["child"], {"note": "搬走以后写的"}, row)
    round_(three)
    held = town.queries.get(row)
    assert held is not None
    assert (held.values["area"], held.values.get("note")) == (THERE, None)
    assert town.queries.check()["ok"]


def test_a_round_and_a_batch_of_the_county_come_with_the_records_that_name_them(three: SimpleNamespace) -> None:
    town, county, other = three.town, three.county, three.other
    row = child(town)
    round_(three)
    donor = add(other, "donor", name="某公司样")
    unnamed = add(county, "fund", name="无关基金")
    round_(three)
    fund = add(county, "fund", name="一日一元")
    batch = add(county, "aid_batch", name="春节", on="2026-11-01", kind="money", fund=fund, donor=donor)
    survey = add(county, "survey_round", name="县秋季", start="2026-11-01")
    round_(three)
    assert town.queries.get(batch) is None
    aid = add(county, "aid", child=row, batch=batch, fund=fund, on="2026-11-01", kind="money", value=20000)
    add(county, "survey_line", round=survey, child=row)
    round_(three)
    for one in (aid, batch, fund, donor, survey):
        assert town.queries.get(one) is not None, one
    assert town.queries.get(unnamed) is None
    assert other.queries.get(batch) is other.queries.get(survey) is None
    recording.save(county, ENTITIES["survey_round"], {"closed_on": county.clock.today().isoformat()}, survey)
    round_(three)
    closed = town.queries.get(survey)
    assert closed is not None
    assert closed.values["closed_on"], "what is closed at the county is closed below"

"""Two townships' files of one child are merged at the county: the office of the one that is given up is told, and what
it wrote before it knew is shown with the file that stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casefiles import matching, merging, recording, registers, transferring, undoing, worklists
from casefiles.domain.entities import ENTITIES
from casefiles.leaving import open_matches
from tests.package.offices import add
from tests.package.test_transfer import HERE, THERE, codes, round_, three

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ("three",)


def both(world: SimpleNamespace) -> tuple[str, str]:
    """The same child on file in two townships."""
    gone = add(world.town, "child", name="石小雨", area=HERE, village="石门村", number="Y-1")
    stays = add(world.other, "child", name="石晓雨", area=THERE, village="河湾村", number="W-2")
    round_(world)
    return gone, stays


def test_the_office_of_the_file_that_is_given_up_is_told_and_only_reads(three: SimpleNamespace) -> None:
    town, county, other = three.town, three.county, three.other
    gone, stays = both(three)
    merging.merge(county, gone, stays)
    visit = {"child": gone, "on": "2026-11-01", "kind": "home", "contact": "child", "summary": "还不知道合并"}
    before = recording.save(town, ENTITIES["visit"], visit).id
    round_(three)
    (line,) = worklists.lines(town, "transfers")
    assert (line.id, line.more["for"], line.more["to"]) == (gone, "gone", "柳河镇")
    assert worklists.counts(town)["transfers"] == 1
    assert worklists.counts(county)["transfers"] == worklists.counts(other)["transfers"] == 0
    (told,) = town.queries.select("transfer", {"child": gone})
    assert "W-2" in str(told.values["note"])
    stood = town.ledger.vector()
    assert codes(lambda: recording.save(town, ENTITIES["visit"], visit)) == ["FILE_MOVED"]
    assert codes(lambda: recording.save(town, ENTITIES["child"], {"school": "别处"}, gone)) == ["FILE_MOVED"]
    assert town.ledger.vector() == stood
    shown = registers.around(county, stays)
    assert before in {v.id for v in shown.visits}, "what came in before the news is shown with the file that stays"
    recording.save(other, ENTITIES["visit"], {**visit, "child": stays})
    recording.save(county, ENTITIES["child"], {"school": "河湾小学"}, stays)
    town.clock.at += 31 * 86_400_000
    assert worklists.counts(town)["transfers"] == 0, "by then everybody knows"
    assert town.queries.check()["ok"]


def test_a_match_in_a_file_that_is_another_office_s_can_be_ended_and_nothing_else(three: SimpleNamespace) -> None:
    town, county = three.town, three.county
    gone, stays = both(three)
    mentor = add(town, "mentor", name="孙样", kind="teacher", checked_on=town.clock.today().isoformat())
    match = matching.match(town, gone, mentor).id
    round_(three)
    merging.merge(county, gone, stays)
    round_(three)
    assert codes(lambda: matching.step(town, match, "paused", note="等一等")) == ["FILE_MOVED"]
    assert codes(lambda: recording.save(town, ENTITIES["match"], {"terms": "每周一次"}, match)) == ["FILE_MOVED"]
    ended = matching.unmatch(town, match, None, "child_moved")
    assert not open_matches(town, "mentor", mentor), "the mentor's place is free again"
    assert codes(lambda: matching.step(town, match, "active", note="重新开始")) == ["FILE_MOVED"]
    assert codes(lambda: recording.save(town, ENTITIES["match"], {"end": ""}, match)) == ["FILE_MOVED"]
    undoing.take_back(town, ended)
    assert [m.id for m in open_matches(town, "mentor", mentor)] == [match]
    matching.step(town, match, "closed", reason="child_moved")
    assert not open_matches(town, "mentor", mentor)
    assert town.queries.check()["ok"]
    round_(three)
    assert county.queries.get(match).values["end_reason"] == "child_moved"


def test_where_it_is_kept_is_said_in_the_reader_s_language(three: SimpleNamespace) -> None:
    gone, stays = both(three)
    merging.merge(three.county, gone, stays)
    round_(three)
    (told,) = three.town.queries.select("transfer", {"child": gone})
    assert "现以编号 W-2（石晓雨）保管" in merging.kept_there(told, "zh")
    assert "kept under number W-2 (石晓雨)" in merging.kept_there(told, "en")
    before = merging.KEPT_THERE("zh", number="W-2", name="石晓雨")
    older = replace(told, values={**told.values, "note": before})
    assert merging.kept_there(older, "en") == merging.kept_there(told, "en")
    other = replace(told, values={**told.values, "reason": "moved", "note": "跟外婆住"})
    assert merging.kept_there(other, "en") == "跟外婆住"


def test_taken_apart_it_is_the_first_office_s_again(three: SimpleNamespace) -> None:
    town, county = three.town, three.county
    gone, stays = both(three)
    merging.merge(county, gone, stays)
    round_(three)
    apart = merging.unmerge(county, gone)
    round_(three)
    recording.save(town, ENTITIES["child"], {"school": "石门小学"}, gone)
    assert worklists.counts(town)["transfers"] == 0
    undoing.take_back(county, merging.as_saved(apart))
    round_(three)
    assert codes(lambda: recording.save(town, ENTITIES["child"], {"school": "别处"}, gone)) == ["FILE_MOVED"]


def test_a_merge_taken_back_and_one_in_one_township_tell_nobody(three: SimpleNamespace) -> None:
    town, county = three.town, three.county
    gone, stays = both(three)
    undoing.take_back(county, merging.as_saved(merging.merge(county, gone, stays)))
    second = add(town, "child", name="石小雨", area=HERE, village="石门村", number="Y-3")
    merging.merge(town, second, gone)
    assert town.queries.select("transfer") == []
    round_(three)
    recording.save(town, ENTITIES["child"], {"school": "石门小学"}, gone)
    assert worklists.counts(town)["transfers"] == 0


def test_the_office_of_a_mentor_that_is_given_up_is_told(three: SimpleNamespace) -> None:
    town, county, other = three.town, three.county, three.other
    gone = add(town, "mentor", name="周样", area=HERE, village="石门村", number="M-1")
    stays = add(other, "mentor", name="周样", area=THERE, village="河湾村", number="M-2")
    kept = add(town, "mentor", name="钱样", area=HERE)
    twin = add(town, "mentor", name="钱样", area=HERE)
    round_(three)
    merging.merge(county, gone, stays)
    merging.merge(town, twin, kept)
    round_(three)
    (line,) = worklists.lines(town, "transfers")
    assert (line.entity, line.id, line.more["for"]) == ("mentor", gone, "merged")
    assert line.day == county.clock.today().isoformat()
    assert worklists.counts(town)["transfers"] == 1
    assert worklists.counts(county)["transfers"] == worklists.counts(other)["transfers"] == 0
    merging.unmerge(county, gone)
    round_(three)
    assert worklists.lines(town, "transfers") == []


@pytest.mark.parametrize("ms", [2**58, 4_000_000_000_000, -(2**40)])
def test_a_time_that_no_calendar_has_stops_nothing(ms: int) -> None:
    today = dt.date(2026, 11, 26)
    assert transferring._day_of(ms, today) <= today.isoformat()

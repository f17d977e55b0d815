"""Files are put together and taken apart, on a real encrypted office: nothing is lost, and one child is one child."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import TYPE_CHECKING

import pytest

from casefiles import matching, merging, recording, registers, undoing, worklists
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.codes import citizen_id
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office
from db.rebuilding import rebuild

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.db.office_files import Desk

CARD = citizen_id.make("999901", dt.date(2014, 9, 16), 12, "1")


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def codes(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refusal) as refused:
        act()
    for problem in refused.value.problems:
        assert "{" not in problem.say("zh") + problem.say("en")
    return [p.code for p in refused.value.problems]


def pair(desk: Desk) -> tuple[str, str]:
    """The same child on file twice, each with a visit and a match."""
    good = {"village": "石门村", "birth_date": "2014-09-16", "id_number": CARD, "opened_on": "2025-03-01"}
    one = desk.add("child", number="Y-1", name="赵小样", needs="辅导作业", phone="10012345678", **good)
    two = desk.add("child", number="Y-2", name="赵晓样", needs="冬衣", village="石门村", birth_date="2014-09",
                   opened_on="2024-09-01", address="东头三号")  # fmt: skip
    for child, mentor, on in ((one, "王老样", "2026-10-01"), (two, "李老样", "2026-11-01")):
        of = desk.add("mentor", name=mentor, kind="teacher", capacity=3)
        desk.add("match", child=child, mentor=of, start="2025-02-01", form="one_to_one")
        desk.add("visit", child=child, mentor=of, on=on, kind="home", contact="child", state="good")
    desk.add("category_spell", child=two, category="left_behind", start="2024-09-01")
    return two, one


def state(desk: Desk) -> list[tuple[object, ...]]:
    """Every derived line of the office."""
    tables = ("child_state", "mentor_state", "merged", "task")
    return [row for table in tables for row in sorted(desk.ledger.database.read(f"SELECT * FROM {table}"), key=repr)]  # noqa: S608


def rebuilt(desk: Desk) -> list[tuple[object, ...]]:
    with desk.ledger.database.writing() as connection:
        rebuild(connection)
    return state(desk)


def values(office: Office, row: str) -> dict[str, object]:
    found = office.queries.get(row)
    assert found is not None
    return dict(found.values)


def test_the_survivor_shows_everything_of_both(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    merging.merge(office, loser, survivor)
    assert office.queries.register_ids("child") == [survivor]
    assert office.queries.chip_counts("child")["all"] == 1
    assert office.queries.count("child") == 1
    (row,) = office.queries.register_rows("child", [survivor])
    assert (row["visits"], row["last_visit"], row["categories"]) == (2, "2026-11-01", "left_behind")
    file = registers.around(office, survivor)
    assert [len(file.visits), len(file.matches), len(file.categories)] == [2, 2, 1]
    assert [r.id for r in file.merged] == [loser]
    assert registers.around(office, loser).child.id == survivor, "an old link leads on"
    assert values(office, loser)["name"] == "赵晓样", "nothing of the other file is rewritten"
    kept = values(office, survivor)
    assert (kept["opened_on"], kept["address"]) == ("2024-09-01", "东头三号")
    assert kept["needs"] == "辅导作业\n冬衣"
    assert kept["birth_date"] == "2014-09-16", "the date that says more"


def test_searching_the_merged_file_finds_the_survivor_and_says_why(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    merging.merge(office, loser, survivor, {"name": "right"})
    for text in ("赵晓样", "Y-2"):
        (hit,) = office.queries.find(text, ["child"])
        assert (hit.id, hit.name, hit.via) == (survivor, "赵小样", "赵晓样")
    (hit,) = office.queries.find("赵小样", ["child"])
    assert (hit.id, hit.via) == (survivor, "")
    assert len(office.queries.find("zhaoxiaoyang", ["child"])) == 1


def test_two_matches_after_merging_are_a_task_and_a_mentor_counts_a_child_once(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    mentor = str(office.queries.select("match", {"child": loser})[0].values["mentor"])
    desk.add("match", child=survivor, mentor=mentor, start="2025-05-01", form="one_to_one")
    assert {r["id"]: r["load"] for r in office.queries.register_rows("mentor", [mentor])} == {mentor: 2}
    merging.merge(office, loser, survivor)
    assert {r["id"]: r["load"] for r in office.queries.register_rows("mentor", [mentor])} == {mentor: 1}
    found = [t for t in office.queries.tasks() if t.kind == "two_active_pairs"]
    assert [(t.id, t.detail["name"]) for t in found] == [(survivor, "赵小样")]
    refused = codes(lambda: matching.match(office, loser, desk.add("mentor", name="孙老样", kind="teacher")))
    assert refused == ["CHILD_HAS_MENTOR"]


def test_one_match_each_is_a_task_too(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    assert not [t for t in office.queries.tasks() if t.kind == "two_active_pairs"]
    merging.merge(office, loser, survivor)
    assert [t.id for t in office.queries.tasks() if t.kind == "two_active_pairs"] == [survivor]


def test_what_is_written_on_the_merged_file_counts_on_the_survivor(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    merging.merge(office, loser, survivor)
    draft = {"child": loser, "on": "2026-11-10", "kind": "home", "contact": "child", "state": "attention"}
    recording.save(office, ENTITIES["visit"], draft)
    draft = {"child": survivor, "on": "2026-11-12", "kind": "home", "contact": "child", "state": "attention"}
    recording.save(office, ENTITIES["visit"], draft)
    (row,) = office.queries.register_rows("child", [survivor])
    assert (row["visits"], row["last_visit"], row["attention"]) == (4, "2026-11-12", 1)
    assert state(desk) == rebuilt(desk)


def test_taking_apart_gives_everything_back_and_what_was_written_since(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    before, lines = (values(office, loser), values(office, survivor)), state(desk)
    merging.merge(office, loser, survivor)
    merging.unmerge(office, loser)
    assert (values(office, loser), values(office, survivor)) == before
    assert state(desk) == lines
    merging.merge(office, loser, survivor)
    recording.save(office, ENTITIES["child"], {"needs": "什么都不缺", "school": "石门小学"}, survivor)
    desk.add("visit", child=loser, on="2026-11-11", kind="home", contact="child")
    apart = merging.unmerge(office, loser)
    assert "needs" not in apart.fields
    kept = values(office, survivor)
    assert (kept["needs"], kept["school"]) == ("什么都不缺", "石门小学"), "what was written since stays"
    assert (kept.get("address"), kept["opened_on"]) == (None, "2025-03-01")
    rows = office.queries.register_rows("child", [loser, survivor])
    assert {r["id"]: r["visits"] for r in rows} == {loser: 2, survivor: 1}
    assert codes(lambda: merging.unmerge(office, loser)) == ["NOT_MERGED"]


def test_a_save_right_after_a_merge_without_a_choice_is_not_taken_for_it(office: Office, desk: Desk) -> None:
    one = desk.add("child", name="赵小样", village="石门村")
    two = desk.add("child", name="赵小样", village="石门村")
    merging.merge(office, one, two)
    recording.save(office, ENTITIES["child"], {"phone": "10011112222"}, two)
    merging.unmerge(office, one)
    assert values(office, two)["phone"] == "10011112222"


def test_undo_takes_the_merge_back(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    before, lines = (values(office, loser), values(office, survivor)), state(desk)
    undoing.take_back(office, merging.as_saved(merging.merge(office, loser, survivor)))
    assert (values(office, loser), values(office, survivor)) == before
    assert state(desk) == lines


def test_choices(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    both = merging.compare(office, loser, survivor)
    assert {d.name: d.proposed for d in both.differing} == {
        "name": "right", "id_number": "right", "birth_date": "right", "phone": "right", "needs": "both",
        "opened_on": "left", "address": "left",
    }  # fmt: skip
    assert both.hangs == ({"match": 1, "visit": 1, "category_spell": 1}, {"match": 1, "visit": 1})
    assert "village" in both.same
    chosen = {"name": "left", "needs": "right", "address": "石门村东头8号", "opened_on": "right"}
    merging.merge(office, loser, survivor, chosen)
    kept = values(office, survivor)
    stands = [kept[n] for n in ("name", "needs", "address", "opened_on")]
    assert stands == ["赵晓样", "辅导作业", "石门村东头8号", "2025-03-01"]


def test_both_texts_are_kept_in_the_notes(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    desk.edit("child", survivor, address="西头一号", note="常住外婆家")
    merging.merge(office, loser, survivor, {"address": "both"})
    kept = values(office, survivor)
    assert (kept["address"], kept["note"]) == ("西头一号", "常住外婆家\n现住址（Y-2）：东头三号")


def test_what_cannot_be_merged(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    third = desk.add("child", name="赵小样", number="Y-3")
    mentor = office.queries.select("mentor")[0].id
    assert codes(lambda: merging.merge(office, loser, loser)) == ["MERGE_SELF"]
    assert codes(lambda: merging.merge(office, loser, mentor)) == ["MERGE_KINDS"]
    assert codes(lambda: merging.merge(office, loser, survivor, {"phone": "12"}))[0] == "PHONE"
    assert office.queries.count("child") == 3, "nothing was written"
    merging.merge(office, loser, survivor)
    assert codes(lambda: merging.merge(office, loser, survivor)) == ["MERGE_SELF"]
    assert codes(lambda: merging.merge(office, loser, third)) == ["MERGE_ALREADY"]
    assert codes(lambda: recording.save(office, ENTITIES["child"], {"phone": "10011112222"}, loser)) == ["MERGED_FILE"]
    assert codes(lambda: merging.unmerge(office, survivor)) == ["NOT_MERGED"]


def test_the_same_number_is_no_task_once_the_files_are_one(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    desk.edit("child", loser, id_number=CARD)
    assert {t.id for t in office.queries.tasks() if t.kind == "same_id_number"} == {loser, survivor}
    merging.merge(office, loser, survivor)
    assert not [t for t in office.queries.tasks() if t.kind == "same_id_number"]
    third = desk.add("child", name="赵小样", id_number=CARD)
    assert {t.id for t in office.queries.tasks() if t.kind == "same_id_number"} == {survivor, third}


def test_worklists_speak_of_the_survivor(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    desk.add("risk_review", child=loser, on="2026-01-01", next_on="2026-02-01", level="red")
    desk.add("action", child=loser, what="送冬衣", due="2026-02-01")
    desk.add("guardianship_spell", child=loser, kind="father", start="2024-01-01")
    merging.merge(office, loser, survivor)
    for name in ("reviews", "actions"):
        assert [(line.id, line.name) for line in worklists.lines(office, name)] == [(survivor, "赵小样")]
    assert worklists.counts(office)["missing_guardian"] == 0
    desk.add("risk_review", child=survivor, on="2026-06-01", next_on="2099-02-01", level="blue")
    assert not worklists.lines(office, "reviews"), "the newest review of the child counts, on whichever file it stands"
    assert [n for _, n in office.queries.spread("village")] == [1]


def test_mentors_and_households_too(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    one, two = (str(office.queries.select("match", {"child": c})[0].values["mentor"]) for c in (loser, survivor))
    house, other = (desk.add("household", name="赵大样", village="石门村") for _ in range(2))
    desk.edit("child", loser, household=house)
    merging.merge(office, one, two)
    assert office.queries.register_ids("mentor") == [two]
    (row,) = office.queries.register_rows("mentor", [two])
    assert row["load"] == 2
    (line,) = office.queries.register_rows("child", [loser])
    assert (line["mentor"], line["mentor_name"]) == (two, "王老样")
    merging.merge(office, house, other)
    assert [r.id for r in office.queries.select("child", {"household": other})] == [loser]
    found = registers.around(office, loser).household
    assert found is not None
    assert found.id == other
    assert state(desk) == rebuilt(desk)


def test_not_the_same_is_remembered_by_both(office: Office, desk: Desk) -> None:
    loser, survivor = pair(desk)
    merging.not_same(office, survivor, loser, "双胞胎")
    assert merging.told_apart(office, loser) == {survivor}
    assert merging.told_apart(office, survivor) == {loser}
    assert codes(lambda: merging.not_same(office, loser, loser)) == ["NOT_SAME_KINDS"]


@pytest.mark.parametrize("seed", range(6))
def test_any_merging_and_parting_leaves_what_a_rebuild_would_make(desk: Desk, seed: int) -> None:
    chance = Random(seed)
    mentors = [desk.add("mentor", name=f"王{c}样", kind="teacher") for c in "老大小"]
    children = [desk.add("child", name=f"赵{c}样", birth_date="2014-09-16", village="石门村") for c in "一二三四五六"]
    later = desk.id("child")
    for _ in range(50):
        child, other = chance.choice([*children, later]), chance.choice([*children, later])
        what = chance.randrange(8)
        if what < 3:
            desk.edit("child", child, merged_into=other)
        elif what == 3:
            desk.edit("child", child, merged_into=None)
        elif what == 4:
            desk.ledger.write([Edit("child", child, {DELETED: chance.choice((1, None))})], "tester")
        elif what == 5:
            desk.add("visit", child=child, mentor=chance.choice(mentors), on=f"2026-10-{chance.randint(1, 28):02d}",
                     kind="home", contact="child")  # fmt: skip
        elif what == 6:
            desk.add("match", child=child, mentor=chance.choice(mentors), start="2026-01-01", form="one_to_one")
        else:
            desk.edit("mentor", chance.choice(mentors), merged_into=chance.choice([None, *mentors]))
    lines = state(desk)
    assert lines == rebuilt(desk)
    shown = {row for (row,) in desk.ledger.database.read("SELECT id FROM child_state")}
    heads = dict(desk.ledger.database.read("SELECT id, canon FROM merged"))
    standing = {r.id for r in desk.queries.select("child", hidden=True)}
    assert shown == {heads.get(row, row) for row in standing}, "everybody who stands is shown once"
    visits = desk.ledger.database.read("SELECT child, count(*) FROM visit GROUP BY child")
    counted = dict(desk.ledger.database.read("SELECT id, visits FROM child_state"))
    sums: dict[str, int] = dict.fromkeys(shown, 0)
    for child, n in visits:
        if heads.get(child, child) in sums:
            sums[heads.get(child, child)] += n
    assert counted == sums

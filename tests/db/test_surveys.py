"""Survey rounds on real encrypted offices: doors, the order of the walk, differences, the closing, what comes after."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest

from casefiles import differing, merging, recording, surveying
from casefiles.domain import rounds
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office
from db import rebuilding

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.domain.rounds import Difference
    from casefiles.ports import Record
    from tests.db.office_files import Desk

DAY_MS = 86_400_000


def office_of(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


@pytest.fixture
def office(desk: Desk) -> Office:
    return office_of(desk)


def later(desk: Desk, days: int) -> dt.date:
    desk.clock.at += days * DAY_MS
    return desk.clock.today()


def home(desk: Desk, name: str, village: str = "石门村", address: str = "") -> str:
    return desk.add("household", name=name, village=village, address=address)


def child(desk: Desk, name: str, household: str | None = None, village: str = "石门村", **more: str) -> str:
    opened = {"opened_on": "2025-01-01", "birth_date": "2015-05-05", **more}
    return desk.add("child", name=name, village=village, household=household, **opened)


def make(office: Office, name: str = "春季摸底", villages: str = "石门村", start: str = "") -> Record:
    draft = {"name": name, "villages": villages, "start": start or office.clock.today().isoformat()}
    row, _ = surveying.make(office, draft)
    return surveying.named(office, row)


def walk(office: Office, round_: Record) -> list[str]:
    surveys = office.queries.surveys
    return [row.name for row in surveys.line_rows(surveys.line_ids(round_.id))]


def line_of(round_: Record, target: str) -> str:
    return rounds.line_id(round_.id, target)


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Refusal) as found:
        act()
    for problem in found.value.problems:
        assert "{" not in problem.say("zh") + problem.say("en")
    return [p.code for p in found.value.problems]


def told(found: list[Difference]) -> list[tuple[str, str]]:
    return [(d.kind, d.name) for d in found]


def test_the_walk_list_comes_from_the_register(office: Office, desk: Desk) -> None:
    far = home(desk, "王老例", address="10组12号")
    near = home(desk, "赵老样", address="2组3号")
    child(desk, "王小样", far)
    child(desk, "王小例", far)
    alone = child(desk, "孙小样", address="3组")
    child(desk, "李小样", home(desk, "李老样", "别村"), "别村")
    strange = home(desk, "周老样", "别村")
    child(desk, "周小样", strange)  # the child is in the village, its household's record says another one
    child(desk, "郑小样", closed_on="2026-01-01")
    home(desk, "冯老例", address="1组")
    round_ = make(office)
    assert walk(office, round_) == ["冯老例", "赵老样", "孙小样", "王老例", "周老样"]
    rows = office.queries.surveys.line_rows(office.queries.surveys.line_ids(round_.id, "石门村"))
    assert [r.place for r in rows] == [1, 2, 3, 4, 5]
    assert next(r.children for r in rows if r.household == far).split("、") == ["王小样", "王小例"]
    assert [r.child for r in rows] == ["", "", alone, "", ""]
    assert rows[1].id == line_of(round_, near)
    assert rows[4].household == strange
    assert [(v.name, v.doors, v.done) for v in surveying.progress(office, round_.id)] == [("石门村", 5, 0)]


def test_a_round_without_a_door_is_not_made(office: Office) -> None:
    draft = {"name": "摸底", "start": office.clock.today().isoformat(), "villages": "石门村"}
    assert refused(lambda: surveying.make(office, draft)) == ["ROUND_EMPTY"]
    assert refused(lambda: surveying.make(office, {"name": "摸底"})) == ["REQUIRED"]
    assert surveying.rounds_of(office) == []


def test_the_next_round_walks_as_the_last_one_did(office: Office, desk: Desk) -> None:
    rows = [home(desk, f"户主{n}例".replace(str(n), "一二三四"[n]), address=f"{n}号") for n in range(4)]
    first = make(office)
    assert walk(office, first) == ["户主一例", "户主二例", "户主三例", "户主四例"]
    for place, row in enumerate(reversed(rows), 1):
        recording.save(office, ENTITIES["survey_line"], {"place": str(place)}, line_of(first, row))
    later(desk, 30)
    home(desk, "户主零例", address="0号")
    second = make(office, "夏季摸底")
    assert walk(office, second) == ["户主四例", "户主三例", "户主二例", "户主一例", "户主零例"]


def test_outcomes_are_kept_and_counted(office: Office, desk: Desk) -> None:
    first, second = home(desk, "王老例"), home(desk, "赵老样")
    round_ = make(office)
    on = office.clock.today().isoformat()
    surveying.put(office, line_of(round_, first), outcome="seen", on=on, by="李走样", change="same")
    assert surveying.told(surveying.progress(office, round_.id)) == {
        "not_yet": 1, "seen": 1, "nobody_home": 0, "moved": 0, "refused": 0,
    }  # fmt: skip
    surveys = office.queries.surveys
    assert surveys.line_ids(round_.id, outcome="not_yet") == [line_of(round_, second)]
    assert surveys.line_ids(round_.id, outcome="seen") == [line_of(round_, first)]
    saved = surveying.put(office, line_of(round_, first), outcome="refused")
    recording.undo(office, saved)
    assert surveys.line_rows([line_of(round_, first)])[0].outcome == "seen"
    assert refused(lambda: surveying.put(office, line_of(round_, first), outcome="asleep")) == ["NOT_A_CHOICE"]


def test_an_outcome_takes_along_a_change_that_cannot_be_true(office: Office, desk: Desk) -> None:
    house = home(desk, "王老例")
    line = line_of(make(office), house)

    def stands() -> tuple[str, str]:
        row = office.queries.surveys.line_rows([line])[0]
        return row.outcome, row.change

    surveying.put(office, line, outcome="seen", change="same")
    saved = surveying.put(office, line, outcome="moved")
    assert stands() == ("moved", "")
    recording.undo(office, saved)
    assert stands() == ("seen", "same")
    surveying.put(office, line, outcome="seen", change="left")
    surveying.put(office, line, outcome="moved")
    assert stands() == ("moved", "left")
    surveying.put(office, line, outcome="seen", change="changed")
    surveying.put(office, line, outcome="refused")  # the neighbours may have told
    assert stands() == ("refused", "changed")
    recording.save(office, ENTITIES["survey_line"], {"outcome": "not_yet"}, line)
    assert stands() == ("not_yet", "")
    surveying.put(office, line, outcome="nobody_home", change="same")  # typed together: as typed
    assert stands() == ("nobody_home", "same")


def test_the_first_open_door(office: Office, desk: Desk) -> None:
    rows = [home(desk, f"户主{n}例", v) for n, v in (("一", "甲村"), ("二", "甲村"), ("三", "乙村"))]
    round_ = make(office, villages="甲村\n乙村")
    surveys = office.queries.surveys
    order = surveys.line_ids(round_.id)
    assert surveys.first_open(round_.id) == order[0]
    surveying.put(office, order[0], outcome="seen")
    surveying.put(office, order[1], outcome="not_yet")
    assert surveys.first_open(round_.id) == order[1]
    assert surveys.first_open(round_.id, "甲村") == line_of(round_, rows[0])
    for row in order:
        surveying.put(office, row, outcome="seen")
    assert surveys.first_open(round_.id) == ""


def test_who_is_found_on_the_way_joins_the_walk_list(office: Office, desk: Desk) -> None:
    house = home(desk, "王老例")
    round_ = make(office)
    later(desk, 1)
    on = office.clock.today().isoformat()
    stranger = home(desk, "新户例")
    line = surveying.found(office, round_, stranger, on, "李走样")
    assert line == line_of(round_, stranger)
    row = office.queries.surveys.line_rows([line])[0]
    assert (row.outcome, row.change, row.on, row.by, row.place) == ("seen", "new", on, "李走样", 2)
    brother = child(desk, "王小样", house, opened_on=on)
    assert surveying.found(office, round_, brother, on, "") == line_of(round_, house)
    assert office.queries.surveys.line_rows([line_of(round_, house)])[0].change == "changed"
    alone = child(desk, "孙小样", opened_on=on)
    assert surveying.found(office, round_, alone, on, "") == line_of(round_, alone)
    assert surveying.more_doors(office, round_) == 0
    home(desk, "又一例")
    assert surveying.more_doors(office, round_) == 1


def test_the_difference_list_says_what_changed(office: Office, desk: Desk) -> None:
    house = home(desk, "王老例")
    same, ill = child(desk, "不变样", house), child(desk, "变化样", house)
    gone = child(desk, "结案样")
    moved = child(desk, "搬走样")
    child(desk, "长大样", birth_date="2008-11-25")
    child(desk, "别村样", village="别村")
    spell = desk.add("category_spell", child=ill, category="left_behind", start="2025-01-01")
    later(desk, 3)
    round_ = make(office)
    assert told(differing.differences(office, round_)) == []
    later(desk, 7)
    today = office.clock.today().isoformat()
    desk.edit("child", ill, illness="哮喘")
    desk.edit("category_spell", spell, end=today)
    desk.add("category_spell", child=ill, category="difficulty", start=today)
    desk.edit("child", gone, closed_on=today, closed_reason="已脱困")
    surveying.put(office, line_of(round_, moved), outcome="moved", on=today, note="随父进城")
    child(desk, "新来样", opened_on=today)
    found = differing.differences(office, round_)
    assert told(found) == [
        ("new", "新来样"), ("changed", "变化样"), ("left", "搬走样"), ("left", "结案样"), ("aged_out", "长大样"),
    ]  # fmt: skip
    changed = found[1]
    assert set(changed.what) == {
        ("child", "illness", None, "哮喘"),
        ("category_spell", "end", None, today),
        ("category_spell", "", None, "difficulty"),
    }
    assert (changed.id, changed.line) == (ill, line_of(round_, house))
    assert found[2].note == "随父进城"
    assert ("child", "closed_reason", None, "已脱困") in found[3].what
    assert same not in {d.id for d in found}


def test_what_was_typed_on_one_day_counts_by_its_own_days(office: Office, desk: Desk) -> None:
    """A whole register typed after the round began, as a new office does it: only what happened since is told."""
    today = office.clock.today()
    start, before = today - dt.timedelta(days=20), (today - dt.timedelta(days=200)).isoformat()
    lately = (today - dt.timedelta(days=3)).isoformat()
    old, fresh = home(desk, "王老例"), home(desk, "赵老样")
    stays = child(desk, "老样", old, opened_on=before)
    child(desk, "新样", fresh, opened_on=lately)
    child(desk, "走样", old, opened_on=before, closed_on=lately)
    child(desk, "早走样", old, opened_on=before, closed_on=(start - dt.timedelta(days=2)).isoformat())
    changed = child(desk, "变样", opened_on=before)
    desk.add("member", child=stays, name="王安例", relation="51")
    desk.add("category_spell", child=stays, category="left_behind", start=before)
    desk.add("category_spell", child=changed, category="left_behind", start=before, end=lately)
    desk.add("category_spell", child=changed, category="difficulty", start=lately)
    round_ = make(office, start=start.isoformat())
    later(desk, 1)
    home(desk, "后来例")
    desk.edit("child", stays, school="镇小学")  # of a file typed before the walk list was made
    found = differing.differences(office, round_)
    assert told(found) == [
        ("new", "后来例"), ("new", "新样"), ("changed", "变样"), ("changed", "老样"), ("left", "走样"),
    ]  # fmt: skip
    assert found[3].what == (("child", "school", None, "镇小学"),)
    assert set(found[2].what) == {("category_spell", "end", None, lately), ("category_spell", "", None, "difficulty")}


def test_files_that_were_put_together_are_one_child(office: Office, desk: Desk) -> None:
    house = home(desk, "王老例")
    one, twin = child(desk, "王小样", house), child(desk, "王小样", house)
    alone = child(desk, "孙小样")
    again = child(desk, "孙小样")
    later(desk, 2)
    round_ = make(office)
    later(desk, 1)
    merging.merge(office, twin, one)
    merging.merge(office, again, alone)
    assert not [d for d in differing.differences(office, round_) if d.kind in ("left", "new")]
    row = office.queries.surveys.line_rows([line_of(round_, house)])[0]
    assert row.children == "王小样"
    later(desk, 1)
    second = make(office, "再次摸底")
    assert sorted(walk(office, second)) == ["孙小样", "王老例"]


def test_a_mark_that_no_child_bears_is_a_difference_of_the_door(office: Office, desk: Desk) -> None:
    house = home(desk, "王老例")
    child(desk, "一小样", house)
    child(desk, "二小样", house)
    only = home(desk, "赵老样")
    child(desk, "三小样", only)
    empty = home(desk, "孙老样")
    later(desk, 2)
    round_ = make(office)
    for target, change in ((house, "changed"), (only, "changed"), (empty, "left")):
        surveying.put(office, line_of(round_, target), change=change, outcome="seen")
    assert [(d.kind, d.entity, d.name) for d in differing.differences(office, round_)] == [
        ("changed", "child", "三小样"), ("changed", "household", "王老例"), ("left", "household", "孙老样"),
    ]  # fmt: skip
    surveying.put(office, line_of(round_, house), outcome="moved")
    assert told(differing.differences(office, round_))[1:] == [
        ("left", "一小样"), ("left", "二小样"), ("left", "孙老样"),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_differences_against_two_pictures_of_the_office(office: Office, desk: Desk, seed: int) -> None:
    """The service reads the log; here the tables are copied before and after, and compared line by line."""
    chance = random.Random(seed)
    villages = ("石门村", "河东村", "别村")
    for n in range(40):
        house = home(desk, f"{n}户".replace(str(n), chance.choice("王李赵孙")) + "例", chance.choice(villages))
        for _ in range(chance.randrange(3)):
            born = dt.date(2008, 10, 1) + dt.timedelta(days=chance.randrange(120))
            born = born if chance.random() < 0.4 else dt.date(2014, 1, 1)
            row = child(desk, "王小样", house, chance.choice(villages), birth_date=born.isoformat())
            desk.add("category_spell", child=row, category="left_behind", start="2025-02-01")
    later(desk, 3)
    round_ = make(office, villages="石门村\n河东村")
    start = office.clock.today()
    before = picture(office)
    later(desk, 5)
    today = office.clock.today()
    for row in list(before["child"]):
        match chance.randrange(9):
            case 0:
                desk.edit("child", row, village=chance.choice(villages))
            case 1:
                desk.edit("child", row, closed_on=(start + dt.timedelta(days=chance.randrange(1, 6))).isoformat())
            case 2:
                desk.edit("child", row, school="镇小学")
            case 3:
                desk.add("category_spell", child=row, category="difficulty", start=today.isoformat())
            case 4:
                spell = next(k for k, v in before["category_spell"].items() if v["child"] == row)
                desk.edit("category_spell", spell, end=today.isoformat())
            case 5:
                desk.edit("child", row, school="镇小学")
                desk.edit("child", row, school=None)  # and back again: no difference
    for n in range(5):
        child(desk, "新小样", None, chance.choice(villages), opened_on=today.isoformat())
        if n == 0:
            desk.ledger.write([Edit("child", next(iter(before["child"])), {DELETED: 1})], "tester")
    now = picture(office)
    expected = {}
    for row in {*before["child"], *now["child"]}:
        old, new = before["child"].get(row), now["child"].get(row)
        hangs = [{k: v for k, v in p["category_spell"].items() if v["child"] == row} for p in (before, now)]
        differs = old is not None and (old != new or hangs[0] != hangs[1])
        kind = rounds.judge(old, new, ("石门村", "河东村"), start, today, differs=differs)
        if kind:
            expected[row] = kind
    found = differing.differences(office, round_)
    assert {d.id: d.kind for d in found} == expected
    assert len(set(expected.values())) == 4
    assert len(found) == len(expected)


def picture(office: Office) -> dict[str, dict[str, dict[str, object]]]:
    return {
        name: {r.id: dict(r.values) for r in office.queries.select(name)} for name in ("child", "category_spell")
    }


class Stopped(Exception):
    """Somebody pressed Stop."""


@pytest.mark.parametrize("at", [0, 1, 2, 3, 4])
def test_stopped_in_the_middle_nothing_is_made_and_nothing_closed(office: Office, desk: Desk, at: int) -> None:
    desk.ledger.write(
        [Edit("household", desk.id("household"), {"name": "王老例", "village": "石门村"}, ()) for _ in range(1500)],
        "tester",
    )
    steps: list[tuple[int, int]] = []

    def told(done: int, every: int) -> None:
        steps.append((done, every))
        if len(steps) > at:
            raise Stopped

    draft = {"name": "春季摸底", "villages": "石门村", "start": office.clock.today().isoformat()}
    before = office.ledger.vector()
    with pytest.raises(Stopped):
        surveying.make(office, draft, told)
    assert office.ledger.vector() == before
    assert surveying.rounds_of(office) == []
    row, _ = surveying.make(office, draft, lambda done, every: steps.append((done, every)))
    assert all(done <= every for done, every in steps)
    round_ = surveying.named(office, row)
    marks = [Edit("survey_line", line, {"change": "left"}) for line in office.queries.surveys.line_ids(row)]
    office.ledger.write(marks, "tester")
    steps.clear()
    before = office.ledger.vector()
    with pytest.raises(Stopped):
        differing.close(office, round_, told)
    assert office.ledger.vector() == before
    assert office.queries.surveys.frozen(row) == []
    assert differing.close(office, round_) == 1500
    assert late(office) == []
    assert len(differing.differences(office, surveying.named(office, row))) == 1500


def test_a_closed_round_is_frozen(office: Office, desk: Desk) -> None:
    house = home(desk, "王老例")
    ill = child(desk, "变化样", house)
    alone = child(desk, "另一样")
    later(desk, 2)
    round_ = make(office)
    desk.edit("child", ill, school="镇小学")
    surveying.put(office, line_of(round_, house), outcome="seen", on=office.clock.today().isoformat())
    assert differing.close(office, round_) == 1
    closed = surveying.named(office, round_.id)
    assert closed.values["closed_by"] == "经办人"
    result = differing.frozen_result(closed)
    assert (result["doors"], result["kinds"]) == (2, {"new": 0, "changed": 1, "left": 0, "aged_out": 0})
    before = differing.differences(office, closed)
    assert told(before) == [("changed", "变化样")]
    assert before[0].what == (("child", "school", None, "镇小学"),)
    later(desk, 9)
    desk.edit("child", ill, school="县中学")
    desk.edit("child", alone, school="县中学")
    assert differing.differences(office, closed) == before
    line = line_of(round_, house)
    acts: list[Callable[[], object]] = [
        lambda: surveying.put(office, line, outcome="moved"),
        lambda: surveying.found(office, closed, alone, "2026-11-20", ""),
        lambda: surveying.more_doors(office, closed),
        lambda: recording.delete(office, line),
        lambda: recording.delete(office, closed.id),
        lambda: recording.save(office, ENTITIES["survey_round"], {"name": "别名"}, closed.id),
        lambda: recording.save(office, ENTITIES["survey_line"], {"round": closed.id, "household": house}),
        lambda: differing.close(office, closed),
    ]
    for act in acts:
        assert refused(act) == ["ROUND_CLOSED"]
    assert office.queries.surveys.line_rows([line])[0].outcome == "seen"
    assert not [t for t in office.queries.tasks() if t.kind == "round_late"]


def test_a_door_whose_round_has_not_arrived_is_not_written(pair: tuple[Desk, Desk]) -> None:
    ours, theirs = pair
    house = home(ours, "王老例")
    here, there = office_of(ours), office_of(theirs)
    round_ = make(here)
    line = line_of(round_, house)
    door = here.queries.get(line)
    assert door is not None
    theirs.ledger.write([Edit("survey_line", line, dict(door.values), ())], "clerk")  # the door came, the round did not
    saved = recording.save(there, ENTITIES["household"], {"name": "新户例", "village": "石门村"})
    acts: list[Callable[[], object]] = [
        lambda: surveying.put(there, line, outcome="seen"),
        lambda: recording.delete(there, line),
        lambda: surveying.found(there, round_, saved.id, "2026-11-20", ""),
        lambda: surveying.more_doors(there, round_),
        lambda: surveying.take_back(there, round_.id),
        lambda: differing.close(there, round_),
    ]
    for act in acts:
        assert refused(act) == ["ROUND_NOT_HERE"]
    send(ours, theirs)
    surveying.put(there, line, outcome="seen")
    assert there.queries.surveys.line_rows([line])[0].outcome == "seen"
    both = [Edit("survey_round", "sr-00000000000000000000000000", {"name": "一起来的"}, ())]
    both.append(Edit("survey_line", "sl-00000000000000000000000000", {"round": both[0].row, "household": house}, ()))
    recording.save_many(there, both)  # a round that comes in the same transaction is here
    assert surveying.named(there, "一起来的").id == both[0].row


def test_a_page_that_read_the_round_before_it_was_closed_writes_nothing(office: Office, desk: Desk) -> None:
    home(desk, "王老例")
    seen = make(office)
    differing.close(office, seen)
    other = home(desk, "新户例")
    assert seen.values.get("closed_on") is None  # as the page has it
    assert refused(lambda: surveying.more_doors(office, seen)) == ["ROUND_CLOSED"]
    assert refused(lambda: surveying.found(office, seen, other, "2026-11-20", "")) == ["ROUND_CLOSED"]
    assert walk(office, seen) == ["王老例"]


def test_rounds_of_one_name_are_told_apart_by_their_days(office: Office, desk: Desk) -> None:
    home(desk, "王老例")
    assert refused(lambda: surveying.only_open(office, "")) == ["NO_OPEN_ROUND"]
    first = make(office, "摸底", start="2026-03-01")
    assert surveying.only_open(office, "").id == first.id
    second = make(office, "摸底", start="2026-09-01")
    assert refused(lambda: surveying.named(office, "摸底")) == ["WHICH_ROUND"]
    assert refused(lambda: surveying.only_open(office, "")) == ["WHICH_ROUND"]
    assert surveying.named(office, "摸底 2026-03-01").id == first.id
    assert surveying.named(office, second.id).id == second.id
    assert surveying.named(office, "").id == second.id
    with pytest.raises(Refusal) as found:
        surveying.named(office, "摸底")
    assert all(word in found.value.say("en") for word in ("摸底 2026-03-01", "摸底 2026-09-01", first.id))
    differing.close(office, first)
    assert surveying.only_open(office, "").id == second.id
    assert surveying.only_closed(office, "").id == first.id
    assert refused(lambda: differing.take_note(office, second)) == ["ROUND_NOT_CLOSED"]
    assert differing.take_note(office, surveying.named(office, first.id)) == 0


def test_two_computers_walk_one_round(pair: tuple[Desk, Desk]) -> None:
    ours, theirs = pair
    house = home(ours, "王老例")
    here, there = office_of(ours), office_of(theirs)
    send(ours, theirs)
    round_ = make(here)
    send(ours, theirs)
    home_there = home(theirs, "新户例")
    assert surveying.more_doors(there, surveying.named(there, round_.id)) == 1
    send(theirs, ours)
    assert surveying.more_doors(here, round_) == 0  # the same door, made there
    surveying.put(there, line_of(round_, house), outcome="seen")
    surveying.put(here, line_of(round_, home_there), outcome="moved")
    send(ours, theirs)
    send(theirs, ours)
    assert surveying.told(surveying.progress(here, round_.id)) == surveying.told(surveying.progress(there, round_.id))
    assert surveying.told(surveying.progress(here, round_.id))["seen"] == 1
    assert here.queries.conflicts() == []


def test_what_comes_in_after_the_closing_is_a_task_and_not_lost(pair: tuple[Desk, Desk]) -> None:
    ours, theirs = pair
    first, second = home(ours, "王老例"), home(ours, "赵老样")
    here, there = office_of(ours), office_of(theirs)
    later(ours, 2)
    later(theirs, 2)
    round_ = make(here)
    send(ours, theirs)
    surveying.put(there, line_of(round_, first), outcome="moved")  # walked, but the stick came late
    surveying.put(here, line_of(round_, second), outcome="seen")
    differing.close(here, round_)
    assert late(here) == []
    send(theirs, ours)
    assert late(here) == [(round_.id, "1")]
    assert here.queries.surveys.line_rows([line_of(round_, first)])[0].outcome == "moved"
    closed = surveying.named(here, round_.id)
    assert told(differing.differences(here, closed)) == []  # as it was
    with ours.ledger.database.writing() as connection:
        rebuilding.rebuild(connection)
    assert late(here) == [(round_.id, "1")]
    send(ours, theirs)
    assert late(there) == [(round_.id, "1")]
    assert differing.take_note(here, closed) == 1
    assert late(here) == []
    assert differing.take_note(here, closed) == 0
    send(ours, theirs)
    assert late(there) == []
    noted = differing.frozen_result(surveying.named(here, round_.id))
    assert noted["noted"] == [[here.clock.today().isoformat(), "经办人"]]
    assert noted["doors"] == 2


def late(office: Office) -> list[tuple[str, str]]:
    return [(t.id, t.detail["n"]) for t in office.queries.tasks() if t.kind == "round_late"]


def send(one: Desk, other: Desk) -> None:
    other.ledger.apply(one.ledger.since(other.ledger.vector()))

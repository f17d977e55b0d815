"""Blocks between offices: both values kept, nothing lost, all or nothing."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.changes import DELETED, START, Block, Body, Edit, chain
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from casefiles.domain.trust import device_id
from casefiles.edges import codec
from casefiles.ports import Peer
from db.schema import read
from tests.db import office_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from casefiles.domain.changes import MergeReport
    from casefiles.domain.fieldtypes import Stored
    from tests.db.office_files import Desk

FOREIGN = "f234567f234567f2"


def give(source: Desk, target: Desk) -> MergeReport:
    """Carry everything the target lacks."""
    return target.ledger.apply(source.ledger.since(target.ledger.vector()))


def meet(one: Desk, two: Desk) -> None:
    give(one, two)
    give(two, one)


def shown(desk: Desk) -> dict[str, object]:
    """Everything an office shows: records with rivals and heads, registers, search keys."""
    found: dict[str, object] = {}
    with desk.ledger.database.reading() as connection:
        for (table,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND sql LIKE '%\\_h BLOB%' ESCAPE '\\'"
        ).fetchall():
            asked = read(ENTITIES[table]) if table in ENTITIES else "*"
            found[table] = connection.execute(f'SELECT {asked} FROM "{table}" ORDER BY id').fetchall()  # noqa: S608
        found["task"] = connection.execute("SELECT * FROM task ORDER BY kind, row").fetchall()
        for table in ("child_state", "mentor_state"):
            found[table] = connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()  # noqa: S608
        found["keys"] = connection.execute(
            "SELECT k.rank, k.key, p.id FROM find_key k JOIN find_person p USING(pid) ORDER BY 1, 2, 3"
        ).fetchall()
        found["people"] = connection.execute("SELECT class, id, name FROM find_person ORDER BY id").fetchall()
    return found


def body(row: str, entity: str, fields: dict[str, Stored], parents: Sequence[bytes] = (), ts: int = 0) -> bytes:
    stamp = ts or office_files.START_MS
    return codec.encode(Body(row, entity, stamp, fields, tuple(p.hex() for p in parents), "elsewhere", "salt"))


def block(bodies: Sequence[bytes], first: int = 1, prev: bytes = START, dev: str = FOREIGN) -> Block:
    end = prev
    for raw in bodies:
        end = chain(end, raw)
    return Block(dev, first, prev, end, tuple(bodies))


def refused(desk: Desk, *blocks: Block) -> Refusal:
    """The refusal of these blocks; nothing was written."""
    before = shown(desk), desk.ledger.vector()
    with pytest.raises(Refusal) as refusal:
        desk.ledger.apply(blocks)
    assert (shown(desk), desk.ledger.vector()) == before
    return refusal.value


def test_a_record_travels_and_comes_back_changed(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    child = township.add("child", name="赵小样", village="东头")
    report = give(township, county)
    assert (report.new, report.same, report.changed, report.conflicts) == (2, 0, 2, 0)
    assert child in report.touched.rows["child"]
    county.edit("child", child, risk="red")
    give(county, township)
    assert shown(township) == shown(county)
    assert township.queries.get(child).values["risk"] == "red"
    assert [e.own for e in township.ledger.history(child)] == [True, False]
    report = give(county, township)
    assert (report.new, report.same) == (0, 0)


def test_two_offices_edit_the_same_field_and_both_values_stay(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    child = township.add("child", name="赵小样", village="东头", risk="blue")
    meet(township, county)
    township.edit("child", child, village="西头", schooling="1")
    county.edit("child", child, village="南头", risk="red")
    report = give(township, county)
    assert (report.conflicts, report.changed) == (1, 1)
    give(county, township)
    assert shown(township) == shown(county)
    for desk in pair:
        found = desk.queries.get(child)
        assert {r.value for r in found.rivals["village"]} == {"西头", "南头"}
        assert set(found.rivals) == {"village"}
        assert (found.values["risk"], found.values["schooling"]) == ("red", "1")
        assert found.values["village"] == found.rivals["village"][-1].value
        assert [r.id for r in desk.queries.conflicts()] == [child]
        assert desk.queries.register_ids("child", "attention") == [child]
    county.edit("child", child, village="南头")
    give(county, township)
    assert township.queries.conflicts() == []
    assert township.queries.get(child).values["village"] == "南头"


def test_fields_with_two_values_are_counted_to_the_last(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    children = [new_id("c", 1000 + n) for n in range(1010)]
    first = {"name": "赵小样", "village": "东头", "risk": "blue"}
    township.ledger.write([Edit("child", one, dict(first), ()) for one in children], "wang")
    meet(township, county)
    for desk, village, risk in ((township, "西头", "orange"), (county, "南头", "red")):
        records = desk.queries.many(children).values()
        desk.ledger.write([Edit("child", r.id, {"village": village}, r.heads) for r in records], "wang")
        desk.edit("child", children[0], risk=risk)
    give(county, township)
    assert len(township.queries.conflicts()) == 1000
    assert township.queries.disputed() == 1011
    assert county.queries.disputed() == 0


def test_a_deletion_meets_an_edit_it_had_not_seen(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    child = township.add("child", name="赵小样")
    meet(township, county)
    county.edit("child", child, **{DELETED: 1})
    township.edit("child", child, note="昨天刚走访")
    meet(township, county)
    assert shown(township) == shown(county)
    for desk in pair:
        found = desk.queries.get(child)
        assert not found.deleted
        assert set(found.rivals) == {DELETED}
        assert found.values["note"] == "昨天刚走访"
        assert desk.queries.register_ids("child") == [child]
    township.edit("child", child, **{DELETED: 1})
    meet(township, county)
    for desk in pair:
        assert desk.queries.get(child).deleted
        assert desk.queries.conflicts() == []


def test_fields_and_registers_of_a_newer_version_survive_and_travel_on(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    child = new_id("c", 1, 1)
    sent = block(
        [
            body(child, "child", {"name": "赵小样", "favourite_colour": "绿", "shoe_size": 31}),
            body("zz-00000000", "questionnaire", {"answer": 42}),
        ]
    )
    report = township.ledger.apply([sent])
    assert (report.new, report.changed) == (2, 1)
    assert township.queries.get(child).unknown == {"favourite_colour": "绿", "shoe_size": 31}
    assert township.queries.register_ids("child", "attention") == []
    township.edit("child", child, name="赵小改")
    assert township.queries.get(child).unknown == {"favourite_colour": "绿", "shoe_size": 31}
    give(township, county)
    assert county.queries.get(child).unknown == {"favourite_colour": "绿", "shoe_size": 31}
    (forwarded,) = [b for b in county.ledger.since({}) if b.dev == FOREIGN]
    assert forwarded == sent
    assert township.queries.check()["ok"]


def test_values_of_the_wrong_type_are_kept_aside(desk: Desk) -> None:
    child, visit = new_id("c", 1, 1), new_id("v", 1, 1)
    sent = [
        body(child, "child", {"name": 5, "village": "东头"}),
        body(visit, "visit", {"child": child, "on": "2026-11-01", "minutes": "很久", "contact": "child"}),
        body(new_id("v", 2, 2), "visit", {"child": child, "on": "2026-11-02", "minutes": 30}),
    ]
    desk.ledger.apply([block(sent)])
    assert desk.queries.get(child).unknown == {"name": 5}
    assert desk.queries.get(child).values["name"] is None
    assert desk.queries.get(visit).unknown == {"minutes": "很久"}
    assert desk.queries.register_rows("child", [child])[0]["last_visit"] == "2026-11-01"
    assert desk.queries.check()["ok"]
    desk.edit("child", child, name="赵小样")
    assert desk.queries.get(child).unknown == {}


def test_strange_dates_do_not_stop_an_import(desk: Desk) -> None:
    child = new_id("c", 1, 1)
    visits = [
        body(new_id("v", n, n), "visit", {"child": child, "on": on, "contact": "child", "next_on": "下周"})
        for n, on in enumerate(("9999-12-31", "明天", "0000-00-00", ""))
    ]
    desk.ledger.apply([block([body(child, "child", {"name": "", "opened_on": "?"}), *visits])])
    assert len(desk.queries.register_ids("child")) == 1
    assert desk.queries.check()["ok"]


def test_a_change_before_its_parent_waits_for_it(pair: tuple[Desk, Desk], open_copy: Callable[..., Desk]) -> None:
    township, county = pair
    child = township.add("child", name="赵小样", village="东头")
    give(township, county)
    county.edit("child", child, village="西头")
    third = open_copy("county", "third")
    only_county = [b for b in county.ledger.since({}) if b.dev == county.ledger.device]
    report = third.ledger.apply(only_county)
    assert report.waiting == 1
    assert third.queries.get(child).values["village"] == "西头"
    report = give(township, third)
    assert report.waiting == 0
    assert shown(third)["child"] == shown(county)["child"]


def test_a_change_with_one_parent_here_and_one_missing_waits(desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    head, absent = desk.queries.get(child).heads[0], b"x" * 20
    report = desk.ledger.apply([block([body(child, "child", {"village": "西头"}, (head, absent))])])
    assert report.waiting == 1
    assert desk.queries.get(child).values["village"] == "西头"
    assert desk.queries.check()["ok"]


def test_a_record_that_arrives_deleted_is_deleted(desk: Desk) -> None:
    child = new_id("c", 1, 1)
    desk.ledger.apply([block([body(child, "child", {"name": "赵小样", DELETED: 1})])])
    found = desk.queries.get(child)
    assert (found.deleted, found.unknown, found.values["name"]) == (True, {}, "赵小样")
    assert desk.queries.register_ids("child") == []


def test_a_gap_is_refused_and_says_what_is_missing(desk: Desk) -> None:
    bodies = [body(new_id("c", n, n), "child", {"name": f"甲{n}"}) for n in range(10)]
    whole = block(bodies)
    ids = [START]
    for raw in bodies:
        ids.append(chain(ids[-1], raw))
    late = Block(FOREIGN, 6, ids[5], whole.end, tuple(bodies[5:]))
    problem = refused(desk, late).problems[0]
    assert (problem.code, problem.args["n"], problem.args["sender"]) == ("WAITING", 1, FOREIGN)
    desk.ledger.apply([Block(FOREIGN, 1, START, ids[3], tuple(bodies[:3]))])
    assert refused(desk, late).problems[0].args["n"] == 4
    by_one = Block(FOREIGN, 5, ids[4], whole.end, tuple(bodies[4:]))
    assert refused(desk, by_one).problems[0].args["n"] == 4
    overlapping = Block(FOREIGN, 2, ids[1], ids[5], tuple(bodies[1:5]))
    report = desk.ledger.apply([overlapping, late, whole])
    assert (report.new, report.same) == (7, 2 + 10)
    assert desk.queries.count("child") == 10
    assert desk.queries.check()["ok"]


def test_a_sender_whose_card_is_known_is_named(desk: Desk) -> None:
    key = b"k" * 32
    desk.ledger.keep_peer(Peer("999901102", "Y镇", "township", key, "age1xyz"))
    raw = body("c-00000000", "child", {"name": "甲"})
    late = Block(device_id(key), 5, b"x" * 20, chain(b"x" * 20, raw), (raw,))
    assert "Y镇" in refused(desk, late).say("zh")


def test_a_chain_that_does_not_fit_is_refused(desk: Desk) -> None:
    good = block([body("c-00000000", "child", {"name": "甲"}), body("c-00000001", "child", {"name": "乙"})])
    other = body("c-00000000", "child", {"name": "丙"})
    for bad in (
        Block(FOREIGN, 1, START, good.end, (other, good.bodies[1])),
        Block(FOREIGN, 1, START, good.end, good.bodies[::-1]),
        Block(FOREIGN, 1, START, b"x" * 20, good.bodies),
        Block(FOREIGN, 1, b"x" * 20, good.end, good.bodies),
        Block(FOREIGN, 0, START, good.end, good.bodies),
        Block(FOREIGN, -5, START, good.end, good.bodies),
        Block(FOREIGN, 1, START, good.end, ()),
        block(good.bodies, prev=b"x" * 20),
    ):
        assert refused(desk, bad).problems[0].code == "BAD_CHAIN"


def test_two_histories_under_one_number_are_both_kept(desk: Desk) -> None:
    first = block([body("c-00000000", "child", {"name": "甲"})])
    desk.ledger.apply([first])
    other = block([body("c-00000000", "child", {"name": "乙"}), body("c-00000001", "child", {"name": "丙"})])
    report = desk.ledger.apply([other])
    assert (report.new, report.forked) == (2, (f"{FOREIGN}~{chain(START, other.bodies[0]).hex()[:12]}",))
    assert {str(r.value) for r in desk.queries.get("c-00000000").rivals["name"]} == {"甲", "乙"}
    [fork] = desk.ledger.forks()
    assert (fork.dev, fork.seq, fork.here, fork.there, fork.answer) == (FOREIGN, 0, 1, 2, "")
    after = body("c-00000002", "child", {"name": "丁"})
    elsewhere = Block(FOREIGN, 2, b"x" * 20, chain(b"x" * 20, after), (after,))
    assert refused(desk, elsewhere).problems[0].code == "WAITING", "how that history began is not here"


def test_malformed_bodies_are_refused_and_the_part_is_named(desk: Desk) -> None:
    good = block([body("c-00000000", "child", {"name": "甲"})])
    bad = block([b"{}"], dev="g234567f234567f2")
    assert "2" in refused(desk, good, bad).say("zh")
    for raw in (body("m-00000000", "child", {"name": "甲"}), b"\0", b"[" * 5000):
        assert refused(desk, block([raw])).problems[0].code == "BAD_FRAME"
    assert refused(desk, block(good.bodies, dev="../../etc/passwd")).problems[0].code == "BAD_FRAME"


def test_one_bad_block_leaves_nothing_of_the_others(desk: Desk) -> None:
    devices = [f"a{n}34567f234567f2" for n in range(2, 7)]
    good = [block([body(new_id("c", 7, n), "child", {"name": "甲"})], dev=d) for n, d in enumerate(devices)]
    assert refused(desk, *good, block([b"{}"])).problems[0].code == "BAD_FRAME"

    def pulled_stick() -> Iterator[Block]:
        yield from good
        raise OSError("the stick was pulled")

    before = shown(desk)
    with pytest.raises(OSError, match="stick"):
        desk.ledger.apply(pulled_stick())
    assert shown(desk) == before


def test_a_visit_moved_to_another_child_counts_for_that_child(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    one, two = township.add("child", name="甲一"), township.add("child", name="乙二")
    mentor = township.add("mentor", name="钱示例")
    visit = township.add("visit", child=one, mentor=mentor, on="2026-10-01", contact="child")
    meet(township, county)
    county.edit("visit", visit, child=two)
    give(county, township)
    for desk in pair:
        rows = {r["id"]: (r["visits"], r["last_visit"]) for r in desk.queries.register_rows("child", [one, two])}
        assert rows == {one: (0, None), two: (1, "2026-10-01")}


def test_a_visit_in_conflict_counts_for_the_child_it_shows(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    kids = [township.add("child", name=f"{n}示例") for n in "甲乙丙"]
    visit = township.add("visit", child=kids[0], on="2026-10-01", contact="child")
    meet(township, county)
    county.edit("visit", visit, child=kids[1])
    township.edit("visit", visit, child=kids[2])
    meet(township, county)
    for desk in pair:
        shown_child = desk.queries.get(visit).values["child"]
        assert shown_child in kids[1:]
        for row in desk.queries.register_rows("child", kids):
            assert row["visits"] == int(row["id"] == shown_child)


@pytest.mark.parametrize("seed", range(6))
def test_offices_that_work_apart_and_meet_at_random_end_equal(open_copy: Callable[..., Desk], seed: int) -> None:
    """Three devices write, edit on old screens, delete, resolve and meet in any order, in cut and doubled pieces."""
    rng = random.Random(seed)
    desks = [open_copy("township", f"desk{n}") for n in range(3)]
    for desk in desks[1:]:
        desk.ledger.new_identity()
    rows: list[str] = []
    screens: dict[tuple[int, str], tuple[bytes, ...]] = {}
    for _ in range(60):
        at = rng.randrange(3)
        desk = desks[at]
        desk.clock.at += rng.choice((-4_000_000, 1000, 9_000_000))
        act = rng.random()
        if act < 0.25 or not rows:
            rows.append(desk.add("child", name=rng.choice("甲乙丙") + "样本", village="东头"))
        elif act < 0.75:
            row = rng.choice(rows)
            found = desk.queries.get(row)
            if found is not None:
                fields: dict[str, Stored] = {rng.choice(("village", "risk", "note")): rng.choice(("红", "黄", None))}
                if rng.random() < 0.15:
                    fields = {DELETED: rng.choice((1, None))}
                parents = screens.get((at, row), found.heads) if rng.random() < 0.5 else found.heads
                screens[at, row] = found.heads
                desk.ledger.write([Edit("child", row, fields, parents)], f"user{at}")
        else:
            other = desks[rng.choice([n for n in range(3) if n != at])]
            sent = list(desk.ledger.since(other.ledger.vector() if rng.random() < 0.7 else {}))
            cut = [piece for b in sent for piece in pieces(b, rng)]
            other.ledger.apply(cut + (sent if rng.random() < 0.3 else []))
    for _ in range(2):
        for one in desks:
            for two in desks:
                if one is not two:
                    give(one, two)
    expected = shown(desks[0])
    for desk in desks:
        assert shown(desk) == expected
        assert desk.queries.check()["ok"]
    assert len(expected["child"]) == len(rows)


def pieces(whole: Block, rng: random.Random) -> list[Block]:
    """The same run of changes in blocks cut anywhere."""
    found, at, head = [], 0, whole.prev
    while at < len(whole.bodies):
        part = whole.bodies[at : at + rng.randint(1, 7)]
        found.append(replace(block(part, whole.first + at, head, whole.dev), private=whole.private))
        at, head = at + len(part), found[-1].end
    return found


def test_since_gives_blocks_of_bounded_size(desk: Desk) -> None:
    rows = [Edit("child", new_id("c", n, n), {"name": "甲", "note": "长" * 100 * (n % 40)}, ()) for n in range(2600)]
    desk.ledger.write(rows, "tester")
    sent = list(desk.ledger.since({}))
    assert max(len(b.bodies) for b in sent) <= 1000
    assert max(sum(map(len, b.bodies)) for b in sent) <= 1024 * 1024
    assert sum(len(b.bodies) for b in sent) == 2601
    for before, after in itertools.pairwise(sent):
        assert (after.prev, after.first) == (before.end, before.first + len(before.bodies))

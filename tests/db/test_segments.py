"""Packed bodies: the same changes, byte for byte, in a quarter of the room."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import zstandard

from casefiles.domain.changes import Body, Edit, Stub, chain, stub_of
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from casefiles.edges import codec
from db import packing, segments
from db.rebuilding import rebuild
from tests.db.test_exchange import give, shown

if TYPE_CHECKING:
    from casefiles.domain.changes import Block
    from tests.db.office_files import Desk

VISITS = 600


def fill(desk: Desk, number: int = VISITS) -> tuple[str, list[str]]:
    """A child and its visits, some of them with notes, in one write."""
    child = desk.add("child", name="赵小样", village="东头")
    rows = [new_id("v", 1_795_000_000_000 + n, n) for n in range(number)]
    edits = [
        Edit(
            "visit",
            row,
            {"child": child, "on": f"2026-{n % 12 + 1:02d}-03", **({"summary": f"第{n}次"} if n % 3 else {})},
            (),
        )
        for n, row in enumerate(rows)
    ]
    desk.ledger.write(edits, "clerk")
    return child, rows


def told(desk: Desk, vector: Any = None) -> list[tuple[object, ...]]:
    """Every change of every log, with its private parts."""
    found: list[tuple[object, ...]] = []
    for block in desk.ledger.since(vector or {}):
        found += [(block.name, block.first + n, body) for n, body in enumerate(block.bodies)]
        found += sorted((block.name, mark, part) for mark, part in block.private.items())
    return sorted(found, key=repr)


def count(desk: Desk, sql: str) -> int:
    return int(desk.ledger.database.read(sql)[0][0])


def unpacked(desk: Desk) -> bytes:
    """All that stands in segments."""
    with desk.ledger.database.reading() as connection:
        places = connection.execute("SELECT lid, first FROM segment").fetchall()
        found = [segments.segment(connection, *place) for place in places]
    return b"".join(one.bodies.plain + one.texts.plain for one in found if one is not None)


def loose(desk: Desk) -> int:
    return count(desk, "SELECT count(*) FROM change WHERE body IS NOT NULL")


def test_an_import_is_packed_and_says_the_same(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    child, rows = fill(township)
    assert give(township, county).new == VISITS + 2
    assert count(county, "SELECT sum(last - first + 1) FROM segment") > VISITS - packing.LEAST
    assert loose(county) < packing.LEAST + 2
    assert count(county, "SELECT packed FROM log WHERE own=0") == VISITS + 2
    assert set(told(township)) <= set(told(county))
    give(county, township)
    assert shown(township) == shown(county)
    assert county.queries.check()["ok"]
    assert county.ledger.history(rows[7])[0].fields["summary"] == "第7次"
    again = give(township, county)
    assert (again.new, again.changed) == (0, 0)
    county.edit("visit", rows[300], summary="改")
    township.edit("visit", rows[300], minutes=30)
    give(township, county)
    assert county.queries.get(rows[300]).values["summary"] == "改"
    before = shown(county)
    with county.ledger.database.writing() as connection:
        rebuild(connection)
    assert shown(county) == before
    assert county.queries.get(child).values["name"] == "赵小样"


def test_what_is_written_here_is_packed_when_packages_are_made(desk: Desk) -> None:
    fill(desk)
    desk.edit("child", desk.queries.select("child")[0].id, village="西头")
    before, told_before = shown(desk), told(desk)
    assert count(desk, "SELECT count(*) FROM segment") == 0
    desk.ledger.pack(VISITS)
    assert count(desk, "SELECT count(*) FROM segment") == VISITS // packing.MOST
    assert loose(desk) == (VISITS + 3) % packing.MOST
    assert told(desk) == told_before
    assert desk.queries.check()["ok"]
    desk.ledger.pack(VISITS)
    assert loose(desk) == (VISITS + 3) % packing.MOST
    with desk.ledger.database.writing() as connection:
        rebuild(connection)
    assert shown(desk) == before


def test_a_private_part_that_comes_late_stands_beside_its_segment(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    _, rows = fill(township)
    blocks = list(township.ledger.since({}))
    county.ledger.apply([replace(block, private={}) for block in blocks])
    assert "summary" not in {n for n, v in county.queries.get(rows[4]).values.items() if v is not None}
    county.ledger.apply(blocks)
    give(county, township)
    assert shown(county) == shown(township)
    assert set(told(township)) <= set(told(county))
    county.ledger.apply(blocks)
    assert county.queries.check()["ok"]


def test_stubs_between_bodies_are_filled_later(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    fill(township)
    blocks = list(township.ledger.since({}))
    county.ledger.apply([_without(block, 100, 220) for block in blocks])
    assert county.ledger.vector()[township.ledger.device].holes == ((100, 220),)
    assert sum(isinstance(one[2], Stub) for one in told(county)) == 121
    assert county.queries.check()["ok"]
    filled = county.ledger.apply(township.ledger.fills(county.ledger.vector()))
    assert filled.filled == 121
    give(county, township)
    assert shown(county) == shown(township)
    assert set(told(township)) <= set(told(county))
    assert county.queries.check()["ok"]
    county.ledger.pack(VISITS)
    assert county.queries.check()["ok"]
    assert set(told(township)) <= set(told(county))


def _without(block: Block, first: int, last: int) -> Block:
    bodies = tuple(
        stub_of(body) if first <= seq <= last else body for seq, body in enumerate(block.bodies, block.first)
    )
    return replace(block, bodies=bodies)


def test_what_is_erased_is_in_no_segment(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    _, rows = fill(township)
    give(township, county)
    before = set(told(county))
    assert county.ledger.erase([rows[10], rows[300]]) == 2
    after = set(told(county))
    gone = [one for one in before - after if isinstance(one[2], bytes)]
    assert {rows[10], rows[300]} == {row for row in rows if any(row.encode() in one[2] for one in gone)}  # type: ignore[operator]
    assert len(gone) == 3, "two bodies, and one private part"
    assert county.queries.check()["ok"]
    reader = county.ledger.database.reader()
    for lid, first, last in reader.execute("SELECT lid, first, last FROM segment").fetchall():
        held = segments.Reader(reader)
        for seq in range(first, last + 1):
            body, private = held.get(lid, seq) or (b"", None)
            assert rows[10].encode() not in body
            assert rows[300].encode() not in body
            assert "第10次".encode() not in (private or b"")
    assert loose(county) < 4 * packing.LEAST, "their neighbours are packed again"


def test_a_log_may_fork_within_a_segment(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    fill(township)
    give(township, county)
    (first, *_) = township.ledger.since({})
    row = new_id("v", 1_795_000_000_000, 5)
    body = codec.encode(Body(row, "visit", 1_795_000_000_000, {"on": "2026-02-01"}, (), "elsewhere", "salt"))
    head = first.prev
    for one in (*first.bodies[:300], body):
        head = chain(head, one)
    twin = replace(first, bodies=(*first.bodies[:300], body), end=head)
    report = county.ledger.apply([twin])
    assert (report.new, report.same, len(report.forked)) == (1, 300, 1)
    assert county.queries.get(row).values["on"] == "2026-02-01"
    assert county.queries.check()["ok"]
    assert (report.forked[0], 301, body) in told(county)


def test_a_damaged_segment_is_found_and_said(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    _, rows = fill(township)
    give(township, county)
    with county.ledger.database.writing() as connection:
        connection.execute("UPDATE segment SET data=zeroblob(length(data)) WHERE rowid=1")
    found = county.queries.check()
    assert not found["ok"]
    assert found["bad_file"] == ["DB_DAMAGED"]
    with pytest.raises(Refusal) as refused:
        county.ledger.history(rows[3])
    assert [p.code for p in refused.value.problems] == ["DB_DAMAGED"]
    with county.ledger.database.writing() as connection:
        connection.execute("DELETE FROM segment WHERE rowid=1")
    found = county.queries.check()
    assert not found["ok"]
    assert found["bad_chain"] or found["bad_file"]


def test_the_mark_of_a_private_part_is_left_out_beside_it(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    fill(township)
    give(township, county)
    marks = [mark.encode() for block in county.ledger.since({}) for mark in block.private]
    assert len(marks) == VISITS * 2 // 3
    assert sum(mark in unpacked(county) for mark in marks) < packing.LEAST
    township.ledger.pack(VISITS)
    assert sum(mark in unpacked(township) for mark in marks) == 0
    assert set(told(township)) <= set(told(county))
    assert township.queries.check()["ok"]


PART = '{"f":{"summary":"说"},"n":"salt"}'.encode()
MARK = hashlib.sha256(PART).hexdigest().encode()


@pytest.mark.parametrize(
    "body",
    [
        b'{"r":"v-1","x":"' + MARK + b'"}',
        b'{"r":"v-1","x":"' + MARK + b'"} ',
        b'{"r":"v-1","x":"' + MARK + b'" }',
        b'{"r":"v-1", "x":"' + MARK + b'"}',
        b'{"x":"' + MARK + b'"}',
        b'{"x":"' + MARK + b'","r":"v-1"}',
        b'{"x":"' + MARK + b'","z":{"a":1,"x":"' + MARK[1:] + b'"}}',
        b'{"x":"' + MARK + b'","z":{"a":1,"x":"' + MARK[:20] + b'"},"n":"' + MARK[28:] + b'"}',
        b'{"r":"v-1","x":"' + b"0" * 64 + b'","x":"' + MARK + b'"}',
        b"",
    ],
)
def test_bodies_of_any_form_come_back_byte_for_byte(desk: Desk, body: bytes) -> None:
    usual = b'{"r":"v-1","x":"' + MARK + b'"}'
    bodies = [(body if n == 30 else usual, None if n % 7 == 3 else PART) for n in range(60)]
    with desk.ledger.database.writing() as connection:
        packing.insert(connection, [(90, n, bytes([n]) * 20, "v-1", *one) for n, one in enumerate(bodies, 1)])
        assert connection.execute("SELECT count(*) FROM segment WHERE lid=90").fetchone() == (1,)
        reader = segments.Reader(connection)
        assert [reader.get(90, n) for n in range(1, 61)] == bodies


def test_a_segment_of_an_older_version_is_read(desk: Desk) -> None:
    usual = b'{"r":"v-1","x":"' + MARK + b'"}'
    short = usual[: -len(b',"x":""}') - 64]
    said = [(usual, PART), (usual, None), (b"{}", PART), (b"", None)]
    sizes = [len(short), len(PART) + 1 | segments.MARKED, len(usual), 0, 2, len(PART) + 1, 0, 0]
    plain = struct.pack("<9I", 4, *sizes) + short + PART + usual + b"{}" + PART
    for length, plain_ in ((4, plain), (4, plain[:-1]), (3, plain), (5, plain)):
        packed = zstandard.ZstdCompressor(level=1, write_checksum=True).compress(plain_)
        with desk.ledger.database.writing() as connection:
            connection.execute("DELETE FROM segment")
            connection.execute("INSERT INTO segment VALUES(90, 1, ?, ?)", (length, packed))
            reader = segments.Reader(connection)
            if (length, plain_) == (4, plain):
                assert [reader.get(90, n) for n in range(1, 5)] == said
                assert list(segments.holding(connection, 90, 1, ["说".encode()])) == [1, 3]
            else:
                with pytest.raises(Refusal):
                    reader.get(90, 1)


def test_what_is_written_here_is_packed_by_comparing_its_mark(desk: Desk) -> None:
    wrong = b'{"r":"v-1","x":"' + b"0" * 64 + b'"}'
    with desk.ledger.database.writing() as connection:
        lines = [(90, n, bytes([n]) * 20, "v-1", wrong, PART) for n in range(1, 61)]
        connection.executemany("INSERT INTO change(lid, seq, id, row, body, private) VALUES(?, ?, ?, ?, ?, ?)", lines)
        packing.pack(connection, 90, 1, 60)
        assert segments.Reader(connection).get(90, 30) == (wrong, PART)
        packing.unpack(connection, [(90, 5)])
        assert connection.execute("SELECT body, private FROM change WHERE lid=90 AND seq=5").fetchone() == (wrong, PART)


def test_numbers_of_two_logs_that_go_on_from_each_other_are_packed_apart(desk: Desk) -> None:
    lines = [(90 + n // 91, n, bytes([n]) * 20, "v-1", f"{n} of {n // 91}".encode(), None) for n in range(1, 181)]
    with desk.ledger.database.writing() as connection:
        packing.insert(connection, lines)
        assert connection.execute("SELECT lid, first, last FROM segment ORDER BY lid").fetchall()[-2:] == [
            (90, 1, 90), (91, 91, 180),
        ]  # fmt: skip
        reader = segments.Reader(connection)
        assert [reader.get(lid, n) for lid, n, *_ in lines] == [(body, None) for *_, body, _ in lines]

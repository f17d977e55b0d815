"""Running text that is kept once: rows hold places, everybody reads text."""

from __future__ import annotations

import contextlib
import hashlib
import struct
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import zstandard

from casefiles.domain import conditions as c
from casefiles.domain.changes import Edit
from casefiles.domain.entities import PRIVATE
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from db import listing, opening, packing, segments, texts
from db.conditions import escaped
from db.rebuilding import rebuild
from tests.db.test_exchange import FOREIGN, block, body, give, shown

if TYPE_CHECKING:
    from casefiles.domain.fieldtypes import Stored
    from tests.db.office_files import Desk

LONG = "孩子近来话少，睡得晚，已请班主任多留意。第{}次。"
NUMBER = 300


def raw(desk: Desk, row: str) -> object:
    """What the table itself has for the notes of a visit."""
    return desk.ledger.database.read("SELECT summary FROM visit WHERE id=?", (row,))[0][0]


def fill(desk: Desk, number: int = NUMBER) -> list[str]:
    child = desk.add("child", name="赵小样", village="东头")
    rows = [new_id("v", 1_795_000_000_000 + n, n) for n in range(number)]
    fields: list[dict[str, Stored]] = [
        {"child": child, "on": f"2026-{n % 12 + 1:02d}-03", "contact": "child", "summary": LONG.format(n)}
        for n in range(number)
    ]
    desk.ledger.write([Edit("visit", row, f, ()) for row, f in zip(rows, fields, strict=True)], "clerk")
    return rows


def test_only_running_text_is_kept_once() -> None:
    for entity, names in texts.KEPT.items():
        assert names <= PRIVATE[entity]


@pytest.mark.parametrize("packed", [False, True])
def test_a_row_holds_a_place_and_everybody_reads_text(desk: Desk, packed: bool) -> None:
    rows = fill(desk)
    if packed:
        desk.ledger.pack(NUMBER)
        assert desk.ledger.database.read("SELECT count(*) FROM segment") == [(NUMBER // packing.MOST,)]
    assert all(isinstance(raw(desk, row), bytes) for row in rows)
    queries = desk.queries
    for n in (0, 7, NUMBER - 1):
        said = LONG.format(n)
        assert queries.get(rows[n]).values["summary"] == said
        assert queries.many([rows[n]])[rows[n]].values["summary"] == said
        assert [r.id for r in queries.select("visit", {"summary": said})] == [rows[n]]
        assert [r["summary"] for r in queries.register_rows("visit", [rows[n]])] == [said]
    found = queries.register_ids("visit", where=[c.Condition("summary", c.HAS, ("第27次",))])
    assert found == [rows[27]]
    assert queries.count("visit", fits=[c.Condition("summary", c.HAS, ("睡得晚",))]) == NUMBER
    assert queries.count("visit", fits=[c.Condition("summary", c.EMPTY)]) == 0
    assert queries.count("visit", fits=[c.Condition("summary", c.FILLED)]) == NUMBER
    ordered = sorted(rows, key=lambda row: LONG.format(rows.index(row)))
    assert [r.id for r in queries.select("visit", sort="summary")] == ordered
    assert queries.check()["ok"]


def test_what_is_short_stands_in_the_row(desk: Desk) -> None:
    [row] = fill(desk, 1)
    desk.edit("visit", row, summary="好")
    assert raw(desk, row) == "好"
    desk.edit("visit", row, summary=None)
    assert raw(desk, row) is None
    desk.edit("visit", row, summary=LONG)
    assert isinstance(raw(desk, row), bytes)
    desk.edit("visit", row, minutes=20)
    assert desk.queries.get(row).values["summary"] == LONG
    assert desk.queries.check()["ok"]


def test_an_import_and_a_rebuild_come_to_the_same(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    rows = fill(township)
    give(township, county)
    give(county, township)
    assert isinstance(raw(county, rows[3]), bytes)
    assert shown(township) == shown(county)
    county.edit("visit", rows[3], summary=LONG.format("三百零三"))
    township.edit("visit", rows[3], summary=LONG.format("四百零四"))  # neither has seen the other's
    give(township, county)
    give(county, township)
    assert shown(township) == shown(county)
    assert county.queries.get(rows[3]).rivals["summary"]
    before = shown(county)
    with county.ledger.database.writing() as connection:
        rebuild(connection)
    assert shown(county) == before
    held = county.ledger.database.read("SELECT count(*) FROM visit WHERE typeof(summary)='blob'")
    assert held == [(NUMBER,)]  # the rows stay small when they are made anew
    assert county.queries.check()["ok"]


def test_an_import_that_is_taken_back_leaves_no_text_behind(pair: tuple[Desk, Desk]) -> None:
    """What one transaction unpacked is not told to the next, where the same number says something else."""
    township, county = pair
    rows = fill(township, 60)
    blocks = list(township.ledger.since({}))
    with contextlib.suppress(ZeroDivisionError), county.ledger.together():
        county.ledger.apply(blocks)
        assert county.queries.get(rows[5]).values["summary"] == LONG.format(5)
        raise ZeroDivisionError
    with county.ledger.together():
        county.ledger.apply([replace(one, private={}) for one in blocks])
        assert county.queries.get(rows[5]).values.get("summary") is None


def test_text_that_was_written_openly_is_found(desk: Desk) -> None:
    """A program that does not know which fields are private wrote it into the body itself."""
    row = new_id("v", 1_795_000_000_000, 1)
    desk.ledger.apply([block([body(row, "visit", {"on": "2026-11-03", "summary": LONG})], dev=FOREIGN)])
    assert desk.queries.get(row).values["summary"] == LONG
    with desk.ledger.database.writing() as connection:
        rebuild(connection)
    assert raw(desk, row) == LONG
    assert desk.queries.check()["ok"]


def repack_as_before(desk: Desk) -> None:
    """The segments as versions before wrote them: one frame, in which bodies and private parts alternate."""
    with desk.ledger.database.writing() as connection:
        for lid, first, last, data in connection.execute("SELECT lid, first, last, data FROM segment").fetchall():
            held = segments.contents(lid, first, last, data)
            sizes: list[int] = []
            parts: list[bytes] = []
            for body, private in held.values():
                mark = b',"x":"' + hashlib.sha256(private or b"").hexdigest().encode() + b'"}'
                marked = private is not None and body.endswith(mark)
                short = body.removesuffix(mark) if marked else body
                part = 0 if private is None else len(private) + 1
                sizes += [len(short), part | segments.MARKED if marked else part]
                parts += [short, private or b""]
            plain = struct.pack(f"<{1 + len(sizes)}I", len(held), *sizes) + b"".join(parts)
            packed = zstandard.ZstdCompressor(level=1, write_checksum=True).compress(plain)
            assert segments.contents(lid, first, last, packed) == held
            connection.execute("UPDATE segment SET data=? WHERE lid=? AND first=?", (packed, lid, first))


@pytest.mark.parametrize("packed", ["", "now", "before"])
def test_a_word_is_found_as_like_finds_it(desk: Desk, packed: str) -> None:
    rows = fill(desk)
    said = 'He said: "Good", 100% of it, C:\\notes, and went on.'
    desk.edit("visit", rows[9], summary=said)
    desk.edit("visit", rows[10], summary="good 100_")
    desk.edit("visit", rows[11], place="睡得晚")
    if packed:
        desk.ledger.pack(NUMBER)
        assert desk.ledger.database.read("SELECT count(*) FROM segment") != [(0,)]
    if packed == "before":
        repack_as_before(desk)
    whole = {row: desk.queries.get(row).values["summary"] for row in rows}
    with desk.ledger.database.writing() as connection:
        connection.execute("CREATE TABLE plain(id, said)")
        connection.executemany("INSERT INTO plain VALUES(?, ?)", whole.items())
    asked = "SELECT id FROM plain WHERE said LIKE ? ESCAPE '\\'"
    odd = ('"Good"', "visit", "child", '"', "100%", "100_", "\\notes", "summary", "\\", '","n":"')
    for word in ("good", "GOOD", "睡得晚", "第2", "没有", "0", *odd):
        found = desk.queries.register_ids("visit", where=[c.Condition("summary", c.HAS, (word,))])
        should = desk.ledger.database.read(asked, (f"%{escaped(word)}%",))
        assert sorted(found) == sorted(row for (row,) in should), word
    both = desk.queries.count("visit", fits=[c.Condition("summary", c.HAS, ("good", "睡得晚"))])
    assert both == NUMBER


@pytest.mark.parametrize("walked", [(0, 0, 4_000), (20, 70, 4_000), (70, 70, 3), (10, 10_000, 0), (0, 0, 60)])
def test_the_first_screen_is_the_head_of_the_whole_list(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, walked: tuple[int, int, int]
) -> None:
    """Whether the newest records fill it, or the log is searched, and the records are found along few places or each is
    asked."""
    rows = fill(desk, 150)
    child = desk.add("child", name="钱小样", village="西头")
    for n in range(0, 150, 3):
        desk.edit("visit", rows[n], child=child, summary=f"改写了第{n}次，Abc 和别的话都在这里。")
    for n in range(1, 150, 10):
        desk.edit("visit", rows[n], summary="短句")
    desk.ledger.pack(100)
    desk.edit("visit", rows[57], _del=1)
    monkeypatch.setattr(listing, "PROBED", walked[0])
    monkeypatch.setattr(listing, "WALKED", walked[1])
    monkeypatch.setattr(listing, "RARE", walked[2])
    west = c.Condition("child.village", c.IS, ("西头",))
    for word in ("睡得晚", "改写", "ABC", "短句", "第27次", "没有这句话", "100%"):
        said = c.Condition("summary", c.HAS, (word,))
        for where in ([said], [said, west], [c.Condition("summary", c.HAS, (word, "短句"))]):
            for chip, sort in (("all", ""), ("year", "on"), ("all", "-kind")):
                whole = desk.queries.register_ids("visit", chip, sort, where=where)
                first = desk.queries.register_first("visit", chip, sort, limit=20, where=where)
                assert [row["id"] for row in first] == whole[:20], (word, chip, sort)


def test_a_change_that_is_gone_is_named_and_the_page_stands(desk: Desk) -> None:
    rows = fill(desk, 3)
    with desk.ledger.database.writing() as connection:
        connection.execute("DELETE FROM change WHERE row=?", (rows[1],))
    assert [r.values["summary"] for r in desk.queries.select("visit")] == [LONG.format(0), None, LONG.format(2)]
    assert rows[1] in desk.queries.check()["bad_rows"]


def test_a_segment_that_cannot_be_read_is_said(desk: Desk) -> None:
    rows = fill(desk)
    desk.ledger.pack(NUMBER)
    with desk.ledger.database.writing() as connection:
        connection.execute("UPDATE segment SET data=x'00112233'")
    with pytest.raises(Refusal) as refused:
        desk.queries.get(rows[0])
    assert refused.value.problems[0].code == "DB_DAMAGED"


@pytest.mark.parametrize(("lid", "seq"), [(1, 1), (255, 2**24 - 1), (256, 7), (2**39 - 1, 2**24 - 1)])
def test_a_place_says_log_and_number(lid: int, seq: int) -> None:
    where = texts.place(lid, seq)
    assert divmod(where, 2**24) == (lid, seq)
    [cell] = texts.put([LONG], [(0, "summary")], where)
    assert int.from_bytes(cell) == where
    assert len(cell) == (4 if lid < 256 else 8)


def test_beyond_what_a_place_can_say_all_stands_in_the_row(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts.place(1, 2**24) == texts.place(2**39, 1) == 0
    assert texts.place(2**39 - 1, 2**24 - 1) < 2**63
    monkeypatch.setattr(texts, "_MOST_SEQ", 31)  # a log of 31 changes is as long as one of sixteen million
    rows = fill(desk, 60)
    kinds = desk.ledger.database.read("SELECT DISTINCT typeof(_h), typeof(summary) FROM visit ORDER BY 1")
    assert kinds == [("blob", "text"), ("integer", "blob")]
    assert [desk.queries.get(row).values["summary"] for row in rows] == [LONG.format(n) for n in range(60)]
    desk.edit("visit", rows[0], minutes=20)
    desk.edit("visit", rows[59], minutes=20)
    assert desk.queries.check()["ok"]


def test_the_head_of_a_row_is_read_from_the_log(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    rows = fill(township, 60)
    give(township, county)
    for desk in pair:
        assert desk.ledger.database.read("SELECT DISTINCT typeof(_h) FROM visit") == [("integer",)]
        [only] = desk.ledger.history(rows[7])
        assert desk.queries.get(rows[7]).heads == (only.change,)
    county.edit("visit", rows[7], minutes=20)
    township.edit("visit", rows[7], place="家中")
    give(county, township)
    assert len(township.queries.get(rows[7]).heads) == 2
    assert township.ledger.database.read("SELECT length(_h) FROM visit WHERE id=?", (rows[7],)) == [(40,)]
    assert township.queries.check()["ok"]


def test_an_office_of_an_older_version_becomes_as_small(desk: Desk) -> None:
    """Its rows repeat the text and its indexes of visits hold more; opening it makes both anew."""
    rows = fill(desk, 60)
    before, database = shown(desk), desk.ledger.database
    with database.writing() as connection:
        for n, row in enumerate(rows):
            whole = (b"".join(desk.queries.get(row).heads), LONG.format(n), row)
            connection.execute("UPDATE visit SET _h=?, summary=? WHERE id=?", whole)
        connection.execute('CREATE INDEX "visit_on_id_child__del" ON visit("on", id, child, _del)')
        connection.execute('DROP INDEX "visit_on_id__del"')
        connection.execute("DELETE FROM _sqlite_migrations WHERE name='m014_small_indexes'")
        connection.execute("UPDATE setting SET value='of an older version' WHERE key='catalogue'")
        connection.execute("PRAGMA user_version=1013")
    assert shown(desk) == before  # also before it was made anew
    opening.prepare(database)
    assert shown(desk) == before
    assert database.read("SELECT DISTINCT typeof(_h), typeof(summary) FROM visit") == [("integer", "blob")]
    names = {name for (name,) in database.read("SELECT name FROM sqlite_master WHERE tbl_name='visit'")}
    assert "visit_on_id__del" in names
    assert not names & {"visit_on_id_child__del", "visit_child_on_contact__del"}
    assert desk.queries.check()["ok"]


def test_what_was_taken_back_is_not_read_again(desk: Desk) -> None:
    base = desk.ledger.database
    sql = "SELECT told(?, 'summary')"
    fill(desk, 1)  # the segments of both begin at the same number
    with contextlib.suppress(KeyError), desk.ledger.together():
        rows = fill(desk, 60)
        with base.writing() as connection:
            lid, last = connection.execute("SELECT lid, seq FROM log").fetchone()
            packing.pack(connection, lid, last - 59, last)
            where = texts.place(lid, last).to_bytes(4)
            assert connection.execute(sql, (where,)).fetchone() == (LONG.format(59),)
        raise KeyError(rows[0])
    child = desk.add("child", name="李小样")
    said = [f"换了一段话，第{n}段，这一段也够长了" for n in range(60)]
    edits = [Edit("visit", desk.id("visit"), {"child": child, "summary": one}, ()) for one in said]
    desk.ledger.write(edits, "clerk")
    with base.writing() as connection:
        packing.pack(connection, lid, last - 59, last)
        (told,) = connection.execute(sql, (where,)).fetchone()
    assert told.startswith("换了一段话")

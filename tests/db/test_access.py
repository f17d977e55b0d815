"""The record of access: a chain in which nothing can be taken out, put in or altered without showing."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import TYPE_CHECKING

import pytest

from casefiles.domain import access
from casefiles.domain.access import ALTERED, CUT, FORMER, OPEN, PRINT, TWICE, UNLOCK, WRONG, Witness
from db import opening, tried
from tests.db import office_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.db.office_files import Desk

DAY = 86_400_000
A, B = "c-0000000000000001", "c-0000000000000002"


def said(desk: Desk, **fits: str) -> list[tuple[str, str, str, int, str]]:
    """The entries, the oldest first."""
    found = desk.ledger.accesses(**fits)  # type: ignore[arg-type]
    return [(one.user, one.act, one.row, one.n, one.detail) for one in reversed(found)]


def test_who_did_what_is_kept_in_its_order(desk: Desk) -> None:
    desk.ledger.unlocked("anna")
    desk.ledger.accessed("anna", OPEN, [A])
    desk.ledger.accessed("bert", PRINT, [A, B], detail="dossier")
    every = [
        ("anna", UNLOCK, "", 0, ""),
        ("anna", OPEN, A, 1, ""),
        ("bert", PRINT, A, 1, "dossier"),
        ("bert", PRINT, B, 1, "dossier"),
    ]
    assert sorted(said(desk)) == sorted(every)
    assert said(desk, row=A) == [every[1], every[2]]
    assert said(desk, user="bert", row=B) == [every[3]]
    assert said(desk, act=UNLOCK) == [every[0]]
    first = desk.ledger.accesses(act=UNLOCK)[0]
    assert desk.ledger.accesses(since_ms=first.at_ms + 1, act=UNLOCK) == []
    assert desk.ledger.accesses(until_ms=first.at_ms) == []
    assert [one.seq for one in desk.ledger.accesses(limit=2)] != [1, 2]
    assert desk.ledger.access_head()[0] == 4
    assert desk.ledger.access_doubts() == []


def test_of_very_many_files_the_number_alone(desk: Desk) -> None:
    desk.ledger.accessed("anna", PRINT, [f"c-{n:016}" for n in range(access.MOST_ROWS + 1)])
    assert said(desk) == [("anna", PRINT, "", access.MOST_ROWS + 1, "")]


@pytest.mark.parametrize(
    ("harm", "seq", "what"),
    [
        ("DELETE FROM access WHERE seq=3", 3, CUT),
        ("UPDATE access SET user='other' WHERE seq=2", 2, ALTERED),
        ("UPDATE access SET at_ms=at_ms+1 WHERE seq=1", 1, ALTERED),
        ("UPDATE access SET n=9 WHERE seq=4", 4, ALTERED),
        ("UPDATE access SET detail='x' WHERE seq=5", 5, ALTERED),
        ("UPDATE access SET act='list' WHERE seq=4", 4, ALTERED),
        ("UPDATE access SET row='c-0000000000000002' WHERE seq=3", 3, ALTERED),
        ("UPDATE access SET com=x'00' WHERE seq=3", 3, ALTERED),
        ("UPDATE access SET head=zeroblob(32) WHERE seq=3", 3, ALTERED),
    ],
)
def test_what_is_done_to_an_entry_shows(desk: Desk, harm: str, seq: int, what: str) -> None:
    for n in range(6):
        desk.ledger.accessed("anna", OPEN, [A], n=n)
    assert desk.ledger.access_doubts() == []
    with desk.ledger.database.writing() as connection:
        connection.execute(harm)
    found = desk.ledger.access_doubts()
    assert (found[0].device, found[0].seq, found[0].what, found[0].office) == (desk.ledger.device, seq, what, "")
    assert {one.seq for one in found} <= {seq, seq + 1}, "an end that was altered contradicts what follows, too"
    assert desk.ledger.access_doubts(whole=False) == []


def brief(desk: Desk) -> list[tuple[str, int, str, str]]:
    return [(one.device, one.seq, one.what, one.office) for one in desk.ledger.access_doubts()]


def look(desk: Desk, times: int, row: str = A) -> None:
    for _ in range(times):
        desk.ledger.accessed("anna", OPEN, [row])


def cut(desk: Desk, where: str) -> None:
    with desk.ledger.database.writing() as connection:
        connection.execute(f"DELETE FROM access WHERE {where}")  # noqa: S608 - words of these tests


def witnessed(desk: Desk, office: str = "999901") -> None:
    """An office says what this computer told it."""
    seq, head = desk.ledger.access_head()
    desk.ledger.witness_access(Witness(desk.ledger.device, seq, head, office, desk.clock.now_ms()))


def test_an_end_that_was_taken_off_shows_by_what_an_office_saw(desk: Desk) -> None:
    device = desk.ledger.device
    look(desk, 4)
    witnessed(desk)
    look(desk, 1)
    assert brief(desk) == []
    cut(desk, "seq>2")
    assert brief(desk) == [(device, 3, CUT, "999901")]
    mark = desk.ledger.access_doubts(whole=False)[0].mark
    look(desk, 1)
    assert brief(desk) == [(device, 4, CUT, "999901")]
    look(desk, 4)
    assert brief(desk) == [(device, 4, ALTERED, "999901")], "as many as before, but others"
    assert desk.ledger.access_doubts()[0].mark == mark, "what somebody looked into stays known while entries are added"


def test_a_doubt_hides_no_other(desk: Desk) -> None:
    device = desk.ledger.device
    look(desk, 9)
    witnessed(desk)
    desk.ledger.witness_access(Witness(device, 7, b"x" * 32, "999901102", desk.clock.now_ms()))
    with desk.ledger.database.writing() as connection:
        connection.execute("UPDATE access SET n=7 WHERE seq=2")
    first = brief(desk)
    assert first == [(device, 2, ALTERED, ""), (device, 7, ALTERED, "999901102")]
    cut(desk, "seq=5 OR seq=9")
    assert set(brief(desk)) == {*first, (device, 5, CUT, ""), (device, 9, CUT, "999901")}


def test_a_beginning_that_went_before_its_time_shows_by_itself(desk: Desk) -> None:
    look(desk, 6)
    cut(desk, "seq<5")
    assert brief(desk) == [(desk.ledger.device, 1, CUT, "")]
    assert len(desk.ledger.access_doubts(whole=False)) == 1, "when the office is opened"


def test_what_was_said_before_a_copy_showed_is_no_copys(desk: Desk) -> None:
    """Words about a former computer: those of after a package showed its copy may be about that, those before not."""
    device = desk.ledger.device
    look(desk, 6)
    desk.ledger.witness_access(Witness(device, 3, b"x" * 32, "999901", desk.clock.now_ms()))
    desk.ledger.new_identity()
    desk.ledger.access_twice(device)
    desk.ledger.witness_access(Witness(device, 5, b"y" * 32, "999901", desk.clock.now_ms()))
    desk.ledger.witness_access(Witness(device, 9, b"z" * 32, "999901", desk.clock.now_ms()))
    assert brief(desk) == [
        (device, 3, ALTERED, "999901"), (device, 5, TWICE, "999901"), (device, 7, FORMER, "999901"),
    ]  # fmt: skip


def test_what_nothing_explains_accuses_as_before(desk: Desk) -> None:
    """A former computer of which no copy is known."""
    device = desk.ledger.device
    look(desk, 6)
    desk.ledger.new_identity()
    desk.ledger.witness_access(Witness(device, 5, b"y" * 32, "999901", desk.clock.now_ms()))
    assert brief(desk) == [(device, 5, ALTERED, "999901")]


def test_a_restored_computer_lost_the_end_of_its_former_record(desk: Desk) -> None:
    look(desk, 1)
    former, (seq, head) = desk.ledger.device, desk.ledger.access_head()
    desk.ledger.witness_access(Witness(former, seq + 3, head, "999901", desk.clock.now_ms()))
    desk.ledger.new_identity()
    look(desk, 1)
    assert desk.ledger.access_head()[0] == 1
    assert brief(desk) == [(former, 2, FORMER, "999901")]
    assert [one.device for one in desk.ledger.accesses()] == [desk.ledger.device, former]


def told(desk: Desk, seq: int, head: bytes, log: int) -> None:
    desk.ledger.witness_access(Witness("d-other", seq, head, "999901102", desk.clock.now_ms(), log=log))


def test_another_office_that_says_less_than_before(desk: Desk) -> None:
    told(desk, 5, b"5" * 32, 10)
    told(desk, 9, b"9" * 32, 14)
    told(desk, 7, b"7" * 32, 12)  # a package that came late
    told(desk, 8, b"8" * 32, 14)  # and one of the same day
    assert brief(desk) == []
    [known] = desk.ledger.access_witnessed(["d-other", "d-nobody"])
    assert (known.seq, known.head) == (9, b"9" * 32)
    told(desk, 6, b"6" * 32, 15)
    assert brief(desk) == [("d-other", 7, CUT, "999901102")]
    told(desk, 20, b"2" * 32, 30)
    assert len(brief(desk)) == 1, "what it says honestly since is not held against it"
    told(desk, 11, b"1" * 32, 31)
    assert brief(desk) == [("d-other", 7, CUT, "999901102"), ("d-other", 12, CUT, "999901102")]


def test_another_office_that_says_otherwise(desk: Desk) -> None:
    for log, head in ((10, b"5" * 32), (10, b"5" * 32), (11, b"6" * 32)):
        told(desk, 5, head, log)
    assert brief(desk) == [("d-other", 5, ALTERED, "999901102")]
    rows = desk.ledger.database.one("SELECT count(*) FROM access_witness")
    assert rows == (2,), "what is said again is not kept again"


def test_what_is_old_goes_and_the_chain_holds(desk: Desk) -> None:
    look(desk, 3)
    witnessed(desk)
    look(desk, 2)
    desk.clock.at += 30 * DAY
    witnessed(desk)  # the county's word comes back a month later
    look(desk, 2, B)
    desk.clock.at += access.KEPT_MS - 10 * DAY
    look(desk, 1, B)
    assert desk.ledger.drop_old_accesses(desk.clock.now_ms() - access.KEPT_MS) == 4  # the last of before stays
    assert [one.seq for one in reversed(desk.ledger.accesses())] == [5, 6, 7, 8]
    assert brief(desk) == []
    assert desk.ledger.drop_old_accesses(desk.clock.now_ms() - access.KEPT_MS) == 0


def test_a_clock_that_was_wrong_takes_nothing_out_of_the_middle(desk: Desk) -> None:
    right = desk.clock.at
    look(desk, 3)
    desk.clock.at = 1_420_000_000_000  # a dead battery: 2014
    look(desk, 4, B)
    assert brief(desk) == []
    desk.clock.at = right + DAY
    look(desk, 1)
    assert [one.seq for one in desk.ledger.accesses()] == list(range(8, 0, -1)), "the last made first, whatever it says"
    assert desk.ledger.drop_old_accesses(desk.clock.now_ms() - access.KEPT_MS) == 0
    assert brief(desk) == []


def test_a_clock_that_was_put_ahead_to_have_entries_dropped_shows(desk: Desk) -> None:
    right = desk.clock.at
    look(desk, 8)
    desk.clock.at = right + access.KEPT_MS + 40 * DAY
    assert desk.ledger.drop_old_accesses(desk.clock.now_ms() - access.KEPT_MS) == 7
    desk.clock.at = right + DAY
    look(desk, 1)
    assert brief(desk) == [(desk.ledger.device, 1, CUT, "")]


def test_an_erased_file_is_forgotten_and_the_chain_holds(desk: Desk) -> None:
    child = desk.add("child", name="钱小样")
    desk.ledger.accessed("anna", OPEN, [child])
    desk.ledger.accessed("anna", OPEN, [B])
    head = desk.ledger.access_head()
    desk.ledger.erase([child])
    assert said(desk) == [("anna", OPEN, "", 1, ""), ("anna", OPEN, B, 1, "")]
    assert desk.ledger.access_head() == head
    assert brief(desk) == []
    assert child not in str(desk.ledger.database.read("SELECT * FROM access"))


def test_months_are_counted(desk: Desk) -> None:
    desk.ledger.accessed("anna", OPEN, [A, B])
    desk.ledger.accessed("bert", PRINT, [A])
    desk.clock.at += 40 * DAY
    desk.ledger.accessed("anna", OPEN, [A])
    counts = desk.ledger.access_counts(0, desk.clock.at + DAY)
    assert sorted(counts.values()) == [1, 1, 2]
    assert len({month for month, _, _ in counts}) == 2


def test_wrong_passphrases_are_noted_until_somebody_can(tmp_path: Path) -> None:
    folder = office_files.founded(tmp_path / "office", login="anna", user="安")
    for login in (None, "anna"):
        with pytest.raises(opening.Refusal):
            opening.open_office(folder, login, "not this one")
    assert [login for _, login in tried.noted(folder)] == ["", "anna"]
    with (folder / tried.FILE).open("a") as file:
        file.write("what is this\n[1]\n")
    ledger, *_ = opening.open_office(folder, None, office_files.PASS)
    assert ledger.unlocked("anna") == 2
    assert sorted((one.user, one.act) for one in ledger.accesses()) == [
        ("", WRONG), ("anna", UNLOCK), ("anna", WRONG),
    ]  # fmt: skip
    assert not (folder / tried.FILE).exists()
    assert ledger.unlocked("anna") == 0
    ledger.close()


SPOILED = [
    b'[1e999,""]', b'[-1e999,""]', b'[NaN,""]', b'[99999999999999999999999,""]', b'[-1,""]', b'[1.5,""]', b'[true,""]',
    b'["1",""]', b"[1,2]", b"[1,null]", b'[1,"\\ud800"]', b'[1,"' + b"x" * 65 + b'"]', b'[1,"a","b"]', b'{"1":1,"2":2}',
    b"[" * 50_000, b"[1," * 20_000, b"9" * 5_000, b"[" + b"9" * 5_000 + b',""]', b"null", b'"ab"', b"\xff\xfe[1]", b"",
    b"\0", b'[9007199254740992,""]',
]  # fmt: skip
"""lines of a file that anybody can write into"""


def _guesses(rng: random.Random) -> bytes:
    """A file that began as one of attempts, with pieces of it and of anything else exchanged, left out and doubled."""
    lines = [json.dumps([rng.randrange(1 << 50), "anna"]).encode(), *rng.sample(SPOILED, 3), rng.randbytes(30)]
    raw = bytearray(b"\n".join(rng.choices(lines, k=8)))
    for _ in range(rng.randrange(6)):
        at = rng.randrange(len(raw) + 1)
        raw[at : at + rng.randrange(4)] = rng.choice([b"", b"\n", b"[", b'"', b"e99", b"\\ud8", rng.randbytes(2)])
    return bytes(raw)


@pytest.mark.parametrize("line", SPOILED, ids=range(len(SPOILED)))
def test_a_spoiled_line_keeps_nobody_out(desk: Desk, line: bytes) -> None:
    folder = desk.ledger.database.path.parent
    (folder / tried.FILE).write_bytes(line + b'\n[1795000000000, "anna"]\n')
    assert desk.ledger.unlocked("bert") == 1
    assert [one[:2] for one in said(desk, act=WRONG)] == [("anna", WRONG)]


def test_whatever_stands_in_the_file_can_be_taken_over(desk: Desk) -> None:
    rng, folder = random.Random(7), desk.ledger.database.path.parent
    entries = 0
    for _ in range(300):
        (folder / tried.FILE).write_bytes(_guesses(rng))
        failed = desk.ledger.unlocked("anna")
        assert not failed or not (folder / tried.FILE).exists()
        entries += failed + 1
    assert entries > 400
    assert len(desk.ledger.accesses(limit=10_000)) == entries
    assert all(moment_of(one.at_ms) for one in desk.ledger.accesses(act=WRONG)), "each has a day that can be shown"
    assert desk.ledger.access_doubts() == []


def moment_of(ms: int) -> str:
    return dt.datetime.fromtimestamp(ms / 1000).isoformat()


def test_a_login_that_no_file_can_hold_is_noted(tmp_path: Path) -> None:
    tried.note(tmp_path, "\udcff" + "x" * 100, 1)
    assert tried.noted(tmp_path) == [(1, "?" + "x" * 63)]


def test_who_guesses_fills_no_disk(tmp_path: Path) -> None:
    (tmp_path / tried.FILE).write_text(json.dumps([1, "x" * 60]) + "\n", encoding="utf-8")
    for n in range(3000):
        tried.note(tmp_path, "y" * 500, n)
    assert (tmp_path / tried.FILE).stat().st_size < tried.LARGEST + 200
    assert len(tried.noted(tmp_path)) == tried.MOST

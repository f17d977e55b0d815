"""The encrypted file: keys, transactions, readers, locks, and what a person reads when it cannot be opened."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from casefiles.domain.problems import Refusal
from db import opening, schema
from db.driver import PLAIN_HEADER, Database, Interrupted, sqlite_utils_database
from db.lock import OfficeLock
from tests.db import office_files

if TYPE_CHECKING:
    from pathlib import Path


def code_of(refusal: pytest.ExceptionInfo[Refusal]) -> str:
    return refusal.value.problems[0].code


@pytest.fixture
def database(templates: Path, tmp_path: Path) -> Database:
    folder = office_files.copy(templates / "township", tmp_path / "o")
    return Database(folder / opening.FILE, office_files.KEY)


def test_nothing_of_the_file_can_be_read_without_the_key(desk: office_files.Desk) -> None:
    desk.add("child", name="赵小样", id_number="99990120140101001X")
    desk.ledger.close()
    raw = b"".join(p.read_bytes() for p in desk.folder.iterdir() if p.is_file())
    assert not raw.startswith(PLAIN_HEADER)
    for secret in ("赵小样".encode(), b"99990120140101001X", b"CREATE TABLE", desk.ledger.device.encode()):
        assert secret not in raw


def test_a_plain_database_in_its_place_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "office.db"
    with sqlite3.connect(path) as plain:
        plain.execute("CREATE TABLE t(a)")
    plain.close()
    before = path.read_bytes()
    with pytest.raises(Refusal) as refusal:
        Database(path, office_files.KEY)
    assert code_of(refusal) == "DB_FOREIGN"
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"x" * 5000, b"\0" * 8192])
def test_anything_else_in_its_place_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "office.db"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        Database(path, office_files.KEY)
    assert code_of(refusal) == "DB_FOREIGN"


def test_another_key_opens_nothing(database: Database) -> None:
    database.close()
    with pytest.raises(Refusal) as refusal:
        Database(database.path, bytes(32))
    assert code_of(refusal) == "DB_FOREIGN"


def test_the_file_is_written_as_durably_as_it_can_be(database: Database) -> None:
    with database.alone() as connection:
        told = {n: connection.execute(f"PRAGMA {n}").fetchone()[0] for n in ("journal_mode", "synchronous")}
        assert connection.execute("PRAGMA cipher_version").fetchone()[0].startswith("4.")
        assert int(connection.execute("PRAGMA temp_store").fetchone()[0]) == 2  # never plain temporary files
    with database.reading() as connection:
        assert int(connection.execute("PRAGMA temp_store").fetchone()[0]) == 2
    database.close()
    assert (told["journal_mode"], int(told["synchronous"])) == ("wal", 2)


def test_an_error_inside_a_transaction_leaves_nothing(database: Database) -> None:
    def broken() -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO setting VALUES('a', 'b')")
            with database.writing() as nested:
                nested.execute("INSERT INTO setting VALUES('c', 'd')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert database.read("SELECT * FROM setting WHERE key IN ('a', 'c')") == []
    database.close()


def test_readers_are_read_only_and_see_only_what_was_committed(database: Database) -> None:
    seen: list[int] = []
    with database.writing() as connection:
        connection.execute("INSERT INTO setting VALUES('a', 'b')")
        thread = threading.Thread(
            target=lambda: seen.append(len(database.read("SELECT 1 FROM setting WHERE key='a'")))
        )
        thread.start()
        thread.join()
    assert seen == [0]
    assert len(database.read("SELECT 1 FROM setting WHERE key='a'")) == 1
    with pytest.raises(Refusal):
        database.read("DELETE FROM setting")
    assert len(database.read("SELECT 1 FROM setting WHERE key='a'")) == 1
    database.close()


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM setting",
        " update setting SET value='x'",
        "WITH a AS (SELECT 1) DELETE FROM setting",
        "REPLACE INTO setting VALUES('a', 'b')",
        "PRAGMA user_version=7",
        "COMMIT",
        "DROP TABLE setting",
    ],
)
def test_the_thread_that_saves_cannot_write_by_asking(database: Database, sql: str) -> None:
    database.saving()
    with database.writing() as connection:
        connection.execute("INSERT INTO setting VALUES('a', 'b')")
    with pytest.raises(ValueError, match="does not write"):
        database.read(sql)
    assert database.read("SELECT value FROM setting WHERE key='a'") == [("b",)]
    assert database.read("\nwith n AS (SELECT 1) SELECT * FROM n") == [(1,)]
    assert database.read("PRAGMA user_version") == [(schema.MAJOR * 1000 + schema.MINOR,)]
    database.close()


def test_the_thread_that_saves_is_told_what_was_committed_not_what_is_under_way(database: Database) -> None:
    database.saving()
    count = "SELECT count(*) FROM setting WHERE key='a'"
    with database.writing() as connection:
        connection.execute("INSERT INTO setting VALUES('a', 'b')")
        assert database.read(count) == [(0,)]
    assert database.read(count) == [(1,)]
    database.close()


def test_whoever_looks_through_everything_leaves_the_writing_connection_alone(database: Database) -> None:
    database.saving()
    asked: list[str] = []
    with database.alone() as writer:
        writer.set_trace_callback(asked.append)
    with database.aside():
        assert database.read("SELECT 1") == [(1,)]
        with database.aside():
            assert database.read("SELECT 2") == [(2,)]
        assert database.read("SELECT 3") == [(3,)]
    assert asked == []
    assert database.read("SELECT 4") == [(4,)]
    assert asked == ["SELECT 4"]
    database.close()


def test_rows_come_one_by_one(database: Database) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n WHERE x > ?"
    found = database.each(endless, (2,))
    assert [next(found), next(found)] == [(3,), (4,)]
    found.close()
    with pytest.raises(Refusal):
        next(database.each("DELETE FROM setting"))
    database.close()


def test_closing_overwrites_the_key(database: Database) -> None:
    kept = database._key
    assert bytes(kept) == office_files.KEY
    database.close()
    assert bytes(kept) == bytes(32)


def test_a_long_question_can_be_stopped_from_another_thread(database: Database) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    ended: list[str] = []
    started = threading.Event()

    def ask() -> None:
        database.reader()
        started.set()
        try:
            database.read(endless)
        except Interrupted:
            ended.append("stopped")

    thread = threading.Thread(target=ask)
    thread.start()
    assert started.wait(10)
    while thread.is_alive():
        database.interrupt()
        thread.join(0.01)
    assert ended == ["stopped"]
    assert database.read("SELECT 1") == [(1,)]
    database.close()


def test_many_threads_read_while_one_writes(desk: office_files.Desk) -> None:
    child = desk.add("child", name="赵小样", note="0")
    wrong: list[object] = []
    done = threading.Event()

    def look() -> None:
        before = -1
        while not done.is_set():
            found = desk.queries.get(child)
            now = int(str(found.values["note"])) if found else -2
            if now < before:
                wrong.append((before, now))
            before = now

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(40):
        desk.edit("child", child, note=str(number))
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert desk.queries.get(child).values["note"] == "39"


def test_a_full_disk_writes_nothing_and_says_so(desk: office_files.Desk) -> None:
    database = desk.ledger.database
    child = desk.add("child", name="赵小样")
    with database.alone() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={int(pages) + 1}")
    before = desk.ledger.vector()
    with pytest.raises(Refusal) as refusal:
        desk.edit("child", child, note="很长" * 20_000)
    assert code_of(refusal) == "DISK_FULL"
    assert desk.ledger.vector() == before
    with database.alone() as connection:
        connection.execute("PRAGMA max_page_count=1000000")
    desk.edit("child", child, note="短")
    assert desk.queries.check()["ok"]


def test_a_file_of_a_newer_version_is_refused_and_not_touched(database: Database) -> None:
    with database.alone() as connection:
        connection.execute(f"PRAGMA user_version={(schema.MAJOR + 1) * 1000}")
    database.close()
    before = hashlib.sha256(database.path.read_bytes()).digest()
    with pytest.raises(Refusal) as refusal:
        opening.open_with(
            database.path.parent, office_files.KEY, OfficeLock(database.path.parent), office_files.StillClock()
        )
    assert code_of(refusal) == "DB_NEWER"
    assert hashlib.sha256(database.path.read_bytes()).digest() == before


def test_a_file_of_the_major_version_before_is_opened_and_says_then_what_it_is(database: Database) -> None:
    """So a program of that version refuses it as newer: it would call segments of two frames damaged."""
    assert schema.MAJOR == 2
    with database.alone() as connection:
        connection.execute(f"PRAGMA user_version={1000 + schema.MINOR}")
    database.close()
    desk = office_files.opened(database.path.parent)
    desk.add("child", name="赵小样")
    assert desk.ledger.database.read("PRAGMA user_version") == [(2000 + schema.MINOR,)]
    assert desk.queries.check()["ok"]
    desk.ledger.close()


def test_a_newer_minor_version_opens(database: Database) -> None:
    with database.alone() as connection:
        connection.execute(f"PRAGMA user_version={schema.MAJOR * 1000 + schema.MINOR + 1}")
    database.close()
    desk = office_files.opened(database.path.parent)
    desk.add("child", name="赵小样")
    desk.ledger.close()


def test_a_damaged_page_is_found(desk: office_files.Desk) -> None:
    for at in range(60):
        desk.add("child", name="赵小样", note=f"{at}" * 300)
    desk.ledger.close()
    path = desk.folder / opening.FILE
    raw = bytearray(path.read_bytes())
    raw[-100] ^= 1
    path.write_bytes(raw)
    again = office_files.opened(desk.folder)
    found = again.queries.check()
    assert not found["ok"]
    assert found["bad_pages"]
    again.ledger.close()


def test_what_stands_on_a_damaged_page_is_not_read(desk: office_files.Desk) -> None:
    """Whoever asks for it is told so; what stands elsewhere is still there (for another connection: SQLCipher ends the
    one that met the page)."""
    child, *_ = (desk.add("child", name="赵小样", note=f"{at}" * 300) for at in range(60))
    database = desk.ledger.database
    with database.alone() as connection:
        connection.execute("VACUUM")
    [(root,)] = database.read("SELECT rootpage FROM sqlite_master WHERE name='child'")
    [(page,)] = database.read("PRAGMA page_size")
    desk.ledger.close()
    path = desk.folder / opening.FILE
    raw = bytearray(path.read_bytes())
    raw[(root - 1) * int(page) + 100] ^= 1
    path.write_bytes(raw)
    again = office_files.opened(desk.folder)
    with pytest.raises(Refusal) as refused:
        again.queries.get(child)
    assert [p.code for p in refused.value.problems] == ["DB_DAMAGED"]
    again.ledger.close()
    again = office_files.opened(desk.folder)
    assert again.ledger.database.read("SELECT seq FROM log WHERE own=1")
    again.ledger.close()


OTHER = """
import sys, pathlib
from casefiles.domain.problems import Refusal
from db.lock import OfficeLock
try:
    OfficeLock(pathlib.Path(sys.argv[1]))
except Refusal as refusal:
    print(refusal.problems[0].code)
else:
    print("free")
"""


def other_process(folder: Path) -> str:
    made = subprocess.run(
        [sys.executable, "-c", OTHER, str(folder)], capture_output=True, text=True, check=True, timeout=60
    )
    return made.stdout.strip()


def test_one_window_an_office(tmp_path: Path) -> None:
    lock = OfficeLock(tmp_path)
    with pytest.raises(Refusal) as refusal:
        OfficeLock(tmp_path)
    assert code_of(refusal) == "LOCKED"
    assert other_process(tmp_path) == "LOCKED"
    lock.release()
    assert other_process(tmp_path) == "free"
    OfficeLock(tmp_path).release()  # the file another process left behind means nothing


def test_sqlite_utils_understands_our_errors(database: Database) -> None:
    with database.alone() as connection:
        tools = sqlite_utils_database(connection)
        tools["t"].insert({"id": 1, "a": "x"}, pk="id")
        tools["t"].insert({"id": 2, "b": "y"}, alter=True)
        assert list(tools.query("INSERT INTO t(id) VALUES(3) RETURNING id")) == [{"id": 3}]
        assert not connection.in_transaction
    database.close()


def test_opening_does_not_import_sqlite_utils(templates: Path, tmp_path: Path) -> None:
    folder = office_files.copy(templates / "township", tmp_path / "o")
    program = (
        "import sys, pathlib; from tests.db import office_files\n"
        "desk = office_files.opened(pathlib.Path(sys.argv[1])); desk.add('child', name='赵小样'); desk.ledger.close()\n"
        "print('sqlite_utils' in sys.modules)"
    )
    made = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True, timeout=60
    )
    assert made.stdout.strip() == "False"


def test_a_copy_opens_with_the_same_key(desk: office_files.Desk, tmp_path: Path) -> None:
    child = desk.add("child", name="赵小样")
    folder = tmp_path / "copy"
    folder.mkdir()
    with desk.ledger.database.still() as now:
        desk.ledger.database.copy_from(now, folder / opening.FILE, lambda: None)
    again = office_files.opened(folder)
    assert again.queries.get(child) == desk.queries.get(child)
    assert again.queries.check()["ok"]
    again.ledger.close()
    shutil.rmtree(folder)


def test_calls_together_see_each_other_and_nobody_else_sees_them(database: Database) -> None:
    count = "SELECT count(*) FROM setting WHERE key='a'"
    heard: list[object] = []
    with pytest.raises(ZeroDivisionError), database.together():  # noqa: PT012
        with database.writing() as connection:
            connection.execute("INSERT INTO setting VALUES('a', 'b')")
        assert database.read(count) == [(1,)]
        other = threading.Thread(target=lambda: heard.append(database.read(count)))
        other.start()
        other.join()
        raise ZeroDivisionError
    assert heard == [[(0,)]]
    assert database.read(count) == [(0,)]


def test_a_settled_file_has_nothing_beside_it(database: Database) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO setting VALUES('a', 'b')")
    beside = database.path.with_name(database.path.name + "-wal")
    assert beside.stat().st_size > 0
    database.settle()
    assert beside.stat().st_size == 0
    reader = database.reader()
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM setting").fetchall()
    with database.writing() as connection:
        connection.execute("INSERT INTO setting VALUES('c', 'd')")
        connection.execute("PRAGMA busy_timeout=0")
    with pytest.raises(Refusal, match=r"CANNOT_WRITE|LOCKED"):
        database.settle()
    reader.execute("ROLLBACK")

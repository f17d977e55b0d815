"""Opens the encrypted file: key, pragmas, connections, transactions. Driver errors become Refusals here only.

One connection writes, under a lock; every thread has a read-only one of its own. SQLCipher is given a raw 32-byte
key, so opening costs milliseconds. Settings and why: WAL with synchronous=FULL (a commit that returned is on the
disk), foreign keys off (merged tables have none: a dangling reference is a task), no temporary files (they would
be plain text).
"""

from __future__ import annotations

import contextlib
import re
import threading
from typing import TYPE_CHECKING, Any, Literal

from sqlcipher3 import dbapi2

from casefiles.domain.problems import Problem, Refusal
from db import free_pages, texts
from db.shim import shim_sqlite_utils

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
    from pathlib import Path

OperationalError = dbapi2.OperationalError
Connection = Any
"""A sqlcipher3 connection (the package has no type stubs)."""
Row = tuple[Any, ...]
Mode = Literal["WAL", "OFF", "FROZEN"]
LockedError = OperationalError
"""what the driver raises for a statement that must wait for another one (among others)"""
PLAIN_HEADER = b"SQLite format 3\x00"
CACHE_KIB = 65536
SMALL = 64 << 20
"""bytes of a file that is written anew in memory"""
COPIED = 256
"""pages copied at a time by whoever does not hurry"""
_QUESTION = re.compile(r"\s*(?:SELECT\b|EXPLAIN\b|(WITH\b|PRAGMA\b))", re.IGNORECASE)
_WRITES = re.compile(r"\b(?:INSERT|UPDATE|DELETE|REPLACE)\b|\A\s*PRAGMA[^=]*=", re.IGNORECASE)


def _problem(error: Exception, path: Path) -> Problem | None:
    """What a person can put right about a driver error, if anything."""
    text = str(error).lower()
    for part, code in (
        ("file is not a database", "DB_FOREIGN"),
        ("file is encrypted", "DB_FOREIGN"),
        ("malformed", "DB_DAMAGED"),
        ("hmac", "DB_DAMAGED"),
        ("user-defined function raised exception", "DB_DAMAGED"),  # a text that is not in the log (db.texts)
        ("disk is full", "DISK_FULL"),
        ("disk full", "DISK_FULL"),
        ("database is locked", "LOCKED"),
        ("unable to open", "CANNOT_WRITE"),
        ("readonly", "CANNOT_WRITE"),
        ("disk i/o error", "CANNOT_WRITE"),
    ):
        if part in text:
            return Problem(code, value=str(path))
    return None


class Interrupted(Exception):
    """The question was stopped from another thread."""


@contextlib.contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Turns driver errors about the file at `path` into Refusals (or Interrupted); others are our bugs and pass."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        problem = _said(error, path)
        if problem is None:
            raise
        raise Refusal(problem) from error


def _said(error: dbapi2.DatabaseError, path: Path) -> Problem | None:
    """What this error of the driver is to people; None when it is our bug. Raises Interrupted when it is none."""
    if "interrupted" in str(error):
        raise Interrupted from None
    return _problem(error, path)


def connect(path: Path, key: bytes, *, reading: bool, mode: Mode = "WAL") -> Connection:
    """A connection of its own, as everything here has it; the driver's errors pass (see `refusing`). FROZEN is for a
    file that nobody writes: it needs no memory that is shared through a file beside it, which sticks and shares may
    not give, and leaves nothing there. OFF is for a copy that is being made."""
    if len(key) != 32:
        raise ValueError("the database key is 32 bytes")
    uri = mode == "FROZEN"
    name = f"{path.resolve().as_uri()}?immutable=1" if uri else str(path)
    connection = dbapi2.connect(name, isolation_level=None, check_same_thread=False, cached_statements=1024, uri=uri)
    try:
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        if not connection.execute("PRAGMA cipher_version").fetchall():
            raise RuntimeError("this SQLite cannot encrypt")  # PRAGMA key would have been a silent no-op
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()  # the first read proves the key
        if mode != "FROZEN":
            connection.execute(f"PRAGMA journal_mode={mode}")
        connection.execute(f"PRAGMA synchronous={'OFF' if mode == 'OFF' else 'FULL'}")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        connection.execute("PRAGMA busy_timeout=5000")
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("PRAGMA trusted_schema=OFF")
        texts.install(connection)
        if reading:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("PRAGMA secure_delete=FAST")  # zeros where something is written anyway
    except BaseException:
        connection.close()
        raise
    return connection


class Database:
    """The open file: `writing()` transactions, `reading()` connections, and both closed at once."""

    def __init__(self, path: Path, key: bytes, mode: Mode = "WAL") -> None:
        """Opens (or makes) the file. Refusals: DB_FOREIGN, DB_DAMAGED, LOCKED, CANNOT_WRITE."""
        self.path, self._mode = path, mode
        self._key = bytearray(key)
        self._lock = threading.RLock()
        self._local = threading.local()
        self._readers: dict[int, Connection] = {}
        self._readers_lock = threading.Lock()
        self._depth = 0
        self._together = 0
        self._saver = 0
        self._closed = False
        self.told: Callable[[], object] | None = None
        """called after each commit; it must not take long"""
        _refuse_plain(path)
        with refusing(path):
            self._writer = connect(path, key, reading=False, mode=mode)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """The writing connection inside one transaction: committed at the end, rolled back at any error.

        A nested call joins the transaction that is under way.
        """
        with self._lock, refusing(self.path):
            if self._depth:
                yield self._writer
                return
            self._writer.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield self._writer
                self._commit()
            except BaseException:
                with contextlib.suppress(dbapi2.DatabaseError):
                    self._writer.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0
            if self.told is not None:
                self.told()

    def _commit(self) -> None:
        """Commit, or see to it that what failed does not stand after all.

        When the flush at the end of a commit fails, the whole transaction lies in the log beside the database and
        would be found there after a crash, although it was refused. A commit of nothing is written over its beginning.
        """
        try:
            self._writer.execute("COMMIT")
        except dbapi2.DatabaseError:
            with contextlib.suppress(dbapi2.DatabaseError):
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                version = self._writer.execute("PRAGMA user_version").fetchone()[0]
                self._writer.execute(f"PRAGMA user_version={int(version)}")
            raise

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """A transaction around several calls, each of which sees what the others wrote."""
        with self.writing():
            before, self._together = self._together, threading.get_ident()
            try:
                yield
            finally:
                self._together = before

    def saving(self) -> None:
        """This thread is the one that saves."""
        self._saver = threading.get_ident()

    @contextlib.contextmanager
    def alone(self) -> Iterator[Connection]:
        """The writing connection outside of any transaction: for pragmas, migrations and backups."""
        with self._lock, refusing(self.path):
            if self._depth:
                raise RuntimeError("a transaction is under way")
            yield self._writer

    def reader(self) -> Connection:
        """This thread's read-only connection; inside `together` the one it writes on."""
        if self._together == threading.get_ident():
            return self._writer
        found = getattr(self._local, "connection", None)
        if found is None:
            if self._closed:
                raise RuntimeError("the database is closed")
            with refusing(self.path):
                found = connect(self.path, bytes(self._key), reading=True, mode=self._mode)
            self._local.connection = found
            with self._readers_lock:
                self._forget_dead_threads()
                self._readers[threading.get_ident()] = found
        return found

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """This thread's read-only connection, for a question of several statements."""
        with refusing(self.path):
            yield self.reader()

    def read(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """The rows of a question, as last committed. Raises Interrupted when it was stopped.

        The thread that saves asks on the writing connection between its transactions: there every commit leaves the
        page cache as it was, while a reader must decrypt its pages again (measured: a fifth of a save).
        """
        if self._saver == threading.get_ident():
            if not _asks(sql):
                raise ValueError("a question does not write")
            with self._lock:
                if not self._depth:
                    with refusing(self.path):
                        return list(self._writer.execute(sql, values).fetchall())
        try:
            rows: list[Row] = self.reader().execute(sql, values).fetchall()
        except dbapi2.DatabaseError as error:
            problem = _said(error, self.path)
            if problem is None:
                raise
            raise Refusal(problem) from error
        return rows

    def each(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Generator[Row]:
        """The rows of a question one by one, where there may be too many to hold at once."""
        with refusing(self.path):
            yield from self.reader().execute(sql, values)

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """What this thread asks meanwhile is asked on its reader in any case: whoever looks through everything would
        fill the pages of two connections."""
        before = self._saver
        if before == threading.get_ident():
            self._saver = 0
        try:
            yield
        finally:
            if not self._saver:
                self._saver = before

    def one(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> Row | None:
        """The first row of a question."""
        rows = self.read(sql, values)
        return rows[0] if rows else None

    def let_go(self) -> None:
        """This thread's read-only connection forgets its pages: about as many are going to be written."""
        found = getattr(self._local, "connection", None)
        if found is not None:
            found.execute("PRAGMA shrink_memory")

    def interrupt(self) -> None:
        """Stop the questions that are being answered in other threads."""
        with self._readers_lock:
            for thread, connection in self._readers.items():
                if thread != threading.get_ident():
                    connection.interrupt()

    def close(self) -> None:
        """Checkpoint, close every connection and overwrite the key."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self.interrupt()
            with self._readers_lock:
                for connection in self._readers.values():
                    connection.close()
                self._readers.clear()
            with contextlib.suppress(dbapi2.DatabaseError):
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._writer.close()
            self._key[:] = bytes(len(self._key))

    def settle(self) -> None:
        """Bring everything into the file itself, so that it can have another name: nothing is left beside it.

        Refusals: DISK_FULL, CANNOT_WRITE (also when somebody reads an older state just now).
        """
        with self.alone() as connection:
            if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise Refusal(Problem("CANNOT_WRITE", value=str(self.path)))

    def vacuum(self) -> None:
        """Leave nothing in the file of what was deleted: a small one is written anew, in a big one the free pages are
        overwritten (within a page it happens with every change, see `connect`)."""
        with self.alone() as connection:
            if self.path.stat().st_size <= SMALL:
                connection.execute("VACUUM")
            else:
                free_pages.overwrite(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextlib.contextmanager
    def still(self) -> Iterator[Connection]:
        """A connection of its own that sees the database as it stands now, whatever is saved meanwhile. It may be
        interrupted."""
        with refusing(self.path):
            connection = connect(self.path, bytes(self._key), reading=True)
            try:
                connection.execute("PRAGMA cache_size=-2048")
                connection.execute("BEGIN")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
                yield connection
            finally:
                connection.close()

    def copy_from(self, connection: Connection, path: Path, rest: Callable[[], None]) -> None:
        """A copy of what a `still` connection sees, in a new file; nobody waits for it. `rest` is called between its
        parts, and what it raises ends it. Nothing is flushed: whoever made it settles it."""
        with refusing(path):
            target = connect(path, bytes(self._key), reading=False, mode="OFF")
            try:
                connection.backup(target, pages=COPIED, progress=lambda *_: rest())
            finally:
                target.close()

    def derived(self, purpose: bytes) -> bytes:
        """A key of 32 bytes that follows from this file's, for what lies beside it."""
        from db.pieces import derive

        return derive(bytes(self._key), purpose)

    def key(self) -> bytes:
        """The key itself: only for whoever seals it (db.deposits)."""
        return bytes(self._key)

    def another(self, path: Path, mode: Mode = "WAL") -> Database:
        """Another file that has the same key, such as a backup."""
        return Database(path, bytes(self._key), mode)

    def _forget_dead_threads(self) -> None:
        alive = {t.ident for t in threading.enumerate()}
        for ident in [i for i in self._readers if i not in alive]:
            self._readers.pop(ident).close()


def _asks(sql: str) -> bool:
    """Whether this is a question; on a reader SQLite itself sees to it, at no cost to the thread that saves."""
    found = _QUESTION.match(sql)
    return found is not None and (found[1] is None or _WRITES.search(sql) is None)


def _refuse_plain(path: Path) -> None:
    """A plain SQLite file would make the key a no-op: refuse it before the driver sees it."""
    try:
        with path.open("rb") as file:
            header = file.read(16)
    except FileNotFoundError:
        return
    except OSError as error:
        raise Refusal(Problem("CANNOT_READ", value=str(path))) from error
    if header == PLAIN_HEADER:
        raise Refusal(Problem("DB_FOREIGN", value=str(path)))


def sqlite_utils_database(connection: Connection) -> Any:
    """A sqlite_utils Database on our own connection, for migrations and tools; imported only when needed."""
    shim_sqlite_utils()
    import sqlite_utils

    return sqlite_utils.Database(connection, execute_plugins=False)

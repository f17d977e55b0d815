"""Reading what a damaged database file still gives: pages that cannot be read are gone round, and nothing is written.

The file is read through a copy, because opening it would bring the log beside it into it. After an error the driver may
stay in a state of its own: each bad page costs a new connection.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from casefiles.domain.problems import Refusal
from db.driver import OperationalError, connect, refusing
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from db.driver import Connection, Mode, Row

LEAP = 16
"""numbers that are leapt over to get past what cannot be read; twice as many each time that it is not enough"""


MANY = 1_000_000
"""the rows of a table of which the end cannot be read"""


class Damaged:
    """A database of which some pages are damaged."""

    def __init__(self, path: Path, key: bytes, mode: Mode = "WAL") -> None:
        self.path, self._key, self._mode = path, key, mode
        self._open: Connection | None = None
        self.bad = 0
        """questions that could not be answered"""
        self.lost: frozenset[str] = frozenset()
        """tables of which nobody can tell where they are (db.reschema)"""
        self.look()

    def look(self) -> None:
        """Find out whether it can be opened."""
        self.close()
        sql = "SELECT count(*) FROM sqlite_master WHERE type='table' AND name IN ('log', 'change', 'setting')"
        self.opens = self.ask(sql) == [(3,)]
        """whether it can be opened at all: its first pages are whole, and it is no new, empty file"""

    def close(self) -> None:
        """Close the file."""
        if self._open is not None:
            with contextlib.suppress(Refusal), refusing(self.path):
                self._open.close()
            self._open = None

    def ask(self, sql: str, values: Sequence[object] = ()) -> list[Row] | None:
        """All rows of a question; None when a page that it needs is damaged."""
        rows: list[Row] = []
        return rows if self._into(rows, sql, values) else None

    def _into(self, rows: list[Row], sql: str, values: Sequence[object]) -> bool:
        """Add the rows of a question as far as they can be read; whether those were all."""
        try:
            with refusing(self.path):
                if self._open is None:
                    self._open = connect(self.path, self._key, reading=True, mode=self._mode)
                rows.extend(self._open.execute(sql, values))  # keeps what came before an error
        except (Refusal, OperationalError) as error:
            if isinstance(error, OperationalError) and not str(error).startswith("no such "):
                raise
            self.bad += 1
            self.close()
            return False
        return True

    def columns(self, table: str) -> list[str]:
        """The columns of a table."""
        return [str(row[1]) for row in self.ask(f"PRAGMA table_info({quoted(table)})") or ()]

    def whole(self, table: str, columns: Sequence[str]) -> list[Row] | None:
        """All rows of a small table; None when a part of it is damaged."""
        if not self.opens or table in self.lost:
            return None
        names = ", ".join(quoted(name) for name in columns)
        return self.ask(f"SELECT {names} FROM {quoted(table)}")  # noqa: S608

    def each(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        """The readable rows of a big table, each after its rowid."""
        names = ", ".join(quoted(name) for name in columns)
        top = self.ask(f"SELECT max(rowid) FROM {quoted(table)}")  # noqa: S608
        sql = f"SELECT rowid, {names} FROM {quoted(table)} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY 1"  # noqa: S608
        yield from self.between(sql, 1, (top[0][0] or 0) if top else MANY)

    def between(self, sql: str, first: int, last: int, values: Sequence[object] = ()) -> Iterator[Row]:
        """The readable rows of a question that ends in two numbers (`... BETWEEN ? AND ? ORDER BY 1`), of which the
        first column is one. Past a damaged page it goes on where an answer comes again, by leaps."""
        at = first
        while at <= last:
            rows: list[Row] = []
            whole = self._into(rows, sql, (*values, at, last))
            yield from rows
            if whole:
                return
            bad = rows[-1][0] + 1 if rows else at
            at = self._past(sql, bad, last, values)

    def _past(self, sql: str, bad: int, last: int, values: Sequence[object]) -> int:
        """The next number after a bad one for which there is an answer, if only that there is no such row."""
        leap, good = LEAP, last + 1
        while bad < last:
            at = min(bad + leap, last)
            if self.ask(sql, (*values, at, at)) is not None:
                good = at
                break
            bad, leap = at, 2 * leap
        while good - bad > 1:
            middle = (bad + good) // 2
            if self.ask(sql, (*values, middle, middle)) is not None:
                good = middle
            else:
                bad = middle
        return good

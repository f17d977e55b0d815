"""The record of access in the database: entries in a chain a computer, and what other offices witnessed of it."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from casefiles.domain.access import (
    ALTERED,
    CUT,
    FORMER,
    KEPT_MS,
    MOST_ROWS,
    START,
    UNLOCK,
    WRONG,
    Access,
    Doubt,
    Witness,
    bound,
    head,
)
from db import tried

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.ports import Clock
    from db.driver import Connection, Database

_ENTRY = "dev, seq, at_ms, user, act, coalesce(row, ''), n, detail"
MOST_WITNESSED = 40
"""what is kept of one computer by one office, the newest"""


class AccessRecord:
    """The part of the ledger that says who looked at what on this computer."""

    database: Database
    clock: Clock
    device: str

    def accessed(self, user: str, act: str, rows: Sequence[str] = (), *, n: int = 0, detail: str = "") -> None:
        """Add what somebody did: an entry for each of these files, one without a file for none or very many.
        Refusals: DISK_FULL, CANNOT_WRITE."""
        each = list(rows) if len(rows) <= MOST_ROWS else []
        now = self.clock.now_ms()
        with self.database.writing() as connection:
            said = [(now, act, row, n or 1, detail) for row in each] or [(now, act, "", n or len(rows), detail)]
            add(connection, self.device, user, said)

    def unlocked(self, user: str) -> int:
        """Somebody unlocked the office: an entry, after one for each attempt before that failed; how many did.
        Refusals: DISK_FULL, CANNOT_WRITE."""
        folder = self.database.path.parent
        failed = tried.noted(folder)
        with self.database.writing() as connection:
            for at_ms, login in failed:
                add(connection, self.device, login, [(at_ms, WRONG, "", 0, "")])
            add(connection, self.device, user, [(self.clock.now_ms(), UNLOCK, "", 0, "")])
        if failed:
            tried.forget(folder)
        return len(failed)

    def accesses(
        self, *, row: str = "", user: str = "", act: str = "", since_ms: int = 0, until_ms: int = 0, limit: int = 500
    ) -> list[Access]:
        """The entries that fit, the newest first."""
        asked = {"row=?": row, "user=?": user, "act=?": act, "at_ms>=?": since_ms, "at_ms<?": until_ms}
        given = {part: value for part, value in asked.items() if value}
        where = f"WHERE {' AND '.join(given)} " if given else ""
        sql = f"SELECT {_ENTRY} FROM access {where}ORDER BY at_ms DESC, dev, seq DESC LIMIT ?"  # noqa: S608
        return [Access(*line) for line in self.database.read(sql, (*given.values(), limit))]

    def access_counts(self, since_ms: int, until_ms: int) -> Mapping[tuple[str, str, str], int]:
        """(month, login, act) -> entries of that time, by local time."""
        sql = (
            "SELECT strftime('%Y-%m', at_ms / 1000, 'unixepoch', 'localtime') m, user, act, count(*) FROM access"
            " WHERE at_ms>=? AND at_ms<? GROUP BY m, user, act"
        )
        return {(m, user, act): n for m, user, act, n in self.database.read(sql, (since_ms, until_ms))}

    def access_head(self) -> tuple[int, bytes]:
        """How far this computer's record goes, and the end of its chain."""
        with self.database.reading() as connection:
            return end(connection, self.device)

    def access_doubts(self, *, whole: bool = True) -> list[Doubt]:
        """Where a record of access is not what it was: what others witnessed of this computer's, what other computers
        said of theirs, one after the other; and, with `whole`, this computer's chain entry by entry (100,000 a s)."""
        with self.database.reading() as connection:
            logs = connection.execute("SELECT dev FROM log WHERE own>0").fetchall()
            ours = {self.device, *(dev for (dev,) in logs)}
            return [
                *(_own(connection, sorted(ours)) if whole else ()),
                *_against_witnesses(connection, self.device, ours, self.clock.now_ms()),
            ]

    def access_witnessed(self, devices: Sequence[str]) -> list[Witness]:
        """The furthest that is known here of these computers, one each."""
        sql = (
            "SELECT dev, seq, head, office, at_ms, log FROM access_witness WHERE dev=?"
            " ORDER BY log DESC, n DESC LIMIT 1"
        )
        return [Witness(*line) for dev in devices for line in self.database.read(sql, (dev,))]

    def witness_access(self, witness: Witness) -> None:
        """Keep what an office said, where it is not what it said last."""
        of = (witness.device, witness.office)
        said = (witness.seq, witness.head)
        with self.database.writing() as connection:
            last = connection.execute(
                "SELECT seq, head FROM access_witness WHERE dev=? AND office=? ORDER BY n DESC LIMIT 1", of
            ).fetchone()
            if last is not None and tuple(last) == said:
                return
            connection.execute(
                "INSERT INTO access_witness(dev, office, seq, head, at_ms, log) VALUES(?, ?, ?, ?, ?, ?)",
                (*of, *said, witness.at_ms, witness.log),
            )
            connection.execute(
                "DELETE FROM access_witness WHERE dev=? AND office=? AND n NOT IN (SELECT n FROM access_witness"
                " WHERE dev=? AND office=? ORDER BY n DESC LIMIT ?)",
                (*of, *of, MOST_WITNESSED),
            )

    def drop_old_accesses(self, before_ms: int) -> int:
        """Take away the entries of before; the last of each computer stays, from which its chain goes on. How many."""
        with self.database.writing() as connection:
            gone = connection.execute(
                "DELETE FROM access WHERE at_ms<? AND seq<(SELECT max(seq) FROM access b WHERE b.dev=access.dev"
                " AND b.at_ms<?)",
                (before_ms, before_ms),
            )
            return int(gone.rowcount)


def end(connection: Connection, device: str) -> tuple[int, bytes]:
    """The number and the end of the chain after a computer's last entry."""
    last = connection.execute(
        "SELECT seq, head FROM access WHERE dev=? ORDER BY seq DESC LIMIT 1", (device,)
    ).fetchone()
    return (int(last[0]), bytes(last[1])) if last else (0, START)


def add(connection: Connection, device: str, user: str, said: Iterable[tuple[int, str, str, int, str]]) -> None:
    """Put entries (when, act, file, number, detail) at the end of this computer's record."""
    seq, chain = end(connection, device)
    for at_ms, act, row, n, detail in said:
        seq += 1
        nonce = os.urandom(16) if row else None
        com = bound(nonce or b"", row)
        chain = head(chain, Access(device, seq, at_ms, user, act, row, n, detail), com)
        connection.execute(
            "INSERT INTO access(dev, seq, at_ms, user, act, row, nonce, com, n, detail, head)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (device, seq, at_ms, user, act, row or None, nonce, com or None, n, detail, chain),
        )


def forget(connection: Connection, rows: Iterable[str]) -> None:
    """Entries no longer say that they are about these files."""
    connection.executemany(
        "UPDATE access SET row=NULL, nonce=NULL WHERE row=? AND row IS NOT NULL", [(row,) for row in rows]
    )


def _own(connection: Connection, devices: Sequence[str]) -> Iterable[Doubt]:
    """Where the chain of a record does not hold: its entries follow on one another, and each is what it was."""
    for dev in devices:
        sql = f"SELECT {_ENTRY}, nonce, com, head FROM access WHERE dev=? ORDER BY seq"  # noqa: S608
        before: bytes | None = None
        seq = 0
        for *line, nonce, com, chain in connection.execute(sql, (dev,)):
            entry = Access(*line)
            first = before is None
            if first:  # what stood before it was kept its time, or it is the first of all
                seq, before = entry.seq - 1, START if entry.seq == 1 else None
            if entry.seq != seq + 1:
                yield Doubt(dev, seq + 1, CUT)
                break
            fits = before is None or head(before, entry, bytes(com or b"")) == bytes(chain)
            if not fits or (entry.row and bound(bytes(nonce or b""), entry.row) != bytes(com or b"")):
                yield Doubt(dev, entry.seq, ALTERED)
                break
            seq, before = entry.seq, bytes(chain)


def _against_witnesses(connection: Connection, current: str, ours: set[str], now: int) -> Iterable[Doubt]:
    known: dict[str, tuple[int, bytes]] = {}
    doubted: Counter[str] = Counter()
    sql = "SELECT dev, seq, head, office, at_ms FROM access_witness ORDER BY log, n"
    for dev, seq, chain, office, at_ms in connection.execute(sql).fetchall():
        if doubted[dev]:
            continue
        if dev in ours:
            found = _compared(connection, current, dev, seq, bytes(chain), office, kept=at_ms > now - KEPT_MS)
        else:
            last = known.get(dev, (0, START))
            known[dev] = (seq, bytes(chain))
            found = None
            if seq < last[0]:
                found = Doubt(dev, seq + 1, CUT, office, seq)
            elif seq == last[0] and seq and bytes(chain) != last[1]:
                found = Doubt(dev, seq, ALTERED, office, seq)
        if found is not None:
            doubted[dev] += 1
            yield found


def _compared(
    connection: Connection, current: str, dev: str, seq: int, chain: bytes, office: str, *, kept: bool
) -> Doubt | None:
    """What an office witnessed of one of our own computers, beside what stands here. Entries that were kept their time
    may be gone."""
    goes, _ = end(connection, dev)
    if seq > goes:
        return Doubt(dev, goes + 1, CUT if dev == current else FORMER, office, goes)
    line = connection.execute("SELECT head FROM access WHERE dev=? AND seq=?", (dev, seq)).fetchone()
    if line is None:
        return Doubt(dev, seq, CUT, office, goes) if kept and seq else None
    return Doubt(dev, seq, ALTERED, office, goes) if bytes(line[0]) != chain else None

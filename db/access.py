"""The record of access in the database: entries in a chain a computer, and what other offices witnessed of it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from casefiles.domain.access import MOST_ROWS, START, UNLOCK, WRONG, Access, Doubt, Witness, bound, head
from db import doubting, tried
from db.doubting import ENTRY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.ports import Clock
    from db.driver import Connection, Database

MOST_WITNESSED = 40
"""what is kept of one computer by one office, the newest; beside them stays what contradicts something"""


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
        """The entries that fit, the last made first (a clock that was set back moves none), then those of what this
        computer was before."""
        asked = {"row=?": row, "user=?": user, "act=?": act, "at_ms>=?": since_ms, "at_ms<?": until_ms}
        given = {part: value for part, value in asked.items() if value}
        where = " AND ".join(("dev{}?", *given))
        found: list[Access] = []
        for which, order in (("=", "seq DESC"), ("<>", "at_ms DESC, dev, seq DESC")):
            sql = f"SELECT {ENTRY} FROM access WHERE {where.format(which)} ORDER BY {order} LIMIT ?"  # noqa: S608
            values = (self.device, *given.values(), limit - len(found))
            found += [Access(*line) for line in self.database.read(sql, values)] if len(found) < limit else []
        return found

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
            return list(doubting.doubts(connection, self.device, ours, self.clock.now_ms(), whole=whole))

    def access_witnessed(self, devices: Sequence[str]) -> list[Witness]:
        """The furthest that is known here of these computers, one each."""
        sql = (
            "SELECT dev, seq, head, office, at_ms, log FROM access_witness WHERE dev=?"
            " ORDER BY log DESC, seq DESC, n DESC LIMIT 1"
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
            every = [n for (n,) in connection.execute(
                "SELECT n FROM access_witness WHERE dev=? AND office=? ORDER BY n DESC", of
            )]  # fmt: skip
            if len(every) > MOST_WITNESSED:
                own = connection.execute("SELECT 1 FROM log WHERE dev=? AND own>0", of[:1]).fetchone() is not None
                telling = doubting.telling(connection, *of, ours=own or witness.device == self.device)
                gone = set(every[MOST_WITNESSED:]) - telling
                connection.executemany("DELETE FROM access_witness WHERE n=?", [(n,) for n in sorted(gone)])

    def access_twice(self, device: str) -> None:
        """A copy of this former computer wrote on under its identity: what offices say of it from now on may be of the
        copy's record; what they said before is not. Refusals: DISK_FULL, CANNOT_WRITE."""
        with self.database.writing() as connection:
            last = connection.execute("SELECT max(n) FROM access_witness").fetchone()[0]
            kept = (doubting.TWICE_AFTER + device, str(last or 0))
            connection.execute("INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)", kept)

    def drop_old_accesses(self, before_ms: int) -> int:
        """Take away the beginning of each computer's record that is of before; its last entry stays, and the chain goes
        on from it. How many. (What a clock that was wrong made old stands behind what is not, and stays.)"""
        gone = 0
        with self.database.writing() as connection:
            for (dev,) in connection.execute("SELECT DISTINCT dev FROM access").fetchall():
                newer = connection.execute(
                    "SELECT min(seq) FROM access WHERE dev=? AND at_ms>=?", (dev, before_ms)
                ).fetchone()[0]
                upto = int(newer if newer is not None else end(connection, dev)[0] + 1) - 1
                last = connection.execute("SELECT head FROM access WHERE dev=? AND seq=?", (dev, upto - 1)).fetchone()
                if last is not None:
                    kept = (doubting.BEFORE + dev, bytes(last[0]).hex())
                    connection.execute("INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)", kept)
                gone += int(connection.execute("DELETE FROM access WHERE dev=? AND seq<?", (dev, upto)).rowcount)
        return gone


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

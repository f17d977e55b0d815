"""One computer of an office: a folder with the program's real files, a clock that may lie, a current that may fail."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from casefiles.domain.changes import Seen
from casefiles.domain.entities import ENTITIES
from casefiles.edges import codec
from casefiles.office import Me, Office
from db import log, opening
from db.lock import OfficeLock
from db.schema import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from random import Random

    from casefiles.domain.changes import Block

DAY = 86_400_000
START = int(dt.datetime(2026, 3, 1, tzinfo=dt.UTC).timestamp() * 1000)
OFFICES = {
    "P": ("9999", "city"),
    "C": ("999901", "county"),
    "N": ("999901102", "township"),
    "T": ("999901101", "township"),
    "W": ("999901103", "township"),
    "V": ("99", "province"),
}
CODES = {letter: code for letter, (code, _) in OFFICES.items()}
TOWNS = {code: letter for letter, (code, level) in OFFICES.items() if level == "township"}
HOME = {"T": "C", "N": "C", "W": "C", "C": "P", "V": "P", "P": "C"}
"""the office that each meets most, and at the end"""
MOST_COMPUTERS = 7
PASSPHRASE = "a small world"
SHOWN = ("child", "visit", "mentor", "office")
"""the registers that worlds write in"""


class PowerCut(BaseException):
    """The current is gone: nothing after this runs, not even what cleans up the database."""


class Clock:
    """A computer's clock that may lie."""

    def __init__(self) -> None:
        self.ms = START
        self.wrong_by = 0

    def today(self) -> dt.date:
        """The local date as this computer believes it."""
        return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=self.now_ms())).date()

    def now_ms(self) -> int:
        """Each look takes a millisecond."""
        self.ms += 1
        return max(0, self.ms + self.wrong_by)


class Failing:
    """A connection whose current fails at its n-th statement: before that one, or after it was done."""

    def __init__(self, connection: Any, at: int, *, after: bool) -> None:
        self.connection, self._left, self._after, self.dead = connection, at, after, False

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.connection, name)
        if name not in ("execute", "executemany", "backup"):
            return found

        def counted(*args: Any, **more: Any) -> Any:
            if self.dead:
                raise PowerCut
            self._left -= 1
            if self._left < 0:
                self.dead = True
                if self._after:
                    found(*args, **more)
                raise PowerCut
            return found(*args, **more)

        return counted


@dataclass
class Computer:
    """`office` is open; `name` is the letter of its office, and what sets copies apart."""

    name: str
    code: str
    level: str
    folder: Path
    key: bytes
    clock: Clock = field(default_factory=Clock)
    office: Office = field(init=False)
    _looked_at: tuple[Any, int] = (None, 0)
    _readable: set[bytes] = field(default_factory=set)

    def open(self) -> None:
        """Start the program."""
        ledger, queries, home = opening.open_with(self.folder, self.key, OfficeLock(self.folder), self.clock)
        self.office = Office(ledger, queries, self.clock, Me("clerk", "示例"), home)

    def close(self) -> None:
        """End the program; a current that was to fail does so no more."""
        writer = self.database._writer
        if isinstance(writer, Failing):
            self.database._writer = writer.connection
        self.office.ledger.close()

    def reopen(self) -> None:
        """Switch off and on."""
        self.close()
        self.open()

    @property
    def database(self) -> Any:
        """The open file."""
        return self.office.ledger.database  # type: ignore[attr-defined]

    @property
    def device(self) -> str:
        """The device that it writes as."""
        return self.office.ledger.device

    # bad luck

    def weak_current(self, at: int, *, after: bool) -> None:
        """The current will fail at the n-th statement that writes."""
        failing = Failing(self.database._writer, at, after=after)
        self.database._writer = failing
        self.office.ledger._projection._connection = failing  # type: ignore[attr-defined]

    def fall_dark(self, rng: Random) -> None:
        """The current fails now; the disk is what it was at this moment, perhaps with a torn page behind it. Start
        again."""
        dark = self.folder.with_name(self.folder.name + "-dark")
        shutil.copytree(self.folder, dark, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
        wal = dark / (opening.FILE + "-wal")
        if wal.exists() and rng.random() < 0.5:
            with wal.open("ab") as file:
                file.write(rng.randbytes(rng.randrange(4200)))
        self.close()
        shutil.rmtree(self.folder)
        dark.rename(self.folder)
        self.open()

    def small_disk(self, pages: int | None) -> None:
        """Only so many pages more fit on the disk; None: all is well again."""
        with self.database.alone() as connection:
            most = 2**30
            if pages is not None:
                most = connection.execute("PRAGMA page_count").fetchone()[0] + pages
            connection.execute(f"PRAGMA max_page_count={most}").fetchall()

    # what is on it

    def ids(self, where: str = "com IS NULL") -> set[bytes]:
        """The changes that stand here."""
        return {id_ for (id_,) in self.database.read(f"SELECT id FROM change WHERE {where}")}  # noqa: S608

    def held(self) -> set[bytes]:
        """The changes that are here in full, private parts aside."""
        return self.ids()

    def readable(self) -> set[bytes]:
        """The changes whose private parts are here. They are looked at anew when anything was written."""
        database, written = self._looked_at
        if database is not self.database or written != self.database._writer.total_changes:
            self._readable = {id_ for _, _, id_, body, private in self.bodies() if codec.mark_of(body) in private}
            self._looked_at = self.database, self.database._writer.total_changes
        return set(self._readable)

    def bodies(self) -> Iterator[tuple[str, int, bytes, bytes, Mapping[str, bytes]]]:
        """Every change that is here in full: log, number, id, body, the private parts around it."""
        return self._told(self.office.ledger.since({}))

    def own_bodies(self, seq: int) -> Iterator[tuple[int, bytes, bytes, Mapping[str, bytes]]]:
        """What this device wrote after this number: number, id, body, the private parts around it."""
        with self.database.reading() as connection:
            own = log.logs(connection)[self.device]
            told = self._told(log.blocks(connection, own, Seen(seq, b"")))
            yield from ((at, id_, body, private) for _, at, id_, body, private in told)

    @staticmethod
    def _told(blocks: Iterable[Block]) -> Iterator[tuple[str, int, bytes, bytes, Mapping[str, bytes]]]:
        for block in blocks:
            ids = log.verified(block) or ()
            for seq, (id_, body) in enumerate(zip(ids, block.bodies, strict=True), block.first):
                if isinstance(body, bytes):
                    yield block.name, seq, id_, body, block.private

    def own_since(self, seq: int) -> list[tuple[int, bytes, str, bytes]]:
        """What this device wrote after this number: number, id, record, body."""
        return [(at, id_, codec.wire(body).r, body) for at, id_, body, _ in self.own_bodies(seq)]

    def own_seq(self) -> int:
        """How far its own log goes."""
        return int(self.database.one("SELECT seq FROM log WHERE own=1")[0])

    def shown(self, entity: str) -> list[dict[str, Any]]:
        """Every row of a register, deleted ones too."""
        names = ["id", *ENTITIES[entity].fields, "_del", "_h", "_x"]
        lines = self.database.read(f'SELECT {read(ENTITIES[entity])} FROM "{entity}"')  # noqa: S608
        return [dict(zip(names, line, strict=True)) for line in lines]

    def one_of(self, rng: Random, entity: str, *, gone: bool = False) -> str | None:
        """A record that is listed here, or a deleted one: often the same one everywhere, so that writers meet."""
        asked = f'SELECT id FROM "{entity}" WHERE coalesce(_del, 0)=? ORDER BY id'  # noqa: S608
        rows = self.database.read(asked, (int(gone),))
        return str(rng.choice(rows if rng.random() < 0.5 else rows[:1])[0]) if rows else None

    def files(self) -> tuple[object, ...]:
        """When the database and what stands beside it were written last, and how long they are: after a refusal
        nothing was."""
        found: list[object] = []
        for rest in ("", "-wal"):
            path = self.folder / (opening.FILE + rest)
            stat = path.stat() if path.exists() else None
            found.append(stat and (stat.st_mtime_ns, stat.st_size))
        return tuple(found)

    def content(self) -> tuple[object, ...]:
        """What its logs hold."""
        read = self.database.read
        return (
            tuple(read("SELECT name, seq, head, answer FROM log ORDER BY lid")),
            tuple(read("SELECT lid, first, last FROM hole ORDER BY lid, first")),
            len(self.readable()),
        )

    def believes(self, code: str) -> str | None:
        """What it believes that an office has."""
        found = self.database.one("SELECT receipt FROM peer WHERE office=?", (code,))
        return json.dumps(json.loads(found[0]), sort_keys=True) if found and found[0] else None

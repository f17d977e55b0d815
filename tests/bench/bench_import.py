"""Merging another office's visits, beside raw executemany of the same rows into SQLCipher.

The peer that the budget speaks of fills the same table with the same indexes; a bare table without any index is
reported too. Neither of them verifies a chain, keeps a log, or finds who is due.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.demo.people import People
from db.driver import Database
from db.schema import quoted
from tests.bench import offices
from tests.bench.run import Figure
from tests.bench.sync_pair import Cost

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COLUMNS = (
    "id",
    "child",
    "mentor",
    "on",
    "kind",
    "contact",
    "met",
    "place",
    "minutes",
    "state",
    "summary",
    "given",
)


def bench(quick: bool) -> Iterator[Figure]:
    """Three rounds in turn, medians; the first load and the same package again."""
    visits = 2_000 if quick else 20_000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        offices.make(root / "from")
        sender = offices.unlock(root / "from")
        offices.fill(sender, 60, 30)
        before = dict(sender.ledger.vector())
        offices_visits(sender, visits)
        first, rest = list(sender.ledger.since({})), list(sender.ledger.since(before))
        people = [b for b in first if b.first <= before[b.dev].seq]
        rows = [
            tuple(r.values.get(c) if c != "id" else r.id for c in COLUMNS)
            for r in sender.queries.select("visit")
        ]
        made = sender.ledger.database.read(
            "SELECT sql FROM sqlite_master WHERE tbl_name='visit' AND sql IS NOT NULL"
        )
        same = [sql for (sql,) in made]
        bare = [f"CREATE TABLE visit(id TEXT PRIMARY KEY, {', '.join(quoted(c) for c in COLUMNS[1:])})"]
        sender.ledger.close()
        ours, peer, plain, again = [], [], [], []
        for n in range(1 if quick else 3):
            peer.append(raw(root / f"same{n}.db", same, rows, COLUMNS).wall)
            plain.append(raw(root / f"bare{n}.db", bare, rows, COLUMNS).wall)
            offices.make(root / f"to{n}")
            office = offices.unlock(root / f"to{n}")
            office.ledger.apply(_up_to(people, before))
            ours.append(_timed(lambda office=office: office.ledger.apply(rest)))
            again.append(_timed(lambda office=office: office.ledger.apply(rest)))
            office.ledger.close()
    speed, same_rows, light, twice = (len(rows) / statistics.median(t) for t in (ours, peer, plain, again))
    what = f"{len(rows):,} visits"
    same_table, bare_table = "raw executemany, same table and indexes", "raw executemany, bare table"
    kept = speed >= same_rows / 4
    yield Figure("import", what, speed, "rows/s", same_rows, same_table, speed / same_rows, "at least 0.25x", kept)
    yield Figure("import", what, speed, "rows/s", light, bare_table, speed / light, "none", True)
    yield Figure("import", "the same again", twice, "rows/s", same_rows, same_table, twice / same_rows, "none", True)


def offices_visits(office, number: int) -> None:  # type: ignore[no-untyped-def]
    """Visits of a register of children and mentors that stand already."""
    people = People(3, "999901101", offices.TODAY)
    children = [r.id for r in office.queries.select("child")]
    mentors = [r.id for r in office.queries.select("mentor")]
    for _ in range(number):
        people.visit(
            people.rng.choice(children),
            people.rng.choice(mentors),
            people.day(offices.TODAY.replace(year=2025), offices.TODAY),
        )
    office.ledger.write(people.made.edits, "clerk")


def _up_to(blocks, have):  # type: ignore[no-untyped-def]
    from dataclasses import replace

    for block in blocks:
        room = have[block.dev].seq - block.first + 1
        yield (
            block
            if room >= len(block.bodies)
            else replace(block, bodies=block.bodies[:room], end=have[block.dev].head)
        )


def _timed(work) -> float:  # type: ignore[no-untyped-def]
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def raw(path: Path, tables: list[str], rows: list[tuple[object, ...]], columns: Sequence[str]) -> Cost:
    """What executemany of these rows into a new encrypted file takes, its commit included."""
    database = Database(path, bytes(32))
    with database.alone() as connection:
        for sql in tables:
            connection.execute(sql)
    names = ", ".join(quoted(c) for c in columns)
    wall, cpu = time.perf_counter(), time.process_time()
    with database.writing() as connection:
        connection.executemany(f"INSERT INTO visit({names}) VALUES({','.join('?' * len(columns))})", rows)
    taken = Cost(time.perf_counter() - wall, time.process_time() - cpu, 0)
    database.close()
    return taken

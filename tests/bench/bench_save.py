"""A visit saved through the service, beside bare SQLCipher commits with synchronous=FULL, in turn.

One peer puts a row of as many bytes into a table without indexes, the smallest commit that there is; the other puts the
same visit into the same table, with the same indexes and as many rows. Neither checks what was typed, keeps a log, or
finds who is due. The visits are of this month, one after the other, as a stack of notes is: each is its child's latest,
and moves the child and the mentor in their registers.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain.entities import ENTITIES
from db.driver import Database
from db.schema import quoted, read
from tests.bench import offices
from tests.bench.run import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from casefiles.office import Office

SUMMARY = "孩子精神状态良好，主动讲了学校运动会的事。奶奶腿脚不便，冬衣还缺一件厚外套。"


def bench(quick: bool) -> Iterator[Figure]:
    """The two in turn, medians."""
    rounds = 50 if quick else 400
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        offices.make(root / "office")
        office = offices.unlock(root / "office")
        offices.fill(office, 60 if quick else 300, 24 if quick else 120)
        children, mentors = ([r.id for r in office.queries.select(e, limit=60)] for e in ("child", "mentor"))
        draft = {
            "kind": "home",
            "contact": "child",
            "state": "good",
            "summary": SUMMARY,
            "minutes": "40",
        }
        bare = Database(root / "bare.db", bytes(32))
        with bare.alone() as connection:
            connection.execute("CREATE TABLE visit(id TEXT PRIMARY KEY, body TEXT, more TEXT)")
        same = _same_table(office, root / "same.db")
        ours: list[float] = []
        peer: list[float] = []
        least: list[float] = []
        chance = Random(5)
        for n in range(rounds):
            child, mentor = children[n % len(children)], mentors[n // 5 % len(mentors)]  # five notes of each
            key = f"visit:{child}"
            office.ledger.keep_draft(key, {"summary": SUMMARY})  # as the form has done while it was typed
            typed = {
                **draft,
                "child": child,
                "mentor": mentor,
                "on": f"2026-11-{1 + 20 * n // rounds:02d}",
            }
            line = (f"v-{n:019d}", *typed.values(), None, bytes(20), None)
            turns: list[tuple[list[float], Callable[[], object]]] = [
                (peer, partial(_same, same, _insert(typed), line)),
                (least, partial(_bare, bare, n)),
                (ours, partial(_save, office, typed, key)),
            ]
            chance.shuffle(turns)
            for times, work in turns:
                began = time.perf_counter()
                work()
                times.append(time.perf_counter() - began)
        bare.close()
        same.close()
        office.ledger.close()
    mine, raw, light = (statistics.median(t) * 1000 for t in (ours, peer, least))
    same_row, one_row = "bare commit, same row, table and indexes", "bare commit, a row without indexes"
    yield Figure("save", "a visit", mine, "ms", light, one_row, mine / light, "at most 2x", mine <= 2 * light)
    yield Figure("save", "a visit", mine, "ms", raw, same_row, mine / raw, "none", True)


def _same_table(office: Office, path: Path) -> Database:
    """A database with the office's table of visits, its indexes and its rows, and nothing else."""
    ours: Database = office.ledger.database  # type: ignore[attr-defined]  # a port names no database
    rows = ours.read(f"SELECT {read(ENTITIES['visit'])} FROM visit")  # noqa: S608 - with its texts
    made = "SELECT sql FROM sqlite_master WHERE tbl_name='visit' AND sql IS NOT NULL"
    statements = ours.read(made)
    database = Database(path, bytes(32))
    with database.alone() as connection:
        for (sql,) in statements:
            connection.execute(sql)
    with database.writing() as connection:
        connection.executemany(f"INSERT INTO visit VALUES({','.join('?' * len(rows[0]))})", rows)
    return database


def _insert(typed: dict[str, str]) -> str:
    names = ", ".join(quoted(n) for n in ("id", *typed, "_del", "_h", "_x"))
    return f"INSERT INTO visit({names}) VALUES({','.join('?' * (len(typed) + 4))})"


def _same(database: Database, sql: str, line: tuple[object, ...]) -> None:
    with database.writing() as connection:
        connection.execute(sql, line)


def _bare(database: Database, n: int) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO visit VALUES(?, ?, ?)", (f"v-{n:019d}", SUMMARY * 3, SUMMARY))


def _save(office: Office, typed: dict[str, str], key: str) -> None:
    """What the form's Ctrl+Enter does: the visit, its draft gone, the last values remembered; one transaction."""
    last = json.dumps({n: typed[n] for n in ("on", "mentor", "kind")})
    recording.save(office, ENTITIES["visit"], typed, kept_as=key, settings={"visit.last": last})

"""A visit saved through the service, beside a bare SQLCipher commit of as many bytes, both with synchronous=FULL."""

from __future__ import annotations

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
        offices.fill(office, 60 if quick else 300, 20, 400 if quick else 2000)
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
        ours: list[float] = []
        peer: list[float] = []
        chance = Random(5)
        for n in range(rounds):
            child, mentor = children[n % len(children)], mentors[n % len(mentors)]
            key = f"visit:{child}"
            office.ledger.keep_draft(key, {"summary": SUMMARY})  # as the form has done while it was typed
            typed = {
                **draft,
                "child": child,
                "mentor": mentor,
                "on": f"2026-{1 + n % 10:02d}-{1 + n % 28:02d}",
            }
            turns: list[tuple[list[float], Callable[[], object]]] = [
                (peer, partial(_bare, bare, n)),
                (ours, partial(_save, office, typed, key)),
            ]
            chance.shuffle(turns)
            for times, work in turns:
                began = time.perf_counter()
                work()
                times.append(time.perf_counter() - began)
        bare.close()
        office.ledger.close()
    mine, bared = statistics.median(ours) * 1000, statistics.median(peer) * 1000
    ratio = mine / bared
    yield Figure("save", "a visit", mine, "ms", bared, "bare commit", ratio, "at most 2x", ratio <= 2)


def _bare(database: Database, n: int) -> None:
    with database.writing() as connection:
        connection.execute("INSERT INTO visit VALUES(?, ?, ?)", (f"v-{n:019d}", SUMMARY * 3, SUMMARY))


def _save(office: Office, typed: dict[str, str], key: str) -> None:
    """What the form's Ctrl+Enter does: the visit, its draft gone, the last values remembered; one transaction."""
    recording.save(office, ENTITIES["visit"], typed, kept_as=key, settings={"visit.last": key})

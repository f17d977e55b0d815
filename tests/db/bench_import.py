"""How fast blocks of visits become rows, against executemany of the same rows into the same encrypted table.

    python -m tests.db.bench_import [--visits 20000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from casefiles.domain.changes import START, Block, Body, chain
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.edges import codec
from db import opening
from db.driver import Database
from db.schema import columns, quoted
from tests.db import office_files

DEV = "bench234bench234"


def children(number: int) -> list[bytes]:
    """The bodies of new children."""
    found = []
    for at in range(number):
        row = new_id("c", 1_700_000_000_000 + at, at)
        fields: dict[str, str | int | None] = {"name": "赵小样", "risk": "yellow", "opened_on": "2026-01-05"}
        found.append(codec.encode(Body(row, "child", office_files.START_MS, fields, (), "bench", f"{at:018x}")))
    return found


def visits(number: int, of: int, seed: int = 1) -> list[bytes]:
    """The bodies of new visits to so many children, every field filled in."""
    rng = random.Random(seed)
    kids = [new_id("c", 1_700_000_000_000 + i, i) for i in range(of)]
    bodies = []
    for at in range(number):
        now = office_files.START_MS + at * 1000
        fields = ENTITIES["visit"].sample(rng) | {"child": rng.choice(kids), "mentor": new_id("m", 1, at % 500)}
        row = new_id("v", now, rng.getrandbits(50))
        bodies.append(codec.encode(Body(row, "visit", now, fields, (), "bench", f"{rng.getrandbits(72):018x}")))
    return bodies


def blocks(bodies: list[bytes], dev: str = DEV) -> list[Block]:
    """The bodies as a device's log, in blocks of 1,000."""
    found, head = [], START
    for at in range(0, len(bodies), 1000):
        part = tuple(bodies[at : at + 1000])
        prev = head
        for body in part:
            head = chain(head, body)
        found.append(Block(dev, at + 1, prev, head, part))
    return found


def raw(folder: Path, bodies: list[bytes]) -> float:
    """Seconds for executemany of the finished rows into an empty table of the same shape, indexes included."""
    office_files.make(folder)
    entity = ENTITIES["visit"]
    lines = []
    for body in bodies:
        w = codec.wire(body)
        lines.append((w.r, *(w.f.get(n) for n in entity.fields), None, b"h" * 20, None))
    database = Database(folder / opening.FILE, office_files.KEY)
    names = columns(entity)
    sql = f"INSERT INTO visit({','.join(map(quoted, names))}) VALUES({','.join('?' * len(names))})"
    begun = time.perf_counter()
    with database.writing() as connection:
        connection.executemany(sql, lines)
    took = time.perf_counter() - begun
    database.close()
    return took


def ours(folder: Path, kids: list[Block], sent: list[Block]) -> tuple[float, float]:
    """Seconds to apply the visits to known children, and to apply them again (all known)."""
    office_files.make(folder)
    desk = office_files.opened(folder)
    desk.ledger.apply(kids)
    begun = time.perf_counter()
    report = desk.ledger.apply(sent)
    took = time.perf_counter() - begun
    if report.new != sum(len(b.bodies) for b in sent):
        raise AssertionError(report)
    begun = time.perf_counter()
    if desk.ledger.apply(sent).new:
        raise AssertionError("nothing was new")
    again = time.perf_counter() - begun
    desk.ledger.close()
    return took, again


def main(argv: list[str] | None = None) -> dict[str, float]:
    """Runs the rounds interleaved and prints the medians as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=20_000)
    parser.add_argument("--children", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args(argv)
    bodies = visits(asked.visits, asked.children)
    kids = blocks(children(asked.children), "kids567kids567ki")
    sent = blocks(bodies)
    raws, mine, repeats = [], [], []
    with tempfile.TemporaryDirectory() as scratch:
        for turn in range(asked.rounds):
            raws.append(raw(Path(scratch) / f"raw{turn}", bodies))
            took, again = ours(Path(scratch) / f"ours{turn}", kids, sent)
            mine.append(took)
            repeats.append(again)
    found = {
        "visits": asked.visits,
        "raw_rows_per_s": round(asked.visits / statistics.median(raws)),
        "import_rows_per_s": round(asked.visits / statistics.median(mine)),
        "ratio": round(statistics.median(r / m for r, m in zip(raws, mine, strict=True)), 3),
        "again_rows_per_s": round(asked.visits / statistics.median(repeats)),
    }
    json.dump(found, sys.stdout)
    print()
    return found


if __name__ == "__main__":
    main()

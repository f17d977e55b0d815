"""How fast a package is written and verified, and what it takes: `python -m tests.package.bench_package [changes]`."""

from __future__ import annotations

import hashlib
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles.domain.changes import START, Block, chain
from casefiles.edges.package.reading import runs, verify
from casefiles.edges.package.stick import write_safely
from casefiles.edges.package.writing import write_package
from tests.package.parts import COUNTY, TOWN, header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORDS = "孩子今天在家写作业爷爷奶奶身体都好学校老师说进步很大天气凉了需要冬衣下次带几本书来"


def visits(count: int) -> Iterator[Block]:
    """A log of invented visits of 14 fields, in the blocks a ledger gives."""
    chance = random.Random(5)
    head, bodies, first = START, [], 1
    prev = head
    for n in range(1, count + 1):
        fields = {
            "child": f"c-{chance.getrandbits(130):032x}"[:28],
            "mentor": f"m-{chance.randrange(60):026d}",
            "on": f"2026-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
            "kind": "home",
            "contact": "met",
            "met": "奶奶",
            "place": "家中",
            "minutes": chance.randrange(5, 90),
            "state": "well",
            "areas": "study,health",
            "summary": "".join(chance.choices(WORDS, k=chance.randrange(12, 60))),
            "given": "书本",
            "follow_up": "",
            "next_on": None,
        }
        body = {"r": f"v-{n:026d}", "t": "visit", "ts": 1_770_000_000_000 + n * 61_000, "f": fields, "p": [],
                "u": "clerk", "n": hashlib.sha256(b"%d" % n).hexdigest()[:18]}  # fmt: skip
        bodies.append(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())
        head = chain(head, bodies[-1])
        if len(bodies) == 1000 or n == count:
            yield Block("abcdefgh234567ab", first, prev, head, tuple(bodies))
            first, prev, bodies = n + 1, head, []


def timed(work: Callable[[], object], rounds: int = 5) -> float:
    """Median seconds."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def main(count: int = 20_000) -> dict[str, float]:
    """Measure and print; seconds, bytes and MiB by name."""
    log = list(visits(count))
    plain = sum(len(body) for block in log for body in block.bodies)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.tgx"

        def write() -> None:
            write_safely(
                path.parent, path.name, lambda out: write_package(out, header(count), log, TOWN.seed)
            )

        def check() -> None:
            seen = verify(path, COUNTY.secret, lambda header, _: {TOWN.public: TOWN.office}.get(header.key))
            assert seen.header.changes == count

        def hand_out() -> None:
            seen = verify(path, COUNTY.secret, lambda header, _: {TOWN.public: TOWN.office}.get(header.key))
            assert sum(len(run.bodies) for run in runs(seen, COUNTY.secret)) == count

        found = {"write": timed(write), "verify": timed(check), "verify and hand out": timed(hand_out)}
        size = path.stat().st_size
    print(
        f"{count:,} changes, {plain / 1e6:.1f} MB plain, {size / 1e6:.2f} MB file, {size / count:.0f} B a change"
    )
    for name, seconds in found.items():
        print(f"{name:20} {seconds:7.3f} s  {count / seconds:10,.0f} changes/s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process {peak:.0f} MiB")
    return {**found, "bytes": size, "peak": peak}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)

"""The exchange between offices: import beside raw executemany, one package out of a large register, memory, room.

Every ratio is of two things done in turn in this run. Import is measured in processor time, for both sides: what else
the computer does is not in it. `--with-peers` adds Morango and PouchDB, fetched on demand; nothing else needs them.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casefiles import exchange
from db import texts
from tests.bench import offices as registers
from tests.bench.bench_import import raw
from tests.bench.run import Figure
from tests.bench.sync_pair import COUNTY, TOWN, Pair, cost, visited
from tests.package import offices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from casefiles.domain.changes import Block
    from casefiles.office import Office

OF_RAW = 0.5
OUT, IN = 0.3, 0.5
"""seconds for a package of a hundred changes"""
MOST_MIB = 200
MOST_BYTES = 500
MILLION = 1_000_000
CHANGES = 100
BESIDE = "999901102"


def bench(quick: bool, peers: bool = False) -> Iterator[Figure]:
    """All of it, one part after the other."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        speed = yield from imported(root / "import", 2_000 if quick else 20_000, 1 if quick else 5)
        yield from packages(root, (1_000, 4_000) if quick else (30_000, 300_000))
        if not quick:  # a few thousand visits say nothing of a million
            yield from memory(root, (200_000, 400_000))
        if peers:
            from tests.bench.peers.run import beside

            yield from beside(root / "peers", 500 if quick else 20_000, speed)


def imported(root: Path, visits: int, rounds: int) -> Iterator[Figure]:
    """Merging another office's visits, beside raw executemany of the same rows into the same table and indexes. Yields
    figures, gives our speed in rows a second."""
    root.mkdir()
    names, rows, tables, people, rest = _source(root / "from", visits)
    ours, peer, again, taken = [], [], [], 0
    for n in range(rounds):
        # a text that was bound once keeps its UTF-8 beside it: rows come once, so each round has texts of its own
        fresh = [tuple(v.encode().decode() if isinstance(v, str) else v for v in row) for row in rows]
        peer.append(raw(root / f"raw{n}.db", tables, fresh, names).cpu)
        registers.make(root / f"to{n}")
        office = registers.unlock(root / f"to{n}")
        office.ledger.apply(people)
        before = _size(office, root / f"to{n}")
        ours.append(cost(office, lambda office=office: office.ledger.apply(rest), steps=False).cpu)  # type: ignore[misc]
        taken = _size(office, root / f"to{n}") - before
        again.append(cost(office, lambda office=office: office.ledger.apply(rest), steps=False).cpu)  # type: ignore[misc]
        office.ledger.close()
    fast, bare, twice = (visits / statistics.median(t) for t in (ours, peer, again))
    ratio, peer_is = fast / bare, "raw executemany, same table and indexes, SQLCipher"
    what = f"import of {visits:,} visits"
    yield Figure(
        "sync", what, fast, "rows/CPU s", bare, peer_is, ratio, f"at least {OF_RAW}x", ratio >= OF_RAW
    )
    yield Figure("sync", "the same again", twice, "rows/CPU s", bare, peer_is, twice / bare, "none", True)
    light = (root / "raw0.db").stat().st_size / visits
    each = taken / visits
    yield Figure(
        "sync", "database, log included", each, "B a visit", light, "the same table and indexes without a log",
        each / light, f"at most {MOST_BYTES} B", each <= MOST_BYTES,
    )  # fmt: skip
    return fast


def _source(
    root: Path, visits: int
) -> tuple[list[str], list[tuple[object, ...]], list[str], list[Block], list[Block]]:
    """Columns, rows and statements of the table, and the blocks before and of the visits."""
    registers.make(root)
    sender = registers.unlock(root)
    registers.fill(sender, 60, 30)
    registers.fill_children(sender, visits // 40)
    before = dict(sender.ledger.vector())
    people = list(sender.ledger.since({}))
    stood = {r.id for r in sender.queries.select("visit")}
    for edits in visited(sender, visits):
        sender.ledger.write(edits, "clerk")
    rest = list(sender.ledger.since(before))
    base: Any = sender.ledger
    made = base.database.read("SELECT sql FROM sqlite_master WHERE tbl_name='visit' AND sql IS NOT NULL")
    new = [r for r in sender.queries.select("visit") if r.id not in stood]
    names = ["id", *sorted({name for r in new for name, value in r.values.items() if value is not None})]
    listed = ", ".join(texts.column("visit", n) for n in names)  # the peer writes every text into its row
    found = base.database.read(f"SELECT {listed} FROM visit ORDER BY rowid")  # noqa: S608
    rows = [row for row in found if row[0] not in stood]
    sender.ledger.close()
    return names, rows, [sql for (sql,) in made], people, rest


def _size(office: Office, folder: Path) -> int:
    base: Any = office.ledger
    base.database.settle()
    return (folder / "office.db").stat().st_size


def packages(root: Path, sizes: tuple[int, int]) -> Iterator[Figure]:
    """A hundred changes out of a small register and a large one, up and down."""
    found: dict[str, list[tuple[float, int]]] = {}
    for visits in sizes:
        pair = Pair(root / f"pair{visits}", visits)
        pair.carry(pair.town, pair.county)
        pair.settle()
        for way, send in (("up", pair.up), ("down", pair.down)):
            told = []
            for _ in range(3):
                told.append(send(CHANGES))
                pair.settle()
            for side, both in zip(("out", "in"), zip(*told, strict=True), strict=True):
                one = (statistics.median(c.wall for c in both), int(statistics.median(c.steps for c in both)))
                found.setdefault(f"{way}, {side}", []).append(one)
        pair.close()
    for called, (small, large) in found.items():
        budget = OUT if called.endswith("out") else IN
        kept = large[0] <= budget and large[1] <= 2 * small[1]
        what = f"{CHANGES} changes {called}, of {sizes[1]:,} visits"
        peer_is = f"of {sizes[0]:,} visits"
        must = f"at most {budget} s, at most twice the steps"
        yield Figure("sync", what, large[0], "s", small[0], peer_is, large[0] / small[0], must, kept)
        grown = large[1] / small[1]
        yield Figure(
            "sync",
            what,
            large[1] / 1000,
            "thousand steps of SQLite",
            small[1] / 1000,
            peer_is,
            grown,
            must,
            kept,
        )


STEPS = ("writing the first package up", "taking it in", "writing the first package down",
         "writing all of it down again", "taking that in")  # fmt: skip


def memory(root: Path, sizes: tuple[int, int]) -> Iterator[Figure]:
    """Peak memory of a whole register's way up and down again, and what a million changes would come to. Each step is
    a process of its own that opens the office. Where the page caches are not full at the smaller size, what fills them
    would be taken for what grows with every change."""
    peaks: dict[str, list[int]] = {step: [] for step in STEPS}
    for visits in sizes:
        for step, most in zip(STEPS, _peaks(root / f"memory{visits}", visits), strict=True):
            peaks[step].append(most)
    for step, (small, large) in peaks.items():
        each = (large - small) / (sizes[1] - sizes[0])
        whole = (large + each * (MILLION - sizes[1])) / 2**20
        what = f"peak memory of {step}, {sizes[1]:,} visits"
        told = f"{sizes[0]:,} visits, so {each:.0f} B a change more and {whole:.0f} MiB at a million"
        yield Figure(
            "sync", what, large / 2**20, "MiB", small / 2**20, told, large / small,
            f"at most {MOST_MIB} MiB at a million", whole <= MOST_MIB,
        )  # fmt: skip


def _peaks(root: Path, visits: int) -> Iterator[int]:
    """The bytes that each of the steps took at most. The county knows a township beside ours, as counties do: whether
    that has written anything of ours is to be found out."""
    pair = Pair(root, visits)
    offices.make(root / "beside", BESIDE)
    beside = offices.opened(root / "beside")
    offices.meet(pair.stick, pair.county, beside)
    offices.add(beside, "child", name="吴例", area=f"{BESIDE}001")
    pair.carry(beside, pair.county)
    beside.ledger.close()
    pair.close()
    up, package = _step(root / "town", COUNTY, pair.stick)
    yield up
    yield _step(root / "county", "import", package)[0]
    yield _step(root / "county", TOWN, pair.stick)[0]  # it lacks nothing; every record is looked at all the same
    offices.make(root / "anew", TOWN)  # the computer was lost: a new one is to have everything
    county, anew = offices.opened(root / "county"), offices.opened(root / "anew")
    exchange.accept_card(county, exchange.write_card(anew, pair.stick), replace_known=True)
    exchange.accept_card(anew, exchange.write_card(county, pair.stick))
    county.ledger.close()
    anew.ledger.close()
    down, package = _step(root / "county", TOWN, pair.stick)
    yield down
    yield _step(root / "anew", "import", package)[0]


def _step(office: Path, work: str, path: Path) -> tuple[int, Path]:
    command = [sys.executable, "-m", "tests.bench.sync_memory", str(office), work, str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split(maxsplit=2)
    return int(told[1]) * 1024, Path(told[2].strip())

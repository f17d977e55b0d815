"""How quick the search box is: `python -m tests.search.bench_search [--children N] [--mentors N]`.

Prints the time to fill the index and to save one person, the size on disk, and the median and 99th percentile of
each class of question, in milliseconds, on an encrypted file with a 64 MB cache. Besides the clock's time stands the
processor's, which other programs on the machine do not lengthen; exit 1 if its 99th percentile is over budget.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3

from casefiles.domain import pinyin
from db import search
from tests.search.people import people

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUDGET_MS = 5.0
SEVERAL_WORDS_MS = 20.0
"""For several words, each of which may fit tens of thousands of people: their sets are read and met."""

SEVERAL_WORDS = (
    "initials + village", "1 letter + village", "misspelt + village", "surname, given name", "name + birth year",
)  # fmt: skip


def opened(path: Path) -> Any:
    """A connection as the program opens it."""
    conn = sqlcipher3.connect(str(path), isolation_level=None)
    conn.execute("PRAGMA key=\"x'" + "11" * 32 + "'\"")
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
        conn.execute(f"PRAGMA {pragma}")
    return conn


def typed(chance: random.Random, sample: list[search.Findable]) -> dict[str, Callable[[], str]]:
    """For each class of question, a function that makes one."""

    def one() -> search.Findable:
        return chance.choice(sample)

    def said() -> tuple[str, ...]:
        return pinyin.name_readings(one().name)[0]

    def initials() -> str:
        return "".join(piece[0] for piece in said())

    def slip(text: str) -> str:
        at = chance.randrange(len(text))
        exchanged = text.replace("zh", "z").replace("ang", "an").replace("ing", "in")
        if exchanged != text and chance.random() < 0.5:
            return exchanged
        return text[:at] + text[at + 1 :] if chance.random() < 0.5 else text[:at] + "e" + text[at:]

    def part(text: str, length: int) -> str:
        start = chance.randrange(max(1, len(text) - length + 1))
        return text[start : start + length]

    def mixed() -> str:
        first, *rest = said()
        return first + "".join(piece[0] for piece in rest)

    return {
        "1 hanzi, surname": lambda: one().name[0],
        "1 hanzi, given name": lambda: one().name[-1],
        "2 hanzi, head": lambda: one().name[:2],
        "2 hanzi, tail": lambda: one().name[-2:],
        "whole name": lambda: one().name,
        "1 letter": lambda: initials()[0],
        "2 letters": lambda: initials()[:2],
        "initials (zxm)": initials,
        "mixed (zhangxm)": mixed,
        "full pinyin": lambda: "".join(said()),
        "syllable (zhang)": lambda: said()[0],
        "misspelt pinyin": lambda: slip("".join(said())),
        "nobody (letters)": lambda: "".join(chance.choices("qxvwkz", k=7)),
        "ID number, whole": lambda: one().id_number,
        "ID number, last 4": lambda: one().id_number[-4:],
        "ID number, birth date": lambda: one().id_number[6:14],
        "ID number, any 3": lambda: part(one().id_number, 3),
        "ID number, any 10": lambda: part(one().id_number, 10),
        "digits, 1 or 2": lambda: part(one().id_number[:-1], chance.choice((1, 2))),
        "digits, 6 at random": lambda: f"{chance.randint(0, 999_999):06}",
        "digits, 12 at random": lambda: f"{chance.randint(0, 999_999_999_999):012}",
        "phone, any 5": lambda: part(one().phone or "10012345678", 5),
        "file number, serial": lambda: one().number[-6:].lstrip("0-SD") or "1",
        "file number, head": lambda: (one().number or "DS-999101")[:9],
        "village": lambda: one().village,
        "village, 2 letters": lambda: "".join(piece[0] for piece in pinyin.plain_readings(one().village)[0][:2]),
        "initials + village": lambda: f"{initials()} {one().village[:2]}",
        "misspelt + village": lambda: f"{slip(''.join(said()))} {one().village}",
        "1 letter + village": lambda: f"{initials()[0]} {one().village}",
        "surname, given name": lambda: f"{one().name[0]} {one().name[-1]}",
        "name + birth year": lambda: f"{one().name} {one().id_number[6:10]}",
    }


def main(argv: list[str] | None = None) -> int:
    """Fills a file with invented people, asks, prints; 0 if every class keeps the budget."""
    parser = argparse.ArgumentParser(description="Measure the search box.")
    parser.add_argument("--children", type=int, default=85_000)
    parser.add_argument("--mentors", type=int, default=240_000)
    parser.add_argument("--asked", type=int, default=300, help="questions in each class")
    parser.add_argument("--only", default="", help="classes whose name has this in it")
    parser.add_argument("--file", type=Path, help="fill this file, or use it as it is if it is there")
    wanted = parser.parse_args(argv)
    if wanted.file:
        return _measure(wanted.file, wanted)
    with tempfile.TemporaryDirectory() as folder:
        return _measure(Path(folder) / "people.db", wanted)


def _measure(path: Path, wanted: argparse.Namespace) -> int:
    everyone = list(people(wanted.children, wanted.mentors))
    chance = random.Random(7)
    if not path.exists():
        _fill(path, everyone, chance)
    conn = opened(path)
    started = time.perf_counter()
    search.find(conn, "zxm")
    print(f"first question after opening {1000 * (time.perf_counter() - started):.2f} ms")
    over = 0
    for name, make in typed(chance, chance.sample(everyone, min(20_000, len(everyone)))).items():
        if wanted.only not in name:
            continue
        times: list[tuple[float, float]] = []
        hits = 0
        for _ in range(wanted.asked):
            text = make()
            with _clocks(times):
                found = search.find(conn, text)
            hits += len(found)
        over += _report(name, times, f"{hits / wanted.asked:5.1f} hits")
    conn.close()
    return 1 if over else 0


def _fill(path: Path, everyone: list[search.Findable], chance: random.Random) -> None:
    conn = opened(path)
    search.install(conn)
    before = path.stat().st_size
    filling: list[tuple[float, float]] = []
    with _clocks(filling):
        search.index_many(conn, everyone)
    print(f"{len(everyone):,} people indexed in {filling[0][0]:.1f} s ({filling[0][1]:.1f} s of processor)")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"{(path.stat().st_size - before) / 2**20:.0f} MiB")
    saves: list[tuple[float, float]] = []
    for person in chance.sample(everyone, min(300, len(everyone))):
        renamed = replace(person, name=person.name[0] + chance.choice("明芳") + "梅")
        conn.execute("BEGIN IMMEDIATE")
        with _clocks(saves):
            search.index_many(conn, [renamed])
        conn.execute("COMMIT")
    _report("save one (rename)", saves, "")
    conn.close()


@contextmanager
def _clocks(times: list[tuple[float, float]]) -> Iterator[None]:
    """Adds (seconds by the clock, seconds of processor) of what runs inside."""
    clock, processor = time.perf_counter(), time.process_time()
    yield
    times.append((time.perf_counter() - clock, time.process_time() - processor))


def _report(name: str, times: list[tuple[float, float]], more: str) -> bool:
    (p50, p99), (cpu50, cpu99) = (
        (statistics.median(ms), ms[min(len(ms) - 1, round(0.99 * len(ms)))])
        for ms in (sorted(1000 * each[n] for each in times) for n in (0, 1))
    )
    over = cpu99 > (SEVERAL_WORDS_MS if name in SEVERAL_WORDS else BUDGET_MS)
    mark = "  over budget" if over else ""
    clock, processor = f"p50 {p50:6.2f}  p99 {p99:6.2f}", f"processor {cpu50:6.2f} {cpu99:6.2f}"
    print(f"{name:24} {clock}   {processor} ms  {more}{mark}", flush=True)
    return over


if __name__ == "__main__":
    sys.exit(main())

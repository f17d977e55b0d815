"""How quick the search box is: `python -m tests.search.bench_search [--children N] [--mentors N]`.

Prints the time to fill the index and to save one person, the size on disk, and the median and 99th percentile of
each class of question, in milliseconds, on an encrypted file with a 64 MB cache. Exit 1 if a class is over budget.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3

from casefiles.domain import pinyin
from db import search
from tests.search.people import people

if TYPE_CHECKING:
    from collections.abc import Callable

BUDGET_MS = 5.0


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
    wanted = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        return _measure(Path(folder) / "people.db", wanted)


def _measure(path: Path, wanted: argparse.Namespace) -> int:
    conn = opened(path)
    search.install(conn)
    before = path.stat().st_size
    everyone = list(people(wanted.children, wanted.mentors))
    started = time.perf_counter()
    search.index_many(conn, everyone)
    print(f"{len(everyone):,} people indexed in {time.perf_counter() - started:.1f} s")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"{(path.stat().st_size - before) / 2**20:.0f} MiB")

    chance = random.Random(7)
    saves = []
    for person in chance.sample(everyone, min(300, len(everyone))):
        renamed = replace(person, name=person.name[0] + chance.choice("明芳") + "梅")
        started = time.perf_counter()
        conn.execute("BEGIN IMMEDIATE")
        search.index_many(conn, [renamed])
        saves.append(time.perf_counter() - started)
        conn.execute("COMMIT")
    _report("save one (rename)", saves, 0)
    conn.close()

    conn = opened(path)
    started = time.perf_counter()
    search.find(conn, "zxm")
    print(f"first question after opening {1000 * (time.perf_counter() - started):.2f} ms")
    over = 0
    for name, make in typed(chance, chance.sample(everyone, min(20_000, len(everyone)))).items():
        if wanted.only not in name:
            continue
        times, hits = [], 0
        for _ in range(wanted.asked):
            text = make()
            started = time.perf_counter()
            hits += len(search.find(conn, text))
            times.append(time.perf_counter() - started)
        over += _report(name, times, hits / wanted.asked)
    return 1 if over else 0


def _report(name: str, seconds: list[float], hits: float) -> bool:
    ms = sorted(1000 * each for each in seconds)
    p99 = ms[min(len(ms) - 1, round(0.99 * len(ms)))]
    mark = "  over budget" if p99 > BUDGET_MS else ""
    print(f"{name:24} p50 {statistics.median(ms):6.2f}  p99 {p99:6.2f}  max {ms[-1]:6.2f} ms  {hits:5.1f} hits{mark}")
    return p99 > BUDGET_MS


if __name__ == "__main__":
    sys.exit(main())

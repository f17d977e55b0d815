"""Offices for the benchmarks: real encrypted ones, filled with invented people in one go."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

from casefiles.office import Me, Office
from db import keyslots, opening
from db.lock import OfficeLock

if TYPE_CHECKING:
    from pathlib import Path

KEY_COST = keyslots.Cost(memory=64, passes=1)  # the passphrase is not what is measured
PASSPHRASE = "benchmark"
TODAY = dt.date(2026, 11, 21)


def make(folder: Path) -> None:
    """An empty office."""
    opening.new_office(
        folder,
        name="青石镇（测试）",
        code="999901101",
        level="township",
        login="clerk",
        user_name="示例",
        passphrase=PASSPHRASE,
        cost=KEY_COST,
    )


def key(folder: Path) -> bytes:
    """The database key: deriving it from a passphrase is slow on purpose and is not what is measured."""
    return keyslots.unlock(folder, None, PASSPHRASE)[0]


def unlock(folder: Path, known: bytes | None = None) -> Office:
    """The office, opened; with its key in hand when it is `known`."""
    clock = opening.SystemClock()
    lock = OfficeLock(folder)
    ledger, queries, home = opening.open_with(folder, known or key(folder), lock, clock)
    return Office(ledger, queries, clock, Me("clerk", "示例"), home)


def fill(office: Office, children: int = 300, mentors: int = 120) -> None:
    """A township's register: about 2,000 visits."""
    from casefiles.demo.lives import township

    one = (f"B{n:07d}" for n in itertools.count())
    made = township(1, "999901101", TODAY, lambda _, n: itertools.islice(one, n), children, mentors)
    office.ledger.write(made.edits, "clerk")


def fill_children(office: Office, number: int, chunk: int = 5000) -> None:
    """Many children without families, for lists and search."""
    from casefiles.demo.people import People

    people = People(7, "999901101", TODAY)
    people.names = _Forgetful()
    for start in range(0, number, chunk):
        people.made.edits.clear()
        for n in range(start, min(number, start + chunk)):
            people.bare_child(f"B{n:07d}")
        office.ledger.write(people.made.edits, "clerk")


class _Forgetful(set[str]):
    """Names may repeat: eighty-five thousand children share some."""

    def __contains__(self, name: object) -> bool:
        return False

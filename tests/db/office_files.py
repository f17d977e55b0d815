"""Real encrypted offices for tests: made once, copied for each test, opened with the raw key (no Argon2)."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from db import keyslots, opening
from db.lock import OfficeLock

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.domain.fieldtypes import Stored
    from db.ledger import Ledger
    from db.queries import Queries

KEY = bytes(range(32))
FAST = keyslots.Cost(memory=64, passes=1)
PASS = "longenough"
START_MS = 1_795_000_000_000


@dataclass
class StillClock:
    """A clock that goes on by a second at each look, so that nothing depends on the computer's."""

    at: int = START_MS

    def today(self) -> dt.date:
        return dt.datetime.fromtimestamp(self.at / 1000, dt.UTC).date()

    def now_ms(self) -> int:
        self.at += 1000
        return self.at


@dataclass
class Desk:
    """An open office of a test."""

    folder: Path
    ledger: Ledger
    queries: Queries
    clock: StillClock
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def add(self, entity: str, **fields: Stored) -> str:
        """A new record; its id."""
        row = self.id(entity)
        self.ledger.write([Edit(entity, row, fields, ())], "tester")
        return row

    def edit(self, entity: str, row: str, **fields: Stored) -> None:
        """A change of what stands."""
        self.ledger.write([Edit(entity, row, fields)], "tester")

    def id(self, entity: str) -> str:
        return new_id(ENTITIES[entity].prefix, self.clock.now_ms(), self.chance.getrandbits(50))


def make(folder: Path, code: str = "999901101", name: str = "云台镇") -> None:
    """An office's database under the test key."""
    folder.mkdir(parents=True)
    opening.found(
        folder, KEY, name=name, code=code, level="township", login="tester", clock=StillClock(START_MS - 86_400_000)
    )


def founded(
    folder: Path, code: str = "999901101", name: str = "青石镇", *, login: str = "a", user: str = "甲例"
) -> Path:
    """A new township that opens with PASS; its folder."""
    opening.new_office(
        folder, name=name, code=code, level="township", login=login, user_name=user, passphrase=PASS, cost=FAST
    )
    return folder


def copy(template: Path, folder: Path) -> Path:
    """A closed office's files, copied."""
    shutil.copytree(template, folder)
    return folder


def opened(folder: Path, seed: int = 7) -> Desk:
    """The office in `folder`, unlocked."""
    clock = StillClock()
    ledger, queries, _ = opening.open_with(folder, KEY, OfficeLock(folder), clock)
    return Desk(folder, ledger, queries, clock, random.Random(seed))

"""Real encrypted offices that exchange packages: made once, copied for every test."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.ids import new_id
from casefiles.exchange import accept_card, refusals, write_card
from casefiles.office import Me, Office
from db import opening
from db.lock import OfficeLock

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.domain.fieldtypes import Stored

KEY = hashlib.sha256(b"a key for tests").digest()
START_MS = 1_795_000_000_000
NAMES = {
    "999901101": ("云台镇（演示）", "township"),
    "999901102": ("雾溪镇（演示）", "township"),
    "999901105": ("新溪镇（演示）", "township"),
    "999901": ("青山县（演示）", "county"),
    "9999": ("演示市", "city"),
    "99": ("演示省", "province"),
}


@dataclass
class Ticking:
    """A clock that goes on by a second at each look."""

    at: int = START_MS

    def today(self) -> dt.date:
        return dt.datetime.fromtimestamp(self.at / 1000, dt.UTC).date()

    def now_ms(self) -> int:
        self.at += 1000
        return self.at


def make(folder: Path, code: str) -> None:
    """A new office's encrypted database."""
    folder.mkdir(parents=True)
    name, level = NAMES[code]
    clock = Ticking(START_MS - 86_400_000)
    opening.found(folder, KEY, name=name, code=code, level=level, login="clerk", clock=clock)


def opened(folder: Path, at: int = START_MS) -> Office:
    """The office in `folder`, unlocked."""
    clock = Ticking(at)
    ledger, queries, home = opening.open_with(folder, KEY, OfficeLock(folder), clock)
    return Office(ledger, queries, clock, Me("clerk", "经办人"), home)


def add(office: Office, entity: str, **fields: Stored) -> str:
    """A new record; its id."""
    row = new_id(ENTITIES[entity].prefix, office.clock.now_ms(), random.getrandbits(50))
    office.ledger.write([Edit(entity, row, fields, ())], office.me.login)
    return row


def edit(office: Office, row: str, **fields: Stored) -> None:
    """A change of what is shown."""
    found = office.queries.get(row)
    assert found is not None
    office.ledger.write([Edit(found.entity, row, fields, found.heads)], office.me.login)


def meet(stick: Path, *offices: Office) -> None:
    """Everybody accepts everybody's card."""
    for one in offices:
        path = write_card(one, stick)
        for other in offices:
            if other is not one:
                accept_card(other, path)


def dump(office: Office) -> str:
    """A digest of every table of the database."""
    base: Any = office.ledger
    reader = base.database.reader()
    digest = hashlib.sha256()
    tables = "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    for (name,) in reader.execute(tables).fetchall():
        digest.update(name.encode())
        for row in sorted(map(repr, reader.execute(f'SELECT * FROM "{name}"').fetchall())):  # noqa: S608
            digest.update(row.encode())
    return digest.hexdigest()


def files(office: Office, folder: Path) -> dict[str, str]:
    """A digest of every file of the office, as it lies on the disk; what was refused is noted beside the database."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.name.endswith("-shm") and p.name != refusals.FILE
    }


def logs(office: Office) -> dict[str, list[bytes]]:
    """Every body of every log, byte for byte."""
    found: dict[str, list[bytes]] = {}
    for block in office.ledger.since({}):
        found.setdefault(block.dev, []).extend(b for b in block.bodies if isinstance(b, bytes))
    return found


def put_aside(world: SimpleNamespace, name: str) -> Office:
    """Somebody copies the folder of this office while it is closed; the office, open again."""
    getattr(world, name).ledger.close()
    shutil.copytree(world.home / name, world.home / f"old {name}")
    setattr(world, name, opened(world.home / name, START_MS + 60_000))
    found: Office = getattr(world, name)
    return found


def put_back(world: SimpleNamespace, name: str) -> Office:
    """The copy takes the folder's place, and nobody is told; the office, open again."""
    getattr(world, name).ledger.close()
    shutil.rmtree(world.home / name)
    shutil.copytree(world.home / f"old {name}", world.home / name)
    found = opened(world.home / name, START_MS + 120_000)
    setattr(world, name, found)
    return found


def copied(template: Path, folder: Path) -> Path:
    """A closed office's files, copied."""
    shutil.copytree(template, folder)
    return folder

"""A township and its county that hold the same visits, and what one exchange of a hundred changes between them costs.

Cost is counted twice: in seconds, and in the steps of SQLite's virtual machine, which do not depend on what else the
computer is doing. A step that grows with the register is a scan.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casefiles import exchange
from casefiles.demo.people import People
from tests.bench import offices as registers
from tests.package import offices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from casefiles.domain.changes import Edit
    from casefiles.office import Office

TOWN, COUNTY = "999901101", "999901"
PART = 20_000
EACH = 40
"""visits of a child: a larger register has more children, not children with more visits"""
DAYS = 700
"""between the first visit and the last"""
STEP = 100
"""instructions between two looks of the counter"""


@dataclass(slots=True)
class Cost:
    """What one piece of work took: wall time and processor time in seconds, and SQLite's steps."""

    wall: float
    cpu: float
    steps: int


class Pair:
    """The two offices, in step."""

    def __init__(self, root: Path, visits: int) -> None:
        self.root, self.stick = root, root / "stick"
        self.stick.mkdir(parents=True)
        self.chance = random.Random(visits)
        for name, code in (("town", TOWN), ("county", COUNTY)):
            offices.make(root / name, code)
        self.town, self.county = offices.opened(root / "town"), offices.opened(root / "county")
        offices.meet(self.stick, self.town, self.county)
        registers.fill(self.town, 60, 30)
        registers.fill_children(self.town, visits // EACH)
        self.carry(self.town, self.county)
        for edits in visited(self.town, visits):
            self.town.ledger.write(edits, "clerk")
        self.children = [r.id for r in self.town.queries.select("child")]
        self.mentors = [r.id for r in self.town.queries.select("mentor")]

    def settle(self) -> None:
        """Exchange until both hold everything and know it of each other."""
        for sender, reader in ((self.town, self.county), (self.county, self.town)) * 2:
            self.carry(sender, reader)

    def carry(self, sender: Office, reader: Office) -> tuple[Cost, Cost]:
        """One package; what writing it and taking it in cost."""
        made: list[Path] = []
        out = cost(sender, lambda: made.append(exchange.export(sender, reader.home.code, self.stick).path))
        into = cost(reader, lambda: exchange.import_file(reader, made[0]))
        made[0].unlink()
        return out, into

    def up(self, changes: int) -> tuple[Cost, Cost]:
        """The township writes so many visits one by one, and sends them."""
        for edit in next(visited(self.town, changes, self.chance.randrange(1 << 30))):
            self.town.ledger.write([edit], "clerk")
        return self.carry(self.town, self.county)

    def down(self, changes: int) -> tuple[Cost, Cost]:
        """The county asks so many questions, and sends them."""
        for n in range(changes):
            child = self.chance.choice(self.children)
            offices.add(self.county, "question", child=child, of=child, text=f"请核对第 {n + 1} 项")
        return self.carry(self.county, self.town)

    def close(self) -> None:
        """Close both."""
        self.town.ledger.close()
        self.county.ledger.close()


def visited(office: Office, number: int, seed: int = 3) -> Iterator[list[Edit]]:
    """New visits of the children and mentors that stand, in parts, as they came in: the days go on."""
    people = People(seed, TOWN, registers.TODAY)
    children = [r.id for r in office.queries.select("child")]
    mentors = [r.id for r in office.queries.select("mentor")]
    first = registers.TODAY - dt.timedelta(days=DAYS)
    for start in range(0, number, PART):
        people.made.edits.clear()
        for n in range(start, min(number, start + PART)):
            day = first + dt.timedelta(days=n * DAYS // number)
            people.visit(people.rng.choice(children), people.rng.choice(mentors), day)
        people.rows.clear()
        yield sorted(people.made.edits, key=lambda edit: edit.row)


def cost(office: Office, work: Callable[[], object], *, steps: bool = True) -> Cost:
    """What this work of an office takes; counting SQLite's steps makes it slower."""
    if not steps:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        return Cost(time.perf_counter() - wall, time.process_time() - cpu, 0)
    base: Any = office.ledger
    made = 0

    def step() -> int:
        nonlocal made
        made += STEP
        return 0

    with base.database.alone() as writer:
        counted = [writer, base.database.reader()]
    for connection in counted:
        connection.set_progress_handler(step, STEP)
    try:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        return Cost(time.perf_counter() - wall, time.process_time() - cpu, made)
    finally:
        for connection in counted:
            connection.set_progress_handler(None, 0)

"""What a package must bring to whoever takes it in, and what the windows must be told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.sim.computers import SHOWN
from tests.sim.judge import must, tell

if TYPE_CHECKING:
    from casefiles.exchange import ImportReport
    from tests.sim.computers import Computer
    from tests.sim.world import World


@dataclass(frozen=True)
class Told:
    """What the writer of a package held of its addressee's logs, and which of these computers have two histories."""

    theirs: frozenset[bytes]
    twice: frozenset[str]


def knows(world: World, pc: Computer, code: str) -> Told:
    """What a computer knows of the logs of an office that it writes a package for."""
    written = world.account.written
    theirs = frozenset(i for i in pc.ids("1") if i in written and written[i].by == code)
    forks = pc.office.ledger.forks() if theirs else ()
    return Told(theirs, frozenset(fork.dev for fork in forks if not fork.answer))


def hears_of_its_own(world: World, pc: Computer, was: str, told: Told) -> None:
    """I5: whichever of two computers takes in a package of somebody who knows both branches, hears of the other; and
    one whose log (it was called `was`) went on elsewhere does not go on in it."""
    lacks = set(told.theirs) - pc.ids("1")
    devs = {world.account.written[i].dev for i in lacks}
    must(not devs & told.twice, "of two branches one is not told", tell(world, lacks, pc))
    must(was not in devs or pc.device != was, "a log goes on that went on elsewhere", tell(world, lacks, pc))


def registers(pc: Computer) -> dict[tuple[str, str], object]:
    """What stands in the registers of a computer, by entity and record."""
    return {(entity, line["id"]): line for entity in SHOWN for line in pc.shown(entity)}


def windows_are_told(pc: Computer, before: dict[tuple[str, str], object], report: ImportReport) -> None:
    """Whatever a package altered in the registers, the windows hear of: a page that stands open shows it at once."""
    now = registers(pc)
    other = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
    told = {(e, row) for e, rows in report.touched.rows.items() for row in rows}
    must(other <= told, "no window is told of what a package altered", f"{pc.name} {sorted(other - told)[:3]}")

"""A township's folder from yesterday is put back, and the county knows more of it than it knows itself.

Such a computer asks for what it lost by its receipt, and does not go on in a log that others know further: as soon as a
package shows that, it goes on under a new key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from tests.sim import folders
from tests.sim.computers import CODES, TOWNS
from tests.sim.happenings import new_file

if TYPE_CHECKING:
    from random import Random

    from tests.sim.computers import Computer
    from tests.sim.world import World


def read_and_lost(world: World, rng: Random) -> str:
    """A file came whose beginning the township knew by a stub; it only read, and goes on as the computer that it was.
    Nothing but its receipt tells that it lacks what it had."""
    pair = _pair(world, rng)
    if pair is None:
        return ""
    pc, county = pair
    row = new_id("c", county.clock.now_ms(), rng.getrandbits(50))
    elsewhere = rng.choice([code for code in sorted(TOWNS) if code != pc.code])
    world.write(county, [Edit("child", row, {"name": "张零例", "area": elsewhere}, ())])
    _meet(world, county, pc)
    old = folders.put_aside(world, pc)
    record = county.office.queries.get(row)
    assert record is not None
    world.write(county, [Edit("child", row, {"area": pc.code}, record.heads)])
    _meet(world, county, pc)
    folders.put_back(world, pc, old)
    return f"{pc.name} reads {row}, and its old folder is put back"


def answered_late(world: World, rng: Random) -> str:
    """The township wrote, and the county's answer comes when the old folder stands there again: it holds nothing of
    what was written, and names it all the same."""
    pair = _pair(world, rng)
    if pair is None:
        return ""
    pc, county = pair
    _meet(world, county, pc)
    old = folders.put_aside(world, pc)
    world.write(pc, new_file(pc, rng))
    world.take_in(county, world.export(pc, county.code).path, pc.name)
    world.write(county, new_file(county, rng))
    answer = world.export(county, pc.code)
    folders.put_back(world, pc, old)
    state = world.take_in(pc, answer.path, county.name).state
    return f"{pc.name} takes in the answer to what its old folder does not hold: {state}"


def _pair(world: World, rng: Random) -> tuple[Computer, Computer] | None:
    """A township's only computer, and one of its county."""
    names = [n for n in sorted(world.pcs) if world.pcs[n].code in TOWNS and len(world.of(world.pcs[n].code)) == 1]
    return (world.pcs[rng.choice(names)], rng.choice(world.of(CODES["C"]))) if names else None


def _meet(world: World, county: Computer, pc: Computer) -> None:
    """The county hears what the township has, gives it what it lacks, and hears that it came."""
    for giver, taker in ((pc, county), (county, pc), (pc, county)):
        world.take_in(taker, world.export(giver, taker.code).path, giver.name)

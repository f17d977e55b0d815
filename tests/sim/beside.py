"""Two go on beside each other: two offices in one file, two computers under one identity.

Neither has heard of the other. Whoever then hears of both at once, in one package, shows and passes on both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from tests.sim import judge
from tests.sim.computers import CODES, DAY, MOST_COMPUTERS, TOWNS, Clock
from tests.sim.faults import copied, some_edits
from tests.sim.happenings import new_file

if TYPE_CHECKING:
    from random import Random

    from tests.sim.computers import Computer
    from tests.sim.world import World


def at_odds(world: World, rng: Random) -> str:
    """A county and a township write another number into one file, at one moment by what they write down: their
    batteries are flat, or the file says that it was made in years to come. A third office hears of both at once; at one
    of the two something else is written first, and only then the number is decided on."""
    county, town = rng.choice(world.of(CODES["C"])), _town(world, rng)
    if town is None:
        return ""
    right, flat = [pc.clock.wrong_by for pc in (county, town)], rng.random() < 0.5
    maker, other = rng.sample((county, town), 2)
    for _ in range(rng.randrange(6)):  # whoever made it has typed in others too
        world.write(maker, new_file(maker, rng))
    row = new_id("c", maker.clock.now_ms(), rng.getrandbits(50))
    if not flat:
        _sets(maker.clock, 2099)
    world.write(maker, [Edit("child", row, {"name": "张零例", "area": town.code, "phone": "1"}, ())])
    for pc, before in zip((county, town), right, strict=True):
        pc.clock.wrong_by = before
        if flat:
            _sets(pc.clock, 1970)
    brought(world, maker, other)
    said = f"{county.name} and {town.name} write of {row} at one moment"
    if other.office.queries.get(row) is None:
        return f"{said}: it does not come"
    for pc in (county, town):
        _writes(world, pc, row, "phone", f"phone{pc.name}")
    brought(world, town, county)
    brought(world, county, town)
    for third in world.of(CODES["P"])[:1]:
        brought(world, county, third)
        judge.shows_what_it_holds(world, third)
    pc = rng.choice((county, town))
    judge.shows_what_it_holds(world, pc)
    for name in ("school", "phone"):
        _writes(world, pc, row, name, f"{name}{rng.randrange(6)}")
    judge.shows_what_it_holds(world, pc)
    for one, before in zip((county, town), right, strict=True):
        one.clock.wrong_by = before
    return f"{said}, {pc.name} decides"


def by_turns(world: World, rng: Random) -> str:
    """A township's computer is copied, and nobody notices. Both write and bring that to the county, or one of them to
    the city, from which the county has it; then each takes home what the county has, whichever spoke last."""
    town = _town(world, rng)
    if town is None or len(world.pcs) >= MOST_COMPUTERS:
        return ""
    county, twin = rng.choice(world.of(CODES["C"])), copied(world, town)
    city = rng.choice(world.of(CODES["P"]) or [county])
    homes = rng.sample((county, city), 2)
    for pc, home in zip((town, twin), homes, strict=True):
        world.write(pc, some_edits(pc, rng))
        brought(world, pc, home)
    if city is not county:
        brought(world, city, county)
    for pc in rng.sample((town, twin), 2):
        brought(world, county, pc)
    return f"{town.name} is copied to {twin.name}, they go to {' and '.join(home.name for home in homes)}"


def brought(world: World, giver: Computer, taker: Computer) -> None:
    """A package of one office is written and taken in at the other."""
    world.take_in(taker, world.export(giver, taker.code).path, giver.name)


def _town(world: World, rng: Random) -> Computer | None:
    names = [name for name in sorted(world.pcs) if world.pcs[name].code in TOWNS]
    return world.pcs[rng.choice(names)] if names else None


def _sets(clock: Clock, year: int) -> None:
    clock.wrong_by = (year - 1970) * 365 * DAY - clock.ms


def _writes(world: World, pc: Computer, row: str, name: str, value: str) -> None:
    """Somebody writes one field of a file as it stands on the screen."""
    record = pc.office.queries.get(row)
    assert record is not None
    world.write(pc, [Edit("child", row, {name: value}, record.heads)])

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
from tests.sim.happenings import by_newer, new_file

if TYPE_CHECKING:
    from random import Random

    from casefiles.domain.fieldtypes import Stored
    from tests.sim.computers import Computer
    from tests.sim.world import World


def at_odds(world: World, rng: Random) -> str:
    """A county and a township write other numbers into three files, at one moment by what they write down: their
    batteries are flat, or the files say that they were made in years to come. In one file one of them writes by a newer
    version, which goes by its own clock; in another the city writes too, and two of the three write the same. All hear
    of the others at once. At one of them something else is written first, and only then the numbers are decided on."""
    county, town = rng.choice(world.of(CODES["C"])), _town(world, rng)
    if town is None:
        return ""
    cities = world.of(CODES["P"])[:1]
    all_ = [county, town, *cities]
    maker, other = rng.sample((county, town), 2)
    right, flat = [pc.clock.wrong_by for pc in all_], rng.random() < 0.5
    rows = _made(world, maker, town.code, rng, ahead=not flat)
    if flat:
        for pc in all_:
            _sets(pc.clock, 1970)
    for giver, taker in ((maker, other), *((county, city) for city in cities)):
        brought(world, giver, taker)
    said = f"{' and '.join(pc.name for pc in all_)} write of {', '.join(rows)} at one moment"
    if any(pc.office.queries.get(row) is None for pc in all_ for row in rows):
        return f"{said}: they do not come"
    newer, same = rng.choice((county, town)), rng.sample(all_, 2)
    for row, writers in zip(rows, ((county, town), (county, town), all_), strict=True):
        for pc in writers:
            number = f"phone{(same[0] if writers is all_ and pc is same[1] else pc).name}"
            if row == rows[1] and pc is newer:
                _saves(world, pc, row, {"phone": number, "zz_text": "neu"}, rng)
            else:
                _saves(world, pc, row, {"phone": number})
    up = [(pc, county) for pc in (town, *cities)]
    for giver, taker in (*up, (county, town), *((county, city) for city in cities)):
        brought(world, giver, taker)
    pc = rng.choice((county, town))
    for one in (pc, *cities):
        judge.shows_what_it_holds(world, one)
    for name in ("school", "phone"):
        for row in rows:
            _saves(world, pc, row, {name: f"{name}{rng.randrange(6)}"})
    judge.shows_what_it_holds(world, pc)
    for one, before in zip(all_, right, strict=True):
        one.clock.wrong_by = before
    return f"{said}, {pc.name} decides"


def _made(world: World, pc: Computer, area: str, rng: Random, *, ahead: bool) -> list[str]:
    """Three files that are new, after others; by a clock that is years ahead, and then set right."""
    for _ in range(rng.randrange(6)):
        world.write(pc, new_file(pc, rng))
    rows, right = [new_id("c", pc.clock.now_ms(), rng.getrandbits(50)) for _ in range(3)], pc.clock.wrong_by
    if ahead:
        _sets(pc.clock, 2099)
    for row in rows:
        world.write(pc, [Edit("child", row, {"name": "张零例", "area": area, "phone": "1"}, ())])
    pc.clock.wrong_by = right
    return rows


def _saves(world: World, pc: Computer, row: str, fields: dict[str, Stored], newer: Random | None = None) -> None:
    """Somebody writes into a file as it stands on the screen; with chance of its own by a newer version."""
    record = pc.office.queries.get(row)
    assert record is not None
    edit = Edit("child", row, fields, record.heads)
    if newer is None:
        world.write(pc, [edit])
    else:
        by_newer(world, pc, edit, newer)


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

"""An office writes of a file that was never its own: it has come to know the file's id and its heads.

It names what it wrote that on as it stands, or beside it what nobody ever wrote, or a change of another file. The
account knows what nobody had a say in; whatever such an office names, everybody else is to show the file as if it had
not written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.changes import Edit
from tests.sim.computers import CODES, TOWNS

if TYPE_CHECKING:
    from random import Random

    from casefiles.domain.fieldtypes import Stored
    from tests.sim.computers import Computer
    from tests.sim.world import World


def overreached(world: World, rng: Random) -> str:
    """A township writes of a file in which it has no say, and goes to its county."""
    pc, found = _thief(world, rng), None
    if pc is not None:
        found = _target(world, pc, rng)
    if pc is None or found is None:
        return ""
    entity, row, heads = found
    fields: dict[str, Stored] = {"area": pc.code} if rng.random() < 0.4 else {"name": f"王{rng.randrange(9)}例"}
    said, parents = _named(world, row, heads, rng)
    world.write(pc, [Edit(entity, row, fields, parents)])
    stick = world.export(pc, CODES["C"])
    world.sticks.append(stick)
    if rng.random() < 0.7:
        county = rng.choice(world.of(CODES["C"]))
        world.take_in(county, stick.path, pc.name)
    return f"{pc.name} writes {','.join(fields)} of {row}, {said}"


def _thief(world: World, rng: Random) -> Computer | None:
    names = [name for name in sorted(world.pcs) if world.pcs[name].code in TOWNS]
    return world.pcs[rng.choice(names)] if names else None


def _target(world: World, pc: Computer, rng: Random) -> tuple[str, str, tuple[bytes, ...]] | None:
    """A file that this office neither wrote of nor ever had, as it stands on some computer: entity, id, heads."""
    theirs = {w.row for w in world.account.written.values() if w.by == pc.code or w.fields.get("area") == pc.code}
    for name in rng.sample(sorted(world.pcs), len(world.pcs)):
        other = world.pcs[name].office.queries
        for entity in ("child", "mentor"):
            rows = sorted(row for (row,) in world.pcs[name].database.read(f"SELECT id FROM {entity}"))  # noqa: S608
            rows = [row for row in rows if row not in theirs]
            record = other.get(rng.choice(rows)) if rows else None
            if record is not None and record.heads:
                return entity, record.id, record.heads
    return None


def _named(world: World, row: str, heads: tuple[bytes, ...], rng: Random) -> tuple[str, tuple[bytes, ...]]:
    """What it says that it had seen."""
    elsewhere = sorted(i for i, w in world.account.written.items() if w.row != row)
    return rng.choice(
        (
            ("as it stands", heads),
            ("beside a made-up change", (*heads, rng.randbytes(20))),
            ("beside another file's change", (*heads, rng.choice(elsewhere))),
            ("on a made-up change alone", (rng.randbytes(20),)),
        )
    )

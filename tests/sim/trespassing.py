"""An office writes of a file, or a visit, that was never its own: it has come to know the file's id and its heads.

It writes at its own computer, or makes up one that nobody vouches for and carries its log. It names what it wrote that
on as it stands, or beside it what nobody ever wrote, or a change of another file, or says that it made the file. The
account knows what nobody had a say in; whatever such an office names, everybody else is to show the file as if it had
not written.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from casefiles.domain.changes import START, Block, Body, Edit, chain
from casefiles.domain.trust import Checkpoint, checkpoint_bytes, device_id
from casefiles.edges import codec
from casefiles.edges.package.writing import Key
from casefiles.exchange import trust
from tests.sim import judge
from tests.sim.account import Written
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
    fields: dict[str, Stored] = {"place" if entity == "visit" else "name": f"王{rng.randrange(9)}例"}
    if entity != "visit" and rng.random() < 0.4:
        fields = {"area": pc.code}
    said, parents = _named(world, row, heads, rng)
    who = "its computer"
    if rng.random() < 0.4:
        who = f"made-up {_made_up(world, pc, rng, entity, row, fields, parents)}"
    else:
        world.write(pc, [Edit(entity, row, fields, parents)])
    stick = world.export(pc, CODES["C"])
    world.sticks.append(stick)
    if rng.random() < 0.7:
        county = rng.choice(world.of(CODES["C"]))
        world.take_in(county, stick.path, pc.name)
        who += _given(world, county, pc, entity, row, rng)
    return f"{pc.name} writes {','.join(fields)} of {row}, {said}, by {who}"


def _given(world: World, county: Computer, pc: Computer, entity: str, row: str, rng: Random) -> str:
    """At times the county moves the file there afterwards: that decides about what it had hidden, at once. (It moves
    none of which it has nothing but this.)"""
    record = county.office.queries.get(row)
    held = [world.account.written[i] for i in county.held()]
    knows = any(w.row == row and w.by != pc.code and not w.by.startswith("?") for w in held)
    if record is None or entity == "visit" or not knows or rng.random() < 0.6:
        return ""
    world.write(county, [Edit(entity, row, {"area": pc.code}, record.heads)])
    judge.shows_what_it_holds(world, county)
    return f"; {county.name} moves it there"


def _made_up(
    world: World,
    pc: Computer,
    rng: Random,
    entity: str,
    row: str,
    fields: dict[str, Stored],
    parents: tuple[bytes, ...],
) -> str:
    """The same by a computer that does not exist, whose log this one carries; that computer's id."""
    key = Key(rng.randbytes(32))
    dev, now, salt = device_id(key.public), pc.clock.now_ms(), base64.b64encode(rng.randbytes(9)).decode()
    raw = codec.encode(Body(row, entity, now, fields, tuple(p.hex() for p in parents), "nobody", salt))
    id_ = chain(START, raw)
    proof = Checkpoint(dev, 1, id_, key.public, key.sign(checkpoint_bytes(dev, 1, id_)))
    whose = trust.standing(pc.office).offices
    pc.office.ledger.apply([Block(dev, 1, START, id_, (raw,))], [proof], offices=whose)
    world.account.nobodys[dev] = pc.code
    world.account.written[id_] = Written(id_, entity, row, now, dict(fields), parents, f"?{dev}", dev, 1)
    return dev


def _thief(world: World, rng: Random) -> Computer | None:
    """A township's only computer: a copy that never wrote anything is nobody's other one yet."""
    names = [n for n in sorted(world.pcs) if world.pcs[n].code in TOWNS and len(world.of(world.pcs[n].code)) == 1]
    return world.pcs[rng.choice(names)] if names else None


def _target(world: World, pc: Computer, rng: Random) -> tuple[str, str, tuple[bytes, ...]] | None:
    """A file that this office neither wrote of nor ever had, as it stands on some computer: entity, id, heads."""
    theirs = {w.row for w in world.account.written.values() if w.by == pc.code or w.fields.get("area") == pc.code}
    for name in rng.sample(sorted(world.pcs), len(world.pcs)):
        other = world.pcs[name].office.queries
        for entity in rng.sample(("child", "mentor", "visit"), 3):
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
            ("as if it had made it", ()),
        )
    )

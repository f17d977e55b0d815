"""What happens in an office on an ordinary day; faults.py and sticks.py add what goes wrong.

Each happening is given the world and chance of its own, and says in a few words what it did; "" when there was nothing
to do it to.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest import mock

from casefiles.domain.changes import DELETED, Edit, chain
from casefiles.domain.ids import new_id
from casefiles.edges import codec
from db import derived, log, trespass
from db.changed import Changed
from db.patches import Item
from tests.sim import judge
from tests.sim.computers import CODES, TOWNS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from casefiles.domain.fieldtypes import Stored
    from tests.sim.computers import Computer
    from tests.sim.world import World

FIELDS = {
    "child": ("school", "phone", "note"),
    "visit": ("place", "summary"),
    "mentor": ("phone", "note"),
}
NEIGHBOURS = {"T": "CCCP", "N": "CCC", "W": "CC", "C": "TTNNWP", "P": "CCCTV", "V": "P"}
"""to whom an office exports: nearly always as it should"""
MEANWHILE = 0.15
"""how often somebody saves while a package is written"""


# writing


def born(world: World, rng: Random) -> str:
    """A new child or mentor, at times with a first visit in the same save."""
    pc = world.writer(rng)
    edits = new_file(pc, rng)
    world.write(pc, edits)
    return f"{pc.name} makes {' '.join(e.row for e in edits)}"


def new_file(pc: Computer, rng: Random) -> list[Edit]:
    """A child or a mentor, and perhaps visits."""
    entity, prefix = rng.choice((("child", "c"), ("child", "c"), ("child", "c"), ("mentor", "m")))
    row = new_id(prefix, pc.clock.now_ms(), rng.getrandbits(50))
    area = pc.code if pc.code in TOWNS else rng.choice(sorted(TOWNS))
    fields: dict[str, Stored] = {"name": f"张{rng.choice('一二三四五')}例", "area": area}
    if pc.code in TOWNS and row[-1] in "2468aeik":  # nobody filled its division in
        del fields["area"]
    if rng.random() < 0.3:
        fields["note"] = f"note{pc.name}{rng.randrange(99)}"
    edits = [Edit(entity, row, fields, ())]
    if entity == "child":
        edits += [_visit(pc, row, rng) for _ in range(rng.choice((0, 0, 1, 2)))]
    return edits


def _visit(pc: Computer, child: str, rng: Random) -> Edit:
    row = new_id("v", pc.clock.now_ms(), rng.getrandbits(50))
    return Edit("visit", row, {"child": child, "on": "2026-03-01", "summary": f"家访{rng.randrange(99)}"}, ())


def visited(world: World, rng: Random) -> str:
    """A child is visited."""
    pc = world.writer(rng, files=True)
    child = pc.one_of(rng, "child")
    if child is None:
        return ""
    edit = _visit(pc, child, rng)
    world.write(pc, [edit])
    return f"{pc.name} writes {edit.row} of {child}"


def edited(world: World, rng: Random) -> str:
    """Fields of a record, as it was on the screen."""
    pc = world.writer(rng, files=True)
    edit = an_edit(pc, rng)
    if edit is None:
        return ""
    world.write(pc, [edit])
    return f"{pc.name} edits {edit.row} {','.join(edit.fields)}"


def an_edit(pc: Computer, rng: Random) -> Edit | None:
    """What somebody at this computer might save."""
    entity = rng.choice(("child", "child", "child", "visit", "mentor"))
    row = pc.one_of(rng, entity)
    if row is None:
        entity, row = "child", pc.one_of(rng, "child")
    if row is None:
        return None
    record = pc.office.queries.get(row)
    assert record is not None
    names = list(record.rivals) if record.rivals and rng.random() < 0.6 else rng.sample(FIELDS[entity], 2)
    names = [n for n in names if n in FIELDS[entity]][: rng.randint(1, 2)] or [FIELDS[entity][1]]
    return Edit(entity, row, {n: f"{n}{pc.name[0]}{rng.randrange(6)}" for n in names}, record.heads)


def moved(world: World, rng: Random) -> str:
    """A child or mentor moves to another township."""
    pc = world.writer(rng, files=True)
    entity = rng.choice(("child", "child", "mentor"))
    row = pc.one_of(rng, entity)
    if row is None:
        entity, row = "child", pc.one_of(rng, "child")
    if row is None:
        return ""
    record = pc.office.queries.get(row)
    assert record is not None
    area = rng.choice(sorted(TOWNS))
    world.write(pc, [Edit(entity, row, {"area": area}, record.heads)])
    return f"{pc.name} moves {row} to {TOWNS[area]}"


def deleted(world: World, rng: Random) -> str:
    """A record is deleted, a deleted one is brought back, or one is written that the writer knows to be deleted."""
    pc, back = world.writer(rng, files=True), rng.random() < 0.25
    entity = rng.choice(("child", "child", "visit"))
    row = pc.one_of(rng, entity, gone=back)
    if row is None:
        return ""
    record = pc.office.queries.get(row)
    assert record is not None
    if back and rng.random() < 0.4:
        name = rng.choice(FIELDS[entity])
        world.write(pc, [Edit(entity, row, {name: f"{name}{pc.name[0]}{rng.randrange(6)}"}, record.heads)])
        return f"{pc.name} writes {name} of the deleted {row}"
    world.write(pc, [Edit(entity, row, {DELETED: None if back else 1}, record.heads)])
    return f"{pc.name} {'brings back' if back else 'deletes'} {row}"


def newer_version(world: World, rng: Random) -> str:
    """A computer with a newer version writes a field, an entity and names in the body that this version lacks."""
    pc, kind = world.writer(rng), rng.choice(("field", "field", "entity"))
    if pc.name[0] == "P":
        kind = "field"  # what the city alone has made goes to nobody below
    record = None
    if kind == "field":
        row = pc.one_of(rng, "child")
        record = pc.office.queries.get(row) if row else None
    if record is None and kind == "field":
        return ""
    if record is None:
        entity, row = "zz_later", new_id("zz", pc.clock.now_ms(), rng.getrandbits(50))
        fields: dict[str, Stored] = {"zz_text": f"neu{rng.randrange(9)}"}
    else:
        entity, row, fields = "child", record.id, {"zz_text": f"neu{rng.randrange(4)}", "phone": "100"}
    by_newer(world, pc, Edit(entity, row, fields, record.heads if record is not None else ()), rng)
    return f"{pc.name}, newer, writes {row}"


def by_newer(world: World, pc: Computer, edit: Edit, rng: Random) -> None:
    """A newer version of the program saves this: it says more than this one, and goes by its own clock alone."""
    said = {
        "r": edit.row,
        "t": edit.entity,
        "ts": pc.clock.now_ms() + 1,
        "f": edit.fields,
        "p": [head.hex() for head in edit.parents or ()],
        "u": "clerk",
        "zz": [1],
    }
    raw = codec._encoder.encode(said | {"n": f"{rng.getrandbits(60):x}"})
    before, changed = pc.own_seq(), Changed()
    with pc.database.writing() as connection:
        own = log.logs(connection)[pc.device]
        id_ = chain(own.head, raw)
        log.append(connection, own, [(edit.row, raw, None)])
        projection = pc.office.ledger._projection  # type: ignore[attr-defined]
        projection.take([Item(codec.wire(raw), id_)], changed)
        trespass.written(connection, projection, changed, [edit])
        derived.refresh(connection, changed)
    world.note(pc, before, [edit])


# exchanging


def exported(world: World, rng: Random) -> str:
    """A package is written to a stick."""
    pc = world.some(rng)
    code = CODES[rng.choice(NEIGHBOURS[pc.name[0]])]
    if rng.random() < MEANWHILE and pc.name[0] != "V":
        with _somebody_saves(world, pc, rng):
            world.sticks.append(world.export(pc, code))
        return f"{pc.name} exports to {code} and saves meanwhile"
    world.sticks.append(world.export(pc, code))
    return f"{pc.name} exports to {code}"


@contextmanager
def _somebody_saves(world: World, pc: Computer, rng: Random) -> Iterator[None]:
    """Somebody saves in another window of the program when it is settled how far a package goes."""
    ledger, at = pc.office.ledger, pc.office.ledger.proven

    def proven() -> object:
        found = at()
        ledger.proven = at  # type: ignore[method-assign]
        world.write(pc, new_file(pc, rng))
        return found

    with mock.patch.object(ledger, "proven", proven):
        yield


def carried(world: World, rng: Random) -> str:
    """Any package that lies about is imported where it belongs: late, again, in any order."""
    if not world.sticks:
        return ""
    stick = rng.choice(world.sticks[-6:] if rng.random() < 0.7 else world.sticks)
    takers = [pc for pc in world.of(stick.to) if pc.name != stick.by]
    if not takers:
        return ""
    pc = rng.choice(takers)
    report = world.take_in(pc, stick.path, stick.by)
    return f"{pc.name} imports {world.sticks.index(stick)} of {stick.by}: {report.state}"


def met(world: World, rng: Random) -> str:
    """Somebody brings a stick and takes one home."""
    pc = world.some(rng)
    others = world.of(CODES[rng.choice(NEIGHBOURS[pc.name[0]])])
    if not others:
        return ""
    other = rng.choice(others)
    world.take_in(other, world.export(pc, other.code).path, pc.name)
    world.take_in(pc, world.export(other, pc.code).path, other.name)
    return f"{pc.name} meets {other.name}"


def looked_at(world: World, rng: Random) -> str:
    """Somebody looks closely."""
    pc = world.some(rng)
    judge.shows_what_it_holds(world, pc)
    judge.forks_are_shown(world, pc)
    return f"{pc.name} is looked at"


ORDINARY = (born, visited, edited, moved, deleted, newer_version, exported, carried, met, looked_at)

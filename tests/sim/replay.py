"""I6: the packages that an office was ever given, taken in in any order and again and again, make the same office.

Two copies of the office as it was founded take them in, the one as they were written, the other shuffled and some of
them twice. What then stands in their registers, and which changes they hold, must be alike to the byte.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

from casefiles import exchange
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from db import schema
from tests.sim.judge import Broken, refusal_is_said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from tests.sim.computers import Computer
    from tests.sim.world import Stick, World

OFTEN = 9
"""one world in so many is replayed"""
MOST = 24
"""packages of a replay"""
LATER = {"UNKNOWN_SENDER", "NOT_FOR_US", "SEALED_BEFORE"}
"""whose computer it is may be known only by another package; a restored computer has another key"""


def any_order(world: World, made: Path, rng: Random) -> None:
    """Replay what came to one of the offices."""
    letters = [name for name in sorted(world.pcs) if len(name) == 1 and name != "V"]
    letter = "C" if rng.random() < 0.5 else rng.choice(letters)
    code = world.pcs[letter].code
    sticks = [one for one in world.archive if one.to == code and one.path.exists() and one.by[0] != letter][
        :MOST
    ]
    again = [*sticks, *rng.sample(sticks, len(sticks) // 3)]
    rng.shuffle(again)
    found = [_taken(world, made, letter, order) for order in (sticks, again)]
    # a file that is put back where it belongs is put there by another change each time
    wrote = {one.pop("wrote") for one in found} != {False}
    for what in ["changes"] if wrote else found[0]:
        if found[0][what] != found[1][what]:
            raise Broken(
                f"the order of packages makes a difference: {what} of {letter}, {len(sticks)} packages"
            )


def _taken(world: World, made: Path, letter: str, sticks: Sequence[Stick]) -> dict[str, Any]:
    folder = world.folder("again") / letter
    shutil.copytree(made / letter, folder)
    pc = world.founded(letter, folder.parent)
    pc.clock.ms = max(one.clock.ms for one in world.pcs.values())
    pc.open()
    try:
        left = list(sticks)
        while left:  # a sender that is not known yet is tried again after the others
            refused = [one for one in left if not _take_in(pc, one)]
            if len(refused) == len(left):
                break
            left = refused
        return {"refused": sorted({one.path.name for one in left}), **_content(world, pc)}
    finally:
        pc.close()


def _take_in(pc: Computer, stick: Stick) -> bool:
    try:
        exchange.import_file(pc.office, stick.path)
    except Refusal as refusal:
        refusal_is_said(refusal)
        if refusal.problems[0].code not in LATER:
            raise
        return False
    return True


def _content(world: World, pc: Computer) -> dict[str, Any]:
    """Its registers, and which changes it holds and how (of those that the world knows: what it wrote itself while it
    took packages in, it may have written under another key since)."""
    read = pc.database.read
    asked = {name: f'SELECT {schema.read(entity)} FROM "{name}" ORDER BY id' for name, entity in ENTITIES.items()}  # noqa: S608
    found: dict[str, Any] = {name: read(sql) for name, sql in asked.items()}
    known = world.account.written
    found["wrote"] = not pc.ids("1") <= known.keys()
    found["changes"] = sorted(
        (bytes(i), com is None)
        for i, com in read("SELECT id, com FROM change WHERE lid NOT IN (SELECT lid FROM log WHERE own=1)")
        if bytes(i) in known
    )
    found["running text"] = sorted(pc.readable())
    return found

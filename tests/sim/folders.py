"""An old copy of a computer's folder, and somebody who puts it back: nobody is told."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.sim import thefts

if TYPE_CHECKING:
    from pathlib import Path

    from tests.sim.computers import Computer
    from tests.sim.world import World


def put_aside(world: World, pc: Computer) -> Path:
    """A copy of its folder, taken while the program is closed."""
    old = world.folder(f"old{pc.name}") / pc.name
    pc.close()
    shutil.copytree(pc.folder, old)
    pc.open()
    return old


def put_back(world: World, pc: Computer, old: Path) -> None:
    """The copy takes the folder's place: what came since is lost here, and the device goes on in a log that others may
    know further."""
    had, read = pc.held(), pc.readable()
    pc.close()
    shutil.rmtree(pc.folder)
    shutil.copytree(old, pc.folder)
    pc.open()
    world.lost(had, read)
    thefts.introduced(world, pc)

"""A computer is stolen: its county blocks it, what the thief writes is kept aside, and somebody decides about it.

The office gets a new computer from its backup, whose card everybody accepts anew. The account knows what stands of the
stolen computer's log: what was at the county when it was blocked, and whatever a person let in afterwards.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from casefiles import exchange
from casefiles.exchange import acquaintance, revoking, trust
from db import safekeeping
from tests.sim import judge
from tests.sim.computers import CODES, PASSPHRASE, TOWNS
from tests.sim.happenings import an_edit, new_file
from tests.sim.judge import Broken

if TYPE_CHECKING:
    from random import Random

    from tests.sim.computers import Computer
    from tests.sim.world import Stick, World


def stolen(world: World, rng: Random) -> str:
    """A township's computer is stolen and blocked; the thief goes on with it."""
    counties = world.of(CODES["C"])
    names = [name for name in sorted(world.backups.keys() & world.pcs.keys()) if _may(world, world.pcs[name])]
    if not names:
        return ""
    pc, county = world.pcs[rng.choice(names)], counties[0]
    device = pc.device
    if device not in {one.device for one in exchange.computers(county.office)}:
        return ""  # the county never heard of it
    early = _thief(world, pc, rng) if rng.random() < 0.5 else None
    revoking.revoke(county.office, device)
    _stands(world, county, device)
    late = _thief(world, pc, rng)
    said = _brought(world, county, [one for one in (early, late) if one is not None], rng)
    if rng.random() < 0.5:
        said += f"; {_goes_on(world, pc, county, rng)}"
    answer = rng.choice(("let in", "left aside", "nobody asked"))
    if answer == "let in":
        revoking.accept_blocked(county.office, device)
        _stands(world, county, device)
    elif answer == "left aside" and any(held.dev == device for held in county.office.ledger.kept_aside()):
        revoking.keep_aside(county.office, device)
    judge.shows_what_it_holds(world, county)
    had, read = pc.held(), pc.readable()
    _new_computer(world, pc)
    world.lost(had, read)
    return f"{pc.name} is stolen and blocked, the thief's packages: {said}, {answer}"


def _may(world: World, pc: Computer) -> bool:
    """Whether it is a township's only computer, so that nobody else goes on under its name."""
    return pc.code in TOWNS and len(world.of(pc.code)) == 1 and len(world.of(CODES["C"])) == 1


def _stands(world: World, county: Computer, device: str) -> None:
    """The county's last word about this computer: what of its log is there now stands."""
    [word] = trust.standing(county.office).blocked()[device]
    written = world.account.written
    world.account.stands[device, word.upto] = {i for i in county.ids("1") if written[i].dev == device}


def _thief(world: World, pc: Computer, rng: Random) -> Stick:
    """Whoever has the computer writes, and exports."""
    for _ in range(rng.randint(1, 3)):
        edit = an_edit(pc, rng)
        world.write(pc, [edit] if edit is not None and rng.random() < 0.7 else new_file(pc, rng))
    stick = world.export(pc, CODES[rng.choice("CCCP")])
    world.sticks.append(stick)
    return stick


def _goes_on(world: World, pc: Computer, county: Computer, rng: Random) -> str:
    """The thief goes on under a new key, which the stolen one has signed: that is no stranger's, and nothing of it is
    taken in. (Only the county is given it, which knows of the theft.)"""
    pc.office.ledger.new_identity()
    world.write(pc, new_file(pc, rng))
    report = world.take_in(county, world.export(pc, county.code).path, pc.name)
    if report.state != "aside" or pc.device in county.office.ledger.vector():
        raise Broken(f"what goes on from a blocked computer was taken in: {report.state} on {county.name}")
    return "goes on under a new key"


def _brought(world: World, county: Computer, sticks: list[Stick], rng: Random) -> str:
    """The thief's packages come to the county, or lie about until somebody carries them."""
    said = []
    rng.shuffle(sticks)
    for stick in sticks:
        if stick.to == county.code and rng.random() < 0.8:
            report = world.take_in(county, stick.path, stick.by)
            if report.state not in ("aside", "waiting"):  # it waits where its writer was told too much of the county
                raise Broken(f"a blocked computer's package was taken in: {report.state} on {county.name}")
            said.append(str(report.quarantined))
    return ", ".join(said) or "none came"


def _new_computer(world: World, old: Computer) -> None:
    """The backup is restored on a new computer, and everybody accepts its card by telephone."""
    old.close()
    shutil.rmtree(old.folder)
    safekeeping.restore(world.backups[old.name], old.folder, PASSPHRASE)
    old.open()
    world.restored[old.name] += 1
    introduced(world, old)


def introduced(world: World, pc: Computer) -> None:
    """Where a computer was blocked, what is restored from before is blocked too until its card is accepted anew; who
    was restored from before a card came knows nothing of that either."""
    was_blocked = {device for device, _ in world.account.stands}
    for _, other in sorted(world.pcs.items()):
        for one, taker in ((pc, other), (other, pc)):
            if one.code != taker.code and was_blocked & one.office.ledger.own_devices():
                path = acquaintance.write_card(one.office, world.folder("card"))
                exchange.accept_card(taker.office, path, replace_known=True)

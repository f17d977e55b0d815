"""What goes wrong with computers: the current, the disk, the clock, copies, old states put back (sync.md 8.2)."""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from casefiles import exchange
from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from casefiles.domain.problems import Refusal
from db import backing_up, backups, safekeeping
from db.lock import OfficeLock
from db.resting import Rest
from tests.sim import folders, judge, thefts
from tests.sim.computers import CODES, DAY, HOME, MOST_COMPUTERS, PASSPHRASE, TOWNS, Clock, Computer, PowerCut
from tests.sim.happenings import an_edit, new_file
from tests.sim.judge import Broken

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from casefiles.domain.fieldtypes import Stored
    from tests.sim.world import Stick, World


def some_edits(pc: Computer, rng: Random) -> list[Edit]:
    """A new file, or something of one that is here."""
    one = an_edit(pc, rng)
    return [one] if one is not None and rng.random() < 0.5 else new_file(pc, rng)


def _delivery(world: World, rng: Random) -> tuple[Computer, Stick] | None:
    """A package and a computer that it is for."""
    if not world.sticks:
        return None
    stick = rng.choice(world.sticks[-6:])
    takers = [pc for pc in world.of(stick.to) if pc.name != stick.by and not world.locked(pc, stick.path)]
    return (rng.choice(takers), stick) if takers else None


def _when(rng: Random, most: int) -> int:
    """A statement, early ones as likely as late ones."""
    return int(most ** rng.random()) - 1


# the current


def cut_while_saving(world: World, rng: Random) -> str:
    """What returned is there; what did not is there whole or not at all."""
    pc = world.writer(rng)
    edits, before = some_edits(pc, rng), pc.own_seq()
    pc.weak_current(_when(rng, 80), after=rng.random() < 0.5)
    returned = False
    try:
        pc.office.ledger.write(edits, "clerk")
        returned = True
    except PowerCut:
        pass
    pc.fall_dark(rng)
    stands = world.note(pc, before, edits)
    if returned and not stands:
        raise Broken(f"a save that returned is gone: on {pc.name}")
    return (
        f"{pc.name}'s current fails while it saves {edits[0].row}: {'it stands' if stands else 'not begun'}"
    )


def cut_while_importing(world: World, rng: Random) -> str:
    """A package is taken in whole, and noted, or not at all."""
    found = _delivery(world, rng)
    if found is None:
        return ""
    pc, stick = found
    before, own = (pc.held(), pc.readable()), (pc.device, pc.own_seq())
    pc.weak_current(_when(rng, 400), after=rng.random() < 0.5)
    done = ""
    with contextlib.suppress(PowerCut):
        done = exchange.import_file(pc.office, stick.path).package
    pc.fall_dark(rng)
    world.enter_own(pc, *own)
    noted = {
        p.package for p in pc.office.ledger.parcels() if p.direction == "in" and p.state in {"done", "aside"}
    }
    if (pc.held(), pc.readable()) != before and not noted:
        raise Broken(f"half a package was taken in: on {pc.name}")
    judge.shows_what_it_holds(world, pc)
    return f"{pc.name}'s current fails while it imports from {stick.by}{': too late' if done else ''}"


def cut_while_exporting(world: World, rng: Random) -> str:
    """Nobody reads what is half written, and the office has lost nothing."""
    pc = world.some(rng)
    code, folder = rng.choice(pc.office.ledger.peers()).office, world.folder("cut")
    before, at = pc.held(), rng.random()
    left: dict[Path, bytes] = {}

    def told(done: int, whole: int) -> None:
        if done >= at * whole:
            left.update({p: p.read_bytes() for p in folder.iterdir()})
            raise PowerCut

    pc.weak_current(_when(rng, 30) if rng.random() < 0.5 else 10_000, after=rng.random() < 0.5)
    try:
        exchange.export(pc.office, code, folder, told)
    except PowerCut:
        for path, raw in left.items():
            path.write_bytes(raw)
    pc.fall_dark(rng)
    if pc.held() != before:
        raise Broken(f"writing a package changed what is held: on {pc.name}")
    world.sticks.append(world.export(pc, code, folder))
    if [p for p in folder.iterdir() if p.suffix != ".tgx"]:
        raise Broken(f"what was half written lies about for ever: {sorted(folder.iterdir())}")
    return f"{pc.name}'s current fails while it exports to {code}"


def cut_while_backing_up(world: World, rng: Random) -> str:
    """There is a whole backup or none, wherever it was in copying, verifying and naming; the next one sweeps up."""
    pc, target = world.some(rng), world.folder("disk")
    failing = Cut(target, _when(rng, 60))
    pc.weak_current(_when(rng, 12), after=rng.random() < 0.5)
    with contextlib.suppress(PowerCut):
        backing_up.make(safekeeping.opened(pc.office.ledger), target, failing, by_itself=rng.random() < 0.7)
    failing.fall_dark()
    pc.fall_dark(rng)
    stands = backups.inside(target)
    if any(not one.number for one in stands):
        raise Broken(f"what was not verified counts as a backup: {stands[0].path} on {pc.name}")
    if not stands:
        safekeeping.backup(pc.office.ledger, target)
    if list(target.glob(f"*/*{backups.UNFINISHED}")):
        raise Broken(f"half a backup lies about for ever: {sorted(target.iterdir())}")
    world.backups[pc.name] = backups.inside(target)[-1].path
    return f"{pc.name}'s current fails while it backs up: {'it stands' if stands else 'none'}"


class Cut(Rest):
    """Between two parts of a backup the current fails, and the disk is what it was at that moment."""

    def __init__(self, disk: Path, at: int) -> None:
        super().__init__(0)
        self._disk, self._left = disk, at
        self._dark = disk.with_name(disk.name + "-dark")

    def __call__(self) -> None:
        self._left -= 1
        if self._left < 0:
            shutil.copytree(self._disk, self._dark)
            raise PowerCut

    def fall_dark(self) -> None:
        """Whatever was cleared away after that moment was not."""
        if self._dark.exists():
            shutil.rmtree(self._disk)
            self._dark.rename(self._disk)


# the disk


def disk_full(world: World, rng: Random) -> str:
    """A save or an import that does not fit is refused and nothing of it stays."""
    pc, found = world.writer(rng), _delivery(world, rng)
    pages = rng.choice((0, 0, 1, 2, 4, 8))
    before, seq = (pc.held(), pc.readable()), pc.own_seq()
    if found is not None and rng.random() < 0.5:
        pc, stick = found
        before, own = (pc.held(), pc.readable()), (pc.device, pc.own_seq())
        pc.small_disk(pages)
        try:
            exchange.import_file(pc.office, stick.path)
            said = "fits"
        except Refusal as refusal:
            said = _only(pc, refusal, "DISK_FULL")
        pc.small_disk(None)
        world.enter_own(pc, *own)
        if said == "DISK_FULL" and (pc.held(), pc.readable()) != before:
            raise Broken(f"an import that did not fit left something: on {pc.name}")
        return f"{pc.name}'s disk is nearly full, an import: {said}"
    edits = new_file(pc, rng)
    pc.small_disk(pages)
    try:
        pc.office.ledger.write(edits, "clerk")
        said = "fits"
    except Refusal as refusal:
        said = _only(pc, refusal, "DISK_FULL")
    pc.small_disk(None)
    stands = world.note(pc, seq, edits)
    if bool(stands) != (said == "fits"):
        raise Broken(f"a save that did not fit left something: on {pc.name}")
    return f"{pc.name}'s disk is nearly full, a save: {said}"


def _only(pc: Computer, refusal: Refusal, *codes: str) -> str:
    judge.refusal_is_said(refusal)
    code = refusal.problems[0].code
    if code not in codes:
        raise Broken(f"refused for another reason: {code}, not {codes}, on {pc.name}")
    return code


def backed_up(world: World, rng: Random) -> str:
    """A verified backup on another disk."""
    pc = world.some(rng)
    world.backups[pc.name] = safekeeping.backup(pc.office.ledger, world.folder("disk"))
    return f"{pc.name} backs up"


def disk_dies(world: World, rng: Random) -> str:
    """The disk of a computer dies; its backup is restored, as a new device. The county's too."""
    names = sorted(world.backups.keys() & world.pcs.keys())
    if not names:
        return ""
    pc = world.pcs[rng.choice(names)]
    had, read = pc.held(), pc.readable()
    pc.close()
    shutil.rmtree(pc.folder)
    safekeeping.restore(world.backups[pc.name], pc.folder, PASSPHRASE)
    pc.open()
    world.lost(had, read)
    thefts.introduced(world, pc)
    world.restored[pc.name] += 1
    return f"{pc.name}'s disk dies, its backup is restored"


def put_aside(world: World, rng: Random) -> str:
    """Somebody copies the folder while the program is closed."""
    pc = world.some(rng)
    world.copies[pc.name] = folders.put_aside(world, pc)
    return f"{pc.name}'s folder is copied"


def old_put_back(world: World, rng: Random) -> str:
    """Somebody puts the copied folder back: nobody is told, the device goes on in a log that others know further."""
    names = sorted(world.copies.keys() & world.pcs.keys())
    if not names:
        return ""
    pc = world.pcs[rng.choice(names)]
    folders.put_back(world, pc, world.copies[pc.name])
    return f"{pc.name}'s old folder is put back"


def put_back_twice(world: World, rng: Random) -> str:
    """The same old folder is put back again and again, and each time somebody writes and goes to the county: three
    histories of one computer meet there."""
    pc, county = world.writer(rng), rng.choice(world.of(CODES["C"]))
    if pc.code == county.code:
        pc = world.pcs[rng.choice([name for name in sorted(world.pcs) if world.pcs[name].code in TOWNS])]
    _comes(world, rng, county, pc)
    old, said = folders.put_aside(world, pc), []
    for time in range(3):
        if time:
            folders.put_back(world, pc, old)
        world.write(pc, some_edits(pc, rng))
        if not time:
            _comes(world, rng, county, pc)
        stick = world.export(pc, county.code)
        world.sticks.append(stick)
        said.append(world.take_in(county, stick.path, pc.name).state if rng.random() < 0.8 else "not yet")
    return f"{pc.name}'s old folder is put back twice, its packages: {', '.join(said)}"


def _comes(world: World, rng: Random, county: Computer, pc: Computer) -> None:
    """A file comes to a township, if one can, and in any case a package of the county: what was written of the file
    before fills what the township knew by stubs."""
    rows = [line for line in county.shown("child") if line["area"] != pc.code and not line["_del"]]
    if rows and pc.code in TOWNS and rng.random() < 0.8:
        row = str(rng.choice(sorted(line["id"] for line in rows)))
        if (record := county.office.queries.get(row)) is not None:
            world.write(county, [Edit("child", row, {"area": pc.code}, record.heads)])
    world.write(county, [Edit("child", *_file(county, rng), ())])
    world.take_in(pc, world.export(county, pc.code).path, county.name)


def _file(pc: Computer, rng: Random) -> tuple[str, dict[str, Stored]]:
    """A new child of any township."""
    row = new_id("c", pc.clock.now_ms(), rng.getrandbits(50))
    return row, {"name": "张零例", "area": rng.choice(sorted(TOWNS))}


def cloned(world: World, rng: Random) -> str:
    """A computer is copied and both go on; at times it is noticed at once."""
    pc = world.some(rng)
    if len(world.pcs) >= MOST_COMPUTERS:
        return ""
    twin = copied(world, pc)
    noticed = rng.random() < 0.3
    if noticed:
        twin.office.ledger.new_identity()
    elif pc.name[0] != "V" and rng.random() < 0.5:
        _both_go_on(world, rng, pc, twin)
    return f"{pc.name} is copied to {twin.name}{', which is noticed' if noticed else ''}"


def copied(world: World, pc: Computer) -> Computer:
    """Another computer with a copy of this one's folder."""
    name = f"{pc.name}{len(world.pcs)}"
    pc.close()
    shutil.copytree(pc.folder, world.root / name)
    pc.open()
    twin = Computer(name, pc.code, pc.level, world.root / name, pc.key, Clock())
    twin.clock.ms = pc.clock.ms
    twin.open()
    world.pcs[name] = twin
    return twin


def _both_go_on(world: World, rng: Random, *twins: Computer) -> None:
    """Two computers that are one by their keys write, and go to the office above by turns."""
    for _ in range(5):
        pc, homes = rng.choice(twins), world.of(CODES[HOME[twins[0].name[0]]])
        world.write(pc, some_edits(pc, rng))
        if homes:
            home = rng.choice(homes)
            if pc.code in TOWNS and rng.random() < 0.5:
                _comes(world, rng, home, pc)
            world.take_in(home, world.export(pc, home.code).path, pc.name)
            if rng.random() < 0.7:
                other = rng.choice((pc, *twins))
                world.take_in(other, world.export(home, pc.code).path, home.name)


def fork_answered(world: World, rng: Random) -> str:
    """Somebody finds out why one identity has two histories."""
    pc = world.some(rng)
    forks = [fork for fork in pc.office.ledger.forks() if not fork.answer]
    if not forks:
        return ""
    fork = rng.choice(sorted(forks, key=lambda f: f.log))
    pc.office.ledger.answer_fork(fork.log, rng.choice(("copied", "restored")))
    return f"{pc.name} says why {fork.log} has two histories"


# windows and clocks


def two_windows(world: World, rng: Random) -> str:
    """A second window on the same office is refused."""
    pc = world.some(rng)
    try:
        OfficeLock(pc.folder)
    except Refusal as refusal:
        _only(pc, refusal, "LOCKED")
        return f"{pc.name} has a second window: refused"
    raise Broken(f"two windows on one office: {pc.name}")


def reopened(world: World, rng: Random) -> str:
    """The computer is switched off and on."""
    pc = world.some(rng)
    pc.reopen()
    return f"{pc.name} is switched off and on"


def clock_lies(world: World, rng: Random) -> str:
    """A flat battery, a wrong year, a step back; or it is set right again."""
    pc = world.some(rng)
    year = rng.choice((1970, 2010, 2099, 0, 0, 1))
    if year > 1:
        pc.clock.wrong_by = (year - 1970) * 365 * DAY - pc.clock.ms
        return f"{pc.name}'s clock is set to {year}"
    pc.clock.wrong_by = -rng.randrange(40) * DAY * year
    return f"{pc.name}'s clock is set " + (f"{-pc.clock.wrong_by // DAY} days back" if year else "right")


def months_pass(world: World, rng: Random) -> str:
    """Whatever lies about is months old now."""
    days = rng.randint(60, 300)
    for pc in world.pcs.values():
        pc.clock.ms += days * DAY
    return f"{days} days pass"


FAULTS = (
    cut_while_saving,
    cut_while_importing,
    cut_while_exporting,
    cut_while_backing_up,
    disk_full,
    backed_up,
    disk_dies,
    put_aside,
    old_put_back,
    cloned,
    fork_answered,
    two_windows,
    reopened,
    clock_lies,
    months_pass,
)

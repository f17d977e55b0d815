"""What goes wrong with sticks and packages: lost, damaged, pulled, false, forged, for somebody else (sync.md 8.2)."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest import mock

import pyrage

from casefiles.domain.problems import Refusal
from casefiles.edges.package import stick
from casefiles.edges.package.identity import secret_text
from tests.package import parts
from tests.sim import judge
from tests.sim.computers import CODES, HOME
from tests.sim.forgeries import FORGERIES, package, side
from tests.sim.happenings import new_file
from tests.sim.judge import Broken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    from tests.sim.computers import Computer
    from tests.sim.world import World

SOUND = {
    "EMPTY",
    "ZEROS",
    "DAMAGED",
    "TRUNCATED",
    "NOT_A_BUNDLE",
    "NOT_FOR_US",
    "FORGED",
    "TOO_BIG",
    "BAD_FRAME",
    "BAD_CHAIN",
}


def stick_lost(world: World, rng: Random) -> str:
    """A stick is lost."""
    if not world.sticks:
        return ""
    gone = world.sticks.pop(rng.randrange(len(world.sticks)))
    return f"the stick of {gone.by} for {gone.to} is lost"


def damaged(world: World, rng: Random) -> str:
    """A damaged copy is refused, whatever happened to it."""
    if not world.sticks:
        return ""
    found = rng.choice(world.sticks)
    raw, harm = bytearray(found.path.read_bytes()), rng.choice(("cut", "flip", "zero", "empty", "doubled"))
    at = rng.randrange(len(raw))
    if harm == "cut":
        raw = raw[:at]
    elif harm == "flip":
        raw[at] ^= 1 << rng.randrange(8)
    elif harm == "zero":
        raw[at:] = bytes(len(raw) - at)
    elif harm == "empty":
        raw = raw[:0]
    else:
        raw += raw[at:]
    if bytes(raw) == found.path.read_bytes():
        return ""  # a tail that was zero already
    pc = rng.choice(world.of(found.to) or list(world.pcs.values()))
    return f"{harm}: {_refused(world, pc, bytes(raw), SOUND)} on {pc.name}"


def not_for_us(world: World, rng: Random) -> str:
    """A package for another office, as it is, or opened by its addressee and sealed anew for somebody else."""
    if not world.sticks:
        return ""
    found = rng.choice(world.sticks)
    others = [pc for _, pc in sorted(world.pcs.items()) if pc.code != found.to]
    readers, pc = world.of(found.to), rng.choice(others)
    raw = found.path.read_bytes()
    anew = bool(readers) and rng.random() < 0.6
    if anew:
        ledger = readers[0].office.ledger
        secrets = [ledger.keys()[1], *ledger.former_keys()]
        opened = [pyrage.x25519.Identity.from_str(secret_text(one)) for one in secrets]
        raw = parts.sealed([pyrage.decrypt(raw, opened)], side(pc))
    return f"{'sealed anew' if anew else 'misled'}: {_refused(world, pc, raw, {'NOT_FOR_US'})} on {pc.name}"


def _refused(world: World, pc: Computer, raw: bytes, codes: set[str]) -> str:
    bad = world.root / "bad.tgx"
    bad.write_bytes(raw)
    try:
        report = world.take_in(pc, bad)
    except Refusal as refusal:
        code = refusal.problems[0].code
        if code not in codes:
            raise Broken(f"refused for another reason: {code}, not {sorted(codes)}") from None
        return code
    raise Broken(f"a package was taken in that nobody wrote so: {report.state} on {pc.name}")


def forged(world: World, rng: Random) -> str:
    """Packages in a rightful form from somebody who may not write them, or an enrolled office that means harm: one of
    every kind."""
    taker = world.some(rng)
    givers = [pc for _, pc in sorted(world.pcs.items()) if pc.code != taker.code]
    giver, told = rng.choice(givers), []
    for kind in sorted(FORGERIES):
        raw, codes = FORGERIES[kind](giver, taker, rng)
        told.append(f"{kind}: {_refused(world, taker, raw, codes)}")
    return f"{giver.name} on {taker.name}: {', '.join(told)}"


def receipt_lies(world: World, rng: Random) -> str:
    """An office says that it has everything: it gets nothing for a while, and nothing is lost. At times two say it of
    one another, and both go on."""
    giver = world.some(rng)
    takers = world.of(CODES[HOME[giver.name[0]]])
    if not takers:
        return ""
    taker = rng.choice(takers)
    said = _lies(world, giver, taker, rng)
    if giver.name[0] == "V" or rng.random() < 0.5:
        return said
    for one in (giver, taker):
        world.write(one, new_file(one, rng))
    said += f"; {_lies(world, giver, taker, rng)}; {_lies(world, taker, giver, rng)}"
    for one in (giver, taker):
        world.write(one, new_file(one, rng))
    return f"{said}; both write"


def _lies(world: World, giver: Computer, taker: Computer, rng: Random) -> str:
    bad = world.root / "liar.tgx"
    bad.write_bytes(package(giver, taker, rng, have=taker.office.ledger.vector()))
    try:
        state = world.take_in(taker, bad).state
    except Refusal as refusal:
        state = refusal.problems[0].code
        if state != "UNKNOWN_SENDER":
            raise
    return f"{giver.name} claims to {taker.name} that it has everything: {state}"


# the medium


def bad_stick(world: World, rng: Random) -> str:
    """A stick that is full, pulled, read-only, not there, or holds less than it says: said so, and no file is there."""
    pc, folder = world.some(rng), world.folder("stick")
    code = rng.choice(pc.office.ledger.peers()).office
    kind = rng.choice(sorted(_MEDIA))
    before = pc.held(), len(pc.office.ledger.parcels())
    where = folder if kind != "not there" else folder / "gone"
    try:
        with _MEDIA[kind](rng):
            world.export(pc, code, where)
    except Refusal as refusal:
        judge.refusal_is_said(refusal)
        said = refusal.problems[0].code
    else:
        raise Broken(f"a package on a stick that is {kind}")
    if said not in {"DISK_FULL", "STICK_GONE", "STICK_BAD", "CANNOT_WRITE"} or list(folder.iterdir()):
        raise Broken(f"a bad stick leaves something: {kind}, {said}, {list(folder.iterdir())}")
    if before != (pc.held(), len(pc.office.ledger.parcels())):
        raise Broken(f"what could not be written is noted: {kind} on {pc.name}")
    return f"{pc.name} exports to a stick that is {kind}: {said}"


@contextmanager
def _fails(error: int, rng: Random, *, at_once: bool = False) -> Iterator[None]:
    """Writing fails after some bytes."""
    room = 0 if at_once else rng.randrange(60_000)
    real = stick._Hashing._put
    written = 0

    def put(self: Any, rest: memoryview) -> int:
        nonlocal written
        if written >= room:
            raise OSError(error, os.strerror(error))
        done = real(self, rest[: room - written])
        written += done
        return done

    with mock.patch.object(stick._Hashing, "_put", put):
        yield


@contextmanager
def _fake(rng: Random) -> Iterator[None]:
    """What lies beyond the real capacity is gone when it is read back."""
    real = stick._read_back

    def read(path: Path) -> bytes:
        size = path.stat().st_size
        room = rng.randrange(size)
        with path.open("r+b") as file:
            file.truncate(room)
            file.truncate(size)
        return real(path)

    with mock.patch.object(stick, "_read_back", read):
        yield


@contextmanager
def _sound(_rng: Random) -> Iterator[None]:
    yield


_MEDIA = {
    "full": lambda rng: _fails(errno.ENOSPC, rng),
    "pulled": lambda rng: _fails(rng.choice((errno.EIO, errno.ENODEV)), rng),
    "read-only": lambda rng: _fails(errno.EROFS, rng, at_once=True),
    "smaller than it says": _fake,
    "not there": _sound,
}

STICKS = (stick_lost, damaged, not_for_us, forged, receipt_lies, bad_stick)

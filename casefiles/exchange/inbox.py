"""The folder beside the database where packages wait, sealed as they came, for an earlier one or for their other parts.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.parting import part_id
from casefiles.edges.package.seal import unread
from casefiles.edges.package.stick import Writable, write_safely
from casefiles.edges.package.writing import SUFFIX
from casefiles.exchange import consignments, room
from casefiles.ports import Parcel

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.edges.package.reading import Verified
    from casefiles.office import Office

INBOX = "inbox"
PART_MISSING = "PART_MISSING"
_SPARE = 1 << 20
LATER = "later-"
"""begins the names of packages that are kept for a later version of the program"""
MOST_LATER = 2 << 30
"""bytes of such packages that are kept: nobody knows yet who they are from"""


def place(office: Office, package: str) -> Path:
    """Where a package is kept while it waits."""
    return Path(office.home.folder) / INBOX / (package + SUFFIX)


def keep(office: Office, seen: Verified, why: Problem) -> None:
    """Keep a package as it came, once, and note it and what it waits for. Refusals: those of `write_safely`."""
    header = seen.header
    kept = place(office, header.package)
    if not kept.exists():
        room.check(office, size_of(seen.path) + _SPARE)
        with contextlib.suppress(OSError):  # if it cannot be made, writing into it says so
            kept.parent.mkdir(exist_ok=True)
        write_safely(kept.parent, kept.name, lambda out: _copy(seen.path, out))
    noted = next((p for p in waiting(office) if p.package == header.package), None)
    if noted is None or noted.reason != why.code:
        now = office.clock.now_ms()
        office.ledger.keep_parcel(
            Parcel(header.package, "in", header.from_office, "waiting", now, header.changes, why.code)
        )
        sender, number = str(why.args.get("sender", "")), int(str(why.args.get("n", 0)))
        consignments.waits(office, header, seen.path, sender, number)


def waiting(office: Office) -> list[Parcel]:
    """The packages noted as waiting, newest first."""
    return [p for p in office.ledger.parcels() if (p.direction, p.state) == ("in", "waiting")]


def sweep(office: Office) -> None:
    """Take out of the inbox whatever waits no longer, or was left there when the current failed."""
    kept = {p.package + SUFFIX for p in waiting(office)}
    for path in place(office, "").parent.glob(f"*{SUFFIX}*"):
        if path.name not in kept and not path.name.startswith(LATER):
            with contextlib.suppress(OSError):
                path.unlink()


def size_of(path: Path) -> int:
    """The bytes of a file, 0 when nobody can tell."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def room_for(office: Office, size: int) -> bool:
    """Whether a package of so many bytes may be kept for a later version: what is kept is not much, and the disk keeps
    three times as much free."""
    folder = Path(office.home.folder)
    try:
        there = sum(path.stat().st_size for path in (folder / INBOX).glob(LATER + "*"))
        return there + size <= MOST_LATER and shutil.disk_usage(folder).free >= 4 * size
    except OSError:
        return False


def keep_for_later(office: Office, path: Path, key: str) -> str:
    """Keep a file that only a later version can read; what it is called in the inbox, "" when it cannot be kept."""
    name = LATER + re.sub(r"[^0-9a-z]", "", key.lower())[:24] + SUFFIX
    kept = Path(office.home.folder) / INBOX / name
    with contextlib.suppress(OSError):
        kept.parent.mkdir(exist_ok=True)
    try:
        write_safely(kept.parent, name, lambda out: _copy(path, out))
    except (Refusal, OSError):
        return ""
    return name


def sweep_later(office: Office, spared: set[str]) -> None:
    """Take away what is kept for a later version and is not among `spared`."""
    for path in (Path(office.home.folder) / INBOX).glob(LATER + "*"):
        if path.name not in spared:
            with contextlib.suppress(OSError):
                path.unlink()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The parts of a delivery that are there, by number, and the numbers of those that are not."""

    parts: tuple[Verified, ...]
    missing: tuple[int, ...]

    def problem(self) -> Problem:
        """What is missing, in a sentence."""
        of = self.parts[0].header.part[1]
        return Problem(PART_MISSING, args={"missing": "、".join(map(str, self.missing)), "of": of})


def gather(office: Office, seen: Verified, check: Callable[[Path], Verified]) -> Gathered:
    """The other parts of a delivery: in the inbox, or beside the part that was given; each is verified by `check`."""
    number, of = seen.header.part
    found = {number: seen}
    for other in range(1, of + 1):
        package = part_id(seen.header.package, other)
        for path in (place(office, package), _beside(seen.path, number, other, of)):
            if other in found:
                continue
            with contextlib.suppress(Refusal, OSError):  # a damaged part is a missing one, and so is one out of reach
                if not path.is_file():
                    continue
                part = check(path)
                if _same(part, seen) and part.header.package == package and part.header.part == (other, of):
                    found[other] = part
    missing = tuple(n for n in range(1, of + 1) if n not in found)
    return Gathered(tuple(found[n] for n in sorted(found)), missing)


def _same(one: Verified, other: Verified) -> bool:
    a, b = one.header, other.header
    return (a.device, a.key, a.from_office, a.to_office) == (b.device, b.key, b.from_office, b.to_office)


def _beside(path: Path, number: int, other: int, of: int) -> Path:
    """What another part is called that lies where this one lies."""
    name = re.sub(rf"-{number}of{of}(?=\D*$)", f"-{other}of{of}", path.name)
    return path.with_name(name)


def _copy(path: Path, out: Writable) -> None:
    try:
        file = path.open("rb")
    except OSError as e:
        raise unread(e, path) from e
    with file:
        while piece := _piece(file, path):
            out.write(piece)


def _piece(file: BinaryIO, path: Path) -> bytes:
    try:
        return file.read(1 << 20)
    except OSError as e:
        raise unread(e, path) from e

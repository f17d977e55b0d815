"""Writing a delivery: as one file, or in parts where one would be too long; and is there room for it?"""

from __future__ import annotations

import contextlib
import itertools
import shutil
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.frames import NOTICES, framed
from casefiles.edges.package.parting import LARGEST, PART, SMALLEST, Part, Unit, cut, of_part, room, sealed
from casefiles.edges.package.stick import Writable, write_safely
from casefiles.edges.package.writing import SUFFIX, units, write_part
from casefiles.exchange.consignments import Hashed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casefiles.edges.package.heading import Header
    from casefiles.exchange.cargo import Cargo
    from casefiles.exchange.carrying import Freight
    from casefiles.exchange.comparing import Said
    from casefiles.exchange.reports import Progress
    from casefiles.office import Office

_MIB = 1 << 20


class Written(NamedTuple):
    """A file that was written and read back."""

    header: Header
    path: Path
    sha256: str
    size: int


def part_size(office: Office, asked: int | None) -> int:
    """How long a file may be: what was asked for, or the setting `part_size`, or 1 GiB; FAT32's most in any case."""
    return min(LARGEST, asked or int(office.ledger.setting("part_size") or PART))


def part_bytes(megabytes: int) -> int:
    """How long a file may be that a person allows so many MB. Refusal PART_SIZE."""
    if not SMALLEST >> 20 <= megabytes <= LARGEST >> 20:
        raise Refusal(Problem("PART_SIZE", args={"least": SMALLEST >> 20, "most": LARGEST >> 20}))
    return megabytes << 20


class Delivery:
    """What goes to an office in one go."""

    def __init__(
        self,
        header: Header,
        load: Cargo,
        photos: Freight,
        said: tuple[bytes, bytes, bytes],
        held: Said,
        seed: bytes,
        progress: Progress | None,
    ) -> None:
        """`said` are the figures, what is vouched for, and what is told of their packages; `held` what is said of the
        records that both hold."""
        self._header, self._load, self._photos = header, load, photos
        self._held = held
        (self._figures, self._vouched, self._notices), self._seed, self._progress = said, seed, progress
        self._all = header.changes + (photos.size >> 12)
        self._passed, self._passes = 0, 1

    def write(self, folder: Path, stem: str, size: int) -> list[Written]:
        """Write it into the folder as `stem.tgx`, or as `stem-1of3.tgx` and so on where a file would be longer than
        `size`. After a failure none of them is there. Refusals: STICK_FULL, PART_SIZE, those of `write_safely`."""
        parts = self._parts(folder, size)
        inside = self._inside(self._passes - 1)
        done: list[Written] = []
        try:
            for number, part in enumerate(parts, 1):
                header = of_part(self._header, number, len(parts), part)
                name = stem if len(parts) == 1 else f"{stem}-{number}of{len(parts)}"
                done.append(self._file(folder, name + SUFFIX, header, inside, part.units))
        except BaseException:
            for written in done:
                with contextlib.suppress(OSError):
                    written.path.unlink()
            raise
        if self._all:
            self._tell(self._passes * self._all, self._passes * self._all)
        return done

    def _file(self, folder: Path, name: str, header: Header, inside: Iterator[Unit], count: int) -> Written:
        hashed: list[Hashed] = []

        def produce(out: Writable) -> None:
            hashed[:] = [Hashed(out)]
            write_part(hashed[0], header, itertools.islice(inside, count), self._seed, self._vouched)

        size = write_safely(folder, name, produce)
        return Written(header, folder / name, hashed[0].sha256, size)

    def _parts(self, folder: Path, size: int) -> list[Part]:
        """How it is cut, and whether there is room. It is packed once more for that, unless both are certain."""
        header, load, photos = self._header, self._load, self._photos
        most = (load.weight + photos.size) * 257 // 256 + 400 * len(load.checkpoints) + len(self._figures)
        most += self._held.weight() + len(self._notices)
        most += 400 * (photos.size // _MIB + len(photos.contents)) + _MIB
        free = _free(folder)
        beside = len(self._vouched) * 257 // 256 + 64
        one = most + beside <= room(header, size)
        if one and (free is None or sealed(most + beside, len(header.recipients)) <= free):
            return [Part(_ALL, header.changes, header.attachments, 0)]
        self._passes = 2
        parts = cut(self._inside(0), header, size, beside)
        needed = sum(part.size for part in parts)
        if free is not None and needed > free:
            args = {"needs": -(-needed // _MIB), "has": free // _MIB}
            raise Refusal(Problem("STICK_FULL", value=str(folder), args=args))
        return parts

    def _inside(self, before: int) -> Iterator[Unit]:
        """Everything after the header, told as pass number `before` of all."""
        start, of = before * self._all, self._passes * self._all
        done = 0
        for unit in units(self._load.blocks(), self._load.checkpoints, self._figures):
            yield unit
            done += unit.changes
            if unit.changes:
                self._tell(start + done, of)
        if self._notices:
            yield Unit((framed(NOTICES, self._notices),))
        yield from self._held.units()
        yield from self._photos.units(lambda size: self._tell(start + done + (size >> 12), of))

    def _tell(self, done: int, of: int) -> None:
        if self._progress is not None:
            self._progress(done, of)


_ALL = 1 << 62


def _free(folder: Path) -> int | None:
    """The bytes that are free there; None when nobody can tell."""
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return None
    return usage.free if usage.total else None

"""A delivery that is larger than a file should be is cut into parts, each a package of its own.

FAT32 ends at 4 GiB - 1, and some readers of sticks at 2 GiB. The parts of one delivery have ids that differ in their
last four digits alone, which are the part's number. What belongs together (a unit) is never parted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.package.frames import END, FRAME, HEADER, MAGIC, framed
from casefiles.edges.package.heading import MOST_PARTS, PARTS_FROM, header_bytes
from casefiles.edges.package.seal import CHUNK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.edges.package.heading import Header

PART = 1 << 30
LARGEST = (4 << 30) - 1
SMALLEST = 8 << 20
"""A header, a frame and its private parts fit in it; people cannot ask for less."""
_DIGITS = 4
_TAG = 16
_STANZAS = 4096
"""age's own header: stanzas for the recipients, and what some writers add at random"""
_SLACK = 1024
"""how much longer a header may become packed when only its numbers change"""


class Unit(NamedTuple):
    """Frames that stay together, the changes in them, and the contents of photos that begin in them."""

    frames: tuple[bytes, ...]
    changes: int = 0
    begun: int = 0


class Part(NamedTuple):
    """One file of a delivery: how many units, changes and contents go into it, and how long it becomes at most."""

    units: int
    changes: int
    begun: int
    size: int


def part_id(package: str, number: int) -> str:
    """The id of part `number` of the delivery that the part `package` is of."""
    return f"{package[:-_DIGITS]}{number:0{_DIGITS}x}"


def of_part(header: Header, number: int, of: int, part: Part) -> Header:
    """The header of this part."""
    changes, begun = part.changes, part.begun
    if of == 1:
        return replace(header, changes=changes, attachments=begun)
    package, reader = part_id(header.package, number), max(PARTS_FROM, header.min_reader)
    return replace(
        header, package=package, part=(number, of), changes=changes, attachments=begun, min_reader=reader
    )


def sealed(plain: int, recipients: int = 1) -> int:
    """How long a file with so many bytes inside becomes at most."""
    chunks = -(-plain // CHUNK) + 1  # the padding may take one more
    return chunks * (CHUNK + _TAG) + _TAG + _STANZAS + 200 * recipients


def room(header: Header, size: int, beside: int = 0) -> int:
    """The bytes of frames that a file of at most `size` bytes holds beside its header and `beside` bytes more."""
    head = len(framed(HEADER, header_bytes(header))) + _SLACK
    chunks = (size - _TAG - _STANZAS - 200 * len(header.recipients)) // (CHUNK + _TAG)
    return (chunks - 1) * CHUNK - beside - len(MAGIC) - head - 2 * FRAME.size - END.size


def cut(units: Iterable[Unit], header: Header, size: int, beside: int = 0) -> list[Part]:
    """The parts of a delivery, none longer than `size`, each with `beside` bytes of its own. Refusal PART_SIZE
    when a part cannot hold what stays together."""
    most = room(header, size, beside)
    found: list[list[int]] = [[0, 0, 0, 0]]
    for unit in units:
        long = sum(map(len, unit.frames))
        if long > most or len(found) > MOST_PARTS:
            raise Refusal(Problem("PART_SIZE", args={"least": SMALLEST >> 20, "most": LARGEST >> 20}))
        if found[-1][3] + long > most:
            found.append([0, 0, 0, 0])
        now = found[-1]
        now[0], now[1], now[2], now[3] = now[0] + 1, now[1] + unit.changes, now[2] + unit.begun, now[3] + long
    beside += len(framed(HEADER, header_bytes(header))) + _SLACK + len(MAGIC) + 2 * FRAME.size + END.size
    return [Part(n, c, b, sealed(long + beside, len(header.recipients))) for n, c, b, long in found]

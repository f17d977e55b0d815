"""Whether the disk has room for what a package brings, asked before anything is written."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.edges.package.reading import Verified
    from casefiles.office import Office

_MIB = 1 << 20
SWELL = 4
"""bytes on the disk for a byte of changes: rows, indexes, search, log, and all of it a second time beside the database
until it is brought in. Measured: 1.9 to 3.5."""
EACH = 1536
"""bytes more for each change, whose pages lie apart in a database that is full already. Measured: up to 1400."""


def needed(parts: Sequence[Verified]) -> int:
    """The bytes that taking in these parts needs at most."""
    weight, photos = sum(part.weight for part in parts), sum(part.photos for part in parts)
    changes = sum(part.header.changes + part.mends for part in parts)
    return SWELL * weight + EACH * changes + photos * 257 // 256 + _MIB


def make_ready(office: Office, parts: Sequence[Verified]) -> None:
    """Before these parts are taken in: there is room for them, and what stands now is in a backup where that is quickly
    done (else in that of the day and its journal). Refusal ROOM_SHORT."""
    check(office, needed(parts))
    office.ledger.safeguard()


def check(office: Office, needs: int) -> None:
    """Refusal ROOM_SHORT, with how much is to be freed, when the disk of this office has less than that."""
    try:
        usage = shutil.disk_usage(office.home.folder)
    except OSError:
        return
    if usage.total and usage.free < needs:
        args = {"needs": _up(needs), "has": usage.free // _MIB, "short": _up(needs - usage.free)}
        raise Refusal(Problem("ROOM_SHORT", args=args))


def _up(size: int) -> int:
    return -(-size // _MIB)

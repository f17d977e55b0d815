"""To which office a file belongs: where it lies, and who may say that it lies elsewhere.

The office in whose division a file lies may send it away, and so may the offices above that one. Any other office can
only propose to have it, even if it typed its own division into an old copy. Who sent a file away by mistake, or an
office above that one, may take it back as long as nothing was written about it where it came to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.areas import root

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


@dataclass(frozen=True, slots=True)
class Placed:
    """An office wrote that a file lies in this division; one that nobody knows is "", and is believed."""

    maker: str
    area: str


@dataclass(frozen=True, slots=True)
class Owned:
    """Where a file lies by right, and the claim of an office that has no right to it."""

    area: str
    claim: Placed | None = None


def may_move(maker: str, area: str) -> bool:
    """Whether an office decides where a file lies that lies in this division."""
    return area.startswith(root(maker))


def owned(placed: Iterable[Placed], writers: Collection[str]) -> Owned:
    """Judge what was written about where a file lies, oldest first. `writers` are the offices that wrote anything about
    it: clocks are not asked, for whoever lies about a division lies about the day."""
    area, by = "", ""
    claim = None
    for one in placed:
        sent = by == one.maker or (by != "" and may_move(one.maker, by))
        back = sent and not any(may_move(w, area) and not may_move(w, by) for w in writers)
        if not area or may_move(one.maker, area) or back or not may_move(one.maker, one.area):
            area, by, claim = one.area, one.maker, None
        else:
            claim = one
    return Owned(area, claim)

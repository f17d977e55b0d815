"""How many changes a package brings, as who wrote it counts them: what stands there as a stub alone is none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from casefiles.domain.changes import Block

Tally = Counter[str]
"""package -> changes, as far as it was read"""


def counted(tally: Tally, package: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks; their changes are counted as they go by."""
    for block in blocks:
        tally[package] += sum(isinstance(body, bytes) for body in block.bodies)
        yield block

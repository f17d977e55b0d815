"""Two registers compared without sending them: what a record, and a bucket of records, comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Key = tuple[str, str, str]
"""A bucket: division, village, entity."""
SPACE = 1 << 64


class Mark(NamedTuple):
    """What one record comes to: a number of 64 bits from its heads, one from the values it shows."""

    row: str
    heads: int
    values: int


@dataclass(slots=True)
class Tally:
    """The sums of a bucket; no order plays a part."""

    n: int = 0
    heads: int = 0
    values: int = 0

    def add(self, mark: Mark) -> None:
        """Count a record."""
        self.n += 1
        self.heads = (self.heads + mark.heads) % SPACE
        self.values = (self.values + mark.values) % SPACE

"""A sheet of cells, whatever kind of file it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""What one cell holds. Empty is None or ''; a number is a float in most files, a date a date."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: every row from the first, rows as long as they need to be, and the merged ranges.

    `merges` are (first row, first column, last row, last column), counted from 0; below and right of its first cell
    a merged range is empty.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    merges: tuple[tuple[int, int, int, int], ...] = ()

    def at(self, row: int, column: int) -> Cell:
        """The cell, counted from 0; None outside of the sheet."""
        if not 0 <= row < len(self.rows):
            return None
        line = self.rows[row]
        return line[column] if 0 <= column < len(line) else None

    @property
    def width(self) -> int:
        """The number of columns of the longest row."""
        return max((len(row) for row in self.rows), default=0)


def empty(cell: Cell) -> bool:
    """Whether a cell holds nothing a person could see."""
    return cell is None or (isinstance(cell, str) and not cell.strip())

"""Square codes, drawn as one path of black runs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import segno

if TYPE_CHECKING:
    from casefiles.edges.paper.paint import Box


@lru_cache(maxsize=512)
def _runs(text: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Modules per side and the black runs (row, column, length). The mask is fixed: trying all eight costs 5
    %.
    """
    code = segno.make(text, error="m", mask=2, micro=False, boost_error=False)
    runs: list[tuple[int, int, int]] = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            if row[x]:
                end = x
                while end < len(row) and row[end]:
                    end += 1
                runs.append((y, x, end - x))
                x = end
            x += 1
    return len(code.matrix), tuple(runs)


def qr_code(text: str, box: Box, page_height: float) -> str:
    """Operators that draw `text` as a code filling the box (21 mm and more is read well from paper)."""
    side, runs = _runs(text)
    step = box.w / side
    top = page_height - box.y
    path = "\n".join(
        f"{box.x + x * step:.2f} {top - (y + 1) * step:.2f} {length * step:.2f} {step + 0.02:.2f} re"
        for y, x, length in runs
    )
    return f"q 0 g\n{path} f Q"

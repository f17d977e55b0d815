"""Forms with merged cells, grids that run over pages, and signature boxes: one table engine for all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casefiles.domain.document import Cell, Form, Grid, Height, Row, Signatures
from casefiles.edges.paper.cells import SetCell, set_cell
from casefiles.edges.paper.flow import MM, Flow
from casefiles.edges.paper.paint import TINT, Box, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.edges.paper.typeset import Setter

LEAST: dict[Height, float] = {
    "low": 7.2 * MM, "normal": 9.3 * MM, "writing": 12.2 * MM, "tall": 18 * MM, "signature": 40 * MM,
}  # fmt: skip
OUTER, GROUP, INNER = 1.5, 1.0, 0.5
TALL = 60 * MM
"""A row higher than this may go on over the page instead of leaving the rest of the page empty."""
TOLD = 50
"""rows set between two words of how far a long list is"""
GIVE = 1.5 * MM
"""How much of its padding a row gives up when that brings a form onto one page."""


@dataclass(slots=True)
class _Placed:
    """A cell at row `r`, column `c`."""

    made: SetCell
    r: int
    c: int
    rows: int
    cols: int


@dataclass(slots=True)
class _Line:
    """A row: its height, its share of left-over room, whether a heavier line stands above."""

    height: float
    grow: float
    group: bool
    tight: float = 0.0


class Table:
    """A measured table. `header` rows repeat on every page, the last `tail` rows stay together."""

    def __init__(
        self,
        columns: tuple[float, ...],
        rows: tuple[Row, ...],
        flow: Flow,
        *,
        header: int = 0,
        tail: int = 1,
        whole: bool = True,
        stretch: bool = False,
    ) -> None:
        self._setter: Setter = flow.setter
        self._header, self._tail, self._whole, self._stretch = header, tail, whole, stretch
        unit = flow.width / sum(columns)
        self._edges = [0.0]
        for weight in columns:
            self._edges.append(self._edges[-1] + weight * unit)
        self._cells = self._put(rows, flow.lang, flow.told)
        self._rows = [_Line(LEAST[row.height], row.grow, row.group) for row in rows]
        self._measure()
        self.height = self._tall(range(len(self._rows)))
        first = min(len(self._rows), header + 1)
        self.head = self.height if whole and self.height <= flow.full else self._tall(range(first))

    def _put(
        self, rows: tuple[Row, ...], lang: str, told: Callable[[int, int], object] | None
    ) -> list[_Placed]:
        taken: set[tuple[int, int]] = set()
        placed: list[_Placed] = []
        columns = len(self._edges) - 1
        for r, row in enumerate(rows):
            if told is not None and r % TOLD == 0:
                told(r, 2 * len(rows))
            c = 0
            for cell, following in zip(row.cells, [*row.cells[1:], None], strict=True):
                while (r, c) in taken:
                    c += 1
                if c + cell.cols > columns:
                    raise ValueError(f"row {r} of a form is wider than its {columns} columns: {cell.text!r}")
                width = self._edges[c + cell.cols] - self._edges[c]
                deep = min(cell.rows, len(rows) - r)
                spread = 0 if following is None or following.kind == "label" else 2 if c == 0 else 1
                made = set_cell(cell, width, self._setter, lang, spread=spread)
                placed.append(_Placed(made, r, c, deep, cell.cols))
                taken.update((r + i, c + j) for i in range(deep) for j in range(cell.cols))
                c += cell.cols
        return placed

    def _measure(self) -> None:
        for cell in self._cells:
            if cell.rows == 1:
                line = self._rows[cell.r]
                line.tight = max(line.tight, cell.made.need - GIVE)
                line.height = max(line.height, cell.made.need)
        for cell in self._cells:
            if cell.rows > 1:
                lacking = cell.made.need - self._tall(range(cell.r, cell.r + cell.rows))
                if lacking > 0:
                    for r in range(cell.r, cell.r + cell.rows):
                        self._rows[r].height += lacking / cell.rows
                for r in range(cell.r, cell.r + cell.rows):
                    self._rows[r].tight = max(self._rows[r].tight, (cell.made.need - GIVE) / cell.rows)

    def _cut(self, r: int, room: float) -> bool:
        """Cut a very tall row in two so that its first part fits into `room`; False if that is not worth while."""
        if self._rows[r].height < TALL:
            return False
        own = [c for c in self._cells if c.r == r and c.rows == 1]
        texts = [c for c in own if c.made.lines and (c.made.cell.kind != "label" or c.made.need > room)]
        if not texts or all(c.made.need <= room for c in texts):
            return False
        fits = {id(c): int((room - 3 * MM) / c.made.leading) for c in texts}
        if min(fits.values()) < 4:
            return False
        for c in texts:  # lines to sign never stand alone on the next page: the last of the text go with them
            if c.made.cell.sign and c.made.need > room:
                fits[id(c)] = min(fits[id(c)], max(1, len(c.made.lines) - 2))
        whole = max((c.made.need for c in own if id(c) not in fits), default=0.0)
        if whole > room:
            return False
        for cell in self._cells:
            if cell.r > r:
                cell.r += 1
            elif cell.r + cell.rows > r and cell.rows > 1:
                cell.rows += 1
        first = second = whole
        for c in own:
            rest = c.made
            if id(c) in fits:
                rest = c.made.part(fits[id(c)], None, last=True)
                c.made = c.made.part(0, fits[id(c)], last=False)
                first, second = max(first, c.made.need), max(second, rest.need)
            self._cells.append(_Placed(rest, r + 1, c.c, 1, c.cols))
        old = self._rows[r]
        self._rows[r : r + 1] = [replace(old, height=first), replace(old, height=second, group=False)]
        return True

    def _tall(self, rows: range) -> float:
        return sum(self._rows[r].height for r in rows)

    def place(self, flow: Flow) -> None:
        """Paint the table at the running position."""
        if self._stretch:
            self._squeeze(flow.full - flow.lead - flow.reserve)
        if self._whole and self.height <= flow.full - flow.lead:
            flow.need(self.height)
        reserve = flow.reserve if self._stretch else 0.0
        if self.height + reserve <= flow.room + 0.5:
            self._grow(flow)
            rows = list(range(len(self._rows)))
            self._paint(flow.page, flow.x, flow.y, rows, self._by_row())
            flow.y += self._tall(range(len(self._rows)))
            return
        at, count = self._header, len(self._rows)
        top = self._tall(range(self._header))
        cells, across = self._by_row(), self._across()
        while at < count:
            end, used = at, top
            while end < count and used + self._rows[end].height <= flow.room + 0.5:
                used += self._rows[end].height
                end += 1
            if end < count and self._cut(end, flow.room - used):
                end, count = end + 1, count + 1
                cells, across = self._by_row(), self._across()
            elif end < count:
                end = min(end, max(at, count - self._tail)) if count - end < self._tail else end
                while end > at and end in across:
                    end -= 1
            elif used + reserve > flow.room + 0.5 and end - at > 2 and end - 2 not in across:
                end -= 2  # the note goes below the last rows, not on a page of its own
            if end == at:
                if not flow.at_top:
                    flow.end_page()
                    continue
                end = at + 1
                while end < count and end in across:
                    end += 1
            rows = [*range(self._header), *range(at, end)]
            self._paint(flow.page, flow.x, flow.y, rows, cells)
            flow.y += sum(self._rows[r].height for r in rows)
            at = end
            if flow.told is not None:
                flow.told(count + at, 2 * count)
            if at < count:
                flow.end_page()

    def _squeeze(self, room: float) -> None:
        """Take back white space from the rows if that brings the form onto one page."""
        over = self.height - room
        slack = sum(row.height - row.tight for row in self._rows)
        if 0 < over <= slack:
            for row in self._rows:
                row.height -= (row.height - row.tight) * over / slack
            self.height = self._tall(range(len(self._rows)))

    def _grow(self, flow: Flow) -> None:
        """Share the room left on the page among the rows, so that the frame ends on the bottom margin."""
        if not self._stretch:
            return
        free = flow.room - self.height - flow.reserve
        shares = sum(row.grow for row in self._rows)
        if free > 0 and shares > 0:
            for row in self._rows:
                row.height += free * row.grow / shares

    def _across(self) -> set[int]:
        """The rows above which no page may end: a picture or value reaches across (a label is repeated)."""
        deep = [c for c in self._cells if c.rows > 1 and c.made.cell.kind != "label"]
        return {row for c in deep for row in range(c.r + 1, c.r + c.rows)}

    def _by_row(self) -> list[list[_Placed]]:
        """The cells of each row, those that reach into it among them: a long list is painted page by page."""
        found: list[list[_Placed]] = [[] for _ in self._rows]
        for cell in self._cells:
            for r in range(cell.r, cell.r + cell.rows):
                found[r].append(cell)
        return found

    def _paint(self, page: Page, x: float, y: float, rows: list[int], cells: list[list[_Placed]]) -> None:
        tops: dict[int, float] = {}
        at = y
        for r in rows:
            tops[r] = at
            at += self._rows[r].height
        bottom = at
        boxes: list[str] = []
        for cell in {id(c): c for r in rows for c in cells[r]}.values():
            shown = [r for r in range(cell.r, cell.r + cell.rows) if r in tops]
            height = sum(self._rows[r].height for r in shown)
            left = x + self._edges[cell.c]
            box = Box(left, tops[shown[0]], x + self._edges[cell.c + cell.cols] - left, height)
            if cell.made.cell.kind == "label":
                page.fill(box, TINT)
            boxes.append(f"{box.x:.2f} {page.height - box.y - box.h:.2f} {box.w:.2f} {box.h:.2f} re")
            if shown[0] == cell.r or cell.made.cell.kind == "label":
                cell.made.paint(page, box, self._setter)
        page.pen(INNER, (0, 0, 0))
        page.raw("\n".join(boxes) + " S")
        wide = self._edges[-1]
        heavy = [(x, tops[r], x + wide, tops[r]) for r in rows[1:] if self._rows[r].group]
        page.rules(heavy, GROUP)
        page.frame(Box(x, y, wide, bottom - y), OUTER)


def form(block: Form, flow: Flow) -> Table:
    """A form, kept on one page if a page can hold it."""
    return Table(block.columns, block.rows, flow, stretch=block.stretch)


def grid(block: Grid, flow: Flow) -> Table:
    """A grid: heading on every page, the total never without two rows above it."""
    head = Row(cells=tuple(Cell(text=c.title, kind="label") for c in block.columns), height="low", grow=0)
    rows = [head]
    for values in block.rows:
        cells = tuple(
            Cell(text=text, kind=column.kind) for column, text in zip(block.columns, values, strict=True)
        )
        rows.append(Row(cells=cells, height=block.height))
    if not block.rows and block.empty:
        rows.append(
            Row(cells=(Cell(text=block.empty, kind="value", cols=len(block.columns), align="centre"),))
        )
    tail = 1
    if block.total is not None:
        rows.append(Row(cells=block.total.cells, height="normal"))
        tail = 3
    widths = tuple(c.width for c in block.columns)
    return Table(widths, tuple(rows), flow, header=1, tail=tail, whole=len(rows) <= 4)


def signatures(block: Signatures, flow: Flow) -> Table:
    """Boxes to sign: who at the left, opinion above, lines to sign, the seal's place and the date below."""
    rows = []
    for box in block.boxes:
        sign = [f"{line}||" for line in box.lines] or ["||"]
        first, last = sign[0].split("|"), sign[-1].split("|")
        sign[0] = f"{first[0]}|{box.seal}|"
        sign[-1] = f"{last[0]}|{box.seal if len(sign) == 1 else ''}|{box.date}"
        cells = (Cell(text=box.who, kind="label"), Cell(text=box.opinion, kind="opinion", sign=tuple(sign)))
        rows.append(Row(cells=cells, height="signature"))
    return Table((18, 82), tuple(rows), flow)

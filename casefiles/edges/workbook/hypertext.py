"""HTML that a web system saved as .xls: its tables as sheets."""

from __future__ import annotations

from html.parser import HTMLParser

from casefiles.edges.workbook import limits
from casefiles.edges.workbook.sheet import Cell, Sheet

_SKIPPED = {"script", "style", "title"}


def tables(text: str, widest: int) -> list[Sheet]:
    """Every table that stands in no other table. Cells beyond the column `widest` are left out."""
    parser = _Tables(widest)
    parser.feed(text)
    parser.close()
    parser.end_table()
    return parser.found


class _Tables(HTMLParser):
    def __init__(self, widest: int) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Sheet] = []
        self._widest = widest
        self._depth = 0
        self._silent = 0
        self._cells = 0
        self._reset()

    def _reset(self) -> None:
        self._rows: list[list[Cell]] = []
        self._merges: list[tuple[int, int, int, int]] = []
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._held: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        elif tag in _SKIPPED:
            self._silent += 1
        elif tag == "br" and self._text is not None:
            self._text.append("\n")
        if self._depth != 1:
            return
        if tag == "tr":
            self._end_cell()
            self._rows.append([])
        elif tag in {"td", "th"}:
            self._end_cell()
            if not self._rows:
                self._rows.append([])
            words = dict(attrs)
            self._span = (_number(words.get("rowspan")), _number(words.get("colspan")))
            self._text = []

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._silent = max(0, self._silent - 1)
        elif self._depth == 1 and tag in {"td", "th", "tr"}:
            self._end_cell()
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self.end_table()
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(data)

    def end_table(self) -> None:
        """Keep the table that is being read, if there is any of it."""
        self._end_cell()
        if self._rows:
            self.found.append(Sheet(f"HTML {len(self.found) + 1}", self._rows, tuple(self._merges)))
        self._reset()

    def _end_cell(self) -> None:
        if self._text is None:
            return
        row, down = len(self._rows) - 1, self._span[0]
        line = self._rows[row]
        while (row, len(line)) in self._held:
            line.append(None)
        column = len(line)
        across = min(self._span[1], max(1, self._widest - column))
        self._cells += across * down
        if column < self._widest and self._cells <= limits.MAX_CELLS:
            line.append("".join(self._text).replace("\xa0", " ").strip())
            line += [None] * (across - 1)
            if down > 1 or across > 1:
                self._merges.append((row, column, row + down - 1, column + across - 1))
                self._held |= {
                    (r, c) for r in range(row + 1, row + down) for c in range(column, column + across)
                }
        self._text = None


def _number(text: str | None) -> int:
    return max(1, min(int(text), 100)) if text and text.isdecimal() and len(text) < 6 else 1

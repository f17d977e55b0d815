"""What stands inside one cell: its text set to the cell's width, and how it is placed in the box."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casefiles.domain.document import BLANK, Cell
from casefiles.edges.paper.flow import MM, write_lines
from casefiles.edges.paper.fonts import Role
from casefiles.edges.paper.paint import BLACK, DROP, GREY, PALE, Box, Colour, Page
from casefiles.edges.paper.pictures import ready
from casefiles.edges.paper.typeset import HYPHEN, TextLine

if TYPE_CHECKING:
    from casefiles.domain.document import CellKind
    from casefiles.edges.paper.typeset import Setter


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of cell is written: face, size, line height (in sizes), side padding, indent (em)."""

    role: Role
    size: float
    leading: float = 1.35
    pad: float = 1.6 * MM
    indent: float = 0
    justify: bool = False
    align: str = "auto"


STYLES: dict[CellKind, Style] = {
    "label": Style("hei", 10.5, pad=0.6 * MM, align="centre"),
    "value": Style("song", 10.5),
    "name": Style("kai", 12),
    "text": Style("song", 10.5, justify=True, align="left"),
    "number": Style("song", 10.5, align="right"),
    "small": Style("song", 9),
    "large": Style("song", 14, pad=1.2 * MM, align="left"),
    "code": Style("song", 19, 1.2, pad=0.8 * MM, align="centre"),
    "narrative": Style("song", 10.5, 1.5, indent=2, justify=True, align="left"),
    "opinion": Style("kai", 12, 1.5, indent=2, justify=True, align="left", pad=2.6 * MM),
    "total": Style("black", 10.5),
}
_SHRINKING = frozenset({"label", "value", "name", "number", "total"})
_LEAST = 9.0
_STACK = 16
"""A longer text is not written one character below the other."""
_LEAST_WORD = 8.0
_WORDS = re.compile(r"[!-~\u2019]{2,}")
_PAD_Y = 1.1 * MM
SIGN_LINE = 7.4 * MM
"""The height of a line to be signed by hand."""


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell with its text set. `need` is the least height."""

    cell: Cell
    lines: tuple[TextLine, ...]
    leading: float
    align: str
    pad: float
    need: float

    def part(self, start: int, end: int | None, *, last: bool) -> SetCell:
        """A cell that shows only some of the lines, for a text longer than a page."""
        cell = self.cell if last else replace(self.cell, sign=())
        lines = self.lines[start:end]
        return replace(self, cell=cell, lines=lines, need=_height(len(lines), self.leading, cell))

    def paint(self, page: Page, box: Box, setter: Setter) -> None:
        """Paint the content; the frame is the table's."""
        cell = self.cell
        x, y, w, h = box
        if cell.picture is not None:
            paint_picture(page, box, cell.picture.data, cell.picture.caption, setter)
            return
        if self.align == "upward":
            page.upward(self.lines[0], box)
            return
        foot = len(cell.sign) * SIGN_LINE
        body = len(self.lines) * self.leading
        free = h - foot - body
        top = y + max(0.0, free / 2 if not cell.sign else min(free / 2, 2 * MM + free * 0.12))
        inner = Box(x + self.pad, top, w - 2 * self.pad, body)
        write_lines(page, self.lines, inner, self.leading, self.align, BLACK, box)
        for number, sentence in enumerate(cell.sign):
            baseline = y + h - foot + (number + 0.5) * SIGN_LINE + DROP * 10.5
            parts = sentence.split("|", 2)
            inset = self.pad + 2 * MM
            room = w - 2 * inset
            share = room * {1: 1.0, 2: 0.5, 3: 0.38}[len(parts)]
            if len(parts) > 1:
                page.text(setter.fitted(parts[0], "song", 10.5, share), x + inset, baseline, BLACK, box)
            if len(parts) > 2:
                seal = setter.fitted(parts[1], "song", 10.5, room * 0.22)
                page.text(seal, x + (w - seal.width) / 2, baseline, GREY, box)
            tail = setter.fitted(parts[-1], "song", 10.5, share)
            page.text(tail, x + w - inset - tail.width, baseline, BLACK, box)


def set_cell(cell: Cell, width: float, setter: Setter, lang: str, *, spread: int) -> SetCell:
    """Set the text of a cell `width` wide; a label of two Han is spread by `spread` full-width blanks."""
    style = STYLES[cell.kind]
    text = cell.text
    size = style.size - 1 if lang == "en" and style.size > _LEAST else style.size
    indent = style.indent if lang == "zh" else 0
    justify = style.justify and lang == "zh"
    if cell.picture is not None:
        return SetCell(cell, (), size, "centre", 0, 30 * MM)
    stacked = cell.stacked and 0 < len(text) <= _STACK
    if stacked and lang == "en":
        upright = setter.line(text, style.role, size)
        return SetCell(cell, (upright,), size, "upward", 0, upright.width + 3 * MM)
    if stacked:
        text = "\n".join(text)
    elif spread and cell.kind == "label" and len(text) == 2 and all("\u4e00" <= c <= "\u9fff" for c in text):
        text = text[0] + "　" * spread + text[1]
    inner = max(width - 2 * style.pad, size)
    words = _words(text)
    if words:  # a word or number is set smaller rather than cut
        longest = max(setter.line(word, style.role, size).width for word in words)
        if longest > inner:
            size = max(_LEAST_WORD, math.floor(inner / longest * size * 4) / 4)
    lines = setter.lines(text, style.role, size, inner, indent, justify=justify)
    if len(lines) > 1 and "\n" not in text and cell.kind in _SHRINKING:
        natural = setter.line(text, style.role, size).width
        if size > _LEAST and natural * _LEAST <= inner * size:
            size = max(_LEAST, math.floor(inner / natural * size * 4) / 4)
            lines = setter.lines(text, style.role, size, inner, indent, justify=justify)
        elif cell.kind in {"label", "name"}:
            while len(lines) > 2 and size > _LEAST:
                size -= 0.5
                lines = setter.lines(text, style.role, size, inner)
            lines = _balanced(text, style.role, size, inner, len(lines), setter)
    leading = style.leading * size
    align = cell.align if cell.align != "auto" else "centre" if text == BLANK else style.align
    if align == "auto":
        align = "centre" if len(lines) == 1 or cell.kind in {"name", "total", "small"} else "left"
    return SetCell(cell, lines, leading, align, style.pad, _height(len(lines), leading, cell))


def _words(text: str) -> list[str]:
    """What must not be cut: words and numbers, compounds in their parts."""
    return [part for word in _WORDS.findall(text) for part in HYPHEN.sub("- ", word).split()]


def _height(lines: int, leading: float, cell: Cell) -> float:
    return lines * leading + 2 * _PAD_Y + len(cell.sign) * SIGN_LINE + (2 * MM if cell.sign else 0)


def _balanced(
    text: str, role: Role, size: float, inner: float, count: int, setter: Setter
) -> tuple[TextLine, ...]:
    """The same number of lines, but of like length: a label looks better as 3 + 3 than as 4 + 2."""
    longest = max((setter.line(word, role, size).width for word in _words(text)), default=0.0)
    width = max(setter.line(text, role, size).width / count + 0.1 * size, longest + 0.1)
    while width < inner:
        lines = setter.lines(text, role, size, width)
        if len(lines) <= count:
            return lines
        width += 0.5 * size
    return setter.lines(text, role, size, inner)


def paint_picture(page: Page, box: Box, data: bytes | None, caption: str, setter: Setter) -> None:
    """A one-inch photo (25 x 35 mm, smaller if the box is), or an empty frame with its caption."""
    scale = min(1.0, (box.w - 2.4 * MM) / (25 * MM), (box.h - 2.4 * MM) / (35 * MM))
    w, h = 25 * MM * scale, 35 * MM * scale
    spot = Box(box.x + (box.w - w) / 2, box.y + (box.h - h) / 2, w, h)
    photo = ready(data) if data else None
    if photo is not None:
        page.picture(photo, spot)
        page.frame(spot, 0.3, GREY)
    else:
        page.frame(spot, 0.3, PALE)
        centred(page, spot, setter.lines(caption, "song", 9, spot.w - 2 * MM), GREY)


def centred(page: Page, box: Box, lines: tuple[TextLine, ...], colour: Colour = BLACK) -> None:
    """Lines in the middle of a box."""
    if lines:
        leading = lines[0].size * 1.35
        body = len(lines) * leading
        inner = Box(box.x, box.y + (box.h - body) / 2, box.w, body)
        write_lines(page, lines, inner, leading, "centre", colour, box)

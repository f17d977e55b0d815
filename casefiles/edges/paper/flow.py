"""Where the next block goes: page geometry, the running position, header, footer, page numbers, watermark.

The form and dossier grid is denser than a letter's; `letter` follows GB/T 9704-2012 (top 37 mm, left 28
mm, type area 156 x 225 mm, 22 lines a page). All lengths are points unless a name ends in `_mm`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from casefiles.domain.words import Label, Lang
from casefiles.edges.paper.paint import BLACK, DROP, GREY, Box, Colour, Page

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.domain.document import Sheet
    from casefiles.edges.paper.fonts import Role
    from casefiles.edges.paper.typeset import Setter, TextLine

MM = 72 / 25.4
PAGE_OF = Label("第 {page} 页　共 {pages} 页", "Page {page} of {pages}")


@dataclass(frozen=True, slots=True)
class Geometry:
    """A sheet and its type area."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def measure(self) -> float:
        """The width of the type area."""
        return self.width - self.left - self.right


def _sheet(
    width_mm: float, height_mm: float, left: float, right: float, top: float, bottom: float
) -> Geometry:
    return Geometry(width_mm * MM, height_mm * MM, left * MM, right * MM, top * MM, bottom * MM)


GEOMETRY: dict[Sheet, Geometry] = {
    "portrait": _sheet(210, 297, 26, 20, 30, 272),
    "landscape": _sheet(297, 210, 20, 20, 28, 187),
    "letter": _sheet(210, 297, 28, 26, 37, 262),
    "half": _sheet(148, 210, 14, 12, 27, 186),
}


class Laid(Protocol):
    """A block that has been measured. `head` is the room it needs to begin on a page at all."""

    head: float
    height: float

    def place(self, flow: Flow) -> None:
        """Paint the block at the running position, going to new pages as needed."""


class Flow:
    """The pages made so far and the place where the next block begins."""

    def __init__(self, setter: Setter, lang: Lang, sheet: Sheet, *, trace: bool = False) -> None:
        self.setter = setter
        self.lang = lang
        self.sheet = sheet
        self.geometry = GEOMETRY[sheet]
        self.pages: list[Page] = []
        self.trace = trace
        self.reserve = 0.0  # what a note below the block being placed will need
        self.rail: tuple[Page | None, float] = (None, 0.0)  # where the last card ended
        self.lead = 0.0  # the heading just above it
        self.y = 0.0
        self.told: Callable[[int, int], object] | None = None
        """hears how far a long list is, done and all; what it raises stops the work"""
        self._open: Page | None = None

    @property
    def x(self) -> float:
        """The left edge of the type area."""
        return self.geometry.left

    @property
    def width(self) -> float:
        """The width of the type area."""
        return self.geometry.measure

    @property
    def full(self) -> float:
        """The height of a whole page's type area."""
        return self.geometry.bottom - self.geometry.top

    @property
    def page(self) -> Page:
        """The page being painted."""
        return self._open if self._open is not None else self.begin()

    def begin(self) -> Page:
        """Make sure that a page is open, so that `y` is a place on it."""
        if self._open is None:
            self._open = Page(self.geometry.width, self.geometry.height, trace=self.trace)
            self.pages.append(self._open)
            self.y = self.geometry.top
        return self._open

    @property
    def room(self) -> float:
        """What is left of the page."""
        return self.geometry.bottom - self.y if self._open is not None else self.full

    @property
    def at_top(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self._open is None or self.y <= self.geometry.top + 0.01

    def end_page(self) -> None:
        """The next block begins on a new page."""
        self._open = None

    def skip(self, height: float) -> None:
        """White space, unless the page has just begun."""
        if not self.at_top:
            self.y += height

    def need(self, height: float) -> None:
        """Go to a new page unless `height` fits on this one (a little is forgiven: hairlines)."""
        if height > self.room + 0.5 and not self.at_top:
            self.end_page()

    def fitted(self, text: str, role: Role, size: float, width: float, least: float = 7.5) -> TextLine:
        """The text on one line of at most `width`: smaller first, then cut short with an ellipsis."""
        return self.setter.fitted(text, role, size, width, least)


def write_lines(
    page: Page,
    lines: tuple[TextLine, ...],
    box: Box,
    leading: float,
    align: str = "left",
    colour: Colour = BLACK,
    clip: Box | None = None,
) -> None:
    """Write lines from the top of the box downwards, each `leading` high."""
    x, y, w, _ = box
    for number, line in enumerate(lines):
        baseline = y + (number + 0.5) * leading + DROP * line.size
        free = w - line.width
        shift = free / 2 if align == "centre" else free if align == "right" else 0.0
        page.text(line, x + shift, baseline, colour, clip or box)


def furnish(flow: Flow, header: tuple[str, str], footer: tuple[str, str], *, numbered: bool) -> None:
    """Write header, footer and page number on every page but a bare one (a cover)."""
    g = flow.geometry
    left, right, measure = g.left, g.width - g.right, g.measure
    letter = flow.sheet == "letter"
    total = len(flow.pages)
    for number, page in enumerate(flow.pages, 1):
        if page.bare:
            continue
        frame = Box(left, 0, measure, g.height)
        if any(header):
            y = 19.6 * MM
            first = flow.fitted(header[0], "kai", 9, measure * 0.58)
            second = flow.fitted(header[1], "song", 9, measure * 0.4)
            page.text(first, left, y, GREY, frame)
            page.text(second, right - second.width, y, GREY, frame)
            page.rules([(left, 21.4 * MM, right, 21.4 * MM)], 0.75)
            page.rules([(left, 22.1 * MM, right, 22.1 * MM)], 0.25)
        y = g.height - (297 - 281) * MM if not letter else g.height - 25 * MM
        if numbered and not letter:
            line = flow.setter.line(PAGE_OF(flow.lang, page=number, pages=total), "song", 9)
            page.text(line, left + (measure - line.width) / 2, y, BLACK, frame)
        elif numbered:
            line = flow.setter.line(f"— {number} —", "song", 14)
            page.text(line, left + (measure - line.width) / 2, y, BLACK, frame)
        if any(footer):
            page.rules([(left, y - 4.6 * MM, right, y - 4.6 * MM)], 0.3, GREY)
            size = 7.5 if flow.sheet == "half" else 9
            first = flow.fitted(footer[0], "song", size, measure * 0.36)
            second = flow.fitted(footer[1], "song", size, measure * 0.4)
            page.text(first, left, y, GREY, frame)
            page.text(second, right - second.width, y, GREY, frame)


def watermark_code(line: TextLine, geometry: Geometry) -> str:
    """Operators that repeat the watermark over the sheet at 30 degrees, pale enough to read through."""
    parts = ["0.935 g 0.935 G"]
    step_x, step_y = max(106 * MM, line.width * 0.866 + 12 * MM), 45 * MM
    rows = int(geometry.height / step_y) + 1
    columns = int(geometry.width / step_x) + 1
    for row in range(rows):
        for column in range(-1, columns):
            x = 13 * MM + step_x * (0.38 * (row % 2) + column)
            y = 18 * MM + row * step_y
            parts.append(f"q 0.866 0.5 -0.5 0.866 {x:.2f} {y:.2f} cm BT 0 0 Td\n{line.ops} ET Q")
    return "\n".join(parts)

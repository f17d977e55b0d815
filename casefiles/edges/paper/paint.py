"""A page being painted: points, measured from the top left corner, turned into PDF operators.

Fills lie under the watermark, everything else above it. With `trace` a page also remembers every text and
the box it belongs into, so that tests can prove that nothing sticks out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from casefiles.edges.paper.pictures import Ready

if TYPE_CHECKING:
    from casefiles.edges.paper.typeset import TextLine

Colour = tuple[float, float, float]

BLACK: Colour = (0, 0, 0)
GREY: Colour = (0.42, 0.42, 0.42)
PALE: Colour = (0.72, 0.72, 0.72)
RED: Colour = (0.70, 0.11, 0.13)
BLUE: Colour = (0.13, 0.28, 0.50)
TINT: Colour = (0.953, 0.961, 0.961)
WHITE: Colour = (1, 1, 1)
DROP = 0.38
"""Baseline below the centre of the line, in em: right for every Han face, so mixed faces do not jump."""


class Box(NamedTuple):
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float


class Mark(NamedTuple):
    """A text that was painted, where, and the box it belongs into."""

    text: str
    x: float
    baseline: float
    width: float
    size: float
    box: Box


@dataclass
class Page:
    """One page; `y` grows downwards."""

    width: float
    height: float
    trace: bool = False
    under: list[str] = field(default_factory=list)
    over: list[str] = field(default_factory=list)
    pictures: list[tuple[Ready, Box]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    uses: dict[int, set[int]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    bare: bool = False

    def __post_init__(self) -> None:
        self._ink: Colour = BLACK
        self._pen: Colour = BLACK
        self._line = -1.0
        self._dash = ""

    def text(
        self, line: TextLine, x: float, baseline: float, colour: Colour = BLACK, box: Box | None = None
    ) -> None:
        """Write a line with its left edge at `x`; its own indent is added."""
        if not line.ops:
            return
        self._inked(colour)
        if " Tr" in line.ops:
            self._penned(colour)
            self._line = -1.0
        at = x + line.indent
        self.over.append(f"BT {at:.2f} {self.height - baseline:.2f} Td\n{line.ops} ET")
        for face, codes in line.uses:
            self.uses.setdefault(face, set()).update(codes)
        if line.missing:
            self.missing.extend(line.missing)
        if self.trace and box is not None:
            self.marks.append(Mark(line.text, at, baseline, line.width, line.size, box))

    def upward(self, line: TextLine, box: Box) -> None:
        """Write a line from below to above in the middle of a narrow box."""
        self._inked(BLACK)
        x = box.x + box.w / 2 + DROP * line.size
        y = self.height - box.y - (box.h + line.width) / 2
        self.over.append(f"BT 0 1 -1 0 {x:.2f} {y:.2f} Tm\n{line.ops} ET")
        for face, codes in line.uses:
            self.uses.setdefault(face, set()).update(codes)
        self.missing.extend(line.missing)

    def fill(self, box: Box, colour: Colour) -> None:
        """A filled rectangle under everything."""
        r, g, b = colour
        x, y, w, h = box
        self.under.append(f"{r:g} {g:g} {b:g} rg {x:.2f} {self.height - y - h:.2f} {w:.2f} {h:.2f} re f")

    def frame(self, box: Box, width: float, colour: Colour = BLACK) -> None:
        """The outline of a rectangle."""
        self.pen(width, colour)
        x, y, w, h = box
        self.over.append(f"{x:.2f} {self.height - y - h:.2f} {w:.2f} {h:.2f} re S")

    def rules(
        self,
        lines: list[tuple[float, float, float, float]],
        width: float,
        colour: Colour = BLACK,
        dash: str = "",
    ) -> None:
        """Straight lines (x0, y0, x1, y1) of one width in one stroke."""
        if lines:
            self.pen(width, colour, dash)
            high = self.height
            path = "\n".join(f"{a:.2f} {high - b:.2f} m {c:.2f} {high - d:.2f} l" for a, b, c, d in lines)
            self.over.append(path + " S")

    def polyline(
        self, points: list[tuple[float, float]], width: float, colour: Colour, dash: str = ""
    ) -> None:
        """A line through points."""
        if len(points) > 1:
            self.pen(width, colour, dash)
            path = " ".join(
                f"{x:.2f} {self.height - y:.2f} {'l' if i else 'm'}" for i, (x, y) in enumerate(points)
            )
            self.over.append(path + " S")

    def shape(self, points: list[tuple[float, float]], fill: Colour) -> None:
        """A filled polygon above the fills."""
        self._inked(fill)
        path = " ".join(
            f"{x:.2f} {self.height - y:.2f} {'l' if i else 'm'}" for i, (x, y) in enumerate(points)
        )
        self.over.append(path + " f")

    def bar(self, box: Box, fill: Colour | None, stroke: float = 0, colour: Colour = BLACK) -> None:
        """A rectangle above the watermark, filled, outlined, or both."""
        if stroke:
            self.pen(stroke, colour)
        if fill is not None:
            self._inked(fill)
        x, y, w, h = box
        how = "B" if fill is not None and stroke else "f" if fill is not None else "S"
        self.over.append(f"{x:.2f} {self.height - y - h:.2f} {w:.2f} {h:.2f} re {how}")

    def disc(self, x: float, y: float, radius: float, fill: Colour | None, stroke: float = 0) -> None:
        """A circle, filled or drawn with a red line."""
        if stroke:
            self.pen(stroke, RED)
        if fill is not None:
            self._inked(fill)
        k, cy = radius * 0.5523, self.height - y
        how = "B" if fill is not None and stroke else "f" if fill is not None else "S"
        r = radius
        self.over.append(
            f"{x + r:.2f} {cy:.2f} m {x + r:.2f} {cy + k:.2f} {x + k:.2f} {cy + r:.2f} {x:.2f} {cy + r:.2f} c "
            f"{x - k:.2f} {cy + r:.2f} {x - r:.2f} {cy + k:.2f} {x - r:.2f} {cy:.2f} c "
            f"{x - r:.2f} {cy - k:.2f} {x - k:.2f} {cy - r:.2f} {x:.2f} {cy - r:.2f} c "
            f"{x + k:.2f} {cy - r:.2f} {x + r:.2f} {cy - k:.2f} {x + r:.2f} {cy:.2f} c {how}"
        )

    def raw(self, code: str) -> None:
        """Operators that leave the state as it was."""
        self.over.append(code)

    def picture(self, ready: Ready, box: Box) -> None:
        """A photograph that covers the box; what does not fit its proportions is cut off evenly."""
        self.pictures.append((ready, box))

    def pen(self, width: float, colour: Colour, dash: str = "") -> None:
        """Line width, colour and dash of the next strokes."""
        if width != self._line:
            self.over.append(f"{width:g} w")
            self._line = width
        if dash != self._dash:
            self.over.append(f"[{dash}] 0 d")
            self._dash = dash
        self._penned(colour)

    def _penned(self, colour: Colour) -> None:
        if colour != self._pen:
            r, g, b = colour
            self.over.append(f"{r:g} {g:g} {b:g} RG")
            self._pen = colour

    def _inked(self, colour: Colour) -> None:
        if colour != self._ink:
            r, g, b = colour
            self.over.append(f"{r:g} {g:g} {b:g} rg")
            self._ink = colour


def picture_code(name: str, ready: Ready, box: Box, height: float) -> str:
    """Operators that paint an embedded picture so that it covers the box."""
    x, y, w, h = box
    scale = max(w / ready.width, h / ready.height)
    pw, ph = ready.width * scale, ready.height * scale
    left, bottom = x + (w - pw) / 2, height - y - h + (h - ph) / 2
    return (
        f"q {x:.2f} {height - y - h:.2f} {w:.2f} {h:.2f} re W n "
        f"{pw:.2f} 0 0 {ph:.2f} {left:.2f} {bottom:.2f} cm /{name} Do Q"
    )

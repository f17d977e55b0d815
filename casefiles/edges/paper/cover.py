"""The first leaf of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.edges.paper.blocks import paint_code
from casefiles.edges.paper.cells import paint_picture
from casefiles.edges.paper.flow import MM, Flow, Laid, write_lines
from casefiles.edges.paper.paint import BLACK, DROP, GREY, RED, Box

if TYPE_CHECKING:
    from casefiles.domain.document import Cover
    from casefiles.edges.paper.fonts import Role


class _CoverPage:
    def __init__(self, block: Cover, flow: Flow) -> None:
        self._block = block
        self.head = self.height = flow.full

    def place(self, flow: Flow) -> None:
        """Paint the leaf on a page of its own, without header and footer."""
        if not flow.at_top:
            flow.end_page()
        block, page = self._block, flow.page
        page.bare = True
        w, h = page.width, page.height
        all_of = Box(0, 0, w, h)
        page.frame(Box(16.8 * MM, 16.8 * MM, w - 33.6 * MM, h - 33.6 * MM), 2.25, RED)
        page.frame(Box(18.6 * MM, 18.6 * MM, w - 37.2 * MM, h - 37.2 * MM), 0.6, RED)
        if block.secrecy:
            page.text(flow.setter.line(block.secrecy, "hei", 10.5), 27 * MM, 31.5 * MM, BLACK, all_of)
        self._facts(flow)
        self._middle(flow, block.over, "black", 18, 71.5 * MM, 1.6)
        self._middle(
            flow,
            block.title,
            "black",
            42 if flow.lang == "zh" else 30,
            99.5 * MM,
            9 if flow.lang == "zh" else 1,
        )
        y, middle = 109 * MM, w / 2
        page.rules(
            [(middle - 47 * MM, y, middle - 7 * MM, y), (middle + 7 * MM, y, middle + 47 * MM, y)], 0.8, RED
        )
        d = 1.7 * MM
        page.shape([(middle - d, y), (middle, y - d), (middle + d, y), (middle, y + d)], RED)
        self._middle(flow, block.motto, "kai", 15, 117.5 * MM, 3.2 if flow.lang == "zh" else 0.4)
        if block.picture is not None:
            spot = Box(middle - 16 * MM, 124.5 * MM, 32 * MM, 38.5 * MM)
            paint_picture(page, spot, block.picture.data, block.picture.caption, flow.setter)
            page.frame(Box(middle - 13 * MM, 125.75 * MM, 26 * MM, 36 * MM), 0.4, GREY)
        self._lines(flow)
        if block.code is not None:
            paint_code(flow, block.code, 33 * MM, h - 50 * MM)
        self._middle(flow, block.issuer, "black", 13.5, h - 42 * MM, 0, 117 * MM, 105 * MM)
        self._middle(flow, block.date, "black", 13.5, h - 33.8 * MM, 0, 117 * MM, 105 * MM)
        flow.end_page()

    def _middle(
        self, flow: Flow, text: str, role: Role, size: float, baseline: float, tracking: float,
        centre: float | None = None, width: float = 160 * MM,
    ) -> None:  # fmt: skip
        if not text:
            return
        page = flow.page
        line = flow.setter.line(text, role, size, tracking)
        while line.width > width and size > 10:
            size, tracking = size - 0.5, tracking * 0.85
            line = flow.setter.line(text, role, size, tracking)
        at = centre if centre is not None else page.width / 2
        box = Box(at - width / 2, baseline - size, width, size * 1.4)
        if line.width > width:
            lines = flow.setter.lines(text, role, size, width)
            write_lines(
                page,
                lines,
                Box(box.x, baseline - len(lines) * size, width, 0),
                size * 1.35,
                "centre",
                clip=box,
            )
            return
        page.text(line, at - line.width / 2, baseline, BLACK, box)

    def _facts(self, flow: Flow) -> None:
        """The small table at the top right: file number, retention."""
        page, rows = flow.page, self._block.facts
        if not rows:
            return
        head = max(flow.setter.line(name, "hei", 9).width for name, _ in rows) + 5 * MM
        wide = max(flow.setter.line(said, "song", 10.5).width for _, said in rows) + 5 * MM
        wide = min(wide, 70 * MM)
        left, top, step = page.width - 27 * MM - head - wide, 26.4 * MM, 7.1 * MM
        for number, (name, said) in enumerate(rows):
            y = top + number * step
            first, second = Box(left, y, head, step), Box(left + head, y, wide, step)
            line = flow.setter.line(name, "hei", 9)
            page.text(line, left + (head - line.width) / 2, y + step / 2 + DROP * 9, BLACK, first)
            line = flow.fitted(said, "song", 10.5, wide - 2 * MM)
            page.text(line, left + head + (wide - line.width) / 2, y + step / 2 + DROP * 10.5, BLACK, second)
            page.frame(first, 0.4)
            page.frame(second, 0.4)
        page.frame(Box(left, top, head + wide, step * len(rows)), 0.75)

    def _lines(self, flow: Flow) -> None:
        """Whose file it is: labels of one width, values on ruled lines."""
        page, rows = flow.page, self._block.lines
        zh = flow.lang == "zh"
        left, right, top, step = 47 * MM, page.width - 44 * MM, 169.5 * MM, 11.25 * MM
        size = 14.5 if zh else 11
        head = 20.8 * MM if zh else 40 * MM
        for number, (name, said) in enumerate(rows):
            foot = top + (number + 0.85) * step
            box = Box(left, foot - step * 0.8, head, step)
            tracking = (head - size * len(name)) / max(1, len(name) - 1) if zh and 1 < len(name) < 4 else 0
            line = flow.setter.line(name, "hei", size, round(tracking, 2))
            if line.width > head:
                line = flow.fitted(name, "hei", size, head, 8)
            page.text(line, left, foot - 1.9 * MM, BLACK, box)
            start = left + head + 4 * MM
            space = Box(start, foot - step * 0.8, right - start, step)
            value = flow.fitted(said, "kai", 15 if zh else 13, space.w - 3 * MM, 9)
            page.text(value, start + 2.2 * MM, foot - 1.9 * MM, BLACK, space)
            page.rules([(start, foot, right, foot)], 0.6)


def cover(block: Cover, flow: Flow) -> Laid:
    """A cover leaf."""
    return _CoverPage(block, flow)

"""The simple blocks: titles, sections, running text, visit cards, pictures, codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.edges.paper.cells import centred, paint_picture
from casefiles.edges.paper.flow import MM, Flow, Laid, write_lines
from casefiles.edges.paper.paint import BLACK, DROP, GREY, RED, Box
from casefiles.edges.paper.pictures import ready
from casefiles.edges.paper.qr import qr_code

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.domain.document import (
        FormTitle,
        PageBreak,
        Paragraph,
        PhotoRow,
        Picture,
        QRCode,
        Section,
        Space,
    )
    from casefiles.edges.paper.typeset import TextLine


class Fixed:
    """A block of known height, painted in one go by `paint(flow)` with its top at `flow.y`."""

    def __init__(
        self, height: float, paint: Callable[[Flow], None], *, before: float = 0, after: float = 0
    ) -> None:
        self.height, self.head = height + before + after, height + before
        self._paint, self._before, self._after, self._body = paint, before, after, height

    def place(self, flow: Flow) -> None:
        """Paint the block, on a new page if it does not fit."""
        flow.need(self._body + self._before)
        flow.skip(self._before)
        if self._body:
            flow.begin()
            self._paint(flow)
            flow.y += self._body
        flow.skip(self._after)


class Break:
    """Ends the page."""

    head = height = 0.0

    def place(self, flow: Flow) -> None:
        """The next block begins on a new page."""
        flow.end_page()


def page_break(block: PageBreak, flow: Flow) -> Laid:
    """A forced new page."""
    return Break()


def space(block: Space, flow: Flow) -> Laid:
    """Empty lines; they vanish at the top of a page."""
    return Fixed(0, lambda f: None, before=block.lines * 10.5 * 1.5)


def form_title(block: FormTitle, flow: Flow) -> Laid:
    """A title in the middle, and below it the notes at both sides."""
    setter = flow.setter
    size = 20.0
    title = setter.line(block.text, "black", size, 0.8)
    while title.width > flow.width and size > 12:
        size -= 1
        title = setter.line(block.text, "black", size)
    notes = bool(block.left or block.right)

    def paint(f: Flow) -> None:
        box = Box(f.x, f.y, f.width, 16 * MM)
        f.page.text(title, f.x + (f.width - title.width) / 2, f.y + 0.6 * MM + 0.88 * size, BLACK, box)
        if notes:
            y = f.y + 14.4 * MM
            left = f.fitted(block.left, "song", 10.5, f.width * 0.56)
            right = f.fitted(block.right, "song", 10.5, f.width * 0.42)
            f.page.text(left, f.x, y, BLACK, box)
            f.page.text(right, f.x + f.width - right.width, y, BLACK, box)

    return Fixed((16.6 if notes else 12.5) * MM, paint)


def section(block: Section, flow: Flow) -> Laid:
    """A heading with a red bar, and a grey note at the right."""
    note = flow.fitted(block.note, "song", 10, flow.width * 0.62, 9) if block.note else None
    title = flow.fitted(block.text, "hei", 14, flow.width - 4 * MM - (note.width + 5 * MM if note else 0), 10)

    def paint(f: Flow) -> None:
        box = Box(f.x, f.y, f.width, 8.5 * MM)
        f.page.bar(Box(f.x, f.y + 1.4 * MM, 1.5 * MM, 4.6 * MM), RED)
        f.page.text(title, f.x + 3.7 * MM, f.y + 3.7 * MM + DROP * 14, BLACK, box)
        if note:
            f.page.text(note, f.x + f.width - note.width, f.y + 4.2 * MM + DROP * 10, GREY, box)

    return Fixed(8.6 * MM, paint, before=5.2 * MM)


class Prose:
    """Running text that may go on over pages, never leaving one line alone."""

    def __init__(
        self,
        lines: tuple[TextLine, ...],
        leading: float,
        align: str,
        *,
        before: float = 0,
        grey: bool = False,
    ) -> None:
        self._lines, self._leading, self._align, self._before, self._grey = (
            lines,
            leading,
            align,
            before,
            grey,
        )
        self.height = len(lines) * leading + before
        self.head = min(len(lines), 2) * leading + before

    def place(self, flow: Flow) -> None:
        """Paint as many lines as fit, then go on."""
        flow.need(self.head)
        flow.skip(self._before)
        rest = self._lines
        while rest:
            page = flow.page
            count = int((flow.room + 0.5) / self._leading)
            if count < len(rest) <= count + 1 and count > 2:
                count -= 1
            count = max(1, min(count, len(rest)))
            box = Box(flow.x, flow.y, flow.width, count * self._leading)
            write_lines(page, rest[:count], box, self._leading, self._align, GREY if self._grey else BLACK)
            flow.y += count * self._leading
            rest = rest[count:]
            if rest:
                flow.end_page()


def paragraph(block: Paragraph, flow: Flow) -> Laid:
    """Running text in one of the paragraph styles; a letter's body is 16 pt on a 22 line page (GB/T 9704)."""
    setter, width = flow.setter, flow.width
    letter = flow.sheet == "letter"
    zh = flow.lang == "zh"
    if block.style == "title":
        lines = setter.lines(block.text, "black", 22 if letter else 20, width)
        return Prose(lines, 34, "centre", before=2 * MM)
    if block.style == "note":
        return Prose(setter.lines(block.text, "song", 9, width, justify=zh), 13, "left", before=1.4 * MM)
    size = (16.0 if zh else 13.0) if letter else 10.5
    leading = flow.full / 22 if letter else 1.6 * size
    indent = 2 if zh and block.style == "body" else 0
    lines = setter.lines(block.text, "song", size, width, indent, justify=zh)
    align = {"centred": "centre", "signed": "right"}.get(block.style, "left")
    return Prose(lines, leading, align)


def picture(block: Picture, flow: Flow) -> Laid:
    """A photograph in the middle of the measure."""

    def paint(f: Flow) -> None:
        paint_picture(f.page, Box(f.x, f.y, f.width, 38 * MM), block.data, block.caption, f.setter)

    return Fixed(38 * MM, paint)


PHOTO_HEIGHT, CAPTION_HEIGHT, PHOTO_GAP = 60 * MM, 10 * MM, 6 * MM


def photo_row(block: PhotoRow, flow: Flow) -> Laid:
    """Photographs side by side, each as large as its half of the measure allows."""

    def paint(f: Flow) -> None:
        width = (f.width - PHOTO_GAP) / 2
        for place, one in enumerate(block.pictures[:2]):
            _whole(f, one, Box(f.x + place * (width + PHOTO_GAP), f.y, width, PHOTO_HEIGHT))

    return Fixed(PHOTO_HEIGHT + CAPTION_HEIGHT, paint, before=2 * MM)


def _whole(flow: Flow, one: Picture, box: Box) -> None:
    found = ready(one.data) if one.data else None
    spot = box
    if found is not None:
        scale = min(box.w / found.width, box.h / found.height)
        w, h = found.width * scale, found.height * scale
        spot = Box(box.x + (box.w - w) / 2, box.y + (box.h - h) / 2, w, h)
        flow.page.picture(found, spot)
    flow.page.frame(spot, 0.3, GREY)
    lines = flow.setter.lines(one.caption, "song", 9, box.w)[:2]
    below = Box(box.x, box.y + box.h + 1.4 * MM, box.w, len(lines) * 12)
    write_lines(flow.page, lines, below, 12, "centre", BLACK, below)


def square(block: QRCode, flow: Flow) -> Laid:
    """A code with its caption, in the middle of the measure."""

    def paint(f: Flow) -> None:
        paint_code(f, block, f.x + (f.width - 21 * MM) / 2, f.y)

    return Fixed(26 * MM, paint, before=2 * MM)


def paint_code(flow: Flow, block: QRCode, x: float, y: float) -> None:
    """A code of 21 mm with its caption below."""
    page = flow.page
    page.raw(qr_code(block.text, Box(x, y, 21 * MM, 21 * MM), page.height))
    if block.caption:
        line = flow.setter.line(block.caption, "song", 7.5)
        centred(page, Box(x - 10 * MM, y + 21.4 * MM, 41 * MM, 3.6 * MM), (line,), GREY)

"""The simple blocks: titles, sections, running text, visit cards, pictures, codes."""

from __future__ import annotations

from collections.abc import Callable

from casefiles.domain.document import Card, FormTitle, PageBreak, Paragraph, Picture, QRCode, Section, Space
from casefiles.edges.paper.cells import centred, paint_picture
from casefiles.edges.paper.flow import MM, Flow, Laid, write_lines
from casefiles.edges.paper.paint import BLACK, DROP, GREY, PALE, RED, TINT, WHITE, Box
from casefiles.edges.paper.qr import qr_code
from casefiles.edges.paper.typeset import TextLine


class Fixed:
    """A block of known height, painted in one go by `paint(flow)` with its top at `flow.y`."""

    def __init__(self, height: float, paint: Callable[[Flow], None], *, before: float = 0, after: float = 0) -> None:
        self.height, self.head = height + before + after, height + before
        self._paint, self._before, self._after, self._body = paint, before, after, height

    def place(self, flow: Flow) -> None:
        """Paint the block, on a new page if it does not fit."""
        flow.need(self._body + self._before)
        flow.skip(self._before)
        if self._body:
            assert flow.page is not None
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
    note = flow.fitted(block.note, "song", 10, flow.width * 0.45) if block.note else None
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
        self, lines: tuple[TextLine, ...], leading: float, align: str, *, before: float = 0, grey: bool = False
    ) -> None:
        self._lines, self._leading, self._align, self._before, self._grey = lines, leading, align, before, grey
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


_DATE = 23.5 * MM
_RAIL = 26 * MM - 3 * MM
_HEAD = 6.7 * MM
_FOOT = 8.2 * MM


class Cards:
    """One visit: date and rail at the left, a box with heading, text and lines to sign. Only a giant is cut."""

    def __init__(self, block: Card, flow: Flow) -> None:
        self._block = block
        setter = flow.setter
        self._left = 26 * MM
        self._inner = flow.width - self._left - 5 * MM
        self._facts = setter.lines(
            "　".join(f"{name}：{said}" if flow.lang == "zh" else f"{name}: {said};" for name, said in block.facts).rstrip(";"),
            "song", 9.5, self._inner,
        ) if block.facts else ()  # fmt: skip
        zh = flow.lang == "zh"
        text = block.text
        self._lines = setter.lines(text, "song", 10.5, self._inner, 2 if zh else 0, justify=zh) if text else ()
        self._lead = 10.5 * 1.5
        self._lead_facts = 9.5 * 1.5
        self.height = self._tall(len(self._lines), facts=True, signs=True) + 2.4 * MM
        self.head = min(self.height, flow.full)

    def _tall(self, lines: int, *, facts: bool, signs: bool) -> float:
        body = lines * self._lead + (len(self._facts) * self._lead_facts + 1 * MM if facts and self._facts else 0)
        return _HEAD + 1.6 * MM + body + (_FOOT if signs and self._block.signs else 1.6 * MM)

    def place(self, flow: Flow) -> None:
        """Paint the card whole; a text longer than a page goes on in a second box."""
        if self.height <= flow.full + 2.4 * MM:
            flow.need(self.height - 2.4 * MM)
        rest = self._lines
        first = True
        while True:
            facts = first
            fixed = self._tall(0, facts=facts, signs=True)
            fits = max(1, int((flow.room - fixed) / self._lead))
            last = len(rest) <= fits
            part = rest if last else rest[:fits]
            self._box(flow, part, first=first, last=last)
            rest = rest[len(part) :]
            first = False
            if last:
                return
            flow.end_page()

    def _box(self, flow: Flow, lines: tuple[TextLine, ...], *, first: bool, last: bool) -> None:
        page, setter, block = flow.page, flow.setter, self._block
        x, y = flow.x, flow.y
        height = self._tall(len(lines), facts=first, signs=last)
        left = x + self._left
        box = Box(left, y, flow.width - self._left, height)
        rail = x + _RAIL
        page.rules([(rail, y - (0 if flow.at_top else 0), rail, y + height + 2.4 * MM)], 1.0, PALE)
        page.fill(Box(left, y, box.w, _HEAD), TINT)
        page.frame(box, 0.5, PALE)
        middle = y + _HEAD / 2
        side = Box(x, y, _DATE, height)
        date = flow.fitted(block.date, "hei", 11, _RAIL - 3.4 * MM)
        page.text(date, rail - 3 * MM - date.width, middle + DROP * 11, BLACK, side)
        year = flow.fitted(block.year, "song", 9.5, _RAIL - 3.4 * MM)
        page.text(year, rail - 3 * MM - year.width, middle + 4.9 * MM + DROP * 9.5, GREY, side)
        page.disc(rail, middle, 1.5 * MM, WHITE, 1.1)
        page.disc(rail, middle, 0.75 * MM, RED)
        state = flow.fitted(block.state, "song", 10.5, box.w * 0.3)
        page.text(state, left + box.w - 2 * MM - state.width, middle + DROP * 10.5, BLACK, box)
        name = block.title if first else block.title + ("（续）" if flow.lang == "zh" else " (continued)")
        title = flow.fitted(name, "hei", 10.5, box.w * 0.4)
        page.text(title, left + 2 * MM, middle + DROP * 10.5, BLACK, box)
        by_x = max(left + 37.5 * MM, left + title.width + 5 * MM)
        room = left + box.w - 2 * MM - state.width - 3 * MM - by_x
        if block.by and room > 12 * MM:
            page.text(flow.fitted(block.by, "song", 10.5, room), by_x, middle + DROP * 10.5, BLACK, box)
        at = y + _HEAD + 1.3 * MM
        inner = left + 2.5 * MM
        if first and self._facts:
            write_lines(page, self._facts, Box(inner, at, self._inner, 0), self._lead_facts, "left", GREY, box)
            at += len(self._facts) * self._lead_facts + 1 * MM
        write_lines(page, lines, Box(inner, at, self._inner, 0), self._lead, "left", BLACK, box)
        if last and block.signs:
            self._sign(flow, box)
        flow.y += height
        flow.y += 2.4 * MM

    def _sign(self, flow: Flow, box: Box) -> None:
        page = flow.page
        baseline = box.y + box.h - 2.6 * MM
        share = box.w / max(2, len(self._block.signs))
        for number, sentence in enumerate(self._block.signs[:2]):
            line = flow.fitted(sentence, "song", 9, share * 0.6)
            x = box.x + 2.5 * MM + number * (box.w * 0.55)
            end = box.x + (box.w * 0.5 if number == 0 else box.w - 2 * MM)
            page.text(line, x, baseline, GREY, box)
            page.rules([(x + line.width + 1 * MM, baseline + 1, end, baseline + 1)], 0.4, GREY)


def card(block: Card, flow: Flow) -> Laid:
    """A visit card."""
    return Cards(block, flow)


def picture(block: Picture, flow: Flow) -> Laid:
    """A photograph in the middle of the measure."""

    def paint(f: Flow) -> None:
        paint_picture(f.page, Box(f.x, f.y, f.width, 38 * MM), block.data, block.caption, f.setter)

    return Fixed(38 * MM, paint)


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

"""Visit cards: a date on a rail at the left, a box with what happened and lines to sign at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.edges.paper.flow import MM, Flow, Laid, write_lines
from casefiles.edges.paper.paint import BLACK, DROP, GREY, PALE, RED, TINT, WHITE, Box

if TYPE_CHECKING:
    from casefiles.domain.document import Card
    from casefiles.edges.paper.typeset import Setter, TextLine

_DATE = 23.5 * MM
_RAIL = 26 * MM - 3 * MM
_HEAD = 6.7 * MM
_FOOT = 8.2 * MM


class Cards:
    """One visit: date and rail at the left, a box with heading, text and lines to sign. Only a giant
    is cut.
    """

    def __init__(self, block: Card, flow: Flow) -> None:
        self._block = block
        setter = flow.setter
        self._left = 26 * MM
        self._inner = flow.width - self._left - 5 * MM
        zh = flow.lang == "zh"
        joint, between = ("：", "　") if zh else (": ", "; ")
        facts = [f"{name}{joint}{said}" for name, said in block.facts]
        self._facts = self._gather(facts, between, setter) if facts else ()
        text = block.text
        self._lines = (
            setter.lines(text, "song", 10.5, self._inner, 2 if zh else 0, justify=zh) if text else ()
        )
        self._lead = 10.5 * 1.5
        self._lead_facts = 9.5 * 1.5
        self.height = self._tall(len(self._lines), facts=True, signs=True) + 2.4 * MM
        self.head = min(self.height, flow.full)

    def _gather(self, facts: list[str], between: str, setter: Setter) -> tuple[TextLine, ...]:
        """As many facts on a line as fit, none cut in two unless it is longer than a line."""
        text = facts[0]
        for fact in facts[1:]:
            last = text.rpartition("\n")[2] + between + fact
            text += (between if setter.line(last, "song", 9.5).width <= self._inner else "\n") + fact
        return setter.lines(text, "song", 9.5, self._inner)

    def _tall(self, lines: int, *, facts: bool, signs: bool) -> float:
        body = lines * self._lead + (
            len(self._facts) * self._lead_facts + 1 * MM if facts and self._facts else 0
        )
        return _HEAD + 1.6 * MM + body + (_FOOT if signs and self._block.signs else 1.6 * MM)

    def place(self, flow: Flow) -> None:
        """Paint the card whole; a text longer than a page goes on in a second box."""
        if self.height <= flow.full + 2.4 * MM:
            flow.need(self.height - 2.4 * MM)
        else:
            flow.need(self._tall(min(4, len(self._lines)), facts=True, signs=True))
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
        page, block = flow.page, self._block
        x, y = flow.x, flow.y
        height = self._tall(len(lines), facts=first, signs=last)
        left = x + self._left
        box = Box(left, y, flow.width - self._left, height)
        rail = x + _RAIL
        above = flow.rail[1] if flow.rail[0] is page else y
        page.rules([(rail, above, rail, y + height)], 1.0, PALE)
        flow.rail = (page, y + height)
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
        state = flow.fitted(block.state, "song", 10.5, box.w * 0.36)
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
            write_lines(
                page, self._facts, Box(inner, at, self._inner, 0), self._lead_facts, "left", GREY, box
            )
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

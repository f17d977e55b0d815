"""From a text to lines ready to be written: glyphs looked up, lines cut, spaces set, PDF operators made.

A `TextLine` is finished but for its place on the page, and is remembered, because labels and headings
return on every page. Sizes and widths are points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from casefiles.edges.paper import wrap
from casefiles.edges.paper.fonts import Fonts, Glyph, Role

_REMEMBERED = 8000
_STRETCH = 3.0
"""A line is justified only while it lacks at most so many em; beyond, wide gaps would look worse than
a rag.
"""
_SHARE = 0.09
"""And at most this share of it, so that a narrow cell is not torn apart."""
HYPHEN = re.compile(r"(?<=[A-Za-z])-(?=[A-Za-z])")
_QUOTES = frozenset("“”‘’")


class TextLine(NamedTuple):
    """One line: operators to stand between `x y Td` and `ET`, visible width, indent, and which codes
    it uses.
    """

    ops: str
    width: float
    size: float
    indent: float
    uses: tuple[tuple[int, frozenset[int]], ...]
    text: str
    missing: str


@dataclass
class Setter:
    """Sets text in the carried fonts and remembers what it has set."""

    fonts: Fonts
    _lines: dict[tuple[object, ...], tuple[TextLine, ...]] = field(default_factory=dict)

    def line(self, text: str, role: Role, size: float, tracking: float = 0) -> TextLine:
        """The text on one line, however long; `tracking` points are added between characters."""
        key = (text, role, size, tracking)
        known = self._lines.get(key)
        if known is None:
            glyphs = self._glyphs(role, text.replace("\n", " "))
            cut = wrap.Cut(0, len(glyphs), _natural(glyphs))
            known = (_make(text, glyphs, cut, size, 0, 0, tracking),)
            self._remember(key, known)
        return known[0]

    def fitted(self, text: str, role: Role, size: float, width: float, least: float = 7.5) -> TextLine:
        """The text on one line of at most `width`: smaller first, then cut short with an ellipsis."""
        line = self.line(text, role, size)
        while line.width > width and size > least:
            size = max(least, size - 0.5)
            line = self.line(text, role, size)
        while line.width > width and text:
            text = text[: min(len(text) - 1, int(len(text) * width / line.width))]
            line = self.line(text.rstrip("…") + "…", role, size)
        return line

    def lines(
        self, text: str, role: Role, size: float, width: float, indent: float = 0, *, justify: bool = False
    ) -> tuple[TextLine, ...]:
        """The text broken to `width`; `\\n` begins a new paragraph; `indent` (in em) is for first lines."""
        key = (text, role, size, width, indent, justify)
        known = self._lines.get(key)
        if known is None:
            known = tuple(self._broken(text, role, size, width, indent, justify))
            self._remember(key, known)
        return known

    def _broken(
        self, text: str, role: Role, size: float, width: float, indent: float, justify: bool
    ) -> list[TextLine]:
        made: list[TextLine] = []
        room = width / size * 1000
        for paragraph in text.split("\n"):
            glyphs = self._glyphs(role, paragraph)
            kinds, advances = [g.kind for g in glyphs], [g.advance for g in glyphs]
            cuts = wrap.cut_lines(kinds, advances, room, indent * 1000)
            if len(cuts) > 1 and cuts[-1].end - cuts[-1].start <= 2 and room > 8000:
                # A last line of one character looks lost: give it company, if that costs no further line.
                closer = wrap.cut_lines(kinds, advances, room - 1000, indent * 1000)
                cuts = closer if len(closer) == len(cuts) else cuts
            for number, cut in enumerate(cuts):
                inset = indent if number == 0 else 0
                lacking = room - inset * 1000 - cut.width if justify and number + 1 < len(cuts) else 0
                made.append(_make(paragraph, glyphs, cut, size, inset * size, lacking, 0))
        return made

    def _glyphs(self, role: Role, text: str) -> list[Glyph]:
        table = self.fonts.glyphs[role]
        glyph = self.fonts.glyph
        row = [table.get(char) or glyph(role, char) for char in text]
        if "——" in text:
            at = text.find("——")
            while at >= 0:
                row[at] = self.fonts.long_dash(role)
                row[at + 1] = Glyph(row[at].face, "", 1000, 0, wrap.MIDDLE)
                at = text.find("——", at + 2)
        for found in HYPHEN.finditer(text):  # a line may end after the hyphen of a compound, not of a date
            row[found.start()] = row[found.start()]._replace(kind=wrap.MIDDLE)
        if not _QUOTES.isdisjoint(text):
            for i, char in enumerate(text):
                if char in _QUOTES and _among_latin(row, text, i):
                    row[i] = self.fonts.narrow_glyph(role, char)
        return row

    def _remember(self, key: tuple[object, ...], lines: tuple[TextLine, ...]) -> None:
        if len(self._lines) >= _REMEMBERED:
            self._lines.clear()
        self._lines[key] = lines


_NARROW_NEIGHBOURS = frozenset({wrap.LATIN, wrap.SPACE, wrap.OPEN_NARROW, wrap.CLOSE_NARROW})


def _among_latin(row: list[Glyph], text: str, i: int) -> bool:
    """Whether the quotation mark at `i` stands in Latin text: what is next to it, dashes and quotes passed over."""
    latin = False
    for step in (-1, 1):
        k = i + step
        while 0 <= k < len(row) and (row[k].kind == wrap.MIDDLE or text[k] in _QUOTES):
            k += step
        if 0 <= k < len(row):
            if row[k].kind not in _NARROW_NEIGHBOURS:
                return False
            latin = True
    return latin


def _natural(glyphs: list[Glyph]) -> int:
    width = 0
    for i, glyph in enumerate(glyphs):
        if i:
            last = glyphs[i - 1]
            width += wrap.gap_between(last.kind, glyph.kind, last.advance, glyph.advance)
        width += glyph.advance
    return width


def _make(
    text: str, glyphs: list[Glyph], cut: wrap.Cut, size: float, indent: float, lacking: float, tracking: float
) -> TextLine:
    start, end, width = cut
    while end > start and glyphs[end - 1].kind == wrap.SPACE:
        end -= 1
    stretch = 0.0
    count = end - start
    if 0 < lacking <= min(_STRETCH * 1000, _SHARE * width):
        loose = sum(1 for g in glyphs[start : end - 1] if g.kind not in (wrap.LATIN, wrap.CLOSE_NARROW))
        if loose:
            stretch = lacking / loose * size / 1000
            width += round(lacking)
    ops: list[str] = []
    uses: dict[int, set[int]] = {}
    absent: list[str] = []
    run: list[str] = []
    state: tuple[int, int, bool] | None = None
    codes: set[int] = set()
    before: Glyph | None = None
    last = end - 1
    for i in range(start, end):
        glyph = glyphs[i]
        if glyph.missing:
            absent.append(text[i])
        tight = bool(stretch) and (i == last or glyph.kind == wrap.LATIN or glyph.kind == wrap.CLOSE_NARROW)
        now = (glyph.face, glyph.stroke, tight)
        gap = 0
        if before is not None:
            gap = wrap.GAPS[before.kind][glyph.kind]
            if gap < 0 and (glyph.advance < 900 or before.advance < 900):
                gap = 0
        if now != state and glyph.code:
            if run:
                _close(ops, run)
            _open(ops, state, now, size, stretch, tracking)
            state = now
            run = []
            codes = uses.setdefault(glyph.face, set())
        if gap:
            run.append(f">{-gap}<")
        run.append(glyph.code)
        if glyph.code:
            codes.add(int(glyph.code, 16))
        before = glyph
    if run:
        _close(ops, run)
    if state is not None and state[1]:
        ops.append("0 Tr")
    if stretch or tracking:
        ops.append("0 Tc")
    return TextLine(
        "\n".join(ops),
        width * size / 1000 + (tracking * (count - 1) if count > 1 else 0),
        size,
        indent,
        tuple((face, frozenset(used)) for face, used in uses.items()),
        text[start:end],
        "".join(absent),
    )


def _open(
    ops: list[str],
    old: tuple[int, int, bool] | None,
    new: tuple[int, int, bool],
    size: float,
    stretch: float,
    tracking: float,
) -> None:
    if old is None or old[0] != new[0]:
        ops.append(f"/F{new[0]} {size:g} Tf")
    if (old[1] if old else 0) != new[1]:
        ops.append(f"2 Tr {new[1] * size / 1000:.3g} w" if new[1] else "0 Tr")
    if stretch:
        if old is None or old[2] != new[2]:
            ops.append("0 Tc" if new[2] else f"{stretch:.3f} Tc")
    elif tracking and old is None:
        ops.append(f"{tracking:g} Tc")


def _close(ops: list[str], run: list[str]) -> None:
    body = "".join(run)
    if ">" in body:
        ops.append(f"[<{body}>]TJ".replace("<>", ""))
    else:
        ops.append(f"<{body}>Tj")

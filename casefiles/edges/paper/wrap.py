"""Breaking Chinese and mixed text into lines: pure arithmetic on characters and their advances.

Rules kept (GB/T 15834, CLREQ 3.1): no closing mark at the start of a line, no opening mark at its end, a
dash or ellipsis pair is never parted, neighbouring full-width marks are squeezed by half an em, a mark at
the line end counts half, and a sixth of an em stands between Han and Latin. All lengths are thousandths of
an em.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 167
"""Between Han and Latin or digits."""
HALF = 500
"""The blank half of a full-width mark."""

HAN, LATIN, SPACE, OPEN, CLOSE, GLUED, OPEN_NARROW, CLOSE_NARROW, MIDDLE = range(9)

_OPEN = frozenset("（《〈「『【〔〖［｛“‘")
_CLOSE = frozenset("，。、；：？！）》〉」』】〕〗］｝”’")
_OPEN_NARROW = frozenset("([{$¥￥£€＄＃#№□■")
_CLOSE_NARROW = frozenset(")]},.;:!?%°")
_MIDDLE = frozenset("…—·・％‰℃～‥⸺")
NO_START = _CLOSE | _CLOSE_NARROW | _MIDDLE
"""Characters that may not begin a line."""
NO_END = _OPEN | _OPEN_NARROW
"""Characters that may not end a line."""

_INVISIBLE = (
    (0x0000, 0x0008), (0x000B, 0x001F), (0x007F, 0x009F), (0x00AD, 0x00AD), (0x034F, 0x034F), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xE0000, 0xE01EF), (0xD800, 0xDFFF),
)  # fmt: skip
_COMBINING = ((0x0300, 0x036F), (0x20D0, 0x20FF), (0x3099, 0x309A), (0xFE20, 0xFE2F))


def invisible(char: str) -> bool:
    """Whether the character has no shape of its own: controls, joiners, variation selectors."""
    point = ord(char)
    return any(low <= point <= high for low, high in _INVISIBLE)


def class_of(char: str) -> int:
    """The line-breaking class of a character."""
    if char in _CLOSE:
        return CLOSE
    if char in _OPEN:
        return OPEN
    if char in _MIDDLE:
        return MIDDLE
    if char in _OPEN_NARROW:
        return OPEN_NARROW
    if char in _CLOSE_NARROW:
        return CLOSE_NARROW
    if char in " \t\u00a0\u2002\u2003\u2009\u202f":
        return SPACE
    point = ord(char)
    if invisible(char) or any(low <= point <= high for low, high in _COMBINING):
        return GLUED
    return LATIN if (point < 0x2E80 and char.isalnum()) or 0x21 <= point < 0x2010 else HAN


def _tables() -> tuple[tuple[tuple[bool, ...], ...], tuple[tuple[int, ...], ...]]:
    breaks = [[False] * 9 for _ in range(9)]
    gaps = [[0] * 9 for _ in range(9)]
    for before, after in (
        (HAN, (HAN, LATIN, OPEN, OPEN_NARROW)),
        (CLOSE, (HAN, LATIN, OPEN, OPEN_NARROW)),
        (MIDDLE, (HAN, LATIN, OPEN, OPEN_NARROW)),
        (SPACE, (HAN, LATIN, OPEN, OPEN_NARROW)),
        (LATIN, (HAN, OPEN)),
        (CLOSE_NARROW, (HAN, OPEN)),
        (GLUED, (HAN, OPEN)),
    ):
        for kind in after:
            breaks[before][kind] = True
    gaps[HAN][LATIN] = gaps[LATIN][HAN] = GAP
    gaps[CLOSE][CLOSE] = gaps[CLOSE][OPEN] = gaps[OPEN][OPEN] = -HALF
    return tuple(tuple(row) for row in breaks), tuple(tuple(row) for row in gaps)


BREAKS, GAPS = _tables()
"""BREAKS[a][b]: a line may end between classes a and b. GAPS[a][b]: what is added between them."""


class Cut(NamedTuple):
    """A line: text[start:end] with its visible width (trailing blanks and the blank half of a mark not
    counted).
    """

    start: int
    end: int
    width: int


def cut_lines(classes: Sequence[int], advances: Sequence[int], width: float, indent: float = 0) -> list[Cut]:
    """Lines that hold the whole text in order, each at most `width` wide, the first less by `indent`.

    `classes` and `advances` belong to the characters of a text without line ends; a narrow CLOSE is not
    squeezed. A word longer than a line is cut, at a place that keeps the rules if there is one.
    """
    lines: list[Cut] = []
    total = len(classes)
    start = 0
    room = width - indent
    while start < total:
        end, used = _fill(classes, advances, start, room)
        lines.append(Cut(start, end, used))
        start = end
        room = width
    return lines or [Cut(0, 0, 0)]


def gap_between(before: int, after: int, advance_before: int, advance_after: int) -> int:
    """What is added (or, for two full-width marks, taken away) between two neighbours."""
    gap = GAPS[before][after]
    if gap < 0 and (advance_before < 900 or advance_after < 900):
        return 0
    return gap


def _fill(classes: Sequence[int], advances: Sequence[int], start: int, room: float) -> tuple[int, int]:
    """The end of the line that begins at `start`, and its visible width."""
    used = visible = 0
    best = best_visible = -1
    before = -1
    for i in range(start, len(classes)):
        kind = classes[i]
        advance = advances[i]
        if before >= 0:
            if BREAKS[before][kind]:
                best, best_visible = i, visible
            gap = GAPS[before][kind]
            if gap and (gap > 0 or (advance >= 900 and advances[i - 1] >= 900)):
                used += gap
        used += advance
        if kind != SPACE:
            visible = used - HALF if kind == CLOSE and advance >= 900 else used
            if visible > room and i > start:
                if best > start:
                    return best, best_visible
                return _hard_cut(classes, advances, start, i)
        before = kind
    return len(classes), visible


def _hard_cut(classes: Sequence[int], advances: Sequence[int], start: int, limit: int) -> tuple[int, int]:
    """Cut a run without any lawful break so that at most `limit` begins the next line."""
    forbidden_start = {CLOSE, CLOSE_NARROW, MIDDLE, GLUED, SPACE}
    forbidden_end = {OPEN, OPEN_NARROW}
    end = limit
    for k in range(limit, start, -1):
        if classes[k] not in forbidden_start and classes[k - 1] not in forbidden_end:
            end = k
            break
    shown = end
    while shown > start + 1 and classes[shown - 1] == SPACE:
        shown -= 1
    used = 0
    for i in range(start, shown):
        if i > start:
            used += gap_between(classes[i - 1], classes[i], advances[i - 1], advances[i])
        used += advances[i]
    if classes[shown - 1] == CLOSE and advances[shown - 1] >= 900:
        used -= HALF
    return end, used

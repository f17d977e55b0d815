"""Reads a square code (ISO/IEC 18004) from a picture of a printed page: straight, clean, level M, versions 1 to 5, text
of capitals and digits. It shares nothing with what draws them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
BLOCKS = {1: (1, 16), 2: (1, 28), 3: (1, 44), 4: (2, 32), 5: (2, 43)}
"""at level M: blocks, data bytes in each"""
MASKS = (
    lambda i, j: (i + j) % 2 == 0, lambda i, j: i % 2 == 0, lambda i, j: j % 3 == 0, lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0, lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0, lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)  # fmt: skip


def decoded(picture: Path) -> str:
    """The text of the one square on a page (PGM, binary). AssertionError where it is not what is expected here."""
    dark = _pixels(picture.read_bytes())
    return _text(_modules(dark))


def _pixels(raw: bytes) -> list[list[bool]]:
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", raw)
    assert head is not None, "no picture"
    wide, tall = int(head[1]), int(head[2])
    body = raw[head.end() :]
    return [[pixel < 128 for pixel in body[y * wide : (y + 1) * wide]] for y in range(tall)]


def _finders(dark: list[list[bool]]) -> tuple[list[tuple[float, float]], float]:
    """The middles of the three large corners, and the size of a module, in pixels."""
    seen: Counter[tuple[int, int]] = Counter()
    rows: dict[tuple[int, int], list[int]] = {}
    sizes: list[float] = []
    for y, line in enumerate(dark):
        runs, x = [], 0
        for is_dark, run in groupby(line):
            n = sum(1 for _ in run)
            runs.append((is_dark, x, n))
            x += n
        for at in range(len(runs) - 4):
            five = runs[at : at + 5]
            unit = sum(n for _, _, n in five) / 7
            if five[0][0] and unit > 3 and all(
                abs(n - want * unit) < unit * 0.4 for (_, _, n), want in zip(five, (1, 1, 3, 1, 1), strict=True)
            ):  # fmt: skip
                middle = five[2][1] + five[2][2] // 2
                key = next((k for k in seen if abs(k[0] - middle) < 4 and abs(rows[k][-1] - y) < 3), (middle, y))
                seen[key] += 1
                rows.setdefault(key, []).append(y)
                sizes.append(unit)
    corners = [key for key, n in seen.most_common(3)]
    assert len(corners) == 3, "no square"
    return [(x, sum(rows[x, y]) / len(rows[x, y])) for x, y in corners], sorted(sizes)[len(sizes) // 2]


def _modules(dark: list[list[bool]]) -> list[list[bool]]:
    corners, unit = _finders(dark)
    left, top = (min(corner[axis] for corner in corners) for axis in (0, 1))
    right = max(corner[0] for corner in corners)
    version = round(((right - left) / unit + 7 - 17) / 4)
    side = 17 + 4 * version
    step = (right - left) / (side - 7)
    start_x, start_y = left - 3 * step, top - 3 * step
    return [[dark[round(start_y + i * step)][round(start_x + j * step)] for j in range(side)] for i in range(side)]


def _text(modules: list[list[bool]]) -> str:
    side = len(modules)
    version = (side - 17) // 4
    told = [(8, j) for j in (0, 1, 2, 3, 4, 5, 7, 8)] + [(i, 8) for i in (7, 5, 4, 3, 2, 1, 0)]
    shape = int("".join("01"[modules[i][j]] for i, j in told), 2) ^ 0b101010000010010
    assert shape >> 13 == 0, "another level than M"
    mask = MASKS[shape >> 10 & 7]
    bits = [modules[i][j] ^ mask(i, j) for i, j in _way(side, version)]
    data = [int("".join("01"[bit] for bit in bits[at : at + 8]), 2) for at in range(0, len(bits) - 7, 8)]
    blocks, each = BLOCKS[version]
    whole = bytes(data[at * blocks + block] for block in range(blocks) for at in range(each))
    stream = "".join(f"{byte:08b}" for byte in whole)
    assert stream[:4] == "0010", "another mode than capitals and digits"
    length, found, at = int(stream[4:13], 2), "", 13
    while len(found) < length:
        two = length - len(found) > 1
        size = 11 if two else 6
        value = int(stream[at : at + size], 2)
        found += (LETTERS[value // 45] if two else "") + LETTERS[value % 45]
        at += size
    return found


def _way(side: int, version: int) -> list[tuple[int, int]]:
    """The places of data: two columns at a time, up and down from the right, around what is no data."""
    around = range(side - 9, side - 4) if version > 1 else range(0)
    found = []
    columns = [j for j in range(side - 1, 0, -2) if j > 6] + [5, 3, 1]
    for n, column in enumerate(columns):
        for step in range(side):
            i = side - 1 - step if n % 2 == 0 else step
            for j in (column, column - 1):
                corner = (i < 9 and (j < 9 or j >= side - 8)) or (i >= side - 8 and j < 9)
                if not corner and i != 6 and j != 6 and not (i in around and j in around):
                    found.append((i, j))
    return found

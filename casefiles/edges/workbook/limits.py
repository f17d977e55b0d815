"""What a workbook may cost to open, looked at before it is opened.

A few kilobytes of zip can hold gigabytes, and a sheet with one cell in its last corner makes the reader allocate
every cell before it (it aborts the whole program then). So the parts are unpacked once in small pieces, counted by
what really comes out and not by what the zip claims, and the used corner of each sheet is measured.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_FILE = 128 << 20
"""Bytes of a file."""
MAX_UNPACKED = 1 << 30
"""Bytes of all parts of an xlsx together; 85,000 rows of 40 columns take about 250 MB."""
MAX_CELLS = 8_000_000
"""Cells of a sheet from its first to its last used corner; 85,000 rows of 40 columns are 3.4 million."""

_PIECE = 1 << 20
_LOCAL_HEADER = 30
# A cell that holds something is not closed at once; styled but empty ones are, and cost the reader nothing.
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{1,3})([0-9]{1,7})\"[^>]*?(?<!/)>")
# A cell may leave its place out: then its row counts.
_NAMELESS = re.compile(rb"<(?:\w+:)?c(?:\s+(?!r=)[\w:]+=\"[^\"]*\")*\s*>")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"([0-9]{1,7})\"")
_TAIL = 256


class TooMuch(Exception):
    """The file would take more memory than a roster may."""


def look(data: bytes) -> bool:
    """Whether `data` is an xlsx that can be opened. Raises TooMuch, zipfile.BadZipFile, zlib.error."""
    unpacked = 0
    found = False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            found |= part.filename.casefold().endswith("xl/workbook.xml")
            sheet = part.filename.casefold().startswith("xl/worksheets/") and part.filename.endswith(".xml")
            tail = b""
            across = down = last = 0
            for piece in _pieces(data, part):
                unpacked += len(piece)
                if unpacked > MAX_UNPACKED:
                    raise TooMuch
                if sheet:
                    window = tail + piece
                    for cell in _CELL.finditer(window):
                        across, down = max(across, _column(cell[1])), max(down, int(cell[2]))
                    last = max([last, *(int(r[1]) for r in _ROW.finditer(window))])
                    if _NAMELESS.search(window):
                        down = max(down, last)
                    tail = window[-_TAIL:]
                    if across * down > MAX_CELLS:
                        raise TooMuch
    return found


def _pieces(data: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a part really unpacks to; `zipfile` would stop where the directory says it ends."""
    header = data[part.header_offset : part.header_offset + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile(part.filename)
    name, extra = struct.unpack("<HH", header[26:30])
    start = part.header_offset + _LOCAL_HEADER + name + extra
    packed = data[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(part.filename)
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    while packed and not engine.eof:
        yield engine.decompress(packed, _PIECE)
        packed = engine.unconsumed_tail
    yield engine.flush()


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number

"""Reads a workbook of any kind into sheets. What it is, is told by its content; the file's name is never trusted."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from casefiles.domain.problems import Problem, Refusal
from casefiles.edges.workbook import limits
from casefiles.edges.workbook.hypertext import tables
from casefiles.edges.workbook.sheet import Sheet, empty

_OURS = (".tgx", ".card", ".invitation")
"""how files of the exchange are called: never a table, also where what is in them could be read as one"""
_ZIP = b"PK\x03\x04"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SEALED = tuple(name.encode("utf-16-le") for name in ("EncryptedPackage", "EncryptionInfo"))
# The record that says an .xls is encrypted stands behind the first one, or behind "write-protected".
_FILEPASS = re.compile(rb"\x09\x08\x10\x00\x00\x06.{14}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
_HTML = re.compile(rb"<(?:html|table|!doctype\s+html)[\s>]", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BINARY = re.compile("[\\x00-\\x08\\x0e-\\x19\\x1b-\\x1f\\x7f]")
_SNIFFED = 4096
_DELIMITERS = ",\t;"
_WIDEST = 2000


def read(source: Path | bytes, name: str = "") -> list[Sheet]:
    """The sheets of a workbook that hold anything, in its order.

    Reads .xlsx, .xls (also when called .et or otherwise misnamed), CSV in UTF-8, UTF-16 or GB 18030, and HTML that
    a web system saved as .xls. Formulas come as the value last calculated. `name` is what a Refusal calls the file.
    Refusals: CANNOT_READ, NOT_A_WORKBOOK (also when it would unpack to more than `limits` allow),
    WORKBOOK_PASSWORD, WORKBOOK_EMPTY.
    """
    if isinstance(source, Path):
        name = name or source.name
        data = _load(source)
    else:
        data = source
    if name.lower().endswith(_OURS):
        raise Refusal(Problem("NOT_A_WORKBOOK", value=name))
    if not data.strip(b"\x00\r\n\t "):
        raise Refusal(Problem("WORKBOOK_EMPTY", value=name))
    if data.startswith(_ZIP):
        sheets = _spreadsheet(data, name, zipped=True)
    elif data.startswith(_OLE2):
        if any(stream in data for stream in _SEALED) or _FILEPASS.search(data):
            raise Refusal(Problem("WORKBOOK_PASSWORD", value=name))
        sheets = _spreadsheet(data, name, zipped=False)
    else:
        sheets = _texts(data, name)
    sheets = [s for s in sheets if any(not empty(cell) for row in s.rows for cell in row)]
    if not sheets:
        raise Refusal(Problem("WORKBOOK_EMPTY", value=name))
    return sheets


def _load(path: Path) -> bytes:
    try:
        if path.stat().st_size > limits.MAX_FILE:
            raise Refusal(Problem("NOT_A_WORKBOOK", value=path.name))
        return path.read_bytes()
    except OSError as error:
        raise Refusal(Problem("CANNOT_READ", value=path.name)) from error


def _spreadsheet(data: bytes, name: str, *, zipped: bool) -> list[Sheet]:
    foreign = Refusal(Problem("NOT_A_WORKBOOK", value=name))
    try:
        if zipped and not limits.look(data):
            raise foreign
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [_sheet(book, s.name) for s in book.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet]
    except PasswordError as error:
        raise Refusal(Problem("WORKBOOK_PASSWORD", value=name)) from error
    except (CalamineError, limits.TooMuch, zipfile.BadZipFile, zlib.error, ValueError, OSError) as error:
        raise foreign from error
    except (NotImplementedError, OverflowError, EOFError, RuntimeError) as error:  # zipfile on odd archives
        raise foreign from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader met a damaged file it was not written for
            raise foreign from error
        raise


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    found = book.get_sheet_by_name(name)
    rows = found.to_python(skip_empty_area=False) if found.start else []
    merges = tuple((r0, c0, r1, c1) for (r0, c0), (r1, c1) in found.merged_cell_ranges or ())
    return Sheet(name, rows, merges)


def _texts(data: bytes, name: str) -> list[Sheet]:
    """CSV or HTML."""
    foreign = Refusal(Problem("NOT_A_WORKBOOK", value=name))
    html = _HTML.search(data[:_SNIFFED].replace(b"\x00", b""))
    text = _decode(data, _CHARSET.search(data[:_SNIFFED]) if html else None)
    if text is None:
        raise foreign
    if html:
        found = tables(text, _WIDEST)
        if not found:
            raise foreign
        return found
    if _BINARY.search(text) or text.startswith("%PDF"):
        raise foreign
    try:
        rows = list(csv.reader(io.StringIO(text.rstrip("\x1a"), newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise foreign from error
    if sum(map(len, rows)) > limits.MAX_CELLS:
        raise foreign
    return [Sheet("CSV", rows)]


def _decode(data: bytes, charset: re.Match[bytes] | None) -> str | None:
    """The text, in the first encoding that fits: byte order mark, UTF-8, what the page says, GB 18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    else:
        said = charset[1].decode("ascii", "replace").lower() if charset else ""
        tries = ["utf-8-sig", *([said] if said in {"big5", "utf-16", "utf-16le"} else []), "gb18030"]
    for encoding in tries:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    """The delimiter that stands most often in the first lines."""
    head = "\n".join(text.splitlines()[:20])[:_SNIFFED]
    return max(_DELIMITERS, key=head.count)

"""Writes workbooks: a template to fill in, the same workbook back with its wrong cells marked, and lists.

What a person wrote is always written as text, never as a formula: a cell that begins with '=' must not run on the
computer of whoever opens the report.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from casefiles.edges.workbook.sheet import Cell, Sheet

_LONGEST = 32_767
"""Characters a cell can hold."""
_LONGEST_COMMENT = 2000
_NAME_MARKS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_EXACT = 1e15
_TEMPLATE_ROWS = 5000
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a template. `choices` become a drop-down list; `note` is the comment on the header."""

    header: str
    width: float = 14
    required: bool = False
    choices: tuple[str, ...] = ()
    note: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said about a cell of a report. `wrong` colours it red, otherwise yellow."""

    text: str
    wrong: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of a report: marks by (row, column) from 0, texts of the added columns by row."""

    sheet: Sheet
    marks: Mapping[tuple[int, int], Mark] = field(default_factory=dict)
    added: tuple[str, ...] = ()
    header: int = 0
    lines: Mapping[int, Sequence[str]] = field(default_factory=dict)


def write_template(
    name: str,
    columns: Sequence[Column],
    guide_name: str,
    guide: Iterable[Sequence[str]],
    choices_name: str,
    complaint: tuple[str, str],
) -> bytes:
    """A workbook to fill in: the sheet `name` with headers, drop-down lists and text columns, a sheet of
    instructions (`guide` rows, the first bold) and one of all choices. `complaint` is the title and text shown
    when a choice is not in its list."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _OPTIONS)
    text = book.add_format({"num_format": "@", "valign": "top"})
    plain_head, must_head = (
        book.add_format(
            {"bold": True, "bg_color": colour, "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        for colour in ("#E8EEF4", "#FBE3C4")
    )
    sheet, notes, lists = (
        book.add_worksheet(_sheet_name(n, set())) for n in (name, guide_name, choices_name)
    )
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 32)
    offered = 0
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, text)
        sheet.write_string(0, at, column.header, must_head if column.required else plain_head)
        if column.note:
            sheet.write_comment(0, at, column.note[:_LONGEST_COMMENT], {"x_scale": 2, "y_scale": 1.5})
        if column.choices:
            lists.write_string(0, offered, column.header, plain_head)
            lists.set_column(offered, offered, 24)
            for down, choice in enumerate(column.choices, 1):
                lists.write_string(down, offered, choice)
            place = xl_col_to_name(offered, col_abs=True)
            source = f"='{lists.get_name()}'!{place}$2:{place}${len(column.choices) + 1}"
            # A warning, not a stop: the program also reads codes, both languages and common other words.
            rule = {
                "validate": "list",
                "source": source,
                "error_type": "warning",
                "error_title": complaint[0],
                "error_message": complaint[1],
            }
            sheet.data_validation(1, at, _TEMPLATE_ROWS, at, rule)
            offered += 1
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for at, width in enumerate((30, 8, 60, 26)):
        notes.set_column(at, at, width, wrapped)
    for down, row in enumerate(guide):
        for at, said in enumerate(row):
            notes.write_string(down, at, said, plain_head if down == 0 else wrapped)
    notes.freeze_panes(1, 0)
    book.close()
    return made.getvalue()


def write_report(pages: Iterable[Page], author: str) -> bytes:
    """The sheets as they were read, the marked cells in colour with a comment each, and the added columns behind."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _OPTIONS)
    forms = _Forms(book)
    used: set[str] = set()
    for page in pages:
        sheet = book.add_worksheet(_sheet_name(page.sheet.name, used))
        sheet.set_comments_author(author)
        end = page.sheet.width
        sheet.set_column(0, max(0, end - 1), 14)
        for down, row in enumerate(page.sheet.rows):
            for at, cell in enumerate(row):
                mark = page.marks.get((down, at))
                forms.put(sheet, down, at, cell, "" if mark is None else "wrong" if mark.wrong else "odd")
        for (down, at), mark in page.marks.items():
            if at >= len(page.sheet.rows[down]):
                forms.put(sheet, down, at, None, "wrong" if mark.wrong else "odd")
            sheet.write_comment(down, at, _text(mark.text)[:_LONGEST_COMMENT], {"x_scale": 2})
        if page.added:
            sheet.set_column(end, end + len(page.added) - 1, 40)
            for at, header in enumerate(page.added, end):
                sheet.write_string(page.header, at, header, forms.look("head", ""))
            for down, texts in page.lines.items():
                for at, said in enumerate(texts, end):
                    sheet.write_string(down, at, _text(said), forms.look("wrap", ""))
            sheet.freeze_panes(page.header + 1, 0)
    book.close()
    return made.getvalue()


def write_list(name: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "") -> bytes:
    """A list for people: an optional title line, a header row that filters, text as text and dates as dates."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, _OPTIONS)
    forms = _Forms(book)
    sheet = book.add_worksheet(_sheet_name(name, set()))
    top = 0
    if title:
        sheet.write_string(0, 0, _text(title), forms.look("title", ""))
        top = 1
    widths = [min(40, 2 + _wide(h)) for h in headers]
    for at, header in enumerate(headers):
        sheet.write_string(top, at, header, forms.look("head", ""))
    down = top
    for down, row in enumerate(rows, top + 1):
        for at, cell in enumerate(row):
            forms.put(sheet, down, at, cell, "")
            if down < top + 200 and at < len(widths) and isinstance(cell, str):
                widths[at] = max(widths[at], min(40, 2 + _wide(cell)))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    if headers:
        sheet.autofilter(top, 0, max(down, top), len(headers) - 1)
    sheet.freeze_panes(top + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    book.close()
    return made.getvalue()


class _Forms:
    """The formats of a book, each made once."""

    _MARKS: Mapping[str, Mapping[str, object]] = {
        "": {},
        "wrong": {"bg_color": "#F8C9C4"},
        "odd": {"bg_color": "#FFF1B8"},
    }
    _KINDS: Mapping[str, Mapping[str, object]] = {
        "text": {"num_format": "@"},
        "plain": {},
        "date": {"num_format": "yyyy-mm-dd"},
        "moment": {"num_format": "yyyy-mm-dd hh:mm"},
        "time": {"num_format": "[h]:mm:ss"},
        "head": {"bold": True, "bg_color": "#E8EEF4", "border": 1},
        "title": {"bold": True, "font_size": 14},
        "wrap": {"num_format": "@", "text_wrap": True},
    }

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Any] = {}

    def look(self, kind: str, mark: str) -> Any:
        found = self._made.get((kind, mark))
        if found is None:
            found = self._made[kind, mark] = self._book.add_format({**self._KINDS[kind], **self._MARKS[mark]})
        return found

    def put(self, sheet: Any, down: int, at: int, cell: Cell, mark: str) -> None:
        """Write a cell as what it is; text is never taken for a formula, a link or a number."""
        if cell is None or cell == "":
            if mark:
                sheet.write_blank(down, at, None, self.look("text", mark))
        elif isinstance(cell, bool):
            sheet.write_boolean(down, at, cell, self.look("plain", mark))
        elif isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) < _EXACT * 1000:
            sheet.write_number(down, at, cell, self.look("plain", mark))
        elif isinstance(cell, dt.datetime) and cell.year >= 1900:
            sheet.write_datetime(down, at, cell.replace(tzinfo=None), self.look("moment", mark))
        elif isinstance(cell, dt.date) and not isinstance(cell, dt.datetime) and cell.year >= 1900:
            sheet.write_datetime(down, at, cell, self.look("date", mark))
        elif isinstance(cell, dt.time) or (isinstance(cell, dt.timedelta) and cell >= dt.timedelta()):
            sheet.write_datetime(down, at, cell, self.look("time", mark))
        else:
            sheet.write_string(down, at, _text(str(cell)), self.look("text", mark))


def _text(text: str) -> str:
    """Text a workbook can hold: no half of a character pair, not too long."""
    return text.encode("utf-8", "replace").decode("utf-8")[:_LONGEST]


def _wide(text: str) -> int:
    """Columns a text takes: a Chinese character counts two."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text.split("\n")[0][:60])


def _sheet_name(name: str, used: set[str]) -> str:
    """A name a sheet may have: 31 characters, none of []:*?/\\, no quote at its ends, none twice."""
    clean = _NAME_MARKS.sub(" ", _text(name)).strip("' ")[:28] or "Sheet"
    clean = f"{clean}_" if clean.casefold() == "history" else clean
    found, n = clean, 1
    while found.casefold() in used:
        n += 1
        found = f"{clean}_{n}"
    used.add(found.casefold())
    return found

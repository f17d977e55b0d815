"""From a cell to the text that the form would have got: numbers, dates and the words people write for nothing."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING

from casefiles.domain.fieldtypes import (
    Area,
    Choice,
    Day,
    IdNumber,
    Kind,
    Notes,
    Phone,
    Text,
    YesNo,
    fail,
    narrow,
)
from casefiles.domain.problems import Refusal

if TYPE_CHECKING:
    from casefiles.edges.workbook import Cell

EXACT = 1e15
"""A spreadsheet keeps 15 digits of a number; what was longer has lost its tail."""
_FIRST_DAY = dt.date(1899, 12, 30)
_SERIALS = (7_306, 73_051)
"""1920 to 2100 as days since 1899-12-30: what a date cell holds when its format was taken off."""
_CLOCK = re.compile(r"(?<=\d)[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
"""The time that other programs write behind a date."""
_NOTHING = {"无", "暂无", "没有", "不详", "未知", "-", "--", "—", "——", "/", "\\", "n/a", "#n/a"}
_LONGEST_NOTHING = 5
_NO_NUMBER = _NOTHING | {"0", "00", "0.0"}


def text_of(cell: Cell, kind: Kind) -> str:
    """What the form would have got; '' for an empty cell. Nothing is repaired by guessing.

    Refusals: ID_DAMAGED_BY_EXCEL for a number of 16 digits or more, NOT_A_DATE for 2014.1, which may be January or
    October.
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return ("是" if cell else "否") if isinstance(kind, YesNo) else str(cell).upper()
    if isinstance(cell, int | float):
        return _number(cell, kind)
    if isinstance(cell, dt.datetime):
        return (
            cell.date().isoformat()
            if isinstance(kind, Day) or cell.time() == dt.time()
            else f"{cell:%Y-%m-%d %H:%M}"
        )
    if not isinstance(cell, str):
        return str(cell)
    text = cell.strip()
    if _means_nothing(text, kind):
        return ""
    return _CLOCK.sub("", text) if isinstance(kind, Day) else text


def _number(number: float, kind: Kind) -> str:
    if not math.isfinite(number):
        return str(number)
    if isinstance(kind, IdNumber | Phone) and number == 0:
        return ""
    whole = number == int(number)
    if abs(number) >= EXACT:
        if isinstance(kind, IdNumber | Text | Notes):
            raise fail("ID_DAMAGED_BY_EXCEL", f"{number:.15g}")
        return f"{number:.15g}"
    if isinstance(kind, Day):
        return _day(number, kind)
    return str(int(number)) if whole else repr(float(number))


def _day(number: float, kind: Day) -> str:
    low, high = _SERIALS
    if low <= number < high:
        return (_FIRST_DAY + dt.timedelta(days=int(number))).isoformat()
    if number == int(number):
        return str(int(number))
    shown = repr(float(number))
    if shown.endswith(".1"):
        raise fail("NOT_A_DATE", shown)
    return shown


def _means_nothing(text: str, kind: Kind) -> bool:
    """Whether a word stands for an empty cell. In a list of choices 无 may be a choice; then it is one."""
    if len(text) > _LONGEST_NOTHING:
        return False
    word = narrow(text).casefold()
    if isinstance(kind, IdNumber | Phone):
        return word in _NO_NUMBER
    if word not in _NOTHING:
        return False
    if isinstance(kind, Choice):
        try:
            kind.parse(text, dt.date.max)
        except Refusal:
            return True
        return False
    return isinstance(kind, Day | Area)

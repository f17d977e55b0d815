"""A row whose cells stand one column beside their captions: a cell was left out, or one too many was put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.fieldtypes import Choice, Day, IdNumber, Phone
from casefiles.domain.problems import Problem, Refusal
from casefiles.roster.cells import text_of

if TYPE_CHECKING:
    import datetime as dt

    from casefiles.domain.fieldtypes import Kind
    from casefiles.edges.workbook import Sheet
    from casefiles.roster.heading import Heading

TELLING = (IdNumber, Phone, Day, Choice)
"""kinds that do not take what belongs into another column"""
ENOUGH = 2


def shifted(sheet: Sheet, heading: Heading, row: int, today: dt.date) -> tuple[str, Problem] | None:
    """The first column that has a cell, and ROSTER_SHIFTED, when more cells fit the captions beside them, all on the
    same side, than their own; None else. At least two of them have to fit there."""
    telling = {at: slot for at, slot in heading.columns.items() if isinstance(slot.field.kind, TELLING)}

    def fit(by: int) -> list[int]:
        return [at for at, s in telling.items() if at >= by and _fits(sheet, row, at - by, s.field.kind, today)]

    own = len(fit(0))
    for by in (1, -1):
        found = fit(by)
        if len(found) >= ENOUGH and len(found) > own:
            at = min(found)
            first = next((n for n in sorted(heading.columns) if sheet.at(row, n) not in (None, "")), at)
            args = {"cell": str(sheet.at(row, at - by)), "column": heading.captions[at]}
            value = str(sheet.at(row, first))
            return heading.columns[first].key, Problem("ROSTER_SHIFTED", value=value, args=args)
    return None


def _fits(sheet: Sheet, row: int, at: int, kind: Kind, today: dt.date) -> bool:
    try:
        text = text_of(sheet.at(row, at), kind)
        return bool(text) and kind.parse(text, today) is not None
    except Refusal:
        return False

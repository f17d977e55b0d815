"""Workbooks for the tests, written by openpyxl as offices write them, not by the module under test."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl

from casefiles import roster

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.edges.workbook import Cell, Sheet
    from casefiles.office import Office
    from casefiles.ports import Record

BOY = "999901201403070016"
GIRL = "999901201403070008"
THIRD = "999901201403070032"


def book(
    *rows: Sequence[Cell],
    name: str = "儿童",
    merges: Sequence[str] = (),
    more: Mapping[str, Sequence[Sequence[Cell]]] | None = None,
) -> bytes:
    """An xlsx with these rows, and further sheets by name."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)
    for title, lines in (more or {}).items():
        further = made.create_sheet(title)
        for line in lines:
            further.append(list(line))
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def sheets(*rows: Sequence[Cell], merges: Sequence[str] = ()) -> list[Sheet]:
    """The same, read back."""
    return roster.read(book(*rows, merges=merges))


def codes(plan: roster.Plan) -> list[tuple[int, str, str]]:
    """(row, column, code) of what is wrong."""
    return [(r.row, r.column, r.code) for r in plan.wrong]


def counts(plan: roster.Plan) -> tuple[int, int, int, int, int]:
    """rows, new, changed, same, wrong; and that they add up."""
    assert plan.new + plan.changed + plan.same + plan.wrong_rows == plan.rows
    assert len({(r.sheet, r.row) for r in plan.wrong}) == plan.wrong_rows
    return plan.rows, plan.new, plan.changed, plan.same, plan.wrong_rows


def take(office: Office, *rows: Sequence[Cell], entity: str = "child") -> roster.Plan:
    """Plan these rows and apply them; the plan."""
    plan = roster.plan(office, sheets(*rows), entity)
    roster.apply(office, plan)
    return plan


def only(office: Office, entity: str = "child") -> Record:
    """The only record of a register."""
    found = office.queries.select(entity)
    assert len(found) == 1
    return found[0]

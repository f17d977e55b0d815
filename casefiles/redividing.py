"""Divisions that were joined or got another code: the files of the old one are moved to the new one, by whoever wrote
the table and lies above both; also those that an office of the old division writes or brings afterwards.

A line counts as far as offices above both divisions wrote it: what a township types into one changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import conditions
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.entities import PLACED
from casefiles.domain.problems import Problem, refuse
from casefiles.domain.redivision import TOWNSHIP_DIGITS, Line, may_write, now_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office


def from_table(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """The moves that a line brings with it, and how many. Refusals: REDIVIDE_ABOVE, REDIVIDE_TOWNS, REDIVIDE_CIRCLE."""
    whole = {**(before or {}), **fields}
    old, new, on = (str(whole.get(name) or "") for name in ("old", "new", "on"))
    if not may_write(office.home.code, old, new):
        refuse([Problem("REDIVIDE_ABOVE", "redivision", row, "old", old)])
    if fields.get(DELETED):
        return [], ()
    if min(len(old), len(new)) < TOWNSHIP_DIGITS:
        refuse([Problem("REDIVIDE_TOWNS", "redivision", row, "old", old)])
    others = {str(r.values["old"]): str(r.values["new"]) for r in office.queries.select("redivision") if r.id != row}
    if old.startswith(new) or now_of(new, others).startswith(old):
        refuse([Problem("REDIVIDE_CIRCLE", "redivision", row, "new", new)])
    if on > office.clock.today().isoformat():
        return [], ()
    edits = list(_moves(office, {**others, old: new}, [old]))
    return edits, ((Problem("REDIVIDED", "redivision", args={"n": len(edits)}),) if edits else ())


def apply(office: Office) -> int:
    """Move what lies in a division that is no more, where this office is above both; how many files."""
    table = {line.old: line.new for line in lines(office)}
    ours = [old for old, new in table.items() if may_write(office.home.code, old, new)]
    edits = list(_moves(office, table, ours))
    righted = list(_righted(office))
    if edits or righted:
        office.ledger.write([*righted, *edits], office.me.login)
    return len(edits)


def lines(office: Office) -> list[Line]:
    """The table as it holds today."""
    today = office.clock.today().isoformat()
    return [line for line, gone in _said(office).values() if line.old and line.on <= today and not gone]


def _said(office: Office) -> dict[str, tuple[Line, bool]]:
    """Every line as those who may write it wrote it, and whether they deleted it, by the record's id."""
    records = office.queries.every("redivision")
    if not records:
        return {}
    from casefiles.exchange import claiming  # services ask this when they save

    maker, found = claiming.makers(office), {}
    for record in records:
        said: dict[str, str] = {}
        for entry in office.ledger.history(record):
            whole = {**said, **{name: str(value or "") for name, value in entry.fields.items()}}
            if may_write(maker(entry), whole.get("old", ""), whole.get("new", "")):
                said = whole
        found[record] = Line(*(said.get(name, "") for name in Line._fields)), bool(said.get(DELETED))
    return found


def _righted(office: Office) -> Iterator[Edit]:
    """What somebody who may not write a line made of it, made good."""
    said = {row: it for row, it in _said(office).items() if may_write(office.home.code, it[0].old, it[0].new)}
    for row, record in office.queries.many(list(said)).items():
        line, gone = said[row]
        fields: dict[str, Stored] = {
            name: value for name, value in line._asdict().items() if record.values.get(name) != value
        }
        if record.deleted != gone:
            fields[DELETED] = 1 if gone else None
        if fields:
            yield Edit("redivision", row, fields, record.heads)


def joined(office: Office) -> dict[str, Line]:
    """The divisions that are no more -> where they are now, and since when."""
    found = lines(office)
    table = {line.old: line.new for line in found}
    ends = [line._replace(new=now_of(line.old, table)) for line in found]
    return {line.old: line for line in ends if line.new != line.old}


def _moves(office: Office, table: Mapping[str, str], olds: list[str]) -> Iterator[Edit]:
    if not olds:
        return
    fits = [conditions.Condition("area", conditions.IS, tuple(olds))]
    for entity in PLACED:
        for record in office.queries.select(entity, fits=fits, hidden=True):
            area = str(record.values["area"])
            now = now_of(area, table)
            if now != area:
                yield Edit(entity, record.id, {"area": now}, record.heads)

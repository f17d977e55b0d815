"""Mandatory reporting: a visit with a danger sign opens a report in the transaction that saves the visit.

The report's id is made of the visit's: two computers that mark the same visit without knowing of each other open one
report, whose changes are merged, and whether there is one is a look at a primary key. Nothing here asks the database
anything for a visit without a danger sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.codes.lists import DANGER_SIGN
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.report import REPORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office

_FOLLOWED = ("child", "on")
"""what an unmade report takes over when the visit is corrected"""


def id_for(visit: str) -> str:
    """The id of the report that a visit opens."""
    return f"{REPORT.prefix}-{visit.partition('-')[2]}"


def from_visit(
    office: Office, visit: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """What saving these fields of a visit means for its report, and the sentence that tells of it.

    A report takes signs on and never gives one up: a sign struck out later was still to be reported. A closed one is
    open again with a new sign, or nobody would be reminded of it.
    """
    whole = {**(before or {}), **fields}
    signs = str(whole.get("danger") or "")
    if not signs or not any(name in fields for name in ("danger", *_FOLLOWED)):
        return [], ()
    row = id_for(visit)
    stands = office.queries.get(row) if before is not None else None  # a new visit has no report yet
    if stands is None:
        first: dict[str, Stored] = {"visit": visit, "signs": signs}
        first |= {name: whole[name] for name in _FOLLOWED if whole.get(name)}
        return [Edit("report", row, first, ())], (Problem("REPORT_OPENED", "report", row),)
    held = str(stands.values.get("signs") or "")
    meant: dict[str, Stored] = {"signs": _joined(held, signs)}
    if meant["signs"] != held and stands.values.get("closed_on"):
        meant |= {"outcome": "open", "closed_on": None}
    if stands.values.get("reported_on") is None:
        meant |= {name: fields[name] for name in _FOLLOWED if fields.get(name)}
    patch = {name: value for name, value in meant.items() if stands.values.get(name) != value}
    if stands.deleted:
        patch[DELETED] = None
    if not patch:
        return [], ()
    told = (Problem("REPORT_EXTENDED", "report", row),) if "signs" in patch or stands.deleted else ()
    return [Edit("report", row, patch, stands.heads)], told


def _joined(held: str, more: str) -> str:
    both = {*held.split(","), *more.split(",")} - {""}
    order = [item.code for item in DANGER_SIGN.items]
    return ",".join(sorted(both, key=lambda code: order.index(code) if code in order else len(order)))


def lasts(edits: Iterable[Edit]) -> None:
    """Refuse to delete a report: it is the proof that the duty was met, or was not."""
    for edit in edits:
        if edit.entity == "report" and edit.fields.get(DELETED):
            raise Refusal(Problem("REPORT_STANDS", "report", edit.row))

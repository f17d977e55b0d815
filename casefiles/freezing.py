"""A closed survey round is frozen: nothing typed here changes it or its doors. Packages may; then it is a task.

A door can arrive before its round does. Whether that round is closed is not known then, so nothing is typed into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import rounds
from casefiles.domain.changes import Edit
from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record


def of_line(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """Refuse a door of a closed round, the one it is in and the one it would be moved to. Refusals: ROUND_CLOSED,
    ROUND_NOT_HERE.

    An outcome that changes takes along the change that was marked for the one before and cannot be true any more.
    """
    _door(office, fields, before, ())
    mark = str((before or {}).get("change") or "")
    said_anew = "outcome" in fields and "change" not in fields
    if said_anew and mark and rounds.contradicts(str(fields["outcome"] or ""), mark):
        return [Edit("survey_line", row, {"change": None})], ()
    return [], ()


def of_round(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """Refuse a closed round. Refusal: ROUND_CLOSED."""
    if (before or {}).get("closed_on"):
        still_open(office.queries.get(row), row)
    return [], ()


def lasts(office: Office, edits: Iterable[Edit]) -> None:
    """Refuse what was not typed into a form: a deletion, an undo. Refusals: ROUND_CLOSED, ROUND_NOT_HERE."""
    written = list(edits)
    fresh = [e.row for e in written if e.entity == "survey_round" and office.queries.get(e.row) is None]
    held = office.queries.many([e.row for e in written if e.entity == "survey_line"])
    for edit in written:
        if edit.entity == "survey_line":
            stands = held.get(edit.row)
            _door(office, edit.fields, stands.values if stands else None, fresh)
        elif edit.entity == "survey_round" and edit.row not in fresh:
            still_open(office.queries.get(edit.row), edit.row)


def still_open(round_: Record | None, row: str = "") -> Record:
    """The round, if it is here and open; `row` is the id by which it was asked for. Refusals: ROUND_CLOSED,
    ROUND_NOT_HERE."""
    if round_ is None:
        raise Refusal(Problem("ROUND_NOT_HERE", "survey_round", row, value=row))
    if round_.values.get("closed_on"):
        values = round_.values
        name, args = str(values.get("name") or ""), {"day": values["closed_on"]}
        raise Refusal(Problem("ROUND_CLOSED", "survey_round", round_.id, value=name, args=args))
    return round_


def as_it_stands(office: Office, row: str) -> Record:
    """The round as it is now, not as a page read it before; here and open. Refusals: NO_ROUND, ROUND_CLOSED,
    ROUND_NOT_HERE."""
    stands = still_open(office.queries.get(row), row)
    if stands.deleted:
        raise Refusal(Problem("NO_ROUND", "survey_round", value=str(stands.values.get("name") or row)))
    return stands


def _door(
    office: Office, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None, fresh: Sequence[str]
) -> None:
    """`fresh` are the rounds that the same transaction makes."""
    for round_ in dict.fromkeys((fields.get("round"), (before or {}).get("round"))):
        if round_ and round_ not in fresh:
            still_open(office.queries.get(str(round_)), str(round_))

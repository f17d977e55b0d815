"""A closed survey round is frozen: nothing typed here changes it or its doors. Packages may; then it is a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.changes import Edit
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record


def of_line(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """Refuse a door of a closed round, the one it is in and the one it would be moved to. Refusal: ROUND_CLOSED."""
    for round_ in dict.fromkeys((fields.get("round"), (before or {}).get("round"))):
        if round_:
            still_open(office.queries.get(str(round_)))
    return [], ()


def of_round(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """Refuse a closed round. Refusal: ROUND_CLOSED."""
    if (before or {}).get("closed_on"):
        still_open(office.queries.get(row))
    return [], ()


def lasts(office: Office, edits: Iterable[Edit]) -> None:
    """Refuse what was not typed into a form: a deletion, an undo. Refusal: ROUND_CLOSED."""
    for edit in edits:
        if edit.entity == "survey_line":
            stands = office.queries.get(edit.row)
            of_line(office, edit.row, edit.fields, stands.values if stands else None)
        elif edit.entity == "survey_round":
            still_open(office.queries.get(edit.row))


def still_open(round_: Record | None) -> None:
    """Refuse if the round is closed."""
    if round_ is not None and round_.values.get("closed_on"):
        values = round_.values
        name, args = str(values.get("name") or ""), {"day": values["closed_on"]}
        raise Refusal(Problem("ROUND_CLOSED", "survey_round", round_.id, value=name, args=args))

"""The risk in a child's file is that of the newest review; saving, correcting or deleting one keeps it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.changes import DELETED, Edit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Problem
    from casefiles.office import Office


def from_review(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """The edit of the child that these fields of a review bring with them; none when its risk stays, or when no
    review is left to say otherwise."""
    whole = {**(before or {}), **fields}
    file = office.file(str(whole.get("child") or ""))
    if file is None:
        return [], ()
    reviews: dict[str, Mapping[str, Stored]] = {
        r.id: r.values for r in office.queries.select("risk_review", {"child": file.id})
    }
    if fields.get(DELETED):
        reviews.pop(row, None)
    else:
        reviews[row] = whole
    if not reviews:
        return [], ()
    newest = max(reviews, key=lambda one: (str(reviews[one].get("on") or ""), one))
    level = reviews[newest].get("level")
    return ([Edit("child", file.id, {"risk": level}, file.heads)] if level != file.values.get("risk") else []), ()

"""The clerk asks how a match goes: a support contact, which is no visit and does not count as one.

Source: the Elements of Effective Practice for Mentoring: twice in the first month, then once a month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.changes import DELETED, Edit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Problem
    from casefiles.office import Office


def from_contact(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """Child and mentor of the match, where a support contact lacks them."""
    whole = {**(before or {}), **fields}
    match = office.queries.get(str(whole.get("match") or ""))
    if match is None or match.deleted or fields.get(DELETED):
        return [], ()
    lacks = {n: match.values.get(n) for n in ("child", "mentor") if not whole.get(n) and match.values.get(n)}
    return ([Edit("support_contact", row, lacks)] if lacks else []), ()

"""Who may order that a file be erased, and which file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.entities import absent
from casefiles.domain.problems import Problem, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.changes import Edit
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office


def may(office: Office) -> bool:
    """Whether this office orders that files be erased; a township asks its county."""
    return office.home.level != "township"


def ordered(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """Whoever writes an order is asked this. Refusals: NOT_FOUND, ERASE_ABOVE, ERASE_OPEN, ERASE_DONE (an order that
    stands is not changed)."""
    del row
    if before is not None:
        refuse([Problem("ERASE_DONE", "erasure")])
    if not may(office):
        refuse([Problem("ERASE_ABOVE", "erasure", field="record")])
    target = str(fields.get("record") or "")
    file = office.queries.get(target)
    if file is None or file.entity != "child" or file.deleted:
        refuse([absent("child", target, "erasure", "record")])
    elif not file.values.get("closed_on"):
        refuse([Problem("ERASE_OPEN", "erasure", field="record")])
    return [], ()

"""Who may order that a file be erased, and which file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.areas import root
from casefiles.domain.entities import absent
from casefiles.domain.problems import Problem, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.changes import Edit
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

COUNTY_DIGITS = 6
"""digits of a county's code (GB/T 2260): by its code, and not by what it calls itself, an office is one, or above"""


def may(office: Office) -> bool:
    """Whether this office orders that files be erased: a county does, for it answers for them, and whoever is above
    one, for a file that moved from county to county."""
    return orders(office.home.code)


def orders(code: str) -> bool:
    """Whether the office of this code may order it."""
    return 0 < len(root(code)) <= COUNTY_DIGITS


def inside(maker: str, file: Record, home: str) -> bool:
    """Whether a file lies in the division of the office that gave an order; one without a division lies at home."""
    return str(file.values.get("area") or home).startswith(root(maker))


def ordered(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """Whoever writes an order is asked this. Refusals: NOT_FOUND, ERASE_ABOVE, ERASE_ELSEWHERE, ERASE_OPEN, ERASE_DONE
    (an order that stands is not changed)."""
    del row
    if before is not None:
        refuse([Problem("ERASE_DONE", "erasure")])
    if not may(office):
        refuse([Problem("ERASE_ABOVE", "erasure", field="record")])
    target = str(fields.get("record") or "")
    file = office.queries.get(target)
    if file is None or file.entity != "child" or file.deleted:
        from casefiles.exchange import erasures  # not before something is missing: it is dear to load

        gone = erasures.asked(office, target) if file is None else None
        refuse([gone or absent("child", target, "erasure", "record")])
    elif not inside(office.home.code, file, office.home.code):
        refuse([Problem("ERASE_ELSEWHERE", "erasure", field="record")])
    elif not file.values.get("closed_on"):
        refuse([Problem("ERASE_OPEN", "erasure", field="record")])
    return [], ()

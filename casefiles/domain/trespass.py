"""Which changes of a record its writer's office had no say in: a certificate names the office, and so the division.

A child, household or mentor lives in a division. An office may write what it made itself, what lives or once lived in
its own division or in one above or below it, and nothing else. What the writer had seen decides, not what is known by
now, so that every office comes to the same from the same changes, in whatever order they arrive. What cannot be judged
(an office that is not known, parents that have not arrived, a file without a division) stands.

The limit: whoever claims to have made the record (a change without parents) is not outside of anything; his values
stand beside the others as a conflict that people decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.areas import root

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.changes import Change

BOUND = ("child", "household", "mentor")
"""entities whose records live in a division"""


def related(office: str, area: str) -> bool:
    """Whether a division is the office's own, or lies above or below it."""
    ours, theirs = root(office), root(area)
    return not ours or not theirs or ours.startswith(theirs) or theirs.startswith(ours)


def trespasses(changes: Sequence[Change], offices: Mapping[str, str]) -> list[Change]:
    """Those of a record's changes, parents first, that their offices had no say in; `offices` is device -> code."""
    here = {change.id for change in changes}
    areas: dict[bytes, frozenset[str]] = {}
    makers: dict[bytes, frozenset[str]] = {}
    found = []
    for change in changes:
        parents = [bytes.fromhex(one) for one in change.body.p]
        known = [one for one in parents if one in areas]
        seen = frozenset[str]().union(*(areas[one] for one in known))
        by = frozenset[str]().union(*(makers[one] for one in known)) if parents else frozenset({change.dev})
        office, area = offices.get(change.dev), change.body.f.get("area")
        judged = office is not None and parents and seen and all(one in here for one in parents)
        if judged and not _may(office or "", seen, by, offices):
            found.append(change)
        elif isinstance(area, str) and area:
            seen |= {area}
        areas[change.id], makers[change.id] = seen, by
    return found


def _may(office: str, seen: frozenset[str], by: frozenset[str], offices: Mapping[str, str]) -> bool:
    return any(related(office, area) for area in seen) or any(offices.get(dev) == office for dev in by)

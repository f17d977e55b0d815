"""What hangs on a record goes where the record goes: a visit or a match corrected to another child takes its findings,
steps, contacts and files along in the same save, or they would stay in the file of a child they do not speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Problem
    from casefiles.office import Office

GOES_TO: Mapping[Stored, str] = {"accepted": "to_area", "declined": "from_area", "withdrawn": "from_area"}
"""how a transfer ended -> where its file is then"""
HANGING: Mapping[str, tuple[str, ...]] = {
    "visit": ("visit_finding",),
    "match": ("match_event", "support_contact"),
}
"""entity -> those whose records name it, and whom it is about"""
ABOUT = ("child", "mentor", "household")


def from_transfer(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """The file goes to where its transfer ended, also when two offices had said different things and one is chosen."""
    whole = {**(before or {}), **fields}
    place = whole.get(GOES_TO.get(whole.get("state"), ""))
    file = office.file(str(whole.get("child") or ""))
    if before is None or "state" not in fields or not place or file is None or file.values.get("area") == place:
        return [], ()
    return [Edit("child", file.id, {"area": place}, file.heads)], ()


def moved(
    office: Office, entity: str, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> list[Edit]:
    """The edits that take along what hangs on a record whose child, mentor or household is corrected."""
    if before is None or entity in ABOUT:
        return []
    goes = {n: fields[n] for n in ABOUT if n in fields and fields[n] != before.get(n)}
    if not goes:
        return []
    edits, places = [], [row]
    for name in HANGING.get(entity, ()):
        known = {n: v for n, v in goes.items() if n in ENTITIES[name].fields}
        for held in office.queries.select(name, {entity: row}):
            places.append(held.id)
            changed = {n: v for n, v in known.items() if held.values.get(n) != v}
            if changed:
                edits.append(Edit(name, held.id, changed, held.heads))
    for place in places:
        for file in office.queries.select("attachment", {"of": place}):
            changed = {n: v for n, v in goes.items() if file.values.get(n) != v}
            if changed:
                edits.append(Edit("attachment", file.id, changed, file.heads))
    return edits

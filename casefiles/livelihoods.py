"""What a save brings along in a household: its economic type, and the family members of a child that moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import closing
from casefiles.domain.changes import DELETED, Edit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.problems import Problem
    from casefiles.office import Office

ORDINARY = "ordinary"
"""what a household is whose last recognition has ended"""


def from_economy(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """The households' economic type that a recognition brings with it: new, corrected, ended or deleted; also that of
    the household it stood with before."""
    whole = {**(before or {}), **fields}
    named = {str(v) for v in (whole.get("household"), (before or {}).get("household")) if v}
    files = {file.id: file for one in named if (file := office.file(one)) is not None}
    of = office.file(str(whole.get("household") or ""))
    edits = []
    for home, found in sorted(files.items()):
        spells = {s.id: dict(s.values) for s in office.queries.select("economic_spell", {"household": home})}
        spells.pop(row, None)
        if not fields.get(DELETED) and of is not None and of.id == home:
            spells[row] = whole
        kind = economy(spells, office.clock.today().isoformat())
        if kind is not None and kind != found.values.get("economy"):
            edits.append(Edit("household", home, {"economy": kind}, found.heads))
    return edits, ()


def economy(spells: Mapping[str, Mapping[str, Stored]], today: str) -> Stored:
    """The type of the newest recognition that has not ended; ordinary when all have; None when there is none."""
    if not spells:
        return None
    open_ = [s for s in spells if not spells[s].get("end") or str(spells[s]["end"]) > today]
    if not open_:
        return ORDINARY
    newest = max(open_, key=lambda s: (str(spells[s].get("start") or ""), s))
    return spells[newest].get("kind")


def from_child(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """What a save of a child's file brings along: the event of a closing, and its members into another household."""
    edits, told = closing.from_file(office, row, fields, before)
    if before is None or "household" not in fields or fields["household"] == before.get("household"):
        return edits, told
    was, now = before.get("household"), fields["household"]
    for member in office.queries.select("member", {"child": row}):
        if member.values.get("household") in (None, was) and member.values.get("household") != now:
            moved: dict[str, Stored] = {"household": now}
            if member.values.get("head_relation") is not None:
                moved["head_relation"] = None  # another head
            edits.append(Edit("member", member.id, moved, member.heads))
    return edits, told

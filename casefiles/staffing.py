"""Who leads a session holds its skill: a warning, because the register may lag behind life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.codes.lists import MENTOR_SKILL
from casefiles.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.changes import Edit
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office

NEEDS = {"tutoring": "tutoring", "comfort": "psychology", "guidance": "psychology"}
"""kind of session -> the skill who leads it must have on file; day care needs none"""


def staff_warning(office: Office, session: Mapping[str, object]) -> Problem | None:
    """The warning that the mentor who leads a session does not have its skill on file, or nothing."""
    skill, mentor = NEEDS.get(str(session.get("kind") or "")), session.get("mentor")
    found = office.queries.get(str(mentor)) if skill and mentor else None
    if skill is None or found is None or found.deleted:
        return None
    held = set(str(found.values.get("skills") or "").split(","))
    held |= {str(p.values.get("skill")) for p in office.queries.select("mentor_skill", {"mentor": found.id})}
    if skill in held:
        return None
    args = {"name": found.values.get("name") or "", "skill": MENTOR_SKILL.label(skill)}
    return Problem("STAFF_WITHOUT_SKILL", "session", found.id, "mentor", args=args)


def from_session(
    office: Office, row: str, fields: Mapping[str, Stored], before: Mapping[str, Stored] | None
) -> tuple[list[Edit], tuple[Problem, ...]]:
    """What saving a session tells: that who leads it has not the skill on file."""
    told = staff_warning(office, {**(before or {}), **fields})
    return [], (told,) if told else ()

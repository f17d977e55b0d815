"""Fields that the program keeps itself: issued numbers, what a file's bytes are, what merging and freezing wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.problems import Problem, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.catalogue import Entity

MERGED = "merged_into"
_OF_ONE = {
    "survey_round": frozenset(("result",)),
    "survey_line": frozenset(("frozen",)),
    "attachment": frozenset(("of", "media", "size", "sha256", "original")),
}


def owned(entity: Entity, name: str) -> bool:
    """Whether nobody types into this field: another command or page writes it."""
    return name == MERGED or (name == "number" and entity.numbered) or name in _OF_ONE.get(entity.name, ())


def leave_alone(entity: Entity, names: Iterable[str]) -> None:
    """Refuse what was typed into such fields. Refusal: FIELD_KEPT."""
    refuse(
        Problem("FIELD_KEPT", entity.name, field=name, value=name)
        for name in names
        if name in entity.fields and owned(entity, name)
    )

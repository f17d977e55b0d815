"""The conditions of a call: `field=value` and its like, file numbers understood as the records they name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles import naming
from casefiles.domain import conditions as c
from casefiles.domain.entities import absent
from casefiles.domain.fieldtypes import Ref
from casefiles.domain.problems import Refusal
from casefiles.domain.words import Label
from ui.console.records import id_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casefiles.domain.catalogue import Entity
    from casefiles.domain.words import Lang
    from casefiles.office import Office

_OR = Label("或", " or ")


def conditions(office: Office, entity: Entity, parts: Sequence[str]) -> list[c.Condition]:
    """The conditions as the registers' filters know them. Refusals: those of `casefiles.domain.conditions.parse`,
    NOT_FOUND and WRONG_KIND for a reference to what is not on file."""
    return [_on_file(office, entity, c.parse(entity, part, office.clock.today())) for part in parts]


def _on_file(office: Office, entity: Entity, condition: c.Condition) -> c.Condition:
    kind = c.target(entity, condition.field)[0].kind
    if not isinstance(kind, Ref) or not condition.values:
        return condition
    rows = tuple(id_of(office, str(value), kind.entity) for value in condition.values)
    held = office.queries.many(rows)
    for row in rows:
        if row not in held or held[row].entity != kind.entity:
            raise Refusal(absent(kind.entity, row, entity.name, condition.field))
    return replace(condition, values=rows)


def said(office: Office, entity: Entity, conditions: Sequence[c.Condition], lang: Lang) -> str:
    """What was chosen, as a person reads it: records by their names."""
    names = naming.Names(office, lang)
    shown = []
    for one in conditions:
        field, _ = c.target(entity, one.field)
        if isinstance(field.kind, Ref) and one.values:
            label = field.label(lang)
            who = _OR(lang).join(names.by_id(str(value), field.kind.entity) for value in one.values)
            shown.append(f"{label} {c.op_label(field, one.op)(lang)} {who}")
        else:
            shown.append(c.say(entity, one, lang))
    return "; ".join(shown)

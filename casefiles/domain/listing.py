"""What the register of an entity shows, for every entity of the catalogue: its columns, its day, its end, its group.

Nothing here is written by hand for one entity but the groups: a new entity has its register at once.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from casefiles.domain import fieldtypes as k
from casefiles.domain.entities import ENTITIES
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.catalogue import Entity, Field

_WRITTEN: Sequence[tuple[Label, tuple[str, ...]]] = (
    (
        Label("家庭与儿童", "Families and children"),
        (
            *("household", "member", "economic_spell", "category_spell", "guardianship_spell", "parent_spell"),
            *("disability_certificate", "consent", "risk_review", "need", "action", "verification"),
            *("report", "file_event", "transfer", "attachment"),
        ),
    ),
    (
        Label("五老与结对", "Mentors and matches"),
        (
            *("match", "match_event", "support_contact", "mentor_check", "mentor_skill", "mentor_training"),
            *("mentor_post", "mentor_spell", "pledge"),
        ),
    ),
    (Label("走访", "Visits"), ("visit", "visit_finding")),
    (Label("帮扶与捐助", "Aid and giving"), ("aid", "aid_batch", "donor", "donation", "fund")),
    (Label("摸底排查", "Surveys"), ("survey_round", "survey_line")),
    (
        Label("集体活动与筛查", "Sessions and screenings"),
        ("session", "attendance", "screening_round", "screening_result"),
    ),
    (Label("规则与其他", "Rules and others"), ("norm", "division", "redivision", "erasure")),
)
_PAGES_OF_THEIR_OWN = ("office", "child", "mentor")
_REST = tuple(n for n in ENTITIES if n not in _PAGES_OF_THEIR_OWN and not any(n in names for _, names in _WRITTEN))
GROUPS: Sequence[tuple[Label, tuple[str, ...]]] = (*_WRITTEN[:-1], (_WRITTEN[-1][0], (*_WRITTEN[-1][1], *_REST)))
"""Every record of work but children and mentors, who have pages of their own; an entity that nobody has put into a
group stands in the last."""
LISTED: tuple[str, ...] = tuple(name for _, names in GROUPS for name in names)
_ENDS = ("end", "closed_on", "withdrawn_on", "done_on")
OPEN, ENDED, MONTH, YEAR = "active", "ended", "month", "year"
MERGED = "merged_into"
"""written when two files are put together; no record hangs on another by it"""
PEOPLE = ("child", "mentor", "household")
NAMED = "@"
"""`@child` in a row or as a sort is the name of the child that the record hangs on"""


@functools.cache
def day(entity: str) -> str:
    """The field that says when a record was: the register's own order, the newest first. Empty where a record may have
    no such day: it is then listed as it was entered, the last first."""
    fields = ENTITIES[entity].fields.values()
    return next((f.name for f in fields if f.required and f.listed and _is_day(f)), "")


@functools.cache
def end(entity: str) -> str:
    """The field whose day ends a record, or nothing."""
    fields = ENTITIES[entity].fields
    return next((name for name in _ENDS if name in fields and _is_day(fields[name])), "")


def _is_day(field: Field) -> bool:
    return isinstance(field.kind, k.Day) and not field.kind.partial


@functools.cache
def chips(entity: str) -> tuple[str, ...]:
    """The filters that always stand over the register."""
    ends = (OPEN, ENDED) if end(entity) else ()
    return ("all", *ends, *((MONTH, YEAR) if day(entity) else ()))


@functools.cache
def refs(entity: str) -> Mapping[str, str]:
    """The records that one of this entity hangs on: field -> entity."""
    fields = ENTITIES[entity].fields.values()
    return {f.name: f.kind.entity for f in fields if isinstance(f.kind, k.Ref) and f.name != MERGED}


@functools.cache
def columns(entity: str) -> tuple[str, ...]:
    """What stands in the register: whom a record hangs on by name, and the listed fields; the most telling first."""
    spec, hung = ENTITIES[entity], refs(entity)
    early = [name for name, to in hung.items() if to in PEOPLE or (spec.fields[name].required and not _says(spec, to))]
    listed = [f.name for f in spec.fields.values() if f.listed]
    title = spec.fields[spec.title]
    own = title.listed and (isinstance(title.kind, k.Name) or (isinstance(title.kind, k.Text) and not early))
    first = [spec.title] if own else []
    first += [day(entity)] if day(entity) else []
    late = [NAMED + name for name in hung if name not in early]
    return tuple(dict.fromkeys((*first, *(NAMED + name for name in early), *listed, *late)))


def _says(spec: Entity, to: str) -> bool:
    """Whether the child stands in the row already, and the other record is called after it."""
    return "child" in spec.fields and "child" in ENTITIES[to].fields


def field_of(spec: Entity, column: str) -> Field:
    """The field a column shows, `@child` as `child`."""
    return spec.fields[column.removeprefix(NAMED)]

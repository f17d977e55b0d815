"""All registers, in the order of their references."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from casefiles.domain.care import ACTION, CONSENT, DISABILITY_CERTIFICATE, NEED, PARENT_SPELL, RISK_REVIEW
from casefiles.domain.child import CATEGORY_ANSWER, CATEGORY_SPELL, CHILD, GUARDIANSHIP_SPELL, MEMBER
from casefiles.domain.division import DIVISION
from casefiles.domain.erasure import ERASURE
from casefiles.domain.fieldtypes import Notes
from casefiles.domain.gathering import ATTENDANCE, SCREENING_RESULT, SCREENING_ROUND, SESSION
from casefiles.domain.giving import AID_BATCH, DONATION, DONOR, FUND
from casefiles.domain.household import HOUSEHOLD
from casefiles.domain.lifecycle import ATTACHMENT, FILE_EVENT_ENTITY, TRANSFER, VERIFICATION
from casefiles.domain.livelihood import ECONOMIC_SPELL, PLEDGE
from casefiles.domain.mentor import MATCH, MENTOR
from casefiles.domain.norm import NORM
from casefiles.domain.not_same import NOT_SAME
from casefiles.domain.office import OFFICE
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.question import QUESTION
from casefiles.domain.redivision import REDIVISION
from casefiles.domain.relationship import MATCH_EVENT, SUPPORT_CONTACT
from casefiles.domain.report import REPORT
from casefiles.domain.service import (
    MENTOR_CHECK,
    MENTOR_POST_ENTITY,
    MENTOR_SKILL_PROOF,
    MENTOR_SPELL,
    MENTOR_TRAINING,
)
from casefiles.domain.survey import SURVEY_LINE, SURVEY_ROUND
from casefiles.domain.visit import AID, VISIT, VISIT_FINDING
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.catalogue import Entity

ENTITIES: Mapping[str, Entity] = {
    e.name: e
    for e in (
        OFFICE,
        NORM,
        HOUSEHOLD,
        ECONOMIC_SPELL,
        CHILD,
        MEMBER,
        CATEGORY_SPELL,
        CATEGORY_ANSWER,
        GUARDIANSHIP_SPELL,
        MENTOR,
        MENTOR_CHECK,
        MENTOR_SKILL_PROOF,
        MENTOR_TRAINING,
        MENTOR_POST_ENTITY,
        MENTOR_SPELL,
        PLEDGE,
        MATCH,
        MATCH_EVENT,
        SUPPORT_CONTACT,
        VISIT,
        VISIT_FINDING,
        DONOR,
        FUND,
        DONATION,
        AID_BATCH,
        AID,
        REPORT,
        RISK_REVIEW,
        CONSENT,
        NEED,
        ACTION,
        DISABILITY_CERTIFICATE,
        PARENT_SPELL,
        VERIFICATION,
        FILE_EVENT_ENTITY,
        ERASURE,
        REDIVISION,
        DIVISION,
        TRANSFER,
        QUESTION,
        NOT_SAME,
        ATTACHMENT,
        SURVEY_ROUND,
        SURVEY_LINE,
        SESSION,
        ATTENDANCE,
        SCREENING_ROUND,
        SCREENING_RESULT,
    )
}
BY_PREFIX: Mapping[str, Entity] = {e.prefix: e for e in ENTITIES.values()}
PLACED = ("child", "household", "mentor")
"""entities whose records live in a division; another record belongs to the first of these that it names"""
HANGING = ("visit", "match")
"""of what hangs on a file, that of which nobody overwrites another office's (casefiles.domain.trespass)"""
PUBLIC = ("office", "norm", "erasure", "redivision", "division")
"""entities that say nothing of anybody: every office gets them"""
PRIVATE: Mapping[str, frozenset[str]] = {
    e.name: frozenset(n for n, f in e.fields.items() if isinstance(f.kind, Notes)) for e in ENTITIES.values()
}
"""The fields of each entity that hold running text: they travel in a part of their own (domain/changes.py)."""


def entity_named(name: str) -> Entity:
    """The entity of this name, or a Refusal that names the nearest; all of them when none is near."""
    found = ENTITIES.get(name)
    if found is None:
        words = {e.name: (e.name, e.label.zh, e.label.en.lower(), e.plural.en.lower()) for e in ENTITIES.values()}
        near = _near(name, words, 0.6)
        called = {name: ENTITIES[name].label for name in near or ENTITIES}
        args = {"choices": named_choices(called), "near": near}
        raise Refusal(Problem("UNKNOWN_ENTITY", value=name, args=args))
    return found


def named_choices(called: Mapping[str, Label]) -> Label:
    """Codes to choose from, in Chinese each with what it is called."""
    return Label("、".join(f"{code}（{said.zh}）" for code, said in called.items()), ", ".join(called))


def _near(word: str, known: Mapping[str, Sequence[str]], cutoff: float) -> list[str]:
    """The names one of whose words is most like this one, the likeliest first; at most three."""
    by = {said: name for name, words in reversed(list(known.items())) for said in words}
    return list(dict.fromkeys(by[said] for said in get_close_matches(word.lower(), by, 6, cutoff)))[:3]


def absent(wanted: str, row: str, entity: str = "", field: str = "") -> Problem:
    """What is said when no record `wanted` has this id: it is another kind's (WRONG_KIND), or nobody's (NOT_FOUND).
    `entity` and `field` are where it was typed."""
    other = BY_PREFIX.get(row.partition("-")[0])
    code, args = "NOT_FOUND", {}
    if wanted and other is not None and other.name != wanted:
        code, args = "WRONG_KIND", {"kind": other.label, "wanted": ENTITIES[wanted].label}
    return Problem(code, entity or wanted, "" if field else row, field, row, args)


def check_field(entity: Entity, field: str) -> None:
    """Refuse a field the entity does not have, with the nearest names; what the window calls it is understood."""
    if field not in entity.fields:
        words = {f.name: (f.name, f.label.zh, f.label.en.lower()) for f in entity.fields.values()}
        near = _near(field, words, 0.5) or _near(field, words, 0.0)
        args = {"guess": ", ".join(near), "near": near}
        raise Refusal(Problem("UNKNOWN_FIELD", entity.name, field=field, value=field, args=args))


def field_named(entity: Entity, typed: str) -> str:
    """The name of the field that is meant: by its name, or by what the window calls it in either language, or a roster.
    Refusal UNKNOWN_FIELD with the nearest names, also where two fields are called so."""
    found = fields_called(entity, typed)
    if len(found) != 1:
        check_field(entity, typed.strip())
    return found[0]


def fields_called(entity: Entity, typed: str) -> list[str]:
    """The fields of this name, or that the window calls so, else that rosters do."""
    word = typed.strip()
    if word in entity.fields:
        return [word]
    every = entity.fields.values()
    shown = [f.name for f in every if word == f.label.zh or word.lower() == f.label.en.lower()]
    return shown or [f.name for f in every if word in f.aliases]

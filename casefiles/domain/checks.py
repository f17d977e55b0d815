"""Rules between fields. Problems stop a save; warnings are shown and kept as something to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from casefiles.domain import care, division, lifecycle, matchlife, report, tenure, visit
from casefiles.domain.catalogue import age_on
from casefiles.domain.codes import citizen_id
from casefiles.domain.fieldtypes import Stored
from casefiles.domain.problems import Problem, Refusal

if TYPE_CHECKING:
    import datetime as dt

Values = Mapping[str, Stored]
_NOT_BEFORE_BIRTH = {
    "match": ("start", "end"),
    "visit": ("on",),
    "aid": ("on",),
    "report": ("on",),
    "risk_review": ("on",),
    "consent": ("on",),
    "need": ("found_on",),
    "action": ("done_on",),
    "disability_certificate": ("issued_on",),
    "parent_spell": ("end",),
    "category_spell": ("start", "end"),
    "guardianship_spell": ("start", "end"),
    "verification": ("on",),
    "category_answer": ("on",),
    "file_event": ("on",),
    "transfer": ("on",),
    "not_same": ("on",),
    "attachment": ("on",),
    "survey_line": ("on",),
    "screening_result": ("referred_on",),
    "match_event": ("on",),
    "support_contact": ("on",),
}
_START_END = {
    "match": ("start", "end"),
    "category_spell": ("start", "end"),
    "guardianship_spell": ("start", "end"),
    "mentor": ("joined_on", "left_on"),
    "child": ("opened_on", "closed_on"),
    "visit": ("on", "next_on"),
    "report": ("reported_on", "closed_on"),
    "risk_review": ("on", "next_on"),
    "consent": ("on", "withdrawn_on"),
    "need": ("found_on", "closed_on"),
    "disability_certificate": ("issued_on", "valid_until"),
    "parent_spell": ("start", "end"),
    "economic_spell": ("start", "end"),
    "pledge": ("signed_on", "done_on"),
    "mentor_check": ("on", "valid_until"),
    "mentor_post": ("start", "end"),
    "mentor_spell": ("start", "end"),
    "norm": ("start", "end"),
    "division": ("start", "end"),
    "fund": ("start", "end"),
    "donation": ("on", "received_on"),
    "survey_round": ("start", "end"),
    "transfer": ("on", "answered_on"),
    "question": ("asked_on", "answered_on"),
}

_OWN: Mapping[str, Callable[[Values], Iterator[Problem]]] = {
    "report": report.problems,
    "consent": care.consent_problems,
    "need": care.need_problems,
    "file_event": lifecycle.event_problems,
    "aid": visit.aid_problems,
    "visit": visit.visit_problems,
    "mentor_spell": tenure.problems,
    "match": matchlife.problems,
    "division": division.problems,
}
"""rules that an entity's module keeps beside its fields"""


def inside_id(values: Values, today: dt.date) -> dict[str, Stored]:
    """Birth date and sex written in the ID number, for fields that are empty."""
    try:
        card = citizen_id.parse(str(values["id_number"]), today) if values.get("id_number") else None
    except Refusal:
        return {}
    found: dict[str, Stored] = {}
    if card and card.birth and "birth_date" in values and not values["birth_date"]:
        found["birth_date"] = card.birth.isoformat()
    if card and card.sex and "sex" in values and not values["sex"]:
        found["sex"] = card.sex
    return found


def problems(entity: str, values: Values, birth: str | None = None) -> Iterator[Problem]:
    """What must be put right. `birth` is the child's birth date, as far as it is known ('2014', '2014-09' ...)."""
    born = str(values.get("birth_date") or "") if entity in {"child", "mentor"} else birth or ""
    for name in _NOT_BEFORE_BIRTH.get(entity, ("opened_on", "joined_on")):
        when = values.get(name)
        if when and born and str(when)[: len(born)] < born:
            yield Problem("DATE_BEFORE_BIRTH", entity, field=name, value=str(when), args={"birth": born})
    if entity in _START_END:
        first, last = (values.get(n) for n in _START_END[entity])
        if first and last and str(last) < str(first):
            yield Problem("END_BEFORE_START", entity, field=_START_END[entity][1], value=str(last))
    if entity in _OWN:
        yield from _OWN[entity](values)


ADULT = 18


def warnings(values: Values, today: dt.date, entity: str = "") -> Iterator[Problem]:
    """What contradicts itself and is kept all the same: the card or the register may be wrong."""
    age = age_on(str(values.get("birth_date") or ""), today) if entity == "child" else None
    if age is not None and age >= ADULT and not values.get("closed_on"):
        yield Problem("NOT_A_CHILD", field="birth_date", value=str(values["birth_date"]), args={"n": age})
    if not values.get("id_number"):
        return
    try:
        card = citizen_id.parse(str(values["id_number"]), today)
    except Refusal:
        return
    born = str(values.get("birth_date") or "")
    if card.birth and born and not card.birth.isoformat().startswith(born):
        yield Problem(
            "ID_BIRTH_DIFFERS", field="birth_date", value=born, args={"inside": card.birth.isoformat()}
        )
    if card.sex and values.get("sex") in {"1", "2"} and values["sex"] != card.sex:
        yield Problem("ID_SEX_DIFFERS", field="sex", value=str(values["sex"]))

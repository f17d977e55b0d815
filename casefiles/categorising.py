"""The categories that a child's facts suggest beside those that are recorded; a person decides, and is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain import categories
from casefiles.domain.category_facts import facts_on
from casefiles.domain.entities import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.categories import Finding, Reason
    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record
    from casefiles.recording import Saved


@dataclass(frozen=True, slots=True)
class View:
    """What is to be decided, what was answered with “not so” (with the answer), hints, and what is not known."""

    open: Sequence[Finding]
    answered: Sequence[tuple[Finding, Record]]
    hints: Sequence[Finding]
    lacking: Sequence[Reason]


def look(office: Office, child: Record) -> View:
    """The findings of one child today; none for a closed file."""
    if child.values.get("closed_on"):
        return View((), (), (), ())
    q, on, row = office.queries, office.clock.today(), child.id
    house = str(child.values.get("household") or "")
    house = q.shown([house]).get(house, house) if house else ""
    household = q.get(house) if house else None
    facts = facts_on(
        child.values,
        [{**m.values, "id": m.id} for m in q.select("member", {"child": row})],
        [s.values for s in q.select("parent_spell", {"child": row})],
        [g.values for g in q.select("guardianship_spell", {"child": row})],
        [e.values for e in q.select("economic_spell", {"household": house})] if house else [],
        [c.values for c in q.select("disability_certificate", {"child": row})],
        on,
        household.values if household is not None and not household.deleted else None,
    )
    today = on.isoformat()
    recorded = [
        categories.Spell(k.id, str(k.values.get("category") or ""), str(k.values.get("subcategory") or ""))
        for k in q.select("category_spell", {"child": row})
        if _open(k.values, today)
    ]
    answers = {str(a.values.get("facts") or ""): a for a in q.select("category_answer", {"child": row}, "on")}
    found = categories.findings(facts, recorded, on)
    fresh = [f for f in found if f.print not in answers]
    return View(
        [f for f in fresh if not f.hint],
        [(f, answers[f.print]) for f in found if f.print in answers],
        [f for f in fresh if f.hint],
        categories.lacking(facts),
    )


def not_so(office: Office, child: str, finding: Finding, reason: str) -> Saved:
    """Remember that a suggestion is not so, and why; it comes again when the facts change. Refusal: REQUIRED."""
    draft = {
        "child": child, "on": office.clock.today().isoformat(), "act": finding.act, "category": finding.category,
        "subcategory": finding.subcategory, "reason": reason, "by": office.me.name, "facts": finding.print,
    }  # fmt: skip
    return recording.save(office, ENTITIES["category_answer"], draft)


def _open(values: Mapping[str, Stored], today: str) -> bool:
    return not values.get("end") or str(values["end"]) > today

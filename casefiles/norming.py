"""Which visit norm holds for a child, and what follows: the page, the console and the entry of visits ask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain import norms

if TYPE_CHECKING:
    import datetime as dt

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for a child today, and the days that follow; ISO dates, "" where nothing is known."""

    span: norms.Span
    division: str
    due: str = ""
    late: str = ""
    """the last day of grace"""
    verify_due: str = ""
    verified: str = ""
    """the last verification or visit with contact"""


def book(office: Office) -> norms.Book:
    """The norms that are kept."""
    found = (norms.Norm.of({**r.values, "id": r.id}) for r in office.queries.select("norm"))
    return norms.Book(n for n in found if n is not None)


def rule(office: Office, child: Record) -> Rule:
    """The norms that hold for the child on this day, and its due days."""
    today = office.clock.today()
    spans = _spans(office, book(office), child)
    here = next(s for s in spans if s.first <= today <= s.last)
    (row,) = office.queries.register_rows("child", [child.id]) or [{}]
    checks = office.queries.select("verification", {"child": child.id}, "-on")
    known = [str(c.values.get("on") or "") for c in checks if c.values.get("result") != "not_found"]
    last = max([str(row.get("last_visit") or ""), *known])
    since = last or child.values.get("opened_on")
    due = "" if child.values.get("closed_on") else norms.verify_due(spans, str(since) if since else None)
    division = norms.division(child.values.get("area"), child.values.get("number"))
    return Rule(here, division, str(row.get("next_due") or ""), str(row.get("late") or ""), due, last)


def after_visit(
    office: Office, child: Record, on: str, kind: str, contact: str, agreed: Stored = None
) -> str | None:
    """The ISO date of the next visit after one on this day; nothing after a visit without contact."""
    if not on or contact == "none":
        return None
    kept = book(office)
    met = {kind: on}
    if kept.limited:
        for visit in office.queries.select("visit", {"child": child.id}):
            if visit.values.get("contact") not in (None, "none"):
                of = str(visit.values.get("kind") or "")
                met[of] = max(met.get(of, ""), str(visit.values.get("on") or ""))
    opened = child.values.get("opened_on")
    days = int(agreed) if agreed else None
    visited = norms.Visited(met, str(opened) if opened else None, None, None, days)
    return norms.visit_due(_spans(office, kept, child), visited)[0]


def in_force(norm: Record, today: dt.date) -> bool:
    """Whether a norm holds today."""
    found = norms.Norm.of({**norm.values, "id": norm.id})
    return found is not None and found.start <= today <= found.end


def _spans(office: Office, kept: norms.Book, child: Record) -> tuple[norms.Span, ...]:
    values = child.values
    spells = office.queries.select("category_spell", {"child": child.id, "end": None}) if kept.norms else []
    categories = sorted({str(s.values["category"]) for s in spells if s.values.get("category")})
    area = norms.division(values.get("area"), values.get("number"))
    return kept.spans(area, ",".join(categories), str(values.get("risk") or ""))

"""What is known of a child when a visit is entered, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles import matching, norming, visiting
from casefiles.domain.catalogue import age_on
from casefiles.domain.entities import ENTITIES
from casefiles.domain.visit import LATE_DAYS
from ui import words_stack
from ui import words_visit as words
from ui.fields import people

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from casefiles.office import Office
    from casefiles.ports import Record
    from ui.fields_refs import Found
    from ui.window import Shell

NEARBY = 8


def open_matches(office: Office, child: str) -> list[Record]:
    """The child's matches that have not ended, who leads first."""
    found = matching.active(office, child=child)
    return sorted(found, key=lambda m: (not m.values.get("lead"), str(m.values.get("start") or "")))


def about(shell: Shell, child: Record) -> str:
    """Who it is, with whom matched, when last visited."""
    lang, values, office = shell.lang, child.values, shell.office
    sex = ENTITIES["child"].fields["sex"].kind.show(values.get("sex"), lang)
    age = age_on(str(values.get("birth_date") or ""), office.clock.today())
    first = words.KNOWN(
        lang, sex=sex or "—", age="—" if age is None else age, village=values.get("village") or "—"
    )
    matched = open_matches(office, child.id)
    mentor = office.queries.get(str(matched[0].values.get("mentor"))) if matched else None
    second = words.WITH_MENTOR(lang, name=mentor.values.get("name")) if mentor else words.NO_MENTOR(lang)
    visits = office.queries.select("visit", {"child": child.id}, "-on", limit=1)
    third = words.LAST_VISIT(lang, day=visits[0].values.get("on")) if visits else words.NEVER_VISITED(lang)
    return f"{first}\n{second} · {third}"


def mentors_near(office: Office, child: str) -> Sequence[Found]:
    """The mentors of the child."""
    ids = [str(m.values.get("mentor")) for m in open_matches(office, child)] if child else []
    return people(office, "mentor", ids)


def due_children(office: Office) -> Sequence[Found]:
    """Who is to be visited next, for Enter or Down in an empty box."""
    rows = office.queries.register_first("child", "due_or_overdue", "next_due", limit=NEARBY)
    return people(office, "child", [str(row["id"]) for row in rows])


def next_visit(office: Office, child: Record | None, on: str, kind: str, contact: str) -> str:
    """When the child is due after such a visit on that day; "" when nobody was met."""
    if child is None or contact == "none":
        return ""
    matched = open_matches(office, child.id)
    agreed = matched[0].values.get("every_days") if matched else None
    return norming.after_visit(office, child, on, kind, "child", agreed) or ""


def to_note(shell: Shell, child: str, on: str, today: dt.date) -> str:
    """What is to be said of the date: a visit on file of that day already, and how long ago it was."""
    lang = shell.lang
    fields = ENTITIES["visit"].fields
    said = []
    for visit in visiting.same_day(shell.office, child, on)[:1]:
        parts = (fields[n].kind.show(visit.values.get(n), lang) for n in ("kind", "contact"))
        said.append(words_stack.SAME_DAY(lang, what=" · ".join(p for p in parts if p)))
    days = (today - type(today).fromisoformat(on)).days if len(on) == len("2026-11-03") else 0
    if days > LATE_DAYS:
        said.append(words_stack.WILL_BE_LATE(lang, n=days))
    return "\n".join(said)

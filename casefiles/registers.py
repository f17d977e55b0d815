"""Questions with a name: what the pages show and the console prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain import matchlife
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Stored
from casefiles.ports import Entry, Record, Task
from casefiles.recording import record

if TYPE_CHECKING:
    import datetime as dt

    from casefiles.domain.words import Lang
    from casefiles.office import Office


@dataclass(frozen=True, slots=True)
class Today:
    """The first page: figures, who is to be visited, visits of twelve months, children by category."""

    children: int
    mentors: int
    unmatched: int
    due: int
    overdue: int
    attention: int
    visits_this_month: int
    worklist: Sequence[Mapping[str, Stored]]
    months: Sequence[tuple[str, int]]
    categories: Sequence[tuple[str, int]]
    tasks: Sequence[Task]

    @property
    def matched_share(self) -> float:
        """Children with a mentor, 0 to 1."""
        return 0.0 if not self.children else (self.children - self.unmatched) / self.children


def today(office: Office, worklist: int = 12) -> Today:
    """Everything the first page shows, in one go."""
    q = office.queries
    on = office.clock.today()
    chips = q.chip_counts("child")
    last = f"{on:%Y-%m}"
    months = q.visits_per_month(_months_back(on, 11), last)
    return Today(
        children=chips.get("all", 0),
        mentors=q.count("mentor"),
        unmatched=chips.get("unmatched", 0),
        due=chips.get("due", 0),
        overdue=chips.get("overdue", 0),
        attention=chips.get("attention", 0),
        visits_this_month=dict(months).get(last, 0),
        worklist=q.register_first("child", "due_or_overdue", "next_due", limit=worklist),
        months=months,
        categories=q.spread("category"),
        tasks=q.tasks(),
    )


def _months_back(on: dt.date, n: int) -> str:
    total = on.year * 12 + on.month - 1 - n
    return f"{total // 12:04d}-{total % 12 + 1:02d}"


@dataclass(frozen=True, slots=True)
class Around:
    """A child with what hangs on it, newest first where there is a date."""

    child: Record
    household: Record | None
    members: Sequence[Record]
    categories: Sequence[Record]
    guardianship: Sequence[Record]
    matches: Sequence[Record]
    mentors: Mapping[str, Record]
    visits: Sequence[Record]
    aid: Sequence[Record]
    reports: Sequence[Record] = ()
    more: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    """entity -> its records of this child, for every entity of HANGING"""
    merged: Sequence[Record] = ()
    """the files that were merged into this one; what hangs on them stands above"""


HANGING: Mapping[str, str] = {
    "visit_finding": "",
    "risk_review": "-on",
    "consent": "-on",
    "need": "-found_on",
    "action": "due",
    "disability_certificate": "-issued_on",
    "parent_spell": "-start",
    "match_event": "-on",
    "support_contact": "-on",
    "verification": "-on",
    "file_event": "-on",
    "category_answer": "-on",
    "question": "-asked_on",
}
"""entities with a field `child` that a file shows and that have no name of their own in Around -> their sort"""


def around(office: Office, child: str) -> Around:
    """One child's whole file: with `child` the id of a file that was merged, its survivor's."""
    q = office.queries
    files = q.files_of(record(office, child, "child").id)
    child = files[0]
    found = record(office, child, "child")
    matches = q.select("match", {"child": child}, "-start")
    visits = q.select("visit", {"child": child}, "-on")
    who = {str(r.values["mentor"]) for r in (*matches, *visits) if r.values.get("mentor")}
    heads = q.shown(sorted(who))
    house = found.values.get("household")
    return Around(
        child=found,
        merged=[r for row in files[1:] if (r := q.get(row)) is not None],
        household=q.get(q.files_of(str(house))[0]) if house else None,
        members=q.select("member", {"child": child}, "relation"),
        categories=q.select("category_spell", {"child": child}, "-start"),
        guardianship=q.select("guardianship_spell", {"child": child}, "-start"),
        matches=matches,
        mentors={m: r for m in sorted(who) if (r := q.get(heads.get(m, m)))},
        visits=visits,
        aid=q.select("aid", {"child": child}, "-on"),
        reports=q.select("report", {"child": child}, "-on"),
        more={name: q.select(name, {"child": child}, sort) for name, sort in HANGING.items()},
    )


def missing(office: Office, file: Around) -> list[str]:
    """Names of what a complete file still lacks: field names, 'category', 'guardianship', 'mentor'."""
    values = file.child.values
    names = ("sex", "birth_date", "ethnic", "village", "health", "schooling")
    found = [n for n in names if values.get(n) is None]
    if values.get("id_number") is None and values.get("id_missing") is None:
        found.append("id_number")
    on = office.clock.today().isoformat()
    found += [
        n for n, s in (("category", file.categories), ("guardianship", file.guardianship)) if not _open(s, on)
    ]
    if not any(matchlife.counts_as(m.values).has_mentor for m in file.matches):
        found.append("mentor")
    return found


def _open(spells: Sequence[Record], on: str) -> list[Record]:
    return [s for s in spells if s.values.get("end") is None or str(s.values["end"]) > on]


def changes_of(office: Office, row: str) -> list[Entry]:
    """The history of a record, newest first."""
    return office.ledger.history(row)[::-1]


def shown(row: Record, lang: Lang) -> dict[str, str]:
    """A record's values as people read them."""
    entity = ENTITIES[row.entity]
    return {n: f.kind.show(row.values.get(n), lang) for n, f in entity.fields.items()}

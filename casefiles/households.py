"""A household: who lives in it, what it lives on, what was promised to it; children move, and the head changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles import recording
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, refuse
from casefiles.recording import Saved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

HEAD = "02"
"""GB/T 4761: the head of the household"""
MOST_VISITS = 60


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who lives there: a child's file, or a family member of one or of several of them."""

    record: Record
    name: str
    to_head: str
    """code of the relation to the head, "" unknown"""
    of: tuple[tuple[str, str], ...] = ()
    """(child's name, code of the relation to the child)"""
    copies: tuple[Record, ...] = ()
    """records of the same member on the files of brothers and sisters"""

    @property
    def is_head(self) -> bool:
        return self.to_head == HEAD


@dataclass(frozen=True, slots=True)
class Home:
    """A household with everything that hangs on it, newest first where there is a date."""

    household: Record
    children: Sequence[Record]
    people: Sequence[Person]
    economies: Sequence[Record]
    pledges: Sequence[Record]
    aid: Sequence[Record]
    visits: Sequence[Record]

    @property
    def records(self) -> list[Record]:
        """All of them once, for the history and for what concerns the page."""
        members = [r for p in self.people for r in (p.record, *p.copies) if r.entity == "member"]
        return [self.household, *self.children, *members, *self.economies, *self.pledges, *self.aid, *self.visits]


def home(office: Office, row: str) -> Home:
    """One household. Refusal: NOT_FOUND."""
    found = recording.record(office, row, "household")
    q = office.queries
    children = sorted(q.select("child", {"household": row}), key=lambda c: str(c.values.get("birth_date") or "9"))
    visits = [v for c in children for v in q.select("visit", {"child": c.id}, "-on", MOST_VISITS)]
    aid = [*q.select("aid", {"household": row}), *(a for c in children for a in q.select("aid", {"child": c.id}))]
    return Home(
        found,
        children,
        _people(office, found, children),
        q.select("economic_spell", {"household": row}, "-start"),
        q.select("pledge", {"household": row}, "-signed_on"),
        sorted(aid, key=lambda a: (str(a.values.get("on") or ""), a.id), reverse=True),
        sorted(visits, key=lambda v: (str(v.values.get("on") or ""), v.id), reverse=True)[:MOST_VISITS],
    )


def move(office: Office, child: str, household: str, head_relation: str = "") -> Saved:
    """Put a child, and its family members with it, into another household. Refusals: NOT_FOUND, ALREADY_THERE."""
    stands = recording.record(office, child, "child")
    recording.record(office, household, "household")
    if stands.values.get("household") == household:
        refuse([Problem("ALREADY_THERE", "child", child, "household", household)])
    draft = {"household": household, "head_relation": head_relation}
    return recording.save(office, ENTITIES["child"], draft, child, parents=stands.heads)


def lead(office: Office, household: str, member: str) -> Saved:
    """Make a family member the head: name, ID number and phone go into the household's file; everybody's relation to
    the head is to be entered anew. Refusals: NOT_FOUND, NOT_IN_HOUSEHOLD."""
    found = home(office, household)
    person = next((p for p in found.people if member in {p.record.id, *(c.id for c in p.copies)}), None)
    if person is None or person.record.entity != "member":
        recording.record(office, member, "member")
        refuse([Problem("NOT_IN_HOUSEHOLD", "household", household, value=member)])
        raise AssertionError
    values = person.record.values
    says: dict[str, Stored] = {n: values.get(n) for n in ("name", "id_number", "phone")}
    before = {n: found.household.values.get(n) for n in says}
    edits = [Edit("household", household, says, found.household.heads)]
    for one in found.people:
        for record in (one.record, *one.copies):
            relation = HEAD if one is person else None
            if record.values.get("head_relation") != relation:
                edits.append(Edit(record.entity, record.id, {"head_relation": relation}, record.heads))
    back = tuple(
        Edit(e.entity, e.row, {"head_relation": _held(found, e.row).get("head_relation")}) for e in edits[1:]
    )
    touched = recording.save_many(office, edits)
    return Saved("household", household, str(found.household.values.get("number") or ""), touched, (), before, back)


def _held(found: Home, row: str) -> Mapping[str, Stored]:
    return next(r.values for p in found.people for r in (p.record, *p.copies) if r.id == row)


def _people(office: Office, household: Record, children: Sequence[Record]) -> list[Person]:
    """The head first, then the members, then the children; a member on the files of several children stands once."""
    members: dict[tuple[str, str], list[tuple[Record, Record]]] = {}
    for child in children:
        for member in office.queries.select("member", {"child": child.id}, "relation"):
            if member.values.get("household") in (None, household.id):
                name = str(member.values.get("name") or "")
                same = str(member.values.get("id_number") or member.values.get("birth_date") or "")
                members.setdefault((name, same), []).append((member, child))
    people = []
    for (name, _), found in members.items():
        records = [m for m, _ in found]
        to_head = next((str(m.values["head_relation"]) for m in records if m.values.get("head_relation")), "")
        if not to_head and _is_head(household, records[0]):
            to_head = HEAD
        of = tuple((str(c.values.get("name") or ""), str(m.values.get("relation") or "")) for m, c in found)
        people.append(Person(records[0], name, to_head, of, tuple(records[1:])))
    people.sort(key=lambda p: not p.is_head)
    own = [(str(c.values.get("name") or ""), str(c.values.get("head_relation") or "")) for c in children]
    return [*people, *(Person(c, *said) for c, said in zip(children, own, strict=True))]


def _is_head(household: Record, member: Record) -> bool:
    """Whether a member is the one whom the household's file names."""
    ours, theirs = household.values, member.values
    if ours.get("id_number") and theirs.get("id_number"):
        return ours["id_number"] == theirs["id_number"]
    return bool(ours.get("name")) and ours["name"] == theirs.get("name")

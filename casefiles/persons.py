"""One person, many roles: a mother in two files is also a guardian, a mentor, the head of a household.

Each role has a record of its own, because each is kept by somebody else and travels by itself. That two records mean
one person is read off them: the same ID number; or, where not both have one, the same name and the same phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from casefiles.domain.fieldtypes import Stored
    from casefiles.office import Office
    from casefiles.ports import Record

ROLES = ("mentor", "child", "household", "member", "guardianship_spell")
"""entities whose records say who somebody is"""
OWN_FILE = ("mentor", "child", "household", "donor")
"""entities whose record is a file of its own; the others are read in a child's"""
SHARED = ("name", "id_number", "phone", "birth_date", "sex", "ethnic", "area", "village", "address", "health")
"""what is a person's own in whatever role; a relation or an end is not"""
MOST = 20
"""roles asked for of each kind"""
SAME_PHONE = tuple(entity for entity in ROLES if entity != "child")
"""a child's file holds the phone of whoever looks after the child"""


@dataclass(frozen=True, slots=True)
class Role:
    """One record that speaks of a person; `file` is the child, mentor or household whose page shows it."""

    record: Record
    file: str
    file_name: str


def roles(office: Office, values: Mapping[str, Stored], but: Iterable[str] = ()) -> list[Role]:
    """Where else the person of these values (name, id_number, phone) is on file, mentors first and donors last; `but`
    are ids of records and files that are left out. Empty when there is nothing to tell people apart by."""
    left_out, found = set(but), []
    files: dict[str, str] = {}
    for record in (*_same(office, values), *_donors(office, values)):
        file = record.id if record.entity in OWN_FILE else str(record.values.get("child") or "")
        if record.id in left_out or file in left_out or not file:
            continue
        if file not in files:
            owner = record if file == record.id else office.queries.get(file)
            files[file] = str(owner.values.get("name") or "") if owner is not None and not owner.deleted else ""
        found.append(Role(record, file, files[file]))
    return found


def _donors(office: Office, values: Mapping[str, Stored]) -> Iterator[Record]:
    """Donors who are this person, or whose contact is: by name and phone, for a donor has no ID number."""
    name, phone = values.get("name"), values.get("phone")
    if name and phone:
        for record in office.queries.select("donor", {"phone": phone}, limit=MOST):
            if name in (record.values.get("name"), record.values.get("contact")):
                yield record


def known(office: Office, values: Mapping[str, Stored], entity: str) -> dict[str, Stored]:
    """What the register knows of this person, for the fields of `entity` that are a person's own: the longest known
    first, so that a mentor's own file comes before what a neighbour's file says of them."""
    told: dict[str, Stored] = {}
    for record in _same(office, values):
        for name in SHARED:
            value = record.values.get(name)
            if value is not None and name in ENTITIES[entity].fields:
                told.setdefault(name, value)
    return told


def _same(office: Office, values: Mapping[str, Stored]) -> Iterator[Record]:
    card, name, phone = (values.get(n) for n in ("id_number", "name", "phone"))
    for entity in ROLES:
        seen = set()
        if card:
            for record in office.queries.select(entity, {"id_number": card}, limit=MOST):
                seen.add(record.id)
                yield record
        if name and phone and entity in SAME_PHONE:
            for record in office.queries.select(entity, {"phone": phone, "name": name}, limit=MOST):
                other = record.values.get("id_number")
                if record.id not in seen and not (card and other and card != other):
                    yield record

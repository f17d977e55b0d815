"""One person in several roles, on a real encrypted office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import persons
from casefiles.domain.changes import DELETED
from casefiles.domain.codes import citizen_id
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from tests.db.office_files import Desk

import datetime as dt

CARD = citizen_id.make("999901", dt.date(1985, 4, 3), 12, "2")
OTHER = citizen_id.make("999901", dt.date(1985, 4, 3), 14, "2")


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


def told(office: Office, *but: str, **values: str) -> list[tuple[str, str]]:
    return [(r.record.entity, r.file_name) for r in persons.roles(office, values, but)]


def test_the_same_id_number_is_found_in_every_role(office: Office, desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    desk.add("member", child=child, relation="52", name="李月样", id_number=CARD)
    desk.add("guardianship_spell", child=child, kind="mother", name="李月样", id_number=CARD, start="2026-01-01")
    desk.add("mentor", name="李月样", kind="teacher", id_number=CARD)
    desk.add("household", name="李月样", id_number=CARD)
    assert told(office, id_number=CARD) == [
        ("mentor", "李月样"), ("household", "李月样"), ("member", "赵小样"), ("guardianship_spell", "赵小样"),
    ]  # fmt: skip
    assert told(office, child, id_number=CARD) == [("mentor", "李月样"), ("household", "李月样")]


def test_without_an_id_number_the_name_and_the_phone_must_both_agree(office: Office, desk: Desk) -> None:
    child = desk.add("child", name="赵小样", phone="10012345678")
    desk.add("member", child=child, relation="62", name="王秀样", phone="10012345678")
    assert told(office, name="王秀样", phone="10012345678") == [("member", "赵小样")]
    assert told(office, name="王秀样", phone="10012345679") == []
    assert told(office, name="王芳样", phone="10012345678") == []
    assert told(office, name="王秀样") == []
    assert told(office, name="赵小样", phone="10012345678") == [], "a child's file holds the phone of the guardian"


def test_a_donor_and_the_one_who_speaks_for_a_donor_are_roles_too(office: Office, desk: Desk) -> None:
    desk.add("donor", name="李月样", kind="person", phone="10012345678")
    desk.add("donor", name="样例公益协会", kind="foundation", contact="李月样", phone="10012345678")
    desk.add("donor", name="李月样", kind="person", phone="10012345679")
    desk.add("mentor", name="李月样", kind="teacher", phone="10012345678")
    assert told(office, name="李月样", phone="10012345678") == [
        ("mentor", "李月样"), ("donor", "李月样"), ("donor", "样例公益协会"),
    ]  # fmt: skip
    assert told(office, name="王芳样", phone="10012345678") == []


def test_two_id_numbers_are_two_persons(office: Office, desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    desk.add("member", child=child, relation="52", name="李月样", phone="10012345678", id_number=CARD)
    assert told(office, name="李月样", phone="10012345678", id_number=OTHER) == []
    assert told(office, name="李月样", phone="10012345678", id_number=CARD) == [("member", "赵小样")]


def test_what_was_deleted_is_no_role(office: Office, desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    member = desk.add("member", child=child, relation="52", name="李月样", id_number=CARD)
    desk.edit("member", member, **{DELETED: 1})
    assert told(office, id_number=CARD) == []


def test_what_is_known_prefers_the_persons_own_file(office: Office, desk: Desk) -> None:
    child = desk.add("child", name="赵小样")
    mother = {"name": "李月样", "id_number": CARD, "birth_date": "1985-04", "phone": "10012345678"}
    desk.add("member", child=child, relation="52", **mother)
    desk.add("mentor", name="李月样", kind="teacher", id_number=CARD, phone="10087654321")
    known = persons.known(office, {"id_number": CARD}, "guardianship_spell")
    assert known == {"name": "李月样", "id_number": CARD, "phone": "10087654321"}
    assert "relation" not in persons.known(office, {"id_number": CARD}, "member")

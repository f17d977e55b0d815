"""Rules between fields: what stops a save, what is only pointed out, what an ID number fills in."""

from __future__ import annotations

import datetime as dt

import pytest

from casefiles import recording
from casefiles.domain.codes import citizen_id
from casefiles.domain.entities import ENTITIES

TODAY = dt.date(2026, 11, 21)
CARD = citizen_id.make("999901", dt.date(2014, 9, 16), 12, "2")


def codes(entity: str, draft: dict[str, str], birth: str | None = None) -> set[tuple[str, str]]:
    checked = recording.check(ENTITIES[entity], draft, TODAY, birth=birth)
    return {(p.code, p.field) for p in checked.problems}


def test_the_id_number_fills_birth_and_sex() -> None:
    checked = recording.check(ENTITIES["child"], {"name": "张小例", "id_number": CARD, "sex": ""}, TODAY)
    assert (checked.values["birth_date"], checked.values["sex"]) == ("2014-09-16", "2")
    assert not checked.problems
    assert not checked.warnings


def test_a_contradiction_is_pointed_out_and_kept() -> None:
    draft = {"name": "张小例", "id_number": CARD, "birth_date": "2014-09-17", "sex": "男"}
    checked = recording.check(ENTITIES["child"], draft, TODAY)
    assert not checked.problems
    assert {w.code for w in checked.warnings} == {"ID_BIRTH_DIFFERS", "ID_SEX_DIFFERS"}


def test_a_birth_date_known_to_the_month_does_not_contradict() -> None:
    draft = {"name": "张小例", "id_number": CARD, "birth_date": "2014-09"}
    assert not recording.check(ENTITIES["child"], draft, TODAY).warnings


@pytest.mark.parametrize(
    ("entity", "draft", "birth", "expected"),
    [
        (
            "visit",
            {"child": "c", "on": "2013-01-01", "kind": "home", "contact": "child"},
            "2014-09",
            ("DATE_BEFORE_BIRTH", "on"),
        ),
        (
            "visit",
            {"child": "c", "on": "2026-11-22", "kind": "home", "contact": "child"},
            None,
            ("DATE_IN_FUTURE", "on"),
        ),
        (
            "match",
            {"child": "c", "mentor": "m", "start": "2020-01-01", "end": "2019-01-01"},
            None,
            ("END_BEFORE_START", "end"),
        ),
        ("child", {"name": "张小例", "birth_date": "2027-01-01"}, None, ("DATE_IN_FUTURE", "birth_date")),
        ("child", {"name": ""}, None, ("REQUIRED", "name")),
        ("visit", {"child": "c", "on": "2026-01-01"}, None, ("REQUIRED", "contact")),
    ],
)
def test_problems(entity: str, draft: dict[str, str], birth: str | None, expected: tuple[str, str]) -> None:
    assert expected in codes(entity, draft, birth)


def test_problems_come_in_the_order_of_the_form_and_all_at_once() -> None:
    checked = recording.check(ENTITIES["child"], {"phone": "1", "name": "", "id_number": "12"}, TODAY)
    assert [p.field for p in checked.problems] == ["name", "id_number", "phone"]


def test_an_edit_checks_only_what_was_touched() -> None:
    stands = {"name": "张小例", "birth_date": "2014-09-16"}
    checked = recording.check(ENTITIES["child"], {"school": "青石小学"}, TODAY, stands=stands)
    assert checked.values == {"school": "青石小学"}
    assert not checked.problems
    emptied = recording.check(ENTITIES["child"], {"name": " "}, TODAY, stands=stands)
    assert [p.code for p in emptied.problems] == ["REQUIRED"]

"""Risk reviews, needs, consents and proofs on a real encrypted office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import recording, registers
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.office import Home, Me, Office

if TYPE_CHECKING:
    from casefiles.recording import Saved
    from tests.db.office_files import Desk

REVIEW = ENTITIES["risk_review"]


@pytest.fixture
def office(desk: Desk) -> Office:
    home = Home("999901101", "云台镇", "township", "")
    return Office(desk.ledger, desk.queries, desk.clock, Me("clerk", "经办人"), home)


@pytest.fixture
def child(desk: Desk) -> str:
    return desk.add("child", name="赵小样", birth_date="2014-09-16", risk="green", opened_on="2024-01-01")


def reviewed(office: Office, child: str, on: str, level: str) -> Saved:
    return recording.save(office, REVIEW, {"child": child, "on": on, "level": level})


def risk(office: Office, child: str) -> object:
    return office.queries.get(child).values["risk"]  # type: ignore[union-attr]


def attention(office: Office, child: str) -> object:
    return office.queries.register_rows("child", [child])[0]["attention"]


def refused(office: Office, entity: str, **draft: str) -> list[tuple[str, str]]:
    with pytest.raises(Refusal) as caught:
        recording.save(office, ENTITIES[entity], draft)
    return [(p.code, p.field) for p in caught.value.problems]


def test_the_newest_review_is_the_risk_in_the_file(office: Office, child: str) -> None:
    reviewed(office, child, "2026-10-01", "red")
    assert risk(office, child) == "red"
    assert attention(office, child) == 1
    reviewed(office, child, "2026-03-01", "yellow")
    assert risk(office, child) == "red", "an older one entered late changes nothing"
    reviewed(office, child, "2026-11-01", "blue")
    assert risk(office, child) == "blue"
    assert attention(office, child) == 0


def test_correcting_and_deleting_a_review_keep_it_so(office: Office, child: str) -> None:
    old, new = reviewed(office, child, "2026-09-01", "yellow"), reviewed(office, child, "2026-10-01", "red")
    recording.save(office, REVIEW, {"level": "blue"}, new.id)
    assert risk(office, child) == "blue"
    recording.save(office, REVIEW, {"on": "2026-08-01"}, new.id)
    assert risk(office, child) == "yellow"
    recording.delete(office, old.id)
    assert risk(office, child) == "blue"
    recording.delete(office, new.id)
    assert risk(office, child) == "blue", "with no review left nobody says otherwise"


def test_undo_takes_both_back(office: Office, child: str) -> None:
    first = reviewed(office, child, "2026-10-01", "red")
    recording.undo(office, first)
    assert risk(office, child) == "green"
    assert office.queries.count("risk_review") == 0
    second = reviewed(office, child, "2026-10-02", "yellow")
    edited = recording.save(office, REVIEW, {"level": "blue"}, second.id)
    recording.undo(office, edited)
    assert risk(office, child) == "yellow"


def test_undo_leaves_what_another_wrote_meanwhile(office: Office, child: str) -> None:
    saved = reviewed(office, child, "2026-10-01", "red")
    recording.save(office, ENTITIES["child"], {"school": "石门小学"}, child)
    recording.undo(office, saved)
    assert risk(office, child) == "green"
    assert office.queries.get(child).values["school"] == "石门小学"  # type: ignore[union-attr]


def test_it_is_one_transaction(office: Office, desk: Desk, child: str) -> None:
    saved = reviewed(office, child, "2026-10-01", "red")
    assert set(saved.touched.last) == {saved.id, child}


def test_rules_between_the_fields(office: Office, child: str) -> None:
    assert refused(
        office, "consent", child=child, on="2026-01-05", name="李月样", scope="photo", withdrawn_reason="不愿"
    ) == [("CONSENT_NOT_WITHDRAWN", "withdrawn_on")]
    early = {"on": "2026-01-05", "withdrawn_on": "2026-01-04"}
    assert refused(office, "consent", child=child, name="李月样", scope="photo", **early) == [
        ("END_BEFORE_START", "withdrawn_on")
    ]
    need = {"child": child, "area": "schooling", "what": "课业辅导", "found_on": "2026-01-05"}
    assert refused(office, "need", **need, closed_on="2026-02-01") == [("NEED_NO_OUTCOME", "outcome")]
    assert refused(office, "need", **need, outcome="met") == [("NEED_NO_END", "closed_on")]
    assert refused(office, "need", **{**need, "found_on": "2010-01-01"}) == [
        ("DATE_BEFORE_BIRTH", "found_on")
    ]
    assert refused(office, "action", child=child) == [("REQUIRED", "what")]
    assert refused(office, "action", child=child, what="补课", need="ne-1m7vw2gcaznb83ppfhp") == [
        ("NOT_FOUND", "need")
    ]
    assert {f for _, f in refused(office, "parent_spell", child=child)} == {"member", "status", "start"}


def test_the_file_holds_them_newest_first(office: Office, child: str, desk: Desk) -> None:
    mother = desk.add("member", child=child, relation="52", name="李月样")
    need = {"child": child, "area": "schooling", "what": "课业辅导", "found_on": "2026-01-05"}
    made = recording.save(office, ENTITIES["need"], need)
    recording.save(
        office, ENTITIES["action"], {"child": child, "need": made.id, "what": "周末补课", "due": "2026-12-31"}
    )
    status = {"child": child, "member": mother, "status": "away", "start": "2024-03-01", "proof": "village"}
    recording.save(office, ENTITIES["parent_spell"], status)
    for on in ("2026-01-05", "2026-05-05"):
        reviewed(office, child, on, "yellow")
    file = registers.around(office, child)
    assert [r.values["on"] for r in file.more["risk_review"]] == ["2026-05-05", "2026-01-05"]
    assert {name: len(found) for name, found in file.more.items() if found} == {
        "risk_review": 2, "need": 1, "action": 1, "parent_spell": 1,
    }  # fmt: skip

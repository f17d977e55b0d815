"""A file that names no division lies where it was made: its transfer reaches that office, which then only reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import merging, recording, transferring, worklists
from casefiles.domain.changes import Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from casefiles.exchange import dwelling, reaching
from tests.package.offices import add, edit
from tests.package.test_out_of_scope import CODES, land, name_of, send, sound, template

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["land", "template"]


def bare(land: SimpleNamespace) -> str:
    """A child of the town without a division; the county has it."""
    row = add(land.town, "child", name="石一例")
    send(land.town, land.county, land.stick)
    return row


def test_the_office_that_made_it_learns_of_its_transfer(land: SimpleNamespace) -> None:
    row = bare(land)
    visit = add(land.town, "visit", child=row, on="2026-09-02", contact="child", place="一切都好")
    sent = transferring.transfer(land.county, row, CODES["other"], "moved")
    assert land.county.queries.get(sent.id).values["from_area"] == CODES["town"], "not the county's own"
    send(land.county, land.other, land.stick)
    transferring.accept(land.other, sent.id)
    send(land.other, land.county, land.stick)
    send(land.county, land.town, land.stick)
    assert land.town.queries.get(row).values["area"] == CODES["other"]
    assert land.town.queries.get(sent.id).values["state"] == "accepted"
    for draft in ({"village": "石门村"}, {"name": "石改例"}):
        with pytest.raises(Refusal) as refused:
            recording.save(land.town, ENTITIES["child"], draft, row=row)
        assert [p.code for p in refused.value.problems] == ["FILE_MOVED"]
    edit(land.other, row, village="石桥村")
    send(land.other, land.county, land.stick)
    send(land.county, land.town, land.stick)
    assert "village" not in land.town.queries.get(row).values or not land.town.queries.get(row).values["village"]
    assert land.town.queries.get(visit) is not None


def test_a_transfer_that_waits_is_in_the_worklist_of_the_office_that_made_it(land: SimpleNamespace) -> None:
    row = bare(land)
    sent = transferring.transfer(land.county, row, CODES["other"], "moved")
    send(land.county, land.town, land.stick)
    assert [t.id for t in transferring.waiting(land.town)] == [sent.id]
    assert worklists.counts(land.town)["transfers"] == 1


def test_a_merge_tells_the_office_that_made_the_file_which_is_given_up(land: SimpleNamespace) -> None:
    row = bare(land)
    stays = add(land.other, "child", name="石一例")
    send(land.other, land.county, land.stick)
    merging.merge(land.county, row, stays)
    send(land.county, land.town, land.stick)
    assert [t.values["reason"] for t in land.town.queries.select("transfer", {"child": row})] == ["merged"]


def test_a_neighbour_has_no_say_in_it(land: SimpleNamespace) -> None:
    row = bare(land)
    heads = land.county.queries.get(row).heads
    land.other.ledger.write([Edit("child", row, {"name": "石改例"}, heads)], "clerk")
    report = send(land.other, land.county, land.stick)
    assert [p.code for p in report.problems] == ["OUT_OF_SCOPE"]
    assert name_of(land.county, row) == "石一例"
    assert sound(land.county)
    [one] = reaching.beyond(land.county)
    assert one.ours


def test_a_neighbour_has_no_say_in_its_visits_either(land: SimpleNamespace) -> None:
    row = bare(land)
    visit = add(land.town, "visit", child=row, on="2026-09-02", contact="child", place="一切都好")
    send(land.town, land.county, land.stick)
    heads = land.county.queries.get(visit).heads
    land.other.ledger.write([Edit("visit", visit, {"place": "改过"}, heads)], "clerk")
    assert [p.code for p in send(land.other, land.county, land.stick).problems] == ["OUT_OF_SCOPE"]
    assert land.county.queries.get(visit).values["place"] == "一切都好"


def test_the_county_and_its_own_office_have_a_say(land: SimpleNamespace) -> None:
    row = bare(land)
    edit(land.county, row, village="石门村")
    send(land.county, land.town, land.stick)
    edit(land.town, row, village="石桥村")
    assert send(land.town, land.county, land.stick).problems == ()
    assert land.county.queries.get(row).values["village"] == "石桥村"
    assert not land.county.ledger.out_of_scope()


def test_who_says_that_he_made_it_too_is_told_from_who_did(land: SimpleNamespace) -> None:
    row = bare(land)
    land.other.ledger.write([Edit("child", row, {"name": "石改例"}, ())], "clerk")
    send(land.other, land.county, land.stick)
    assert name_of(land.county, row) == "石一例"
    assert not land.county.queries.conflicts()
    assert land.county.queries.get(row).values["area"] == CODES["town"], "the county said where it lies"


def test_where_it_lies(land: SimpleNamespace) -> None:
    row, own = bare(land), add(land.county, "child", name="王一例", area=CODES["other"])
    assert dwelling.division(land.county, land.county.queries.get(row)) == CODES["town"]
    assert dwelling.division(land.town, land.town.queries.get(row)) == CODES["town"]
    assert dwelling.division(land.county, land.county.queries.get(own)) == CODES["other"]


def test_a_new_child_of_a_township_gets_its_division(land: SimpleNamespace) -> None:
    child = ENTITIES["child"]
    saved = recording.save(land.town, child, {"name": "石一例"})
    assert land.town.queries.get(saved.id).values["area"] == CODES["town"]
    [one] = recording.save_all(land.town, child, [{"name": "石二例", "area": ""}])
    assert land.town.queries.get(one.id).values["area"] == CODES["town"]
    away = recording.save(land.town, child, {"name": "石三例", "area": CODES["other"]})
    assert land.town.queries.get(away.id).values["area"] == CODES["other"]
    assert not land.county.queries.get(recording.save(land.county, child, {"name": "石四例"}).id).values.get("area")


def test_the_county_has_a_say_in_what_its_town_put_into_a_division_elsewhere(land: SimpleNamespace) -> None:
    """A slip in the form, or a child that is on its way: the county writes of it, and puts it right."""
    row = recording.save(land.town, ENTITIES["child"], {"name": "石一例", "area": "999902101"}).id
    visit = add(land.town, "visit", child=row, on="2026-09-02", contact="child", place="一切都好")
    send(land.town, land.county, land.stick)
    recording.save(land.county, ENTITIES["child"], {"school": "石门小学"}, row)
    assert send(land.county, land.city, land.stick).problems == ()
    edit(land.town, row, village="石门村")
    assert send(land.town, land.county, land.stick).problems == ()
    assert land.county.queries.get(row).values["school"] == "石门小学", "its own word is not hidden from itself"
    recording.save(land.county, ENTITIES["child"], {"area": CODES["town"]}, row)
    edit(land.county, visit, place="补记")
    assert send(land.county, land.city, land.stick).problems == ()
    send(land.county, land.town, land.stick)
    for office in (land.town, land.county, land.city):
        told = office.queries.get(row).values
        assert (told["school"], told["area"], told["village"]) == ("石门小学", CODES["town"], "石门村")
        assert office.queries.get(visit).values["place"] == "补记"
        assert not office.ledger.out_of_scope()
    assert not land.city.queries.count("question")


def test_who_is_above_a_neighbour_has_no_say_by_that(land: SimpleNamespace) -> None:
    """Nor has an office below the one that made it."""
    row = add(land.county, "child", name="石一例", area="999902101")
    send(land.county, land.city, land.stick)
    heads = land.county.queries.get(row).heads
    land.other.ledger.write([Edit("child", row, {"name": "石改例"}, heads)], "clerk")
    assert [p.code for p in send(land.other, land.county, land.stick).problems] == ["OUT_OF_SCOPE"]
    assert name_of(land.county, row) == "石一例"

"""What somebody saves decides at once who had a say in a file, as it does where it arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from tests.package.offices import add, edit
from tests.package.test_out_of_scope import CODES, land, send, sound, template

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office

__all__ = ["land", "template"]

NEVER = bytes(range(20))
"""a change that nobody ever wrote"""


def hidden(office: Office) -> set[str]:
    return {one.row for one in office.ledger.out_of_scope()}


def taken(land: SimpleNamespace, *, area: bool) -> str:
    """The town's child; the other town wrote of it beside a change that is nowhere, and the county hid that."""
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    heads = land.town.queries.get(row).heads
    fields = {"area": CODES["other"]} if area else {"village": "乙村"}
    land.other.ledger.write([Edit("child", row, fields, (*heads, NEVER))], "clerk")
    for office in (land.town, land.other):
        send(office, land.county, land.stick)
    assert hidden(land.county) == {row}
    return row


@pytest.mark.parametrize("area", [True, False])
def test_a_move_decides_where_it_is_saved_as_where_it_arrives(land: SimpleNamespace, *, area: bool) -> None:
    row = taken(land, area=area)
    edit(land.county, row, area=CODES["other"])
    send(land.county, land.city, land.stick)
    city, county = (office.queries.get(row) for office in (land.city, land.county))
    assert hidden(land.county) == hidden(land.city) == set()
    assert (county.values, county.heads, dict(county.rivals)) == (city.values, city.heads, dict(city.rivals))
    assert county.values["village"] == (None if area else "乙村")
    assert sound(land.county)


def test_what_a_save_decides_is_seen_by_whoever_saves_next(land: SimpleNamespace) -> None:
    """Nothing is in conflict with what stood on no screen."""
    row = taken(land, area=False)
    edit(land.county, row, area=CODES["other"])
    edit(land.county, row, village="甲村")
    found = land.county.queries.get(row)
    assert (found.values["village"], dict(found.rivals), len(found.heads)) == ("甲村", {}, 1)
    send(land.county, land.city, land.stick)
    assert land.city.queries.get(row).heads == found.heads


def test_a_word_about_a_file_without_its_beginning_hides_where_it_is_saved(land: SimpleNamespace) -> None:
    """Of the child nothing is here but what the other town wrote on a change that never came."""
    row = new_id("c", 10**12)
    land.other.ledger.write([Edit("child", row, {"village": "乙村"}, (NEVER,))], "clerk")
    send(land.other, land.county, land.stick)
    assert hidden(land.county) == set()
    edit(land.county, row, name="石一例", area=CODES["town"])
    send(land.county, land.city, land.stick)
    for office in (land.county, land.city):
        assert hidden(office) == {row}
        found = office.queries.get(row)
        assert (found.values["name"], found.values["village"]) == ("石一例", None)
        assert sound(office)

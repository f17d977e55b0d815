"""A file that was only ever typed into a township's division and out again: it hears of the change by which it left and
of nothing before. It lists no such file and counts none; what is there is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles import registers
from casefiles.domain.entities import ENTITIES, PLACED
from db.rebuilding import rebuild
from tests.package.offices import add, edit
from tests.package.test_out_of_scope import CODES, land, send, sound, template

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office

__all__ = ["land", "template"]
THIRD = "999901103"
NAMES = {entity: ENTITIES[entity].title for entity in PLACED}


def listed(office: Office, entity: str) -> set[str]:
    """Where records of an entity are listed and counted: the same everywhere."""
    q = office.queries
    found = {r.id for r in q.select(entity)}
    assert q.count(entity) == len(found)
    assert set(q.register_ids(entity)) == found
    assert {str(r["id"]) for r in q.register_first(entity)} == found
    if entity == "child":
        assert registers.today(office).children == len(found) == sum(n["children"] for n in q.figures().values())
    return found


def passed_through(land: SimpleNamespace, entity: str) -> str:
    """A file of the town that the county typed into the other town and out again, before it wrote to that one."""
    row = add(land.town, entity, **{NAMES[entity]: "石一例"}, area=CODES["town"])
    send(land.town, land.county, land.stick)
    edit(land.county, row, area=CODES["other"])
    edit(land.county, row, area=THIRD)
    return row


@pytest.mark.parametrize("entity", list(NAMES))
def test_a_file_that_never_was_here_is_not_listed(land: SimpleNamespace, entity: str) -> None:
    row = passed_through(land, entity)
    send(land.county, land.other, land.stick)
    other = land.other
    held = other.queries.get(row)
    assert (held.values.get(NAMES[entity]), held.values["area"]) == (None, THIRD), "the change by which it left is kept"
    assert row not in listed(other, entity)
    assert listed(land.county, entity) == {row}
    assert sound(other)
    with other.ledger.database.writing() as connection:
        rebuild(connection)
    assert row not in listed(other, entity)
    assert not other.queries.incomplete()


def test_it_is_listed_as_soon_as_it_moves_there(land: SimpleNamespace) -> None:
    row = passed_through(land, "child")
    send(land.county, land.other, land.stick)
    edit(land.county, row, area=CODES["other"])
    send(land.county, land.other, land.stick)
    assert listed(land.other, "child") == {row}
    assert land.other.queries.get(row).values["name"] == "石一例"
    edit(land.county, row, area=THIRD)
    send(land.county, land.other, land.stick)
    assert listed(land.other, "child") == {row}, "a file that was here and left is shown as such"

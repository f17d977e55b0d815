"""What is gone from a log comes back as its computer wrote it, and nobody else can say what stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casefiles.domain.changes import START, Block, chain, chained, stub_of
from db import log
from tests.package.crafted import body, bring
from tests.package.offices import add, edit
from tests.package.test_out_of_scope import CODES, land, send, sound, template

if TYPE_CHECKING:
    from types import SimpleNamespace

    from casefiles.office import Office

__all__ = ["land", "template"]


def destroyed(office: Office, device: str, first: int, last: int) -> None:
    """A damaged disk took these numbers of a log."""
    with office.ledger.database.writing() as connection:  # type: ignore[attr-defined]
        sql = "DELETE FROM change WHERE lid=(SELECT lid FROM log WHERE name=?) AND seq BETWEEN ? AND ?"
        connection.execute(sql, (device, first, last))


@pytest.mark.parametrize("checks", [False, True])
def test_a_neighbour_cannot_make_up_what_is_gone(land: SimpleNamespace, *, checks: bool) -> None:
    row = add(land.town, "child", name="石一例", area=CODES["town"])
    for n in range(5):
        edit(land.town, row, school=f"第{n}小学")
    send(land.town, land.county, land.stick)
    send(land.other, land.county, land.stick)
    device, end = land.town.ledger.device, land.town.ledger.vector()[land.town.ledger.device].seq
    with land.county.ledger.database.reading() as connection:
        [before] = log.ids(connection, log.logs(connection)[device], end - 3, end - 3)
    destroyed(land.county, device, end - 2, end - 1)
    false = body(row, "child", {"name": "石改例"}, [before])
    one = stub_of(false) if checks else false
    run = Block(device, end - 2, before, chain(before, one), (one,))
    report = bring(land.other, land.county, land.stick, mends=run)
    assert report.mended == 0
    assert land.county.queries.get(row).values["name"] == "石一例"
    assert dict(land.county.ledger.lost()) == {device: ((end - 2, end - 1),)}
    back = land.county.ledger.mend(land.town.ledger.carried([], {device: [(end - 2, end - 1)]}))
    assert (back.back, back.unproven) == (2, 0)
    assert not land.county.ledger.lost()
    assert sound(land.county)


@pytest.mark.parametrize("backwards", [False, True])
def test_a_long_piece_comes_back_in_many_runs(land: SimpleNamespace, *, backwards: bool) -> None:
    rows = [add(land.town, "child", name=f"石{n}例", area=CODES["town"]) for n in range(40)]
    send(land.town, land.county, land.stick)
    device, end = land.town.ledger.device, land.town.ledger.vector()[land.town.ledger.device].seq
    first, last = end - 35, end - 5
    destroyed(land.county, device, first, last)
    runs = [
        run
        for at in range(first, last + 1, 7)
        for run in land.town.ledger.carried([], {device: [(at, min(at + 6, last))]})
    ]
    back = land.county.ledger.mend(reversed(runs) if backwards else runs)
    assert (back.back, back.unproven) == (last - first + 1, 0)
    assert not land.county.ledger.lost()
    assert {r.id for r in land.county.queries.select("child")} == set(rows)
    assert sound(land.county)


def test_what_is_known_by_checks_is_lacking_as_before(land: SimpleNamespace) -> None:
    """A number that was a hole and is gone is a hole still, when what came for it proves nothing."""
    child = add(land.county, "child", name="石一例", area=CODES["town"])
    add(land.county, "child", name="王一例", area=CODES["other"])
    edit(land.county, child, school="石门小学")
    send(land.county, land.town, land.stick)
    device = land.county.ledger.device
    holes = land.town.ledger.vector()[device].holes
    [(number, _)] = holes
    with land.town.ledger.database.reading() as connection:
        [before] = log.ids(connection, log.logs(connection)[device], number - 1, number - 1)
    end = land.town.ledger.vector()[device].seq
    destroyed(land.town, device, number, end - 1)
    false = body(child, "child", {"name": "石改例"}, [])
    done = land.town.ledger.mend([Block(device, number, before, chained(before, [false])[-1], (false,))])
    assert (done.back, done.unproven) == (0, 1)
    assert land.town.ledger.vector()[device].holes == holes
    assert before != START

"""Orders to erase that bind nothing yet: what wakes them, and that they cost nothing while they wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casefiles import erasing
from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from tests.package import offices
from tests.package.offices import add, edit
from tests.package.test_erasing_others import TOWN, pair, send

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from casefiles.office import Office

__all__ = ["pair"]


def ordered(county: Office, *files: str) -> None:
    """Orders as they stand in a log, whatever the program of who wrote them would have said."""
    said = [{"record": row, "reason": "mistaken", "on": "2026-01-01"} for row in files]
    rows = [new_id("eo", offices.START_MS, n) for n in range(len(files))]
    county.ledger.write([Edit("erasure", row, dict(one), ()) for row, one in zip(rows, said, strict=True)], "x")


def test_an_order_waits_until_the_file_is_closed_here(pair: tuple[Office, Office], tmp_path: Path) -> None:
    town, county = pair
    child = add(town, "child", name="石一例", area=TOWN)
    send(town, county, tmp_path)
    ordered(county, child)
    for _ in range(2):
        send(county, town, tmp_path)
        assert town.queries.get(child) is not None, "it is open"
    edit(town, child, closed_on="2026-01-02")
    send(county, town, tmp_path)
    assert town.queries.get(child) is None


def test_an_order_waits_for_the_file_itself(pair: tuple[Office, Office], tmp_path: Path) -> None:
    town, county = pair
    child = new_id("c", offices.START_MS, 7)
    ordered(county, child)
    send(county, town, tmp_path)
    values = {"name": "石一例", "area": TOWN, "closed_on": "2026-01-02"}
    county.ledger.write([Edit("child", child, dict(values), ())], "x")
    send(county, town, tmp_path)
    assert town.queries.get(child) is None
    assert child in town.ledger.erased()


def test_an_order_waits_for_who_gave_it(pair: tuple[Office, Office], tmp_path: Path) -> None:
    """A log of the city came by way of somebody who cannot vouch for it; then its card comes."""
    town, county = pair
    offices.make(tmp_path / "city", "9999")
    city = offices.opened(tmp_path / "city")
    child = add(town, "child", name="石一例", area=TOWN, closed_on="2026-01-02")
    ordered(city, child)
    town.ledger.apply(city.ledger.since({}), city.ledger.proven()[1])
    send(county, town, tmp_path)
    assert town.queries.get(child) is not None, "nobody knows whose computer that is"
    offices.meet(tmp_path, city, town)
    send(county, town, tmp_path)
    assert town.queries.get(child) is None
    city.ledger.close()


def looks(monkeypatch: pytest.MonkeyPatch, office: Office) -> list[str]:
    """The records whose histories are read from now on."""
    ledger: Any = office.ledger
    found: list[str] = []
    history = ledger.history
    monkeypatch.setattr(ledger, "history", lambda row: found.append(row) or history(row))
    return found


def test_orders_that_lead_nowhere_cost_nothing(
    pair: tuple[Office, Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, county = pair
    ordered(town, *(new_id("c", offices.START_MS, n) for n in range(300)))
    seen = looks(monkeypatch, county)
    send(town, county, tmp_path)
    assert len(seen) == 300, "each is looked at when it comes"
    child = add(town, "child", name="石一例", area=TOWN, closed_on="2026-01-02")
    ordered(county, *(new_id("c", offices.START_MS, n) for n in range(300)), child)
    erasing.obey(county)
    seen.clear()
    assert send(town, county, tmp_path).new == 1
    assert len(seen) < 10, "one of 601 waits for this file"
    assert child in county.ledger.erased()


def test_every_order_is_looked_at_once_after_an_upgrade(pair: tuple[Office, Office]) -> None:
    _, county = pair
    assert erasing.obey(county) == 0
    child = add(county, "child", name="石一例", area=TOWN, closed_on="2026-01-02")
    ordered(county, child)
    with county.ledger.database.writing() as connection:  # type: ignore[attr-defined]
        connection.execute("DELETE FROM order_ready")
    assert erasing.obey(county) == 0
    county.ledger.keep_setting(erasing.LOOKED, None)
    assert erasing.obey(county) > 0
    assert county.queries.get(child) is None

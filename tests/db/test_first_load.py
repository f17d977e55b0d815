"""The first load of a table leaves its indexes off and makes them when it is filled; nobody else ever misses them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from casefiles.domain.problems import Refusal
from db import first_load
from db.projection import Projection
from tests.db.test_exchange import give, shown
from tests.db.test_segments import fill

if TYPE_CHECKING:
    from tests.db.office_files import Desk

VISITS = 300
INDEXES = "SELECT name, sql FROM sqlite_master WHERE type='index' AND tbl_name='visit' ORDER BY name"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small packages count as a first load, in several parts."""
    monkeypatch.setattr(first_load, "LEAST", 50)
    monkeypatch.setattr("db.importing.BATCH", 100)
    monkeypatch.setattr("db.log.BLOCK_BODIES", 60)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many indexes of their own visits had, each time some were inserted."""
    found: list[int] = []
    insert = Projection._insert

    def look(self: Projection, plan: Any, *rest: Any) -> list[str]:
        if plan.entity == "visit":
            asked = "SELECT count(*) FROM sqlite_master WHERE type='index' AND tbl_name='visit' AND sql IS NOT NULL"
            found.append(self._connection.execute(asked).fetchone()[0])
        return insert(self, plan, *rest)

    monkeypatch.setattr(Projection, "_insert", look)
    return found


def sound(desk: Desk) -> bool:
    return desk.ledger.database.read("PRAGMA integrity_check") == [("ok",)]


def test_indexes_are_off_while_an_empty_table_is_filled(pair: tuple[Desk, Desk], seen: list[int]) -> None:
    township, county = pair
    before = county.ledger.database.read(INDEXES)
    fill(township, VISITS)
    seen.clear()
    give(township, county)
    assert len(seen) > 3
    assert set(seen) == {0}
    assert county.ledger.database.read(INDEXES) == before
    assert sound(county)
    give(county, township)
    assert shown(township) == shown(county)


def test_a_table_that_holds_more_keeps_its_indexes(pair: tuple[Desk, Desk], seen: list[int]) -> None:
    township, county = pair
    fill(county, VISITS)
    fill(township, 80)
    seen.clear()
    give(township, county)
    assert seen
    assert 0 not in seen


def test_a_very_long_load_makes_them_on_the_way(
    pair: tuple[Desk, Desk], seen: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_load, "MOST", 150)
    township, county = pair
    fill(township, VISITS)
    seen.clear()
    give(township, county)
    assert seen[0] == 0
    assert seen[-1] > 0
    assert sound(county)


def test_a_load_that_is_refused_leaves_them_as_they_were(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    before = county.ledger.database.read(INDEXES)
    fill(township, VISITS)
    blocks = list(township.ledger.since({}))
    blocks[-1] = replace(blocks[-1], end=bytes(20))
    with pytest.raises(Refusal):
        county.ledger.apply(blocks)
    assert county.ledger.database.read(INDEXES) == before
    assert sound(county)
    assert give(township, county).new > VISITS
    assert county.ledger.database.read(INDEXES) == before


def test_an_index_that_is_being_read_stays(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    fill(county, 40)
    fill(township, VISITS)
    before = county.ledger.database.read(INDEXES)
    with county.ledger.database.alone() as connection:
        asked = connection.execute('SELECT child, "on" FROM visit ORDER BY child, "on"')
        asked.fetchone()
    give(township, county)
    del asked
    assert county.ledger.database.read(INDEXES) == before
    assert sound(county)


def test_of_a_refused_import_nothing_comes_with_the_next_one(pair: tuple[Desk, Desk]) -> None:
    township, county = pair
    fill(township, 90)
    blocks = list(township.ledger.since(county.ledger.vector()))
    wrong = replace(blocks[-1], end=bytes(20))
    with pytest.raises(Refusal):
        county.ledger.apply([*blocks[:-1], wrong])
    county.add("child", name="钱样", village="西头")
    assert county.ledger.database.read("SELECT count(*) FROM visit") == [(0,)]
    give(township, county)
    assert county.ledger.database.read("SELECT count(*) FROM visit") == [(90,)]
    assert county.queries.check()["ok"]

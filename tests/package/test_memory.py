"""What an exchange takes does not grow with the records that are looked at and carried, however many there are."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.changes import Edit, device_of
from casefiles.domain.ids import new_id
from casefiles.exchange import arriving, bookkeeping, cargo, scope
from casefiles.exchange.per_change import PerChange
from db import driver, log
from tests.house.tree import ROOT
from tests.package import offices

if TYPE_CHECKING:
    from pathlib import Path

    from casefiles.office import Office

FEW, MANY = 1_000, 4_000
LESS, MORE = 1_000, 5_000
OF_LEG = 40
"""bytes a change: the most is 27, of taking in; a list of ids that is let go of at once takes 50 and more"""
AT_MOST = 4 << 20
"""bytes, where some hundred are done at a time"""
OF_EACH = 100
"""bytes a record: as an id alone in a set it would take more (130), as one among what is known of it 200"""


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A county with a township that has one child, and one beside it of which the township may know nothing."""
    monkeypatch.setattr(arriving, "AT_ONCE", 200)
    monkeypatch.setattr(scope, "LATELY", 200)
    monkeypatch.setattr(log, "BLOCK_BODIES", 200)
    made = []
    for code in ("999901101", "999901102", "999901"):
        offices.make(tmp_path / code, code)
        made.append(offices.opened(tmp_path / code))
    stick = tmp_path / "stick"
    stick.mkdir()
    offices.meet(stick, *made)
    for town in made[:2]:
        offices.add(town, "child", name="吴例", area=f"{town.home.code}001")
        exchange.import_file(made[2], exchange.export(town, "999901", stick).path)
        town.ledger.close()
    return made[2]


def _visits(office: Office, number: int) -> None:
    child = next(r.id for r in office.queries.select("child") if str(r.values["area"]).startswith("999901101"))
    rows = [new_id("v", office.clock.now_ms(), n) for n in range(number)]
    office.ledger.write([Edit("visit", row, {"child": child, "on": "2026-10-01"}, ()) for row in rows], "clerk")


def _peak(office: Office, *, lost: bool) -> tuple[int, cargo.Cargo]:
    peer = next(p for p in office.ledger.peers() if p.office == "999901101")
    bookkeeping.forget(office, peer.office)
    beside = scope.strangers(office, peer)  # as long as it has not heard of their logs, they may hold something for it
    known = {log: seen for log, seen in office.ledger.vector().items() if device_of(log) not in beside}
    assert len(known) < len(office.ledger.vector())
    peer = replace(peer, receipt={} if lost else known)
    cargo.load(office, peer)  # what is loaded and compiled once is not counted
    gc.collect()
    tracemalloc.start()
    try:
        load = cargo.load(office, peer)
        return tracemalloc.get_traced_memory()[1], load
    finally:
        tracemalloc.stop()


@pytest.mark.slow
@pytest.mark.parametrize("lost", [False, True], ids=["nothing-to-give", "everything-to-give"])
def test_a_record_more_takes_next_to_nothing(county: Office, *, lost: bool) -> None:
    _visits(county, FEW)
    few, load = _peak(county, lost=lost)
    assert (load.changes > FEW) == lost
    _visits(county, MANY - FEW)
    many, load = _peak(county, lost=lost)
    assert (load.changes > MANY) == lost
    assert (many - few) / (MANY - FEW) < OF_EACH
    county.ledger.close()


@pytest.mark.slow
def test_no_leg_of_the_way_holds_what_it_carries(tmp_path: Path) -> None:
    """In a process of its own: what other tests loaded, and what they give back meanwhile, is not in it."""
    command = [sys.executable, "-m", "tests.package.peaks", str(tmp_path), str(LESS), str(MORE)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    small, large = map(json.loads, told.splitlines())
    each = {leg: (large[leg] - small[leg]) / (MORE - LESS) for leg in large}
    assert len(each) == 6
    assert not {leg: found for leg, found in each.items() if found >= OF_LEG}
    assert max(large.values()) < AT_MOST


def test_pages_take_no_more_than_they_were_measured_with() -> None:
    """A million changes were measured with so many (docs/benchmarks.md), of two connections."""
    assert driver.CACHE_KIB <= 64 << 10


def test_a_number_for_each_change() -> None:
    said = PerChange()
    assert said.get("a", 5) == 0
    said.put("a", 3, 2)
    said.put_run("a", 6, [1, 0, 3])
    said.put_run("a", 9, [])
    assert [said.get("a", n) for n in range(11)] == [0, 0, 0, 2, 0, 0, 1, 0, 3, 0, 0]
    assert list(said.run("a", 2, 5)) == [0, 2, 0, 0, 1]
    assert list(said.run("a", 8, 4)) == [3, 0, 0, 0]
    assert list(said.run("b", 1, 2)) == [0, 0]
    assert said.ranges() == {"a": ((3, 3), (6, 6), (8, 8))}

"""Whoever looks at all changes one after the other finds what looking after each record finds."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.changes import device_of
from casefiles.exchange import arriving, profiles, scope, sending
from tests.package import offices
from tests.package.offices import add, edit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from casefiles.domain.ranges import Ranges
    from casefiles.office import Office

COUNTY, HERE, THERE = "999901", "999901101", "999901102"
NOBODY = "nobody"
"""a device of which nothing is ever found: so nothing ends early"""


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Office]]:
    """A county and two townships that know the county."""
    monkeypatch.setattr(arriving, "AT_ONCE", 7)
    monkeypatch.setattr(scope, "LATELY", 5)
    found = {}
    (tmp_path / "cards").mkdir()
    for code in (COUNTY, HERE, THERE):
        offices.make(tmp_path / code, code)
        found[code] = offices.opened(tmp_path / code)
    for town in (HERE, THERE):
        offices.meet(tmp_path / "cards", found[COUNTY], found[town])
    yield found
    for office in found.values():
        office.ledger.close()


def _found(county: Office, town: str, *, whole: bool, bare: bool) -> tuple[dict[str, Ranges], set[str]]:
    """The numbers and the devices; `bare`: as if the township had each log by its stubs alone."""
    peer = sending.peer_of(county, town)
    goes = profiles.profile(county, peer)
    may = scope.Scope(county, peer, records=goes.records, notes=goes.notes)
    base = county.ledger.recognised(peer.receipt or {})
    if bare:
        base = {log: replace(seen, holes=((1, seen.seq),)) for log, seen in county.ledger.vector().items()}
    wanted = {NOBODY, *map(device_of, county.ledger.vector())}
    looked = arriving.Arriving(county, base, may, wanted)
    ends = {log: seen.seq for log, seen in county.ledger.vector().items()}
    if whole:
        assert looked.everything(county.ledger.since({}), ends)
    else:
        looked.changed(county.ledger.since({}))
    return looked.numbers, looked.devs & wanted


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_all_changes_in_their_order_or_each_record_and_what_hangs_on_it(
    seed: int, three: dict[str, Office], tmp_path: Path
) -> None:
    rng = random.Random(seed)
    some = 0
    for step in range(70):
        code = rng.choice((COUNTY, HERE, THERE))
        office = three[code]
        children = [r.id for r in office.queries.select("child")]
        mentors = [r.id for r in office.queries.select("mentor")]
        what = rng.random()
        if what < 0.15:
            add(office, "child", name=f"石{step}例", area=code if code != COUNTY else rng.choice((HERE, THERE)))
        elif what < 0.25:
            add(office, "mentor", name=f"高{step}样", area=code if code != COUNTY else rng.choice((HERE, THERE)))
        elif what < 0.5 and children and mentors:
            add(office, "visit", child=rng.choice(children), mentor=rng.choice(mentors), on="2026-01-02")
        elif what < 0.6 and children:
            add(office, "member", child=rng.choice(children), name=f"石{step}样", relation="father")
        elif what < 0.7 and children:
            edit(office, rng.choice(children), area=rng.choice((HERE, THERE)))
        else:
            giver, taker = rng.choice(((HERE, COUNTY), (THERE, COUNTY), (COUNTY, HERE), (COUNTY, THERE)))
            stick = tmp_path / f"stick{step}"
            stick.mkdir()
            exchange.import_file(three[taker], exchange.export(three[giver], taker, stick).path)
        if step % 5 == 4:
            for town in (HERE, THERE):
                for bare in (False, True):
                    one = _found(three[COUNTY], town, whole=True, bare=bare)
                    assert one == _found(three[COUNTY], town, whole=False, bare=bare)
                    some += bool(one[0])
    assert some > 10


def test_where_some_are_missing_it_is_not_everything(three: dict[str, Office]) -> None:
    county = three[COUNTY]
    add(county, "child", name="石一例", area=f"{HERE}001")
    add(county, "child", name="石二例", area=f"{HERE}001")
    peer = sending.peer_of(county, HERE)
    ends = {log: seen.seq for log, seen in county.ledger.vector().items()}
    for short in (False, True):
        looked = arriving.Arriving(county, {}, scope.Scope(county, peer), {NOBODY})
        blocks = county.ledger.since({})
        if short:
            blocks = (replace(b, bodies=b.bodies[:-1]) if b.name == county.ledger.device else b for b in blocks)
        assert looked.everything(blocks, ends) is not short

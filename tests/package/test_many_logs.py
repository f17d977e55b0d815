"""More logs than one frame of checkpoints holds; an office that makes up computers hurts itself alone."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.changes import START, Block, Body, chain
from casefiles.domain.problems import Refusal
from casefiles.edges import codec
from casefiles.edges.package.reading import verify
from casefiles.exchange import logs, scope, trust
from tests.bench.sync_pair import cost
from tests.package import offices, parts
from tests.package.offices import add, edit
from tests.package.test_stubs import COUNTY, HERE, THERE, carry, three

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

__all__ = ["three"]


def crowd(office: Office, count: int, salt: str) -> None:
    """So many computers, each with a change of a record of its own."""
    blocks = []
    for n in range(count):
        row = f"v-{n:014d}{hashlib.sha256(salt.encode()).hexdigest()[:6]}"
        raw = codec.encode(Body(row, "visit", offices.START_MS, {"on": "2026-03-01"}, (), "clerk", "c2FsdA=="))
        blocks.append(Block(parts.device(f"{salt}{n}"), 1, START, chain(START, raw), (raw,)))
    office.ledger.apply(blocks, parts.checkpoints(*blocks))


@pytest.mark.slow
def test_an_honest_county_with_more_logs_than_a_frame_holds(world: SimpleNamespace) -> None:
    child = add(world.county, "child", name="石小例", area="999901101")
    crowd(world.county, 4200, "honest")
    made = exchange.export(world.county, "9999", world.stick)
    assert exchange.import_file(world.city, made.path).state == "done"
    assert world.city.queries.get(child) is not None
    assert len(world.city.ledger.vector()) > 4200
    exchange.import_file(world.county, exchange.export(world.city, "999901", world.stick).path)
    add(world.county, "child", name="石二例", area="999901101")
    assert exchange.import_file(world.city, exchange.export(world.county, "9999", world.stick).path).new == 1


def test_a_save_does_not_look_at_the_logs_of_others(world: SimpleNamespace) -> None:
    def steps() -> int:
        def saves() -> None:
            for n in range(5):
                add(world.county, "child", name=f"石{n}例", area="999901101")

        return cost(world.county, saves).steps

    steps()
    before = steps()
    crowd(world.county, 300, "beside")
    steps()
    assert 0 < steps() < 1.2 * before


def test_who_makes_up_computers_is_refused_and_nobody_else(three: dict[str, Office], tmp_path: Path) -> None:
    here, county, there = three[HERE], three[COUNTY], three[THERE]
    crowd(here, logs.FEW_NOBODYS - 1, "some")
    carry(three, HERE, COUNTY, tmp_path)
    crowd(here, 2, "more")
    before = county.ledger.vector()
    with pytest.raises(Refusal, match="TOO_MANY_LOGS") as refused:
        carry(three, HERE, COUNTY, tmp_path)
    assert str(logs.FEW_NOBODYS) in refused.value.say("zh")
    assert county.ledger.vector() == before, "nothing was written"
    child = add(there, "child", name="石小例", area=THERE)
    carry(three, THERE, COUNTY, tmp_path)
    assert county.queries.get(child) is not None
    carry(three, COUNTY, THERE, tmp_path)
    assert len(there.ledger.vector()) < 10, "the neighbour's logs do not come along"


def test_made_up_computers_leave_the_honest_ones_their_room(
    three: dict[str, Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The county's room for logs that nobody vouches for is full; its townships get new computers all the same."""
    offices.make(tmp_path / "city", "9999")
    city, county = offices.opened(tmp_path / "city"), three[COUNTY]
    offices.meet(tmp_path, city, county)
    monkeypatch.setattr(logs, "BROUGHT", ((6, 8),))
    crowd(three[HERE], 8, "made up")
    carry(three, HERE, COUNTY, tmp_path)
    exchange.import_file(city, exchange.export(county, "9999", tmp_path).path)
    assert len(scope.brought(city, COUNTY)) >= 9
    child = add(three[THERE], "child", name="石小例", area=THERE)
    three[THERE].ledger.new_identity()
    second = add(three[THERE], "child", name="石二例", area=THERE)
    carry(three, THERE, COUNTY, tmp_path)
    assert exchange.import_file(city, exchange.export(county, "9999", tmp_path).path).state == "done"
    assert all(city.queries.get(row) is not None for row in (child, second))
    crowd(three[HERE], 1, "one more")
    carry(three, HERE, COUNTY, tmp_path)
    with pytest.raises(Refusal, match="TOO_MANY_LOGS"):
        exchange.import_file(city, exchange.export(county, "9999", tmp_path).path)
    city.ledger.close()


def test_what_stands_above_may_bring_more(world: SimpleNamespace) -> None:
    crowd(world.county, logs.FEW + 20, "county")
    exchange.export(world.county, "999901101", world.stick)
    report = exchange.import_file(world.town, exchange.export(world.county, "999901101", world.stick).path)
    assert report.state == "done"


def heard(office: Office, package: Path) -> set[str]:
    seen = verify(package, office.ledger.keys()[1], trust.Judge(office))
    return set(seen.header.have) | set(seen.header.base)


def test_nobody_hears_of_its_neighbours_logs(three: dict[str, Office], tmp_path: Path) -> None:
    here, there = three[HERE], three[THERE]
    child = add(there, "child", name="石小例", area=THERE)
    carry(three, THERE, COUNTY, tmp_path)
    report = carry(three, COUNTY, HERE, tmp_path)
    assert there.ledger.device not in heard(here, report.file)
    edit(three[COUNTY], child, area=HERE)
    report = carry(three, COUNTY, HERE, tmp_path)
    assert there.ledger.device in heard(here, report.file), "now something of it is theirs"
    assert here.queries.get(child) is not None
    assert set(exchange.preview(here, COUNTY).records) == {"office"}, "nothing of it goes back"

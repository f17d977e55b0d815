"""A file that is taken out is out everywhere, does not come back, and every chain fits."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from casefiles import erasing, exchange, recording
from casefiles.domain.changes import DELETED, Edit
from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Refusal
from tests.package import offices
from tests.package.offices import add, edit
from tests.package.test_profiles import everything

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

TOWN = "999901101"
WORDS = ("石小例", "夜里常哭", "石门村十四组")


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


def file(office: Office) -> tuple[str, str]:
    """A closed file with a visit and a match, and another child with the same mentor."""
    child = add(office, "child", name=WORDS[0], area=TOWN, address=WORDS[2], closed_on="2026-10-01")
    mentor = add(office, "mentor", name="周样", area=TOWN)
    add(office, "visit", child=child, mentor=mentor, on="2026-09-02", contact="child", summary=WORDS[1])
    match = add(office, "match", child=child, mentor=mentor, start="2026-01-01", end="2026-10-01")
    add(office, "match_event", match=match, on="2026-10-01", status="closed")
    return child, add(office, "child", name="钱小样", area=TOWN)


def holds(office: Office) -> list[str]:
    raw = everything(office)
    return [word for word in WORDS if word.encode() in raw]


def test_it_is_gone_everywhere_and_every_chain_fits(world: SimpleNamespace) -> None:
    child, other = file(world.town)
    send(world.town, world.county, world.stick)
    send(world.county, world.city, world.stick)
    assert holds(world.county) == list(WORDS)
    done = erasing.order(world.county, child, "withdrawn", "青儿保〔2026〕3号")
    assert done.records == {"child": 1, "match": 1, "match_event": 1, "visit": 1}
    assert done.changes == 4
    for office in (world.town, world.city):
        assert holds(office), "not yet"
        assert send(world.county, office, world.stick).state == "done"
    for office in (world.county, world.town, world.city):
        assert holds(office) == []
        assert office.queries.get(child) is None
        assert office.queries.get(other) is not None
        assert office.queries.check()["ok"]
        assert office.queries.find("石小例") == []
        assert office.queries.count("erasure") == 1
        assert office.queries.register_ids("child") == [other]
    send(world.town, world.county, world.stick)
    send(world.county, world.town, world.stick)
    [seen] = [one for one in exchange.sync_status(world.town) if one["office"] == "999901"]
    assert seen["acknowledged"] == seen["own"], "what was erased is not missing"
    assert seen["here_only"] == 0
    assert seen["up_to_ms"] > 0
    [below] = [one for one in exchange.sync_status(world.county) if one["office"] == TOWN]
    assert below["holes"] == 0
    assert [one.received_ms > 0 for one in world.town.ledger.consignments("999901") if one.direction == "out"][-1]


def test_what_comes_later_about_it_does_not_stay(world: SimpleNamespace) -> None:
    """The town goes on with the file before it hears; the county puts an old package in again."""
    child, _ = file(world.town)
    old = exchange.export(world.town, "999901", world.stick)
    exchange.import_file(world.county, old.path)
    erasing.order(world.county, child, "asked_for")
    edit(world.town, child, address=WORDS[2], school="石门小学")
    add(world.town, "visit", child=child, on="2026-11-02", contact="child", summary=WORDS[1])
    late = send(world.town, world.county, world.stick)
    assert late.state == "done"
    assert holds(world.county) == []
    again = world.stick / "again.tgx"
    shutil.copyfile(old.path, again)
    exchange.import_file(world.county, again)
    assert holds(world.county) == []
    assert world.county.queries.count("visit") == 0
    for _ in range(2):
        send(world.county, world.town, world.stick)
        send(world.town, world.county, world.stick)
    for office in (world.town, world.county):
        assert holds(office) == []
        assert office.queries.check()["ok"]
    assert world.town.ledger.vector() == {
        log: seen for log, seen in world.county.ledger.vector().items() if log in world.town.ledger.vector()
    }


def test_only_a_closed_file_and_only_from_above(world: SimpleNamespace) -> None:
    child, open_one = file(world.town)
    send(world.town, world.county, world.stick)
    with pytest.raises(Refusal, match="ERASE_ABOVE"):
        erasing.order(world.town, child, "withdrawn")
    with pytest.raises(Refusal, match="ERASE_OPEN"):
        erasing.order(world.county, open_one, "withdrawn")
    with pytest.raises(Refusal, match="WRONG_KIND"):
        erasing.order(world.county, world.county.queries.select("mentor")[0].id, "withdrawn")
    with pytest.raises(Refusal, match="NOT_FOUND"):
        erasing.order(world.county, "c-00000000000000000zz", "withdrawn")
    with pytest.raises(Refusal, match="REQUIRED"):
        erasing.order(world.county, child, "")
    assert holds(world.county) == list(WORDS)


def test_an_order_that_a_town_forges_binds_nobody(world: SimpleNamespace) -> None:
    child, _ = file(world.town)
    add(world.town, "erasure", record=child, reason="withdrawn", on="2026-11-01")
    send(world.town, world.county, world.stick)
    assert holds(world.county) == list(WORDS)
    assert erasing.obey(world.town) == 0
    assert holds(world.town) == list(WORDS)


def test_nobody_adds_to_an_order_or_takes_it_back(world: SimpleNamespace) -> None:
    """A town writes another file into the county's order, and deletes it: the order says what its maker said."""
    child, other = file(world.town)
    send(world.town, world.county, world.stick)
    done = erasing.order(world.county, child, "withdrawn")
    send(world.county, world.town, world.stick)
    heads = world.town.queries.get(done.order).heads
    said = {"record": other, "files": other, DELETED: 1}
    world.town.ledger.write([Edit("erasure", done.order, said, heads)], "clerk")
    late = add(world.town, "visit", child=child, on="2026-11-02", contact="child", summary=WORDS[1])
    send(world.town, world.county, world.stick)
    assert world.county.queries.get(other) is not None
    assert world.county.queries.get(late) is None
    assert holds(world.county) == []


def test_a_file_that_was_opened_again_is_not_taken_out(world: SimpleNamespace) -> None:
    child, _ = file(world.town)
    send(world.town, world.county, world.stick)
    edit(world.town, child, closed_on=None)
    erasing.order(world.county, child, "withdrawn")
    send(world.county, world.town, world.stick)
    assert world.town.queries.get(child) is not None
    assert holds(world.town) == list(WORDS)


def test_a_file_that_lies_elsewhere_is_another_countys(world: SimpleNamespace) -> None:
    child, _ = file(world.county)
    edit(world.county, child, area="999902101")
    with pytest.raises(Refusal, match="ERASE_ELSEWHERE"):
        erasing.order(world.county, child, "withdrawn")
    with pytest.raises(Refusal, match="NOT_FOUND"):
        erasing.order(world.city, child, "withdrawn")


def test_deleted_and_merged_records_go_too_and_nothing_is_written_back(world: SimpleNamespace) -> None:
    child, _ = file(world.county)
    visit = add(world.county, "visit", child=child, on="2026-09-09", contact="child", summary="删掉的一次")
    heads = world.county.queries.get(visit).heads
    world.county.ledger.write([Edit("visit", visit, {DELETED: 1}, heads)], "clerk")
    other = add(world.county, "child", name="石同例", area=TOWN, closed_on="2026-10-01", merged_into=child)
    finding = add(world.county, "visit_finding", visit=visit, note="客厅")
    erasing.order(world.county, child, "withdrawn")
    raw = everything(world.county)
    for word in (*WORDS, "删掉的一次", "石同例", "客厅"):
        assert word.encode() not in raw, word
    for entity, row in (("child", child), ("child", other), ("visit", visit), ("visit_finding", finding)):
        with pytest.raises(Refusal, match="FILE_ERASED"):
            world.county.ledger.write([Edit(entity, row, {DELETED: None}, ())], "clerk")
    assert world.county.queries.check()["ok"]


def test_an_order_that_stands_is_not_changed(world: SimpleNamespace) -> None:
    child, _ = file(world.county)
    done = erasing.order(world.county, child, "withdrawn")
    with pytest.raises(Refusal, match="ERASE_DONE"):
        recording.save(world.county, ENTITIES["erasure"], {"reason": "ordered"}, done.order)
    assert offices.dump(world.county)

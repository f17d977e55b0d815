"""An order that comes before the news that the file was closed: it is obeyed where nothing was written since, and else
somebody is asked here and they see there who still has the file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from casefiles import erasing, exchange, merging, obedience
from casefiles.domain.changes import Edit, Seen
from casefiles.domain.ids import new_id
from tests.package.offices import add, edit, opened
from tests.package.test_profiles import everything

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

TOWN, COUNTY = "999901101", "999901"
NAME, TEXT = "石小例", "夜里常哭"


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


def both(world: SimpleNamespace) -> str:
    """An open file with a visit that the town and the county hold."""
    child = add(world.town, "child", name=NAME, area=TOWN)
    add(world.town, "visit", child=child, on="2026-09-02", contact="child", summary=TEXT)
    send(world.town, world.county, world.stick)
    send(world.county, world.town, world.stick)
    return child


def in_one_sitting(world: SimpleNamespace, child: str) -> str:
    edit(world.county, child, closed_on="2026-10-01")
    return erasing.order(world.county, child, "mistaken").order


def told(office: Office) -> list[tuple[str, str]]:
    return [(t.kind, t.id) for t in office.queries.tasks() if t.kind.startswith("erase_")]


def gone(office: Office, child: str) -> bool:
    raw = everything(office)
    return office.queries.get(child) is None and NAME.encode() not in raw and TEXT.encode() not in raw


def test_closed_and_erased_in_one_sitting(world: SimpleNamespace) -> None:
    child = both(world)
    in_one_sitting(world, child)
    send(world.county, world.town, world.stick)
    for office in (world.town, world.county):
        assert gone(office, child)
        assert office.queries.check()["ok"]
    send(world.town, world.county, world.stick)
    assert told(world.town) == told(world.county) == []


@pytest.mark.parametrize("what", ["file", "visit"])
def test_who_wrote_since_is_asked_and_they_see_who_still_has_it(world: SimpleNamespace, what: str) -> None:
    town, county = world.town, world.county
    child = both(world)
    order = in_one_sitting(world, child)
    if what == "file":
        edit(town, child, note="仍在帮扶")
    else:
        add(town, "visit", child=child, on="2026-11-02", contact="child", summary=TEXT)
    assert told(county) == [], "they have not heard yet"
    send(town, county, world.stick)
    assert told(county) == [], "nor now"
    send(county, town, world.stick)
    assert town.queries.get(child) is not None, "an open file that is worked on is not taken away"
    assert told(town) == [("erase_waits", child)]
    assert told(county) == []
    send(town, county, world.stick)
    (task,) = [t for t in county.queries.tasks() if t.kind == "erase_still"]
    assert (task.id, task.detail["offices"]) == (order, "云台镇（演示）")
    assert NAME not in repr(task)
    edit(town, child, closed_on="2026-11-20")
    assert told(town) == []
    send(county, town, world.stick)
    assert gone(town, child)
    assert json.loads(town.ledger.setting("obeyed") or "[]") == [order]
    send(town, county, world.stick)
    assert told(county) == told(town) == []
    assert gone(county, child)


def test_it_stands_after_a_start_anew(world: SimpleNamespace) -> None:
    child = both(world)
    in_one_sitting(world, child)
    edit(world.town, child, note="仍在帮扶")
    send(world.county, world.town, world.stick)
    send(world.town, world.county, world.stick)
    for name in ("town", "county"):
        getattr(world, name).ledger.close()
        setattr(world, name, opened(world.home / name, world.town.clock.now_ms()))
    assert [kind for kind, _ in told(world.town)] == ["erase_waits"]
    assert [kind for kind, _ in told(world.county)] == ["erase_still"]


def test_a_file_taken_out_of_a_merged_one_is_asked_for(world: SimpleNamespace) -> None:
    town, county = world.town, world.county
    one = both(world)
    other = add(town, "child", name="石乙例", area=TOWN)
    send(town, county, world.stick)
    merging.merge(county, other, one)
    edit(county, one, closed_on="2026-10-01")
    send(county, town, world.stick)
    merging.unmerge(town, other)
    edit(town, other, note="重要")
    order = erasing.order(county, one, "mistaken").order
    send(county, town, world.stick)
    assert gone(town, one)
    assert town.queries.get(other).values["note"] == "重要"
    assert told(town) == [("erase_waits", other)]
    send(town, county, world.stick)
    assert told(county) == [("erase_still", order)]
    edit(town, other, closed_on="2026-11-20")
    send(county, town, world.stick)
    assert town.queries.get(other) is None
    send(town, county, world.stick)
    assert told(county) == []


def forged(office: Office, child: str, **said: str) -> None:
    row = new_id("eo", office.clock.now_ms(), 3)
    fields = {"record": child, "reason": "withdrawn", "on": "2026-11-01", "files": child, **said}
    office.ledger.write([Edit("erasure", row, dict(fields), ())], "clerk")


def test_an_order_that_says_nothing_of_what_was_seen_destroys_nothing(world: SimpleNamespace) -> None:
    """As older versions wrote it, or one that says what makes no sense."""
    child = both(world)
    at = world.town.ledger.history(child)[0]
    for text in ("", "x", f"{at.log}:99:{'00' * 32}:99", f"{at.log}:x:y:z", f"{at.log}:1:{at.change.hex()}:1"):
        forged(world.county, child, seen=text)
        send(world.county, world.town, world.stick)
        assert world.town.queries.get(child) is not None, text
    assert told(world.town) == [("erase_waits", child)]


def test_whoever_may_not_order_asks_nothing(world: SimpleNamespace) -> None:
    child = both(world)
    files = [child]
    rows = [row for found in world.town.ledger.hanging(files).values() for row in found]
    forged(world.town, child, seen=obedience.seen(world.town, files, rows))
    send(world.town, world.county, world.stick)
    for office in (world.town, world.county):
        erasing.obey(office)
        assert office.queries.get(child) is not None
        assert told(office) == []


def test_what_an_order_says_is_read_as_it_was_written(world: SimpleNamespace) -> None:
    child = both(world)
    rows = [row for found in world.county.ledger.hanging([child]).values() for row in found]
    last, own = obedience.read(obedience.seen(world.county, [child], rows))
    vector = world.county.ledger.vector()
    assert last == {log: Seen(vector[log].seq, vector[log].head) for log in last}
    assert own == {world.town.ledger.device: world.town.ledger.history(child)[0].seq}
    assert obedience.knew(world.town, obedience.seen(world.county, [child], rows), child)

"""A county's database is damaged and salvaged without a backup: what others wrote comes back with their packages, what
the county wrote beyond the damage reaches them all the same, and nobody sees a conflict."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from db import opening, salvage
from tests.package import offices
from tests.package.offices import add, edit

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

PAGE = 4096


def send(giver: Office, taker: Office, stick: Path) -> exchange.ImportReport:
    return exchange.import_file(taker, exchange.export(giver, taker.home.code, stick).path)


def damage(folder: Path, table_wants: str) -> bool:
    """Damage one page that holds what this question reads, but nothing that salvaging cannot do without."""
    path = folder / opening.FILE
    raw = bytearray(path.read_bytes())
    for page in range(30, len(raw) // PAGE):
        at = page * PAGE + 1000
        raw[at] ^= 255
        path.write_bytes(raw)
        file = salvage.Damaged(path, offices.KEY)
        needed = all(file.whole(name, file.columns(name)) is not None for name in (*salvage.NEEDED, "peer"))
        hit = file.opens and needed and file.ask(table_wants) is None
        file.close()
        if hit:
            return True
        raw[at] ^= 255
    return False


def shown(office: Office) -> dict[str, tuple[object, object]]:
    return {r.id: (r.values["name"], r.values["note"]) for r in office.queries.select("child")}


def test_after_a_salvage_the_exchange_makes_everything_whole(world: SimpleNamespace) -> None:
    town, county, stick = world.town, world.county, world.stick
    children = [add(town, "child", name=f"石{n}例", area=town.home.code, note="字" * 40) for n in range(120)]
    assert send(town, county, stick).state == "done"
    for n, row in enumerate(children[:90]):
        edit(county, row, note=f"县里写的第{n}条")
    assert send(county, town, stick).state == "done"
    for row in children[:30]:
        edit(county, row, school="样例小学")
    want = shown(county)
    county.ledger.close()
    own = "SELECT count(body) + count(private) + count(id) FROM change WHERE lid=(SELECT lid FROM log WHERE own=1)"
    assert damage(world.home / "county", own)
    clock = offices.Ticking(offices.START_MS + 10**7)
    found = salvage._salvage(world.home / "county", offices.KEY, "clerk", clock, None, lambda _d, _n: None)
    assert found.whole
    assert found.again or found.others
    world.county = county = offices.opened(world.home / "county", offices.START_MS + 2 * 10**7)
    assert {row: value for row, value in shown(county).items() if row in want} == {
        row: value for row, value in want.items() if row in shown(county)
    }
    for _ in range(2):
        assert send(town, county, stick).state == "done"
        assert send(county, town, stick).state == "done"
    assert shown(county) == want == shown(town)
    for office in (county, town):
        assert office.queries.check()["ok"]
        assert not office.queries.conflicts()
        schools = [office.queries.get(row).values["school"] for row in children[:30]]
        assert schools == ["样例小学"] * 30


def test_running_text_that_came_late_and_is_gone_comes_again(world: SimpleNamespace) -> None:
    town, county, stick = world.town, world.county, world.stick
    child = add(town, "child", name="石一例", area=town.home.code)
    for n in range(200):
        add(town, "visit", child=child, on="2026-03-03", contact="child", summary=f"镇里的走访{n}" + "话" * 40)
    blocks, device = list(town.ledger.since({})), town.ledger.device
    county.ledger.apply([replace(block, private={}) for block in blocks], whole={device})
    assert send(town, county, stick).state == "done"
    assert len(told(county)) == 200
    county.ledger.close()
    theirs = f"SELECT count(private) + count(id) FROM change WHERE lid=(SELECT lid FROM log WHERE dev='{device}')"  # noqa: S608
    assert damage(world.home / "county", theirs)
    clock = offices.Ticking(offices.START_MS + 10**7)
    salvage._salvage(world.home / "county", offices.KEY, "clerk", clock, None, lambda _d, _n: None)
    world.county = county = offices.opened(world.home / "county", offices.START_MS + 2 * 10**7)
    assert len(told(county)) < 200
    assert send(county, town, stick).state == "done"
    assert send(town, county, stick).state == "done"
    assert len(told(county)) == 200
    assert county.queries.check()["ok"]


def told(office: Office) -> list[object]:
    return [text for r in office.queries.select("visit") if (text := r.values.get("summary"))]


def test_what_another_office_wrote_is_not_said_again(world: SimpleNamespace) -> None:
    town, county, stick = world.town, world.county, world.stick
    children = [add(town, "child", name=f"石{n}例", area=town.home.code) for n in range(100)]
    assert send(town, county, stick).state == "done"
    for row in children:
        for n in range(3):
            edit(county, row, school=f"县里写{n}" + "字" * 30)
    assert send(county, town, stick).state == "done"
    for row in children:
        edit(town, row, village="镇里写" + "字" * 30)
    for row in children:
        edit(county, row, school="县里后来写的")
    town.ledger.close()
    both = "SELECT count(id), count(body) FROM change WHERE lid=(SELECT lid FROM log WHERE own={})"
    assert damage(world.home / "town", both.format(0))
    assert damage(world.home / "town", both.format(1))
    clock = offices.Ticking(offices.START_MS + 10**8)
    found = salvage._salvage(world.home / "town", offices.KEY, "clerk", clock, None, lambda _d, _n: None)
    assert found.others
    world.town = town = offices.opened(world.home / "town", offices.START_MS + 2 * 10**8)
    for _ in range(2):
        assert send(town, county, stick).state == "done"
        assert send(county, town, stick).state == "done"
    for office in (town, county):
        assert {office.queries.get(row).values["school"] for row in children} == {"县里后来写的"}
        assert not office.queries.conflicts()


@pytest.mark.parametrize("blocked", [False, True])
def test_of_an_office_that_is_blocked_nothing_comes_back(world: SimpleNamespace, blocked: bool) -> None:
    town, county, stick = world.town, world.county, world.stick
    children = [add(county, "child", name=f"石{n}例", area=town.home.code) for n in range(5)]
    assert send(county, town, stick).state == "done"
    assert send(town, county, stick).state == "done"
    if blocked:
        exchange.revoke(county, town.home.code)
    roots = "SELECT rootpage FROM sqlite_master WHERE name IN ('change', 'segment', 'child')"
    pages = [page for (page,) in county.ledger.database.read(roots)]
    county.ledger.close()
    path = world.home / "county" / opening.FILE
    raw = bytearray(path.read_bytes())
    for page in pages:
        raw[(page - 1) * PAGE + 1000] ^= 255
    path.write_bytes(raw)
    clock = offices.Ticking(offices.START_MS + 10**7)
    found = salvage._salvage(world.home / "county", offices.KEY, "clerk", clock, None, lambda _d, _n: None)
    world.county = county = offices.opened(world.home / "county", offices.START_MS + 2 * 10**7)
    if blocked:
        assert send(town, county, stick).state == "aside"
        assert not {row for row in children if county.queries.get(row) is not None}
        assert {row for _, row, _ in found.lost} >= set(children)
        assert (found.whole, found.back) == (False, 0)
    else:
        assert send(county, town, stick).state == "done"
        assert send(town, county, stick).state == "done"
        assert {row for row in children if county.queries.get(row) is not None} == set(children)
        assert (found.lost, found.whole) == ([], True)
        assert found.back >= 5

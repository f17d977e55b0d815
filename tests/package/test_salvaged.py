"""A county's database is damaged and salvaged without a backup: what others wrote comes back with their packages, what
the county wrote beyond the damage reaches them all the same, and nobody sees a conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

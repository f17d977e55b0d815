"""A township is damaged and salvaged without a backup after one of its villages was joined to another township: what it
had of the files that left comes back to it too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.changes import stub_of
from db import opening, salvage
from tests.package import offices
from tests.package.offices import add, edit
from tests.package.test_redividing import TOWN, join
from tests.package.test_salvaged import PAGE, send

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.domain.salvaged import Salvaged
    from casefiles.office import Office

AFAR = "999901102"


def damaged(office: Office, folder: Path, *tables: str) -> None:
    """Close the office and damage the first page of each of these tables: nothing of them can be read."""
    marks = ",".join("?" * len(tables))
    roots = office.ledger.database.read(f"SELECT rootpage FROM sqlite_master WHERE name IN ({marks})", tables)  # noqa: S608
    office.ledger.close()
    raw = bytearray((folder / opening.FILE).read_bytes())
    for (page,) in roots:
        raw[(page - 1) * PAGE + 1000] ^= 255
    (folder / opening.FILE).write_bytes(raw)


def salvaged(world: SimpleNamespace, name: str, at: int = offices.START_MS + 10**7) -> tuple[Office, Salvaged]:
    """An office of the world, salvaged without a backup and opened again."""
    clock = offices.Ticking(at)
    found = salvage._salvage(world.home / name, offices.KEY, "clerk", clock, None, lambda _d, _n: None)
    office = offices.opened(world.home / name, at + 10**7)
    setattr(world, name, office)
    return office, found


def test_what_was_told_by_stubs_first_comes_back_too(world: SimpleNamespace) -> None:
    town, county, stick = world.town, world.county, world.stick
    left = [add(town, "child", name=f"钱{n}样", area=f"{TOWN}001") for n in range(3)]
    assert send(town, county, stick).state == "done"
    join(county, f"{TOWN}001", AFAR)
    assert send(county, town, stick).state == "done"
    assert send(town, county, stick).state in ("done", "same")
    want, old = names(town), town.ledger.device
    damaged(town, world.home / "town", "change", "segment", "child")
    town, _ = salvaged(world, "town")
    held = [block for block in county.ledger.since({}) if block.dev == old]
    town.ledger.apply([replace(b, bodies=tuple(map(stub_of, b.bodies)), private={}) for b in held])
    assert send(town, county, stick).state == "done"
    assert send(county, town, stick).state == "done"
    assert names(town) == want
    assert not town.queries.incomplete()
    assert left[0] in want


def names(office: Office) -> dict[str, tuple[object, object]]:
    return {r.id: (r.values["name"], r.values["note"]) for r in office.queries.select("child", hidden=True)}


def test_what_left_comes_back(world: SimpleNamespace) -> None:
    town, county, stick = world.town, world.county, world.stick
    stays = [add(town, "child", name=f"石{n}例", area=TOWN, note="镇里写的") for n in range(12)]
    left = [add(town, "child", name=f"钱{n}样", area=f"{TOWN}001", note="镇里写的") for n in range(12)]
    assert send(town, county, stick).state == "done"
    for row in (*stays[::2], *left[::2]):
        edit(county, row, name=county.queries.get(row).values["name"] + "县")
    assert send(county, town, stick).state == "done"
    join(county, f"{TOWN}001", AFAR)
    assert send(county, town, stick).state == "done"
    assert send(town, county, stick).state == "done"
    want = names(town)
    assert len(want) == 24
    damaged(town, world.home / "town", "change", "segment", "child")
    town, found = salvaged(world, "town")
    assert found.whole, "the county has it all, by its receipt"
    assert (found.back, found.lost, found.unknown) == (24, [], 0)
    assert len(names(town)) < 24
    for _ in range(2):
        assert send(town, county, stick).state == "done"
        brought = send(county, town, stick)
    assert not brought.waiting
    assert names(town) == want == names(county)
    assert not town.queries.conflicts()
    assert not county.queries.conflicts()
    assert town.queries.get(left[0]).values["area"] == AFAR
    edit(county, left[0], note="新单位的话")
    send(county, town, stick)
    assert names(town) == want, "nothing newer of what left"
    edit(county, stays[0], note="县里后来写的")
    edit(county, stays[0], area=AFAR)
    send(county, town, stick)
    assert town.queries.get(stays[0]).values["area"] == AFAR
    assert not town.queries.incomplete(), "what is written elsewhere of what left is not missed"

"""A file that moved between two counties counts once for the offices above: with the office that has it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange, transferring
from db import opening
from tests.package import offices
from tests.package.offices import add, meet, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

NEAR, FAR = "999901101", "999902101"


def county(folder: Path, code: str) -> Office:
    folder.mkdir(parents=True)
    clock = offices.Ticking(offices.START_MS - 86_400_000)
    opening.found(folder, offices.KEY, name="溪口县（演示）", code=code, level="county", login="clerk", clock=clock)
    return opened(folder)


@pytest.fixture
def far(world: SimpleNamespace, tmp_path: Path) -> Iterator[Office]:
    """A second county, acquainted with the first and with the city above both."""
    made = county(tmp_path / "far", "999902")
    meet(world.stick, world.county, made)
    meet(world.stick, world.city, made)
    yield made
    with suppress(Exception):
        made.ledger.close()


def carry(world: SimpleNamespace, giver: Office, taker: Office) -> None:
    report = exchange.export(giver, taker.home.code, world.stick)
    assert exchange.import_file(taker, report.path).state in ("done", "same")


def file(office: Office) -> str:
    row = add(office, "child", name="石小雨", area=NEAR, village="石门村", birth_date="2015-03-02", number="Y-1")
    mentor = add(office, "mentor", name="王老样", kind="teacher", area=NEAR)
    add(office, "match", child=row, mentor=mentor, start="2026-01-01", form="one_to_one", status="active")
    add(office, "visit", child=row, mentor=mentor, on="2026-05-01", kind="home", contact="child", summary="会背古诗")
    add(office, "category_spell", child=row, category="orphan", start="2025-01-01")
    return row


def total(office: Office) -> dict[str, int]:
    found: dict[str, int] = {}
    for numbers in office.queries.figures().values():
        for name, n in numbers.items():
            found[name] = found.get(name, 0) + n
    return found


def test_it_counts_once_for_the_city(world: SimpleNamespace, far: Office) -> None:
    near = world.county
    row = file(near)
    add(near, "child", name="不相干例", area=NEAR)
    assert total(near)["children"] == 2
    done = transferring.transfer(near, row, FAR, "moved")
    assert total(near)["children"] == 2, "until the other office has answered the file is this one's"
    carry(world, near, far)
    transferring.accept(far, done.id)
    carry(world, far, near)
    both = [total(near), total(far)]
    names = {name for one in both for name in one}
    assert {n: sum(one.get(n, 0) for one in both) for n in names} == {
        "children": 2, "visited": 1, "visits": 1, "mentors": 1, "category:orphan": 1
    }  # fmt: skip
    assert total(near) == {"children": 1, "mentors": 1}
    carry(world, near, world.city)
    carry(world, far, world.city)
    kept = world.city.ledger.figures_of()
    assert sum(n.get("children", 0) for _, _, areas in kept for n in areas.values()) == 2

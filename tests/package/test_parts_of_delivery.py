"""Deliveries in parts: cut, put together in any order, missing, damaged; and whether there is room."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from casefiles import exchange
from casefiles.domain.problems import Refusal
from casefiles.edges.package import frames as f
from casefiles.edges.package import parting
from casefiles.edges.package.heading import header_bytes, read_header
from casefiles.edges.package.parting import Unit, cut, of_part, sealed
from casefiles.edges.package.writing import write_part
from casefiles.exchange import deliveries
from tests.package import offices, parts
from tests.package.test_carrying import photo

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from casefiles.office import Office

SIZE = 3 << 20


@cache
def scribble(seed: int) -> str:
    """A text that cannot be packed much."""
    return "".join(random.Random(seed).choices([chr(c) for c in range(0x4E00, 0x9FA5)], k=90_000))


def much(office: Office, megabytes: int = 7) -> list[str]:
    """Records that cannot be packed much, in so many MB."""
    return [offices.add(office, "child", name="石小雨", note=scribble(n)) for n in range(megabytes * 5)]


def in_parts(world: SimpleNamespace, **more: Any) -> Any:
    return exchange.export(world.town, "999901", world.stick, part_size=SIZE, **more)


def test_a_large_delivery_becomes_files_that_are_taken_in_together(world: SimpleNamespace) -> None:
    rows = much(world.town)
    shas = [photo(world.town, 4 << 20, seed=1), photo(world.town, 100_000, seed=2)]
    made = in_parts(world)
    assert len(made.paths) >= 4
    assert sorted(world.stick.glob("*.tgx")) == sorted(made.paths)
    for number, path in enumerate(made.paths, 1):
        assert path.name.endswith(f"-{number}of{len(made.paths)}.tgx")
        assert path.stat().st_size <= SIZE
    (report,) = exchange.import_files(world.county, made.paths)
    assert set(report.files) == set(made.paths)
    assert (report.state, report.attached.here, len(report.files)) == ("done", 2, len(made.paths))
    assert offices.logs(world.county) == offices.logs(world.town) | own(world.county)
    assert all(world.county.queries.get(row) is not None for row in rows)
    assert [world.county.blobs.state(sha) for sha in shas] == ["here", "here"]
    assert {p.state for p in world.county.ledger.parcels()} == {"done"}
    back = exchange.export(world.county, "999901101", world.stick)
    assert exchange.import_file(world.town, back.path).state == "done"
    assert [p.state for p in world.town.ledger.parcels() if p.direction == "out"] == ["received"]
    assert exchange.export(world.town, "999901", world.stick).count == 0


def own(office: Office) -> dict[str, list[bytes]]:
    return {dev: bodies for dev, bodies in offices.logs(office).items() if dev == office.ledger.device}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_in_any_order_one_by_one(world: SimpleNamespace, tmp_path: Path, order: tuple[int, ...]) -> None:
    much(world.town, 5)
    photo(world.town, 4 << 20)
    made = in_parts(world)
    paths = alone(made.paths, tmp_path)
    assert len(paths) >= 3
    turn = [paths[n] for n in order] + paths[3:]
    before = offices.dump(world.county)
    for n, path in enumerate(turn[:-1], 1):
        report = exchange.import_file(world.county, path)
        assert report.state == "waiting"
        (problem,) = report.problems
        assert problem.code == "PART_MISSING"
        there = {turn.index(p) for p in turn[:n]}
        missing = [i for i, p in enumerate(paths, 1) if turn.index(p) not in there]
        assert problem.args["missing"] == "、".join(map(str, missing))
        assert problem.args["of"] == len(paths)
        assert "缺第" in problem.say("zh")
        assert world.county.queries.count("child") == 0
        path.unlink()  # the stick is needed elsewhere
    assert any(row["waiting"] for row in exchange.sync_status(world.county))
    assert offices.dump(world.county) != before, "it is noted that they wait"
    report = exchange.import_file(world.county, turn[-1])
    assert report.state == "done"
    assert report.attached.here == 1
    assert world.county.queries.count("child") == 25
    assert not list((world.home / "county" / "inbox").iterdir())
    assert {p.state for p in world.county.ledger.parcels()} == {"done"}


def alone(paths: tuple[Path, ...], folder: Path) -> list[Path]:
    """Each in a folder of its own, under a name that says nothing."""
    moved = []
    for n, path in enumerate(paths):
        (folder / f"alone{n}").mkdir()
        moved.append(path.rename(folder / f"alone{n}" / "数据📦.tgx"))
    return moved


def test_a_damaged_part_counts_as_missing(world: SimpleNamespace) -> None:
    much(world.town, 7)
    made = in_parts(world)
    whole = made.paths[1].read_bytes()
    made.paths[1].write_bytes(whole[: len(whole) // 2])
    reports = exchange.import_files(world.county, made.paths)
    assert [r.state for r in reports] == ["waiting", "refused"]
    assert reports[0].problems[0].args["missing"] == "2"
    assert reports[1].problems[0].code == "TRUNCATED"
    made.paths[1].write_bytes(whole)
    assert exchange.import_file(world.county, made.paths[1]).state == "done"
    assert world.county.queries.count("child") == 35


def test_again_is_nothing_new(world: SimpleNamespace) -> None:
    much(world.town, 3)
    photo(world.town, 3 << 20)
    made = in_parts(world)
    exchange.import_files(world.county, made.paths)
    before = offices.dump(world.county)
    assert [r.state for r in exchange.import_files(world.county, made.paths)] == ["same"]
    for path in alone(made.paths, world.home):
        report = exchange.import_file(world.county, path)
        assert (report.state, report.problems) == ("same", ())
    assert offices.dump(world.county) == before


def test_parts_after_a_gap_wait_together(world: SimpleNamespace) -> None:
    """What goes to the city follows on what the county had told it before the city lost it."""
    world.county.ledger.keep_setting("profile:9999", "full")
    offices.add(world.county, "child", name="石小雨")
    lost = exchange.export(world.county, "9999", world.stick)
    have = world.county.ledger.vector()
    city = next(p for p in world.county.ledger.peers() if p.office == "9999")
    world.county.ledger.keep_peer(replace(city, receipt=have))
    much(world.county, 7)
    made = exchange.export(world.county, "9999", world.stick, part_size=SIZE)
    assert len(made.paths) > 1
    (report,) = exchange.import_files(world.city, made.paths)
    assert (report.state, [p.code for p in report.problems]) == ("waiting", ["WAITING"])
    for path in made.paths:
        path.unlink()
    report = exchange.import_file(world.city, lost.path)
    assert [(r.state, len(r.files)) for r in report.followed] == [("done", len(made.paths))]
    assert world.city.queries.count("child") == 36
    assert not list((world.home / "city" / "inbox").iterdir())


def test_a_stick_that_fails_in_the_middle_keeps_no_part(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    much(world.town, 7)
    writes, real = [], deliveries.write_safely

    def failing(folder: Path, name: str, produce: Any) -> int:
        writes.append(name)
        if len(writes) == 2:
            raise Refusal(parts_problem())
        return real(folder, name, produce)

    monkeypatch.setattr(deliveries, "write_safely", failing)
    with pytest.raises(Refusal, match="STICK_GONE"):
        in_parts(world)
    assert not list(world.stick.glob("*.tgx"))
    assert world.town.ledger.parcels() == []


def parts_problem() -> Any:
    from casefiles.domain.problems import Problem

    return Problem("STICK_GONE")


def test_room_is_asked_for_before_anything_is_written(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    much(world.town, 3)
    monkeypatch.setattr(deliveries, "_free", lambda _: 1 << 20)
    with pytest.raises(Refusal) as refused:
        exchange.export(world.town, "999901", world.stick)
    (problem,) = refused.value.problems
    assert (problem.code, problem.args["has"]) == ("STICK_FULL", 1)
    assert 3 <= int(str(problem.args["needs"])) <= 6
    assert not list(world.stick.glob("*999901-*"))
    monkeypatch.setattr(deliveries, "_free", lambda _: 5 << 20)  # certainly less than it is unpacked
    assert len(exchange.export(world.town, "999901", world.stick).paths) == 1


def test_progress_goes_on_to_its_end(world: SimpleNamespace) -> None:
    much(world.town, 3)
    photo(world.town, 2 << 20)
    steps: list[tuple[int, int]] = []
    in_parts(world, progress=lambda done, of: steps.append((done, of)))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert len({of for _, of in steps}) == 1
    assert steps[-1][0] == steps[-1][1]


@pytest.mark.parametrize("size", [300_000, 400_000, 500_000, 1_000_000])
def test_no_part_is_longer_than_it_may_be(tmp_path: Path, size: int) -> None:
    chance = random.Random(size)
    header = parts.header(0)
    for _ in range(20):
        frames = [f.framed(b"N", chance.randbytes(chance.randrange(90_000))) for _ in range(chance.randrange(1, 30))]
        units = [Unit((frame,), changes=1) for frame in frames]
        found = cut(units, header, size)
        assert sum(part.units for part in found) == len(units)
        left = iter(units)
        for number, part in enumerate(found, 1):
            path = tmp_path / "part.tgx"
            with path.open("wb") as out:
                mine = itertools.islice(left, part.units)
                write_part(out, of_part(header, number, len(found), part), mine, parts.TOWN.seed)
            assert path.stat().st_size <= min(size, part.size)


def test_what_stays_together_must_fit() -> None:
    with pytest.raises(Refusal, match="PART_SIZE"):
        cut([Unit((bytes(300_000),))], parts.header(0), 200_000)
    assert len(cut([Unit((bytes(300_000),))] * 9, parts.header(0), 400_000)) == 9
    assert len(cut([], parts.header(0), 400_000)) == 1
    assert sealed(0) > 65_552


@pytest.mark.parametrize("mb", [-1, 0, 7, 4096])
def test_people_cannot_ask_for_silly_sizes(mb: int) -> None:
    with pytest.raises(Refusal, match="PART_SIZE"):
        deliveries.part_bytes(mb)
    assert deliveries.part_bytes(8) == 8 << 20
    assert deliveries.part_bytes(4095) < parting.LARGEST


@pytest.mark.parametrize("part", [(0, 1), (2, 1), (1, 5000), (2, 3)])
def test_a_header_names_a_part_that_can_be(part: tuple[int, int]) -> None:
    with pytest.raises(Refusal, match="BAD_FRAME"):
        read_header(header_bytes(parts.header(0, part=part, package="ab" * 16)))
    assert read_header(header_bytes(parts.header(0, part=(2, 3), package="ab" * 14 + "0002"))).part == (2, 3)

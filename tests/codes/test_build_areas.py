"""The build step that makes the table of areas, on a wheel of three places."""

from __future__ import annotations

import importlib.util
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def build_areas() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_areas", ROOT / "resources" / "build_areas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wheel(folder: Path, town: str = "999901101000") -> Path:
    county = {"云台县": "999901000000"}
    provinces = {"示例省": {"code": "990000000000", "cities": {"": {"code": None, "counties": county}}}}
    events = [
        {
            "year": 1990,
            "old": {"code": "999902000000", "name": "旧县"},
            "new": {"code": "999903000000", "name": "中县"},
        },
        {
            "year": 2001,
            "old": {"code": "999903000000", "name": "中县"},
            "new": {"code": "999904000000", "name": "新县"},
        },
    ]
    path = folder / "made.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {
            "divisions": {"provinces": provinces},
            "townships": {"999901000000": {"county": "云台县", "townships": {"青石镇": town}}},
            "historical_changes": {"events": events},
        }.items():
            archive.writestr(f"data/{name}_v1.json", json.dumps(data))
    return path


def test_the_table_has_today_and_what_has_ended(build_areas: ModuleType, tmp_path: Path) -> None:
    out = tmp_path / "areas.zip"
    build_areas.build(wheel(tmp_path), out)
    with zipfile.ZipFile(out) as archive:
        read = {name: archive.read(name).decode() for name in archive.namelist()}
    assert read["areas.tsv"] == "990000\t示例省\n999901\t云台县\n"
    assert read["99.tsv"] == "999901101\t青石镇\n"
    ended = read["former.tsv"].splitlines()
    assert {"999902\t旧县\t1990", "999903\t中县\t2001", "999904\t新县\t2021"} < set(ended)
    assert ended == sorted(ended)


def test_one_wheel_always_gives_the_same_bytes(build_areas: ModuleType, tmp_path: Path) -> None:
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    made = wheel(tmp_path)
    build_areas.build(made, first)
    build_areas.build(made, second)
    assert first.read_bytes() == second.read_bytes()


def test_a_township_code_of_another_shape_stops_the_build(build_areas: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a township code"):
        build_areas.build(wheel(tmp_path, town="999901101201"), tmp_path / "areas.zip")


def test_the_table_that_ships_stays_small() -> None:
    assert (ROOT / "resources" / "codes" / "areas.zip").stat().st_size <= 400 * 1024

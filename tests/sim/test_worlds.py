"""Worlds by seed on real files; `./run sim N` plays many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sim import world

if TYPE_CHECKING:
    from pathlib import Path

WORLDS = 24


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return world.template(tmp_path_factory.mktemp("sim") / "template")


@pytest.mark.parametrize("seed", range(WORLDS))
def test_nothing_is_lost_in_world(seed: int, made: Path, tmp_path: Path) -> None:
    done = world.play(seed, made, tmp_path / "world", steps=50)
    assert done["edit"]

"""An eighth of this run's worlds; `./run sim N` plays as many as you like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sim import chunk

if TYPE_CHECKING:
    import pytest


def test_nothing_is_lost_in_any_world(tmp_path_factory: pytest.TempPathFactory) -> None:
    chunk.must_have_happened(1, chunk.play(1), chunk.common(tmp_path_factory))

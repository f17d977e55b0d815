"""An eighth of this run's worlds; `./run sim N` plays as many as you like."""

from tests.sim import chunk


def test_nothing_is_lost_in_any_world() -> None:
    chunk.must_have_happened(2, chunk.play(2))

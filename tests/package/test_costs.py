"""What a package costs grows with what is in it, not with the register it is made of or taken into."""

from __future__ import annotations

import pytest

from tests.bench.sync_pair import Pair

SMALL, LARGE = 240, 1920
CHANGES = 30


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], int]:
    """The steps of SQLite's machine for a package of so many changes, by way and side, and by the register's size."""
    found: dict[tuple[str, int], int] = {}
    for visits in (SMALL, LARGE):
        pair = Pair(tmp_path_factory.mktemp("costs") / "pair", visits)
        pair.carry(pair.town, pair.county)
        pair.settle()
        for way, send in (("up", pair.up), ("down", pair.down)):
            out, into = send(CHANGES)
            found[f"{way}, out", visits], found[f"{way}, in", visits] = out.steps, into.steps
            pair.settle()
        receipt, taken = pair.carry(pair.town, pair.county)
        found["receipt, out", visits], found["receipt, in", visits] = receipt.steps, taken.steps
        pair.close()
    return found


@pytest.mark.parametrize(
    "what", ["up, out", "up, in", "down, out", "down, in", "receipt, out", "receipt, in"]
)
def test_eight_times_the_register_is_not_twice_the_work(told: dict[tuple[str, int], int], what: str) -> None:
    assert told[what, SMALL] > 0
    assert told[what, LARGE] < 2 * told[what, SMALL] + 2000

"""Killed, torn, unflushed, failing and full, at moments drawn by chance: what returned is there, the rest is whole.

`./run crash 5000` plays more; the same few are played in every run of the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.crash import shim
from tests.crash.points import Found, table
from tests.fuzz.longer import room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.crash.points import Table

pytestmark = pytest.mark.skipif(bool(shim.why_not()), reason=shim.why_not() or "it can be built")
DRAWN = 84
"""each act with each blow, once"""


@pytest.fixture(scope="module")
def at() -> Iterator[Table]:
    with room() as folder, table(Path(folder) / "t") as found:
        yield found


@pytest.mark.slow
def test_nothing_is_lost_at_points_drawn_by_chance(at: Table) -> None:
    found = Found()
    for point in at.drawn(DRAWN, seed=1):
        at.play(point, found)
    assert found.wrong == []
    assert found.points == DRAWN == len(at.acts) * len(shim.BLOWS)
    assert found.ended["kill: killed"] == found.ended["unflushed: killed"] == found.ended["torn: killed"] == 12
    assert found.ended["fsync-fails: refused"] >= 5, "else nothing failed"


@pytest.mark.slow
def test_every_flush_of_a_save_an_import_and_an_export_may_fail(at: Table) -> None:
    found = Found()
    for act in ("write", "import", "export"):
        for point in at.every(act, "fsync-fails"):
            at.play(point, found)
    assert found.wrong == []
    assert found.points >= 27


WITHOUT_CARE = """
import os, sys
from pathlib import Path
from tests.crash import shim
root, blow, at, seed, flush = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
shim.arm(root, shim.BY_NAME[blow], at, seed)
with open(root / "a.tmp", "wb", buffering=0) as file:
    file.write(b"x" * 4096)
    if flush == "flush":
        os.fsync(file.fileno())
os.replace(root / "a.tmp", root / "a")
if flush == "flush":
    handle = os.open(root, os.O_RDONLY)
    os.fsync(handle)
(root / "b").write_bytes(b"y" * 100)
(root / "c").write_bytes(b"z" * 100)
"""


@pytest.fixture(scope="module")
def preloaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return shim.environment(shim.build(tmp_path_factory.mktemp("shim")))


def struck(preloaded: dict[str, str], root: Path, blow: str, at: int, seed: int, flush: str) -> tuple[int, bytes]:
    """How a process that replaces a file ended, and what the file holds."""
    root.mkdir()
    (root / "a").write_bytes(b"before")
    words = [sys.executable, "-c", WITHOUT_CARE, str(root), blow, str(at), str(seed), flush]
    ended = subprocess.run(words, env=preloaded, check=False, capture_output=True).returncode
    return ended, (root / "a").read_bytes() if (root / "a").exists() else b"gone"


def test_what_was_not_flushed_may_be_lost_and_what_was_flushed_is_not(
    preloaded: dict[str, str], tmp_path: Path
) -> None:
    """The shim itself: a replaced file is the old one, the new one, or, without a flush, half of it."""
    careless = {struck(preloaded, tmp_path / f"n{n}", "unflushed", 5, n, "no") for n in range(12)}
    careful = {struck(preloaded, tmp_path / f"f{n}", "unflushed", 7, n, "flush") for n in range(6)}
    assert {ended for ended, _ in careless | careful} == {-9}
    assert careful == {(-9, b"x" * 4096)}
    held = {len(content) for _, content in careless}
    assert 6 in held, "never the old one"
    assert any(n not in (6, 4096) for n in held), "never torn"


@pytest.mark.parametrize(("blow", "length"), [("kill", 0), ("torn", 2048), ("write-fails", 0)])
def test_the_call_that_is_named_is_the_one(
    preloaded: dict[str, str], tmp_path: Path, blow: str, length: int
) -> None:
    ended, content = struck(preloaded, tmp_path / "r", blow, 2, 1, "flush")
    assert ended == (1 if blow == "write-fails" else -9)
    assert content == b"before"
    assert (tmp_path / "r" / "a.tmp").stat().st_size == length
    assert os.listdir(tmp_path / "r.shadow") == []

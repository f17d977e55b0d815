"""A share of the worlds of one run: test_worlds_1.py to _8.py each play one, so that they go to all workers."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.sim import course, shrink, world

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

SHARES = 8
WHOLE, WORLDS, LEAST = 24, 1000, 180
"""a run plays so many whole worlds, then small ones until there are so many worlds in all, and goes on until it has
played for so many seconds, whichever is more; many more of both: `./run sim`"""
ENOUGH, FEW = 100, 6
"""after so many worlds of a share no more of what may happen is missing: a second computer is rare in small worlds"""
TOGETHER = 320
"""after so many worlds of all shares of a run nothing is missing but what is SELDOM, and that happens in a night"""
SELDOM = {"fork_answered"}


@contextmanager
def room() -> Iterator[Path]:
    """A folder for worlds: in memory where that is possible, because nothing in them need outlive a power cut."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def share_of(seconds: float) -> float:
    """How long this share plays, so that all of them together take so many seconds."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    return seconds * min(workers, SHARES, os.cpu_count() or 1) / SHARES


def play(share: int) -> Counter[str]:
    """Every SHARES-th world from this one on; AssertionError with the shortest history when one fails. They
    are the same in every run, so that a red one speaks of the change that was made; `./run sim` plays others."""
    happened: Counter[str] = Counter()
    began, played = time.monotonic(), 0
    least = began + share_of(LEAST)
    with room() as root:
        made = world.template(root / "made")
        while time.monotonic() < least or played < WORLDS // SHARES:
            seed = share + SHARES * played
            if played >= WHOLE // SHARES:
                seed += course.SMALL
            what = shrink.broken(seed, made, root / "world", range(len(course.history(seed))), happened)
            if what:
                kept = shrink.shortest(seed, made, root / "world", what.partition(":")[0])
                raise AssertionError(shrink.told(seed, made, root / "world", kept))
            shutil.rmtree(root / "world", ignore_errors=True)
            played += 1
    happened["worlds"] = played
    return happened


def common(folders: pytest.TempPathFactory) -> Path:
    """A folder that the workers of one run share."""
    mine = folders.getbasetemp()
    return (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "worlds"


def must_have_happened(share: int, happened: Counter[str], told: Path) -> None:
    """A share is worth something only if nearly everything that may happen did, and the shares of a run only if
    everything did: whichever is the last of them looks. They tell each other in the folder `told`."""
    assert happened["worlds"] > 0
    if happened["worlds"] >= ENOUGH:
        missing = never(happened)
        assert len(missing) <= FEW, f"never happened: {missing}"
    told.mkdir(exist_ok=True)
    (told / f"{share}.part").write_text(json.dumps(happened), encoding="utf-8")
    (told / f"{share}.part").rename(told / f"{share}.json")
    shares = sorted(told.glob("*.json"))
    if len(shares) < SHARES:
        return
    together: Counter[str] = Counter()
    for one in shares:
        together.update(json.loads(one.read_text(encoding="utf-8")))
    if together["worlds"] >= TOGETHER:
        missing = set(never(together)) - SELDOM
        assert not missing, f"never happened in {together['worlds']} worlds: {missing}"


def never(happened: Counter[str]) -> list[str]:
    """What may happen and did not."""
    from tests.sim import deck
    from tests.sim.kinds import KINDS

    wanted = (*deck.HAPPENINGS, *KINDS, "fork shown", "new identity", "import waiting")
    return [name for name in wanted if not happened[name]]

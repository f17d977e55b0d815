"""The changes of a record, oldest first: by the clock, in rounds, each after what it was written on."""

from __future__ import annotations

import random  # noqa: TC003  (the annotations of given() are read)
import time
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from db.log import in_order
from tests.domain.test_merge import chained, histories

if TYPE_CHECKING:
    from casefiles.domain.changes import Change


def plainly(changes: list[Change]) -> list[Change]:
    """Round after round through all that are left, by the clock."""
    left = {c.id: c for c in changes}
    done: list[Change] = []
    waiting = sorted(left.values(), key=lambda c: (c.body.ts, c.dev, c.seq))
    while waiting:
        later = []
        for change in waiting:
            if any(bytes.fromhex(p) in left for p in change.body.p):
                later.append(change)
            else:
                done.append(change)
                del left[change.id]
        assert len(later) < len(waiting)
        waiting = later
    return done


@given(histories(), st.randoms())
@settings(max_examples=300)
def test_the_order_is_that_of_the_rounds(changes: list[Change], rng: random.Random) -> None:
    rng.shuffle(changes)
    assert in_order(changes) == plainly(changes)


def test_a_clock_that_runs_backwards_does_not_make_it_slow() -> None:
    took = {}
    for count in (500, 4000):
        changes = chained(count)
        runs = []
        for _ in range(3):
            began = time.process_time()
            assert in_order(changes) == changes
            runs.append(time.process_time() - began)
        took[count] = min(runs)
    assert took[4000] < 30 * took[500], took

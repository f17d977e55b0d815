"""Comparing a register by shared keys finds what comparing each with each finds; and how good that is."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from casefiles.domain.blocking import alike
from casefiles.domain.likeness import MAYBE, likeness
from tests.domain import test_likeness
from tests.domain.labelled import labelled, measured


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_missed_that_each_with_each_would_find(seed: int) -> None:
    rows, _ = labelled(Random(seed), 300)
    lives, _ = test_likeness.labelled(Random(seed), 80)
    rows |= {f"l-{n:04d}": values for n, values in enumerate(lives)}
    found = alike(rows)
    every = {(a, b) for a, b in combinations(sorted(rows), 2) if likeness(rows[a], rows[b]).points >= MAYBE}
    assert {(p.one, p.other) for p in found} == every
    assert [p.likeness.points for p in found] == sorted((p.likeness.points for p in found), reverse=True)


def test_new_rows_are_compared_with_everybody_and_with_each_other_alone() -> None:
    rows, _ = labelled(Random(9), 300)
    fresh = {row: rows[row] for row in sorted(rows)[-40:]}
    stands = {row: values for row, values in rows.items() if row not in fresh}
    expected = {(p.one, p.other) for p in alike(rows) if p.one in fresh or p.other in fresh}
    assert expected
    assert {(p.one, p.other) for p in alike(stands, fresh)} == expected


def test_precision_and_recall_do_not_fall() -> None:
    rows, who = labelled(Random(1), 4000)
    found = alike(rows)
    precision, recall = measured([(p.one, p.other) for p in found], who)
    likely, _ = measured([(p.one, p.other) for p in found if p.likeness.likely], who)
    print(f"precision {precision:.3f}, recall {recall:.3f}, of the likely {likely:.3f}")
    assert precision >= 0.97
    assert recall >= 0.95
    assert likely >= 0.99


def test_it_can_be_stopped() -> None:
    class Stop(Exception):
        pass

    def step(_done: int, _all: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        alike(labelled(Random(1), 3000)[0], step=step)

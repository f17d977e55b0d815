"""A few mutants a day, another few the next day; `./run mutants` tries them all."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.sim.mutants import MUTANTS
from tests.sim.mutating import CAUGHT, catch, fits

QUICK = (
    "last-writer-alone",
    "no-flags",
    "deletion-wins",
    "head-not-kept",
    "holes-not-noted",
    "notes-dropped",
    "receipt-not-kept",
    "visits-stay",
    "heads-stay",
    "unsigned-is-taken",
)
"""those that the first few worlds catch"""


def test_mutants_fit_their_source() -> None:
    """A piece that is written anew takes its mutants along: one that no longer fits never runs."""
    assert len({m.name for m in MUTANTS}) == len(MUTANTS)
    assert not [m.name for m in MUTANTS if not fits(m)]


@pytest.mark.parametrize("share", range(3))
def test_the_worlds_notice(share: int) -> None:
    quick = [m for m in MUTANTS if m.name in QUICK]
    mutant = quick[(dt.date.today().toordinal() * 3 + share) % len(quick)]
    code, said = catch(mutant, 60)
    assert code == CAUGHT, f"{mutant.name}: {said}"

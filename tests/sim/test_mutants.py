"""A few mutants a day, another few the next day; `./run mutants` tries them all."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.sim.mutants import MUTANTS
from tests.sim.mutating import CAUGHT, ROOT, catch

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


def test_every_mutant_still_fits_its_source() -> None:
    assert len({m.name for m in MUTANTS}) == len(MUTANTS) >= 40
    for mutant in MUTANTS:
        file = ROOT / (mutant.module.replace(".", "/") + ".py")
        source = mutant.put_in(file.read_text(encoding="utf-8"))
        compile(source, str(file), "exec")


@pytest.mark.parametrize("share", range(3))
def test_the_worlds_notice(share: int) -> None:
    quick = [m for m in MUTANTS if m.name in QUICK]
    mutant = quick[(dt.date.today().toordinal() * 3 + share) % len(quick)]
    code, said = catch(mutant, 60)
    assert code == CAUGHT, f"{mutant.name}: {said}"

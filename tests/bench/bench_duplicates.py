"""Files of the same child in a whole register: how long it takes, and how many of those found are right.

The labelled set is of tests/domain/labelled.py: a tenth of the children is written down a second time with one to three
slips (other characters of the same sound or look, a digit of the ID number, month and day changed places, a moved
village, another phone ...), a tenth has somebody who looks like it (twins, brothers and sisters, namesakes).
"""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

from casefiles.domain.blocking import alike
from tests.bench.run import Figure
from tests.domain.labelled import labelled, measured

if TYPE_CHECKING:
    from collections.abc import Iterator

CHILDREN = 71_000
"""with their second writings and doubles 85,000 files"""


def bench(quick: bool) -> Iterator[Figure]:
    """Time, precision and recall."""
    rows, who = labelled(Random(5), 2000 if quick else CHILDREN)
    began = time.perf_counter()
    found = alike(rows)
    took = time.perf_counter() - began
    precision, recall = measured([(p.one, p.other) for p in found], who)
    likely, share = measured([(p.one, p.other) for p in found if p.likeness.likely], who)
    name = f"{len(rows):,} files"
    yield Figure("duplicates", f"{name} compared", took, "s", None, "", None, "at most 60 s", took <= 60)
    for what, value, least in (
        ("precision of maybe", precision, 0.95),
        ("recall of maybe", recall, 0.95),
        ("precision of likely", likely, 0.99),
        ("recall of likely", share, 0.6),
    ):
        yield Figure("duplicates", what, 100 * value, "%", None, "", None, f"at least {least:.0%}", value >= least)

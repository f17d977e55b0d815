"""Dossiers of real records, one file each, per CPU second."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles import printing
from tests.bench import offices
from tests.bench.run import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator


def bench(quick: bool) -> Iterator[Figure]:
    """CPU seconds of this process, from the record to the file; and one job of many."""
    number = 30 if quick else 200
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        offices.make(root / "office")
        office = offices.unlock(root / "office")
        offices.fill(office, number + 50, 60)
        ids = sorted(
            (r.id for r in office.queries.select("child")),
            key=lambda c: -office.queries.count("visit", {"child": c}),
        )[:number]
        paper = printing.paper_named("dossier")
        printing.print_to(office, paper, ids[:3], root / "warm")
        began = time.process_time()
        done = printing.print_to(office, paper, ids, root / "each")
        each = number / (time.process_time() - began)
        pages = done.pages / number
        began = time.process_time()
        printing.print_to(office, paper, ids, root / "all.pdf")
        together = number / (time.process_time() - began)
        office.ledger.close()
    what = f"{pages:.1f} pages each"
    yield Figure(
        "print", f"one file each, {what}", each, "dossiers/CPU s", None, "", None, "at least 20", each >= 20
    )
    yield Figure("print", f"one job, {what}", together, "dossiers/CPU s", None, "", None, "none", True)

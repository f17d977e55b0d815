"""What Python holds at most while a register goes up and down: `python -m tests.package.peaks FOLDER CHANGES...`.

For each number of changes a township with as many visits, of one child and one mentor, and its county. Prints one JSON
object a line: the legs of the way and the bytes that each took at most, as tracemalloc counts them. What is looked at
or told some thousand at a time is so some hundred at a time, that few changes show what a million would take.
"""

from __future__ import annotations

import gc
import json
import sys
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

from casefiles import exchange
from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from casefiles.edges.package import runs
from casefiles.exchange import arriving, bookkeeping, scope
from db import changed, holes, importing, log
from tests.package import offices

if TYPE_CHECKING:
    from collections.abc import Callable

    from casefiles.office import Office

TOWN, BESIDE, COUNTY = "999901101", "999901102", "999901"
SOME = 200


def traced(work: Callable[[], exchange.ExportReport | exchange.ImportReport]) -> tuple[int, Path]:
    """The bytes that this takes at most, and the package where one was written."""
    gc.collect()
    tracemalloc.start()
    try:
        done = work()
        return tracemalloc.get_traced_memory()[1], getattr(done, "path", Path())
    finally:
        tracemalloc.stop()


def visits(town: Office, number: int) -> None:
    """Write them, and the child and the mentor that all of them name."""
    child = offices.add(town, "child", name="吴例", area=f"{TOWN}001")
    mentor = offices.add(town, "mentor", name="高样", area=f"{TOWN}001")
    said = {"child": child, "mentor": mentor, "on": "2026-10-01"}
    rows = (new_id("v", town.clock.now_ms(), n) for n in range(number))
    town.ledger.write([Edit("visit", row, said, ()) for row in rows], "clerk")


def legs(root: Path, number: int) -> dict[str, int]:
    """Up, taken in, down, one change of the mentor to who lacks all, all down again to a new computer, taken in."""
    stick = root / "stick"
    stick.mkdir(parents=True)
    for name, code in (("town", TOWN), ("beside", BESIDE), ("county", COUNTY), ("anew", TOWN)):
        offices.make(root / name, code)
    town, beside, county = (offices.opened(root / name) for name in ("town", "beside", "county"))
    offices.meet(stick, town, county)
    offices.meet(stick, beside, county)
    offices.add(beside, "child", name="石例", area=f"{BESIDE}001")
    exchange.import_file(county, exchange.export(beside, COUNTY, stick).path)
    beside.ledger.close()
    exchange.import_file(county, exchange.export(town, COUNTY, stick).path)  # what is loaded once is not counted
    visits(town, number)
    found: dict[str, int] = {}
    found["up"], package = traced(lambda: exchange.export(town, COUNTY, stick))
    found["up, in"], _ = traced(lambda: exchange.import_file(county, package))
    found["down"], package = traced(lambda: exchange.export(county, TOWN, stick))
    exchange.import_file(town, package)
    exchange.import_file(county, exchange.export(town, COUNTY, stick).path)
    town.ledger.close()
    anew = offices.opened(root / "anew")
    exchange.accept_card(county, exchange.write_card(anew, stick), replace_known=True)
    exchange.accept_card(anew, exchange.write_card(county, stick))
    # the county thinks that all was looked at, but for one change of the mentor on whom all visits hang
    seen = {log_: end.seq for log_, end in county.ledger.vector().items()}
    county.ledger.keep_setting(f"examined:{TOWN}", json.dumps(seen))
    mentor = next(iter(county.queries.select("mentor")))
    offices.edit(county, mentor.id, phone="10000000001")
    found["hanging"], _ = traced(lambda: exchange.export(county, TOWN, stick))
    bookkeeping.forget(county, TOWN)
    found["again"], package = traced(lambda: exchange.export(county, TOWN, stick))
    county.ledger.close()
    found["again, in"], _ = traced(lambda: exchange.import_file(anew, package))
    assert anew.queries.count("visit") == number
    anew.ledger.close()
    return found


def main(folder: str, *numbers: str) -> None:
    """Say it for each."""
    arriving.AT_ONCE = scope.LATELY = log.BLOCK_BODIES = importing.BATCH = changed.MOST_TOLD = SOME
    holes.PART = SOME
    runs.FULL = SOME << 6
    for number in numbers:
        print(json.dumps(legs(Path(folder) / number, int(number))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

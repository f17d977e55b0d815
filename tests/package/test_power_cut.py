"""The current fails in the middle of an import or an export: a real process that ends without a word."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from casefiles import exchange
from casefiles.domain.changes import Edit
from casefiles.domain.ids import new_id
from casefiles.edges.package.stick import UNFINISHED
from tests.package import offices
from tests.package.offices import add, dump

if TYPE_CHECKING:
    from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]
CUT = """
import os, sys
from pathlib import Path
from casefiles import exchange
from tests.package import offices
what, folder, path, calls = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
office = offices.opened(folder, offices.START_MS + 9_000_000)

def progress(done, total):
    global calls
    calls -= 1
    if calls < 0:
        os._exit(9)

if what == "export":
    exchange.export(office, "999901", path, progress)
else:
    exchange.import_file(office, path, progress)
os._exit(0)
"""


def cut(what: str, folder: Path, path: Path, calls: int) -> int:
    """How the process ended: 9 when it was cut."""
    run = [sys.executable, "-c", CUT, what, str(folder), str(path), str(calls)]
    return subprocess.run(run, check=False, cwd=ROOT).returncode


@pytest.mark.parametrize("calls", [1, 3, 4, 5])
def test_an_import_that_was_cut_was_never_begun(world: SimpleNamespace, calls: int) -> None:
    chance = random.Random(calls)
    add(world.town, "child", name="石小雨")
    notes = ("".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(900)) for _ in range(400))
    edits = [Edit("child", new_id("c", offices.START_MS), {"name": "石小雨", "note": note}) for note in notes]
    world.town.ledger.write(edits, "wang")
    sent = exchange.export(world.town, "999901", world.stick)
    assert sent.bytes > 2 * 256 * 1024, "some pieces to each reading"
    before = dump(world.county)
    world.county.ledger.close()
    assert cut("import", world.home / "county", sent.path, calls) == 9
    county = world.county = offices.opened(world.home / "county", offices.START_MS + 99_000_000)
    assert dump(county) == before
    assert county.queries.check()["ok"]
    report = exchange.import_file(county, sent.path)
    assert (report.state, report.new) == ("done", 402)
    assert (
        offices.logs(county)[world.town.ledger.device] == offices.logs(world.town)[world.town.ledger.device]
    )


def test_an_export_that_was_cut_leaves_no_package(world: SimpleNamespace) -> None:
    add(world.town, "child", name="石小雨")
    before = dump(world.town)
    world.town.ledger.close()
    assert cut("export", world.home / "town", world.stick, 0) == 9
    assert [p.name.endswith(UNFINISHED) for p in world.stick.iterdir()] == [True]
    town = world.town = offices.opened(world.home / "town", offices.START_MS + 99_000_000)
    assert dump(town) == before
    sent = exchange.export(town, "999901", world.stick)
    assert [p.name for p in world.stick.iterdir()] == [sent.path.name], "what was left is swept away"
    assert exchange.import_file(world.county, sent.path).state == "done"

"""The budget of a large roster: 10,000 rows of 40 columns are planned in ten seconds of one processor."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest

from casefiles import roster
from casefiles.domain.codes import citizen_id
from casefiles.edges import workbook
from casefiles.roster.columns import slots
from tests.roster.books import counts
from tests.yardstick import Stopwatch

if TYPE_CHECKING:
    from casefiles.edges.workbook import Cell
    from casefiles.office import Office

ROWS = 2_000
SECONDS_A_ROW = 10 / 10_000


def line(at: int, rng: random.Random) -> list[Cell]:
    born = dt.date(2012, 1, 1) + dt.timedelta(days=at)
    sex = rng.choice("12")
    fixed = {
        "id_number": citizen_id.make("999901", born, at % 400, sex),
        "sex": sex,
        "birth_date": born.isoformat(),
        "category_start": "2025-01-05",
        "guardian_start": "2025-01-05",
    }
    cells: list[Cell] = []
    for slot in slots("child")[1:]:
        kind = slot.field.kind
        value = kind.sample(rng)
        shown = kind.show(value, "zh") if kind.name in {"choice", "choices"} else kind.text(value)
        cells.append(fixed.get(slot.key, shown))
    return cells


@pytest.mark.slow
def test_a_large_roster_is_planned_in_time(office: Office) -> None:
    rng = random.Random(5)
    headers = [s.header for s in slots("child")[1:]]
    assert len(headers) >= 40
    sheets = roster.read(workbook.write_list("儿童", headers, (line(at, rng) for at in range(ROWS))))
    with Stopwatch(ROWS * SECONDS_A_ROW) as watch:
        plan = roster.plan(office, sheets)
    assert watch.in_time, watch
    assert counts(plan) == (ROWS, ROWS, 0, 0, 0)
    roster.apply(office, plan)
    with Stopwatch(ROWS * SECONDS_A_ROW) as watch:
        again = roster.plan(office, sheets)
    assert watch.in_time, watch
    assert counts(again) == (ROWS, 0, 0, ROWS, 0)

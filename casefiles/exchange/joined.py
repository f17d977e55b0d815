"""What to say of files that came to this office because their division was joined to one of its own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from casefiles.domain import areas, ranges
from casefiles.domain.areas import root
from casefiles.domain.entities import PLACED
from casefiles.domain.problems import Problem
from casefiles.domain.redivision import now_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.changes import Touched
    from casefiles.office import Office


def came(office: Office, touched: Touched, gained: Mapping[str, ranges.Ranges]) -> tuple[Problem, ...]:
    """CAME_JOINED for each division of others whose files a package brought into ours: how many, and since when.

    `gained` are the numbers, by log, that came with it: a file is told of once, with the change by which it lies here.
    """
    from casefiles import redividing  # a service that asks where offices lie

    base = root(office.home.code)
    ours = {
        old: line
        for old, line in redividing.joined(office).items()
        if line.new.startswith(base) and not old.startswith(base)
    }
    if not ours:
        return ()
    table = {old: line.new for old, line in ours.items()}
    rows = [row for entity in PLACED for row in touched.rows.get(entity, ())]
    found: Counter[str] = Counter()
    joined = tuple(table.values())
    for row, record in office.queries.many(rows).items():
        here = str(record.values.get("area") or "")
        if not here.startswith(joined):
            continue  # most files: their history need not be read
        placed = [e for e in office.ledger.history(row) if "area" in e.fields]
        if record.deleted or not placed or not ranges.within(gained.get(placed[-1].log, ()), placed[-1].seq):
            continue
        before = [str(e.fields["area"] or "") for e in placed[:-1]]
        was = next((area for area in reversed(before) if area != here and now_of(area, table) == here), "")
        if was:
            found[next(old for old in sorted(ours, key=len, reverse=True) if was.startswith(old))] += 1
    return tuple(
        Problem("CAME_JOINED", args={"n": n, "old": old, "name": areas.name_of(old) or old, "day": ours[old].on})
        for old, n in sorted(found.items())
    )

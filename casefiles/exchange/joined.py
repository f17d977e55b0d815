"""What to say of files that came to this office because their division was joined to one of its own.

It is said in the report of the import that brought them, and stands from then on until somebody says that they were
looked through: `came_joined` in the settings is old division -> {"rows": their ids, "n": how many, "name": what it was
called then, "on": since when it is joined, "at": ms of this clock}.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casefiles.domain import areas, ranges
from casefiles.domain.areas import root
from casefiles.domain.entities import PLACED
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.redivision import now_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.changes import Touched
    from casefiles.office import Office

NOTED = "came_joined"
MOST = 2000
"""files of one division that are listed"""


@dataclass(frozen=True, slots=True)
class CameJoined:
    """Files of a division that is no more, of which nobody has said yet that they were looked through."""

    old: str
    name: str
    on: str
    n: int
    at_ms: int
    rows: tuple[str, ...]

    @property
    def problem(self) -> Problem:
        """It in a sentence, with the next step."""
        return Problem("CAME_JOINED", args={"n": self.n, "old": self.old, "name": self.name, "day": self.on})

    def data(self) -> dict[str, object]:
        """For scripts."""
        said = self.problem
        return {
            "key": self.old, "name": self.name, "on": self.on, "files": self.n, "at": self.at_ms,
            "rows": list(self.rows), "zh": said.say("zh"), "en": said.say("en"),
        }  # fmt: skip


def here(office: Office) -> tuple[CameJoined, ...]:
    """Those that are to be looked through, the newest first."""
    found = [
        CameJoined(old, str(told["name"]), str(told["on"]), int(told["n"]), int(told["at"]), tuple(told["rows"]))
        for old, told in _noted(office).items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.at_ms, one.old)))


def settle(office: Office, old: str) -> CameJoined:
    """The files that came from this division were looked through: off the list. Refusal: NOT_REFUSED."""
    found = next((one for one in here(office) if one.old == old), None)
    if found is None:
        raise Refusal(Problem("NOT_REFUSED", value=old))
    _keep(office, {key: told for key, told in _noted(office).items() if key != old})
    return found


def came(office: Office, touched: Touched, gained: Mapping[str, ranges.Ranges]) -> tuple[Problem, ...]:
    """CAME_JOINED for each division of others whose files a package brought into ours: how many, and since when.

    `gained` are the numbers, by log, that came with it: a file is told of once, with the change by which it lies here.
    It is noted for `here`.
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
    found: dict[str, list[str]] = {}
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
            old = next(old for old in sorted(ours, key=len, reverse=True) if was.startswith(old))
            found.setdefault(old, []).append(row)
    if not found:
        return ()
    now = office.clock.now_ms()
    told = [
        CameJoined(old, areas.name_of(old) or old, ours[old].on, len(some), now, tuple(some))
        for old, some in sorted(found.items())
    ]
    _note(office, told)
    return tuple(one.problem for one in told)


def _note(office: Office, told: list[CameJoined]) -> None:
    noted = _noted(office)
    for one in told:
        before = noted.get(one.old, {"rows": [], "n": 0})
        rows = list(dict.fromkeys([*before["rows"], *one.rows]))[:MOST]
        n = max(len(rows), int(before["n"]) + len(set(one.rows) - set(before["rows"])))
        noted[one.old] = {"rows": rows, "n": n, "name": one.name, "on": one.on, "at": one.at_ms}
    _keep(office, noted)


def _noted(office: Office) -> dict[str, dict[str, Any]]:
    return dict(json.loads(office.ledger.setting(NOTED) or "{}"))


def _keep(office: Office, noted: Mapping[str, Mapping[str, Any]]) -> None:
    office.ledger.keep_setting(NOTED, json.dumps(noted, ensure_ascii=False, sort_keys=True) if noted else None)

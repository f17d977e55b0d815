"""What is counted for an office above: numbers by division, nothing of anybody."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from db import agreed, moved, nameless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.driver import Database

YEAR = 365
TOWNSHIP = 9
"""digits of a township's code; a village has three more"""
_CODE = re.compile(r"[a-z_]{1,40}(:[a-z0-9_]{1,40})?")
_HERE = f"c.id NOT IN ({moved.IDS})"
"""a file that another office took over is counted there, with all that hangs on it"""
_OPEN = (
    "c._del IS NULL AND c.closed_on IS NULL AND c.merged_into IS NULL"
    f" AND c.id NOT IN ({nameless.IDS}) AND {_HERE}"
)
_QUESTIONS: dict[str, str] = {
    "children": f"SELECT c.area, count(*) FROM child c WHERE {_OPEN} GROUP BY 1",  # noqa: S608
    "matched": (
        'SELECT c.area, count(DISTINCT c.id) FROM child c JOIN "match" m ON m.child=c.id'  # noqa: S608
        f" WHERE {_OPEN} AND m._del IS NULL AND m.end IS NULL GROUP BY 1"
    ),
    "visited": (
        f"SELECT c.area, count(DISTINCT c.id) FROM child c JOIN visit v ON v.child=c.id WHERE {_OPEN}"  # noqa: S608
        " AND v._del IS NULL AND v.\"on\" > ? GROUP BY 1"
    ),
    "visits": (
        # child by child: their index holds the day too
        'SELECT c.area, count(*) FROM child c CROSS JOIN visit v ON v.child=c.id WHERE v._del IS NULL AND v."on" > ?'  # noqa: S608
        f" AND {_HERE} GROUP BY 1"
    ),
    "reports": (
        'SELECT c.area, count(*) FROM report r JOIN child c ON c.id=r.child WHERE r._del IS NULL AND r."on" > ?'  # noqa: S608
        f" AND {_HERE} GROUP BY 1"
    ),
    "mentors": "SELECT m.area, count(*) FROM mentor m WHERE m._del IS NULL AND m.left_on IS NULL GROUP BY 1",
}
_KINDS = (
    "SELECT c.area, 'category:' || s.category, count(DISTINCT c.id) FROM child c JOIN category_spell s ON s.child=c.id"  # noqa: S608
    f" WHERE {_OPEN} AND s._del IS NULL AND s.end IS NULL GROUP BY 1, 2"
)


def counted(database: Database, today: dt.date, fields: Iterable[str] = ()) -> dict[str, dict[str, int]]:
    """Division -> name -> number: children on file, of these matched, visited within a year and in each category now;
    visits and mandatory reports within a year; mentors. Records without a division count under "". What another office
    took over counts there alone. Of `fields` that were agreed on files are counted by value, too (db.agreed)."""
    since = (today - dt.timedelta(days=YEAR)).isoformat()
    found: dict[str, dict[str, int]] = {}
    for name, sql in _QUESTIONS.items():
        for area, number in database.read(sql, (since,) if "?" in sql else ()):
            _add(found, area, name, number)
    for area, name, number in database.read(_KINDS):
        _add(found, area, str(name or ""), number)
    for division, told in agreed.counted(database, fields, _OPEN, _division).items():
        found.setdefault(division, {}).update(told)
    return {area: dict(sorted(numbers.items())) for area, numbers in sorted(found.items())}


def _add(found: dict[str, dict[str, int]], area: object, name: str, number: int) -> None:
    """Villages count with their township; what is no division counts under "", what is no code is not told apart."""
    numbers = found.setdefault(_division(area), {})
    if _CODE.fullmatch(name):
        numbers[name] = numbers.get(name, 0) + int(number)


def _division(area: object) -> str:
    division = str(area or "")[:TOWNSHIP]
    return division if division.isdecimal() and division.isascii() else ""

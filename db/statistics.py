"""Figures over many records: range counts and index scans, never a sort in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import merged, moved

if TYPE_CHECKING:
    from db.driver import Database


def visits_per_month(database: Database, first: str, last: str) -> list[tuple[str, int]]:
    """(month, visits) from month `first` to `last`, 'YYYY-MM'."""
    found = []
    month = first
    while month <= last:
        after = _next(month)
        sql = 'SELECT count(*) FROM visit WHERE "on" >= ? AND "on" < ? AND _del IS NULL'
        found.append((month, int(database.read(sql, (month, after))[0][0])))
        month = after
    return found


def _next(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def spread(database: Database, what: str) -> list[tuple[str, int]]:
    """(code, children) by 'category', 'village' or 'schooling', most first; closed files, and children without one, are
    left out."""
    if what == "category":
        stands = "categories IS NOT NULL AND closed = 0"
        sql = f"SELECT categories, count(*) FROM child_state WHERE {stands} GROUP BY categories"  # noqa: S608
        counted: dict[str, int] = {}
        for joined, n in database.read(sql):
            for code in str(joined).split(","):
                counted[code] = counted.get(code, 0) + n
        return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    if what == "village":
        sql = "SELECT village, count(*) FROM child_state WHERE village IS NOT NULL AND closed = 0 GROUP BY village"
    elif what == "schooling":
        sql = (
            "SELECT schooling, count(*) FROM child"  # noqa: S608
            f" WHERE schooling IS NOT NULL AND _del IS NULL AND closed_on IS NULL AND id NOT IN ({merged.LOSERS})"
            f" AND id NOT IN ({moved.IDS})"
            " GROUP BY schooling"
        )
    else:
        raise ValueError(what)
    return sorted(((str(c), int(n)) for c, n in database.read(sql)), key=lambda pair: (-pair[1], pair[0]))

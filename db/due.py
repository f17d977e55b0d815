"""When each child is to be visited and verified next, from the norms that are kept (see casefiles.domain.norms)."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from casefiles.domain import norms
from casefiles.domain.matchlife import EVERY_SQL
from db import merged
from db.projection import CHUNK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.driver import Connection, Row

Kinds = dict[str, dict[str, str]]
"""child -> kind of visit -> last visit of that kind with contact"""

_NORMS = f'SELECT {",".join(f"{chr(34)}{name}{chr(34)}" for name in norms.FIELDS)} FROM norm WHERE _del IS NULL'  # noqa: S608
VERIFIED = (
    '(SELECT max(f."on") FROM verification f WHERE f.child=c.id AND f._del IS NULL AND f.result <> \'not_found\')'
)
"""the last verification of the child `c` in which something was found out"""
VERIFIED_ON_ANY = VERIFIED.replace(
    "f.child=c.id", "(f.child=c.id OR f.child IN (SELECT g.id FROM merged g WHERE g.canon=c.id))"
)
"""that of any of the files that were merged with it"""


def book(connection: Connection) -> norms.Book:
    """The norms that are kept."""
    return _read(tuple(connection.execute(_NORMS)))


@functools.lru_cache(maxsize=4)
def _read(rows: tuple[Row, ...]) -> norms.Book:
    """The same rows are the same book: it remembers the spans that it was asked for."""
    if not rows:
        return norms.NONE
    found = (norms.Norm.of(dict(zip(norms.FIELDS, row, strict=True))) for row in rows)
    return norms.Book(n for n in found if n is not None)


def met_by_kind(connection: Connection, children: Sequence[str]) -> Kinds:
    """The last visits with contact, kind by kind; asked only where a norm counts some kinds alone."""
    ids = [*dict.fromkeys((*children, *merged.members(connection, children)))]
    marks = ",".join("?" * len(ids))
    sql = (
        f"SELECT {merged.HEAD.format('child')} AS of, coalesce(kind, ''), max(\"on\") FROM visit"  # noqa: S608
        f" WHERE child IN ({marks}) AND _del IS NULL"
        " AND contact <> 'none' AND \"on\" IS NOT NULL GROUP BY of, kind"
    )
    found: Kinds = {}
    for child, kind, on in connection.execute(sql, ids):
        found.setdefault(child, {})[kind] = on
    return found


def days(
    kept: norms.Book, child: str, who: Row, facts: Row, kinds: Kinds | None = None
) -> tuple[str | None, str | None, str | None]:
    """(next visit, last day of grace, verification) of a child; nothing for a closed file, nor for one that another
    office took over.

    `who` is (closed or away, division, file number, categories, risk), `facts` (last visit with contact, its kind, next
    date agreed on, registered on, match since, days agreed on, last verification).
    """
    closed, area, number, categories, risk = who
    if closed:
        return None, None, None
    last, kind, planned, opened, matched, agreed, verified = facts
    met: Mapping[str, str] = kinds.get(child, {}) if kinds is not None else {kind or "": last} if last else {}
    spans = kept.spans(norms.division(area, number), categories or "", risk or "")
    due, late = norms.visit_due(spans, norms.Visited(met, opened, matched, planned, agreed))
    known = max(filter(None, (last, verified)), default=None) or opened
    return due, late, norms.verify_due(spans, known)


_ALL = f"""
SELECT s.id, s.next_due, s.late, s.verify_due, s.closed, s.area, s.number, s.categories, s.risk, s.last_visit,
 l.kind, l.next_on, c.opened_on, t.start, {EVERY_SQL}, {VERIFIED}
FROM child_state s JOIN child c ON c.id = s.id LEFT JOIN "match" t ON t.id = s."match"
LEFT JOIN visit l ON l.id = (SELECT v.id FROM visit v WHERE v.child=s.id AND v._del IS NULL
  AND v.contact <> 'none' ORDER BY v."on" DESC, v.id DESC LIMIT 1)
WHERE s.closed = 0 AND s.id > ? ORDER BY s.id LIMIT ?"""  # noqa: S608
_ALL_OF_MANY = re.sub(
    r"\b([vf])\.child=[cs]\.id", rf"\1.child IN ({merged.GROUP.format('s.id')})", _ALL
).replace("WHERE s.closed", "WHERE s.id IN (SELECT canon FROM merged) AND s.closed")


def all_anew(connection: Connection) -> None:
    """Bring the due days of every open file in step with norms that changed, writing only those that move."""
    for asked in (_ALL, _ALL_OF_MANY):  # files that were merged once more, with what hangs on all of them
        _anew(connection, book(connection), asked)


def _anew(connection: Connection, kept: norms.Book, asked: str) -> None:
    last = ""
    while rows := connection.execute(asked, (last, CHUNK)).fetchall():
        last = rows[-1][0]
        kinds = met_by_kind(connection, [row[0] for row in rows]) if kept.limited else None
        moved = []
        for row in rows:
            fresh = days(kept, row[0], row[4:9], row[9:], kinds)
            if fresh != row[1:4]:
                moved.append((*fresh, row[0]))
        connection.executemany("UPDATE child_state SET next_due=?, late=?, verify_due=? WHERE id=?", moved)

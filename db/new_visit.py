"""What one new visit does to the derived lines of its child and its mentor, without making them anew.

The save that a township does most: two lines are read and only what follows from the visit is written. Whatever is not
that plain case is left to `derived.refresh`, which must come to the same lines (a test compares them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.matchlife import EVERY_SQL
from db import due

if TYPE_CHECKING:
    from db.changed import Changed
    from db.driver import Connection

CHILD = (
    "SELECT EXISTS (SELECT 1 FROM merged g WHERE g.canon = s.id), s.last_visit, s.attention, s.next_due,"  # noqa: S608
    " s.late, s.verify_due, s.closed, s.area, s.number, s.categories,"
    f" s.risk, c.opened_on, t.start, {EVERY_SQL}, {due.VERIFIED}"
    " FROM child_state s JOIN child c ON c.id = s.id"
    ' LEFT JOIN "match" t ON t.id = s."match" WHERE s.id = ?'
)
DAYS = ("next_due", "late", "verify_due")
MENTOR = "SELECT last_visit FROM mentor_state WHERE id = ?"
ONE_MORE = "UPDATE child_state SET visits = visits + 1 WHERE id = ?"
LATEST = "UPDATE child_state SET visits = visits + 1, last_visit = ?{} WHERE id = ?"
WENT = "UPDATE mentor_state SET last_visit = ? WHERE id = ?"


def follow(connection: Connection, changed: Changed) -> bool:
    """Bring the lines in step when the transaction made one visit and nothing else; False when it is another case."""
    made = changed.made
    if made is None or len(changed.rows) != 1 or len(changed.rows.get("visit", ())) != 1:
        return False
    child, mentor, on = made.get("child"), made.get("mentor"), made.get("on")
    if not (isinstance(child, str) and child and isinstance(on, str)):
        return False
    line = connection.execute(CHILD, (child,)).fetchone()
    if line is None or line[0]:  # with what hangs on a merged file it is another sum
        return False
    last, stood_out, *rest = line[1:]
    was, who, facts = tuple(rest[:3]), tuple(rest[3:8]), rest[8:]
    met = made.get("contact") not in (None, "none")
    if met and last == on:  # which of two on one day is the last depends on their ids
        return False
    latest = met and (last is None or on > last)
    book = due.book(connection) if met else None
    if book is not None and book.limited and not latest:  # it may be the last of its kind
        return False
    if mentor:
        went = connection.execute(MENTOR, (mentor,)).fetchone()
        if went is None:
            return False
        if went[0] is None or on > went[0]:
            connection.execute(WENT, (on, mentor))
    if latest and book is not None:
        kinds = due.met_by_kind(connection, [child]) if book.limited else None
        found = due.days(book, child, who, (on, made.get("kind"), made.get("next_on"), *facts), kinds)
        closed, risk = who[0], who[4]
        attention = int(not closed and (risk == "red" or made.get("state") == "attention"))
        moved: dict[str, str | int | None] = {}
        moved |= {name: new for name, new, old in zip(DAYS, found, was, strict=True) if new != old}
        if attention != stood_out:  # a column that is named is written in every index that holds it
            moved["attention"] = attention
        sets = "".join(f", {name} = ?" for name in moved)
        connection.execute(LATEST.format(sets), (on, *moved.values(), child))
    else:
        connection.execute(ONE_MORE, (child,))
    return True

"""What one new visit does to the derived lines of its child and its mentor, without making them anew.

The save that a township does most: two lines are read and only what follows from the visit is written. Whatever is not
that plain case is left to `derived.refresh`, which must come to the same lines (a test compares them).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import norms

if TYPE_CHECKING:
    from db.driver import Connection
    from db.projection import Changed

CHILD = (
    "SELECT s.last_visit, s.next_due, s.attention, s.risk, c.closed_on, t.every_days"
    " FROM child_state s JOIN child c ON c.id = s.id"
    ' LEFT JOIN "match" t ON t.id = s."match" WHERE s.id = ?'
)
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
    if not (child and isinstance(on, str)):
        return False
    line = connection.execute(CHILD, (child,)).fetchone()
    if line is None:
        return False
    last, was_due, stood_out, risk, closed, every = line
    met = made.get("contact") not in (None, "none")
    if met and last == on:  # which of two on one day is the last depends on their ids
        return False
    if mentor:
        went = connection.execute(MENTOR, (mentor,)).fetchone()
        if went is None:
            return False
        if went[0] is None or on > went[0]:
            connection.execute(WENT, (on, mentor))
    if met and (last is None or on > last):
        next_on = made.get("next_on")
        due = None if closed else norms.next_due(risk, on, None, str(next_on) if next_on else None, every)
        attention = int(not closed and (risk == "red" or made.get("state") == "attention"))
        sets = ""
        values: list[str | int | None] = [on]
        if due != was_due:
            sets, values = ", next_due = ?", [on, due]
        if attention != stood_out:  # a column that is named is written in every index that holds it
            sets, values = f"{sets}, attention = ?", [*values, attention]
        connection.execute(LATEST.format(sets), (*values, child))
    else:
        connection.execute(ONE_MORE, (child,))
    return True

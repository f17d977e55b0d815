"""The statements of the worklists: for each a condition on an index, what a line says, and the order of its lines."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, NamedTuple

from casefiles import worklists as w
from casefiles.domain import norms, promises
from casefiles.domain.checks import ADULT
from db import merged, moved, worklists_mentors
from db.due import VERIFIED_ON_ANY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.fieldtypes import Stored
    from db.driver import Database

CHILD = ("child_state s JOIN child c ON c.id = s.id", "c._del IS NULL AND c.closed_on IS NULL AND s.closed = 0")
"""the open files of this office; what another office took over is closed = 2 (db.moved)"""
_OPEN = f"c._del IS NULL AND c.closed_on IS NULL AND c.id NOT IN ({moved.IDS})"
"""the same where the child's derived line is not read"""
_GUARDIAN = (
    "NOT EXISTS (SELECT 1 FROM guardianship_spell g WHERE g.child = c.id AND g._del IS NULL"
    ' AND (g."end" IS NULL OR g."end" > :today))'
    " AND NOT EXISTS (SELECT 1 FROM merged o JOIN guardianship_spell g ON g.child = o.id WHERE o.canon = c.id"
    ' AND g._del IS NULL AND (g."end" IS NULL OR g."end" > :today))'
)
MISSING: Mapping[str, str] = {
    "missing_id": "c.id_number IS NULL AND c.id_missing IS NULL",
    "missing_birth": "c.birth_date IS NULL",
    "missing_sex": "c.sex IS NULL",
    "missing_health": "c.health IS NULL",
    "missing_schooling": "c.schooling IS NULL",
    "missing_guardian": _GUARDIAN,
    "missing_category": "s.categories IS NULL",
}
"""what a complete file has; the same rule as `casefiles.registers.missing`"""


class Asked(NamedTuple):
    """`where` is a condition; a line is entity, id, name, village, day and what else there is to say."""

    entity: str
    source: str
    where: str
    day: str
    order: str
    more: str = "NULL AS age, NULL AS state, NULL AS mentor"
    id: str = "c.id"


def _asked(name: str, today: dt.date) -> Asked:
    source, stands = CHILD
    mentor = "NULL AS age, NULL AS state, s.mentor_name AS mentor"
    late = "NULL AS age, CASE WHEN s.late > s.next_due THEN s.late END AS state, s.mentor_name AS mentor"
    if name in MISSING:
        return Asked("child", source, f"{stands} AND {MISSING[name]}", "c.opened_on", "s.name_key")
    if name == "overdue":
        where = f"{stands} AND s.next_due < :today AND s.late < :today"
        return Asked("child", source, where, "s.next_due", "s.next_due", late)
    if name == "due_week":
        where = f"{stands} AND s.late >= :today AND s.next_due <= :week"
        return Asked("child", source, where, "s.next_due", "s.next_due", late)
    if name == "unmatched":
        return Asked("child", source, f"{stands} AND s.unmatched = 1", "c.opened_on", "c.opened_on")
    if name == "unverified":
        where = f"{stands} AND s.verify_due < :today"
        verified = f"max(coalesce(s.last_visit, ''), coalesce({VERIFIED_ON_ANY}, ''))"
        return Asked("child", source, where, verified, "s.verify_due", mentor)
    if name == "categories":
        where = f"{stands} AND c.id IN (SELECT value FROM json_each(:flagged))"  # noqa: S608
        return Asked("child", source, where, "c.opened_on", "s.name_key", mentor)
    if name == "pledges":
        source = "pledge p JOIN household h ON h.id = p.household"
        running = "coalesce(p.result, 'running') = 'running'"
        stable = (
            "(p.done_on <= :year AND p.stable_12 IS NULL"
            " OR p.done_on > :year AND p.done_on <= :half AND p.stable_6 IS NULL)"
        )
        where = (
            f"p._del IS NULL AND h._del IS NULL AND ({running} AND p.due < :today"
            f" OR p.result IN ('kept', 'partly') AND {stable})"
        )
        day = f"CASE WHEN {running} THEN p.due ELSE p.done_on END"
        return Asked("household", source, where, day, day, "NULL AS age, p.who AS state, NULL AS mentor", "h.id")
    if name == "economies":
        source = "economic_spell e JOIN household h ON h.id = e.household"
        since = "coalesce(e.checked_on, e.start)"
        where = f'e._del IS NULL AND h._del IS NULL AND (e."end" IS NULL OR e."end" > :today) AND {since} <= :reviewed'
        return Asked("household", source, where, since, since, "NULL AS age, e.kind AS state, NULL AS mentor", "h.id")
    if name == "birthdays":
        days = ", ".join(f"'{d}'" for d in birthdays(today))
        where = f"{stands} AND length(s.birth_date) = 10 AND substr(s.birth_date, 6) IN ({days})"
        order = f"substr(s.birth_date, 6) < '{today:%m-%d}', substr(s.birth_date, 6)"
        return Asked("child", source, where, "s.birth_date", order, _AGE.format("'next'"))
    if name == "coming_of_age":
        spans = " OR ".join(f"s.birth_date BETWEEN '{a}' AND '{b}'" for a, b in coming(today))
        where = f"{stands} AND length(s.birth_date) = 10 AND ({spans})"
        order = f"substr(s.birth_date, 6) < '{today:%m-%d}', substr(s.birth_date, 6)"
        return Asked("child", source, where, "s.birth_date", order, _AGE.format("'next'"))
    if name == "grown":
        where = f"{stands} AND s.birth_date <= :grown"
        return Asked("child", source, where, "s.birth_date", "s.birth_date", _AGE.format("NULL"))
    if name == "silent":
        where = (
            "m._del IS NULL AND m.left_on IS NULL AND s.load > 0 AND coalesce(s.last_visit, '') < :silent"
            ' AND EXISTS (SELECT 1 FROM "match" t WHERE t.mentor = m.id AND t._del IS NULL AND t."end" IS NULL'
            " AND coalesce(t.status, 'active') IN ('introduced', 'active', 'closing')"
            " AND t.start < :silent)"
        )
        more = "NULL AS age, NULL AS state, NULL AS mentor"
        source = "mentor_state s JOIN mentor m ON m.id = s.id"
        return Asked("mentor", source, where, "s.last_visit", "coalesce(s.last_visit, '')", more, "m.id")
    if name == "reviews":
        source = f"risk_review r JOIN child c ON c.id = {merged.HEAD.format('r.child')}"
        where = (
            f"r._del IS NULL AND r.next_on < :today AND {_OPEN} AND NOT EXISTS"  # noqa: S608
            " (SELECT 1 FROM risk_review n WHERE n.child = r.child AND n._del IS NULL"
            ' AND (n."on", n.id) > (r."on", r.id)) AND NOT EXISTS'
            " (SELECT 1 FROM merged o JOIN risk_review n ON n.child = o.id WHERE o.canon = c.id"
            ' AND n._del IS NULL AND (n."on", n.id) > (r."on", r.id))'
        )
        return Asked("child", source, where, "r.next_on", "r.next_on", "NULL AS age, r.level AS state, NULL AS mentor")
    if name == "actions":
        source = f"action a JOIN child c ON c.id = {merged.HEAD.format('a.child')}"
        where = f"a._del IS NULL AND a.done_on IS NULL AND a.due < :today AND {_OPEN}"
        return Asked("child", source, where, "a.due", "a.due", "NULL AS age, a.what AS state, a.id AS row")
    if name == "follow_ups":
        source = 'visit v INDEXED BY "visit_follow_by_child" JOIN child c ON c.id = v.child'
        where = f"v.follow_up IS NOT NULL AND v.follow_done IS NULL AND v._del IS NULL AND {_OPEN}"
        more = "NULL AS age, v.follow_up AS state, v.id AS row"
        return Asked("child", source, where, 'coalesce(v.follow_by, v."on")', 'coalesce(v.follow_by, v."on")', more)
    if name == "reports":
        state = "CASE WHEN r.reported_on IS NULL THEN 'open' ELSE 'running' END"
        source = f"report r LEFT JOIN child c ON c.id = {merged.HEAD.format('r.child')}"
        where = "r._del IS NULL AND r.closed_on IS NULL"
        more = f"NULL AS age, {state} AS state, r.id AS row"
        order = 'r.reported_on IS NOT NULL, r."on"'
        return Asked("child", source, where, 'r."on"', order, more, "coalesce(c.id, r.child)")
    return Asked(*worklists_mentors.ASKED[name])


_AGE = "{} AS state, NULL AS age, NULL AS mentor"
ASKED_ELSEWHERE = ("transfers", "questions", "answers", "came_back", "twins", "tasks", "receipts")
LISTED = tuple(n for n in w.NAMES if n not in ASKED_ELSEWHERE)


def counts(
    database: Database, today: dt.date, flagged: Iterable[str] | None = ()
) -> Iterator[tuple[str, int]]:
    """How long each list is; what files lack is counted in one walk. `flagged` are the children of "categories", which
    is left out where they are None."""
    given = {**_given(today), "flagged": json.dumps(sorted(flagged or ()))}
    missing = ", ".join(f"total({rule})" for rule in MISSING.values())
    source, stands = CHILD
    found = database.one(f"SELECT {missing} FROM {source} WHERE {stands}", given)  # noqa: S608
    yield from zip(MISSING, (int(n) for n in found or [0] * len(MISSING)), strict=True)
    for name in LISTED:
        if name not in MISSING and (flagged is not None or name != "categories"):
            asked = _asked(name, today)
            one = database.one(f"SELECT count(*) FROM {asked.source} WHERE {asked.where}", given)  # noqa: S608
            yield name, int(one[0]) if one else 0


def lines(
    database: Database, name: str, mine: Sequence[str], limit: int, today: dt.date, flagged: Iterable[str] = ()
) -> list[dict[str, Stored]]:
    """The first lines: of the villages `mine` first, then the most urgent."""
    asked = _asked(name, today)
    who = {"mentor": "m", "household": "h"}.get(asked.entity, "c")
    marks = ", ".join(f":v{n}" for n in range(len(mine)))
    first = f"{who}.village IN ({marks}) IS NOT 1, " if mine else ""
    sql = (
        f"SELECT '{asked.entity}' AS entity, {asked.id}, {who}.name, {who}.village, {asked.day}, {asked.more}"  # noqa: S608
        f" FROM {asked.source} WHERE {asked.where} ORDER BY {first}{asked.order}, {asked.id} LIMIT :most"
    )
    found = json.dumps(sorted(flagged))
    given = {**_given(today), "flagged": found, "most": limit, **{f"v{n}": village for n, village in enumerate(mine)}}
    names = ["entity", "id", "name", "village", "day", *(part.rsplit(" AS ", 1)[1] for part in asked.more.split(", "))]
    rows = [dict(zip(names, row, strict=True)) for row in database.read(sql, given)]
    for row in rows:
        if name in ("birthdays", "coming_of_age", "grown"):
            row |= _age(str(row["day"]), today, coming=name != "grown")
    return rows


def standing(database: Database, mine: Sequence[str]) -> list[str]:
    """All open files in the order of the list of categories, those of the villages `mine` first."""
    source, stands = CHILD
    first = f"c.village IN ({','.join('?' * len(mine))}) IS NOT 1, " if mine else ""
    sql = f"SELECT c.id FROM {source} WHERE {stands} ORDER BY {first}s.name_key, c.id"  # noqa: S608
    return [row for (row,) in database.read(sql, tuple(mine))]


def _given(today: dt.date) -> dict[str, Stored]:
    def before(days: int) -> str:
        return (today - dt.timedelta(days=days)).isoformat()

    return {
        "today": today.isoformat(),
        **worklists_mentors.given(today),
        "week": before(1 - w.WEEK_DAYS),
        "silent": before(w.SILENT_DAYS),
        "year": months_before(today, 12),
        "half": months_before(today, 6),
        "reviewed": months_before(today - dt.timedelta(days=1), promises.REVIEW_MONTHS),
        "grown": _last_born(today, ADULT).isoformat(),
    }


def months_before(day: dt.date, n: int) -> str:
    """The last day from which n months are over on this day; the ends of shorter months are like those of longer."""
    found = norms.months_on(day, -n) or day
    while (norms.months_on(found + dt.timedelta(days=1), n) or dt.date.max) <= day:
        found += dt.timedelta(days=1)
    return found.isoformat()


def years(day: dt.date, n: int) -> dt.date:
    """The same day n years on; 29 February is 28 February where it is missing, so that a birthday is never late."""
    try:
        return day.replace(year=day.year + n)
    except ValueError:
        return day.replace(year=day.year + n, day=28)


def birthdays(today: dt.date) -> list[str]:
    """'MM-DD' of today and the days after; with 28 February also 29 February in a year that has none."""
    found = []
    for n in range(w.BIRTHDAY_DAYS + 1):
        day = today + dt.timedelta(days=n)
        found.append(f"{day:%m-%d}")
        if (day.month, day.day) == (2, 28) and (day + dt.timedelta(days=1)).month == 3:
            found.append("02-29")
    return found


def coming(today: dt.date) -> list[tuple[str, str]]:
    """For each age the first and last birth date whose birthday lies in the days ahead."""
    last = today + dt.timedelta(days=w.COMING_DAYS)
    return [(_first_born(today, age).isoformat(), _last_born(last, age).isoformat()) for age in w.AGES]


def _first_born(day: dt.date, age: int) -> dt.date:
    """The first birth date whose birthday of that age is on this day or later."""
    born = years(day, -age)
    return born if years(born, age) >= day else born + dt.timedelta(days=1)


def _last_born(day: dt.date, age: int) -> dt.date:
    """The last birth date whose birthday of that age is on this day or earlier."""
    born = years(day, -age)
    after = born + dt.timedelta(days=1)
    return after if years(after, age) <= day else born


def _age(birth: str, today: dt.date, *, coming: bool) -> dict[str, Stored]:
    """The birthday the line speaks of, and the age on it."""
    born = dt.date.fromisoformat(birth) if len(birth) == 10 else dt.date.fromisoformat(f"{birth}-01-01"[:10])
    age = today.year - born.year
    if not coming:
        return {"age": str(age - (years(born, age) > today)), "day": birth}
    if years(born, age) < today:
        age += 1
    return {"age": str(age), "day": years(born, age).isoformat(), "state": None}

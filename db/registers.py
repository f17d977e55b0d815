"""The registers' statements: ids filtered by a chip and sorted by a covering index, and the rows of a page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from casefiles.domain import listing as domain
from casefiles.domain.entities import ENTITIES
from casefiles.domain.listing import LISTED
from casefiles.domain.norms import SOON_DAYS
from casefiles.domain.problems import Problem, Refusal
from db import conditions, listing
from db.derived import CHILD_SORTS, MENTOR_SORTS
from db.listing import Asked
from db.moved import AWAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from casefiles.domain.conditions import Condition
    from casefiles.domain.fieldtypes import Stored

PAGE = 500

CHIPS: Mapping[str, Mapping[str, str]] = {
    "child": {
        "all": "closed = 0",
        "due": "late >= :today AND next_due <= :soon",
        "overdue": "next_due < :today AND late < :today",
        "due_or_overdue": "next_due <= :soon",
        "unmatched": "unmatched = 1",
        "attention": "attention = 1",
        "closed": "closed = 1",
        "away": f"closed = {AWAY}",
    },
    "mentor": {"all": "", "free": "free = 1"},
}
"""What each chip of a register filters by."""

_CHILD = [
    *("id", "number", "name", "sex", "birth_date", "village", "area", "categories", "mentor", "mentor_name"),
    *("next_due", "late", "last_visit", "risk", "matched", "visits", "schooling", "health", "attention", "away"),
]
_MENTOR = [
    *("id", "number", "name", "sex", "birth_date", "kind", "village", "area", "phone", "skills", "capacity"),
    *("load", "last_visit"),
]

ROWS: Mapping[str, tuple[list[str], str]] = {
    "child": (
        _CHILD,
        "SELECT c.id, c.number, c.name, c.sex, c.birth_date, c.village, c.area, s.categories, s.mentor,"  # noqa: S608
        " s.mentor_name, s.next_due, s.late, s.last_visit, c.risk, s.match IS NOT NULL, s.visits, c.schooling,"
        f" c.health, s.attention, s.closed = {AWAY} FROM child c JOIN child_state s ON s.id=c.id"
        " WHERE c.id IN ({})",
    ),
    "mentor": (
        _MENTOR,
        "SELECT m.id, m.number, m.name, m.sex, m.birth_date, m.kind, m.village, m.area, m.phone, m.skills,"
        " m.capacity, s.load, s.last_visit FROM mentor m JOIN mentor_state s ON s.id=m.id WHERE m.id IN ({})",
    ),
}
"""For each register: the names of a row's values, and the statement with a place for the ids."""

SORTS: Mapping[str, Mapping[str, str]] = {
    "child": {
        **{name: name for name in CHILD_SORTS},
        "name": "name_key",
        "risk": "risk_key",
        "mentor_name": "mentor_key",
    },
    "mentor": {**{name: name for name in MENTOR_SORTS}, "name": "name_key"},
}
"""What a register can be sorted by: the caller's word and the indexed column."""
DEFAULT = {"child": "name", "mentor": "name"}
"""Children and mentors have a derived table with an index an order; every other register is listing's."""
_INDEX = {"child": "child_state_{}", "mentor": "mentor_state_{}"}
"""The covering index a list is read from in order: left alone, SQLite would rather filter first and then sort."""
_TABLE = {"child": "child_state", "mentor": "mentor_state"}


def known(register: str) -> str:
    """The register's name, or a Refusal that lists them."""
    if register not in (*DEFAULT, *LISTED):
        choices = ", ".join((*DEFAULT, *LISTED))
        raise Refusal(Problem("UNKNOWN_ENTITY", value=register, args={"choices": choices}))
    return register


def rows(register: str) -> tuple[list[str], str]:
    """The names of a row's values, and the statement with a place for the ids."""
    return ROWS[register] if register in ROWS else listing.rows(known(register))


def chips(register: str) -> Iterable[str]:
    """The chips of a register."""
    return CHIPS[register] if register in CHIPS else domain.chips(known(register))


def sorts(register: str) -> frozenset[str]:
    """What a register can be sorted by."""
    return frozenset(SORTS[register]) if register in SORTS else listing.sorts(known(register))


def ids(
    register: str, chip: str, sort: str, within: str, today: dt.date, where: Sequence[Condition] = ()
) -> Asked:
    """The ids of a register, filtered and sorted; what is empty comes last either way.

    An unknown chip or sort is a bug (KeyError).
    """
    if known(register) not in DEFAULT:
        return listing.ids(register, chip, sort, within, today, where)
    sort = sort or DEFAULT[register]
    column = SORTS[register][sort.lstrip("-")]
    down = " DESC" if sort.startswith("-") else ""
    if column != "next_due" and "next_due" in CHIPS[register][chip]:
        # the date of the next visit stands in one index alone: it changes with every visit
        asked = _filtered(
            f'id, "{column}"', register, chip, within, today, where, _INDEX[register].format("next_due")
        )
        return asked._replace(order=-1 if down else 1)
    asked = _filtered("id", register, chip, within, today, where, _INDEX[register].format(column))
    return Asked(f'{asked.sql} ORDER BY "{column}"{down or " ASC NULLS LAST"}, id{down}', asked.values)


def first(
    register: str, chip: str, sort: str, within: str, today: dt.date, where: Sequence[Condition], limit: int,
    ask: Callable[[Asked], list[str]],
) -> list[str] | None:  # fmt: skip
    """The ids of a first screen, where it is found without asking for all: a filter by a word that many notes hold, or
    few."""
    if known(register) in DEFAULT or not where:
        return None
    for walked in (listing.PROBED, listing.WALKED):
        asked = listing.walk(register, chip, sort, within, today, where, limit, walked)
        if asked is None:
            return None
        found = ask(asked)
        if len(found) == limit:
            return found
        if len(found) * listing.WALKED < limit * listing.PROBED:
            break
    rare = listing.rare(register, chip, within, today, where, ask)
    return ask(rare) if rare is not None else None


def counted(register: str, chip: str, today: dt.date, where: Sequence[Condition] = ()) -> Asked:
    """How many rows a chip holds."""
    if known(register) not in DEFAULT:
        return listing.counted(register, chip, today, where)
    return _filtered("count(*)", register, chip, "", today, where)


def _filtered(
    what: str,
    register: str,
    chip: str,
    within: str,
    today: dt.date,
    where: Sequence[Condition],
    index: str = "",
) -> Asked:
    values: list[Stored] = []
    parts = []
    condition = CHIPS[register][chip]
    days: dict[str, Stored] = {
        ":today": today.isoformat(),
        ":soon": (today + dt.timedelta(days=SOON_DAYS)).isoformat(),
        ":month": today.isoformat()[:8] + "01",
    }
    values += [days[word] for word in condition.split() if word in days]
    condition = " ".join("?" if word in days else word for word in condition.split())
    if condition:
        parts.append(condition)
    if within:
        place: str = "village = ?"
        ends: tuple[str, ...] = (within,)
        if within.isdecimal():
            place, ends = "area >= ? AND area < ?", (within, within + ":")
        parts.append(place)
        values += ends
    more = conditions.where(ENTITIES[register], where)
    if more.sql:
        parts.append(f"id IN (SELECT id FROM {register} WHERE {more.sql})")  # noqa: S608
        values += more.values
    whole = f" WHERE {' AND '.join(parts)}" if parts else ""
    table = f"{_TABLE[register]} INDEXED BY {index}" if index else _TABLE[register]
    return Asked(f"SELECT {what} FROM {table}{whole}", tuple(values))  # noqa: S608

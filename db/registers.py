"""The registers' statements: ids filtered by a chip and sorted by a covering index, and the rows of a page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain.norms import SOON_DAYS
from casefiles.domain.problems import Problem, Refusal
from db import merged
from db.derived import CHILD_SORTS, MENTOR_SORTS

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    },
    "mentor": {"all": "", "free": "free = 1"},
    "match": {"all": "", "active": '"end" IS NULL', "ended": '"end" IS NOT NULL'},
    "visit": {"all": "", "month": '"on" >= :month'},
}
"""What each chip of a register filters by."""



def head(column: str) -> str:
    """The file that is shown for a reference."""
    return merged.HEAD.format(column)


_CHILD = [
    *("id", "number", "name", "sex", "birth_date", "village", "area", "categories", "mentor", "mentor_name"),
    *("next_due", "late", "last_visit", "risk", "matched", "visits", "schooling", "health", "attention"),
]
_MENTOR = [
    *("id", "number", "name", "sex", "birth_date", "kind", "village", "area", "phone", "skills", "capacity"),
    *("load", "last_visit"),
]
_MATCH = ["id", "child", "child_name", "mentor", "mentor_name", "start", "end", "form", "village"]
_VISIT = [
    *("id", "child", "child_name", "mentor", "mentor_name", "on", "kind", "state", "summary", "contact"),
    "village",
]

ROWS: Mapping[str, tuple[list[str], str]] = {
    "child": (
        _CHILD,
        "SELECT c.id, c.number, c.name, c.sex, c.birth_date, c.village, c.area, s.categories, s.mentor,"
        " s.mentor_name, s.next_due, s.late, s.last_visit, c.risk, s.match IS NOT NULL, s.visits, c.schooling,"
        " c.health, s.attention FROM child c JOIN child_state s ON s.id=c.id WHERE c.id IN ({})",
    ),
    "mentor": (
        _MENTOR,
        "SELECT m.id, m.number, m.name, m.sex, m.birth_date, m.kind, m.village, m.area, m.phone, m.skills,"
        " m.capacity, s.load, s.last_visit FROM mentor m JOIN mentor_state s ON s.id=m.id WHERE m.id IN ({})",
    ),
    "match": (
        _MATCH,
        f'SELECT t.id, {head("t.child")}, c.name, {head("t.mentor")}, m.name, t.start, t."end", t.form, c.village'  # noqa: S608
        f' FROM "match" t LEFT JOIN child c ON c.id={head("t.child")} LEFT JOIN mentor m ON m.id={head("t.mentor")}'
        " WHERE t._del IS NULL AND t.id IN ({})",
    ),
    "visit": (
        _VISIT,
        f'SELECT v.id, {head("v.child")}, c.name, {head("v.mentor")}, m.name, v."on", v.kind, v.state, v.summary,'  # noqa: S608
        f" v.contact, c.village FROM visit v LEFT JOIN child c ON c.id={head('v.child')}"
        f" LEFT JOIN mentor m ON m.id={head('v.mentor')}"
        " WHERE v._del IS NULL AND v.id IN ({})",
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
    "match": {"start": "start"},
    "visit": {"on": "on"},
}
"""What a register can be sorted by: the caller's word and the indexed column."""
DEFAULT = {"child": "name", "mentor": "name", "match": "-start", "visit": "-on"}
_INDEX = {
    "child": "child_state_{}",
    "mentor": "mentor_state_{}",
    "match": "match_start_id_child_end__del",
    "visit": "visit_on_id_child__del",
}
"""The covering index a list is read from in order: left alone, SQLite would rather filter first and then sort."""
_PLACED = ("child", "mentor")
"""Registers whose own lines hold village and division; the others are placed by the child."""
_PLACED_BY_CHILD = (
    "child IN (SELECT id FROM child_state WHERE {0} UNION ALL SELECT g.id FROM merged g JOIN child_state ON"
    " child_state.id = g.canon WHERE g.id <> g.canon AND {0})"
)
_TABLE = {"child": "child_state", "mentor": "mentor_state", "match": '"match"', "visit": "visit"}


class Asked(NamedTuple):
    """A statement and its values. With `order` (1 up, -1 down) its rows are (id, key) and still to be sorted by key."""

    sql: str
    values: tuple[Stored, ...]
    order: int = 0


def known(register: str) -> str:
    """The register's name, or a Refusal that lists them."""
    if register not in ROWS:
        raise Refusal(Problem("UNKNOWN_ENTITY", value=register, args={"choices": ", ".join(ROWS)}))
    return register


def ids(register: str, chip: str, sort: str, within: str, today: dt.date) -> Asked:
    """The ids of a register, filtered and sorted; what is empty comes last either way.

    An unknown chip or sort is a bug (KeyError).
    """
    known(register)
    sort = sort or DEFAULT[register]
    column = SORTS[register][sort.lstrip("-")]
    down = " DESC" if sort.startswith("-") else ""
    if column != "next_due" and "next_due" in CHIPS[register][chip]:
        # the date of the next visit stands in one index alone: it changes with every visit
        asked = _filtered(
            f'id, "{column}"', register, chip, within, today, _INDEX[register].format("next_due")
        )
        return asked._replace(order=-1 if down else 1)
    asked = _filtered("id", register, chip, within, today, _INDEX[register].format(column))
    return Asked(f'{asked.sql} ORDER BY "{column}"{down or " ASC NULLS LAST"}, id{down}', asked.values)


def counted(register: str, chip: str, today: dt.date) -> Asked:
    """How many rows a chip holds."""
    return _filtered("count(*)", known(register), chip, "", today)


def _filtered(what: str, register: str, chip: str, within: str, today: dt.date, index: str = "") -> Asked:
    values: list[Stored] = []
    parts = ["_del IS NULL"] if register in ("match", "visit") else []
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
        parts.append(place if register in _PLACED else _PLACED_BY_CHILD.format(place))
        values += ends if register in _PLACED else (*ends, *ends)
    where = f" WHERE {' AND '.join(parts)}" if parts else ""
    table = f"{_TABLE[register]} INDEXED BY {index}" if index else _TABLE[register]
    return Asked(f"SELECT {what} FROM {table}{where}", tuple(values))  # noqa: S608

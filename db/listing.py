"""The register of any entity: its ids in order, filtered by a chip and conditions, and the rows of a page.

One covering index an entity holds its own order, (day, id, deleted, end): the first screen and the chips are read off
it alone. Every other order sorts what a scan finds: measured on 100,000 rows the first screen of such an order takes 25
to 50 ms (`./run bench registers`), so no index is kept for it, and saving stays as fast as it was. Names of children
and mentors are the exception that needs no index either: their own registers hold them in order already.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

from casefiles.domain import fieldtypes as k
from casefiles.domain import listing as domain
from casefiles.domain.conditions import HAS
from casefiles.domain.entities import ENTITIES
from db import conditions, merged, texts
from db.schema import INDEXES, quoted

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from casefiles.domain.conditions import Condition
    from casefiles.domain.fieldtypes import Stored

BY_NAME = {"@child": "child_state", "@mentor": "mentor_state"}
"""orders that another register holds already"""
FEW = 6
PROBED, WALKED = 300, 3_000
"""newest records that are looked at one by one before the log is searched (3 and 36 ms): so many first, and if as many
more of them as make a screen can be expected, so many"""
_PLACED = ("household",)
_PLACED_BY_CHILD = (
    "{1}child IN (SELECT id FROM child_state WHERE {0} UNION ALL SELECT g.id FROM merged g JOIN child_state ON"
    " child_state.id = g.canon WHERE g.id <> g.canon AND {0})"
)
"""of the file that is shown, and of those that were put together with it"""
_OF_THE_FILES = "(SELECT s.id UNION ALL SELECT g.id FROM merged g WHERE g.canon=s.id AND g.id<>s.id)"


RARE = 4_000
"""places of a word that are followed one by one to their records"""


class Asked(NamedTuple):
    """A statement and its values. With `order` (1 up, -1 down) its rows are (id, key) and still to be sorted by key;
    `then` is asked after it, for what the first leaves out."""

    sql: str
    values: tuple[Stored, ...]
    order: int = 0
    then: Asked | None = None


@functools.cache
def index(entity: str) -> tuple[str, ...]:
    """The columns of the covering index that holds the register in its own order; none where it has no day."""
    day, end = domain.day(entity), domain.end(entity)
    if not day:
        return ()
    for spec in INDEXES.get(entity, ()):
        held = tuple(name.strip() for name in spec.split(","))
        if held[:2] == (day, "id") and {"_del", *([end] if end else [])} <= set(held):
            return held
    return ()


def default(entity: str) -> str:
    """The order of a register that nobody sorted: the newest first."""
    return f"-{domain.day(entity) or 'id'}"


@functools.cache
def sorts(entity: str) -> frozenset[str]:
    """What a register can be sorted by."""
    spec = ENTITIES[entity]
    found = {"id"}
    for name in domain.columns(entity):
        field = domain.field_of(spec, name)
        walked = name in BY_NAME and any(s.startswith(field.name) for s in INDEXES.get(entity, ()))
        plain = not isinstance(field.kind, (k.Ref, k.Notes, k.Choices)) and not field.sensitive
        if walked or plain:
            found.add(name)
    return frozenset(found)


def ids(entity: str, chip: str, sort: str, within: str, today: dt.date, where: Sequence[Condition] = ()) -> Asked:
    """The ids of a register in their order; what is empty comes last either way. An unknown chip or sort is a bug."""
    sort = sort or default(entity)
    name, down = sort.lstrip("-"), sort.startswith("-")
    if name not in sorts(entity):
        raise KeyError(sort)
    if name in BY_NAME:
        return _by_name(entity, chip, name, within, today, where, down=down)
    held = index(entity)
    # a place is looked at along the days, row by row: where many live there, the first screen is found at once
    walked = bool(held) and name == domain.day(entity) and not where
    found = _filtered("id", entity, chip, within, today, where, ".".join(held) if walked else "")
    order = f"{_key(entity, name)}{' DESC' if down else ' ASC NULLS LAST'}, " if name != "id" else ""
    return Asked(f"{found.sql} ORDER BY {order}id{' DESC' if down else ''}", found.values)


def walk(
    entity: str, chip: str, sort: str, within: str, today: dt.date, where: Sequence[Condition], limit: int,
    walked: int,
) -> Asked | None:
    """The first `limit` ids that a filter by running text finds among the first `walked` records: where many hold the
    word these are the first screen, and the log need not be searched. None where the register is not walked in this
    order (the newest first)."""
    sort = sort or default(entity)
    held, name = index(entity), sort.lstrip("-")
    said = [one for one in where if one.op == HAS and one.field in texts.KEPT.get(entity, ())]
    if not said or not held or sort != f"-{domain.day(entity)}":
        return None
    parts, values = _parts(entity, chip, within, today, [one for one in where if one not in said], "")
    table, order = quoted(entity), f"{quoted(name)} DESC, id DESC"
    way = quoted("_".join([entity, *held]))
    few = f"SELECT * FROM {table} INDEXED BY {way} WHERE {' AND '.join(parts)} ORDER BY {order} LIMIT {walked}"  # noqa: S608
    given: list[Stored] = [*values]
    holds = []
    for one in said:
        holds.append(" OR ".join([f"{texts.column(entity, one.field)} LIKE ? ESCAPE '\\'"] * len(one.values)))
        given += [f"%{conditions.escaped(str(value))}%" for value in one.values]
    told = " AND ".join(f"({one})" for one in holds)
    return Asked(f"SELECT id FROM ({few}) WHERE {told} ORDER BY {order}", tuple(given))  # noqa: S608


def rare(
    entity: str, chip: str, within: str, today: dt.date, where: Sequence[Condition], ask: Callable[[Asked], list[Any]]
) -> Asked | None:
    """The ids, the newest first, that a filter by running text finds, along the places that hold the word; None where
    they are many, or the filter asks for more than one text."""
    said = [one for one in where if one.op == HAS and one.field in texts.KEPT.get(entity, ())]
    if len(said) != 1 or len(said[0].values) != 1:
        return None
    name, word = said[0].field, str(said[0].values[0])
    [told] = ask(Asked("SELECT telling(?,?,?)", (name, word, RARE)))
    if told is None:
        return None
    parts, values = _parts(entity, chip, within, today, [one for one in where if one not in said], "")
    held = " AND ".join([f"id IN ({texts.beside(quoted(entity), name)})", *parts])
    sql = f"SELECT id FROM {quoted(entity)} WHERE {held} ORDER BY {quoted(domain.day(entity))} DESC, id DESC"  # noqa: S608
    return Asked(sql, (texts.few(told), f"%{conditions.escaped(word)}%", *values))


def counted(entity: str, chip: str, today: dt.date, where: Sequence[Condition] = ()) -> Asked:
    """How many rows a chip holds."""
    held = index(entity)
    return _filtered("count(*)", entity, chip, "", today, where, ".".join(held) if held and not where else "")


def _key(entity: str, name: str) -> str:
    """What is sorted by: few choices in the order of their list, all else as it is stored.

    A longer list of choices would have each row compared with each of them: at 100,000 rows that doubles the time.
    """
    kind = ENTITIES[entity].fields[name].kind
    if not isinstance(kind, k.Choice) or len(kind.codes.items) > FEW:
        return quoted(name)
    places = " ".join(f"WHEN '{item.code}' THEN {n}" for n, item in enumerate(kind.codes.items))
    return f"CASE {quoted(name)} {places} END"


def _by_name(
    entity: str,
    chip: str,
    name: str,
    within: str,
    today: dt.date,
    where: Sequence[Condition],
    *,
    down: bool,
) -> Asked:
    """Along the names of the children (or mentors), each one's records by the index on that field; the rest after."""
    column, state = name.removeprefix(domain.NAMED), BY_NAME[name]
    parts, values = _parts(entity, chip, within, today, where, "e")
    turn = " DESC" if down else ""
    held = " AND ".join(parts)
    first = (
        f"SELECT e.id FROM {state} s CROSS JOIN {quoted(entity)} e ON e.{quoted(column)} IN {_OF_THE_FILES}"  # noqa: S608
        f" WHERE {held} ORDER BY s.name_key{turn}, s.id{turn}, e.id{turn}"
    )
    rest = (
        f"SELECT e.id FROM {quoted(entity)} e WHERE {held} AND (e.{quoted(column)} IS NULL"  # noqa: S608
        f" OR {merged.HEAD.format(f'e.{quoted(column)}')} NOT IN (SELECT id FROM {state})) ORDER BY e.id DESC"
    )
    return Asked(first, values, then=Asked(rest, values))


def _filtered(
    what: str, entity: str, chip: str, within: str, today: dt.date, where: Sequence[Condition], held: str
) -> Asked:
    parts, values = _parts(entity, chip, within, today, where, "")
    # left alone, SQLite would rather filter by some index first and then sort
    way = f" INDEXED BY {quoted('_'.join([entity, *held.split('.')]))}" if held else ""
    if where and not held:
        way = " NOT INDEXED"
    return Asked(f"SELECT {what} FROM {quoted(entity)}{way} WHERE {' AND '.join(parts)}", values)  # noqa: S608


def _parts(
    entity: str, chip: str, within: str, today: dt.date, where: Sequence[Condition], table: str
) -> tuple[list[str], tuple[Stored, ...]]:
    dot = f"{table}." if table else ""
    day, end = f"{dot}{quoted(domain.day(entity))}", f"{dot}{quoted(domain.end(entity))}"
    if chip not in domain.chips(entity):
        raise KeyError(chip)
    parts, values = [f"{dot}_del IS NULL"], []
    if entity in merged.KEPT:
        parts.append(f"{dot}id NOT IN ({merged.LOSERS})")
    if chip == domain.OPEN:
        parts.append(f"{end} IS NULL")
    elif chip == domain.ENDED:
        parts.append(f"{end} IS NOT NULL")
    elif chip in (domain.MONTH, domain.YEAR):
        parts.append(f"{day} >= ?")
        values.append(today.isoformat()[:8] + "01" if chip == domain.MONTH else f"{today.year}-01-01")
    if within:
        place, ends = "village = ?", (within,)
        if within.isdecimal():
            place, ends = "area >= ? AND area < ?", (within, within + ":")  # type: ignore[assignment]
        by_child = entity not in _PLACED
        parts.append(_PLACED_BY_CHILD.format(place, dot) if by_child else place)
        values += (*ends, *ends) if by_child else ends
    more = conditions.where(ENTITIES[entity], where, table)
    if more.sql:
        parts.append(more.sql)
    return parts, (*values, *more.values)


@functools.cache
def rows(entity: str) -> tuple[list[str], str]:
    """The names of a row's values, and the statement with a place for the ids."""
    people = {name: to for name, to in domain.refs(entity).items() if to in domain.PEOPLE}
    listed = [f.name for f in ENTITIES[entity].fields.values() if f.listed]
    own = list(dict.fromkeys([*domain.refs(entity), *listed]))
    names = ["id", *own, *(domain.NAMED + name for name in people)]
    held = {
        n: merged.HEAD.format(f"e.{quoted(n)}") if people.get(n) in merged.KEPT else texts.column(entity, n, "e")
        for n in own
    }
    what = ["e.id", *held.values(), *(f"{quoted('_' + name)}.name" for name in people)]
    joins = " ".join(
        f"LEFT JOIN {quoted(to)} {quoted('_' + name)} ON {quoted('_' + name)}.id={held[name]}"
        for name, to in people.items()
    )
    sql = f"SELECT {', '.join(what)} FROM {quoted(entity)} e {joins} WHERE e._del IS NULL AND e.id IN ({{}})"  # noqa: S608
    return names, sql

"""State derived from rows: what a register sorts and filters by, one line a child and one a mentor.

Made anew for the children and mentors that a transaction touched, in that transaction. Every sort has a covering
index that also holds what the chips filter by, so a register of 85,000 is one index scan.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from casefiles.domain import norms, pinyin
from casefiles.domain.matchlife import EVERY_SQL, MENTORED_SQL, OPEN_SQL
from db import due, findable, merged, moved, nameless, orders, surveys, tasks, wanting
from db.portions import marks, parts

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from db.changed import Changed
    from db.driver import Connection, Row

CHILD_COLUMNS: tuple[tuple[str, str], ...] = (
    ("number", "TEXT"),
    ("name_key", "TEXT"),
    ("birth_date", "TEXT"),
    ("village", "TEXT"),
    ("area", "TEXT"),
    ("risk", "TEXT"),
    ("risk_key", "INTEGER"),
    ("categories", "TEXT"),
    ("match", "TEXT"),
    ("mentor", "TEXT"),
    ("mentor_name", "TEXT"),
    ("mentor_key", "TEXT"),
    ("last_visit", "TEXT"),
    ("next_due", "TEXT"),
    ("late", "TEXT"),
    ("verify_due", "TEXT"),
    ("visits", "INTEGER"),
    ("unmatched", "INTEGER"),
    ("attention", "INTEGER"),
    ("closed", "INTEGER"),
)
MENTOR_COLUMNS: tuple[tuple[str, str], ...] = (
    ("number", "TEXT"),
    ("name_key", "TEXT"),
    ("birth_date", "TEXT"),
    ("village", "TEXT"),
    ("area", "TEXT"),
    ("kind", "TEXT"),
    ("capacity", "INTEGER"),
    ("load", "INTEGER"),
    ("last_visit", "TEXT"),
    ("free", "INTEGER"),
)
CHILD_SORTS = (
    "name_key",
    "number",
    "birth_date",
    "village",
    "risk_key",
    "mentor_key",
    "last_visit",
    "next_due",
)
MENTOR_SORTS = ("name_key", "number", "birth_date", "village", "kind", "load", "capacity", "last_visit")
RISK_ORDER = {"red": 1, "yellow": 2, "blue": 3, "green": 4}


def create(connection: Connection) -> None:
    """The derived tables and their covering indexes, if they are missing; the search box's too."""
    findable.install(connection)
    merged.create(connection)
    nameless.create(connection)
    filters = {
        "child_state": (
            "unmatched",
            "attention",
            "closed",
            "village",
            "area",
        ),  # not next_due: it changes with every visit
        "mentor_state": ("free", "village", "area"),
    }
    for table, columns_, sorts in (
        ("child_state", CHILD_COLUMNS, CHILD_SORTS),
        ("mentor_state", MENTOR_COLUMNS, MENTOR_SORTS),
    ):
        known = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        if known and known != ["id", *(name for name, _ in columns_)]:
            connection.execute(f"DROP TABLE {table}")  # of an older version; its lines are made anew at once
        listed = ", ".join(f"{name} {kind}" for name, kind in columns_).replace("match TEXT", '"match" TEXT')
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {table}(id TEXT PRIMARY KEY NOT NULL, {listed}) WITHOUT ROWID"
        )
        for sort in sorts:
            grace = ("late",) if sort == "next_due" else ()  # changes with it, so this index alone holds it
            extra = "".join(f", {name}" for name in (*filters[table], *grace) if name != sort)
            connection.execute(f"CREATE INDEX IF NOT EXISTS {table}_{sort} ON {table}({sort}, id{extra})")
    for column in ("mentor", "categories, closed"):
        name = column.partition(",")[0]
        connection.execute(f"CREATE INDEX IF NOT EXISTS child_state_{name} ON child_state({column})")


def clear(connection: Connection) -> None:
    """Forget everything derived (a rebuild makes it anew)."""
    for table in ("child_state", "mentor_state", "task"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608
    merged.clear(connection)
    nameless.clear(connection)
    findable.clear(connection)


def refresh(connection: Connection, changed: Changed) -> None:
    """Make the derived state of the touched children and mentors anew, and their search keys."""
    renamed = changed.rows.get("mentor", {})
    nameless.refresh(connection, changed.rows, changed.waiting)
    _regroup(connection, changed)
    for part in parts(list(renamed)):
        sql = f'SELECT DISTINCT child FROM "match" WHERE mentor IN ({marks(part)})'  # noqa: S608
        changed.child.update(child for (child,) in connection.execute(sql, part) if child)
    _children(connection, sorted(changed.child), changed.rows.get("child", {}))
    if "norm" in changed.rows:
        due.all_anew(connection)
    _mentors(connection, sorted(changed.mentor), renamed)
    findable.refresh(connection, changed.rows)
    surveys.late(connection, changed.rows)
    orders.note(connection, changed)
    wanting.note(connection, changed.rows.get("attachment", ()))


def _regroup(connection: Connection, changed: Changed) -> None:
    """Files that were put together or taken apart: they, and who is matched with them, are made anew."""
    for entity, kept, other, others in (
        ("child", changed.child, "mentor", changed.mentor),
        ("mentor", changed.mentor, "child", changed.child),
    ):
        moved = sorted(merged.refresh(connection, entity, changed.rows.get(entity, {})))
        kept.update(moved)
        for part in parts(moved):
            sql = f'SELECT DISTINCT {other} FROM "match" WHERE {entity} IN ({marks(part)})'  # noqa: S608
            others.update(row for (row,) in connection.execute(sql, part) if row)
    merged.refresh(connection, "household", changed.rows.get("household", {}))


def _read(connection: Connection, part: Sequence[str], alone: str, many: str) -> tuple[list[Row], list[str]]:
    """The rows of these files, what hangs on a merged file read with its survivor; and every id whose line they
    settle, for a file that is no longer shown has none."""
    heads = merged.heads(connection, part)
    if not heads:
        return connection.execute(alone.format(marks(part)), part).fetchall(), list(part)
    single, shown = [row for row in part if row not in heads], sorted(set(heads.values()))
    found = connection.execute(alone.format(marks(single)), single).fetchall()
    found += connection.execute(many.format(marks(shown)), shown).fetchall()
    return found, [*single, *{*heads, *shown}]


def _here(connection: Connection, entity: str, part: Sequence[str], found: Sequence[Row]) -> set[str]:
    """The ids whose record has arrived, also a deleted one; `found` are those that stand."""
    known = {row[0] for row in found}
    rest = [row for row in part if row not in known]
    return known | set(_present(connection, entity, rest)) if rest else known


def _present(connection: Connection, entity: str, part: Sequence[str]) -> list[str]:
    sql = f"SELECT id FROM {entity} WHERE id IN ({marks(part)})"  # noqa: S608
    return [row for (row,) in connection.execute(sql, part)]


_WITH = merged.HEAD.format("t.mentor")
_CHILD = f"""
SELECT c.id, c.number, c.name, c.reading, c.birth_date, c.village, c.area, c.risk,
 (SELECT group_concat(category) FROM (SELECT DISTINCT k.category FROM category_spell k
   WHERE k.child=c.id AND k._del IS NULL AND k."end" IS NULL AND k.category IS NOT NULL ORDER BY k.category)),
 t.id, {_WITH}, m.name, m.reading, l."on", l.kind,
 (SELECT count(*) FROM visit v WHERE v.child=c.id AND v._del IS NULL),
 c.closed_on, l.state, l.next_on, c.opened_on, t.start, {EVERY_SQL}, {due.VERIFIED}
FROM child c
LEFT JOIN "match" t ON t.id = (SELECT x.id FROM "match" x WHERE x.child=c.id AND x._del IS NULL
  AND {MENTORED_SQL.format("x")} ORDER BY x.lead DESC, x.start, x.id LIMIT 1)
LEFT JOIN mentor m ON m.id = {_WITH}
LEFT JOIN visit l ON l.id = (SELECT v.id FROM visit v WHERE v.child=c.id AND v._del IS NULL
  AND v.contact <> 'none' ORDER BY v."on" DESC, v.id DESC LIMIT 1)
WHERE c._del IS NULL AND c.id NOT IN ({nameless.IDS}) AND c.id IN ({{}})"""  # noqa: S608
_CHILD_OF_MANY = re.sub(r"\b([kxvf])\.child=c\.id", rf"\1.child IN ({merged.GROUP.format('c.id')})", _CHILD)

_MENTOR = """
SELECT m.id, m.number, m.name, m.reading, m.birth_date, m.village, m.area, m.kind, m.capacity, m.left_on,
 (SELECT count(DISTINCT {head}) FROM "match" t WHERE t.mentor=m.id AND t._del IS NULL AND {holds}),
 (SELECT v."on" FROM visit v WHERE v.mentor=m.id AND v._del IS NULL ORDER BY v."on" DESC LIMIT 1)
FROM mentor m WHERE m._del IS NULL AND m.id NOT IN ({nobody}) AND m.id IN ({{}})""".format(  # noqa: S608
    head=merged.HEAD.format("t.child"), holds=OPEN_SQL.format("t"), nobody=nameless.IDS
)

_MENTOR_OF_MANY = re.sub(r"\b([tv])\.mentor=m\.id", rf"\1.mentor IN ({merged.GROUP.format('m.id')})", _MENTOR)


def _children(connection: Connection, ids: Sequence[str], edited: Container[str]) -> None:
    book = due.book(connection) if ids else norms.NONE
    for part in parts(ids):
        found, every = _read(connection, part, _CHILD, _CHILD_OF_MANY)
        kinds = due.met_by_kind(connection, every) if book.limited else None
        tasks.note(connection, "child", part, _here(connection, "child", part, found), edited)
        away = moved.away(connection, [row[0] for row in found])
        made = [_child(row, book, kinds, gone=row[0] in away) for row in found]
        _store(connection, "child_state", CHILD_COLUMNS, every, made)


def _child(row: Row, book: norms.Book, kinds: due.Kinds | None, *, gone: bool) -> tuple[object, ...]:
    (id_, number, name, reading, birth, village, area, risk, categories, match, mentor, mentor_name) = row[:12]
    (mentor_reading, last, kind, visits, closed, state, *rest) = row[12:]
    done = bool(closed) or gone
    due_days = due.days(book, id_, (done, area, number, categories, risk), (last, kind, *rest), kinds)
    return (
        id_,
        number,
        name_key(name, reading),
        birth,
        village,
        area,
        risk,
        RISK_ORDER.get(risk, 9),
        categories,
        match,
        mentor,
        mentor_name,
        name_key(mentor_name, mentor_reading) if mentor_name else None,
        last,
        *due_days,
        visits,
        int(match is None and not done),
        int(not done and (risk == "red" or state == "attention")),
        moved.AWAY if gone and not closed else int(done),
    )


def _mentors(connection: Connection, ids: Sequence[str], edited: Container[str]) -> None:
    for part in parts(ids):
        found, every = _read(connection, part, _MENTOR, _MENTOR_OF_MANY)
        tasks.note(connection, "mentor", part, _here(connection, "mentor", part, found), edited)
        _store(connection, "mentor_state", MENTOR_COLUMNS, every, [_mentor(row) for row in found])


def _mentor(row: Row) -> tuple[object, ...]:
    id_, number, name, reading, birth, village, area, kind, capacity, left, load, last = row
    free = int(left is None and load < (norms.DEFAULT_CAPACITY if capacity is None else capacity))
    return id_, number, name_key(name, reading), birth, village, area, kind, capacity, load, last, free


def name_key(name: str | None, reading: str | None) -> str:
    """What a name sorts by: its usual reading, then its characters."""
    if not name:
        return "~"
    heard = pinyin.name_readings(name, reading)
    return f"{' '.join(heard[0]) if heard else '~'} {name}"


@functools.cache
def _named(columns_: tuple[tuple[str, str], ...]) -> tuple[tuple[str, ...], str]:
    names = tuple(f'"{name}"' for name, _ in columns_)
    return names, ",".join(names)


def _store(
    connection: Connection,
    table: str,
    columns_: tuple[tuple[str, str], ...],
    ids: Sequence[str],
    made: Sequence[Row],
) -> None:
    """Make the table's lines for `ids` these, writing only what differs: each index left alone is a page less."""
    names, listed = _named(columns_)
    held = {
        row[0]: row
        for row in connection.execute(f"SELECT id,{listed} FROM {table} WHERE id IN ({marks(ids)})", ids)  # noqa: S608
    }
    fresh = [row for row in made if row[0] not in held]
    asked = marks(("id", *names))
    if fresh:
        connection.executemany(f"INSERT INTO {table}(id,{listed}) VALUES({asked})", fresh)
    changed: defaultdict[tuple[int, ...], list[Row]] = defaultdict(list)
    for row in made:
        old = held.pop(row[0], None)
        places = tuple(n for n, value in enumerate(row) if value != old[n]) if old else ()
        if places:
            changed[places].append((*(row[n] for n in places), row[0]))
    for places, rows in changed.items():
        sets = ",".join(f"{names[n - 1]}=?" for n in places)
        connection.executemany(f"UPDATE {table} SET {sets} WHERE id=?", rows)  # noqa: S608
    if held:
        connection.executemany(f"DELETE FROM {table} WHERE id=?", [(gone,) for gone in held])  # noqa: S608

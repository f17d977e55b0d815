"""Derived tasks: what somebody should look at. Merging never refuses a record for them; it only tells.

What can be read off an index is read when it is asked for. Some are noted in the table `task` as children are
touched: references whose record has not arrived, ID numbers that contradict the birth date or the sex, and a risk that
is not that of the newest review.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from casefiles.domain import areas, checks
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.domain.erasure import HERE, STILL, WAITING
from casefiles.ports import Task
from db import branches, giving, holders, incomplete, merged, moved
from db.projection import CHUNK
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from db.driver import Connection, Database

MOST = 200
"""of each kind"""
TOWNSHIP = 9
"""digits of a township's division code"""
ELSEWHERE = {
    "conflict", "two_active_pairs", "leads", "same_id_number", "same_id_two_offices", "same_number", "risk_differs",
    "id_contradiction",
}  # fmt: skip
"""what only the office that has the file can do; a child in danger is everybody's, and an erasure goes everywhere"""
_LATEST = dt.date(9999, 12, 31)
_REFERRING = {
    who: tuple(name for name, entity in ENTITIES.items() if who in entity.fields) for who in ("child", "mentor")
}
"""entities whose records name a child or a mentor"""

TWO_PAIRS = """
SELECT t.child, c.name FROM (SELECT child FROM "match" INDEXED BY "match_child_end__del_form_status_lead"
  WHERE "end" IS NULL AND _del IS NULL AND child IS NOT NULL
  AND coalesce(status, 'active') NOT IN ('closed', 'mistaken')
  GROUP BY child HAVING count(*) > 1 AND sum(form IS NULL OR form <> 'many_to_one') > 0 LIMIT ?) t
LEFT JOIN child c ON c.id = t.child"""
TWO_PAIRS_MERGED = """
SELECT g.canon, c.name FROM merged g CROSS JOIN "match" t ON t.child = g.id AND t."end" IS NULL AND t._del IS NULL
LEFT JOIN child c ON c.id = g.canon
GROUP BY g.canon HAVING count(*) > 1 AND sum(t.form IS NULL OR t.form <> 'many_to_one') > 0 LIMIT ?"""
TWO_LEADS = """
SELECT t.child, c.name FROM (SELECT child FROM "match" INDEXED BY "match_child_end__del_form_status_lead"
  WHERE "end" IS NULL AND _del IS NULL AND child IS NOT NULL
  AND coalesce(status, 'active') NOT IN ('closed', 'mistaken')
  GROUP BY child HAVING count(*) > 1 AND total(lead) <> 1 AND sum(form IS NULL OR form <> 'many_to_one') = 0 LIMIT ?) t
LEFT JOIN child c ON c.id = t.child"""
REPORTS_OPEN = """
SELECT r.id, r.child, c.name, r."on" FROM (SELECT id, child, "on" FROM report
  INDEXED BY "report_reported_on__del_on_child" WHERE reported_on IS NULL AND _del IS NULL ORDER BY "on" LIMIT ?) r
LEFT JOIN child c ON c.id = r.child"""
REPORTS_RUNNING = """
SELECT r.id, r.child, c.name, r.reported_on FROM (SELECT id, child, reported_on FROM report
  INDEXED BY "report_closed_on__del_reported_on_child"
  WHERE closed_on IS NULL AND _del IS NULL AND reported_on IS NOT NULL ORDER BY reported_on LIMIT ?) r
LEFT JOIN child c ON c.id = r.child"""
SAME = """
SELECT c.id, c.name, s.{0} FROM (SELECT {0} FROM {1} t INDEXED BY "{1}_{0}__del"
  WHERE _del IS NULL AND {0} <> '' GROUP BY {0} HAVING count(*) > 1 AND count(*) > 1 + (SELECT count(*)
    FROM {1} x JOIN merged g ON g.id = x.id WHERE x.{0} = t.{0} AND x._del IS NULL AND g.canon <> g.id) LIMIT ?) s
JOIN {1} c ON c.{0} = s.{0} AND c._del IS NULL
WHERE NOT EXISTS (SELECT 1 FROM merged g WHERE g.id = c.id AND g.canon <> g.id) LIMIT ?"""
ROUNDS_LATE = """
SELECT l.round, r.name, count(*) FROM (SELECT row FROM task WHERE kind = 'round_late' LIMIT 10000) t
JOIN survey_line l ON l.id = t.row LEFT JOIN survey_round r ON r.id = l.round
GROUP BY l.round ORDER BY l.round LIMIT ?"""
RISK_DIFFERS = """
SELECT 'risk_differs', 'child', c.id, '{{}}' FROM child c JOIN risk_review r ON r.id = (SELECT x.id FROM risk_review x
  WHERE x.child=c.id AND x._del IS NULL ORDER BY x."on" DESC, x.id DESC LIMIT 1)
WHERE c.id IN ({}) AND c._del IS NULL AND r.level IS NOT c.risk"""
RISK_DIFFERS_MERGED = RISK_DIFFERS.replace("x.child=c.id", f"x.child IN ({merged.GROUP.format('c.id')})")
NOTED = "SELECT t.kind, t.entity, t.row, c.name FROM task t LEFT JOIN child c ON c.id = t.row WHERE t.kind = ? LIMIT ?"


def tasks(database: Database) -> list[Task]:
    """All of them, at most MOST of a kind. `detail` may hold `name` and `child` (an id), and what is equal. A file
    that was merged is spoken of under its survivor; one that another office took over, with that office alone."""
    with database.reading() as connection:
        gone = moved.gone(connection)
    found = [t for t in _found(database) if t.kind not in ELSEWHERE or _child_of(t) not in gone]
    named = {row for task in found for row in (task.id, task.detail.get("child", "")) if row}
    heads = merged.shown(database, sorted(named))
    return _under_survivors(database, found, heads) if heads else found


def _child_of(task: Task) -> str:
    return task.detail.get("child", "") or (task.id if task.entity == "child" else "")


def _under_survivors(database: Database, found: list[Task], heads: Mapping[str, str]) -> list[Task]:
    names: dict[str, str] = {}
    told: dict[tuple[str, str], Task] = {}
    for task in found:
        child = task.detail.get("child", "")
        head = heads.get(child, child)
        if task.kind == "id_contradiction" and heads.get(task.id, task.id) != task.id:
            continue  # the survivor's number is the one that counts
        if head != child:
            if head not in names:
                one = database.one("SELECT name FROM child WHERE id=?", (head,))
                names[head] = str(one[0] or "") if one else ""
            row = head if task.kind == "two_active_pairs" else task.id
            task = Task(task.kind, task.entity, row, {**task.detail, **_named(names[head], head)})
        told.setdefault((task.kind, task.id), task)
    return list(told.values())


def _found(database: Database) -> list[Task]:
    return [
        *_reports(database, "report_open", REPORTS_OPEN),  # a child in danger comes before what is merely odd
        *_reports(database, "report_running", REPORTS_RUNNING),
        *_forks(database),
        *_renewed(database),
        *_came_joined(database),
        *_erasures(database),
        *_two_makers(database),
        *_conflicts(database),
        *(
            Task("two_active_pairs", "child", child, _named(name, child))
            for child, name in (*database.read(TWO_PAIRS, (MOST,)), *database.read(TWO_PAIRS_MERGED, (MOST,)))
        ),
        *(Task("leads", "child", child, _named(name, child)) for child, name in database.read(TWO_LEADS, (MOST,))),
        *_same(database, "same_id_number", "child", "id_number"),
        *(
            task
            for entity in ENTITIES.values()
            if entity.numbered
            for task in _same(database, "same_number", entity.name, "number")
        ),
        *(
            Task("risk_differs", entity, row, _named(name, row))
            for _, entity, row, name in database.read(NOTED, ("risk_differs", MOST))
        ),
        *giving.overdrawn(database, MOST),
        *_not_arrived(database),
        *(
            Task("incomplete", one.entity, one.id, {**_named(one.name, one.child), "n": str(len(one.missing))})
            for one in incomplete.incomplete(database, MOST)
        ),
        *(
            Task(kind, entity, row, _named(name, row))
            for kind, entity, row, name in database.read(NOTED, ("id_contradiction", MOST))
        ),
        *(
            Task("round_late", "survey_round", round_, {"name": name or "", "n": str(n)})
            for round_, name, n in database.read(ROUNDS_LATE, (MOST,))
        ),
    ]


def note(
    connection: Connection,
    entity: str,
    ids: Sequence[str],
    present: Iterable[str],
    edited: Container[str],
) -> None:
    """Keep the noted tasks of these touched children or mentors in step; `present` are those whose record is here,
    `edited` those whose own record changed and not only what hangs on it."""
    marks = ",".join("?" * len(ids))
    connection.execute(f"DELETE FROM task WHERE kind='not_arrived' AND row IN ({marks})", ids)  # noqa: S608
    put = "INSERT OR REPLACE INTO task(kind, entity, row, detail) VALUES(?, ?, ?, '{}')"
    missing = set(ids) - set(present)
    if missing:
        connection.executemany(put, [("not_arrived", entity, row) for row in sorted(missing)])
    if entity == "child":
        _note_risks(connection, ids)
    ids = [row for row in ids if row in edited]
    if entity == "child" and ids:
        marks = ",".join("?" * len(ids))
        connection.execute(f"DELETE FROM task WHERE kind='id_contradiction' AND row IN ({marks})", ids)  # noqa: S608
        sql = f"SELECT id, id_number, birth_date, sex FROM child WHERE _del IS NULL AND id IN ({marks})"  # noqa: S608
        wrong = []
        for row, card, birth, sex in connection.execute(sql, ids).fetchall():
            if card and any(checks.warnings({"id_number": card, "birth_date": birth, "sex": sex}, _LATEST)):
                wrong.append(("id_contradiction", entity, row))
        if wrong:
            connection.executemany(put, wrong)


def _note_risks(connection: Connection, ids: Sequence[str]) -> None:
    """Note the files whose risk is not that of their newest review: two offices reviewed without knowing of each
    other, or somebody wrote the risk without a review. A merged file is looked at with the one that stays."""
    heads = merged.heads(connection, ids)
    every = sorted({*ids, *heads.values()})
    marks = ",".join("?" * len(every))
    connection.execute(f"DELETE FROM task WHERE kind='risk_differs' AND row IN ({marks})", every)  # noqa: S608
    for sql, rows in (
        (RISK_DIFFERS, [row for row in ids if row not in heads]),
        (RISK_DIFFERS_MERGED, sorted(set(heads.values()))),
    ):
        if rows:
            put = f"INSERT INTO task(kind, entity, row, detail) {sql.format(','.join('?' * len(rows)))}"
            connection.execute(put, rows)


def _named(name: str | None, child: str) -> dict[str, str]:
    return {"child": child, **({"name": name} if name else {})}


def _reports(database: Database, kind: str, sql: str) -> Iterator[Task]:
    """The longest waiting first."""
    for row, child, name, on in sorted(database.read(sql, (MOST,)), key=lambda r: (str(r[3] or ""), r[0])):
        yield Task(kind, "report", row, {**_named(name, child or ""), "on": str(on or "")})


def _two_makers(database: Database) -> Iterator[Task]:
    """Records that offices which have nothing to do with one another say that they made."""
    for (row,) in database.read("SELECT row FROM two_makers ORDER BY row LIMIT ?", (MOST,)):
        kind = BY_PREFIX[row.partition("-")[0]]
        sql = f"SELECT {quoted(kind.title)} FROM {quoted(kind.name)} WHERE id=? AND _del IS NULL"  # noqa: S608
        found = database.one(sql, (row,))
        if found is not None:
            named = {"name": str(found[0])} if found[0] else {}
            yield Task("two_makers", kind.name, row, {**named, **({"child": row} if kind.name == "child" else {})})


def _conflicts(database: Database) -> Iterator[Task]:
    for entity in ENTITIES.values():
        refers = "child" if "child" in entity.fields else "NULL"
        sql = (
            f"SELECT id, {quoted(entity.title)}, {refers}, json_extract(_x, '$.c') FROM {quoted(entity.name)}"  # noqa: S608
            " WHERE _x IS NOT NULL AND json_extract(_x, '$.c') IS NOT NULL LIMIT ?"
        )
        for row, title, child, rivals in database.read(sql, (MOST,)):
            detail = {"fields": ",".join(sorted(json.loads(rivals)))}
            if title:
                detail["name"] = str(title)
            if child or entity.name == "child":
                detail["child"] = child or row
            yield Task("conflict", entity.name, row, detail)


def _renewed(database: Database) -> Iterator[Task]:
    """Computers of offices below that go on as new ones, until a person says that it was heard (exchange.renewed)."""
    for device, told in json.loads(_setting(database, "renewed") or "{}").items():
        name = database.one("SELECT name FROM peer WHERE office=?", (told["of"],))
        yield Task("renewed", "office", device, {"name": str(name[0]) if name else str(told["of"])})


def _came_joined(database: Database) -> Iterator[Task]:
    """Files that came by a joining, until a person says that they were looked through (exchange.joined)."""
    for old, told in sorted(json.loads(_setting(database, "came_joined") or "{}").items())[:MOST]:
        yield Task("came_joined", "office", old, {"name": str(told["name"]), "n": str(told["n"]), "on": told["on"]})


def _erasures(database: Database) -> Iterator[Task]:
    """Files that are open here although their erasure was ordered, orders that took files out here whose papers nobody
    has dealt with yet, and orders by which others still hold the file."""
    waiting = json.loads(_setting(database, WAITING) or "{}")
    for row, order in sorted(waiting.items())[:MOST]:
        sql = "SELECT name FROM child WHERE id=? AND _del IS NULL AND closed_on IS NULL"
        if (found := database.one(sql, (row,))) is not None:
            yield Task("erase_waits", "child", row, {**_named(found[0], row), "order": order})
    for order, told in sorted(json.loads(_setting(database, HERE) or "{}").items())[:MOST]:
        sql = 'SELECT reason, "on", paper FROM erasure WHERE id=?'
        reason, on, paper = database.one(sql, (order,)) or ("", "", "")
        said = {"n": str(told["files"]), "reason": str(reason or ""), "on": str(on or ""), "paper": str(paper or "")}
        yield Task("erased_here", "erasure", order, {"name": str(told["by"]), **said})
    for order, codes in sorted(json.loads(_setting(database, STILL) or "{}").items())[:MOST]:
        found = database.one('SELECT coalesce(nullif(paper, \'\'), "on", id) FROM erasure WHERE id=?', (order,))
        offices = "、".join(_office(database, code) for code in codes)
        yield Task("erase_still", "erasure", order, {"name": str(found[0] if found else order), "offices": offices})


def _office(database: Database, code: str) -> str:
    """An office by its own name where its card is here, else by that of its division."""
    found = database.one("SELECT name FROM peer WHERE office=?", (code,))
    return str(found[0]) if found else areas.name_of(code) or code


def _setting(database: Database, key: str) -> str:
    found = database.one("SELECT value FROM setting WHERE key=?", (key,))
    return str(found[0]) if found else ""


def _forks(database: Database) -> Iterator[Task]:
    """Logs that were written twice and of which nobody has said what happened: `id` is the branch."""
    with database.reading() as connection:
        found = branches.forks(connection)
    for fork in found:
        if not fork.answer:
            yield Task("fork", "office", fork.log, {"here": str(fork.here), "there": str(fork.there), "name": fork.dev})


def _same(database: Database, kind: str, entity: str, column: str) -> Iterator[Task]:
    found = database.read(SAME.format(column, entity), (MOST, MOST))
    apart = _townships(database, [row for row, _, _ in found]) if kind == "same_id_number" else {}
    towns: dict[str, list[str]] = {}
    for row, _, value in found:
        if apart.get(row) and apart[row] not in towns.setdefault(str(value), []):
            towns[str(value)].append(apart[row])
    for row, name, value in found:
        named = {"name": name} if name else {}
        child = {"child": row} if entity == "child" else {}
        both = towns.get(str(value), [])
        if len(both) > 1:  # the county sees it, and whom to ask
            offices = " / ".join(_office(database, code) for code in sorted(both))
            yield Task("same_id_two_offices", entity, row, {**child, **named, "value": str(value), "offices": offices})
        else:
            yield Task(kind, entity, row, {**child, **named, "value": str(value)})


def _townships(database: Database, rows: Sequence[str]) -> dict[str, str]:
    """The township each of these children lives in, as far as it is known."""
    found: dict[str, str] = {}
    for at in range(0, len(rows), CHUNK):
        part = rows[at : at + CHUNK]
        sql = f"SELECT id, substr(area, 1, 9) FROM child WHERE area IS NOT NULL AND id IN ({','.join('?' * len(part))})"  # noqa: S608
        found.update((row, code) for row, code in database.read(sql, part) if len(code) == TOWNSHIP)
    return found


def _not_arrived(database: Database) -> Iterator[Task]:
    """For each record that is missing, one that points to it (none may be left since it was noted), and which office
    has it as far as that is known (`at`)."""
    for _, entity, missing, _ in database.read(NOTED, ("not_arrived", MOST)):
        for table in _REFERRING[entity]:
            sql = f"SELECT id FROM {quoted(table)} WHERE {entity}=? AND _del IS NULL LIMIT 1"  # noqa: S608
            found = database.one(sql, (missing,))
            if found:
                at = holders.of(database, missing, found[0])
                told = {"at": _office(database, at)} if at else {}
                yield Task("not_arrived", table, found[0], {"missing": missing, "of": entity, **told})
                break

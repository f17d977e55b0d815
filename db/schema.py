"""From the catalogue to tables: a table an entity, a column a field. It grows by itself and never shrinks.

No UNIQUE, no FOREIGN KEY, no trigger on merged tables: two offices may well create what each alone could not, and
then it is a task for a person, never a lost record. Beside its fields a table has `_del` (1 is deleted), `_h` (the
heads, 20 bytes each) and `_x` (JSON, nearly always NULL; see db.projection). Running text may stand in the log alone
(db.texts): SQL reads columns by `read`.
"""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.problems import Problem, Refusal
from db import texts
from db.driver import Connection, Database, sqlite_utils_database

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.catalogue import Entity

MAJOR = 2
"""A file of a greater major version is refused; of a greater minor one it is opened. One more whenever an older program
would take for damage what a newer one writes: segments of two frames made it 2."""
MINOR = 21
"""How many steps db.migrations has."""

DERIVED = 11
"""One more whenever the columns of db.derived change, what a row admits, or how changes fold: then all is made anew."""

INDEXES: Mapping[str, tuple[str, ...]] = {
    "household": ("name", "number, _del", "area", "village", "id_number", "phone"),
    "child": ("household", "id_number, _del", "number, _del", "area", "village", "schooling, _del, closed_on"),
    "member": ("child", "household", "id_number", "phone"),
    "category_spell": ("child",),
    "category_answer": ("child",),
    "guardianship_spell": ("child", "id_number", "phone"),
    "mentor": ("id_number", "number, _del", "area", "village", "phone"),
    "match": (
        "child, end, _del, form, status, lead", "mentor, end, _del, child, status", "start, id, child, end, _del",
        "agreed_until, _del",
    ),
    "visit": (
        "child, on, _del", "mentor, on, _del", "on, id, _del",
        "follow_by, child WHERE follow_up IS NOT NULL AND follow_done IS NULL",
    ),
    "aid": ("child, on", "on, id, _del", "household", "mentor", "batch, _del", "fund"),
    "report": ("child, on", "reported_on, _del, on, child", "closed_on, _del, reported_on, child"),
    "risk_review": ("child, on", "next_on, _del, child", "on, id, _del"),
    "consent": ("child, on", "on, id, _del, withdrawn_on"),
    "need": ("child, found_on", "closed_on, _del, child", "found_on, id, _del, closed_on"),
    "action": ("child", "need", "done_on, _del, due, child"),
    "disability_certificate": ("child", "number"),
    "parent_spell": ("child, start", "member"),
    "economic_spell": ("household, start",),
    "pledge": ("household, signed_on", "mentor"),
    "mentor_check": ("mentor, on", "valid_until, _del, mentor"),
    "mentor_skill": ("mentor, skill", "skill"),
    "mentor_training": ("mentor, on",),
    "mentor_post": ("mentor, start",),
    "mentor_spell": ("mentor, start", "start", "end"),
    "match_event": ("match, on", "child", "mentor", "on, id, _del"),
    "support_contact": ("match, on", "child, on", "mentor, on", "on, id, _del", "goes, _del, match, on"),
    "visit_finding": ("visit", "child"),
    "donor": ("name", "phone"),
    "donation": ("donor, on", "fund, received_on", "on"),
    "aid_batch": ("on", "fund"),
    "verification": ("child, on", "on, id, _del"),
    "file_event": ("child, on",),
    "not_same": ("child", "other"),
    "transfer": ("child, on", "state"),
    "question": ("state, _del", "of", "child", "household", "mentor"),
    "attachment": ("of", "child", "mentor", "household", "sha256"),
    "survey_round": ("start",),
    "survey_line": ("round, village, place, id, outcome, _del", "child", "household"),
    "session": ("on", "mentor"),
    "attendance": ("session", "child"),
    "screening_round": ("on", "school"),
    "screening_result": ("round", "child"),
}
"""What is looked up; every other question scans a derived table."""


def quoted(name: str) -> str:
    """A table or column name for SQL (`on` and `end` are keywords)."""
    return f'"{name}"'


def columns(entity: Entity) -> list[str]:
    """The columns of an entity's table, in order."""
    return ["id", *entity.fields, "_del", "_h", "_x"]


def read(entity: Entity) -> str:
    """The same for SQL that reads them, texts that stand in the log alone among them (db.texts)."""
    h = texts.heads(quoted(entity.name))
    return ",".join(h if name == "_h" else texts.column(entity.name, name) for name in columns(entity))


def migrate(database: Database) -> None:
    """Take the pending steps of the database's own tables. Refusal: DB_NEWER, before anything is written."""
    with database.alone() as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version // 1000 > MAJOR:
            raise Refusal(Problem("DB_NEWER"))
        if version < MAJOR * 1000 + MINOR:
            from db.migrations import steps

            steps.apply(sqlite_utils_database(connection))
            connection.execute(f"PRAGMA user_version={MAJOR * 1000 + MINOR}")


def fits(connection: Connection, entities: Mapping[str, Entity] = ENTITIES) -> bool:
    """Whether tables and rows were made for exactly this catalogue."""
    row = connection.execute("SELECT value FROM setting WHERE key='catalogue'").fetchone()
    return row is not None and row[0] == (_ours() if entities is ENTITIES else fingerprint(entities.values()))


def note(connection: Connection, entities: Mapping[str, Entity] = ENTITIES) -> None:
    """Say that they were: the last thing of the transaction in which tables grew and rows were made anew."""
    print_ = fingerprint(entities.values())
    connection.execute("INSERT OR REPLACE INTO setting(key, value) VALUES('catalogue', ?)", (print_,))


@functools.cache
def _ours() -> str:
    return fingerprint(ENTITIES.values())


def fingerprint(entities: Iterable[Entity]) -> str:
    """What the shape of the tables depends on, in one word."""
    lines = [f"{e.name}:{e.prefix}:{f.name}:{f.kind.sql}" for e in entities for f in e.fields.values()]
    lines += [f"{table}:{spec}" for table, specs in INDEXES.items() for spec in specs]
    lines.append(f"derived:{DERIVED}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:20]


def grow(connection: Connection, entities: Iterable[Entity]) -> None:
    """Create the tables, columns and indexes that are missing."""
    for entity in entities:
        known = {row[1] for row in connection.execute(f"PRAGMA table_info({quoted(entity.name)})")}
        if not known:
            connection.execute(create(entity))
        else:
            for field in entity.fields.values():
                if field.name not in known:
                    line = f"{quoted(field.name)} {field.kind.sql}"
                    connection.execute(f"ALTER TABLE {quoted(entity.name)} ADD COLUMN {line}")
        for statement in indexes(entity):
            connection.execute(statement)


def create(entity: Entity) -> str:
    """The statement that makes an entity's table."""
    lines = ["id TEXT PRIMARY KEY NOT NULL"]
    lines += [f"{quoted(f.name)} {f.kind.sql}" for f in entity.fields.values()]
    lines += ["_del INTEGER", "_h BLOB", "_x TEXT"]
    return f"CREATE TABLE {quoted(entity.name)}({', '.join(lines)})"


def indexes(entity: Entity) -> list[str]:
    """The statements that make an entity's indexes."""
    table = quoted(entity.name)
    found = [f"CREATE INDEX IF NOT EXISTS {quoted(entity.name + '__x')} ON {table}(id) WHERE _x IS NOT NULL"]
    for spec in INDEXES.get(entity.name, ()):
        listed_, _, only = spec.partition(" WHERE ")
        names = [n.strip() for n in listed_.split(",")]
        called = quoted(f"{entity.name}_{'_'.join(names)}")
        listed = ", ".join(quoted(n) for n in names)
        where = f" WHERE {only}" if only else ""
        found.append(f"CREATE INDEX IF NOT EXISTS {called} ON {table}({listed}){where}")
    return found

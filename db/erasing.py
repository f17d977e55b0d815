"""Records taken out of this database for good: in the place of each change stands its commitment, and the chain fits.

A record that was erased does not come back: whatever body of it arrives later is kept as a stub (db.importing). Nothing
can be guessed from a commitment, because a body holds nine random bytes. The same goes for a single change, or its
private part, of a record that stays but told of an erased one (db.traces).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import stub_of
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.domain.fieldtypes import Ref
from db import log, packing
from db.projection import Projection, refs
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.catalogue import Entity
    from casefiles.domain.changes import Block
    from casefiles.domain.traces import Trace
    from db.changed import Changed
    from db.driver import Connection


WHOLE = ("child", "match", "visit")
"""what hangs on one of these goes with it"""
CONTENTS = "erased_contents"
"""setting: photos and scans that are to go, until they are gone"""
MARKS_KEY = "erased_marks_key"
"""setting: the key of the digests of erased file numbers"""
NAMES_ANY = (("attachment", "of"), ("question", "of"))
"""fields that name a record of any kind"""


def erased(connection: Connection) -> frozenset[str]:
    """The records that were erased here."""
    return frozenset(row for (row,) in connection.execute("SELECT row FROM erased"))


def marks(connection: Connection) -> frozenset[str]:
    """The ids of changes (hex), and the SHA-256 of private parts, that were taken out of records that stay."""
    return frozenset(mark for (mark,) in connection.execute("SELECT mark FROM erased_part"))


def sifted(block: Block, ids: Sequence[bytes], gone: frozenset[str]) -> Block:
    """A block without what was taken out: stubs in the place of these changes, and none of these private parts."""
    bodies = tuple(
        stub_of(body) if id_.hex() in gone else body for id_, body in zip(ids, block.bodies, strict=True)
    )
    return replace(block, bodies=bodies, private={m: part for m, part in block.private.items() if m not in gone})


def naming(connection: Connection, row: str, whole: Sequence[str] = ()) -> list[str]:
    """The records that name this one; with `whole`, of another kind than these only those that are about it."""
    found: dict[str, None] = {}
    kind = BY_PREFIX.get(row.partition("-")[0])
    about_alone = bool(whole) and (kind is None or kind.name not in whole)
    for entity, column in _naming(row):
        if about_alone and (entity.name, column) not in NAMES_ANY:
            continue
        sql = f"SELECT id FROM {quoted(entity.name)} WHERE {quoted(column)}=?"  # noqa: S608
        found.update(dict.fromkeys(other for (other,) in connection.execute(sql, (row,))))
    return list(found)


def hanging(connection: Connection, files: Sequence[str]) -> dict[str, list[str]]:
    """Everything that goes with these files, by entity, deleted records too, the files themselves among them."""
    found: dict[str, dict[str, None]] = {}
    waiting = [row for row in files if _stands(connection, row)]
    for row in waiting:
        found.setdefault(BY_PREFIX[row.partition("-")[0]].name, {})[row] = None
    while waiting:
        row = waiting.pop()
        for other in naming(connection, row, WHOLE):
            entity = BY_PREFIX[other.partition("-")[0]].name
            if other not in found.setdefault(entity, {}):
                found[entity][other] = None
                waiting.append(other)
    return {entity: list(rows) for entity, rows in sorted(found.items()) if rows}


def left_over(connection: Connection) -> list[str]:
    """What came, or was written, about erased records afterwards: their own changes, and whatever names them."""
    again = "SELECT DISTINCT row FROM change WHERE row IN (SELECT row FROM erased)"
    found = {row for (row,) in connection.execute(again)}
    columns = {one for name in WHOLE for one in _columns(f"{ENTITIES[name].prefix}-")} | set(NAMES_ANY)
    for entity, column in sorted(columns):
        sql = f"SELECT id FROM {quoted(entity)} WHERE {quoted(column)} IN (SELECT row FROM erased)"  # noqa: S608
        found.update(row for (row,) in connection.execute(sql))
    return sorted(found)


def _columns(row: str) -> Iterator[tuple[str, str]]:
    return ((entity.name, column) for entity, column in _naming(row))


def _naming(row: str) -> Iterator[tuple[Entity, str]]:
    """The entities and columns that name a record of this kind."""
    kind = BY_PREFIX.get(row.partition("-")[0])
    for entity in ENTITIES.values():
        for name, spec in entity.fields.items():
            refers = isinstance(spec.kind, Ref) and kind is not None and spec.kind.entity == kind.name
            if refers or (entity.name, name) in NAMES_ANY:
                yield entity, name


def _stands(connection: Connection, row: str) -> bool:
    kind = BY_PREFIX.get(row.partition("-")[0])
    if kind is None:
        return False
    return connection.execute(f"SELECT 1 FROM {quoted(kind.name)} WHERE id=?", (row,)).fetchone() is not None  # noqa: S608


def erase(
    connection: Connection,
    rows: Sequence[str],
    traces: Sequence[Trace],
    now_ms: int,
    changed: Changed,
    by: Mapping[str, str],
) -> int:
    """Take these records out, and what others tell of them; how many changes lost their content. `changed` says whose
    derived lines are to be made anew, `by` is record -> order."""
    _note_contents(connection, rows)
    whole = [(lid, seq) for row in rows for lid, seq in _places(connection, row)]
    whole += [(t.lid, t.seq) for t in traces if t.whole]
    part = [(t.lid, t.seq) for t in traces if not t.whole]
    loose = _loosened(connection, [*whole, *part])
    kept_out: set[str] = set()
    stays = dict.fromkeys(t.row for t in traces)
    for lid, seq in whole:
        sql = "SELECT id, row, body FROM change WHERE lid=? AND seq=?"
        id_, row, body = connection.execute(sql, (lid, seq)).fetchone()
        connection.execute(
            "UPDATE change SET com=?, body=NULL, private=NULL, row=NULL WHERE lid=? AND seq=?",
            (hashlib.sha256(body).digest(), lid, seq),
        )
        if row in stays:
            kept_out.add(id_.hex())
    for lid, seq in part:
        (aside,) = connection.execute("SELECT private FROM change WHERE lid=? AND seq=?", (lid, seq)).fetchone()
        connection.execute("UPDATE change SET private=NULL WHERE lid=? AND seq=?", (lid, seq))
        kept_out.add(hashlib.sha256(aside).hexdigest())
    note(connection, whole)
    connection.executemany("INSERT OR IGNORE INTO erased_part(mark) VALUES(?)", [(mark,) for mark in sorted(kept_out)])
    for row in rows:
        line = (row, now_ms, by.get(row), _mark_of(connection, row))
        connection.execute("INSERT OR IGNORE INTO erased(row, at_ms, ordered, mark) VALUES(?, ?, ?, ?)", line)
        _out_of_table(connection, row, changed)
        for table in ("shared", "two_makers", "trespass"):
            connection.execute(f"DELETE FROM {table} WHERE row=?", (row,))  # noqa: S608
    _again(connection, list(stays), changed)
    for (lid, first), last in loose.items():
        packing.pack(connection, lid, first, last)
    by_lid = {held.lid: held for held in log.logs(connection).values()}
    for lid in dict.fromkeys(lid for lid, _ in whole):
        held = by_lid[lid]
        numbers = ranges.of(seq for at, seq in whole if at == lid)
        held.holes = list(ranges.united([*held.holes, *numbers]))
        held.bare = list(ranges.without(held.bare, numbers))
        log.save_holes(connection, held)
    return len(whole) + len(part)


def asked(connection: Connection, text: str) -> tuple[str, int, str] | None:
    """What was erased with this id or file number: its id, when (ms), and the order, "" where none is known."""
    mark = _mark(connection, text, make=False)
    sql = "SELECT row, at_ms, ordered FROM erased WHERE row=? OR mark=? ORDER BY ordered IS NULL, at_ms LIMIT 1"
    found = connection.execute(sql, (text, mark)).fetchone()
    if found is None:
        return None
    row, at_ms, order = found
    if order is None:  # an earlier version did not note it
        sql = "SELECT id FROM erasure WHERE record=? OR ' ' || files || ' ' LIKE ? ORDER BY id LIMIT 1"
        named = connection.execute(sql, (row, f"% {row} %")).fetchone()
        order = named[0] if named is not None else ""
    return row, at_ms, order


def _mark_of(connection: Connection, row: str) -> str | None:
    """The digest of a record's file number; None when it has none."""
    kind = BY_PREFIX.get(row.partition("-")[0])
    if kind is None or not kind.numbered:
        return None
    found = connection.execute(f"SELECT number FROM {quoted(kind.name)} WHERE id=?", (row,)).fetchone()  # noqa: S608
    return _mark(connection, str(found[0]), make=True) if found is not None and found[0] else None


def _mark(connection: Connection, number: str, *, make: bool) -> str:
    """A digest of a file number, by which whoever has the number finds it. The key lies in the same database: whoever
    has that can try all numbers. "" without a key."""
    row = connection.execute("SELECT value FROM setting WHERE key=?", (MARKS_KEY,)).fetchone()
    if row is None and make:
        row = (secrets.token_hex(32),)
        connection.execute("INSERT INTO setting(key, value) VALUES(?, ?)", (MARKS_KEY, row[0]))
    return hmac.digest(bytes.fromhex(row[0]), number.strip().upper().encode(), "sha256").hex() if row else ""


def contents(connection: Connection) -> list[str]:
    """The SHA-256 of photos and scans whose records were erased and that are to go."""
    row = connection.execute("SELECT value FROM setting WHERE key=?", (CONTENTS,)).fetchone()
    return list(json.loads(row[0])) if row else []


def _note_contents(connection: Connection, rows: Sequence[str]) -> None:
    prefix = f"{ENTITIES['attachment'].prefix}-"
    changes = [c for row in rows if row.startswith(prefix) for c in log.changes_of(connection, row)]
    fresh = {str(c.body.f["sha256"]) for c in changes if c.body.f.get("sha256")}
    if fresh:
        kept = json.dumps(sorted(fresh | set(contents(connection))))
        connection.execute("INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)", (CONTENTS, kept))


def note(connection: Connection, places: Iterable[tuple[int, int]]) -> None:
    """These numbers (log, number) were taken out."""
    connection.executemany("INSERT OR IGNORE INTO erased_change(lid, seq) VALUES(?, ?)", places)


def numbers(connection: Connection) -> dict[str, ranges.Ranges]:
    """The numbers that were taken out here, by log."""
    found: dict[str, list[int]] = {}
    sql = "SELECT l.name, e.seq FROM erased_change e JOIN log l ON l.lid=e.lid"
    for name, seq in connection.execute(sql):
        found.setdefault(name, []).append(seq)
    return {name: ranges.of(held) for name, held in found.items()}


def _places(connection: Connection, row: str) -> list[tuple[int, int]]:
    return list(connection.execute("SELECT lid, seq FROM change WHERE row=?", (row,)).fetchall())


def _loosened(connection: Connection, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Put what stands packed at these places back into its lines; the segments that are no more."""
    sql = "SELECT 1 FROM change WHERE lid=? AND seq=? AND body IS NULL AND com IS NULL"
    sealed = [place for place in places if connection.execute(sql, place).fetchone() is not None]
    return {(lid, first): last for lid, first, last in packing.unpack(connection, sealed)}


def _again(connection: Connection, rows: Iterable[str], changed: Changed) -> None:
    """Make the tables' lines of records that stay from what is left of their changes."""
    by_entity: dict[str, list[str]] = {}
    for row in rows:
        entity = BY_PREFIX.get(row.partition("-")[0])
        if entity is not None:
            by_entity.setdefault(entity.name, []).append(row)
    projection = Projection(connection)
    for name, found in by_entity.items():
        projection.refold(name, found, changed)
        changed.rows.setdefault(name, {}).update(dict.fromkeys(found))


def _out_of_table(connection: Connection, row: str, changed: Changed) -> None:
    entity = BY_PREFIX.get(row.partition("-")[0])
    if entity is None:
        return
    names = refs(entity)
    wanted = ", ".join(["id", *(quoted(name) for name in names)])
    stood = connection.execute(f"SELECT {wanted} FROM {quoted(entity.name)} WHERE id=?", (row,)).fetchone()  # noqa: S608
    if stood is not None:
        changed.refer(entity.name, row, dict(zip(names, stood[1:], strict=True)))
    changed.rows.setdefault(entity.name, {})[row] = None
    connection.execute(f"DELETE FROM {quoted(entity.name)} WHERE id=?", (row,))  # noqa: S608

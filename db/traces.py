"""Where records that stay still tell of a child whose file is erased: in which changes, and in their private parts or
bodies.

Numbers and ids are looked for in the whole log, names in the neighbourhood: the household, who lives in it, the
mentors, the batches, rounds and sessions that the file named, and what hangs on these.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casefiles.domain.entities import BY_PREFIX, ENTITIES, PUBLIC
from casefiles.domain.fieldtypes import Ref
from casefiles.domain.traces import Trace, Words, told_of
from casefiles.edges import codec
from db import access, erasing, log, segments, typed
from db.portions import marks, parts
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.changes import Change
    from casefiles.domain.fieldtypes import Stored
    from db.driver import Connection

PERSONAL = ("filters:", "recent:", "put_off:", "visit.")
"""settings in which people keep something of those whose files they open"""


def find(connection: Connection, going: Mapping[str, Sequence[str]]) -> tuple[Words, list[Trace]]:
    """What tells of the files among `going` (records that are erased, by entity) in what stays."""
    files = list(going.get("child", ()))
    leaving = {row for rows in going.values() for row in rows}
    said = [dict(c.body.f) for c in _changes(connection, files)]
    around = _around(connection, going, said, leaving)
    words = told_of(files, said, sorted(_names(connection, around)), around)
    places = {*_places(connection, sorted(around)), *_anywhere(connection, words)}
    found = {(one.lid, one.seq): one for one in _traces(connection, sorted(places), words, around, leaving)}
    for row in dict.fromkeys(one.row for one in found.values() if one.whole):
        own = {place for place, one in found.items() if one.row == row and one.whole}
        before = _before(connection, row, own)
        found.update((place, Trace(row, *place, whole=True, near=row in around)) for place in before)
    return words, sorted(found.values())


def forget(connection: Connection, words: Words, rows: Iterable[str]) -> None:
    """Take what tells of the child out of what lies on this desk: drafts that were not saved, and what a person keeps
    in settings. What the program keeps there of itself and other offices stays, also when a child is called as they
    are; of it only items that name the files themselves go."""
    ids = (*words.files, *rows)
    access.forget(connection, ids)
    every = (*ids, *words.numbers, *words.names)
    typed.forget(connection, words, ids)
    for key, value in connection.execute("SELECT key, value FROM setting").fetchall():
        looked_for = every if key.startswith(PERSONAL) else ids
        if not any(word in key or word in value for word in looked_for):
            continue
        kept = None if any(word in key for word in ids) else _sifted(value, looked_for)
        if kept is None:
            connection.execute("DELETE FROM setting WHERE key=?", (key,))
        elif kept != value:
            connection.execute("UPDATE setting SET value=? WHERE key=?", (kept, key))


def _sifted(value: str, words: Sequence[str]) -> str | None:
    """A setting without the items that hold one of the words; nothing when it is one word itself."""
    try:
        found = json.loads(value)
    except ValueError:
        return None
    kept = _without(found, words)
    return json.dumps(kept, ensure_ascii=False) if kept else None


def _without(thing: object, words: Sequence[str]) -> object:
    """What is left when the items that hold a word are taken out; an item of a list goes whole."""
    if isinstance(thing, list):
        return [one for one in thing if not _holds(one, words)]
    if isinstance(thing, dict):
        named = {key: one for key, one in thing.items() if not any(word in key for word in words)}
        return {
            key: _without(one, words)
            for key, one in named.items()
            if isinstance(one, (list, dict)) or not _holds(one, words)
        }
    return None if _holds(thing, words) else thing


def _holds(thing: object, words: Sequence[str]) -> bool:
    said = json.dumps(thing, ensure_ascii=False)
    return any(word in said for word in words)


def _around(
    connection: Connection, going: Mapping[str, Sequence[str]], said: Sequence[Mapping[str, Stored]], leaving: set[str]
) -> set[str]:
    """The neighbourhood: the records that those that go name, and what hangs on them."""
    named: set[str] = set()
    for entity, rows in going.items():
        for column in _references(entity):
            for part in parts(rows):
                sql = f"SELECT DISTINCT {quoted(column)} FROM {quoted(entity)} WHERE id IN ({marks(part)})"  # noqa: S608
                named.update(str(row) for (row,) in connection.execute(sql, part) if row)
    named.update(str(fields["household"]) for fields in said if fields.get("household"))
    named -= leaving
    inside = {other for row in named for other in erasing.naming(connection, row)}
    siblings = [row for row in inside if _kind(row) == "child" and row not in leaving]
    inside.update(row for rows in erasing.hanging(connection, siblings).values() for row in rows)
    return (named | inside) - leaving


def _names(connection: Connection, around: Iterable[str]) -> Iterator[str]:
    for entity in ("child", "mentor", "household", "member", "donor"):
        rows = [row for row in around if _kind(row) == entity]
        for part in parts(rows):
            sql = f"SELECT name FROM {quoted(entity)} WHERE name IS NOT NULL AND id IN ({marks(part)})"  # noqa: S608
            yield from (str(name) for (name,) in connection.execute(sql, part))


def _places(connection: Connection, rows: Sequence[str]) -> Iterator[tuple[int, int]]:
    for part in parts(rows):
        sql = f"SELECT lid, seq FROM change WHERE row IN ({marks(part)}) AND com IS NULL"  # noqa: S608
        yield from connection.execute(sql, part)


def _anywhere(connection: Connection, words: Words) -> Iterator[tuple[int, int]]:
    """Where a number or an id stands, in the whole log."""
    needles = [word.encode() for word in (*words.numbers, *words.files)]
    if needles:
        holds = " OR ".join(f"instr(body, ?{n}) OR instr(private, ?{n})" for n in range(1, len(needles) + 1))
        yield from connection.execute(f"SELECT lid, seq FROM change WHERE com IS NULL AND ({holds})", needles)  # noqa: S608
        for lid, first in connection.execute("SELECT lid, first FROM segment").fetchall():
            for seq in segments.holding(connection, lid, first, needles):
                yield lid, seq


def _traces(
    connection: Connection, places: Sequence[tuple[int, int]], words: Words, around: set[str], leaving: set[str]
) -> Iterator[Trace]:
    reader = segments.Reader(connection)
    sql = "SELECT row, body, private FROM change WHERE lid=? AND seq=? AND com IS NULL AND row IS NOT NULL"
    for lid, seq in places:
        line = connection.execute(sql, (lid, seq)).fetchone()
        if line is None or line[0] in leaving or _kind(line[0]) in PUBLIC:
            continue
        row, near = str(line[0]), line[0] in around
        body, private = reader.whole(lid, seq, line[1], line[2])
        wire = codec.wire(body)
        if any(words.says(wire.t, name, value, near=near) for name, value in wire.f.items()):
            yield Trace(row, lid, seq, whole=True, near=near)
        elif private is not None:
            aside = codec.wire(body, 0, private).f
            if any(words.says(wire.t, n, v, near=near) for n, v in aside.items() if n not in wire.f):
                yield Trace(row, lid, seq, whole=False, near=near)


def _before(connection: Connection, row: str, places: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """The changes of a record that those at `places` were built on, however long ago: without what lies between, they
    would read as if nobody had known of them."""
    reader = segments.Reader(connection)
    sql = "SELECT id, lid, seq, body FROM change WHERE row=? AND com IS NULL ORDER BY lid, seq"
    held = {id_.hex(): ((lid, seq), body) for id_, lid, seq, body in connection.execute(sql, (row,)).fetchall()}
    parents = {place: codec.wire(reader.whole(*place, body)[0]).p for place, body in held.values()}
    found: set[tuple[int, int]] = set()
    waiting = list(places)
    while waiting:
        for parent in parents.get(waiting.pop(), ()):
            place = held[parent][0] if parent in held else None
            if place is not None and place not in found:
                found.add(place)
                waiting.append(place)
    return found - places


def _changes(connection: Connection, rows: Sequence[str]) -> Iterator[Change]:
    for part in parts(rows):
        for found in log.changes_by_row(connection, list(part)).values():
            yield from found


def _references(entity: str) -> list[str]:
    spec = ENTITIES.get(entity)
    return [n for n, f in spec.fields.items() if isinstance(f.kind, Ref)] if spec is not None else []


def _kind(row: str) -> str:
    entity = BY_PREFIX.get(row.partition("-")[0])
    return entity.name if entity is not None else ""

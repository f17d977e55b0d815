"""Changes outside of what their office may write (casefiles.domain.trespass): kept in the log and not shown.

The table `trespass` names them by log and number, `writer` the office of each device that was known when they were
judged. Both are worked out anew for the records that a package touches, for those of a device that was not known until
now, and once for all records when the rule is another one. As a rule a record is one office's, which one question tells
for many records; only the others are judged change by change.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casefiles.domain.areas import root
from casefiles.domain.entities import BY_PREFIX, ENTITIES, HANGING, PLACED
from casefiles.domain.trespass import lived, related, trespasses, two_makers
from casefiles.domain.trust import Hidden
from casefiles.edges import codec
from db import log, segments
from db.portions import marks, parts
from db.schema import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.changes import Change, Edit
    from db.changed import Changed
    from db.driver import Connection
    from db.projection import Projection

RULE, SETTING = "9", "trespass_rule"
"""one more whenever the same changes are judged otherwise, and where stands by which all was judged"""


def settle(
    connection: Connection,
    projection: Projection,
    changed: Changed,
    offices: Mapping[str, str],
    *,
    stubs: bool = False,
) -> int:
    """Judge what was touched, and fold anew what comes to be shown or hidden by that; how many changes are newly
    hidden. With `stubs` some are new here: they tell who wrote what is missing, of whatever record."""
    known: dict[str, str] = dict(connection.execute("SELECT dev, office FROM writer"))
    fresh = {dev: code for dev, code in offices.items() if known.get(dev) != code}
    if fresh:
        connection.executemany("INSERT OR REPLACE INTO writer(dev, office) VALUES(?, ?)", sorted(fresh.items()))
    every = _ours_too(connection, {**known, **fresh})
    other_rule = connection.execute("SELECT 1 FROM setting WHERE key=? AND value=?", (SETTING, RULE)).fetchone() is None
    if other_rule:
        connection.execute("INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)", (SETTING, RULE))
    nearer = not set(fresh.values()) <= set(known.values())  # of another line of divisions somebody is known now
    hidden = 0
    gone = _Stubs(connection)
    touched: set[str] = set()
    for name in PLACED:
        touched.update(changed.rows.get(name, ()))
        rows = dict.fromkeys(changed.rows.get(name, {}))
        rows |= dict.fromkeys(_of_devices(connection, name, fresh))
        if stubs:
            set_aside = "SELECT row FROM trespass WHERE row LIKE ?"
            rows |= dict.fromkeys(row for (row,) in connection.execute(set_aside, (f"{ENTITIES[name].prefix}-%",)))
        if other_rule:
            rows |= dict.fromkeys(row for (row,) in connection.execute(f"SELECT id FROM {quoted(name)}"))  # noqa: S608
        elif nearer:
            rows |= dict.fromkeys(_of_nobody(connection, name, every))
        for chunk in parts(list(rows)):
            doubtful = list(_doubtful(connection, name, chunk, every))
            gone.expect(name, doubtful)
            hidden += sum(_judge(connection, projection, changed, name, row, every, gone) for row in doubtful)
    built = list(changed.built)
    if other_rule:
        for name in HANGING:
            sql = "SELECT row FROM change WHERE row LIKE ? GROUP BY row HAVING min(lid) <> max(lid)"
            built += [row for (row,) in connection.execute(sql, (f"{ENTITIES[name].prefix}-%",))]
            built += [row for (row,) in connection.execute(_lacking(name))]
    _note_shared(connection, built, every)
    again = _shared(connection, None if fresh or stubs or other_rule else touched.union(changed.built))
    return hidden + _judge_shared(connection, projection, changed, again, every, gone)


def written(connection: Connection, projection: Projection, changed: Changed, edits: Sequence[Edit]) -> None:
    """These edits were written here: what they decide of others is judged anew. (Of a file of which nothing is hidden,
    that began once and of which nothing is missing, what was seen has decided already.)"""
    rows = {edit.row for edit in edits}
    files: dict[str, set[str]] = {name: set() for name in PLACED}
    for edit in edits:
        if edit.entity in files:
            files[edit.entity].add(edit.row)
    again = {row: name for name in files for row in _open(connection, name, list(files[name]))}
    built = [e.row for e in edits if e.entity in HANGING and e.parents]
    if not again and not built and connection.execute("SELECT 1 FROM shared LIMIT 1").fetchone() is None:
        return
    offices = _ours_too(connection, dict(connection.execute("SELECT dev, office FROM writer")))
    gone = _Stubs(connection)
    for name in PLACED:
        gone.expect(name, [row for row, kind in again.items() if kind == name])
    for row, name in again.items():
        _judge(connection, projection, changed, name, row, offices, gone)
    _note_shared(connection, built, offices)
    _judge_shared(connection, projection, changed, _shared(connection, rows), offices, gone)


def _open(connection: Connection, name: str, rows: Sequence[str]) -> Iterator[str]:
    """Those of these records of which a word more may decide: something of them is hidden, two say that they made
    them, or they were written on something that is not here."""
    for chunk in parts(rows):
        here = marks(chunk)
        asked = (
            f"SELECT row FROM trespass WHERE row IN ({here}) UNION SELECT row FROM two_makers WHERE row IN ({here})"  # noqa: S608
            f" UNION {_lacking(name)} AND id IN ({here})"
        )
        for (row,) in connection.execute(asked, [*chunk, *chunk, *chunk]).fetchall():
            yield str(row)


def _ours_too(connection: Connection, offices: dict[str, str]) -> dict[str, str]:
    """With this office's own computers, also one that no package has told of yet: what it writes is no stranger's.
    (Where none of ours is known nothing is added: then nobody of this line is, and nothing can be judged.)"""
    (code,) = connection.execute("SELECT value FROM setting WHERE key='office'").fetchone()
    if code not in offices.values():
        return offices
    ours = connection.execute("SELECT DISTINCT dev FROM log WHERE own<>?", (log.OTHERS,))
    return {**dict.fromkeys((dev for (dev,) in ours), code), **offices}


def _note_shared(connection: Connection, rows: Sequence[str], offices: Mapping[str, str]) -> None:
    """Note which of these visits and matches there is something to judge of."""
    for chunk in parts(list(dict.fromkeys(rows))):
        found = _sharing(connection, chunk, offices)
        connection.executemany("INSERT OR IGNORE INTO shared(row) VALUES(?)", [(row,) for row in found])


def _sharing(connection: Connection, rows: Sequence[str], offices: Mapping[str, str]) -> set[str]:
    """Which of these offices wrote that have nothing to do with one another (a computer that is nobody's counts as
    one), or were written on something that is not here: of the others there is nothing to judge."""
    asked = f"SELECT DISTINCT c.row, l.dev FROM change c JOIN log l ON l.lid=c.lid WHERE c.row IN ({marks(rows)})"  # noqa: S608
    writers: dict[str, set[str]] = {}
    for row, dev in connection.execute(asked, rows):
        writers.setdefault(row, set()).add(offices.get(dev) or dev)
    found = {row for row, who in writers.items() if any(not related(a, b) for a in who for b in who)}
    for name in HANGING:
        found |= {row for (row,) in connection.execute(f"{_lacking(name)} AND id IN ({marks(rows)})", rows)}
    return found


def _lacking(name: str) -> str:
    """The question for the records of an entity that were written on something that is not here."""
    return f"SELECT id FROM {quoted(name)} WHERE _x IS NOT NULL AND json_extract(_x, '$.m') IS NOT NULL"  # noqa: S608


def _shared(connection: Connection, touched: Collection[str] | None) -> dict[str, str]:
    """Those of them, all or such as were touched or name a file that was -> their entity."""
    most = -1 if touched is None else len(touched) + 1
    found = [row for (row,) in connection.execute("SELECT row FROM shared LIMIT ?", (most,))]
    if touched is None:
        return {row: BY_PREFIX[row.partition("-")[0]].name for row in found}
    if not found:
        return {}
    of: dict[str, list[str]] = {}
    for row in touched:
        of.setdefault(row.partition("-")[0], []).append(row)
    few = len(found) < most
    again: dict[str, str] = {}
    for name in HANGING:
        spec = ENTITIES[name]
        tables = f"shared s CROSS JOIN {quoted(name)} e" if few else f"{quoted(name)} e CROSS JOIN shared s"
        for chunk in parts(of.get(spec.prefix, [])):
            asked = f"SELECT row FROM shared WHERE row IN ({marks(chunk)})"  # noqa: S608
            again |= dict.fromkeys((row for (row,) in connection.execute(asked, chunk)), name)
        for column in (one for one in PLACED if one in spec.fields):
            for chunk in parts(of.get(ENTITIES[column].prefix, [])):
                asked = f"SELECT e.id FROM {tables} ON s.row=e.id WHERE e.{quoted(column)} IN ({marks(chunk)})"  # noqa: S608
                again |= dict.fromkeys((row for (row,) in connection.execute(asked, chunk)), name)
    return again


def _judge_shared(
    connection: Connection,
    projection: Projection,
    changed: Changed,
    again: Mapping[str, str],
    offices: Mapping[str, str],
    stubs: _Stubs,
) -> int:
    """Judge these of them, and strike off those of which nothing is left to judge."""
    for chunk in parts(list(again)):
        for name in HANGING:
            stubs.expect(name, chunk)
    hidden = sum(_judge(connection, projection, changed, name, row, offices, stubs) for row, name in again.items())
    for chunk in parts(list(again)):
        done = set(chunk) - _sharing(connection, chunk, offices)
        asked = "DELETE FROM shared WHERE row=? AND row NOT IN (SELECT row FROM trespass WHERE row=?)"
        connection.executemany(asked, [(row, row) for row in sorted(done)])
    return hidden


def _lives(
    connection: Connection, changes: Sequence[Change], offices: Mapping[str, str], stubs: _Stubs
) -> dict[str, frozenset[str]]:
    """Where the files ever lived that these changes of a visit or match name."""
    found = {}
    for kind in PLACED:
        for row in {str(change.body.f[kind]) for change in changes if change.body.f.get(kind)}:
            ordered = _ordered(connection, row, kind)
            found[row] = lived(ordered, offices, _beginning(stubs, ordered))
    return found


def _ordered(connection: Connection, row: str, name: str) -> list[Change]:
    """The changes of a record, parents first, also those that are hidden as out of scope."""
    changes = [change for change, _ in log.placed_of(connection, row, all_offices=True) if change.body.t == name]
    return log.in_order(changes)


def _beginning(stubs: _Stubs, ordered: Sequence[Change]) -> dict[bytes, str] | None:
    """Who wrote what a record began with, where nothing that is here tells it."""
    return stubs.of(ordered) if all(one.body.p for one in ordered) else None


def undecided(connection: Connection) -> list[str]:
    """The records that several offices say they made, and of which no office above them has said who did."""
    return [row for (row,) in connection.execute("SELECT row FROM two_makers ORDER BY row")]


def _note_makers(connection: Connection, row: str, *, open_: bool) -> None:
    if open_:
        connection.execute("INSERT OR IGNORE INTO two_makers(row) VALUES(?)", (row,))
    else:
        connection.execute("DELETE FROM two_makers WHERE row=?", (row,))


def kept(connection: Connection) -> Iterator[Hidden]:
    """What is not shown because its office had no say in it, log by log."""
    reader = segments.Reader(connection)
    names = {held.lid: held for held in log.logs(connection).values()}
    sql = "SELECT c.lid, c.seq, c.body, c.private FROM trespass t JOIN change c ON c.lid=t.lid AND c.seq=t.seq"
    for lid, seq, line, late in connection.execute(f"{sql} WHERE c.com IS NULL ORDER BY c.lid, c.seq").fetchall():
        wire = codec.wire(reader.whole(lid, seq, line, late)[0], seq)
        name = wire.f.get("name")
        yield Hidden(names[lid].name, seq, wire.r, wire.t, wire.ts, wire.u, str(name or ""), len(wire.f), dict(wire.f))


def _of_devices(connection: Connection, name: str, fresh: Mapping[str, str]) -> Iterator[str]:
    """The records of an entity that a device wrote of which only now is known whose it is, and that do not live in that
    office's division or name none, or of which it wrote what is hidden."""
    for dev, code in fresh.items():
        base = root(code)
        sql = (
            f"SELECT DISTINCT c.row FROM log l JOIN change c ON c.lid=l.lid JOIN {quoted(name)} e ON e.id=c.row"  # noqa: S608
            " WHERE l.dev=? AND (e.area IS NULL OR NOT (e.area >= ? AND e.area < ?))"
        )
        for (row,) in connection.execute(sql, (dev, base, base + ":")).fetchall():
            yield row
        sql = "SELECT t.row FROM log l JOIN trespass t ON t.lid=l.lid WHERE l.dev=? AND t.row LIKE ?"
        for (row,) in connection.execute(sql, (dev, f"{ENTITIES[name].prefix}-%")).fetchall():
            yield row


def _of_nobody(connection: Connection, name: str, offices: Mapping[str, str]) -> Iterator[str]:
    """The records of an entity that computers wrote for which nobody vouches."""
    for lid, dev in connection.execute("SELECT lid, dev FROM log").fetchall():
        if dev not in offices:
            sql = "SELECT DISTINCT row FROM change WHERE lid=? AND row LIKE ?"
            for (row,) in connection.execute(sql, (lid, f"{ENTITIES[name].prefix}-%")).fetchall():
                yield row


def _doubtful(connection: Connection, name: str, rows: Sequence[str], offices: Mapping[str, str]) -> Iterable[str]:
    """Those of these records that more than one office wrote (a computer that is nobody's counts as one), or one that
    is not related to where they live, or of which something is hidden already. (What one office alone wrote, it made.
    Where a record lives by now does not tell where it lived when somebody wrote.)"""
    found: dict[str, None] = {}
    asked = f"SELECT DISTINCT row FROM trespass WHERE row IN ({marks(rows)})"  # noqa: S608
    found |= dict.fromkeys(row for (row,) in connection.execute(asked, rows))
    asked = (
        f"SELECT DISTINCT c.row, l.dev, e.area FROM change c JOIN log l ON l.lid=c.lid LEFT JOIN {quoted(name)} e"  # noqa: S608
        f" ON e.id=c.row WHERE c.row IN ({marks(rows)})"
    )
    writers: dict[str, str] = {}
    for row, dev, area in connection.execute(asked, rows):
        code = offices.get(dev)
        other = writers.setdefault(row, code or dev) != (code or dev)
        if other or (code is not None and area and not related(code, area)):
            found[row] = None
    return found


class _Stubs:
    """Who wrote what is known by its stub alone: change -> device. Each is asked for once, and those that many records
    lack together: every question reads all stubs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[bytes, str | None] = {}
        self._expected: dict[bytes, None] = {}

    def expect(self, name: str, rows: Sequence[str]) -> None:
        """These records of an entity are to be judged."""
        asked = f"SELECT json_extract(_x, '$.m') FROM {quoted(name)} WHERE id IN ({marks(rows)}) AND _x IS NOT NULL"  # noqa: S608
        lacks = [json.loads(missing) for (missing,) in self._connection.execute(asked, rows) if missing]
        self._expected |= dict.fromkeys(bytes.fromhex(one) for missing in lacks for one in missing)

    def of(self, changes: Sequence[Change]) -> dict[bytes, str]:
        """Who wrote those that these name."""
        named = {bytes.fromhex(one) for change in changes for one in change.body.p} - {one.id for one in changes}
        if not named <= self._found.keys():
            self._ask([*named, *self._expected])
            self._expected.clear()
        return {one: dev for one in named if (dev := self._found[one]) is not None}

    def _ask(self, ids: Iterable[bytes]) -> None:
        for chunk in parts([one for one in dict.fromkeys(ids) if one not in self._found]):
            sql = (
                "SELECT c.id, l.dev FROM hole h JOIN change c ON c.lid=h.lid AND c.seq BETWEEN h.first AND h.last"  # noqa: S608
                f" JOIN log l ON l.lid=c.lid WHERE c.com IS NOT NULL AND c.id IN ({marks(chunk)})"
            )
            self._found |= dict.fromkeys(chunk) | dict(self._connection.execute(sql, chunk).fetchall())


def _judge(
    connection: Connection,
    projection: Projection,
    changed: Changed,
    name: str,
    row: str,
    offices: Mapping[str, str],
    stubs: _Stubs,
) -> int:
    ordered = _ordered(connection, row, name)
    lids = dict(connection.execute("SELECT c.id, c.lid FROM change c WHERE c.row=?", (row,)).fetchall())
    hanging = name in HANGING
    lives = _lives(connection, ordered, offices, stubs) if hanging else {}
    found = trespasses(ordered, offices, _beginning(stubs, ordered), lives)
    if not hanging:
        _note_makers(connection, row, open_=bool(two_makers(ordered, offices)))
    now = {(lids[one.id], one.seq) for one in found}
    before = set(connection.execute("SELECT lid, seq FROM trespass WHERE row=?", (row,)).fetchall())
    if now == before:
        return 0
    connection.execute("DELETE FROM trespass WHERE row=?", (row,))
    lines = [(lid, seq, row) for lid, seq in sorted(now)]
    connection.executemany("INSERT INTO trespass(lid, seq, row) VALUES(?, ?, ?)", lines)
    if name in ENTITIES:
        projection.refold(name, [row], changed)
        changed.note(name, (row,))
        changed.placed(name, (row,))
    return len(now - before)

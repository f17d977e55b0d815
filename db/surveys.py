"""The questions of survey rounds: their doors, how far they are, and what was changed since a round began."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from casefiles.domain.doors import Door, LineRow, Touch
from casefiles.domain.entities import BY_PREFIX, ENTITIES
from casefiles.domain.merge import fold
from casefiles.edges import codec
from db import log, segments
from db.projection import CHUNK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casefiles.domain.changes import Change
    from casefiles.domain.fieldtypes import Stored
    from db.driver import Connection, Database

_ITSELF = "NOT EXISTS (SELECT 1 FROM merged g WHERE g.id = {0}.id AND g.canon <> g.id)"
"""a file that was put together with another stands under its survivor"""
_ROW = (
    'SELECT l.id, l.household, l.child, l.name, l.village, l.address, l.place, l.outcome, l."on", l."by", l.change,'
    " l.note, coalesce(h.phone, c.phone), (SELECT group_concat(k.name, '、') FROM child k"
    " WHERE k.household = l.household AND k._del IS NULL AND k.closed_on IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM merged g WHERE g.id = k.id AND g.canon <> g.id)), l.frozen FROM survey_line l"
    " LEFT JOIN household h ON h.id = l.household LEFT JOIN child c ON c.id = l.child"
    " WHERE l._del IS NULL AND l.id IN ({})"
)


class Surveys:
    """Implements `casefiles.domain.doors.Surveys` on an open database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def doors(self, villages: Sequence[str]) -> list[Door]:
        """The households of these villages (of all when none is named) and those of their children; a child without
        a household is a door of its own. In no particular order."""
        within, given = _within("h", villages)
        found: dict[str, Door] = {}
        sql = f"SELECT h.id, h.name, h.village, h.hamlet, h.address FROM household h WHERE h._del IS NULL{within}"  # noqa: S608
        for row, name, village, hamlet, address in self._database.read(sql, given):
            found[row] = Door(row, "", name or "", village or "", _joined(hamlet, address))
        within, given = _within("c", villages)
        sql = (
            "SELECT c.id, c.name, c.village, c.hamlet, c.address, h.id, h.name, h.village, h.hamlet, h.address"  # noqa: S608
            " FROM child c LEFT JOIN household h ON h.id = c.household AND h._del IS NULL"
            f" WHERE c._del IS NULL AND c.closed_on IS NULL AND {_ITSELF.format('c')}{within}"
        )
        for child, name, village, hamlet, address, home, head, its, part, where in self._database.read(sql, given):
            if home is None:
                found[child] = Door("", child, name or "", village or "", _joined(hamlet, address))
            elif home not in found:
                at = its if its in villages or not villages else village
                found[home] = Door(home, "", head or name or "", at or "", _joined(part, where))
        return list(found.values())

    def places(self, round_: str) -> dict[str, int]:
        """Household or child -> its place in the walk of a round."""
        sql = (
            "SELECT coalesce(household, child), place FROM survey_line"
            " WHERE round=? AND _del IS NULL AND place IS NOT NULL"
        )
        return dict(self._database.read(sql, (round_,)))

    def line_ids(self, round_: str, village: str | None = None, outcome: str = "") -> list[str]:
        """The doors of a round in the order of the walk; of one village, with one outcome ('not_yet' is none too)."""
        sql, given = "SELECT id FROM survey_line WHERE round=? AND _del IS NULL", [round_]
        if village is not None:
            sql += " AND coalesce(village, '')=?" if not village else " AND village=?"
            given.append(village)
        if outcome == "not_yet":
            sql += " AND coalesce(outcome, 'not_yet')='not_yet'"
        elif outcome:
            sql += " AND outcome=?"
            given.append(outcome)
        return [row for (row,) in self._database.read(f"{sql} ORDER BY village, place, id", given)]

    def first_open(self, round_: str, village: str | None = None) -> str:
        """The first door of the walk where nobody has been, '' for none."""
        sql, given = "SELECT id FROM survey_line WHERE round=? AND _del IS NULL", [round_]
        if village is not None:
            sql += " AND coalesce(village, '')=?"
            given.append(village)
        sql += " AND coalesce(outcome, 'not_yet')='not_yet' ORDER BY village, place, id LIMIT 1"
        return next((str(row) for (row,) in self._database.read(sql, given)), "")

    def line_rows(self, ids: Sequence[str]) -> list[LineRow]:
        """What a row of the walk list shows, in this order; doors that are gone are left out."""
        found: dict[str, LineRow] = {}
        for at in range(0, len(ids), CHUNK):
            part = ids[at : at + CHUNK]
            for row in self._database.read(_ROW.format(",".join("?" * len(part))), part):
                found[row[0]] = LineRow(*(("" if v is None else v) for v in row))
        return [found[i] for i in ids if i in found]

    def progress(self, round_: str) -> list[tuple[str, str, int]]:
        """(village, outcome, doors) of a round, by village."""
        sql = (
            "SELECT coalesce(village, ''), coalesce(outcome, 'not_yet'), count(*) FROM survey_line"
            " WHERE round=? AND _del IS NULL GROUP BY 1, 2 ORDER BY 1, 2"
        )
        return [(village, outcome, int(n)) for village, outcome, n in self._database.read(sql, (round_,))]

    def marked(self, round_: str) -> list[LineRow]:
        """The doors where something was marked: moved away, or a change."""
        sql = (
            "SELECT id FROM survey_line WHERE round=? AND _del IS NULL AND (outcome='moved' OR change IS NOT NULL)"
            " ORDER BY village, place, id"
        )
        return self.line_rows([row for (row,) in self._database.read(sql, (round_,))])

    def frozen(self, round_: str) -> list[tuple[str, str]]:
        """(door, what was frozen in it) of a closed round."""
        sql = "SELECT id, frozen FROM survey_line WHERE round=? AND frozen IS NOT NULL ORDER BY village, place, id"
        return list(self._database.read(sql, (round_,)))

    def standing(self, lines: Sequence[str]) -> set[str]:
        """Which of these doors there are."""
        found: set[str] = set()
        for at in range(0, len(lines), CHUNK):
            part = lines[at : at + CHUNK]
            sql = f"SELECT id FROM survey_line WHERE _del IS NULL AND id IN ({','.join('?' * len(part))})"  # noqa: S608
            found.update(row for (row,) in self._database.read(sql, part))
        return found

    def children_at(self, households: Sequence[str]) -> dict[str, list[str]]:
        """Household -> its children, closed files too."""
        found: dict[str, list[str]] = {}
        for at in range(0, len(households), CHUNK):
            part = households[at : at + CHUNK]
            sql = (
                f"SELECT household, id FROM child c WHERE household IN ({','.join('?' * len(part))})"  # noqa: S608
                f" AND _del IS NULL AND {_ITSELF.format('c')} ORDER BY id"
            )
            for home, child in self._database.read(sql, part):
                found.setdefault(home, []).append(child)
        return found

    def born_by(self, day: str, villages: Sequence[str]) -> list[str]:
        """The open files of these villages whose child was born on this day or before."""
        within, given = _within("c", villages)
        sql = (
            "SELECT c.id FROM child_state s JOIN child c ON c.id = s.id"  # noqa: S608
            f" WHERE s.birth_date <= ? AND c._del IS NULL AND c.closed_on IS NULL AND {_ITSELF.format('c')}{within}"
        )
        return [row for (row,) in self._database.read(sql, (day, *given))]

    def changed_since(self, ms: int, entities: Sequence[str], made: int = 0) -> list[Touch]:
        """The records of these entities that were written since a moment, as they were before it and as they stand; of
        those that were not there before, as they were at `made` too."""
        with self._database.reading() as connection:
            rows = list(dict.fromkeys(_written(connection, ms, entities)))
            found = []
            for at in range(0, len(rows), CHUNK):
                for row, changes in log.changes_by_row(connection, rows[at : at + CHUNK]).items():
                    entity = BY_PREFIX[row.partition("-")[0]].name
                    mine = [c for c in changes if c.body.t == entity]
                    before, now = _values([c for c in mine if c.body.ts < ms]), _values(mine)
                    late = _values([c for c in mine if c.body.ts < made]) if before is None else None
                    found.append(Touch(entity, row, before, now, late))
        return found


def late(connection: Connection, rows: Mapping[str, object]) -> None:
    """Note the doors of closed rounds whose changes came in after the closing, for the touched doors and rounds.

    What the closing had seen stands in its result, so this follows from the log alone.
    """
    rounds = list(rows.get("survey_round") or ())  # type: ignore[call-overload]
    lines = list(rows.get("survey_line") or ())  # type: ignore[call-overload]
    if not rounds and not lines:
        return
    put = "INSERT OR REPLACE INTO task(kind, entity, row, detail) VALUES('round_late', 'survey_line', ?, ?)"
    touched: dict[str, list[str] | None] = dict.fromkeys(rounds)
    for at in range(0, len(lines), CHUNK):
        part = lines[at : at + CHUNK]
        marks = ",".join("?" * len(part))
        connection.execute(f"DELETE FROM task WHERE kind='round_late' AND row IN ({marks})", part)  # noqa: S608
        sql = f"SELECT id, round FROM survey_line WHERE id IN ({marks}) AND round IS NOT NULL"  # noqa: S608
        for line, round_ in connection.execute(sql, part).fetchall():
            if (kept := touched.setdefault(round_, [])) is not None:
                kept.append(line)
    for round_, some in touched.items():
        if some is None:
            all_ = "SELECT id FROM survey_line WHERE round=?"
            connection.execute(f"DELETE FROM task WHERE kind='round_late' AND row IN ({all_})", (round_,))  # noqa: S608
        sql = "SELECT result FROM survey_round WHERE id=? AND closed_on IS NOT NULL AND result IS NOT NULL"
        held = connection.execute(sql, (round_,)).fetchone()
        if held is not None:
            after = _after(connection, round_, _seen(held[0]), some)
            connection.executemany(put, [(line, json.dumps({"round": round_})) for line in after])


def _after(connection: Connection, round_: str, seen: Mapping[str, int], some: list[str] | None) -> list[str]:
    """The doors of a round with a change that the closing had not seen; of `some` of them only."""
    held_ = log.logs(connection)
    known = {held.lid: seen.get(dev, 0) for dev, held in held_.items()}
    most = {held.lid: held.cut for held in held_.values() if held.cut is not None}
    unseen = " OR ".join(
        f"(c.lid={lid} AND c.seq>{seq}{f' AND c.seq<={most[lid]}' if lid in most else ''})"
        for lid, seq in known.items()
    ) or "0"
    sql = f"SELECT DISTINCT l.id FROM survey_line l JOIN change c ON c.row=l.id WHERE ({unseen})"  # noqa: S608
    if some is None:
        return [row for (row,) in connection.execute(f"{sql} AND l.round=?", (round_,)).fetchall()]
    found: list[str] = []
    for at in range(0, len(some), CHUNK):
        part = some[at : at + CHUNK]
        found += [r for (r,) in connection.execute(f"{sql} AND l.id IN ({','.join('?' * len(part))})", part).fetchall()]
    return found


def _seen(result: str) -> dict[str, int]:
    try:
        found = json.loads(result).get("seen")
        return {str(dev): int(seq) for dev, seq in found.items()}
    except (ValueError, AttributeError, TypeError):
        return {}  # of a program that is not ours: then every door is to be looked at


def _written(connection: Connection, ms: int, entities: Sequence[str]) -> Iterator[str]:
    """The records of these entities written since a moment. A log's clock goes forward, so its tail is looked for."""
    prefixes = tuple(f"{ENTITIES[name].prefix}-" for name in entities)
    for held in log.logs(connection).values():
        low, high = 1, held.seq + 1
        while low < high:
            middle = (low + high) // 2
            if _ts(connection, held.lid, middle) < ms:
                low = middle + 1
            else:
                high = middle
        for (row,) in connection.execute("SELECT row FROM change WHERE lid=? AND seq>=?", (held.lid, low)).fetchall():
            if row and row.startswith(prefixes):
                yield row


def _ts(connection: Connection, lid: int, seq: int) -> int:
    sql = "SELECT lid, seq, body FROM change WHERE lid=? AND seq<=? AND com IS NULL ORDER BY seq DESC LIMIT 1"
    found = connection.execute(sql, (lid, seq)).fetchone()
    return codec.wire(segments.Reader(connection).whole(*found)[0]).ts if found else 0


def _values(changes: Sequence[Change]) -> dict[str, Stored] | None:
    """What a record's changes come to; None for no record and for a deleted one."""
    if not changes:
        return None
    state = fold(changes)
    return None if state.deleted else {n: v for n, v in state.values.items() if v is not None}


def _within(table: str, villages: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    if not villages:
        return "", ()
    return f" AND {table}.village IN ({','.join('?' * len(villages))})", tuple(villages)


def _joined(hamlet: str | None, address: str | None) -> str:
    hamlet, address = hamlet or "", address or ""
    return address if hamlet in address else f"{hamlet} {address}".strip()

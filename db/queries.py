"""Every question with a meaning. Reading only; each thread asks on a connection of its own."""

from __future__ import annotations

import functools
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.entities import BY_PREFIX, ENTITIES, check_field, entity_named
from casefiles.domain.fieldtypes import Ref
from casefiles.domain.merge import Rival
from casefiles.ports import Clock, Hit, Incomplete, Record, Task
from db import (
    bonds,
    checking,
    conditions,
    incomplete,
    log,
    merged,
    moved,
    names,
    picking,
    registers,
    search,
    statistics,
    tasks,
    texts,
    worklists,
)
from db.eyes import GatheringQuestions
from db.giving import GivingQuestions
from db.people import PeopleQuestions
from db.schema import quoted, read
from db.surveys import Surveys
from db.writing import split

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from casefiles.domain.catalogue import Entity
    from casefiles.domain.conditions import Condition
    from casefiles.domain.fieldtypes import Stored
    from db.category_watch import Watch
    from db.driver import Database, Row
    from db.listing import Asked


class Queries(PeopleQuestions, GivingQuestions, GatheringQuestions):
    """Implements `casefiles.ports.Queries` on an open database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.surveys = Surveys(database)
        self._watch: Watch | None = None

    def get(self, row: str) -> Record | None:
        """One record by id, of whatever entity; also a deleted one."""
        entity = BY_PREFIX.get(row.partition("-")[0])
        if entity is None:
            return None
        found = self._database.one(f"SELECT {_listed(entity)} FROM {quoted(entity.name)} WHERE id=?", (row,))  # noqa: S608
        return record(entity, found) if found else None

    def many(self, rows: Sequence[str]) -> dict[str, Record]:
        """The records of these ids, also deleted ones, by id; one statement an entity."""
        by_entity: dict[str, list[str]] = {}
        for row in dict.fromkeys(rows):
            if (entity := BY_PREFIX.get(row.partition("-")[0])) is not None:
                by_entity.setdefault(entity.name, []).append(row)
        found: dict[str, Record] = {}
        for name, ids in by_entity.items():
            spec = ENTITIES[name]
            for at in range(0, len(ids), registers.PAGE):
                part = ids[at : at + registers.PAGE]
                sql = f"SELECT {_listed(spec)} FROM {quoted(name)} WHERE id IN ({','.join('?' * len(part))})"  # noqa: S608
                found |= {row[0]: record(spec, row) for row in self._database.read(sql, part)}
        return found

    def bonds(self, rows: Sequence[str]) -> dict[str, Record]:
        """These records by id, also deleted ones, with nothing but what they name and where they live."""
        return bonds.bonds(self._database, rows)

    def naming(self, entity: str, field: str, rows: Sequence[str]) -> Iterator[str]:
        """The ids of the records of an entity whose `field` names one of these, as `select` finds them."""
        return bonds.naming(self._database, entity, field, rows)

    def look_up(self, entity: str, text: str, around: Mapping[str, str] | None = None, limit: int = 50) -> list[str]:
        """The ids of records of any entity that people would call so, newest first; `around` is what they hang on."""
        return picking.look_up(self._database, entity, text, around or {}, limit)

    def standing(self, refs: Sequence[tuple[str, str]]) -> Mapping[str, str | None]:
        """Which of these (entity, id) are here and not deleted: id -> birth date as far as it is known, None where
        the entity has none. One question, however many are asked for."""
        if not refs:
            return {}
        sql = " UNION ALL ".join([_standing(entity) for entity, _ in refs])
        return dict(self._database.read(sql, [row for _, row in refs]))

    def select(
        self,
        entity: str,
        where: Mapping[str, Stored] | None = None,
        sort: str = "",
        limit: int | None = None,
        offset: int = 0,
        *,
        hidden: bool = False,
        fits: Sequence[Condition] = (),
    ) -> list[Record]:
        """Records that are not deleted, whose fields equal `where`, and that fit the conditions; `sort` may begin with
        '-'. A file that was merged into another is left out unless `hidden`, and what hangs on it is its survivor's.

        Refusals: UNKNOWN_ENTITY, UNKNOWN_FIELD.
        """
        spec = entity_named(entity)
        condition, values = self._where(spec, where, fits, hidden=hidden)
        order = "id"
        if sort.lstrip("-"):
            name = sort.lstrip("-")
            if name != "id":
                check_field(spec, name)
            down = " DESC" if sort.startswith("-") else ""
            order = f"{texts.column(entity, name)}{down}, id{down}"
        sql = f"SELECT {_listed(spec)} FROM {quoted(entity)} WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608
        rows = self._database.read(sql, (*values, -1 if limit is None else limit, offset))
        return [record(spec, row) for row in rows]

    def every(self, entity: str) -> list[str]:
        """The ids of all records of an entity, also of those that were deleted."""
        return [row for (row,) in self._database.read(f"SELECT id FROM {quoted(entity)} ORDER BY id", ())]  # noqa: S608

    def count(self, entity: str, where: Mapping[str, Stored] | None = None, fits: Sequence[Condition] = ()) -> int:
        """How many such records there are."""
        spec = entity_named(entity)
        condition, values = self._where(spec, where, fits)
        rows = self._database.read(f"SELECT count(*) FROM {quoted(entity)} WHERE {condition}", values)  # noqa: S608
        return int(rows[0][0])

    def visit_on(self, child: str, day: str, but: str) -> str:
        """A visit to this child on that day, `but` this one; "" when there is none. Asked before every save."""
        found = self._database.one(_VISIT_ON, (child, day, but))
        return str(found[0]) if found else ""

    def files_of(self, row: str) -> list[str]:
        """The files of the person this file is of, the shown one first; the file alone when it was never merged."""
        return merged.group(self._database, row)

    def shown(self, rows: Sequence[str]) -> Mapping[str, str]:
        """The shown file of those that were merged or merged into; the others are left out."""
        return merged.shown(self._database, rows)

    def merged_elsewhere(self, entity: str) -> list[str]:
        """The files that were merged into one that is not here: another office keeps it."""
        return merged.elsewhere(self._database, entity)

    def taken_over(self, ours: str, child: str = "") -> Mapping[str, tuple[str, str]]:
        """Files that another office took over: child -> (its division, day); all of them, or that of one child."""
        return moved.taken_over(self._database, ours, child)

    def _where(
        self,
        entity: Entity,
        where: Mapping[str, Stored] | None,
        fits: Sequence[Condition] = (),
        *,
        hidden: bool = False,
    ) -> tuple[str, list[Stored]]:
        parts = ["_del IS NULL"]
        values: list[Stored] = []
        if entity.name in merged.KEPT and not hidden and not {"id", "merged_into"} & set(where or ()):
            parts.append(f"id NOT IN ({merged.LOSERS})")
        for name, value in _pairs(entity, where):
            kind = entity.fields[name].kind if name != "id" else None
            if value is None:
                parts.append(f"{quoted(name)} IS NULL")
                continue
            column = texts.column(entity.name, name)
            found: Sequence[Stored] = (value,)
            if isinstance(kind, Ref) and kind.entity in merged.KEPT and name != "merged_into":
                found = merged.group(self._database, str(value))
            marks = "=?" if len(found) == 1 else f" IN ({','.join('?' * len(found))})"
            parts.append(f"{column}{marks}")
            values += found
        more = conditions.where(entity, fits)
        return " AND ".join([*parts, more.sql] if more.sql else parts), [*values, *more.values]

    def register_ids(
        self, register: str, chip: str = "all", sort: str = "", within: str = "", where: Sequence[Condition] = ()
    ) -> list[str]:
        """The ids of a register, filtered by a chip and by conditions, and sorted in SQL."""
        return self._ids(registers.ids(register, chip, sort, within, self._clock.today(), where), -1)

    def register_first(
        self,
        register: str,
        chip: str = "all",
        sort: str = "",
        within: str = "",
        limit: int = 60,
        where: Sequence[Condition] = (),
    ) -> list[dict[str, Stored]]:
        """The first rows of a register, at once."""
        today = self._clock.today()
        ids = registers.first(register, chip, sort, within, today, where, limit, lambda asked: self._ids(asked, limit))
        if ids is None:
            ids = self._ids(registers.ids(register, chip, sort, within, today, where), limit)
        return self.register_rows(register, ids)

    def _ids(self, asked: Asked, limit: int) -> list[str]:
        if not asked.order:
            found = [row[0] for row in self._database.read(f"{asked.sql} LIMIT ?", (*asked.values, limit))]
            if asked.then is not None and (limit < 0 or len(found) < limit):
                found += self._ids(asked.then, -1 if limit < 0 else limit - len(found))
            return found
        rows = self._database.read(asked.sql, asked.values)
        known = sorted(((key, id_) for id_, key in rows if key is not None), reverse=asked.order < 0)
        found = [id_ for _, id_ in known] + sorted(id_ for id_, key in rows if key is None)
        return found if limit < 0 else found[:limit]

    def register_rows(self, register: str, ids: Sequence[str]) -> list[dict[str, Stored]]:
        """The rows for these ids, in this order; ids that are gone are left out."""
        found: dict[str, dict[str, Stored]] = {}
        names, sql = registers.rows(registers.known(register))
        for at in range(0, len(ids), registers.PAGE):
            part = ids[at : at + registers.PAGE]
            for row in self._database.read(sql.format(",".join("?" * len(part))), part):
                found[row[0]] = dict(zip(names, row, strict=True))
        return [found[i] for i in ids if i in found]

    def register_sorts(self, register: str) -> frozenset[str]:
        """What a register can be sorted by."""
        return registers.sorts(register)

    def chip_counts(self, register: str, where: Sequence[Condition] = ()) -> dict[str, int]:
        """How many rows each chip of a register holds."""
        counted = {}
        for chip in registers.chips(registers.known(register)):
            asked = registers.counted(register, chip, self._clock.today(), where)
            counted[chip] = int(self._database.read(asked.sql, asked.values)[0][0])
        return counted

    def find(self, text: str, entities: Sequence[str] | None = None, limit: int = 50) -> list[Hit]:
        """What the search box finds, best first."""
        with self._database.reading() as connection:
            found = search.find(connection, text, entities, limit)
            heads = merged.heads(connection, [h.id for h in found])
        hits = [Hit(h.entity, h.id, h.name, h.why, h.matched, h.rank) for h in found]
        return self._survivors(hits, heads) if heads else hits

    def _survivors(self, hits: Sequence[Hit], heads: Mapping[str, str]) -> list[Hit]:
        """A file that was merged is no longer found itself: it leads to its survivor, and says so."""
        best: dict[str, Hit] = {}
        for hit in hits:
            head = heads.get(hit.id, hit.id)
            survivor = self.get(head) if head != hit.id else None
            if survivor is not None:
                hit = replace(hit, id=head, name=str(survivor.values.get("name") or ""), via=hit.name)
            best.setdefault(head, hit)
        return list(best.values())

    def names(self) -> tuple[set[str], set[str]]:
        """Every name of a person, and every village, address and school, on file."""
        return names.names(self._database), names.places(self._database)

    def interrupt(self) -> None:
        """Stop the question that is being answered in another thread."""
        self._database.interrupt()

    def visits_per_month(self, first: str, last: str) -> list[tuple[str, int]]:
        """(month, visits) from month `first` to `last`, 'YYYY-MM'; months without visits are 0."""
        return statistics.visits_per_month(self._database, first, last)

    def spread(self, what: str) -> list[tuple[str, int]]:
        """(code, children) by 'category', 'village' or 'schooling', most first."""
        return statistics.spread(self._database, what)

    def figures(self, fields: Iterable[str] = ()) -> dict[str, dict[str, int]]:
        """Division -> name -> number: what is counted for an office above (db.figures)."""
        from db import figures

        return figures.counted(self._database, self._clock.today(), fields)

    def unacknowledged(self, peer: str) -> int:
        """Changes of this office that the peer has not acknowledged, those written before a restore among them."""
        row = self._database.one("SELECT receipt FROM peer WHERE office=?", (peer,))
        told = json.loads(row[0]) if row and row[0] else {}
        with self._database.reading() as connection:
            own = [held for held in log.logs(connection).values() if held.own]
        return sum(max(0, held.seq - (told[held.name][0] if held.name in told else 0)) for held in own)

    def conflicts(self, limit: int = 1000) -> list[Record]:
        """Records with rivals, by entity and id."""
        found: list[Record] = []
        for entity in ENTITIES.values():
            sql = (
                f"SELECT {_listed(entity)} FROM {quoted(entity.name)} WHERE _x IS NOT NULL"  # noqa: S608
                " AND json_extract(_x, '$.c') IS NOT NULL ORDER BY id LIMIT ?"
            )
            found += [record(entity, row) for row in self._database.read(sql, (limit - len(found),))]
        return found

    def disputed(self) -> int:
        """How many fields have rivals, in all records but those of files that another office took over."""
        found = 0
        for entity in ENTITIES.values():
            sql = f"SELECT count(*) FROM {quoted(entity.name)} t, json_each(t._x, '$.c') WHERE {moved.here(entity)}"  # noqa: S608
            sql += " AND t._x IS NOT NULL"
            found += sum(n for (n,) in self._database.read(sql))
        return found

    def worklist_counts(self, *, whole: bool = True) -> list[tuple[str, int]]:
        """(list, lines) of the worklists that are read off the register; unless `whole`, "categories" is left out while
        it would have to be waited for."""
        today, watch = self._clock.today(), self._categories()
        flagged = watch.children(today) if whole else watch.known(today)
        return list(worklists.counts(self._database, today, flagged))

    def worklist(self, name: str, mine: Sequence[str], limit: int) -> list[dict[str, Stored]]:
        """The first lines of such a list, those of the villages `mine` before the others."""
        today = self._clock.today()
        flagged: Collection[str] = ()
        if name == "categories":
            flagged = self._categories().first(worklists.standing(self._database, mine), limit, today)
        return worklists.lines(self._database, name, mine, limit, today, flagged)

    def _categories(self) -> Watch:
        """Whose recorded categories differ from what the facts suggest."""
        if self._watch is None:
            from db.category_watch import Watch  # not before somebody asks: an office opens without it

            self._watch = Watch(self._database)
        return self._watch

    def incomplete(self, limit: int = 1000) -> list[Incomplete]:
        """Records that an earlier change is missing of: this office's, and nameless ones of others."""
        return incomplete.incomplete(self._database, limit)

    def stubs(self, ids: Collection[str]) -> dict[str, tuple[str, int]]:
        """Which of these changes (hex) are known here by a stub alone: id -> (log, number)."""
        return incomplete.stubs(self._database, ids)

    def tasks(self) -> list[Task]:
        """Derived tasks."""
        return tasks.tasks(self._database)

    def check(self) -> dict[str, object]:
        """Integrity of file, chain, and log against tables; {'ok': bool, ...counts and problems}."""
        found = checking.check(self._database)
        if found["bad_pages"] or found["bad_file"]:
            return found
        from db.blobs import Blobs

        files = Blobs(self._database, self._clock).check()
        return {**found, **files, "ok": found["ok"] and not (files["bad_blobs"] or files["lost_blobs"])}


def record(entity: Entity, row: Row) -> Record:
    """A table's line as a Record."""
    values = dict(zip(entity.fields, row[1:], strict=False))
    deleted, heads, extra = row[-3:]
    aside = json.loads(extra) if extra else {}
    rivals = {name: tuple(_rival(r) for r in found) for name, found in aside.get("c", {}).items()}
    unknown = {**aside.get("u", {}), **aside.get("b", {})}
    return Record(entity.name, row[0], values, split(heads), bool(deleted), rivals, unknown)


def _rival(kept: Sequence[object]) -> Rival:
    value, change, dev, user, ts = kept
    if not (isinstance(value, str | int | None) and isinstance(ts, int)):
        raise TypeError("a kept rival is malformed")
    return Rival(value, bytes.fromhex(str(change)), str(dev), str(user), ts)


_LISTED = {name: read(entity) for name, entity in ENTITIES.items()}


_VISIT_ON = (
    "SELECT id FROM visit WHERE child IN (SELECT ?1 UNION SELECT g.id FROM merged h JOIN merged g ON g.canon = h.canon"
    ' WHERE h.id = ?1) AND "on" = ?2 AND _del IS NULL AND id <> ?3 ORDER BY id LIMIT 1'
)


def _listed(entity: Entity) -> str:
    return _LISTED[entity.name]


def _pairs(entity: Entity, where: Mapping[str, Stored] | None) -> Iterator[tuple[str, Stored]]:
    for name, value in (where or {}).items():
        if name != "id":
            check_field(entity, name)
        yield name, value


@functools.cache
def _standing(entity: str) -> str:
    spec = entity_named(entity)
    birth = "birth_date" if "birth_date" in spec.fields else "NULL"
    return f"SELECT id, {birth} FROM {quoted(entity)} WHERE id=? AND _del IS NULL"  # noqa: S608

"""From changes to rows. A row is a cache of `fold(all changes of the record)` and can be made anew at any time.

Three ways lead to the same row (a test compares them): a record's first change without parents is inserted; a
change whose only parent is the record's only head overwrites the fields it names; everything else folds all
changes of the record. The first two are done by the thousand.

`_x` is NULL unless there is something to keep aside, as JSON: `c` {field: rivals as [value, change, device, user,
ms]}, `m` [parents that have not arrived], `u` {fields of a newer version}, `b` {values of a type the field does not
admit}.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from casefiles.domain.catalogue import RENAMED, Entity
from casefiles.domain.changes import DELETED, Change
from casefiles.domain.entities import ENTITIES, HANGING
from casefiles.domain.fieldtypes import Ref, Stored
from casefiles.domain.merge import State, fold
from db import log, texts
from db.patches import Item, Patch, chained
from db.schema import columns, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from casefiles.edges.codec import Shape, Wire
    from db.changed import Changed, Line
    from db.driver import Connection, Row
    from db.first_load import FirstLoad

CHUNK = 400
"""ids asked for at a time"""
_HEADS = texts.heads("t")
MOST_PLANS = 4000
MOST_KNOWN = 2000



@dataclass(slots=True, eq=False)
class _Plan:
    """How a patch with these fields is written without folding."""

    entity: str
    insert: str
    update: str
    checks: tuple[tuple[str, Callable[[Stored], bool], set[Stored]], ...]
    """fields that admit some values of their type, and values of each that were looked at: days come often"""
    names: tuple[str, ...]
    texts: tuple[tuple[int, str], ...]
    """which of them may stand in the log alone"""
    refs: tuple[int | None, int | None]
    """the numbers of those that name a child and a mentor"""


class _WhenAsked(dict[str, Any]):
    """What is made of an entity, by its name: a database is opened far more often than all entities are written."""

    def __init__(self, make: Callable[[Entity], object], entities: Mapping[str, Entity]) -> None:
        super().__init__()
        self._make, self._entities = make, entities

    def __missing__(self, name: str) -> Any:
        made = self[name] = self._make(self._entities[name])
        return made


class Projection:
    """Writes rows on one connection, inside the caller's transaction."""

    def __init__(self, connection: Connection, entities: Mapping[str, Entity] = ENTITIES) -> None:
        self._connection = connection
        self._entities = entities
        self._plans: dict[tuple[object, ...], _Plan | None] = {}
        self._recent: dict[Shape | None, tuple[list[type], _Plan | None]] = {}
        self._begun: dict[_Plan, tuple[list[Line], dict[str, None]]] = {}
        self._columns = _WhenAsked(columns, entities)
        self._put = _WhenAsked(_put, entities)
        self._refs = _WhenAsked(refs, entities)
        self.first_load: FirstLoad | None = None

    def begin(self, wire: Wire, id_: bytes, shape: Shape, place: int, changed: Changed) -> bool:
        """Make the line of a record's first change, as nearly all are in a first import, to be written by the next
        `take`, before what that is given; False: this one is for `take` to look at. What a change is made of can go
        at once, so that the next one finds it in the processor's cache: a tenth of an import (measured)."""
        if wire.p or wire.t not in self._entities:
            return False
        values = wire.f
        plan = self._plan(wire.t, values, shape)
        if plan is None:
            return False
        row = wire.r
        line = [*values.values(), place or bytearray(id_), row]
        if plan.texts and place:
            texts.put(line, plan.texts, place, shape.private)
        changed.hang(plan.refs, line)
        begun = self._begun.get(plan)
        if begun is None:
            begun = self._begun[plan] = [], {}
        begun[0].append(line)
        begun[1][row] = None
        return True

    def forget(self) -> None:
        """Forget what was begun: the import was refused in the middle."""
        self._begun.clear()

    def take(self, items: Iterable[Item], changed: Changed) -> None:
        """Project changes that stand in the log already, those of `begin` first; unknown entities stay in the log
        alone."""
        by_entity: dict[str, dict[str, Item | list[Item]]] = {}
        for item in items:
            wire = item.wire
            rows = by_entity.get(wire.t)
            if rows is None:
                if wire.t not in self._entities:
                    changed.newer.add(wire.r)
                    continue
                rows = by_entity[wire.t] = {}
            before = rows.setdefault(wire.r, item)
            if isinstance(before, list):
                before.append(item)
            elif before is not item:
                rows[wire.r] = [before, item]
        inserts: dict[_Plan, list[Line]] = {}
        for begun, (inserts[begun], named) in self._begun.items():
            changed.note(begun.entity, named)
        self._begun = {}
        updates: dict[str, list[tuple[Patch, _Plan]]] = {}
        folds: dict[str, list[str]] = {}
        for entity, by_row in by_entity.items():
            changed.note(entity, by_row.keys())  # the changes themselves can go
            for row, found in by_row.items():
                if isinstance(found, list) or found.wire.p:
                    patch = chained(entity, row, found if isinstance(found, list) else [found])
                    if patch is None:
                        folds.setdefault(entity, []).append(row)
                        continue
                    values, head, shape = patch.values, patch.head, None
                else:  # nearly every change that comes for the first time: a new record
                    wire, id_, shape, place = found
                    patch, values, head = None, wire.f, place or bytearray(id_)
                plan = self._plan(entity, values, shape)
                if plan is None:
                    folds.setdefault(entity, []).append(row)
                elif patch is not None and patch.parent:
                    updates.setdefault(entity, []).append((patch, plan))
                else:
                    line = [*values.values(), head, row]
                    if patch is not None:
                        texts.put(line, plan.texts, patch.said)
                    elif plan.texts and place:
                        texts.put(line, plan.texts, place, shape.private if shape is not None else None)
                    changed.hang(plan.refs, line)
                    if plan in inserts:
                        inserts[plan].append(line)
                    else:
                        inserts[plan] = [line]
        if self.first_load is not None:
            coming: dict[str, int] = {}
            for plan, lines in inserts.items():
                coming[plan.entity] = coming.get(plan.entity, 0) + len(lines)
            for entity, number in coming.items():
                self.first_load.expect(entity, number)
        for plan, lines in inserts.items():
            folds.setdefault(plan.entity, []).extend(self._insert(plan, lines, changed))
        for entity, pairs in updates.items():
            folds.setdefault(entity, []).extend(self._update(entity, pairs, changed))
        for entity, listed in folds.items():
            self.refold(entity, listed, changed)

    def refold(self, entity: str, rows: Sequence[str], changed: Changed) -> None:
        """Make these rows from all their changes."""
        known = self._entities[entity].fields.keys()
        if entity in HANGING:
            changed.built.update(dict.fromkeys(rows))
        for old in self._standing(entity, rows):
            changed.refer(entity, old[0], dict(zip(self._refs[entity], old[3:], strict=True)))
        for at in range(0, len(rows), CHUNK):
            part = rows[at : at + CHUNK]
            lines, gone = [], []
            places: dict[bytes, tuple[int, int, bytes | None]] = {}
            for row, found in log.changes_by_row(self._connection, part, places).items():
                mine = [c for c in found if c.body.t == entity]
                if not mine:  # all of it is of a blocked computer
                    gone.append((row,))
                    continue
                line, state = self.line(entity, row, mine)
                changed.refer(entity, row, state.values)
                changed.flagged.pop(row, None)
                if state.rivals:
                    changed.flagged[row] = len(state.rivals)
                _mark(changed.waiting, row, bool(state.missing))
                _mark(changed.newer, row, not state.values.keys() <= known)
                texts.leave_out(entity, self._columns[entity], line, mine, places)
                lines.append(line)
            self._connection.executemany(self._put[entity], lines)
            if gone:
                self._connection.executemany(f"DELETE FROM {quoted(entity)} WHERE id=?", gone)  # noqa: S608

    def again(self, entity: str, rows: Sequence[str], changed: Changed) -> None:
        """Make these rows from all their changes, and note those that are others by that."""
        before = {old[0]: old[1:3] for old in self._standing(entity, rows)}
        self.refold(entity, rows, changed)
        now = {new[0]: new[1:3] for new in self._standing(entity, rows)}
        other = [row for row in rows if before.get(row) != now.get(row)]
        if other:
            changed.note(entity, other)

    def line(self, entity: str, row: str, changes: Sequence[Change]) -> tuple[list[object], State]:
        """The table's line for a record, and the state it was made from."""
        spec = self._entities[entity]
        state = _state([_renamed(c) for c in changes] if RENAMED else changes)
        values: dict[str, Stored] = {}
        unknown: dict[str, Stored] = {}
        bad: dict[str, Stored] = {}
        for name, value in state.values.items():
            if name not in spec.fields:
                unknown[name] = value
            elif spec.fields[name].kind.admits(value):
                values[name] = value
            else:
                bad[name] = value
        aside = {"c": _rivals(state), "m": [m.hex() for m in state.missing], "u": unknown, "b": bad}
        kept = {name: value for name, value in aside.items() if value}
        extra = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if kept else None
        found: list[object] = [row, *(values.get(name) for name in spec.fields)]
        found += [1 if state.deleted else None, b"".join(state.heads), extra]
        return found, state

    def _insert(self, plan: _Plan, lines: list[Line], changed: Changed) -> list[str]:
        """Insert records that are new; the ids of those that were not."""
        before = self._connection.total_changes
        self._connection.executemany(plan.insert, lines)
        entity, fresh = plan.entity, lines
        folded: list[str] = []
        if self._connection.total_changes - before != len(lines):
            heads = {old[0]: old[1] for old in self._standing(entity, [line[-1] for line in lines], head="_h")}
            fresh = [line for line in lines if heads[line[-1]] == line[-2]]
            folded = [line[-1] for line in lines if heads[line[-1]] != line[-2]]
        changed.made = dict(zip(plan.names, fresh[0], strict=False)) if len(fresh) == 1 else None
        kept = {"child": changed.child, "mentor": changed.mentor}
        if entity in kept:
            kept[entity].update(line[-1] for line in fresh)
        return folded

    def _update(self, entity: str, pairs: list[tuple[Patch, _Plan]], changed: Changed) -> list[str]:
        """Overwrite the fields of records whose only head is the patch's only parent; the ids of the others."""
        standing = {old[0]: old for old in self._standing(entity, [p.row for p, _ in pairs])}
        folded: list[str] = []
        ready: dict[_Plan, list[Patch]] = {}
        for patch, plan in pairs:
            old = standing.get(patch.row)
            if old is None or old[1] != patch.parent or old[2] is not None:
                folded.append(patch.row)
                continue
            ready.setdefault(plan, []).append(patch)
            changed.refer(entity, patch.row, dict(zip(self._refs[entity], old[3:], strict=True)))
            changed.refer(entity, patch.row, patch.values)
        for plan, patches in ready.items():
            lines = [texts.put([*p.values.values(), p.head, p.row], plan.texts, p.said) for p in patches]
            self._connection.executemany(plan.update, lines)
        return folded

    def _standing(self, entity: str, rows: Sequence[str], head: str = _HEADS) -> Iterator[Row]:
        """id, heads, what is aside, and the references of the rows that exist."""
        names = "".join(f", {quoted(n)}" for n in self._refs[entity])
        for at in range(0, len(rows), CHUNK):
            part, table = rows[at : at + CHUNK], quoted(entity)
            sql = f"SELECT id, {head}, _x{names} FROM {table} t WHERE id IN ({','.join('?' * len(part))})"  # noqa: S608
            yield from self._connection.execute(sql, part).fetchall()

    def _plan(self, entity: str, values: Mapping[str, Stored], shape: Shape | None = None) -> _Plan | None:
        """The plan for a patch, or None when a field is unknown or a value has the wrong type."""
        types = list(map(type, values.values()))
        recent = self._recent.get(shape)  # None is never kept
        if recent is not None and recent[0] == types:
            plan = recent[1]
        else:
            key = (entity, *values, *types)
            try:
                plan = self._plans[key]
            except KeyError:
                if len(self._plans) >= MOST_PLANS:  # a hostile package could name any fields
                    self._plans.clear()
                    self._recent.clear()
                plan = self._plans[key] = self._make_plan(entity, values)
            if shape is not None:
                if len(self._recent) >= MOST_PLANS:
                    self._recent.clear()
                self._recent[shape] = types, plan
        if plan is not None:
            for name, admits, known in plan.checks:
                value = values[name]
                if value not in known:
                    if not admits(value):
                        return None
                    if len(known) >= MOST_KNOWN:
                        known.clear()
                    known.add(value)
        return plan

    def _make_plan(self, entity: str, values: Mapping[str, Stored]) -> _Plan | None:
        spec = self._entities[entity]
        checks: list[tuple[str, Callable[[Stored], bool], set[Stored]]] = []
        for name, value in values.items():
            kind = spec.fields[name].kind if name in spec.fields else None
            if kind is None or (entity, name) in RENAMED:
                return None
            if kind.judges:  # whether a number or a date fits depends on which it is
                checks.append((name, kind.admits, set()))
            elif not kind.admits(value):
                return None
        names = [quoted(n) for n in values]
        table, marks = quoted(entity), ",".join("?" * (len(names) + 2))
        insert = f"INSERT OR IGNORE INTO {table}({','.join([*names, '_h', 'id'])}) VALUES({marks})"
        sets = ",".join(f"{n}=?" for n in [*names, "_h"])
        update, apart = f"UPDATE {table} SET {sets} WHERE id=?", texts.of(entity, values)  # noqa: S608
        every, named = tuple(values), values.keys() & set(self._refs[entity])
        child, mentor = (every.index(name) if name in named else None for name in ("child", "mentor"))
        return _Plan(entity, insert, update, tuple(checks), every, apart, (child, mentor))


def _state(changes: Sequence[Change]) -> State:
    """`fold`, with the answer for a record's only change written down (nearly every record is one)."""
    if len(changes) == 1 and not changes[0].body.p and DELETED not in changes[0].body.f:
        return State(changes[0].body.f, (changes[0].id,))
    return fold(changes)


def _mark(kept: set[str], row: str, on: bool) -> None:
    if on:
        kept.add(row)
    else:
        kept.discard(row)


def refs(entity: Entity) -> list[str]:
    """The fields that name a child or a mentor."""
    found = [
        n
        for n, f in entity.fields.items()
        if isinstance(f.kind, Ref) and f.kind.entity in ("child", "mentor")
    ]
    return [n for n in found if n in ("child", "mentor")]


def _put(entity: Entity) -> str:
    names = [quoted(n) for n in columns(entity)]
    sets = ",".join(f"{n}=excluded.{n}" for n in names[1:])
    return (
        f"INSERT INTO {quoted(entity.name)}({','.join(names)}) VALUES({','.join('?' * len(names))})"
        f" ON CONFLICT(id) DO UPDATE SET {sets}"
    )


def _renamed(change: Change) -> Change:
    body = change.body
    names = {name: RENAMED.get((body.t, name), name) for name in body.f}
    if all(old == new for old, new in names.items()):
        return change
    fields = {names[n]: v for n, v in body.f.items() if names[n] == n or names[n] not in body.f}
    new = type(body)(body.r, body.t, body.ts, fields, body.p, body.u, body.n)
    return Change(change.dev, change.seq, change.id, new)


def _rivals(state: State) -> dict[str, list[list[Stored]]]:
    named = state.rivals.items()
    return {name: [[r.value, r.change.hex(), r.dev, r.user, r.ts] for r in found] for name, found in named}

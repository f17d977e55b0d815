"""The merge: a record's state is a pure function of the set of its changes.

Order comes from parents. A clock only decides which of two truly concurrent values is shown first, and both are
kept. A change concurrent with a deletion that wrote data wins over the deletion, and is flagged.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from casefiles.domain.changes import DELETED, Change
from casefiles.domain.fieldtypes import Stored

SOME = 256
"""deletions that are asked for at once"""
FAR = 1000
"""changes that are looked at for who wrote a value first that was put back"""


@dataclass(frozen=True, slots=True)
class Rival:
    """One of several values of a field that were written without knowledge of each other. Where a decision between them
    was taken back, `change` put the value back, and device, user and time are those of who had written it."""

    value: Stored
    change: bytes
    dev: str
    user: str
    ts: int


@dataclass(frozen=True, slots=True)
class State:
    """A record after folding: shown values, heads, fields with rivals, parents that have not arrived."""

    values: Mapping[str, Stored]
    heads: tuple[bytes, ...]
    deleted: bool = False
    rivals: Mapping[str, tuple[Rival, ...]] = field(default_factory=dict)
    missing: tuple[bytes, ...] = ()


def fold(changes: Iterable[Change]) -> State:
    """The state of one record. The order in which the changes are given does not matter, nor do repetitions."""
    known = {c.id: c for c in changes}
    parents = {i: [bytes.fromhex(p) for p in c.body.p] for i, c in known.items()}
    order = sorted(known.values(), key=_sort_key(known, parents))
    place = {c.id: n for n, c in enumerate(order)}
    bit: dict[str, int] = {}
    standing: dict[str, list[int]] = {}
    for change in order:
        for name in change.body.f:
            if name not in bit:
                bit[name], standing[name] = 1 << len(bit), []
    over = [0] * len(order)  # the fields, a bit each, that whoever built on a change wrote
    heads = [True] * len(order)
    missing: dict[bytes, None] = {}
    for n in range(len(order) - 1, -1, -1):
        change, later = order[n], over[n]
        wrote = later
        for name in change.body.f:
            if not later & bit[name]:
                standing[name].append(n)
            wrote |= bit[name]
        for parent in parents[change.id]:
            at = place.get(parent)
            if at is None:
                missing[parent] = None
            else:
                over[at] |= wrote
                heads[at] = False
    for writers in standing.values():
        if len(writers) > 1:
            writers.reverse()
    values = {name: order[writers[-1]].body.f[name] for name, writers in standing.items()}
    rivals = {name: found for name, writers in standing.items() if (found := _rivals(name, writers, order, place))}
    deleted = bool(values.pop(DELETED, None))
    above = [[place[p] for p in parents[change.id] if p in place] for change in order] if deleted else []
    if deleted and _unseen_edit(standing[DELETED], order, above):
        deleted = False
        rivals.setdefault(DELETED, tuple(_rival(DELETED, order[w]) for w in standing[DELETED]))
    last = sorted(change.id for change, head in zip(order, heads, strict=True) if head)
    return State(values, tuple(last), deleted, rivals, tuple(sorted(missing)))


def without(changes: Iterable[Change], hidden: Iterable[Change]) -> list[Change]:
    """The changes of a record as if nobody had written the `hidden` ones: who built on one of them has seen what it was
    built on, for it knew that too."""
    aside = {c.id.hex(): c.body.p for c in hidden}
    found = []
    for change in changes:
        if not any(p in aside for p in change.body.p):
            found.append(change)
            continue
        parents: dict[str, None] = {}
        asked: set[str] = set()
        waiting = list(change.body.p)
        while waiting:
            parent = waiting.pop()
            if parent not in asked:
                asked.add(parent)
                if parent in aside:
                    waiting += aside[parent]
                else:
                    parents[parent] = None
        found.append(replace(change, body=replace(change.body, p=tuple(parents))))
    return found


def _sort_key(known: dict[bytes, Change], parents: dict[bytes, list[bytes]]):  # type: ignore[no-untyped-def]
    """Effective time: a clock that lies cannot sort a change before its parents."""
    effective: dict[bytes, int] = {}
    for start in known:
        stack = [start]
        while stack:
            at = stack[-1]
            open_parents = [p for p in parents[at] if p in known and p not in effective]
            if at in effective or not open_parents:
                stack.pop()
                if at not in effective:
                    above = [effective[p] for p in parents[at] if p in known]
                    effective[at] = max([known[at].body.ts, *(a + 1 for a in above)])
            else:
                stack.extend(open_parents)
    return lambda c: (effective[c.id], c.dev, c.seq, c.id)


def _rival(name: str, change: Change) -> Rival:
    return Rival(change.body.f[name], change.id, change.dev, change.body.u, change.body.ts)


def _rivals(name: str, writers: list[int], order: list[Change], place: Mapping[bytes, int]) -> tuple[Rival, ...]:
    """The distinct values when there is more than one, the shown one last."""
    if len(writers) < 2:
        return ()
    by_value: dict[Stored, Rival] = {}
    twins: dict[tuple[str, tuple[str, ...]], dict[Stored, None]] = {}
    for writer in writers:
        change = order[writer]
        rival = _rival(name, change)
        by_value.pop(rival.value, None)
        by_value[rival.value] = rival
        twins.setdefault((change.dev, change.body.p), {})[rival.value] = None
    for (dev, parents), values in twins.items():
        if len(values) > 1:
            for value, wrote in _before(name, dev, parents, order, place).items():
                if value in values and by_value[value].dev == dev:
                    by_value[value] = replace(by_value[value], dev=wrote.dev, user=wrote.body.u, ts=wrote.body.ts)
    return tuple(by_value.values()) if len(by_value) > 1 else ()


def _before(
    name: str, dev: str, parents: tuple[str, ...], order: list[Change], place: Mapping[bytes, int]
) -> dict[Stored, Change]:
    """Who wrote the values between which this device had decided, when it took the decision back and put them beside
    each other again: upon the same parents, as nobody else writes a field twice. Decided and taken back several times,
    those who wrote first."""
    found: dict[Stored, Change] = {}
    left = FAR
    while True:
        decided, left = _above(name, parents, order, place, left)
        if len(decided) != 1 or decided[0].dev != dev:
            return found
        stood, left = _above(name, decided[0].body.p, order, place, left)
        values = {change.body.f[name]: change for change in stood}
        if len(values) < 2:
            return found
        found = {value: values.get(value, wrote) for value, wrote in found.items()} or values
        again = {change.body.p for change in values.values() if change.dev == dev}
        if len(again) != 1 or sum(change.dev == dev for change in values.values()) < 2:
            return found
        (parents,) = again


def _above(
    name: str, parents: tuple[str, ...], order: list[Change], place: Mapping[bytes, int], left: int
) -> tuple[list[Change], int]:
    """The nearest above `parents` who wrote the field, none where that is further than `left` changes away; and how
    far may still be looked."""
    todo, asked, found = list(parents), set(parents), []
    while todo and left:
        at, left = place.get(bytes.fromhex(todo.pop())), left - 1
        if at is not None and name in order[at].body.f:
            found.append(order[at])
        elif at is not None:
            more = [p for p in order[at].body.p if p not in asked]
            asked.update(more)
            todo += more
    return ([], 0) if todo else (found, left)


def _unseen_edit(writers: list[int], order: list[Change], above: list[list[int]]) -> bool:
    """Whether some change wrote data without having seen a deletion that stands, and that deletion had not seen it.
    `above` are the places of each change's parents.

    Of two that stand neither has seen the other. So who has seen some of them and not all was seen by none of the
    others; who has seen none must have been seen by all.
    """
    deletions = [d for d in writers if order[d].body.f[DELETED]]
    unseen, unknown = bytearray(len(order)), bytearray(len(order))
    for begin in range(0, len(deletions), SOME):
        some = {d: 1 << n for n, d in enumerate(deletions[begin : begin + SOME])}
        every = (1 << len(some)) - 1
        seen, seen_by = [0] * len(order), [0] * len(order)
        for n, parents in enumerate(above):
            seen[n] = functools.reduce(operator.or_, (seen[at] for at in parents), some.get(n, 0))
            unseen[n] |= seen[n] != every
        for n in range(len(order) - 1, -1, -1):
            unknown[n] |= seen_by[n] != every
            for at in above[n]:
                seen_by[at] |= seen_by[n] | some.get(n, 0)
    return any(
        unseen[n] and unknown[n] and (change.body.w or any(f != DELETED for f in change.body.f))
        for n, change in enumerate(order)
    )

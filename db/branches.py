"""Forked logs: one device wrote two histories, because a computer was copied or an old database was put back.

Both are kept. The one that came first keeps the device's name; what departs from it is a branch, a log of its own that
holds the changes after the fork alone and is called `device~` and the first twelve hex digits of its first change. So a
branch is called alike wherever it is a branch, but which one came first differs from office to office. Therefore a
vector from elsewhere is read by its heads: whoever has a change has everything before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.changes import Seen, device_of
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.trust import Fork
from db import log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from casefiles.domain.changes import Block, Vector
    from casefiles.domain.ranges import Ranges
    from db.driver import Connection

MARK_DIGITS = 12


def name_of(dev: str, first: bytes) -> str:
    """What the branch of a device's log is called that begins with this change."""
    return f"{dev}~{first.hex()[:MARK_DIGITS]}"


def families(logs: Iterable[log.Log]) -> dict[str, list[log.Log]]:
    """The logs of each device, a branch after the one it left."""
    found: dict[str, list[log.Log]] = {}
    for held in logs:
        found.setdefault(held.dev, []).append(held)
    return found


def attach(
    connection: Connection,
    family: Sequence[log.Log],
    block: Block,
    ids: Sequence[bytes],
    called: Callable[[str], str],
) -> tuple[log.Log, int]:
    """The log that a block goes along with the longest, and how many of its changes that log holds already.

    Refusal WAITING when what the block follows on is not here.
    """
    best, most = family[0], -1
    for held in family:
        if block.first > held.seq + 1:
            continue
        last = min(held.seq, block.first + len(ids) - 1)
        tail = block.first == held.seq + 1
        here = [held.head] if tail else log.ids(connection, held, block.first - 1, last)
        there = (block.prev, *ids)[: last - block.first + 2]
        if len(here) == len(there):
            fit = next((n for n, (a, b) in enumerate(zip(here, there, strict=True)) if a != b), len(here))
        else:
            fit = _fitting(connection, held, block.first - 1, there)
        if fit - 1 > most:
            best, most = held, fit - 1
    if most < 0:
        known = max(held.seq for held in family)
        raise Refusal(Problem("WAITING", args={"sender": called(block.dev), "n": min(known + 1, block.first)}))
    return best, most


def _fitting(connection: Connection, held: log.Log, first: int, there: Sequence[bytes]) -> int:
    """How many of these ids, from number `first` on, are those of a log from which numbers are gone (a damaged
    database): what is gone counts when a number that stands here follows on it. A branch leaves at one that stands."""
    fit = stood = 0
    for n, id_ in enumerate(there):
        here = log.ids(connection, held, first + n, first + n) or [held.head] * (first + n == held.seq)
        if here and here != [id_]:
            return stood
        if here:
            fit = stood = n + 1
        elif log.leads_on(connection, held, first + n, id_):
            fit = n + 1
    return fit


def fork(connection: Connection, held: log.Log, seq: int, first: bytes, now_ms: int) -> log.Log:
    """A new branch that leaves this log after number `seq` with the change `first`."""
    parent = held.holder(seq)
    own = log.FORMER if parent.own else log.OTHERS  # what this office's computer wrote elsewhere is this office's
    name = name_of(held.dev, first)
    head = log.ids(connection, parent, seq, seq)[0]
    lid = connection.execute(
        "INSERT INTO log(name, dev, seq, head, fork_lid, fork_seq, own, seen_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        (name, held.dev, seq, head, parent.lid, seq, own, now_ms),
    ).lastrowid
    return log.Log(int(lid), held.dev, seq, head, own, name=name, parent=parent, fork=seq)


def recognised(connection: Connection, vector: Vector) -> Vector:
    """A vector in the names that logs bear here. What this office's own vector says stays as it is.

    Of a log that goes on beyond what is known here nothing but its number can be told; one whose head is not here
    although its number is counts as nothing known: then everything is sent, and two branches meet.
    """
    here = log.logs(connection)
    forked = {held.dev for held in here.values() if held.parent is not None}
    kin = families(here.values())
    found: dict[str, Seen] = {}
    for name, seen in vector.items():
        family = kin.get(device_of(name))
        if family is None:
            found[name] = seen
            continue
        on = next((held for held in family if _stands(connection, held, seen)), None)
        if on is not None:
            for held, told in _along(connection, on, seen):
                found[held.name] = _more(found.get(held.name), told)
        elif seen.seq > family[0].seq and family[0].dev not in forked and family[0].name not in found:
            found[family[0].name] = seen
    return found


def _stands(connection: Connection, held: log.Log, seen: Seen) -> bool:
    """Whether this head is a change of the branch."""
    if (seen.seq, seen.head) == (held.seq, held.head):
        return True
    return 0 < seen.seq <= held.seq and log.ids(connection, held, seen.seq, seen.seq) == [seen.head]


def _along(connection: Connection, on: log.Log, seen: Seen) -> Iterable[tuple[log.Log, Seen]]:
    """What a head says of the logs that lead to it."""
    at: log.Log | None = on.holder(seen.seq)
    seq = seen.seq
    while at is not None:
        head = seen.head if seq == seen.seq else log.ids(connection, at, seq, seq)[0]
        low = at.fork + 1
        yield at, Seen(seq, head, _between(seen.holes, low, seq), _between(seen.bare, low, seq))
        seq, at = at.fork, at.parent


def _between(holes: Ranges, low: int, high: int) -> Ranges:
    return tuple((max(a, low), min(b, high)) for a, b in holes if b >= low and a <= high)


def _more(one: Seen | None, other: Seen) -> Seen:
    """Two heads of one office that lead over the same log: the further one; a number that either misses is missing."""
    if one is None:
        return other
    further = one if one.seq >= other.seq else other
    holes = ranges.united((*one.holes, *other.holes))
    alone = ranges.united((*ranges.stubs(one), *ranges.stubs(other)))
    return Seen(further.seq, further.head, holes, ranges.without(holes, alone))


def forks(connection: Connection) -> list[Fork]:
    """The branches, newest first."""
    rows = connection.execute(
        "SELECT lid, seen_ms, answer FROM log WHERE fork_lid IS NOT NULL ORDER BY seen_ms DESC, lid DESC"
    ).fetchall()
    here = {held.lid: held for held in log.logs(connection).values()} if rows else {}
    found = []
    for lid, seen_ms, answer in rows:
        held = here[lid]
        first = held.parent.seq - held.fork if held.parent is not None else 0
        there = held.seq - held.fork
        found.append(Fork(held.name, held.dev, held.fork, first, there, int(seen_ms or 0), str(answer or "")))
    return found


def answer(connection: Connection, name: str, said: str) -> None:
    """Note what a person found out about a branch; KeyError when there is none of this name."""
    done = connection.execute("UPDATE log SET answer=? WHERE name=? AND fork_lid IS NOT NULL", (said, name))
    if not done.rowcount:
        raise KeyError(name)

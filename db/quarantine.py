"""Blocked computers: what they wrote beyond what stands is kept in the log and shown nowhere.

The table `cut` holds, for every blocked device and every office that blocks it (`part`), the ends of what stands. Where
that cuts each log here is worked out anew whenever logs or ends change (`settle`) and kept as `log.cut_seq`; all that
reads changes of records leaves out what lies beyond it. Whatever moves across a cut is folded again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain import ranges
from casefiles.domain.entities import BY_PREFIX
from casefiles.domain.trust import Held, Hidden
from casefiles.edges import codec
from db import branches, log, segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from casefiles.domain.vouching import Upto
    from db.changed import Changed
    from db.driver import Connection
    from db.projection import Projection

Cuts = dict[str, tuple["Upto", ...]]
NOTHING = (0, b"")
"""stands in the table for an office that lets nothing of a device stand"""


def put(connection: Connection, cuts: Mapping[str, Sequence[Upto]]) -> None:
    """These devices are blocked from now on, and no others."""
    lines = {
        (dev, part, seq, id_)
        for dev, every in cuts.items()
        for part, upto in enumerate(every)
        for seq, id_ in (upto or (NOTHING,))
    }
    before = {(d, p, s, bytes(i)) for d, p, s, i in connection.execute("SELECT dev, part, seq, id FROM cut")}
    if lines != before:
        connection.execute("DELETE FROM cut")
        connection.executemany("INSERT INTO cut(dev, part, seq, id) VALUES(?, ?, ?, ?)", sorted(lines))


def read(connection: Connection) -> Cuts:
    """The blocked devices."""
    found: dict[str, dict[int, Upto]] = {}
    for dev, part, seq, id_ in connection.execute("SELECT dev, part, seq, id FROM cut ORDER BY dev, part, seq, id"):
        parts = found.setdefault(dev, {})
        parts[part] = (*parts.get(part, ()), *(((seq, bytes(id_)),) if seq else ()))
    return {dev: tuple(parts.values()) for dev, parts in found.items()}


def begin(connection: Connection, held: log.Log, cuts: Cuts) -> None:
    """A log or branch of a blocked device that is just being taken in shows nothing until `settle` knows better."""
    if held.dev in cuts:
        _save(connection, held, held.fork)


def settle(connection: Connection, projection: Projection, changed: Changed) -> None:
    """Cut every log where it is to be cut, and make anew the rows of what comes to be shown or hidden by that."""
    cuts = read(connection)
    for family in branches.families(log.logs(connection).values()).values():
        if family[0].dev not in cuts and all(held.cut is None for held in family):
            continue
        for held in family:
            every = cuts.get(held.dev) if held.own != log.OURS else None  # who is blocked goes on seeing its own
            cut = min((_cut(connection, held, family, upto) for upto in every), default=None) if every else None
            if cut != held.cut:
                _move(connection, projection, changed, held, cut)


def kept_aside(connection: Connection) -> list[Held]:
    """What is not shown, log by log."""
    found = []
    for held in log.logs(connection).values():
        if held.cut is not None and held.seq > held.cut:
            first = max(held.cut, held.fork) + 1
            stubs = ranges.without(held.holes, held.bare)
            number = held.seq - first + 1 - sum(b - max(a, first) + 1 for a, b in stubs if b >= first)
            if number > 0:
                found.append(Held(held.name, held.dev, first, held.seq, number))
    return found


def left(connection: Connection, came: Mapping[int, Sequence[tuple[int, int]]]) -> int:
    """How many of the numbers that came hidden (log -> numbers) are hidden still, now that the logs are cut anew: what
    led to an end that is let stand is shown."""
    if not came:
        return 0
    cuts = {held.lid: held.cut for held in log.logs(connection).values()}
    beyond = [
        (max(first, cut + 1), last)
        for lid, spans in came.items()
        if (cut := cuts.get(lid)) is not None
        for first, last in spans
    ]
    return ranges.size((first, last) for first, last in beyond if first <= last)


def hidden(connection: Connection, device: str) -> Iterator[Hidden]:
    """What a blocked computer wrote and is not shown, as far as it stands here in full."""
    reader = segments.Reader(connection)
    for held in log.logs(connection).values():
        if held.dev != device or held.cut is None:
            continue
        sql = "SELECT seq, body, private FROM change WHERE lid=? AND seq>? AND com IS NULL ORDER BY seq"
        for seq, line, late in connection.execute(sql, (held.lid, held.cut)).fetchall():
            wire = codec.wire(reader.whole(held.lid, seq, line, late)[0], seq)
            name = wire.f.get("name")
            yield Hidden(held.name, seq, wire.r, wire.t, wire.ts, wire.u, str(name or ""), len(wire.f))


def _cut(connection: Connection, held: log.Log, family: Sequence[log.Log], upto: Upto) -> int:
    """The last number of a log that leads to one of these ends.

    An end that has not arrived says nothing of what came until now, which therefore stays as it is; anything new waits
    until it is clear which branch leads to the end.
    """
    found = held.fork
    for seq, id_ in upto:
        on = next((one for one in family if one.fork < seq <= one.seq and _is(connection, one, seq, id_)), None)
        if on is None:
            found = max(found, held.seq if held.cut is None else held.cut)
        while on is not None:
            if on is held:
                found = max(found, seq)
            seq, on = on.fork, on.parent
    return found


def _is(connection: Connection, held: log.Log, seq: int, id_: bytes) -> bool:
    return log.ids(connection, held, seq, seq) == [id_]


def _move(
    connection: Connection, projection: Projection, changed: Changed, held: log.Log, cut: int | None
) -> None:
    ends = [held.seq if end is None else min(end, held.seq) for end in (held.cut, cut)]
    _save(connection, held, cut)
    rows = connection.execute(
        "SELECT DISTINCT row FROM change WHERE lid=? AND seq>? AND seq<=? AND row IS NOT NULL ORDER BY row",
        (held.lid, min(ends), max(ends)),
    ).fetchall()
    by_entity: dict[str, list[str]] = {}
    for (row,) in rows:
        entity = BY_PREFIX.get(row.partition("-")[0])
        if entity is not None:
            by_entity.setdefault(entity.name, []).append(row)
    for name, found in by_entity.items():
        projection.refold(name, found, changed)
        changed.note(name, found)
        changed.placed(name, found)


def _save(connection: Connection, held: log.Log, cut: int | None) -> None:
    held.cut = cut
    connection.execute("UPDATE log SET cut_seq=? WHERE lid=?", (cut, held.lid))

"""The logs of all devices: append, look up, verify. The one thing that cannot be made again from something else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain.changes import START, Block, Change, Seen, Stub, chain, chained
from casefiles.domain.merge import without
from casefiles.domain.problems import Refusal
from casefiles.edges import codec
from db import segments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.driver import Connection

OTHERS, OURS, FORMER = 0, 1, 2
"""Whose log it is: another office's device, this device, this office before it was restored or copied."""
BLOCK_BODIES = 1000
BLOCK_BYTES = 1024 * 1024
STUB_BYTES = 32

BEYOND = "EXISTS(SELECT 1 FROM trespass t WHERE t.lid = c.lid AND t.seq = c.seq)"
HIDDEN = f"(c.seq > l.cut_seq OR {BEYOND})"
"""of a change `c` in a log `l`: whether it is of a blocked computer (db.quarantine), or its office had no say in it"""


@dataclass(slots=True)
class Log:
    """How far one device's log is held here: up to number `seq`, whose id is `head`."""

    lid: int
    dev: str
    seq: int
    head: bytes
    own: int = OTHERS
    """OTHERS, OURS or FORMER: whether this office wrote it"""
    holes: list[tuple[int, int]] = field(default_factory=list)
    """(first, last) of the numbers not held in full, ascending: known by a stub alone, or in `bare`"""
    bare: list[tuple[int, int]] = field(default_factory=list)
    """of the holes those whose change is here without its running text, ascending"""
    name: str = ""
    """what it is called: as its device, or as a branch (db.branches)"""
    parent: Log | None = None
    """the log that it branches off"""
    fork: int = 0
    """the last number that it shares with it"""
    cut: int | None = None
    """the last number that is shown; the rest is of a blocked computer (db.quarantine); None: all"""

    def shows(self, seq: int) -> bool:
        """Whether a change of it is shown."""
        return self.cut is None or seq <= self.cut

    def holder(self, seq: int) -> Log:
        """The log in which this number of the branch stands: itself, or the one it left later."""
        held = self
        while held.parent is not None and seq <= held.fork:
            held = held.parent
        return held

    def seen(self) -> Seen:
        """How far it is known, as a receipt says it."""
        return Seen(self.seq, self.head, tuple(self.holes), tuple(self.bare))


def logs(connection: Connection) -> dict[str, Log]:
    """Every log, by its name; a branch stands after the log that it left."""
    sql = "SELECT lid, dev, seq, head, own, name, fork_lid, fork_seq, cut_seq FROM log ORDER BY lid"
    rows = connection.execute(sql)
    found: dict[str, Log] = {}
    by_lid: dict[int, Log] = {}
    for lid, dev, seq, head, own, name, parent, fork, cut in rows:
        held = Log(lid, dev, seq, head, own, name=name, parent=by_lid.get(parent), fork=fork or 0, cut=cut)
        found[name] = by_lid[lid] = held
    for lid, first, last in connection.execute("SELECT lid, first, last FROM hole ORDER BY lid, first"):
        by_lid[lid].holes.append((first, last))
    for lid, first, last in connection.execute("SELECT lid, first, last FROM bare ORDER BY lid, first"):
        by_lid[lid].bare.append((first, last))
    return found


def to_write_on(connection: Connection, name: str) -> Log:
    """A log that is no branch, without its holes. An office may know thousands of others: they are not looked at."""
    sql = "SELECT lid, dev, seq, head, own, cut_seq FROM log WHERE name=?"
    lid, dev, seq, head, own, cut = connection.execute(sql, (name,)).fetchone()
    return Log(lid, dev, seq, head, own, name=name, cut=cut)


def start(connection: Connection, dev: str, *, own: int = OTHERS, pub: bytes | None = None) -> Log:
    """A new, empty log."""
    lid = connection.execute(
        "INSERT INTO log(name, dev, pub, seq, head, own) VALUES(?, ?, ?, 0, ?, ?)", (dev, dev, pub, START, own)
    ).lastrowid
    return Log(int(lid), dev, 0, START, own, name=dev)


def append(connection: Connection, log: Log, entries: Sequence[tuple[str, bytes, bytes | None]]) -> list[bytes]:
    """Put (row, body, private part) at the end of a log; the new ids. `save_head` makes the new end durable."""
    ids = []
    lines = []
    head, seq = log.head, log.seq
    for row, body, private in entries:
        head, seq = chain(head, body), seq + 1
        ids.append(head)
        lines.append((log.lid, seq, bytearray(head), row, bytearray(body), private))  # see packing.insert
    connection.executemany("INSERT INTO change(lid, seq, id, row, body, private) VALUES(?, ?, ?, ?, ?, ?)", lines)
    log.head, log.seq = head, seq
    save_head(connection, log)
    return ids


Line = tuple[int, int, bytes, str, bytes, bytes | None]
"""(log, number, id, row, body, private part)"""


def insert_stubs(connection: Connection, lines: Sequence[tuple[int, int, bytes, bytes]]) -> None:
    """Changes that are not for this office: (log, number, id, commitment)."""
    connection.executemany("INSERT INTO change(lid, seq, id, com) VALUES(?, ?, ?, ?)", lines)


def fill(connection: Connection, lines: Sequence[Line]) -> None:
    """Put the bodies of stubs in their place; `lines` as for `insert`, their ids compared before."""
    connection.executemany(
        "UPDATE change SET row=?4, body=?5, private=?6, com=NULL WHERE lid=?1 AND seq=?2 AND id=?3", lines
    )


def save_holes(connection: Connection, log: Log) -> None:
    """Note which numbers of a log are not held in full."""
    for table, spans in (("hole", log.holes), ("bare", log.bare)):
        connection.execute(f"DELETE FROM {table} WHERE lid=?", (log.lid,))  # noqa: S608
        lines = [(log.lid, first, last) for first, last in spans]
        connection.executemany(f"INSERT INTO {table}(lid, first, last) VALUES(?, ?, ?)", lines)


def save_head(connection: Connection, log: Log) -> None:
    """Note how far a log is held."""
    connection.execute("UPDATE log SET seq=?, head=? WHERE lid=?", (log.seq, log.head, log.lid))


def ids(connection: Connection, held: Log, first: int, last: int) -> list[bytes]:
    """The ids of a run of changes, those before a fork among them; number 0 is the start of every log."""
    found: list[bytes] = []
    if held.parent is not None and first <= held.fork:
        found = ids(connection, held.parent, first, min(last, held.fork))
        first = held.fork + 1
    elif first <= 0:
        found = [START]
    if first <= last:
        sql = "SELECT id FROM change WHERE lid=? AND seq BETWEEN ? AND ? ORDER BY seq"
        found += [id_ for (id_,) in connection.execute(sql, (held.lid, first, last))]
    return found


def leads_on(connection: Connection, held: Log, seq: int, id_: bytes) -> bool:
    """Whether the number after this one stands here and follows on this id."""
    on = held.holder(seq + 1)
    sql = "SELECT id, body, com FROM change WHERE lid=? AND seq=?"
    line = connection.execute(sql, (on.lid, seq + 1)).fetchone()
    if line is None:
        return False
    after, body, com = line
    if body is None and com is None:
        try:
            body, _ = segments.Reader(connection).whole(on.lid, seq + 1, None, None)
        except Refusal:  # its segment is gone or damaged
            return False
    return chain(id_, Stub(com) if body is None else body) == bytes(after)


def changes_of(connection: Connection, row: str) -> list[Change]:
    """All changes of a record that are shown, of whatever device, in no particular order."""
    return [change for change, _ in placed_of(connection, row)]


def placed_of(connection: Connection, row: str, *, all_offices: bool = False) -> list[tuple[Change, str]]:
    """All changes of a record that are shown, each with the name of the log that it stands in; with `all_offices` also
    those that their offices had no say in (db.trespass)."""
    every = parted(connection, row)
    aside = [change for change, _, cut, beyond in every if cut or (beyond and not all_offices)]
    names = {change.id: name for change, name, _, _ in every}
    gone = {change.id for change in aside}
    found = [change for change, _, _, _ in every if change.id not in gone]
    return [(change, names[change.id]) for change in (without(found, aside) if aside else found)]


def parted(connection: Connection, row: str) -> list[tuple[Change, str, bool, bool]]:
    """All changes of a record that stand here in full, each with the name of its log, whether it is of a blocked
    computer and hidden (db.quarantine), and whether its office had no say in it (db.trespass)."""
    rows = connection.execute(
        f"SELECT c.lid, c.seq, l.dev, c.id, c.body, c.private, l.name, c.seq>l.cut_seq, {BEYOND} FROM change c"  # noqa: S608
        " JOIN log l ON l.lid=c.lid WHERE c.row=? AND c.com IS NULL",
        (row,),
    )
    reader = segments.Reader(connection)
    found = []
    for lid, seq, dev, id_, line, late, name, cut, beyond in sorted(rows.fetchall()):
        body, private = reader.whole(lid, seq, line, late)
        found.append((Change(dev, seq, id_, codec.decode(body, seq, private)), name, bool(cut), bool(beyond)))
    return found


def changes_by_row(
    connection: Connection, rows: Sequence[str], places: dict[bytes, tuple[int, int, bytes | None]] | None = None
) -> dict[str, list[Change]]:
    """All changes of a few hundred records at once, without those of blocked computers. `places` learns where they
    stand: id -> (log, number, private part)."""
    found: dict[str, list[Change]] = {row: [] for row in rows}
    aside: dict[str, list[Change]] = {}
    sql = f"SELECT c.lid, c.seq, c.row, l.dev, c.id, c.body, c.private, {HIDDEN} FROM change c"  # noqa: S608
    sql += f" JOIN log l ON l.lid=c.lid WHERE c.row IN ({','.join('?' * len(rows))}) AND c.com IS NULL"
    reader = segments.Reader(connection)
    for lid, seq, row, dev, id_, line, late, hidden in sorted(connection.execute(sql, tuple(rows)).fetchall()):
        body, private = reader.whole(lid, seq, line, late)
        kept = aside.setdefault(row, []) if hidden else found[row]
        kept.append(Change(dev, seq, id_, codec.decode(body, seq, private)))
        if places is not None:
            places[id_] = lid, seq, private
    for row, hidden in aside.items():
        found[row] = without(found[row], hidden)
    return found


def in_order(changes: Sequence[Change]) -> list[Change]:
    """Oldest first; a clock that lies cannot put a change before its parents."""
    by_clock = sorted({c.id: c for c in changes}.values(), key=lambda c: (c.body.ts, c.dev, c.seq))
    place = {c.id: n for n, c in enumerate(by_clock)}
    parents = [{place[one] for one in map(bytes.fromhex, c.body.p) if one in place} for c in by_clock]
    children: list[list[int]] = [[] for _ in by_clock]
    for n, above in enumerate(parents):
        for parent in above:
            children[parent].append(n)
    # in how many rounds through them by the clock each comes after its parents
    rounds, left = [0] * len(by_clock), [len(above) for above in parents]
    free = [n for n, count in enumerate(left) if not count]
    for n in free:
        for child in children[n]:
            rounds[child] = max(rounds[child], rounds[n] + (n > child))
            left[child] -= 1
            if not left[child]:
                free.append(child)
    free.sort(key=lambda n: (rounds[n], n))
    circle = [n for n, count in enumerate(left) if count]  # cannot be hashed; never lose one all the same
    return [by_clock[n] for n in (*free, *circle)]


def blocks(connection: Connection, log: Log, after: Seen | None) -> Iterator[Block]:
    """A log beyond what the reader has, in blocks of at most about 1,000 bodies or 1 MiB; of a branch what comes
    after the fork. It ends where a number is gone from the log (a damaged database)."""
    first = max(after.seq if after else 0, log.fork) + 1
    prev = ids(connection, log, first - 1, first - 1)
    reader = segments.Reader(connection)
    while first <= log.seq and prev:
        bodies: list[bytes | Stub] = []
        size, end = 0, prev[0]
        private: dict[str, bytes] = {}
        rows = connection.execute(
            "SELECT seq, id, body, com, private FROM change WHERE lid=? AND seq>=? ORDER BY seq LIMIT ?",
            (log.lid, first, BLOCK_BODIES),
        ).fetchall()
        if not rows or rows[0][0] != first:
            return
        for seq, id_, line, com, late in rows:
            if seq != first + len(bodies):
                break
            body, aside = (Stub(com), None) if com is not None else reader.whole(log.lid, seq, line, late)
            room = (STUB_BYTES if isinstance(body, Stub) else len(body)) + len(aside or b"")
            if bodies and size + room > BLOCK_BYTES:
                break
            bodies.append(body)
            if aside is not None:
                private[hashlib.sha256(aside).hexdigest()] = aside
            size += room
            end = id_
        yield Block(log.dev, first, prev[0], end, tuple(bodies), private, log.name)
        first, prev = first + len(bodies), [end]


def verified(block: Block) -> list[bytes] | None:
    """The ids of a block's bodies, or None when its chain does not fit."""
    found = chained(block.prev, block.bodies)
    sound = (found[-1] if found else block.prev) == block.end and len(block.prev) == len(START) and block.first >= 1
    return found if sound and (block.first > 1 or block.prev == START) else None

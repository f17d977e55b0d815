"""Whether a record of access is what it was: by its own chain, and by what offices witnessed of it.

Every contradiction is a doubt of its own, known by what contradicts (an entry, or an office's word), not by how far the
record goes today: so what somebody has looked into stays known, and hides nothing that comes later or from somebody
else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.access import ALTERED, CUT, FORMER, KEPT_MS, START, TWICE, Access, Doubt, bound, head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from db.driver import Connection

ENTRY = "dev, seq, at_ms, user, act, coalesce(row, ''), n, detail"
"""the columns of an entry, as `Access` takes them"""
BEFORE = "access_before:"
"""setting, by computer: the end of the chain before its first entry, where entries that were kept their time went"""
TWICE_AFTER = "access_twice:"
"""setting, by former computer: the number of the last word that offices had said of it when a package showed that a
copy of it wrote on; what they said before cannot be of the copy"""
MOST_TELLING = 20
_SHORT = 12
"""hexadecimal digits by which a chain's end is known again"""


def doubts(connection: Connection, current: str, ours: Iterable[str], now: int, *, whole: bool) -> Iterator[Doubt]:
    """All of them. `ours` are the devices that this database is and was, `current` the one that it is; with `whole`
    their entries are read one by one."""
    own, forked = sorted(ours), _forked(connection)
    for dev in own:
        yield from _begins(connection, dev, now)
        if whole:
            yield from _chain(connection, dev)
    said: dict[tuple[str, str], list[tuple[int, int, int, bytes]]] = {}
    sql = "SELECT dev, office, n, log, seq, head FROM access_witness ORDER BY log, seq, n"
    for dev, office, n, log, seq, end in connection.execute(sql):
        said.setdefault((dev, office), []).append((n, log, seq, bytes(end)))
    for (dev, office), words in said.items():
        if dev in own:
            after = _twice_after(connection, dev, forked) if dev != current else None
            for n, _, seq, end in words:
                twice = after is not None and n > after
                yield from _witnessed(connection, dev, office, seq, end, former=dev != current, twice=twice)
        else:
            yield from _said(dev, office, words, forked.get(dev))


def _forked(connection: Connection) -> dict[str, int]:
    """Device -> after which change of its log two copies of it went on side by side."""
    sql = "SELECT dev, min(fork_seq) FROM log WHERE fork_lid IS NOT NULL GROUP BY dev"
    return {dev: int(seq) for dev, seq in connection.execute(sql)}


def _twice_after(connection: Connection, dev: str, forked: Mapping[str, int]) -> int | None:
    """After which word about this former computer the words may be about its copy; None where none went on. (An
    earlier version noted nothing: there a fork explains them all.)"""
    kept = connection.execute("SELECT value FROM setting WHERE key=?", (TWICE_AFTER + dev,)).fetchone()
    if kept is not None:
        return int(kept[0])
    return 0 if dev in forked else None


def _begins(connection: Connection, dev: str, now: int) -> Iterator[Doubt]:
    """Whether the beginning went before its time: of what was kept its time the last stays, so that is old; and it is
    what the chain said then, so that nobody makes a newer one old."""
    sql = f"SELECT {ENTRY}, com, head FROM access WHERE dev=? ORDER BY seq LIMIT 1"  # noqa: S608 - columns of ours
    line = connection.execute(sql, (dev,)).fetchone()
    if line is None or line[1] == 1:
        return
    entry, com, end = Access(*line[:-2]), bytes(line[-2] or b""), bytes(line[-1])
    before = _before(connection, dev)
    if now - KEPT_MS <= entry.at_ms <= now or before is None or head(before, entry, com) != end:
        yield _own(dev, 1, CUT, entry.seq, end)


def _before(connection: Connection, dev: str) -> bytes | None:
    """The end of the chain before the first entry that stands, as it was noted when that became the first."""
    kept = connection.execute("SELECT value FROM setting WHERE key=?", (BEFORE + dev,)).fetchone()
    try:
        return bytes.fromhex(kept[0]) if kept is not None else None
    except ValueError:
        return None


def _chain(connection: Connection, dev: str) -> Iterator[Doubt]:
    """Whether entries follow on one another, and each is what it was; after a doubt it goes on from what stands."""
    sql = f"SELECT {ENTRY}, nonce, com, head FROM access WHERE dev=? ORDER BY seq"  # noqa: S608 - columns of ours
    before: tuple[int, bytes] | None = None
    for *line, nonce, com, kept in connection.execute(sql, (dev,)):
        entry, end, com_ = Access(*line), bytes(kept), bytes(com or b"")
        follows = before if before is not None else ((0, START) if entry.seq == 1 else None)
        before = entry.seq, end
        if follows is not None and entry.seq != follows[0] + 1:
            yield _own(dev, follows[0] + 1, CUT, entry.seq, end)
        elif not _fits(follows, entry, bytes(nonce or b""), com_, end):
            yield _own(dev, entry.seq, ALTERED, entry.seq, end)


def _fits(follows: tuple[int, bytes] | None, entry: Access, nonce: bytes, com: bytes, end: bytes) -> bool:
    """Whether an entry is what the chain says, and its file what it is bound to."""
    chained = follows is None or head(follows[1], entry, com) == end
    return chained and (not entry.row or bound(nonce, entry.row) == com)


def telling(connection: Connection, dev: str, office: str, *, ours: bool) -> set[int]:
    """Which of an office's words about a computer (by their number in the table) contradict something, and what they
    contradict: the newest `MOST_TELLING` of them are kept, however many words came since."""
    words = connection.execute(
        "SELECT n, log, seq, head FROM access_witness WHERE dev=? AND office=? ORDER BY log, seq, n", (dev, office)
    ).fetchall()
    told: list[tuple[int, ...]] = []
    known: tuple[int, int, bytes] = (0, 0, START)
    for n, _, seq, end in words:
        if ours:
            told += [(n,)] if any(_witnessed(connection, dev, office, seq, bytes(end), former=False)) else []
        elif seq < known[1] or (seq == known[1] and seq and bytes(end) != known[2]):
            told.append((known[0], n))
        known = n, seq, bytes(end)
    return {n for some in sorted(told, key=max)[-MOST_TELLING:] for n in some}


def _own(dev: str, seq: int, what: str, at: int, end: bytes) -> Doubt:
    return Doubt(dev, seq, what, mark=f"{dev}::{what}:{seq}:{at}:{end.hex()[:_SHORT]}", ours=True)


def _witnessed(
    connection: Connection, dev: str, office: str, seq: int, end: bytes, *, former: bool, twice: bool = False
) -> Iterator[Doubt]:
    """An office's word about this computer, or what it was, beside what stands here; `twice` when it may be about a
    copy that went on as this one. What was kept its time is no longer here, and says nothing."""
    mark = f"{dev}:{office}:{seq}:{end.hex()[:_SHORT]}"
    last = connection.execute("SELECT max(seq) FROM access WHERE dev=?", (dev,)).fetchone()
    goes = int(last[0] or 0)
    line = connection.execute("SELECT head FROM access WHERE dev=? AND seq=?", (dev, seq)).fetchone()
    if seq > goes:
        yield Doubt(dev, goes + 1, FORMER if former else CUT, office, mark=mark, ours=True)
    elif line is not None and bytes(line[0]) != end:
        yield Doubt(dev, seq, TWICE if twice else ALTERED, office, mark=mark, ours=True)


def _said(dev: str, office: str, words: Iterable[tuple[int, int, int, bytes]], fork: int | None) -> Iterator[Doubt]:
    """What a computer of another office said of its own record, one word after the other by how far its log of changes
    went then (packages may come in any order): it never says less, and never otherwise. Where its log forked after
    change `fork`, two words of that time or later may be of two copies."""
    known = shared = (0, START)
    for _, log, seq, end in words:
        mark = f"{dev}:{office}:{seq}:{end.hex()[:_SHORT]}"
        side = fork is not None and log >= fork
        if not side:
            shared = seq, end
        said = _less(known, seq, end)
        if said and side and not _less(shared, seq, end):
            said = TWICE
        if said:
            yield Doubt(dev, seq + (seq < known[0]), said, office, mark=mark)
        known = seq, end


def _less(known: tuple[int, bytes], seq: int, end: bytes) -> str:
    """What a word says less or otherwise than one before: CUT, ALTERED, or ""."""
    if seq < known[0]:
        return CUT
    return ALTERED if seq == known[0] and seq and end != known[1] else ""

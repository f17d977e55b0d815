"""The logs of a damaged database put into a new one: every line that fits the chain, up to the first number that
neither the damaged file nor a backup gives."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from casefiles.domain import ranges
from casefiles.domain.changes import START, Stub, chain
from casefiles.domain.problems import Refusal
from casefiles.edges import codec
from db import log, packing, segments

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Sequence

    from casefiles.domain.fieldtypes import Stored
    from db.damaged import Damaged
    from db.driver import Connection

CHUNK = 512
"""numbers looked at together"""


class Line(NamedTuple):
    """What a file gives of one change; None for what it does not."""

    id: bytes | None
    row: str | None
    body: bytes | None
    private: bytes | None
    com: bytes | None


@dataclass(frozen=True)
class Gone:
    """What was taken out of this database for good, and must not come back out of a backup."""

    rows: frozenset[str]
    changes: frozenset[tuple[int, int]]
    marks: frozenset[str]


@dataclass
class Relogged:
    """How far a log came: `last` of `known` numbers, and of what lies beyond the records that are known by name."""

    held: log.Log
    known: int
    last: int
    beyond: dict[int, str] = field(default_factory=dict)
    source: Source | None = None
    """the damaged file"""
    textless: list[str] = field(default_factory=list)
    """records whose running text may have stood in what cannot be read; it is asked for like any that did not come"""
    elsewhere: ranges.Ranges = ()
    """numbers that another office has in full, by its receipt (db.covered)"""

    def written(self, row: str, *, here: bool = False) -> tuple[dict[str, Stored], bool]:
        """What the readable changes of a record beyond wrote, one over the other, and whether that is all of them;
        `here`: only those that nobody else has."""
        fields: dict[str, Stored] = {}
        every = True
        for seq in sorted(seq for seq, one in self.beyond.items() if one == row):
            if here and ranges.within(self.elsewhere, seq):
                continue
            line = self.source.lines(self.held.lid, seq, seq).get(seq) if self.source is not None else None
            if line is None or line.body is None:
                every = False
                continue
            body = codec.decode(line.body, seq, _sound(line).private)
            fields |= body.f
            every = every and not body.w
        return fields, every

    def back(self, row: str) -> int:
        """How many changes of a record beyond come back from elsewhere."""
        return sum(one == row and ranges.within(self.elsewhere, seq) for seq, one in self.beyond.items())


class Source:
    """The lines of one file, the damaged one or the backup."""

    def __init__(self, file: Damaged) -> None:
        self._file = file
        self._segments: dict[int, list[tuple[int, int, int]]] = {}
        for at, lid, first, until in file.each("segment", ("lid", "first", "last")):
            self._segments.setdefault(lid, []).append((first, until, at))

    def lines(self, lid: int, low: int, high: int) -> dict[int, Line]:
        """The lines of these numbers, as far as they can be read."""
        packed: dict[int, segments.Content] = {}
        for first, last, at in self._segments.get(lid, ()):
            if first <= high and last >= low:
                packed |= self._segment(lid, first, last, at)
        found = {}
        sql = "SELECT seq, id, row, body, private, com FROM change WHERE lid=? AND seq BETWEEN ? AND ? ORDER BY 1"
        for seq, id_, row, body, private, com in self._file.between(sql, low, high, (lid,)):
            if body is None and com is None and seq in packed:
                body, aside = packed[seq]
                private = aside if private is None else private
            found[seq] = Line(id_, row, body, private, com)
        for seq, (body, aside) in packed.items():
            if low <= seq <= high and seq not in found:
                found[seq] = Line(None, None, body, aside, None)
        return found

    def _segment(self, lid: int, first: int, last: int, at: int) -> dict[int, segments.Content]:
        rows = self._file.ask("SELECT data FROM segment WHERE rowid=?", (at,))
        if not rows:
            return {}
        try:
            return segments.contents(lid, first, last, rows[0][0])
        except Refusal:
            return {}

    def records_beyond(self, lid: int, last: int) -> dict[int, str]:
        """Of the numbers of a log after this one: the records that they are changes of, from the index of records."""
        sql = "SELECT seq, row FROM change INDEXED BY change_row WHERE row IS NOT NULL AND lid=? AND seq>?"
        rows = self._file.ask(sql, (lid, last))
        return dict(rows) if rows is not None else {}


def relog(
    connection: Connection,
    held: log.Log,
    known: int,
    sources: Sequence[Source],
    gone: Gone,
    bare: Sequence[tuple[int, int]],
    step: Callable[[int], None],
) -> Relogged:
    """Put a log into the new database, from the first source that gives a line that fits. `bare` are the numbers whose
    running text was missing before. `held` stands there empty and says afterwards how far it came."""
    head = log.ids(connection, held, held.fork, held.fork)
    prev, at = head[0] if head else START, held.fork + 1
    held.holes, held.bare = [], []
    textless: dict[str, None] = {}
    while True:
        chunks = [source.lines(held.lid, at, at + CHUNK - 1) for source in sources]
        taken = _fitting(chunks, at, prev, gone.marks)
        lines: list[log.Line] = []
        stubs: list[tuple[int, int, bytes, bytes]] = []
        for seq, id_, line, trusted in taken:
            line = line if trusted else _sifted(held.lid, seq, id_, line, gone)
            if line.body is None:
                stubs.append((held.lid, seq, id_, line.com or b""))
                ranges.added(held.holes, seq)
                continue
            row = line.row or codec.wire(line.body).r
            # where the line itself cannot be read, a text that came late may have stood in it
            missed = line.private is None and (line.id is None or ranges.within(bare, seq))
            mark = codec.mark_of(line.body) if missed else ""
            if mark and mark not in gone.marks:
                ranges.added(held.holes, seq)
                ranges.added(held.bare, seq)
                if line.id is None:
                    textless[row] = None
            lines.append((held.lid, seq, id_, row, line.body, line.private))
        packing.insert(connection, lines)
        log.insert_stubs(connection, stubs)
        if taken:
            at, prev = taken[-1][0] + 1, taken[-1][1]
            step(len(taken))
        if len(taken) < CHUNK:
            break
    held.seq, held.head = at - 1, prev
    log.save_head(connection, held)
    log.save_holes(connection, held)
    connection.execute("UPDATE log SET packed=0 WHERE lid=?", (held.lid,))
    beyond: dict[int, str] = {}
    if held.own != log.OTHERS:
        for source in sources:
            beyond = source.records_beyond(held.lid, held.seq) | beyond
        for low in range(at, known + 1, CHUNK):
            for seq, one in sources[0].lines(held.lid, low, low + CHUNK - 1).items() if sources else ():
                called = one.row or (codec.wire(one.body).r if one.body else "")
                beyond |= {seq: called} if called else {}
    torn = sources[0] if sources else None
    return Relogged(held, max(known, held.seq, *beyond), held.seq, beyond, torn, list(textless))


def _fitting(
    chunks: Sequence[dict[int, Line]], at: int, prev: bytes, gone: Container[str]
) -> list[tuple[int, bytes, Line, bool]]:
    """(number, id, line, whether it is of the first file) of the lines from `at` on that fit the chain; a running text
    that a line lacks is taken from the next file, unless it is `gone`."""
    taken: list[tuple[int, bytes, Line, bool]] = []
    while len(taken) < CHUNK:
        for first, chunk in enumerate(chunks):
            line = chunk.get(at)
            entry = None if line is None else line.body if line.body is not None else _stub(line)
            if line is None or entry is None:
                continue
            id_ = chain(prev, entry)
            if line.id in (None, id_):
                line = _sound(line)
                if line.body is not None and line.private is None and len(chunks) > first + 1:
                    line = line._replace(private=_text(chunks[first + 1 :], at, codec.mark_of(line.body), gone))
                taken.append((at, id_, line, first == 0))
                at, prev = at + 1, id_
                break
        else:
            break
    return taken


def _text(chunks: Iterable[dict[int, Line]], at: int, mark: str, gone: Container[str]) -> bytes | None:
    """The private part with this mark, from the first file that has it."""
    for chunk in chunks if mark and mark not in gone else ():
        private = chunk[at].private if at in chunk else None
        if private is not None and hashlib.sha256(private).hexdigest() == mark:
            return private
    return None


def _stub(line: Line) -> Stub | None:
    return Stub(line.com) if line.com is not None else None


def _sound(line: Line) -> Line:
    """A private part counts only when the body names it."""
    if line.body is None or line.private is None:
        return line
    if hashlib.sha256(line.private).hexdigest() == codec.mark_of(line.body):
        return line
    return line._replace(private=None)


def _sifted(lid: int, seq: int, id_: bytes, line: Line, gone: Gone) -> Line:
    """A line of a backup without what was taken out since."""
    if line.body is None:
        return line
    if (lid, seq) in gone.changes or id_.hex() in gone.marks or codec.wire(line.body).r in gone.rows:
        return Line(line.id, None, None, None, hashlib.sha256(line.body).digest())
    if line.private is not None and hashlib.sha256(line.private).hexdigest() in gone.marks:
        return line._replace(private=None)
    return line

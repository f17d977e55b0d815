"""Running text is kept once: where a row would repeat it, there stands the place of the change that says it.

Most of a visit is what was noted on it, and the log holds that already, packed. So the row has four bytes instead: log
and number (eight from the 256th log on); and `_h` has as a rule the place of the row's one head instead of its id.
Whatever reads in SQL reads `column(entity, field)` and `heads(table)`; `told` and `telling` are functions of every
connection (db.driver). A place never becomes wrong: a number of a log says one thing for ever, and where a change is
erased or no longer shown its record is made anew.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Any

from casefiles.domain.problems import Problem, Refusal
from casefiles.edges import codec
from db import segments

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from casefiles.domain.changes import Change
    from db.driver import Connection

KEPT: Mapping[str, frozenset[str]] = {
    "visit": frozenset({"summary"}),
    "support_contact": frozenset({"said"}),
    "risk_review": frozenset({"reason"}),
    "report": frozenset({"note"}),
}
"""fields whose text stands in the log alone: records that come day after day, and are shown a page at a time"""
LEAST = 16
"""characters; what is shorter is as quick to repeat"""
HELD = 8
"""segments kept unpacked for one question"""
_SEQ = 24
_MOST_SEQ = (1 << _SEQ) - 1
_MOST_LID = (1 << 63 - _SEQ) - 1
_SMALL, _LARGE = 4, 8


def place(lid: int, seq: int) -> int:
    """A change by log and number, in one number; 0 beyond what that can say."""
    return lid << _SEQ | seq if seq <= _MOST_SEQ and lid <= _MOST_LID else 0


def heads(table: str) -> str:
    """The heads of a row for SQL that reads them: as a rule there is one, and `_h` is the place of it."""
    h = f"{table}._h"
    found = f"SELECT w.id FROM change w WHERE w.lid = {h} >> {_SEQ} AND w.seq = {h} & {_MOST_SEQ}"  # noqa: S608
    return f"CASE WHEN typeof({h})='integer' THEN coalesce(({found}), x'') ELSE {h} END"


def column(entity: str, name: str, table: str = "") -> str:
    """A column for SQL that reads it."""
    whole = f'{table}."{name}"' if table else f'"{name}"'
    if name not in KEPT.get(entity, frozenset()):
        return whole
    return f"CASE WHEN typeof({whole})='blob' THEN told({whole},'{name}') ELSE {whole} END"


def like(entity: str, name: str, word: str, pattern: str, table: str = "") -> tuple[str, tuple[str, ...]]:
    """The condition that a column holds a word, and its values; `pattern` is the word for LIKE."""
    whole = f'{table}."{name}"' if table else f'"{name}"'
    plain = f"{whole} LIKE ? ESCAPE '\\'"
    if name not in KEPT.get(entity, frozenset()):
        return plain, (pattern,)
    held = f"{whole} IN (SELECT unhex(value) FROM json_each(telling('{name}',?,-1)))"  # noqa: S608 - catalogue's names
    return f"CASE WHEN typeof({whole})='blob' THEN {held} ELSE {plain} END", (word, pattern)


def beside(entity: str, name: str) -> str:
    """The SQL of the records `e` whose column holds a word, along the few places that hold it: twice as quick as asking
    each record. Its values: the places as `few` gives them, and the word for LIKE."""
    whole = f'e."{name}"'
    return (
        f"SELECT e.id FROM json_each(?) j CROSS JOIN change w ON w.lid=j.value->>1 AND w.seq=j.value->>2"  # noqa: S608
        f" CROSS JOIN {entity} e ON e.id=w.row AND {whole}=unhex(j.value->>0)"
        f" UNION SELECT e.id FROM {entity} e NOT INDEXED WHERE typeof({whole})='text' AND {whole} LIKE ? ESCAPE '\\'"
    )


def few(told: str) -> str:
    """What `telling` found, with log and number of each place."""
    places = ((where, int(where, 16)) for where in json.loads(told))
    return json.dumps([(where, number >> _SEQ, number & _MOST_SEQ) for where, number in places])


def of(entity: str, names: Iterable[str]) -> tuple[tuple[int, str], ...]:
    """Which of these fields may stand in the log alone: (number in `names`, name)."""
    kept = KEPT.get(entity, frozenset())
    return tuple((at, name) for at, name in enumerate(names) if name in kept)


def put(
    line: list[Any],
    columns: Iterable[tuple[int, str]],
    said: int | dict[str, int],
    private: Collection[str] | None = None,
) -> list[Any]:
    """The line, with places instead of what it has in these columns where that is long enough. `said` is the place of
    all of them that are in `private` (None: all), or the place of each by its name."""
    for at, name in columns:
        where = said[name] if isinstance(said, dict) else said
        if where and (private is None or name in private) and len(line[at] or "") >= LEAST:
            line[at] = bytearray(where.to_bytes(_SMALL if where < 1 << 32 else _LARGE))
    return line


def leave_out(
    entity: str,
    columns: Sequence[str],
    line: list[Any],
    changes: Sequence[Change],
    places: Mapping[bytes, tuple[int, int, bytes | None]],
) -> None:
    """Put places into a record's line: of its head, where it is one, and instead of those texts that the private part
    of one of its changes says. `places` are (log, number, private part) by the changes' ids."""
    head = places.get(line[-2])
    line[-2] = (place(*head[:2]) or line[-2]) if head is not None else line[-2]
    for at, name in of(entity, columns) if entity in KEPT else ():
        for lid, seq, private in (places[c.id] for c in changes) if isinstance(line[at], str) else ():
            if private is not None and codec.private_text(private, name) == line[at]:
                put(line, ((at, name),), place(lid, seq))
                break


def install(connection: Connection) -> None:
    """Have this connection know `told` and `telling`."""
    connection.create_function("told", 2, _teller(connection))
    connection.create_function("telling", 3, partial(_telling, connection))


def _teller(connection: Connection) -> Callable[[bytes, str], str | None]:
    held: OrderedDict[tuple[int, int], segments.Segment] = OrderedDict()
    last: segments.Segment | None = None
    before = -1

    def told(where: bytes, name: str) -> str | None:
        """The text of this field that the change at this place says; None when that change is gone from the log, which
        `check` tells of. Refusal DB_DAMAGED."""
        nonlocal last, before
        if before != connection.total_changes:  # what was not committed may have been taken back
            held.clear()
            last, before = None, connection.total_changes
        number = int.from_bytes(where)
        lid, seq = number >> _SEQ, number & _MOST_SEQ
        if last is None or last.lid != lid or not last.first <= seq <= last.last:
            last = next((s for s in held.values() if s.lid == lid and s.first <= seq <= s.last), None)
            if last is None:
                last = segments.segment(connection, lid, seq)
            if last is not None:
                held[lid, last.first] = last
                held.move_to_end((lid, last.first))
                if len(held) > HELD:
                    held.popitem(last=False)
        private = last.private(seq) if last is not None else None
        if private is None:  # it is not packed yet, or it came late
            line = connection.execute("SELECT private FROM change WHERE lid=? AND seq=?", (lid, seq)).fetchone()
            if line is None:
                return None
            private = line[0] or b""
        found = codec.private_text(private, name)
        if found is None:
            raise Refusal(Problem("DB_DAMAGED"))
        return found

    return told


def _telling(connection: Connection, name: str, word: str, most: int) -> str | None:
    """The places (as JSON, in hexadecimal) of all changes whose text of this field holds the word, as LIKE compares;
    None where they are more than `most` (-1: there may be any number).
    The log is searched segment by segment, and none is taken apart that does not hold the word: a twentieth of what
    asking for the text of each row takes. Refusal DB_DAMAGED.
    """
    low = word.encode().lower()
    cased = low != word.encode().upper()
    found: list[int] = []
    whole: dict[int, list[tuple[int, int]]] = {}
    for lid, first, last, data in connection.execute("SELECT lid, first, last, data FROM segment ORDER BY lid, first"):
        segment = segments.Segment(lid, first, last, data)
        if low in (segment.said.lower() if cased else segment.said) or b"\\" in segment.said:
            found += [place(lid, first + at) for at in _holding(segment, name, low, cased=cased)]
            if 0 <= most < len(found):
                return None
        if segment.whole:  # no text of it stands in a line: nothing was missing when it was packed
            whole.setdefault(lid, []).append((first, last))
    sql = "SELECT seq, private FROM change WHERE lid=? AND seq BETWEEN ? AND ? AND private IS NOT NULL"
    for (lid,) in connection.execute("SELECT lid FROM log").fetchall():
        ends = [-1, *(end for span in whole.get(lid, ()) for end in span), _MOST_SEQ + 1]
        for before, after in zip(ends[::2], ends[1::2], strict=True):
            for seq, private in connection.execute(sql, (lid, before + 1, after - 1)) if after - before > 1 else ():
                if (low in (private.lower() if cased else private) or b"\\" in private) and _holds(private, name, low):
                    found.append(place(lid, seq))
    return json.dumps([f"{where:0{2 * (_SMALL if where < 1 << 32 else _LARGE)}X}" for where in found])


def _holding(segment: segments.Segment, name: str, low: bytes, *, cased: bool) -> Iterable[int]:
    """Which parts have the word in this field. A part that begins with it, as nearly all do, is not decoded; `cased`
    where capital letters and small ones are the same."""
    said, first = segment.said, segment.begins
    plain = said.lower() if cased else said
    opens = f'{{"f":{{"{name}":"'.encode()
    for sought in {low, b"\\"}:  # what is spelt otherwise is spelt with a backslash
        at = plain.find(sought, first)
        while at >= 0:
            part, start, end = segment.part_at(at)
            if not plain.startswith(opens, start) or plain.find(b"\\", start, end) >= 0:
                private = said[start:end]
                if (sought == b"\\" or b"\\" not in private) and _holds(private, name, low):
                    yield part
            elif low in plain[start + len(opens) : plain.find(b'"', start + len(opens))]:
                yield part
            at = plain.find(sought, end)


def _holds(private: bytes, name: str, low: bytes) -> bool:
    text = codec.private_text(private, name)
    return text is not None and low in text.encode().lower()

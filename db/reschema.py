"""A damaged file that cannot be opened, because a page of its list of tables is damaged, gets a new list (db.salvage).

The list says where every table begins. What can still be read of it counts; where a table that today's program knows
is missing, another file of the same build says where it begins: the backup, or a new database, if all tables that
both name begin at the same place. What neither tells stays unknown, and is not taken for empty.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from db.driver import connect
from db.pages import MAGIC, SIZE, USABLE, Pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

LEAF, INNER, INDEX_LEAF, INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02
"""what the first byte of a page says that it is"""
KINDS = ("table", "index")
ENOUGH = 10
"""tables on which two files must agree before the one is believed of others"""
ALL = "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_master"
_HEAD = 100
_FILE_SIZE, _FREE = 28, 32


class Entry(NamedTuple):
    """A line of the list."""

    kind: str
    name: str
    table: str
    root: int
    sql: str | None


def mend(path: Path, key: bytes, donors: Iterable[Sequence[Entry]], known: Iterable[str]) -> frozenset[str]:
    """Write the list of a copy anew, as far as it can be told; the tables of `known` that it lacks. A file of which
    nothing can be read, or that lacks nothing, is left as it is."""
    donors = [donor for donor in donors if donor]
    with Pages(path, key) as pages:
        pages.apply(path.with_name(path.name + "-wal"))
        first = pages.plain(1)
        found = {(one.kind, one.name): one for one in _read(pages, first)}
        for donor in donors:
            if _agree(found, donor):
                _add(pages, found, donor)
        tables = {one.table for one in found.values() if one.kind == "table"}
        lacking = frozenset(known) - tables
        if not tables:
            return lacking
        pages.put(1, _emptied(first if first is not None else _blank(), pages.number))
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)
    connection = connect(path, key, reading=False)
    try:
        connection.execute("PRAGMA writable_schema=ON")
        with connection:
            connection.execute("BEGIN")
            put = "INSERT INTO sqlite_master(type, name, tbl_name, rootpage, sql) VALUES(?, ?, ?, ?, ?)"
            lines = [one for one in found.values() if one.table in tables]  # an index of nothing would spoil the rest
            connection.executemany(put, sorted(lines, key=lambda one: (one.kind != "table", one.root)))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    return lacking


def _agree(found: Mapping[tuple[str, str], Entry], donor: Sequence[Entry]) -> bool:
    """Whether both name enough tables, and all that both name begin at the same place."""
    both = [(found[one[:2]], one) for one in donor if one.kind == "table" and one[:2] in found]
    return len(both) >= ENOUGH and all(here.root == there.root for here, there in both)


def _add(pages: Pages, found: dict[tuple[str, str], Entry], donor: Sequence[Entry]) -> None:
    """What the donor names and the file does not, where a table of its kind can begin at that place."""
    taken = {one.root for one in found.values()}
    for one in donor:
        if one.kind in KINDS and (one.kind, one.name) not in found and one.root and one.root not in taken:
            page = pages.plain(one.root)
            rows = one.kind == "table" and "WITHOUT ROWID" not in (one.sql or "").upper()
            fits = (LEAF, INNER) if rows else (INDEX_LEAF, INDEX_INNER)
            if one.root <= pages.number and (page is None or page[0] in fits):
                found[one.kind, one.name] = one
                taken.add(one.root)


def _read(pages: Pages, first: bytes | None) -> Iterator[Entry]:
    """What can be read of the list: from its first page on, or, if that is damaged, wherever there is a part of it."""
    if first is None:
        seen: dict[tuple[str, str], set[Entry]] = {}
        for number in range(2, pages.number + 1):
            page = pages.plain(number)
            for one in _entries(page, 0) if page is not None and page[0] == LEAF else ():
                seen.setdefault((one.kind, one.name), set()).add(one)
        yield from (one for every in seen.values() if len(every) == 1 for one in every)  # an old copy may lie free
        return
    waiting = [(first, _HEAD)]
    while waiting:
        page, at = waiting.pop()
        if page[at] == INNER:
            for number in _below(page, at):
                child = pages.plain(number) if 1 < number <= pages.number else None
                waiting += [(child, 0)] if child is not None else []
        elif page[at] == LEAF:
            yield from _entries(page, at)


def _below(page: bytes, at: int) -> list[int]:
    cells = struct.unpack(f">{_number(page, at)}H", page[at + 12 : at + 12 + 2 * _number(page, at)])
    numbers = [struct.unpack(">I", page[cell : cell + 4])[0] for cell in cells]
    return [*numbers, struct.unpack(">I", page[at + 8 : at + 12])[0]]


def _number(page: bytes, at: int) -> int:
    return int(struct.unpack(">H", page[at + 3 : at + 5])[0])


def _entries(page: bytes, at: int) -> Iterator[Entry]:
    """The lines of a leaf of the list; none of any other leaf."""
    for cell in struct.unpack(f">{_number(page, at)}H", page[at + 8 : at + 8 + 2 * _number(page, at)]):
        try:
            line = _record(page, cell)
        except (IndexError, UnicodeDecodeError, struct.error):
            return
        if line is None:
            return
        kind, name, table, root, sql = line
        if kind in KINDS and isinstance(root, int) and root > 1 and isinstance(name, str) and isinstance(table, str):
            yield Entry(str(kind), name, table, root, None if sql is None else str(sql))


def _record(page: bytes, at: int) -> list[str | int | None] | None:
    """The five values of a line: three texts, a number, a text or nothing; None for anything else."""
    size, at = _varint(page, at)
    _, at = _varint(page, at)
    if size > USABLE - 35:
        return None  # it goes on elsewhere; no line of the list is so long
    head, value = _varint(page, at)
    at, end = at + head, at + head
    types = []
    while value < end:
        kind, value = _varint(page, value)
        types.append(kind)
    if len(types) != 5 or any(t < 13 or not t % 2 for t in types[:3]) or types[3] not in (1, 2, 3, 4, 8, 9):
        return None
    if types[4] and (types[4] < 13 or not types[4] % 2):
        return None
    found: list[str | int | None] = []
    for kind in types:
        length = (kind - 13) // 2 if kind >= 13 else {0: 0, 8: 0, 9: 0}.get(kind, kind)
        raw, at = page[at : at + length], at + length
        if kind >= 13:
            found.append(raw.decode())
        else:
            found.append(None if not kind else int.from_bytes(raw, "big") if length else kind - 8)
    return found


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for n in range(9):
        byte = page[at + n]
        if n == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + n + 1
    raise IndexError


def _blank() -> bytes:
    """The head of a file of this program's."""
    head = bytearray(USABLE)
    head[:16] = MAGIC
    struct.pack_into(">HBBBBBB", head, 16, SIZE, 1, 1, SIZE - USABLE, 64, 32, 32)
    struct.pack_into(">I", head, 24, 1)
    struct.pack_into(">4I", head, 40, 1, 4, 0, 0)
    struct.pack_into(">I", head, 56, 1)
    struct.pack_into(">I", head, 92, 1)
    return bytes(head)


def _emptied(first: bytes, number: int) -> bytes:
    """The first page with an empty list, of a file of so many pages none of which is free."""
    page = bytearray(first[:_HEAD].ljust(USABLE, b"\0"))
    page[18:20] = b"\1\1"
    struct.pack_into(">I", page, _FILE_SIZE, number)
    struct.pack_into(">2I", page, _FREE, 0, 0)
    page[92:96] = page[24:28]
    struct.pack_into(">BHHHB", page, _HEAD, LEAF, 0, 0, USABLE, 0)
    return bytes(page)

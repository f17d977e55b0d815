"""The search box's tables: a cache of the people, which can be emptied and made again at any time.

Text keys stand in order of (rank, key), rank being class * 4 + kind of key: a range of one rank is already in
the order it is shown in, so nothing is ever sorted. Old keys are found again by recomputing them from the
stored row; there is no index on the row. Everything here runs inside the caller's transaction if there is one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, Protocol

from casefiles.domain import pinyin
from db import search_keys as keys
from db.search_keys import Findable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHUNK: Final = 20_000
"""People worked at a time; bounds memory, not the transaction."""


class Cursor(Protocol):
    """As much of a database cursor as the search needs."""

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def close(self) -> None: ...
    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """An open, keyed connection of sqlcipher3 (or sqlite3) with isolation_level=None."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, sql: str, parameters: Any = ..., /) -> Cursor: ...
    def executemany(self, sql: str, parameters: Any, /) -> Any: ...


TABLES: Final = {
    "find_state": "(version TEXT NOT NULL)",
    "find_person": """(pid INTEGER PRIMARY KEY, class INTEGER NOT NULL, entity TEXT NOT NULL,
        id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, reading TEXT NOT NULL, aka TEXT NOT NULL,
        id_number TEXT NOT NULL, phone TEXT NOT NULL, number TEXT NOT NULL, village TEXT NOT NULL,
        address TEXT NOT NULL, words TEXT NOT NULL)""",
    "find_key": "(rank INTEGER, key TEXT, pid INTEGER, PRIMARY KEY (rank, key, pid)) WITHOUT ROWID",
    "find_digit": "(packed INTEGER PRIMARY KEY)",
    "find_place": "(key TEXT, village TEXT, PRIMARY KEY (key, village)) WITHOUT ROWID",
    "find_region": "(region TEXT PRIMARY KEY) WITHOUT ROWID",
}
INDEXES: Final = (
    "CREATE INDEX find_person_id_number ON find_person (class, id_number) WHERE id_number <> ''",
    "CREATE INDEX find_person_village ON find_person (village, class) WHERE village <> ''",
)
COLUMNS: Final = "pid, class, entity, id, name, reading, aka, id_number, phone, number, village, address"

OLD_ROWS: Final = f"SELECT {COLUMNS} FROM find_person WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
PUT_ROW: Final = f"INSERT OR REPLACE INTO find_person ({COLUMNS}, words) VALUES ({','.join('?' * 13)})"  # noqa: S608
LIVES_IN: Final = "SELECT 1 FROM find_person WHERE village = ? AND village <> '' LIMIT 1"
FROM_REGION: Final = (
    "SELECT 1 FROM find_person WHERE class = ? AND id_number >= ? AND id_number < ? AND id_number <> ''"
    " AND length(id_number) = 18 LIMIT 1"
)


def version() -> str:
    """What the keys depend on: their edition and the pinyin table."""
    return f"{keys.KEYS_EDITION}-{pinyin.table_digest()}"


def install(conn: Connection) -> bool:
    """Makes the tables where they are missing or of another version; true when they now want filling."""
    known = conn.execute("SELECT 1 FROM sqlite_schema WHERE name = 'find_state'").fetchone()
    if known:
        row = conn.execute("SELECT version FROM find_state").fetchone()
        if row and row[0] == version():
            return False
    with transaction(conn):
        for name, columns in TABLES.items():
            conn.execute(f"DROP TABLE IF EXISTS {name}")
            conn.execute(f"CREATE TABLE {name} {columns}")
        for index in INDEXES:
            conn.execute(index)
        conn.execute("INSERT INTO find_state (version) VALUES (?)", (version(),))
    return True


@contextmanager
def transaction(conn: Connection) -> Iterator[None]:
    """The caller's transaction, or one of our own if none is open."""
    inside = conn.in_transaction
    if not inside:
        conn.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        still_open = conn.in_transaction  # SQLite itself rolls back after some errors
        if still_open and not inside:
            conn.execute("ROLLBACK")
        raise
    if not inside:
        conn.execute("COMMIT")


def index_many(conn: Connection, rows: Iterable[Findable]) -> None:
    """Makes the people findable as they are in `rows`; who was indexed under the same id is replaced."""
    waiting = iter(rows)
    with transaction(conn):
        while chunk := list(islice(waiting, CHUNK)):
            _replace(conn, [person.id for person in chunk], {person.id: person for person in chunk})


def remove(conn: Connection, *ids: str) -> None:
    """Makes the people findable no more; unknown ids are passed over."""
    with transaction(conn):
        _replace(conn, list(ids), {})


def clear(conn: Connection) -> None:
    """Makes everybody findable no more, quickly."""
    with transaction(conn):
        for name in TABLES:
            if name != "find_state":
                conn.execute(f"DELETE FROM {name}")  # noqa: S608


def person_of(row: Any) -> Findable:
    """A Findable out of a row of find_person."""
    _, group, entity, id_, name, reading, aka, id_number, phone, number, village, address = row
    return Findable(
        entity=entity, id=id_, name=name, reading=reading, aka=aka, id_number=id_number, phone=phone,
        number=number, village=village, address=address, active=group < len(keys.ENTITIES),
    )  # fmt: skip


def _row(pid: int, person: Findable) -> tuple[Any, ...]:
    return (
        pid, keys.class_of(person.entity, person.active), person.entity, person.id, person.name, person.reading,
        person.aka, keys.bare(person.id_number), person.phone, person.number, keys.bare(person.village),
        person.address,
    )  # fmt: skip


def _keys_of(row: tuple[Any, ...]) -> tuple[set[tuple[int, str]], set[int], str]:
    """The (rank, key) and the packed digits that belong to a row of find_person, and its words."""
    pid, group, person = row[0], row[1], person_of(row)
    typed = keys.text_keys(person)
    base = (group << keys.CLASS_SHIFT) + pid
    digits = {base + (window << keys.PID_BITS) for window in keys.digit_windows(person)}
    return {(group * 4 + kind, key) for kind, key in typed}, digits, keys.all_words(person, typed)


def _replace(conn: Connection, ids: list[str], people: dict[str, Findable]) -> None:
    """Takes the old rows of `ids` away and puts those of `people` in, touching only keys that differ."""
    old = {row[3]: tuple(row) for row in conn.execute(OLD_ROWS, (json.dumps(ids),))}
    (last,) = conn.execute("SELECT max(pid) FROM find_person").fetchone()
    next_pid = (last or 0) + 1
    texts: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    digits: list[int] = []
    gone_texts: list[tuple[int, str, int]] = []
    gone_digits: list[int] = []
    fresh_rows, left = [], []
    # Neighbours come to stand side by side: a village's people are then read from few pages.
    for id_, person in sorted(people.items(), key=lambda item: (item[1].village, item[1].name, item[0])):
        before = old.pop(id_, None)
        row = _row(before[0] if before else next_pid, person)
        if before == row:
            continue
        pid = row[0]
        more_texts, more_digits, words = _keys_of(row)
        fresh_rows.append((*row, words))
        if before:
            old_texts, old_digits, _ = _keys_of(before)
            gone_texts += [(*key, pid) for key in old_texts - more_texts]
            gone_digits += old_digits - more_digits
            more_texts -= old_texts
            more_digits -= old_digits
            left.append(before)
        else:
            next_pid += 1
        for rank, key in more_texts:
            texts[rank].append((key, pid))
        digits += more_digits
    for row in old.values():
        old_texts, old_digits, _ = _keys_of(row)
        gone_texts += [(*key, row[0]) for key in old_texts]
        gone_digits += old_digits
    left += old.values()

    conn.executemany("DELETE FROM find_key WHERE rank = ? AND key = ? AND pid = ?", gone_texts)
    conn.executemany("DELETE FROM find_digit WHERE packed = ?", list(zip(gone_digits)))
    conn.executemany("DELETE FROM find_person WHERE pid = ?", [(row[0],) for row in old.values()])
    # In the order of the tables, so that each page is filled once; rows of one key may come in any order.
    for rank in sorted(texts):
        keys_of_rank = sorted(texts[rank], key=itemgetter(0))
        conn.executemany("INSERT INTO find_key VALUES (?, ?, ?)", [(rank, *pair) for pair in keys_of_rank])
    conn.executemany("INSERT INTO find_digit VALUES (?)", list(zip(sorted(digits))))
    conn.executemany(PUT_ROW, fresh_rows)
    _renew_places(conn, fresh_rows, left)


def _renew_places(conn: Connection, fresh: list[tuple[Any, ...]], left: list[tuple[Any, ...]]) -> None:
    """Keeps the lists of villages and of regions as they follow from the people."""
    villages = {row[10] for row in fresh} - {""}
    regions = {keys.region_of(row[7]) for row in fresh} - {""}
    places = sorted((key, village) for village in villages for key in keys.place_keys(village))
    conn.executemany("INSERT OR IGNORE INTO find_place VALUES (?, ?)", places)
    conn.executemany("INSERT OR IGNORE INTO find_region VALUES (?)", sorted((region,) for region in regions))
    for village in sorted({row[10] for row in left} - villages - {""}):
        if not conn.execute(LIVES_IN, (village,)).fetchone():
            emptied = sorted((key, village) for key in keys.place_keys(village))
            conn.executemany("DELETE FROM find_place WHERE key = ? AND village = ?", emptied)
    for region in sorted({keys.region_of(row[7]) for row in left} - regions - {""}):
        classes = range(2 * len(keys.ENTITIES))
        spans = ((group, region, region + "\U0010ffff") for group in classes)
        if not any(conn.execute(FROM_REGION, span).fetchone() for span in spans):
            conn.execute("DELETE FROM find_region WHERE region = ?", (region,))

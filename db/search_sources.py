"""The questions the search box puts to its tables: for a word, the rows its keys lead to, in the order to show.

Every statement is a search in an index; none sorts (tests/search asks SQLite for its plans). Rows come one at a
time, so that whoever asks can stop at fifty.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from db import search_keys as keys
from db.search_index import COLUMNS, Connection, person_of
from db.search_words import LEAST_LETTERS, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from db.search_keys import Findable

READ_AT_MOST: Final = 2_000
"""People looked at for one word, where each costs a look into the tables."""

KEYS_AT_MOST: Final = 60_000
"""Keys read for one word of several: 0.2 us each. A word with more is too broad to lead."""

VILLAGES_AT_MOST: Final = 200
TOP: Final = "\U0010ffff"
EXACT, FITS, ELSEWHERE, MISSPELT = range(4)

KEY_IS: Final = "SELECT key, pid FROM find_key WHERE rank = ? AND key = ?"
KEY_BEGINS: Final = "SELECT key, pid FROM find_key WHERE rank = ? AND key >= ? AND key < ?"
PIDS_BEGIN: Final = (  # as one JSON array: half the time of as many rows
    "SELECT json_group_array(? + pid) FROM"
    " (SELECT pid FROM find_key WHERE rank = ? AND key >= ? AND key < ? LIMIT ?)"
)
DIGITS_BEGIN: Final = "SELECT packed FROM find_digit WHERE packed >= ? AND packed < ?"
REGIONS: Final = "SELECT region FROM find_region"
ID_BEGINS: Final = (
    "SELECT id_number, pid FROM find_person"
    " WHERE class = ? AND id_number >= ? AND id_number < ? AND id_number <> '' ORDER BY id_number"
)
VILLAGES: Final = "SELECT village FROM find_place WHERE key >= ? AND key < ?"
LIVING_IN: Final = (
    f"SELECT json_group_array((class << {keys.PID_BITS}) + pid) FROM (SELECT class, pid FROM"  # noqa: S608
    " find_person WHERE village IN (SELECT value FROM json_each(?)) AND village <> '' LIMIT ?)"
)
VILLAGERS: Final = "SELECT pid FROM find_person WHERE village = ? AND class = ? AND village <> ''"
KEYS_MEANT: Final = (
    "SELECT k.rank, k.key, k.pid, v.value FROM json_each(?) v CROSS JOIN json_each(?) r CROSS JOIN find_key k"
    " WHERE k.rank = r.value AND k.key >= v.value AND k.key < v.value || char(1114111) LIMIT ?"
)
FITTING: Final = "SELECT pid FROM find_person WHERE pid IN (SELECT value FROM json_each(?))"
ROWS: Final = f"SELECT {COLUMNS} FROM find_person WHERE pid IN (SELECT value FROM json_each(?))"  # noqa: S608
STATEMENTS: Final = (
    KEY_IS, KEY_BEGINS, PIDS_BEGIN, DIGITS_BEGIN, REGIONS, ID_BEGINS, VILLAGES, LIVING_IN, VILLAGERS, KEYS_MEANT,
    FITTING, ROWS,
)  # fmt: skip


class Candidate(NamedTuple):
    """A row that a key led to, in the order it is to be shown."""

    tier: int
    rank: int
    key: str
    pid: int


def pid_of(packed: int) -> int:
    """The row in an integer whose higher bits say something of it (a window of digits, a class)."""
    return packed & ((1 << keys.PID_BITS) - 1)


class Sources:
    """The tables as seen for one question: only the wanted classes of people."""

    def __init__(self, conn: Connection, classes: list[int]) -> None:
        self.conn, self.classes = conn, classes

    def people(self, pids: Iterable[int]) -> Iterator[tuple[int, Findable]]:
        """The people of some rows, in no order."""
        for row in self.conn.execute(ROWS, (json.dumps(list(pids)),)).fetchall():
            yield row[0], person_of(row)

    def candidates(self, asked: Word) -> Iterator[Candidate]:
        """Rows for one word in the order they are to be shown; a row may come again."""
        if asked.sort == "digits":
            return self._by_digits(asked.text)
        if asked.sort == "code":
            return self._by_code(asked.text)
        return chain(self._by_name(asked), self._by_village(asked), self._by_rest(asked))

    def _rows(self, sql: str, parameters: tuple[Any, ...]) -> Iterator[Any]:
        cursor = self.conn.execute(sql, parameters)
        try:
            yield from cursor
        finally:
            cursor.close()

    def _is(self, tier: int, group: int, kind: int, key: str) -> Iterator[Candidate]:
        rank = group * 4 + kind
        return (Candidate(tier, rank, found, pid) for found, pid in self._rows(KEY_IS, (rank, key)))

    def _begins(self, tier: int, group: int, kind: int, head: str) -> Iterator[Candidate]:
        rank = group * 4 + kind
        rows = self._rows(KEY_BEGINS, (rank, head, head + TOP))
        return (Candidate(tier, rank, key, pid) for key, pid in rows)

    # Names and places

    def _by_name(self, asked: Word) -> Iterator[Candidate]:
        for group in self.classes:
            for spelt in asked.spelt:
                yield from self._is(EXACT, group, keys.FROM_START, spelt)
        for group in self.classes:
            for kind in (keys.FROM_START, keys.INSIDE):
                for spelt in asked.spelt:
                    yield from self._begins(FITS, group, kind, spelt)

    def _by_rest(self, asked: Word) -> Iterator[Candidate]:
        """Addresses for characters, the letters of file numbers for letters."""
        for kind, head in _rest(asked):
            for group in self.classes:
                yield from self._begins(ELSEWHERE, group, kind, head)

    def villages(self, asked: Word) -> list[str]:
        """The villages whose name the word may begin, in characters or pinyin."""
        found: dict[str, None] = {}
        if asked.sort == "text" or (asked.sort == "letters" and len(asked.text) >= LEAST_LETTERS):
            for spelt in asked.spelt:
                for (village,) in self._rows(VILLAGES, (spelt, spelt + TOP)):
                    found[village] = None
                    if len(found) >= VILLAGES_AT_MOST:
                        break
        return list(found)

    def _by_village(self, asked: Word) -> Iterator[Candidate]:
        villages = self.villages(asked)
        for group in self.classes:
            for village in villages:
                for (pid,) in self._rows(VILLAGERS, (village, group)):
                    yield Candidate(ELSEWHERE, group * 4, village, pid)

    # Numbers

    def _by_digits(self, text: str) -> Iterator[Candidate]:
        for group in self.classes:
            yield from self._is(EXACT, group, keys.CODE, text)
            if len(text) == keys.ID_LENGTH:
                yield from self._id_begins(EXACT, group, text)
        regions = [row[0] for row in self.conn.execute(REGIONS).fetchall()]
        begun = (_begun(region, at, text) for region in regions for at in range(6))
        heads = sorted({head for head in begun if head is not None})
        for group in self.classes:
            for head in heads:
                yield from self._id_begins(FITS, group, head)
            yield from self._windows(FITS, group, text)

    def _id_begins(self, tier: int, group: int, head: str) -> Iterator[Candidate]:
        rows = self._rows(ID_BEGINS, (group, head, head + TOP))
        return (Candidate(tier, group * 4 + keys.CODE, found, pid) for found, pid in rows)

    def _windows(self, tier: int, group: int, text: str) -> Iterator[Candidate]:
        """By the last digits of the text: the first ones are shared by too many (region, year)."""
        tail = text[-keys.WINDOW :]
        low = keys.packed(tail)
        high = low + 12 ** (keys.WINDOW - len(tail))
        span = [(group << keys.CLASS_SHIFT) + (bound << keys.PID_BITS) for bound in (low, high)]
        for (packed,) in self._rows(DIGITS_BEGIN, tuple(span)):
            window, pid = packed >> keys.PID_BITS, pid_of(packed)
            yield Candidate(tier, group * 4 + keys.CODE, f"~{window:016x}", pid)

    def _by_code(self, text: str) -> Iterator[Candidate]:
        for group in self.classes:
            yield from self._is(EXACT, group, keys.CODE, text)
        digits = text[: len(text) - len(text.lstrip("0123456789"))]
        for group in self.classes:
            yield from self._begins(FITS, group, keys.CODE, text)
            if digits:
                yield from self._windows(FITS, group, digits)

    # Several words

    def lead(self, asked: Word) -> tuple[set[int], bool]:
        """Rows of those one word fits, their class in the bits above PID_BITS, and whether these are all.

        Up to KEYS_AT_MOST keys are read, READ_AT_MOST for one or two letters and for digits.
        """
        found: set[int] = set()
        if asked.sort in ("digits", "code"):
            for at in self.candidates(asked):
                found.add((at.rank // 4 << keys.PID_BITS) + at.pid)
                if len(found) > READ_AT_MOST:
                    return found, False
            return found, True
        kinds = [(kind, spelt) for kind in (keys.FROM_START, keys.INSIDE) for spelt in asked.spelt]
        kinds += _rest(asked)
        left = READ_AT_MOST if asked.sort == "letters" and len(asked.text) < 3 else KEYS_AT_MOST
        reads = [
            (PIDS_BEGIN, (group << keys.PID_BITS, group * 4 + kind, head, head + TOP))
            for group in self.classes
            for kind, head in kinds
        ]
        villages = self.villages(asked)
        for sql, parameters in [*reads, *([(LIVING_IN, (json.dumps(villages),))] if villages else [])]:
            rows = json.loads(self.conn.execute(sql, (*parameters, left)).fetchone()[0])
            found.update(rows)
            left -= len(rows)
            if left <= 0:
                return found, False
        return found, True

    def fitting(self, pids: list[int], asked: list[Word]) -> set[int]:
        """Those of `pids` that seem to answer to all words; `reason` has the last say."""
        sql, needles = FITTING, [json.dumps(pids)]
        for each in asked:
            space = " " if each.sort == "letters" else ""
            ways = ["instr(words, ?)"] * len(each.spelt)
            needles += [space + spelt for spelt in each.spelt]
            if each.sort == "letters":
                ways.append("instr(words, ?)")
                needles.append("#" + each.text)
            if villages := self.villages(each):
                ways.append("village IN (SELECT value FROM json_each(?))")
                needles.append(json.dumps(villages))
            sql += f" AND ({' OR '.join(ways)})"
        return {pid for (pid,) in self.conn.execute(sql, tuple(needles)).fetchall()}

    # Misspelt

    def meant(self, spellings: list[str], at_most: int) -> Iterator[tuple[Candidate, str]]:
        """Rows for other spellings, each with the spelling that led to it; the first spellings come first."""
        likelihood = {spelling: n for n, spelling in enumerate(spellings)}
        ranks = [group * 4 + kind for group in self.classes for kind in (keys.FROM_START, keys.INSIDE)]
        rows = self._rows(KEYS_MEANT, (json.dumps(spellings), json.dumps(ranks), at_most))
        for rank, key, pid, spelling in rows:
            yield Candidate(MISSPELT, rank, f"{likelihood[spelling]:04} {key}", pid), spelling


def _rest(asked: Word) -> list[tuple[int, str]]:
    """Kinds of keys outside names that one word may begin."""
    if asked.sort == "text":
        return [(keys.ADDRESS, asked.text[: keys.ADDRESS_KEY])]
    return [(keys.CODE, asked.text)] if len(asked.text) >= LEAST_LETTERS else []


def _begun(region: str, at: int, text: str) -> str | None:
    """What an ID number of `region` begins with if `text` stands in it from place `at` on; None if it cannot."""
    here = region[at:]
    if text.startswith(here):
        return region + text[len(here) :]
    return region[:at] + text if here.startswith(text) else None

"""The search box: names, pinyin, initials, numbers and villages, found as they are typed.

    install(conn)                        the tables; true when they want filling
    index_many(conn, people), remove(conn, id)   in the transaction that changes the people
    find(conn, "zxm 青石")                the best hits first

It runs on an open, keyed connection and knows nothing of the rest of the database. A running find() ends with
the driver's error when another thread calls conn.interrupt().
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from casefiles.domain import pinyin
from db import search_keys as keys
from db.search_index import COLUMNS, Connection, index_many, install, person_of, remove
from db.search_keys import ENTITIES, Findable
from db.search_words import LEAST_LETTERS, Reason, Why, Word, reason, stretches, word, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["ENTITIES", "Findable", "Hit", "find", "index_many", "install", "remove"]

ENOUGH: Final = 5
"""With fewer hits than this, letters are also taken for misspelt."""

READ_AT_MOST: Final = 2_000
"""People looked at for one word of several; beyond, a word is too broad to lead."""

VILLAGES_AT_MOST: Final = 200
MISSPELLINGS_AT_MOST: Final = 80
TOP: Final = "\U0010ffff"
EXACT, FITS, ELSEWHERE, MISSPELT = range(4)

KEY_IS: Final = "SELECT key, pid FROM find_key WHERE rank = ? AND key = ?"
KEY_BEGINS: Final = "SELECT key, pid FROM find_key WHERE rank = ? AND key >= ? AND key < ?"
PIDS_BEGIN: Final = "SELECT pid FROM find_key WHERE rank = ? AND key >= ? AND key < ? LIMIT ?"
DIGITS_BEGIN: Final = "SELECT packed FROM find_digit WHERE packed >= ? AND packed < ?"
REGIONS: Final = "SELECT region FROM find_region"
ID_BEGINS: Final = (
    "SELECT id_number, pid FROM find_person"
    " WHERE class = ? AND id_number >= ? AND id_number < ? AND id_number <> '' ORDER BY id_number"
)
VILLAGES: Final = "SELECT village FROM find_place WHERE key >= ? AND key < ?"
LIVING_IN: Final = "SELECT class, pid FROM find_person WHERE village = ? AND village <> '' LIMIT ?"
VILLAGERS: Final = "SELECT pid FROM find_person WHERE village = ? AND class = ? AND village <> ''"
KEYS_MEANT: Final = (
    "SELECT k.rank, k.key, k.pid, v.value FROM json_each(?) v CROSS JOIN json_each(?) r CROSS JOIN find_key k"
    " WHERE k.rank = r.value AND k.key >= v.value AND k.key < v.value || char(1114111) LIMIT ?"
)
ROWS: Final = f"SELECT {COLUMNS} FROM find_person WHERE pid IN (SELECT value FROM json_each(?))"  # noqa: S608
STATEMENTS: Final = (
    KEY_IS, KEY_BEGINS, PIDS_BEGIN, DIGITS_BEGIN, REGIONS, ID_BEGINS, VILLAGES, VILLAGERS, LIVING_IN, KEYS_MEANT, ROWS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A person found. `matched` is the part of the shown value that fits (小明 in 张小明 for xm), to be
    marked; `rank` says how well, the lower the better: exact, active, child before mentor before household.
    """

    entity: str
    id: str
    name: str
    why: Why
    matched: str
    rank: int


class Candidate(NamedTuple):
    """A row that a key led to, in the order it is to be shown."""

    tier: int
    rank: int
    key: str
    pid: int


def find(
    conn: Connection, text: str, entities: Iterable[str] | None = None, limit: int = 50
) -> list[Hit]:
    """The best `limit` people for what was typed, best first; nothing for an empty text.

    Several words must all fit; the words run together come first (张 小明 as 张小明). Misspelt pinyin is
    tried when fewer than ENOUGH people fit. Errors of the driver come through, an interruption among them.
    """
    asked = words_of(text)
    wanted = set(ENTITIES if entities is None else entities) & set(ENTITIES)
    if not asked or not wanted or limit < 1:
        return []
    classes = sorted(keys.class_of(entity, active) for entity in wanted for active in (True, False))
    looking = _Search(conn, classes, limit)
    joined = asked[0] if len(asked) == 1 else word("".join(each.text for each in asked))
    if len({each.sort for each in asked}) == 1:
        looking.take_one(joined)
    if len(asked) > 1 and len(looking.found) < limit:
        looking.take_all(asked)
    elif len(pieces := stretches(joined)) > 1 and len(looking.found) < limit:
        looking.take_all(pieces)
    if joined.sort == "letters" and len(joined.text) > 2 and len(looking.found) < min(ENOUGH, limit):
        looking.take_misspelt(joined.text)
    return looking.hits()


class _Search:
    """One question in the making: the people found so far, by row, with the reason for each."""

    def __init__(self, conn: Connection, classes: list[int], limit: int) -> None:
        self.conn, self.classes, self.limit = conn, classes, limit
        self.found: dict[int, tuple[Candidate, Findable, Reason]] = {}

    def hits(self) -> list[Hit]:
        best = sorted(self.found.values(), key=lambda found: (*found[0][:3], found[1].name, found[1].id))
        return [
            Hit(person.entity, person.id, person.name, why.why, why.matched, 64 * at.tier + at.rank)
            for at, person, why in best[: self.limit]
        ]

    # One word ---------------------------------------------------------------------------------------

    def take_one(self, asked: Word) -> None:
        """Adds who answers to one word, best first, up to the limit."""
        batch: dict[int, Candidate] = {}
        looked_at = 0
        for candidate in self._candidates(asked):
            if candidate.pid in batch or candidate.pid in self.found:
                continue
            batch[candidate.pid] = candidate
            if len(self.found) + len(batch) >= self.limit:
                looked_at += len(batch)
                self._check(batch, [asked])
                batch = {}
                if len(self.found) >= self.limit or looked_at > READ_AT_MOST:
                    return
        self._check(batch, [asked])

    def _check(self, batch: dict[int, Candidate], asked: list[Word]) -> None:
        """Adds those of the candidates that truly answer to all words."""
        for person, at in self._people(batch):
            reasons = [reason(each, person) for each in asked]
            if all(reasons):
                given = [why for why in reasons if why is not None]
                told = next((why for why in given if why.why not in ("village", "address")), given[0])
                self.found[at.pid] = (at, person, told)

    def _people(self, batch: dict[int, Candidate]) -> Iterator[tuple[Findable, Candidate]]:
        if batch:
            for row in self.conn.execute(ROWS, (json.dumps(list(batch)),)).fetchall():
                yield person_of(row), batch[row[0]]

    def _candidates(self, asked: Word) -> Iterator[Candidate]:
        """Rows for one word in the order they are to be shown; a row may come again."""
        if asked.sort == "digits":
            return self._by_digits(asked.text)
        if asked.sort == "code":
            return self._by_code(asked.text)
        return chain(self._by_name(asked), self._villagers(asked), self._by_rest(asked))

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
        if asked.sort == "letters" and len(asked.text) < LEAST_LETTERS:
            return
        kind = keys.ADDRESS if asked.sort == "text" else keys.CODE
        head = asked.text[: keys.ADDRESS_KEY] if kind == keys.ADDRESS else asked.text
        for group in self.classes:
            yield from self._begins(ELSEWHERE, group, kind, head)

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

    def _villages(self, asked: Word) -> list[str]:
        found: dict[str, None] = {}
        for spelt in asked.spelt if asked.sort == "text" or len(asked.text) >= LEAST_LETTERS else ():
            for (village,) in self._rows(VILLAGES, (spelt, spelt + TOP)):
                found[village] = None
                if len(found) >= VILLAGES_AT_MOST:
                    break
        return list(found)

    def _villagers(self, asked: Word) -> Iterator[Candidate]:
        villages = self._villages(asked)
        for group in self.classes:
            for village in villages:
                for (pid,) in self._rows(VILLAGERS, (village, group)):
                    yield Candidate(ELSEWHERE, group * 4, village, pid)

    # Numbers --------------------------------------------------------------------------------------------

    def _by_digits(self, text: str) -> Iterator[Candidate]:
        for group in self.classes:
            yield from self._is(EXACT, group, keys.CODE, text)
            if len(text) > 14:
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
            window, pid = packed >> keys.PID_BITS, packed & ((1 << keys.PID_BITS) - 1)
            yield Candidate(tier, group * 4 + keys.CODE, f"~{window:016x}", pid)

    def _by_code(self, text: str) -> Iterator[Candidate]:
        for group in self.classes:
            yield from self._is(EXACT, group, keys.CODE, text)
        digits = text[: len(text) - len(text.lstrip("0123456789"))]
        for group in self.classes:
            yield from self._begins(FITS, group, keys.CODE, text)
            if digits:
                yield from self._windows(FITS, group, digits)

    # Several words --------------------------------------------------------------------------------------

    def take_all(self, asked: list[Word]) -> None:
        """Adds who answers to every word. The word that fits fewest people leads; only those are looked at.

        If every word fits more than READ_AT_MOST people, the first of them for the longest word are looked at.
        """
        whole: list[dict[int, int]] = []
        broad: dict[int, int] = {}
        for each in sorted(asked, key=lambda word: -len(word.text)):
            if whole and (len(each.text) < 3 or len(whole[-1]) < self.limit):
                continue
            rows, all_read = self._lead(each)
            if all_read:
                whole.append(rows)
            elif not broad:
                broad = rows
        lead = min(whole, key=len) if whole else broad
        pids = [
            (group, pid)
            for pid, group in lead.items()
            if pid not in self.found and all(pid in other for other in whole)
        ]
        pids.sort()
        step = 2 * self.limit
        for start in range(0, len(pids), step):
            some = pids[start : start + step]
            self._check({pid: Candidate(FITS, group * 4, "", pid) for group, pid in some}, asked)
            if len(self.found) >= self.limit:
                return

    def _lead(self, asked: Word) -> tuple[dict[int, int], bool]:
        """Row -> class of those one word fits, active children first, and whether these are all."""
        found: dict[int, int] = {}
        if asked.sort in ("digits", "code"):
            for at in self._candidates(asked):
                found.setdefault(at.pid, at.rank // 4)
                if len(found) > READ_AT_MOST:
                    return found, False
            return found, True
        kinds = [(kind, spelt) for kind in (keys.FROM_START, keys.INSIDE) for spelt in asked.spelt]
        if asked.sort == "text":
            kinds.append((keys.ADDRESS, asked.text[: keys.ADDRESS_KEY]))
        elif len(asked.text) >= LEAST_LETTERS:
            kinds.append((keys.CODE, asked.text))
        most = 2 * READ_AT_MOST
        for group in self.classes:
            for kind, head in kinds:
                rank = group * 4 + kind
                rows = self.conn.execute(PIDS_BEGIN, (rank, head, head + TOP, most)).fetchall()
                found.update({pid: group for (pid,) in rows})
                if len(found) > READ_AT_MOST or len(rows) == most:
                    return found, False
        for village in self._villages(asked):
            rows = self.conn.execute(LIVING_IN, (village, most)).fetchall()
            found.update({pid: group for group, pid in rows if group in self.classes})
            if len(found) > READ_AT_MOST or len(rows) == most:
                return found, False
        return found, True

    # Misspelt -------------------------------------------------------------------------------------------

    def take_misspelt(self, letters: str) -> None:
        """Adds whom the letters may have meant, likeliest spelling first."""
        meant = pinyin.misspellings(letters)[:MISSPELLINGS_AT_MOST]
        likelihood = {spelling: n for n, spelling in enumerate(meant)}
        ranks = [group * 4 + kind for group in self.classes for kind in (keys.FROM_START, keys.INSIDE)]
        rows = self._rows(KEYS_MEANT, (json.dumps(meant), json.dumps(ranks), 4 * self.limit))
        batch: dict[int, tuple[Candidate, str]] = {}
        for rank, key, pid, spelling in rows:
            if pid not in self.found and pid not in batch:
                place = f"{likelihood[spelling]:04} {key}"
                batch[pid] = (Candidate(MISSPELT, rank, place, pid), spelling)
        for person, at in self._people({pid: at for pid, (at, _) in batch.items()}):
            why = reason(Word(batch[at.pid][1], "letters"), person)
            if why is not None:
                self.found[at.pid] = (at, person, Reason("misspelt", why.matched))


def _begun(region: str, at: int, text: str) -> str | None:
    """What an ID number of `region` begins with if `text` stands in it from place `at` on; None if it cannot."""
    here = region[at:]
    if text.startswith(here):
        return region + text[len(here) :]
    return region[:at] + text if here.startswith(text) else None

"""The search box: names, pinyin, initials, numbers and villages, found as they are typed.

    install(conn)                                the tables; true when they want filling
    index_many(conn, people), remove(conn, id)   in the transaction that changes the people
    clear(conn)                                  nobody is findable
    find(conn, "zxm 青石")                       the best hits first

It runs on an open, keyed connection and knows nothing of the rest of the database. A running find() ends with
the driver's error when another thread calls conn.interrupt().
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from casefiles.domain import pinyin
from db import search_keys as keys
from db.search_index import Connection, clear, index_many, install, remove
from db.search_keys import ENTITIES, Findable
from db.search_sources import FITS, READ_AT_MOST, Candidate, Sources, pid_of
from db.search_words import Reason, Why, Word, reason, stretches, word, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ENTITIES", "Findable", "Hit", "clear", "find", "index_many", "install", "remove"]

ENOUGH: Final = 5
"""With fewer hits than this, letters are also taken for misspelt."""

MISSPELLINGS_AT_MOST: Final = 80
FEW: Final = 50
"""People that are sooner looked into than that another word is read."""

BROAD: Final = -2
"""Breadth from which a word is not read once another leads: two letters, six digits."""

LOOKED_INTO: Final = 500
"""People looked into at a time for the other words."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A person found. `matched` is the part of the shown value that fits (小明 in 张小明 for xm), to be marked;
    `rank` says how well, the lower the better: exact, active, child before mentor before household.
    """

    entity: str
    id: str
    name: str
    why: Why
    matched: str
    rank: int


def find(conn: Connection, text: str, entities: Iterable[str] | None = None, limit: int = 50) -> list[Hit]:
    """The best `limit` people for what was typed, best first; nothing for an empty text.

    Several words must all fit; the words run together come first (张 小明 as 张小明). Misspelt pinyin is
    tried when fewer than ENOUGH people fit. Errors of the driver come through, an interruption among them.
    """
    asked = words_of(text)
    wanted = set(ENTITIES if entities is None else entities) & set(ENTITIES)
    if not asked or not wanted or limit < 1:
        return []
    classes = sorted(keys.class_of(entity, active) for entity in wanted for active in (True, False))
    looking = _Search(Sources(conn, classes), limit)
    joined = asked[0] if len(asked) == 1 else word("".join(each.text for each in asked))
    if len({each.sort for each in asked}) == 1:
        looking.take_one(joined)
    apart = asked if len(asked) > 1 else stretches(joined)
    if len(apart) > 1 and not looking.full():
        looking.take_all(apart)
    if joined.sort == "letters":
        apart = [joined]
    for each in apart:
        if each.sort == "letters" and len(each.text) > 2 and len(looking.found) < min(ENOUGH, limit):
            looking.take_misspelt(each.text, [other for other in apart if other is not each])
    return looking.hits()


def _breadth(asked: Word) -> int:
    """Lower for words that few people fit, as far as one can tell from the word alone."""
    digits = asked.sort in ("digits", "code")
    return -len(asked.text) + (5 if digits else 0 if asked.sort == "letters" else -3)


class _Search:
    """One question in the making: the people found so far, by row, with the reason for each."""

    def __init__(self, sources: Sources, limit: int) -> None:
        self.sources, self.limit = sources, limit
        self.found: dict[int, tuple[Candidate, Findable, Reason]] = {}

    def full(self) -> bool:
        return len(self.found) >= self.limit

    def hits(self) -> list[Hit]:
        best = sorted(self.found.values(), key=lambda found: (*found[0][:3], found[1].name, found[1].id))
        return [
            Hit(person.entity, person.id, person.name, why.why, why.matched, 64 * at.tier + at.rank)
            for at, person, why in best[: self.limit]
        ]

    def take_one(self, asked: Word) -> None:
        """Adds who answers to one word, best first, up to the limit."""
        batch: dict[int, Candidate] = {}
        looked_at = 0
        for candidate in self.sources.candidates(asked):
            if candidate.pid in batch or candidate.pid in self.found:
                continue
            batch[candidate.pid] = candidate
            if len(self.found) + len(batch) >= self.limit:
                looked_at += len(batch)
                self._check(batch, [asked])
                batch = {}
                if self.full() or looked_at > READ_AT_MOST:
                    return
        self._check(batch, [asked])

    def take_all(self, asked: list[Word]) -> None:
        """Adds who answers to every word: whom all words that can be read lead to, looked into for the others.

        A word that fits too many people (see Sources.lead) cannot be read whole; if none can, only the first
        of the people it fits are looked into.
        """
        whole: list[set[int]] = []
        unread: list[Word] = []
        first: set[int] = set()
        for each in sorted(asked, key=_breadth):
            if whole and (len(whole[-1]) <= FEW or _breadth(each) >= BROAD):
                unread.append(each)
                continue
            rows, all_read = self.sources.lead(each)
            if all_read:
                whole.append(rows)
            else:
                unread.append(each)
                first = first or rows
        everywhere = sorted(set.intersection(*whole) if whole else first)
        for start in range(0, len(everywhere), LOOKED_INTO):
            classes = {
                pid_of(packed): packed >> keys.PID_BITS for packed in everywhere[start : start + LOOKED_INTO]
            }
            fits = self.sources.fitting(list(classes), unread) if unread else set(classes)
            some = [
                Candidate(FITS, group * 4, "", pid)
                for pid, group in classes.items()
                if pid in fits and pid not in self.found and group in self.sources.classes
            ]
            for at in range(0, len(some), self.limit):
                self._check({each.pid: each for each in some[at : at + self.limit]}, asked)
                if self.full():
                    return

    def take_misspelt(self, letters: str, others: list[Word]) -> None:
        """Adds whom the letters may have meant and all other words fit, likeliest spelling first."""
        spellings = pinyin.misspellings(letters)[:MISSPELLINGS_AT_MOST]
        meant: dict[int, tuple[Candidate, str]] = {}
        for at, spelling in sorted(self.sources.meant(spellings, READ_AT_MOST if others else 4 * self.limit)):
            if at.pid not in self.found:
                meant.setdefault(at.pid, (at, spelling))
        fits = self.sources.fitting(list(meant), others) if others else meant
        batch = [pid for pid in meant if pid in fits][: self.limit - len(self.found)]
        for pid, person in self.sources.people(batch) if batch else ():
            at, spelling = meant[pid]
            why = reason(Word(spelling, "letters"), person)
            if why is not None and all(reason(other, person) for other in others):
                self.found[pid] = (at, person, Reason("misspelt", why.matched))

    def _check(self, batch: dict[int, Candidate], asked: list[Word]) -> None:
        """Adds those of the candidates that truly answer to all words."""
        for pid, person in self.sources.people(batch) if batch else ():
            given = [why for each in asked if (why := reason(each, person)) is not None]
            if len(given) == len(asked):
                told = next((why for why in given if why.why not in ("village", "address")), given[0])
                self.found[pid] = (batch[pid], person, told)

"""What was typed, and why a person answers to it.

A text is cut at blanks into words, all of which must fit. A word is of one sort: letters (pinyin), digits, a
code (Latin letters and digits), or text (anything with characters).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from casefiles.domain import pinyin
from db import search_keys as keys

if TYPE_CHECKING:
    from db.search_keys import Findable

Sort = Literal["letters", "digits", "code", "text"]
Why = Literal["name", "pinyin", "initials", "id_number", "phone", "number", "village", "address", "misspelt"]

LONGEST_WORD: Final = 64
MOST_WORDS: Final = 8
LEAST_LETTERS: Final = 2
"""One letter alone is looked for in names, not in villages and file numbers."""

_LETTERS = re.compile("[a-z]+")
_DIGITS = re.compile(r"[0-9]+x?")
_CODE = re.compile("[a-z0-9]+")
_STRETCHES = re.compile(r"[a-z]+|[0-9]+x?(?![a-z])|[0-9]+|[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, folded and without marks. `spelt` are the letters as typed and what else they stand for."""

    text: str
    sort: Sort

    @property
    def spelt(self) -> tuple[str, ...]:
        return _spelt(self.text) if self.sort == "letters" else (self.text,)


@lru_cache(maxsize=256)
def _spelt(letters: str) -> tuple[str, ...]:
    return tuple(pinyin.spellings(letters))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person was found, and the part of the shown value that the words fit."""

    why: Why
    matched: str


def word(text: str) -> Word:
    """A folded word without marks, with its sort."""
    text = text[:LONGEST_WORD]
    if _LETTERS.fullmatch(text):
        return Word(text, "letters")
    if _DIGITS.fullmatch(text):
        return Word(text, "digits")
    return Word(text, "code" if _CODE.fullmatch(text) else "text")


def words_of(typed: str) -> list[Word]:
    """The words of what was typed, in their order, none twice."""
    whole = typed.encode("utf-8", "ignore").decode()  # half a character cannot be looked for
    plain = dict.fromkeys(keys.bare(part) for part in re.split(r"[\s,;、]+", pinyin.fold(whole)))
    return [word(text) for text in plain if text][:MOST_WORDS]


def stretches(mixed: Word) -> list[Word]:
    """A word of several scripts as one word for each: 张xm as 张 and xm, zxm2015 as zxm and 2015."""
    return [word(text) for text in dict.fromkeys(_STRETCHES.findall(mixed.text))]


def reason(asked: Word, person: Findable) -> Reason | None:
    """Why `person` answers to the word; None if not at all. Names come before numbers, places last."""
    if asked.sort in ("digits", "code"):
        return _by_number(asked.text, person)
    if asked.sort == "text":
        return _by_name(asked.text, person) or _by_place(asked, person)
    spelt = (_by_letters(letters, person) for letters in asked.spelt)
    named = next(filter(None, spelt), None)
    if named or len(asked.text) < LEAST_LETTERS:
        return named
    return _by_place(asked, person) or _by_number(asked.text, person)


def _by_name(text: str, person: Findable) -> Reason | None:
    for name in keys.names_of(person.name, person.aka):
        parts = pinyin.pieces(name)
        if any("".join(parts[start:]).startswith(text) for start in range(len(parts))):
            return Reason("name", _as_written(text, name))
    return None


def _by_place(asked: Word, person: Findable) -> Reason | None:
    if person.village and any(spelt in _heads_of(person.village) for spelt in asked.spelt):
        return Reason("village", person.village)
    if asked.sort == "text" and person.address and asked.text in keys.bare(person.address):
        head = asked.text[: keys.ADDRESS_KEY]
        if any(key.startswith(head) for _, key in keys.address_keys(person.address)):
            return Reason("address", _as_written(asked.text, person.address))
    return None


@lru_cache(maxsize=4096)
def _heads_of(village: str) -> frozenset[str]:
    return frozenset(key[:end] for key in keys.place_keys(village) for end in range(1, len(key) + 1))


def _by_number(text: str, person: Findable) -> Reason | None:
    if (keys.CODE, text) in keys.code_keys(person.number, serial=True):
        return Reason("number", _as_written(text, person.number))
    if text[0].isdigit():
        if text in keys.bare(person.id_number):
            return Reason("id_number", text)
        if any(text in phone for phone in keys.phones_of(person.phone)):
            return Reason("phone", _as_written(text, person.phone))
        if text in keys.bare(person.number):
            return Reason("number", _as_written(text, person.number))
        return None
    if any(key.startswith(text) for _, key in keys.code_keys(person.number)):
        return Reason("number", _as_written(text, person.number))
    if not keys.region_of(keys.bare(person.id_number)) and any(
        key.startswith(text) for _, key in keys.code_keys(person.id_number)
    ):
        return Reason("id_number", text)
    return None


def _as_written(plain: str, shown: str) -> str:
    """The part of `shown` that `plain` stands for, with its marks and capitals; `plain` if it is not plain."""
    if plain in shown:
        return plain
    places = [at for at, ch in enumerate(shown) if ch.isalnum()]
    start = "".join(shown[at] for at in places).lower().find(plain)
    return shown[places[start] : places[start + len(plain) - 1] + 1] if start >= 0 else plain


def _by_letters(letters: str, person: Findable) -> Reason | None:
    """How the letters fit a name: from its start if possible, the best reading first."""
    for name in keys.names_of(person.name, person.aka):
        parts = pinyin.pieces(name)
        told = pinyin.name_readings(name, person.reading if name == person.name else None)
        for start in range(max(map(len, told), default=0)):
            for said in told:
                if (
                    said[start:]
                    and said[start][0] == letters[0]
                    and (covered := cover(said[start:], letters))
                ):
                    part = "".join(parts[start : start + covered]) if len(said) == len(parts) else name
                    how: Why = "initials" if covered == len(letters) else "pinyin"
                    return Reason(how, _as_written(part, name))
    return None


def cover(said: pinyin.Reading, letters: str) -> int:
    """How many syllables from the first on the letters cover; 0 if they do not fit."""
    return _cover(said, letters, free=len(said) <= keys.SHORT_NAME)


def _cover(said: pinyin.Reading, letters: str, *, free: bool, initials: bool = False) -> int:
    if not said:
        return 0
    first, rest = said[0], said[1:]
    if free or not initials or not rest:
        if first.startswith(letters):
            return 1
        if letters.startswith(first):
            covered = _cover(rest, letters[len(first) :], free=free, initials=initials)
            if covered:
                return covered + 1
    if letters[0] == first[0]:
        if len(letters) == 1:
            return 1
        covered = _cover(rest, letters[1:], free=free, initials=True)
        if covered:
            return covered + 1
    return 0

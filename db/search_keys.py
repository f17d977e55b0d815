"""What each person is findable by: the keys of names, numbers and places. Pure; the tables are in search_index.

A name has a key for each of its tails (张小明, 小明, 明) and for each way to type a tail in pinyin with syllables
whole or as initials, ending in a whole one (zhangxiaoming, zhangxming, zxiaoming, zxming, xiaoming, xming, ming),
and one of initials alone (zxm). What a person types is then the beginning of a key. Names of more than four
pieces have too many mixes: theirs are whole syllables first, initials after, the last piece whole.

A number has a window of eight digits from each of its places, packed into an integer together with the class and
the row, so that any part of it is found by one range of integers. An 18-digit ID number is not cut inside its
region code, of which there are few: find_region lists them, and the ID numbers themselves are indexed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from casefiles.domain import pinyin

KEYS_EDITION: Final = 1
"""Goes up whenever the keys of the same person change; an index of another edition is emptied by install()."""

ENTITIES: Final = ("child", "mentor", "household")

FROM_START, INSIDE, CODE, ADDRESS = range(4)
"""What a text key comes from: a name's beginning, a name's later part, a file number, an address."""

WINDOW: Final = 8
"""Digits of a number in one key."""

PID_BITS: Final = 31
CLASS_SHIFT: Final = 60
_ALPHABET = str.maketrans("0123456789x", "123456789ab")
ID_LENGTH: Final = 18
SHORT_NAME: Final = 4
"""Names of more pieces have fewer mixes, see above."""

LONGEST_NAME: Final = 50
"""Characters of a name that are found by; a form takes no more, a package from elsewhere might, and the keys of a name
grow with the square of its length."""

ADDRESS_KEY: Final = 10
_SERIAL = re.compile(r"(\d+)\D*$")
_RUN = re.compile(r"[\dx]+")
_RESIDENT_ID = re.compile(r"\d{17}[\dx]")
_PLACE_ENDS = re.compile("(?<=[省市县区旗镇乡村组屯寨坝街路道巷弄号栋幢楼])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Findable:
    """One child, mentor or household as the search box knows it. `id` is unique across all entities.

    A household goes by its head's name. `reading` is the reading corrected by a clerk ("shan xiao ming");
    `aka` holds further names, blank or comma between them; `phone` may hold several, too.
    """

    entity: str
    id: str
    name: str
    reading: str = ""
    aka: str = ""
    id_number: str = ""
    phone: str = ""
    number: str = ""
    village: str = ""
    address: str = ""
    active: bool = True


def class_of(entity: str, active: bool) -> int:
    """0 to 5: active before inactive, child before mentor before household."""
    return ENTITIES.index(entity) + (0 if active else len(ENTITIES))


def bare(text: str) -> str:
    """`text` folded (see pinyin.fold) and without anything but letters and digits."""
    plain = pinyin.fold(text)
    return plain if plain.isalnum() else re.sub(r"[\W_]", "", plain)


def names_of(name: str, aka: str) -> list[str]:
    """The name and the further names, one by one."""
    return [name, *re.split(r"[,，、;；/\s]+", aka.strip())] if aka else [name]


def phones_of(phone: str) -> list[str]:
    """The telephone numbers as digits, one by one; blanks and hyphens only group digits."""
    if phone.isdecimal() and phone.isascii():
        return [phone]
    plain = unicodedata.normalize("NFKC", phone)
    return [digits for part in re.split("[,、;/|]", plain) if (digits := re.sub(r"\D", "", part))]


@lru_cache(maxsize=65536)
def mixes(tail: pinyin.Reading) -> tuple[str, ...]:
    """The ways to type the syllables of `tail`, the last one whole, the others whole or as initials."""
    *before, last = tail
    if len(tail) > SHORT_NAME:
        return tuple(
            "".join(tail[:whole]) + "".join(piece[0] for piece in tail[whole:-1]) + last
            for whole in range(len(tail))
        )
    typed = [last]
    for piece in reversed(before):
        typed = [head + rest for rest in typed for head in (piece, piece[0])]
    return tuple(dict.fromkeys(typed))


def name_keys(name: str, reading: str = "", aka: str = "") -> set[tuple[int, str]]:
    """(FROM_START or INSIDE, key) for a person's names."""
    keys: set[tuple[int, str]] = set()
    name = name[:LONGEST_NAME]
    for text in names_of(name, aka):
        text = text[:LONGEST_NAME]
        parts = pinyin.pieces(text)
        for start in range(len(parts)):
            keys.add((INSIDE if start else FROM_START, "".join(parts[start:])))
        for said in pinyin.name_readings(text, reading if text == name else None):
            keys.add((FROM_START, "".join(piece[0] for piece in said)))
            for start in range(len(said)):
                kind = INSIDE if start else FROM_START
                keys.update([(kind, typed) for typed in mixes(said[start:])])
    return keys


def code_keys(value: str, *, serial: bool = False) -> set[tuple[int, str]]:
    """(CODE, key) for a file number or passport number: whole, from each letter, and with `serial` the trailing
    digits without leading zeros.
    """
    plain = bare(value)
    if not plain:
        return set()
    keys = {(CODE, plain)}
    if not plain.isdecimal():
        keys.update([(CODE, plain[at:]) for at, ch in enumerate(plain) if not ch.isdigit() and at])
    if serial and (match := _SERIAL.search(unicodedata.normalize("NFKC", value))):
        keys.add((CODE, match[1].lstrip("0") or "0"))
    return keys


def address_keys(address: str) -> set[tuple[int, str]]:
    """(ADDRESS, key) from the start of each part of an address: 青石村3组12号, 3组12号, 12号."""
    starts = [tail for tail in _tails_at(_PLACE_ENDS, bare(address)) if tail]
    return {(ADDRESS, tail[:ADDRESS_KEY]) for tail in starts}


def _tails_at(pattern: re.Pattern[str], text: str) -> list[str]:
    return [text, *(text[match.end() :] for match in pattern.finditer(text))]


@lru_cache(maxsize=4096)
def place_keys(village: str) -> frozenset[str]:
    """Keys of a village's name: its tails in characters and in pinyin, as for names."""
    village = village[:LONGEST_NAME]
    parts = pinyin.pieces(village)
    keys = {"".join(parts[start:]) for start in range(len(parts))}
    for said in pinyin.plain_readings(village):
        keys.add("".join(piece[0] for piece in said))
        for start in range(len(said)):
            keys.update(mixes(said[start:]))
    return frozenset(keys)


def packed(digits: str) -> int:
    """Up to WINDOW digits (x for the last place of an ID number) as an integer that keeps their order."""
    return int(digits[:WINDOW].translate(_ALPHABET).ljust(WINDOW, "0"), 12)


def region_of(id_number: str) -> str:
    """The six digits of the region of an 18-digit ID number (folded); empty for any other document."""
    return id_number[:6] if _RESIDENT_ID.fullmatch(id_number) else ""


def windows(plain: str, start: int = 0) -> set[int]:
    """Packed windows from each digit of `plain`, from place `start` on."""
    found: set[int] = set()
    for run in _RUN.finditer(plain):
        digits = run[0].translate(_ALPHABET) + "0" * (WINDOW - 1)
        places = range(max(start - run.start(), 0), len(run[0]))
        found.update([int(digits[at : at + WINDOW], 12) for at in places if digits[at] != "b"])
    return found


def text_keys(person: Findable) -> set[tuple[int, str]]:
    """All (kind, key) of a person."""
    keys = name_keys(person.name, person.reading, person.aka) | code_keys(person.number, serial=True)
    if not region_of(bare(person.id_number)):
        keys |= code_keys(person.id_number)
    return keys | address_keys(person.address) if person.address else keys


def all_words(person: Findable, typed: set[tuple[int, str]]) -> str:
    """One text to look into when another word has already led to the person: a blank before each key of a
    name, then numbers and the address; a # before each key of a number that begins with a letter.

    `typed` are the person's text_keys. Characters and digits fit wherever they stand, letters only behind a
    blank or #.
    """
    rest = [bare(person.id_number), *phones_of(person.phone), bare(person.number), bare(person.address)]
    names = sorted({key for kind, key in typed if kind <= INSIDE})
    codes = sorted(f"#{key}" for kind, key in typed if kind == CODE and key[0].isalpha())
    return " " + " ".join([*names, *filter(None, rest), *codes])


def digit_windows(person: Findable) -> set[int]:
    """All packed windows of a person's numbers."""
    id_number = bare(person.id_number)
    found = windows(id_number, 6 if region_of(id_number) else 0) | windows(bare(person.number))
    for phone in phones_of(person.phone):
        found |= windows(phone)
    return found

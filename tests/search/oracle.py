"""The search box said plainly: look at every person, one after the other, with no index and no keys.

Shares with the program only what a name's readings are and which words were typed; who fits a word is worked out
here by walking along the reading.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from casefiles.domain import pinyin

if TYPE_CHECKING:
    from db.search import Findable


def squeezed(text: str) -> str:
    """Folded, letters and digits only."""
    return "".join(ch for ch in pinyin.fold(text) if ch.isalnum())


def types_into(letters: str, said: tuple[str, ...]) -> bool:
    """Whether somebody on the way of typing `said`, each syllable whole or by its initial, has typed `letters`.

    In names of more than four pieces, initials come after whole syllables only, but the last may be whole.
    """
    free = len(said) <= 4
    states = {("", False)}
    for at, syllable in enumerate(said):
        last = at == len(said) - 1
        reached = set()
        for typed, shortened in states:
            ways = [(syllable[0], True)]
            if free or last or not shortened:
                ways.append((syllable, shortened))
            for piece, short in ways:
                longer = typed + piece
                if longer.startswith(letters):
                    return True
                if letters.startswith(longer):
                    reached.add((longer, short))
        states = reached
    return False


def _texts(person: Findable) -> list[str]:
    return [person.name, *re.split(r"[,，、;；/\s]+", person.aka)] if person.aka else [person.name]


def said_by(letters: str, person: Findable) -> bool:
    """Whether the letters, as typed or as they are also spelt, type any tail of any reading of a name."""
    for text in _texts(person):
        fixed = person.reading if text == person.name else None
        for said in pinyin.name_readings(text, fixed):
            for start in range(len(said)):
                if any(types_into(spelt, said[start:]) for spelt in pinyin.spellings(letters)):
                    return True
    return False


def place_fits(text: str, person: Findable) -> bool:
    """Whether the word begins a tail of the village's name, in characters or pinyin."""
    village = squeezed(person.village)
    if not village:
        return False
    if not text.isascii():
        return text in village
    return len(text) > 1 and any(
        types_into(spelt, said[start:])
        for said in pinyin.plain_readings(village)
        for start in range(len(said))
        for spelt in pinyin.spellings(text)
    )


def number_fits(text: str, person: Findable) -> bool:
    """Whether the word is part of a number; with letters, from the number's start or one of its letters."""
    phones = [re.sub(r"\D", "", part) for part in re.split("[,、;/|]", unicodedata.normalize("NFKC", person.phone))]
    number, id_number = squeezed(person.number), squeezed(person.id_number)
    if text[0].isdigit():
        return any(text in value for value in (number, id_number, *phones))
    coded = [number] if re.fullmatch(r"\d{17}[\dx]", id_number) else [number, id_number]
    return any(
        value[at:].startswith(text) for value in coded for at in range(len(value)) if at == 0 or not value[at].isdigit()
    )


def fits(text: str, person: Findable) -> bool:
    """Whether one folded word fits the person."""
    if re.fullmatch(r"[0-9]+x?|[a-z]*[0-9][a-z0-9]*", text):
        return number_fits(text, person)
    if re.fullmatch("[a-z]+", text):
        return (
            said_by(text, person)
            or place_fits(text, person)
            or (len(text) > 1 and number_fits(text, person))
        )
    if any(text in "".join(pinyin.pieces(name)) for name in _texts(person)) or place_fits(text, person):
        return True
    return _in_address(text, squeezed(person.address))


def _in_address(text: str, address: str) -> bool:
    ends = "省市县区旗镇乡村组屯寨坝街路道巷弄号栋幢楼"
    return any(
        address[at:].startswith(text) for at in range(len(address)) if at == 0 or address[at - 1] in ends
    )


def expected(typed: str, everyone: list[Findable], entities: tuple[str, ...]) -> set[str]:
    """The ids of all who answer, misspellings aside."""
    words = list(dict.fromkeys(squeezed(part) for part in re.split(r"[\s,;、]+", pinyin.fold(typed))))
    words = [word for word in words if word]
    joined = "".join(words)
    apart = words if len(words) > 1 else re.findall(r"[a-z]+|[0-9]+x?(?![a-z])|[0-9]+|[^a-z0-9]+", joined)
    one_sort = len({_sort(word) for word in words}) == 1
    return {
        person.id
        for person in everyone
        if person.entity in entities
        and words
        and ((one_sort and fits(joined, person)) or (len(apart) > 1 and all(fits(word, person) for word in apart)))
    }


def _sort(word: str) -> str:
    if word.isascii():
        return "letters" if word.isalpha() else "digits" if re.fullmatch(r"[0-9]+x?", word) else "code"
    return "text"

"""Hiding who is meant while visitors stand by: names become 张**, numbers, phones and addresses go.

A `Veil` knows the names and addresses on file; numbers and phones are known by their shape. It works on any text, so
that whatever shows text asks it, and nobody has to say where a name may stand.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from casefiles.domain.fieldtypes import Stored

STARS = "**"
LONGEST = 60
_NUMBERS = re.compile(
    r"(?<![0-9A-Za-z])("
    r"[1-9]\d{5}(?:\d{9}|\d{11}[\dXx])"  # an ID number
    r"|\d{2,6}[*＊]{4,14}[\dXx]{0,4}"  # a number that is masked in part
    r"|(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}"  # a mobile phone
    r"|0\d{2,3}-\d{7,8}"  # a landline
    r")(?![0-9A-Za-z])"
)
_ENDED = re.compile(r"[…]+$")


ADDRESSES = ("address", "registered_address")
"""fields that say where somebody lives"""


@cache
def hidden_fields(entity: str) -> tuple[str, ...]:
    """The fields of an entity that name a person or say where somebody lives."""
    found = ENTITIES[entity].fields.values()
    return tuple(f.name for f in found if isinstance(f.kind, Name) or f.name in ADDRESSES)


def names_in(entity: str, values: Mapping[str, Stored]) -> list[str]:
    """What is to be hidden of a record."""
    return [str(values[name]) for name in hidden_fields(entity) if values.get(name)]


class Veil:
    """`shown(text)` is the text as visitors may see it. `add(names)` when somebody is put on file meanwhile."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_first: dict[str, dict[int, set[str]]] = {}
        self.add(names)

    def add(self, names: Iterable[str]) -> None:
        """Hide these as well; single characters are no names."""
        for name in names:
            text = name.strip()
            if 1 < len(text) <= LONGEST:
                self._by_first.setdefault(text[0], {}).setdefault(len(text), set()).add(text)

    def shown(self, text: str) -> str:
        """The longest name at each place is hidden; a name that was cut off by … too."""
        if not text:
            return text
        text = _NUMBERS.sub("***", text)
        end = _ENDED.search(text)
        body = text[: end.start()] if end is not None else text
        out, at = [], 0
        while at < len(body):
            found = self._name_at(body, at, cut=end is not None)
            if found:
                out.append(body[at] + STARS)
                at += found
            else:
                out.append(body[at])
                at += 1
        return "".join(out) + (text[end.start() :] if end is not None else "")

    def _name_at(self, text: str, at: int, *, cut: bool) -> int:
        """How long the name is that begins here, 0 for none."""
        lengths = self._by_first.get(text[at])
        if lengths is None:
            return 0
        for n in sorted(lengths, reverse=True):
            if text[at : at + n] in lengths[n] and self._stands_alone(text, at, n):
                return n
        left = len(text) - at
        if cut and left > 1:
            rest = text[at:]
            if any(n > left and any(name.startswith(rest) for name in lengths[n]) for n in lengths):
                return left
        return 0

    @staticmethod
    def _stands_alone(text: str, at: int, n: int) -> bool:
        """Letters of the alphabet are a name only as a whole word: a donor Li is not in "Living"."""
        if not text[at].isascii():
            return True
        before, after = text[at - 1 : at], text[at + n : at + n + 1]
        return not ((before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum()))

"""A list of choices: stored as codes, shown as labels, read from either language.

Codes of a national standard keep the standard's digits as text ("01"); where there is none the code is a
short English word ("left_behind"). A code is never reused or removed: a retired one stays readable.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label

_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
_SHOWN_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Code:
    """One choice. `aliases` are other spellings found in rosters; `parent` is a code of the list above it."""

    code: str
    label: Label
    retired: bool = False
    aliases: tuple[str, ...] = ()
    parent: str = ""


def choice(code: str, zh: str, en: str, *aliases: str, parent: str = "", retired: bool = False) -> Code:
    """A Code from its two labels and any other spellings."""
    return Code(code, Label(zh, en), retired, aliases, parent)


def fold(text: str) -> str:
    """The form two spellings are compared in: width, case, spaces and a leading apostrophe do not matter."""
    plain = unicodedata.normalize("NFKC", text).strip().removeprefix("'")
    return "".join(plain.split()).casefold()


@dataclass(frozen=True, slots=True)
class CodeList:
    """The choices of one field, in the order they are shown.

    `padded` lists also accept a code that a spreadsheet turned into a number ("1" or "1.0" for "01").
    Raises ValueError when two choices claim the same word, because `parse` could not tell them apart.
    """

    key: str
    items: tuple[Code, ...]
    padded: bool = False
    _codes: dict[str, Code] = field(init=False, repr=False, compare=False)
    _words: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        codes: dict[str, Code] = {}
        words: dict[str, str] = {}
        for item in self.items:
            if item.code in codes:
                raise ValueError(f"{self.key}: {item.code} stands twice")
            codes[item.code] = item
            for word in (item.code, item.label.zh, item.label.en, *item.aliases):
                if words.setdefault(fold(word), item.code) != item.code:
                    raise ValueError(f"{self.key}: {word!r} means {words[fold(word)]} and {item.code}")
        object.__setattr__(self, "_codes", codes)
        object.__setattr__(self, "_words", words)

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __getitem__(self, code: str) -> Code:
        return self._codes[code]

    def label(self, code: str) -> Label:
        """The label of `code`; a code this version does not know is shown as it stands."""
        item = self._codes.get(code)
        return item.label if item else Label(code, code)

    def parse(self, text: str) -> str:
        """The code for a code, a label in either language or an alias. Refuses with NOT_A_CHOICE."""
        word = fold(text)
        found = self._words.get(word)
        if found is None and self.padded:
            whole = _WHOLE_FLOAT.fullmatch(word)
            digits = whole[1] if whole else word
            if digits.isdecimal():
                found = self._words.get(digits.zfill(max(len(c) for c in self._codes)))
        if found is None:
            raise Refusal(Problem("NOT_A_CHOICE", value=text.strip(), args={"choices": self.choices}))
        return found

    @property
    def active(self) -> tuple[Code, ...]:
        """The choices offered for new entries."""
        return tuple(item for item in self.items if not item.retired)

    @property
    def choices(self) -> Label:
        """The first choices in one line, for a message."""
        shown = self.active[:_SHOWN_CHOICES]
        more = len(self.active) > len(shown)
        return Label(
            "、".join(item.label.zh for item in shown) + ("……" if more else ""),
            ", ".join(item.label.en for item in shown) + (", …" if more else ""),
        )

    def under(self, parent: str) -> tuple[Code, ...]:
        """The active choices below `parent` in the list above this one."""
        return tuple(item for item in self.active if item.parent == parent)

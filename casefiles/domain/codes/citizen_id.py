"""Citizen ID numbers: GB 11643-1999 (18 characters) and the 15-digit numbers before it.

The region inside a number is the place of first issue; it says nothing about residence and is never an error.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]*)?E\+?[0-9]+")
_FLOAT_TAIL = re.compile(r"([0-9]+)\.0*")
# What input methods and scanners put where an X belongs: the multiplication sign, Cyrillic and Greek letters.
_LIKE_X = str.maketrans({"×": "X", "Х": "X", "Χ": "X"})
_QUOTES = "'‘’`"
_OLDEST = 110

WARNINGS: dict[str, Label] = {
    "ID_ENDS_000": Label(
        "身份证号以 000 结尾，可能被表格软件截断。请对照证件核对。",
        "The ID number ends in 000; a spreadsheet may have cut it. Check it against the card.",
    ),
    "ID_OLD_NUMBER": Label(
        "这是 15 位旧号码。如有 18 位号码，请改填。",
        "This is an old number of 15 digits. Enter the one of 18 if there is one.",
    ),
    "ID_VERY_OLD": Label(
        "按身份证号，此人已超过 110 岁。请核对年份。",
        "By the ID number this person is over 110 years old. Check the year.",
    ),
    "ID_REGION_UNKNOWN": Label(
        "区划表中没有身份证号的前六位。号码可能有误，请核对。",
        "The first six digits are in no table of areas. The number may be wrong; check it.",
    ),
}
"""The sentence behind each code `warnings` may give."""


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A number that passed every check. `sex` is a code of GB/T 2261.1; `old` marks 15 digits (born 19yy)."""

    number: str
    birth: date | None
    sex: str | None
    region: str
    old: bool

    @property
    def upgraded(self) -> str:
        """The 18-character form; for a 15-digit number the one its holder was given later (century 19)."""
        if not self.old:
            return self.number
        body = f"{self.number[:6]}19{self.number[6:]}"
        return body + check_digit(body)


def normalise(text: str) -> str:
    """The number without spaces, a leading apostrophe, full width or lower case. Nothing is checked."""
    visible = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return "".join(visible.split()).lstrip(_QUOTES).upper().translate(_LIKE_X)


def check_digit(first17: str) -> str:
    """The 18th character, "0" to "9" or "X", for the first 17 digits (ISO 7064 MOD 11-2).

    Raises ValueError when these are not 17 digits.
    """
    if not re.fullmatch(r"[0-9]{17}", first17):
        raise ValueError("the check digit stands behind 17 digits")
    return _CHECK[sum(w * int(c) for w, c in zip(_WEIGHTS, first17, strict=True)) % 11]


@lru_cache(4096)  # a roster asks two dozen times about each number
def parse(text: str, today: date | None = None) -> CitizenId:
    """The ID number in `text`. A birth after `today` is refused; without `today` that is not looked at.

    Refuses with ID_DAMAGED_BY_EXCEL, ID_CHARACTERS, ID_LENGTH, ID_BIRTH or ID_CHECKSUM.
    """
    number = normalise(text)
    floating = _FLOAT_TAIL.fullmatch(number)
    if floating and len(floating[1]) == 15:
        number = floating[1]  # a spreadsheet keeps 15 digits exactly: nothing was lost
    elif floating or _EXPONENT.fullmatch(number):
        raise _refusal("ID_DAMAGED_BY_EXCEL", text)
    if not re.fullmatch(r"[0-9]*X?", number) or (len(number) == 15 and number.endswith("X")):
        raise _refusal("ID_CHARACTERS", text)
    if len(number) not in (15, 18):
        raise _refusal("ID_LENGTH", text, n=len(number))
    old = len(number) == 15
    birth = _birth(f"19{number[6:12]}" if old else number[6:14])
    if birth is None or (today is not None and birth > today):
        raise _refusal("ID_BIRTH", text)
    if not old and check_digit(number[:17]) != number[17]:
        # Three zeros that fail the check are what a spreadsheet leaves of 18 digits.
        raise _refusal("ID_DAMAGED_BY_EXCEL" if number.endswith("000") else "ID_CHECKSUM", text)
    order = number[14] if old else number[16]
    return CitizenId(number, birth, "1" if int(order) % 2 else "2", number[:6], old)


def warnings(number: CitizenId, today: date) -> list[str]:
    """Codes of what looks odd but may be right, each with a sentence in `WARNINGS`."""
    # Only here is the table of areas needed; every other caller is spared loading it.
    from casefiles.domain import areas

    found = []
    if number.old:
        found.append("ID_OLD_NUMBER")
    elif number.number.endswith("000"):
        found.append("ID_ENDS_000")
    if number.birth is not None and today.year - number.birth.year > _OLDEST:
        found.append("ID_VERY_OLD")
    if not areas.issues_ids(number.region):
        found.append("ID_REGION_UNKNOWN")
    return found


def mask(number: str) -> str:
    """The number as lists show it: 231282********0011, 15 digits 231282******001; anything else all stars."""
    plain = normalise(number)
    if len(plain) == 18:
        return f"{plain[:6]}{'*' * 8}{plain[14:]}"
    if len(plain) == 15:
        return f"{plain[:6]}{'*' * 6}{plain[12:]}"
    return "*" * len(plain)


def make(region: str, birth: date, serial: int, sex: str) -> str:
    """A valid number for demo and tests: six digits of region, serial 0 to 499 within day and sex ("1", "2").

    Use a region that starts with 999, which is assigned to nobody. Raises ValueError for anything else amiss.
    """
    if not re.fullmatch(r"[0-9]{6}", region) or not 0 <= serial <= 499 or sex not in ("1", "2"):
        raise ValueError("region of six digits, serial 0 to 499, sex 1 or 2")
    order = serial * 2 + (1 if sex == "1" else 0)
    body = f"{region}{birth.year:04}{birth.month:02}{birth.day:02}{order:03}"
    return body + check_digit(body)


def _birth(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _refusal(code: str, text: str, **args: object) -> Refusal:
    return Refusal(Problem(code, value=text.strip(), args=args))

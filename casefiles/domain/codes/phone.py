"""Telephone numbers of mainland China as people and spreadsheets write them.

Any 11 digits that start with 1 count as a mobile, so numbers that are never assigned (100…) stay usable in
examples and tests.
"""

from __future__ import annotations

import re
import unicodedata

from casefiles.domain.problems import Problem, Refusal

_FLOAT_TAIL = re.compile(r"(?<=[0-9])\.0*$")
_MARKS = re.compile(r"[\s\-‐-―()·'‘’]")
_COUNTRY = re.compile(r"^(?:\+|00)86(?=[0-9])|^86(?=1[0-9]{10}$)")
_MOBILE = re.compile(r"1[0-9]{10}")
# Area codes have three digits for Beijing and the 02x cities, otherwise four.
_LANDLINE = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-9][0-9]{6,7})")


def normalise(text: str) -> str:
    """The number as it is stored: mobiles as 11 digits, landlines as 0455-7912345.

    Country code, spaces, hyphens, full width and the ".0" of a spreadsheet are taken off. Refuses with PHONE
    when what is left is neither a mobile nor a landline with its area code.
    """
    number = _bare(text)
    if not _MOBILE.fullmatch(number) and not _LANDLINE.fullmatch(number.replace("-", "", 1)):
        raise Refusal(Problem("PHONE", value=text.strip()))
    return number


def is_mobile(number: str) -> bool:
    """Whether a stored number is a mobile."""
    return _MOBILE.fullmatch(number) is not None


def mask(number: str) -> str:
    """The number as lists show it: 138****6409, 0455-***2345; anything else all stars."""
    plain = _bare(number)
    if _MOBILE.fullmatch(plain):
        return f"{plain[:3]}****{plain[7:]}"
    area, dash, local = plain.partition("-")
    if dash and local.isdecimal():
        return f"{area}-{'*' * (len(local) - 4)}{local[-4:]}"
    return "*" * len(plain)


def _bare(text: str) -> str:
    visible = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    digits = _MARKS.sub("", _FLOAT_TAIL.sub("", visible.strip()))
    abroad = _COUNTRY.match(digits)
    if abroad:
        digits = digits[abroad.end() :]
        if not digits.startswith(("0", "1")) or re.fullmatch(r"10[0-9]{8}", digits):
            digits = f"0{digits}"  # abroad the zero of an area code is left out
    elif re.fullmatch(r"01[3-9][0-9]{9}", digits):
        digits = digits[1:]  # the zero once dialled before a mobile of another place
    landline = _LANDLINE.fullmatch(digits)
    return f"{landline[1]}-{landline[2]}" if landline else digits

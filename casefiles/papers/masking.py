"""Hides the ID and telephone numbers that people write into free text, in the forms that are usual.

Matched on the narrow form of the text (NFKC, without invisible characters), so full width digits count. IDs of 18 and
15 digits (GB 11643) also stand in groups; telephone numbers with country code, brackets and groups. A number in groups
must look like what it is taken for (a birth date inside, the groups of a telephone number), so that dates, amounts,
file numbers and division codes stay readable. A local number without its area code is only known by the word before.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from casefiles.domain.codes import citizen_id, phone
from casefiles.domain.problems import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

_GAP = r"[\s\-‐-―−_.·•/]{0,3}"
_SPLIT = r"[\s\-‐-―−_.·•/]{1,3}"
_DASH = r"[\s\-‐-―−]{1,3}"
_LAST = "[0-9XxХхΧχ×]"
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[19]")
_BIRTH = re.compile(r"(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_BEFORE = r"(?<![0-9*])"
_AFTER = r"(?![0-9*])"
_GROUPS = ((3, 4, 4), (3, 3, 5), (3, 8), (4, 4, 3), (7, 4), (3, 2, 3, 3), (3, 4, 2, 2), (3, 2, 2, 2, 2))
"""how a mobile number is written in groups"""


def hide(text: str) -> str:
    """The text with those numbers masked as the fields are: 231282********0011, 138****6409, 0455-***2345."""
    plain, origin = _narrow(text)
    found: list[tuple[int, int, str]] = []
    for form, masked in _FORMS:
        at = 0
        while match := form.search(plain, at):
            shown = masked(match["n"])
            if shown is None:
                at = match.start() + 1
                continue
            start, end = match.span("n")
            found.append((origin[start], origin[end - 1] + 1, shown))
            plain = plain[:start] + "\0" * (end - start) + plain[end:]  # nothing is found in it again
            at = end
    for start, end, shown in sorted(found, reverse=True):
        text = text[:start] + shown + text[end:]
    return text


def _narrow(text: str) -> tuple[str, list[int]]:
    """The text as it is matched, and where in `text` each of its characters comes from."""
    if text.isascii():
        return text, list(range(len(text)))
    plain: list[str] = []
    origin: list[int] = []
    for at, ch in enumerate(text):
        if unicodedata.category(ch) == "Cf":
            continue
        for part in unicodedata.normalize("NFKC", ch):
            plain.append(part)
            origin.append(at)
    return "".join(plain), origin


def _digits(written: str) -> str:
    return re.sub(rf"(?!{_LAST}).", "", written, flags=re.DOTALL)


def _card(written: str) -> str | None:
    """18 characters in one piece, or in groups with a birth date inside."""
    number = _digits(written)
    likely = _PROVINCE.match(number) and _BIRTH.match(number, 6)
    return citizen_id.mask(number) if likely or written == number else None


def _old_card(written: str) -> str | None:
    number = _digits(written)
    likely = _PROVINCE.match(number) and _BIRTH.match(f"19{number[6:12]}")
    return citizen_id.mask(number) if likely else None


def _card_inside(written: str) -> str | None:
    """18 characters of a longer row of digits: only if they are a valid number."""
    try:
        return citizen_id.mask(citizen_id.parse(written).number)
    except Refusal:
        return None


def _mobile(written: str) -> str:
    return phone.mask(_digits(written))


def _landline(written: str) -> str:
    number = _digits(written)
    area = number[: 3 if number[1] in "12" else 4]
    return f"{area}-{'*' * (len(number) - len(area) - 4)}{number[-4:]}"


def _abroad(written: str) -> str:
    """A landline behind +86, where the zero of its area code is left out."""
    number = _digits(written).removeprefix("0")
    return _landline("0" + number)[1:]


def _local(written: str) -> str | None:
    number = _digits(written)
    if _BIRTH.fullmatch(number):
        return None  # the day of a call
    return "*" * (len(number) - 4) + number[-4:]


def _form(number: str, before: str = "", after: str = _AFTER) -> re.Pattern[str]:
    return re.compile(f"{before}(?P<n>{number}){after}", re.IGNORECASE)


def _in_groups() -> str:
    kinds = []
    for first, *rest in _GROUPS:
        head = f"1(?:[3-9][0-9]|00)[0-9]{{{first - 3}}}"
        between = _SPLIT if len(rest) > 1 else _DASH  # 131.12345678 is a place on a map
        kinds.append(between.join([head, *(f"[0-9]{{{n}}}" for n in rest)]))
    return "|".join(kinds)


_COUNTRY = rf"(?:(?<![0-9*])(?:\+|00)?86{_GAP}|(?<![0-9*])0|(?<![0-9*]))"
_SUBSCRIBER = rf"[0-9]{{7,8}}|[0-9]{{3,4}}{_SPLIT}[0-9]{{4}}|[0-9]{{4}}{_SPLIT}[0-9]{{3}}"
_AREA = r"(?:10|2[0-9]|[3-9][0-9]{2})"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[str], str | None]], ...] = (
    (_form(_GAP.join(["[1-9]", *["[0-9]"] * 16, _LAST]), _BEFORE), _card),
    (_form("[1-9][0-9]{16}[0-9X]", after=""), _card_inside),
    (
        _form(
            _GAP.join(["[1-9][0-9]{5}", "[0-9]{2}", "[0-9]{2}", "[0-9]{2}", "[0-9]{3}"]),
            _BEFORE,
        ),
        _old_card,
    ),
    (_form(rf"1[0-9]{{10}}|{_in_groups()}", _COUNTRY), _mobile),
    (_form(rf"(?:0{_AREA}|\(0{_AREA}\)){_GAP}(?:{_SUBSCRIBER})", _BEFORE), _landline),
    (
        _form(
            rf"(?:0?{_AREA}|\(0?{_AREA}\)|\(0\){_AREA}){_GAP}(?:{_SUBSCRIBER})",
            rf"(?<![0-9*])(?:\+|00)86\)?{_GAP}",
        ),
        _abroad,
    ),
    (
        _form(
            r"[2-9][0-9]{6,7}|[2-9][0-9]{2,3}[\s\-][0-9]{4}",
            r"(?:电话|座机|手机|联系方式|\btel|\bphone|\bmobile)(?:号码|号|为|是|[\s:.,()]){0,4}",
        ),
        _local,
    ),
)

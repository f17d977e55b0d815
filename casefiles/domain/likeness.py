"""How much two files look like one child's, and why. Pure: it compares values and knows nothing of an office.

Points are added for what agrees and taken away for what cannot be both: two whole ID numbers that differ in more than a
slip are two children, however alike they are (twins). The floors were set on the labelled set of
tests/domain/test_likeness.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casefiles.domain import pinyin
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from casefiles.domain.fieldtypes import Stored

MAYBE = 50
"""from here on a person should look at the two"""
LIKELY = 85
"""from here on they are most likely the same"""
WHOLE = 10
"""characters of a date whose day is known"""

SAME_ID = Label("身份证号相同", "same ID number")
NEAR_ID = Label("身份证号只差一处", "ID numbers differ in one place")
SAME_NAME = Label("姓名相同", "same name")
SAME_SOUND = Label("姓名同音", "names sound alike")
SAME_BIRTH = Label("出生日期相同", "same birth date")
NEAR_BIRTH = Label("出生日期相近", "birth dates agree as far as they are known")
SWAPPED_BIRTH = Label("出生月日颠倒", "month and day of birth changed places")
SAME_VILLAGE = Label("同村", "same village")
SAME_PHONE = Label("联系电话相同", "same phone")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Points, and the reasons for them, the weightiest first."""

    points: int
    reasons: tuple[Label, ...]

    @property
    def likely(self) -> bool:
        """Most likely one child."""
        return self.points >= LIKELY


def likeness(one: Mapping[str, Stored], other: Mapping[str, Stored]) -> Likeness:
    """Compare id_number, name (with reading), birth_date, sex, village and phone of two children."""
    points, reasons = 0, []
    names = _names(one, other)
    agree = all(worth > 0 for worth, _ in names)
    for worth, reason in (*_cards(one, other, agree=agree), *names, *_births(one, other), *_places(one, other)):
        points += worth
        if reason is not None:
            reasons.append((worth, reason))
    reasons.sort(key=lambda r: -r[0])
    return Likeness(points, tuple(label for _, label in reasons))


Found = list[tuple[int, Label | None]]


def _cards(one: Mapping[str, Stored], other: Mapping[str, Stored], *, agree: bool) -> Found:
    """Numbers that differ in one place say much of two people of one name, and little of others: who is born on one day
    in one county has such numbers, and twins have."""
    a, b = (str(values.get("id_number") or "") for values in (one, other))
    if not (a and b):
        return []
    if a == b or _short(a) == _short(b):
        return [(100, SAME_ID)]
    if len(a) == len(b) and _slip(a, b):
        return [(40 if agree else 25, NEAR_ID)]
    return [(-70, None)]


def _short(card: str) -> str:
    """An 18-digit number as the 15 digits of old: century and check digit left out."""
    return card[:6] + card[8:17] if len(card) == 18 else card


def _slip(a: str, b: str) -> bool:
    """One digit mistyped, or two neighbours changed places; the check digit, which follows from the rest, is let be."""
    wrong = [n for n in range(min(17, len(a))) if a[n] != b[n]]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
    return len(wrong) <= 1 or swapped


def _names(one: Mapping[str, Stored], other: Mapping[str, Stored]) -> Found:
    a, b = (str(values.get("name") or "").replace("·", "") for values in (one, other))
    if not (a and b):
        return []
    if a == b:
        return [(35, SAME_NAME)]
    heard = [_heard(values, name) for values, name in ((one, a), (other, b))]
    return [(28, SAME_SOUND)] if heard[0] & heard[1] else [(-15, None)]


def _heard(values: Mapping[str, Stored], name: str) -> set[tuple[str, ...]]:
    reading = values.get("reading")
    return {tuple(said) for said in pinyin.name_readings(name, str(reading) if reading else None)}


def _births(one: Mapping[str, Stored], other: Mapping[str, Stored]) -> Found:
    a, b = (str(values.get("birth_date") or "") for values in (one, other))
    found: Found = []
    if a and b:
        if len(a) == len(b) == WHOLE:
            swapped = a[:4] == b[:4] and (a[5:7], a[8:]) == (b[8:], b[5:7])
            found.append((25, SAME_BIRTH) if a == b else (18, SWAPPED_BIRTH) if swapped else (-25, None))
        else:
            found.append((12, NEAR_BIRTH) if a.startswith(b) or b.startswith(a) else (-25, None))
    sexes = one.get("sex"), other.get("sex")
    if all(sexes) and sexes[0] != sexes[1]:
        found.append((-30, None))
    return found


def _places(one: Mapping[str, Stored], other: Mapping[str, Stored]) -> Found:
    found: Found = []
    for name, worth, reason in (("village", 8, SAME_VILLAGE), ("phone", 12, SAME_PHONE)):
        if one.get(name) and one.get(name) == other.get(name):
            found.append((worth, reason))
    return found

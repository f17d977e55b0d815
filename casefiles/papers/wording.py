"""How papers put values into words: labels from the catalogue, masking, tick boxes, dates, amounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from casefiles.domain.codes import citizen_id, phone
from casefiles.domain.document import BLANK, Section
from casefiles.domain.entities import ENTITIES
from casefiles.domain.fieldtypes import IdNumber, Phone
from casefiles.domain.words import Label
from casefiles.papers import masking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casefiles.domain.catalogue import Entity, Field
    from casefiles.domain.codes.codelist import CodeList
    from casefiles.domain.fieldtypes import Stored
    from casefiles.domain.words import Lang

_BY_CLASS: dict[type, Entity] = {e.cls: e for e in ENTITIES.values()}
_DIGITS = "〇一二三四五六七八九"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
T = TypeVar("T")
_NUMERALS = "一二三四五六七八九十"
NOW = Label("今", "now")
TICKED, UNTICKED = "■", "□"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one paper: its language, and whether numbers of people are masked."""

    lang: Lang
    masked: bool

    def label(self, record: object, field: str) -> str:
        """The catalogue's label of a field; `record` is an entity's instance or class."""
        return _field(record, field).label(self.lang)

    def say(self, record: object, field: str, blank: str = BLANK) -> str:
        """The value as it is printed; a value that is not known is `blank`."""
        if record is None:
            return blank
        spec = _field(record, field)
        stored = _stored(getattr(record, field))
        if stored is None:
            return blank
        if self.masked and spec.sensitive:
            if isinstance(spec.kind, IdNumber):
                return citizen_id.mask(str(stored))
            if isinstance(spec.kind, Phone):
                return phone.mask(str(stored))
            return "*" * len(str(stored))
        shown = spec.kind.show(stored, self.lang) or blank
        return masking.hide(shown) if self.masked else shown  # a pupil number, too, is G and the ID number

    def join(self, *parts: str) -> str:
        """Parts side by side, the unknown ones left out."""
        known = [part for part in parts if part and part != BLANK]
        return ("　" if self.lang == "zh" else ", ").join(known) or BLANK

    def pick(self, zh: T, en: T) -> T:
        """One of two things by language."""
        return zh if self.lang == "zh" else en

    def boxes(self, codes: CodeList, chosen: Iterable[str]) -> str:
        """All choices of a list with a filled box before those chosen, as on the official form."""
        ticked = set(chosen)
        gap = "　" if self.lang == "zh" else "   "
        return gap.join(
            f"{TICKED if item.code in ticked else UNTICKED}{item.label(self.lang)}"
            for item in codes.items
            if not item.retired or item.code in ticked
        )

    def day(self, day: date | None) -> str:
        """A date in figures, for tables."""
        return day.isoformat() if day is not None else BLANK

    def long_day(self, day: date | None) -> str:
        """A date in words."""
        if day is None:
            return BLANK
        return f"{day.year}年{day.month}月{day.day}日" if self.lang == "zh" else day.isoformat()

    def moment(self, at: datetime) -> str:
        """Day and minute."""
        return f"{at:%Y-%m-%d %H:%M}"

    def month_in_words(self, day: date) -> str:
        """Year and month as a cover shows them: 二〇二六年十一月."""
        if self.lang == "en":
            return f"{day:%B %Y}"
        tens = ("", "十")[day.month // 10]
        return "".join(_DIGITS[int(d)] for d in str(day.year)) + f"年{tens}{_month(day.month)}月"


class Titles:
    """Section headings, counted in the order in which they come."""

    def __init__(self, w: Wording) -> None:
        self._w = w
        self._count = 0

    def next(self, words: Label, note: str = "") -> Section:
        """The next heading."""
        self._count += 1
        text = words(self._w.lang)
        lead = f"{_NUMERALS[self._count - 1]}、" if self._w.lang == "zh" else f"{self._count}.  "
        return Section(text=lead + text, note=note)


def span(start: date | None, end: date | None, w: Wording) -> str:
    """From one day to another, or until now."""
    last = str(end) if end is not None else NOW(w.lang)
    return f"{start or BLANK} {w.pick('至', 'to')} {last}"


def _month(month: int) -> str:
    return "" if month == 10 else _DIGITS[month % 10]


def _field(record: object, field: str) -> Field:
    cls = record if isinstance(record, type) else type(record)
    return _BY_CLASS[cls].fields[field]


def _stored(value: object) -> Stored:
    """A typed value back in the form that kinds of field show."""
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return value if isinstance(value, int) else str(value)


def yuan(fen: int) -> str:
    """An amount with two decimals."""
    return f"{fen / 100:,.2f}"


def yuan_in_capitals(fen: int) -> str:
    """An amount in the capital figures of Chinese vouchers: 柒仟零玖拾玖元整 (rules of 支付结算办法, annex 1)."""
    if fen <= 0:
        return "零元整"
    whole, jiao, cents = fen // 100, fen // 10 % 10, fen % 10
    text = _group_capitals(whole) + "元" if whole else ""
    if jiao:
        text += _CAPITALS[jiao] + "角"
    elif cents and whole:
        text += "零"
    return text + (_CAPITALS[cents] + "分" if cents else "整")


def _group_capitals(whole: int) -> str:
    text = ""
    gap = False
    for power, unit in ((8, "亿"), (4, "万"), (0, "")):
        part = whole // 10**power % 10**4 if power < 8 else whole // 10**8
        if not part:
            gap = bool(text)
            continue
        if text and (gap or part < 1000):
            text += "零"
        text += _four_capitals(part) + unit
        gap = False
    return text


def _four_capitals(part: int) -> str:
    if part >= 10_000:
        return _group_capitals(part)
    text = ""
    gap = False
    for power, unit in ((3, "仟"), (2, "佰"), (1, "拾"), (0, "")):
        digit = part // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + _CAPITALS[digit] + unit
            gap = False
        else:
            gap = True
    return text

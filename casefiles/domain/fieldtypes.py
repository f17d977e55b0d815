"""The kinds of field. Each knows how to parse what a person wrote, show it, store it and make a sample.

A stored value is text, a whole number or nothing (`Stored`): that is what a change carries, what a column holds
and what a package brings. Dates are ISO text; choices are codes; several choices are codes joined by commas.
A kind raises `Refusal` with a `Problem` whose `field` the caller fills in.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from casefiles.domain.codes import citizen_id, phone
from casefiles.domain.days import is_day
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label, Lang

if TYPE_CHECKING:
    from random import Random

    from casefiles.domain.codes.lists import CodeList

Stored = str | int | None

OLDEST = dt.date(1900, 1, 1)
_YES = Label("是", "Yes")
_NO = Label("否", "No")
_NAME_OK = re.compile(r"^[^\x00-\x1f\x7f<>{}\[\]|\\/\"@#$%^&*+=~`;:!?，。；：！？、]+$")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_DATE = re.compile(r"^(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月?)?|年?)$")


def fail(code: str, value: str = "", **args: object) -> Refusal:
    """The refusal of one value."""
    return Refusal(Problem(code, value=value, args=args))


def plain(text: str) -> str:
    """Text as typed, normalised: NFC, no outer blanks, no control characters but line breaks."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\u3000", " "))
    return _CONTROL.sub("", text).strip()


def narrow(text: str) -> str:
    """Text with full-width forms made narrow (NFKC), for numbers, dates and codes."""
    return unicodedata.normalize("NFKC", text).strip().lstrip("'").strip()


class Kind:
    """What every kind of field answers. `parse` gets non-empty text; empty is None everywhere.

    Plain classes, not dataclasses: fourteen of those cost a start 12 ms.
    """

    name: str = ""
    sql: str = "TEXT"
    judges: bool = False
    """whether `admits` looks at the value and not at its type alone"""

    def parse(self, text: str, today: dt.date) -> Stored:
        """The stored value of what was typed, or a Refusal."""
        raise NotImplementedError

    def show(self, value: Stored, lang: Lang) -> str:
        """The value as a person reads it; nothing is an empty string."""
        return "" if value is None else str(value)

    def text(self, value: Stored) -> str:
        """The value as it stands in an editor; `parse(text(v)) == v`."""
        return "" if value is None else str(value)

    def load(self, value: Stored) -> object:
        """The value as the entity's dataclass holds it."""
        return "" if value is None else value

    def sample(self, rng: Random) -> Stored:
        """A believable, invented value."""
        raise NotImplementedError

    def admits(self, value: Stored) -> bool:
        """Whether a value from a package is one that every page and paper can show; others are kept aside."""
        return value is None or isinstance(value, str)


class Text(Kind):
    """One line of text, at most `limit` characters."""

    name = "text"

    def __init__(self, limit: int = 100) -> None:
        self.limit = limit

    def parse(self, text: str, today: dt.date) -> Stored:
        value = plain(text).replace("\n", " ")
        if len(value) > self.limit:
            raise fail("TOO_LONG", value, limit=self.limit)
        return value or None

    def sample(self, rng: Random) -> Stored:
        return rng.choice(("云台镇", "东头", "家中", "村委会", "学校"))


class Notes(Kind):
    """Several lines of text."""

    name = "notes"

    def __init__(self, limit: int = 4000) -> None:
        self.limit = limit

    def parse(self, text: str, today: dt.date) -> Stored:
        value = plain(text)
        if len(value) > self.limit:
            raise fail("TOO_LONG", value[:20], limit=self.limit)
        return value or None

    def sample(self, rng: Random) -> Stored:
        return rng.choice(
            ("孩子精神状态良好。", "奶奶腿脚不便，冬衣还缺一件厚外套。", "成绩有进步，作业按时完成。")
        )


class Name(Kind):
    """A person's name: letters, Chinese characters of any plane, spaces and ·, at most 50 characters."""

    name = "name"
    limit = 50

    def parse(self, text: str, today: dt.date) -> Stored:
        value = re.sub(r"\s+", " ", plain(text))
        value = re.sub(r"(?<=\S)\s*[•‧∙・･．․⋅]\s*(?=\S)", "·", value)
        if re.fullmatch(r"[㐀-鿿𠀀-\U0003ffff· ]+", value):
            value = value.replace(" ", "")
        if len(value) > self.limit:
            raise fail("TOO_LONG", value, limit=self.limit)
        if value and not _NAME_OK.match(value):
            bad = next(c for c in value if not _NAME_OK.match(c))
            raise fail("NAME_CHARACTERS", bad)
        if any(c.isdigit() for c in value):
            raise fail("NAME_CHARACTERS", next(c for c in value if c.isdigit()))
        return value or None

    def sample(self, rng: Random) -> Stored:
        return rng.choice("赵钱孙李周吴郑王冯陈") + rng.choice(("小样", "示例", "样本"))


class Day(Kind):
    """A date. `partial` allows a month or day that nobody knows: stored as 1949 or 1949-10."""

    name = "day"
    judges = True

    def __init__(self, *, future: bool = False, partial: bool = False) -> None:
        self.future, self.partial = future, partial

    def parse(self, text: str, today: dt.date) -> Stored:
        raw = narrow(text).replace(" ", "")
        compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", raw)
        found = compact or _DATE.match(raw.split("T")[0])
        if not found:
            raise fail("NOT_A_DATE", text.strip())
        year, month, day = (int(g) if g else 0 for g in found.groups())
        if not self.partial and not (month and day):
            raise fail("NOT_A_DATE", text.strip())
        if day and not month:
            raise fail("NOT_A_DATE", text.strip())
        try:
            first = dt.date(year, month or 1, day or 1)
        except ValueError:
            raise fail("NOT_A_DATE", text.strip()) from None
        if first < OLDEST:
            raise fail("DATE_TOO_OLD", text.strip(), limit=OLDEST.isoformat())
        if not self.future and first > today:
            raise fail("DATE_IN_FUTURE", text.strip())
        return first.isoformat()[: 10 if day else 7 if month else 4]

    def show(self, value: Stored, lang: Lang) -> str:
        if not value:
            return ""
        parts = str(value).split("-")
        if lang == "en":
            return str(value)
        return "".join(f"{int(p)}{unit}" for p, unit in zip(parts, "年月日", strict=False))

    def load(self, value: Stored) -> object:
        if self.partial or value is None:
            return value
        return dt.date.fromisoformat(str(value))

    def admits(self, value: Stored) -> bool:
        return value is None or (isinstance(value, str) and is_day(value, self.partial))

    def sample(self, rng: Random) -> Stored:
        return (dt.date(2012, 1, 1) + dt.timedelta(days=rng.randrange(4000))).isoformat()


class Count(Kind):
    """A whole number between `low` and `high`."""

    name = "count"
    sql = "INTEGER"
    judges = True

    def __init__(self, low: int = 0, high: int = 1_000_000) -> None:
        self.low, self.high = low, high

    def parse(self, text: str, today: dt.date) -> Stored:
        raw = narrow(text).replace(",", "")
        raw = raw[:-2] if raw.endswith(".0") else raw
        if not re.fullmatch(r"-?\d{1,12}", raw):
            raise fail("NOT_A_NUMBER", text.strip())
        if not self.low <= int(raw) <= self.high:
            raise fail("OUT_OF_RANGE", text.strip(), low=self.low, high=self.high)
        return int(raw)

    def load(self, value: Stored) -> object:
        return value

    def sample(self, rng: Random) -> Stored:
        return rng.randint(self.low, min(self.high, self.low + 60))

    def admits(self, value: Stored) -> bool:
        return value is None or (
            isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**62
        )


class Money(Count):
    """An amount in yuan, stored in fen (1/100 yuan)."""

    name = "money"

    def __init__(self, low: int = 0, high: int = 100_000_000_00) -> None:
        super().__init__(low, high)

    def parse(self, text: str, today: dt.date) -> Stored:
        raw = narrow(text).replace(",", "").removesuffix("元").lstrip("¥")
        found = re.fullmatch(r"(\d{1,9})(?:\.(\d{1,2})0*)?", raw)
        if not found:
            raise fail("NOT_A_NUMBER", text.strip())
        return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))

    def show(self, value: Stored, lang: Lang) -> str:
        return "" if value is None else f"{int(value) / 100:,.2f}"

    def text(self, value: Stored) -> str:
        return "" if value is None else f"{int(value) // 100}.{int(value) % 100:02d}"

    def sample(self, rng: Random) -> Stored:
        return rng.randint(1, 20) * 10000


class YesNo(Kind):
    """Yes (1), no (0) or not asked (nothing)."""

    name = "yesno"
    sql = "INTEGER"
    judges = True

    def parse(self, text: str, today: dt.date) -> Stored:
        raw = narrow(text).casefold()
        if raw in {"是", "有", "yes", "y", "true", "1", "√", "✓"}:
            return 1
        if raw in {"否", "无", "no", "n", "false", "0", "×", "x"}:
            return 0
        raise fail("NOT_YES_NO", text.strip())

    def show(self, value: Stored, lang: Lang) -> str:
        return "" if value is None else (_YES if value else _NO)(lang)

    def load(self, value: Stored) -> object:
        return None if value is None else bool(value)

    def sample(self, rng: Random) -> Stored:
        return rng.randint(0, 1)

    def admits(self, value: Stored) -> bool:
        return value is None or value in (0, 1)


class Choice(Kind):
    """One code of a list."""

    name = "choice"

    def __init__(self, codes: CodeList) -> None:
        self.codes = codes

    def parse(self, text: str, today: dt.date) -> Stored:
        return self._one(text)

    def _one(self, text: str) -> str:
        return self.codes.parse(text)

    def show(self, value: Stored, lang: Lang) -> str:
        return "" if value is None else self._label(str(value), lang)

    def _label(self, code: str, lang: Lang) -> str:
        return self.codes.label(code)(lang)

    def sample(self, rng: Random) -> Stored:
        return rng.choice([c.code for c in self.codes.active])


class Choices(Choice):
    """Several codes of a list, stored in the list's order, joined by commas."""

    name = "choices"

    def parse(self, text: str, today: dt.date) -> Stored:
        try:
            chosen = {self._one(text)}  # a label may hold a comma of its own
        except Refusal:
            chosen = {self._one(p) for p in re.split(r"[,，、;；\n]+", text) if p.strip()}
        order = [c.code for c in self.codes.items]
        return ",".join(sorted(chosen, key=order.index)) or None

    def show(self, value: Stored, lang: Lang) -> str:
        if not value:
            return ""
        return ("、" if lang == "zh" else ", ").join(self._label(c, lang) for c in str(value).split(","))

    def load(self, value: Stored) -> object:
        return tuple(str(value).split(",")) if value else ()

    def sample(self, rng: Random) -> Stored:
        order = [c.code for c in self.codes.active]
        return ",".join(sorted(rng.sample(order, min(2, len(order))), key=order.index))


class IdNumber(Kind):
    """A citizen ID number (GB 11643-1999), 18 digits or an old one of 15."""

    name = "id_number"

    def parse(self, text: str, today: dt.date) -> Stored:
        return citizen_id.parse(text, today).number

    def sample(self, rng: Random) -> Stored:
        born = dt.date(2012, 1, 1) + dt.timedelta(days=rng.randrange(3000))
        return citizen_id.make("999901", born, rng.randrange(500), rng.choice("12"))


class Phone(Kind):
    """A mobile or landline number in China, digits only (landlines with one hyphen)."""

    name = "phone"

    def parse(self, text: str, today: dt.date) -> Stored:
        return phone.normalise(text)

    def sample(self, rng: Random) -> Stored:
        return f"100{rng.randrange(10**8):08d}"


class Area(Kind):
    """A division code: 6 digits (county, GB/T 2260), 9 (township, GB/T 10114) or 12 (village)."""

    name = "area"

    def __init__(self, *, bare: bool = False) -> None:
        self.bare = bare

    def parse(self, text: str, today: dt.date) -> Stored:
        from casefiles.domain.areas import meant

        return meant(narrow(text)).code

    def show(self, value: Stored, lang: Lang) -> str:
        from casefiles.domain.areas import path

        if self.bare:
            return "" if value is None else str(value)
        return "" if value is None else (path(str(value)) or str(value))

    def sample(self, rng: Random) -> Stored:
        return rng.choice(("999901101", "999901102"))


class Ref(Kind):
    """The id of another record. A reference whose record has not arrived is a task, never an error."""

    name = "ref"

    def __init__(self, entity: str) -> None:
        self.entity = entity

    def parse(self, text: str, today: dt.date) -> Stored:
        return text.strip() or None

    def sample(self, rng: Random) -> Stored:
        return None


def in_field(refusal: Refusal, field: str, entity: str = "", row: str = "") -> tuple[Problem, ...]:
    """The refusal's problems with the field's name put in."""
    return tuple(replace(p, field=field, entity=entity, id=row) for p in refusal.problems)

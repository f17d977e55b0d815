"""What stands on a recovery sheet to be typed: four lines of four groups of four letters and digits.

A line is fourteen characters and two that follow from them and from the line's place (a Reed-Solomon code over the
field of 32 elements). Whatever one character was mistaken for, whichever neighbours were exchanged, left out or typed
twice, the line shows it, and mostly where; two other slips in a line are always seen. The first four characters are the
set's number. Then come two bits for a later form, two for which sheet it is, and its share of the secret.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casefiles.domain.binary_field import BinaryField
from casefiles.domain.misspelt import ABSENT, NOTHING, OR
from casefiles.domain.problems import Problem, Refusal
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""without 0, O, 1 and I, which look alike"""
LINES, GROUPS, GROUP = 4, 4, 4
LINE = GROUPS * GROUP
WHOLE = LINES * LINE
SET = 4
"""characters of a set's number"""
SHARE_BYTES = 32
MOST = 2
"""places that are named"""
_TOLD = LINE - 2
_FIELD = BinaryField(0b100101)

SHORT = Label("少了 {k} 个字，只有 {n} 个", "{k} too few, {n} characters were typed")
LONG = Label("多了 {k} 个字，有 {n} 个", "{k} too many, {n} characters were typed")
NEVER = Label(
    "{at}“{c}”不会出现在码里，看看是不是 {other}", "{at}: “{c}” never stands in a code; it may be {other}"
)
STRANGE = Label("{at}“{c}”不是码里的字", "{at}: “{c}” is no letter of a code")
WRONG = Label("{at}“{c}”可能应为“{other}”", "{at}: “{c}” should probably be “{other}”")
SWAPPED = Label("{at}“{c}”可能前后颠倒，应为“{other}”", "{at}: “{c}” are probably exchanged and should be “{other}”")
LACKS = Label("{at}可能漏了“{other}”", "{at}: “{other}” is probably missing")
MORE = Label("{at}“{c}”可能多打了", "{at}: “{c}” is probably too much")
OTHER_LINE = Label("这是第 {n} 行的内容", "this is what stands in line {n}")
SEVERAL = Label("不止一处不对，请逐组核对", "it is off in more than one place; compare group by group")
PLACE = Label("第 {group} 组第 {at} 个字", "group {group}, character {at}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it was read: its set, which of the three it is, its share (which no report of an error shows)."""

    set: str
    number: int
    share: bytes = field(repr=False)


def written(sheet: Sheet) -> tuple[str, ...]:
    """The four lines of a sheet, without gaps."""
    bits = (sheet.number << 8 * SHARE_BYTES) | int.from_bytes(sheet.share)
    size = WHOLE - 2 * LINES - SET
    told = sheet.set + "".join(LETTERS[bits >> 5 * (size - 1 - at) & 31] for at in range(size))
    return tuple(_closed(told[n * _TOLD : (n + 1) * _TOLD], n) for n in range(LINES))


def spaced(line: str) -> str:
    """A line, or what was typed of it, as it is shown: in groups of four."""
    return " ".join(line[at : at + GROUP] for at in range(0, len(line), GROUP))


def tidied(text: str) -> str:
    """What was typed, without gaps and in capitals."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).upper() if c.isalnum())


def off(line: str, place: int) -> Label | None:
    """What is off with a line, tidied, that should be the sheet's line `place` (0 to 3), and where; None for nothing.
    """
    if not line:
        return NOTHING
    strange = [(at, c) for at, c in enumerate(line) if c not in LETTERS]
    if strange:
        return _joined(_strange(line, strange, place))
    if len(line) != LINE:
        return _joined(list(_of_other_length(line, place)) or [_counted(line)])
    values = [LETTERS.index(c) for c in line]
    first, second = _sums(values, place)
    if not first and not second:
        return None
    return _joined(list(_likely(line, first, second, place)) or [SEVERAL])


def read(lines: Sequence[str]) -> Sheet:
    """The sheet of four lines. Refusals: SHEET_TYPO, of the first line that is not well typed; SHEET_NEWER."""
    for place in range(LINES):
        line = lines[place] if place < len(lines) else ""
        said = off(line, place)
        if said is not None:
            raise Refusal(Problem("SHEET_TYPO", args={"line": place + 1, "where": said}))
    told = "".join(line[:_TOLD] for line in lines)
    bits = 0
    for c in told[SET:]:
        bits = bits << 5 | LETTERS.index(c)
    head, share = bits >> 8 * SHARE_BYTES, bits & (1 << 8 * SHARE_BYTES) - 1
    if not 1 <= head <= 3:
        raise Refusal(Problem("SHEET_NEWER", value=told[:SET]))
    return Sheet(told[:SET], head, share.to_bytes(SHARE_BYTES))


def read_text(text: str) -> Sheet:
    """The sheet of a text: as a scanner reads it from the square, or four typed lines. Refusals as `read`."""
    lines = [tidied(line) for line in text.splitlines() if line.strip()]
    if len(lines) != LINES:
        whole = "".join(lines)
        lines = [whole[at : at + LINE] for at in range(0, WHOLE, LINE)]
        lines[-1] += whole[WHOLE:]
    return read(lines)


def _closed(told: str, place: int) -> str:
    """A line with its last two characters: both sums over all of it are nought then."""
    first, second = _sums([*(LETTERS.index(c) for c in told), 0, 0], place)
    a, b = _POWERS[_TOLD], _POWERS[_TOLD + 1]
    last = _FIELD.times(second ^ _FIELD.times(first, a), _FIELD.inverse(a ^ b))
    return told + LETTERS[first ^ last] + LETTERS[last]


def _sums(values: Sequence[int], place: int) -> tuple[int, int]:
    """Both are nought for a line that is well typed; the line's place counts as a seventeenth character."""
    first, second = place + 1, _FIELD.times(place + 1, _POWERS[LINE])
    for at, value in enumerate(values):
        first ^= value
        second ^= _FIELD.times(value, _POWERS[at])
    return first, second


def _right(line: str, place: int) -> bool:
    return _sums([LETTERS.index(c) for c in line], place) == (0, 0)


def _likely(line: str, first: int, second: int, place: int) -> Iterator[Label]:
    if first and second:
        at = _POWERS.index(_FIELD.times(second, _FIELD.inverse(first)))
        if at < LINE:
            yield _at(WRONG, at, c=line[at], other=LETTERS[LETTERS.index(line[at]) ^ first])
        elif at == LINE and 1 <= (place + 1) ^ first <= LINES:
            yield _filled(OTHER_LINE, n=(place + 1) ^ first)
    elif not first:
        for at in range(LINE - 1):
            a, b = line[at], line[at + 1]
            if a != b and _right(line[:at] + b + a + line[at + 2 :], place):
                yield _at(SWAPPED, at, c=a + b, other=b + a)


def _of_other_length(line: str, place: int) -> Iterator[Label]:
    """The one character that is missing, or is too much."""
    tried = set()
    if len(line) == LINE - 1:
        for at in range(LINE):
            c = _missing(line[:at], line[at:], place)
            if c and line[:at] + c + line[at:] not in tried:
                tried.add(line[:at] + c + line[at:])
                yield _at(LACKS, at, other=c)
    elif len(line) == LINE + 1:
        for at in range(LINE + 1):
            rest = line[:at] + line[at + 1 :]
            if rest not in tried and _right(rest, place):
                tried.add(rest)
                yield _at(MORE, at, c=line[at])


def _missing(before: str, after: str, place: int) -> str:
    """The character between these that makes the line a well typed one, "" for none."""
    values = [LETTERS.index(c) for c in before] + [0] + [LETTERS.index(c) for c in after]
    first, second = _sums(values, place)
    return LETTERS[first] if second == _FIELD.times(first, _POWERS[len(before)]) else ""


def _strange(line: str, strange: list[tuple[int, str]], place: int) -> list[Label]:
    at, c = strange[0]
    if len(strange) == 1 and len(line) == LINE and (right := _missing(line[:at], line[at + 1 :], place)):
        return [_at(WRONG, at, c=c, other=right)]
    return [
        _at(NEVER, at, c=c, other=" / ".join(ABSENT[c])) if c in ABSENT else _at(STRANGE, at, c=c) for at, c in strange
    ]


def _counted(line: str) -> Label:
    return _filled(SHORT if len(line) < LINE else LONG, n=len(line), k=abs(LINE - len(line)))


def _at(label: Label, at: int, **values: object) -> Label:
    where = _filled(PLACE, group=at // GROUP + 1, at=at % GROUP + 1)
    return Label(label("zh", at=where.zh, **values), label("en", at=where.en, **values))


def _filled(label: Label, **values: object) -> Label:
    return Label(label("zh", **values), label("en", **values))


def _joined(found: list[Label]) -> Label:
    named = found[:MOST]
    return Label(OR.zh.join(one.zh for one in named), OR.en.join(one.en for one in named))


def _powers() -> tuple[int, ...]:
    found = [1]
    while len(found) < 31:
        found.append(_FIELD.times(found[-1], 2))
    return tuple(found)


_POWERS = _powers()
"""of 2: all 31 elements but nought, each once"""

"""Where a slip of the pen in a code is likely: for codes that are told by telephone or read from paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casefiles.domain.words import LANGS, Label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ALIKE = ("8B3", "5S", "2Z7", "6GC", "UVWY", "MN", "EF", "PRB", "BDPTV", "A4", "QD", "KX", "HN", "9GQ", "JL")
"""letters and digits that are taken for each other, by eye or by ear"""
ABSENT = {"0": "QD", "O": "QD", "1": "J7L", "I": "JL7"}
"""what is never in a code, and what it may be"""
MOST = 3
"""places that are named"""

NOTHING = Label("还没有输入", "nothing was typed")
SHORT = Label("只输入了 {n} 位，少了 {k} 位", "{n} characters were typed, {k} too few")
LONG = Label("输入了 {n} 位，多了 {k} 位", "{n} characters were typed, {k} too many")
NEVER = Label(
    "第 {at} 位的“{c}”不会出现在码里，看看是不是 {other}",
    "“{c}” in place {at} never stands in a code; it may be {other}",
)
STRANGE = Label("第 {at} 位的“{c}”不是码里的字", "“{c}” in place {at} is no letter of a code")
SWAPPED = Label(
    "第 {at}、{next} 位“{pair}”可能前后颠倒了，应为“{other}”",
    "places {at} and {next} (“{pair}”) may be exchanged and should be “{other}”",
)
TAKEN_FOR = Label("第 {at} 位“{c}”可能是“{other}”", "place {at}: “{c}” may be “{other}”")
SOMEWHERE = Label("至少有一位不对，请逐位核对", "at least one character is off; compare each")
PERHAPS = Label(
    "至少有一位不对，请逐位核对；也许是{perhaps}",
    "at least one character is off; compare each; perhaps {perhaps}",
)
OR = Label("；或", "; or ")


def where(typed: str, letters: str, length: int, right: Callable[[str], bool]) -> Label:
    """What is off with a code as it was typed (capitals, without hyphens), and where: too short, too long, a letter
    that no code has, two that are exchanged, one that is taken for another. `right` says whether it is spelled well.
    """
    if not typed:
        return NOTHING
    strange = [(at, c) for at, c in enumerate(typed, 1) if c not in letters]
    if strange:
        return _joined([_strange(at, c) for at, c in strange[:MOST]])
    if len(typed) != length:
        label = SHORT if len(typed) < length else LONG
        return _filled(label, n=len(typed), k=abs(length - len(typed)))
    likely = list(_likely(typed, letters, right))[:MOST]
    if not likely:
        return SOMEWHERE
    # one character checks the others: a guess may fit by chance, and what was mistyped stands elsewhere
    return Label(*(PERHAPS(lang, perhaps=_joined(likely)(lang)) for lang in LANGS))


def between(typed: str, near: str) -> Label:
    """Where a code differs from another of the same length that is nearly the same."""
    differs = [at for at, (a, b) in enumerate(zip(typed, near, strict=True)) if a != b]
    at = differs[0]
    if len(differs) == 2:
        return _filled(SWAPPED, at=at + 1, next=at + 2, pair=typed[at : at + 2], other=near[at : at + 2])
    return _filled(TAKEN_FOR, at=at + 1, c=typed[at], other=near[at])


def _strange(at: int, c: str) -> Label:
    if c in ABSENT:
        return _filled(NEVER, at=at, c=c, other=" / ".join(ABSENT[c]))
    return _filled(STRANGE, at=at, c=c)


def _likely(typed: str, letters: str, right: Callable[[str], bool]) -> Iterator[Label]:
    """The slips that would make it a code, exchanged neighbours first."""
    for at in range(len(typed) - 1):
        a, b = typed[at], typed[at + 1]
        if a != b and right(typed[:at] + b + a + typed[at + 2 :]):
            yield _filled(SWAPPED, at=at + 1, next=at + 2, pair=a + b, other=b + a)
    for at, c in enumerate(typed):
        for other in dict.fromkeys(o for group in ALIKE if c in group for o in group if o != c and o in letters):
            if right(typed[:at] + other + typed[at + 1 :]):
                yield _filled(TAKEN_FOR, at=at + 1, c=c, other=other)


def _filled(label: Label, **values: object) -> Label:
    return Label(label("zh", **values), label("en", **values))


def _joined(found: list[Label]) -> Label:
    return Label(OR.zh.join(one.zh for one in found), OR.en.join(one.en for one in found))

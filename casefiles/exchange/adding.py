"""How the numbers of an office's card add up, and why: what it lacks by its last receipt, and where that is now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from casefiles.domain.words import Lang
    from casefiles.exchange.unsent import Part, Unsent

SUM = Label(
    "对方还缺 {n} 条变更：还没写进数据包的 {left} 条，已写进、等回执的 {way} 条。",
    "They lack {n} changes: {left} in no package yet, {way} in packages without a receipt.",
    "They lack {n} change: {left} in no package yet, {way} in packages without a receipt.",
)
MADE = Label(
    "其中本机写的 {own} 条，别的电脑写的 {others} 条。",
    "Of these {own} were made on this computer, {others} on other computers.",
)
LEFT = Label("还没写进数据包：{n} 条", "In no package yet: {n} changes", "In no package yet: {n} change")
WAY = Label(
    "已写进数据包、等回执：{n} 条",
    "In packages, without a receipt: {n} changes",
    "In packages, without a receipt: {n} change",
)
CHECKS = Label(
    "其中 {n} 条不归它：只带校验值去，没有可看的内容",
    "{n} of them are not its own: they go as checks alone, with nothing to read",
    "{n} of them is not its own: it goes as a check alone, with nothing to read",
)
ALONG = Label(
    "下一个数据包还带去它以前只有校验值的 {n} 条（档案到了它那里），不算在所缺里",
    "The next package also takes {n} changes that it knew by checks alone (their files came to it), not lacking",
    "The next package also takes {n} change that it knew by a check alone (its file came to it), not lacking",
)
PARTS = {"left": LEFT, "way": WAY, "along": ALONG}
"""the parts of what would go, in the order in which they are told"""


def adds_up(row: Mapping[str, Any], lang: Lang, number: Callable[[int], object] = str) -> str:
    """Of a line of `exchange.sync_status`: what the office lacks as a sum, by where it is and by who wrote it; "" where
    it lacks nothing."""
    lacks, way = int(row["here_only"]), int(row["on_way"])
    if not lacks:
        return ""
    said = _sum(lacks, min(way, lacks), lang, number)
    own = min(lacks, int(row["own"]) - int(row["acknowledged"]))
    return said if own == lacks else _joined(lang, said, MADE(lang, own=number(own), others=number(lacks - own)))


def why(found: Unsent, lang: Lang, number: Callable[[int], object] = str) -> str:
    """The same sum, of what was counted change by change; "" where nothing is lacking."""
    return _sum(found.lacks, found.of("way").lacks, lang, number) if found.lacks else ""


def heading(part: Part, lang: Lang, number: Callable[[int], object] = str) -> str:
    """What one part is called, and how many changes it is."""
    n = part.changes if part.name == "along" else part.lacks
    said = PARTS[part.name](lang, n=1 if n == 1 else number(n))
    if not part.checks:
        return said
    checks = CHECKS(lang, n=1 if part.checks == 1 else number(part.checks))
    return f"{said}（{checks}）" if lang == "zh" else f"{said} ({checks})"


def _sum(lacks: int, way: int, lang: Lang, number: Callable[[int], object]) -> str:
    return SUM(lang, n=1 if lacks == 1 else number(lacks), left=number(lacks - way), way=number(way))


def _joined(lang: Lang, *said: str) -> str:
    return ("" if lang == "zh" else " ").join(said)

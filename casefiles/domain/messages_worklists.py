"""The sentences of the worklists."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "UNKNOWN_WORKLIST": Label(
        "没有名为“{value}”的工作清单。可用：{choices}。", "There is no worklist named “{value}”. Use one of: {choices}."
    ),
    "NO_VILLAGES_KEPT": Label(
        "“{value}”还没有登记负责的村，无法代班。请先由本人登记。",
        "“{value}” has named no villages yet, so nobody can stand in. Ask that colleague to name them first.",
    ),
    "STAND_IN_PAST": Label(
        "代班的最后一天 {value} 已经过去。请填今天或以后的日期。",
        "The last day of standing in, {value}, has passed. Enter today or a later day.",
    ),
}

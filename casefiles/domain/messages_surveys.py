"""The sentences of survey rounds."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "ROUND_CLOSED": Label(
        "“{value}”已于 {day} 封存，不能再改。请把新情况记入下一轮排查。",
        "“{value}” was closed on {day} and is frozen. Record what is new in the next round.",
    ),
    "ROUND_EMPTY": Label(
        "“{value}”的村里还没有登记家庭或儿童，没有可走访的户。请核对村名。",
        "No household or child is on file in the villages of “{value}”. Check the names of the villages.",
    ),
    "ROUND_NOT_BEGUN": Label(
        "“{value}”还没有走访户。请先生成走访表。", "“{value}” has no doors yet. Make its walk list first."
    ),
    "NO_ROUND": Label(
        "没有名为“{value}”的排查。请先新建，或用 survey list 查看。",
        "There is no round “{value}”. Make it first, or see survey list.",
    ),
}

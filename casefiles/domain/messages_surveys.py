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
    "ROUND_NOT_HERE": Label(
        "这一户所属的排查还没有收到，不知道是否已封存，暂不能登记。请先导入对方发来的数据包，再登记。",
        "The round of this door has not arrived here: whether it is closed is not known, and nothing can be recorded. "
        "Import the other office’s package first.",
    ),
    "ROUND_NOT_CLOSED": Label(
        "“{value}”还没有封存，没有封存后收到的结果。请先封存（survey close），再登记已看过。",
        "“{value}” is not closed, so nothing came in after its closing. Close it first (survey close).",
    ),
    "NO_OPEN_ROUND": Label(
        "没有进行中的排查。请先新建（survey make），或写明是哪一轮（survey list 查看）。",
        "No round is open. Make one (survey make), or say which round is meant (see survey list).",
    ),
    "WHICH_ROUND": Label(
        "有 {n} 轮排查都可能是：\n{choices}\n请写明“名称 开始日期”或编号。",
        "{n} rounds could be meant:\n{choices}\nSay which, by name and first day or by id.",
    ),
    "NO_ROUND": Label(
        "没有名为“{value}”的排查。请先新建，或用 survey list 查看。",
        "There is no round “{value}”. Make it first, or see survey list.",
    ),
}

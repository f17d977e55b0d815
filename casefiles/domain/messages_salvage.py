"""The sentences of what a salvage or a restore left to do."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "INCOMPLETE": Label(
        "{records} 份档案不完整（{names}）：更早的 {n} 条变更没有收到，{offices}有。"
        "下一步：给它导出一个数据包，请它导入后再导出给你。",
        "{records} files are not complete ({names}): {n} earlier changes are not here; {offices} has them. Next: "
        "export for that office, let it import that, and import what it exports for you.",
    ),
    "INCOMPLETE_ASK": Label(
        "{records} 份档案不完整（{names}）：更早的 {n} 条变更没有收到，按回执没有哪个单位有，可能有的是：{offices}。"
        "下一步：与它交换一次；仍不完整的，请对照纸质材料补录，保存后不再列出。",
        "{records} files are not complete ({names}): {n} earlier changes are not here, and no receipt says who has "
        "them; perhaps {offices}. Next: exchange with that office; what is still missing then, enter from the papers: "
        "a file that was saved is listed no more.",
    ),
    "INCOMPLETE_LOST": Label(
        "{records} 份档案不完整（{names}）：更早的 {n} 条变更没有收到，也没有认识的单位可能有。"
        "下一步：打开这些档案，对照纸质材料补录，保存后不再列出。",
        "{records} files are not complete ({names}): {n} earlier changes are not here, and no office is known that may "
        "have them. Next: open these files and enter what is missing from the papers: a file that was saved is listed "
        "no more.",
    ),
}

"""The sentences of putting files together and taking them apart."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "MAYBE_SAME": Label(
        "可能与“{name}”（{where}）是同一个孩子：{why}。请先核对；仍要导入的，导入后可以合并。",
        "May be the same child as “{name}” ({where}): {why}. Check first; what is imported can be merged afterwards.",
    ),
    "MERGE_SELF": Label(
        "这两个编号是同一份档案，不用合并。请另选一份。", "Both are one file already. Choose another one to merge."
    ),
    "MERGE_ALREADY": Label(
        "这份档案已并入“{name}”{number}。请打开那一份再合并。",
        "This file was merged into “{name}” {number}. Open that one and merge it instead.",
    ),
    "MERGE_KINDS": Label(
        "“{value}”不是同一类档案，不能合并。请选择两份儿童、两位五老或两户家庭。",
        "“{value}” is another kind of file. Choose two children, two mentors or two households.",
    ),
    "MERGED_FILE": Label(
        "这份档案已并入“{name}”{number}，不能再改。请改那一份，或先撤销合并。",
        "This file was merged into “{name}” {number} and no longer changes. Change that one, or take the merge back.",
    ),
    "NOT_MERGED": Label(
        "这份档案没有并入别的档案，没有什么可撤销。请核对编号。",
        "This file was not merged into another; there is nothing to take apart. Check the number.",
    ),
    "NOT_SAME_KINDS": Label(
        "只能说明两份儿童档案不是同一人。请核对编号。",
        "Only two children's files can be marked as not the same. Check the numbers.",
    ),
}

"""The sentences of closing and reopening files, and of norms."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "FILE_CLOSED_ALREADY": Label(
        "这份档案已于 {day} 结案。要改原因，请打开那次结案修改。",
        "This file was closed on {day} already. To change the reason, open that closing.",
    ),
    "ERASE_ABOVE": Label(
        "只有县级和县级以上单位可以抹去档案。请向县级提出，由县级决定。",
        "Only a county, or an office above it, erases files. Ask the county, which decides.",
    ),
    "ERASED_IN_BACKUPS": Label(
        "已抹去的档案仍在较早的备份里：{value}。请在那里做一次新备份，并删除旧备份；拿走的U盘也要这样处理。",
        "Erased files are still in older backups: {value}. Write a new backup there and delete the old ones; the same"
        " goes for sticks that were taken away.",
    ),
    "ERASE_ELSEWHERE": Label(
        "这份档案不在本单位辖区内，不能由本单位抹去。请联系档案所在的县。",
        "This file lies outside this office's division and is not its to erase. Ask the county where it lies.",
    ),
    "ERASE_OPEN": Label(
        "这份档案还没有结案，不能抹去。请先结案。", "This file is not closed yet and cannot be erased. Close it first."
    ),
    "FILE_ERASED": Label(
        "这份档案已按规定抹去，不能恢复，也不能再写入。",
        "This file was erased for good; nothing is written to it any more.",
    ),
    "ERASE_DONE": Label(
        "抹去的决定已经执行，不能更改。", "The order was carried out already and cannot be changed."
    ),
    "FILE_NOT_CLOSED": Label(
        "这份档案没有结案，不需要重新启用。请核对编号。",
        "This file is not closed; there is nothing to reopen. Check the id.",
    ),
    "UNKNOWN_SUGGESTION": Label(
        "没有编号为“{value}”的类别建议。请用 categories 查看现有的建议。",
        "There is no suggestion “{value}”. See which there are with: categories CHILD.",
    ),
    "ALREADY_THERE": Label(
        "孩子已经登记在这一户。请选另一户。", "The child is in this household already. Choose another one."
    ),
    "NOT_IN_HOUSEHOLD": Label(
        "这个人不是这一户的家庭成员，不能设为户主。请先把他登记到这一户。",
        "This person is no member of the household and cannot be its head. Enter them in this household first.",
    ),
    "CLOSING_NO_OUTCOME": Label("请选择结案结果。", "Choose the outcome of the closing."),
}

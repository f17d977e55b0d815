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
    "ERASED_HERE": Label(
        "{office}已决定抹去 {n} 份档案（原因：{reason}；决定日期：{on}），本机已抹去，不能恢复。请按规定处理本单位留存"
        "的纸质材料、打印件、扫描件和旧备份；要核对手里的是不是其中一份，查它的档案编号（命令：show 编号）。办完后"
        "在“数据交换”页点“已处理”（命令：inbox --forget {order}）。",
        "{office} ordered that {n} files be erased (reason: {reason}; decided {on}). It was done here, and nothing"
        " brings them back. Deal with their papers, prints, scans and old backups in this office; whether a paper is"
        " of one of them its file number tells (command: show NUMBER). Then press “Dealt with” on the exchange page"
        " (command: inbox --forget {order}).",
        one="{office} ordered that {n} file be erased (reason: {reason}; decided {on}). It was done here, and nothing"
        " brings it back. Deal with its papers, prints, scans and old backups in this office; whether a paper is of it"
        " its file number tells (command: show NUMBER). Then press “Dealt with” on the exchange page (command: inbox"
        " --forget {order}).",
    ),
    "WAS_ERASED_BY": Label(
        "“{value}”已按{office}的决定抹去（原因：{reason}；决定日期：{on}），内容不能恢复。手里还有它的纸质材料或扫描件的，"
        "请按规定处理。",
        "What bore “{value}” was erased by order of {office} (reason: {reason}; decided {on}). Nothing brings it back."
        " Deal with papers and scans that you still have of it as the rules say.",
    ),
    "WAS_ERASED": Label(
        "“{value}”已于 {on} 随一份档案按规定抹去，内容不能恢复。是哪个单位的决定，见“档案抹去”台账（命令 list"
        " erasure）。",
        "What bore “{value}” was erased on {on} together with a file, by order. Nothing brings it back. The register of"
        " erasures tells whose orders there were (list erasure).",
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

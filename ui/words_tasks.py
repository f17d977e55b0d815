"""What the page of derived tasks says: one short name a kind; the sentences of the lines are the first page's."""

from __future__ import annotations

from casefiles.domain.words import Label

PAGE = Label("待核对", "To look at")
ALL = Label("全部", "All")
CHIP = Label("{kind} {n}", "{kind} {n}")
CHIP_MORE = Label("{kind} {n}+", "{kind} {n}+")
COUNT = Label("{n} 项", "{n} tasks", "{n} task")
NAME = Label("谁", "Who")
WHAT = Label("什么", "What")
KIND = Label("类别", "Kind")
LIST = Label("待核对的事项", "Tasks to look at")
HELP = Label(
    "↑↓ 换一条，Enter 打开所说的档案，←→ 换类别。改好之后自动消失。",
    "Up and Down move, Enter opens what it speaks of, Left and Right change the kind. What was put right goes.",
)
NONE = Label("没有待核对的事项", "Nothing to look at")
NONE_HELP = Label(
    "合并、导入和录入时发现的矛盾会列在这里。",
    "What contradicts itself after a merge, an import or a save is listed here.",
)
TO_TODAY = Label("回到今日", "Back to today")
KINDS: dict[str, Label] = {
    "report_open": Label("未强制报告", "Not reported"),
    "report_running": Label("报告未办结", "Reports open"),
    "fork": Label("身份重复使用", "Identity used twice"),
    "erase_waits": Label("待抹去", "To be erased"),
    "renewed": Label("换了身份的电脑", "Computers gone on as new"),
    "came_joined": Label("并入的档案", "Came by a joining"),
    "erased_here": Label("已按令抹去", "Erased by order"),
    "erase_still": Label("他处未抹去", "Not erased elsewhere"),
    "two_makers": Label("不止一个单位建档", "Two makers"),
    "conflict": Label("有几个值", "Several values"),
    "two_active_pairs": Label("两条有效结对", "Two active matches"),
    "leads": Label("牵头人", "Who leads"),
    "risk_differs": Label("风险等级不一致", "Risk differs"),
    "same_id_number": Label("身份证号相同", "Same ID number"),
    "same_id_two_offices": Label("两个乡镇都有档案", "In two townships"),
    "same_number": Label("档案编号重复", "Same file number"),
    "not_arrived": Label("记录未到", "Not arrived"),
    "incomplete": Label("档案不完整", "Incomplete"),
    "round_late": Label("封存后收到", "After closing"),
    "id_contradiction": Label("证号与生日不符", "ID contradicts"),
    "fund_overdrawn": Label("基金透支", "Fund overdrawn"),
}

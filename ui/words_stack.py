"""What the entry of a stack of papers says."""

from __future__ import annotations

from casefiles.domain.words import Label

SAME_DAY = Label(
    "这个孩子这一天已有一条走访（{what}），可能已经录过。",
    "A visit to this child on this day is on file already ({what}). It may have been entered before.",
)
WILL_BE_LATE = Label(
    "走访已过去 {n} 天，保存后会标明“补录”。",
    "The visit was {n} days ago. It will be marked as entered late.",
)
LATE = Label("补录，晚 {n} 天", "Entered {n} days late")
TITLE = Label("这一叠", "This stack")
COUNTED = Label("已录 {n} 张", "{n} entered")
COUNTED_OF = Label("已录 {n} / {of} 张", "{n} of {of} entered")
MINUTES = Label("用时 {n} 分钟", "{n} minutes", "{n} minute")
EACH = Label("平均 {n} 秒一张", "{n} seconds each")
ALL_IN = Label("这一叠录完了", "The stack is done")
OF = Label("一共几张", "How many papers")
OF_TIP = Label("这一叠一共有几张；留空就只计数 (F6)", "How many papers the stack has; empty only counts (F6)")
NEW = Label("新的一叠", "New stack")
NEW_TIP = Label("从零开始计数 (Ctrl+Shift+N)", "Count from nothing again (Ctrl+Shift+N)")
NEXT = Label("下一位", "Next child")
NEXT_BY = {
    "": Label("自己输入", "I type"),
    "mentor": Label("同一五老", "Same mentor"),
    "village": Label("同村", "Same village"),
}
NEXT_TIP = Label("保存后自动到谁 (F9 切换)", "Who comes up after a save (F9 changes)")
NOBODY_LEFT = Label("这里的孩子都录过了，请输入下一位。", "All children here are entered. Type the next one.")
PIN = Label(
    "固定“{name}”：下一张沿用，回车跳过 (F8)", "Keep “{name}” for the next papers; Enter goes past it (F8)"
)
PINNED = Label("“{name}”已固定，下一张沿用 (F8 取消)", "“{name}” is kept for the next papers (F8 lets go)")
LET_GO = Label("“{name}”不再固定", "“{name}” is no longer kept")
CANNOT_PIN = Label(
    "可以固定的是日期、方式、走访人、地点和时长。", "Date, kind, mentor, place and minutes can be kept."
)
REPEATED = Label("沿用上一张", "From the last paper")
REPEATED_TIP = Label(
    "和上一张一样。回车往下就是确认；F8 固定，Delete 清除，直接输入就改掉。",
    "As on the last paper. Going on confirms it; F8 keeps it, Delete clears it, typing replaces it.",
)
REPEATED_TIP_ALONE = Label(
    "和上一张一样。回车往下就是确认；Delete 清除，直接输入就改掉。",
    "As on the last paper. Going on confirms it; Delete clears it, typing replaces it.",
)
ENTERED_LIST = Label("本次已录入", "Entered now")
ENTERED_HELP = Label(
    "F7 到列表，回车打开修改，Esc 回到表单。", "F7 goes here, Enter opens one, Esc goes back."
)
LINE = Label("{name}　{day}\n{what}", "{name}, {day}\n{what}")

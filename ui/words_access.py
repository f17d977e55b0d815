"""What the window and the console say of the record of access: who looked at what."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("访问记录", "Record of access")
HELP = Label(
    "谁在什么时候解锁、打开、打印或带走了什么。只增不改，留三年；上下级各记着它到第几条，少了或改了都看得出来。",
    "Who unlocked, opened, printed or took away what, and when. Entries are only ever added, and kept for three years; "
    "the offices above and below know how many there were, so what is missing or altered shows.",
)
WHEN, WHO, ACT = Label("时间", "When"), Label("谁", "Who"), Label("做了什么", "What was done")
FILE, COUNT, MORE = Label("档案", "File"), Label("数量", "How many"), Label("说明", "More")
NONE = Label("没有符合条件的记录。", "No entry fits.")
OLDER = Label("只列出最近 {n} 条；更早的请写起止日期。", "The newest {n} are listed; name the days for older ones.")
RECORDS = Label("{n} 条记录", "{n} records", "{n} record")
CHANGES = Label("{n} 条变更", "{n} changes", "{n} change")
GONE = Label("（已删除的档案）", "(a file that is gone)")
NOBODY = Label("（没有选账号）", "(no account chosen)")
ANYBODY, ANYTHING = Label("所有人", "Anybody"), Label("所有操作", "Anything")
SINCE, UNTIL = Label("从", "From"), Label("到", "To")
OF_FILE = Label("只看这份档案：{name}", "This file alone: {name}")
EVERY_FILE = Label("看所有档案", "All files")
WHO_LOOKED = Label("谁看过这份档案", "Who looked at this file")
REPORT = Label("年度报告", "Report of a year")
HOLDS = Label(
    "访问记录前后相连，没有缺少或改动：{n} 条。",
    "The record of access holds together, nothing is missing: {n} entries.",
)
DOUBT = Label("要查明", "Look into it")
ACKNOWLEDGE = Label("已查明", "Acknowledge")
ACKNOWLEDGED = Label("已记下：{n} 处已查明。", "Noted as acknowledged: {n}.")
NO_DOUBT = Label("没有要查明的。", "There is nothing to acknowledge.")

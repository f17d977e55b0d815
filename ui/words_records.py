"""What pickers of records say."""

from __future__ import annotations

from casefiles.domain.words import Label

HINT = Label("输入名称、姓名、日期的一部分，或按 ↓", "Part of a name or date, or press ↓")
FOUND_N = Label(
    "找到 {n} 条，回车选第一条", "{n} found, Enter takes the first", one="{n} found, Enter takes it"
)
MANY = Label("找到 {n} 条以上，请再输入一些", "More than {n} found; type a little more")
NONE_FOUND = Label("没有找到这样的{what}。", "No such record found ({what}).")
NONE_YET = Label("这里还没有{what}。", "None here yet ({what}).")
MAKE = Label("新建{what}：{name}", "New ({what}): {name}")
MADE = Label("已新建{what}：{name}", "Made ({what}): {name}")
UNMADE = Label("已撤销新建：{name}", "Taken back: {name}")

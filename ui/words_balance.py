"""What the page of the year's balance says."""

from __future__ import annotations

from casefiles.domain.words import Label

PAGE = Label("五老进退平衡", "Mentors in and out")
YEAR = Label("{year} 年", "{year}")
BEFORE = Label("上一年", "The year before")
AFTER = Label("下一年", "The year after")
UNTIL = Label("截至 {day}", "Until {day}")
PRINT = Label("打印平衡表", "Print")
CHART = Label("从年初到年末", "Over the year")
REASONS = Label("退出原因", "Reasons for leaving")
NOBODY_LEFT = Label("这一年没有人退出。", "Nobody left in this year.")
CHILDREN = Label("受影响的儿童", "Children affected")
LIMIT = Label("年龄上限", "Limit of age")
LIMIT_NOW = Label(
    "{n} 周岁。距上限不到两年的五老列入工作清单。", "{n} years. Mentors within two years of it stand in a worklist."
)
LIMIT_LESS = Label("年龄上限减一岁", "Limit of age one year lower")
LIMIT_MORE = Label("年龄上限加一岁", "Limit of age one year higher")
SEE_AGE = Label("看名单", "See the list")
MOVED = Label("加入与退出的人", "Who joined and who left")
CAME = Label("加入", "Joined")
WENT = Label("退出", "Left")
NOBODY_MOVED = Label("这一年没有人加入或退出。", "Nobody joined or left in this year.")
OPEN = Label("打开 {name} 的资料", "Open {name}")

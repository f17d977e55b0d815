"""What stands over the columns of the console's tables that are no register."""

from __future__ import annotations

from casefiles.domain.words import Label

ID = Label("编号", "Id")
NAME = Label("姓名", "Name")
VILLAGE = Label("村（社区）", "Village")
DAY = Label("日期", "Day")
MORE = Label("说明", "More")
POINTS = Label("分数", "Points")
FIND = (
    Label("类别", "Kind"), NAME, Label("依据", "Why"), Label("相符处", "Matched"), Label("合并自", "Merged from"), ID,
)  # fmt: skip
BATCHES = (
    ID, DAY, Label("批次", "Batch"), Label("进度", "Step"), Label("人数", "People"), Label("户数", "Households"),
    Label("金额（元）", "Yuan"),
)  # fmt: skip
LEFT = Label("余额（元）", "Balance (yuan)")
FUNDS = (ID, Label("基金", "Fund"), LEFT)
FUND_DAYS = (DAY, Label("收入（元）", "In (yuan)"), Label("支出（元）", "Out (yuan)"), LEFT)
WORKLISTS = (Label("清单", "List"), Label("名称", "What it holds"), Label("数量", "How many"), MORE)
WORKLIST = (NAME, VILLAGE, DAY, MORE, ID)

"""What the pages of aid say: batches, funds, donors, totals."""

from __future__ import annotations

from casefiles.domain.words import Label

AID = Label("关爱帮扶", "Aid")
GRID = Label("批量表", "List")
TABS = (
    ("batches", Label("发放批次", "Batches")),
    ("funds", Label("爱心基金", "Funds")),
    ("donors", Label("捐助方", "Donors")),
    ("totals", Label("合计", "Totals")),
)
VIEWS = Label("查看", "View")
STEPS: dict[str, Label] = {
    "planned": Label("计划中", "Planned"),
    "promised": Label("已承诺", "Promised"),
    "received": Label("已到位", "Received"),
    "allotted": Label("已分配", "Allotted"),
    "handed_over": Label("已发放", "Handed over"),
    "cancelled": Label("已取消", "Cancelled"),
}
STEP_TONE = {
    "planned": "neutral", "promised": "info", "received": "primary", "allotted": "warn", "handed_over": "ok",
    "cancelled": "neutral",
}  # fmt: skip

NAME = Label("名称", "Name")
ON = Label("日期", "Date")
OCCASION = Label("时机", "Occasion")
WHAT = Label("内容", "What")
RECIPIENTS = Label("领取人", "Recipients")
SUM = Label("金额（元）", "Yuan")
STEP = Label("进度", "Step")
GIVEN_YEAR_NOTE = Label(
    "{n} 项；另有 {sum} 元待发放",
    "{n} items; {sum} yuan still to hand over",
    "{n} item; {sum} yuan still to hand over",
)
PERSONS = Label("受助人数", "People helped")
PERSONS_NOTE = Label(
    "每人只计一次；另有 {n} 户",
    "each counted once; also {n} households", "each counted once; also {n} household",
)
NEW_BATCH = Label("新建批次", "New batch")
BATCHES_N = Label("共 {n} 批", "{n} batches", "{n} batch")
NO_BATCH = Label("还没有发放批次", "No batch yet")
NO_BATCH_HELP = Label("一笔帮扶发给许多人，就新建一个批次。", "One grant for many recipients is a batch.")
OPEN_LIST = Label("打开名单", "Open the list")
PEOPLE_N = Label("{n} 人", "{n} people", "{n} person")
AND_HOUSEHOLDS = Label("{people}、{n} 户", "{people}, {n} households", "{people}, {n} household")
DONOR = Label("捐助方", "Donor")
FUND = Label("从基金支出", "Out of the fund")
PLACE = Label("发放地点", "Place")
YUAN = Label("{sum} 元", "{sum} yuan")

# a batch

NEXT_STEP = Label("全部记为{step}", "Mark all as {step}")
NEXT_TIP = Label(
    "把还没到这一步的领取人一起记上今天 (Ctrl+G)",
    "Brings everybody who is not there yet to this step, today (Ctrl+G)",
)
STEPPED = Label("{n} 人已记为{step}", "{n} recipients marked as {step}", "{n} recipient marked as {step}")
STEPPED_BACK = Label("已撤销：进度恢复原样", "Undone: the steps are as they were")
SAVE_FIRST = Label("请先保存名单，再推进进度。", "Save the list first, then go on to the next step.")
SHEET = Label("领取表", "Signing sheet")
PUBLICITY = Label("公示名单", "Publicity list")
COPY = Label("复制名单到新批次", "Copy the list to a new batch")
COPIED = Label(
    "已建新批次，带上了 {n} 名领取人",
    "A new batch was made with {n} recipients", "A new batch was made with {n} recipient",
)
COPY_NAME = Label("{name}（续）", "{name} (again)")
EDIT_BATCH = Label("修改批次", "Edit the batch")
DONE_OF = Label("{n} / {of}", "{n} / {of}")
SIGNED = Label("签收", "Signed")
FUND_AFTER = Label("基金余额", "Fund balance")
FUND_OVER = Label("分配后将透支 {over} 元", "would be overdrawn by {over} yuan")
FUND_LEFT = Label("分配后余 {left} 元", "{left} yuan left after it")
STEP_BAR = Label("进度：{parts}", "Steps: {parts}")
STEP_PART = Label("{step} {n} 人", "{step} {n}")
BACK = Label("返回列表", "Back to the list")

# funds and donors

NEW_FUND = Label("新建基金", "New fund")
NO_FUND = Label("还没有爱心基金", "No fund yet")
NO_FUND_HELP = Label("一日捐一元等小额捐款可以汇入一个基金。", "Small gifts such as one yuan a day go into a fund.")
CAME = Label("捐款到位", "Received")
WENT = Label("已分配、发放", "Given out")
LEFT = Label("余额", "Balance")
GIVERS = Label("捐助方 {n} 个", "{n} donors", "{n} donor")
BALANCE_OVER_TIME = Label("余额变化（元）", "Balance over time (yuan)")
ENTER_GIFTS = Label("登记捐款", "Enter donations")
EDIT = Label("修改", "Edit")
OVERDRAWN = Label("已透支", "Overdrawn")
STATEMENT = Label("捐助明细", "Statement")
THANKS = Label("感谢信", "Thank-you letter")
NEW_DONOR = Label("新建捐助方", "New donor")
ADD_GIFT = Label("登记捐助", "Add a gift")
NO_DONOR = Label("还没有捐助方", "No donor yet")
NO_DONOR_HELP = Label(
    "登记捐助方和联系人，就能打印感谢信和明细。",
    "With a donor on file, thank-you letters and statements can be printed.",
)
CONTACT = Label("联系人", "Contact")
PHONE = Label("电话", "Phone")
GIFTS = Label("捐助次数", "Gifts")
PROMISED = Label("认捐（元）", "Promised (yuan)")
RECEIVED = Label("到位（元）", "Received (yuan)")
UNTHANKED = Label("{n} 笔未致谢", "{n} not thanked")
THANKED = Label("{day} 致谢", "Thanked {day}")
MARK_THANKED = Label("记为已致谢", "Mark as thanked")
THANKS_UNDONE = Label("已撤销致谢记录", "The thanks are unmarked again")
THANKED_N = Label(
    "{n} 笔捐助已记为今天致谢", "{n} donations marked as thanked today", "{n} donation marked as thanked today"
)
ALL_THANKED = Label("到位的捐助都已致谢。", "Everything that came in has been thanked for.")
NOT_RECEIVED = Label("未到位", "Not received")
DONORS_N = Label("共 {n} 个", "{n} donors", "{n} donor")
FUNDS_N = Label("共 {n} 个", "{n} funds", "{n} fund")

# totals

BY = Label("按", "By")
BYS = (
    ("occasion", Label("时机", "Occasion")),
    ("donor", Label("捐助方", "Donor")),
    ("year", Label("年份", "Year")),
    ("village", Label("村", "Village")),
    ("kind", Label("类型", "Kind")),
)
YEAR = Label("年份", "Year")
ALL_YEARS = Label("全部年份", "All years")
YEAR_OF = Label("{year}年", "{year}")
UNKNOWN = Label("未填写", "Not given")
TOTAL_CHART = Label("已发放金额（元）", "Handed over (yuan)")
GIVEN_SUM = Label("已发放（元）", "Handed over (yuan)")
ITEMS = Label("项数", "Items")
GIVEN_PERSONS = Label("受助人", "People helped")
RECORDS_OF = Label("{name}：{n} 项", "{name}: {n} items", "{name}: {n} item")
NO_AID = Label("这段时间没有帮扶记录", "No aid in this time")
NO_AID_HELP = Label(
    "登记帮扶或发放批次后，这里会出现合计。",
    "Once aid or a batch is on file, its totals appear here.",
)
BATCH_ADDED = Label("添加了 {n} 名领取人", "{n} recipients added", "1 recipient added")
BALANCE_IS = Label("余额 {left} 元", "Balance {left} yuan")
OF_HOUSEHOLD = Label("家庭受助", "Aid to the household")
OF_MENTOR = Label("慰问与帮扶", "Aid to the mentor")
OPEN_RECORD = Label("打开：{name}", "Open: {name}")

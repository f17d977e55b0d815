"""What the picture of packages by office says: when they came and went, and who is late."""

from __future__ import annotations

from casefiles.domain.words import Label

OFFICES = Label("各单位", "Offices")
LIST = Label("各单位的数据包，最久没有来的在前", "The packages of every office, who has been silent longest first")
NAME = Label("单位", "Office")
STRIP = Label("13 周：上收下送", "13 weeks: in, out")
LAST = Label("最近收到", "Last came")
HERE = Label("只在这里", "Here only")
HAVE = Label("已有", "They have")
NEVER = Label("从未来过", "never came")
TODAY = Label("今天", "today")
DAYS = Label("{n} 天前", "{n} days ago", "{n} day ago")
SUMMARY = Label("{n} 个单位", "{n} offices", "{n} office")
OF_NEVER = Label("{n} 个从未来过", "{n} never came")
OF_LATE = Label("{n} 个超过 31 天", "{n} over 31 days")
OF_DUE = Label("{n} 个超过 14 天", "{n} over 14 days")
ALL_FRESH = Label("都在 14 天内来过", "all came within 14 days")
SORT_LATE = Label("最久没来的在前", "Longest silent first")
SORT_NAME = Label("按区划", "By division")
SORT_HERE = Label("只在这里的多的在前", "Most here only")
HELP = Label(
    "↑↓ 换单位，右边是它的情况；Enter 导出给它。", "Up and Down choose an office, its card is beside; Enter exports."
)
SAID = Label(
    "{name}：{last}；近 13 周收到 {came} 个，送出 {went} 个", "{name}: {last}; in 13 weeks {came} came, {went} went"
)
MARK_IN = Label("{day} 收到", "{day} came")
MARK_OUT = Label("{day} 送出", "{day} went")
STATES_IN = {
    "waiting": Label("{day} 收到，在等更早的", "{day} came, waits for an earlier one"),
    "aside": Label("{day} 收到，已隔离", "{day} came, kept aside"),
}
STATES_OUT = {"received": Label("{day} 送出，对方已收", "{day} went, they have it")}

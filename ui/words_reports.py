"""What the window says of mandatory reports."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("强制报告", "Mandatory reports")
NEW = Label("新增强制报告", "New mandatory report")
HELP = Label(
    "《未成年人保护法》第十一条：发现危险信号应当立即报告，报告记录不能删除。",
    "Law on the Protection of Minors, art. 11: a danger sign is reported at once. The record cannot be deleted.",
)
SEEN_ON = Label("{day} 发现", "Seen {day}")
NO_SIGN = Label("未填写危险信号", "No sign entered")
NOT_YET = Label("尚未报告", "Not reported yet")
RUNNING = Label("已报告，未办结", "Reported, still open")
CLOSED = Label("已办结", "Closed")
TOLD = Label("{day} 已向{whom}报告", "Reported to {whom} on {day}")
BY = Label("报告人：{name}", "By {name}")
RECEIPT = Label("受理编号：{number}", "Reference: {number}")
OUTCOME = Label("处理结果：{outcome}", "Outcome: {outcome}")
CLOSED_ON = Label("{day} 办结", "Closed {day}")
FILL_IN = Label("填写报告情况", "Enter the report")
FILL_IN_FOR = Label("填写 {day} 发现的强制报告", "Enter the report on what was seen on {day}")
FOLLOW_UP = Label("填写结果", "Enter the outcome")
FOLLOW_UP_FOR = Label("填写 {day} 强制报告的结果", "Enter the outcome of the report of {day}")
VISIT_UNDONE = Label(
    "{said}。强制报告仍然保留，请填写报告情况。", "{said}. The mandatory report stands; enter what was done."
)

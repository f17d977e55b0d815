"""The sentences of mandatory reports."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "REPORT_OPENED": Label(
        "发现危险信号，已建立强制报告。请立即向公安、民政等部门报告，再填写报告对象、时间和受理编号。",
        "A danger sign was seen: a mandatory report is open. Report to the police or civil affairs at once, "
        "then enter to whom, when and the reference number.",
    ),
    "REPORT_EXTENDED": Label(
        "危险信号已补充到强制报告中。请立即把新情况报告有关部门。",
        "The danger signs were added to the mandatory report. Tell the authorities of them at once.",
    ),
    "REPORT_STANDS": Label(
        "强制报告不能删除或撤销。如情况不属实，请在“处理结果”中填写“查证不属实”。",
        "A mandatory report cannot be deleted or undone. If the suspicion was wrong, record the outcome "
        "“Not substantiated” instead.",
    ),
    "REPORT_TO_WHOM": Label(
        "已填报告日期，请同时填写向谁报告。", "There is a day of the report. Enter to whom it was made as well."
    ),
    "REPORT_BEFORE_SIGN": Label(
        "报告日期早于发现日期。请核对这两个日期。",
        "The report is dated before the sign was seen. Check both dates.",
    ),
    "REPORT_NOT_MADE": Label(
        "还没有报告，不能填写处理结果。请先报告并填写报告日期。",
        "An outcome needs a report. Report first and enter the day of the report.",
    ),
    "REPORT_NO_OUTCOME": Label(
        "办结前请先选择处理结果。", "Choose the outcome before you close the report."
    ),
    "REPORT_NO_END": Label("已选“已办结”，请填写办结日期。", "It is closed: enter the day it was closed on."),
}

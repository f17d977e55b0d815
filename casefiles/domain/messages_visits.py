"""The sentences of visits."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "VISIT_SAME_DAY": Label(
        "这个孩子 {value} 已有一条走访记录。请核对是不是录了两次。",
        "There is a visit to this child on {value} already. Check that it was not entered twice.",
    ),
    "VERIFIED_SAME_DAY": Label(
        "这份档案 {value} 已记录过核实，现在有两条。请核对是不是记了两次，多的一条请删除。",
        "This file was verified on {value} already, and now has two entries. Check whether it was recorded twice, and "
        "delete the one too many.",
    ),
    "FOLLOW_UP_WHAT": Label("请写明后续事项是什么。", "Say what the follow-up is."),
    "FOLLOW_UP_WHEN": Label(
        "写了后续结果，请填写哪天完成的。", "The follow-up has a result: enter the day it was done on."
    ),
    "URGENT_GOES_ON": Label(
        "“{area}”需要立即处理：请写明后续事项，或者勾选危险信号。",
        "“{area}” needs action at once: enter a follow-up, or tick the danger signs.",
    ),
}

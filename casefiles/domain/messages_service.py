"""The sentences of a mentor's service: checks, and times in the team."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "MENTOR_NOT_CHECKED": Label(
        "“{name}”还没有通过入职查询，不能结对。请先在五老的“服务”页登记查询结果。",
        "“{name}” has passed no record check and cannot be matched yet. Enter it on the mentor's page “Service”.",
    ),
    "MENTOR_CHECK_EXPIRED": Label(
        "“{name}”的入职查询已于 {day} 到期，不能结对。请重新查询，并在“服务”页登记结果。",
        "The record check of “{name}” ran out on {day}. Have it renewed and enter it on the mentor's page “Service”.",
    ),
    "MENTOR_CHECK_FAILED": Label(
        "“{name}”{day} 的入职查询未通过，不能结对。请另选一位。",
        "“{name}” did not pass the record check of {day}. Choose another mentor.",
    ),
    "SPELL_NO_REASON": Label("填了退出日期，请选择退出原因。", "They left: choose the reason for leaving."),
    "SPELL_NO_END": Label("选了退出原因，请填写退出日期。", "A reason for leaving is given: enter the day."),
    "SPELL_OVERLAPS": Label(
        "与另一段在队时间（{start} 起）重叠。请核对日期，或先填写那一段的退出日期。",
        "It overlaps another time in the team (from {start}). Check the dates, or end that one first.",
    ),
}

"""The sentences of giving."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "AID_TO_WHOM": Label(
        "请选择帮扶给谁：儿童、家庭、五老三者选一。", "Say who receives it: one child, one household or one mentor."
    ),
    "AID_BEFORE_RECEIVED": Label(
        "领取日期早于到位日期。请核对这两个日期。", "It was handed over before it was received. Check both dates."
    ),
    "UNKNOWN_GRID": Label(
        "没有名为“{value}”的批量表。可选：{choices}。", "No grid is called “{value}”. Choose one of: {choices}."
    ),
    "GRID_PERSON_GONE": Label(
        "这个人的档案已不在本机。请从表中移除这一行。",
        "This person is no longer on file here. Take the line out of the list."
    ),
    "FUND_OVERDRAWN": Label(
        "基金“{name}”会透支 {over} 元。请核对金额，或先登记到位的捐款。",
        "The fund “{name}” would be overdrawn by {over} yuan. Check the amounts, or enter the donations that came in.",
    ),
    "NO_RECIPIENTS": Label(
        "这个批次还没有领取人。请先在表中添加。", "This batch has no recipients yet. Add them in its list first."
    ),
    "STAFF_WITHOUT_SKILL": Label(
        "“{name}”的专长里没有“{skill}”。请核对人选，或补登专长。",
        "“{name}” does not have the skill “{skill}” on file. Check who leads, or enter the skill.",
    ),
    "UNKNOWN_STEP": Label(
        "没有名为“{value}”的进度。可选：{choices}。", "No step is called “{value}”. Choose one of: {choices}."
    ),
}

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
}

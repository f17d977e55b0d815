"""The sentences of matches and their steps."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "MATCH_SAME_STEP": Label(
        "这份结对已经是“{state}”。请选择另一个状态。", "This match is “{state}” already. Choose another step."
    ),
    "MATCH_NO_REASON": Label(
        "补记过去的步骤、退回以前的状态或重新启用，请在说明里写明原因。",
        "A step entered late, a step back, or a match opened again: say why in the note.",
    ),
    "MATCH_NO_END_REASON": Label("结束结对，请选择结束原因。", "The match is closed: choose the reason."),
    "MATCH_LATER_STEP": Label(
        "{day} 已有“{state}”的记录，日期不能更早。请填 {day} 或以后，或先更正那一条。",
        "It came to “{state}” on {day}. Enter that day or a later one, or correct that step first.",
    ),
    "MATCH_BEFORE_FIRST": Label(
        "日期早于结对的开始（{day}）。请核对。", "The day is before the match began ({day}). Check it."
    ),
}

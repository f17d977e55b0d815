"""The sentences of leaving: mentors, and files that are closed."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "MENTOR_HAS_CHILDREN": Label(
        "还有 {n} 名儿童（{names}）与这位五老结对，不能直接退出。请用“退出并移交”安排好孩子。",
        "{n} children ({names}) still have this mentor. Use “Leave and hand over” to see to them first.",
    ),
    "MENTOR_LEFT": Label(
        "这位五老已于 {day} 退出，不能结对。请另选一位。", "This mentor left on {day}. Choose another one."
    ),
    "FILE_HAS_MENTOR": Label(
        "还有结对没有结束（{names}）。请先在“帮扶导师”页结束结对，再结案。",
        "A match is still open ({names}). End it on the page “Mentors”, then close the file.",
    ),
    "FILE_HAS_REPORT": Label(
        "还有 {n} 份强制报告没有办结。请先填写处理结果，再结案。",
        "{n} mandatory reports are still open. Enter their outcome, then close the file.",
    ),
    "FILE_NO_REASON": Label("请填写结案原因。", "Enter the reason for closing."),
    "FILE_CLOSED": Label(
        "这份档案已于 {day} 结案，不能结对。请先打开档案，按“重新启用”并写明原因，再结对。",
        "This file was closed on {day} and cannot be matched. Choose “Reopen” in it, with a reason, then match.",
    ),
    "HAND_OVER_FULL": Label(
        "“{value}”还能结对 {room} 人，安排了 {n} 人。请减少或换人。",
        "“{value}” has room for {room} and was given {n}. Give some to another mentor.",
    ),
    "HAND_OVER_SELF": Label(
        "“{value}”正要退出，不能接收孩子。请换人。", "“{value}” is leaving and cannot take them. Choose another one."
    ),
}

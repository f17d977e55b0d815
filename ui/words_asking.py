"""What the drawer of questions says: sent back with a reason, answered, settled."""

from __future__ import annotations

from casefiles.domain.words import Label

OPEN = Label("退回与答复", "Questions sent back")
HELP = Label(
    "上级把疑问退回给保存档案的单位；改好或说明后答复，提出的单位核对后了结。都随下一个数据包送去。",
    "An office above sends a question back to the one that keeps the file, which answers; who asked settles it. The "
    "next package takes each there.",
)
NEW = Label("退回一个问题", "Send a question back")
REASON = Label("原因", "Reason")
TEXT = Label("要核实或补正什么", "What is to be checked or put right")
SEND = Label("退回", "Send back")
NONE = Label("这份档案还没有退回过问题。", "Nothing of this file was sent back yet.")
BY = Label("{office} {who}，{day}", "{office}, {who}, {day}")
FIELD = Label("涉及：{what}", "About: {what}")
ANSWERED = Label("答复（{who}，{day}）：{text}", "Answer ({who}, {day}): {text}")
ANSWER = Label("答复：改了什么，或者为什么不改", "Answer: what was put right, or why not")
DO_ANSWER = Label("答复", "Answer")
SETTLE = Label("了结", "Settle")
SETTLE_OF = Label("了结：{text}", "Settle: {text}")
WITHDRAW = Label("撤回", "Withdraw")
WITHDRAW_OF = Label("撤回：{text}", "Withdraw: {text}")
UNDONE = Label("已撤销。", "Taken back.")
SENT = Label("已退回，随下一个数据包送去。", "Sent back; the next package takes it there.")

"""What the window says when a mentor leaves."""

from __future__ import annotations

from casefiles.domain.words import Label

LEAVE = Label("退出并移交", "Leave and hand over")
LEFT = Label("已退出：移交 {n} 人，待结对 {m} 人。", "Left: {n} handed over, {m} waiting for a mentor.")
UNDONE = Label("已撤销退出和移交。", "The leaving and the hand-over were taken back.")
HELP = Label(
    "为每个孩子选新的五老；留空的孩子会列入“还没有结对”。",
    "Choose a new mentor for each child. Who is left without one waits in “Children without a mentor”.",
)
NO_CHILDREN = Label("没有要移交的孩子。", "There is no child to hand over.")
TO = Label("{name} 的新五老", "New mentor of {name}")
ON = Label("退出日期", "Leaving on")
REASON = Label("退出原因", "Reason for leaving")
REASON_MISSING = Label("请选择退出原因。", "Choose the reason for leaving.")
DO = Label("退出并移交", "Leave and hand over")

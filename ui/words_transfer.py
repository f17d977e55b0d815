"""What the window and the console say of a file that moves to another office."""

from __future__ import annotations

from casefiles.domain.words import Label

START = Label("移交到其他乡镇…", "Transfer to another township…")
TITLE = Label("移交档案", "Transfer the file")
HELP = Label(
    "保存后居住地改为接收单位的辖区，档案随县里的下一个数据包送去。导出之前可以撤回。",
    "On saving, the division of residence becomes the receiving office's and the county's next package takes the file "
    "there. It can be withdrawn until it was exported.",
)
MATCH = Label("与 {name} 的结对：移交给（不选则结束）", "Match with {name}: hand over to (left empty, it ends)")
DO = Label("移交", "Transfer")
DONE = Label("已移交给“{to}”，等待接收。结束结对 {n} 条。", "Handed over to “{to}”, waiting. {n} matches ended.")
UNDONE = Label("已撤销移交。", "The transfer was taken back.")
WAITS = Label("已移交给“{to}”，等待接收（{day}）", "Transferred to “{to}”, waiting to be accepted ({day})")
OFFERED = Label(
    "“{from_}”移交来的档案，等待本单位接收（{day}）", "Transferred here from “{from_}” ({day}); accept it or not"
)
REASON_IS = Label("原因：{reason}", "Reason: {reason}")
TAKEN = Label("已由“{to}”接收（{day}），本单位只能查看", "Taken over by “{to}” on {day}; read only here")
AWAY = Label("已移交", "Transferred")
AWAY_READ_ONLY = Label("已移交，只能查看", "Transferred; read only")
SENT_BACK = Label("“{to}”已退回（{day}）：{answer}", "Sent back by “{to}” on {day}: {answer}")
ACCEPT = Label("接收", "Accept")
DECLINE = Label("退回", "Send back")
DECLINE_WHY = Label("退回的原因", "Reason for sending it back")
WITHDRAW = Label("撤回移交", "Withdraw")
ACCEPTED = Label("已接收，档案归本单位管理。", "Accepted; the file is this office's now.")
DECLINED = Label("已退回。", "Sent back.")
WITHDRAWN = Label("已撤回移交，结对已恢复。", "Withdrawn; its matches are open again.")
BACK = Label("退回的档案，结对待恢复", "Files that came back")
BACK_HELP = Label(
    "档案被退回，移交时结束的结对还没有恢复。按“恢复结对”，或选“不恢复”。",
    "The file was sent back; the matches that the transfer ended are still ended. Reopen them, or leave them so.",
)
BACK_LINE = Label(
    "“{to}”退回，移交时结束了 {n} 条结对（{day}）",
    "Sent back by “{to}”; the transfer ended {n} matches ({day})",
    "Sent back by “{to}”; the transfer ended {n} match ({day})",
)
REOPEN = Label("恢复结对", "Reopen matches")
REOPEN_OF = Label("{name}：恢复移交时结束的结对", "{name}: reopen the matches that the transfer ended")
REOPENED = Label("已恢复结对 {n} 条。", "{n} matches are open again.", "{n} match is open again.")
REOPEN_UNDONE = Label("结对又按移交结束。", "The matches are ended again.")
LEAVE = Label("不恢复", "Leave ended")
LEAVE_OF = Label("{name}：不恢复结对", "{name}: leave the matches ended")
LEFT = Label("结对不恢复，不再列出。", "The matches stay ended; it is listed no more.")
ASKED_AGAIN = Label("已重新列出。", "It is listed again.")
LIST = Label("移交中的档案", "Files being transferred")
LIST_HELP = Label(
    "请接收或退回；本单位移出的等对方答复。", "Accept them or send them back; those sent from here wait for an answer."
)
FOR_US = Label("等待本单位接收", "Waiting for this office")
STAYED = Label(
    "上级查明：这份档案仍归“{to}”，本单位填写的区划没有采用（{day}）。如孩子确已搬来，请“{to}”办理移交",
    "This file is still “{to}”'s: the division that was typed here was not taken ({day}). If they moved here, ask"
    " “{to}” to hand it over",
)
STAYED_LINE = Label("仍归“{to}”，本单位填写的区划没有采用", "Still “{to}”'s; the division typed here was not taken")
PERSON_GONE = Label(
    "上级已把这份档案并入另一单位的档案，由对方保管；结对和走访请在那份档案里办理",
    "An office above merged this file into another office's, which keeps it now; matches and visits belong there",
)
GONE = Label("已并入“{to}”的档案，由对方保管", "Merged into a file that “{to}” keeps")
MERGED_AWAY = Label(
    "这份档案已于 {day} 并入“{to}”的档案，由对方保管，本单位只能查看",
    "This file was merged into one of “{to}” on {day}, which keeps it now; read only here",
)
FROM_US = Label("等待“{to}”接收", "Waiting for “{to}”")
CONSOLE = {
    "transfer": Label("把儿童档案移交给另一乡镇", "hand a child's file over to another township"),
    "accept-transfer": Label("接收移交来的档案", "accept a file that was handed over"),
    "decline-transfer": Label("退回移交来的档案", "send a file back"),
    "withdraw-transfer": Label(
        "撤回移交（未导出、无处接收或三十天没有答复）",
        "withdraw a transfer: not exported yet, to nobody, or not answered for thirty days",
    ),
    "reopen-matches": Label(
        "恢复退回的档案在移交时结束的结对（--leave：不恢复）",
        "reopen the matches that a transfer ended, of a file that was sent back (--leave: leave them ended)",
    ),
}

"""The sentences of files that move to another office."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "TRANSFER_HERE": Label(
        "“{value}”就在本单位辖区内，不用移交。请直接修改居住地区划。",
        "“{value}” lies in this office's own area. Change the division of residence instead.",
    ),
    "TRANSFER_RUNNING": Label(
        "这份档案已移交给“{to}”，正在等待接收。请先撤回，再重新移交。",
        "This file was handed over to “{to}” and waits to be accepted. Withdraw that first.",
    ),
    "TRANSFER_HAS_REPORT": Label(
        "还有 {n} 份强制报告没有办结。请先填写处理结果，再移交。",
        "{n} mandatory reports are still open. Enter their outcome, then hand the file over.",
    ),
    "TRANSFER_NOT_OURS": Label(
        "这份移交是给“{to}”的，只有接收单位能答复。", "This transfer is for “{to}”; only that office can answer it."
    ),
    "TRANSFER_ANSWERED": Label(
        "这份移交已经答复过了（{state}）。请刷新后再看。",
        "This transfer was answered already ({state}). Look at it again.",
    ),
    "TRANSFER_NO_REASON": Label("请填写退回的原因。", "Enter the reason for sending it back."),
    "TRANSFER_SENT": Label(
        "移交的数据包已经导出，不能撤回。请让“{to}”退回。",
        "The transfer was exported already and cannot be withdrawn. Ask “{to}” to send the file back.",
    ),
    "TRANSFER_NONE": Label(
        "这份档案没有移交过，没有移交单可打印。请先办理移交。",
        "This file was never handed over; there is no sheet to print. Transfer it first.",
    ),
    "FILE_MOVED": Label(
        "这份档案已由“{to}”接收（{day}），本单位只能查看。需要更改请联系对方。",
        "This file was taken over by “{to}” on {day}; here it can only be read. Ask that office for changes.",
    ),
}

"""The sentences of files that move to another office."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "REDIVIDE_ABOVE": Label(
        "区划变更只能由同时管辖原区划和现区划的上级单位登记。请上级登记，登记后随数据包下发。",
        "Only an office above both divisions enters this. Ask the office above; its next package brings the table.",
    ),
    "REDIVIDE_TOWNS": Label(
        "请按乡镇（街道）或村逐条登记：代码应有 9 位或 12 位。",
        "Enter a line for every township or village: the codes have 9 or 12 digits.",
    ),
    "REDIVIDE_CIRCLE": Label(
        "现区划又并回了原区划，或者两者相同。请核对两个代码。",
        "The new division is the old one, or was joined to it. Check both codes.",
    ),
    "REDIVIDED": Label("已将 {n} 份档案转到现区划。", "Files that lie in the new division now: {n}."),
    "OFFICE_JOINED": Label(
        "本单位的区划已并入{name}（{month} 起）。新档案请登记在现区划，已有档案由上级转入。",
        "This office's division was joined to {name} (since {month}). Enter new files there; the office above moves "
        "those that exist.",
    ),
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
    "NO_PROFILE": Label(
        "没有“{value}”这种范围，或者对方不是上级单位。可选：{choices}。",
        "There is no profile “{value}”, or the office is not above this one. Choose one of: {choices}.",
    ),
    "NOT_AGREEABLE": Label(
        "“{value}”不能约定：姓名、号码、日期、地址和文字不随统计数上报。可约定的字段：{choices}。",
        "“{value}” cannot be agreed on: names, numbers, dates, places and text do not go with the counts. Fields that "
        "can: {choices}.",
    ),
    "FIELDS_WITH_COUNTS": Label(
        "约定字段只配合 counts（只有统计数）；“{value}”已包含各项内容。请改用 counts，或者不写字段。",
        "Fields are agreed on with counts alone; “{value}” brings all fields anyway. Take counts, or name no fields.",
    ),
    "TRANSFER_NO_REASON": Label("请填写退回的原因。", "Enter the reason for sending it back."),
    "TRANSFER_SENT": Label(
        "移交的数据包已经导出，暂时不能撤回。请让“{to}”退回；到 {day} 还没有答复，就可以撤回。",
        "The transfer was exported already. Ask “{to}” to send the file back; without an answer it can be withdrawn "
        "from {day} on.",
    ),
    "TRANSFER_NOT_FROM_HERE": Label(
        "这份移交不是本单位发出的，不能撤回。不接收的，请退回并写明原因。",
        "This transfer was not sent from here and cannot be withdrawn. Send the file back with a reason instead.",
    ),
    "TRANSFER_NOWHERE": Label(
        "本机没有“{value}”这个区划或单位，不知道谁来接收。相近的有：{near}。请核对代码；代码没错，就请县里移交，"
        "或由县里在“台账 > 区划代码”登记它，随数据包带来。",
        "No division or office “{value}” is known here, so nobody would answer. Near it are: {near}. Check the code; if"
        " it is right, ask the county to transfer the file, or to enter the division (Division codes), which packages"
        " then bring.",
    ),
    "TRANSFER_ABOVE": Label(
        "“{name}”是上级单位，不接收档案。请填接收的乡镇，例如：{near}。",
        "“{name}” is above this office and takes over no files. Enter the township it goes to, such as: {near}.",
    ),
    "CAME_BACK_NONE": Label(
        "“{name}”的档案没有因退回的移交而结束的结对，不用恢复。请在“帮扶导师”页办理新的结对。",
        "No match of “{name}” is ended by a transfer that came back. Make a new match on the page “Mentors” instead.",
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

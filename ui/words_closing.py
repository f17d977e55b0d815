"""What the window and the console say about closing and reopening a file."""

from __future__ import annotations

from casefiles.domain.words import Label

CLOSE = Label("结案…", "Close the file…")
REOPEN = Label("重新启用…", "Reopen the file…")
CLOSE_TITLE = Label("结案", "Close the file")
REOPEN_TITLE = Label("重新启用", "Reopen the file")
EVENTS = Label("结案与启用", "Closing and reopening")
CLOSED = Label("已结案。", "The file is closed.")
REOPENED = Label("档案已重新启用。", "The file is open again.")
BY = Label("经办：{name}", "By {name}")
TOLD = Label("已告知：{who}", "Told: {who}")
ERASE = Label("抹去档案", "Erase the file")
WOULD_ERASE = Label(
    "以上记录会被抹去，不能恢复。加上 --apply 才会执行。", "These would go for good. Add --apply to do it."
)
WOULD_NOT_YET = Label(
    "以上记录会被抹去，不能恢复。请用 --reason 说明原因（代码见 erase --help），再加上 --apply 才会执行。",
    "These would go for good. Say why with --reason (erase --help lists the codes), and add --apply to do it.",
)
ERASED = Label(
    "已抹去 {n} 条记录；各单位收到数据包后也会抹去。",
    "{n} records were erased; other offices follow with the next package.",
)
IN_BACKUPS = Label(
    "此前的备份里仍有这份档案：请做一次新备份，并删除旧备份（命令：backup --renew）。",
    "Backups made before still hold it: write a new one and delete the old ones (on the command line: backup --renew).",
)
OLD_BACKUPS = Label(
    "那里还有 {n} 份较早的备份，其中仍有已抹去的档案。加上 --renew 就会删除。",
    "{n} older backups there still hold erased files. Add --renew to delete them.",
    one="1 older backup there still holds erased files. Add --renew to delete it.",
)
OLD_ASK = Label(
    "新备份已校验。这里还有 {n} 份较早的备份，其中仍有已抹去的档案。要删除这些旧备份吗？",
    "The new backup was verified. {n} older ones here still hold erased files. Delete these?",
    one="The new backup was verified. 1 older one here still holds erased files. Delete it?",
)
OLD_DELETE = Label("删除旧备份", "Delete the old ones")
OLD_KEEP = Label("先保留", "Keep them for now")
OLD_DELETED = Label("已删除 {n} 份旧备份。", "{n} old backups were deleted.", one="1 old backup was deleted.")
ERASE_ASK = Label(
    "要抹去“{name}”的档案和所有相关记录（{n} 条）吗？各单位都会抹去，不能恢复。",
    "Erase the file of “{name}” and all that hangs on it ({n} records)? Every office does so; nothing brings it back.",
)
ERASE_REASON = Label("抹去原因", "Reason for erasing")
ERASE_LEAVE = Label("保留", "Keep")

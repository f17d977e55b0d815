"""What the commands on whole registers say."""

from __future__ import annotations

from casefiles.domain.words import Label

COMMANDS: dict[str, Label] = {
    "bulk": Label("批量修改；不加 --apply 只预览", "one change of many records; without --apply a dry run"),
    "sheet": Label("把登记册导出为 xlsx", "a register as an xlsx sheet"),
}
AWAY_OUT = Label(
    "另有 {n} 份已由其他单位接收的档案没有列入；只列这些请用 --chip away。",
    "{n} files that other offices took over were left out; --chip away lists them.",
    "1 file that another office took over was left out; --chip away lists it.",
)
CLOSED_OUT = Label(
    "另有 {n} 份已结案的档案没有列入；要列入请加 --with-closed。",
    "{n} closed files were left out; --with-closed includes them.",
    "1 closed file was left out; --with-closed includes it.",
)
DRY = Label(
    "以上只是预览，没有写入。加 --apply 写入。", "This was a dry run; nothing was written. Add --apply to write."
)
WRITTEN = Label("已修改 {n} 条。", "{n} records changed.", "{n} record changed.")

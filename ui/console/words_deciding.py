"""What the console says of deciding many fields at once."""

from __future__ import annotations

from casefiles.domain.words import Label

COMMANDS: dict[str, Label] = {
    "resolve-many": Label(
        "按一条规则批量选定（不写 --write 只预览）", "decide many by a rule; a preview without --write"
    ),
}
OPEN = Label("留待逐条处理", "left open")
STAYS = Label("选用 {value}", "{value} stays")
WOULD = Label(
    "会写入 {n} 处，{open} 处留待逐条处理，{wrong} 处不能写入。加 --write 写入。",
    "{n} would be written, {open} left open, {wrong} cannot be written. Add --write to write them.",
)
WRITTEN = Label(
    "已写入 {n} 处，{open} 处留待逐条处理，{wrong} 处不能写入。",
    "{n} written, {open} left open, {wrong} cannot be written.",
)

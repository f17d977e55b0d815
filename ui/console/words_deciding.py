"""What the console says of deciding many fields at once."""

from __future__ import annotations

from casefiles.domain.words import Label

COMMANDS: dict[str, Label] = {
    "resolve-many": Label(
        "按一条规则批量选定（不写 --write 只预览）", "decide many by a rule; a preview without --write"
    ),
}
RULES = {
    "较晚": "newer", "较晚写的": "newer", "新的": "newer", "newest": "newer",
    "较长": "longer", "较长的": "longer", "longest": "longer",
}  # fmt: skip
"""what a rule may be called besides its name"""
CHOOSE = Label("  选定：resolve {id} {field} {value}", "  choose one: resolve {id} {field} {value}")
MANY = Label(
    "多处按同一条规则选：resolve-many --take newer（较晚写的）、longer（较长的）或一个单位；不加 --write 只预览。",
    "Many by one rule: resolve-many --take newer, longer, or an office (its values stay); a preview without --write.",
)
TAKEN = Label("“{field}”选用 {value}", "“{field}”: {value} stays")
NEITHER = Label(
    "“{value}”不是两边写的任何一个，已作为新的值写入，两边写的都不再采用：{kept}。如果写错了，请改回："
    "set {id} {field}=值",
    "“{value}” is neither of the values that were kept; it was written as a new one, and both of these went: {kept}. "
    "If that was a slip, put it right: set {id} {field}=VALUE",
)
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

"""What the console says of traces, of where an office stands, and of codes of packages."""

from __future__ import annotations

from casefiles.domain.words import Label

COMMANDS: dict[str, Label] = {
    "trace": Label("一条记录的每次变更在哪里", "where every change of a record is"),
    "receipt-check": Label("按交接单上的核对码查数据包", "find a package by the code on its slip"),
}
CHANGE = Label("{n}. {when} {who}（{office}）：{fields}", "{n}. {when} {who} ({office}): {fields}")
CAME = Label("   随数据包 {package} 到达本单位（{when}）", "   came here in package {package} ({when})")
REACH = Label("   {office}：{said}", "   {office}: {said}")
STATES: dict[str, Label] = {
    "received": Label("已收到并合并", "has it, merged"),
    "made": Label("由它登记", "made there"),
    "refused": Label("已拒收", "refused it"),
    "waiting": Label("已保存，等待更早的数据包", "keeps it until an earlier package comes"),
    "sent": Label("在途，还没有回执", "on its way, no receipt yet"),
    "here_only": Label("还没有导出，只在本单位", "in no package yet; here only"),
    "not_for": Label("不属于它的范围，只知道有这一条", "not for it; it knows no more than that there is one"),
}
SINCE = Label("，回执 {when}", ", receipt of {when}")
BECAUSE = Label("：{why}", ": {why}")
REFUSED_THERE = Label("  对方拒收了数据包 {file}：{why}", "  it refused package {file}: {why}")
REFUSED_NEXT = Label(
    "  再导出一次即可，缺的会一起带去（export --for {office} --to 文件夹）",
    "  export for it once more: that takes along all that is missing (export --for {office} --to DIR)",
)
WAITS_THERE = Label("  对方暂存着数据包 {file}：{why}", "  it keeps package {file} waiting: {why}")
PACKAGES = Label("，数据包 {packages}", ", package {packages}")
JOINED = Label("  已并入{name}（{month}）", "  joined to {name} ({month})")
WAITS_HERE = Label(
    "  下一个数据包要送去 {n} 条变更，最早的是{day}：{kinds}",
    "  the next package takes {n} changes, the oldest of {day}: {kinds}",
)
KEPT = Label(
    "  数据包 {file} 已保存，等“{log}”的第 {n} 号变更", "  package {file} is kept; it waits for change {n} of “{log}”"
)
THERE_ONLY = Label("  对方还有 {n} 条“{name}”的变更没有带来", "  it has {n} changes of “{name}” that are not here")
HOLES = Label("  {n} 条变更只有编号，内容还没有到", "  of {n} changes there is no more than the number here")
ERASED = Label(
    "  {n} 条变更属于已按令抹去的档案，内容没有到就已抹去，不会再来，也不用再等",
    "  {n} changes were of files that were erased on order before their content came: it will not come, there is"
    " nothing to wait for",
)
FORKED = Label(
    "  {name}的一台电脑的记录分成了两支：{here} 条和 {there} 条，都已保留",
    "  the log of a computer of {name} has two histories, of {here} and {there} changes; both are kept",
)
FORK_NEXT = Label(
    "    请说明原因：fork-answer {log} copied（复制的电脑）、restored（恢复的备份）或 blocked（原因不明，停用）",
    "    say which it was: fork-answer {log} copied (a copied computer), restored (a backup put back) or blocked "
    "(nobody knows)",
)
COMPARED = Label("  两边核对一致：{n} 条记录（{day}）", "  compared, equal: {n} records ({day})")
DIFFERS = Label("  两边核对不一致：{places}", "  compared, not equal: {places}")
REPAIRS = Label("其中修复 {n} 条两边不一致的记录", "It repairs {n} records that differed")
MENDED = Label("  找回 {n} 条本机已丢失的变更", "  {n} changes that were gone here came back")
PLACE = Label("{village}{entity}（这里 {here}，对方 {there}）", "{village} {entity} (here {here}, there {there})")
CODE = Label(
    "核对码 {code}：与{office}的数据包 {package}，{direction}，{n} 条变更，{when}。交接单对得上。",
    "{code} is package {package} {direction} {office}, {n} changes, {when}. The slip fits.",
    "{code} is package {package} {direction} {office}, {n} change, {when}. The slip fits.",
)
OUT, IN = Label("送出", "to"), Label("收到", "from")
BLOCKED = Label(
    "{name} 的电脑都已停用，不能给它导出。被隔离的记录见 aside；请用 invite 邀请新电脑。",
    "Every computer of {name} is blocked, so nothing is written for it. See what waits with aside, then invite a new"
    " one.",
)

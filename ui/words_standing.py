"""What status and sync-status say of an office, what comes after a restore."""

from __future__ import annotations

from casefiles.domain.words import Label

# status
HERE_ONLY = Label(
    "  {n} 条还没有写进给它的数据包：下一个带去（export --for {office} --to 文件夹）",
    "  {n} changes are in no package for it yet; the next one takes them (export --for {office} --to DIR)",
    "  {n} change is in no package for it yet; the next one takes it (export --for {office} --to DIR)",
)
HERE_ONLY_BELOW = Label(
    "  {n} 条还没有写进给它的数据包（不属于它的只带编号）：下一个带去（export --for {office} --to 文件夹）",
    "  {n} changes are in no package for it yet (of what is not its own it gets the number alone); the next one takes "
    "them (export --for {office} --to DIR)",
    "  {n} change is in no package for it yet (of what is not its own it gets the number alone); the next one takes it "
    "(export --for {office} --to DIR)",
)
ON_WAY = Label(
    "  {n} 条已写进给它的数据包，还没有回执：请它导入，它的下一个数据包带来回执",
    "  {n} changes are in a package for it, without a receipt yet: it imports that, its next package has the receipt",
    "  {n} change is in a package for it, without a receipt yet: it imports that, its next package has the receipt",
)
WAITS_HERE = Label(
    "  它的 {n} 个数据包已保存，在等更早的（inbox）",
    "  {n} packages of it are kept and wait for an earlier one (inbox)",
    "  {n} package of it is kept and waits for an earlier one (inbox)",
)
REFUSED_THERE = Label(
    "  它没有收下本机的 {n} 个数据包，原因见 sync-status",
    "  {n} packages of ours were not taken in there; sync-status says why",
    "  {n} package of ours was not taken in there; sync-status says why",
)
THERE_ONLY = Label(
    "  {n} 条变更在它那里、这里还没有，随它的下一个数据包来",
    "  {n} changes are there and not here; its next package brings them",
    "  {n} change is there and not here; its next package brings it",
)
NO_OFFICES = Label("还没有往来单位（card、accept 或 invite）", "No other office yet (card, accept or invite)")
TASKS = Label("待核对 {n} 项（tasks）：{kinds}", "{n} tasks wait (tasks): {kinds}", "{n} task waits (tasks): {kinds}")
KIND = Label("{kind} {n}", "{kind} {n}")
BACKUP = Label("最近备份：{when}", "Last verified backup: {when}")

NEVER_CAME = Label("从未来过", "never came")

# slips in the lists
LAST_OUT = Label(
    "  最近送出：{when}，{n} 条，核对码 {code}", "  last package to it: {when}, {n} changes, code {code}",
    "  last package to it: {when}, {n} change, code {code}",
)  # fmt: skip
LAST_IN = Label(
    "  最近收到：{when}，{n} 条，核对码 {code}", "  last package from it: {when}, {n} changes, code {code}",
    "  last package from it: {when}, {n} change, code {code}",
)  # fmt: skip
LAST_IN_NEW = Label(
    "  最近收到：{when}，{n} 条，其中这里没有的 {new} 条，核对码 {code}",
    "  last package from it: {when}, {n} changes, {new} of them new here, code {code}",
    "  last package from it: {when}, {n} change, {new} of it new here, code {code}",
)

# after a restore
MADE = Label(
    "备份做于 {when}；这以后登记的内容不在里面。", "The backup is of {when}; what was entered later is not in it."
)
MADE_UNKNOWN = Label(
    "备份以后登记的内容不在里面。", "What was entered after the backup was made is not in it."
)
NEW_NUMBER = Label(
    "这台电脑有了新的编号（{device}），不会覆盖原来那台写过的内容；原来的数据请不要再使用。",
    "This computer has a new number ({device}), so that nothing the old one wrote is overwritten; do not go on with "
    "the old data.",
)
ASK_OFFICE = Label(
    "备份以后交给“{name}”的：先给它导出一个数据包，请它导入后再给本机导出，导入它的数据包就会回来"
    "（export --for {office} --to 文件夹，再 import 文件）。备份时它已有 {have} / {of}。",
    "What {name} got after the backup comes back: export for it, let it import that and export for this office, then "
    "import its package (export --for {office} --to DIR, then import FILE). By the backup it had {have} of {of}.",
)
NOBODY_HAS = Label(
    "备份以后登记、又没有交给任何单位的，只能照纸质材料重新登记。",
    "What was entered after the backup and went to no office must be entered again from paper.",
)
WAITED = Label(
    "备份时有 {n} 个数据包在等更早的包，它们不随备份保存：请再导入一次，或请对方重新导出。",
    "{n} packages waited for an earlier one; a backup does not hold them: import them again, or ask for new ones.",
    "{n} package waited for an earlier one; a backup does not hold it: import it again, or ask for a new one.",
)
ASIDE = Label(
    "停用电脑被隔离的 {n} 条变更仍然隔离（computers、aside）。",
    "{n} changes of blocked computers are still kept aside (computers, aside).",
    "{n} change of a blocked computer is still kept aside (computers, aside).",
)

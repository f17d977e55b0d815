"""What the window says before and after a trip: what they have, what they will see, identities used twice, slips."""

from __future__ import annotations

from casefiles.domain.messages_carrying import MESSAGES
from casefiles.domain.words import Label

# what they have
JOINED = Label("已并入 {name}（{month}）", "Joined to {name} ({month})")
WITH_CODE = Label("{said}，核对码 {code}", "{said}, code {code}")
THEIR_RECEIPT = Label("回执 {when}", "receipt of {when}")
ONLY_HERE = Label("只在本机的：{n} 条变更", "Here only: {n} changes", "Here only: {n} change")
LOOK = Label("这些数怎么来的", "Why these numbers")
LOOK_OF = Label("{name}还缺的，这些数怎么来的", "What {name} lacks, and why these numbers")
SEE = Label("对方将看到什么", "What they will see")
SEE_OF = Label("{name}将看到什么", "What {name} will see")
OWES = Label(
    "“{name}”在等回执：下一个数据包会带去，请导出给它。",
    "{name} waits for a receipt: the next package takes it there. Export one.",
)
WAITS_FOR = Label(
    "{file}：在等“{who}”的第 {n} 条，含它的数据包到了会自动导入",
    "{file} waits for number {n} of {who}; it is taken in by itself when the package with it arrives",
)
WAITS_PLAIN = Label("{file}：在等更早的数据包", "{file} waits for an earlier package")
THERE_ONLY = Label(
    "“{name}”有 {n} 条我们还没有，会随对方下一个数据包带来",
    "{n} changes of {name} are there and not here; their next package brings them",
    "{n} change of {name} is there and not here; their next package brings it",
)
HOLES = Label(
    "{n} 条变更只收到校验值，已向对方要全文",
    "{n} changes came as checks alone; their content is asked for",
    "{n} change came as a check alone; its content is asked for",
)
ERASED = Label(
    "{n} 条变更属于已按令抹去的档案，没到就已抹去，不用再等",
    "{n} changes were of files that were erased on order before they came: nothing to wait for",
    "{n} change was of a file that was erased on order before it came: nothing to wait for",
)
SAME = Label("{when} 两边核对过 {n} 份记录，完全一致", "Both sides counted {n} records: all the same ({when})")
DIFFERS = Label(
    "核对发现不一致：{places}。下一个数据包会自动补齐。", "Not the same: {places}. The next package repairs it."
)
NOT_COMPARED = Label(
    "停用电脑的 {n} 条变更只有一边显示，没有算进核对；对方收到停用的消息后就一致了。",
    "Changes of a blocked computer that one side alone shows: {n}. They are not compared; once the other has heard of "
    "the block both show the same.",
)
PLACE = Label("{village} {entity}（本机 {here}，对方 {there}）", "{village} {entity} (here {here}, there {there})")
MORE_PLACES = Label("等 {n} 处", "and others, {n} in all")
HERE_HELP = Label(
    "下一个数据包带去 {n} 条看得到的变更，最早的写于 {when}。Enter 打开。",
    "The next package takes {n} changes that can be read, the oldest of {when}. Enter opens.",
    "The next package takes {n} change that can be read, of {when}. Enter opens.",
)  # fmt: skip
HERE_NONE = Label("对方什么都不缺。", "They lack nothing.")
HERE_MORE = Label("只列出最近的 {n} 份。", "Only the newest {n} are listed.")
READING = Label("正在清点…", "Counting…")

# what they will see
SEES_NOTHING = Label("没有新内容：只写出回执。", "Nothing new: a receipt alone is written.")
SEES_COUNTS = Label("这个数据包里的档案和记录", "Records in this package")
SEES_NOTES = Label(
    "其中 {n} 份带文字记录。", "{n} of them with running text.", "{n} of them with running text."
)
SEES_HIDDEN = Label(
    "另有 {n} 条变更封在里面只作校验，对方读不到任何内容。",
    "{n} more changes go sealed, as checks alone: nothing of them can be read.",
    "{n} more change goes sealed, as a check alone: nothing of it can be read.",
)
SEES_FIGURES = Label(
    "另附 {n} 个区划的统计数。", "Counts of {n} divisions go along.", "Counts of {n} division go along."
)
AGREE = Label("约定给对方的范围", "What this office gets")
AGREED = Label("从现在起按“{what}”给{name}。", "From now on {name} gets: {what}.")
AGREE_FIELDS = Label("与统计数一起约定、按选项计人数的字段", "Fields counted by value beside the counts, as agreed")
SEES_FIELDS = Label(
    "其中按选项计人数的约定字段：{fields}。不足 {n} 人的选项不单列。",
    "Of these agreed fields children are counted by value: {fields}. Fewer than {n} are not told apart.",
)
AGREED_FIELDS = Label("从现在起给{name}按选项统计：{fields}。", "From now on counted by value for {name}: {fields}.")
AGREED_NO_FIELDS = Label(
    "从现在起不再给{name}按选项统计字段。", "From now on no fields are counted by value for {name}."
)
NOT_AGAIN = Label("下次不再显示，除非内容的种类有变化", "Skip this until something else would go")
EXPORT_ENTER = Label("导出（Enter）", "Export (Enter)")
CHANGED_SINCE = Label(
    "与上次不同：有别的种类的内容要给对方，请看一遍。", "Not as before: something of another kind would go. Look once."
)

# after an import
RENEWED = MESSAGES["IDENTITY_TWICE"]
FORKED = Label(
    "两台电脑使用了同一身份，两边的记录都已保留。请在本页选择是哪一种情况。",
    "Two computers used one identity; all records of both are kept. Say on this page what happened.",
)
FOLLOWED = Label(
    "等着它的 {n} 个数据包也已导入。",
    "{n} packages that had waited for it were taken in, too.",
    "{n} package that had waited for it was taken in, too.",
)

# forks
FORK = Label(
    "两台电脑使用了同一身份：{name}，{since} 起", "Two computers used the identity of {name} since {since}"
)
FORK_KEPT = Label(
    "{here} 条和 {there} 条，都已保留。是哪一种情况？", "{here} and {there} changes, all kept. What happened?"
)
FORK_BAR = Label("第一台 {here} 条，第二台 {there} 条", "the first {here}, the second {there}")
COPIED = Label("电脑被复制", "A copied computer")
RESTORED = Label("恢复过备份", "A restored backup")
BLOCK = Label("不清楚，先停用", "Unknown: block it")
BLOCK_ASK = Label(
    "停用“{name}”的这台电脑？分开之后的记录会先隔离起来、不再显示，它今后的数据包也不再接收，直到你处理。",
    "Block this computer of {name}? What it wrote after the two parted is kept aside and no longer shown, and its "
    "packages are not taken until you decide.",
)
BLOCK_DO = Label("停用", "Block it")
BLOCK_NOT = Label("先不停用", "Not now")
FORK_WAS = Label(
    "{since} 起身份曾被两台电脑使用（{what}）", "Since {since} one identity was used by two computers ({what})"
)
FORK_LOOK = Label("查看两边的记录", "The records on both sides")
FORK_FIRST = Label("第一台电脑的 {n} 条", "The first computer: {n} changes", "The first computer: {n} change")
FORK_SECOND = Label("第二台电脑的 {n} 条", "The second computer: {n} changes", "The second computer: {n} change")
FORK_SPAN = Label("{first} 至 {last}", "{first} to {last}")
ANSWERS = {"copied": COPIED, "restored": RESTORED, "blocked": BLOCK}

# slips
SLIP = Label("查看交接单", "Slip")
SLIP_OF = Label("{when} 的数据包：查看交接单", "Slip of the package of {when}")
SLIP_TITLE = Label("数据交接单", "Slip of a package")
SLIP_CODE = Label("核对码（双方应相同）", "Code (the same on both sides)")
SLIP_OUT = Label("交给", "handed to")
SLIP_IN = Label("收自", "received from")
SLIP_OFFICE = Label("单位", "Office")
SLIP_WHEN = Label("时间", "When")
SLIP_FILE = Label("文件", "File")
SLIP_CHANGES = Label("变更", "Changes")
SLIP_NEW = Label("{all}，这里没有的 {n}", "{all}, new here {n}")
SLIP_NUMBERS = Label("本机编号", "Numbers")
SLIP_RECEIVED = Label("对方确认收到", "They confirmed it")
SLIP_NOT_YET = Label("还没有回执", "no receipt yet")
SLIP_PRINT = Label("打印交接单", "Print the slip")
SLIP_RECORDS = Label("涉及的档案和记录", "Records it is about")
CHECK = Label("核对交接单上的核对码", "Check a code")
CHECK_HINT = Label("例如 8F2K-Q0TM-4R7C", "such as 8F2K-Q0TM-4R7C")
CHECK_DO = Label("核对", "Check")

# figures
FIGURES = Label("下级报来的统计数", "Figures from offices below")
FIGURES_OF = Label("{office}，{day}", "{office}, {day}")
FIGURE = Label("统计项", "Figure")
NOT_APART = Label(
    "不足 {n} 人的选项不单列，没有列出的区划不等于没有。",
    "A value of fewer than {n} children is not told apart: a division that is not listed may have some.",
)
NO_DIVISION = Label("未填区划", "no division")
FIGURE_NAMES = {
    "children": Label("在册儿童", "Children on file"),
    "matched": Label("已结对儿童", "Children with a mentor"),
    "visited": Label("一年内走访过的儿童", "Children visited within a year"),
    "visits": Label("一年内走访次数", "Visits within a year"),
    "reports": Label("一年内强制报告", "Mandatory reports within a year"),
    "mentors": Label("五老", "Mentors"),
}

"""What the window and the console say of computers: invitations, blocked ones, identities used twice."""

from __future__ import annotations

from casefiles.domain.words import Label

ENROLLED = Label(
    "“{name}”的新电脑已登记。请打电话核对，对方屏幕上应是同样的六位数字：{code}",
    "The new computer of “{name}” is known now. Compare by telephone; its screen shows the same six digits: {code}",
)
INVITED = Label(
    "已写出邀请：{path}\n邀请码：{code}（只显示这一次，请打电话告诉对方，不要写在U盘上）",
    "Invitation written: {path}\nCode: {code} (shown this once; tell it by telephone, never write it on the stick)",
)
TAKEN = Label(
    "已接受“{name}”的邀请，可以开始工作。带去第一个数据包后，对方屏幕上应是这六位数字：{code}",
    "The invitation of “{name}” was taken; you can begin to work. When your first package arrives there, its screen "
    "shows these six digits: {code}",
)
BLOCKED = Label(
    "已停用：{name}。此后收到的记录将隔离，等待处理。",
    "Blocked: {name}. What arrives of it from now on is kept aside until you decide.",
)
ACCEPTED = Label("已接收隔离的记录，涉及 {n} 份档案或记录。", "What was kept aside is taken in; records changed: {n}.")
LEFT_ASIDE = Label("隔离的记录不采用，保留在本机备查。", "Left aside: kept on this computer, shown nowhere.")
ASIDE = Label("已停用电脑的 {n} 条记录已隔离", "Kept aside, from a blocked computer: {n}")
HERE = Label(
    "本机已被上级停用，数据包不再被接收。请联系上级单位。",
    "This computer was blocked by an office above; nobody takes its packages. Call the office above.",
)
FIRST_WENT = Label(
    "该单位的档案（{n} 条变更）在旁边的数据包里：{path}", "The office's records (changes: {n}) lie beside it: {path}"
)
FIRST_COMES = Label("正在导入随邀请带来的档案…", "Taking in the records that came along…")
FIRST_CAME = Label("随邀请带来的档案已导入：{n} 条变更。", "The records that came along are taken in: {n} changes.")
ASIDE_NUMBER = Label("隔离的变更：{n} 条", "Changes kept aside: {n}")
ASIDE_SPAN = Label("写于 {first} 至 {last}（按那台电脑的时钟）", "Written {first} to {last}, by that computer's clock")
NO_COMPUTERS = Label(
    "还不认识别的单位的电脑。先互换名片（card、accept），或邀请下级单位（invite）。",
    "No computer of another office is known. Exchange cards first (card, accept), or invite an office below (invite).",
)
NO_FORKS = Label("没有重复使用的身份。", "No identity was used twice.")
FORK = Label(
    "{log}：{name}，第 {seq} 条之后分开，各有 {here} 条和 {there} 条，都已保留。{answer}",
    "{log}: {name}, two histories after number {seq}, {here} and {there} records, all kept. {answer}",
)
UNANSWERED = Label("请选择原因。", "Say which it was.")
ANSWERS = {
    "copied": Label("复制的电脑", "a copied computer"),
    "restored": Label("恢复的备份", "a backup put back"),
    "blocked": Label("原因不明，已停用", "unknown, blocked"),
}
ANSWERED = Label("已记录：{answer}。", "Noted: {answer}.")
HEAD = {
    "device": Label("电脑", "Computer"),
    "name": Label("单位", "Office"),
    "changes": Label("记录", "Changes"),
    "since": Label("登记", "Vouched for"),
    "heard": Label("最近收到", "Last heard"),
    "state": Label("状态", "State"),
    "aside": Label("隔离", "Kept aside"),
}
STATES = {
    "open": Label("在用", "in use"),
    "blocked": Label("已停用", "blocked"),
    "answered": Label("已停用，不采用", "blocked, left aside"),
}
HAVE_INVITATION = Label("我有上级的邀请文件…", "I have an invitation…")
WITHOUT = Label("不用邀请", "Without invitation")
INVITATIONS = Label("邀请文件 (*.invitation)", "Invitations (*.invitation)")
INVITE_CODE = Label("邀请码", "Code of the invitation")
CODE_HINT = Label("电话告知的 10 位字母和数字", "10 letters and digits, told by telephone")
FROM_INVITATION = Label("按邀请文件填写", "as the invitation says")
AWAITING = Label("等待上级登记本机", "Waiting to be known above")
AWAITING_HELP = Label(
    "请把第一个数据包带到“{name}”。对方导入后，屏幕上应是同样的六位数字：{code}",
    "Take the first package to “{name}”. When it is imported there, that screen shows the same six digits: {code}",
)
COMPUTERS = Label("停用的电脑", "Blocked computers")
ACCEPT = Label("接收", "Take in")
LEAVE = Label("不采用", "Leave aside")
ACCEPT_OF = Label("接收“{name}”停用电脑的 {n} 条记录", "Take in what a blocked computer of {name} wrote: {n}")
LEAVE_OF = Label("不采用“{name}”停用电脑的 {n} 条记录", "Leave aside what a blocked computer of {name} wrote: {n}")
ASIDE_OF = Label(
    "“{name}”一台停用的电脑：{n} 条记录已隔离，没有显示。",
    "From a blocked computer of “{name}”, kept aside and not shown: {n}.",
)
UP_THERE = Label("由上级单位决定是否接收。", "The office above decides whether they are taken in.")

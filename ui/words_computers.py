"""What the page of computers says: inviting, who is vouched for, blocking, what waits of a blocked one."""

from __future__ import annotations

from casefiles.domain.words import Label

PAGE = Label("电脑与邀请", "Computers and invitations")
OPEN = Label("电脑与邀请", "Computers and invitations")
OPEN_TIP = Label(
    "邀请下级的新电脑；停用丢失的电脑；忘记密码时的恢复单；访问记录。",
    "Invite computers of offices below; block one that was lost; recovery sheets; the record of access."
)
HELP = Label(
    "下级单位的每台电脑都由上级登记；丢失或被盗的在这里停用，从那时起它写的内容不再采用。",
    "Each computer of an office below is vouched for from above. One that was lost or stolen is blocked here: what it "
    "writes from then on is not taken in.",
)
SUMMARY = Label("在用 {n} 台", "In use: {n}")
SUMMARY_BLOCKED = Label("已停用 {n} 台", "blocked: {n}")
INVITE = Label("邀请新电脑", "Invite a computer")
INVITE_BELOW = Label("邀请下级单位", "Invite offices below")
FIND = Label("单位名称、代码或电脑编号", "Name or code of the office, or the computer")
NONE = Label("还没有登记的电脑", "No computer is registered yet")
NONE_HELP = Label(
    "邀请下级单位的电脑，或在“数据交换”页接受对方的名片。",
    "Invite a computer of an office below, or accept an office's card on the exchange page.",
)
NONE_FOUND = Label("没有符合的电脑。", "No computer is like that.")
MORE = Label("还有 {n} 台没有列出，请输入名称查找。", "{n} more are not listed; type a name to find them.")
SINCE = Label("{by} {when} 登记（第 {epoch} 号）", "vouched for by {by}, {when} (number {epoch})")
BY_CARD = Label("凭名片登记", "registered by its card")
GOES_ON = Label("接着电脑 {device} 用，换了新身份", "goes on from the computer {device} under a new identity")
HEARD = Label("最近收到 {when}", "last heard of {when}")
NEVER = Label("还没有收到过它的数据包", "nothing was ever received of it")
CHANGES = Label("{n} 条变更在本机", "{n} changes are here", "{n} change is here")
IN_USE = Label("在用", "in use")
WROTE_ON = Label("换了身份的旧电脑，还在用", "renewed, and the old one is in use still")
FORMER = Label("以前的", "former")
BLOCKED = Label("已停用", "blocked")
BLOCKED_WHY = Label("已停用：{why}", "blocked: {why}")
BLOCKED_LINE = Label("{by} {when} 停用", "blocked by {by}, {when}")
LOST_ON = Label("{day} 发现", "found out on {day}")
US = Label("本单位", "this office")
BLOCK = Label("停用…", "Block…")
BLOCK_OF = Label("停用{name}的电脑 {device}", "Block the computer {device} of {name}")
LOOK = Label("隔离的 {n} 条…", "Kept aside: {n}…")
LOOK_OF = Label("处理{name}隔离的 {n} 条变更", "Decide about what is kept aside of {name}: {n}")

# inviting
INVITED = Label("发出的邀请", "Invitations")
WAITS = Label("等待对方", "not answered yet")
USED = Label("已登记", "answered")
MADE = Label("{when} 发出", "written {when}")
WITHDRAW = Label("作废", "Withdraw")
WITHDRAW_OF = Label("作废给{name}的邀请", "Withdraw the invitation of {name}")
WITHDRAW_ASK = Label(
    "作废给“{name}”的邀请？拿着它的电脑将不能登记。U盘上的档案用邀请码仍能打开，请收回U盘。",
    "Withdraw the invitation of “{name}”? A computer that has it can no longer be known by it. The records on the "
    "stick still open with its code: get the stick back.",
)
WITHDRAW_NOT = Label("保留", "Keep it")
WITHDRAWN = Label("邀请已作废：{name}", "The invitation is withdrawn: {name}")
TITLE = Label("邀请新电脑", "Invite a computer")
FOR = Label("下级单位", "An office below")
CODE = Label("区划代码", "Division code")
CODE_HELP = Label(
    "输入名称或代码。必须在本单位辖区内：{home} 开头。",
    "Type its name or code. It must lie in your division: it begins with {home}.",
)
CODE_HELP_SHORT = Label(
    "输入名称、代码或代码的后三位。必须在本单位辖区内：{home} 开头。",
    "Type its name, its code or the code's last three digits. It must lie in your division: it begins with {home}.",
)
CODE_EXAMPLE = Label("例：{code}", "e.g. {code}")
NAME = Label("单位名称", "Name of the office")
LEVEL = Label("级别", "Level")
RECORDS = Label("把该单位的档案一起写到U盘", "Its records go along on the stick")
RECORDS_HELP = Label(
    "一趟就够：对方装好就有自己的档案。没有邀请码，U盘上的内容谁也打不开。",
    "One trip suffices: the office begins with its own records. Without the code nobody can open what is on the stick.",
)
WRITE = Label("写到U盘", "Write to the stick")
WRITING = Label("正在写邀请和档案…", "Writing the invitation and the records…")
NO_PLACE = Label("请插入U盘，或选择文件夹。", "Plug in a stick, or choose a folder.")
READY = Label("邀请已写好：{name}", "The invitation is ready: {name}")
ITS_CODE = Label("邀请码（只显示这一次）", "Its code (shown this once)")
TELL = Label(
    "请打电话告诉对方，或打印这张单子另行送达。不要和U盘放在一起。",
    "Tell it by telephone, or print the slip and send it by another way than the stick. Never keep both together.",
)
FILE = Label("文件", "File")
WITH_RECORDS = Label("一起的档案", "Records along")
N_CHANGES = Label("{n} 条变更", "{n} changes", "{n} change")
NO_RECORDS = Label("没有", "none")
PRINT = Label("打印邀请单", "Print the slip")
DONE = Label("完成", "Done")

# blocking
BLOCK_TITLE = Label("停用电脑", "Block a computer")
WHY = Label("原因", "Why")
WHEN = Label("发现日期", "Found out on")
MEANS = Label(
    "它已交来的 {n} 条变更保留有效；以后收到的隔离，由您决定要不要。它不再是任何数据包的收件人，"
    "其他单位收到下一个数据包后也会停用它。弄错了：重新接受该单位的名片即可恢复。",
    "What it has handed in stands (changes: {n}). What comes later is kept aside until you decide. It is nobody's "
    "addressee any more, and the other offices block it with their next package. A mistake is undone by accepting the "
    "office's card anew.",
)
INVITE_NEXT = Label("然后邀请该单位的新电脑", "Then invite the office's new computer")
DO = Label("停用这台电脑", "Block this computer")
BLOCKED_NOW = Label("已停用：{name}。", "Blocked: {name}.")
LACKS_REASON = Label("请选择原因。", "Choose why.")

# what waits of a blocked computer
ASIDE_TITLE = Label("隔离的内容", "Kept aside")
ASIDE_HELP = Label(
    "这台电脑停用以后写的 {n} 条变更，保存在本机，哪里都不显示。",
    "Changes that it wrote after it was blocked: {n}. They are on this computer and shown nowhere.",
)
ASIDE_SPAN = Label("按那台电脑的时钟写于 {first} 至 {last}。", "Written {first} to {last} by its own clock.")
KINDS = Label("涉及的内容", "What they are of")
LINES = Label("最近的", "The newest")
ONE = Label(
    "{when}　{entity}　{name}　{n} 项", "{when}  {entity}  {name}  {n} fields", "{when}  {entity}  {name}  {n} field"
)
ACCEPT_MEANS = Label(
    "接收：写的确实是本单位的人，例如停用前忘了交。内容并入档案，各级单位都会收到；电脑仍然停用。",
    "Take in: it was the office's own clerk, who had not handed it in before the block. It becomes part of the records "
    "everywhere; the computer stays blocked.",
)
LEAVE_MEANS = Label(
    "不采用：不知道是谁写的。内容留在本机备查，不再询问；以后仍可以接收。",
    "Leave aside: nobody knows who wrote it. It stays on this computer for whoever asks, you are asked no more, and it "
    "can still be taken in later.",
)
ACCEPT = Label("接收", "Take in")
LEAVE = Label("不采用", "Leave aside")
NOT_OURS = Label("由停用它的上级单位决定。", "The office that blocked it decides.")

# what an office had no say in
BEYOND = Label("超出权限的内容", "Outside of what they may write")
BEYOND_HELP = Label(
    "其他单位改了不归它管的档案。内容已隔离，哪里都不显示；采用就由本单位写入同样的内容。",
    "Another office changed a file that is not its own. It is kept aside and shown nowhere; to adopt it is to write "
    "the same as this office.",
)
BEYOND_LINE = Label("{when}　“{by}”改了{name}：{n} 处", "{when}  “{by}” changed {name}: {n}")
ADOPT = Label("采用", "Adopt")
ADOPT_OF = Label("采用对{name}的改动", "Adopt what was changed of {name}")
NOBODYS = Label("无单位担保的电脑", "a computer that nobody vouches for")
BEYOND_LEAVE = Label("不采用", "Leave aside")
BEYOND_LEAVE_OF = Label("不采用对{name}的改动", "Leave aside what was changed of {name}")
ADOPTED = Label("已采用：{name}", "Adopted: {name}")
BEYOND_LEFT = Label("不采用，保留在本机备查：{name}", "Left aside, kept on this computer: {name}")
BEYOND_UP = Label("由它所在的单位或上级决定。", "Its own office or one above decides.")

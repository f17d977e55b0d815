"""The help of the commands on computers: inviting, blocking, identities used twice."""

from __future__ import annotations

from casefiles.domain.vouching import REASONS
from casefiles.domain.words import Label

COMMANDS: dict[str, Label] = {
    "invite": Label("邀请下级单位的新电脑", "invite a new computer of an office below"),
    "take-invitation": Label("在已建好的单位接受邀请", "take an invitation in an office that is there already"),
    "computers": Label("其他单位的电脑，停用的和隔离的记录", "computers of other offices, blocked ones, what is aside"),
    "block": Label("停用丢失、被盗或不明的电脑", "block a computer that was lost, stolen or is unknown"),
    "aside": Label("停用电脑被隔离的记录有哪些", "what waits of a blocked computer"),
    "accept-blocked": Label("接收停用电脑被隔离的记录", "take in what was kept aside of a blocked computer"),
    "leave-aside": Label("停用电脑被隔离的记录不采用", "leave aside what a blocked computer wrote"),
    "out-of-scope": Label(
        "超出权限的内容：查看、采用或不采用",
        "what an office had no say in: look, adopt it or leave it",
    ),
    "ask-help": Label("忘记密码：写求助文件交给上级", "a forgotten passphrase: write a request for the office above"),
    "give-help": Label("帮下级单位重设密码", "help an office below with a forgotten passphrase"),
    "take-help": Label("用上级的解锁文件重设密码", "set a passphrase anew with the answer from above"),
    "deposit": Label(
        "密钥寄存在哪个上级，帮助的记录",
        "which office above can help, and the help that was given or taken",
    ),
    "sheets": Label(
        "恢复单：制作三张、查看、作废；用两张重设密码",
        "recovery sheets: make three, look, give them up; set a passphrase anew with two",
    ),
    "invitations": Label("发出的邀请", "the invitations that were written"),
    "withdraw-invitation": Label("作废一份邀请", "withdraw an invitation"),
    "forks": Label("被两台电脑使用的身份", "identities that two computers used"),
    "fork-answer": Label("说明重复身份的原因", "say why an identity was used twice"),
}
_CODE = Label(
    "电话告知的 10 位邀请码；- 从标准输入读一行，不写时用环境变量 DOORSTEP_INVITE_CODE，再没有就询问",
    "the code told by telephone, - for a line of standard input; else DOORSTEP_INVITE_CODE, else it is asked for",
)
_DEVICE = Label("电脑编号，见 computers；或单位代码、名称", "a computer, see computers; or its office's code or name")
ARGUMENTS: dict[str, Label] = {
    "new-office --invitation": Label("上级单位给的邀请文件", "the invitation that the office above gave you"),
    "--invite-code": _CODE,
    "take-invitation FILE": Label("上级单位给的邀请文件", "the invitation that the office above gave you"),
    "invite --for": Label("新单位的区划代码", "area code of the new office"),
    "invite --name": Label("新单位名称", "its name"),
    "invite --level": Label("province、city、county 或 township", "province, city, county or township"),
    "invite --to": Label("写到哪个文件夹", "folder to write to"),
    "invite --without-records": Label(
        "不带档案；默认把该单位的档案一起写到U盘", "without its records; else a package with them is written beside it"
    ),
    "block --reason": Label(
        "原因：" + "、".join(f"{code} {said.zh}" for code, said in REASONS.items()),
        "why: " + ", ".join(f"{code} ({said.en})" for code, said in REASONS.items()),
    ),
    "block --on": Label("丢失或停用的日期，例如 2026-11-03", "the day that it was lost, such as 2026-11-03"),
    "out-of-scope ID": Label("档案的编号；不写时列出全部", "the record; else all of them are listed"),
    "out-of-scope --adopt": Label("采用：由本单位写入同样的内容", "adopt it: this office writes the same"),
    "out-of-scope --leave": Label("不采用，不再询问", "leave it aside and ask no more"),
    "ask-help --to": Label("写到哪个文件夹", "folder to write to"),
    "give-help FILE": Label("下级单位的 .help 文件", "the .help file of the office below"),
    "give-help --to": Label("写到哪个文件夹；不写时只看是谁求助", "folder to write to; else only who asks is shown"),
    "take-help FILE": Label("上级单位给的 .unlock 文件", "the .unlock file of the office above"),
    "--help-code": Label(
        "电话告知的 10 位解锁码；- 从标准输入读一行，不写时用环境变量 DOORSTEP_HELP_CODE，再没有就询问",
        "the code told by telephone, - for a line of standard input; else DOORSTEP_HELP_CODE, else it is asked for",
    ),
    "take-help --new-passphrase-file": Label(
        "内含新密码的文件；不写时询问",
        "file with the new passphrase; else it is asked for",
    ),
    "deposit wish": Label("on 寄存（默认），off 不寄存；不写时只看", "on (as a rule) or off; else it is only shown"),
    "sheets action": Label(
        "make 制作三张（以前的随即作废），status 哪一组有效（不用密码），drop 作废，open 用两张设新密码；"
        "码逐行询问，或从标准输入读：每张一行或四行",
        "make three (those before are void then); status: which set is valid (no passphrase is asked for); drop: give "
        "them up; open: set a new passphrase with two, whose codes are asked for line by line, or read from standard "
        "input, a line or four a sheet",
    ),
    "sheets FOLDER": Label(
        "单位所在文件夹或备份；不写时用 --office", "folder of the office, or a backup; else --office"
    ),
    "sheets --out": Label(
        "make：写成哪个 PDF 文件，打印后请删除", "make: the PDF to write; delete it once it is printed"
    ),
    "sheets --force": Label(
        "make：文件已经有了也覆盖（里面那一组随即作废）",
        "make: write over a file that is there (the set in it is void then)",
    ),
    "sheets --user": Label(
        "open：给哪个账号设新密码；只有一个账号时可不写", "open: whose passphrase; needed where there are several"
    ),
    "sheets --new-passphrase-file": Label(
        "open：内含新密码的文件；不写时询问", "open: file with the new passphrase; else it is asked for"
    ),
    "withdraw-invitation MARK": Label("邀请编号，见 invitations", "the invitation, see invitations"),
    "DEVICE": _DEVICE,
    "fork-answer LOG": Label("日志编号，见 forks", "the log, see forks"),
    "fork-answer answer": Label(
        "copied 复制的电脑，restored 恢复的备份，blocked 原因不明并停用",
        "copied: a copied computer; restored: a backup put back; blocked: nobody knows, so it is blocked",
    ),
}
ANSWERS: dict[str, list[str]] = {
    "invite": ['{"path", "code", "office", "name", "first", "doubt": PROBLEM or null}'],
    "take-invitation": ['{"office", "name", "check", "first": [as import, ...]}'],
    "computers": [
        '[{"device", "office", "name", "changes", "blocked", "aside", "ours", "answered", "present", "wrote_on", '
        '"since_ms", "by", "epoch", "heard_ms", "reason", "on", "blocked_ms", "blocked_by", "before"}, ...]',
    ],
    "block": ['{"device", "changed"}'],
    "aside": ['{"device", "number", "entities": {entity: number}, "first", "last"}'],
    "accept-blocked": ['{"device", "changed"}'],
    "leave-aside": ['{"device"}'],
    "out-of-scope": [
        '[{"row", "entity", "name", "device", "by", "number", "last_ms", "ours", "answered"}, ...]',
        'ID --adopt, --leave: {"row", "changed"}',
    ],
    "ask-help": ['{"path", "check", "helper"}'],
    "give-help": ['{"office", "name", "made", "check"}', '--to: {"path", "code", "office", "name", "check"}'],
    "take-help": ['{"login"}'],
    "deposit": ['{"helper", "helps": [{"what", "office", "name", "login", "mark", "at_ms"}, ...]}'],
    "sheets": [
        'make: {"path", "set", "made_ms"}',
        'status: {"set", "made_ms", "login", "used": [{"login", "at_ms"}, ...]}; "set" is "" where none are valid',
        'drop: {"set"}',
        'open: {"login"}',
    ],
    "invitations": ['[{"mark", "office", "name", "made", "used"}, ...]'],
    "withdraw-invitation": ['{"mark"}'],
    "forks": ['[{"log", "device", "name", "after", "here", "there", "seen", "answer"}, ...]'],
    "fork-answer": ['{"log", "answer"}'],
}
NO_INVITATIONS = Label(
    "还没有发出过邀请。命令：invite --for 区划代码 --name 名称 --level 级别 --to 文件夹。",
    "No invitation was written. Write one: invite --for AREA --name NAME --level LEVEL --to DIR.",
)
WITHDRAW = Label("作废还没有用的：withdraw-invitation 编号。", "Withdraw one that waits: withdraw-invitation MARK.")
INVITED_NEXT = Label(
    "对方在新电脑上：new-office --invitation 文件（已建好单位的：take-invitation 文件），再输入邀请码。",
    "They, on the new computer: new-office --invitation FILE (take-invitation FILE where the office is there already), "
    "then the code.",
)
TAKEN = Label(
    "已接受“{name}”的邀请，可以开始工作。第一个数据包用 export --for {office} --to 文件夹 写出；"
    "对方导入后，屏幕上应是这六位数字：{code}",
    "The invitation of “{name}” was taken; you can begin to work. Write the first package with export --for {office} "
    "--to DIR; when they import it, their screen shows these six digits: {code}",
)
ASIDE_NEXT = Label(
    "接收：accept-blocked {name}；不采用：leave-aside {name}。",
    "Take them in: accept-blocked {name}; leave them: leave-aside {name}.",
)
NO_BEYOND = Label("没有超出权限的内容。", "Nothing that an office had no say in.")
BEYOND_NEXT = Label(
    "采用：out-of-scope 编号 --adopt；不采用：out-of-scope 编号 --leave。",
    "Take one over: out-of-scope ID --adopt; leave it: out-of-scope ID --leave.",
)
ASK_CODE = Label("邀请码：", "Code of the invitation: ")

"""What window and console say of a forgotten passphrase and the help of the office above."""

from __future__ import annotations

from casefiles.domain.words import Label

# the one who asks
FORGOT = Label("忘记密码？", "Passphrase forgotten?")
PAGE = Label("忘记密码", "A forgotten passphrase")
HELP = Label(
    "数据一条也不会丢。先试试：本机的其他使用人用自己的密码登录，再给您改密码。",
    "No record is lost. First try this: somebody else who has an account here logs in and gives you a new passphrase.",
)
HOLDER = Label("“{name}”寄存着本机的密钥，可以帮您打开；它看不到您的数据。",
               "“{name}” holds the key of this computer and can help; it does not see your data.")
NO_HOLDER = Label("本机的密钥没有寄存在上级，上级帮不了。", "The key of this computer is deposited with nobody above.")
STEP_ASK = Label("1　写求助文件，带到上级单位", "1  Write a request and take it to the office above")
ASK = Label("写求助文件", "Write the request")
ASKED = Label(
    "求助文件已写好：{path}\n请交给“{name}”，并打电话核对这六位数字：{code}",
    "The request is written: {path}\nTake it to “{name}”, and compare these six digits by telephone: {code}",
)
DIGITS = Label("和上级核对的六位数字", "Six digits to compare with the office above")
STEP_TAKE = Label("2　上级给了解锁文件和解锁码", "2  With the answer and its code from the office above")
CHOOSE = Label("选择解锁文件…", "Choose the answer…")
ANSWERS = Label("解锁文件 (*.unlock)", "Answers (*.unlock)")
CODE = Label("解锁码", "Code")
CODE_HINT = Label("电话告知的 10 位字母和数字", "10 letters and digits, told by telephone")
NO_FILE = Label("请先选择解锁文件。", "Choose the answer first.")
ASK_WHOSE = Label("给哪个账号重设密码（{choices}）：", "Whose passphrase ({choices}): ")
ASK_CODE = Label("解锁码：", "Code of the answer: ")
TAKEN = Label("“{login}”的密码已重新设置。", "The passphrase of “{login}” was set anew.")

# the one who helps
GIVE = Label("帮下级重设密码…", "Help with a passphrase…")
REQUESTS = Label("求助文件 (*.help)", "Requests (*.help)")
TITLE = Label("帮下级重设密码", "Help with a forgotten passphrase")
ASKS = Label(
    "“{name}”（{office}）{when} 求助。请打它平时的电话核对：六位数字应是 {code}。不写出任何东西。",
    "“{name}” ({office}) asked on {when}. Call its usual number: the six digits are {code}. Nothing was written.",
)
WHO = Label("求助单位", "Who asks")
WHEN = Label("求助时间", "Asked on")
CHECK = Label("六位数字", "Six digits")
CAUTION = Label(
    "先打该单位平时的电话，确认真是它在求助，对方屏幕上是同样的六位数字。解锁的人能看到那台电脑上的全部档案。",
    "First call the office's usual number: is it really asking, and does its screen show the same six digits? Whoever "
    "unlocks that computer sees every file on it.",
)
SURE = Label("已打电话核对无误", "I have called and compared them")
NOT_SURE = Label("请先打电话核对，再勾选。", "Call and compare first, then tick the box.")
WRITE = Label("写解锁文件到U盘", "Write the answer to the stick")
READY = Label("解锁文件已写好：{name}", "The answer is ready: {name}")
ITS_CODE = Label("解锁码（只显示这一次）", "Its code (shown this once)")
TELL = Label(
    "请打该单位平时的电话告诉对方，或打印这张单子另行送达。不要和U盘放在一起。",
    "Tell it by calling the office's usual number, or print the slip and send it by another way than the stick.",
)
PRINT = Label("打印重设密码单", "Print the slip")
GIVEN = Label(
    "已写出解锁文件：{path}\n解锁码：{code}（只显示这一次，请打该单位平时的电话告诉对方）\n核对数字：{check}",
    "Answer written: {path}\nCode: {code} (shown this once; tell it by calling the office's usual number)\n"
    "Digits to compare: {check}",
)

# on the page of computers
CARD = Label("忘记密码时", "When a passphrase is forgotten")
HELPER = Label(
    "“{name}”寄存着本机的密钥，可以帮助打开，它看不到数据。",
    "“{name}” holds this computer's key and can help; it sees no data.",
)
NO_HELPER = Label(
    "没有上级寄存本机的密钥。请制作恢复单（sheets make），或给第二个人开账号（user-add）。",
    "Nobody above holds this computer's key. Make recovery sheets (sheets make), or give a second person an account "
    "(user-add).",
)
STOP = Label("不再寄存", "Deposit it no more")
START = Label("寄存到上级", "Deposit it with the office above")
STOPPED = Label("密钥不再寄存在上级。", "The key is deposited with nobody any more.")
STARTED = Label("密钥已寄存在上级。", "The key is deposited with the office above.")
NOBODY = Label(
    "还没有认识上级单位：先接受它的名片或邀请。",
    "No office above is known yet: accept its card or invitation first.",
)
GAVE = Label("{when}　{login} 帮“{name}”重设密码", "{when}  {login} helped “{name}”")
TOOK = Label(
    "{when}　“{login}”的密码在“{name}”帮助下重设",
    "{when}  the passphrase of “{login}” was set anew with the help of “{name}”",
)

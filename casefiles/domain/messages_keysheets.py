"""What is said of recovery sheets. All of it is read on the computer that is locked, or by whoever unlocks it next."""

from __future__ import annotations

from casefiles.domain.words import Label

MESSAGES: dict[str, Label] = {
    "FILE_STANDS": Label(
        "“{value}”已经有了，什么也没有制作，原来的恢复单仍然有效。请换一个文件名；确要覆盖，请加 --force。",
        "“{value}” is there already. Nothing was made, and sheets made before stay valid. Choose another name, or add "
        "--force to write over it.",
    ),
    "SHEETS_NONE": Label(
        "这里没有有效的恢复单：没有制作过，或已经作废。请用别的办法打开：本机其他使用人，或上级单位。",
        "No recovery sheets are valid here: none were made, or they were given up. Open it another way: somebody else "
        "who has an account here, or the office above.",
    ),
    "SHEETS_TWO": Label(
        "要两张恢复单，这里有 {n} 张。请输入任意两张的码。",
        "Two recovery sheets are needed, and {n} were given. Type the codes of any two.",
    ),
    "SHEET_TYPO": Label(
        "第 {line} 行有误：{where}。请对照纸上的这一行改正。码里没有 0、O、1、I。",
        "Line {line} is off: {where}. Compare this line with the paper. No code has 0, O, 1 or I.",
    ),
    "SHEET_NEWER": Label(
        "这张恢复单（组号 {value}）是更新版本的程序制作的。请先升级程序。",
        "This recovery sheet (set {value}) was made by a newer version of the program. Update the program first.",
    ),
    "SHEET_SAME": Label(
        "两次输入的都是第 {n} 张。请再拿另外一张。",
        "Both are sheet {n}. Take another one of the three.",
    ),
    "SHEETS_MIXED": Label(
        "两张恢复单不是同一组：{one} 和 {other}。这台电脑现在用的是 {day} 制作的 {set} 组。",
        "The two sheets are of different sets, {one} and {other}. This computer takes set {set}, made on {day}.",
    ),
    "SHEET_OTHER_SET": Label(
        "恢复单是 {value} 组的，这台电脑现在用的是 {day} 制作的 {set} 组。请看纸上的单位和组号："
        "它是以前那一组，或是别的单位的。",
        "These sheets are of set {value}, and this computer takes set {set}, made on {day}. Look at office and set on "
        "the paper: they are of an earlier set, or of another office.",
    ),
    "SHEETS_BAD": Label(
        "码没有打错，组号也对，但这两张打不开：至少一张的内容不是原来的。请换第三张再试。没有改动任何内容。",
        "The codes are well typed and of the right set, but these two do not open it: at least one does not say what "
        "it said. Try it with the third sheet. Nothing was changed.",
    ),
    "SHEETS_CHECK": Label(
        "第 {n} 张的最后四个字对不上。请看打印出来的纸，不是旧的一组；组号应是 {set}。",
        "The last four characters of sheet {n} do not fit. Look at the paper that was just printed, not at an older "
        "one: its set is {set}.",
    ),
    "SHEETS_USED": Label(
        "{day}，有人用两张恢复单（{set} 组）重新设置了“{login}”的密码。如果您不知道这件事，请马上查问保管人，"
        "并重新制作恢复单。",
        "On {day} somebody set the passphrase of “{login}” anew with two recovery sheets (set {set}). If you do not "
        "know of that, ask those who keep them at once, and make new sheets.",
    ),
    "NO_WAY_BACK": Label(
        "如果“{name}”忘记密码，这里的全部档案就再也打不开：只有这一个账号，密钥没有寄存在上级，也没有恢复单。"
        "请制作恢复单，或给第二个人开账号。",
        "If “{name}” forgets the passphrase, all files here are lost for good: there is this one account, the key is "
        "deposited with nobody above, and there are no recovery sheets. Make them, or give a second person "
        "an account.",
    ),
}

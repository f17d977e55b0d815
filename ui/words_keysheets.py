"""What window and console say of recovery sheets."""

from __future__ import annotations

from casefiles.domain.words import Label

NAME = Label("恢复单", "Recovery sheets")
WITH_TWO = Label("用两张恢复单…", "With two recovery sheets…")
NONE = Label("没有有效的恢复单。", "No recovery sheets are valid.")
VALID = Label(
    "{day} 制作的 {set} 组有效，制作人：{name}。", "Set {set} is valid, made on {day} by {name}."
)
MADE_LINE = Label("{day}　{name} 制作了 {set} 组", "{day}  {name} made set {set}")
DROPPED_LINE = Label("{day}　{name} 作废了 {set} 组", "{day}  {name} gave set {set} up")
USED_LINE = Label(
    "{day}　用 {set} 组的两张重新设置了“{name}”的密码", "{day}  two of set {set} set the passphrase of “{name}” anew"
)
ANEW = Label(
    "恢复单仍然有效；用过的信封已经拆开，请重新制作一组。",
    "The sheets are still valid; their envelopes are open now, so make a new set.",
)
DROPPED = Label(
    "{set} 组恢复单已作废，请收回三张并销毁。", "Set {set} is given up. Collect the three sheets and destroy them."
)

# the console
MADE = Label(
    "三张恢复单已写好：{path}\n{set} 组从现在起有效。",
    "Three recovery sheets are written: {path}\nSet {set} is valid now.",
)
VOID = Label(
    "以前的 {set} 组打不开这里了，请收回三张并销毁。",
    "The set before, {set}, opens nothing here any more: collect the three sheets and destroy them.",
)
BACK_UP = Label(
    "以前做的备份用这一组打不开：请现在再备份一次。",
    "Backups made until now do not open with this set: make another backup now.",
)
DELETE_IT = Label(
    "请打印三页，装进三个信封，然后删除这个文件：谁拿到它，谁就有全部三张。",
    "Print the three pages, put them into three envelopes, and delete this file: whoever has it has all three sheets.",
)
TAKEN = Label("“{name}”的密码已重新设置。", "The passphrase of “{name}” was set anew.")
ASK_LINE = Label("恢复单 {n}/2，第 {line} 行：", "Sheet {n} of 2, line {line}: ")

# the page
PAGE = Label("恢复单", "Recovery sheets")
HELP = Label(
    "三张纸，交给三个人各自封存。谁也不记得密码时，任意两张就能设新密码；一张打不开任何东西。",
    "Three papers, sealed and kept by three people. When nobody knows a passphrase any more any two of them set a new "
    "one; one alone opens nothing.",
)
PICTURE = Label("三张中的任意两张打开", "Any two of three open it")
SHEET = Label("第 {n} 张", "Sheet {n}")
ANY_TWO = Label("任意两张", "any two")
OPENS = Label("打开", "open")
NOW = Label("现在", "Now")
ALONE = Label("还没有恢复单", "No recovery sheets yet")
MAKE = Label("制作三张…", "Make three…")
MAKE_ANEW = Label("重新制作…", "Make new ones…")
GIVE_UP = Label("作废…", "Give them up…")
MAKING = Label("制作新的一组", "Make a new set")
GIVING_UP = Label("作废 {set} 组", "Give up set {set}")
YOURS = Label("您的密码", "Your passphrase")
DRAW = Label("制作", "Make them")
DO_GIVE_UP = Label("作废", "Give them up")
CANCEL = Label("取消", "Cancel")
STEP_PRINT = Label("1　打印三张（{set} 组）", "1  Print the three sheets (set {set})")
STEP_PRINT_HELP = Label(
    "可以直接打印，不必存成文件。三页分开，各装一个信封。",
    "They can be printed without a file. Part the three pages, an envelope for each.",
)
PRINT = Label("打印…", "Print…")
STEP_CHECK = Label(
    "2　看着每张纸，输入第 4 行的最后四个字", "2  From each paper, type the last four characters of line 4"
)
STEP_CHECK_HELP = Label(
    "这样才知道三张都印好了。在这之前，新的一组还没有生效，以前的恢复单仍然有效。",
    "So it is known that all three were printed. Until then the new set opens nothing, and earlier sheets stay valid.",
)
LAST_OF = Label("第 {n} 张", "Sheet {n}")
MAKE_VALID = Label("三张都印好了，生效", "All three are printed: make them valid")
VALID_NOW = Label(
    "{set} 组恢复单已生效，以前的打不开这里了。", "Set {set} is valid; earlier sheets open nothing here any more."
)
THROWN_AWAY = Label("没有制作，什么也没有改变。", "Nothing was made and nothing has changed.")
CAUTION = Label(
    "有两张就能打开全部档案：请直接打印，不要拍照；存成文件的，打印后请删除。",
    "Any two open all files: print them from here and never photograph them. Delete a file that you save once it is "
    "printed.",
)
HISTORY = Label("经过", "What was done")
OLD_COPIES = Label(
    "重新制作或作废以后，旧的恢复单打不开这台电脑了，但仍能打开以前的备份：请收回并销毁。",
    "Once new ones are made, or these are given up, old sheets no longer open this computer, but they do open backups "
    "of before: collect and destroy them.",
)
LOOK = Label("恢复单…", "Recovery sheets…")
NO_HELPER = Label("没有上级寄存本机的密钥。", "Nobody above holds this computer's key.")
LINE_NONE = Label("恢复单：没有", "Recovery sheets: none")
LINE_VALID = Label("恢复单：{set} 组，{day} 制作", "Recovery sheets: set {set}, made on {day}")

# on the locked page
OPEN_PAGE = Label("用两张恢复单", "With two recovery sheets")
OPEN_HELP = Label(
    "需要 {set} 组（{day} 制作）三张中的任意两张。逐行输入，或用扫码枪扫二维码。数据一条也不会丢。",
    "Any two of set {set}, made on {day}, are needed. Type them line by line, or scan the squares. No record is lost.",
)
OPEN_NONE = Label("这里没有有效的恢复单。", "No recovery sheets are valid here.")
TYPED_SHEET = Label("恢复单 {n}", "Sheet {n}")
IS_SHEET = Label("第 {number} 张，没有打错", "sheet {number}, well typed")
LINE_OF = Label("恢复单 {n}，第 {line} 行", "Sheet {n}, line {line}")
LINE_RIGHT = Label("没有打错", "well typed")
DO_BACKUP = Label("给备份设新密码", "Set it for the backup")
NOW_RESTORE = Label("备份的新密码已设好，请用它恢复。", "The backup has a new passphrase: restore it with that.")
NOT_YET = Label("还有没输完的一行。", "A line is not typed yet.")

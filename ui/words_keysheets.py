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
    "三张恢复单已写好：{path}\n{set} 组从现在起有效，以前的恢复单打不开这里了。",
    "Three recovery sheets are written: {path}\nSet {set} is valid from now on; earlier sheets open nothing here any "
    "more.",
)
DELETE_IT = Label(
    "请打印三页，装进三个信封，然后删除这个文件：谁拿到它，谁就有全部三张。",
    "Print the three pages, put them into three envelopes, and delete this file: whoever has it has all three sheets.",
)
TAKEN = Label("“{name}”的密码已重新设置。", "The passphrase of “{name}” was set anew.")
ASK_LINE = Label("恢复单 {n}/2，第 {line} 行：", "Sheet {n} of 2, line {line}: ")

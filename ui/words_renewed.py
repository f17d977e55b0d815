"""What the exchange page says of computers that go on as new ones."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("以新身份继续的电脑", "Computers that go on as new ones")
STATE = Label("新身份", "New identity")
STATE_TWICE = Label("两台在用", "Two in use")
FROM = Label("{office}，{when}", "{office}, {when}")
DONE = Label("知道了", "Heard")
DONE_OF = Label("知道了：{office}的电脑", "Heard: the computer of {office}")
IS_DONE = Label("已从名单里去掉", "Off the list")
COMPUTERS = Label("查看电脑…", "Look at the computers…")
COMPUTERS_OF = Label("查看{office}的电脑", "Look at the computers of {office}")

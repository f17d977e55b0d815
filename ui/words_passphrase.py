"""A passphrase that is set anew without the old one."""

from __future__ import annotations

from casefiles.domain.words import Label

WHOSE = Label("给谁设新密码", "Whose passphrase")
NEW = Label("新密码", "New passphrase")
AGAIN = Label("再输一次新密码", "New passphrase again")
DO = Label("设新密码并打开", "Set it and open")
DOING = Label("正在核对…", "Checking…")
BACK = Label("返回", "Back")

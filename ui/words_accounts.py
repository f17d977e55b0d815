"""What the window says of accounts: who has one, giving one to another person, one's own passphrase."""

from __future__ import annotations

from casefiles.domain.words import Label

PAGE = Label("账号与密码", "Accounts and passphrases")
LOOK = Label("账号与密码…", "Accounts…")
HELP = Label(
    "每个人用自己的账号和密码打开。谁忘了密码，有账号的人可以删除那个账号，再给他开一个；档案不受影响。",
    "Everybody opens the office with an account and passphrase of their own. Whoever has one can take another's away "
    "and give it anew when its passphrase is forgotten; the files stay as they are.",
)
ACCOUNTS = Label("账号", "Accounts")
YOU = Label("您", "you")
ADD = Label("新增账号…", "New account…")
CHANGE = Label("修改密码…", "Change passphrase…")
REMOVE = Label("删除…", "Take away…")
REMOVE_OF = Label("删除 {name} 的账号", "Take the account of {name} away")
ADDING = Label("新增账号", "A new account")
ADDING_HELP = Label(
    "密码请由本人当场输入，别人不要知道。", "Let the person type the passphrase; nobody else needs to know it."
)
CHANGING = Label("修改我的密码", "Change my passphrase")
REMOVING = Label("删除账号：{name}（{login}）", "Take away the account: {name} ({login})")
REMOVING_HELP = Label(
    "删除后，这个人的密码不能再打开这里。以前做的备份仍然可以用他的密码打开。",
    "That person's passphrase opens nothing here any more. Backups made until now still open with it.",
)
NAME = Label("姓名", "Name")
LOGIN = Label("账号", "Login")
THEIRS = Label("这个人的密码", "That person's passphrase")
NEW = Label("新密码", "New passphrase")
AGAIN = Label("再输一次", "Once more")
YOURS = Label("您的密码", "Your passphrase")
YOURS_NOW = Label("现在的密码", "Your passphrase now")
DO_ADD = Label("新增", "Add it")
DO_CHANGE = Label("修改", "Change it")
DO_REMOVE = Label("删除", "Take it away")
CANCEL = Label("取消", "Cancel")
FILL = Label("请填写：{field}。", "Fill in: {field}.")
ADDED = Label("已新增账号：{name}", "{name} has an account now")
CHANGED = Label(
    "密码已修改。以前做的备份仍用旧密码打开。", "The passphrase was changed. Earlier backups open with the old one."
)
REMOVED = Label("已删除账号：{name}", "The account of {name} is gone")

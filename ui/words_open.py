"""What the pages before the office is open say: unlock, first office."""

from __future__ import annotations

from casefiles.domain.words import Label

WELCOME = Label("欢迎回来", "Welcome back")
UNLOCK_HELP = Label(
    "请输入密码，打开“{folder}”中的数据。", 'Enter your passphrase to open the data in "{folder}".'
)
WHO = Label("使用人", "User")
PASSPHRASE = Label("密码", "Passphrase")
SHOW = Label("显示密码", "Show the passphrase")
HIDE = Label("隐藏密码", "Hide the passphrase")
OPEN = Label("打开", "Open")
OPENING = Label("正在打开…", "Opening…")
CAPS = Label("大写锁定已打开。", "Caps Lock is on.")
OTHER_FOLDER = Label("打开别的文件夹", "Open another folder")
NEW_OFFICE = Label("新建单位", "Set up a new office")
SAFE = Label(
    "数据只存放在本机，已加密；不连接任何网络。",
    "The data stays on this computer, encrypted; nothing is sent anywhere.",
)
SETUP = Label("建立本单位", "Set up this office")
SETUP_HELP = Label(
    "第一次使用：填写单位和密码，就会在本机建立加密的数据库。",
    "First use: fill in the office and a passphrase, and an encrypted database is made on this computer.",
)
NAME = Label("单位名称", "Name of the office")
NAME_HINT = Label("例如：青石镇人民政府", "for example: Qingshi Town Government")
LEVEL = Label("级别", "Level")
CODE = Label("区划代码", "Division code")
CODE_HINT = Label("6、9 或 12 位数字", "6, 9 or 12 digits")
CODE_HELP = Label(
    "县 6 位、乡镇 9 位、村 12 位；以 999 开头的是练习单位。",
    "A county's has 6 digits, a township's 9, a village's 12; a code that begins with 999 is for practice.",
)
MISSING = Label("{field}：{problem}", "{field}: {problem}")
YOUR_NAME = Label("您的姓名", "Your name")
AGAIN = Label("再输一次密码", "Passphrase again")
NOT_THE_SAME = Label("两次输入的密码不一致，请重新输入。", "The two passphrases differ. Type them again.")
PASSPHRASE_HINT = Label(
    "至少 8 个字符，不要用生日、电话；几个词连写最好记。忘记密码就无法打开数据，请写下来封存在保险柜。",
    "At least 8 characters, no birthday, no telephone number; some words in a row are easy to remember. Without it "
    "nobody can open the data: write it down and keep it in a safe.",
)
PASSPHRASE_HINT_INVITED = Label(
    "至少 8 个字符，不要用生日、电话；几个词连写最好记。"
    "忘记密码时，邀请您的上级单位可以帮助重设；没有它的帮助就无法打开数据。",
    "At least 8 characters, no birthday, no telephone number; some words in a row are easy to remember. If it is "
    "forgotten, the office that invited you can help; without its help nobody can open the data.",
)
WHERE = Label("存放位置", "Where it is kept")
CHANGE = Label("更改", "Change")
MAKE = Label("建立并打开", "Set up and open")
MAKING = Label("正在建立…", "Setting up…")
BACK_TO_UNLOCK = Label("返回解锁", "Back to unlocking")
CHOOSE_FOLDER = Label("选择文件夹", "Choose a folder")
WAIT = Label("请等 {n} 秒再试。", "Wait {n} seconds before the next attempt.")
LOCKS_SOON = Label(
    "一分钟后自动锁定。按任意键继续使用。", "The window locks in a minute. Press any key to stay."
)
TRIED = Label(
    "上次解锁以来有人输错密码 {n} 次。如果不是您，请看“访问记录”并告诉单位负责人。",
    "Since it was last unlocked somebody typed {n} wrong passphrases. If that was not you, look at the record of "
    "access and tell the head of the office.",
)
BACKUP_WHERE = Label("把备份写到哪个文件夹？", "Which folder shall the backup go to?")
BACKING_UP = Label("正在备份…", "Backing up…")
BACKED_UP = Label("备份已写入并校验：{name}", "The backup was written and verified: {name}")

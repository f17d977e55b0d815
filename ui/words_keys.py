"""The keys that work everywhere, and what they do, in the order one would look for them."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("快捷键", "Keys")
OPEN = Label("快捷键一览 (Ctrl+/)", "All keys (Ctrl+/)")
PAGES = Label("打开页面", "Open a page")
EVERYWHERE = Label("任何地方", "Everywhere")
LISTS = Label("在列表里", "In lists")
FORMS = Label("在表单里", "In forms")

KEYS: tuple[tuple[Label, tuple[tuple[str, Label], ...]], ...] = (
    (EVERYWHERE, (
        ("Ctrl+K", Label("搜索；再按一次搜索全部档案", "Search; again: all files")),
        ("Ctrl+E", Label("最近打开的档案", "Files opened last")),
        ("Alt+←", Label("回到上一处；Alt+→ 往前", "Back; Alt+→ forward")),
        ("Ctrl+Z", Label("撤销提示里说的操作", "Undo what the message says")),
        ("Ctrl+Shift+Z", Label("本次的全部改动", "All changes of this sitting")),
        ("Ctrl+Shift+H", Label("隐藏或显示姓名", "Hide or show names")),
        ("Ctrl+L", Label("锁定", "Lock")),
        ("F5", Label("重新读取本页", "Read the page again")),
        ("Esc", Label("关闭右侧栏或提示", "Close the drawer or the message")),
        ("Ctrl+Q", Label("退出程序", "Leave the program")),
    )),
    (LISTS, (
        ("↑ ↓", Label("选择一行", "Choose a row")),
        ("Enter", Label("打开档案", "Open the file")),
        ("Ctrl+1…9", Label("按第几列排序，再按一次反过来", "Sort by that column; again: the other way")),
        ("Ctrl+P", Label("打印", "Print")),
    )),
    (FORMS, (
        ("Ctrl+Enter", Label("保存", "Save")),
        ("Ctrl+Shift+Enter", Label("保存并录入下一条", "Save and next")),
        ("1…9", Label("选择第几项", "Choose that answer")),
    )),
)  # fmt: skip

"""The keys and what they do, in the order one would look for them: everywhere, in lists, in forms, on some pages."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("快捷键", "Keys")
OPEN = Label("快捷键一览 (Ctrl+/)", "All keys (Ctrl+/)")
PAGES = Label("打开页面", "Open a page")
EVERYWHERE = Label("任何地方", "Everywhere")
LISTS = Label("在列表里", "In lists")
FORMS = Label("在表单里", "In forms")
FILE = Label("在一份档案里", "In a file")
VISITS = Label("记录走访", "Recording visits")
PAPERS = Label("打印预览", "Before printing")

KEYS: tuple[tuple[Label, tuple[tuple[str, Label], ...]], ...] = (
    (EVERYWHERE, (
        ("Ctrl+K", Label("搜索（Ctrl+F 也可）；再按一次搜索全部档案", "Search (or Ctrl+F); again: all files")),
        ("Ctrl+E", Label("最近打开的档案", "Files opened last")),
        ("Alt+←", Label("回到上一处；Alt+→ 往前", "Back; Alt+→ forward")),
        ("Ctrl+Z", Label("撤销提示里说的操作", "Undo what the message says")),
        ("Ctrl+Shift+Z", Label("本次的全部改动", "All changes of this sitting")),
        ("Ctrl+Shift+H", Label("隐藏或显示姓名", "Hide or show names")),
        ("Ctrl+L", Label("锁定", "Lock")),
        ("F5", Label("重新读取本页", "Read the page again")),
        ("Esc", Label("关闭右侧栏或提示", "Close the drawer or the message")),
        ("Ctrl+/", Label("这张一览", "This list")),
        ("Ctrl+Q", Label("退出程序", "Leave the program")),
    )),
    (LISTS, (
        ("↑ ↓", Label("选择一行", "Choose a row")),
        ("Enter", Label("打开档案", "Open the file")),
        ("Ctrl+1…9", Label("按第几列排序，再按一次反过来", "Sort by that column; again: the other way")),
        ("Ctrl+Shift+F", Label("筛选", "Filter")),
        ("Ctrl+Shift+L", Label("显示、隐藏、移动列", "Show, hide and move columns")),
        ("Ctrl+A", Label("标记全部，再按一次取消", "Mark all; again: none")),
        ("Ctrl+Shift+X", Label("取消全部标记", "Mark none")),
        ("Ctrl+B", Label("批量修改已标记的", "Change the marked ones")),
        ("Ctrl+Shift+M", Label("合并标记的两份", "Put the two marked ones together")),
        ("Ctrl+Shift+E", Label("导出为 Excel 表", "Write an Excel sheet")),
        ("Ctrl+Shift+P", Label("打印名册", "Print the register")),
        ("Ctrl+N", Label("台账里新增一条", "Add a record, in the registers")),
        ("F2", Label("台账里修改这一条；摸底排查里写备注", "Change it, in the registers; a note, in surveys")),
        ("Ctrl+H", Label("台账里看这一条的修改历史", "Its history, in the registers")),
        ("Delete", Label("台账里删除这一条", "Delete it, in the registers")),
        ("Ctrl+PgUp", Label("上一本台账；Ctrl+PgDown 下一本", "Register before; Ctrl+PgDown: the next")),
    )),
    (FORMS, (
        ("Ctrl+Enter", Label("保存", "Save")),
        ("Ctrl+Shift+Enter", Label("保存并录入下一条", "Save and next")),
        ("1…9", Label("选择第几项", "Choose that answer")),
        ("F4", Label("这一栏谁在什么时候写的，到了哪里", "Who wrote this field, when, and where it is by now")),
        ("Ctrl+G", Label("发放批次：全部推进一步", "An aid batch: all a step on")),
    )),
    (FILE, (
        ("Ctrl+1…9", Label("第几个标签", "That tab")),
        ("F8", Label("核实无变化", "Verified, nothing has changed")),
        ("F9", Label("结对：下一步", "The match: its next step")),
    )),
    (VISITS, (
        ("F6", Label("一共几张", "How many there are in all")),
        ("F7", Label("看已录的", "Those that were entered")),
        ("F8", Label("固定一栏", "Pin a field")),
        ("F9", Label("换一种找下一位的办法", "Another way to the next child")),
        ("Ctrl+R", Label("重复上一条", "Repeat the last one")),
        ("Ctrl+G", Label("逐项情况；Ctrl+Shift+G 各项都好", "Item by item; Ctrl+Shift+G: all is well")),
        ("Ctrl+Shift+N", Label("新的一叠", "A new stack")),
    )),
    (PAPERS, (
        ("Ctrl+P", Label("打印", "Print")),
        ("Ctrl+S", Label("保存 PDF", "Save as PDF")),
        ("Ctrl++", Label("放大；Ctrl+- 缩小", "Larger; Ctrl+-: smaller")),
    )),
)  # fmt: skip

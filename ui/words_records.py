"""What pickers of records say."""

from __future__ import annotations

from casefiles.domain.words import Label

HINT = Label("输入名称、姓名、日期的一部分，或按 ↓", "Part of a name or date, or press ↓")
FOUND_N = Label(
    "找到 {n} 条，回车选第一条", "{n} found, Enter takes the first", one="{n} found, Enter takes it"
)
MANY = Label("找到 {n} 条以上，请再输入一些", "More than {n} found; type a little more")
NONE_FOUND = Label("没有找到这样的{what}。", "No such record found ({what}).")
NONE_YET = Label("这里还没有{what}。", "None here yet ({what}).")
MAKE = Label("新建{what}：{name}", "New ({what}): {name}")
MADE = Label("已新建{what}：{name}", "Made ({what}): {name}")
UNMADE = Label("已撤销新建：{name}", "Taken back: {name}")

CHOOSE_REGISTER = Label("选择台账", "Registers to choose from")
COUNT = Label("共 {n} 条", "{n} records", "{n} record")
CHIPS = {
    "all": Label("全部", "All"),
    "active": Label("未结束", "Current"),
    "ended": Label("已结束", "Ended"),
    "month": Label("本月", "This month"),
    "year": Label("今年", "This year"),
}
ADD = Label("新增", "New")
ADD_TIP = Label("新增一条记录 (Ctrl+N)", "A new record (Ctrl+N)")
OPEN = Label("打开", "Open")
OPEN_TIP = Label("打开并修改 (Enter)", "Open and change it (Enter)")
OPEN_OWN_TIP = Label("打开它的页面 (Enter)", "Open its page (Enter)")
CHANGE_TIP = Label("在表单中修改 (F2)", "Change it in its form (F2)")
OPEN_OF = Label("打开{what}档案", "Open the file: {what}")
HISTORY = Label("修改历史", "History")
HISTORY_TIP = Label("谁在何时把什么改成了什么 (Ctrl+H)", "Who changed what, when (Ctrl+H)")
DELETE = Label("删除", "Delete")
DELETE_TIP = Label("删除，可以撤销 (Delete)", "Delete it; it can be undone (Delete)")
DELETED = Label("已删除：{name}", "Deleted: {name}")
UNDELETED = Label("已恢复：{name}", "Restored: {name}")
NOT_DELETED_HERE = Label("强制报告不能删除。", "A mandatory report cannot be deleted.")
NO_RECORDS = Label("还没有记录", "No records yet")
NO_RECORDS_HELP = Label(
    "可以按 Ctrl+N 新增，或换一个筛选。", "Press Ctrl+N to add one, or try another filter."
)
MADE_IT = Label("新建", "Made")
OLD_NEW = Label("{before} → {after}", "{before} → {after}")
NO_HISTORY = Label("没有修改记录。", "Nothing has been changed yet.")
LAST_CHANGED = Label("最近修改", "Last changed")

"""What the grid for many records at once says."""

from __future__ import annotations

from casefiles.domain.words import Label

ABOUT = Label("村、班级", "Village, class")
CELL = Label("{person}，{column}：{value}", "{person}, {column}: {value}")
EMPTY = Label("空", "empty")
ROW_GONE = Label("（将移除）", "(to be removed)")
ADD_PERSON = Label(
    "添加：输入姓名、拼音首字母或证件尾号，回车",
    "Add: name, pinyin initials or last digits, then Enter",
)
ADD_MANY = Label("成批添加", "Add many")
ADD_MANY_TIP = Label("按村、班级、类别或以前的名单添加", "By village, class, category or an earlier list")
REMOVE_TIP = Label("移除选中的行，保存时生效 (Ctrl+减号)", "Takes the chosen rows out when you save (Ctrl+minus)")
SAVE = Label("保存", "Save")
SAVE_TIP = Label("一次保存整张表 (Ctrl+Enter)", "Saves the whole list at once (Ctrl+Enter)")
KEYS = Label(
    "方向键移动，直接输入即替换，F2 修改，Enter 向下，Ctrl+D 照抄上一行，可从表格软件粘贴，Ctrl+Enter 保存",
    "Arrows move, typing replaces, F2 edits, Enter goes down, Ctrl+D copies from above, paste from a spreadsheet, "
    "Ctrl+Enter saves",
)
OPTIONS = Label("可输入：{options}", "Type: {options}")
ROWS = Label("{n} 行", "{n} rows", "{n} row")
CHANGED = Label("{n} 行未保存", "{n} not saved")
WRONG = Label("{n} 处需要改正", "{n} to correct")
ALREADY = Label("{name}已经在表中", "{name} is on the list already")
ADDED = Label("添加了 {n} 人", "{n} people added", "1 person added")
ADDED_SOME = Label("添加了 {n} 人，{m} 人已经在表中", "{n} people added, {m} were on the list already")
PASTED = Label("粘贴了 {n} 格", "{n} cells pasted", "1 cell pasted")
PASTED_CUT = Label(
    "粘贴了 {n} 格；多出的 {m} 行没有对应的人，请先添加",
    "{n} cells pasted; {m} further rows have nobody to go to. Add the people first.",
)
NOTHING_ABOVE = Label("第一行上面没有可以照抄的内容", "Nothing stands above the first row")
SAVED = Label(
    "已保存：新增 {new} 行，修改 {changed} 行，移除 {removed} 行",
    "Saved: {new} new, {changed} changed, {removed} removed",
)
UNDONE = Label("已撤销：整张表恢复到保存前", "Undone: the list is as it was before")
NOBODY = Label("名单还是空的", "Nobody is on the list yet")
NOBODY_HELP = Label("在上面输入姓名添加，或成批添加。", "Type a name above to add somebody, or add many at once.")
DRAFT_KEPT = Label("草稿已保存 {clock}", "Draft kept {clock}")

# adding many

MANY_TITLE = Label("成批添加", "Add many")
MANY_FIND = Label("筛选下面的名单", "Narrow the list below")
MANY_LIST = Label("可以添加的名单", "Groups to add")
MANY_ADD = Label("添加 {n} 人", "Add {n} people", "Add {n} person")
MANY_NONE = Label("请先勾选", "Tick a group first")
MANY_EMPTY = Label("没有可以成批添加的名单。", "There is no group to add.")
GROUP = Label("{name}（{n} 人）", "{name} ({n})")
KINDS: dict[str, Label] = {
    "village": Label("{name}的孩子", "Children of {name}"),
    "class": Label("{name}的孩子", "Pupils of {name}"),
    "category": Label("类别：{name}", "Category: {name}"),
    "chip": Label("{name}", "{name}"),
    "mentors": Label("{name}的五老", "Mentors of {name}"),
    "households": Label("{name}的家庭", "Households of {name}"),
    "batch": Label("以前的批次：{name}", "Earlier batch: {name}"),
    "session": Label("以前的活动：{name}", "Earlier session: {name}"),
    "round": Label("以前的筛查：{name}", "Earlier screening: {name}"),
    "fund": Label("{name}的捐助方", "Donors of {name}"),
}
CHIPS: dict[str, Label] = {
    "unmatched": Label("还没有结对的孩子", "Children without a mentor"),
    "attention": Label("需要关注的孩子", "Children who need attention"),
    "all": Label("全部在册的孩子", "All children on file"),
}

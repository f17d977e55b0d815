"""What forms and editors say."""

from __future__ import annotations

from casefiles.domain.words import Label

DATE_HINT = Label("如 3、0321、昨天", "e.g. 3, 0321, y")
DATE_HINT_AHEAD = Label("如 0321、+30", "e.g. 0321, +30")
BIRTH_HINT = Label("2014-09-16 或 2014", "2014-09-16 or 2014")
CALENDAR_FOR = Label("{name}：打开日历", "{name}: open the calendar")
YES = Label("是", "Yes")
NO = Label("否", "No")
CHOOSE = Label("输入或选择", "Type or choose")
PERSON_HINT = Label("姓名、拼音首字母或证件尾号", "Name, pinyin initials, last digits")
NOBODY_FOUND = Label("没有找到。换一个写法试试。", "Nobody found. Try another spelling.")
FOUND_N = Label(
    "找到 {n} 人，回车选第一位", "{n} found, Enter takes the first", one="{n} found, Enter takes them"
)
REQUIRED_MARK = Label("必填", "required")
FROM_ID = Label("取自身份证号", "From the ID number")

SAVE = Label("保存", "Save")
SAVE_TIP = Label("保存 (Ctrl+Enter)", "Save (Ctrl+Enter)")
CANCEL = Label("取消", "Cancel")
CANCEL_TIP = Label("关闭，草稿会保留 (Esc)", "Close; the draft is kept (Esc)")
SAVING = Label("正在保存…", "Saving…")
SAVED = Label("已保存：{what}", "Saved: {what}")
UNDONE = Label("已撤销：{what}", "Undone: {what}")
NOTHING_CHANGED = Label("没有改动", "Nothing was changed")
DELETED = Label("已删除：{what}", "Deleted: {what}")
LEFT = Label(
    "没有保存。填写的内容留作草稿，再打开时可以接着填，也可以放弃。",
    "Not saved. What was typed is kept as a draft: open it again to go on or to discard it.",
)
DRAFT_KEPT = Label("草稿已保存 {clock}", "Draft kept {clock}")
DRAFT_NOT_KEPT = Label("草稿没有存上，会再试。{why}", "The draft could not be kept; it is tried again. {why}")
DRAFT_FOUND = Label("已恢复 {when} 没有保存的内容。", "Text of {when} that was not saved has been restored.")
DRAFT_CONTINUE = Label("继续填写", "Continue")
DRAFT_DISCARD = Label("放弃草稿", "Discard draft")
PROBLEMS_N = Label("有 {n} 处需要改正", "{n} to correct")
WARNING = Label("请留意：{text}", "Please check: {text}")
AREA_HINT = Label("代码或名称，如 999901101", "Code or name, e.g. 999901101")
AREA_NOBODY = Label(
    "附近没有这个名称的区划。请填写代码，或请上级在“区划代码”里添加。",
    "No division around is called so. Enter its code, or ask the office above to add it to the division codes.",
)
AREA_UNKNOWN = Label("没有这个区划代码的名称", "No name is known for this code")
SELECT_N = Label("按数字键 1–{n}", "Keys 1–{n}")
ADD_RECORD = Label("添加{what}", "Add: {what}")
EDIT_RECORD = Label("修改{what}", "Edit: {what}")

"""What the entry of a visit says, and the phrases it offers."""

from __future__ import annotations

from casefiles.domain.words import Label

TITLE = Label("记录走访", "Record a visit")
HOW = Label(
    "输入儿童姓名的拼音首字母，回车；日期可写 3、0321 或 昨天；数字键选择；F8 固定一栏；F7 看已录的；Ctrl+Enter 保存。",
    "Type the child's initials and Enter; dates may be 3, 0321 or y; number keys choose; F8 keeps a field; "
    "F7 goes to what is entered; Ctrl+Enter saves.",
)
CHILD = Label("儿童", "Child")
CHOOSE_CHILD = Label(
    "请先找到儿童：输入姓名或拼音首字母，再按回车。",
    "First find the child: type a name or initials, then Enter.",
)
YESTERDAY = Label("昨天", "Yesterday")
KNOWN = Label("{sex} {age} 岁 · {village}", "{sex} · {age} · {village}")
WITH_MENTOR = Label("结对五老：{name}", "Mentor: {name}")
NO_MENTOR = Label("尚未结对", "No mentor yet")
LAST_VISIT = Label("上次走访 {day}", "Last visit {day}")
NEVER_VISITED = Label("还没有走访过", "Not visited yet")
MORE = Label("更多：危险信号、后续事项等", "More: danger signs, follow-up")
PHRASES = Label("常用语（Ctrl+数字键加入）", "Phrases (Ctrl+number adds one)")
PHRASE_TIP = Label("加入常用语 (Ctrl+{n})", "Add this phrase (Ctrl+{n})")
COUNT = Label("{n} / {limit}", "{n} / {limit}")
SAVE = Label("保存走访", "Save visit")
SAVE_TIP = Label("保存走访 (Ctrl+Enter)", "Save the visit (Ctrl+Enter)")
SAVE_NEXT = Label("保存并记下一位", "Save and next")
SAVE_NEXT_TIP = Label(
    "保存并记下一位儿童 (Ctrl+Shift+Enter)", "Save and go to the next child (Ctrl+Shift+Enter)"
)
REPEAT = Label("重复上一条", "Repeat the last")
REPEAT_TIP = Label(
    "填入上一条走访的日期、方式和情况；再按一次取消 (Ctrl+R)",
    "Fill in date, kind and findings of the last visit; again: take them out (Ctrl+R)",
)
CLOSE_TIP = Label("关闭，草稿会保留 (Esc)", "Close; the draft is kept (Esc)")
SAVED = Label("走访已保存：{name} {day}", "Visit saved: {name}, {day}")
UNDONE = Label("走访已撤销：{name} {day}", "Visit undone: {name}, {day}")
RECENT = Label("最近走访", "Recent visits")
RECENT_NONE = Label(
    "选中儿童后，这里显示最近的走访。", "When a child is chosen, the last visits are shown here."
)
OPEN_FILE = Label("打开 {name} 的档案", "Open the file of {name}")

PHRASE_LIST = (
    Label("孩子精神状态良好。", "The child is in good spirits."),
    Label("成绩有进步。", "School marks have improved."),
    Label("按时完成作业。", "Homework is done on time."),
    Label("监护人身体欠佳。", "The carer is in poor health."),
    Label("与父母保持联系。", "There is regular contact with the parents."),
    Label("需要学习用品。", "School supplies are needed."),
    Label("需要心理关怀。", "Emotional support is needed."),
    Label("住房需要维修。", "The house needs repair."),
    Label("已提醒用火用电安全。", "Reminded of fire and electrical safety."),
)

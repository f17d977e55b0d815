"""What the pages of a child and of a mentor say."""

from __future__ import annotations

from casefiles.domain.words import Label
from ui import words_files

TABS = (
    Label("登记表", "Registration"),
    Label("家庭监护", "Family"),
    Label("帮扶导师", "Mentors"),
    Label("走访记录", "Visits"),
    Label("关爱帮扶", "Care"),
    Label("修改历史", "History"),
    words_files.TAB,
)
TAB_TIP = Label("{tab} (Ctrl+{n})", "{tab} (Ctrl+{n})")
FILE_NUMBER = Label("档案号 {number}", "File no. {number}")
MENTOR_NUMBER = Label("编号 {number}", "No. {number}")
AGE = Label("{n} 岁", "aged {n}")
NEXT_VISIT = Label("下次走访 {day}", "Next visit {day}")
OVERDUE = Label("逾期 {n} 天", "{n} days overdue", one="{n} day overdue")
CLOSED = Label("已结案 {day}", "Closed {day}")
RISK = Label("风险：{risk}", "Risk: {risk}")
NO_MENTOR = Label("尚未结对", "No mentor")
RECORD_VISIT = Label("记录走访", "Record visit")
PRINT = Label("打印档案", "Print file")
MORE = Label("更多", "More")
EDIT = Label("修改", "Edit")
EDIT_SECTION = Label("修改：{section}", "Edit: {section}")
DELETE_CHILD = Label("删除这份档案", "Delete this file")
DELETE_MENTOR = Label("删除这位五老", "Delete this mentor")
DELETE = Label("删除", "Delete")
COPY_ID = Label("复制档案号", "Copy the file number")
HOLD = Label("按住查看完整号码", "Hold to see the whole number")
HIDDEN = Label("号码已隐藏，按住旁边的按钮查看", "Hidden; hold the button beside it to see it")
MISSING = Label("需要补充", "Needs completing")
MISSING_NONE = Label("资料齐全", "The file is complete")
MISSING_CATEGORY = Label("类别认定", "Category")
MISSING_GUARDIAN = Label("监护情况", "Guardianship")
MISSING_MENTOR = Label("帮扶导师", "Mentor")
LAST_CHANGES = Label("最近修改", "Last changes")
CHANGED = Label("{who} 修改了{what}", "{who} changed {what}")
CREATED = Label("{who} 建立了档案", "{who} opened the file")
DELETED_BY = Label("{who} 删除了{what}", "{who} deleted: {what}")
RESTORED_BY = Label("{who} 恢复了{what}", "{who} restored: {what}")
AND_MORE = Label("{first}等 {n} 项", "{first} and others ({n})")
NEW_CHILD = Label("新建儿童档案", "Register a child")
NEW_CHILD_HELP = Label(
    "填了身份证号，出生日期和性别会自动带出；没有身份证号也可以保存。",
    "The ID number fills in birth date and sex by itself. A file can be saved without it.",
)
SAME_ID = Label("这个孩子很可能已经建档：", "This child is most likely on file already:")
MAYBE_SAME = Label("可能是同一个孩子，请核对：", "This may be the same child. Check it:")
AND = Label("、", ", ")
SAME_NAME = Label(
    "已有同名档案，请核对是不是同一人：",
    "Files with this name exist already. Check that it is not the same person:",
)
OPEN_THAT = Label("打开 {name} {about}", "Open {name} {about}")
REGISTERED = Label("已建立档案：{name}", "File opened: {name}")
UNREGISTERED = Label("已撤销建档：{name}", "Registration undone: {name}")
SAVED = Label("已保存：{name}", "Saved: {name}")
UNDONE = Label("已撤销修改：{name}", "Change undone: {name}")
DELETED = Label("已删除：{name}", "Deleted: {name}")
UNDELETED = Label("已恢复：{name}", "Restored: {name}")
GONE = Label("这份档案不在了", "This file is not here any more")
GONE_HELP = Label(
    "它可能已被删除。请从列表中打开别的档案。",
    "It may have been deleted. Open another file from the list.",
)

CONFLICTS = Label(
    "{n} 处内容两边都改过，请选定一个",
    "{n} fields were changed in two places. Choose one",
    one="{n} field was changed in two places. Choose one",
)
CONFLICTS_N = Label("{n} 处待选定", "{n} to decide")
CONFLICT_BY = Label("{who}，{when}", "{who}, {when}")
KEEP_THIS = Label("采用这个", "Use this")
EMPTY_VALUE = Label("（空）", "(empty)")
STAYS = Label("保留档案", "Keep the file")
GOES = Label("删除档案", "Delete the file")
RESOLVED = Label("已选定：{field}", "Decided: {field}")

HOUSEHOLD = Label("家庭", "Household")
NO_HOUSEHOLD = Label("还没有登记家庭。", "No household on file yet.")
MEMBERS = Label("家庭成员", "Family members")
NO_MEMBERS = Label("还没有登记家庭成员。", "No family members on file yet.")
GUARDIANSHIP = Label("监护情况", "Guardianship")
NO_GUARDIANSHIP = Label("还没有登记监护情况。", "No guardianship on file yet.")
CATEGORIES = Label("类别认定", "Categories")
NO_CATEGORIES = Label("还没有认定类别。", "No category on file yet.")
ADD = Label("添加", "Add")
ADD_TO = Label("添加：{what}", "Add: {what}")
END_IT = Label("终止", "End")
END_OF = Label("终止：{what}", "End: {what}")
FROM_ON = Label("{start} 起", "since {start}")
FROM_TO = Label("{start} 至 {end}", "{start} to {end}")
CURRENT = Label("现行", "Current")
ENDED = Label("已终止", "Ended")

MATCHES = Label("结对", "Matches")
NO_MATCHES = Label("还没有结对。", "No match yet.")
LEAD = Label("牵头人", "Lead")
SUGGESTED = Label("推荐的五老", "Suggested mentors")
SUGGESTED_NOTE = Label("按同村、专长、余量等排列，由您决定", "By village, skills and room; you decide")
NO_SUGGESTION = Label("没有还能结对的五老。", "No mentor has room.")
LOAD = Label("已结对 {load} / {capacity}", "{load} of {capacity} matched")
MATCH_NOW = Label("结对", "Match")
MATCH_WITH = Label("与 {name} 结对", "Match with {name}")
MATCHED = Label("已结对：{name}", "Matched: {name}")
UNMATCHED = Label("已撤销结对：{name}", "Match undone: {name}")
FIND_MENTOR = Label("查找其他五老", "Find another mentor")
FIND_CHILD = Label("查找儿童", "Find a child")
END_MATCH = Label("结束结对", "End the match")
OPEN_MENTOR = Label("打开 {name} 的资料", "Open {name}")

VISITS_CHART = Label("每月走访次数", "Visits per month")
LAST_12 = Label("近 12 个月", "last 12 months")
NO_VISITS = Label("还没有走访记录", "No visits yet")
NO_VISITS_HELP = Label("点“记录走访”写下第一次走访。", 'Press "Record visit" to write down the first one.')
EDIT_VISIT = Label("修改 {day} 的走访", "Edit the visit of {day}")
GIVEN = Label("送去：{text}", "Given: {text}")
FOLLOW_UP = Label("后续：{text}", "Follow-up: {text}")
DANGER = Label("危险信号", "Danger sign")

AID = Label("关爱帮扶", "Aid")
NO_AID = Label("还没有帮扶记录", "No aid on file yet")
NO_AID_HELP = Label("点“添加”登记助学金、物资或服务。", 'Press "Add" to record money, goods or services.')
AID_TOTAL = Label("共 {n} 次，合计 ¥{sum}", "{n} times, ¥{sum} in all", one="{n} time, ¥{sum}")
HANDED = Label("已领取", "Handed over")
NOT_HANDED = Label("未领取", "Not handed over")

NO_HISTORY = Label("没有修改记录", "No changes on record")
WHEN = Label("时间", "When")
WHO = Label("谁", "Who")
WHAT = Label("项目", "Field")
BEFORE = Label("原值", "From")
AFTER = Label("新值", "To")
RECORD_STATE = Label("整条记录", "Whole record")
MADE_IT = Label("建立 {title}", "made: {title}")
REMOVED = Label("删除", "deleted")
BACK_AGAIN = Label("恢复", "restored")

CHILDREN_OF = Label("结对儿童", "Children")
NO_CHILDREN = Label("还没有结对儿童。", "No children yet.")
MENTOR_TABS = (
    Label("基本资料", "Details"),
    Label("结对儿童", "Children"),
    Label("走访记录", "Visits"),
    Label("服务", "Service"),
    Label("修改历史", "History"),
    words_files.TAB,
)
LEFT = Label("已退出 {day}", "Left {day}")
ROOM = Label("还可结对 {n} 人", "Room for {n} more")
FULL = Label("结对已满", "No room")

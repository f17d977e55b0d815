"""What the registers say: children, mentors, matching."""

from __future__ import annotations

from casefiles.domain.words import Label

CHILDREN = Label("儿童档案", "Children")
CHILDREN_COUNT = Label("共 {n} 名儿童", "{n} children", "{n} child")
MENTORS = Label("五老", "Mentors")
MENTORS_COUNT = Label("共 {n} 名五老", "{n} mentors", "{n} mentor")
FOUND = Label("找到 {n} 个", "{n} found", "{n} found")
FOUND_MOST = Label("前 {n} 个结果", "the first {n} results")
WHAT = Label("是什么", "What it is")
ABOUT = Label("年龄、村、编号", "Age, village, number")
STANDS = Label("情况", "Remarks")
VIA = Label("合并前：{name}", "Was: {name}")
FILTERS = Label("筛选", "Filters")
HIDDEN = Label("筛选中，另有 {n} 个未显示", "filter on, {n} hidden", "filter on, {n} hidden")
ALL = Label("全部", "All")
DUE = Label("两周内到期", "Due in two weeks")
OVERDUE = Label("走访逾期", "Overdue")
DUE_OR_OVERDUE = Label("近期要走访", "To visit")
UNMATCHED = Label("尚未结对", "Without a mentor")
CLOSED = Label("已结案", "Closed")
ATTENTION = Label("重点关注", "Needs attention")
FREE = Label("还可结对", "With room")
NAME = Label("姓名", "Name")
SEX_AGE = Label("性别 年龄", "Sex, age")
VILLAGE = Label("所在村", "Village")
CATEGORY = Label("类别", "Category")
MENTOR = Label("帮扶五老", "Mentor")
NEXT = Label("下次走访", "Next visit")
KIND = Label("类别", "Kind")
PHONE = Label("电话", "Phone")
LOAD = Label("结对", "Matches")
LOAD_OF = Label("{n} / {limit}", "{n} of {limit}")
LAST = Label("最近走访", "Last visit")
AGE = Label("{sex} {age}", "{sex} {age}")
IMPORT = Label("导入花名册", "Import a roster")
NEW_CHILD = Label("新建档案", "New file")
NEW_MENTOR = Label("新增五老", "New mentor")
RECORD = Label("记录走访", "Record a visit")
OPEN = Label("打开档案", "Open the file")
NOBODY = Label("没有符合的记录", "Nobody here")
NOBODY_HELP = Label(
    "可以换一个筛选，或搜索姓名、拼音首字母、证号、电话、档案号的一部分。",
    "Try another filter, or search a name, initials, or part of an ID, phone or file number.",
)
NONE_YET = Label("这里还没有记录", "Nothing here yet")
NONE_YET_HELP = Label("新增以后就列在这里。", "What is added is listed here.")
NO_MENTOR_YET = Label("还没有五老", "No mentors yet")
SHOW_ALL = Label("显示全部", "Show all")
GUARDIAN = Label("监护人：{text}", "Guardian: {text}")
MENTOR_IS = Label("五老：{text}", "Mentor: {text}")
NO_MENTOR = Label("尚未结对", "No mentor yet")
NO_VISIT = Label("还没有走访", "Not visited yet")
LAST_VISIT = Label("最近走访", "Last visit")
NUMBER = Label("档案号 {number}", "File {number}")
MATCHES = Label("结对儿童", "Children")
MATCHING = Label("结对", "Matching")
WAITING = Label("等待结对的儿童", "Children without a mentor")
SUGGESTED = Label("推荐的五老", "Suggested mentors")
SUGGESTED_FOR = Label("为 {name} 推荐", "Suggested for {name}")
NONE_SUGGESTED = Label(
    "没有可以再推荐的五老。可以新增五老，或调高可结对人数。",
    "There is no other mentor with room. Add mentors, or raise a capacity.",
)
CHOOSE_CHILD = Label("请在左边选择一名儿童。", "Choose a child on the left.")
MATCH = Label("结对", "Match")
MATCH_WITH = Label("与 {name} 结对", "Match with {name}")
UNDONE_MATCH = Label("已撤销结对：{child} 与 {mentor}", "Match undone: {child} and {mentor}")
MATCHED = Label("{child} 与 {mentor} 已结对。", "{child} and {mentor} are matched.")
ALL_MATCHED = Label("所有儿童都已结对", "Every child has a mentor")
ALL_MATCHED_HELP = Label("新登记的儿童会出现在这里。", "Newly registered children appear here.")
SCORE = Label("{n} 分", "{n} points")
WHY = Label(
    "每条理由后是得分：同村 40、同户孩子 25、专长每项 10–15、同性别 10、查询有效 10……由人决定。",
    "Each reason has its points: same village 40, same household 25, a skill 10–15, ... A person decides.",
)

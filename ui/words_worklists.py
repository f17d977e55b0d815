"""What the worklists say."""

from __future__ import annotations

from casefiles.domain.words import Label
from ui import words_questions, words_transfer, words_twins, words_worklists_mentors

PAGE = Label("工作清单", "Worklists")
TITLE = Label("今天的工作清单", "Today's worklists")
NAMES: dict[str, Label] = {
    "overdue": Label("走访已逾期", "Visits overdue"),
    "due_week": Label("七天内应走访", "Visits due within 7 days"),
    "reports": Label("强制报告未办结", "Mandatory reports still open"),
    "follow_ups": Label("走访后续未完成", "Follow-ups of visits still open"),
    "reviews": Label("风险评估到期未复评", "Risk reviews overdue"),
    "actions": Label("帮扶措施超期未完成", "Actions past their day"),
    "unmatched": Label("还没有结对", "Children without a mentor"),
    "silent": Label("五老两个月没有走访", "Mentors silent for two months"),
    "unverified": Label("信息超过核实期限", "Not verified in time"),
    "categories": Label("类别待核对", "Categories to check"),
    "pledges": Label("责任状到期", "Pledges due"),
    "economies": Label("经济类型应复核", "Economic types to review"),
    "birthdays": Label("两周内过生日", "Birthdays within two weeks"),
    "coming_of_age": Label("三个月内满 6、16、18 周岁", "Turning 6, 16 or 18 within three months"),
    "grown": Label("已满十八岁，档案未结", "Already 18, file still open"),
    "missing_id": Label("缺身份证号（也没有写原因）", "No ID number and no reason given"),
    "missing_birth": Label("缺出生日期", "No birth date"),
    "missing_sex": Label("缺性别", "No sex"),
    "missing_health": Label("缺健康状况", "No health status"),
    "missing_schooling": Label("缺就学情况", "No schooling status"),
    "missing_guardian": Label("缺现任监护人", "No present guardian"),
    "missing_category": Label("缺现行类别", "No present category"),
    "transfers": words_transfer.LIST,
    "came_back": words_transfer.BACK,
    "questions": words_questions.TO_ANSWER,
    "answers": words_questions.TO_SETTLE,
    "twins": words_twins.NAME,
    "tasks": Label("需要核对的记录", "Records to check"),
    "receipts": Label("还没有收到回执", "No receipt yet"),
    **words_worklists_mentors.NAMES,
}
HELP: dict[str, Label] = {
    "overdue": Label("逾期最久的排在最前。", "The longest overdue come first."),
    "due_week": Label("最早到期的排在最前。", "The earliest come first."),
    "reports": Label(
        "发现危险信号必须立即报告；这里直到办结才消失。",
        "A danger sign is reported at once. It stays here until it is closed.",
    ),
    "follow_ups": Label(
        "完成后按“完成”，或打开走访写下结果。",
        "Press “Done” when it is done, or open the visit and enter what came of it.",
    ),
    "reviews": Label("红色风险的孩子请先复评。", "Review children at red risk first."),
    "actions": Label("超期最久的排在最前。", "The longest overdue come first."),
    "unmatched": Label("等待最久的排在最前。", "Who has waited longest comes first."),
    "silent": Label(
        "有结对的孩子，但两个月没有一次走访记录。",
        "They have a child, and no visit was recorded for two months.",
    ),
    "unverified": Label(
        "档案内容可能已经变化。见面核实后记一次核实；见到孩子的走访也算。",
        "What the file says may no longer be so. Record a verification; a visit with contact counts too.",
    ),
    "categories": Label(
        "档案里的情况与已认定的类别不一致。打开档案的“家庭监护”，采纳建议或说明原因。",
        "The facts on file and the recorded categories differ. Open “Family”; adopt the suggestion or say why not.",
    ),
    "pledges": Label(
        "到期未兑现，或兑现满 6、12 个月应核对是否稳定。",
        "Past their day, or kept and due for the check after 6 or 12 months.",
    ),
    "economies": Label("一年没有复核的经济类型。", "Economic types that nobody has reviewed for a year."),
    "birthdays": Label("2月29日出生的，平年按2月28日。", "Born on 29 February: in other years on the 28th."),
    "coming_of_age": Label(
        "6 周岁入学；16 周岁换领身份证、可以就业；18 周岁不再登记。",
        "At 6 school begins; at 16 a new ID card and work; at 18 the registration ends.",
    ),
    "grown": Label("请核对生日，或办理结案。", "Check the birth date, or close the file."),
    "transfers": words_transfer.LIST_HELP,
    "came_back": words_transfer.BACK_HELP,
    "questions": words_questions.TO_ANSWER_HELP,
    "answers": words_questions.TO_SETTLE_HELP,
    "twins": words_twins.HELP,
    "tasks": Label(
        "合并或检查时发现的矛盾，请逐条核对。", "Contradictions that merging or checking found. Look at each."
    ),
    "receipts": Label(
        "上级还没有确认收到的记录。请导出数据包送去。",
        "What the office above has not acknowledged. Export a package and take it there.",
    ),
    **words_worklists_mentors.HELP,
}
MISSING_HELP: dict[str, Label] = {
    "missing_id": Label(
        "补全这 {n} 份档案的身份证号，报表就完整了。",
        "An ID number in these {n} files completes the report.",
        "An ID number in this {n} file completes the report.",
    ),
    "missing_birth": Label(
        "补全这 {n} 份档案的出生日期，报表就完整了。",
        "A birth date in these {n} files completes the report.",
        "A birth date in this {n} file completes the report.",
    ),
    "missing_sex": Label(
        "补全这 {n} 份档案的性别，报表就完整了。",
        "The sex in these {n} files completes the report.",
        "The sex in this {n} file completes the report.",
    ),
    "missing_health": Label(
        "补全这 {n} 份档案的健康状况，报表就完整了。",
        "The health status in these {n} files completes the report.",
        "The health status in this {n} file completes the report.",
    ),
    "missing_schooling": Label(
        "补全这 {n} 份档案的就学情况，报表就完整了。",
        "The schooling status in these {n} files completes the report.",
        "The schooling status in this {n} file completes the report.",
    ),
    "missing_guardian": Label(
        "补全这 {n} 份档案的现任监护人，报表就完整了。",
        "The present guardian in these {n} files completes the report.",
        "The present guardian in this {n} file completes the report.",
    ),
    "missing_category": Label(
        "补全这 {n} 份档案的现行类别，报表就完整了。",
        "The present category in these {n} files completes the report.",
        "The present category in this {n} file completes the report.",
    ),
}
"""the count comes first: it says how near one is"""
ALL = Label("全部清单", "All lists")
MORE_LISTS = Label("另有 {n} 张清单", "{n} more lists", "{n} more list")
ALL_DONE = Label("这张清单是空的", "This list is empty")
ALL_DONE_HELP = Label("没有要做的事。", "There is nothing to do here.")
MORE = Label("还有 {n} 条没有列出。", "{n} more are not shown.")
PRINT = Label("打印今天的清单", "Print today's list")
NONE_TO_PRINT = Label("今天清单上没有要上门的孩子。", "No child is on today's lists.")
PUT_OFF = Label("{name}：今天已处理，明天再看", "{name}: seen to today, back tomorrow")
PUT_OFF_SAID = Label("今天不再列出：{name}", "Not listed any more today: {name}")
SHOW_OFF = Label("今天已处理的 {n} 条（显示）", "{n} seen to today (show)")
HIDE_OFF = Label("收起今天已处理的", "Leave out what was seen to today")
DONE = Label("完成", "Done")
DONE_FOR = Label("{name}：后续已完成", "{name}: the follow-up is done")
DONE_SAID = Label("已完成：{what}", "Done: {what}")
NOT_DONE_SAID = Label("又列入待办：{what}", "On the list again: {what}")
OPEN = Label("打开 {name}", "Open {name}")
OPEN_LIST = Label("{list}：{n} 条", "{list}: {n}")
MINE = Label("我的村", "Mine")
WITH = Label("五老：{name}", "Mentor: {name}")
NEVER = Label("从未", "never")
SINCE = Label("登记 {day}", "On file since {day}")
LAST_SEEN = Label("最近走访 {day}", "Last visit {day}")
BIRTHDAY = Label("{day} 满 {age} 岁", "aged {age} on {day}")
IS_AGE = Label("{day} 出生，{age} 岁", "Born {day}, aged {age}")
REVIEW_DUE = Label("{day} 应复评，现为{level}", "Review due {day}, now {level}")
FOLLOW_UP = Label("{what}（{day}）", "{what} ({day})")
ACTION_DUE = Label("{what}，期限 {day}", "{what}, due {day}")
SEEN_ON = Label("{day} 发现", "Seen {day}")
NOT_REPORTED = Label("尚未报告", "Not reported")
RUNNING = Label("已报告，未办结", "Reported, still open")
CHANGES = Label("{n} 条没有回执", "{n} changes without a receipt", "{n} change without a receipt")
MY_VILLAGES = Label("我负责的村", "My villages")
MY_VILLAGES_HELP = Label("这些村排在每张清单的最前面。", "Their lines come first in every list.")
STAND_IN = Label("代班", "Stand in")
COLLEAGUE = Label("替谁代班（账号）", "For which colleague (login)")
UNTIL = Label("代到哪一天", "Through which day")
UNTIL_HELP = Label("留空表示结束代班。", "Leave it empty to end it.")
STANDING_IN = Label("正在替 {who} 代班，到 {day}", "Standing in for {who} through {day}")
KEPT = Label("已保存。", "Saved.")

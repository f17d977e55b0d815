"""What the first page says."""

from __future__ import annotations

from casefiles.domain.words import Label

MORNING = Label("上午好，{name}", "Good morning, {name}")
AFTERNOON = Label("下午好，{name}", "Good afternoon, {name}")
EVENING = Label("晚上好，{name}", "Good evening, {name}")
CHILDREN = Label("在册儿童", "Children")
CHILDREN_NOTE = Label("五老 {n} 人", "{n} mentors", "{n} mentor")
MATCHED = Label("已结对", "Matched")
MATCHED_NOTE = Label("还有 {n} 人待结对", "{n} without a mentor")
DUE = Label("两周内应走访", "Due in 14 days")
DUE_NOTE = Label("本月已走访 {n} 次", "{n} visits this month", "{n} visit this month")
OVERDUE = Label("走访逾期", "Overdue")
OVERDUE_NOTE = Label("请优先安排", "Arrange these first")
NONE_OVERDUE = Label("没有逾期", "None overdue")
ATTENTION = Label("重点关注", "Attention")
ATTENTION_NOTE = Label("红色风险或需关注", "Red risk, or flagged")
WORKLIST = Label("近期要走访", "Who to visit")
SEE_ALL = Label("查看全部", "See all")
RECORD = Label("记录", "Record")
RECORD_FOR = Label("记录对 {name} 的走访", "Record a visit to {name}")
OPEN_FILE = Label("打开 {name} 的档案", "Open {name}'s file")
OVERDUE_DAYS = Label("逾期 {n} 天", "{n} days overdue", "{n} day overdue")
DUE_TODAY = Label("今天到期", "Due today")
DUE_DAYS = Label("{n} 天后", "In {n} days", "In {n} day")
MONTHS = Label("每月走访次数", "Visits per month")
MONTHS_NOTE = Label("近 12 个月", "Last 12 months")
CATEGORIES = Label("儿童类别", "Children by category")
CATEGORIES_NOTE = Label("一人可有多类", "A child may have several")
TASKS = Label("待办", "To look at")
NO_TASKS = Label("没有待办。", "Nothing to look at.")
ALL_VISITED = Label("近期没有要走访的孩子", "Nobody is due soon")
ALL_VISITED_HELP = Label(
    "记录走访后，下次日期会自动列在这里。", "After each visit the next date appears here by itself."
)
NO_CHILDREN = Label("还没有儿童档案", "No children on file yet")
NONE_CAME_HELP = Label(
    "下级单位的档案随数据包来：先邀请它们，一趟U盘就够。也可以导入花名册，或者新建第一份档案。",
    "The files of the offices below come with their packages: invite them first, in one trip of the stick. Or import a"
    " roster, or open the first file.",
)
NO_CHILDREN_HELP = Label("可以导入花名册，或者新建第一份档案。", "Import a roster, or open the first file.")
IMPORT = Label("导入花名册", "Import a roster")
NEW_CHILD = Label("新建档案", "New file")
TASK_KINDS: dict[str, Label] = {
    "report_open": Label(
        "{name}：有危险信号，尚未强制报告，请立即报告", "{name}: danger sign not reported yet; report it at once"
    ),
    "report_running": Label(
        "{name}：强制报告尚未办结，请跟进结果", "{name}: mandatory report still open; ask for the outcome"
    ),
    "fork": Label(
        "两台电脑使用了同一身份（{here} 条和 {there} 条，都已保留），请选择原因",
        "Two computers used one identity ({here} and {there} records, all kept); say what happened",
    ),
    "erase_waits": Label(
        "{name}：上级决定抹去此档案，请结案（下次导入时抹去）；有异议请联系上级",
        "{name}: to be erased by order from above; close the file, or object to them",
    ),
    "erase_still": Label(
        "{name}：{offices}仍有已决定抹去的档案，请联系核对",
        "{name}: ordered to be erased, still at {offices}; ask there",
    ),
    "came_joined": Label(
        "原{name}自 {on} 起并入，{n} 份档案转到本单位：请按原村核对，补上走访和结对的责任人，办完后在“数据交换”页去掉",
        "{n} files of {name}, joined on {on}, are this office's now: look through them, say who visits and mentors,"
        " then take it off on the exchange page",
        "{n} file of {name}, joined on {on}, is this office's now: look through it, say who visits and mentors, then"
        " take it off on the exchange page",
    ),
    "renewed": Label(
        "{name}：有电脑以新身份继续，请打电话核实，再在“数据交换”页点“知道了”",
        "{name}: a computer goes on as a new one; ask by telephone, then choose “Heard” on the exchange page",
    ),
    "erased_here": Label(
        "{name}决定抹去的 {n} 份档案已在本机抹去（{reason}，{on}）：请处理纸质材料、扫描件和旧备份，办完后"
        "在“数据交换”页去掉",
        "{n} files were erased here by order of {name} ({reason}, {on}): deal with papers, scans and old backups, then"
        " take it off on the exchange page",
        "{n} file was erased here by order of {name} ({reason}, {on}): deal with papers, scans and old backups, then"
        " take it off on the exchange page",
    ),
    "two_makers": Label(
        "{name}：互不相干的单位都说建了这份档案，请由上级单位核对后写明所在区划",
        "{name}: offices that have nothing to do with one another say they made this file; an office above both is to"
        " check and say where it lies",
    ),
    "conflict": Label(
        "{name}：同一内容有两个值，请选择", "{name}: two values for the same field; choose one"
    ),
    "two_active_pairs": Label("{name}：有两条有效结对", "{name}: two active matches"),
    "leads": Label(
        "{name}：几位五老没有或不止一位牵头人，请确定一位", "{name}: several mentors, not exactly one leads; choose one"
    ),
    "risk_differs": Label(
        "{name}：档案中的风险等级与最近一次评估不一致，请核对",
        "{name}: the risk in the file is not that of the newest review; check it",
    ),
    "same_id_number": Label("{name}：身份证号与另一份档案相同", "{name}: same ID number as another file"),
    "same_id_two_offices": Label(
        "{name}：同一身份证号在两个乡镇都有档案（{offices}），请联系双方核对",
        "{name}: the same ID number is on file in two townships ({offices}); ask both",
    ),
    "same_number": Label("{name}：档案编号重复", "{name}: file number used twice"),
    "not_arrived": Label("{name}：所指的记录尚未收到", "{name}: a record it points to has not arrived"),
    "incomplete": Label(
        "{name}：更早的 {n} 条变更没有收到，内容可能不全；请交换一次（“数据交换”页写明谁有）",
        "{name}: {n} earlier changes are not here, so it may lack something; exchange (the exchange page says who has "
        "them)",
    ),
    "round_late": Label(
        "{name}：封存后又收到走访结果，请查看", "{name}: results of doors came in after it was closed; look at them"
    ),
    "id_contradiction": Label(
        "{name}：身份证号与生日或性别不一致", "{name}: ID number contradicts birth date or sex"
    ),
    "fund_overdrawn": Label(
        "{name}：基金已透支，请核对捐款和发放", "{name}: the fund is overdrawn; check what came in and went out"
    ),
}
URGENT = frozenset({"report_open", "fork"})
"""kinds of task shown in red"""
OTHER_TASK = Label("{name}：请核对（{kind}）", "{name}: please check ({kind})")

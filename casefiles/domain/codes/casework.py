"""What case work adds: economy spells, pledges, verification, closing, findings, documents, transfers."""

from __future__ import annotations

from casefiles.domain.codes.codelist import CodeList, choice

ECONOMY_END = CodeList(
    "economy_end",
    (
        choice("out", "收入超过标准", "Income above the line", "退出"),
        choice("stable", "已稳定脱困", "Stable again", "风险消除"),
        choice("changed", "转为其他类型", "Changed to another type", "转类"),
        choice("moved", "迁出", "Moved away"),
        choice("died", "家庭成员死亡", "A member died"),
        choice("mistaken", "登记有误", "Registered by mistake", "误登"),
        choice("other", "其他", "Other"),
    ),
)

PLEDGE_RESULT = CodeList(
    "pledge_result",
    (
        choice("running", "正在落实", "Under way", "进行中"),
        choice("kept", "已兑现", "Kept", "兑现"),
        choice("partly", "部分兑现", "Partly kept"),
        choice("not_kept", "未兑现", "Not kept"),
        choice("removed", "移出计划", "Taken out of the plan"),
    ),
)

VERIFY_RESULT = CodeList(
    "verify_result",
    (
        choice("same", "情况属实，无变化", "As on file, nothing changed", "无变化"),
        choice("changed", "有变化，已更新", "Changed and brought up to date", "有变化"),
        choice("not_found", "未能核实", "Could not be verified"),
    ),
)

FILE_EVENT = CodeList(
    "file_event",
    (
        choice("closed", "结案", "Closed", "关闭"),
        choice("reopened", "重新启用", "Reopened", "重启"),
    ),
)

ERASURE_REASON = CodeList(
    "erasure_reason",
    (
        choice("withdrawn", "监护人撤回同意", "The guardian withdrew consent"),
        choice("kept_long_enough", "保存期限已满", "It was kept as long as it may be", "到期"),
        choice("asked_for", "本人或监护人要求删除", "The person or guardian asked for it"),
        choice("mistaken", "登记有误", "Registered by mistake", "误登"),
        choice("ordered", "有关机关决定", "An authority ordered it"),
    ),
)
CLOSE_OUTCOME = CodeList(
    "close_outcome",
    (
        choice("improved", "困难已解除", "The difficulty is over", "脱困"),
        choice("parent_back", "父母返乡照护", "A parent came back to care", "返乡"),
        choice("grown", "已成年", "Grown up", "成年"),
        choice("adopted", "被收养", "Adopted", "收养"),
        choice("institution", "由机构照护", "In the care of an institution"),
        choice("transferred", "已移交其他单位", "Transferred to another office", "移交"),
        choice("moved", "迁出", "Moved away", "搬走"),
        choice("died", "死亡", "Died", "去世"),
        choice("not_eligible", "不符合条件", "Not eligible"),
        choice("mistaken", "登记有误", "Registered by mistake", "误登"),
        choice("other", "其他", "Other"),
    ),
)

FINDING_LEVEL = CodeList(
    "finding_level",
    (
        choice("good", "好", "Good"),
        choice("fair", "一般", "Fair"),
        choice("concern", "需要关注", "Needs attention", "差"),
        choice("urgent", "需要立即处理", "Needs action at once", "紧急"),
    ),
)

ATTACHMENT_KIND = CodeList(
    "attachment_kind",
    (
        choice("photo", "照片", "Photo", "走访照片"),
        choice("consent", "知情同意书", "Consent form"),
        choice("agreement", "结对协议", "Match agreement"),
        choice("proof", "证明材料", "Proof", "证明"),
        choice("certificate", "证件", "Certificate"),
        choice("receipt", "签收单", "Receipt"),
        choice("report", "报告材料", "Report"),
        choice("other", "其他", "Other"),
    ),
)

TRANSFER_STATE = CodeList(
    "transfer_state",
    (
        choice("prepared", "待接收", "Waiting for the other office"),
        choice("accepted", "已接收", "Accepted", "接收"),
        choice("declined", "退回", "Sent back"),
        choice("withdrawn", "已撤回", "Withdrawn", "撤回"),
    ),
)

TRANSFER_REASON = CodeList(
    "transfer_reason",
    (
        choice("moved", "家庭搬迁", "The family moved", "搬家"),
        choice("school", "转学", "Changed school"),
        choice("guardian", "监护人变更", "Another guardian"),
        choice("boundary", "区划调整", "Boundaries changed"),
        choice("mistaken", "登记单位有误", "Registered at the wrong office"),
        choice("merged", "与接收单位的档案合并", "Merged into the file of that office"),
        choice("stayed", "档案仍属该单位", "The file stayed with that office"),
        choice("other", "其他", "Other"),
    ),
)

QUESTION_STATE = CodeList(
    "question_state",
    (
        choice("asked", "待答复", "Waiting for an answer", "退回"),
        choice("answered", "已答复", "Answered", "答复"),
        choice("settled", "已了结", "Settled", "了结"),
        choice("withdrawn", "已撤回", "Withdrawn", "撤回"),
    ),
)

QUESTION_REASON = CodeList(
    "question_reason",
    (
        choice("missing", "信息缺失", "Something is missing", "缺项"),
        choice("contradiction", "前后矛盾", "Contradicts itself", "矛盾"),
        choice("wrong", "疑似填错", "Probably wrong", "错误"),
        choice("proof", "缺少证明材料", "No proof", "缺证明"),
        choice("overdue", "逾期未办", "Overdue", "逾期"),
        choice("duplicate", "疑似重复建档", "Perhaps on file twice", "重复"),
        choice("other", "其他", "Other"),
    ),
)

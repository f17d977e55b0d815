"""Consent, needs and proofs."""

from __future__ import annotations

from casefiles.domain.codes.codelist import CodeList, choice

CONSENT_SCOPE = CodeList(
    "consent_scope",
    (
        choice("registration", "登记建档", "Being on file", "建档", "登记"),
        choice("mentoring", "结对走访", "A mentor's visits", "结对", "走访"),
        choice("sharing", "向上级和有关部门报送", "Sharing with authorities", "报送", "共享"),
        choice("photo", "拍照存档", "Photographs for the file", "拍照", "照片"),
        choice("publicity", "公开宣传", "Publicity", "宣传"),
    ),
)

CONSENT_FORM = CodeList(
    "consent_form",
    (
        choice("paper", "书面签字", "Signed paper", "书面"),
        choice("oral", "口头（有见证人）", "Spoken, before a witness", "口头"),
        choice("message", "短信或微信", "A text message", "短信", "微信"),
    ),
)

PRIORITY = CodeList(
    "priority",
    (
        choice("urgent", "紧急", "Urgent"),
        choice("soon", "较急", "Soon"),
        choice("normal", "一般", "Normal"),
    ),
)

GOAL_OUTCOME = CodeList(
    "goal_outcome",
    (
        choice("met", "已达成", "Met", "达成"),
        choice("partly", "部分达成", "Partly met"),
        choice("not_met", "未达成", "Not met"),
        choice("not_needed", "不再需要", "No longer needed"),
    ),
)

STATUS_PROOF = CodeList(
    "status_proof",
    (
        choice("death", "死亡证明或户口注销", "Death certificate or deregistration", "死亡证明"),
        choice("court", "法院判决或裁定", "Court decision", "判决书", "裁定书"),
        choice("police", "公安机关证明或报案回执", "Police certificate", "公安证明", "报案回执"),
        choice("prison", "监狱、看守所或戒毒所通知", "Notice of a prison or treatment centre", "监狱证明"),
        choice("hospital", "医院诊断证明", "Hospital's diagnosis", "诊断证明"),
        choice("disability", "残疾人证", "Disability certificate"),
        choice("village", "村（居）委会证明", "Village committee's statement", "村委会证明"),
        choice("self", "个人书面承诺", "Written declaration", "个人承诺"),
        choice("none", "暂无", "None yet", "无"),
    ),
)

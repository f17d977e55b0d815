"""Giving and gathering: donors, funds, sessions, screenings, survey rounds."""

from __future__ import annotations

from casefiles.domain.codes.codelist import CodeList, choice

DONOR_KIND = CodeList(
    "donor_kind",
    (
        choice("person", "个人", "Person"),
        choice("enterprise", "爱心企业", "Caring enterprise", "企业"),
        choice("government", "机关单位", "Government office", "机关", "单位"),
        choice("foundation", "慈善组织", "Charity", "基金会"),
        choice("school", "学校", "School"),
        choice("other", "其他", "Other"),
    ),
)

AID_STEP = CodeList(
    "aid_step",
    (
        choice("promised", "已承诺", "Promised", "认捐"),
        choice("received", "已到位", "Received", "到账"),
        choice("allotted", "已分配", "Allotted"),
        choice("handed_over", "已发放", "Handed over", "发放"),
        choice("cancelled", "已取消", "Cancelled", "取消"),
    ),
)

ROUND_CHANGE = CodeList(
    "round_change",
    (
        choice("same", "无变化", "No change"),
        choice("new", "新增", "New"),
        choice("changed", "情况变化", "Changed", "变化"),
        choice("left", "离开", "Left"),
        choice("aged_out", "超龄", "Aged out"),
    ),
)

REFRACTION_WAY = CodeList(
    "refraction_way",
    (
        choice("plain", "非睫状肌麻痹", "Non-cycloplegic", "小瞳"),
        choice("cycloplegic", "睫状肌麻痹", "Cycloplegic", "散瞳"),
    ),
)

REFERRAL_RESULT = CodeList(
    "referral_result",
    (
        choice("waiting", "尚未就诊", "Not seen yet", "待就诊"),
        choice("glasses", "配镜", "Glasses"),
        choice("treated", "治疗", "Treated"),
        choice("watch", "观察", "Watched"),
        choice("normal", "复查正常", "Normal on re-examination", "正常"),
        choice("refused", "家长不同意", "Parents declined"),
    ),
)

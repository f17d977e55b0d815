"""What is kept of a mentor and of a match beside the file: checks, proofs, posts, steps, talks."""

from __future__ import annotations

from casefiles.domain.codes.codelist import CodeList, choice

CHECK_KIND = CodeList(
    "check_kind",
    (
        choice("record", "入职查询（违法犯罪记录）", "Record check before appointment", "入职查询", "无犯罪记录"),
        choice("health", "体检", "Health check"),
        choice("reference", "走访了解（推荐）", "References", "推荐"),
        choice("interview", "面谈", "Interview"),
    ),
)

CHECK_RESULT = CodeList(
    "check_result",
    (
        choice("pass", "通过", "Passed", "合格"),
        choice("fail", "未通过", "Not passed", "不合格"),
        choice("pending", "等待结果", "Waiting for the result", "待定"),
    ),
)

SKILL_LEVEL = CodeList(
    "skill_level",
    (
        choice("basic", "能做", "Can do it"),
        choice("good", "熟练", "Good at it"),
        choice("expert", "专业", "Professional", "专家"),
    ),
)

MENTOR_POST = CodeList(
    "mentor_post",
    (
        choice("net_cafe", "网吧义务监督员", "Voluntary internet-café supervisor", "网吧监督员"),
        choice("law_vice_principal", "法治副校长", "Vice-principal for law", "法制副校长"),
        choice("counsellor", "校外辅导员", "Out-of-school counsellor", "辅导员"),
        choice("juror", "人民陪审员（少年案件）", "People's assessor in juvenile cases", "陪审员"),
        choice("lecturer", "宣讲团成员", "Lecturer", "宣讲员"),
        choice("studio", "五老工作室成员", "Member of a five-senior studio", "工作室"),
        choice("parents_school", "家长学校讲师", "Teacher at a parents' school"),
        choice("committee", "关工委成员", "Committee member"),
        choice("correspondent", "通讯员", "Correspondent"),
        choice("other", "其他", "Other"),
    ),
)

TALKED_TO = CodeList(
    "talked_to",
    (
        choice("mentor", "五老", "Mentor"),
        choice("child", "儿童", "Child"),
        choice("guardian", "监护人", "Guardian", "家长"),
        choice("teacher", "老师", "Teacher"),
        choice("village", "村（社区）", "Village"),
    ),
)

MATCH_GOES = CodeList(
    "match_goes",
    (
        choice("green", "顺利", "Going well", "绿"),
        choice("yellow", "有困难", "Difficulties", "黄"),
        choice("red", "可能中断", "May break off", "红"),
    ),
)

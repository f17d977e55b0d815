"""What a visit records: kind, contact, areas of life, danger signs; holiday sessions and survey outcomes."""

from __future__ import annotations

from casefiles.domain.codes.codelist import CodeList, choice

VISIT_KIND = CodeList(
    "visit_kind",
    (
        choice("home", "入户走访", "Home visit", "家访", "走访", "入户"),
        choice("school", "到校看望", "School visit", "校访", "学校"),
        choice("phone", "电话联系", "Phone call", "电话"),
        choice("video", "视频联系", "Video call", "视频"),
        choice("family_call", "亲情连线", "Family call (child and absent parents)", "Family call"),
        choice("other", "其他", "Other"),
    ),
)

VISIT_CONTACT = CodeList(
    "visit_contact",
    (
        choice("child", "见到儿童", "Child was met", "见到", "是", "yes"),
        choice("carer_only", "只见到照护人", "Only the carer was met", "只见家长"),
        choice("none", "未见到", "Nobody was met", "未见", "否", "no"),
    ),
)

CALLED = CodeList(
    "called",
    (
        choice("father", "父亲", "Father"),
        choice("mother", "母亲", "Mother"),
        choice("both", "父母双方", "Both parents", "父母"),
        choice("other", "其他亲属", "Another relative"),
        choice("no_answer", "没有接通", "Nobody answered", "未接通"),
    ),
)

NO_CONTACT = CodeList(
    "no_contact",
    (
        choice("nobody_home", "家中无人", "Nobody at home", "无人在家"),
        choice("child_out", "儿童不在家", "Child was out"),
        choice("at_school", "儿童在校寄宿", "Child boards at school", "寄宿"),
        choice("moved", "已搬走", "Moved away", "搬家"),
        choice("refused", "拒绝接待", "Refused", "拒访"),
        choice("not_found", "地址找不到", "Address not found"),
        choice("no_answer", "电话无人接听", "Phone not answered", "无人接听"),
        choice("number_wrong", "号码有误或停机", "Number wrong or out of service", "停机", "空号"),
        choice("other", "其他", "Other"),
    ),
)

LIFE_AREA = CodeList(
    "life_area",
    (
        choice("living", "生活起居", "Daily living", "生活"),
        choice("health", "身体健康", "Health", "健康"),
        choice("schooling", "学习情况", "Schooling", "学习"),
        choice("mood", "情绪心理", "Mood and mind", "心理", "情绪"),
        choice("family", "亲情联系", "Family contact", "亲情"),
        choice("guardianship", "监护照料", "Care and guardianship", "监护"),
        choice("safety", "安全", "Safety"),
        choice("conduct", "行为表现", "Conduct", "行为"),
        choice("friends", "同伴交往", "Friends", "交往"),
        choice("economy", "家庭经济", "Household economy", "经济"),
        choice("housing", "居住环境", "Housing", "住房"),
        choice("other", "其他", "Other"),
    ),
)

# The nine situations of article 4 of the nine-agency opinion on mandatory reporting (2020), by their number.
DANGER_SIGN = CodeList(
    "danger_sign",
    (
        choice(
            "1",
            "生殖器官或隐私部位有（疑似）非正常损伤",
            "Abnormal injury, or suspicion of it, to genitals or private parts",
        ),
        choice(
            "2",
            "不满十四周岁女童遭受（疑似）性侵害、怀孕、流产",
            "Girl under 14: sexual assault, pregnancy or miscarriage, or suspicion of it",
        ),
        choice(
            "3",
            "十四周岁以上女性因（疑似）性侵害怀孕、流产",
            "Girl of 14 or over: pregnancy or miscarriage from sexual assault, or suspicion of it",
        ),
        choice(
            "4",
            "身体多处损伤、严重营养不良、意识不清，存在（疑似）家暴、欺凌、虐待、殴打或被麻醉",
            "Several injuries, severe malnutrition or clouded consciousness with violence, bullying, abuse, "
            "beating or drugging, or suspicion of it",
        ),
        choice(
            "5",
            "因自杀、自残、工伤、中毒、被麻醉、殴打等非正常原因伤残、死亡",
            "Injury or death by suicide, self-harm, work, poison, drugging, beating or other abnormal cause",
        ),
        choice("6", "被遗弃或长期无人照料", "Abandoned or left without care for long"),
        choice("7", "来源不明、失踪或被拐卖、收买", "Of unknown origin, missing, or trafficked"),
        choice("8", "被组织乞讨", "Made to beg by others"),
        choice(
            "9",
            "其他严重侵害身心健康或正面临不法侵害危险的情形",
            "Other serious harm to body or mind, or in danger of unlawful harm now",
        ),
    ),
    padded=True,
)

SESSION_KIND = CodeList(
    "session_kind",
    (
        choice("day_care", "日间照料", "Day care"),
        choice("tutoring", "课业辅导", "Tutoring", "作业辅导"),
        choice("comfort", "心理抚慰", "Psychological comfort"),
        choice("guidance", "感情疏导", "Emotional guidance", "情感疏导"),
        choice("other", "其他", "Other"),
    ),
)

SURVEY_OUTCOME = CodeList(
    "survey_outcome",
    (
        choice("not_yet", "尚未走访", "Not yet"),
        choice("seen", "已见到", "Seen"),
        choice("nobody_home", "家中无人", "Nobody at home"),
        choice("moved", "已搬走", "Moved away"),
        choice("refused", "拒绝", "Refused"),
    ),
)

"""The seniors and their matches: kinds, skills, former posts, forms of a match, states, ends."""

from __future__ import annotations

from casefiles.domain.codes.codelist import CodeList, choice

SENIOR_KIND = CodeList(
    "senior_kind",  # the five kinds of 五老
    (
        choice("official", "老干部", "Retired official"),
        choice("veteran", "老战士", "Veteran", "老军人", "退役军人"),
        choice("expert", "老专家", "Retired expert"),
        choice("teacher", "老教师", "Retired teacher"),
        choice("model", "老模范", "Retired model worker", "老劳模"),
        choice("other", "其他热心人士", "Other volunteer", "其他", "志愿者"),
    ),
)

MENTOR_SKILL = CodeList(
    "mentor_skill",
    (
        choice("tutoring", "课业辅导", "Tutoring", "辅导"),
        choice("psychology", "心理疏导", "Psychological support", "心理"),
        choice("law", "法治宣传", "Law education", "法律", "普法", "法治"),
        choice("help_education", "帮教", "Help-education"),
        choice("family_education", "家庭教育", "Family education", "家教"),
        choice("history", "红色传统教育", "Revolutionary history", "红色教育", "讲党史"),
        choice("farming", "农业技术", "Farming skills", "种植", "养殖", "农技"),
        choice("trade", "手艺与就业", "Trades and employment", "手艺", "就业"),
        choice("health", "卫生健康", "Health", "医疗", "卫生"),
        choice("vision", "近视防控", "Eyesight protection", "视力"),
        choice("arts", "文艺", "Arts and calligraphy", "书法", "音乐", "美术"),
        choice("sports", "体育", "Sports"),
        choice("science", "科普", "Popular science", "科技"),
        choice("safety", "安全教育", "Safety education", "安全"),
        choice("organising", "组织协调", "Organising", "组织"),
        choice("other", "其他", "Other"),
    ),
)

FORMER_POST = CodeList(
    "former_post",
    (
        choice("party_gov", "党政机关干部", "Party or government official", "机关干部", "公务员"),
        choice("village", "村（社区）干部", "Village or community cadre", "村干部", "社区干部"),
        choice("teacher", "教师", "Teacher", "老师"),
        choice("principal", "校长", "School head"),
        choice("police", "公安政法干警", "Police or justice officer", "警察", "公安", "政法"),
        choice("soldier", "军人", "Soldier", "部队"),
        choice("doctor", "医务人员", "Doctor or nurse", "医生", "护士"),
        choice("engineer", "工程技术人员", "Engineer or technician", "工程师", "技术员"),
        choice("worker", "企业职工", "Company employee", "工人", "职工"),
        choice("manager", "企业负责人", "Company head", "企业家"),
        choice("farmer", "农民", "Farmer", "务农"),
        choice("other", "其他", "Other"),
    ),
)

MENTOR_END = CodeList(
    "mentor_end",
    (
        choice("age", "年龄原因", "Age", "年龄"),
        choice("health", "健康原因", "Health", "身体原因", "健康"),
        choice("moved", "迁居", "Moved away", "搬走"),
        choice("wish", "本人申请", "Own wish", "个人原因"),
        choice("conduct", "不宜继续", "Not suitable", "违规"),
        choice("check_failed", "入职查询未通过", "Entry check not passed"),
        choice("died", "去世", "Died", "死亡"),
        choice("mistaken", "登记有误", "Registered by mistake", "误登"),
        choice("other", "其他", "Other"),
    ),
)

MATCH_FORM = CodeList(
    "match_form",
    (
        choice("one_to_one", "一对一", "One to one", "一帮一"),
        choice("one_to_many", "一对多", "One to many", "一帮多"),
        choice("many_to_one", "多帮一", "Many to one", "多对一"),
    ),
)

MATCH_STATUS = CodeList(
    "match_status",
    (
        choice("proposed", "拟结对", "Proposed"),
        choice("approved", "已批准", "Approved"),
        choice("introduced", "已见面", "Introduced"),
        choice("active", "结对中", "Active", "帮扶中"),
        choice("paused", "暂停", "Paused"),
        choice("closing", "正在结束", "Closing"),
        choice("closed", "已结束", "Closed", "结束"),
        choice("mistaken", "登记有误", "Entered by mistake", "误登"),
    ),
)

MATCH_END = CodeList(
    "match_end",
    (
        choice("goal_met", "目标达成", "Goals met", "脱困"),
        choice("aged_out", "儿童成年或超龄", "Child reached the age limit", "超龄", "成年"),
        choice("child_moved", "儿童迁出", "Child moved away", "迁出"),
        choice("parent_back", "父母返乡照护", "Parent came back to care", "父母返乡"),
        choice("mentor_left", "五老退出", "Mentor left"),
        choice("mentor_health", "五老健康原因", "Mentor's health"),
        choice("mentor_died", "五老去世", "Mentor died"),
        choice("child_wish", "儿童或家庭不愿继续", "Child or family did not wish to go on"),
        choice("not_fitting", "双方不合适", "Not a good fit", "不合适"),
        choice("safeguarding", "安全保护原因", "Safeguarding"),
        choice("child_died", "儿童去世", "Child died"),
        choice("mistaken", "登记有误", "Entered by mistake", "误登"),
        choice("other", "其他", "Other"),
    ),
)

"""Why a child has a file: categories in two levels, guardianship, the parents' whereabouts."""

from __future__ import annotations

from casefiles.domain.codes.codelist import CodeList, choice

CHILD_CATEGORY = CodeList(
    "child_category",
    (
        choice("left_behind", "留守儿童", "Left-behind child", "留守", "留守生", "农村留守儿童"),
        choice("floating", "流动儿童", "Floating child", "流动", "流动生"),
        choice("difficulty", "困境儿童", "Child in difficulty", "困境", "困境生"),
        choice("disabled", "残疾儿童", "Disabled child", "残疾"),
        choice("five_lost", "五失青少年", "“Five-lost” youth", "五失", "五失生", "Five-lost"),
        choice("other", "其他", "Other", "其他儿童"),
    ),
)

# State Council notice 2016 No. 36, the 2019 opinion on de facto unattended children, and older local lists.
CHILD_SUBCATEGORY = CodeList(
    "child_subcategory",
    (
        choice("both_away", "父母双方外出", "Both parents away", "双亲外出", parent="left_behind"),
        choice(
            "one_away",
            "一方外出、另一方无监护能力",
            "One parent away, the other unable to care",
            "单亲外出",
            parent="left_behind",
        ),
        choice("with_parents", "随父母流动", "Moved with the parents", parent="floating"),
        choice("with_guardian", "随其他监护人流动", "Moved with another guardian", parent="floating"),
        choice("orphan", "孤儿", "Orphan", parent="difficulty"),
        choice(
            "unattended", "事实无人抚养儿童", "De facto unattended child", "事实无人抚养", parent="difficulty"
        ),
        choice("hiv", "艾滋病病毒感染儿童", "Child with HIV", parent="difficulty"),
        choice(
            "dibao",
            "低保家庭儿童",
            "Child of a subsistence-allowance family",
            "低保家庭",
            parent="difficulty",
        ),
        choice(
            "near_dibao",
            "低保边缘家庭儿童",
            "Child of a near-subsistence family",
            "低保边缘",
            parent="difficulty",
        ),
        choice("extreme_hardship", "特困儿童", "Child in extreme hardship", "特困", parent="difficulty"),
        choice(
            "hardship", "家庭生活困难儿童", "Child of a family in hardship", "家庭困难", parent="difficulty"
        ),
        choice("severe_illness", "重病儿童", "Severely ill child", "重病", parent="difficulty"),
        choice("severe_disability", "重残儿童", "Severely disabled child", "重残", parent="difficulty"),
        choice(
            "state_guarded", "国家监护儿童", "Child in state guardianship", "兜底监护", parent="difficulty"
        ),
        choice("single_parent", "单亲家庭儿童", "Child of a single parent", "单亲", parent="difficulty"),
        choice("abused", "遭受侵害的儿童", "Child who was harmed", "受侵害", parent="difficulty"),
        choice("certified", "持残疾人证", "With a disability certificate", "有证", parent="disabled"),
        choice("uncertified", "未办残疾人证", "Without a disability certificate", "无证", parent="disabled"),
        choice("delinquent", "失足", "Delinquent", parent="five_lost"),
        choice("unsupervised", "失管", "Unsupervised", parent="five_lost"),
        choice("out_of_school", "失学", "Out of school", parent="five_lost"),
        choice("out_of_work", "失业", "Out of work", parent="five_lost"),
        choice("bereft", "失亲", "Bereft of parents", parent="five_lost"),
        choice("prisoner_family", "服刑人员子女", "Child of a prisoner", parent="other"),
        choice("drug_family", "吸毒人员子女", "Child of a drug user", "戒毒人员子女", parent="other"),
        choice("hiv_family", "受艾滋病影响儿童", "Child affected by HIV in the family", parent="other"),
        choice("street", "流浪儿童", "Street child", "流浪", parent="other"),
        choice("local", "当地规定的其他儿童", "Other child under a local rule", parent="other"),
    ),
)

CATEGORY_ACT = CodeList(
    "category_act",
    (
        choice("add", "增加", "Add"),
        choice("end", "终止", "End"),
    ),
)

CATEGORY_END = CodeList(
    "category_end",
    (
        choice("parent_back", "父母返乡", "A parent came back", "返乡"),
        choice("moved", "迁出", "Moved away", "搬走"),
        choice("aged_out", "达到年龄", "Reached the age limit", "超龄"),
        choice("improved", "困难已解除", "The difficulty is over", "脱困"),
        choice("back_in_school", "已复学", "Back in school", "复学"),
        choice("adopted", "被收养", "Adopted", "收养"),
        choice("died", "死亡", "Died", "去世"),
        choice("mistaken", "登记有误", "Registered by mistake", "误登"),
        choice("other", "其他", "Other"),
    ),
)

GUARDIANSHIP = CodeList(
    "guardianship",  # guardianship type of the official form of 2016
    (
        choice("none", "无人监护", "Nobody looks after the child"),
        choice("parent_unable", "父母无监护能力", "Parent without capacity", "父母一方外出另一方无监护能力"),
        choice("entrusted_weak", "受委托人监护能力不足", "Entrusted person with insufficient capacity"),
        choice("fair", "监护情况一般", "Fair guardianship"),
        choice("good", "监护情况较好", "Good guardianship"),
    ),
)

GUARDIANSHIP_QUALITY = CodeList(
    "guardianship_quality",
    (
        choice("good", "好", "Good", "较好"),
        choice("fair", "一般", "Fair"),
        choice("poor", "差", "Poor", "较差"),
    ),
)

GUARDIAN_KIND = CodeList(
    "guardian_kind",
    (
        choice("parents", "父母双方", "Both parents", "父母"),
        choice("father", "父亲", "Father", "父"),
        choice("mother", "母亲", "Mother", "母"),
        choice("paternal_grandparents", "祖父母", "Paternal grandparents", "爷爷奶奶", "爷爷", "奶奶"),
        choice(
            "maternal_grandparents",
            "外祖父母",
            "Maternal grandparents",
            "姥姥姥爷",
            "姥姥",
            "姥爷",
            "外公外婆",
        ),
        choice("siblings", "兄姐", "Elder siblings", "哥哥", "姐姐"),
        choice("other_relative", "其他亲属", "Other relatives", "亲属"),
        choice("entrusted", "委托照护人", "Entrusted carer", "委托监护人"),
        choice("institution", "机构（兜底监护）", "Institution (state guardianship)", "机构", "福利院"),
        choice("none", "无人监护", "Nobody"),
    ),
)

PARENT_STATUS = CodeList(
    "parent_status",
    (
        choice("home", "在家", "At home", "在家务农"),
        choice("away", "外出务工", "Working away", "外出", "务工", "打工"),
        choice("divorced", "离异且不共同生活", "Divorced, living apart", "离异", "离婚"),
        choice("deceased", "死亡", "Deceased", "去世", "已故", "亡故"),
        choice("missing_declared", "宣告失踪或死亡", "Declared missing or dead by a court", "宣告失踪"),
        choice("missing", "失踪", "Missing"),
        choice("lost_contact", "失联", "Out of contact", "失去联系"),
        choice("imprisoned", "服刑在押", "Imprisoned", "服刑", "在押"),
        choice("drug_treatment", "强制隔离戒毒", "In compulsory drug treatment", "强戒"),
        choice("detained", "被限制人身自由的其他情形", "Otherwise detained"),
        choice("severe_illness", "重病", "Severely ill"),
        choice("severe_disability", "重残", "Severely disabled"),
        choice("revoked", "被撤销监护资格", "Guardianship revoked", "撤销监护"),
        choice("deported", "被遣送（驱逐）出境", "Deported", "遣送出境", "驱逐出境"),
        choice("unknown", "不详", "Unknown"),
    ),
)

CHILD_STATE = CodeList(
    "child_state",
    (
        choice("good", "良好", "Good", "好"),
        choice("fair", "一般", "Fair"),
        choice("attention", "需要关注", "Needs attention", "需关注", "较差", "差"),
    ),
)

RISK = CodeList(
    "risk",  # four colours, highest first
    (
        choice("red", "红色（高）", "Red (high)", "红", "红色", "高", "高风险"),
        choice("yellow", "黄色（较高）", "Yellow (medium-high)", "黄", "黄色", "较高"),
        choice("blue", "蓝色（较低）", "Blue (medium-low)", "蓝", "蓝色", "较低"),
        choice("green", "绿色（低）", "Green (low)", "绿", "绿色", "低", "低风险"),
    ),
)

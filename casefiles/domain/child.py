"""A child's file: the fields of the official form for left-behind children (2016), and the dated spells beside it."""

from __future__ import annotations

from datetime import date

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    CATEGORY_ACT,
    CATEGORY_END,
    CHILD_CATEGORY,
    CHILD_SUBCATEGORY,
    DISABILITY,
    DISABILITY_LEVEL,
    ETHNIC,
    GUARDIAN_KIND,
    GUARDIANSHIP,
    GUARDIANSHIP_QUALITY,
    HEALTH,
    ID_MISSING,
    PARENT_STATUS,
    RELATION,
    RISK,
    SCHOOLING,
    SEX,
    SPELL_END,
)
from casefiles.domain.words import Label


@c.record
class Child:
    """One child. Category and guardianship are spells; parents and grandparents are members."""

    number: str = c.text("档案编号", "File no.", section="identity", listed=True, roster=False)
    name: str = c.name(
        "姓名", "Name", section="identity", required=True, listed=True, aliases=("儿童姓名", "学生姓名")
    )
    reading: str = c.text(
        "姓名读音",
        "Reading of the name",
        section="identity",
        hint=Label(
            "只在拼音读错时填写，例如 shan xiao ming。", "Only when the pinyin is wrong, e.g. shan xiao ming."
        ),
    )
    id_number: str = c.id_number(
        "身份证号", "ID number", section="identity", aliases=("公民身份号码", "身份证号码", "身份证")
    )
    id_missing: str = c.choice("无身份证号原因", "Why there is no ID number", ID_MISSING, section="identity")
    sex: str = c.choice("性别", "Sex", SEX, section="identity", listed=True)
    birth_date: str = c.partial_day(
        "出生日期", "Birth date", section="identity", listed=True, aliases=("出生年月",)
    )
    ethnic: str = c.choice("民族", "Ethnic group", ETHNIC, section="identity")
    household: str = c.ref("所属家庭", "Household", "household", section="place")
    head_relation: str = c.choice("与户主关系", "Relation to the head", RELATION, section="place")
    area: str = c.area("居住地区划", "Division of residence", section="place")
    village: str = c.text(
        "村（社区）", "Village", section="place", listed=True, aliases=("村", "所在村", "村居")
    )
    hamlet: str = c.text("屯（组）", "Hamlet or group", section="place", aliases=("组", "屯"))
    address: str = c.text(
        "现住址", "Present address", section="place", aliases=("家庭住址", "住址", "家庭地址")
    )
    registered: bool | None = c.yes("是否登记户口", "Household registration", section="place")
    registered_area: str = c.area("户籍地区划", "Division of registration", section="place")
    registered_address: str = c.text("户籍地址", "Registered address", section="place", aliases=("户籍地",))
    phone: str = c.phone("联系电话", "Phone", section="place", aliases=("电话", "监护人电话"))
    health: str = c.choice("健康状况", "Health", HEALTH, section="health", listed=True)
    disability: str = c.choice("残疾类别", "Disability", DISABILITY, section="health")
    disability_level: str = c.choice("残疾等级", "Disability level", DISABILITY_LEVEL, section="health")
    illness: str = c.text(
        "患病名称", "Illness", section="health", hint=Label("只填重大疾病。", "Major illness only.")
    )
    schooling: str = c.choice("就学情况", "Schooling", SCHOOLING, section="school", listed=True)
    school: str = c.text("就读学校", "School", section="school", aliases=("学校",))
    school_class: str = c.text("年级班级", "Grade and class", section="school", aliases=("年级", "班级"))
    boarding: bool | None = c.yes("是否寄宿", "Boards at school", section="school", aliases=("是否住校",))
    pupil_number: str = c.text("学籍号", "Pupil number", section="school", limit=19)
    risk: str = c.choice("风险等级", "Risk", RISK, section="care", listed=True)
    situation: str = c.notes(
        "家庭基本情况及主要困难", "Family situation and main difficulties", section="care", merge="ask"
    )
    needs: str = c.notes("关爱需求", "What is needed", section="care", merge="ask")
    opened_on: date | None = c.day("登记日期", "Registered on", section="file", roster=False)
    closed_on: date | None = c.day("结案日期", "Closed on", section="file", roster=False)
    closed_reason: str = c.text("结案原因", "Reason for closing", section="file", roster=False)
    merged_into: str = c.ref("已并入的档案", "Merged into the file", "child", section="file")
    note: str = c.notes("备注", "Notes", section="file")


CHILD = c.entity(
    Child,
    name="child",
    label=Label("儿童", "Child"),
    plural=Label("儿童档案", "Children"),
    prefix="c",
    numbered=True,
    sections={
        "identity": Label("基本信息", "Identity"),
        "place": Label("居住与户籍", "Residence and registration"),
        "health": Label("健康状况", "Health"),
        "school": Label("就学情况", "Schooling"),
        "care": Label("困难与需求", "Difficulties and needs"),
        "file": Label("档案", "File"),
    },
)


@c.record
class Member:
    """A family member of a child; `relation` is the member's relation to the child (GB/T 4761)."""

    child: str = c.ref("儿童", "Child", "child", section="member", required=True)
    household: str = c.ref("所属家庭", "Household", "household", section="member")
    head_relation: str = c.choice("与户主关系", "Relation to the head", RELATION, section="member")
    relation: str = c.choice(
        "与儿童关系", "Relation to the child", RELATION, section="member", required=True, listed=True
    )
    name: str = c.name("姓名", "Name", section="member", required=True, listed=True)
    birth_date: str = c.partial_day("出生日期", "Birth date", section="member")
    id_number: str = c.id_number("身份证号", "ID number", section="member")
    phone: str = c.phone("联系电话", "Phone", section="member", listed=True)
    health: str = c.choice("健康状况", "Health", HEALTH, section="member")
    status: str = c.choice("现状", "Whereabouts", PARENT_STATUS, section="whereabouts", listed=True)
    since: str = c.partial_day("起始时间", "Since", section="whereabouts")
    place: str = c.text("务工（居住）地点", "Place of work or stay", section="whereabouts", listed=True)
    work: str = c.text("工作内容", "Occupation", section="whereabouts")
    capable: bool | None = c.yes("是否有监护能力", "Able to act as guardian", section="whereabouts")
    note: str = c.text("备注", "Notes", section="whereabouts", limit=500)


MEMBER = c.entity(
    Member,
    name="member",
    label=Label("家庭成员", "Family member"),
    plural=Label("家庭成员", "Family members"),
    prefix="p",
    sections={
        "member": Label("成员", "Member"),
        "whereabouts": Label("去向与能力", "Whereabouts and capacity"),
    },
)


@c.record
class CategorySpell:
    """A category a child belongs to from a day on, until a day, with the reason for each change."""

    child: str = c.ref("儿童", "Child", "child", section="category", required=True)
    category: str = c.choice(
        "类别", "Category", CHILD_CATEGORY, section="category", required=True, listed=True
    )
    subcategory: str = c.choice("细类", "Subcategory", CHILD_SUBCATEGORY, section="category", listed=True)
    start: date | None = c.day("认定日期", "Recognised on", section="category", required=True, listed=True)
    reason: str = c.text("认定依据", "Basis", section="category", limit=300)
    document: str = c.text("文号", "Document no.", section="category")
    end: date | None = c.day("终止日期", "Ended on", section="end", listed=True)
    end_reason: str = c.choice("终止原因", "Reason for ending", CATEGORY_END, section="end")


CATEGORY_SPELL = c.entity(
    CategorySpell,
    name="category_spell",
    label=Label("类别认定", "Category"),
    plural=Label("类别认定", "Categories"),
    prefix="k",
    title="category",
    sections={"category": Label("认定", "Recognition"), "end": Label("终止", "End")},
)


@c.record
class CategoryAnswer:
    """A suggested change of a category was looked at and is not so, with the reason. `facts` is what it was said of:
    when the facts change the suggestion comes again."""

    child: str = c.ref("儿童", "Child", "child", section="answer", required=True)
    on: date | None = c.day("日期", "Date", section="answer", required=True, listed=True)
    act: str = c.choice("建议", "Suggested", CATEGORY_ACT, section="answer", required=True, listed=True)
    category: str = c.choice("类别", "Category", CHILD_CATEGORY, section="answer", required=True, listed=True)
    subcategory: str = c.choice("细类", "Subcategory", CHILD_SUBCATEGORY, section="answer", listed=True)
    reason: str = c.text("不采纳的原因", "Why it is not so", section="answer", required=True, listed=True, limit=300)
    by: str = c.name("经办人", "By", section="answer")
    facts: str = c.text("所依据的情况", "Facts it was said of", section="answer", roster=False, limit=40)


CATEGORY_ANSWER = c.entity(
    CategoryAnswer,
    name="category_answer",
    label=Label("类别建议的答复", "Answer to a suggested category"),
    plural=Label("类别建议的答复", "Answers to suggested categories"),
    prefix="ka",
    title="category",
    sections={"answer": Label("答复", "Answer")},
)


@c.record
class GuardianshipSpell:
    """Who looks after a child from a day on, and how well."""

    child: str = c.ref("儿童", "Child", "child", section="guardian", required=True)
    kind: str = c.choice(
        "监护人类型", "Kind of guardian", GUARDIAN_KIND, section="guardian", required=True, listed=True
    )
    member: str = c.ref("家庭成员", "Family member", "member", section="guardian")
    name: str = c.name("监护人姓名", "Guardian's name", section="guardian", listed=True)
    relation: str = c.choice("与儿童关系", "Relation to the child", RELATION, section="guardian")
    id_number: str = c.id_number("身份证号", "ID number", section="guardian")
    phone: str = c.phone("联系电话", "Phone", section="guardian", listed=True)
    address: str = c.text("住址", "Address", section="guardian")
    entrusted: bool | None = c.yes(
        "是否签订委托照护协议", "Entrusted-care agreement signed", section="guardian"
    )
    guardianship: str = c.choice("监护类型", "Guardianship type", GUARDIANSHIP, section="quality")
    quality: str = c.choice(
        "监护情况", "Quality of care", GUARDIANSHIP_QUALITY, section="quality", listed=True
    )
    start: date | None = c.day("起始日期", "From", section="quality", required=True, listed=True)
    end: date | None = c.day("终止日期", "Until", section="quality", listed=True)
    end_reason: str = c.choice("终止原因", "Reason for ending", SPELL_END, section="quality")


GUARDIANSHIP_SPELL = c.entity(
    GuardianshipSpell,
    name="guardianship_spell",
    label=Label("监护情况", "Guardianship"),
    plural=Label("监护情况", "Guardianship"),
    prefix="g",
    sections={"guardian": Label("监护人", "Guardian"), "quality": Label("监护情况", "Guardianship")},
)

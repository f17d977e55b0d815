"""A mentor: one of the five seniors (五老) who takes children on."""

from __future__ import annotations

from datetime import date

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    ETHNIC,
    FORMER_POST,
    HEALTH,
    MATCH_END,
    MATCH_FORM,
    MATCH_STATUS,
    MENTOR_END,
    MENTOR_SKILL,
    SENIOR_KIND,
    SEX,
)
from casefiles.domain.words import Label


@c.record
class Mentor:
    """One mentor. `capacity` is how many children they are willing to take on at a time."""

    number: str = c.text("编号", "No.", section="identity", listed=True, roster=False)
    name: str = c.name("姓名", "Name", section="identity", required=True, listed=True)
    reading: str = c.text("姓名读音", "Reading of the name", section="identity")
    id_number: str = c.id_number("身份证号", "ID number", section="identity")
    sex: str = c.choice("性别", "Sex", SEX, section="identity", listed=True)
    birth_date: str = c.partial_day("出生日期", "Birth date", section="identity", listed=True)
    ethnic: str = c.choice("民族", "Ethnic group", ETHNIC, section="identity")
    phone: str = c.phone("联系电话", "Phone", section="identity", listed=True)
    area: str = c.area("居住地区划", "Division of residence", section="place")
    village: str = c.text("村（社区）", "Village", section="place", listed=True)
    address: str = c.text("住址", "Address", section="place")
    kind: str = c.choice(
        "五老类别", "Kind of senior", SENIOR_KIND, section="service", listed=True, required=True
    )
    former_unit: str = c.text("原工作单位", "Former unit", section="service")
    former_post: str = c.choice("原职业", "Former post", FORMER_POST, section="service")
    party_branch: str = c.text("所在党支部", "Party branch", section="service")
    skills: tuple[str, ...] = c.choices("专长", "Skills", MENTOR_SKILL, section="service", listed=True)
    capacity: int | None = c.count("可结对人数", "Capacity", section="service", low=0, high=50, listed=True)
    availability: str = c.text("可服务时间", "Availability", section="service", limit=200)
    health: str = c.choice("健康状况", "Health", HEALTH, section="service")
    checked_on: date | None = c.day("入职查询日期", "Record check on", section="check")
    check_number: str = c.text("查询文号", "Check document no.", section="check")
    joined_on: date | None = c.day("加入日期", "Joined on", section="check")
    left_on: date | None = c.day("退出日期", "Left on", section="check", roster=False)
    left_reason: str = c.choice("退出原因", "Reason for leaving", MENTOR_END, section="check", roster=False)
    merged_into: str = c.ref("已并入的档案", "Merged into the file", "mentor", section="check")
    note: str = c.notes("备注", "Notes", section="check")


MENTOR = c.entity(
    Mentor,
    name="mentor",
    label=Label("五老", "Mentor"),
    plural=Label("五老", "Mentors"),
    prefix="m",
    numbered=True,
    sections={
        "identity": Label("基本信息", "Identity"),
        "place": Label("住址", "Residence"),
        "service": Label("服务", "Service"),
        "check": Label("查询与进退", "Check, joining and leaving"),
    },
)


@c.record
class Match:
    """A mentor and a child joined (结对). One adult and one child is one match; open until `end`."""

    child: str = c.ref("儿童", "Child", "child", section="match", required=True)
    mentor: str = c.ref("五老", "Mentor", "mentor", section="match", required=True)
    start: date | None = c.day("结对日期", "Matched on", section="match", required=True, listed=True)
    form: str = c.choice("结对形式", "Form", MATCH_FORM, section="match", listed=True)
    status: str = c.choice("状态", "State", MATCH_STATUS, section="match", listed=True)
    lead: bool | None = c.yes("是否牵头人", "Lead mentor", section="match")
    every_days: int | None = c.count(
        "走访间隔（天）", "Visit interval (days)", section="match", low=1, high=366
    )
    terms: str = c.notes("帮扶约定", "Agreed terms", section="match", limit=1000)
    agreed_on: date | None = c.day("协议签订日期", "Agreement signed on", section="match")
    agreed_until: date | None = c.day("协议到期日", "Agreed until", section="match", future=True)
    end: date | None = c.day("结束日期", "Ended on", section="end", listed=True)
    end_reason: str = c.choice("结束原因", "Reason for ending", MATCH_END, section="end", listed=True)
    end_note: str = c.text("结束说明", "About the ending", section="end", limit=300)


MATCH = c.entity(
    Match,
    name="match",
    label=Label("结对", "Match"),
    plural=Label("结对", "Matches"),
    prefix="t",
    title="start",
    sections={"match": Label("结对", "Match"), "end": Label("结束", "End")},
)

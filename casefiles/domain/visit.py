"""A visit: a mentor steps over the doorstep. And the aid handed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    AID_KIND,
    CHILD_STATE,
    DANGER_SIGN,
    LIFE_AREA,
    NO_CONTACT,
    OCCASION,
    VISIT_CONTACT,
    VISIT_KIND,
)
from casefiles.domain.words import Label


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """One visit or call. A visit without contact is a fact too, and does not count as contact."""

    child: str = c.ref("儿童", "Child", "child", section="visit", required=True)
    mentor: str = c.ref("走访人", "Visited by", "mentor", section="visit")
    on: date | None = c.day("走访日期", "Visit date", section="visit", required=True, listed=True)
    kind: str = c.choice("走访方式", "Kind of visit", VISIT_KIND, section="visit", required=True, listed=True)
    contact: str = c.choice("是否见到", "Contact", VISIT_CONTACT, section="visit", required=True, listed=True)
    no_contact: str = c.choice(
        "未见到原因", "Why nobody was met", NO_CONTACT, section="visit", shown_when=("contact", "none")
    )
    met: str = c.text("见到的人", "Who was met", section="visit")
    place: str = c.text("地点", "Place", section="visit")
    minutes: int | None = c.count("时长（分钟）", "Minutes", section="visit", low=1, high=1440)
    state: str = c.choice("孩子状态", "State of the child", CHILD_STATE, section="findings", listed=True)
    areas: tuple[str, ...] = c.choices("涉及方面", "Areas of life", LIFE_AREA, section="findings")
    summary: str = c.notes(
        "走访情况", "What happened", section="findings", listed=True, merge="ask", limit=2000
    )
    danger: tuple[str, ...] = c.choices("危险信号", "Danger signs", DANGER_SIGN, section="findings")
    given: str = c.text("送去的帮助", "What was given", section="follow", limit=300)
    follow_up: str = c.text("后续事项", "Follow-up", section="follow", limit=300)
    next_on: date | None = c.day("下次走访日期", "Next visit", section="follow", future=True)


VISIT = c.entity(
    Visit,
    name="visit",
    label=Label("走访", "Visit"),
    plural=Label("走访记录", "Visits"),
    prefix="v",
    title="on",
    sections={
        "visit": Label("走访", "Visit"),
        "findings": Label("情况", "Findings"),
        "follow": Label("后续", "What follows"),
    },
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Aid:
    """One piece of help for a child: money, goods, a job or a service."""

    child: str = c.ref("儿童", "Child", "child", section="aid", required=True)
    on: date | None = c.day("日期", "Date", section="aid", required=True, listed=True)
    kind: str = c.choice("帮扶类型", "Kind of aid", AID_KIND, section="aid", required=True, listed=True)
    occasion: str = c.choice("时机", "Occasion", OCCASION, section="aid", listed=True)
    what: str = c.text("内容", "What", section="aid", listed=True, limit=200)
    value: int | None = c.money("价值（元）", "Value (yuan)", section="aid", listed=True)
    donor: str = c.text("捐助方", "Donor", section="aid", listed=True)
    handed_over: bool | None = c.yes("是否已领取", "Handed over", section="aid")
    signed_by: str = c.name("签收人", "Signed for by", section="aid")


AID = c.entity(
    Aid,
    name="aid",
    label=Label("关爱帮扶", "Aid"),
    plural=Label("关爱帮扶", "Aid"),
    prefix="a",
    title="what",
    sections={"aid": Label("帮扶", "Aid")},
)

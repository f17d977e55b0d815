"""A visit: a mentor steps over the doorstep. And the aid handed over."""

from __future__ import annotations

import datetime as dt
from datetime import date
from typing import TYPE_CHECKING

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    AID_KIND,
    AID_STEP,
    CALLED,
    CHILD_STATE,
    DANGER_SIGN,
    FINDING_LEVEL,
    LIFE_AREA,
    NO_CONTACT,
    OCCASION,
    VISIT_CONTACT,
    VISIT_KIND,
)
from casefiles.domain.ids import made_ms
from casefiles.domain.problems import Problem
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from casefiles.domain.fieldtypes import Stored


@c.record
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
    called: str = c.choice(
        "连线对象", "Who was called", CALLED, section="visit", shown_when=("kind", "family_call")
    )
    others: str = c.text("同行人员", "Who else went", section="visit")
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
    follow_by: date | None = c.day("后续完成期限", "Follow-up by", section="follow", future=True)
    follow_done: date | None = c.day("后续已完成", "Follow-up done on", section="follow")
    follow_result: str = c.text("后续结果", "What came of it", section="follow", limit=300)
    next_on: date | None = c.day("下次走访日期", "Next visit", section="follow", future=True)


LATE_DAYS = 7
"""entered longer after the visit than this, it was written from memory or from a paper, and says so"""


def days_late(row: str, on: Stored) -> int:
    """How many days after the visit it was entered, when those are more than LATE_DAYS; else 0.

    When it was entered is written in its id: a date put back in the form does not put that back.
    """
    made, day = made_ms(row), str(on or "")
    if made is None or len(day) != len("2026-11-03"):
        return 0
    days = (dt.datetime.fromtimestamp(made / 1000).astimezone().date() - date.fromisoformat(day)).days
    return days if days > LATE_DAYS else 0


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


def visit_problems(values: Mapping[str, Stored]) -> Iterator[Problem]:
    """A follow-up that is due or done says what it is, and is done after the visit."""
    on, done = values.get("on"), values.get("follow_done")
    for name in ("follow_by", "follow_done", "follow_result"):
        if values.get(name) and not values.get("follow_up"):
            yield Problem("FOLLOW_UP_WHAT", "visit", field="follow_up")
            break
    for name in ("follow_by", "follow_done"):
        if on and values.get(name) and str(values[name]) < str(on):
            yield Problem("END_BEFORE_START", "visit", field=name, value=str(values[name]))
    if values.get("follow_result") and not done:
        yield Problem("FOLLOW_UP_WHEN", "visit", field="follow_done")


def finding_problems(findings: Mapping[str, str], values: Mapping[str, Stored]) -> Iterator[Problem]:
    """What is urgent goes on: as a follow-up, or as a danger sign that is reported. `findings`: area -> level."""
    urgent = [area for area, level in findings.items() if level == "urgent"]
    if urgent and not (values.get("follow_up") or values.get("danger")):
        yield Problem("URGENT_GOES_ON", "visit", field="follow_up", args={"area": LIFE_AREA.label(urgent[0])})


@c.record
class VisitFinding:
    """What was found in one area of life on a visit."""

    visit: str = c.ref("走访", "Visit", "visit", section="finding", required=True)
    child: str = c.ref("儿童", "Child", "child", section="finding")
    area: str = c.choice("涉及方面", "Area of life", LIFE_AREA, section="finding", required=True, listed=True)
    level: str = c.choice("情况", "How it is", FINDING_LEVEL, section="finding", required=True, listed=True)
    note: str = c.text("说明", "Note", section="finding", listed=True, limit=300)


VISIT_FINDING = c.entity(
    VisitFinding,
    name="visit_finding",
    label=Label("走访发现", "Finding"),
    plural=Label("走访发现", "Findings"),
    prefix="fi",
    title="area",
    sections={"finding": Label("发现", "Finding")},
)


@c.record
class Aid:
    """One piece of help for a child, a household or a mentor: money, goods, a job or a service."""

    child: str = c.ref("儿童", "Child", "child", section="aid")
    household: str = c.ref("家庭", "Household", "household", section="aid")
    mentor: str = c.ref("五老", "Mentor", "mentor", section="aid")
    batch: str = c.ref("发放批次", "Batch", "aid_batch", section="aid")
    on: date | None = c.day("日期", "Date", section="aid", required=True, listed=True)
    kind: str = c.choice("帮扶类型", "Kind of aid", AID_KIND, section="aid", required=True, listed=True)
    occasion: str = c.choice("时机", "Occasion", OCCASION, section="aid", listed=True)
    what: str = c.text("内容", "What", section="aid", listed=True, limit=200)
    value: int | None = c.money("价值（元）", "Value (yuan)", section="aid", listed=True)
    donor: str = c.text("捐助方", "Donor", section="aid", listed=True)
    giver: str = c.ref("捐助方档案", "Donor on file", "donor", section="aid")
    fund: str = c.ref("从基金支出", "Out of the fund", "fund", section="aid")
    step: str = c.choice("进度", "Step", AID_STEP, section="aid", listed=True)
    promised_on: date | None = c.day("承诺日期", "Promised on", section="aid")
    received_on: date | None = c.day("到位日期", "Received on", section="aid")
    allotted_on: date | None = c.day("分配日期", "Allotted on", section="aid")
    handed_over: bool | None = c.yes("是否已领取", "Handed over", section="aid")
    handed_on: date | None = c.day("领取日期", "Handed over on", section="aid")
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


def aid_problems(values: Mapping[str, Stored]) -> Iterator[Problem]:
    """Aid reaches a child, a household or a mentor: one of them, or nobody could be counted."""
    named = [name for name in ("child", "household", "mentor") if values.get(name)]
    if len(named) != 1:
        yield Problem("AID_TO_WHOM", "aid", field=named[1] if named else "child")
    handed, received = values.get("handed_on"), values.get("received_on")
    if handed and received and str(handed) < str(received):
        yield Problem("AID_BEFORE_RECEIVED", "aid", field="handed_on", value=str(handed))

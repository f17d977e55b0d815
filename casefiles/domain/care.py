"""What is kept of a child's care beside the file: risk reviews, consents, needs with goals, what is done about them,
disability certificates, and what became of each parent, with the proof.

Sources: the four risk colours and their reviews (Guangdong, 2022); consent of a guardian for the data of a child under
fourteen (Personal Information Protection Law, articles 29 and 31); GB/T 26341-2010 for certificates; the opinion of
twelve ministries of 2019 for the proof of what became of a parent (de facto unattended children).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    CONSENT_FORM,
    CONSENT_SCOPE,
    DISABILITY,
    DISABILITY_LEVEL,
    GOAL_OUTCOME,
    LIFE_AREA,
    PARENT_STATUS,
    PRIORITY,
    RELATION,
    RISK,
    STATUS_PROOF,
)
from casefiles.domain.problems import Problem
from casefiles.domain.words import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from casefiles.domain.fieldtypes import Stored


@c.record
class RiskReview:
    """How much a child is at risk on a day. The newest one is the risk in the child's file."""

    child: str = c.ref("儿童", "Child", "child", section="review", required=True)
    on: date | None = c.day("评估日期", "Reviewed on", section="review", required=True, listed=True)
    level: str = c.choice("风险等级", "Risk", RISK, section="review", required=True, listed=True)
    reason: str = c.notes("评估依据", "Reasons", section="review", limit=1000, merge="ask")
    by: str = c.name("评估人", "Reviewed by", section="review")
    next_on: date | None = c.day("下次评估日期", "Next review", section="review", future=True, listed=True)


RISK_REVIEW = c.entity(
    RiskReview,
    name="risk_review",
    label=Label("风险评估", "Risk review"),
    plural=Label("风险评估", "Risk reviews"),
    prefix="rr",
    title="on",
    sections={"review": Label("评估", "Review")},
)


@c.record
class Consent:
    """Who agreed to what, and whether it still stands."""

    child: str = c.ref("儿童", "Child", "child", section="consent", required=True)
    on: date | None = c.day("同意日期", "Given on", section="consent", required=True, listed=True)
    name: str = c.name("同意人", "Given by", section="consent", required=True, listed=True)
    relation: str = c.choice("与儿童关系", "Relation to the child", RELATION, section="consent")
    scope: tuple[str, ...] = c.choices(
        "同意范围", "Agreed to", CONSENT_SCOPE, section="consent", required=True, listed=True
    )
    form: str = c.choice("同意形式", "Form", CONSENT_FORM, section="consent")
    place: str = c.text("原件存放处", "Where the paper is kept", section="consent")
    withdrawn_on: date | None = c.day("撤回日期", "Withdrawn on", section="withdrawn", listed=True)
    withdrawn_reason: str = c.text("撤回原因", "Reason for withdrawing", section="withdrawn", limit=300)


CONSENT = c.entity(
    Consent,
    name="consent",
    label=Label("知情同意", "Consent"),
    plural=Label("知情同意", "Consents"),
    prefix="cs",
    sections={"consent": Label("同意", "Consent"), "withdrawn": Label("撤回", "Withdrawn")},
)


@c.record
class Need:
    """Something a child needs, and what is to be reached."""

    child: str = c.ref("儿童", "Child", "child", section="need", required=True)
    area: str = c.choice("涉及方面", "Area of life", LIFE_AREA, section="need", required=True, listed=True)
    what: str = c.text("需求", "What is needed", section="need", required=True, listed=True, limit=200)
    goal: str = c.text("目标", "Goal", section="need", limit=200)
    priority: str = c.choice("轻重缓急", "Priority", PRIORITY, section="need", listed=True)
    found_on: date | None = c.day("提出日期", "Found on", section="need", required=True, listed=True)
    closed_on: date | None = c.day("了结日期", "Closed on", section="end", listed=True)
    outcome: str = c.choice("结果", "Outcome", GOAL_OUTCOME, section="end", listed=True)


NEED = c.entity(
    Need,
    name="need",
    label=Label("关爱需求与目标", "Need and goal"),
    plural=Label("关爱需求与目标", "Needs and goals"),
    prefix="ne",
    title="what",
    sections={"need": Label("需求", "Need"), "end": Label("了结", "End")},
)


@c.record
class Action:
    """One thing that is done about a need: who, until when, and whether it was."""

    child: str = c.ref("儿童", "Child", "child", section="action", required=True)
    need: str = c.ref("针对的需求", "For which need", "need", section="action")
    what: str = c.text("措施", "What is to be done", section="action", required=True, listed=True, limit=200)
    who: str = c.name("责任人", "By whom", section="action", listed=True)
    due: date | None = c.day("完成期限", "Due", section="action", future=True, listed=True)
    done_on: date | None = c.day("完成日期", "Done on", section="action", listed=True)
    note: str = c.text("完成情况", "What came of it", section="action", limit=300)


ACTION = c.entity(
    Action,
    name="action",
    label=Label("帮扶措施", "Action"),
    plural=Label("帮扶措施", "Actions"),
    prefix="ac",
    title="what",
    sections={"action": Label("措施", "Action")},
)


@c.record
class DisabilityCertificate:
    """A certificate of disability."""

    child: str = c.ref("儿童", "Child", "child", section="certificate", required=True)
    number: str = c.text(
        "残疾人证号", "Certificate no.", section="certificate", required=True, listed=True, limit=24, sensitive=True
    )
    disability: str = c.choice("残疾类别", "Disability", DISABILITY, section="certificate", listed=True)
    level: str = c.choice("残疾等级", "Level", DISABILITY_LEVEL, section="certificate", listed=True)
    issued_on: date | None = c.day("发证日期", "Issued on", section="certificate")
    valid_until: date | None = c.day("有效期至", "Valid until", section="certificate", future=True, listed=True)


DISABILITY_CERTIFICATE = c.entity(
    DisabilityCertificate,
    name="disability_certificate",
    label=Label("残疾人证", "Disability certificate"),
    plural=Label("残疾人证", "Disability certificates"),
    prefix="dc",
    title="number",
    sections={"certificate": Label("残疾人证", "Certificate")},
)


@c.record
class ParentSpell:
    """What became of a parent from a day on, and what proves it."""

    child: str = c.ref("儿童", "Child", "child", section="spell", required=True)
    member: str = c.ref("父或母", "Which parent", "member", section="spell", required=True)
    status: str = c.choice("现状", "Status", PARENT_STATUS, section="spell", required=True, listed=True)
    start: date | None = c.day("起始日期", "From", section="spell", required=True, listed=True)
    end: date | None = c.day("终止日期", "Until", section="spell", listed=True)
    proof: str = c.choice("证明材料", "Proof", STATUS_PROOF, section="proof", listed=True)
    document: str = c.text("文号或出具单位", "Document no. or issuer", section="proof", limit=200)


PARENT_SPELL = c.entity(
    ParentSpell,
    name="parent_spell",
    label=Label("父母情况", "Parent's status"),
    plural=Label("父母情况", "Parents' status"),
    prefix="ps",
    title="status",
    sections={"spell": Label("情况", "Status"), "proof": Label("证明", "Proof")},
)


def consent_problems(values: Mapping[str, Stored]) -> Iterator[Problem]:
    """A consent is withdrawn on a day, and for a reason that is told with it."""
    if values.get("withdrawn_reason") and not values.get("withdrawn_on"):
        yield Problem("CONSENT_NOT_WITHDRAWN", "consent", field="withdrawn_on")


def need_problems(values: Mapping[str, Stored]) -> Iterator[Problem]:
    """A need that is closed says what came of it."""
    if values.get("closed_on") and not values.get("outcome"):
        yield Problem("NEED_NO_OUTCOME", "need", field="outcome")
    if values.get("outcome") and not values.get("closed_on"):
        yield Problem("NEED_NO_END", "need", field="closed_on")

"""Visit norms as dated data: how often a child is to be visited, by area, category and risk.

There is no national number; each area sets its own (an Inner Mongolia opinion of 2022, the Hangzhou standard
DB3301/T 0460-2024, the Guangdong risk colours). The rule that picks a norm stands in `casefiles.domain.norms`.
"""

from __future__ import annotations

from datetime import date

from casefiles.domain import catalogue as c
from casefiles.domain.codes.lists import (
    CHILD_CATEGORY,
    RISK,
    VISIT_KIND,
)
from casefiles.domain.words import Label


@c.record
class Norm:
    """One norm. What is left empty holds for every area, category or risk; the most special one that holds wins."""

    name: str = c.text("规则名称", "Name", section="norm", required=True, listed=True)
    area: str = c.area("适用区划", "For the division", section="norm", listed=True)
    category: str = c.choice("适用类别", "For the category", CHILD_CATEGORY, section="norm", listed=True)
    risk: str = c.choice("适用风险等级", "For the risk", RISK, section="norm", listed=True)
    start: date | None = c.day("生效日期", "In force from", section="norm", required=True, future=True, listed=True)
    end: date | None = c.day("失效日期", "Until", section="norm", future=True, listed=True)
    interval: int | None = c.count(
        "走访间隔（天）", "Days between visits", section="rule", low=1, high=366, required=True, listed=True
    )
    grace: int | None = c.count("宽限（天）", "Days of grace", section="rule", low=0, high=90, listed=True)
    first_within: int | None = c.count(
        "首次走访期限（天）", "First visit within (days)", section="rule", low=1, high=366, listed=True
    )
    verify_months: int | None = c.count(
        "信息核实间隔（月）", "Months between verifications", section="rule", low=1, high=60, listed=True
    )
    counts: tuple[str, ...] = c.choices(
        "计入的走访方式",
        "Kinds of visit that count",
        VISIT_KIND,
        section="rule",
        hint=Label("不选表示都计入。", "None chosen: every kind counts."),
    )
    document: str = c.text("依据文件", "Document", section="rule", limit=200)


NORM = c.entity(
    Norm,
    name="norm",
    label=Label("走访规则", "Visit norm"),
    plural=Label("走访规则", "Visit norms"),
    prefix="nm",
    sections={"norm": Label("适用范围", "Where it holds"), "rule": Label("规则", "Rule")},
)
